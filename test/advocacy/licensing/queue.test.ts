// How long the p-th reader waits under embargoes, loan limits and terms.
import fc from 'fast-check';
import { type CopyGroup, type Phase, readerDaysLost, slots } from '#advocacy/licensing/queue';

const free = (copies: number | null, limits: Partial<CopyGroup> = {}): CopyGroup => ({
  copies,
  fromDay: 0,
  untilDay: null,
  checkouts: null,
  ...limits,
});

const wait = (groups: CopyGroup[], loanDays: number, reader: number, phase?: Phase) =>
  slots(groups, loanDays, phase).waitOf(reader)?.toNumber() ?? null;

const phases = ['WORST_CASE', 'AVERAGE_PHASE'] as const;

/** The copies that a library has when an embargo allows some of them and delays the rest. */
const copiesUnderEmbargo = (copies: number, days: number, allowed: number): CopyGroup[] => [
  free(Math.min(copies, allowed)),
  free(copies - Math.min(copies, allowed), { fromDay: days }),
];

describe('an embargo of eight weeks that allows one copy of ten', () => {
  const embargo = copiesUnderEmbargo(10, 56, 1);

  it.each([
    [1, 0],
    [4, 42],
    [5, 56],
    [14, 56],
    [15, 70],
    [100, 182],
  ])('makes reader %i wait %i days', (reader, days) => {
    expect(wait(embargo, 14, reader)).toBe(days);
  });

  it('serves four readers inside with loans of 14 days and three with 21', () => {
    expect(slots(embargo, 14).servedBy(55)).toBe(4);
    expect(slots(embargo, 21).servedBy(55)).toBe(3);
  });

  it('costs 4,956 reader-days of 100 holds', () => {
    expect(slots(embargo, 14).meanOfFirst(100)?.meanWaitDays.toNumber()).toBe(112.56);
    expect(
      slots([free(10)], 14)
        .meanOfFirst(100)
        ?.meanWaitDays.toNumber(),
    ).toBe(63);
    expect(readerDaysLost(slots(embargo, 14), slots([free(10)], 14), 100)?.toNumber()).toBe(4956);
    expect(readerDaysLost(slots([free(1, { checkouts: 1 })], 14), slots([free(10)], 14), 100)).toBeNull();
  });
});

describe('the slot model', () => {
  it('follows L·floor((p-1)/N) for free copies, and ceil(p/N)·L for copies just lent', () => {
    for (const [copies, reader] of [
      [10, 1],
      [10, 10],
      [10, 11],
      [10, 100],
      [3, 8],
      [1, 300],
    ] as const) {
      expect(wait([free(copies)], 14, reader)).toBe(14 * Math.floor((reader - 1) / copies));
      expect(
        slots([free(copies)], 14, 'WORST_CASE', 'JUST_LENT')
          .waitOf(reader)
          ?.toNumber(),
      ).toBe(14 * Math.ceil(reader / copies));
    }
  });

  it('gives p·L/N on average phase for copies just lent: 2.52 days where the worst case says 21', () => {
    const average = slots([free(25)], 21, 'AVERAGE_PHASE', 'JUST_LENT');
    expect(average.waitOf(3)?.toNumber()).toBe(2.52);
    expect(
      slots([free(25)], 21, 'WORST_CASE', 'JUST_LENT')
        .waitOf(3)
        ?.toNumber(),
    ).toBe(21);
    expect(
      slots([free(1)], 21, 'AVERAGE_PHASE', 'JUST_LENT')
        .waitOf(3)
        ?.toNumber(),
    ).toBe(63);
  });

  it('frees copies one by one on average phase once the first readers have them', () => {
    expect([10, 11, 15, 100].map((reader) => wait([free(10)], 14, reader, 'AVERAGE_PHASE'))).toEqual([0, 1.4, 7, 126]);
  });

  it('ends two licenses of 26 loans after the 52nd reader', () => {
    expect([26, 27, 52, 53].map((reader) => wait([free(2, { checkouts: 26 })], 14, reader))).toEqual([168, 182, 350, null]);
  });

  it('ends a term before the day on which it expires, with the limit of loans first where there is one', () => {
    const term = free(1, { untilDay: 730 });
    expect([53, 54].map((reader) => wait([term], 14, reader))).toEqual([728, null]);
    expect(wait([{ ...term, checkouts: 52 }], 14, 53)).toBeNull();
    expect([52, 53].map((reader) => wait([free(1, { untilDay: 728 })], 14, reader))).toEqual([714, null]);
  });

  it('serves nobody with no copies, no loans, or a term that ends as it begins', () => {
    const empty = [[], [free(0)], [free(3, { checkouts: 0 })], [free(3, { fromDay: 5, untilDay: 5 })]];
    for (const groups of empty) {
      expect(slots(groups, 14).waitOf(1)).toBeNull();
      expect(slots(groups, 14).servedBy(1_000)).toBe(0);
      expect(slots(groups, 14).meanOfFirst(1)).toBeNull();
    }
  });

  it('serves everybody on the first day where any number can read at once', () => {
    expect(wait([free(null, { fromDay: 56 })], 14, 10_000)).toBe(56);
    expect(slots([free(null, { fromDay: 56 })], 14).servedBy(56)).toBe(Number.POSITIVE_INFINITY);
    expect(
      slots([free(null, { fromDay: 56 })], 14)
        .meanOfFirst(7)
        ?.totalReaderDays.toNumber(),
    ).toBe(392);
  });

  it('has no mean without readers, or when one of them is never served', () => {
    expect(slots([free(1)], 14).meanOfFirst(0)).toBeNull();
    expect(slots([free(1, { checkouts: 2 })], 14).meanOfFirst(3)).toBeNull();
  });

  it('keeps parts of a day exact', () => {
    expect(
      slots([free(3)], '9.8', 'AVERAGE_PHASE')
        .waitOf(4)
        ?.toFixed(6),
    ).toBe('3.266667');
    expect(
      slots([free(1)], '9.8')
        .waitOf(10_000)
        ?.toString(),
    ).toBe('97990.2');
  });

  it('keeps parts of a day exact that copies share on average phase', () => {
    const queue = slots([free(10)], '9.8', 'AVERAGE_PHASE');
    expect([11, 12, 20, 110].map((reader) => queue.waitOf(reader)?.toString())).toEqual(['0.98', '1.96', '9.8', '98']);
  });

  it('lends copies for as long as each group says', () => {
    const queue = slots([free(1, { loanDays: 7 }), free(1)], 14);
    expect([1, 2, 3, 4, 5, 6].map((reader) => queue.waitOf(reader)?.toNumber())).toEqual([0, 0, 7, 14, 14, 21]);
  });

  it('refuses loans of no days', () => {
    expect(() => slots([free(1)], 0)).toThrow(RangeError);
    expect(() => slots([free(1, { loanDays: 0 })], 14)).toThrow(RangeError);
  });
});

