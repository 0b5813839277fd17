// What would the terms of several publishers cost one library and its readers?
import { setImmediate } from 'node:timers/promises';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { type ComparisonRow as ComputedRow, candidateLimit, eachRow } from '#advocacy/licensing/compare';
import { holdsRatio } from '#advocacy/licensing/formulas';
import type { Candidate, Scenario } from '#advocacy/licensing/scenario';
import { isPaidByLoan } from '#advocacy/terms/license';
import { termsInWords } from '#advocacy/terms/words';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { BadInput } from '#kit/words/problem';
import { type Subject, subjectsOf } from './candidates';
import { CompareLendingInput } from './comparisonInput';
import { type ComparisonRow, LendingComparison } from './comparisonRow';
import type { LendingScenario } from './lendingScenario';

@Resolver()
export class ComparisonResolver {
  @Audience(anyone)
  @Query(() => LendingComparison, {
    description:
      'Compares what publishers let libraries license, in numbers for one title at one library. What can not be computed is null with its reason, and what is unknown among known ones is a row that says so.',
  })
  async compareLending(
    @Arg('input', () => CompareLendingInput, { description: 'What to compare, and for which library.' })
    input: CompareLendingInput,
    @Ctx() request: Request,
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

function shown(row: ComputedRow, { label, publisher, period, hypothetical, asOption, terms, missing }: Subject): ComparisonRow {
  return {
    ...row,
    termsInWords: terms && termsInWords(terms.terms, terms.embargo),
    ...{ label, publisher, period, hypothetical, asOption, license: terms?.terms ?? null },
    ...(missing && { unavailable: row.unavailable.map(({ field }) => ({ field, reason: missing })) }),
  };
}

/** Where nothing is known the terms are unknown, so that every number of the row is missing. */
function candidateOf({ label, terms, publisher }: Subject, index: number): Candidate {
  const unknown = {
    model: 'UNKNOWN' as const,
    checkouts: null,
    durationMonths: null,
    concurrency: null,
    lengthDays: null,
    expiryRule: 'UNKNOWN' as const,
  };
  const known = terms ?? { terms: unknown, prices: [], embargo: null };
  return { id: String(index), label, publisherId: publisher?.id ?? null, ...known };
}

/** The scenario with each price for the rows it is meant for. @throws BadInput for a price of something that is not compared */
function scenarioOf({ priceOverrides, ...scenario }: LendingScenario, subjects: readonly Subject[]): Scenario {
  const prices = priceOverrides.map(({ id, amount }, i) => {
    const named = subjects.filter((subject) => namesOf(subject).includes(id));
    if (!named[0]) {
      throw new BadInput(
        `scenario.priceOverrides[${i}].id`,
        `Nothing that is compared has the id or label ${JSON.stringify(id)} of this price.`,
      );
    }
    // The price of a license is none of a loan.
    const byLoan = isByLoan(named[0]);
    return { id, amount, rows: named.filter((subject) => isByLoan(subject) === byLoan) };
  });
  return {
    ...scenario,
    priceOverrides: subjects.flatMap((subject, index) => {
      const own = namesOf(subject).map((name) => prices.find(({ id, rows }) => id === name && rows.includes(subject)));
      const price = own.find((found) => found !== undefined);
      return price ? [{ candidateId: String(index), amount: price.amount }] : [];
    }),
  };
}

/** By what a price can name a row, the closest name first. */
const namesOf = ({ label, period, publisher, asked }: Subject) => [label, period?.id, publisher?.id, asked];

const isByLoan = ({ terms }: Subject) => terms !== null && isPaidByLoan(terms.terms);
