// A comparison gives, for any terms, embargo and scenario, what counting license by license and loan by loan gives.
import fc from 'fast-check';
import { compareLending } from '#advocacy/licensing/compare';
import type { Candidate } from '#advocacy/licensing/scenario';
import type { LicenseTerms } from '#advocacy/terms/license';
import { embargoOf, exact } from './facts';
import { type Asked, type Counted, count, places, scenarioOf } from './reference';

const limits = fc.record({
  model: fc.constantFrom(
    'PERPETUAL_ONE_USER',
    'METERED_BY_TIME',
    'METERED_BY_CHECKOUTS',
    'METERED_BY_TIME_OR_CHECKOUTS',
    'METERED_CONCURRENT_CHECKOUTS',
    'SIMULTANEOUS_USE',
  ),
  checkouts: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 })),
  durationMonths: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })),
  concurrency: fc.option(fc.integer({ min: 1, max: 12 })),
  lengthDays: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 4 }),
  both: fc.boolean(),
});

/** LicenseTerms that a policy can have: the limits its model is named after and no others, but a bundle may end by time as well. */
const terms: fc.Arbitrary<LicenseTerms> = limits.map(({ model, checkouts, durationMonths, concurrency, lengthDays, both }) => ({
  model,
  checkouts: model.includes('CHECKOUTS') ? checkouts : null,
  durationMonths:
    model.includes('TIME') || (model.startsWith('SIMUL') && both) || (model.includes('CONCURRENT') && both)
      ? durationMonths
      : null,
  concurrency: model.includes('CONCURRENT') ? concurrency : model === 'SIMULTANEOUS_USE' ? null : 1,
  lengthDays,
  expiryRule: 'NONE',
}));

const cents = fc.integer({ min: 0, max: 20_000 });

const embargoes = fc.option(
  fc.record({
    amount: fc.nat(15),
    unit: fc.constantFrom('DAY' as const, 'WEEK' as const, 'MONTH' as const),
    copiesAllowedDuring: fc.nat(5),
    firstCopyTerms: fc.option(terms.filter(({ model }) => model !== 'SIMULTANEOUS_USE')),
    firstCents: fc.option(cents),
  }),
);

const asked: fc.Arbitrary<Asked> = fc.record({
  copies: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 30 })),
  holds: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 200 })),
  reader: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 300 })),
  quarterLoansPerYear: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 130 })),
  quarterYears: fc.integer({ min: 1, max: 60 }),
  loanDays: fc.oneof(fc.constant(1), fc.constantFrom(7, 14, 21), fc.integer({ min: 1, max: 60 })),
  keptPercent: fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 })),
  pickUpHalfDays: fc.oneof(fc.constant(0), fc.nat(10)),
  promisedWaitDays: fc.nat(400),
});

/** Month ends and leap days more often than others. */
const day = fc.oneof(
  fc.constantFrom('2019-10-31', '2020-02-29', '2019-12-31', '2019-08-30', '2018-02-28', '2020-01-31'),
  fc
    .date({ min: new Date('2011-01-01'), max: new Date('2031-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
);

interface Case {
  readonly candidate: Candidate;
  readonly on: string;
  readonly scenario: Asked;
  readonly counted: Counted;
}

const cases: fc.Arbitrary<Case> = fc.tuple(terms, cents, embargoes, day, asked).map(([standing, price, given, on, scenario]) => {
  const { firstCents, ...limited } = given ?? { firstCents: null };
  const embargo = given && embargoOf({ ...limited, firstCopyPrice: firstCents === null ? null : exact(firstCents / 100) });
  const candidate = { id: 'x', label: 'X', terms: standing, prices: [exact(price / 100)], embargo };
  return { candidate, on, scenario, counted: count(candidate, price, firstCents ?? price, on, scenario) };
});

const compare = ({ candidate, on, scenario }: Case) =>
  compareLending({ candidates: [candidate], on, scenario: scenarioOf(scenario) })[0]!;
const reasonFor = (row: ReturnType<typeof compare>, field: string) =>
  row.unavailable.find((each) => each.field === field)?.reason;

const runs = { numRuns: 300 };

it('buys as many licenses and spends as much', () => {
  fc.assert(
    fc.property(cases, (each) => {
      const row = compare(each);
      const { licenses, cents } = each.counted;
      expect(row.licensesNeeded).toBe(licenses);
      if (licenses === null) expect(reasonFor(row, 'totalCost')).toBe('DEMAND_EXCEEDS_COPIES');
      expect(row.totalCost?.amount ?? null).toBe(cents === null ? null : `${cents / 100n}.${`${cents % 100n}`.padStart(2, '0')}`);
    }),
    runs,
  );
});

it('lets the reader wait as long in the worst case and on average phase, where nobody waits longer', () => {
  fc.assert(
    fc.property(cases, (each) => {
      const { worstCaseDays, averagePhaseDays } = compare(each).wait;
      const { worstHundredths, averageHundredths } = each.counted;
      expect(worstCaseDays).toBe(worstHundredths === null ? null : worstHundredths / 100);
      if (averageHundredths === null) expect(averagePhaseDays).toBeNull();
      // Rounded to four places by the comparison, and by binary fractions here.
      else expect(Math.abs(averagePhaseDays! - averageHundredths / 100)).toBeLessThan(0.00006);
      expect(averagePhaseDays ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(worstCaseDays ?? Number.POSITIVE_INFINITY);
    }),
    runs,
  );
});

it('leaves as many readers unserved by the promised day', () => {
  fc.assert(
    fc.property(cases, (each) => {
      const { holds } = each.scenario;
      expect(compare(each).unservedShare).toBe(places([BigInt(holds - each.counted.servedByPromise), BigInt(holds)]));
    }),
    runs,
  );
});

it('wastes the same share of what expires by time', () => {
  fc.assert(
    fc.property(cases, (each) => {
      const row = compare(each);
      const { expired } = each.counted;
      const share = row.waste.expiredUnusedShare;
      if (expired === null) expect(reasonFor(row, 'waste.expiredUnusedShare')).toBe('DEMAND_EXCEEDS_COPIES');
      else if (share === null)
        expect(reasonFor(row, 'waste.expiredUnusedShare')).toMatch(/ANY_NUMBER_AT_ONCE|LOAN_LONGER_THAN_TERM/);
      else {
        const [unused, per] = expired.unused;
        expect(share).toBe(expired.complete === 0n ? '0.0000' : places([unused, per * expired.complete]));
      }
    }),
    runs,
  );
});
