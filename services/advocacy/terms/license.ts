// The terms under which a title is licensed: what a license allows, what it costs, and an embargo before it; what a missing limit means.

import { IsIn, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { because, DecimalScalar } from '#kit/words/validation';

export const LicenseModel = enumOf(
  'LicenseModel',
  'How a license meters lending.',
  {
    PERPETUAL_ONE_USER: 'Never expires and lends to one reader at a time (also called one copy, one user: OC/OU).',
    METERED_BY_TIME: 'Expires after a time; until then any number of loans, one after another.',
    METERED_BY_CHECKOUTS: 'Expires after a number of loans, however long they take.',
    METERED_BY_TIME_OR_CHECKOUTS: 'Expires after a time or a number of loans, whichever comes first.',
    METERED_BY_LENDING_DAYS:
      'Expires when it has been lent for a number of days in all, however many loans that takes; a shorter loan leaves more for the next.',
    METERED_CONCURRENT_CHECKOUTS: 'A bundle of loans, several of which may run at the same time.',
    SIMULTANEOUS_USE: 'Any number of readers at the same time.',
    COST_PER_CIRC: 'Nothing is bought in advance; the library pays for each loan.',
    NOT_OFFERED: 'Libraries could not license these titles.',
    UNKNOWN: 'Something was offered, but our sources do not give the terms.',
  },
  {
    PERPETUAL_ONE_USER: 'perpetual, one reader at a time',
    METERED_BY_CHECKOUTS: 'metered by loans',
    METERED_BY_TIME_OR_CHECKOUTS: 'metered by time or loans',
    METERED_CONCURRENT_CHECKOUTS: 'bundle of loans at the same time',
    COST_PER_CIRC: 'paid by the loan',
    NOT_OFFERED: 'not offered to libraries',
    UNKNOWN: 'terms not known',
  },
);
export type LicenseModel = keyof typeof LicenseModel;

export const ExpiryRule = enumOf(
  'ExpiryRule',
  'What ends a license.',
  {
    NONE: 'Nothing ends it.',
    TIME: 'It ends when durationMonths have passed.',
    CHECKOUTS: 'It ends with the last of its checkouts.',
    LENDING_DAYS: 'It ends when lendingDays are used up by loans.',
    EARLIER_OF: 'It ends with durationMonths, checkouts or lendingDays, whichever comes first.',
    UNKNOWN: 'Our sources do not say.',
  },
  {
    NONE: 'never expires',
    TIME: 'by time',
    CHECKOUTS: 'by loans',
    LENDING_DAYS: 'by days of lending',
    EARLIER_OF: 'whichever limit comes first',
    UNKNOWN: 'not known',
  },
);
export type ExpiryRule = keyof typeof ExpiryRule;

const meaningOfNull =
  'Null means that the license sets no such limit, unless licenseLimits of the policy says NOT_OFFERED or UNKNOWN.';

@InputType('LicenseTermsInput', {
  description: 'The terms of one license. A limit that is left out or null means that the license does not set it.',
})
@ObjectType({
  description:
    'The terms of one license, named as in the Open Distribution to Libraries (ODL) draft 1.0. The field licenseLimits of the policy says what a null means.',
})
export class LicenseTerms {
  @Field(() => LicenseModel, { description: 'How the license meters lending.' })
  model!: LicenseModel;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description: `How many loans it allows in all, from 1 to 1,000,000. ${meaningOfNull}`,
  })
  @IsOptional()
  @Min(1)
  @Max(1_000_000)
  checkouts!: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description: `How many calendar months it lasts from its purchase, from 1 to 1,200. ${meaningOfNull}`,
  })
  @IsOptional()
  @Min(1)
  @Max(1_200)
  durationMonths!: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description: `How many loans may run at the same time, from 1 to 1,000,000. ${meaningOfNull}`,
  })
  @IsOptional()
  @Min(1)
  @Max(1_000_000)
  concurrency!: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description:
      'The longest loan in days, from 1 to 3,650 (ODL counts its length in seconds). Null leaves it to the library, usually 7, 14 or 21 days.',
  })
  @IsOptional()
  @Min(1)
  @Max(3_650)
  lengthDays!: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description:
      'How many days it can be lent in all, from 1 to 1,000,000: each loan takes off the days it lasts, and days on the shelf cost nothing. ' +
      `The term in days of a license is no such limit: that is durationMonths. ${meaningOfNull}`,
  })
  @IsOptional()
  @Min(1)
  @Max(1_000_000)
  lendingDays?: number | null;

  @Field(() => ExpiryRule, { description: 'What ends the license.' })
  expiryRule!: ExpiryRule;
}

