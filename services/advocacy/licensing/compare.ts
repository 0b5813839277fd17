// What each of several policies would cost a library and its readers, in the same scenario.

import { addDays, type Day } from '#kit/words/days';
import { BadInput } from '#kit/words/problem';
import { areKnown, currencyExpected, isCurrency, isPaidByLoan, type LicenseTerms, loansAtOnce } from '../terms/license';
import {
  type Amount,
  allUnavailable,
  amountText,
  Decimal,
  type Exact,
  type ExplainedFigure,
  exactly,
  explained,
  type Figure,
  known,
  type MissingFigure,
  type Reason,
  ratio,
  unavailable,
} from './figure';
import {
  byRule,
  effectiveLoanDays,
  offerOf,
  overridden,
  type PriceBasis,
  type Priced,
  standingPrice,
  type UsedPrice,
} from './offer';
import { copiesForPromise, type Queue, queue, queueFigures } from './queue';
import type { Candidate, Comparison, Scenario } from './scenario';
import { type OneLicense, oneLicense, oneLicenseFigures, type Spending, spending, spendingFigures } from './spending';

/** What one candidate comes to. Every number that is null is in `unavailable` with its reason, every other one in `explain`. */
export interface LendingFigures {
  readonly candidateId: string;
  readonly label: string;
  /** The price it is computed with, of a license or of a loan; null where there is none. */
  readonly price: (Amount & { readonly basis: PriceBasis; readonly words: string }) | null;
  /** Licenses to buy over the years; 0 where the library pays by the loan. */
  readonly licensesNeeded: number | null;
  readonly totalCost: Amount | null;
  readonly costPerCirculation: Amount | null;
  /** Complete loans of one license under the standing terms, and what each costs if all are made. */
  readonly loansPerLicense: number | null;
  readonly leastCostPerCirculation: Amount | null;
  readonly wait: {
    /** Days until the reader in question gets a copy. */
    readonly worstCaseDays: number | null;
    readonly averagePhaseDays: number | null;
    /** Mean days of all holds in the worst case. */
    readonly meanDays: number | null;
    /** What all holds wait together beyond what they would without the embargo; 0 without one. */
    readonly readerDaysLost: number | null;
  };
  /** Share of the holds, from "0.0000" to "1.0000", that get no copy by the promised day in the worst case. */
  readonly unservedShare: string | null;
  readonly waste: {
    /** Of the loans in licenses that expire by time within the years, the share that no one made, from "0.0000" to "1.0000". */
    readonly expiredUnusedShare: string | null;
    /** What was paid for that share of all of them, rounded to two places. */
    readonly value: Amount | null;
  };
  /** One license beside other ways to pay; see Alternatives. */
  readonly breakEven: { readonly loans: string | null; readonly months: number | null };
  readonly markup: string | null;
  /** Copies that keep the promised wait for all holds. */
  readonly copiesForPromise: number | null;
  readonly unavailable: readonly MissingFigure[];
  readonly explain: readonly ExplainedFigure[];
}

/**
 * A row for each candidate, in their order. The time does not grow with copies, holds or days.
 * @throws BadInput for more than 50 candidates, or numbers outside their bounds
 */
export function compareLending(comparison: Comparison): LendingFigures[] {
  return [...eachRow(comparison)];
}

/**
 * The rows of compareLending one by one, so that a caller can let others run in between. Everything is checked before the first one.
 * @throws BadInput as compareLending, at once
 */
export function eachRow(comparison: Comparison): Iterable<LendingFigures> {
  checkComparison(comparison);
  return rows(comparison);
}

function* rows({ candidates, on, scenario }: Comparison) {
  const stated = candidates.map((given) => {
    const candidate = countedInLoans(given, scenario);
    return { candidate, price: standingPrice(candidate, scenario) };
  });
  const priced = stated.map((one) => ({ ...one, price: byRule(one, stated, scenario) }));
  for (const one of priced) {
    const rivals = priced.filter((other) => other !== one);
    yield rowOf(one, scenario.currency ?? 'USD', figuresOf(one, on, scenario), alternatives(one, rivals, scenario));
  }
}

/**
 * Days of lending as loans of the scenario: floor(D / (L·e)), and at least one, which is as short as the days that are left. Days on
 * which a copy lies ready for its reader are none of lending.
 */
