// What does a library spend on a title under given terms, and how much of that expires unused?
import { isFeasible } from './capacity';
import { costPerCirculation } from './cost';
import { amountText, Decimal, ratio } from './exact';
import { type LotCost, lotCost, sumOf } from './lotCost';
import type { Lot } from './lots';
import { type Answer, known, type Reason, unavailable } from './reasons';
import type { Scenario } from './scenario';
import { expiredUnused } from './waste';

/** Exact money, as the Decimal scalar of the API writes it. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export interface Outlay {
  readonly licensesNeeded: Answer<number>;
  readonly totalCost: Answer<Amount>;
  readonly costPerCirculation: Answer<Amount>;
  readonly expiredShare: Answer<string>;
  readonly expiredValue: Answer<Amount>;
}

const caveat = 'No discounting, no growth of prices, no platform fee.';
const firstCopies = 'first copies: ';
const licenseFormula = 'licenses n = k·max(1, ceil(12Y/T), ceil(NdY/(km))), k = N for one reader at a time';

/**
 * The cost of all lots over the horizon. N·d·Y loans are made, d a year for each copy whichever license stands for it: k licenses for
 * several readers at once share those of their copies, k being less than N, and one for any number makes those of all its copies. One
 * reader at a time makes at most 365 / L' a year; for any number nothing is too much. Each lot is kept for the whole horizon from its
 * own first day. Copies that an embargo allows early keep their price; what follows them costs what all others do.
 * @param loanDays L' of effectiveLoanDays
 */
export function outlay(lots: readonly Lot[], scenario: Scenario, loanDays: Decimal): Outlay {
  const years = new Decimal(scenario.years);
  const perCopy = new Decimal(scenario.checkoutsPerYear);
  if (lots.some(({ copies, atOnce }) => !isFeasible(perCopy.times(copies), loanDays, atOnce)))
    return noOutlay('DEMAND_EXCEEDS_COPIES');
  const loans = years.times(perCopy).times(scenario.copies);
  const currency = scenario.currency ?? 'USD';
  const money = (amount: Decimal): Amount => ({ amount: amountText(amount), currency });
  const parts = lots.map((lot) => lotCost(lot, perCopy, years, loanDays));
  const inputs = {
    d: scenario.checkoutsPerYear,
    Y: scenario.years,
    ...Object.assign({}, ...parts.map((part, i) => named(part, i, lots.length))),
  };
  const licenses = parts.reduce((sum, { licenses }) => sum + licenses, 0);
  const total = sumOf(parts.map(({ cost }) => cost));
  const paidByLoan = lots.every(({ terms }) => terms.model === 'COST_PER_CIRC');
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
  const unused = expiring.map((part) => expiredUnused(1, part.complete, part.used, true).expiredShare ?? new Decimal(0));
  const all = sumOf(expiring.map((part) => new Decimal(part.expiring).times(part.complete ?? 0))) as Decimal;
  const left = expiring.reduce(
    (sum, part, i) => sum.plus(unused[i]!.times(part.expiring).times(part.complete ?? 0)),
    new Decimal(0),
  );
  const share = ratio(left, all) ?? new Decimal(0);
  const value = sumOf(
    expiring.map(({ expiringCost }, i) => (typeof expiringCost === 'string' ? expiringCost : unused[i]!.times(expiringCost))),
  );
  const inputs = Object.assign(
    {},
    ...expiring.map((part, i) => {
      const prefix = expiring.length > 1 && i === 0 ? firstCopies : '';
      const used = part.used.toDecimalPlaces(4);
      return { [`${prefix}licenses`]: part.expiring, [`${prefix}complete`]: part.complete, [`${prefix}used`]: used };
    }),
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

/** Inputs of one lot; with two lots, those of the copies that an embargo allows first are told apart. */
function named({ lot, licenses }: LotCost, index: number, lots: number): Record<string, unknown> {
  const { terms, price, copies } = lot;
  const prefix = lots > 1 && index === 0 ? firstCopies : '';
  const used =
    typeof price === 'string' ? {} : { [`${prefix}P`]: amountText(price.amount), [`${prefix}price used`]: price.words };
  return {
    [`${prefix}N`]: copies,
    ...(terms.model === 'COST_PER_CIRC' ? {} : { [`${prefix}k`]: lot.licenses }),
    [`${prefix}T months`]: terms.durationMonths,
    [`${prefix}m`]: terms.checkouts,
    [`${prefix}n`]: licenses,
    ...used,
  };
}
