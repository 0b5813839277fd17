// Which policies applied to a publisher on a day and in a country, as they were believed at a moment, and how well that is known.

import type DataLoader from 'dataloader';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { type EntityManager, type ObjectLiteral } from 'typeorm';
import { columnsOf, groupBy, hydrate, readPrepared } from '#kit/data/database';
import { type Loaders, type Request } from '#kit/data/request';
import { dayOf } from '#kit/words/clock';
import { commonYear, daysBetween } from '#kit/words/days';
import { enumOf } from '#kit/words/enums';
import { type DatePrecision } from '#kit/words/facts';
import { BadInput, Problem } from '#kit/words/problem';
import { CountryCode, DateScalar } from '#kit/words/validation';
import { followedHouses } from '../publishers';
import { MaterialFormat, PolicyPeriod, type PolicyReach, PolicyStatus } from './policyPeriod';

/** The day on which the record begins. What held before and was never announced counts as known since then. */
export const recordBegins = '2011-01-01';

/** The record does not say what was believed before it began. */
export class BeforeRecords extends Problem {
  constructor(asKnownOn: Date) {
    super(
      'BEFORE_RECORDS',
      `You asked what was known at ${asKnownOn.toISOString()}, but the record begins on ${recordBegins}. Give a later asKnownOn, or leave it out for what is known now.`,
      { field: 'asKnownOn', limit: recordBegins, recordBegins },
    );
  }
}

/** What has a recorded time. */
interface Believed {
  readonly recordedAt: Date;
  readonly supersededAt: Date | null;
}

/** Whether a version was the believed one at a moment; at no moment means now. @throws BeforeRecords */
export function believedAt(moment: Date | null): (version: Believed) => boolean {
  if (moment === null) return ({ supersededAt }) => supersededAt === null;
  if (moment < new Date(`${recordBegins}T00:00:00Z`)) throw new BeforeRecords(moment);
  return ({ recordedAt, supersededAt }) => recordedAt <= moment && (supersededAt === null || moment < supersededAt);
}

export const KnownBy = enumOf(
  'KnownBy',
  'From when on a version of a policy counts as known, for answers as known on a moment.',
  {
    RECORD: 'By recordedAt: facts that this record began with since they became public, what editors recorded since they did.',
    PUBLISHED: 'By publishedAt: since its sources could be read, also where an editor recorded it later.',
    ENTERED: 'By enteredAt: since this database holds it, also where it was public before.',
  },
);
export type KnownBy = keyof typeof KnownBy;

/** What was known, and by which of its days; at no moment means now. */
export interface Belief {
  readonly asKnownOn: Date | null;
  /** RECORD when left out. */
  readonly knownBy?: KnownBy | null;
}

/** The versions that were believed at a moment, at most one of each policy, in their order. @throws BeforeRecords */
export function believedOf<V extends PolicyPeriod>(versions: readonly V[], { asKnownOn, knownBy }: Belief): V[] {
  const atRecord = believedAt(asKnownOn);
  if (asKnownOn === null || (knownBy ?? 'RECORD') === 'RECORD') return versions.filter(atRecord);
  const since = knownBy === 'PUBLISHED' ? 'publishedAt' : 'enteredAt';
  const newest = new Map<string, V>();
  for (const one of versions) {
    if (one[since] <= asKnownOn && one.version > (newest.get(one.id)?.version ?? 0)) newest.set(one.id, one);
  }
  return versions.filter((one) => newest.get(one.id) === one);
}

/** All versions of a publisher's own policies, then of the house it inherits from, and so on; one list per house that has any. */
type PolicyLine = readonly (readonly PolicyPeriod[])[];

/** What a publisher has of its own, and the whole line it follows. */
interface Lineage {
  readonly own: readonly PolicyPeriod[];
  readonly line: PolicyLine;
}

/** The policies of publishers by id, for all days and moments at once, so that one statement serves every question of a request. */
export function policyLines(loaders: Loaders): DataLoader<string, Lineage> {
  return loaders.edge('PolicyPeriod by publisher line', (ids: readonly string[]) => readLines(loaders.database.manager, ids));
}