const LimitKind = enumOf(
  'LimitKind',
  'Which kind of answer a limit of a license is: a number, no limit, no license at all, or not known.',
  {
    LIMITED: 'The field of that name holds the number.',
    UNLIMITED: 'The license does not limit it.',
    NOT_OFFERED: 'There is no license to limit.',
    UNKNOWN: 'Our sources do not say.',
  },
);
type LimitKind = keyof typeof LimitKind;

@ObjectType({ description: 'For each limit of a license, which kind of answer it is.' })
export class LicenseLimits {
  @Field(() => LimitKind, { description: 'The kind of answer that checkouts is.' })
  checkouts!: LimitKind;

  @Field(() => LimitKind, { description: 'The kind of answer that durationMonths is.' })
  durationMonths!: LimitKind;

  @Field(() => LimitKind, { description: 'The kind of answer that concurrency is.' })
  concurrency!: LimitKind;

  @Field(() => LimitKind, { description: 'The kind of answer that lendingDays is.' })
  lendingDays!: LimitKind;
}

/** Tells unknown, not offered and unlimited apart; all three are null in the terms. */
export function limitsOf({ model, checkouts, durationMonths, concurrency, lendingDays = null }: LicenseTerms): LicenseLimits {
  const kind = (limit: number | null): LimitKind =>
    model === 'UNKNOWN' || model === 'NOT_OFFERED' ? model : limit === null ? 'UNLIMITED' : 'LIMITED';
  return {
    checkouts: kind(checkouts),
    durationMonths: kind(durationMonths),
    concurrency: kind(concurrency),
    lendingDays: kind(lendingDays),
  };
}

/** Whether the library pays for each loan rather than for a license. */
export const isPaidByLoan = ({ model }: LicenseTerms) => model === 'COST_PER_CIRC';

/** The limits that a model is named after; without them the terms are not known. */
const named: { readonly [M in LicenseModel]?: readonly ('checkouts' | 'durationMonths' | 'lendingDays')[] } = {
  METERED_BY_TIME: ['durationMonths'],
  METERED_BY_CHECKOUTS: ['checkouts'],
  METERED_BY_TIME_OR_CHECKOUTS: ['durationMonths', 'checkouts'],
  METERED_BY_LENDING_DAYS: ['lendingDays'],
  METERED_CONCURRENT_CHECKOUTS: ['checkouts'],
};

/** False when the model is unknown, or when the limit it is named after is missing. */
export function areKnown(terms: LicenseTerms): boolean {
  return terms.model !== 'UNKNOWN' && (named[terms.model] ?? []).every((limit) => terms[limit] != null);
}

/** One copy, one user: what a license of these models is unless it says otherwise. */
const oneReader: readonly LicenseModel[] = [
  'PERPETUAL_ONE_USER',
  'METERED_BY_TIME',
  'METERED_BY_CHECKOUTS',
  'METERED_BY_TIME_OR_CHECKOUTS',
  'METERED_BY_LENDING_DAYS',
];

/**
 * Loans that one license allows at the same time, which cannot be more than it allows in all; null for any number. A license that
 * does not say lends to one reader where its model is one copy for one user, else to any number.
 */
