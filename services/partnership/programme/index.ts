// The calls of the sister library programme, and the goals, activities and rhythms that everything else names.
import { Arg, Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { connectionOf, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import { type Request } from '#kit/data/request';
import { type Feature } from '#kit/subgraph/federate';
import { Audience, anyone } from '#kit/words/audience';
import { Confidence, Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { DateScalar } from '#kit/words/scalars';
import { PartnershipGoal } from './programmeTerms';

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

export { ActivityKind, MeetingRhythm, PartnershipGoal, rhythmLengths } from './programmeTerms';

export const programmeEntities = [ProgrammeCall];

export const programmeFeature: Feature<Request> = {
  resolvers: [ProgrammeCallResolver],
  references: { ProgrammeCall: ({ id }: { id: string }, { loaders }: Request) => loaders.one(ProgrammeCall).load(id) },
};
