// Do terms end on the day that the calendar says?
import { addDays, addMonths, daysBetween, embargoEnd, yearsBetween } from '#advocacy/licensing/calendar';

describe('addMonths', () => {
  it.each([
    ['2018-10-31', 4, '2019-02-28'],
    ['2019-10-31', 4, '2020-02-29'],
    ['2020-02-29', 12, '2021-02-28'],
    ['2020-02-29', 48, '2024-02-29'],
    ['2019-12-31', 2, '2020-02-29'],
    ['2019-11-30', 3, '2020-02-29'],
    ['2019-03-01', 24, '2021-03-01'],
    ['2019-01-15', 0, '2019-01-15'],
    ['2020-03-31', -1, '2020-02-29'],
    ['1999-12-31', 2, '2000-02-29'],
    ['2099-12-31', 2, '2100-02-28'],
    ['0099-12-31', 2, '0100-02-28'],
  ])('goes from %s by %i months to %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it.each(['2019-02-29', '2019-13-01', '2019-1-1', '', '2019-01-01T00:00:00Z'])('refuses %j, which is no day', (text) => {
    expect(() => addMonths(text, 1)).toThrow(RangeError);
  });

  it('refuses to leave the years that can be written', () => {
    expect(() => addMonths('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });
});

describe('daysBetween', () => {
  it('counts the leap day of a term of 24 months', () => {
    expect(daysBetween('2019-03-01', addMonths('2019-03-01', 24))).toBe(731);
    expect(daysBetween('2018-02-28', addMonths('2018-02-28', 24))).toBe(730);
  });

  it('is the inverse of addDays, also across a change of summer time', () => {
    expect(daysBetween('2019-03-09', '2019-03-11')).toBe(2);
    expect(addDays('2019-11-01', 140)).toBe('2020-03-20');
    expect(daysBetween('2020-03-20', '2019-11-01')).toBe(-140);
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
