// What a library spends on a title under given terms, what each loan costs, and how much expires unused.
import {
  type Amount,
  allUnavailable,
  amountText,
  Decimal,
  type Exact,
  exactly,
  type Figure,
  known,
  quotient,
  type Reason,
  ratio,
  unavailable,
} from './figure';
import type { Lot, Offer } from './offer';
import type { Scenario } from './scenario';

export interface Spending {
  readonly licensesNeeded: Figure<number>;
  readonly totalCost: Figure<Amount>;
  readonly costPerCirculation: Figure<Amount>;
  readonly expiredShare: Figure<string>;
  readonly expiredValue: Figure<Amount>;
}

/** What one license under the standing terms allows, and the least that each loan costs. */
export interface OneLicense {
  readonly loansPerLicense: Figure<number>;
  readonly leastCostPerCirculation: Figure<Amount>;
}

export const spendingFigures = ['licensesNeeded', 'totalCost', 'costPerCirculation', 'expiredShare', 'expiredValue'] as const;
export const oneLicenseFigures = ['loansPerLicense', 'leastCostPerCirculation'] as const;

const caveat = 'No discounting, no growth of prices, no platform fee.';
const licenseFormula = 'licenses n = k·max(1, ceil(12Y/T), ceil(NdY/(km))), k = N for one reader at a time';

/**
 * The cost of all lots over the horizon. N·d·Y loans are made, d a year for each copy, whichever license serves it: k licenses for
 * several readers at once share those of their copies, k being less than N, and one for any number makes those of all its copies. One
 * reader at a time makes at most 365 / L' a year; for any number nothing is too much. Each lot is kept for the whole horizon from its
 * own first day, first copies of an embargo with what follows them.
 */
export function spending({ lots }: Offer, scenario: Scenario): Spending {
  if (lots.length === 0) return allUnavailable(spendingFigures, 'NO_COPIES');
  const years = new Decimal(scenario.years);
  const { perCopy, peak, inputs: demand } = demandOf(scenario);
  if (lots.some(({ copies, loanDays, atOnce }) => !isFeasible(peak.times(copies), loanDays, atOnce)))
    return allUnavailable(spendingFigures, 'DEMAND_EXCEEDS_COPIES');
  const loans = exactly(years.times(perCopy).times(scenario.copies));
  const money = moneyIn(scenario);
  const parts = lots.flatMap((lot) => lotCosts(lot, perCopy, years));
  const inputs = { ...demand, Y: scenario.years, ...Object.assign({}, ...parts.map(inputsOf)) };
  const licenses = parts.reduce((sum, { licenses }) => sum + licenses, 0);
  const total = sumOf(parts.map(({ cost }) => cost));
  const paidByLoan = parts.every(({ lot }) => lot.paidByLoan);
  return {
    licensesNeeded: known(
      licenses,
      licenseFormula,
      inputs,
      paidByLoan ? 'Loans are paid for one by one; nothing is bought in advance.' : null,
    ),
    totalCost:
      typeof total === 'string'
        ? unavailable(total)
        : known(money(total), paidByLoan ? 'TCO = P·N·d·Y, P for one loan' : `TCO = n·P, ${licenseFormula}`, inputs, caveat),
    costPerCirculation: perCirculation(total, loans, money),
    ...wasteOf(parts, money),
  };
}

