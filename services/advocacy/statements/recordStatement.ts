// How does an editor record what an organization said, or correct such a record?
import { ArrayMaxSize, ArrayMinSize, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { refuseUnknownPolicies, Sourced, settleSources } from '#advocacy/policies/index';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { Confidence, DatePrecision } from '#kit/words/facts';
import { refuseFuture } from '#kit/words/future';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { DateScalar } from '#kit/words/scalars';
import { OneLine } from '#kit/words/texts';
import { Organization } from './organization';
import { Stance, Statement, undated } from './statement';

/** The id is taken. */
export class StatementExists extends Problem {
  constructor(id: string) {
    super('STATEMENT_EXISTS', `A statement ${JSON.stringify(id)} is recorded already. To change it, use correctStatement.`, {
      id,
    });
  }
}

@InputType({ description: 'A statement as its source has it.' })
export class StatementInput extends Sourced {
  @Field(() => ID, { description: 'A readable id such as nla-2019-10-09.' })
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'id must be lower-case letters and digits, with single hyphens between' })
  @MaxLength(100)
  id!: string;

  @Field({ description: 'Its title, or a description where it has none.' })
  @OneLine(300)
  title!: string;

  @Field(() => Stance, { description: 'Where it stands; CALL_TO_RESPOND for an appeal to others.' })
  stance!: Stance;

  @Field(() => [ID], { description: 'Who made it; organizations of the record.' })
  @ArrayMinSize(1, { message: 'organizationIds must name at least one organization.' })
  @ArrayMaxSize(50)
  organizationIds!: string[];

  @Field(() => [ID], { defaultValue: [], description: 'Whom a call asks to respond; the state chapters when none are named.' })
  @ArrayMaxSize(500)
  askedIds!: string[];

  @Field(() => [ID], {
    defaultValue: [],
    description: 'The policies it is about. A call needs one at least: answers to it are statements about the same policies.',
  })
  @ArrayMaxSize(50)
  policyIds!: string[];

  @Field(() => DateScalar, { nullable: true, description: 'When it was published; null when no date was found.' })
  publishedOn?: string | null;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly that date is known.' })
  precision!: DatePrecision;

  @Field(() => Confidence, { description: 'How well it is supported.' })
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known of it.' })
  @IsOptional()
  @MaxLength(2_000)
  note?: string | null;
}

/** @throws BadInput, StatementExists */
export const recordStatement = (input: StatementInput, request: Request): Promise<Statement> =>
  write('recordStatement', input, null, request);

/** Replaces a record; what it was stays in the audit log, with the reason. @throws BadInput, NotFound */
export const correctStatement = (input: StatementInput, reason: string, request: Request): Promise<Statement> =>
  write('correctStatement', input, reason, request);

async function write(action: string, input: StatementInput, reason: string | null, { database, identity, clock }: Request) {
  const { sourceIds, newSources, publishedOn = null, precision, note = null, ...rest } = input;
  if (input.askedIds.length > 0 && input.stance !== Stance.CALL_TO_RESPOND)
    throw new BadInput('askedIds', 'askedIds belong to a statement whose stance is CALL_TO_RESPOND.');
  // Otherwise everyone who was asked would be shown as silent, whatever they said.
  if (input.policyIds.length === 0 && input.stance === Stance.CALL_TO_RESPOND)
    throw new BadInput('policyIds', 'A call must name the policies it is about, by which its answers are found.');
  if (publishedOn !== null) refuseFuture('publishedOn', publishedOn, clock());
  return database.transaction(async (manager) => {
    await settleSources(manager, sourceIds, newSources);
    await refuseStrangers(manager, 'organizationIds', input.organizationIds);
    await refuseStrangers(manager, 'askedIds', input.askedIds);
    await refuseUnknownPolicies(manager, input.policyIds);
    const row = {
      ...rest,
      note,
      sourceIds,
      publishedDay: publishedOn,
      publishedPrecision: publishedOn === null ? null : precision,
      listedOn: publishedOn ?? undated,
    };
    const recordedAt = clock();
    const before = await manager.findOne(Statement, { where: { id: input.id }, lock: { mode: 'pessimistic_write' } });
    if (reason !== null && !before) throw new NotFound('statement', input.id);
    if (reason === null) {
      const { raw } = await manager
        .createQueryBuilder()
        .insert()
        .into(Statement)
        .values({ ...row, recordedAt })
        .orIgnore()
        .returning('id')
        .execute();
      if (raw.length === 0) throw new StatementExists(input.id);
    } else await manager.update(Statement, { id: input.id }, row);
    await audit(manager, {
      at: recordedAt,
      subject: identity.subject,
      action,
      recordId: input.id,
      before,
      after: { ...row, reason },
    });
    return manager.findOneByOrFail(Statement, { id: input.id });
  });
}

async function refuseStrangers(manager: EntityManager, field: string, ids: readonly string[]): Promise<void> {
  const known = await manager.createQueryBuilder(Organization, 'o').where('o.id = ANY(:ids)', { ids }).getMany();
  const stranger = ids.find((id) => !known.some((organization) => organization.id === id));
  if (stranger) throw new BadInput(field, `No organization has the id ${JSON.stringify(stranger)}; record it first.`);
}
