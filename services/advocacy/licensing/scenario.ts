// Which candidates and which library does a comparison speak of, and what can it not be asked?
import { BadInput } from '#kit/words/problem';
import { Decimal, type Exact } from './exact';
import { addDays, type Day } from './months';
import { checkEmbargo, checkTerms, checkWhole, type EmbargoTerms, type StatedPrice, type Terms } from './terms';

/** Terms to compare: those of a policy, or hypothetical ones. */
export interface Candidate {
  /** Tells it apart in price overrides and in the rows. */
  readonly id: string;
  readonly label: string;
  readonly terms: Terms;
  readonly prices: readonly StatedPrice[];
  /** Null for none. */
  readonly embargo: EmbargoTerms | null;
  /** Whose it is: candidates of one publisher are alternatives to each other. Null or left out for nobody's. */
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
  /** Y: above 0, at most 30; also a part of a year. */
  readonly years: number;
  /** L: 1 to 365. A shorter longest loan of the license comes before it. */
  readonly loanDays: number;
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
  /** Prices in place of the stated ones: of a license, or of a loan where loans are paid for. Copies under an embargo keep a stated price of their own. */
  readonly priceOverrides?: readonly PriceOverride[] | null;
  /** c: what one loan costs elsewhere; left out, what it costs at the same publisher where loans are paid for. */
  readonly perLoanPrice?: Exact | null;
  /** What a license that never expires costs elsewhere; left out, what it costs at the same publisher. */
  readonly perpetualPrice?: Exact | null;
  /** What the title costs consumers. */
  readonly consumerPrice?: Exact | null;
}

export interface PriceOverride {
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

export const candidateLimit = 50;

/** @throws BadInput, naming the field, for what can not be compared */
export function checkComparison({ candidates, on, scenario }: Comparison): void {
  if (candidates.length > candidateLimit) {
    throw new BadInput(
      'candidates',
      `${candidates.length} policies can not be compared at once; ask for at most ${candidateLimit}.`,
    );
  }
  checkDay(on);
  checkScenario(scenario);
  candidates.forEach(({ terms, embargo }, index) => {
    checkTerms(terms, `candidates[${index}].terms`);
    if (embargo) checkEmbargo(embargo, `candidates[${index}].embargo`);
  });
  const unknown = scenario.priceOverrides?.find(({ candidateId }) => !candidates.some(({ id }) => id === candidateId));
  if (unknown) {
    throw new BadInput(
      'scenario.priceOverrides',
      `No compared policy has the id ${JSON.stringify(unknown.candidateId)} of a price.`,
    );
  }
}

function checkDay(on: Day): void {
  try {
    if (addDays(on, 0) >= '1900-01-01' && on < '3000-01-01') return;
  } catch {}
  throw new BadInput('on', `on is ${JSON.stringify(on)}; it must be a day from 1900-01-01 to 2999-12-31.`);
}

function checkScenario(scenario: Scenario): void {
  checkWhole(scenario.copies, 'scenario.copies', 0, 10_000);
  checkWhole(scenario.holds, 'scenario.holds', 0, 10_000);
  checkWhole(scenario.loanDays, 'scenario.loanDays', 1, 365);
  checkWhole(scenario.reader, 'scenario.reader', 1, 10_000);
  checkWhole(scenario.promisedWaitDays, 'scenario.promisedWaitDays', 0, 10_000);
  checkBetween(scenario.checkoutsPerYear, 'scenario.checkoutsPerYear', 'from 0', 0, 366);
  checkBetween(scenario.years, 'scenario.years', 'above 0', Number.MIN_VALUE, 30);
  checkBetween(scenario.keptShare ?? 1, 'scenario.keptShare', 'from 0.01', 0.01, 1);
  checkBetween(scenario.pickUpDays ?? 0, 'scenario.pickUpDays', 'from 0', 0, 60);
  if (scenario.currency != null && !/^[A-Z]{3}$/.test(scenario.currency)) {
    throw new BadInput('scenario.currency', 'scenario.currency must be an ISO 4217 code of three capital letters, such as USD.');
  }
  for (const { amount } of scenario.priceOverrides ?? []) checkPrice(amount, 'scenario.priceOverrides');
  for (const price of ['perLoanPrice', 'perpetualPrice', 'consumerPrice'] as const) {
    const amount = scenario[price];
    if (amount != null) checkPrice(amount, `scenario.${price}`);
  }
}

function checkPrice(amount: Exact, field: string): void {
  const price = decimal(amount);
  if (price?.isFinite() && !price.isNegative() && price.lte(1_000_000)) return;
  throw new BadInput(field, `${amount} is no price; it must be a number from 0 to 1000000 such as "59.99".`);
}

function checkBetween(value: number, field: string, lower: string, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new BadInput(field, `${field} is ${value}; it must be a number ${lower} to ${most}.`);
}

function decimal(text: Exact): Decimal | null {
  try {
    return new Decimal(text);
  } catch {
    return null;
  }
}