interface Demand {
  /** d, its mean over the years where it grows. */
  readonly perCopy: Decimal;
  /** d of the busiest year. */
  readonly peak: Decimal;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Loans of one copy a year: d in the first year and (1 + g) times that in each next one; a part of a year has its part of them. */
function demandOf({ checkoutsPerYear, demandGrowth, years }: Scenario): Demand {
  const first = new Decimal(checkoutsPerYear);
  const growth = demandGrowth ?? 0;
  if (growth === 0) return { perCopy: first, peak: first, inputs: { d: checkoutsPerYear } };
  let [total, peak, year] = [new Decimal(0), first, first];
  for (let left = new Decimal(years); left.gt(0); left = left.minus(1)) {
    total = total.plus(year.times(Decimal.min(left, 1)));
    peak = Decimal.max(peak, year);
    year = year.times(new Decimal(growth).plus(1));
  }
  const perCopy = total.div(years);
  const inputs = { 'd of the first year': checkoutsPerYear, g: growth, 'd, the mean of all years': perCopy.toDecimalPlaces(4) };
  return { perCopy, peak, inputs };
}

/** Of a license under the standing terms that is lent without a break from its first day on. */
export function oneLicense({ standing }: Offer, scenario: Scenario): OneLicense {
  const { terms, loanDays, paidByLoan, untilDay, fromDay } = standing;
  const complete = paidByLoan ? null : completeLoans(standing);
  const inputs = { m: terms.checkouts, 'T days': untilDay === null ? null : untilDay - fromDay, L: loanDays };
  return {
    loansPerLicense:
      complete === null
        ? unavailable('WITHOUT_LIMIT')
        : known(complete, 'complete = min(m, readers at a time · floor(T/L))', inputs),
    leastCostPerCirculation: leastCost(standing, complete, moneyIn(scenario)),
  };
}

function leastCost({ price, paidByLoan }: Lot, complete: number | null, money: Money): Figure<Amount> {
  if (typeof price === 'string') return unavailable(price);
  const stated = { P: amountText(price.amount), 'price used': price.words };
  if (paidByLoan) return known(money(price.amount), 'P of one loan', stated);
  if (complete === null) return unavailable('WITHOUT_LIMIT');
  const each = capacityCostPerCirculation(price.amount, complete);
  if (each === null) return unavailable('LOAN_LONGER_THAN_TERM');
  return known(
    money(quotient(each)),
    'least cost per circulation = P/complete',
    { ...stated, complete },
    'Rounded to four places.',
  );
}

/** Writes amounts in the currency of the scenario. */
type Money = (amount: Decimal) => Amount;
const moneyIn = ({ currency }: Scenario): Money => {
  return (amount) => ({ amount: amountText(amount), currency: currency ?? 'USD' });
};

function perCirculation(total: Decimal | Reason, loans: Decimal, money: Money): Figure<Amount> {
  if (typeof total === 'string') return unavailable(total);
  const each = costPerCirculation(total, loans);
  if (each === null) return unavailable('NO_CHECKOUTS');
  return known(
    money(quotient(each)),
    'cost per circulation = TCO / (NdY)',
    { TCO: amountText(total), NdY: loans },
    `${caveat} Rounded to four places.`,
  );
}

function wasteOf(parts: readonly LotCost[], money: Money): Pick<Spending, 'expiredShare' | 'expiredValue'> {
  const none = (reason: Reason) => allUnavailable(['expiredShare', 'expiredValue'], reason);
  const expiring = parts.filter(({ expiring }) => expiring > 0);
  const formula = 'expired unused = 1 - used/complete of each license, value = P times that';
  const note = expiring.length === 0 ? 'No license expires by time within the years asked about.' : null;
  if (expiring.some(({ complete }) => complete === null)) return none('ANY_NUMBER_AT_ONCE');
  if (expiring.some(({ complete }) => complete === 0)) return none('LOAN_LONGER_THAN_TERM');
  const wasted = expiring.map(({ lot: { price }, expiring, complete, used }) => {
    const { expiredShare } = expiredUnused(1, complete, used, true);
    const licenses = new Decimal(expiring).times(expiredShare ?? 0);
    const value = typeof price === 'string' ? price : licenses.times(price.amount);
    return { loans: new Decimal(expiring).times(complete!), unused: licenses.times(complete!), value };
  });
  const [loans, unused] = (['loans', 'unused'] as const).map((part) => Decimal.sum(0, ...wasted.map((each) => each[part])));
  const share = ratio(unused!, loans!) ?? new Decimal(0);
  const value = sumOf(wasted.map((each) => each.value));
  const inputs = Object.assign(
    {},
    ...expiring.map(({ name, expiring, complete, used }) =>
      prefixed(name, { licenses: expiring, complete, used: used.toDecimalPlaces(4) }),
    ),
  );
  return {
    expiredShare: known(share.toFixed(4), formula, inputs, note),
    expiredValue: typeof value === 'string' ? unavailable(value) : known(money(value.toDecimalPlaces(2)), formula, inputs, note),
  };
}

function inputsOf({ lot, name, licenses }: LotCost): Record<string, unknown> {
  const { terms, price, copies, paidByLoan } = lot;
  return prefixed(name, {
    N: copies,
    ...(paidByLoan ? {} : { k: lot.licenses }),
    'T months': terms.durationMonths,
    m: terms.checkouts,
    n: licenses,
    ...(typeof price === 'string' ? {} : { P: amountText(price.amount), 'price used': price.words }),
  });
}

/** Inputs of one part, marked with its name. */
function prefixed(name: LotCost['name'], inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).map(([input, value]) => [name ? `${name}: ${input}` : input, value]));
}

