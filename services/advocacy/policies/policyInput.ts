// What an editor gives to record, correct, end or confirm a policy.
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Matches, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Sourced } from '#kit/data/sourced';
import { Confidence, DatePrecision } from '#kit/words/facts';
import { because, CountryCode, DateScalar, SomeLines } from '#kit/words/validation';
import { Embargo, LicenseTerms, Price } from '../terms/license';
import { MaterialFormat, PolicyReach, PolicyStatus } from './policyPeriod';

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const slugMessage = because(
  'ID_WRONG',
  '$property must be a readable name of small letters, digits and single hyphens, such as mac-2019-embargo.',
);

@InputType({ description: 'A date together with how exactly it is known.' })
export class PreciseDateInput {
  @Field(() => DateScalar, { description: 'The day, or a day within the month or year if that is all we know.' })
  date!: string;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly the date is known.' })
  precision!: DatePrecision;
}

/** Every change of a recorded policy says which version it was made from. */
@InputType({ description: 'What all writes of the record have in common.' })
abstract class Versioned extends Sourced {
  @Field(() => ID, { description: 'The id of the policy.' })
  id!: string;

  @Field(() => Int, {
    description:
      'The version you read. If someone has changed the policy since, the mutation is refused with the code VERSION_CONFLICT.',
  })
  @Min(1)
  expectedVersion!: number;
}

@InputType({ description: 'A policy to record.' })
export class RecordPolicyInput extends Sourced {
  @Field(() => ID, { description: 'A readable name for it, such as mac-2019-embargo; at most 80 characters.' })
  @Matches(slug, slugMessage)
  @MaxLength(80)
  id!: string;

  @Field(() => ID, { description: 'The publisher or imprint that set it.' })
  publisherId!: string;

  @Field(() => [MaterialFormat], { description: 'Which kinds of material it is for.' })
  @ArrayMinSize(1)
  @ArrayUnique()
  formats!: MaterialFormat[];

  @Field({
    defaultValue: 'ALL',
    description:
      'Which titles it is for: ALL, ALL_NEW_LICENSES, NEW_RELEASES, BACKLIST, SELECTED or a narrower word in capitals.',
  })
  @Matches(/^[A-Z0-9]+(_[A-Z0-9]+)*$/, because('CAPITALS_WRONG', 'titleScope must be a word in capitals such as NEW_RELEASES.'))
  @MaxLength(80)
  titleScope!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Names one of several terms to choose from at the same time; null for the one standing policy.',
  })
  @IsOptional()
  @Matches(slug, slugMessage)
  @MaxLength(80)
  optionKey?: string | null;

  @Field(() => PolicyReach, {
    defaultValue: 'COUNTRIES',
    description: 'Whether it holds in some countries, in the world, or nobody knows where.',
  })
  reach!: PolicyReach;

  @Field(() => [CountryCode], {
    defaultValue: [],
    description: 'The countries it is documented for, at least one where reach is COUNTRIES; else empty.',
  })
  @ArrayUnique()
  territories!: string[];

  @Field(() => PolicyStatus, {
    defaultValue: PolicyStatus.IN_FORCE_PERIOD,
    description: 'Whether it is in force, an option for a time, or a proposal.',
  })
  status!: PolicyStatus;

  @Field(() => PreciseDateInput, { nullable: true, description: 'When it was announced; null when not known.' })
  announcedOn?: PreciseDateInput | null;

  @Field(() => PreciseDateInput, {
    nullable: true,
    description: 'The first day on which it holds; null when that lies before the record, or for a proposal.',
  })
  effectiveFrom?: PreciseDateInput | null;

  @Field(() => PreciseDateInput, {
    nullable: true,
    description: 'The first day on which it no longer holds; null when no end is known.',
  })
  effectiveTo?: PreciseDateInput | null;

  @Field(() => DateScalar, { nullable: true, description: 'When its end was announced; null when not known.' })
  endAnnouncedOn?: string | null;

  @Field(() => LicenseTerms, { description: 'The terms of the license a library gets.' })
  license!: LicenseTerms;

  @Field(() => [LicenseTerms], { defaultValue: [], description: 'Other terms that a library may choose instead.' })
  @ArrayMaxSize(20)
  options!: LicenseTerms[];

  @Field(() => Embargo, { nullable: true, description: 'The embargo on new titles; null for none.' })
  embargo?: Embargo | null;

  @Field(() => [Price], { defaultValue: [], description: 'Prices as the sources state them.' })
  @ArrayMaxSize(50)
  prices!: Price[];

  @Field(() => String, { nullable: true, description: 'What holds for licenses bought before; at most 1,000 characters.' })
  @IsOptional()
  @MaxLength(1_000)
  grandfathering?: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the policy it replaces; null for none.' })
  supersedes?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day on which a source confirmed it.' })
  lastVerifiedOn?: string | null;

  @Field(() => Confidence, { description: 'How well it is supported by its sources.' })
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known of it; at most 2,000 characters.' })
  @IsOptional()
  @MaxLength(2_000)
  note?: string | null;
}

