// The terms of one license: what a library may do with it, and what a missing limit means.
import { IsOptional, Max, Min } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';

export const LicenseModel = enumOf('LicenseModel', 'How a license meters lending.', {
  PERPETUAL_ONE_USER: 'Never expires and lends to one reader at a time (also called one copy, one user: OC/OU).',
  METERED_BY_TIME: 'Expires after a time; until then any number of loans, one after another.',
  METERED_BY_CHECKOUTS: 'Expires after a number of loans, however long they take.',
  METERED_BY_TIME_OR_CHECKOUTS: 'Expires after a time or a number of loans, whichever comes first.',
  METERED_CONCURRENT_CHECKOUTS: 'A bundle of loans, several of which may run at the same time.',
  SIMULTANEOUS_USE: 'Any number of readers at the same time.',
  COST_PER_CIRC: 'Nothing is bought in advance; the library pays for each loan.',
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
}

/** Tells unknown, not offered and unlimited apart; all three are null in the terms. */
export function limitsOf({ model, checkouts, durationMonths, concurrency }: LicenseTerms): LicenseLimits {
  const kind = (limit: number | null): LimitKind =>
    model === 'UNKNOWN' || model === 'NOT_OFFERED' ? model : limit === null ? 'UNLIMITED' : 'LIMITED';
  return { checkouts: kind(checkouts), durationMonths: kind(durationMonths), concurrency: kind(concurrency) };
}

/** Whether the library pays for each loan rather than for a license. */
export const isPaidByLoan = ({ model }: LicenseTerms) => model === 'COST_PER_CIRC';

/** The limits that a model is named after; without them the terms are not known. */
const named: { readonly [M in LicenseModel]?: readonly ('checkouts' | 'durationMonths')[] } = {
  METERED_BY_TIME: ['durationMonths'],
  METERED_BY_CHECKOUTS: ['checkouts'],
  METERED_BY_TIME_OR_CHECKOUTS: ['durationMonths', 'checkouts'],
  METERED_CONCURRENT_CHECKOUTS: ['checkouts'],
};

/** False when the model is unknown, or when the limit it is named after is missing. */
export function areKnown(terms: LicenseTerms): boolean {
  return terms.model !== 'UNKNOWN' && (named[terms.model] ?? []).every((limit) => terms[limit] !== null);
}

/** One copy, one user: what a license of these models is unless it says otherwise. */
const oneReader: readonly LicenseModel[] = [
  'PERPETUAL_ONE_USER',
  'METERED_BY_TIME',
  'METERED_BY_CHECKOUTS',
  'METERED_BY_TIME_OR_CHECKOUTS',
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
