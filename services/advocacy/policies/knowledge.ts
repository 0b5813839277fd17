// How old is what we know of a policy on a day, and what of it is only roughly known?
import { Field, Int, ObjectType } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { dayOf } from '#kit/words/clock';
import { commonYear, daysBetween } from '#kit/words/days';
import { enumOf } from '#kit/words/enums';
import type { DatePrecision } from '#kit/words/facts';
import { DateScalar } from '#kit/words/validation';
import { holdsOn } from './inForce';
import type { PolicyPeriod } from './policyPeriod';

const KnowledgeMark = enumOf('KnowledgeMark', 'What to tell whoever reads a policy as if it were in force on a day.', {
  STALE: 'The last source that confirmed it is older than the operator allows (POLICY_STALE_DAYS, 365 days unless set).',
  NEVER_VERIFIED: 'No source confirmed it after it began.',
  FUTURE: 'The day lies after today: nobody knows what will hold, this is what is known now.',
  NOT_IN_FORCE: 'It was not in force on that day.',
  START_UNKNOWN: 'When it began is not known; it can have begun later than the day.',
  START_APPROXIMATE: 'Its first day is known only roughly, by its month, its year or about.',
  END_APPROXIMATE: 'Its last day is known only roughly, by its month, its year or about.',
  PLACE_UNKNOWN: 'Our sources do not say in which countries it holds.',
});
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
  };
  const marks = (Object.keys(holds) as KnowledgeMark[]).filter((mark) => holds[mark]);
  return { on, lastVerifiedOn, ageDays, marks };
}
