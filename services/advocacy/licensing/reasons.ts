// Why can a number of a comparison not be computed?

/** The stable code of each reason, with its meaning. */
export const reasons = {
  NOT_OFFERED: 'The publisher does not license these titles to libraries.',
  TERMS_UNKNOWN: 'Our sources do not give the terms, or not the limit that the license model is named after.',
  EMBARGO_UNKNOWN: 'There is an embargo, but its length or the number of copies it allows is not known.',
  PRICE_NOT_STATED: 'Our sources state no price that holds for a new title, or only examples of single titles.',
  PRICE_IS_A_RULE: 'The price is known as a rule in words only, such as a multiple of another price.',
  PRICE_IN_OTHER_CURRENCY: 'Prices are stated, but in another currency than the one asked for.',
  NO_COPIES: 'The scenario has no copies.',
  NO_CHECKOUTS: 'The scenario has no checkouts to divide by.',
  NO_HOLDS: 'The scenario has no holds to take a share of.',
  WITHOUT_LIMIT: 'The terms limit neither time nor loans, so there is no greatest number of loans and nothing to buy again.',
  NO_LICENSE_LEFT: 'All licenses are used up or expired before this reader gets a copy; new ones are needed.',
  DEMAND_EXCEEDS_COPIES: 'So many loans a year do not fit on so many copies: each makes at most 365 / loan days.',
  LOAN_LONGER_THAN_TERM:
    'The license expires before one loan is complete, so it has no capacity of which a share could be wasted.',
  ANY_NUMBER_AT_ONCE: 'Any number of readers can read at once, so copies are not what is counted.',
  PROMISE_NOT_GIVEN: 'The scenario promises no longest wait.',
  PAID_BY_LOAN: 'Each loan is paid for, so there is no license whose price could be set against another.',
  NO_PRICE_OF_A_LOAN: 'Neither the scenario nor a policy of the same publisher beside it gives the price of one loan.',
  NO_PERPETUAL_PRICE: 'Neither the scenario nor a policy of the same publisher beside it gives the price of a perpetual license.',
  CONSUMER_PRICE_NOT_GIVEN: 'The scenario gives no price that consumers pay.',
  PAID_DIFFERENTLY: 'One price is of a license and the other one of a loan.',
  FREE_OF_CHARGE: 'The price to divide by is zero.',
  NO_TIME_BETWEEN: 'The later day does not lie after the earlier one, so there are no years to share the change.',
  PROMISE_WITHIN_EMBARGO: 'The promised wait ends before the embargo does; no number of copies can keep it.',
} as const;

export type Reason = keyof typeof reasons;

/** One number of a comparison: with the formula and inputs it came from, or null with the reason. */
export type Answer<T> = Known<T> | Unavailable;

export interface Known<T> {
  readonly value: T;
  /** The name and text of the formula. */
  readonly formula: string;
  readonly inputs: readonly Input[];
  /** What was assumed or left out; null for nothing. */
  readonly note: string | null;
}

export interface Unavailable {
  readonly value: null;
  readonly reason: Reason;
}

/** A value that went into a formula, as text; a limit that does not exist is written "none". */
export interface Input {
  readonly name: string;
  readonly value: string;
}

/** A computed answer. Inputs that are null are written "none". */
export function known<T>(
  value: T,
  formula: string,
  inputs: Readonly<Record<string, unknown>>,
  note: string | null = null,
): Known<T> {
  return {
    value,
    formula,
    inputs: Object.entries(inputs).map(([name, input]) => ({ name, value: String(input ?? 'none') })),
    note,
  };
}

export function unavailable(reason: Reason): Unavailable {
  return { value: null, reason };
}

/** Narrows an answer to one that has no value. */
export function isUnavailable<T>(answer: Answer<T>): answer is Unavailable {
  return 'reason' in answer;
}