const group: fc.Arbitrary<CopyGroup> = fc.record({
  copies: fc.integer({ min: 0, max: 5 }),
  fromDay: fc.integer({ min: 0, max: 40 }),
  untilDay: fc.option(fc.integer({ min: 0, max: 150 })),
  checkouts: fc.option(fc.integer({ min: 0, max: 6 })),
});
const fleet = fc.array(group, { maxLength: 3 });
const loan = fc.integer({ min: 1, max: 30 });
const horizon = 400;

/** One copy after another, one day after another: the days on which loans start. */
function simulate(groups: readonly CopyGroup[], loanDays: number): number[] {
  const copies = groups.flatMap((each) =>
    Array.from({ length: each.copies ?? 0 }, () => ({ ...each, made: 0, backOn: each.fromDay })),
  );
  const starts: number[] = [];
  for (let day = 0; day <= horizon; day++) {
    for (const copy of copies) {
      if (
        day < copy.backOn ||
        day >= (copy.untilDay ?? Number.POSITIVE_INFINITY) ||
        copy.made >= (copy.checkouts ?? Number.POSITIVE_INFINITY)
      )
        continue;
      starts.push(day);
      copy.made += 1;
      copy.backOn = day + loanDays;
    }
  }
  return starts;
}

const never = Number.POSITIVE_INFINITY;

describe('on any copies, the slot model', () => {
  it('agrees with a simulation day by day', () => {
    fc.assert(
      fc.property(fleet, loan, (groups, loanDays) => {
        const starts = simulate(groups, loanDays);
        const queue = slots(groups, loanDays);
        starts.forEach((day, i) => void expect(queue.waitOf(i + 1)?.toNumber()).toBe(day));
        const next = queue.waitOf(starts.length + 1);
        expect(next === null || next.gt(horizon)).toBe(true);
        for (const day of [0, 13, 57, horizon]) expect(queue.servedBy(day)).toBe(starts.filter((start) => start <= day).length);
        const sum = starts.reduce((a, b) => a + b, 0);
        expect(queue.meanOfFirst(starts.length)?.totalReaderDays.toNumber() ?? 0).toBe(sum);
      }),
      { numRuns: 300 },
    );
  });

  it('never lets a later reader wait less', () => {
    fc.assert(
      fc.property(
        fleet,
        loan,
        fc.constantFrom(...phases),
        fc.integer({ min: 1, max: 10_000 }),
        fc.nat(100),
        (groups, loanDays, phase, reader, later) => {
          expect(wait(groups, loanDays, reader + later, phase) ?? never).toBeGreaterThanOrEqual(
            wait(groups, loanDays, reader, phase) ?? never,
          );
        },
      ),
    );
  });

  it('never lets more copies lengthen a wait', () => {
    fc.assert(
      fc.property(
        fleet,
        group,
        loan,
        fc.constantFrom(...phases),
        fc.integer({ min: 1, max: 200 }),
        (groups, added, loanDays, phase, reader) => {
          expect(wait([...groups, added], loanDays, reader, phase) ?? never).toBeLessThanOrEqual(
            wait(groups, loanDays, reader, phase) ?? never,
          );
          const doubled = groups.map((each) => ({ ...each, copies: 2 * (each.copies ?? 0) }));
          expect(wait(doubled, loanDays, reader, phase) ?? never).toBeLessThanOrEqual(
            wait(groups, loanDays, reader, phase) ?? never,
          );
        },
      ),
    );
  });

  it('is never better in the worst case than on average phase', () => {
    fc.assert(
      fc.property(
        fleet,
        loan,
        fc.constantFrom('FREE', 'JUST_LENT'),
        fc.integer({ min: 1, max: 300 }),
        (groups, loanDays, beginning, reader) => {
          const [worst, average] = phases.map(
            (phase) => slots(groups, loanDays, phase, beginning).waitOf(reader)?.toNumber() ?? never,
          );
          expect(worst).toBeGreaterThanOrEqual(average!);
        },
      ),
    );
  });

  it('is the same under an embargo of 0 days', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), loan, fc.integer({ min: 1, max: 500 }), (copies, allowed, loanDays, reader) => {
        expect(wait(copiesUnderEmbargo(copies, 0, allowed), loanDays, reader)).toBe(wait([free(copies)], loanDays, reader));
      }),
    );
  });
});
