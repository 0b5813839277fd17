// What a library can buy under given terms: for how much, for how many readers, and from which day to which it can lend that.

import { addDays, addMonths, type Day, daysBetween } from '#kit/words/days';
import type { Embargo, Money, Price } from '../terms/license';
import { areKnown, type EmbargoUnit, isPaidByLoan, type LicenseTerms, loansAtOnce } from '../terms/license';
import { amountText, Decimal, type Exact, type Reason } from './figure';
import type { Candidate, Scenario } from './scenario';

/** How the price used is known. */
export const priceBases = {
  EXACT: 'Stated exactly.',
  CAP: 'The cap that is stated, so an upper bound.',
  TYPICAL_CAP: 'The cap that most titles keep, so an upper bound for most.',
  RANGE_UPPER_BOUND: 'The upper end of the range that is stated.',
  OVERRIDE: 'Given in the scenario.',
  BY_RULE: 'Computed by the rule that is stated, from a price that is known.',
} as const;
export type PriceBasis = keyof typeof priceBases;

export interface UsedPrice {
  readonly amount: Decimal;
  readonly basis: PriceBasis;
  /** Which titles or loans it is stated for; null for all. */
  readonly scope: string | null;
  /** The basis in words. */
  readonly words: string;
}

/** Licenses bought together. Days count from publication, which is day 0. */
export interface Lot {
  readonly terms: LicenseTerms;
  /** Of one license, or of one loan where the library pays by the loan. */
  readonly price: UsedPrice | Reason;
  readonly paidByLoan: boolean;
  /** Loans that one license allows at the same time; null for any number. */
  readonly readersPerLicense: number | null;
  /** Copies of the scenario that it stands for: each is borrowed d times a year. */
  readonly copies: number;
  /** Held at a time; 0 where the library pays by the loan. */
  readonly licenses: number;
  /** Readers who can have it at the same time; null for any number. */
  readonly atOnce: number | null;
  /** L' of effectiveLoanDays under these terms. */
  readonly loanDays: Decimal;
  readonly fromDay: number;
  /** Null for never. */
  readonly untilDay: number | null;
  /** What stands for the same copies when an offer that does not last is over; null where the same is bought again. */
  readonly followedBy: Lot | null;
}

/** Everything that a library can buy of one candidate. */
export interface Offer {
  /** One copy under the standing terms, from the end of an embargo on. It does not depend on the copies of the scenario. */
  readonly standing: Lot;
  /** All copies that an embargo allows; null for none. It does not depend on the copies of the scenario either. */
  readonly underEmbargo: Lot | null;
  /** What gives the scenario its copies; empty when it has none. */
  readonly lots: readonly Lot[];
  /** The same under the same terms without an embargo. */
  readonly withoutEmbargo: readonly Lot[];
}

/**
 * The licenses that give as many readers as the scenario has copies a title at the same time. A license for several readers at once
 * counts for several copies; one for any number is bought once. Neither changes how much is borrowed: as much as the copies it stands
 * for. Under an embargo the library has the copies it allows from the day of publication, each for one reader at a time, and the rest
 * from the day it ends. Loans that an embargo lets a library pay for end with it; licenses bought under it last as long as their terms
 * say. The standing terms at their price follow both.
 * @returns the reason when terms or embargo say too little
 */
export function offerOf(candidate: Candidate, on: Day, scenario: Scenario, price: UsedPrice | Reason): Offer | Reason {
  const { terms, embargo } = candidate;
  if (terms.model === 'NOT_OFFERED') return 'NOT_OFFERED';
  if (!areKnown(terms) || (embargo?.firstCopyTerms && !areKnown(embargo.firstCopyTerms))) return 'TERMS_UNKNOWN';
  const paidByLoan = isPaidByLoan(terms);
  const buys = scenario.copies > 0 || paidByLoan;
  const atOnce = (copies: number) => lotOf(terms, copies, price, scenario, { from: on, publication: on });
  const withoutEmbargo = buys ? [atOnce(scenario.copies)] : [];
  if (!embargo || embargo.amount === 0) return { standing: atOnce(1), underEmbargo: null, lots: withoutEmbargo, withoutEmbargo };
  // The column holds JSON, for which its type cannot vouch.
  const { amount, copiesAllowedDuring, unit } = embargo;
  if (amount == null || copiesAllowedDuring == null) return 'EMBARGO_UNKNOWN';
  // Of a range the longest, as of prices the highest.
  const end = embargoEnd(on, { amount, unit });
  const standing = lotOf(terms, 1, price, scenario, { from: end, publication: on });
  const first = firstLots(candidate, embargo, standing, scenario, on);
  const early = Math.min(scenario.copies, embargo.copiesAllowedDuring);
  const rest = scenario.copies - early;
  const lots = early > 0 ? [first(early)] : [];
  if (rest > 0 || lots.length === 0 || paidByLoan) lots.push(ofCopies(standing, rest));
  const allowed = embargo.copiesAllowedDuring;
  return { standing, underEmbargo: allowed > 0 ? first(allowed) : null, lots: buys ? lots : [], withoutEmbargo };
}

