// How long do libraries wait for new titles, and what may they have meanwhile?
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { Price } from './price';
import { LicenseTerms } from './terms';

export const EmbargoUnit = enumOf('EmbargoUnit', 'In what an embargo is counted from the publication of a title.', {
  DAY: 'Days.',
  WEEK: 'Weeks of seven days.',
  MONTH: 'Calendar months; a day the month lacks becomes its last day.',
});
export type EmbargoUnit = keyof typeof EmbargoUnit;

@InputType('EmbargoInput', { description: 'A time after publication in which libraries can license no copy, or only a few.' })
@ObjectType({
  description:
    'A time after publication in which libraries can license no copy, or only a few. The press also calls it windowing.',
})
export class Embargo {
  @Field(() => Int, { description: 'How many units it lasts from the publication of a title.' })
  @Min(0)
  @Max(3_650)
  amount!: number;

  @Field(() => EmbargoUnit, { description: 'What amount counts.' })
  unit!: EmbargoUnit;

  @Field(() => Int, { description: 'How many copies a library system may license meanwhile; 0 for none.' })
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
    description: 'Which titles are under it, such as NEW_RELEASES; null when not stated.',
  })
  @IsOptional()
  @MaxLength(200)
  appliesTo!: string | null;
}
