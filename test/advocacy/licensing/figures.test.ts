// The formulas give the figures printed with them, and null where nothing is defined.
import fc from 'fast-check';
import { breakEvenLoans, overtakesPerpetual } from '#advocacy/licensing/compare';
import {
  annualGrowth,
  changePercent,
  copiesForWait,
  copiesToBuy,
  dailyRate,
  daysToClear,
  embargoBacklog,
  holdsRatio,
  markup,
  queueGrowthPerDay,
  totalCost,
  utilization,
  wholeOf,
  yearsBetween,
} from '#advocacy/licensing/formulas';
import { effectiveLoanDays, embargoEnd } from '#advocacy/licensing/offer';
import {
  capacity,
  capacityCostPerCirculation,
  costPerCirculation,
  expiredUnused,
  isFeasible,
  licensesNeeded,
} from '#advocacy/licensing/spending';
import { daysBetween } from '#kit/words/days';

const places = (value: { toFixed(places: number): string } | null, count = 4) => value?.toFixed(count) ?? null;

describe('capacity', () => {
  it('lets the time bind for 21-day loans under 52 loans or 24 months', () => {
    expect(capacity(730, 21, 52)).toEqual({ complete: 34, started: 35 });
    expect(capacity(730, 14, 52)).toEqual({ complete: 52, started: 52 });
  });

  it('holds no complete loan in a term shorter than a loan, and none at all in a term of no days', () => {
    expect(capacity(13, 14)).toEqual({ complete: 0, started: 1 });
    expect(capacity(0, 14)).toEqual({ complete: 0, started: 0 });
  });

  it('is the limit of loans without a term, and without end with neither', () => {
    expect(capacity(null, 14, 26)).toEqual({ complete: 26, started: 26 });
    expect(capacity(null, 14)).toEqual({ complete: null, started: null });
  });

  it('refuses loans of no days', () => {
    expect(() => capacity(730, 0)).toThrow(RangeError);
  });

  it('takes a share of the loan and a gap for picking up without rounding', () => {
    expect(effectiveLoanDays(14, 0.7, 0.2).toString()).toBe('10');
    expect(capacity(730, effectiveLoanDays(14, 0.1)).complete).toBe(521);
  });

  it('never falls when a limit rises', () => {
    const day = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(day, day, fc.integer({ min: 1, max: 365 }), fc.nat(200), fc.nat(200), (term, moreDays, loan, limit, more) => {
        const { complete, started } = capacity(term, loan, limit);
        const wider = capacity(term + moreDays, loan, limit + more);
        expect(wider.complete).toBeGreaterThanOrEqual(complete!);
        expect(wider.started).toBeGreaterThanOrEqual(started!);
        expect(started).toBeGreaterThanOrEqual(complete!);
        expect(capacity(term, loan, null).complete).toBeGreaterThanOrEqual(complete!);
      }),
    );
  });

  it('tells when so many loans do not fit on so many copies', () => {
    expect(isFeasible(26, 14, 1)).toBe(true);
    expect(isFeasible(27, 14, 1)).toBe(false);
    expect(isFeasible(30, 12, 1)).toBe(true);
    expect(isFeasible(1, 14, 0)).toBe(false);
    expect(isFeasible(1_000_000, 14, null)).toBe(true);
  });
});

describe('cost per circulation', () => {
  it.each([
    [78_038, 249_431, '0.3129'],
    ['9.99', 26, '0.3842'],
    [60, 52, '1.1538'],
    [55, 52, '1.0577'],
    [75, 50, '1.5000'],
  ])('of %s over %i loans is %s', (spend, loans, each) => {
    expect(places(costPerCirculation(spend, loans))).toBe(each);
    expect(places(capacityCostPerCirculation(spend, loans))).toBe(each);
  });

  it('is not defined without loans, or for loans without end', () => {
    expect(costPerCirculation(55, 0)).toBeNull();
    expect(capacityCostPerCirculation(55, 0)).toBeNull();
    expect(capacityCostPerCirculation(55, null)).toBeNull();
  });
});