/** The first day without embargo for a title published on a day. Source: vector embargo-end-month. @throws RangeError as addMonths */
export function embargoEnd(published: Day, { amount, unit }: { readonly amount: number; readonly unit: EmbargoUnit }): Day {
  if (unit === 'MONTH' || unit === 'YEAR') return addMonths(published, unit === 'YEAR' ? 12 * amount : amount);
  return addDays(published, unit === 'WEEK' ? 7 * amount : amount);
}

/** Makes the lot of as many copies as an embargo allows a library to have from the day of publication on. */
function firstLots(candidate: Candidate, embargo: Embargo, standing: Lot, scenario: Scenario, on: Day): (copies: number) => Lot {
  const offered = embargo.firstCopyTerms ?? candidate.terms;
  const paidByLoan = isPaidByLoan(offered);
  const price = firstPrice(candidate, embargo, scenario, paidByLoan, standing);
  const one = lotOf({ ...offered, concurrency: 1 }, 1, price, scenario, { from: on, publication: on });
  return (copies) => {
    const lot = paidByLoan
      ? lotOf({ ...offered, concurrency: copies }, copies, price, scenario, { from: on, publication: on })
      : ofCopies(one, copies);
    return { ...lot, untilDay: paidByLoan ? standing.fromDay : lot.untilDay, followedBy: ofCopies(standing, copies) };
  };
}

function lotOf(
  terms: LicenseTerms,
  copies: number,
  price: UsedPrice | Reason,
  { loanDays, keptShare, pickUpDays }: Scenario,
  { from, publication }: { readonly from: Day; readonly publication: Day },
): Lot {
  const one = {
    terms,
    price,
    paidByLoan: isPaidByLoan(terms),
    readersPerLicense: loansAtOnce(terms),
    loanDays: effectiveLoanDays(Math.min(loanDays, terms.lengthDays ?? loanDays), keptShare ?? 1, pickUpDays ?? 0),
    fromDay: daysBetween(publication, from),
    untilDay: terms.durationMonths == null ? null : daysBetween(publication, addMonths(from, terms.durationMonths)),
    followedBy: null,
  };
  return { ...one, copies, ...heldFor(one, copies) };
}

/** The same offer for another number of copies. */
const ofCopies = (lot: Lot, copies: number): Lot => ({ ...lot, copies, ...heldFor(lot, copies) });

function heldFor(
  { paidByLoan, readersPerLicense }: Pick<Lot, 'paidByLoan' | 'readersPerLicense'>,
  copies: number,
): Pick<Lot, 'licenses' | 'atOnce'> {
  const licenses = readersPerLicense === null ? 1 : Math.ceil(copies / readersPerLicense);
  return {
    licenses: paidByLoan ? 0 : licenses,
    atOnce: paidByLoan || readersPerLicense === null ? readersPerLicense : licenses * readersPerLicense,
  };
}

/**
 * Days from the start of one loan of a copy to the start of the next: L' = L·e + R. Source: vectors w-*.
 * @param keptShare e, the share of the loan that readers keep the title; 1 is the worst case
 * @param pickUpDays R, days that a copy lies ready for its reader; 0 when it is lent at once
 */
export function effectiveLoanDays(loanDays: Exact, keptShare: Exact = 1, pickUpDays: Exact = 0): Decimal {
  return new Decimal(loanDays).times(keptShare).plus(pickUpDays);
}

/** What one license under the standing terms costs, or one loan where the library pays by the loan. */
export function standingPrice(candidate: Candidate, { priceOverrides, currency }: Scenario): UsedPrice | Reason {
  const override = priceOverrides?.find(({ candidateId }) => candidateId === candidate.id);
  if (override) return overridden(override.amount);
  return priceOfNewTitle(pricesOf(candidate), currency ?? 'USD', isPaidByLoan(candidate.terms));
}

/** The price of a copy under an embargo: its own, else the standing one as long as it is for the same thing, a license or a loan. */
function firstPrice(
  candidate: Candidate,
  { firstCopyPrice }: Embargo,
  { currency }: Scenario,
  paidByLoan: boolean,
  standing: Lot,
): UsedPrice | Reason {
  if (firstCopyPrice) return priceOfNewTitle([firstCopyPrice], currency ?? 'USD', paidByLoan);
  if (paidByLoan === standing.paidByLoan) return standing.price;
  return priceOfNewTitle(paidByLoan ? pricesOf(candidate).filter(isOfLoan) : [], currency ?? 'USD', paidByLoan);
}

