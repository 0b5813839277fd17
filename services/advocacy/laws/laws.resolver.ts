// Laws and bills by jurisdiction, by stage and as of a day.
import { ArrayMaxSize, IsOptional, Matches } from 'class-validator';
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import { type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { CountryCode, DateScalar } from '#kit/words/validation';
import { Law, LawConnection } from './law';
import { LawStage, stageOn, stageOnSql } from './lawStep';

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
