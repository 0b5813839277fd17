// How far did a law or bill get, and how far had it got on a day?
import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { Confidence, DatePrecision } from '#kit/words/facts';
import { DateScalar } from '#kit/words/validation';

export const LawStage = enumOf(
  'LawStage',
  'How far a law or bill got.',
  {
    PROPOSED: 'Proposed in public, without a bill.',
    INTRODUCED: 'Introduced as a bill.',
    PENDING: 'Seen to be before the legislature.',
    ADVANCED: 'Advanced; our sources do not say how far.',
    PASSED_ONE_HOUSE: 'Passed by one house.',
    PASSED: 'Passed by the whole legislature.',
    SIGNED: 'Signed into law.',
    VETOED: 'Vetoed.',
    IN_FORCE: 'In force as a law; triggerClause says whether it waits for something before it acts.',
    ENJOINED: 'Suspended by a court.',
    STRUCK_DOWN: 'Declared void by a court.',
    STUDY: 'Turned into a study or a commission.',
    FAILED: 'Not passed in its session.',
    DECIDED: 'Not a bill: the decision of a court on what the law already allows.',
  },
  { PASSED_ONE_HOUSE: 'passed by one house', ENJOINED: 'stopped by a court', STUDY: 'being studied' },
);
export type LawStage = keyof typeof LawStage;

@InputType('LawStepInput', { description: 'One step of a law or bill.' })
@ObjectType({ description: 'One step of a law or bill.' })
export class LawStep {
  @Field(() => LawStage, { description: 'What it reached.' })
  stage!: LawStage;

  @Field(() => DateScalar, { nullable: true, defaultValue: null, description: 'The day; null when it was not found.' })
  @IsOptional()
  on!: string | null;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly the day is known.' })
  precision!: DatePrecision;

  @Field(() => Confidence, { description: 'How well the step and its day are supported.' })
  confidence!: Confidence;

  @Field(() => String, {
    nullable: true,
    defaultValue: null,
    description: 'What else is known of the step, in at most 500 characters; null when nothing is.',
  })
  @IsOptional()
  @MaxLength(500)
  note!: string | null;
}

/**
 * The stage that a law had reached on a day. Steps without a day say nothing of a day, unless no step has one. Null when its first dated
 * step was still to come.
 */
export function stageOn(steps: readonly LawStep[], day: string): LawStage | null {
  const dated = steps.filter(({ on }) => on !== null);
  if (dated.length === 0) return steps.at(-1)?.stage ?? null;
  return dated.filter(({ on }) => on! <= day).at(-1)?.stage ?? null;
}

/** As `stageOn`, as SQL over the column steps; `day` is SQL for a day, NULL for the latest stage whatever its day. */
export const stageOnSql = (day: string): string => `CASE
  WHEN ${day} IS NULL OR NOT jsonb_path_exists(steps, '$[*] ? (@.on != null)') THEN steps -> -1 ->> 'stage'
  ELSE (SELECT step ->> 'stage' FROM jsonb_array_elements(steps) WITH ORDINALITY AS each(step, place)
        WHERE (step ->> 'on')::date <= ${day} ORDER BY place DESC LIMIT 1) END`;

/** "Passed one house on 2025-05-15 (House 106-38); in force on 2025-07-01." */
export function stepsInWords(steps: readonly LawStep[]): string {
  const words = steps.map(({ stage, on, precision, note }) => {
    const what = stage === LawStage.STUDY ? 'became a study' : stage.toLowerCase().replaceAll('_', ' ');
    return [what, on === null ? '(day not found)' : dayInWords(on, precision), note && `(${note})`].filter(Boolean).join(' ');
  });
  const text = words.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function dayInWords(day: string, precision: DatePrecision): string {
  if (precision === DatePrecision.YEAR) return `in ${day.slice(0, 4)}`;
  if (precision === DatePrecision.MONTH) return `in ${day.slice(0, 7)}`;
  if (precision === DatePrecision.APPROX) return `about ${day}`;
  return precision === DatePrecision.AS_OF ? `as seen on ${day}` : `on ${day}`;
}
