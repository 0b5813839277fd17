// Which policies applied to a publisher on a day, its own or inherited ones, as they were believed at a moment.

import type DataLoader from 'dataloader';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import { groupBy, hydrate } from '#kit/data/database';
import type { Loaders } from '#kit/data/request';
import { BadInput, Problem } from '#kit/words/problem';
import { followedHouses } from '../publishers';
import { MaterialFormat, PolicyPeriod, PolicyStatus } from './policyPeriod';
import { placesOf, reaches } from './reach';

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
    const rows: ObjectLiteral[] = await loaders.database.query(
      'SELECT * FROM policy_period WHERE id = ANY($1) ORDER BY id, version',
      [ids],
    );
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
    );
}

/** What is asked of the record. */
export interface Question {
  readonly on: string;
  /** Null for what is known now. */
  readonly asKnownOn: Date | null;
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

/** ALL and its narrower words, such as ALL_NEW_LICENSES, mean every title that a library can license from then on. */
export const isForAllTitles = (titleScope: string): boolean => /^ALL(_|$)/.test(titleScope);

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
  const believed = believedAt(question.asKnownOn);
  const candidates = line.map((versions) => versions.filter((v) => believed(v) && holdsOn(v, on) && reaches(v, territory)));
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
