// How long do the readers of a title wait under given terms, and how many of them longer than promised?
import { readerDaysLost } from './embargo';
import { Decimal } from './exact';
import { copyGroups, type Lot } from './lots';
import { type Answer, known, type Reason, unavailable } from './reasons';
import type { Scenario } from './scenario';
import { type CopyGroup, type Phase, slots } from './waits';

export interface Queue {
  /** Days, rounded to four places. */
  readonly worstCaseDays: Answer<number>;
  readonly averagePhaseDays: Answer<number>;
  /** Of all holds in the worst case, rounded to four places. */
  readonly meanDays: Answer<number>;
  /** What all holds wait together in the worst case beyond what they would without the embargo. */
  readonly readerDaysLost: Answer<number>;
  /** Share of the holds, 0 to 1 as decimal text, that get no copy by the end of the promised day in the worst case. */
  readonly unservedShare: Answer<string>;
}

const slotModel = 'slot model: wait(p) = p-th smallest start of a loan among all copies';

/**
 * Waits for a queue that begins on the day of publication, when the copies bought then are free. No license is bought after those
 * of the scenario.
 * @param withoutEmbargo the lots that the same terms would come to
 */
export function queue(lots: readonly Lot[], withoutEmbargo: readonly Lot[], scenario: Scenario): Queue {
  const groups = copyGroups(lots);
  const { reader, holds, promisedWaitDays } = scenario;
  const loanDays = lots.at(-1)!.loanDays;
  const copies = groups.filter((group) => group.copies !== 0);
  const inputs = { p: reader, "L'": loanDays, copies: copies.map((group) => inWords(group, loanDays)).join('; ') };
  const wait = (phase: Phase, note: string): Answer<number> => {
    const days = slots(groups, loanDays, phase).waitOf(reader);
    return days === null ? unavailable('NO_LICENSE_LEFT') : known(days.toDecimalPlaces(4).toNumber(), slotModel, inputs, note);
  };
  return {
    worstCaseDays: wait('WORST_CASE', 'All copies of a group come back on the same day.'),
    averagePhaseDays: wait(
      'AVERAGE_PHASE',
      'Copies come back evenly spread over the loan period: one every L/N days after the first N readers.',
    ),
    unservedShare: unserved(groups, holds, promisedWaitDays ?? null, loanDays),
    ...together(groups, copyGroups(withoutEmbargo), loanDays, holds),
  };
}

/** What all holds wait together. */
function together(
  groups: readonly CopyGroup[],
  withoutEmbargo: readonly CopyGroup[],
  loanDays: Decimal,
  holds: number,
): Pick<Queue, 'meanDays' | 'readerDaysLost'> {
  const [waited, lost] = [slots(groups, loanDays).meanOfFirst(holds), readerDaysLost(groups, withoutEmbargo, loanDays, holds)];
  const reason = holds === 0 ? 'NO_HOLDS' : 'NO_LICENSE_LEFT';
  const { totalReaderDays: readerDays, meanWaitDays } = waited ?? {};
  return {
    meanDays: meanWaitDays
      ? known(meanWaitDays.toDecimalPlaces(4).toNumber(), 'mean wait = sum of wait(1) to wait(H) / H', { H: holds, readerDays })
      : unavailable(reason),
    readerDaysLost: lost
      ? known(
          lost.toDecimalPlaces(4).toNumber(),
          'reader-days lost = sum of wait(1) to wait(H) less the same without the embargo',
          { H: holds, readerDays },
        )
      : unavailable(reason),
  };
}

function unserved(groups: readonly CopyGroup[], holds: number, promise: number | null, loanDays: Decimal): Answer<string> {
  if (promise === null) return unavailable('PROMISE_NOT_GIVEN');
  if (holds === 0) return unavailable('NO_HOLDS');
  const served = Math.min(holds, slots(groups, loanDays).servedBy(promise));
  const share = new Decimal(holds - served).div(holds).toFixed(4);
  return known(share, 'unserved = (H - readers served by the end of day W, slot model, worst case) / H', {
    H: holds,
    W: promise,
    served,
  });
}

/** As a CopyGroup is written: "9 from day 56 to 787, 52 loans each", with the length of its loans where that is not the usual one. */
function inWords({ copies, fromDay, untilDay, checkouts, loanDays }: CopyGroup, usual: Decimal): string {
  const end = untilDay === null ? '' : ` to ${untilDay}`;
  const loans = checkouts === null ? '' : `, ${Number(checkouts.toFixed(2))} loans each`;
  const length = loanDays === undefined || usual.eq(loanDays) ? '' : `, L' ${loanDays}`;
  return `${copies ?? 'any number'} from day ${fromDay}${end}${loans}${length}`;
}

/** The same reason for every number. */
export function noQueue(reason: Reason): Queue {
  const none = unavailable(reason);
  return { worstCaseDays: none, averagePhaseDays: none, unservedShare: none, meanDays: none, readerDaysLost: none };
}
