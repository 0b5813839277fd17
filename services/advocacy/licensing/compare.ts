// What would each of several policies cost a library and its readers, in the same scenario?
import { type Alternatives, alternatives } from './alternatives';
import { lotsOf, standingLot } from './lots';
import type { Day } from './months';
import { noLicense, type OneLicense, oneLicense } from './oneLicense';
import { type Amount, moneyIn, noOutlay, type Outlay, outlay } from './outlay';
import { copiesForPromise } from './promise';
import { noQueue, type Queue, queue } from './queue';
import type { Reason } from './reasons';
import { type Candidate, type Comparison, checkComparison, type Scenario } from './scenario';
import { type Explanation, told, type UnavailableNumber } from './told';
import { termsInWords } from './words';

/** What one candidate comes to. Every number that is null is in `unavailable` with its reason, every other one in `explain`. */
export interface ComparisonRow {
  readonly candidateId: string;
  readonly label: string;
  readonly termsInWords: string;
  /** Licenses to buy over the years; 0 where loans are paid for. */
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
    /** Share of the loans in licenses that expire by time within the years that nobody made, from "0.0000" to "1.0000". */
    readonly expiredUnusedShare: string | null;
    /** What was paid for that share of all of them, rounded to two places. */
    readonly value: Amount | null;
  };
  /** One license beside other ways to pay; see Alternatives. */
  readonly breakEven: { readonly loans: string | null; readonly months: number | null };
  readonly markup: string | null;
  /** Copies that keep the promised wait for all holds. */
  readonly copiesForPromise: number | null;
  readonly unavailable: readonly UnavailableNumber[];
  readonly explain: readonly Explanation[];
}

/**
 * A row for each candidate, in their order. The time does not grow with copies, holds or days.
 * @throws BadInput for more than 50 candidates, or numbers outside their bounds
 */
export function compareLending(comparison: Comparison): ComparisonRow[] {
  return [...eachRow(comparison)];
}

/**
 * The rows of compareLending one by one, so that a caller can let others run in between. Everything is checked before the first one.
 * @throws BadInput as compareLending, at once
 */
export function eachRow(comparison: Comparison): Iterable<ComparisonRow> {
  checkComparison(comparison);
  return rows(comparison);
}

function* rows({ candidates, on, scenario }: Comparison) {
  for (const candidate of candidates) {
    const rivals = candidates.filter((other) => other !== candidate);
    yield rowOf(candidate, on, scenario, alternatives(candidate, rivals, scenario));
  }
}

function rowOf(candidate: Candidate, on: Day, scenario: Scenario, beside: Alternatives): ComparisonRow {
  const figures = figuresOf(candidate, on, scenario);
  const copies = copiesForPromise(candidate, on, scenario);
  return {
    candidateId: candidate.id,
    label: candidate.label,
    termsInWords: termsInWords(candidate.terms, candidate.embargo ?? null),
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
    copiesForPromise: copies.value,
    ...told({
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
      copiesForPromise: copies,
    }),
  };
}

function figuresOf(candidate: Candidate, on: Day, scenario: Scenario): Outlay & Queue & OneLicense {
  const standing = standingLot(candidate, on, scenario);
  if (typeof standing === 'string') return none(standing);
  const one = oneLicense(standing, moneyIn(scenario));
  const lots = lotsOf(candidate, on, scenario);
  const unrestricted = candidate.embargo ? lotsOf({ ...candidate, embargo: null }, on, scenario) : lots;
  if (typeof lots === 'string') return { ...none(lots), ...one };
  if (typeof unrestricted === 'string') return { ...none(unrestricted), ...one };
  return { ...outlay(lots, scenario), ...queue(lots, unrestricted, scenario), ...one };
}

const none = (reason: Reason) => ({ ...noOutlay(reason), ...noQueue(reason), ...noLicense(reason) });