/** Reads all versions, some dozens for each publisher, in the order of the ids. */
export async function readLines(manager: EntityManager, publisherIds: readonly string[]): Promise<Lineage[]> {
  const rows: ObjectLiteral[] = await manager.query(
    `${followedHouses}
     SELECT line.asked_id, line.depth, period.*
     FROM line JOIN policy_period AS period ON period.publisher_id = line.id
     ORDER BY line.depth, period.effective_from_day NULLS FIRST, period.id, period.version`,
    [publisherIds],
  );
  return groupBy(
    publisherIds,
    rows,
    (row) => row.asked_id,
    (group) => {
      const periods = hydrate(manager.connection, PolicyPeriod, group);
      const depths = [...new Set([0, ...group.map(({ depth }) => depth as number)])];
      const line = depths.map((depth) => periods.filter((_, i) => group[i]?.depth === depth));
      return { own: line[0] ?? [], line };
    },
  );
}

/** All versions of policies by policy id, the first version first. */
export function policyVersions(loaders: Loaders): DataLoader<string, readonly PolicyPeriod[]> {
  return loaders.edge('PolicyPeriod by id', async (ids: readonly string[]) => {
    const columns = columnsOf(loaders.database, PolicyPeriod, 'period');
    const text = `SELECT ${columns} FROM policy_period AS period WHERE id = ANY($1) ORDER BY id, version`;
    const rows = await readPrepared(loaders.database, text, [ids]);
    return groupBy(
      ids,
      rows,
      (row) => row.id,
      (group) => hydrate(loaders.database, PolicyPeriod, group),
    );
  });
}

/** The ids of all policies that these publishers have had of their own. */
export async function policyIdsOf(manager: EntityManager, publisherIds: readonly string[]): Promise<string[]> {
  const rows: { id: string }[] = await manager.query('SELECT DISTINCT id FROM policy_period WHERE publisher_id = ANY($1)', [
    publisherIds,
  ]);
  return rows.map(({ id }) => id);
}

/** @throws BadInput naming the first of these policies that is not on record */
export async function refuseUnknownPolicies(manager: EntityManager, ids: readonly string[]): Promise<void> {
  const rows: { id: string }[] = await manager.query('SELECT DISTINCT id FROM policy_period WHERE id = ANY($1)', [ids]);
  const unknown = ids.find((id) => !rows.some((row) => row.id === id));
  if (unknown)
    throw new BadInput(
      'policyIds',
      `No policy has the id ${JSON.stringify(unknown)}. Record it first, or use the id of a recorded policy.`,
      { reason: 'POLICY_UNKNOWN' },
    );
}

/** What is asked of the record. */
export interface Question extends Belief {
  readonly on: string;
  /** Null for all formats. */
  readonly format: MaterialFormat | null;
  /** Null for all countries. */
  readonly territory: string | null;
}

/** A policy that applied, and to which formats. */
export interface Applied<P extends PolicyPeriod = PolicyPeriod> {
  readonly period: P;
  /** The house it was inherited from, null for a policy of its own. */
  readonly inheritedFromId: string | null;
  readonly formats: readonly MaterialFormat[];
}

/** Half-open: the first day belongs to the period, the last one to what follows. Proposals never held. */
export function holdsOn(period: PolicyPeriod, day: string): boolean {
  const { status, effectiveFromDay, effectiveToDay } = period;
  if (status === PolicyStatus.PROPOSED_NEVER_IN_FORCE) return false;
  return (effectiveFromDay === null || effectiveFromDay <= day) && (effectiveToDay === null || day < effectiveToDay);
}

/** Words of every title that a library can license from then on: ALL and those like it, and narrower ones such as ALL_NEW_LICENSES. */
export const scopesOfAllTitles = '^(ALL|ANY|EVERY|EVERYTHING|ENTIRE|WHOLE|FULL)(_|$)';
const allTitles = new RegExp(scopesOfAllTitles);
export const isForAllTitles = (titleScope: string): boolean => allTitles.test(titleScope);

/** Offered beside other terms, to be chosen by a library, rather than the one standing policy. */
export function isOption({ status, optionKey }: PolicyPeriod): boolean {
  return status === PolicyStatus.TEMPORARY_OPTION || optionKey !== null;
}

