// How long libraries wait for new titles, and what they may license meanwhile.
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { LicenseTerms } from './license';
import { Price } from './price';

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
    description: 'How many units it lasts from the publication of a title: at most 3,650 days or weeks, 120 months or 10 years.',
  })
  @Min(0)
  @Max(3_650)
  amount!: number;

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
