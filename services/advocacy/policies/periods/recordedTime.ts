// When was something believed, and from when on can the record be asked?
import { Problem } from '#kit/words/problem';

/** The day on which our record begins; what held before and was never announced counts as known since then. */
export const recordBegins = '2011-01-01';

/** Nobody can be told what was believed before anything was recorded. */
export class BeforeRecords extends Problem {
  constructor(asKnownOn: Date) {
    super(
      'BEFORE_RECORDS',
      `Asked what was known at ${asKnownOn.toISOString()}, but our record begins on ${recordBegins}. Ask for a later asKnownOn, or leave it out for what is known now.`,
      { field: 'asKnownOn', recordBegins },
    );
  }
}

/** What has a recorded time. */
export interface Believed {
  readonly recordedAt: Date;
  readonly supersededAt: Date | null;
}

/** Whether a version was the believed one at a moment; at no moment means now. @throws BeforeRecords */
export function believedAt(moment: Date | null): (version: Believed) => boolean {
  if (moment === null) return ({ supersededAt }) => supersededAt === null;
  if (moment < new Date(`${recordBegins}T00:00:00Z`)) throw new BeforeRecords(moment);
  return ({ recordedAt, supersededAt }) => recordedAt <= moment && (supersededAt === null || moment < supersededAt);
}