function countedInLoans(candidate: Candidate, { loanDays, keptShare }: Scenario): Candidate {
  const inLoans = (terms: LicenseTerms): LicenseTerms => {
    if (terms.lendingDays == null) return terms;
    const loan = effectiveLoanDays(Math.min(loanDays, terms.lengthDays ?? loanDays), keptShare ?? 1);
    const loans = Math.max(1, new Decimal(terms.lendingDays).div(loan).floor().toNumber());
    return { ...terms, checkouts: Math.min(terms.checkouts ?? Number.POSITIVE_INFINITY, loans) };
  };
  const { terms, embargo } = candidate;
  const first = embargo?.firstCopyTerms;
  return { ...candidate, terms: inLoans(terms), embargo: first ? { ...embargo, firstCopyTerms: inLoans(first) } : embargo };
}

interface Figures extends Spending, Queue, OneLicense {
  readonly copiesForPromise: Figure<number>;
}

/** The offer is worked out once; every figure reads it. */
function figuresOf({ candidate, price }: Priced, on: Day, scenario: Scenario): Figures {
  const offer = offerOf(candidate, on, scenario, price);
  if (typeof offer === 'string') return none(offer);
  return {
    ...spending(offer, scenario),
    ...oneLicense(offer, scenario),
    ...queue(offer, scenario),
    copiesForPromise: copiesForPromise(offer, scenario),
  };
}

const none = (reason: Reason): Figures => ({
  ...allUnavailable([...spendingFigures, ...oneLicenseFigures, ...queueFigures], reason),
  copiesForPromise: unavailable(reason),
});

function rowOf({ candidate, price }: Priced, currency: string, figures: Figures, beside: Alternatives): LendingFigures {
  return {
    price:
      typeof price === 'string' ? null : { amount: amountText(price.amount), currency, basis: price.basis, words: price.words },
    candidateId: candidate.id,
    label: candidate.label,
    licensesNeeded: figures.licensesNeeded.value,
    totalCost: figures.totalCost.value,
    costPerCirculation: figures.costPerCirculation.value,
    loansPerLicense: figures.loansPerLicense.value,
    leastCostPerCirculation: figures.leastCostPerCirculation.value,
    wait: {
      worstCaseDays: figures.worstCaseDays.value,
      averagePhaseDays: figures.averagePhaseDays.value,
      meanDays: figures.meanDays.value,
      readerDaysLost: figures.readerDaysLost.value,
    },
    unservedShare: figures.unservedShare.value,
    waste: { expiredUnusedShare: figures.expiredShare.value, value: figures.expiredValue.value },
    breakEven: { loans: beside.breakEvenLoans.value, months: beside.breakEvenMonths.value },
    markup: beside.markup.value,
    copiesForPromise: figures.copiesForPromise.value,
    ...explained({
      licensesNeeded: figures.licensesNeeded,
      totalCost: figures.totalCost,
      costPerCirculation: figures.costPerCirculation,
      loansPerLicense: figures.loansPerLicense,
      leastCostPerCirculation: figures.leastCostPerCirculation,
      'wait.worstCaseDays': figures.worstCaseDays,
      'wait.averagePhaseDays': figures.averagePhaseDays,
      'wait.meanDays': figures.meanDays,
      'wait.readerDaysLost': figures.readerDaysLost,
      unservedShare: figures.unservedShare,
      'waste.expiredUnusedShare': figures.expiredShare,
      'waste.value': figures.expiredValue,
      'breakEven.loans': beside.breakEvenLoans,
      'breakEven.months': beside.breakEvenMonths,
      markup: beside.markup,
      copiesForPromise: figures.copiesForPromise,
    }),
  };
}

/** At most so many policies can be compared at once. */
export const candidateLimit = 50;

/** @throws BadInput, naming the field, for what cannot be compared */
function checkComparison({ candidates, on, scenario }: Comparison): void {
  if (candidates.length > candidateLimit) {
    throw new BadInput(
      'candidates',
      `${candidates.length} policies cannot be compared at once; ask for at most ${candidateLimit}.`,
      { reason: 'LIST_TOO_LONG', limit: candidateLimit },
    );
  }
  checkDay(on);
  checkScenario(scenario);
  const unknown = scenario.priceOverrides?.find(({ candidateId }) => !candidates.some(({ id }) => id === candidateId));
  if (unknown) {
    throw new BadInput(
      'scenario.priceOverrides',
      `No compared policy has the id ${JSON.stringify(unknown.candidateId)} of a price.`,
      { reason: 'PRICE_OF_NOTHING' },
    );
  }
}

function checkDay(on: Day): void {
  try {
    if (addDays(on, 0) >= '1900-01-01' && on < '3000-01-01') return;
  } catch {}
  throw new BadInput('on', `on is ${JSON.stringify(on)}; it must be a day from 1900-01-01 to 2999-12-31.`, {
    reason: 'DAY_BEYOND',
  });
}

