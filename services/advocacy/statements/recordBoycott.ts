// How does an editor record who stopped buying from whom, correct that record, or record its end?
import { ArrayMaxSize, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { refuseUnknownPolicies, Sourced, settleSources } from '#advocacy/policies/index';
import { Publisher } from '#advocacy/publishers/index';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { refuseFuture } from '#kit/words/future';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { DateScalar } from '#kit/words/scalars';
import { OneLine } from '#kit/words/texts';
import { Boycott } from './boycott';

/** The id is taken. */
export class BoycottExists extends Problem {
  constructor(id: string) {
    super('BOYCOTT_EXISTS', `A boycott ${JSON.stringify(id)} is recorded already. To change it, use correctBoycott.`, { id });
  }
}

@InputType({ description: 'A boycott as its sources have it.' })
export class BoycottInput extends Sourced {
  @Field(() => ID, { description: 'A readable id such as boycott-macmillan-2019.' })
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'id must be lower-case letters and digits, with single hyphens between' })
  @MaxLength(100)
  id!: string;

  @Field({ description: 'What it is called.' })
  @OneLine(300)
  title!: string;

  @Field(() => ID, { description: 'From which publisher they stop buying.' })
  targetPublisherId!: string;

  @Field({ description: 'Who coordinates it, by name.' })
  @OneLine(300)
  coordinator!: string;

  @Field(() => DateScalar, { description: 'Its first day.' })
  startedOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it ended; null while it goes on, or when no end was found.',
  })
  @IsOptional()
  endedOn?: string | null;

  @Field(() => [ID], { defaultValue: [], description: 'The policies it is about.' })
  @ArrayMaxSize(50)
  policyIds!: string[];
}

@InputType({ description: 'The end of a boycott.' })
export class EndBoycottInput extends Sourced {
  @Field(() => ID, { description: 'The boycott.' })
  id!: string;

  @Field(() => DateScalar, { description: 'The day on which it ended, not before it began.' })
  on!: string;
}

/** @throws BadInput, BoycottExists */
export async function recordBoycott(input: BoycottInput, request: Request): Promise<Boycott> {
  return request.database.transaction(async (manager) => {
    const row = await checked(input, manager, request);
    const { raw } = await manager.createQueryBuilder().insert().into(Boycott).values(row).orIgnore().returning('id').execute();
    if (raw.length === 0) throw new BoycottExists(input.id);
    return written('recordBoycott', null, row, manager, request);
  });
}

/** Replaces a record, but for its dated numbers; what it was stays in the audit log, with the reason. @throws BadInput, NotFound */
export async function correctBoycott(input: BoycottInput, reason: string, request: Request): Promise<Boycott> {
  return request.database.transaction(async (manager) => {
    const before = await held(manager, input.id);
    const row = await checked(input, manager, request);
    await manager.update(Boycott, { id: input.id }, row);
    return written('correctBoycott', before, { ...row, reason }, manager, request);
  });
}

/** Adds the day and its sources to the record; a later call corrects the day. @throws BadInput, NotFound */
export async function endBoycott(input: EndBoycottInput, request: Request): Promise<Boycott> {
  const { id, on: endedOn, sourceIds, newSources } = input;
  return request.database.transaction(async (manager) => {
    const before = await held(manager, id);
    refuseWrongEnd('on', before.startedOn, endedOn, request.clock());
    await settleSources(manager, sourceIds, newSources);
    const ended = { endedOn, sourceIds: [...new Set([...before.sourceIds, ...sourceIds])] };
    await manager.update(Boycott, { id }, ended);
    const was = { endedOn: before.endedOn, sourceIds: before.sourceIds };
    return written('endBoycott', was, { id, ...ended }, manager, request);
  });
}

async function held(manager: EntityManager, id: string): Promise<Boycott> {
  const found = await manager.findOne(Boycott, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!found) throw new NotFound('boycott', id);
  return found;
}

async function checked(input: BoycottInput, manager: EntityManager, { clock }: Request) {
  const { newSources, endedOn = null, ...row } = input;
  refuseFuture('startedOn', input.startedOn, clock());
  if (endedOn !== null) refuseWrongEnd('endedOn', input.startedOn, endedOn, clock());
  await settleSources(manager, input.sourceIds, newSources);
  if (!(await manager.existsBy(Publisher, { id: input.targetPublisherId })))
    throw new BadInput('targetPublisherId', `No publisher has the id ${JSON.stringify(input.targetPublisherId)}.`);
  await refuseUnknownPolicies(manager, input.policyIds);
  return { ...row, endedOn };
}

function refuseWrongEnd(field: string, startedOn: string, endedOn: string, now: Date): void {
  refuseFuture(field, endedOn, now);
  if (endedOn < startedOn) throw new BadInput(field, `A boycott that began on ${startedOn} can not have ended on ${endedOn}.`);
}

async function written(
  action: string,
  before: object | null,
  after: Readonly<Record<string, unknown>> & { readonly id: string },
  manager: EntityManager,
  { identity, clock }: Request,
): Promise<Boycott> {
  await audit(manager, { at: clock(), subject: identity.subject, action, recordId: after.id, before, after });
  return manager.findOneByOrFail(Boycott, { id: after.id });
}