describe('total cost', () => {
  const need = (loansPerYear: number, durationMonths: number | null, checkouts: number | null) => ({
    years: 6,
    loansPerYear,
    durationMonths,
    checkouts,
  });

  it.each([
    ['perpetual at 65', 65, need(12, null, null), 1, '65.00', '0.9028'],
    ['55 for 24 months', 55, need(12, 24, null), 3, '165.00', '2.2917'],
    ['60 for 24 months or 52 loans', 60, need(12, 24, 52), 3, '180.00', '2.5000'],
    ['30 for 26 loans', 30, need(12, null, 26), 3, '90.00', '1.2500'],
    ['30 for 26 loans, 24 a year', 30, need(24, null, 26), 6, '180.00', '1.2500'],
    ['55 for 24 months, 2 a year', 55, need(2, 24, null), 3, '165.00', '13.7500'],
    ['30 for 26 loans, 2 a year', 30, need(2, null, 26), 1, '30.00', '2.5000'],
  ])('of %s over six years', (_, price, asked, licenses, total, perLoan) => {
    const cost = totalCost(price, asked);
    expect([cost.licenses, places(cost.total, 2), places(cost.perLoan)]).toEqual([licenses, total, perLoan]);
  });

  it('buys one license even when nobody borrows', () => {
    const cost = totalCost(55, need(0, null, 26));
    expect([cost.licenses, cost.perLoan]).toEqual([1, null]);
  });

  it('lets the loans bind before the time', () => {
    expect(licensesNeeded({ years: 6, loansPerYear: 30, durationMonths: 24, checkouts: 52 })).toBe(4);
  });

  it('renews every copy in time, and replaces each when its share of the loans has used it up', () => {
    expect(licensesNeeded({ ...need(120, 24, null), licensesAtATime: 10 })).toBe(30);
    expect(licensesNeeded({ ...need(120, null, 26), licensesAtATime: 10 })).toBe(30);
    expect(licensesNeeded({ ...need(12, null, 26), licensesAtATime: 10 })).toBe(10);
  });

  it('does not round up loans that use up licenses exactly, though the share of each is no decimal number', () => {
    expect(licensesNeeded({ years: 6, loansPerYear: 25, durationMonths: null, checkouts: 50, licensesAtATime: 3 })).toBe(3);
  });

  it('keeps prices exact where binary fractions would not', () => {
    expect(totalCost('0.1', need(0, 24, null)).total.toString()).toBe('0.3');
    expect(totalCost(52.99, need(0, 24, null)).total.toString()).toBe('158.97');
  });

  it('is never below the price', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        fc.nat(400),
        limit,
        limit,
        (cents, years, loansPerYear, durationMonths, checkouts) => {
          const price = cents / 100;
          expect(totalCost(price, { years, loansPerYear, durationMonths, checkouts }).total.gte(price)).toBe(true);
        },
      ),
    );
  });
});

describe('break-even', () => {
  it('comes after ten loans where a loan costs a tenth of the license', () => {
    expect(breakEvenLoans(55, '5.5')?.toNumber()).toBe(10);
    expect(breakEvenLoans(55, 0)).toBeNull();
  });

  it('passes a perpetual license when the second one for a time is due', () => {
    expect(overtakesPerpetual(65, 55, 24)).toEqual({ licenses: 2, afterMonths: 24 });
  });

  it('does not count an equal cost as more, and a dearer first license at once', () => {
    expect(overtakesPerpetual(110, 55, 24)).toEqual({ licenses: 3, afterMonths: 48 });
    expect(overtakesPerpetual(50, 55, 24)).toEqual({ licenses: 1, afterMonths: 0 });
    expect(overtakesPerpetual(50, 0, 24)).toBeNull();
  });
});

describe('growth', () => {
  it.each([
    [84, 14.99, '5.60'],
    [14.74, 11.08, '1.33'],
    [73.24, 34.33, '2.13'],
    [68.84, 15.68, '4.39'],
  ])('marks %d up over %d by %s', (library, consumer, times) => {
    expect(places(markup(library, consumer), 2)).toBe(times);
  });

  it('is not defined from nothing', () => {
    expect(markup(84, 0)).toBeNull();
    expect(changePercent(0, 5)).toBeNull();
    expect(annualGrowth(0, 25, 3)).toBeNull();
    expect(annualGrowth(20, 25, 0)).toBeNull();
    expect(wholeOf(5, 0)).toBeNull();
  });

  it('falls as it rises', () => {
    expect(changePercent(65, 48.75)?.toNumber()).toBe(-25);
    expect(annualGrowth(20, 0, 3)?.toNumber()).toBe(-1);
    expect(annualGrowth(20, 20, 3)?.toNumber()).toBe(0);
  });

  it('counts a day only between two days', () => {
    expect(places(dailyRate({ on: '2019-09-11', count: 0 }, { on: '2019-10-30', count: 160_000 }), 2)).toBe('3265.31');
    expect(dailyRate({ on: '2019-09-11', count: 0 }, { on: '2019-09-11', count: 5_000 })).toBeNull();
  });
});