function checkScenario(scenario: Scenario): void {
  checkWhole(scenario.copies, 'scenario.copies', 0, 10_000);
  checkWhole(scenario.holds, 'scenario.holds', 0, 10_000);
  checkWhole(scenario.loanDays, 'scenario.loanDays', 1, 365);
  checkWhole(scenario.reader, 'scenario.reader', 1, 10_000);
  checkWhole(scenario.promisedWaitDays, 'scenario.promisedWaitDays', 0, 10_000);
  checkBetween(scenario.checkoutsPerYear, 'scenario.checkoutsPerYear', 'from 0', 0, 366);
  checkBetween(scenario.demandGrowth ?? 0, 'scenario.demandGrowth', 'from -0.9', -0.9, 1);
  checkBetween(scenario.years, 'scenario.years', 'above 0', Number.MIN_VALUE, 30);
  checkBetween(scenario.keptShare ?? 1, 'scenario.keptShare', 'from 0.01', 0.01, 1);
  checkBetween(scenario.pickUpDays ?? 0, 'scenario.pickUpDays', 'from 0', 0, 60);
  if (scenario.currency != null && !isCurrency(scenario.currency))
    throw new BadInput('scenario.currency', `scenario.currency ${currencyExpected}`, { reason: 'CURRENCY_UNKNOWN' });
  for (const { amount } of scenario.priceOverrides ?? []) checkPrice(amount, 'scenario.priceOverrides');
  for (const price of ['perLoanPrice', 'perpetualPrice', 'consumerPrice'] as const) {
    const amount = scenario[price];
    if (amount != null) checkPrice(amount, `scenario.${price}`);
  }
}

