// Every formula gives what the collected examples say, which were worked out by hand and by a second program.
import { Decimal } from 'decimal.js';
import { breakEvenLoans, overtakesPerpetual } from '#advocacy/licensing/compare';
import {
  annualGrowth,
  changePercent,
  copiesForWait,
  copiesToBuy,
  dailyRate,
  daysToClear,
  embargoBacklog,
  halfTermOption,
  holdsRatio,
  markup,
  meanHolds,
  queueGrowthPerDay,
  totalCost,
  utilization,
  wholeOf,
} from '#advocacy/licensing/formulas';
import { embargoEnd } from '#advocacy/licensing/offer';
import { type CopyGroup, slots } from '#advocacy/licensing/queue';
import {
  capacity,
  capacityCostPerCirculation,
  costPerCirculation,
  expiredUnused,
  totalCostPerCheckout,
} from '#advocacy/licensing/spending';
import { holdsOn } from '#advocacy/policies/inForce';
import type { PolicyPeriod } from '#advocacy/policies/policyPeriod';
import { addDays, addMonths, daysBetween } from '#kit/words/days';
import { policies, vectors } from './facts';

/** What vectors give their formulas, each of them some of it. */
type Inputs = { readonly [name in NumberName]: number } & { readonly [name in DayName]: string } & {
  readonly copyGroups: CopyGroup[];
  readonly positions: number[];
};
type DayName = 'd1' | 'd2' | 'day' | 'from' | 'to' | 'published' | 'start';
type NumberName =
  | 'spend'
  | 'price'
  | 'checkouts'
  | 'complete'
  | 'used'
  | 'termDays'
  | 'loanDays'
  | 'years'
  | 'loansPerYear'
  | 'durationMonths'
  | 'perCheckout'
  | 'priceTwoYear'
  | 'oneYearShare'
  | 'perpetual'
  | 'metered'
  | 'libraryPrice'
  | 'consumerPrice'
  | 'old'
  | 'new'
  | 'p0'
  | 'p1'
  | 'activeHolds'
  | 'copies'
  | 'target'
  | 'maxWaitDays'
  | 'position'
  | 'holds'
  | 'arrivalsPerDay'
  | 'embargoDays'
  | 'queue'
  | 'meanWaitDays'
  | 'c1'
  | 'c2'
  | 'served'
  | 'share'
  | 'months';

/** For each formula of the vectors, by how its name begins, what computes it. */
const formulas: readonly [string, (inputs: Inputs) => Record<string, unknown>][] = [
  ['costPerCirc', ({ spend, checkouts }) => ({ costPerCirc: costPerCirculation(spend, checkouts) })],
  [
    'capacityCostPerCirc',
    ({ price, checkouts, complete }) => ({ capacityCostPerCirc: capacityCostPerCirculation(price, checkouts ?? complete) }),
  ],
  ['realised = price / used', ({ price, used }) => ({ costPerCirc: costPerCirculation(price, used) })],
  ['maxLoans', ({ termDays, loanDays, checkouts }) => ({ ...capacity(termDays, loanDays, checkouts) })],
  ['licences n = max(1, ceil(12Y/T), ceil(dY/m))', total],
  ['TCO with one perpetual', total],
  [
    'TCO = c x d x Y',
    ({ perCheckout, loansPerYear, years }) => ({ tco: totalCostPerCheckout(perCheckout, loansPerYear, years) }),
  ],
  ['breakEvenLoans', ({ price, perCheckout }) => ({ breakEvenLoans: breakEvenLoans(price, perCheckout) })],
  ['two one-year licences vs one two-year', halfTerm],
  ['months until metered costs more than perpetual', overtaking],
  ['markup', ({ libraryPrice, consumerPrice }) => ({ markup: markup(libraryPrice, consumerPrice) })],
  ['changePct', (inputs) => ({ changePct: changePercent(inputs.old, inputs.new) })],
  ['annualised', ({ p0, p1, years }) => ({ annualised: annualGrowth(p0, p1, years) })],
  ['holdsRatio', ({ activeHolds, copies }) => ({ holdsRatio: holdsRatio(activeHolds, copies) })],
  ['copiesToBuy', ({ activeHolds, copies, target }) => ({ copiesToBuy: copiesToBuy(activeHolds, copies, target) })],
  [
    'copiesNeeded',
    ({ activeHolds, loanDays, maxWaitDays }) => ({ copiesNeeded: copiesForWait(activeHolds, loanDays, maxWaitDays) }),
  ],
  ['slot model', slotWaits],
  [
    'all copies just lent',
    ({ copies, loanDays, position }) => ({ waitDays: lent(copies, loanDays, 'WORST_CASE').waitOf(position) }),
  ],
  ['average phase', ({ copies, loanDays, position }) => ({ waitDays: lent(copies, loanDays, 'AVERAGE_PHASE').waitOf(position) })],
  ['mean wait', ({ copyGroups, loanDays, holds }) => ({ ...slots(copyGroups, loanDays).meanOfFirst(holds) })],
  ['rho', ({ arrivalsPerDay, loanDays, copies }) => ({ rho: utilization(arrivalsPerDay, loanDays, copies) })],
  ['queue growth', ({ arrivalsPerDay, loanDays, copies }) => ({ perDay: queueGrowthPerDay(arrivalsPerDay, loanDays, copies) })],
  [
    'embargo backlog',
    ({ arrivalsPerDay, loanDays, embargoDays }) => ({ ...embargoBacklog(arrivalsPerDay, loanDays, embargoDays) }),
  ],
  ['days to clear', ({ queue, loanDays, copies }) => ({ days: daysToClear(queue, loanDays, copies) })],
  ['Little', ({ arrivalsPerDay, meanWaitDays }) => ({ meanHolds: meanHolds(arrivalsPerDay, meanWaitDays) })],
  ['unusedShare of a live', livingLicense],
  ['unusedShare', expiredLicense],
  ['expired unused', expiredLicense],
  ['rate = (c2-c1)/(d2-d1)', ({ c1, d1, c2, d2 }) => ({ perDay: dailyRate({ on: d1, count: c1 }, { on: d2, count: c2 }) })],
  ['US population implied', ({ served, share }) => ({ population: wholeOf(served, share) })],
  ['embargoes in force', embargoes],
  ['policies in force', inForce],
  ['days in force', ({ from, to }) => ({ days: daysBetween(from, to) })],
  ['publication + ', ({ published, months }) => ({ from: embargoEnd(published, { amount: months, unit: 'MONTH' }) })],
  ['expires = start', ({ start, months }) => ({ expires: addMonths(start, months), plus730days: addDays(start, 730) })],
];

