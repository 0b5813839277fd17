// What may a library do with one license, and which kind of answer is a missing number?
import { IsOptional, Max, Min } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';

export const LicenseModel = enumOf('LicenseModel', 'How a license meters lending.', {
  PERPETUAL_ONE_USER: 'Never expires, one reader at a time (also called one copy, one user: OC/OU).',
  METERED_BY_TIME: 'Expires after a time; until then any number of loans, one after another.',
  METERED_BY_CHECKOUTS: 'Expires after a number of loans, however long they take.',
  METERED_BY_TIME_OR_CHECKOUTS: 'Expires after a time or a number of loans, whichever comes first.',
  METERED_CONCURRENT_CHECKOUTS: 'A bundle of loans, several of which may run at the same time.',
  SIMULTANEOUS_USE: 'Any number of readers at the same time.',
  COST_PER_CIRC: 'Nothing is bought in advance; each loan is paid for.',
  NOT_OFFERED: 'Libraries could not license these titles.',
  UNKNOWN: 'Something was offered, but our sources do not give the terms.',
});
export type LicenseModel = keyof typeof LicenseModel;

export const ExpiryRule = enumOf('ExpiryRule', 'What ends a license.', {
  NONE: 'Nothing ends it.',
  TIME: 'It ends when durationMonths have passed.',
  CHECKOUTS: 'It ends with the last of its checkouts.',
  EARLIER_OF: 'It ends with durationMonths or checkouts, whichever comes first.',
  UNKNOWN: 'Our sources do not say.',
});
export type ExpiryRule = keyof typeof ExpiryRule;

const meaningOfNull = 'Null means not limited by the license, unless licenseLimits of the policy says NOT_OFFERED or UNKNOWN.';

@InputType('LicenseTermsInput', {
  description: 'The terms of one license. A limit that is left out or null means that the license does not set it.',
})
@ObjectType({
  description:
    'The terms of one license, named as in the Open Distribution to Libraries (ODL) draft 1.0. Field licenseLimits of the policy tells what a null means.',
})
export class LicenseTerms {
  @Field(() => LicenseModel, { description: 'How the license meters lending.' })
  model!: LicenseModel;

  @Field(() => Int, { nullable: true, defaultValue: null, description: `How many loans it allows in all. ${meaningOfNull}` })
  @IsOptional()
  @Min(1)
  @Max(1_000_000)
  checkouts!: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description: `How many calendar months it lasts from the purchase. ${meaningOfNull}`,
  })
  @IsOptional()
  @Min(1)
  @Max(1_200)
  durationMonths!: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description: `How many loans may run at the same time. ${meaningOfNull}`,
  })
  @IsOptional()
  @Min(1)
  @Max(1_000_000)
  concurrency!: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: null,
    description:
      'The longest loan in days (ODL counts its length in seconds). Null means left to the library, usually 7, 14 or 21 days.',
  })
  @IsOptional()
  @Min(1)
  @Max(3_650)
  lengthDays!: number | null;

  @Field(() => ExpiryRule, { description: 'What ends the license.' })
  expiryRule!: ExpiryRule;
}

export const LimitKind = enumOf(
  'LimitKind',
  'Which kind of answer a limit of a license is: a number, no limit, nothing at all, or not known.',
  {
    LIMITED: 'The number stands in the field of that name.',
    UNLIMITED: 'The license does not limit it.',
    NOT_OFFERED: 'There is no license to limit.',
    UNKNOWN: 'Our sources do not say.',
  },
);
export type LimitKind = keyof typeof LimitKind;

@ObjectType({ description: 'For each limit of a license, which kind of answer it is.' })
export class LicenseLimits {
  @Field(() => LimitKind, { description: 'The kind of answer that checkouts is.' })
  checkouts!: LimitKind;

  @Field(() => LimitKind, { description: 'The kind of answer that durationMonths is.' })
  durationMonths!: LimitKind;

  @Field(() => LimitKind, { description: 'The kind of answer that concurrency is.' })
  concurrency!: LimitKind;
}

/** Tells unknown, none and unlimited apart, which all three are null in the terms. */
export function limitsOf(terms: LicenseTerms): LicenseLimits {
  const kind = (limit: number | null): LimitKind => {
    if (terms.model === LicenseModel.UNKNOWN) return LimitKind.UNKNOWN;
    if (terms.model === LicenseModel.NOT_OFFERED) return LimitKind.NOT_OFFERED;
    return limit === null ? LimitKind.UNLIMITED : LimitKind.LIMITED;
  };
  return { checkouts: kind(terms.checkouts), durationMonths: kind(terms.durationMonths), concurrency: kind(terms.concurrency) };
}