/**
 * The policies that applied, the standing ones of the widest scope first.
 * @param line all versions of the house itself, then of the house it inherits from, and so on. For each format the first house
 * and country the first house with a standing policy that is known to hold there decides; options of the houses before it are listed
 * as well.
 * @throws BeforeRecords
 */
export function policiesInForce(line: readonly (readonly PolicyPeriod[])[], question: Question): Applied[] {
  const { on, territory } = question;
  const candidates = line.map((versions) =>
    believedOf(versions, question).filter((v) => holdsOn(v, on) && reaches(v, territory)),
  );
  const formatsOf = new Map<PolicyPeriod, Set<MaterialFormat>>();
  for (const format of question.format ? [question.format] : Object.values(MaterialFormat)) {
    for (const place of territory === null ? placesOf(candidates.flat()) : [territory]) {
      for (const house of candidates) {
        const own = house.filter((period) => period.formats.includes(format) && reaches(period, place));
        for (const period of own) formatsOf.set(period, new Set([...(formatsOf.get(period) ?? []), format]));
        if (own.some(({ status, reach }) => status === PolicyStatus.IN_FORCE_PERIOD && reach !== 'UNKNOWN')) break;
      }
    }
  }
  return [...formatsOf]
    .map(([period, formats]) => ({
      period,
      inheritedFromId: candidates[0]?.includes(period) ? null : period.publisherId,
      formats: [...formats],
    }))
    .sort((a, b) => precedence(a.period, b.period));
}

/** Standing policies before options, wide scopes before narrow ones, then the older and the id, so that the order never changes. */
function precedence(a: PolicyPeriod, b: PolicyPeriod): number {
  return (
    Number(a.status === PolicyStatus.TEMPORARY_OPTION) - Number(b.status === PolicyStatus.TEMPORARY_OPTION) ||
    scopeRank(a) - scopeRank(b) ||
    (a.effectiveFromDay ?? '').localeCompare(b.effectiveFromDay ?? '') ||
    (a.id < b.id ? -1 : 1)
  );
}

const widestFirst = ['ALL', 'ALL_NEW_LICENSES', 'NEW_RELEASES', 'BACKLIST'];
const scopeRank = ({ titleScope }: PolicyPeriod) => (widestFirst.includes(titleScope) ? widestFirst.indexOf(titleScope) : 9);

/** The country that answers are for unless another one is asked for: where this record began. */
export const homeTerritory = 'US';

export const territoryAsked =
  'Only policies that hold in this country: those documented for it, for the world, or for places that are not known. An explicit null asks for those of all countries.';

@ArgsType()
export class TerritoryArgs {
  @Field(() => CountryCode, { nullable: true, defaultValue: homeTerritory, description: territoryAsked })
  territory?: string | null;
}

/** What says where a policy holds. */
interface Place {
  readonly reach?: PolicyReach;
  readonly territories: readonly string[];
}

const isInCountries = ({ reach = 'COUNTRIES' }: Place) => reach === 'COUNTRIES';

/** Whether a policy is part of the answer for a country; of every country without one. */
export const reaches = (place: Place, territory: string | null): boolean =>
  territory === null || !isInCountries(place) || place.territories.includes(territory);

/** Whether two policies may hold in one country. */
export const meets = (a: Place, b: Place): boolean =>
  !isInCountries(a) || !isInCountries(b) || a.territories.some((territory) => b.territories.includes(territory));

/** As people read it: "US, CA", "the world" or "territory unknown". */
export function placeInWords(place: Place): string {
  if (isInCountries(place)) return place.territories.join(', ');
  return place.reach === 'WORLD' ? 'the world' : 'territory unknown';
}

/** @throws BadInput where the countries contradict the reach */
export function refuseUnsoundPlace({ reach = 'COUNTRIES', territories }: Place): void {
  if (reach === 'COUNTRIES' && territories.length === 0)
    throw new BadInput(
      'territories',
      'The policy names no country. Name some in territories, or say by reach that it holds in the WORLD or that it is UNKNOWN where.',
      { reason: 'PLACE_MISSING' },
    );
  if (reach !== 'COUNTRIES' && territories.length > 0)
    throw new BadInput(
      'territories',
      `A policy whose reach is ${reach} names no countries. Leave territories empty, or make reach COUNTRIES.`,
      { reason: 'PLACE_UNWANTED' },
    );
}