describe('holds', () => {
  it('needs 47 copies for 300 holds in 90 days', () => {
    expect(copiesForWait(300, 14, 90)).toBe(47);
    expect(copiesForWait(0, 14, 0)).toBe(0);
    expect(copiesForWait(5, 14, 0)).toBeNull();
  });

  it('buys up to the ratio, never back', () => {
    expect(copiesToBuy(300, 1, 4)).toBe(74);
    expect(copiesToBuy(301, 1, 4)).toBe(75);
    expect(copiesToBuy(10, 5, 4)).toBe(0);
    expect(copiesToBuy(0, 0, 4)).toBe(0);
    expect(copiesToBuy(10, 5, 0)).toBeNull();
    expect(places(holdsRatio(100, 10))).toBe('10.0000');
    expect(holdsRatio(12, 0)).toBeNull();
  });

  it('grows by 16 in 56 days where one hold a day meets ten copies of 14 days', () => {
    expect(places(queueGrowthPerDay(1, 14, 10).times(56))).toBe('16.0000');
    expect(places(utilization(1, 14, 10))).toBe('1.4000');
    expect(queueGrowthPerDay(0.5, 14, 10).toNumber()).toBe(0);
    expect(utilization(1, 14, 0)).toBeNull();
  });

  it('leaves 108 waiting after an embargo of 56 days, who take 151.2 days', () => {
    const { backlog, served } = embargoBacklog(2, 14, 56);
    expect([backlog.toNumber(), served.toNumber()]).toEqual([108, 4]);
    expect(daysToClear(backlog, 14, 10)?.toNumber()).toBe(151.2);
    expect(daysToClear(backlog, 14, 0)).toBeNull();
    expect(embargoBacklog(0.01, 14, 56).backlog.toNumber()).toBe(0);
  });
});

describe('expired unused', () => {
  it('is 47.60 of 55 when 7 of 52 loans were made', () => {
    const { expiredShare, value } = expiredUnused(55, 52, 7, true);
    expect([places(expiredShare), places(value, 2)]).toEqual(['0.8654', '47.60']);
  });

  it('is nothing where all loans were made, or more than the complete ones', () => {
    expect(expiredUnused(55, 52, 52, true).expiredShare?.toNumber()).toBe(0);
    expect(expiredUnused(55, 52, 53, true).value?.toNumber()).toBe(0);
  });

  it('is nothing for loans that do not expire, which remain', () => {
    expect(expiredUnused(30, 26, 7, false)).toMatchObject({ remaining: 19 });
    expect(expiredUnused(30, null, 7, false).remaining).toBeNull();
  });

  it('is not defined for a term without a complete loan, or with loans without end', () => {
    expect(expiredUnused(55, 0, 0, true).expiredShare).toBeNull();
    expect(expiredUnused(55, null, 7, true).value).toBeNull();
  });
});

describe('yearsBetween', () => {
  it.each([
    ['2016-01-01', '2019-01-01', 3],
    ['2020-02-29', '2021-02-28', 1],
    ['2020-02-29', '2024-02-29', 4],
    ['2019-01-01', '2019-07-02', 182 / 365],
    ['2020-01-01', '2020-07-01', 182 / 366],
    ['2019-01-01', '2016-01-01', -3],
    ['2019-05-05', '2019-05-05', 0],
    ['0001-01-01', '9999-12-31', 9998 + 364 / 365],
  ])('from %s to %s are %d', (from, to, years) => {
    expect(yearsBetween(from, to).toNumber()).toBeCloseTo(years, 10);
  });
});

describe('embargoEnd', () => {
  it.each([
    [8, 'WEEK', '2019-12-27', 56],
    [90, 'DAY', '2020-01-30', 90],
    [4, 'MONTH', '2020-03-01', 121],
    [0, 'WEEK', '2019-11-01', 0],
  ] as const)('ends %i %s after 2019-11-01 on %s', (amount, unit, end, days) => {
    expect(embargoEnd('2019-11-01', { amount, unit })).toBe(end);
    expect(daysBetween('2019-11-01', end)).toBe(days);
  });
});