/** A price that the scenario sets in place of what is stated. */
export function overridden(amount: Exact): UsedPrice {
  return { amount: new Decimal(amount), basis: 'OVERRIDE', scope: null, words: 'given in the scenario' };
}

/**
 * The price of one license, or of one loan where `perCheckout`. In this order:
 * 1. only prices in the currency asked for and no examples of single titles; prices PER_CHECKOUT only where the library pays by the
 *    loan, and no others there once one of them is stated;
 * 2. those stated for new titles (under 12 months, frontlist, new releases), then for all titles, then for some, then for the backlist;
 * 3. of these an EXACT amount, then a CAP, a TYPICAL_CAP, the upper end of a RANGE; the highest of equals. A RULE in words has no amount.
 * So a bound is only ever the upper one, and the answer says which it is.
 */
export function priceOfNewTitle(prices: readonly Price[], currency: string, perCheckout: boolean): UsedPrice | Reason {
  const { stated, here, first } = pricesThatCount(prices, currency, perCheckout);
  const used = first
    .flatMap((price) => bound(price) ?? [])
    .sort((a, b) => order.indexOf(a.basis) - order.indexOf(b.basis) || b.amount.cmp(a.amount));
  if (used[0]) return used[0];
  if (first.some(({ kind, rule }) => kind === 'RULE' && rule)) return 'PRICE_IS_A_RULE';
  return here.length === 0 && stated.some((price) => bound(price)) ? 'PRICE_IN_OTHER_CURRENCY' : 'PRICE_NOT_STATED';
}

/** Of the prices stated for the same thing, those in the currency, and of these the ones for the newest titles. */
function pricesThatCount(prices: readonly Price[], currency: string, perCheckout: boolean) {
  const ofLoans = prices.filter(isOfLoan);
  const ofLicenses = prices.filter((price) => !isOfLoan(price) && !price.scope?.startsWith('EXAMPLE'));
  const stated = perCheckout && ofLoans.length > 0 ? ofLoans : ofLicenses;
  const here = stated.filter((price) => (currencyOf(price) ?? currency) === currency);
  const best = Math.min(...here.map(({ scope }) => scopeRank(scope)));
  return { stated, here, first: here.filter(({ scope }) => scopeRank(scope) === best) };
}

/** The rule in words that sets the price of a candidate of which no amount is stated; null where rules contradict each other. */
function ruleOf(candidate: Candidate, { currency }: Scenario): string | null {
  const { first } = pricesThatCount(pricesOf(candidate), currency ?? 'USD', isPaidByLoan(candidate.terms));
  const rules = [...new Set(first.flatMap(({ kind, rule }) => (kind === 'RULE' && rule ? [rule] : [])))];
  return rules.length === 1 ? rules[0]! : null;
}

const order: readonly PriceBasis[] = ['EXACT', 'CAP', 'TYPICAL_CAP', 'RANGE_UPPER_BOUND'];

/** Null for a rule in words, which holds in any currency. */
const currencyOf = ({ amount, min, max }: Price) => (amount ?? max ?? min)?.currency ?? null;

function scopeRank(scope: string | null): number {
  if (scope == null || scope.startsWith('PER_CHECKOUT')) return 1;
  if (/UNDER_12_MONTHS|FRONTLIST|NEW_RELEASES/.test(scope)) return 0;
  return /BACKLIST|12_MONTHS_OR_MORE/.test(scope) ? 3 : 2;
}

function bound({ kind, amount, min, max, scope }: Price): UsedPrice | null {
  const upper: Money | null = kind === 'EXACT' ? amount : max;
  const basis = kind === 'RANGE' ? 'RANGE_UPPER_BOUND' : order.find((name) => name === kind);
  if (upper === null || basis === undefined) return null;
  const target = scope == null ? '' : `, stated for ${scope}`;
  const highest = new Decimal(upper.amount);
  return { amount: highest, basis, scope, words: `${words(basis, min, highest)}${target}` };
}

function words(basis: PriceBasis, lower: Money | null, upper: Decimal): string {
  if (basis === 'EXACT') return 'exact price';
  if (basis === 'RANGE_UPPER_BOUND')
    return `upper end of the range ${lower ? amountText(new Decimal(lower.amount)) : 'up'} to ${amountText(upper)}`;
  return basis === 'CAP' ? 'cap, so an upper bound' : 'cap that most titles keep, so an upper bound for most';
}

/** A price of one loan rather than of a license. */
const isOfLoan = ({ scope }: Price) => scope?.startsWith('PER_CHECKOUT') ?? false;

/** Option 1 is the first of the options; null for a price that is not for one of them alone. */
export function optionOf({ scope }: Price): number | null {
  const [, number] = /^OPTION_(\d+)$/.exec(scope ?? '') ?? [];
  return number === undefined ? null : Number(number);
}

/** The prices of the license itself. */
export const pricesOfLicense = (prices: readonly Price[]) => prices.filter((price) => optionOf(price) === null);

