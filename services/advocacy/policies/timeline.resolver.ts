// All policies of all publishers on one axis of time, as a chart draws them: from when to when, how surely, and what its reader must be told.
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { groupBy, hydrate } from '#kit/data/database';
import { pageLimit } from '#kit/data/page';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { enumOf } from '#kit/words/enums';
import { NotFound } from '#kit/words/problem';
import { DateScalar } from '#kit/words/validation';
import { Publisher } from '../publishers/index';
import { termsInWords } from '../terms/words';
import { believedOf, holdsOn, isOption, Knowledge, knowledgeOf, reaches, recordBegins, type Today, todayOf } from './inForce';
import type { PolicyRequest } from './policyChanges.resolver';
import { InForceArgs, questionOf } from './policyInForce';
import { PolicyPeriod, PolicyStatus } from './policyPeriod';

const BarEnd = enumOf('BarEnd', 'How a bar of the timeline ends.', {
  ENDED: 'Its end is known and has come by the last day of the timeline.',
  CONFIRMED: 'It had not ended, and a source confirmed it within POLICY_STALE_DAYS (365 days unless set).',
  NO_END_FOUND: 'No end is known, and no source confirmed it lately: draw it otherwise than what is surely in force.',
});
type BarEnd = keyof typeof BarEnd;

@ObjectType({ description: 'One policy as a bar on an axis of days.' })
class TimelineBar {
  @Field(() => PolicyPeriod, {
    description: 'The policy in the version that was believed, with its days and their precision, confidence and sources.',
  })
  period!: PolicyPeriod;

  @Field({ description: 'Its terms in words.' })
  termsInWords!: string;

  @Field(() => DateScalar, {
    description:
      'Where the bar begins: the first day of the policy, or 2011-01-01 when that is not known (see period.effectiveFrom).',
  })
  drawnFrom!: string;

  @Field(() => DateScalar, {
    description:
      'Where the bar ends: the first day without the policy, at the latest the last day of the timeline. Not before drawnFrom.',
  })
  drawnTo!: string;

  @Field(() => BarEnd, { description: 'How it ends there.' })
  end!: BarEnd;

  @Field({ description: 'True when it was in force on the day asked for, as far as we know.' })
  inForce!: boolean;

  @Field({
    description: 'True when it was one of several terms to choose from, or a temporary option beside the standing policy.',
  })
  asOption!: boolean;

  @Field(() => Knowledge, { description: 'How old the knowledge of it is on the day, and what of it is only roughly known.' })
  knowledge!: Knowledge;
}

@ObjectType({ description: 'The policies of one publisher on the axis.' })
class TimelineLane {
  /** The field publisher shows it. */
  publisherId!: string;

  @Field(() => Publisher, { description: 'The publisher or imprint that set them.' })
  publisher?: Publisher;

  @Field(() => [TimelineBar], {
    description:
      'Its own policies that had begun by the last day, the oldest first; never empty. Bars overlap where policies differ in titles, formats, countries or as options.',
  })
  bars!: TimelineBar[];
}

@ObjectType({ description: 'Policies of publishers on one axis of days, for a chart.' })
class PolicyTimeline {
  @Field(() => DateScalar, { description: 'The day asked for.' })
  on!: string;

  @Field(() => DateScalar, { description: 'The first day of the axis: that of the earliest bar, at the latest 2011-01-01.' })
  drawnFrom!: string;

  @Field(() => DateScalar, { description: 'The last day of the axis: the day asked for, or today (UTC) if that is earlier.' })
  drawnTo!: string;

  @Field(() => [TimelineLane], {
    description: `Publishers with a policy, by name, at most ${pageLimit}. Imprints without one of their own follow their parent and have no lane.`,
  })
  lanes!: TimelineLane[];

  @Field({ description: `True when there are more than ${pageLimit} lanes; then ask for some by publisherIds.` })
  hasMore!: boolean;
}

@ArgsType()
class TimelineArgs extends InForceArgs {
  @Field(() => [ID], {
    nullable: true,
    description: `Only these publishers, at most ${pageLimit}; without it, all. An unknown id is refused with the code NOT_FOUND.`,
  })
  @IsOptional()
  @ArrayMaxSize(pageLimit)
  publisherIds?: string[] | null;
}

@Resolver(() => TimelineLane)
export class TimelineResolver {
  @Audience(anyone)
  @Query(() => PolicyTimeline, {
    nullable: true,
    description:
      'The policies of all publishers since the record begins, up to a day, as a chart draws them. Proposals that never came into force are left out. Errors: NOT_FOUND, BEFORE_RECORDS.',
  })
  async policyTimeline(@Args(() => TimelineArgs) args: TimelineArgs, @Ctx() request: PolicyRequest): Promise<PolicyTimeline> {
    const { database, loaders } = request;
    const { on, format, territory, ...belief } = questionOf(args, args.on);
    const asked = args.publisherIds ?? null;
    if (asked) {
      const there = new Set((await loaders.all(Publisher, asked)).map(({ id }) => id));
      const unknown = asked.find((id) => !there.has(id));
      if (unknown !== undefined) throw new NotFound('publisher', unknown);
    }
    const rows = await database.query(
      `SELECT * FROM policy_period WHERE ($1::text[] IS NULL OR publisher_id = ANY($1))
       ORDER BY effective_from_day NULLS FIRST, id, version`,
      [asked],
    );
    const today = todayOf(request);
    const last = on < today.today ? on : today.today;
    const believed = believedOf(hydrate(database, PolicyPeriod, rows), belief).filter(
      (period) =>
        period.status !== PolicyStatus.PROPOSED_NEVER_IN_FORCE &&
        (period.effectiveFromDay ?? '') <= last &&
        (format === null || period.formats.includes(format)) &&
        reaches(period, territory),
    );
    const publishers = await loaders.all(Publisher, [...new Set(believed.map(({ publisherId }) => publisherId))]);
    const byName = publishers.sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
    const ids = byName.slice(0, pageLimit);
    const bars = groupBy(
      ids,
      believed,
      ({ publisherId }) => publisherId,
      (group) => group.map((period) => barOf(period, on, last, today)),
    );
    const lanes = ids.map((publisherId, i) => ({ publisherId, bars: bars[i]! }));
    const first = [recordBegins, ...bars.flat().map(({ drawnFrom }) => drawnFrom)].sort()[0]!;
    return { on, drawnFrom: first, drawnTo: last, lanes, hasMore: byName.length > pageLimit };
  }

  @FieldResolver(() => Publisher, { description: 'The publisher or imprint that set them.' })
  publisher(@Root() { publisherId }: TimelineLane, @Ctx() { loaders }: Request): Promise<Publisher | null> {
    return loaders.one(Publisher).load(publisherId);
  }
}

function barOf(period: PolicyPeriod, on: string, last: string, today: Today): TimelineBar {
  const { effectiveFromDay: first, effectiveToDay: until, license, embargo } = period;
  const ended = until !== null && until <= last;
  const knowledge = knowledgeOf(period, on, today);
  const unsure = until === null && knowledge.marks.some((mark) => mark === 'STALE' || mark === 'NEVER_VERIFIED');
  const drawnFrom = first ?? recordBegins;
  const drawnTo = ended ? until : last;
  return {
    period,
    termsInWords: termsInWords(license, embargo),
    drawnFrom,
    drawnTo: drawnTo < drawnFrom ? drawnFrom : drawnTo,
    end: ended ? 'ENDED' : unsure ? 'NO_END_FOUND' : 'CONFIRMED',
    inForce: holdsOn(period, on),
    asOption: isOption(period),
    knowledge,
  };
}
