// What of a policy do the calculations read, and when do its terms say too little?
import { BadInput } from '#kit/words/problem';
import type { Exact } from './exact';

/** How a license meters lending; the meaning of each is told by the enum LicenseModel of the API. */
export const licenseModels = [
  'PERPETUAL_ONE_USER',
  'METERED_BY_TIME',
  'METERED_BY_CHECKOUTS',
  'METERED_BY_TIME_OR_CHECKOUTS',
  'METERED_CONCURRENT_CHECKOUTS',
  'SIMULTANEOUS_USE',
  'COST_PER_CIRC',
  'NOT_OFFERED',
  'UNKNOWN',
] as const;

/** Terms of one license. Null, or left out, means that the license does not set this limit. Every limit given binds, whatever the model is called. */
export interface Terms {
  /** One of licenseModels. */
  readonly model: string;
  /** Loans in all. */
  readonly checkouts: number | null;
  /** Calendar months from the purchase. */
  readonly durationMonths: number | null;
  /** Loans at the same time. Models that are one copy for one user lend one at a time without saying so; the others any number. */
  readonly concurrency: number | null;
  /** The longest loan in days; null leaves it to the library. */
  readonly lengthDays: number | null;
}

/** Days, weeks or calendar months after publication in which libraries can license no copy, or a few. */
export interface EmbargoTerms {
  /** 0 is no embargo; null is not known. */
  readonly amount: number | null;
  /** DAY, WEEK or MONTH. */
  readonly unit: string;
  /** Licenses that a library may buy meanwhile, each for one reader at a time; null is not known. */
  readonly copiesAllowedDuring: number | null;
  /** Null when they are those of every other copy. */
  readonly firstCopyTerms: Terms | null;
  /** Null when it is that of every other copy. */
  readonly firstCopyPrice: StatedPrice | null;
}

/** Exact decimal money, in whole units of the currency. */
export interface Sum {
  readonly amount: Exact;
  readonly currency: string;
}

/** A price as a source states it: an amount, bounds, or a rule in words. Amounts carry their currency or share the one beside them. */
export interface StatedPrice {
  /** EXACT, CAP, TYPICAL_CAP, RANGE or RULE. */
  readonly kind: string;
  readonly amount: Exact | Sum | null;
  readonly min: Exact | Sum | null;
  readonly max: Exact | Sum | null;
  readonly currency?: string;
  /** Which titles or loans it is for; null for all. */
  readonly scope: string | null;
  readonly rule: string | null;
}

/** The limits that a model is named after; without them the terms are not known. */
const named: Readonly<Record<string, readonly ('checkouts' | 'durationMonths')[]>> = {
  METERED_BY_TIME: ['durationMonths'],
  METERED_BY_CHECKOUTS: ['checkouts'],
  METERED_BY_TIME_OR_CHECKOUTS: ['durationMonths', 'checkouts'],
  METERED_CONCURRENT_CHECKOUTS: ['checkouts'],
};

/** False when the model is unknown, or when the limit it is named after is missing. */
export function areKnown(terms: Terms): boolean {
  return terms.model !== 'UNKNOWN' && (named[terms.model] ?? []).every((limit) => terms[limit] != null);
}

/** Whether nothing is bought in advance and each loan is paid for. */
export const isPaidByLoan = ({ model }: Terms) => model === 'COST_PER_CIRC';

/** One copy, one user: what a license of these models is unless it says otherwise. */
const oneReader: readonly string[] = [
  'PERPETUAL_ONE_USER',
  'METERED_BY_TIME',
  'METERED_BY_CHECKOUTS',
  'METERED_BY_TIME_OR_CHECKOUTS',
];

/**
 * Loans that one license allows at the same time, which can not be more than it allows in all; null for any number. A license that
 * does not say lends to one reader where its model is one copy for one user, else to any number.
 */
export function loansAtOnce({ model, concurrency, checkouts }: Terms): number | null {
  const stated = concurrency ?? (oneReader.includes(model) ? 1 : null);
  const least = Math.min(stated ?? Number.POSITIVE_INFINITY, checkouts ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? least : null;
}

/**
 * Refuses terms that no license can have.
 * @param field where the client wrote them
 * @throws BadInput for an unknown model, or a limit that is no whole number above zero
 */
export function checkTerms(terms: Terms, field: string): void {
  if (!(licenseModels as readonly string[]).includes(terms.model)) {
    throw new BadInput(
      `${field}.model`,
      `${JSON.stringify(terms.model)} is no license model. There are ${licenseModels.join(', ')}.`,
    );
  }
  for (const limit of ['checkouts', 'durationMonths', 'concurrency', 'lengthDays'] as const) {
    checkWhole(terms[limit], `${field}.${limit}`, 1, greatest[limit]);
  }
}

/** As in the input types of the API. */
const greatest = { checkouts: 1_000_000, durationMonths: 1_200, concurrency: 1_000_000, lengthDays: 3_650 };

/** @throws BadInput for an embargo that is negative, longer than ten years or counted in something else than days, weeks or months */
export function checkEmbargo(embargo: EmbargoTerms, field: string): void {
  if (!['DAY', 'WEEK', 'MONTH'].includes(embargo.unit)) {
    throw new BadInput(`${field}.unit`, `An embargo is counted in DAY, WEEK or MONTH, not in ${JSON.stringify(embargo.unit)}.`);
  }
  checkWhole(embargo.amount, `${field}.amount`, 0, embargo.unit === 'MONTH' ? 120 : 3_650);
  checkWhole(embargo.copiesAllowedDuring, `${field}.copiesAllowedDuring`, 0, 10_000);
  if (embargo.firstCopyTerms) checkTerms(embargo.firstCopyTerms, `${field}.firstCopyTerms`);
}

/** @throws BadInput unless the value is null, left out or a whole number between the bounds */
export function checkWhole(value: number | null | undefined, field: string, least: number, most: number): void {
  if (value == null || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw new BadInput(field, `${field} is ${value}; it must be a whole number from ${least} to ${most}.`);
}
