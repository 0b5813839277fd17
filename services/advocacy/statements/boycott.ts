// A boycott: who stopped buying, and from whom; and how editors record, correct and end it.

import { ArrayMaxSize, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { Arg, Args, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Column, Entity, type EntityManager, PrimaryColumn } from 'typeorm';
import { CountMetric, CountQualifier, ReportedCount } from '#advocacy/petitions/index';
import { refuseUnknownPolicies } from '#advocacy/policies/index';
import { Publisher } from '#advocacy/publishers/index';
import { type Change, change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { Sourced, settleSources } from '#kit/data/sourced';
import { Audience } from '#kit/words/audience';
import { refuseFuture } from '#kit/words/clock';
import { Confidence, DatePrecision } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { because, DateScalar, OneLine } from '#kit/words/validation';
import { CorrectionArgs, editorErrors } from './statementEditing.resolver';

@ObjectType({ description: 'Libraries that stop buying from a publisher together.' })
@Entity()
export class Boycott {
  @Field(() => ID, { description: 'A readable id such as boycott-macmillan-2019.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its name.' })
  @Column('text')
  title!: string;

  @Column('text')
  targetPublisherId!: string;

  @Field({ description: 'Who coordinates it, by name.' })
  @Column('text')
  coordinator!: string;

  @Field(() => DateScalar, { description: 'Its first day.' })
  @Column('date')
  startedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it ended; null when no end was found.' })
  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Field(() => Confidence, { nullable: true, description: 'How well the record is supported; null when it was not judged.' })
  @Column('text', { nullable: true })
  confidence!: Confidence | null;

  @Field(() => String, { nullable: true, description: 'What else is known of it, such as why it has no single end.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { array: true })
  policyIds!: string[];

  @Column('text', { array: true, default: '{}' })
  sourceIds!: string[];
}

/** The id is taken. */
class BoycottExists extends Problem {
  constructor(id: string) {
    super('BOYCOTT_EXISTS', `A boycott with the id ${JSON.stringify(id)} is already recorded. Use correctBoycott to change it.`, {
      id,
    });
  }
}

@InputType({ description: 'A boycott, as its sources have it.' })
class BoycottInput extends Sourced {
  @Field(() => ID, { description: 'A readable id such as boycott-macmillan-2019.' })
  @Matches(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    because('ID_WRONG', 'id must be lower-case letters and digits, with single hyphens between'),
  )
  @MaxLength(100)
  id!: string;

  @Field({ description: 'What it is called.' })
  @OneLine(300)
  title!: string;

  @Field(() => ID, { description: 'The publisher from which they stop buying.' })
  targetPublisherId!: string;

  @Field({ description: 'Who coordinates it, by name.' })
  @OneLine(300)
  coordinator!: string;

  @Field(() => DateScalar, { description: 'Its first day.' })
  startedOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it ended; null while it continues, or when no end was found.',
  })
  @IsOptional()
  endedOn?: string | null;

  @Field(() => [ID], { defaultValue: [], description: 'The policies it is about.' })
  @ArrayMaxSize(50)
  policyIds!: string[];
}

@InputType({ description: 'The end of a boycott.' })
class EndBoycottInput extends Sourced {
  @Field(() => ID, { description: 'The boycott.' })
  id!: string;

  @Field(() => DateScalar, { description: 'The day on which it ended, not before its first day.' })
  on!: string;
}

@InputType({ description: 'A number that a source reported of a boycott.' })
class BoycottCountInput extends Sourced {
  @Field(() => ID, { description: 'The boycott.' })
  boycottId!: string;

  @Field(() => CountMetric, { description: 'What is counted.' })
  metric!: CountMetric;

  @Field(() => DateScalar, { description: 'The day for which the number was reported.' })
  on!: string;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly that day is known.' })
  precision!: DatePrecision;

  @Field(() => Int, { description: 'The number.' })
  @Min(0)
  @Max(2_000_000_000)
  count!: number;

  @Field(() => CountQualifier, { description: 'How the source put the number.' })
  qualifier!: CountQualifier;

  @Field(() => Confidence, { description: 'How well the number is supported.' })
  confidence!: Confidence;
}

@Resolver()
export class BoycottEditingResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => Boycott, {
    description: `Records a boycott; recordBoycottCount adds its dated numbers. ${editorErrors}, BOYCOTT_EXISTS.`,
  })
  recordBoycott(
    @Arg('input', () => BoycottInput, { description: 'The boycott.' }) input: BoycottInput,
    @Ctx() request: Request,
  ): Promise<Boycott> {
    return change(request, 'recordBoycott', async (writing) => {
      const row = await checked(input, writing.manager, request);
      const { raw } = await writing.manager
        .createQueryBuilder()
        .insert()
        .into(Boycott)
        .values(row)
        .orIgnore()
        .returning('id')
        .execute();
      if (raw.length === 0) throw new BoycottExists(input.id);
      return written(writing, null, row);
    });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Boycott, {
    description: `Replaces the record of a boycott, except its dated numbers. The audit log keeps the old one. ${editorErrors}, NOT_FOUND.`,
  })
  correctBoycott(
    @Arg('input', () => BoycottInput, { description: 'The boycott as it should have been recorded.' }) input: BoycottInput,
    @Args(() => CorrectionArgs) { reason }: CorrectionArgs,
    @Ctx() request: Request,
  ): Promise<Boycott> {
    return change(request, 'correctBoycott', async (writing) => {
      const before = await writing.lock(Boycott, 'boycott', input.id);
      const row = await checked(input, writing.manager, request);
      await writing.manager.update(Boycott, { id: input.id }, row);
      return written(writing, before, { ...row, reason });
    });
  }

  /** Adds its sources to those of the record. A later call corrects the day. */
  @Audience(Role.EDITOR)
  @Mutation(() => Boycott, {
    description: `Records the day on which a boycott ended, or corrects it. ${editorErrors}, NOT_FOUND.`,
  })
  endBoycott(
    @Arg('input', () => EndBoycottInput, { description: 'The end, and where it was read.' })
    { id, on: endedOn, sourceIds, newSources }: EndBoycottInput,
    @Ctx() request: Request,
  ): Promise<Boycott> {
    return change(request, 'endBoycott', async (writing) => {
      const before = await writing.lock(Boycott, 'boycott', id);
      refuseWrongEnd('on', before.startedOn, endedOn, request.clock());
      await settleSources(writing.manager, sourceIds, newSources);
      const ended = { endedOn, sourceIds: [...new Set([...before.sourceIds, ...sourceIds])] };
      await writing.manager.update(Boycott, { id }, ended);
      const was = { endedOn: before.endedOn, sourceIds: before.sourceIds };
      return written(writing, was, { id, ...ended });
    });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Boycott, {
    description: `Records a dated number of a boycott, or corrects the number of the same day. ${editorErrors}, NOT_FOUND.`,
  })
  recordBoycottCount(
    @Arg('input', () => BoycottCountInput, { description: 'The number.' }) input: BoycottCountInput,
    @Ctx() request: Request,
  ): Promise<Boycott> {
    const { boycottId: subjectId, sourceIds, newSources, ...count } = input;
    refuseFuture('on', input.on, request.clock());
    return change(request, 'recordBoycottCount', async (writing) => {
      const { manager } = writing;
      const boycott = await manager.findOneBy(Boycott, { id: subjectId });
      if (!boycott) throw new NotFound('boycott', subjectId);
      await settleSources(manager, sourceIds, newSources);
      const before = await manager.findOneBy(ReportedCount, { subjectId, metric: input.metric, on: input.on });
      const after = { ...count, subjectId, sourceIds };
      await manager.save(ReportedCount, { ...after, note: null });
      await writing.record(subjectId, before, after);
      return boycott;
    });
  }
}

