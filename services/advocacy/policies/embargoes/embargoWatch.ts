// Which embargoes are in force on a day, which were before, and how long did each last?
import { Field, Int, ObjectType } from 'type-graphql';
import { daysBetween } from '#advocacy/licensing/calendar';
import { Publisher } from '#advocacy/publishers/index';
import { DatePrecision } from '#kit/words/facts';
import { DateScalar } from '#kit/words/scalars';
import { holdsOn } from '../inForce/inForce';
import { PolicyPeriod } from '../periods/policyPeriod';
import { PolicyStatus } from '../terms/policyWords';

@ObjectType({ description: 'An embargo of a publisher, from the first day of its policy on.' })
export class EmbargoRun {
  @Field(() => PolicyPeriod, { description: 'The policy that sets it; its embargo field tells the terms, its dates the days.' })
  period!: PolicyPeriod;

  @Field(() => Publisher, { description: 'The publisher or imprint that set it; its imprints may follow it.' })
  publisher?: Publisher | null;

  @Field({ description: 'True when it was in force on the day asked for, as far as is known.' })
  inForce!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How many days it had been in force on the day asked for; null when its first day is not known.',
  })
  daysSoFar!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many days it was in force from its first to its last day; null while no end is known, or when its first day is not known.',
  })
  durationDays!: number | null;

  @Field({ description: 'True when the first or last day is not known to the day, so that the numbers of days are about.' })
  approximate!: boolean;
}

@ObjectType({ description: 'Embargoes as facts: what is in force and what was. No forecast.' })
export class EmbargoWatch {
  @Field(() => DateScalar, { description: 'The day asked for.' })
  on!: string;

  @Field(() => [EmbargoRun], { description: 'The embargoes in force on that day, the oldest first.' })
  inForce!: EmbargoRun[];

  @Field(() => [EmbargoRun], { description: 'All embargoes that had begun by that day, the oldest first, with those in force.' })
  history!: EmbargoRun[];
}

/** The embargoes among policies, all of them versions believed at one moment. Days are counted half-open: 1 to 20 March are 19. */
export function watchEmbargoes(periods: readonly PolicyPeriod[], on: string): EmbargoWatch {
  const history = periods
    .filter(({ embargo, status }) => embargo && embargo.amount > 0 && status !== PolicyStatus.PROPOSED_NEVER_IN_FORCE)
    .filter(({ effectiveFromDay }) => effectiveFromDay === null || effectiveFromDay <= on)
    .sort((a, b) => (a.effectiveFromDay ?? '').localeCompare(b.effectiveFromDay ?? '') || (a.id < b.id ? -1 : 1))
    .map((period) => runOf(period, on));
  return { on, inForce: history.filter(({ inForce }) => inForce), history };
}

function runOf(period: PolicyPeriod, on: string): EmbargoRun {
  const { effectiveFromDay: first, effectiveToDay: last, effectiveFromPrecision, effectiveToPrecision } = period;
  const inForce = holdsOn(period, on);
  const vague = [effectiveFromPrecision, effectiveToPrecision].some(
    (precision) => precision !== null && precision !== DatePrecision.DAY,
  );
  return {
    period,
    inForce,
    daysSoFar: first && daysBetween(first, inForce || !last ? on : last),
    durationDays: first && last && daysBetween(first, last),
    approximate: vague,
  } as EmbargoRun;
}