/** The countries that any of some policies name; the empty text stands for every other one. */
export const placesOf = (policies: readonly Place[]): string[] => [
  ...new Set(['', ...policies.flatMap(({ territories }) => territories)]),
];

const KnowledgeMark = enumOf(
  'KnowledgeMark',
  'What to tell whoever reads a policy as if it were in force on a day.',
  {
    STALE: 'The last source that confirmed it is older than the operator allows (POLICY_STALE_DAYS, 365 days unless set).',
    NEVER_VERIFIED: 'No source confirmed it after it began.',
    FUTURE: 'The day lies after today: nobody knows what will hold, this is what is known now.',
    NOT_IN_FORCE: 'It was not in force on that day.',
    START_UNKNOWN: 'When it began is not known; it can have begun later than the day.',
    START_APPROXIMATE: 'Its first day is known only roughly, by its month, its year or about.',
    END_APPROXIMATE: 'Its last day is known only roughly, by its month, its year or about.',
    PLACE_UNKNOWN: 'Our sources do not say in which countries it holds.',
    EMBARGO_IS_RANGE: 'Its embargo is as long as amount at most; titles can be free earlier. Figures are of the longest.',
    EMBARGO_LENGTH_UNKNOWN: 'It has an embargo, and our sources do not say for how long.',
  },
  { FUTURE: 'a day to come', EMBARGO_IS_RANGE: 'embargo known as a range' },
);
type KnowledgeMark = keyof typeof KnowledgeMark;

@ObjectType({ description: 'How old the knowledge of a policy is on a day, and what of it is only roughly known.' })
export class Knowledge {
  @Field(() => DateScalar, { description: 'The day it speaks of.' })
  on!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which a source confirmed the policy; null when none did.',
  })
  lastVerifiedOn!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Whole days from lastVerifiedOn to the day; 0 when it was confirmed on that day or later, null when no source confirmed it.',
  })
  ageDays!: number | null;

  @Field(() => [KnowledgeMark], {
    description: 'What to tell readers, in the order of the enum; empty when there is nothing to tell.',
  })
  marks!: readonly KnowledgeMark[];
}

/** What knowledge is measured against. */
export interface Today {
  readonly today: string;
  readonly staleDays: number;
}

/** What a process keeps of it. */
export interface KnowledgeApp {
  readonly policyStaleDays: number;
}

/** The present day (UTC) and what counts as old. */
export const todayOf = ({ clock, app }: Pick<Request<Partial<KnowledgeApp>>, 'clock' | 'app'>): Today => ({
  today: dayOf(clock()),
  staleDays: app.policyStaleDays ?? commonYear,
});

const isRough = (precision: DatePrecision | null) => precision !== null && precision !== 'DAY' && precision !== 'AS_OF';

/** Of a policy as it is shown for a day; without a policy only the day itself is judged. */
export function knowledgeOf(period: PolicyPeriod | null, on: string, { today, staleDays }: Today): Knowledge {
  const lastVerifiedOn = period?.lastVerifiedOn ?? null;
  const ageDays = lastVerifiedOn === null ? null : Math.max(0, daysBetween(lastVerifiedOn, on));
  const holds: Record<KnowledgeMark, boolean> = {
    STALE: ageDays !== null && ageDays > staleDays,
    NEVER_VERIFIED: period !== null && lastVerifiedOn === null,
    FUTURE: on > today,
    NOT_IN_FORCE: period !== null && !holdsOn(period, on),
    START_UNKNOWN: period !== null && (period.effectiveFromDay === null || period.effectiveFromPrecision === 'AS_OF'),
    START_APPROXIMATE: period !== null && isRough(period.effectiveFromPrecision),
    END_APPROXIMATE: period !== null && isRough(period.effectiveToPrecision),
    PLACE_UNKNOWN: period?.reach === 'UNKNOWN',
    EMBARGO_IS_RANGE: period?.embargo?.amount != null && period.embargo.atLeast != null,
    EMBARGO_LENGTH_UNKNOWN: period != null && period.embargo !== null && period.embargo.amount === null,
  };
  const marks = (Object.keys(holds) as KnowledgeMark[]).filter((mark) => holds[mark]);
  return { on, lastVerifiedOn, ageDays, marks };
}
