// Which parts of a recorded policy can an editor change, and with what must they come?
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { Embargo } from '#advocacy/terms/embargo';
import { LicenseTerms } from '#advocacy/terms/license';
import { Price } from '#advocacy/terms/price';
import { Confidence } from '#kit/words/facts';
import { CountryCode, DateScalar } from '#kit/words/scalars';
import { SomeLines } from '#kit/words/texts';
import { MaterialFormat, PolicyStatus } from '../terms/policyWords';
import { PreciseDateInput, Versioned } from './policyInput';

const kept = 'Left out, it stays as it is';

@InputType({
  description: 'What is right. What is left out stays as it is; null says that something is not known or does not exist.',
})
export class PolicyCorrection {
  @Field(() => [MaterialFormat], { nullable: true, description: `Which kinds of material it is for. ${kept}, as with null.` })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayUnique()
  formats?: MaterialFormat[] | null;

  @Field(() => String, { nullable: true, description: `Which titles it is for. ${kept}, as with null.` })
  @IsOptional()
  @Matches(/^[A-Z0-9]+(_[A-Z0-9]+)*$/, { message: 'titleScope must be a word in capitals such as NEW_RELEASES.' })
  @MaxLength(80)
  titleScope?: string | null;

  @Field(() => [CountryCode], { nullable: true, description: `The countries it is documented for. ${kept}, as with null.` })
  @IsOptional()
  @ArrayMinSize(1)
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
  @Field({ description: 'Why the record was wrong, for everyone to read; 1 to 500 characters.' })
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
