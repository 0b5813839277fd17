// Which publishers hold new titles back from libraries on a day, which did before, and for how long.
import { Args, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { hydrate } from '#kit/data/database';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { daysBetween } from '#kit/words/days';
import { DatePrecision } from '#kit/words/facts';
import { DateScalar } from '#kit/words/validation';
import { Publisher } from '../publishers/index';
import { believedAt, holdsOn } from './inForce';
import { Knowledge, knowledgeOf, type Today, todayOf } from './knowledge';
import type { PolicyRequest } from './policyChanges.resolver';
import { InForceArgs, questionOf } from './policyInForce';
import { PolicyPeriod, PolicyStatus } from './policyPeriod';
import { reaches } from './reach';

@ObjectType({ description: 'An embargo of a publisher, from the first day of its policy on.' })
class EmbargoRun {
  @Field(() => PolicyPeriod, {
    description: 'The policy that sets it: its field embargo holds the terms, its dates hold the days.',
  })
  period!: PolicyPeriod;

  @Field(() => Publisher, { description: 'The publisher or imprint that set it; its imprints may follow it.' })
  publisher?: Publisher | null;

  @Field({ description: 'True when it was in force on the day asked for, as far as we know.' })
  inForce!: boolean;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many days it had been in force by the day asked for, and by today at most; null when its first day is not known.',
  })
  daysSoFar!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many days it was in force, from its first day up to the first day without it; null while no end is known or it lies after today, or when its first day is not known.',
  })
  durationDays!: number | null;

  @Field({ description: 'True when its first or last day is known only roughly, so that the numbers of days are approximate.' })
  approximate!: boolean;

  @Field(() => Knowledge, {
    description: 'How old the knowledge of the policy is on the day, and what of it is only roughly known.',
  })
  knowledge!: Knowledge;
}

@ObjectType({ description: 'Embargoes as facts: those in force and those before. No forecast.' })
class EmbargoWatch {
  @Field(() => DateScalar, { description: 'The day asked for.' })
  on!: string;

  @Field(() => DateScalar, {
    description: 'The day up to which days are counted: the day asked for, or today (UTC) if that is earlier.',
  })
  countedTo!: string;

  @Field(() => [EmbargoRun], { description: 'The embargoes in force on that day, the oldest first.' })
  inForce!: EmbargoRun[];

  @Field(() => [EmbargoRun], {
    description: 'All embargoes that had begun by that day, including those in force, the oldest first.',
  })
  history!: EmbargoRun[];
}

/** The embargoes among policies, all of them versions believed at one moment. Days are counted half-open: 1 to 20 March are 19. */
function watchEmbargoes(periods: readonly PolicyPeriod[], on: string, today: Today): EmbargoWatch {
  const countedTo = on < today.today ? on : today.today;
  const history = periods
    .filter(({ embargo, status }) => embargo && embargo.amount > 0 && status !== PolicyStatus.PROPOSED_NEVER_IN_FORCE)
    .filter(({ effectiveFromDay }) => effectiveFromDay === null || effectiveFromDay <= on)
    .sort((a, b) => (a.effectiveFromDay ?? '').localeCompare(b.effectiveFromDay ?? '') || (a.id < b.id ? -1 : 1))

    .map((period) => ({ ...runOf(period, on, today.today), knowledge: knowledgeOf(period, on, today) }));
  return { on, countedTo, inForce: history.filter(({ inForce }) => inForce), history };
}

/** @param today what lies after it has not happened and is not counted */
function runOf(period: PolicyPeriod, on: string, today: string): Omit<EmbargoRun, 'knowledge'> {
  const { effectiveFromDay: first, effectiveToDay: last, effectiveFromPrecision, effectiveToPrecision } = period;
  const inForce = holdsOn(period, on);
  const vague = [effectiveFromPrecision, effectiveToPrecision].some(
    (precision) => precision !== null && precision !== DatePrecision.DAY,
  );
  return {
    period,
    inForce,
    daysSoFar: first && Math.max(0, daysBetween(first, [on, today, last ?? today].sort()[0]!)),
    durationDays: first && last && last <= today ? daysBetween(first, last) : null,
    approximate: vague,
  } as Omit<EmbargoRun, 'knowledge'>;
}

@Resolver(() => EmbargoRun)
export class EmbargoWatchResolver {
  @Audience(anyone)
  @Query(() => EmbargoWatch, {
    description: 'Which embargoes were in force on a day, which came before, and how long each lasted. Errors: BEFORE_RECORDS.',
  })
  async embargoWatch(@Args(() => InForceArgs) args: InForceArgs, @Ctx() request: PolicyRequest): Promise<EmbargoWatch> {
    const { database } = request;
    const { on, asKnownOn, format, territory } = questionOf(args, args.on);
    const believed = believedAt(asKnownOn);
    const rows = await database.query(
      `SELECT * FROM policy_period WHERE embargo IS NOT NULL
        AND ($1::text IS NULL OR $1 = ANY(formats)) `,
      [format],
    );
    return watchEmbargoes(
      hydrate(database, PolicyPeriod, rows).filter((period) => believed(period) && reaches(period, territory)),
      on,
      todayOf(request),
    );
  }

  @FieldResolver(() => Publisher)
  publisher(@Root() { period }: EmbargoRun, @Ctx() { loaders }: Request): Promise<Publisher | null> {
    return loaders.one(Publisher).load(period.publisherId);
  }
}
