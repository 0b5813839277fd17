// How is each of several numbers explained, or why is it missing?
import { type Answer, type Input, isUnavailable, type Reason } from './reasons';

/** A number that could not be computed. `field` is its path, such as wait.worstCaseDays. */
export interface UnavailableNumber {
  readonly field: string;
  readonly reason: Reason;
}

/** How a number was computed. `field` is its path, `note` null when there is nothing to add. */
export interface Explanation {
  readonly field: string;
  readonly formula: string;
  readonly inputs: readonly Input[];
  readonly note: string | null;
}

/** Sorts answers by whether they have a value; each is named by its path. */
export function told(answers: Readonly<Record<string, Answer<unknown>>>) {
  const unavailable: UnavailableNumber[] = [];
  const explain: Explanation[] = [];
  for (const [field, answer] of Object.entries(answers)) {
    if (isUnavailable(answer)) unavailable.push({ field, reason: answer.reason });
    else explain.push({ field, formula: answer.formula, inputs: answer.inputs, note: answer.note });
  }
  return { unavailable, explain };
}
