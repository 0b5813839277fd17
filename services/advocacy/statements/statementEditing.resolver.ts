// How editors record who speaks and what they said, and correct such records.
import { ArrayMaxSize, ArrayMinSize, IsOptional, Matches, MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { refuseUnknownPolicies } from '#advocacy/policies/index';
import { change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { Sourced, settleSources } from '#kit/data/sourced';
import { Audience } from '#kit/words/audience';
import { refuseFuture } from '#kit/words/clock';
import { Confidence, DatePrecision, undated } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { longestRegion, regionIn } from '#kit/words/places';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { because, CountryCode, DateScalar, OneLine, SomeLines } from '#kit/words/validation';
import { Organization, OrganizationKind, organizationId } from './organization';
import { Stance, Statement } from './statement';

export const editorErrors = 'For editors. Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT';

/** The id is taken. */
class StatementExists extends Problem {
  constructor(id: string) {
    super(
      'STATEMENT_EXISTS',
      `A statement with the id ${JSON.stringify(id)} is already recorded. Use correctStatement to change it.`,
      {
        id,
      },
    );
  }
}

@InputType({ description: 'An organization that takes a public stance. Its id is made from its name.' })
class OrganizationInput {
  @Field({ description: 'Its name.' })
  @Matches(/[\p{L}\p{N}]/u, because('NOT_VISIBLE', 'name must not be empty'))
  @MaxLength(200)
  name!: string;

  @Field(() => OrganizationKind, { description: 'What kind of organization it is.' })
  kind!: OrganizationKind;

  @Field(() => CountryCode, { description: 'Its country.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its region, by its ISO 3166-2 code or its name; null for a national organization.',
  })
  @IsOptional()
  @MaxLength(longestRegion)
  region?: string | null;

  @Field({ defaultValue: false, description: 'True for a state chapter of the American Library Association.' })
  isAlaChapter!: boolean;
}

@InputType({ description: 'A statement, as its source has it.' })
class StatementInput extends Sourced {
  @Field(() => ID, { description: 'A readable id such as nla-2019-10-09.' })
  @Matches(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    because('ID_WRONG', 'id must be lower-case letters and digits, with single hyphens between'),
  )
  @MaxLength(100)
  id!: string;

  @Field({ description: 'Its title, or a description where it has none.' })
  @OneLine(300)
  title!: string;

  @Field(() => Stance, { description: 'The stance it takes; CALL_TO_RESPOND for an appeal to others.' })
  stance!: Stance;

  @Field(() => [ID], { description: 'Who made it; ids of recorded organizations.' })
  @ArrayMinSize(1, { message: 'organizationIds must name at least one organization.' })
  @ArrayMaxSize(50)
  organizationIds!: string[];

  @Field(() => [ID], { defaultValue: [], description: 'Who a call asks to respond; every state chapter when none are named.' })
  @ArrayMaxSize(500)
  askedIds!: string[];

  @Field(() => [ID], {
    defaultValue: [],
    description: 'The policies it is about. A call needs at least one: its answers are the statements about the same policies.',
  })
  @ArrayMaxSize(50)
  policyIds!: string[];

  @Field(() => DateScalar, { nullable: true, description: 'When it was published; null when no date was found.' })
  publishedOn?: string | null;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly that date is known.' })
  precision!: DatePrecision;

  @Field(() => Confidence, { description: 'How well the record is supported.' })
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known about it.' })
  @IsOptional()
  @MaxLength(2_000)
  note?: string | null;
}

@ArgsType()
export class CorrectionArgs {
  @Field({ description: 'Why the record was wrong; plain text of at most 2,000 characters.' })
  @SomeLines(2_000)
  reason!: string;
}

@Resolver()
export class StatementEditingResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => Organization, {
    description: `Records an organization, or corrects what was recorded under the same name. ${editorErrors}.`,
  })
  recordOrganization(
    @Arg('input', () => OrganizationInput, { description: 'The organization.' }) input: OrganizationInput,
    @Ctx() request: Request,
  ): Promise<Organization> {
    const region = regionIn(input.country, input.region);
    const row = { ...input, region, id: organizationId(input.name) };
    return change(request, 'recordOrganization', async (writing) => {
      const before = await writing.manager.findOneBy(Organization, { id: row.id });
      const saved = await writing.manager.save(Organization, row);
      await writing.record(row.id, before, row);
      return saved;
    });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Statement, { description: `Records a statement or a call to respond. ${editorErrors}, STATEMENT_EXISTS.` })
  recordStatement(
    @Arg('input', () => StatementInput, { description: 'The statement.' }) input: StatementInput,
    @Ctx() request: Request,
  ): Promise<Statement> {
    return write('recordStatement', input, null, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Statement, {
    description: `Replaces the record of a statement. The audit log keeps the old one. ${editorErrors}, NOT_FOUND.`,
  })
  correctStatement(
    @Arg('input', () => StatementInput, { description: 'The statement as it should have been recorded.' }) input: StatementInput,
    @Args(() => CorrectionArgs) { reason }: CorrectionArgs,
    @Ctx() request: Request,
  ): Promise<Statement> {
    return write('correctStatement', input, reason, request);
  }
}

/** A reason means a correction. @throws BadInput, StatementExists, NotFound */
async function write(action: string, input: StatementInput, reason: string | null, request: Request): Promise<Statement> {
  const { sourceIds, newSources, publishedOn = null, precision, note = null, ...rest } = input;
  if (input.askedIds.length > 0 && input.stance !== Stance.CALL_TO_RESPOND)
    throw new BadInput('askedIds', 'askedIds are only for a statement with the stance CALL_TO_RESPOND.', {
      reason: 'ASKED_WITHOUT_CALL',
    });
  // Otherwise everyone who was asked would appear silent, whatever they said.
  if (input.policyIds.length === 0 && input.stance === Stance.CALL_TO_RESPOND)
    throw new BadInput('policyIds', 'A call must name at least one policy: its answers are found by the policies it is about.', {
      reason: 'CALL_WITHOUT_POLICY',
    });
  if (publishedOn !== null) refuseFuture('publishedOn', publishedOn, request.clock());
  return change(request, action, async (writing) => {
    const { manager } = writing;
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
    const before = await manager.findOne(Statement, { where: { id: input.id }, lock: { mode: 'pessimistic_write' } });
    if (reason !== null && !before) throw new NotFound('statement', input.id);
    if (reason === null) {
      const { raw } = await manager
        .createQueryBuilder()
        .insert()
        .into(Statement)
        .values({ ...row, recordedAt: writing.now })
        .orIgnore()
        .returning('id')
        .execute();
      if (raw.length === 0) throw new StatementExists(input.id);
    } else await manager.update(Statement, { id: input.id }, row);
    await writing.record(input.id, before, { ...row, reason });
    return manager.findOneByOrFail(Statement, { id: input.id });
  });
}

async function refuseStrangers(manager: EntityManager, field: string, ids: readonly string[]): Promise<void> {
  const known = await manager.createQueryBuilder(Organization, 'o').where('o.id = ANY(:ids)', { ids }).getMany();
  const stranger = ids.find((id) => !known.some((organization) => organization.id === id));
  if (stranger)
    throw new BadInput(
      field,
      `No organization has the id ${JSON.stringify(stranger)}. Record it with recordOrganization first.`,
      { reason: 'ORGANIZATION_UNKNOWN' },
    );
}
