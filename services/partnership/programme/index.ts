// The sister library programme: its calls, and the goals, activities and rhythms that everything else names.
import { Arg, Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { connectionOf, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Audience, anyone } from '#kit/words/audience';
import { enumOf } from '#kit/words/enums';
import { Confidence, Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { DateScalar } from '#kit/words/validation';

export const ActivityKind = enumOf(
  'ActivityKind',
  'A kind of thing that sister libraries do together.',
  {
    VIRTUAL_CONVERSATION: 'A talk by video, telephone or chat, for instance once a month.',
    MATERIAL_EXCHANGE: 'Books, newspapers or other materials sent to each other, or given.',
    STAFF_EXCHANGE: 'Staff who work in the other library for a while.',
    TRAINING: 'Courses, conferences and teaching of each other.',
    READING_CLUB: 'Readers in both libraries who read the same books.',
    CHILDREN_PROGRAMME: 'Programmes for children and pupils.',
    DISPLAY_EXCHANGE: 'Exhibitions and displays about each other.',
    PEN_PALS: 'Letters or e-mail between readers or staff.',
    INTERLIBRARY_LOAN: 'Loans from one library to the other.',
    PURCHASE_ASSISTANCE: "Help to buy what is hard to get in the partner's country.",
    TECHNOLOGY_SHARING: 'Sharing techniques and tools to solve a problem.',
    DIGITIZATION: 'Digitizing collections together.',
    LOCAL_HISTORY: 'Work on the history of both places.',
    NEWCOMER_SERVICES: 'Services for people who came from another country.',
    COMMUNITY_PROGRAMME: 'Festivals, shared holidays and other programmes for everyone.',
    LIBRARY_DEVELOPMENT: 'Helping to found or expand a library.',
    PUBLICITY: 'Making the partnership known.',
    EVALUATION: 'Evaluating together what the partnership achieved.',
    STUDY_VISIT: 'A short visit to learn how the other library works.',
  },
  {
    CHILDREN_PROGRAMME: "children's programme",
    DISPLAY_EXCHANGE: 'exchange of displays',
    NEWCOMER_SERVICES: 'services for newcomers',
  },
);
export type ActivityKind = keyof typeof ActivityKind;

export const PartnershipGoal = enumOf(
  'PartnershipGoal',
  'A goal of a partnership, in the terms of the call for partnerships of 2019.',
  {
    BROADEN_STAFF_VIEW: "Broaden the staff's view of the library profession.",
    CULTURAL_KNOWLEDGE: 'Increase staff and community knowledge of other cultures.',
    EXCHANGE_RESOURCES: 'Exchange information, resources, expertise and training.',
    SHARE_TECHNOLOGY: 'Share techniques and technologies to help solve problems.',
    IMPROVE_ACCESS: 'Improve access to information in both countries.',
    PROMOTE_AWARENESS: 'Promote awareness of libraries and their international reach.',
    RAISE_ISSUES: 'Raise awareness of issues and needs facing libraries in various countries.',
  },
  { BROADEN_STAFF_VIEW: 'broaden the view of staff', CULTURAL_KNOWLEDGE: 'know other cultures' },
);
export type PartnershipGoal = keyof typeof PartnershipGoal;

export const MeetingRhythm = enumOf('MeetingRhythm', 'How often sister libraries intend to be in touch.', {
  WEEKLY: 'Once a week.',
  FORTNIGHTLY: 'Every two weeks.',
  MONTHLY: 'Once a month.',
  QUARTERLY: 'Every three months.',
  YEARLY: 'Once a year.',
});
export type MeetingRhythm = keyof typeof MeetingRhythm;

/** How long each rhythm is, by the calendar. */
export const rhythmLengths = {
  WEEKLY: { weeks: 1 },
  FORTNIGHTLY: { weeks: 2 },
  MONTHLY: { months: 1 },
  QUARTERLY: { months: 3 },
  YEARLY: { years: 1 },
} as const satisfies Record<MeetingRhythm, object>;

@ObjectType({ description: 'A reason that a call gives for becoming sisters.' })
class CallReason {
  @Field(() => PartnershipGoal, { description: 'The goal that partnerships and stories use for this reason.' })
  goal!: PartnershipGoal;

  @Field({ description: 'The words of the call.' })
  text!: string;
}

@ObjectType({ description: 'A document or page that a call links to.' })
class CallLink {
  @Field({ description: 'The title that the call gives it.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Its web address; null when our copy of the call does not show it.' })
  url!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({
  description: 'A call for partnerships: an announcement in which an association asks libraries to find sisters abroad.',
})
@Entity()
@Index('programme_call_by_day', ['on', 'id'])
export class ProgrammeCall {
  @Field(() => ID, { description: 'A readable id such as ala-2019-11-11.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its title as published.' })
  @Column('text')
  title!: string;

  @Field({ description: 'The association that published the call.' })
  @Column('text')
  by!: string;

  @Field(() => String, { nullable: true, description: 'The committee that made the call; null when none is named.' })
  @Column('text', { nullable: true })
  committee!: string | null;

  @Field(() => DateScalar, { description: 'The day on which it was published.' })
  @Column('date', { name: 'called_on' })
  on!: string;

  @Field({ description: 'What the call says, shortened, as Markdown source. Treat it as untrusted.' })
  @Column('text')
  body!: string;

  @Field(() => [CallReason], { description: 'Its reasons, in the order of the call.' })
  @Column('jsonb')
  reasons!: CallReason[];

  @Field(() => [CallLink], { description: 'What the call links to, in the order of the call.' })
  @Column('jsonb')
  links!: CallLink[];

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well its sources support it.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => [PartnershipGoal], { description: 'The goals of its reasons, in the order of the call.' })
  get goals(): PartnershipGoal[] {
    return this.reasons.map(({ goal }) => goal);
  }
}

/** A page of calls, the latest first. */
const ProgrammeCallConnection = connectionOf(ProgrammeCall, 'ProgrammeCall', 'calls for partnerships, the latest first');

const latestFirst: List<ProgrammeCall> = { entity: ProgrammeCall, order: ['called_on', 'id'], descending: true };

@Resolver(() => ProgrammeCall)
class ProgrammeCallResolver {
  @Audience(anyone)
  @Query(() => ProgrammeCallConnection, { description: 'Calls for partnerships, the latest first.' })
  async programmeCalls(@Args(() => PageArgs) page: PageArgs, @Ctx() { database }: Request) {
    return ProgrammeCallConnection.of(await readPage(database, latestFirst, page), () => countAll(database, latestFirst));
  }

  @Audience(anyone)
  @Query(() => ProgrammeCall, { nullable: true, description: 'One call. Error NOT_FOUND when no call has the id.' })
  async programmeCall(
    @Arg('id', () => ID, { description: 'The id of the call.' }) id: string,
    @Ctx() { loaders }: Request,
  ): Promise<ProgrammeCall> {
    const call = await loaders.one(ProgrammeCall).load(id);
    if (!call) throw new NotFound('programmeCall', id);
    return call;
  }

  @FieldResolver(() => [Source], { description: 'The sources in which the call was read.' })
  sources(@Root() { sourceIds }: ProgrammeCall, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}

export const programmeEntities = [ProgrammeCall];

export const programmeFeature: Feature<Request> = {
  resolvers: [ProgrammeCallResolver],
  references: { ProgrammeCall: ({ id }: { id: string }, { loaders }: Request) => loaders.one(ProgrammeCall).load(id) },
};
