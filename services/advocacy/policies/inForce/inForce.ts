// Which policies applied to a publisher on a day, its own or inherited ones, as they were believed at a moment?
import type { PolicyPeriod } from '../periods/policyPeriod';
import { believedAt } from '../periods/recordedTime';
import { MaterialFormat, PolicyStatus } from '../terms/policyWords';

/** What is asked of the record. */
export interface Question {
  readonly on: string;
  /** Null for what is known now. */
  readonly asKnownOn: Date | null;
  /** Null for all formats. */
  readonly format: MaterialFormat | null;
  /** Null for all territories. */
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

/** Offered beside other terms, to be chosen by a library, rather than the one standing policy. */
export function isOption({ status, optionKey }: PolicyPeriod): boolean {
  return status === PolicyStatus.TEMPORARY_OPTION || optionKey !== null;
}

/**
 * The policies that applied, the standing ones of the widest scope first.
 * @param line all versions of the house itself, then of the house it inherits from, and so on. For each format the first house
 * with a standing policy decides; options of the houses before it stand beside it.
 * @throws BeforeRecords
 */
export function policiesInForce(line: readonly (readonly PolicyPeriod[])[], question: Question): Applied[] {
  const { on, territory } = question;
  const believed = believedAt(question.asKnownOn);
  const candidates = line.map((versions) =>
    versions.filter((v) => believed(v) && holdsOn(v, on) && (territory === null || v.territories.includes(territory))),
  );
  const formatsOf = new Map<PolicyPeriod, MaterialFormat[]>();
  for (const format of question.format ? [question.format] : Object.values(MaterialFormat)) {
    for (const house of candidates) {
      const own = house.filter(({ formats }) => formats.includes(format));
      for (const period of own) formatsOf.set(period, [...(formatsOf.get(period) ?? []), format]);
      if (own.some(({ status }) => status === PolicyStatus.IN_FORCE_PERIOD)) break;
    }
  }
  return [...formatsOf]
    .map(([period, formats]) => ({
      period,
      inheritedFromId: candidates[0]?.includes(period) ? null : period.publisherId,
      formats,
    }))
    .sort((a, b) => precedence(a.period, b.period));
}

/** Standing policies before options, wide scopes before narrow ones, then the older and the id, so that the order never changes. */
export function precedence(a: PolicyPeriod, b: PolicyPeriod): number {
  return (
    Number(a.status === PolicyStatus.TEMPORARY_OPTION) - Number(b.status === PolicyStatus.TEMPORARY_OPTION) ||
    scopeRank(a) - scopeRank(b) ||
    (a.effectiveFromDay ?? '').localeCompare(b.effectiveFromDay ?? '') ||
    (a.id < b.id ? -1 : 1)
  );
}

const widestFirst = ['ALL', 'ALL_NEW_LICENSES', 'NEW_RELEASES', 'BACKLIST'];
const scopeRank = ({ titleScope }: PolicyPeriod) => (widestFirst.includes(titleScope) ? widestFirst.indexOf(titleScope) : 9);
