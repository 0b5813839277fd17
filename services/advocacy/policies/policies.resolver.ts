// Policies by id, by publisher and by day, those that hold new titles back, and those that a law on reasonable terms would bar.

import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { columnsOf, hydrate, readPrepared } from '#kit/data/database';
import { pageLimit } from '#kit/data/page';
import { type Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { daysBetween } from '#kit/words/days';
import { DatePrecision, Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { DateScalar } from '#kit/words/validation';
import { Publisher } from '../publishers/index';
import { holdsBack } from '../terms/license';
import {
  believedAt,
  believedOf,
  holdsOn,
  Knowledge,
  KnownBy,
  knowledgeOf,
  policyLines,
  policyVersions,
  reaches,
  type Today,
  todayOf,
} from './inForce';
import { type PolicyRequest } from './policyChanges.resolver';
import { flagsOf, InForceArgs, knownByWhat, PolicyArgs, PolicyFlag, PolicyInForce, questionOf, shown } from './policyInForce';
import { PolicyPeriod, PolicyStatus } from './policyPeriod';

@Resolver(() => Publisher)
export class PublisherPoliciesResolver {
  @FieldResolver(() => [PolicyPeriod], {
    description:
      'Its own policies, the oldest first, including those only proposed; empty for an imprint that has none of its own. Errors: BEFORE_RECORDS.',
  })
  async policies(
    @Root() { id }: Publisher,
    @Args(() => PolicyArgs) args: PolicyArgs,
    @Ctx() { loaders }: Request,
  ): Promise<PolicyPeriod[]> {
    const { on, format, territory, ...belief } = questionOf(args, args.on ?? null);
    const { own } = await policyLines(loaders).load(id);
    return believedOf(own, belief).filter(
      (period) =>
        (on === null || holdsOn(period, on)) &&
        (format === null || period.formats.includes(format)) &&
        reaches(period, territory),
    );
  }

  @FieldResolver(() => [PolicyInForce], {
    description:
      'The policies that applied on a day: for each format its own, or, for an imprint without one, those of its parent. Options are listed beside the standing policy; proposals are not. Standing policies come first, and among them the widest title scope; empty when nothing is recorded for the day. Errors: BEFORE_RECORDS.',
  })
  async policiesInForce(
    @Root() { id }: Publisher,
    @Args(() => InForceArgs) args: InForceArgs,
    @Ctx() { loaders }: Request,
  ): Promise<PolicyInForce[]> {
    const { line } = await policyLines(loaders).load(id);
    return shown(line, questionOf(args, args.on));
  }
}

@Resolver(() => PolicyInForce)
export class PolicyInForceResolver {
  @FieldResolver()
  inheritedFrom(@Root() { inheritedFromId }: PolicyInForce, @Ctx() { loaders }: Request): Promise<Publisher | null> | null {
    return inheritedFromId === null ? null : loaders.one(Publisher).load(inheritedFromId);
  }

  @FieldResolver(() => Knowledge, {
    description: 'How old the knowledge of it is on the day, and what of it is only roughly known.',
  })
  knowledge(@Root() { period, on }: PolicyInForce, @Ctx() request: PolicyRequest): Knowledge {
    return knowledgeOf(period, on, todayOf(request));
  }

  @FieldResolver(() => [PolicyFlag], {
    nullable: true,
    description:
      'What a law on reasonable terms would bar in it, given what else applied on the day; empty when nothing is barred, null when its terms are not known. A flag for each law whose row names the check.',
  })
  flags(@Root() policy: PolicyInForce, @Ctx() { loaders }: Request): Promise<PolicyFlag[] | null> {
    return flagsOf(policy, loaders);
  }
}

@Resolver(() => PolicyPeriod)
export class PolicyPeriodResolver {
  @Audience(anyone)
  @Query(() => PolicyPeriod, {
    nullable: true,
    description: 'One policy. Errors: NOT_FOUND (an id that is unknown, or was not recorded yet at asKnownOn), BEFORE_RECORDS.',
  })
  async policyPeriod(
    @Arg('id', () => ID, { description: 'Its id, such as mac-2019-embargo.' }) id: string,
    @Arg('asKnownOn', () => Date, {
      nullable: true,
      description: 'Answers with the version believed at this moment; without it, with the current one.',
    })
    asKnownOn: Date | null,
    @Arg('knownBy', () => KnownBy, { defaultValue: 'RECORD', description: knownByWhat }) knownBy: KnownBy,
    @Ctx() { loaders }: Request,
  ): Promise<PolicyPeriod> {
    const [version] = believedOf(await policyVersions(loaders).load(id), { asKnownOn: asKnownOn ?? null, knownBy });
    if (!version) throw new NotFound('policy', id);
    return version;
  }

  @FieldResolver(() => Knowledge, {
    description: 'How old the knowledge of this version is on a day, and what of it is only roughly known.',
  })
  knowledge(
    @Root() period: PolicyPeriod,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; without it, today (UTC).' }) on: string | null,
    @Ctx() request: PolicyRequest,
  ): Knowledge {
    const today = todayOf(request);
    return knowledgeOf(period, on ?? today.today, today);
  }

  @FieldResolver(() => Publisher, { description: 'The publisher or imprint whose policy it is.' })
  publisher(@Root() { publisherId }: PolicyPeriod, @Ctx() { loaders }: Request): Promise<Publisher | null> {
    return loaders.one(Publisher).load(publisherId);
  }

  @FieldResolver(() => [Source], { description: 'Where we read it, the most important source first.' })
  sources(@Root() { sourceIds }: PolicyPeriod, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }

  @FieldResolver(() => PolicyPeriod, {
    nullable: true,
    description: 'The policy it replaced, in its current version; null when it replaced none on record.',
  })
  async supersedes(@Root() { supersedesId }: PolicyPeriod, @Ctx() { loaders }: Request): Promise<PolicyPeriod | null> {
    if (supersedesId === null) return null;
    return (await policyVersions(loaders).load(supersedesId)).find(believedAt(null)) ?? null;
  }

  @FieldResolver(() => [PolicyPeriod], { description: 'All versions of its record, the first one first.' })
  async versions(@Root() { id }: PolicyPeriod, @Ctx() { loaders }: Request): Promise<readonly PolicyPeriod[]> {
    return policyVersions(loaders).load(id);
  }
}

@ObjectType({ description: 'The policies of a publisher that a law on reasonable terms would bar.' })
class FlaggedPublisher {
  @Field(() => Publisher, { description: 'The publisher or imprint.' })
  publisher!: Publisher;

  @Field(() => [PolicyInForce], {
    description: 'Those of its policies on the day that have flags, in the order of policiesInForce; never empty.',
  })
  policies!: PolicyInForce[];
}

@ArgsType()
class FlagArgs extends InForceArgs {
  @Field(() => [ID], {
    nullable: true,
    description: `Only these publishers, at most ${pageLimit}; without it, all. An unknown id is refused with the code NOT_FOUND.`,
  })
  @IsOptional()
  @ArrayMaxSize(pageLimit)
  publisherIds?: string[] | null;
}

@Resolver()
export class PolicyFlagsResolver {
  @Audience(anyone)
  @Query(() => [FlaggedPublisher], {
    description:
      'Policies in force on a day that a law on reasonable terms would bar, each flag with its law and sources, ordered by the name of the publisher; publishers without flags are left out. The checks are mechanical and are not legal advice. Errors: NOT_FOUND, BEFORE_RECORDS.',
  })
  async policyFlags(@Args(() => FlagArgs) args: FlagArgs, @Ctx() { database, loaders }: Request): Promise<FlaggedPublisher[]> {
    const query = database
      .getRepository(Publisher)
      .createQueryBuilder('publisher')
      .orderBy('publisher.name')
      .addOrderBy('publisher.id');
    if (args.publisherIds) query.where('publisher.id = ANY(:ids)', { ids: args.publisherIds });
    const publishers = await query.getMany();
    // Left out, an unknown publisher would look like one whose terms no law would bar.
    const unknown = args.publisherIds?.find((id) => publishers.every((publisher) => publisher.id !== id));
    if (unknown !== undefined) throw new NotFound('publisher', unknown);
    const flagged = await Promise.all(
      publishers.map(async (publisher) => {
        const { line } = await policyLines(loaders).load(publisher.id);
        const applied = shown(line, questionOf(args, args.on));
        const flags = await Promise.all(applied.map((one) => flagsOf(one, loaders)));
        return { publisher, policies: applied.filter((_, i) => flags[i]?.length) };
      }),
    );
    return flagged.filter(({ policies }) => policies.length > 0);
  }
}

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
    .filter(({ embargo, status }) => holdsBack(embargo) && status !== PolicyStatus.PROPOSED_NEVER_IN_FORCE)
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
    const { on, format, territory, ...belief } = questionOf(args, args.on);
    // With the versions that have none any more, which can be the ones that were believed.
    const rows = await readPrepared(
      database,
      `SELECT ${columnsOf(database, PolicyPeriod, 'period')} FROM policy_period AS period
       WHERE id IN (SELECT id FROM policy_period WHERE embargo IS NOT NULL) ORDER BY id, version`,
      [],
    );
    const believed = believedOf(hydrate(database, PolicyPeriod, rows), belief);
    return watchEmbargoes(
      believed.filter((period) => (format === null || period.formats.includes(format)) && reaches(period, territory)),
      on,
      todayOf(request),
    );
  }

  @FieldResolver(() => Publisher)
  publisher(@Root() { period }: EmbargoRun, @Ctx() { loaders }: Request): Promise<Publisher | null> {
    return loaders.one(Publisher).load(period.publisherId);
  }
}
