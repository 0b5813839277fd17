// What does a library buy under given terms, and from which day to which can it lend that?
import { effectiveLoanDays } from './capacity';
import { embargoEnd } from './embargo';
import type { Decimal } from './exact';
import { addMonths, type Day, daysBetween } from './months';
import { overridden, priceOfNewTitle, type UsedPrice } from './price';
import type { Reason } from './reasons';
import type { Candidate, Scenario } from './scenario';
import { areKnown, isPaidByLoan, loansAtOnce, type Terms } from './terms';
import type { CopyGroup } from './waits';

/** Licenses bought together. Days count from publication, which is day 0. */
export interface Lot {
  readonly terms: Terms;
  /** Of one license, or of one loan where loans are paid for. */
  readonly price: UsedPrice | Reason;
  /** Those of the scenario that it stands for: each is borrowed d times a year. */
  readonly copies: number;
  /** Held at a time; 0 where loans are paid for. */
  readonly licenses: number;
  /** Readers who can have it at the same time; null for any number. */
  readonly atOnce: number | null;
  /** L' of effectiveLoanDays under these terms. */
  readonly loanDays: Decimal;
  readonly fromDay: number;
  /** Null for never. */
  readonly untilDay: number | null;
  /** What stands for the same copies when an offer that does not last is over; null where the same is bought again. */
  readonly followedBy: Lot | null;
}

/**
 * The licenses that give as many readers as the scenario has copies a title at the same time. A license for several readers at once
 * counts for several copies; one for any number is bought once. Neither changes how much is borrowed: as much as the copies it stands
 * for. Under an embargo the copies it allows are had from the day of publication, each for one reader at a time, and the rest from
 * the day it ends. Loans that an embargo lets a library pay for end with it; licenses bought under it last as long as their terms say.
 * What follows either are the standing terms at their price.
 * The reason when terms or embargo say too little; an empty list never.
 */
export function lotsOf(candidate: Candidate, on: Day, scenario: Scenario): readonly Lot[] | Reason {
  const { terms, embargo } = candidate;
  if (terms.model === 'NOT_OFFERED') return 'NOT_OFFERED';
  if (!areKnown(terms) || (embargo?.firstCopyTerms && !areKnown(embargo.firstCopyTerms))) return 'TERMS_UNKNOWN';
  if (scenario.copies === 0 && !isPaidByLoan(terms)) return 'NO_COPIES';
  const price = standingPrice(candidate, scenario);
  const standing = (copies: number, from: Day) => lot(terms, copies, price, scenario, { from, publication: on });
  if (!embargo || embargo.amount === 0) return [standing(scenario.copies, on)];
  const end = embargoEnd(on, { amount: embargo.amount ?? null, unit: embargo.unit });
  if (end === null || embargo.copiesAllowedDuring == null) return 'EMBARGO_UNKNOWN';
  const early = Math.min(scenario.copies, embargo.copiesAllowedDuring);
  const lots: Lot[] = [];
  if (early > 0) {
    const offered = embargo.firstCopyTerms ?? terms;
    const byLoan = isPaidByLoan(offered);
    const first = lot(
      { ...offered, concurrency: byLoan ? early : 1 },
      early,
      firstPrice(candidate, scenario, offered, price),
      scenario,
      { from: on, publication: on },
    );
    const untilDay = byLoan ? daysBetween(on, end) : first.untilDay;
    lots.push({ ...first, untilDay, followedBy: standing(early, end) });
  }
  const rest = scenario.copies - early;
  if (rest > 0 || lots.length === 0 || isPaidByLoan(terms)) lots.push(standing(rest, end));
  return lots;
}

/** What is bought under the standing terms, from the end of an embargo on; the reason as in lotsOf. It does not depend on the copies of the scenario. */
export function standingLot(candidate: Candidate, on: Day, scenario: Scenario): Lot | Reason {
  const lots = lotsOf(candidate, on, { ...scenario, copies: 1 + (candidate.embargo?.copiesAllowedDuring ?? 0) });
  return typeof lots === 'string' ? lots : lots.at(-1)!;
}

/**
 * The copies that lots come to, for the slot model: those bought on the day of publication or of the end of the embargo, and none that
 * replace them. Loans of a bundle are shared out among those it allows at once.
 */
export function copyGroups(lots: readonly Lot[]): CopyGroup[] {
  const bought = lots.flatMap((lot) => (isPaidByLoan(lot.terms) && lot.followedBy ? [lot, lot.followedBy] : [lot]));
  return bought.map(({ terms, atOnce, fromDay, untilDay, loanDays }) => {
    const perLicense = loansAtOnce(terms);
    const checkouts = perLicense === null || terms.checkouts == null ? null : terms.checkouts / perLicense;
    return { copies: atOnce, fromDay, untilDay, checkouts, loanDays };
  });
}

function lot(
  terms: Terms,
  copies: number,
  price: UsedPrice | Reason,
  { loanDays, keptShare, pickUpDays }: Scenario,
  { from, publication }: { readonly from: Day; readonly publication: Day },
): Lot {
  const perLicense = loansAtOnce(terms);
  const licenses = perLicense === null ? 1 : Math.ceil(copies / perLicense);
  const byLoan = isPaidByLoan(terms);
  return {
    terms,
    price,
    copies,
    licenses: byLoan ? 0 : licenses,
    atOnce: byLoan || perLicense === null ? perLicense : licenses * perLicense,
    loanDays: effectiveLoanDays(Math.min(loanDays, terms.lengthDays ?? loanDays), keptShare ?? 1, pickUpDays ?? 0),
    fromDay: daysBetween(publication, from),
    untilDay: terms.durationMonths == null ? null : daysBetween(publication, addMonths(from, terms.durationMonths)),
    followedBy: null,
  };
}

/** What one license under the standing terms costs, or one loan where loans are paid for. */
export function standingPrice({ id, prices, terms }: Candidate, scenario: Scenario): UsedPrice | Reason {
  const override = scenario.priceOverrides?.find(({ candidateId }) => candidateId === id);
  return override ? overridden(override.amount) : priceOfNewTitle(prices, scenario.currency ?? 'USD', isPaidByLoan(terms));
}

/** The price of a copy under an embargo: its own, else the standing one as long as it is for the same thing, a license or a loan. */
function firstPrice(
  { embargo, terms, prices }: Candidate,
  { currency }: Scenario,
  offered: Terms,
  standing: UsedPrice | Reason,
): UsedPrice | Reason {
  const byLoan = isPaidByLoan(offered);
  if (embargo?.firstCopyPrice) return priceOfNewTitle([embargo.firstCopyPrice], currency ?? 'USD', byLoan);
  if (byLoan === isPaidByLoan(terms)) return standing;
  const ofLoans = byLoan ? prices.filter(({ scope }) => scope?.startsWith('PER_CHECKOUT')) : [];
  return priceOfNewTitle(ofLoans, currency ?? 'USD', byLoan);
}
