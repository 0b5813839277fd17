// The policies and changes that the record begins with.

import type { EntityManager } from 'typeorm';
import type { Change } from '#kit/data/change';
import { isEdited, type Revised, type Revisions, revisionsOf, rowStateOf } from '#kit/data/revise';
import { addDays } from '#kit/words/days';
import { addMissing, type Confidence, type DatePrecision, readFacts } from '#kit/words/facts';
import { Problem } from '#kit/words/problem';
import { Publisher, PublisherKind } from '../publishers/index';
import { type EmbargoFact, embargoOfFact, licenseOfFact, type PriceFact, priceOfFact } from '../terms/facts';
import type { LicenseTerms } from '../terms/license';
import { beginningOf, type CurrentLine, correctionOf, endOf, type NewChange } from './changesOf';
import { believedAt, recordBegins } from './inForce';
import { PolicyChange } from './policyChange';
import {
  type MaterialFormat,
  type PolicyContent,
  PolicyPeriod,
  type PolicyReach,
  PolicyRevision,
  PolicyStatus,
  type RecordedVersion,
} from './policyPeriod';
import {
  addChange,
  addVersion,
  contentOfVersion,
  currentVersion,
  lockRecord,
  othersOf,
  overlapping,
  successorsOf,
} from './policyRecord';

/** One entry of `policies` in data/policies.json; data/README.md tells what each field means. */
export interface PolicyFact {
  readonly id: string;
  readonly publisherId: string;
  readonly formats: MaterialFormat[];
  readonly titleScope: string;
  readonly optionKey?: string | null;
  /** COUNTRIES when left out. */
  readonly reach?: PolicyReach;
  readonly territories: string[];
  readonly status: PolicyStatus;
  readonly announcedOn: string | null;
  readonly announcedPrecision: DatePrecision | null;
  readonly effectiveFrom: string | null;
  readonly effectiveFromPrecision: DatePrecision | null;
  readonly effectiveTo: string | null;
  readonly effectiveToPrecision: DatePrecision | null;
  readonly endAnnouncedOn: string | null;
  readonly terms: LicenseTerms;
  readonly options: LicenseTerms[];
  readonly embargo: EmbargoFact | null;
  readonly prices: PriceFact[];
  readonly grandfathering: string | null;
  readonly supersedes: string | null;
  readonly lastVerifiedOn: string | null;
  readonly sources: string[];
  readonly seedIsSource: boolean;
  readonly confidence: Confidence;
  readonly note: string | null;
  /** What was believed before a correction, field by field. */
  readonly corrections?: readonly { readonly on: string; readonly reason: string; readonly before: Partial<PolicyFact> }[];
}

/** The columns of a fact. */
function contentOf(fact: PolicyFact): PolicyContent {
  return {
    id: fact.id,
    publisherId: fact.publisherId,
    formats: fact.formats,
    titleScope: fact.titleScope,
    optionKey: fact.optionKey ?? null,
    reach: fact.reach ?? 'COUNTRIES',
    territories: fact.territories,
    status: fact.status,
    announcedDay: fact.announcedOn,
    announcedPrecision: fact.announcedPrecision,
    effectiveFromDay: fact.effectiveFrom,
    effectiveFromPrecision: fact.effectiveFromPrecision,
    effectiveToDay: fact.effectiveTo,
    effectiveToPrecision: fact.effectiveToPrecision,
    endAnnouncedOn: fact.endAnnouncedOn,
    license: licenseOfFact(fact.terms),
    options: fact.options.map(licenseOfFact),
    embargo: fact.embargo && embargoOfFact(fact.embargo),
    prices: fact.prices.map(priceOfFact),
    grandfathering: fact.grandfathering,
    supersedesId: fact.supersedes,
    lastVerifiedOn: fact.lastVerifiedOn,
    sourceIds: fact.sources,
    seedIsSource: fact.seedIsSource,
    confidence: fact.confidence,
    note: fact.note,
  };
}

/** One version as it is stored. */
type PolicyVersion = PolicyContent & RecordedVersion;

/** Whether two publishers are one house in this respect, so that the policy of one may end that of the other. */
type Related = (publisherId: string, otherId: string) => boolean;

