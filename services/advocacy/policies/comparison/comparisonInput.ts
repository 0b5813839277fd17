// What can be compared: policies of publishers, single ones and hypothetical ones?
import { ArrayMaxSize, IsOptional, MaxLength, MinLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { candidateLimit } from '#advocacy/licensing/compare';
import { Embargo } from '#advocacy/terms/embargo';
import { LicenseTerms } from '#advocacy/terms/license';
import { Price } from '#advocacy/terms/price';
import { CountryCode, DateScalar } from '#kit/words/scalars';
import { MaterialFormat } from '../terms/policyWords';
import { LendingScenario } from './lendingScenario';

const atMost = (what: string) => ({ message: `At most ${candidateLimit} ${what} can be compared at once.` });

@InputType({
  description:
    'Terms that nobody set, to stand beside real ones: made up as a whole, or real ones of publishers with parts replaced.',
})
export class HypotheticalPolicy {
  @Field({ description: 'What it is called in the rows, 1 to 100 characters.' })
  @MinLength(1)
  @MaxLength(100)
  label!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Publishers whose terms of the day it starts from, a row for each: what is left out below stays theirs. Without it license is needed.',
  })
  @IsOptional()
  @ArrayMaxSize(candidateLimit, atMost('publishers'))
  publisherIds?: string[] | null;

  @Field(() => LicenseTerms, { nullable: true, description: 'The terms of a license.' })
  license?: LicenseTerms | null;

  @Field(() => Embargo, { nullable: true, description: 'The embargo; null for none, left out to keep the one there is.' })
  embargo?: Embargo | null;

  @Field(() => [Price], { nullable: true, description: 'Its prices; empty for none, left out to keep those there are.' })
  @IsOptional()
  @ArrayMaxSize(20)
  prices?: Price[] | null;
}

@InputType({
  description: `What to compare: publishers, single policies and hypothetical ones, at most ${candidateLimit} rows together.`,
})
export class CompareLendingInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'Publishers or imprints: a row for each policy that applied to them on the day, and for each of its options, in this order.',
  })
  @IsOptional()
  @ArrayMaxSize(candidateLimit, atMost('publishers'))
  publisherIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Single policies by their ids, each with its options, whenever they were in force and also if they never were.',
  })
  @IsOptional()
  @ArrayMaxSize(candidateLimit, atMost('policies'))
  policyIds?: string[] | null;

  @Field(() => [HypotheticalPolicy], { nullable: true, description: 'Terms that nobody set.' })
  @IsOptional()
  @ArrayMaxSize(candidateLimit, atMost('hypothetical policies'))
  hypothetical?: HypotheticalPolicy[] | null;

  @Field(() => DateScalar, {
    description: 'The day in question: that of the policies, and on which the title is published and bought.',
  })
  on!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'Policies as they were believed at this moment; as they are known now without it.',
  })
  asKnownOn?: Date | null;

  @Field(() => MaterialFormat, { defaultValue: MaterialFormat.EBOOK, description: 'The format of the title.' })
  format!: MaterialFormat;

  @Field(() => CountryCode, { nullable: true, description: 'Only policies documented for this country; all without it.' })
  territory?: string | null;

  @Field(() => LendingScenario, { description: 'The library and its readers.' })
  scenario!: LendingScenario;
}
