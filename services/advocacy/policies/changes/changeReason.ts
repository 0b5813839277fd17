// In which respects can terms become stricter or less strict for libraries?
import { Field, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';

export const ChangeDirection = enumOf('ChangeDirection', 'Whether terms became stricter for libraries.', {
  MORE_RESTRICTIVE: 'Stricter in some respects and in none less strict.',
  LESS_RESTRICTIVE: 'Less strict in some respects and in none stricter.',
  MIXED: 'Stricter in some respects and less strict in others.',
});
export type ChangeDirection = keyof typeof ChangeDirection;

export const ChangeReasonCode = enumOf('ChangeReasonCode', 'In which respect terms became stricter or less strict.', {
  NOW_OFFERED: 'Less strict: libraries can license what they could not.',
  NO_LONGER_OFFERED: 'Stricter: libraries can no longer license.',
  TIME_LIMIT_ADDED: 'Stricter: licenses now expire by time.',
  TIME_LIMIT_REMOVED: 'Less strict: licenses no longer expire by time.',
  SHORTER: 'Stricter: licenses last less long.',
  LONGER: 'Less strict: licenses last longer.',
  LOAN_LIMIT_ADDED: 'Stricter: the number of loans is now limited.',
  LOAN_LIMIT_REMOVED: 'Less strict: the number of loans is no longer limited.',
  FEWER_LOANS: 'Stricter: fewer loans per license.',
  MORE_LOANS: 'Less strict: more loans per license.',
  FEWER_AT_ONCE: 'Stricter: fewer loans at the same time.',
  MORE_AT_ONCE: 'Less strict: more loans at the same time.',
  EMBARGO_ADDED: 'Stricter: new titles are now under an embargo.',
  EMBARGO_REMOVED: 'Less strict: no embargo any more.',
  EMBARGO_LONGER: 'Stricter: the embargo lasts longer.',
  EMBARGO_SHORTER: 'Less strict: the embargo lasts less long.',
  FEWER_COPIES_IN_EMBARGO: 'Stricter: fewer copies are allowed during the embargo.',
  MORE_COPIES_IN_EMBARGO: 'Less strict: more copies are allowed during the embargo.',
  PRICE_UP: 'Stricter: a price stated in the same way for the same titles rose.',
  PRICE_DOWN: 'Less strict: a price stated in the same way for the same titles fell.',
  OPTION_ADDED: 'Less strict: libraries can choose other terms as well.',
  OPTION_ENDED: 'Stricter: terms that libraries could choose ended.',
});
export type ChangeReasonCode = keyof typeof ChangeReasonCode;

const stricter = new Set<ChangeReasonCode>([
  ChangeReasonCode.NO_LONGER_OFFERED,
  ChangeReasonCode.TIME_LIMIT_ADDED,
  ChangeReasonCode.SHORTER,
  ChangeReasonCode.LOAN_LIMIT_ADDED,
  ChangeReasonCode.FEWER_LOANS,
  ChangeReasonCode.FEWER_AT_ONCE,
  ChangeReasonCode.EMBARGO_ADDED,
  ChangeReasonCode.EMBARGO_LONGER,
  ChangeReasonCode.FEWER_COPIES_IN_EMBARGO,
  ChangeReasonCode.PRICE_UP,
  ChangeReasonCode.OPTION_ENDED,
]);

@ObjectType({ description: 'One respect in which terms became stricter or less strict.' })
export class ChangeReason {
  @Field(() => ChangeReasonCode, { description: 'The respect.' })
  code!: ChangeReasonCode;

  @Field(() => String, { nullable: true, description: 'The value before, in words; null when there was none.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'The value after, in words; null when there is none.' })
  after!: string | null;
}

/** Null when nothing became stricter or less strict, as far as is known. */
export function directionOf(reasons: readonly ChangeReason[]): ChangeDirection | null {
  const signs = new Set(reasons.map(({ code }) => stricter.has(code)));
  if (signs.size === 0) return null;
  if (signs.size === 2) return ChangeDirection.MIXED;
  return signs.has(true) ? ChangeDirection.MORE_RESTRICTIVE : ChangeDirection.LESS_RESTRICTIVE;
}
