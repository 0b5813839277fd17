// Writes versions of policies: one writer at a time, sound, without overlap, audited, and announced in the feed of changes.

import { isDeepStrictEqual } from 'node:util';
import { type EntityManager, In, IsNull, QueryFailedError } from 'typeorm';
import { Change, change } from '#kit/data/change';
import { hydrate } from '#kit/data/database';
import type { Request } from '#kit/data/request';
import { addMonths } from '#kit/words/days';
import { DatePrecision, Source } from '#kit/words/facts';
import { BadInput, Problem } from '#kit/words/problem';
import { optionOf } from '../licensing/offer';
import { Publisher, PublisherKind } from '../publishers/index';
import { refuseUnsoundTerms } from '../terms/contradictions';
import type { Price } from '../terms/license';
import type { CurrentLine, NewChange } from './changesOf';
import { isForAllTitles, policyLines, policyVersions, readLines, refuseUnsoundPlace, scopesOfAllTitles } from './inForce';
import { PolicyChange } from './policyChange';
import type { PolicyContent } from './policyPeriod';
import { PolicyPeriod, type PolicyRevision, PolicyStatus } from './policyPeriod';

/** Someone else changed the policy after the editor read it. */
class VersionConflict extends Problem {
  constructor(id: string, expected: number, current: number) {
    super(
      'VERSION_CONFLICT',
      `The policy ${id} is at version ${current}, not ${expected}: someone changed it after you read it. Read it again, then repeat what still applies.`,
      { id, field: 'expectedVersion', state: current, expectedVersion: expected, currentVersion: current },
    );
  }
}

/** The id is taken. */
export class PolicyExists extends Problem {
  constructor(id: string) {
    super('POLICY_EXISTS', `A policy ${id} is on record already. Correct or end that one, or choose another id.`, {
      id,
      field: 'id',
    });
  }
}

/** Two standing policies of one publisher would hold for the same titles, formats, countries and days. */
class PolicyOverlap extends Problem {
  constructor(id: string, overlaps: readonly string[]) {
    super(
      'POLICY_OVERLAP',
      `The policy ${id} would hold on the same days, for the same titles, formats and countries as ${overlaps.join(', ') || 'another one'}. End that one first, or tell the two apart by titleScope, optionKey, formats or territories.`,
      { id, overlaps },
    );
  }
}

/** @throws BadInput, ContradictoryTerms; fields are named as in RecordPolicyInput */
function refuseUnsound(policy: PolicyContent): void {
  const { effectiveFromDay: from, effectiveToDay: to, status } = policy;
  refuseUnsoundTerms(policy);
  refuseUnsoundPlace(policy);
  for (const [i, price] of policy.prices.entries()) refuseStrayOption(price, policy.options.length, `prices[${i}].scope`);
  if (policy.sourceIds.length === 0)
    throw new BadInput('sourceIds', 'A policy needs at least one source. Name it in sourceIds.', { reason: 'SOURCE_MISSING' });
  if (from !== null && to !== null && to <= from) {
    throw new BadInput(
      'effectiveTo',
      `A policy that holds from ${from} cannot end on ${to}. effectiveTo is the first day on which it no longer holds, so it must be later.`,
      { reason: 'END_BEFORE_START' },
    );
  }
  const { lastVerifiedOn: verified } = policy;
  if (verified !== null && ((from !== null && verified < from) || (to !== null && verified >= to))) {
    throw new BadInput(
      'lastVerifiedOn',
      `A policy that holds from ${from ?? 'before the record'} to ${to ?? 'an unknown day'} cannot have been confirmed on ${verified}. Change one of these days.`,
      { reason: 'NOT_IN_FORCE_THEN' },
    );
  }
  if (status === PolicyStatus.PROPOSED_NEVER_IN_FORCE && (from !== null || to !== null)) {
    throw new BadInput(
      'effectiveFrom',
      'A proposal that never came into force has no effectiveFrom and no effectiveTo. Leave them out, or change status.',
      { reason: 'PROPOSAL_WITH_DAYS' },
    );
  }
  if (status === PolicyStatus.TEMPORARY_OPTION && from === null) {
    throw new BadInput('effectiveFrom', 'A temporary option needs its first day. Give effectiveFrom.', {
      reason: 'FIRST_DAY_MISSING',
    });
  }
  if (policy.endAnnouncedOn !== null && to === null) {
    throw new BadInput(
      'endAnnouncedOn',
      'The end was announced, but its day is missing. Give effectiveTo, or leave endAnnouncedOn out.',
      { reason: 'END_DAY_MISSING' },
    );
  }
  if (policy.effectiveToPrecision === DatePrecision.AS_OF) {
    throw new BadInput(
      'effectiveTo.precision',
      'AS_OF means that something was seen to hold on a day, which cannot be said of an end. Use APPROX for an approximate day.',
      { reason: 'END_AS_OF' },
    );
  }
}

