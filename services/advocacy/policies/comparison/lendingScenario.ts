// For which library, readers and prices is lending compared?
import { ArrayMaxSize, Matches } from 'class-validator';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { DecimalScalar } from '#kit/words/scalars';

@InputType({ description: 'A price to calculate with in place of what is stated.' })
export class PriceOverride {
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

@InputType({ description: 'One title at one library, published and bought on the day of the comparison.' })
export class LendingScenario {
  @Field(() => Int, { description: 'How many readers shall have the title at the same time, from 0 to 10,000.' })
  copies!: number;

  @Field(() => Int, { description: 'How many readers wait for it on the day of publication, from 0 to 10,000.' })
  holds!: number;

  @Field(() => Float, { description: 'Loans of one copy a year, from 0 to 366.' })
  checkoutsPerYear!: number;

  @Field(() => Float, { description: 'For how many years the title shall be lent, above 0 and at most 30.' })
  years!: number;

  @Field(() => Int, {
    description: 'The length of a loan in days, from 1 to 365. A shorter longest loan of a license comes before it.',
  })
  loanDays!: number;

  @Field(() => Int, { defaultValue: 1, description: 'The position in the queue whose wait is asked for, from 1 to 10,000.' })
  reader!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The longest wait in days that the library promises, from 0 to 10,000; null for no promise.',
  })
  promisedWaitDays?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Which share of a loan readers keep a title on average, from 0.01 to 1; 1, the worst case, without it.',
  })
  keptShare?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Days that pass until the next reader takes it, from 0 to 60; 0 without it.',
  })
  pickUpDays?: number | null;

  @Field({
    defaultValue: 'USD',
    description: 'The currency by its ISO 4217 code. Prices stated in another one are not converted but missing.',
  })
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code of three capital letters, such as USD.' })
  currency!: string;

  @Field(() => [PriceOverride], {
    defaultValue: [],
    description: 'Prices to calculate with in place of those stated, or where none is.',
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

  @Field(() => DecimalScalar, { nullable: true, description: 'What the title costs consumers, for markup.' })
  consumerPrice?: string | null;
}