/** The prices of an option are those stated for it, else those of a loan where the library pays by the loan. Other prices are of other terms. */
function pricesOf({ terms, prices, option }: Candidate): readonly Price[] {
  if (option === undefined) return prices;
  if (option === null) return pricesOfLicense(prices);
  const own = prices.filter((price) => optionOf(price) === option + 1);
  return own.length > 0 || !isPaidByLoan(terms) ? own : prices.filter(isOfLoan);
}

/** A candidate with the price of one license under its standing terms, or of one loan. */
export interface Priced {
  readonly candidate: Candidate;
  readonly price: UsedPrice | Reason;
}

/** Factors as rules write them; a third has no exact decimal, and is left to people. */
const factors: Readonly<Record<string, string>> = {
  half: '0.5',
  'a quarter': '0.25',
  'one quarter': '0.25',
  'three quarters': '0.75',
  'the same as': '1',
  'same as': '1',
  'one and a half times': '1.5',
  twice: '2',
  double: '2',
  triple: '3',
  'two times': '2',
  'two and a half times': '2.5',
  'three times': '3',
  'four times': '4',
  'five times': '5',
};

/** A factor, then what it multiplies. A rule that says more than that, such as "about", is left to people. */
const rule = new RegExp(
  `^(?:(?<times>\\d+(?:[.,]\\d+)?)(?:-fold| ?(?:x|×|times))|(?<percent>\\d+(?:[.,]\\d+)?) ?(?:%|percent|per cent)(?: (?<side>of|above|over|below|under|off))?|(?<word>${Object.keys(
    factors,
  ).join('|')}))(?: of)?(?: the)? (?<base>.+)$`,
  'i',
);

/** What the words of a rule multiply its base by. */
function factorOf({ times, percent = '', side = 'of', word }: Readonly<Record<string, string | undefined>>): string {
  const exact = (text: string) => new Decimal(text.replace(',', '.'));
  if (times) return exact(times).toFixed();
  if (word) return factors[word.toLowerCase()] as string;
  const part = exact(percent).div(100);
  if (/above|over/i.test(side)) return part.plus(1).toFixed();
  return (/of$/i.test(side) ? part : new Decimal(1).minus(part)).toFixed();
}

const consumers = /^(?:(?:usual )?(?:consumer|retail|list)(?:['’]s)?(?: retail| list)?(?: price)?|price (?:for|of) consumers)$/i;
/** The price of a license of so many years or months beside it, or of a perpetual one. */
const beside =
  /^(?:(?<count>one|two|three|five|\d{1,3})[- ](?<unit>year|month)s?|(?<perpetual>perpetual))(?: license| licence)?(?: price)?(?: per (?:checkout|loan))?$/i;
const counts: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, five: 5 };

/** The price of a candidate; where only a rule is stated, what the rule comes to, or still the reason that it is a rule. */
export function byRule(one: Priced, all: readonly Priced[], scenario: Scenario): UsedPrice | Reason {
  if (one.price !== 'PRICE_IS_A_RULE') return one.price;
  const text = ruleOf(one.candidate, scenario);
  const { base = '', ...words } = rule.exec(text?.trim() ?? '')?.groups ?? {};
  const known = base === '' ? null : baseOf(base, one, all, scenario);
  if (!known) return one.price;
  const factor = factorOf(words);
  const amount = new Decimal(factor).times(known.amount);
  return {
    amount,
    basis: 'BY_RULE',
    scope: null,
    words: `by the rule "${text}": ${factor} · ${amountText(known.amount)}, ${known.words}`,
  };
}

/** The price that a rule speaks of: what consumers pay, or another license of the same publisher beside it. */
function baseOf(base: string, { candidate }: Priced, all: readonly Priced[], { consumerPrice }: Scenario) {
  if (consumers.test(base))
    return consumerPrice == null ? null : { amount: new Decimal(consumerPrice), words: 'what consumers pay by the scenario' };
  const { count = '', unit, perpetual } = beside.exec(base)?.groups ?? {};
  if ((!unit && !perpetual) || candidate.publisherId == null) return null;
  const months = (counts[count.toLowerCase()] ?? Number(count)) * (unit?.toLowerCase() === 'year' ? 12 : 1);
  const ofSame = all.filter(
    ({ candidate: { publisherId, terms } }) =>
      publisherId === candidate.publisherId &&
      (perpetual ? terms.model === 'PERPETUAL_ONE_USER' : terms.durationMonths === months),
  );
  const priced = ofSame.map(({ price }) => price).find((price) => typeof price !== 'string');
  const named = perpetual ? 'perpetual' : `${count.toLowerCase()}-${unit?.toLowerCase()}`;
  return priced ? { amount: priced.amount, words: `the ${named} price (${priced.words})` } : null;
}
