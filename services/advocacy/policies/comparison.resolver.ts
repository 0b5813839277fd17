// Comparisons of lending: which policies make the rows, and what each would cost one library and its readers.
import { setImmediate } from 'node:timers/promises';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { inSmallLetters, inWords } from '#kit/words/enums';
import { BadInput } from '#kit/words/problem';
import { candidateLimit, eachRow, type LendingFigures } from '../licensing/compare';
import { holdsRatio } from '../licensing/formulas';
import type { Candidate, Scenario } from '../licensing/scenario';
import { Publisher } from '../publishers/index';
import { refuseUnsoundTerms } from '../terms/contradictions';
import { isPaidByLoan, type LicenseTerms } from '../terms/license';
import { termsInWords } from '../terms/words';
import { type ComparisonRow, LendingComparison, type MissingReason } from './comparison';
import { CompareLendingInput, type HypotheticalPolicy, type LendingScenario, type PrintCopies } from './comparisonInput';
import {
  believedOf,
  isOption,
  type Knowledge,
  knowledgeOf,
  placeInWords,
  policiesInForce,
  policyLines,
  policyVersions,
  todayOf,
} from './inForce';
import type { PolicyRequest } from './policyChanges.resolver';
import { type PolicyPeriod, PolicyStatus } from './policyPeriod';

@Resolver()
export class ComparisonResolver {
  @Audience(anyone)
  @Query(() => LendingComparison, {
    description:
      'Compares what publishers let libraries license, in figures for one title at one library. A figure that cannot be computed is null with its reason; an unknown publisher or policy makes a row that says so. Errors: BAD_USER_INPUT, CONTRADICTORY_TERMS (a hypothetical policy), BEFORE_RECORDS.',
  })
  async compareLending(
    @Arg('input', () => CompareLendingInput, { description: 'What to compare, and for which library.' })
    input: CompareLendingInput,
    @Ctx() request: PolicyRequest,
  ): Promise<LendingComparison> {
    const subjects = await subjectsOf(input, request);
    if (subjects.length === 0)
      throw new BadInput('input', 'There is nothing to compare. Give publisherIds, policyIds, hypothetical or scenario.print.', {
        reason: 'NOTHING_TO_COMPARE',
      });
    if (subjects.length > candidateLimit) {
      throw new BadInput(
        'input',
        `The input makes ${subjects.length} rows, and at most ${candidateLimit} can be compared at once. Ask for fewer policies.`,
        { reason: 'COMPARES_TOO_MUCH', limit: candidateLimit },
      );
    }
    const today = todayOf(request);
    const knowledge = subjects.map(({ period }) => knowledgeOf(period, input.on, today));
    const scenario = scenarioOf(input.scenario, subjects);
    const computed = eachRow({ candidates: subjects.map(candidateOf), on: input.on, scenario })[Symbol.iterator]();
    const rows: ComparisonRow[] = [];
    for (const [i, subject] of subjects.entries()) {
      // One row per turn of the event loop, so that other answers go out between two rows.
      await setImmediate();
      rows.push(shown(computed.next().value as LendingFigures, subject, knowledge[i]!));
    }
    const { holds, copies } = input.scenario;
    return {
      on: input.on,
      territory: input.territory ?? null,
      get holdsRatio() {
        return holdsRatio(holds, copies)?.toDecimalPlaces(4).toFixed() ?? null;
      },
      rows,
    };
  }
}

