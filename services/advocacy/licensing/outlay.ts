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
const licenseFormula = 'licenses n = max(N·max(1, ceil(12Y/T)), ceil(dY/m))';

/**
 * The cost of all lots over the horizon. Each lot makes its share of the loans and is kept for the whole horizon from its own first
 * day. Copies that an embargo allows early keep their price; what follows them costs what all others do.
 * @param loanDays L' of effectiveLoanDays
 */
export function outlay(lots: readonly Lot[], scenario: Scenario, loanDays: Decimal): Outlay {
  const copies = readersAtOnce(lots);
  if (!isFeasible(scenario.checkoutsPerYear, loanDays, copies)) return noOutlay('DEMAND_EXCEEDS_COPIES');
  const years = new Decimal(scenario.years);
  const loans = years.times(scenario.checkoutsPerYear);
  const currency = scenario.currency ?? 'USD';
  const money = (amount: Decimal): Amount => ({ amount: amountText(amount), currency });
  const parts = lots.map((lot) => {
    const loansPerYear =
      copies === null
        ? unlimitedShare(lot, scenario)
        : (ratio(lot.atOnce ?? 0, copies) ?? new Decimal(0)).times(scenario.checkoutsPerYear);
    return lotCost(lot, loansPerYear, years, loanDays);
  });
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
        : known(money(total), paidByLoan ? 'TCO = c·d·Y' : `TCO = n·P, ${licenseFormula}`, inputs, caveat),
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
    'cost per circulation = TCO / (dY)',
    { TCO: amountText(total), dY: loans },
    `${caveat} Rounded to four places.`,
  );
}

/** Readers at the same time; null for any number. */
function readersAtOnce(lots: readonly Lot[]): number | null {
  return lots.some(({ atOnce }) => atOnce === null) ? null : lots.reduce((sum, { atOnce }) => sum + (atOnce ?? 0), 0);
}

/** A lot for any number of readers makes all loans. */
const unlimitedShare = ({ atOnce }: Lot, { checkoutsPerYear }: Scenario) => new Decimal(atOnce === null ? checkoutsPerYear : 0);

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
  const { terms, price, atOnce } = lot;
  const prefix = lots > 1 && index === 0 ? firstCopies : '';
  const used =
    typeof price === 'string' ? {} : { [`${prefix}P`]: amountText(price.amount), [`${prefix}price used`]: price.words };
  return {
    [`${prefix}N`]: terms.model === 'COST_PER_CIRC' ? (atOnce ?? 'any number') : lot.licenses,
    [`${prefix}T months`]: terms.durationMonths,
    [`${prefix}m`]: terms.checkouts,
    [`${prefix}n`]: licenses,
    ...used,
  };
}
