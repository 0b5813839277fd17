// How editors record laws and bills, and correct such records.
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Matches, MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { Sourced, settleSources } from '#kit/data/sourced';
import { Audience } from '#kit/words/audience';
import { refuseFuture } from '#kit/words/clock';
import { Confidence } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput, Problem } from '#kit/words/problem';
import { CountryCode, OneLine, SomeLines } from '#kit/words/validation';
import { Law, PolicyFlagCode } from './law';
import { LawStep } from './lawStep';

const errors = 'For editors. Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT (with the field)';

/** The id is taken. */
class LawExists extends Problem {
  constructor(id: string) {
    super('LAW_EXISTS', `A law with the id ${JSON.stringify(id)} is already recorded. Use correctLaw to change it.`, {
      id,
      field: 'id',
    });
  }
}

@InputType({ description: 'A law or bill, as its sources have it.' })
class LawInput extends Sourced {
  @Field(() => ID, { description: 'A readable id such as us-ct-sb-1234; at most 80 characters.' })
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'id must be lower-case letters and digits, with single hyphens between' })
  @MaxLength(80)
  id!: string;

  @Field({ description: 'Its name.' })
  @OneLine(300)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its number, such as SB 1234; null when it has none or it was not found.' })
  @IsOptional()
  @OneLine(100)
  number?: string | null;

  @Field(() => CountryCode, { nullable: true, description: 'The country; null for the European Union.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'The state or province by its ISO 3166-2 code; null for a whole country.' })
  @IsOptional()
  @Matches(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, { message: 'region must be an ISO 3166-2 code such as US-NE' })
  region?: string | null;

  @Field(() => [LawStep], {
    description: 'How far it got, the first step first; from 1 to 30, each not before the one before it.',
  })
  @ArrayMinSize(1, { message: 'steps must hold at least one step.' })
  @ArrayMaxSize(30)
  steps!: LawStep[];

  @Field(() => String, { nullable: true, description: 'What must happen before it acts; at most 1,000 characters.' })
  @IsOptional()
  @SomeLines(1_000)
  triggerClause?: string | null;

  @Field(() => [PolicyFlagCode], {
    defaultValue: [],
    description: 'The checks of policyFlags that it stands behind; none for a law that is listed only.',
  })
  @ArrayUnique()
  checks!: PolicyFlagCode[];

  @Field(() => [String], {
    defaultValue: [],
    description: 'What it also bars and no check looks at; at most 20, 300 characters each.',
  })
  @ArrayMaxSize(20)
  @MaxLength(300, { each: true })
  notChecked!: string[];

  @Field(() => Confidence, { description: 'How well it is supported that there is such a law or bill.' })
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known of it; at most 2,000 characters.' })
  @IsOptional()
  @SomeLines(2_000)
  note?: string | null;
}

@Resolver()
export class LawEditingResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => Law, { description: `Records a law or bill. ${errors}, LAW_EXISTS.` })
  recordLaw(
    @Arg('input', () => LawInput, { description: 'The law or bill.' }) input: LawInput,
    @Ctx() request: Request,
  ): Promise<Law> {
    return change(request, 'recordLaw', async (writing) => {
      const { manager, now } = writing;
      const row = rowOf(input, now);
      await settleSources(manager, input.sourceIds, input.newSources);
      const insert = manager.createQueryBuilder().insert().into(Law);
      const { raw } = await insert
        .values({ ...row, recordedAt: now } as never)
        .orIgnore()
        .returning('id')
        .execute();
      if (raw.length === 0) throw new LawExists(input.id);
      await writing.record(input.id, null, row);
      return manager.findOneByOrFail(Law, { id: input.id });
    });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Law, {
    description: `Replaces the record of a law or bill, for example when it took a step. The audit log keeps the old one. ${errors}, NOT_FOUND.`,
  })
  correctLaw(
    @Arg('input', () => LawInput, { description: 'The law or bill as it should be recorded.' }) input: LawInput,
    @Arg('reason', { description: 'Why the record changes; plain text of at most 2,000 characters.' }) reason: string,
    @Ctx() request: Request,
  ): Promise<Law> {
    refuseBlank(reason);
    return change(request, 'correctLaw', async (writing) => {
      const { manager } = writing;
      const before = await writing.lock(Law, 'law', input.id);
      const row = rowOf(input, writing.now);
      await settleSources(manager, input.sourceIds, input.newSources);
      await manager.update(Law, { id: input.id }, row as never);
      await writing.record(input.id, before, { ...row, reason });
      return manager.findOneByOrFail(Law, { id: input.id });
    });
  }
}

function refuseBlank(reason: string): void {
  if (reason.trim() === '' || reason.length > 2_000)
    throw new BadInput('reason', 'reason must hold visible text of at most 2,000 characters. Say why the record changes.');
}

/** The columns of a law as an editor describes it. @throws BadInput */
function rowOf(input: LawInput, now: Date) {
  const { newSources: _, number = null, country = null, region = null, triggerClause = null, note = null, ...rest } = input;
  if (region !== null && !(country && region.startsWith(`${country}-`)))
    throw new BadInput(
      'region',
      `The region ${region} does not belong to the country ${country ?? '(none)'}. Leave it out, or name its country.`,
    );
  let last = '0001-01-01';
  for (const [i, { on }] of input.steps.entries()) {
    if (on === null) continue;
    refuseFuture(`steps[${i}].on`, on, now);
    if (on < last)
      throw new BadInput(
        `steps[${i}].on`,
        `Step ${i + 1} is of ${on}, but a step before it of ${last}. Give the steps in order.`,
      );
    last = on;
  }
  const jurisdiction = region ?? country ?? 'EU';
  const steps = input.steps.map(({ stage, on, precision, confidence, note: told }) => ({
    stage,
    on,
    precision,
    confidence,
    note: told,
  }));
  return { ...rest, number, country, region, jurisdiction, triggerClause, note, steps };
}
