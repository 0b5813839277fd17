// Promises of the history of a petition: what was counted is a line, what was reported is marks that nothing joins.

import { widthOf } from '#dashboard/charts/drawing';
import { growthOf, type HistoryOf, roundUp, spanOf } from '#dashboard/charts/history';
import { csvOf, jsonOf } from '#dashboard/pages/petitions/files';
import { areasOf, historyOf, type Numbers, stepsOf } from '#dashboard/pages/petitions/numbers';
import { wordsIn } from '#dashboard/words/words';
import { languages } from '#languages/languages';
import { written } from '../../dashboard/markup/jsx-runtime';

const nothing: Numbers = {
  id: 'p',
  title: 'P',
  ask: 'Lend.',
  target: 'Publishers',
  state: 'OPEN',
  historical: false,
  demo: false,
  goal: null,
  outcome: null,
  outcomeOn: null,
  closedOn: null,
  launchedOn: null,
  signatureCount: 0,
  paperCount: 0,
  totalCount: 0,
  milestones: [],
  months: [],
  days: [],
  signaturesByArea: [],
  paperByArea: [],
  reportedCounts: [],
  deliveries: [],
};
type Reported = Numbers['reportedCounts'][number];
const reported = (on: string, count: number, precision: Reported['precision'] = 'DAY'): Reported => ({
  metric: 'SIGNATURES',
  on,
  precision,
  count,
  qualifier: 'ABOUT',
  confidence: 'HIGH',
  sources: [],
});
const drawn = (of: HistoryOf) => written(growthOf(of, words, 'h').wide().children);
const today = new Date('2026-11-30T12:00:00Z');
const words = wordsIn('en');

it('reported numbers stand alone: no line is drawn, and a month is a soft span', () => {
  const history = historyOf(
    { ...nothing, historical: true, reportedCounts: [reported('2019-10-30', 160_000), reported('2019-11-01', 200_000, 'MONTH')] },
    words,
    today,
  );
  const picture = drawn(history);
  expect(picture).not.toContain('class="counted"');
  expect(picture.match(/class="reported"/g)).toHaveLength(3);
  expect(picture.match(/class="soft"/g)).toHaveLength(1);
  expect(picture).toContain('about 200,000, November 2019');
  expect(picture).toContain('Reported by sources');
  expect(picture).not.toContain('Counted here');
  expect(picture).not.toMatch(/NaN|undefined|Infinity/);
});

it('months lead to the day from which days are known, and today ends at this moment', () => {
  const step = (from: string, count: number) => ({ from: `${from}T00:00:00.000Z`, signed: 1, withdrawn: 0, count });
  const steps = stepsOf(
    {
      ...nothing,
      months: [step('2025-09-01', 3), step('2025-10-01', 5), step('2026-11-01', 9)],
      days: [step('2026-11-02', 8), step('2026-11-30', 9)],
    },
    today,
  );
  expect(steps).toEqual([
    { at: Date.parse('2025-10-01T00:00:00.000Z'), count: 3 },
    { at: Date.parse('2025-11-01T00:00:00.000Z'), count: 5 },
    { at: Date.parse('2026-11-03T00:00:00.000Z'), count: 8 },
    { at: Date.parse('2026-11-30T12:00:00.000Z'), count: 9 },
  ]);
});

it('one signature, a far goal and a count in the millions are drawn without faults', () => {
  for (const count of [1, 7, 1_234_567]) {
    const days = [{ from: '2026-11-30T00:00:00.000Z', signed: count, withdrawn: 0, count }];
    const picture = drawn(historyOf({ ...nothing, goal: 4_000_000, days, signatureCount: count }, words, today));
    expect(picture).not.toMatch(/NaN|undefined|Infinity/);
    expect(picture.includes('Goal:')).toBe(count > 10_000);
  }
  expect(roundUp(60)).toEqual({ top: 60, step: 20 });
  expect(roundUp(250_000)).toEqual({ top: 300_000, step: 100_000 });
  expect(roundUp(0)).toEqual({ top: 1, step: 1 });
});

it('the narrow drawing takes its line from the wide one, and its marks stand in rows that fit', () => {
  const steps = Array.from({ length: 400 }, (_, i) => ({ at: Date.parse('2025-11-01') + i * 86_400_000, count: i }));
  const months = [reported('2019-10-30', 160_000), reported('2019-11-01', 200_000, 'MONTH')];
  const of = { ...historyOf({ ...nothing, reportedCounts: months }, words, today), steps, delivered: ['2026-02-01'] };
  for (const language of languages) {
    const growth = growthOf(of, wordsIn(language), 'h');
    const [wide, narrow] = [written(growth.wide().children), growth.narrow()];
    const text = written(narrow.children);
    expect(wide).toMatch(/<g id="h-line"><path class="counted-area" d="M/);
    expect(text).toContain('<use href="#h-line" transform="matrix(');
    expect(text.length).toBeLessThan(4_000);
    const ends = [...text.matchAll(/translate\(([\d.]+) ([\d.]+)\)"><path[^>]*\/><text[^>]*>([^<]+)/g)];
    expect(ends).toHaveLength(3);
    for (const [, x, y, said = ''] of ends) {
      expect(Number(x) + 22 + widthOf(said)).toBeLessThan(narrow.width);
      expect(Number(y)).toBeLessThan(narrow.height);
    }
  }
});

it('spans of days are as wide as they are not known', () => {
  const days = ([from, to]: readonly [number, number]) => (to - from) / 86_400_000;
  expect(days(spanOf('2019-10-30', 'DAY'))).toBe(0);
  expect(days(spanOf('2019-10-30', 'MONTH'))).toBe(31);
  expect(days(spanOf('2020-10-30', 'YEAR'))).toBe(366);
  expect(days(spanOf('2019-10-30', 'APPROX'))).toBe(30);
});

it('areas add up by country, here and on paper, with regions behind their country and what has none last of its size', () => {
  const areas = areasOf({
    ...nothing,
    signaturesByArea: [
      { country: 'US', region: 'US-NE', count: 2 },
      { country: 'US', region: null, count: 1 },
      { country: 'PT', region: null, count: 4 },
    ],
    paperByArea: [
      { country: 'US', region: 'US-NE', count: 5 },
      { country: null, region: null, count: 3 },
    ],
  });
  expect(areas.map(({ country, region, online, paper }) => [country, region, online, paper])).toEqual([
    ['US', null, 3, 5],
    ['US', 'US-NE', 2, 5],
    ['PT', null, 4, 0],
    [null, null, 0, 3],
  ]);
});

it('a spreadsheet gets one table of all numbers and no formulas; a program gets plain JSON with the address of the page', () => {
  const delivery: Numbers['deliveries'][number] = {
    on: '2026-11-01',
    to: '=HYPERLINK("x")',
    count: 5,
    qualifier: 'EXACT',
    sources: [],
  };
  const petition: Numbers = { ...nothing, goal: 10, deliveries: [delivery], reportedCounts: [reported('2019-10-30', 160_000)] };
  const csv = csvOf(petition);
  expect(csv).toMatch(/^\uFEFFpetition,kind,from,/);
  expect(csv).toContain('p,goal,,,,,10');
  expect(csv).toContain('p,reported_signatures,2019-10-30,DAY,,,160000,ABOUT');
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  const place = {
    language: 'en',
    origin: 'https://here.example',
    path: '/',
    everyLanguage: [],
    asset: (name: string) => name,
    readAsset: () => '',
  } as const;
  expect(JSON.parse(jsonOf(petition, place))).toMatchObject({
    page: 'https://here.example/petitions/p',
    goal: 10,
    outcome: null,
  });
});