/** The day on which each source was published, or its month as YYYY-MM, or the first day on which it can have been; undefined when not known. */
type Published = ReadonlyMap<string, string | undefined>;

/** Something learned after the policy itself: which columns it changed, from what and to what. */
interface Lesson {
  readonly on: string;
  readonly revision: PolicyRevision;
  readonly reason: string | null;
  readonly before: Partial<PolicyContent>;
  readonly after: Partial<PolicyContent>;
}

/**
 * The versions of a fact, the first one first. A fact was known from its announcement (else from its first day, else since the
 * record begins), its end from the announcement of the end, else of the policy that followed, else from the last day itself, and
 * a confirmation from its day. Lessons of one day make one version. A version that was superseded names the sources that were there
 * by its day, else the earliest one; the last version names them all.
 */
export function recordedHistory(
  fact: PolicyFact,
  facts: readonly PolicyFact[],
  related: Related,
  published: Published,
): PolicyVersion[] {
  const knownOn = knownSince(fact);
  const lessons = [...corrections(fact), ...ending(fact, facts, related), ...confirmation(fact)]
    .filter(({ on }) => on > knownOn)
    .sort((a, b) => Number(a.on > b.on) - Number(a.on < b.on));
  const days = [...new Set(lessons.map(({ on }) => on))];
  const first = Object.assign(contentOf(fact), ...lessons.map(({ before }) => before).reverse()) as PolicyContent;
  const versions: PolicyVersion[] = [versionOf(first, 1, knownOn, PolicyRevision.RECORDED, null)];
  for (const [i, day] of days.entries()) {
    const learned = lessons.filter(({ on }) => on === day);
    const content = Object.assign({}, versions[i], ...learned.map(({ after }) => after)) as PolicyContent;
    versions.push(versionOf(content, i + 2, day, learned[0]!.revision, learned[0]!.reason));
  }
  return versions.map((version, i) => {
    const next = versions[i + 1];
    return next
      ? { ...version, supersededAt: next.recordedAt, sourceIds: readBy([knownOn, ...days][i]!, fact.sources, published) }
      : version;
  });
}

/** Those of the sources that could be read on a day, the earliest one at least. What has no date counts as always there. */
function readBy(day: string, sources: readonly string[], published: Published): string[] {
  const since = (id: string) => published.get(id) ?? '';
  const earliest = sources.toSorted((a, b) => (since(a) < since(b) ? -1 : 1))[0];
  return sources.filter((id) => since(id) <= day || id === earliest);
}

/** The day since which a policy was known; nothing is known before the record begins. */
function knownSince({ announcedOn, effectiveFrom }: PolicyFact): string {
  const day = announcedOn ?? effectiveFrom ?? recordBegins;
  return day < recordBegins ? recordBegins : day;
}

function versionOf(content: PolicyContent, version: number, day: string, revision: PolicyRevision, reason: string | null) {
  return {
    ...content,
    version,
    revision,
    correctionReason: reason,
    recordedAt: new Date(`${day}T00:00:00Z`),
    publishedAt: new Date(`${day}T00:00:00Z`),
    enteredAt: new Date(0),
    supersededAt: null,
  };
}

function corrections(fact: PolicyFact): Lesson[] {
  const now = contentOf(fact);
  return (fact.corrections ?? []).map(({ on, reason, before }) => {
    const then = contentOf({ ...fact, ...before });
    const columns = (Object.keys(now) as (keyof PolicyContent)[]).filter(
      (c) => JSON.stringify(now[c]) !== JSON.stringify(then[c]),
    );
    return { on, revision: PolicyRevision.CORRECTED, reason, before: pick(then, columns), after: pick(now, columns) };
  });
}

function ending(fact: PolicyFact, facts: readonly PolicyFact[], related: Related): Lesson[] {
  if (fact.effectiveTo === null) return [];
  const followers = facts.filter((other) => follows(other, fact, related)).map(knownSince);
  const on = fact.endAnnouncedOn ?? followers.sort()[0] ?? fact.effectiveTo;
  const columns = ['effectiveToDay', 'effectiveToPrecision', 'endAnnouncedOn'] as const;
  return [
    { on, revision: PolicyRevision.END_RECORDED, reason: null, before: nothing(columns), after: pick(contentOf(fact), columns) },
  ];
}