function refuseStrayOption(price: Price, options: number, field: string): void {
  const option = optionOf(price);
  if (option === null || (option >= 1 && option <= options)) return;
  throw new BadInput(
    field,
    `The price is for option ${option}, but the policy has ${options} options, counted from 1. Change the scope, or add the option.`,
    { reason: 'OPTION_UNKNOWN', values: { option, options } },
  );
}

/**
 * Writes to the record in one transaction, one writer at a time, so that what is read in it is still so when it commits. The lock
 * is that of the feed of changes. Loaders of the request forget what they read before.
 */
export async function write<T>(
  request: Request,
  action: string,
  work: (writing: Change) => Promise<T>,
  only: { readonly try?: boolean } = {},
): Promise<T> {
  const { loaders } = request;
  const done = await change(request, action, async (writing) => {
    await lockRecord(writing.manager);
    const result = await work(writing);
    if (only.try) throw new Tried(result);
    return result;
  }).catch((end: unknown) => {
    if (end instanceof Tried) return end.result as T;
    throw end;
  });
  policyLines(loaders).clearAll();
  policyVersions(loaders).clearAll();
  return done;
}

/** Ends a transaction that was only tried: nothing of it stays. */
export class Tried extends Error {
  constructor(readonly result: unknown) {
    super('It was only tried.');
  }
}

/** Keeps other writers of the record waiting until this transaction ends. */
export async function lockRecord(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('policy_change', 0))");
}

/** The current version of a policy, null when there is none. */
export function currentVersion(manager: EntityManager, id: string): Promise<PolicyPeriod | null> {
  return manager.findOneBy(PolicyPeriod, { id, supersededAt: IsNull() });
}

/** The current version, which must be the one the editor read. @throws BadInput, VersionConflict */
export async function expectedVersion(
  manager: EntityManager,
  input: { id: string; expectedVersion: number },
): Promise<PolicyPeriod> {
  const current = await currentVersion(manager, input.id);
  if (!current)
    throw new BadInput('id', `No policy has the id ${JSON.stringify(input.id)}. Record it first by recordPolicy.`, {
      reason: 'POLICY_UNKNOWN',
    });
  if (current.version !== input.expectedVersion) throw new VersionConflict(input.id, input.expectedVersion, current.version);
  return current;
}

/** Adds a version after the previous one, with its audit entry. @throws BadInput, ContradictoryTerms, PolicyOverlap */
export async function addVersion(
  writing: Change,
  content: PolicyContent,
  previous: PolicyPeriod | null,
  about: { readonly revision: PolicyRevision; readonly correctionReason: string | null },
): Promise<PolicyPeriod> {
  const { manager, now } = writing;
  refuseUnsound(content);
  const overlaps = await overlapping(manager, content);
  if (overlaps.length > 0) throw new PolicyOverlap(content.id, overlaps);
  const recordedAt = previous && now <= previous.recordedAt ? new Date(previous.recordedAt.getTime() + 1) : now;
  const publishedAt = await publicSince(manager, content, previous, recordedAt);
  const days = { recordedAt, publishedAt, enteredAt: recordedAt, supersededAt: null };
  const version = { ...content, ...about, version: (previous?.version ?? 0) + 1, ...days };
  const added = Object.assign(new PolicyPeriod(), version);
  await manager
    .transaction(async (inner) => {
      if (previous)
        await inner.update(PolicyPeriod, { id: previous.id, version: previous.version }, { supersededAt: recordedAt });
      await inner.insert(PolicyPeriod, added as never);
    })
    .catch(async (error: unknown) => {
      throw isOverlap(error) ? new PolicyOverlap(content.id, await overlapping(manager, content)) : error;
    });
  await writing.record(`policy ${content.id}`, previous, added, recordedAt);
  return added;
}

