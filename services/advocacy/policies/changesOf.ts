// The entries that a policy adds to the feed of changes when it is recorded, corrected or ended.

import { addDays } from '#kit/words/days';
import { DatePrecision } from '#kit/words/facts';
import { LicenseModel } from '../terms/license';
import { embargoInWords } from '../terms/words';
import { holdsOn, meets, policiesInForce } from './inForce';
import { type PolicyChange, PolicyChangeKind } from './policyChange';
import { type MaterialFormat, type PolicyPeriod, PolicyStatus } from './policyPeriod';
import { type ChangeReason, ChangeReasonCode, directionOf, reasonsBetween } from './strictness';

const { OPTION_ADDED, OPTION_ENDED, EMBARGO_ADDED } = ChangeReasonCode;

/** An entry of the feed before it has its position. */
export type NewChange = Omit<PolicyChange, 'position' | 'announcedOn' | 'effectiveOn'>;

/** What the record holds of a house: the current versions of its own policies, then of the house it inherits from, and so on. */
export type CurrentLine = readonly (readonly PolicyPeriod[])[];

/** The entry for a policy that enters the record. `others` are the current policies of its line without itself. */
export function beginningOf(period: PolicyPeriod, everywhere: CurrentLine): NewChange {
  const others = inReachOf(period, everywhere);
  const entry = (kind: PolicyChangeKind, from: PolicyPeriod | null, reasons: ChangeReason[] = []) =>
    change(kind, from, period, reasons, {
      announcedDay: period.announcedDay,
      announcedPrecision: period.announcedPrecision,
      effectiveDay: period.effectiveFromDay,
      effectivePrecision: period.effectiveFromPrecision,
    });
  if (period.status === PolicyStatus.PROPOSED_NEVER_IN_FORCE) return entry(PolicyChangeKind.PROPOSED, null);
  const { effectiveFromDay: first } = period;
  if (first === null || period.effectiveFromPrecision === DatePrecision.AS_OF) return entry(PolicyChangeKind.FIRST_SEEN, null);
  const from = period.status === PolicyStatus.TEMPORARY_OPTION ? null : replacedBy(period, first, others);
  if (from) return entry(PolicyChangeKind.REPLACED, from, reasonsBetween(from, period));
  const beside = period.formats.some((format) => standing(others, first, format).length > 0);
  const option = period.status === PolicyStatus.TEMPORARY_OPTION || period.optionKey !== null || isPaidPerLoan(period);
  if (beside && option)
    return entry(PolicyChangeKind.STARTED, null, [{ code: OPTION_ADDED, before: null, after: period.license.model }]);
  // What held before is not recorded, but an embargo that was announced was new.
  const isNews = period.announcedDay !== null && period.embargo !== null;
  return entry(
    PolicyChangeKind.STARTED,
    null,
    isNews ? [{ code: EMBARGO_ADDED, before: null, after: embargoInWords(period.embargo!) }] : [],
  );
}

/**
 * The entry for the end of a policy; null when another policy of the same house follows on that day, whose beginning is the
 * entry then. `successors` are current policies of houses that this one was merged into.
 */
export function endOf(period: PolicyPeriod, everywhere: CurrentLine, successors: readonly PolicyPeriod[] = []): NewChange | null {
  const others = inReachOf(period, everywhere);
  const { effectiveToDay: last, status } = period;
  if (last === null || status === PolicyStatus.PROPOSED_NEVER_IN_FORCE) return null;
  const dates = {
    announcedDay: period.endAnnouncedOn,
    announcedPrecision: period.endAnnouncedOn === null ? null : DatePrecision.DAY,
    effectiveDay: last,
    effectivePrecision: period.effectiveToPrecision,
  };
  if (status === PolicyStatus.TEMPORARY_OPTION) {
    const reasons = [{ code: OPTION_ENDED, before: period.license.model, after: null }];
    return change(PolicyChangeKind.ENDED, period, null, reasons, dates);
  }
  const following = period.formats.flatMap((format) => standing(others, last, format));
  if (following.some(({ publisherId, effectiveFromDay }) => publisherId === period.publisherId && effectiveFromDay === last))
    return null;
  const begins = successors.filter(
    (one) => one.effectiveFromDay === last && shares(one.formats, period.formats) && meets(one, period),
  );
  const to = following.find(({ publisherId }) => publisherId !== period.publisherId) ?? begins[0] ?? null;
  if (!to) return change(PolicyChangeKind.ENDED, period, null, [], dates);
  const announced = dates.announcedDay ? {} : { announcedDay: to.announcedDay, announcedPrecision: to.announcedPrecision };
  const entry = change(PolicyChangeKind.REPLACED, period, to, reasonsBetween(period, to), { ...dates, ...announced });
  return { ...entry, publisherId: period.publisherId };
}

