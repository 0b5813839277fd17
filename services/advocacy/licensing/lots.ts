// What does a library buy under given terms, and from which day to which can it lend that?
import { embargoEnd } from './embargo';
import { addMonths, type Day, daysBetween } from './months';
import { overridden, priceOfNewTitle, type UsedPrice } from './price';
import type { Reason } from './reasons';
import type { Candidate, Scenario } from './scenario';
import { areKnown, loansAtOnce, type Terms } from './terms';
import type { CopyGroup } from './waits';

/** Licenses bought together. Days count from publication, which is day 0. */
export interface Lot {
  readonly terms: Terms;
  /** Of one license, or of one loan where loans are paid for. */
  readonly price: UsedPrice | Reason;
  /** Of a license that follows when one of these is over: the offer under an embargo does not last. */
  readonly renewalPrice: UsedPrice | Reason;
  /** Those of the scenario that it stands for: each is borrowed d times a year. */
  readonly copies: number;
  /** Held at a time; 0 where loans are paid for. */
  readonly licenses: number;
  /** Readers who can have it at the same time; null for any number. */
  readonly atOnce: number | null;
  readonly fromDay: number;
  /** Null for never. */
  readonly untilDay: number | null;
}

/**
 * The licenses that give as many readers as the scenario has copies a title at the same time. A license for several readers at once
 * counts for several copies; one for any number is bought once. Neither changes how much is borrowed: as much as the copies it stands
 * for. Under an embargo the copies it allows are bought on the day of publication, each for one reader at a time, and the rest on the
 * day it ends.
 * The reason when terms or embargo say too little; an empty list never.
 */
export function lotsOf(candidate: Candidate, on: Day, scenario: Scenario): readonly Lot[] | Reason {
  const { terms, embargo } = candidate;
  if (terms.model === 'NOT_OFFERED') return 'NOT_OFFERED';
  if (!areKnown(terms) || (embargo?.firstCopyTerms && !areKnown(embargo.firstCopyTerms))) return 'TERMS_UNKNOWN';
  if (scenario.copies === 0 && terms.model !== 'COST_PER_CIRC') return 'NO_COPIES';
  const price = standingPrice(candidate, scenario);
  if (!embargo || embargo.amount === 0) return [lot(terms, scenario.copies, on, 0, price)];
  const end = embargoEnd(on, { amount: embargo.amount ?? null, unit: embargo.unit });
  if (end === null || embargo.copiesAllowedDuring == null) return 'EMBARGO_UNKNOWN';
  const early = Math.min(scenario.copies, embargo.copiesAllowedDuring);
  const lots: Lot[] = [];
  if (early > 0) {
    const offered = embargo.firstCopyTerms ?? terms;
    const firstTerms = { ...offered, concurrency: offered.model === 'COST_PER_CIRC' ? early : 1 };
    const firstPrice = embargo.firstCopyPrice ? priceIn(scenario, [embargo.firstCopyPrice], firstTerms) : price;
    lots.push({ ...lot(firstTerms, early, on, 0, firstPrice), renewalPrice: price });
  }
  const rest = scenario.copies - early;
  if (rest > 0 || lots.length === 0 || loansAtOnce(terms) === null) lots.push(lot(terms, rest, end, daysBetween(on, end), price));
  return lots;
}

/** The copies that lots come to, for the slot model. Loans of a bundle are shared out evenly among those it allows at once. */
export function copyGroups(lots: readonly Lot[]): CopyGroup[] {
  return lots.flatMap(({ terms, atOnce, fromDay, untilDay }): CopyGroup[] => {
    const days = { fromDay, untilDay };
    const perLicense = loansAtOnce(terms);
    if (atOnce === null || perLicense === null || terms.checkouts == null) return [{ copies: atOnce, checkouts: null, ...days }];
    const loans = Math.floor(terms.checkouts / perLicense);
    const withOneMore = (atOnce / perLicense) * (terms.checkouts % perLicense);
    return [
      { copies: atOnce - withOneMore, checkouts: loans, ...days },
      { copies: withOneMore, checkouts: loans + 1, ...days },
    ];
  });
}

function lot(terms: Terms, copies: number, bought: Day, fromDay: number, price: UsedPrice | Reason): Lot {
  const perLicense = loansAtOnce(terms);
  const licenses = perLicense === null ? 1 : Math.ceil(copies / perLicense);
  const paidByLoan = terms.model === 'COST_PER_CIRC';
  const untilDay = terms.durationMonths == null ? null : fromDay + daysBetween(bought, addMonths(bought, terms.durationMonths));
  return {
    terms,
    price,
    renewalPrice: price,
    copies,
    licenses: paidByLoan ? 0 : licenses,
    atOnce: paidByLoan || perLicense === null ? perLicense : licenses * perLicense,
    fromDay,
    untilDay,
  };
}

function standingPrice({ id, prices, terms }: Candidate, scenario: Scenario): UsedPrice | Reason {
  const override = scenario.priceOverrides?.find(({ candidateId }) => candidateId === id);
  return override ? overridden(override.amount) : priceIn(scenario, prices, terms);
}

function priceIn(scenario: Scenario, prices: Candidate['prices'], terms: Terms): UsedPrice | Reason {
  return priceOfNewTitle(prices, scenario.currency ?? 'USD', terms.model === 'COST_PER_CIRC');
}
