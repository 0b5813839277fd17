// When another way to pay becomes cheaper, and how much dearer a license is than the book in the shop.
import { areKnown, isPaidByLoan, type LicenseTerms, loansAtOnce } from '../terms/license';
import {
  allUnavailable,
  amountText,
  Decimal,
  type Exact,
  exactly,
  type Figure,
  known,
  type Reason,
  ratio,
  unavailable,
} from './figure';
import { overridden, type UsedPrice } from './offer';
import type { Candidate, Scenario } from './scenario';

export interface Alternatives {
  /** Loans from which on a license is cheaper than paying for each, as decimal text. */
  readonly breakEvenLoans: Figure<string>;
  /** Months until licenses that end have cost more than perpetual ones, rounded to four places. */
  readonly breakEvenMonths: Figure<number>;
  /** Library price / consumer price, as decimal text. */
  readonly markup: Figure<string>;
}

/** A candidate with the price of one license under its standing terms, or of one loan. */
export interface Priced {
  readonly candidate: Candidate;
  readonly price: UsedPrice | Reason;
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