function follows(other: PolicyFact, fact: PolicyFact, related: Related): boolean {
  if (other.status !== PolicyStatus.IN_FORCE_PERIOD || fact.status !== PolicyStatus.IN_FORCE_PERIOD) return false;
  if (other.supersedes === fact.id) return true;
  const sameFormat = other.formats.some((format) => fact.formats.includes(format));
  return other.effectiveFrom === fact.effectiveTo && sameFormat && related(other.publisherId, fact.publisherId);
}

function confirmation({ lastVerifiedOn }: PolicyFact): Lesson[] {
  if (lastVerifiedOn === null) return [];
  const columns = ['lastVerifiedOn'] as const;
  return [
    { on: lastVerifiedOn, revision: PolicyRevision.VERIFIED, reason: null, before: nothing(columns), after: { lastVerifiedOn } },
  ];
}

const pick = (content: PolicyContent, columns: readonly (keyof PolicyContent)[]): Partial<PolicyContent> =>
  Object.fromEntries(columns.map((column) => [column, content[column]]));
const nothing = (columns: readonly (keyof PolicyContent)[]): Partial<PolicyContent> =>
  Object.fromEntries(columns.map((column) => [column, null]));

/** All versions of one policy, the first one first. */
type History = readonly PolicyPeriod[];

/** The changes that histories tell, in the order in which they became known; each names the versions then believed. */
function recordedChanges(histories: readonly History[], publishers: readonly Publisher[]): NewChange[] {
  const byId = new Map(histories.map((history) => [history[0]!.id, history]));
  const current = histories.map((history) => history.at(-1)!);
  const houses = new Map(publishers.map((publisher) => [publisher.id, publisher]));
  const asBelieved = (entry: NewChange): NewChange => {
    const version = (id: string | null) =>
      id === null ? null : (byId.get(id)?.find(believedAt(entry.recordedAt))?.version ?? 1);
    return { ...entry, fromVersion: version(entry.fromId), toVersion: version(entry.toId) };
  };
  const changes = histories.flatMap((history) => {
    const period = history.at(-1)!;
    const others = lineOf(period.publisherId, houses).map((id) =>
      current.filter((p) => p.publisherId === id && p.id !== period.id),
    );
    const end = endOf(period, others, successors(period, houses, current));
    const learnedEnd = history.find(({ revision }) => revision === PolicyRevision.END_RECORDED) ?? history[0]!;
    return [
      asBelieved({ ...beginningOf(period, others), recordedAt: history[0]!.recordedAt }),
      ...history.flatMap((version, i) =>
        version.revision === PolicyRevision.CORRECTED ? [correctionOf(history[i - 1]!, version)] : [],
      ),
      ...(end ? [asBelieved({ ...end, recordedAt: learnedEnd.recordedAt })] : []),
    ];
  });
  return changes.sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
}

/** A publisher and those it inherits from, the nearest first. Only imprints inherit. */
function lineOf(publisherId: string, houses: ReadonlyMap<string, Publisher>): string[] {
  const house = houses.get(publisherId);
  if (house?.kind !== PublisherKind.IMPRINT || house.parentId === null) return [publisherId];
  return [publisherId, ...lineOf(house.parentId, houses)];
}

/** The policies of the house that one was merged into. */
function successors(
  { publisherId }: PolicyPeriod,
  houses: ReadonlyMap<string, Publisher>,
  current: CurrentLine[number],
): PolicyPeriod[] {
  const house = houses.get(publisherId);
  return house?.kind === PublisherKind.PREDECESSOR ? current.filter((period) => period.publisherId === house.parentId) : [];
}

/** What changed in a fact since it was delivered before; undefined when nothing did. */
function newsOf(fact: PolicyFact, revised: Revised<PolicyFact> | undefined): PolicyNews | undefined {
  if (!revised) return undefined;
  const [now, then] = [contentOf(fact), contentOf({ ...fact, ...revised.before })];
  const columns = (Object.keys(now) as (keyof PolicyContent)[]).filter((c) => JSON.stringify(now[c]) !== JSON.stringify(then[c]));
  return { id: fact.id, reason: revised.reason, before: pick(then, columns), after: pick(now, columns) };
}

