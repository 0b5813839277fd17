// The candidates, the library and the day that a comparison speaks of.

import type { Day } from '#kit/words/days';
import type { Embargo, LicenseTerms, Price } from '../terms/license';
import type { Exact } from './figure';

/** Where the copies are when the queue begins. */
export const beginnings = {
  FREE: 'Every copy can be lent on its first day, as when it is bought.',
  JUST_LENT: 'Every copy that the library has on the day was lent on it and is to come back; what it buys later is free.',
} as const;
export type Beginning = keyof typeof beginnings;

/** Terms to compare: those of a policy, or hypothetical ones. */
export interface Candidate {
  /** Tells it apart in price overrides and in the rows. */
  readonly id: string;
  readonly label: string;
  readonly terms: LicenseTerms;
  /** Stated beside the terms. */
  readonly prices: readonly Price[];
  /** Which of them are of the terms: null for those of a license, a number for those of that option, from 0. Left out, all are. */
  readonly option?: number | null | undefined;
  /** Null for none. */
  readonly embargo: Embargo | null;
  /** Its publisher: candidates of one publisher are alternatives to each other. Null or left out for made-up terms. */
  readonly publisherId?: string | null;
}

/** One title of one library, published on the day of the comparison, when the library buys it. */
export interface Scenario {
  /** N: how many readers are to have it at the same time, 0 to 10,000. With d it also says how much is borrowed: N·d loans a year. */
  readonly copies: number;
  /** H: holds on the day of publication, 0 to 10,000. */
  readonly holds: number;
  /**
   * d: loans of one copy a year, 0 to 366. One reader at a time can make at most 365 / L' of them. Also where a license lends to
   * several or any number of readers at once N·d are borrowed, however few licenses that takes.
   */
  readonly checkoutsPerYear: number;
  /** g: by which share d grows from each year to the next, -0.9 to 1; 0 when left out. */
  readonly demandGrowth?: number | null;
  /** Y: above 0, at most 30; also a part of a year. */
  readonly years: number;
  /** L: 1 to 365. A shorter longest loan of the license comes before it. */
  readonly loanDays: number;
  /** Where the copies are on the day; FREE when left out. */
  readonly copiesAtStart?: Beginning | null;
  /** p: the position in the queue whose wait is asked for, 1 to 10,000. */
  readonly reader: number;
  /** W: the longest wait promised, 0 to 10,000 days; null or left out for no promise. */
  readonly promisedWaitDays?: number | null;
  /** e: 0.01 to 1; 1 when left out, which is the worst case. */
  readonly keptShare?: number | null;
  /** R: 0 to 60; 0 when left out. */
  readonly pickUpDays?: number | null;
  /** ISO 4217; prices in others are not used. USD when left out. */
  readonly currency?: string | null;
  /** Prices in place of the stated ones: of a license, or of a loan where the library pays by the loan. Copies under an embargo keep a stated price of their own. */
  readonly priceOverrides?: readonly PriceOverride[] | null;
  /** c: what one loan costs elsewhere; left out, what it costs at the same publisher where the library pays by the loan. */
  readonly perLoanPrice?: Exact | null;
  /** What a license that never expires costs elsewhere; left out, what it costs at the same publisher. */
  readonly perpetualPrice?: Exact | null;
  /** What the title costs consumers. */
  readonly consumerPrice?: Exact | null;
}

interface PriceOverride {
  readonly candidateId: string;
  readonly amount: Exact;
}

/** A question for compareLending. */
export interface Comparison {
  readonly candidates: readonly Candidate[];
  /** The day on which the title is published and bought. */
  readonly on: Day;
  readonly scenario: Scenario;
}