/** What one lot costs over the horizon, and what of it expires. */
interface LotCost {
  readonly lot: Lot;
  /** Tells it apart beside others; empty for what is bought for good. */
  readonly name: '' | 'first copies' | 'after them';
  readonly licenses: number;
  readonly cost: Decimal | Reason;
  /** Licenses whose time ends within the horizon, and the loans of each: all it allows (null for any number) and those made. */
  readonly expiring: number;
  readonly complete: number | null;
  readonly used: Decimal;
}

/**
 * Licenses and money for one lot that is kept for the whole horizon from its own first day, and for what follows it where its offer
 * does not last. It makes d loans a year for each copy that it stands for, shared out evenly among its licenses.
 * @param loansPerCopy d
 */
function lotCosts(lot: Lot, loansPerCopy: Decimal, years: Decimal): LotCost[] {
  const { followedBy } = lot;
  if (!followedBy) return [costOf(lot, '', loansPerCopy, years)];
  const lasting = lastingYears(lot, loansPerCopy);
  const first = costOf(lot, 'first copies', loansPerCopy, Decimal.min(lasting, years));
  const left = years.minus(lasting);
  return exactly(left).gt(0) ? [first, costOf(followedBy, 'after them', loansPerCopy, left)] : [first];
}

/** For how long the licenses of a lot last, each bought once: their time, or until their loans are made. Infinite when nothing ends them. */
function lastingYears({ terms, copies, licenses, fromDay, untilDay, paidByLoan }: Lot, loansPerCopy: Decimal): Decimal {
  if (paidByLoan) return new Decimal((untilDay ?? Number.POSITIVE_INFINITY) - fromDay).div(365);
  const byTime = new Decimal(terms.durationMonths ?? Number.POSITIVE_INFINITY).div(12);
  if (terms.checkouts == null || loansPerCopy.isZero()) return byTime;
  return Decimal.min(byTime, new Decimal(terms.checkouts).times(licenses).div(loansPerCopy.times(copies)));
}

function costOf(lot: Lot, name: LotCost['name'], loansPerCopy: Decimal, years: Decimal): LotCost {
  const { terms, licenses: licensesAtATime, price } = lot;
  const durationMonths = terms.durationMonths ?? null;
  const checkouts = terms.checkouts ?? null;
  const loansPerYear = loansPerCopy.times(lot.copies);
  if (lot.paidByLoan) {
    const cost = typeof price === 'string' ? price : exactly(totalCostPerCheckout(price.amount, loansPerYear, years));
    return { lot, name, licenses: 0, cost, expiring: 0, complete: null, used: new Decimal(0) };
  }
  const licenses = licensesNeeded({ years, loansPerYear, durationMonths, checkouts, licensesAtATime });
  const used = loansPerYear
    .times(durationMonths ?? 0)
    .div(12)
    .div(licensesAtATime);
  const usedUp = checkouts !== null && used.gte(checkouts);
  const terminations = durationMonths === null || usedUp ? 0 : wholeTerms(years, durationMonths);
  return {
    lot,
    name,
    licenses,
    cost: typeof price === 'string' ? price : price.amount.times(licenses),
    expiring: licensesAtATime * terminations,
    complete: completeLoans(lot),
    used,
  };
}

/** Loans that one license of a lot allows in full, as many at a time as it lends; null for any number. */
function completeLoans({ terms, readersPerLicense, fromDay, untilDay, loanDays }: Lot): number | null {
  const checkouts = terms.checkouts ?? null;
  const single = capacity(untilDay === null ? null : untilDay - fromDay, loanDays).complete;
  if (readersPerLicense === null || single === null) return checkouts;
  return Math.min(readersPerLicense * single, checkouts ?? Number.POSITIVE_INFINITY);
}

/** The amounts added up, or the reason why the first of those without a price has none. */
function sumOf(amounts: readonly (Decimal | Reason)[]): Decimal | Reason {
  let sum = new Decimal(0);
  for (const amount of amounts) {
    if (typeof amount === 'string') return amount;
    sum = sum.plus(amount);
  }
  return sum;
}

/** Null means without end. */
interface Capacity {
  /** Loans that end within the term. The number to use: "26 loans per year with two-week loans". */
  readonly complete: number | null;
  /** Loans that start within the term; the last one may end after it. */
  readonly started: number | null;
}

/**
 * The loans of one copy, one after another: complete = floor(T / L), started = ceil(T / L), neither above the limit of loans.
 * Source: vectors cap-*.
 * @param termDays T, null when the license does not expire by time
 * @param loanDays L, above 0
 * @param checkouts the limit of loans, null for none
 * @throws RangeError when loanDays is not above 0
 */
