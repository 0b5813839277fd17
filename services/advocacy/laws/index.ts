// What laws add to the subgraph: their list, how editors record and correct them, and those that a new database begins with.

import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Matches, MaxLength } from 'class-validator';
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { change } from '#kit/data/change';
import { type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Sourced, settleSources } from '#kit/data/sourced';
import type { Feature } from '#kit/subgraph/federate';
import { Audience, anyone } from '#kit/words/audience';
import { refuseFuture } from '#kit/words/clock';
import { addMissing, Confidence, readFacts, Source } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { longestRegion, regionIn } from '#kit/words/places';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { because, CountryCode, DateScalar, OneLine, SomeLines } from '#kit/words/validation';
import { Law, LawConnection, PolicyFlagCode } from './law';
import { LawStage, LawStep, stageOn, stageOnSql } from './lawStep';

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
  @Matches(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    because('ID_WRONG', 'id must be lower-case letters and digits, with single hyphens between'),
  )
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

  @Field(() => String, {
    nullable: true,
    description: 'The state or province, by its ISO 3166-2 code or its name; null for a whole country.',
  })
  @IsOptional()
  @MaxLength(longestRegion)
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
    throw new BadInput('reason', 'reason must hold visible text of at most 2,000 characters. Say why the record changes.', {
      reason: 'NOT_VISIBLE',
    });
}

/** The columns of a law as an editor describes it. @throws BadInput */
function rowOf(input: LawInput, now: Date) {
  const { newSources: _, number = null, country = null, triggerClause = null, note = null, ...rest } = input;
  if (input.region && !country)
    throw new BadInput('region', `The region ${input.region} needs its country. Name it, or leave the region out.`, {
      reason: 'REGION_WITHOUT_COUNTRY',
    });
  const region = country && regionIn(country, input.region);
  let last = '0001-01-01';
  for (const [i, { on }] of input.steps.entries()) {
    if (on === null) continue;
    refuseFuture(`steps[${i}].on`, on, now);
    if (on < last)
      throw new BadInput(
        `steps[${i}].on`,
        `Step ${i + 1} is of ${on}, but a step before it of ${last}. Give the steps in order.`,
        { reason: 'STEPS_IN_DISORDER', values: { step: i + 1, day: last } },
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

@InputType({
  description:
    'Which laws and bills to list. One must meet every condition that is given; a condition that is left out or null does not count. An empty list finds nothing.',
})
class LawFilter {
  @Field(() => [CountryCode], { nullable: true, description: 'Only of these countries, their states and provinces included.' })
  @IsOptional()
  @ArrayMaxSize(100)
  countries?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only for exactly these jurisdictions, such as US-CT, CA-ON, NL or EU, in any case.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  @Matches(/^[a-z]{2}(-[a-z0-9]{1,3})?$/i, {
    each: true,
    message: 'jurisdictions must be codes of countries or regions such as NL or US-CT, or EU',
  })
  jurisdictions?: string[] | null;

  @Field(() => [LawStage], { nullable: true, description: 'Only at these stages, on the day asked about, else at last.' })
  @IsOptional()
  @ArrayMaxSize(20)
  stages?: LawStage[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for those that a check of policyFlags stands for, false for those that are listed only.',
  })
  checked?: boolean | null;
}

/** The laws that a filter describes. As of a day, those that had not begun then are left out. */
function lawsMatching(filter: LawFilter | null, on: string | null): List<Law> {
  return {
    entity: Law,
    where: `($1::text[] IS NULL OR country = ANY($1)) AND ($2::text[] IS NULL OR jurisdiction = ANY($2))
      AND ($3::text[] IS NULL OR ${stageOnSql('$5::date')} = ANY($3)) AND ($4::boolean IS NULL OR (cardinality(checks) > 0) = $4)
      AND ($5::date IS NULL OR ${stageOnSql('$5::date')} IS NOT NULL)`,
    parameters: [
      filter?.countries ?? null,
      filter?.jurisdictions?.map((code) => code.toUpperCase()) ?? null,
      filter?.stages ?? null,
      filter?.checked ?? null,
      on,
    ],
    order: ['jurisdiction', 'id'],
  };
}

@Resolver(() => Law)
export class LawsResolver {
  @Audience(anyone)
  @Query(() => LawConnection, {
    description:
      'Laws and bills on the terms under which publishers license to libraries, by jurisdiction and then by id. Errors: BAD_USER_INPUT.',
  })
  async laws(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => LawFilter, { nullable: true, description: 'Which to list; without it, all.' }) filter: LawFilter | null,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description:
        'As of this day: stages are those reached by then, and what had not begun is left out. Steps whose day was not found do not count, unless none has a day. Without it, the last stage known.',
    })
    on: string | null,
    @Ctx() { database }: Request,
  ) {
    const list = lawsMatching(filter ?? null, on ?? null);
    return LawConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(anyone)
  @Query(() => Law, { nullable: true, description: 'One law or bill. Errors: NOT_FOUND.' })
  async law(
    @Arg('id', () => ID, { description: 'Its id, such as us-ct-sb-1234.' }) id: string,
    @Ctx() { loaders }: Request,
  ): Promise<Law> {
    const found = await loaders.one(Law).load(id);
    if (!found) throw new NotFound('law', id);
    return found;
  }

  @FieldResolver(() => LawStage, {
    nullable: true,
    description:
      'The stage it had reached on a day, the last one known without it; null when its first dated step was still to come. Steps whose day was not found do not count for a day, unless none has one.',
  })
  stage(
    @Root() { steps }: Law,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day to ask about.' }) on?: string | null,
  ): LawStage | null {
    return on ? stageOn(steps, on) : steps.at(-1)!.stage;
  }

  @FieldResolver(() => [Source], { description: 'Where we read it, the most important source first.' })
  sources(@Root() { sourceIds }: Law, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}

export { Law, lawsBehind, PolicyFlagCode } from './law';

export const lawEntities = [Law];

/**
 * Laws are rows that editors record. The checks of policyFlags are code in `policies/`: a row names those that it stands behind, and a
 * row without one is listed and never flagged.
 */
export const lawsFeature: Feature<Request> = {
  resolvers: [LawsResolver, LawEditingResolver],
};

/** One entry of `laws` in data/laws.json; data/README.md tells what each field means. */
interface LawFact {
  readonly id: string;
  readonly name: string;
  readonly number: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly steps: readonly LawStep[];
  readonly triggerClause: string | null;
  readonly checks: readonly PolicyFlagCode[];
  readonly notChecked: readonly string[];
  readonly sources: readonly string[];
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** Adds the laws of the facts that are not there yet; runs inside the caller's transaction. */
export async function seedLaws(manager: EntityManager): Promise<void> {
  const { laws } = readFacts<{ laws: LawFact[] }>('laws.json');
  const rows = laws.map(({ sources, ...law }) => ({
    ...law,
    jurisdiction: law.region ?? law.country ?? 'EU',
    sourceIds: sources,
  }));
  await addMissing(manager, Law, rows);
}