/** The first moment at which a source that the version before does not name could surely be read; at the latest when it is recorded. */
async function publicSince(
  manager: EntityManager,
  { sourceIds }: PolicyContent,
  previous: PolicyPeriod | null,
  recordedAt: Date,
): Promise<Date> {
  const added = sourceIds.filter((id) => !previous?.sourceIds.includes(id));
  const sources = await manager.findBy(Source, { id: In(added) });
  const days = sources.flatMap(({ publishedDay, publishedPrecision }) =>
    publishedDay === null ? [] : [Date.parse(`${surelyOut(publishedDay, publishedPrecision)}T00:00:00Z`)],
  );
  return new Date(Math.min(recordedAt.getTime(), ...days));
}

/** The day by which something of a month or a year was surely out; else the day itself. */
function surelyOut(day: string, precision: DatePrecision | null): string {
  if (precision === DatePrecision.MONTH) return addMonths(`${day.slice(0, 7)}-01`, 1);
  return precision === DatePrecision.YEAR ? addMonths(`${day.slice(0, 4)}-01-01`, 12) : day;
}

/** Adds an entry to the feed of changes and answers it with its position. */
export async function addChange({ manager }: Change, change: NewChange | null): Promise<PolicyChange | null> {
  if (!change) return null;
  const { raw } = await manager
    .createQueryBuilder()
    .insert()
    .into(PolicyChange)
    .values(change as never)
    .returning('*')
    .execute();
  return hydrate(manager.connection, PolicyChange, raw)[0] ?? null;
}

/** The current policies of a publisher and those it inherits from, without one of them. */
export async function othersOf(
  manager: EntityManager,
  { id, publisherId }: { id: string; publisherId: string },
): Promise<CurrentLine> {
  const [lineage] = await readLines(manager, [publisherId]);
  return (lineage?.line ?? []).map((versions) => versions.filter((other) => other.supersededAt === null && other.id !== id));
}

/** The current policies of the house that a publisher was merged into. */
export async function successorsOf(manager: EntityManager, publisherId: string): Promise<PolicyPeriod[]> {
  const publisher = await manager.findOneBy(Publisher, { id: publisherId });
  if (publisher?.kind !== PublisherKind.PREDECESSOR || publisher.parentId === null) return [];
  return manager.findBy(PolicyPeriod, { publisherId: publisher.parentId, supersededAt: IsNull() });
}

/** Whether two policies say the same, whatever the order in which their parts were written. */
export function isSame(a: object, b: object): boolean {
  // Older versions of the record leave out what they did not know of yet; what is left out is null.
  const stated = (content: object) => JSON.parse(JSON.stringify(content, (_name, value) => value ?? undefined));
  return isDeepStrictEqual(stated(a), stated(b));
}

/** A version without what the record adds to it. */
export function contentOfVersion(period: PolicyPeriod): PolicyContent {
  const {
    version: _v,
    revision: _r,
    correctionReason: _c,
    recordedAt: _a,
    publishedAt: _p,
    enteredAt: _e,
    supersededAt: _s,
    ...content
  } = {
    ...period,
  };
  return content as PolicyContent;
}

const isOverlap = (error: unknown) =>
  error instanceof QueryFailedError && (error.driverError as { constraint?: string }).constraint === 'policy_period_overlap';

/**
 * The standing policies in the way of another: those that the constraint policy_period_overlap finds, and of policies for all titles
 * also those that say so by another word.
 */
export async function overlapping(manager: EntityManager, policy: PolicyContent): Promise<string[]> {
  if (policy.status !== PolicyStatus.IN_FORCE_PERIOD) return [];
  const rows: { id: string }[] = await manager.query(
    `SELECT id FROM policy_period WHERE superseded_at IS NULL AND status = 'IN_FORCE_PERIOD' AND id <> $1 AND publisher_id = $2
       AND (title_scope = $3 OR ($9 AND title_scope ~ '${scopesOfAllTitles}')) AND coalesce(option_key, '') = coalesce($4, '') AND formats && $5::text[]
       AND (territories && $6::text[] OR (reach = $10 AND reach <> 'COUNTRIES')
         OR (reach <> 'UNKNOWN' AND $10 <> 'UNKNOWN' AND 'WORLD' IN (reach, $10)))
       AND daterange(effective_from_day, effective_to_day) && daterange($7, $8) ORDER BY id`,
    [
      policy.id,
      policy.publisherId,
      policy.titleScope,
      policy.optionKey,
      policy.formats,
      policy.territories,
      policy.effectiveFromDay,
      policy.effectiveToDay,
      isForAllTitles(policy.titleScope),
      policy.reach,
    ],
  );
  return rows.map(({ id }) => id);
}
