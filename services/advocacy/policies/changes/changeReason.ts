// In which respects can terms become stricter or less strict for libraries?
import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum ChangeDirection {
  MORE_RESTRICTIVE = 'MORE_RESTRICTIVE',
  LESS_RESTRICTIVE = 'LESS_RESTRICTIVE',
  MIXED = 'MIXED',
}
registerEnumType(ChangeDirection, {
  name: 'ChangeDirection',
  description: 'Whether terms became stricter for libraries.',
  valuesConfig: {
    MORE_RESTRICTIVE: { description: 'Stricter in some respects and in none less strict.' },
    LESS_RESTRICTIVE: { description: 'Less strict in some respects and in none stricter.' },
    MIXED: { description: 'Stricter in some respects and less strict in others.' },
  },
});

export enum ChangeReasonCode {
  NOW_OFFERED = 'NOW_OFFERED',
  NO_LONGER_OFFERED = 'NO_LONGER_OFFERED',
  TIME_LIMIT_ADDED = 'TIME_LIMIT_ADDED',
  TIME_LIMIT_REMOVED = 'TIME_LIMIT_REMOVED',
  SHORTER = 'SHORTER',
  LONGER = 'LONGER',
  LOAN_LIMIT_ADDED = 'LOAN_LIMIT_ADDED',
  LOAN_LIMIT_REMOVED = 'LOAN_LIMIT_REMOVED',
  FEWER_LOANS = 'FEWER_LOANS',
  MORE_LOANS = 'MORE_LOANS',
  FEWER_AT_ONCE = 'FEWER_AT_ONCE',
  MORE_AT_ONCE = 'MORE_AT_ONCE',
  EMBARGO_ADDED = 'EMBARGO_ADDED',
  EMBARGO_REMOVED = 'EMBARGO_REMOVED',
  EMBARGO_LONGER = 'EMBARGO_LONGER',
  EMBARGO_SHORTER = 'EMBARGO_SHORTER',
  FEWER_COPIES_IN_EMBARGO = 'FEWER_COPIES_IN_EMBARGO',
  MORE_COPIES_IN_EMBARGO = 'MORE_COPIES_IN_EMBARGO',
  PRICE_UP = 'PRICE_UP',
  PRICE_DOWN = 'PRICE_DOWN',
  OPTION_ADDED = 'OPTION_ADDED',
  OPTION_ENDED = 'OPTION_ENDED',
}
registerEnumType(ChangeReasonCode, {
  name: 'ChangeReasonCode',
  description: 'In which respect terms became stricter or less strict.',
  valuesConfig: {
    NOW_OFFERED: { description: 'Less strict: libraries can license what they could not.' },
    NO_LONGER_OFFERED: { description: 'Stricter: libraries can no longer license.' },
    TIME_LIMIT_ADDED: { description: 'Stricter: licenses now expire by time.' },
    TIME_LIMIT_REMOVED: { description: 'Less strict: licenses no longer expire by time.' },
    SHORTER: { description: 'Stricter: licenses last less long.' },
    LONGER: { description: 'Less strict: licenses last longer.' },
    LOAN_LIMIT_ADDED: { description: 'Stricter: the number of loans is now limited.' },
    LOAN_LIMIT_REMOVED: { description: 'Less strict: the number of loans is no longer limited.' },
    FEWER_LOANS: { description: 'Stricter: fewer loans per license.' },
    MORE_LOANS: { description: 'Less strict: more loans per license.' },
    FEWER_AT_ONCE: { description: 'Stricter: fewer loans at the same time.' },
    MORE_AT_ONCE: { description: 'Less strict: more loans at the same time.' },
    EMBARGO_ADDED: { description: 'Stricter: new titles are now under an embargo.' },
    EMBARGO_REMOVED: { description: 'Less strict: no embargo any more.' },
    EMBARGO_LONGER: { description: 'Stricter: the embargo lasts longer.' },
    EMBARGO_SHORTER: { description: 'Less strict: the embargo lasts less long.' },
    FEWER_COPIES_IN_EMBARGO: { description: 'Stricter: fewer copies are allowed during the embargo.' },
    MORE_COPIES_IN_EMBARGO: { description: 'Less strict: more copies are allowed during the embargo.' },
    PRICE_UP: { description: 'Stricter: a price stated in the same way for the same titles rose.' },
    PRICE_DOWN: { description: 'Less strict: a price stated in the same way for the same titles fell.' },
    OPTION_ADDED: { description: 'Less strict: libraries can choose other terms as well.' },
    OPTION_ENDED: { description: 'Stricter: terms that libraries could choose ended.' },
  },
});

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
