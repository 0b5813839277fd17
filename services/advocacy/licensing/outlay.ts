// What does a library spend on a title under given terms, and how much of that expires unused?
import { isFeasible } from './capacity';
import { costPerCirculation } from './cost';
import { amountText, Decimal, ratio } from './exact';
import { type LotCost, lotCosts, sumOf } from './lotCost';
import type { Lot } from './lots';
import { type Answer, known, type Reason, unavailable } from './reasons';
import type { Scenario } from './scenario';
import { isPaidByLoan } from './terms';
import { expiredUnused } from './waste';

/** Exact money, as the Decimal scalar of the API writes it. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** Writes amounts in the currency of a scenario. */
export function moneyIn({ currency }: Scenario): (amount: Decimal) => Amount {
  return (amount) => ({ amount: amountText(amount), currency: currency ?? 'USD' });
}

export interface Outlay {
  readonly licensesNeeded: Answer<number>;
  readonly totalCost: Answer<Amount>;
  readonly costPerCirculation: Answer<Amount>;
  readonly expiredShare: Answer<string>;
  readonly expiredValue: Answer<Amount>;
}

const caveat = 'No discounting, no growth of prices, no platform fee.';
const licenseFormula = 'licenses n = k·max(1, ceil(12Y/T), ceil(NdY/(km))), k = N for one reader at a time';

/**
 * The cost of all lots over the horizon. N·d·Y loans are made, d a year for each copy whichever license stands for it: k licenses for
 * several readers at once share those of their copies, k being less than N, and one for any number makes those of all its copies. One
 * reader at a time makes at most 365 / L' a year; for any number nothing is too much. Each lot is kept for the whole horizon from its
 * own first day, first copies of an embargo with what follows them.
 */
export function outlay(lots: readonly Lot[], scenario: Scenario): Outlay {
  const years = new Decimal(scenario.years);
  const perCopy = new Decimal(scenario.checkoutsPerYear);
  if (lots.some(({ copies, loanDays, atOnce }) => !isFeasible(perCopy.times(copies), loanDays, atOnce)))
    return noOutlay('DEMAND_EXCEEDS_COPIES');
  const loans = years.times(perCopy).times(scenario.copies);
  const money = moneyIn(scenario);
  const parts = lots.flatMap((lot) => lotCosts(lot, perCopy, years));
  const inputs = {
    d: scenario.checkoutsPerYear,
    Y: scenario.years,
    ...Object.assign({}, ...parts.map(inputsOf)),
  };
  const licenses = parts.reduce((sum, { licenses }) => sum + licenses, 0);
  const total = sumOf(parts.map(({ cost }) => cost));
  const paidByLoan = parts.every(({ lot }) => isPaidByLoan(lot.terms));
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

function perCirculation(total: Decimal | Reason, loans: Decimal, money: (amount: Decimal) => Amount): Answer<Amount> {
  if (typeof total === 'string') return unavailable(total);
  const each = costPerCirculation(total, loans);
  if (each === null) return unavailable('NO_CHECKOUTS');
  return known(
    money(each),
    'cost per circulation = TCO / (NdY)',
    { TCO: amountText(total), NdY: loans },
    `${caveat} Rounded to four places.`,
  );
}

function wasteOf(parts: readonly LotCost[], money: (amount: Decimal) => Amount): Pick<Outlay, 'expiredShare' | 'expiredValue'> {
  const expiring = parts.filter(({ expiring }) => expiring > 0);
  const formula = 'expired unused = 1 - used/complete of each license, value = P times that';
  const note = expiring.length === 0 ? 'No license expires by time within the years asked about.' : null;
  if (expiring.some(({ complete }) => complete === null)) return noWaste('ANY_NUMBER_AT_ONCE');
  if (expiring.some(({ complete }) => complete === 0)) return noWaste('LOAN_LONGER_THAN_TERM');
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
      told(name, { licenses: expiring, complete, used: used.toDecimalPlaces(4) }),
    ),
  );
  return {
    expiredShare: known(share.toFixed(4), formula, inputs, note),
    expiredValue: typeof value === 'string' ? unavailable(value) : known(money(value.toDecimalPlaces(2)), formula, inputs, note),
  };
}

const noWaste = (reason: Reason) => ({ expiredShare: unavailable(reason), expiredValue: unavailable(reason) });

/** The same reason for every number. */
export function noOutlay(reason: Reason): Outlay {
  const none = unavailable(reason);
  return { licensesNeeded: none, totalCost: none, costPerCirculation: none, expiredShare: none, expiredValue: none };
}

function inputsOf({ lot, name, licenses }: LotCost): Record<string, unknown> {
  const { terms, price, copies } = lot;
  return told(name, {
    N: copies,
    ...(isPaidByLoan(terms) ? {} : { k: lot.licenses }),
    'T months': terms.durationMonths,
    m: terms.checkouts,
    n: licenses,
    ...(typeof price === 'string' ? {} : { P: amountText(price.amount), 'price used': price.words }),
  });
}

/** Inputs of one part, told apart from those of others by its name. */
function told(name: LotCost['name'], inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).map(([input, value]) => [name ? `${name}: ${input}` : input, value]));
}
