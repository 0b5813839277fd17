// What would the terms of several publishers cost one library and its readers?
import { setImmediate } from 'node:timers/promises';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { AdvocacyRequest } from '#advocacy/context';
import {
  type Candidate,
  type ComparisonRow as ComputedRow,
  candidateLimit,
  eachRow,
  holdsRatio,
  type Scenario,
} from '#advocacy/licensing/index';
import { BadInput } from '#kit/problem';
import { LicenseModel } from '../terms';
import { type Subject, subjectsOf } from './candidates';
import { CompareLendingInput, type LendingScenario } from './comparisonInput';
import { type ComparisonRow, LendingComparison } from './comparisonRow';

@Resolver()
export class ComparisonResolver {
  @Query(() => LendingComparison, {
    description:
      'Compares what publishers let libraries license, in numbers for one title at one library. What can not be computed is null with its reason, and what is unknown among known ones is a row that says so.',
  })
  async compareLending(
    @Arg('input', () => CompareLendingInput, { description: 'What to compare, and for which library.' })
    input: CompareLendingInput,
    @Ctx() request: AdvocacyRequest,
  ): Promise<{ holdsRatio: string | null; rows: Promise<ComparisonRow>[] }> {
    const subjects = await subjectsOf(input, request);
    if (subjects.length === 0) throw new BadInput('input', 'Nothing to compare: give publisherIds, policyIds or hypothetical.');
    if (subjects.length > candidateLimit) {
      throw new BadInput('input', `This makes ${subjects.length} rows; at most ${candidateLimit} can be compared at once.`);
    }
    const scenario = scenarioOf(input.scenario, subjects);
    const computed = eachRow({ candidates: subjects.map(candidateOf), on: input.on, scenario })[Symbol.iterator]();
    // One row at a turn, computed and written into the answer, so that others may answer between two rows.
    let turn = Promise.resolve();
    const rows = subjects.map((subject) => {
      turn = turn.then(() => setImmediate());
      return turn.then(() => shown(computed.next().value as ComputedRow, subject));
    });
    const { holds, copies } = input.scenario;
    return { holdsRatio: holdsRatio(holds, copies)?.toDecimalPlaces(4).toFixed() ?? null, rows };
  }
}

function shown(row: ComputedRow, { label, publisher, period, hypothetical, missing }: Subject): ComparisonRow {
  return {
    ...row,
    ...{ label, publisher, period, hypothetical },
    ...(missing && { termsInWords: null, unavailable: row.unavailable.map(({ field }) => ({ field, reason: missing })) }),
  };
}

/** Where nothing is known the terms are unknown, so that every number of the row is missing. */
function candidateOf({ label, terms }: Subject, index: number): Candidate {
  const unknown = { model: LicenseModel.UNKNOWN, checkouts: null, durationMonths: null, concurrency: null, lengthDays: null };
  return { id: String(index), label, ...(terms ?? { terms: unknown, prices: [], embargo: null }) };
}

/** A price named by policy or label comes before one named by publisher. @throws BadInput for a price of something that is not compared */
function scenarioOf({ priceOverrides, ...scenario }: LendingScenario, subjects: readonly Subject[]): Scenario {
  const stray = priceOverrides.findIndex(({ id }) => !subjects.some((subject) => isNamed(subject, id)));
  if (stray >= 0) {
    const id = JSON.stringify(priceOverrides[stray]!.id);
    throw new BadInput(
      `scenario.priceOverrides[${stray}].id`,
      `Nothing that is compared has the id or label ${id} of this price.`,
    );
  }
  return {
    ...scenario,
    priceOverrides: subjects.flatMap((subject, index) => {
      const own = priceOverrides.find(({ id }) => id === subject.period?.id || id === subject.label);
      const price = own ?? priceOverrides.find(({ id }) => isNamed(subject, id));
      return price ? [{ candidateId: String(index), amount: price.amount }] : [];
    }),
  };
}

const isNamed = ({ period, publisher, label, asked }: Subject, id: string) =>
  id === period?.id || id === publisher?.id || id === label || id === asked;