export function capacity(termDays: Exact | null, loanDays: Exact, checkouts: number | null = null): Capacity {
  const loan = new Decimal(loanDays);
  if (!loan.gt(0)) throw new RangeError(`A loan of ${loan} days cannot be counted; it must last longer than 0 days.`);
  if (termDays === null) return { complete: checkouts, started: checkouts };
  const capped = (loans: Decimal) => Math.min(checkouts ?? Number.POSITIVE_INFINITY, Math.max(0, loans.toNumber()));
  return { complete: capped(new Decimal(termDays).div(loan).floor()), started: capped(new Decimal(termDays).div(loan).ceil()) };
}

/**
 * Whether copies can make so many loans a year, one after another: d·L <= 365·N. Source: vectors tco-*.
 * @param copies N, how many loans can run at once; null for any number
 */
export function isFeasible(loansPerYear: Exact, loanDays: Exact, copies: number | null): boolean {
  return copies === null || new Decimal(loansPerYear).times(loanDays).lte(new Decimal(365).times(copies));
}

/** spend / checkouts, or null without checkouts. For money spent, or for the price of one license and its loans. Source: vectors cpc-*. */
export function costPerCirculation(spend: Exact, checkouts: Exact): Decimal | null {
  return ratio(spend, checkouts);
}

/**
 * The least that a loan can cost: price / loans the license allows, by its limit of loans or by its complete loans.
 * Null when it allows none, or without end. Source: vectors cpc-*.
 */
export function capacityCostPerCirculation(price: Exact, loans: number | null): Decimal | null {
  return loans === null ? null : ratio(price, loans);
}

/** What one title needs over some years. Limits of one license; null for none. */
export interface Need {
  readonly years: Exact;
  /** Of all licenses held at a time together. */
  readonly loansPerYear: Exact;
  readonly durationMonths: number | null;
  readonly checkouts: number | null;
  /** How many licenses are held at a time; 1 unless given. */
  readonly licensesAtATime?: number;
}

/**
 * The licenses to buy: n = k·max(1, ceil(12Y / T), ceil(dY / m)) for k held at a time, of which each makes an even share d of the
 * loans a year: the formula of vectors tco-* for each. As loans come evenly each lasts min(T, 12m / d) months, whichever limit that is.
 */
export function licensesNeeded({ years, loansPerYear, durationMonths, checkouts, licensesAtATime = 1 }: Need): number {
  const terms = durationMonths === null ? 1 : exactly(termsIn(years, durationMonths)).ceil().toNumber();
  const loans = new Decimal(loansPerYear).times(years);
  const byLoans =
    checkouts === null
      ? 0
      : exactly(loans.div(new Decimal(checkouts).times(licensesAtATime)))
          .ceil()
          .toNumber();
  return licensesAtATime * Math.max(1, terms, byLoans);
}

/** How many terms of T months end within some years, one after another: floor(12Y / T). */
function wholeTerms(years: Exact, durationMonths: number): number {
  return exactly(termsIn(years, durationMonths)).floor().toNumber();
}

const termsIn = (years: Exact, durationMonths: number) => new Decimal(years).times(12).div(durationMonths);

/** c·d·Y, where every loan is paid for. Source: vectors tco-*. */
export function totalCostPerCheckout(perCheckout: Exact, loansPerYear: Exact, years: Exact): Decimal {
  return new Decimal(perCheckout).times(loansPerYear).times(years);
}

/** What expired unused, and what is still there to use. */
interface Unused {
  /** Share of the loans that expired unused, 0 to 1; null when the term holds no complete loan, or loans without end. */
  readonly expiredShare: Decimal | null;
  /** Price times that share; null with it. */
  readonly value: Decimal | null;
  /** Loans left in a license that does not expire by time; null for one that expires, or without end. */
  readonly remaining: number | null;
}

/**
 * Expired unused = 1 - used / complete, of the value price times that. Zero for a license that does not expire by time: its loans
 * remain. Source: vectors waste-*.
 * @param loans complete loans that the license allows; null for without end
 * @param used loans made; more than allowed count as all
 */
export function expiredUnused(price: Exact, loans: number | null, used: Exact, expiresByTime: boolean): Unused {
  const left = loans === null ? null : Decimal.max(0, new Decimal(loans).minus(used));
  const none = new Decimal(0);
  if (!expiresByTime) return { expiredShare: none, value: none, remaining: left?.toNumber() ?? null };
  if (loans === null || left === null || loans === 0) return { expiredShare: null, value: null, remaining: null };
  const expiredShare = left.div(loans);
  return { expiredShare, value: expiredShare.times(price), remaining: null };
}
