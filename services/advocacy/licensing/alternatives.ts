// When does another way to pay become cheaper, and how much dearer is a license than the book in the shop?
import { breakEvenLoans, overtakesPerpetual } from './cost';
import { amountText, Decimal, ratio } from './exact';
import { standingPrice } from './lots';
import { overridden, type UsedPrice } from './price';
import { type Answer, known, type Reason, unavailable } from './reasons';
import type { Candidate, Scenario } from './scenario';
import { areKnown, isPaidByLoan, loansAtOnce, type Terms } from './terms';

export interface Alternatives {
  /** Loans from which on a license is cheaper than paying for each, as decimal text. */
  readonly breakEvenLoans: Answer<string>;
  /** Months until licenses that end have cost more than perpetual ones, rounded to four places. */
  readonly breakEvenMonths: Answer<number>;
  /** Library price / consumer price, as decimal text. */
  readonly markup: Answer<string>;
}

/**
 * One license under the standing terms, set beside other prices: those of the scenario, else of the same publisher.
 * Copies and holds do not matter.
 * @param rivals the other candidates, in their order
 */
export function alternatives(candidate: Candidate, rivals: readonly Candidate[], scenario: Scenario): Alternatives {
  const price = licensePrice(candidate, scenario);
  if (typeof price === 'string') return noAlternatives(price);
  const ofSamePublisher = rivals.filter(({ publisherId }) => publisherId != null && publisherId === candidate.publisherId);
  const elsewhere = (given: Scenario['perLoanPrice'], fits: (terms: Terms) => boolean, none: Reason): UsedPrice | Reason => {
    if (given != null) return overridden(given);
    const prices = ofSamePublisher.filter(({ terms }) => fits(terms)).map((rival) => standingPrice(rival, scenario));
    return prices.find((found) => typeof found !== 'string') ?? prices[0] ?? none;
  };
  return {
    breakEvenLoans: againstLoans(price, elsewhere(scenario.perLoanPrice, isPaidByLoan, 'NO_PRICE_OF_A_LOAN')),
    breakEvenMonths: againstPerpetual(
      candidate.terms,
      price,
      elsewhere(scenario.perpetualPrice, ({ model }) => model === 'PERPETUAL_ONE_USER', 'NO_PERPETUAL_PRICE'),
      scenario,
    ),
    markup: overConsumers(price, scenario.consumerPrice),
  };
}

function licensePrice(candidate: Candidate, scenario: Scenario): UsedPrice | Reason {
  const { terms } = candidate;
  if (terms.model === 'NOT_OFFERED') return 'NOT_OFFERED';
  if (!areKnown(terms)) return 'TERMS_UNKNOWN';
  return isPaidByLoan(terms) ? 'PAID_BY_LOAN' : standingPrice(candidate, scenario);
}

function againstLoans(price: UsedPrice, loan: UsedPrice | Reason): Answer<string> {
  if (typeof loan === 'string') return unavailable(loan);
  const loans = breakEvenLoans(price.amount, loan.amount);
  if (loans === null) return unavailable('FREE_OF_CHARGE');
  return known(
    rounded(loans),
    'break-even loans = P / c',
    { ...told('P', price), ...told('c', loan) },
    'With more loans than that of one license it is cheaper than paying for each, if it allows so many (loansPerLicense).',
  );
}

/** A license lasts min(T, 12m / d) months; for several readers at once it stands beside as many perpetual copies, each lent d times. */
function againstPerpetual(
  terms: Terms,
  price: UsedPrice,
  perpetual: UsedPrice | Reason,
  { checkoutsPerYear }: Scenario,
): Answer<number> {
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
      ...told('P', price),
      ...told('perpetual', { ...perpetual, amount: perpetual.amount.times(atOnce) }),
      'T months': durationMonths,
      m: checkouts,
      d: perYear,
      n: overtaken.licenses,
    },
    atOnce === 1 ? null : `Beside perpetual licenses for ${atOnce} readers at a time.`,
  );
}

function overConsumers(price: UsedPrice, consumerPrice: Scenario['consumerPrice']): Answer<string> {
  if (consumerPrice == null) return unavailable('CONSUMER_PRICE_NOT_GIVEN');
  const markup = ratio(price.amount, consumerPrice);
  if (markup === null) return unavailable('FREE_OF_CHARGE');
  const inputs = { ...told('P', price), 'consumer price': amountText(new Decimal(consumerPrice)) };
  return known(rounded(markup), 'markup = library price P / consumer price', inputs);
}

const told = (name: string, { amount, words }: UsedPrice) => ({ [name]: amountText(amount), [`${name}: price used`]: words });

const rounded = (figure: Decimal) => figure.toDecimalPlaces(4).toFixed();

/** The same reason for every number. */
function noAlternatives(reason: Reason): Alternatives {
  const none = unavailable(reason);
  return { breakEvenLoans: none, breakEvenMonths: none, markup: none };
}