const kept = 'Left out, it stays as it is';

@InputType({
  description: 'What is right. A field that is left out stays as it is; null says that something is not known or does not exist.',
})
export class PolicyCorrection {
  @Field(() => [MaterialFormat], { nullable: true, description: `Which kinds of material it is for. ${kept}, as with null.` })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayUnique()
  formats?: MaterialFormat[] | null;

  @Field(() => String, { nullable: true, description: `Which titles it is for. ${kept}, as with null.` })
  @IsOptional()
  @Matches(/^[A-Z0-9]+(_[A-Z0-9]+)*$/, because('CAPITALS_WRONG', 'titleScope must be a word in capitals such as NEW_RELEASES.'))
  @MaxLength(80)
  titleScope?: string | null;

  @Field(() => PolicyReach, {
    nullable: true,
    description: `Where it holds; with WORLD or UNKNOWN, give no territories. ${kept}, as with null.`,
  })
  reach?: PolicyReach | null;

  @Field(() => [CountryCode], { nullable: true, description: `The countries it is documented for. ${kept}, as with null.` })
  @IsOptional()
  @ArrayUnique()
  territories?: string[] | null;

  @Field(() => PolicyStatus, { nullable: true, description: `Whether it was in force. ${kept}, as with null.` })
  status?: PolicyStatus | null;

  @Field(() => PreciseDateInput, { nullable: true, description: `When it was announced. ${kept}.` })
  announcedOn?: PreciseDateInput | null;

  @Field(() => PreciseDateInput, { nullable: true, description: `The first day on which it held. ${kept}.` })
  effectiveFrom?: PreciseDateInput | null;

  @Field(() => PreciseDateInput, { nullable: true, description: `The first day on which it no longer held. ${kept}.` })
  effectiveTo?: PreciseDateInput | null;

  @Field(() => DateScalar, { nullable: true, description: `When its end was announced. ${kept}.` })
  endAnnouncedOn?: string | null;

  @Field(() => LicenseTerms, { nullable: true, description: `The terms of the license, as a whole. ${kept}, as with null.` })
  license?: LicenseTerms | null;

  @Field(() => [LicenseTerms], { nullable: true, description: `The options, all of them. ${kept}, as with null.` })
  @IsOptional()
  @ArrayMaxSize(20)
  options?: LicenseTerms[] | null;

  @Field(() => Embargo, { nullable: true, description: `The embargo, as a whole. ${kept}; null for none.` })
  embargo?: Embargo | null;

  @Field(() => [Price], { nullable: true, description: `The prices, all of them. ${kept}, as with null.` })
  @IsOptional()
  @ArrayMaxSize(50)
  prices?: Price[] | null;

  @Field(() => String, { nullable: true, description: `What holds for licenses bought before. ${kept}.` })
  @IsOptional()
  @MaxLength(1_000)
  grandfathering?: string | null;

  @Field(() => DateScalar, { nullable: true, description: `The last day on which a source confirmed it. ${kept}.` })
  lastVerifiedOn?: string | null;

  @Field(() => Confidence, { nullable: true, description: `How well it is supported. ${kept}, as with null.` })
  confidence?: Confidence | null;

  @Field(() => String, { nullable: true, description: `What else is known of it. ${kept}.` })
  @IsOptional()
  @MaxLength(2_000)
  note?: string | null;
}

@InputType({ description: 'A correction of what the record says of a policy.' })
export class CorrectPolicyInput extends Versioned {
  @Field({ description: 'Why the record was wrong, in 1 to 500 characters. Everyone can read it.' })
  @SomeLines(500)
  reason!: string;

  @Field(() => PolicyCorrection, { description: 'What is right.' })
  correction!: PolicyCorrection;
}

@InputType({ description: 'The end of a policy.' })
export class EndPolicyInput extends Versioned {
  @Field(() => PreciseDateInput, { description: 'The first day on which it no longer holds.' })
  effectiveTo!: PreciseDateInput;

  @Field(() => DateScalar, { nullable: true, description: 'When the end was announced; null when not known.' })
  endAnnouncedOn?: string | null;
}

@InputType({ description: 'A confirmation that a policy still holds as recorded.' })
export class VerifyPolicyInput extends Versioned {
  @Field(() => DateScalar, {
    description: 'The day on which a source confirmed it; not in the future, and not before the last one.',
  })
  lastVerifiedOn!: string;
}