async function checked(input: BoycottInput, manager: EntityManager, { clock }: Request) {
  const { newSources, endedOn = null, ...row } = input;
  refuseFuture('startedOn', input.startedOn, clock());
  if (endedOn !== null) refuseWrongEnd('endedOn', input.startedOn, endedOn, clock());
  await settleSources(manager, input.sourceIds, newSources);
  if (!(await manager.existsBy(Publisher, { id: input.targetPublisherId })))
    throw new BadInput('targetPublisherId', `No publisher has the id ${JSON.stringify(input.targetPublisherId)}.`, {
      reason: 'PUBLISHER_UNKNOWN',
    });
  await refuseUnknownPolicies(manager, input.policyIds);
  return { ...row, endedOn };
}

function refuseWrongEnd(field: string, startedOn: string, endedOn: string, now: Date): void {
  refuseFuture(field, endedOn, now);
  if (endedOn < startedOn)
    throw new BadInput(field, `The boycott began on ${startedOn}, so it cannot have ended on ${endedOn}. Choose a later day.`, {
      reason: 'END_BEFORE_START',
    });
}

async function written(
  writing: Change,
  before: object | null,
  after: Readonly<Record<string, unknown>> & { readonly id: string },
): Promise<Boycott> {
  await writing.record(after.id, before, after);
  return writing.manager.findOneByOrFail(Boycott, { id: after.id });
}