export function loansAtOnce({ model, concurrency, checkouts }: LicenseTerms): number | null {
  const stated = concurrency ?? (oneReader.includes(model) ? 1 : null);
  const least = Math.min(stated ?? Number.POSITIVE_INFINITY, checkouts ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? least : null;
}

/** The model that limits come to, where null sets none; null where no model lends so. */
export function licenseModelOf({
  checkouts,
  durationMonths,
  concurrency,
}: Pick<LicenseTerms, 'checkouts' | 'durationMonths' | 'concurrency'>): LicenseModel | null {
  if (checkouts !== null && concurrency !== 1) return 'METERED_CONCURRENT_CHECKOUTS';
  if (checkouts !== null) return durationMonths === null ? 'METERED_BY_CHECKOUTS' : 'METERED_BY_TIME_OR_CHECKOUTS';
  if (concurrency === null) return 'SIMULTANEOUS_USE';
  if (durationMonths !== null) return 'METERED_BY_TIME';
  return concurrency === 1 ? 'PERPETUAL_ONE_USER' : null;
}

/** Currencies by their ISO 4217 codes, also some that are gone; codes for tests and for no currency are none. */
const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Whether a code names a currency; codes are capitals. */
export const isCurrency = (code: string): boolean => currencies.has(code);

/** What a refusal says of a code that names no currency. */
export const currencyExpected = 'must be the ISO 4217 code of a currency in three capital letters, such as USD.';

/** Requires the code of a currency. */
export const Currency = (): PropertyDecorator =>
  IsIn([...currencies], because('CURRENCY_UNKNOWN', `$property ${currencyExpected}`));

@InputType('MoneyInput', { description: 'An exact amount of money.' })
@ObjectType({ description: 'An exact amount of money.' })
export class Money {
  @Field(() => DecimalScalar, {
    description:
      'The amount in whole units of the currency, such as "59.99": kept as written, with at most 12 digits on either side.',
  })
  @Matches(/^\d/, because('AMOUNT_WRONG', 'An amount of money cannot be negative.'))
  @Matches(
    /^-?\d{1,12}(\.\d{1,12})?$/,
    because(
      'AMOUNT_WRONG',
      'An amount of money has at most 12 digits before and 12 after the decimal point; it is kept as written, never rounded.',
    ),
  )
  amount!: string;

  @Field({ description: 'The currency by its ISO 4217 code, such as USD.' })
  @Currency()
  currency!: string;
}

export const PriceKind = enumOf(
  'PriceKind',
  'How a price is known.',
  {
    EXACT: 'Exactly amount.',
    CAP: 'At most max.',
    TYPICAL_CAP: 'At most max for most titles.',
    RANGE: 'Between min and max.',
    RULE: 'Only the rule is known that sets the prices.',
  },
  { CAP: 'at most', TYPICAL_CAP: 'usually at most', RANGE: 'a range', RULE: 'only the rule is known' },
);
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

export const EmbargoUnit = enumOf('EmbargoUnit', 'The unit in which an embargo is counted from the publication of a title.', {
  DAY: 'Days.',
  WEEK: 'Weeks of seven days.',
  MONTH: 'Calendar months; a day that the month lacks becomes its last day.',
  YEAR: 'Calendar years; 29 February becomes 28 February.',
});
export type EmbargoUnit = keyof typeof EmbargoUnit;

@InputType('EmbargoInput', { description: 'A time after publication in which libraries can license no copy, or only a few.' })
@ObjectType({
  description:
    'A time after publication in which libraries can license no copy, or only a few. The press also calls it windowing.',
})
export class Embargo {
  @Field(() => Int, {
    nullable: true,
    description:
      'How many units it lasts from the publication of a title, of a range the longest: at most 3,650 days or weeks, 120 months or 10 years. Zero is no embargo; null when its length is not known.',
  })
  @IsOptional()
  @Min(0)
  @Max(3_650)
  amount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The shortest of a range, in the same unit; with amount null it lasts at least so long. Null when it is as long for every title, or no shortest is known.',
  })
  @IsOptional()
  @Min(0)
  @Max(3_650)
  atLeast?: number | null;

  @Field(() => EmbargoUnit, { description: 'What amount counts.' })
  unit!: EmbargoUnit;

  @Field(() => Int, { description: 'How many copies a library system may license meanwhile, from 0 to 10,000.' })
  @Min(0)
  @Max(10_000)
  copiesAllowedDuring!: number;

  @Field(() => LicenseTerms, {
    nullable: true,
    defaultValue: null,
    description: 'The terms of the copies allowed meanwhile; null when they are those of license, or when none are allowed.',
  })
  firstCopyTerms!: LicenseTerms | null;

  @Field(() => Price, {
    nullable: true,
    defaultValue: null,
    description: 'The price of a copy allowed meanwhile; null when it is the usual one, not stated, or when none are allowed.',
  })
  firstCopyPrice!: Price | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: null,
    description: 'Which titles are under it, such as NEW_RELEASES, in at most 200 characters; null when not stated.',
  })
  @IsOptional()
  @MaxLength(200)
  appliesTo!: string | null;
}

/** False for an embargo of no length, which is none. One of unknown length holds. */
export const holdsBack = (embargo: Embargo | null | undefined): embargo is Embargo => embargo != null && embargo.amount !== 0;

/** As it is stored: a length that is left out is not known, and a shortest one stands only where there is one. */
export function storedEmbargo({ amount, atLeast, ...embargo }: Embargo): Embargo {
  return { amount: amount ?? null, ...(atLeast != null && { atLeast }), ...embargo };
}