/** A policy of one country neither replaces nor follows that of another. */
const inReachOf = (period: PolicyPeriod, line: CurrentLine): CurrentLine =>
  line.map((versions) => versions.filter((other) => meets(other, period)));

/** The entry for a correction: from what was believed to what is believed now. */
export function correctionOf(before: PolicyPeriod, after: PolicyPeriod): NewChange {
  return change(PolicyChangeKind.CORRECTED, before, after, reasonsBetween(before, after), {
    announcedDay: after.announcedDay,
    announcedPrecision: after.announcedPrecision,
    effectiveDay: after.effectiveFromDay,
    effectivePrecision: after.effectiveFromPrecision,
  });
}

/** What held for the same titles before: the policy it names, else the one that ended then, else the last one before a gap. */
function replacedBy(period: PolicyPeriod, first: string, others: CurrentLine): PolicyPeriod | null {
  const all = others.flat();
  const named = all.find(({ id }) => id === period.supersedesId);
  if (named) return named;
  const claimed = new Set(
    all.filter(({ effectiveFromDay }) => effectiveFromDay === first).map(({ supersedesId }) => supersedesId),
  );
  const eve = addDays(first, -1);
  const before = period.formats
    .flatMap((format) => standing(others, eve, format))
    .filter(
      ({ id, publisherId, effectiveToDay }) =>
        (publisherId !== period.publisherId || effectiveToDay === first) && !claimed.has(id),
    );
  if (before.length > 0) return before.find(({ titleScope }) => titleScope === period.titleScope) ?? before[0] ?? null;
  const own = others[0] ?? [];
  if (own.some((other) => shares(other.formats, period.formats) && holdsOn(other, eve))) return null;
  const earlier = own.filter(
    ({ effectiveToDay, formats }) => effectiveToDay !== null && effectiveToDay < first && shares(formats, period.formats),
  );
  return earlier.sort((a, b) => (a.effectiveToDay! < b.effectiveToDay! ? 1 : -1))[0] ?? null;
}

function standing(line: CurrentLine, on: string, format: MaterialFormat): PolicyPeriod[] {
  return policiesInForce(line, { on, asKnownOn: null, format, territory: null })
    .map(({ period }) => period)
    .filter(({ status }) => status === PolicyStatus.IN_FORCE_PERIOD);
}

function change(
  kind: PolicyChangeKind,
  from: PolicyPeriod | null,
  to: PolicyPeriod | null,
  reasons: ChangeReason[],
  dates: Pick<NewChange, 'announcedDay' | 'announcedPrecision' | 'effectiveDay' | 'effectivePrecision'>,
): NewChange {
  const subject = (to ?? from)!;
  return {
    publisherId: subject.publisherId,
    kind,
    formats: subject.formats,
    fromId: from?.id ?? null,
    fromVersion: from?.version ?? null,
    toId: to?.id ?? null,
    toVersion: to?.version ?? null,
    ...dates,
    direction: directionOf(reasons),
    reasons,
    recordedAt: subject.recordedAt,
  };
}

const shares = (a: readonly MaterialFormat[], b: readonly MaterialFormat[]) => a.some((format) => b.includes(format));
const isPaidPerLoan = ({ license }: PolicyPeriod) => license.model === LicenseModel.COST_PER_CIRC;
