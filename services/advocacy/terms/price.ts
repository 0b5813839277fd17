// What a license or a loan costs, as far as sources put a number on it.
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { DecimalScalar } from '#kit/words/validation';

/** Currencies by their ISO 4217 codes, also some that are gone; codes for tests and for no currency are none. */
const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Whether a code names a currency; codes are capitals. */
export const isCurrency = (code: string): boolean => currencies.has(code);

/** What a refusal says of a code that names no currency. */
export const currencyExpected = 'must be the ISO 4217 code of a currency in three capital letters, such as USD.';

/** Requires the code of a currency. */
export const Currency = (): PropertyDecorator => IsIn([...currencies], { message: `$property ${currencyExpected}` });

@InputType('MoneyInput', { description: 'An exact amount of money.' })
@ObjectType({ description: 'An exact amount of money.' })
export class Money {
  @Field(() => DecimalScalar, {
    description:
      'The amount in whole units of the currency, such as "59.99": kept as written, with at most 12 digits on either side.',
  })
  @Matches(/^\d/, { message: 'An amount of money cannot be negative.' })
  @Matches(/^-?\d{1,12}(\.\d{1,12})?$/, {
    message:
      'An amount of money has at most 12 digits before and 12 after the decimal point; it is kept as written, never rounded.',
  })
  amount!: string;

  @Field({ description: 'The currency by its ISO 4217 code, such as USD.' })
  @Currency()
  currency!: string;
}

export const PriceKind = enumOf('PriceKind', 'How a price is known.', {
  EXACT: 'Exactly amount.',
  CAP: 'At most max.',
  TYPICAL_CAP: 'At most max for most titles.',
  RANGE: 'Between min and max.',
  RULE: 'Only the rule is known that sets the prices.',
});
export type PriceKind = keyof typeof PriceKind;

@InputType('PriceInput', { description: 'A price as a source states it: amount, or min and max, or the rule, as kind says.' })
@ObjectType({ description: 'A price as a source states it: amount, or min and max, or the rule, as kind says.' })
export class Price {
  @Field(() => PriceKind, { description: 'How it is known, and so which fields carry it.' })
  kind!: PriceKind;

  @Field(() => Money, { nullable: true, defaultValue: null, description: 'The price, when it is EXACT; null otherwise.' })
  amount!: Money | null;

  @Field(() => Money, { nullable: true, defaultValue: null, description: 'The lower end of a RANGE; null otherwise.' })
  min!: Money | null;

  @Field(() => Money, {
    nullable: true,
    defaultValue: null,
    description: 'The upper end of a RANGE, or the cap; null otherwise.',
  })
  max!: Money | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: null,
    description:
      'Which titles or loans it is for, such as PUBLISHED_UNDER_12_MONTHS or PER_CHECKOUT, or OPTION_1 for the first of the options; null when it is for all. At most 200 characters.',
  })
  @IsOptional()
  @MaxLength(200)
  scope!: string | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: null,
    description: 'The rule in words, at most 500 characters; null when the amounts say it all.',
  })
  @IsOptional()
  @MaxLength(500)
  rule!: string | null;
}
