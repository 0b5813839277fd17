// The versions that the seed writes for a fact, by when the world learned each part of it.

import type { Confidence, DatePrecision } from '#kit/words/facts';
import { type EmbargoFact, embargoOfFact, licenseOfFact, type PriceFact, priceOfFact } from '../terms/facts';
import type { LicenseTerms } from '../terms/license';
import { recordBegins } from './inForce';
import { type MaterialFormat, type PolicyContent, PolicyRevision, PolicyStatus, type RecordedVersion } from './policyPeriod';

/** One entry of `policies` in data/policies.json; data/README.md tells what each field means. */
export interface PolicyFact {
  readonly id: string;
  readonly publisherId: string;
  readonly formats: MaterialFormat[];
  readonly titleScope: string;
  readonly optionKey?: string | null;
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
export function contentOf(fact: PolicyFact): PolicyContent {
  return {
    id: fact.id,
    publisherId: fact.publisherId,
    formats: fact.formats,
    titleScope: fact.titleScope,
    optionKey: fact.optionKey ?? null,
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
export type PolicyVersion = PolicyContent & RecordedVersion;

/** Whether two publishers are one house in this respect, so that the policy of one may end that of the other. */
export type Related = (publisherId: string, otherId: string) => boolean;

/** The day on which each source was published, or its month as YYYY-MM, or the first day on which it can have been; undefined when not known. */
export type Published = ReadonlyMap<string, string | undefined>;

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
export function knownSince({ announcedOn, effectiveFrom }: PolicyFact): string {
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