function total({ price, years, loansPerYear, durationMonths, checkouts }: Inputs) {
  const { licenses, total: tco, perLoan } = totalCost(price, { years, loansPerYear, durationMonths, checkouts });
  return { licences: licenses, tco, perLoan };
}

function halfTerm({ priceTwoYear, oneYearShare }: Inputs) {
  const { price, ...rest } = halfTermOption(priceTwoYear, oneYearShare);
  return { oneYearPrice: price, ...rest };
}

function overtaking({ perpetual, metered, durationMonths }: Inputs) {
  const overtaken = overtakesPerpetual(perpetual, metered, durationMonths);
  return { licencesNeeded: overtaken?.licenses, afterMonths: overtaken?.afterMonths };
}

function slotWaits({ copyGroups, loanDays, positions }: Inputs) {
  const queue = slots(copyGroups, loanDays);
  return { waitDays: Object.fromEntries(positions.map((p) => [p, queue.waitOf(p)])) };
}

function lent(copies: number, loanDays: number, phase: 'WORST_CASE' | 'AVERAGE_PHASE') {
  const group: CopyGroup = { copies, fromDay: 0, untilDay: null, checkouts: null };
  return slots([group], loanDays, phase, 'JUST_LENT');
}

function livingLicense({ price, checkouts, used }: Inputs) {
  const { expiredShare, remaining } = expiredUnused(price, checkouts, used, false);
  return { expiredUnused: expiredShare, remaining };
}

function expiredLicense({ price, complete, termDays, loanDays, checkouts, used }: Inputs) {
  const loans = complete ?? capacity(termDays, loanDays, checkouts).complete;
  const { expiredShare, value } = expiredUnused(price, loans, used, true);
  return { unusedShare: expiredShare, expiredUnused: expiredShare, value, wastedValue: value };
}

/** The policies that held on a day, by the rule of the policies feature. */
function heldOn(day: string) {
  return policies.filter(({ status, effectiveFrom, effectiveTo }) =>
    holdsOn({ status, effectiveFromDay: effectiveFrom, effectiveToDay: effectiveTo } as PolicyPeriod, day),
  );
}

function embargoes({ day }: Inputs) {
  return {
    embargoPublishers: [
      ...new Set(
        heldOn(day)
          // The examples are of the United States.
          .filter((policy) => policy.embargo && policy.territories.includes('US'))
          .map((policy) => policy.publisherId),
      ),
    ],
  };
}

function inForce({ day }: Inputs) {
  const held = heldOn(day).filter((policy) => policy.formats.includes('EBOOK'));
  return Object.fromEntries(
    held.map(({ publisherId }) => [publisherId, held.filter((p) => p.publisherId === publisherId).map(({ id }) => id)]),
  );
}

/** The same answer with its numbers rounded as the vector's are. */
function rounded(value: unknown, places: number): unknown {
  if (typeof value === 'number') return Number(value.toFixed(places));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (Decimal.isDecimal(value)) return value.toDecimalPlaces(places).toNumber();
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each, places)]));
}

describe('the examples of data/test-vectors.json', () => {
  it.each(vectors)('$id: $formula', ({ formula, inputs, expected, roundTo }) => {
    const [, compute] = formulas.find(([name]) => formula.startsWith(name)) ?? [];
    if (!compute) throw new Error(`Nothing computes "${formula}".`);
    expect(rounded(compute(inputs as unknown as Inputs), roundTo)).toMatchObject(expected);
  });
});
