// What two partners agree on, in versions.
import { ArrayMaxSize, ArrayUnique, IsIn } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { BadInput } from '#kit/words/problem';
import { DateScalar, OptionalLines } from '#kit/words/validation';
import { ActivityKind, MeetingRhythm, PartnershipGoal } from '#partnership/programme/index';
import { Partnership } from './partnership';
import { Formality } from './partnershipStates';

@InputType({ description: 'Terms that one partner proposes. All text is plain text.' })
export class AgreementTermsInput {
  @Field(() => Formality, {
    defaultValue: Formality.INFORMAL,
    description: 'FORMAL for a written agreement that both sign; otherwise INFORMAL.',
  })
  @IsIn([Formality.FORMAL, Formality.INFORMAL], { message: 'formality must be FORMAL or INFORMAL' })
  formality!: Formality;

  @Field(() => MeetingRhythm, { nullable: true, description: 'How often to be in touch; null leaves it open.' })
  meetingRhythm?: MeetingRhythm | null;

  @Field(() => [ActivityKind], { defaultValue: [], description: 'What to do together, each kind at most once.' })
  @ArrayMaxSize(50)
  @ArrayUnique()
  activityKinds!: ActivityKind[];

  @Field(() => [PartnershipGoal], { defaultValue: [], description: 'The goals of the partnership, each at most once.' })
  @ArrayMaxSize(50)
  @ArrayUnique()
  goals!: PartnershipGoal[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day from which it applies; null for the day on which both have agreed.',
  })
  startsOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it ends unless renewed; null when it has no end.' })
  endsOn?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which to review the agreement. Both partners are reminded 14 days before. Null for none.',
  })
  reviewOn?: string | null;

  @Field(() => String, { nullable: true, description: 'The wording of the agreement, at most 20000 characters; null for none.' })
  @OptionalLines(20_000)
  text?: string | null;
}

/** @throws BadInput for dates in the wrong order */
export function checkDates({ startsOn, endsOn, reviewOn }: AgreementTermsInput): void {
  if (startsOn && endsOn && endsOn <= startsOn)
    throw new BadInput('endsOn', 'endsOn must be later than startsOn.', { reason: 'END_BEFORE_START' });
  if (startsOn && reviewOn && reviewOn < startsOn)
    throw new BadInput('reviewOn', 'reviewOn must be startsOn or later.', { reason: 'REVIEW_BEFORE_START' });
}

@ObjectType({
  description:
    'One version of the agreement of two partners. It applies once both have agreed to it, until both agree to a later one.',
})
@Entity()
@Unique('agreement_version_once', ['partnershipId', 'version'])
@Check('agreement_formality', `formality IN ('FORMAL', 'INFORMAL')`)
export class AgreementVersion {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey(() => Partnership, { name: 'agreement_partnership' })
  @Column('text')
  partnershipId!: string;

  /** The partnership it was given to, while that one is part of another; null otherwise. */
  @Column('text', { nullable: true })
  givenPartnershipId!: string | null;

  @Field(() => Int, { description: 'Its number within the partnership, from 1.' })
  @Column('integer')
  version!: number;

  @Column('text')
  proposedBy!: string;

  @Field(() => Date, { description: 'When it was proposed.' })
  @Column('timestamptz')
  proposedAt!: Date;

  @Field(() => Formality, { description: 'FORMAL for a written agreement that both sign; otherwise INFORMAL.' })
  @Column('text')
  formality!: Formality;

  @Field(() => MeetingRhythm, { nullable: true, description: 'How often to be in touch; null when left open.' })
  @Column('text', { nullable: true })
  meetingRhythm!: MeetingRhythm | null;

  @Field(() => [ActivityKind], { description: 'What the partners want to do together, in the order given.' })
  @Column('text', { array: true })
  activityKinds!: ActivityKind[];

  @Field(() => [PartnershipGoal], { description: 'The goals of the partnership, in the order given.' })
  @Column('text', { array: true })
  goals!: PartnershipGoal[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day from which it applies; null for the day on which both have agreed.',
  })
  @Column('date', { nullable: true })
  startsOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it ends unless renewed; null when it has no end.' })
  @Column('date', { nullable: true })
  endsOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which to review the agreement; null for none.' })
  @Column('date', { nullable: true })
  reviewOn!: string | null;

  @Field(() => String, { nullable: true, description: 'The wording of the agreement as plain text; null when it has none.' })
  @Column('text', { nullable: true })
  text!: string | null;

  /** The partners who agreed to it, the proposer first. */
  @Column('text', { array: true })
  agreedBy!: string[];

  @Field(() => Date, { nullable: true, description: 'When the second partner agreed; null while only one has.' })
  @Column('timestamptz', { nullable: true })
  heldSince!: Date | null;
}

/** True when two sets of terms say the same. */
export function sameTerms(a: AgreementTermsInput, b: AgreementVersion): boolean {
  const key = (terms: AgreementTermsInput | AgreementVersion) =>
    JSON.stringify([
      terms.formality,
      terms.meetingRhythm ?? null,
      [...terms.activityKinds].sort(),
      [...terms.goals].sort(),
      ...[terms.startsOn, terms.endsOn, terms.reviewOn, terms.text].map((value) => value ?? null),
    ]);
  return key(a) === key(b);
}
