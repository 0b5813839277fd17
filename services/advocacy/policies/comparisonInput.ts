// The input of compareLending: the policies to compare, and the library and readers to compare them for.
import { ArrayMaxSize, IsOptional, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { CountryCode, DateScalar, DecimalScalar } from '#kit/words/validation';
import { candidateLimit } from '../licensing/compare';
import { type Beginning, beginnings } from '../licensing/scenario';
import { Currency, Embargo, LicenseTerms, Price } from '../terms/license';
import { homeTerritory, KnownBy, territoryAsked } from './inForce';
import { knownByWhat } from './policyInForce';
import { MaterialFormat } from './policyPeriod';

const CopiesAtStart = enumOf('CopiesAtStart', 'Where the copies are when the queue begins.', beginnings);

@InputType({ description: 'A price to calculate with instead of the one that is stated.' })
class PriceOverride {
  @Field(() => ID, {
    description:
      'What it is the price of: the label of a row, else the id of a policy or publisher or the label of a hypothetical policy. It is used in all rows of that name where the same is paid for as in the first of them, a license or a loan.',
  })
  id!: string;

  @Field(() => DecimalScalar, {
    description: 'The price of one license, or of one loan where loans are paid for, in the currency of the scenario.',
  })
  amount!: string;
}

@InputType({ description: 'The same title in print, for a row beside the digital ones.' })
export class PrintCopies {
  @Field(() => DecimalScalar, {
    description: 'What the library pays for one copy, with what it costs to prepare, in the currency of the scenario.',
  })
  price!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'After how many loans a copy is worn out and bought again, from 1 to 10,000; null for a copy that lasts.',
  })
  @IsOptional()
  @Min(1)
  @Max(10_000)
  loansPerCopy?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Its longest loan in days, from 1 to 365, where it is shorter than that of the scenario; without it that one.',
  })
  @IsOptional()
  @Min(1)
  @Max(365)
  loanDays?: number | null;
}

@InputType({ description: 'One title at one library, published and bought on the day of the comparison.' })
export class LendingScenario {
  @Field(() => Int, { description: 'How many readers should have the title at the same time, from 0 to 10,000.' })
  copies!: number;

  @Field(() => Int, { description: 'How many readers wait for it on the day of publication, from 0 to 10,000.' })
  holds!: number;

  @Field(() => Float, { description: 'Loans of one copy a year, from 0 to 366.' })
  checkoutsPerYear!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'By which share checkoutsPerYear grows from each year to the next, from -0.9 to 1, such as 0.05; without it 0. Costs use the mean of the years and must be feasible in the busiest; waits are those of the day.',
  })
  demandGrowth?: number | null;

  @Field(() => Float, { description: 'For how many years the library lends the title: above 0, at most 30.' })
  years!: number;

  @Field(() => Int, {
    description: 'The length of a loan in days, from 1 to 365. A license that allows only shorter loans shortens it.',
  })
  loanDays!: number;

  @Field(() => Int, { defaultValue: 1, description: 'The position in the queue whose wait is worked out, from 1 to 10,000.' })
  reader!: number;

  @Field(() => CopiesAtStart, {
    defaultValue: 'FREE',
    description:
      'Where the copies are on the day: FREE as on the day of publication, or JUST_LENT as on an ordinary day with a queue.',
  })
  copiesAtStart!: Beginning;

  @Field(() => Int, {
    nullable: true,
    description: 'The longest wait in days that the library promises, from 0 to 10,000; null for no promise.',
  })
  promisedWaitDays?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The share of a loan for which readers keep a title on average, from 0.01 to 1; without it 1, the worst case.',
  })
  keptShare?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Days that pass until the next reader takes a returned copy, from 0 to 60; without it 0.',
  })
  pickUpDays?: number | null;

  @Field({
    defaultValue: 'USD',
    description: 'The currency by its ISO 4217 code. Prices in another currency are not converted; they are missing.',
  })
  @Currency()
  currency!: string;

  @Field(() => [PriceOverride], {
    defaultValue: [],
    description: 'Prices to calculate with instead of those stated, or where none is stated; at most 200.',
  })
  @ArrayMaxSize(200)
  priceOverrides!: PriceOverride[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What one loan costs where each is paid for, for breakEven.loans; without it, what the same publisher asks in a row that is paid by the loan.',
  })
  perLoanPrice?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What a perpetual license costs, for breakEven.months; without it, what the same publisher asks in a row with a perpetual license.',
  })
  perpetualPrice?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the title costs consumers, for markup and for prices by rule.',
  })
  consumerPrice?: string | null;

  @Field(() => PrintCopies, {
    nullable: true,
    description: 'The title in print, which becomes the last row, named "Print"; without it there is none.',
  })
  print?: PrintCopies | null;
}

const atMost = (what: string) => ({ message: `At most ${candidateLimit} ${what} can be compared at once.` });

@InputType({
  description: 'Made-up terms to compare with real ones: made up as a whole, or real terms of publishers with parts replaced.',
})
export class HypotheticalPolicy {
  @Field({ description: 'Its label in the rows, from 1 to 100 characters; two hypothetical policies need two labels.' })
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

  @Field(() => [HypotheticalPolicy], { nullable: true, description: 'Made-up terms.' })
  @IsOptional()
  @ArrayMaxSize(candidateLimit, atMost('hypothetical policies'))
  hypothetical?: HypotheticalPolicy[] | null;

  @Field(() => DateScalar, {
    description: 'The day on which the policies apply, and the title is published and bought; from 1900-01-01 to 2999-12-31.',
  })
  on!: string;

  @Field(() => Date, {
    nullable: true,
    description:
      'Policies as they were believed at this moment; without it, as they are known now. A moment before 2011-01-01 is refused with the code BEFORE_RECORDS.',
  })
  asKnownOn?: Date | null;

  @Field(() => KnownBy, { defaultValue: 'RECORD', description: knownByWhat })
  knownBy!: KnownBy;

  @Field(() => MaterialFormat, { defaultValue: MaterialFormat.EBOOK, description: 'The format of the title.' })
  format!: MaterialFormat;

  @Field(() => CountryCode, {
    nullable: true,
    defaultValue: homeTerritory,
    description: `For publisherIds. ${territoryAsked} Labels then name the country.`,
  })
  territory?: string | null;

  @Field(() => LendingScenario, { description: 'The library and its readers.' })
  scenario!: LendingScenario;
}