/**
 * Adds the policies of the facts that are not there yet, in all versions and with their changes, and brings those that changed up to
 * date where the record is as it was delivered. Publishers must be there already.
 */
export async function seedPolicies(writing: Change, tally: Revisions): Promise<void> {
  const { manager } = writing;
  await lockRecord(manager);
  const { policies } = readFacts<{ policies: PolicyFact[] }>('policies.json');
  const publishers = await manager.find(Publisher);
  const parents = new Map(publishers.map(({ id, parentId }) => [id, parentId]));
  const related = (a: string, b: string) => a === b || parents.get(a) === b || parents.get(b) === a;
  const { sources } = readFacts<{ sources: { id: string; publishedOn?: string; publishedAfter?: string }[] }>('sources.json');
  const published = new Map(
    sources.map(({ id, publishedOn, publishedAfter }) => [id, publishedOn ?? (publishedAfter && addDays(publishedAfter, 1))]),
  );
  const histories = policies.map((fact) => recordedHistory(fact, policies, related, published));
  const known = await manager.find(PolicyPeriod, { select: { id: true } });
  const ids = new Set(known.map(({ id }) => id));
  const missing = histories.filter(([first]) => !ids.has(first!.id));
  const added = ids.size === 0 ? missing : await withoutOverlap(manager, missing, tally);
  await addMissing(
    manager,
    PolicyPeriod,
    added.flat().map((version) => ({ ...version, enteredAt: writing.now })),
  );
  const fresh = new Set(added.map(([first]) => first!.id));
  const changes = recordedChanges(histories as never, publishers).filter(({ fromId, toId }) => fresh.has((toId ?? fromId)!));
  if (changes.length > 0) await manager.insert(PolicyChange, changes as never);
  const revised = revisionsOf<PolicyFact>('policies');
  const news = policies.map((fact) => newsOf(fact, revised.get(fact.id))).filter((one) => one !== undefined);
  if (ids.size > 0) await revisePolicies(writing, news, tally);
}

/** Those that stand in the way of nothing that an editor recorded; the others are told. */
async function withoutOverlap(manager: EntityManager, missing: readonly PolicyVersion[][], tally: Revisions) {
  const free: PolicyVersion[][] = [];
  for (const history of missing) {
    if ((await overlapping(manager, history.at(-1)!)).length === 0) free.push(history);
    else tally.kept.push(history[0]!.id);
  }
  return free;
}

/** What changed of a policy: only the columns that differ. */
export interface PolicyNews {
  readonly id: string;
  readonly reason: string;
  readonly before: Partial<PolicyContent>;
  readonly after: Partial<PolicyContent>;
}

/**
 * Adds a version with its reason and sources for each policy whose record is still what was delivered, and its entries in the feed. A
 * policy that an editor wrote to, and one that would overlap with what an editor recorded, stays as it is and is told.
 */
export async function revisePolicies(writing: Change, news: readonly PolicyNews[], tally: Revisions): Promise<void> {
  const { manager } = writing;
  for (const { id, reason, before, after } of news) {
    const stored = await currentVersion(manager, id);
    const standing = stored && rowStateOf(stored, before, after);
    if (!stored || standing === 'UP_TO_DATE') continue;
    if (standing === 'OF_AN_EDITOR' || (await isEdited(manager, `policy ${id}`))) {
      tally.kept.push(id);
      continue;
    }
    const about = { revision: PolicyRevision.CORRECTED, correctionReason: reason };
    const content = { ...contentOfVersion(stored), ...after };
    const policy = await addVersion(writing, content, stored, about).catch(keptByOverlap);
    if (!policy) {
      tally.kept.push(id);
      continue;
    }
    await addChange(writing, correctionOf(stored, policy));
    if ('effectiveToDay' in after) {
      const others = await othersOf(manager, policy);
      await addChange(writing, endOf(policy, others, await successorsOf(manager, policy.publisherId)));
    }
    tally.revised++;
  }
}

function keptByOverlap(error: unknown): null {
  if (error instanceof Problem && error.extensions.code === 'POLICY_OVERLAP') return null;
  throw error;
}
