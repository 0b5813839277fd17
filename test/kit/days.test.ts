// Calendar days: months later, and how far apart.
import { addDays, addMonths, daysBetween } from '#kit/words/days';

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