function shown(
  row: LendingFigures,
  { label, publisher, period, hypothetical, print, asOption, terms, missing }: Subject,
  knowledge: Knowledge,
): ComparisonRow {
  return {
    ...row,
    get termsInWords() {
      const words = terms && termsInWords(terms.terms, terms.embargo);
      return print ? `in print; ${words}` : words;
    },
    ...{
      label,
      publisher,
      period,
      hypothetical,
      print: print === true,
      asOption,
      knowledge,
      license: terms?.terms ?? null,
      embargo: terms?.embargo ?? null,
    },
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
function scenarioOf({ priceOverrides, print, ...scenario }: LendingScenario, subjects: readonly Subject[]): Scenario {
  const prices = priceOverrides.map(({ id, amount }, i) => {
    const named = subjects.filter((subject) => namesOf(subject).some((name) => isCalled(name, id)));
    if (!named[0]) {
      throw new BadInput(
        `scenario.priceOverrides[${i}].id`,
        `The price is for ${JSON.stringify(id)}, but nothing in the comparison has that id or label. Use a label of a row, or the id of a compared policy or publisher.`,
        { reason: 'PRICE_OF_NOTHING' },
      );
    }
    // The price of a license is not the price of a loan.
    const byLoan = isByLoan(named[0]);
    return { id, amount, rows: named.filter((subject) => isByLoan(subject) === byLoan) };
  });
  return {
    ...scenario,
    priceOverrides: subjects.flatMap((subject, index) => {
      const own = namesOf(subject).map((name) => prices.find(({ id, rows }) => isCalled(name, id) && rows.includes(subject)));
      const price = own.find((found) => found !== undefined) ?? (subject.print && print ? { amount: print.price } : undefined);
      return price ? [{ candidateId: String(index), amount: price.amount }] : [];
    }),
  };
}

/** The names by which a price can mean a row, the closest one first. */
const namesOf = ({ label, period, publisher, asked }: Subject) => [label, period?.id, publisher?.id, asked];

/** Labels used to hold the values of enums, as in "Macmillan Publishers (NEW_RELEASES)"; programs may have kept them. */
const isCalled = (name: string | undefined, id: string) => name === id || name === id.replace(/\(.*\)$/, inCodeBefore);
const inCodeBefore = (details: string) =>
  details.replace(/\b[A-Z][A-Z0-9_]{2,}\b/g, (value) =>
    value in PolicyStatus ? inWords('PolicyStatus', value) : inSmallLetters(value),
  );

const isByLoan = ({ terms }: Subject) => terms !== null && isPaidByLoan(terms.terms);

interface SubjectTerms extends Pick<Candidate, 'prices' | 'option' | 'embargo'> {
  readonly terms: LicenseTerms;
}

/** What a row is about. With `missing` there is nothing to compute. */
interface Subject {
  readonly label: string;
  /** The id or label by which the client asked for it. */
  readonly asked: string;
  readonly publisher: Publisher | null;
  readonly period: PolicyPeriod | null;
  readonly hypothetical: boolean;
  /** True for the title in print. */
  readonly print?: boolean;
  readonly asOption: boolean;
  readonly terms: SubjectTerms | null;
  readonly missing: MissingReason | null;
}

/**
 * The subjects in the order of the rows. An unknown publisher or policy becomes a row that says so.
 * @throws BadInput, ContradictoryTerms, BeforeRecords
 */
async function subjectsOf(input: CompareLendingInput, request: Request): Promise<Subject[]> {
  for (const [i, hypothetical] of (input.hypothetical ?? []).entries()) {
    const field = `hypothetical[${i}]`;
    if (input.hypothetical!.findIndex(({ label }) => label === hypothetical.label) < i) {
      throw new BadInput(
        `${field}.label`,
        `Two hypothetical policies are called ${JSON.stringify(hypothetical.label)}. Give each its own label.`,
        { reason: 'LABEL_TWICE' },
      );
    }
    if (!hypothetical.publisherIds && !hypothetical.license) {
      throw new BadInput(`${field}.license`, 'A hypothetical policy needs license, or publisherIds whose terms it starts from.', {
        reason: 'TERMS_MISSING',
      });
    }
    refuseUnsoundTerms(hypothetical, `${field}.`);
  }
  const { print } = input.scenario;
  if (print && input.hypothetical?.some(({ label }) => label === printLabel))
    throw new BadInput(
      'hypothetical',
      `${printLabel} is the row of the title in print. Give the hypothetical policy another label.`,
      { reason: 'LABEL_TWICE' },
    );
  const groups = await Promise.all([
    ...unique(input.publisherIds).map((id) => ofPublisher(id, input, request)),
    ...unique(input.policyIds).map((id) => ofPolicy(id, input, request)),
    ...(input.hypothetical ?? []).map((hypothetical) => ofHypothetical(hypothetical, input, request)),
  ]);
  return [...toldApart(groups.flat()), ...(print ? [inPrint(print)] : [])];
}

const printLabel = 'Print';

/** A copy in print lends to one reader at a time until it is worn out, and nobody holds it back. */
function inPrint({ loansPerCopy = null, loanDays = null }: PrintCopies): Subject {
  const terms: LicenseTerms = {
    model: loansPerCopy === null ? 'PERPETUAL_ONE_USER' : 'METERED_BY_CHECKOUTS',
    checkouts: loansPerCopy,
    durationMonths: null,
    concurrency: 1,
    lengthDays: loanDays,
    expiryRule: loansPerCopy === null ? 'NONE' : 'CHECKOUTS',
  };
  return { ...unknown(printLabel, 'NOTHING_RECORDED'), print: true, missing: null, terms: { terms, prices: [], embargo: null } };
}

/** Rows of different policies that would have one label get the id of their policy too. */
function toldApart(subjects: readonly Subject[]): Subject[] {
  const isDouble = ({ label, period }: Subject) =>
    subjects.some((other) => other.label === label && other.period?.id !== period?.id);
  return subjects.map((one) => (one.period && isDouble(one) ? { ...one, label: labelled(one.label, [one.period.id]) } : one));
}

async function ofPublisher(id: string, { on, asKnownOn, knownBy, format, territory }: CompareLendingInput, { loaders }: Request) {
  const [publisher, { line }] = await Promise.all([loaders.one(Publisher).load(id), policyLines(loaders).load(id)]);
  if (!publisher) return [unknown(id, 'PUBLISHER_UNKNOWN')];
  const applied = policiesInForce(line, { on, asKnownOn: asKnownOn ?? null, knownBy, format, territory: territory ?? null });
  if (applied.length === 0) return [{ ...unknown(publisher.name, 'NOTHING_RECORDED'), asked: id, publisher }];
  return applied.flatMap(({ period }) => real(period, publisher, id, territory ?? null));
}

async function ofPolicy(
  id: string,
  { asKnownOn, knownBy, territory }: CompareLendingInput,
  { loaders }: Request,
): Promise<Subject[]> {
  const [period] = believedOf(await policyVersions(loaders).load(id), { asKnownOn: asKnownOn ?? null, knownBy });
  const publisher = period ? await loaders.one(Publisher).load(period.publisherId) : null;
  return period && publisher ? real(period, publisher, id, territory ?? null) : [unknown(id, 'POLICY_UNKNOWN')];
}

async function ofHypothetical(policy: HypotheticalPolicy, input: CompareLendingInput, request: Request): Promise<Subject[]> {
  const { label, license, prices } = policy;
  const embargo = policy.embargo ?? null;
  if (!policy.publisherIds) {
    return [
      {
        ...unknown(label, 'NOTHING_RECORDED'),
        hypothetical: true,
        missing: null,
        terms: { terms: license!, prices: prices ?? [], embargo },
      },
    ];
  }
  const bases = await Promise.all(unique(policy.publisherIds).map(async (id) => (await ofPublisher(id, input, request))[0]!));
  return bases.map((basis) => ({
    ...basis,
    label: `${label}: ${basis.label}`,
    asked: label,
    period: null,
    hypothetical: true,
    asOption: false,
    terms: basis.terms && {
      terms: license ?? basis.terms.terms,
      ...(prices ? { prices } : { prices: basis.terms.prices, option: basis.terms.option }),
      embargo: policy.embargo === undefined ? basis.terms.embargo : embargo,
    },
  }));
}

/** A policy, then each of its options under the same embargo. The labels say where it holds unless that is the country asked for. */
function real(period: PolicyPeriod, publisher: Publisher, asked: string, territory: string | null): Subject[] {
  const { license, options, embargo, prices } = period;
  const { name } = publisher;
  const about = { asked, publisher, period, hypothetical: false, missing: null };
  const details = detailsOf(period, territory);
  const standing = { terms: license, prices, option: null, embargo };
  return [
    { ...about, label: labelled(name, details), asOption: isOption(period), terms: standing },
    ...options.map((terms, i) => ({
      ...about,
      label: labelled(name, [...details, `option ${i + 1}`]),
      asOption: true,
      terms: { terms, prices, option: i, embargo },
    })),
  ];
}

const unknown = (label: string, missing: MissingReason): Subject => ({
  label,
  asked: label,
  publisher: null,
  period: null,
  hypothetical: false,
  asOption: false,
  terms: null,
  missing,
});

/** What tells a policy apart from others of its publisher; the widest scopes go without saying. */
function detailsOf(period: PolicyPeriod, territory: string | null): string[] {
  const { titleScope, optionKey, status, reach, territories } = period;
  const scope = titleScope.startsWith('ALL') ? null : inSmallLetters(titleScope);
  const isHere = territory !== null && reach !== 'UNKNOWN' && (reach === 'WORLD' || territories.includes(territory));
  return [
    scope,
    optionKey,
    status === 'IN_FORCE_PERIOD' ? null : inWords('PolicyStatus', status),
    isHere ? null : placeInWords(period),
  ].filter((detail) => detail !== null);
}

/** "Macmillan Publishers (new releases)". */
const labelled = (name: string, details: readonly string[]) => (details.length > 0 ? `${name} (${details.join(', ')})` : name);

const unique = (ids: readonly string[] | null | undefined) => [...new Set(ids ?? [])];
