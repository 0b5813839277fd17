// Why is a computed number missing, and how did another come about?
import { Field, ObjectType } from 'type-graphql';
import { reasons } from '#advocacy/licensing/figure';
import { enumOf } from '#kit/words/enums';

/** Why nothing at all is known, beyond the reasons of the mathematics. */
const missing = {
  PUBLISHER_UNKNOWN: 'No publisher has that id.',
  POLICY_UNKNOWN: 'No policy has that id, or it was not recorded yet at asKnownOn.',
  NOTHING_RECORDED: 'Our record holds no policy of that publisher for that day, format and country.',
} as const;

export type MissingReason = keyof typeof missing;
export type UnavailableReason = MissingReason | keyof typeof reasons;

export const UnavailableReasons = enumOf('UnavailableReason', 'Why a computed number is null. A null is never a zero.', {
  ...missing,
  ...reasons,
});

@ObjectType({ description: 'A number that is null, and why.' })
export class Unavailable {
  @Field({ description: 'The field, by its path, such as wait.worstCaseDays.' })
  field!: string;

  @Field(() => UnavailableReasons, { description: 'Why it is null.' })
  reason!: UnavailableReason;
}

@ObjectType({ description: 'A value that went into a formula.' })
export class FormulaInput {
  @Field({ description: 'Its name in the formula.' })
  name!: string;

  @Field({ description: 'The value as text; "none" for a limit that does not exist.' })
  value!: string;
}

@ObjectType({ description: 'How a number was computed.' })
export class Explanation {
  @Field({ description: 'The field, by its path.' })
  field!: string;

  @Field({ description: 'The name and text of the formula.' })
  formula!: string;

  @Field(() => [FormulaInput], { description: 'What went into it.' })
  inputs!: readonly FormulaInput[];

  @Field(() => String, { nullable: true, description: 'What was assumed or left out; null for nothing.' })
  note!: string | null;
}
