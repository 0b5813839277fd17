// What each of several policies would cost a library and its readers, in the same scenario.

import { addDays, type Day } from '#kit/words/days';
import { BadInput } from '#kit/words/problem';
import { currencyExpected, isCurrency } from '../terms/price';
import { type Alternatives, alternatives, type Priced } from './alternatives';
import {
  type Amount,
  allUnavailable,
  amountText,
  Decimal,
  type Exact,
  type ExplainedFigure,
  explained,
  type Figure,
  type MissingFigure,
  type Reason,
  unavailable,
} from './figure';
import { offerOf, type PriceBasis, ruleOf, standingPrice, type UsedPrice } from './offer';
import { copiesForPromise, type Queue, queue, queueFigures } from './queue';
import type { Comparison, Scenario } from './scenario';
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
  const stated = candidates.map((candidate) => ({ candidate, price: standingPrice(candidate, scenario) }));
  const priced = stated.map((one) => ({ ...one, price: byRule(one, stated, scenario) }));
  for (const one of priced) {
    const rivals = priced.filter((other) => other !== one);
    yield rowOf(one, scenario.currency ?? 'USD', figuresOf(one, on, scenario), alternatives(one, rivals, scenario));
  }
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
    );
  }
  checkDay(on);
  checkScenario(scenario);
  const unknown = scenario.priceOverrides?.find(({ candidateId }) => !candidates.some(({ id }) => id === candidateId));
  if (unknown) {
    throw new BadInput(
      'scenario.priceOverrides',
      `No compared policy has the id ${JSON.stringify(unknown.candidateId)} of a price.`,
    );
  }
}

function checkDay(on: Day): void {
  try {
    if (addDays(on, 0) >= '1900-01-01' && on < '3000-01-01') return;
  } catch {}
  throw new BadInput('on', `on is ${JSON.stringify(on)}; it must be a day from 1900-01-01 to 2999-12-31.`);
}

function checkScenario(scenario: Scenario): void {
  checkWhole(scenario.copies, 'scenario.copies', 0, 10_000);
  checkWhole(scenario.holds, 'scenario.holds', 0, 10_000);
  checkWhole(scenario.loanDays, 'scenario.loanDays', 1, 365);
  checkWhole(scenario.reader, 'scenario.reader', 1, 10_000);
  checkWhole(scenario.promisedWaitDays, 'scenario.promisedWaitDays', 0, 10_000);
  checkBetween(scenario.checkoutsPerYear, 'scenario.checkoutsPerYear', 'from 0', 0, 366);
  checkBetween(scenario.years, 'scenario.years', 'above 0', Number.MIN_VALUE, 30);
  checkBetween(scenario.keptShare ?? 1, 'scenario.keptShare', 'from 0.01', 0.01, 1);
  checkBetween(scenario.pickUpDays ?? 0, 'scenario.pickUpDays', 'from 0', 0, 60);
  if (scenario.currency != null && !isCurrency(scenario.currency))
    throw new BadInput('scenario.currency', `scenario.currency ${currencyExpected}`);
  for (const { amount } of scenario.priceOverrides ?? []) checkPrice(amount, 'scenario.priceOverrides');
  for (const price of ['perLoanPrice', 'perpetualPrice', 'consumerPrice'] as const) {
    const amount = scenario[price];
    if (amount != null) checkPrice(amount, `scenario.${price}`);
  }
}

function checkWhole(value: number | null | undefined, field: string, least: number, most: number): void {
  if (value == null || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw new BadInput(field, `${field} is ${value}; it must be a whole number from ${least} to ${most}.`);
}

function checkPrice(amount: Exact, field: string): void {
  const price = decimal(amount);
  if (price?.isFinite() && !price.isNegative() && price.lte(1_000_000)) return;
  throw new BadInput(field, `${amount} is not a price; it must be a number from 0 to 1000000 such as "59.99".`);
}

function checkBetween(value: number, field: string, lower: string, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new BadInput(field, `${field} is ${value}; it must be a number ${lower} to ${most}.`);
}

function decimal(text: Exact): Decimal | null {
  try {
    return new Decimal(text);
  } catch {
    return null;
  }
}

const words: Readonly<Record<string, string>> = {
  half: '0.5',
  'a quarter': '0.25',
  'the same as': '1',
  twice: '2',
  double: '2',
  triple: '3',
  'two times': '2',
  'three times': '3',
  'four times': '4',
  'five times': '5',
};

/** A factor, then what it multiplies. A rule that says more than that, such as "about", is left to people. */
const rule = new RegExp(
  `^(?:(?<times>\\d+(?:\\.\\d+)?) ?(?:x|×|times)|(?<percent>\\d+(?:\\.\\d+)?) ?(?:%|percent|per cent)(?: of)?|(?<word>${Object.keys(
    words,
  ).join('|')}))(?: of)?(?: the)? (?<base>.+)$`,
  'i',
);

const consumers = /^(?:(?:usual )?(?:consumer|retail|list)(?:['’]s)?(?: retail| list)?(?: price)?|price (?:for|of) consumers)$/i;
const twoYears = /^(?:two-year|2-year|24-month|two year)s?(?: license| licence)?(?: price)?(?: per (?:checkout|loan))?$/i;

/** The price of a candidate; where only a rule is stated, what the rule comes to, or still the reason that it is a rule. */
export function byRule(one: Priced, all: readonly Priced[], scenario: Scenario): UsedPrice | Reason {
  if (one.price !== 'PRICE_IS_A_RULE') return one.price;
  const text = ruleOf(one.candidate, scenario);
  const { times, percent, word, base = '' } = rule.exec(text?.trim() ?? '')?.groups ?? {};
  const factor = times ?? (percent && new Decimal(percent).div(100)) ?? (word && words[word.toLowerCase()]);
  const known = factor ? baseOf(base, one, all, scenario) : null;
  if (!known || !factor) return one.price;
  const amount = new Decimal(factor).times(known.amount);
  return {
    amount,
    basis: 'BY_RULE',
    scope: null,
    words: `by the rule "${text}": ${factor} · ${amountText(known.amount)}, ${known.words}`,
  };
}

/** The price that a rule speaks of: what consumers pay, or a license of two years of the same publisher beside it. */
function baseOf(base: string, { candidate }: Priced, all: readonly Priced[], { consumerPrice }: Scenario) {
  if (consumers.test(base))
    return consumerPrice == null ? null : { amount: new Decimal(consumerPrice), words: 'what consumers pay by the scenario' };
  if (!twoYears.test(base) || candidate.publisherId == null) return null;
  const ofSame = all.filter(
    ({ candidate: { publisherId, terms } }) => publisherId === candidate.publisherId && terms.durationMonths === 24,
  );
  const priced = ofSame.map(({ price }) => price).find((price) => typeof price !== 'string');
  return priced ? { amount: priced.amount, words: `the two-year price (${priced.words})` } : null;
}