function checkWhole(value: number | null | undefined, field: string, least: number, most: number): void {
  if (value == null || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw new BadInput(field, `${field} is ${value}; it must be a whole number from ${least} to ${most}.`, {
    reason: 'NUMBER_BETWEEN',
    values: { least, most },
  });
}

function checkPrice(amount: Exact, field: string): void {
  const price = decimal(amount);
  if (price?.isFinite() && !price.isNegative() && price.lte(1_000_000)) return;
  throw new BadInput(field, `${amount} is not a price; it must be a number from 0 to 1000000 such as "59.99".`, {
    reason: 'AMOUNT_WRONG',
  });
}

function checkBetween(value: number, field: string, lower: string, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new BadInput(field, `${field} is ${value}; it must be a number ${lower} to ${most}.`, {
    reason: 'NUMBER_BETWEEN',
    values: { least: lower.replace(/^from /, ''), most },
  });
}

function decimal(text: Exact): Decimal | null {
  try {
    return new Decimal(text);
  } catch {
    return null;
  }
}

export interface Alternatives {
  /** Loans from which on a license is cheaper than paying for each, as decimal text. */
  readonly breakEvenLoans: Figure<string>;
  /** Months until licenses that end have cost more than perpetual ones, rounded to four places. */
  readonly breakEvenMonths: Figure<number>;
  /** Library price / consumer price, as decimal text. */
  readonly markup: Figure<string>;
}

/**
 * One license under the standing terms, compared with other prices: those of the scenario, else of the same publisher.
 * Copies and holds do not matter.
 * @param rivals the other candidates, in their order
 */
export function alternatives({ candidate, price: own }: Priced, rivals: readonly Priced[], scenario: Scenario): Alternatives {
  const { terms, publisherId } = candidate;
  const price = licensePrice(terms, own);
  if (typeof price === 'string') return allUnavailable(['breakEvenLoans', 'breakEvenMonths', 'markup'], price);
  const ofSamePublisher = rivals.filter((rival) => publisherId != null && rival.candidate.publisherId === publisherId);
  const elsewhere = (given: Scenario['perLoanPrice'], fits: (terms: LicenseTerms) => boolean, none: Reason) => {
    if (given != null) return overridden(given);
    const prices = ofSamePublisher.filter((rival) => fits(rival.candidate.terms)).map((rival) => rival.price);
    return prices.find((found) => typeof found !== 'string') ?? prices[0] ?? none;
  };
  return {
    breakEvenLoans: againstLoans(price, elsewhere(scenario.perLoanPrice, isPaidByLoan, 'NO_PRICE_OF_A_LOAN')),
    breakEvenMonths: againstPerpetual(
      terms,
      price,
      elsewhere(scenario.perpetualPrice, ({ model }) => model === 'PERPETUAL_ONE_USER', 'NO_PERPETUAL_PRICE'),
      scenario,
    ),
    markup: overConsumers(price, scenario.consumerPrice),
  };
}

function licensePrice(terms: LicenseTerms, price: UsedPrice | Reason): UsedPrice | Reason {
  if (terms.model === 'NOT_OFFERED') return 'NOT_OFFERED';
  if (!areKnown(terms)) return 'TERMS_UNKNOWN';
  return isPaidByLoan(terms) ? 'PAID_BY_LOAN' : price;
}

function againstLoans(price: UsedPrice, loan: UsedPrice | Reason): Figure<string> {
  if (typeof loan === 'string') return unavailable(loan);
  const loans = breakEvenLoans(price.amount, loan.amount);
  if (loans === null) return unavailable('FREE_OF_CHARGE');
  return known(
    rounded(loans),
    'break-even loans = P / c',
    { ...priceUsed('P', price), ...priceUsed('c', loan) },
    'With more loans than that of one license it is cheaper than paying for each, if it allows so many (loansPerLicense).',
  );
}

/** A license lasts min(T, 12m / d) months; one for several readers at once is compared with as many perpetual copies, each lent d times. */
function againstPerpetual(
  terms: LicenseTerms,
  price: UsedPrice,
  perpetual: UsedPrice | Reason,
  { checkoutsPerYear }: Scenario,
): Figure<number> {
  const { durationMonths, checkouts } = terms;
  if (durationMonths == null && checkouts == null) return unavailable('WITHOUT_LIMIT');
  const atOnce = loansAtOnce(terms);
  if (atOnce === null) return unavailable('ANY_NUMBER_AT_ONCE');
  const perYear = new Decimal(checkoutsPerYear).times(atOnce);
  if (durationMonths == null && perYear.isZero()) return unavailable('NO_CHECKOUTS');
  if (typeof perpetual === 'string') return unavailable(perpetual);
  const byLoans =
    checkouts == null || perYear.isZero() ? Number.POSITIVE_INFINITY : new Decimal(checkouts).times(12).div(perYear);
  const lasting = Decimal.min(durationMonths ?? Number.POSITIVE_INFINITY, byLoans);
  const overtaken = overtakesPerpetual(perpetual.amount.times(atOnce), price.amount, lasting);
  if (overtaken === null) return unavailable('FREE_OF_CHARGE');
  return known(
    Number(overtaken.afterMonths.toFixed(4)),
    'months until the n-th license is due, n = floor(perpetual / P) + 1, each lasting min(T, 12m/d)',
    {
      ...priceUsed('P', price),
      ...priceUsed('perpetual', { ...perpetual, amount: perpetual.amount.times(atOnce) }),
      'T months': durationMonths,
      m: checkouts,
      d: perYear,
      n: overtaken.licenses,
    },
    atOnce === 1 ? null : `Beside perpetual licenses for ${atOnce} readers at a time.`,
  );
}

function overConsumers(price: UsedPrice, consumerPrice: Scenario['consumerPrice']): Figure<string> {
  if (consumerPrice == null) return unavailable('CONSUMER_PRICE_NOT_GIVEN');
  const markup = ratio(price.amount, consumerPrice);
  if (markup === null) return unavailable('FREE_OF_CHARGE');
  const inputs = { ...priceUsed('P', price), 'consumer price': amountText(new Decimal(consumerPrice)) };
  return known(rounded(markup), 'markup = library price P / consumer price', inputs);
}

const priceUsed = (name: string, { amount, words }: UsedPrice) => ({
  [name]: amountText(amount),
  [`${name}: price used`]: words,
});

const rounded = (figure: Decimal) => figure.toDecimalPlaces(4).toFixed();

/** From how many loans on a license is cheaper than paying for each: price / price of a loan. Null when loans are free. Source: vectors be-*. */
export function breakEvenLoans(price: Exact, perCheckout: Exact): Decimal | null {
  return ratio(price, perCheckout);
}

/**
 * When licenses that end have cost more than a perpetual one: with the n-th license, n = floor(perpetual / metered) + 1, which is
 * due after (n - 1)·T months, T for how long each lasts. Null when the metered one is free. Source: vectors be-*.
 */
export function overtakesPerpetual(perpetual: Exact, metered: Exact, durationMonths: Exact) {
  const times = ratio(perpetual, metered)?.floor().toNumber();
  if (times === undefined) return null;
  return { licenses: times + 1, afterMonths: exactly(new Decimal(times).times(durationMonths)).toNumber() };
}
