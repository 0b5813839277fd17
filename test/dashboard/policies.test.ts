// Promises of the pages of policies: they say terms as the graph does, keep unknown, none and unlimited apart, and put families together.

import type { LicenseTerms } from '#advocacy/terms/license';
import { termsInWords } from '#advocacy/terms/words';
import { lastedInWords } from '#dashboard/pages/policies/embargoes';
import { addressOf, dayAfter, questionOf } from '#dashboard/pages/policies/question';
import {
  termsInWords as embargoedTerms,
  embargoInWords,
  jurisdictionInWords,
  licenseInShort,
  licenseInWords,
  type PolicyLane,
  pricesInWords,
  titlesInWords,
  valueInWords,
} from '#dashboard/pages/policies/terms';
import { inFamilies, table } from '#dashboard/pages/policies/timeline';
import { wordsIn } from '#dashboard/words/words';

const words = wordsIn('en');
const license = (model: string, checkouts: number | null, durationMonths: number | null, concurrency: number | null) =>
  ({
    model,
    checkouts,
    durationMonths,
    concurrency,
    lendingDays: null,
  }) as unknown as PolicyLane['bars'][number]['period']['license'];

it.each([
  [license('PERPETUAL_ONE_USER', null, null, 1), 'lasting'],
  [license('METERED_BY_TIME', null, 24, 1), '24 months'],
  [license('METERED_BY_TIME', null, 1, null), '1 month'],
  [license('METERED_BY_CHECKOUTS', 26, null, 1), '26 loans'],
  [license('METERED_BY_TIME_OR_CHECKOUTS', 52, 24, 1), '24 months or 52 loans'],
  [license('METERED_CONCURRENT_CHECKOUTS', 40, null, 10), 'bundle of 40 loans'],
  [license('METERED_CONCURRENT_CHECKOUTS', 100, null, null), 'bundle of 100 loans'],
  [license('METERED_CONCURRENT_CHECKOUTS', 100, 12, 200), '12 months or 100 loans'],
  [license('SIMULTANEOUS_USE', null, 12, null), '12 months'],
  [license('COST_PER_CIRC', null, null, null), 'pay per loan'],
  [license('NOT_OFFERED', null, null, null), 'not offered'],
  [license('UNKNOWN', 26, null, null), 'terms not known'],
  [license('METERED_BY_TIME', null, null, 1), 'terms not known'],
  [license('METERED_BY_CHECKOUTS', null, 24, 1), 'terms not known'],
] as const)('a license is said as the graph says it, and in a few words', (terms, short) => {
  const graph = termsInWords({ ...terms, lengthDays: null, expiryRule: 'NONE' } as unknown as LicenseTerms);
  const same = graph.replaceAll('; ', ', ').replace('never expires', 'lasting');
  expect(licenseInWords(words, terms).replace('bundle of ', '')).toBe(same);
  expect(licenseInShort(words, terms)).toBe(short);
});

it('a license that ends after days of lending says how many, beside its other limits', () => {
  const byDays = { ...license('METERED_BY_LENDING_DAYS', null, null, 1), lendingDays: 365 };
  expect(licenseInWords(words, byDays)).toBe('365 days of lending, one reader at a time');
  expect(licenseInShort(words, { ...byDays, durationMonths: 24 })).toBe('24 months / 365 days of lending');
});

it('an embargo, none, and one that nobody knows of are three answers', () => {
  const embargo = (amount: number | null, atLeast: number | null, copiesAllowedDuring = 1) =>
    embargoInWords(words, { embargo: { amount, atLeast, unit: 'WEEK', copiesAllowedDuring }, embargoKnown: true });
  expect(embargo(8, null)).toBe('8 weeks, 1 copy meanwhile');
  expect(embargo(1, null, 0)).toBe('1 week, no copy meanwhile');
  expect(embargo(12, 3, 2)).toBe('3 to 12 weeks, 2 copies meanwhile');
  expect(embargo(null, 3)).toBe('at least 3 weeks, 1 copy meanwhile');
  expect(embargo(null, null)).toBe('of unknown length, 1 copy meanwhile');
  expect(embargoInWords(words, { embargo: null, embargoKnown: true })).toBe('none');
  expect(embargoInWords(words, { embargo: null, embargoKnown: false })).toBe('not known');
});

it('prices are written as they are stated, with what they are for', () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const price = { amount: null, min: null, max: null, scope: null, rule: null };
  const of = (more: object) => pricesInWords(words, [{ ...price, kind: 'EXACT', ...more }])[0];
  expect(of({ amount: usd('60.00'), scope: 'PUBLISHED_UNDER_12_MONTHS' })).toBe('60.00 USD (published under 12 months)');
  expect(of({ kind: 'CAP', max: usd('1055') })).toBe('at most 1,055.00 USD');
  expect(of({ kind: 'RANGE', min: usd('0.99'), max: usd('2.999') })).toBe('0.99 USD to 2.999 USD');
  expect(of({ kind: 'RULE', rule: '2.5 times retail' })).toBe('2.5 times retail');
  expect(pricesInWords(words, [])).toEqual([]);
});

it('a law is of a state and its country, a country, or the European Union, in the language of the page', () => {
  const codes = ['US-CT', 'CA-ON', 'EU', 'DE'];
  expect(codes.map((code) => jurisdictionInWords(words, code))).toEqual([
    ...['Connecticut, United States', 'Ontario, Canada', 'European Union', 'Germany'],
  ]);
  expect(codes.map((code) => jurisdictionInWords(wordsIn('es'), code))).toEqual([
    ...['Connecticut, Estados Unidos', 'Ontario, Canadá', 'Unión Europea', 'Alemania'],
  ]);
});

it('titles are named in plain words, also those that only one source names', () => {
  expect(titlesInWords(words, 'NEW_RELEASES')).toBe('new titles');
  expect(titlesInWords(words, 'PUBLISHED_AFTER_2010_04')).toBe('published after April 2010');
  expect(titlesInWords(words, 'BACKLIST_1200')).toBe('1,200 older titles');
});

it('terms, titles, prices and what changed are said in Spanish, of what the graph says in English', () => {
  const spanish = wordsIn('es');
  const [standing, first] = [license('METERED_BY_TIME_OR_CHECKOUTS', 52, 24, 1), license('PERPETUAL_ONE_USER', null, null, 1)];
  const embargo = { amount: 8, atLeast: null, unit: 'WEEK', copiesAllowedDuring: 1, firstCopyTerms: first } as const;
  expect(embargoedTerms(spanish, standing, embargo)).toBe(
    '24 meses o 52 préstamos, lo que ocurra antes, un lector a la vez; embargo: 8 semanas, 1 ejemplar entretanto (perpetua, un lector a la vez)',
  );
  expect(embargoedTerms(spanish, { ...standing, lengthDays: 1 }, null)).toMatch(
    / antes, un lector a la vez, préstamos de 1 día como máximo$/,
  );
  const told = [
    '26 loans',
    '1 months',
    '365 days of lending',
    '10 at once',
    'unlimited',
    '1085.00 USD',
    'METERED_BY_TIME',
    'other terms',
  ];
  expect(told.map((value) => valueInWords(spanish, value))).toEqual([
    ...['26 préstamos', '1 mes', '365 días de préstamo', 'hasta 10 lectores a la vez', 'sin límite', '1085,00 USD'],
    ...['Termina al cabo de un tiempo', 'other terms'],
  ]);
  const titles = ['PUBLISHED_AFTER_2010_04', 'PUBLISHED_UP_TO_2012_12', 'BIG_FIVE'];
  expect(titles.map((scope) => titlesInWords(spanish, scope))).toEqual([
    ...['publicados después de abril de 2010', 'publicados hasta diciembre de 2012', 'títulos de las cinco mayores'],
  ]);
  const price = { kind: 'EXACT', amount: { amount: '60.00', currency: 'USD' }, min: null, max: null, rule: null } as const;
  const scopes = ['PUBLISHED_UNDER_12_MONTHS', 'PER_CHECKOUT', 'EXAMPLE: 13.99 -> 20.99'];
  expect(
    pricesInWords(
      spanish,
      scopes.map((scope) => ({ ...price, scope }) as never),
    ),
  ).toEqual([
    ...[
      '60,00 USD (publicados hace menos de 12 meses)',
      '60,00 USD (por cada préstamo)',
      '60,00 USD (por ejemplo, 13.99 -> 20.99)',
    ],
  ]);
});

it('an address asks again what it asked, an empty field asks for all, and none for ebooks in the United States today', () => {
  const asked = (query: string) => questionOf(new URLSearchParams(query), now);
  const now = new Date('2026-11-30T23:30:00Z');
  expect(asked('')).toEqual({ on: '2026-11-30', asKnownOn: null, territory: 'US', format: 'EBOOK' });
  expect(asked('on=2019-11-15&territory=&format=&asKnownOn=2012-09-15')).toEqual({
    on: '2019-11-15',
    asKnownOn: '2012-09-15T23:59:59Z',
    territory: null,
    format: null,
  });
  const query = 'on=2019-11-15&territory=DE&format=&asKnownOn=2012-09-15';
  expect(addressOf(new URLSearchParams(query), now)).toBe(query);
});

it('imprints and predecessors stand below their house, the five largest first', () => {
  const lane = (id: string, bigFive: boolean, parent: string | null = null) =>
    ({
      publisher: { id, name: id, kind: 'PUBLISHER', bigFive, parent: parent && { id: parent, name: parent } },
      bars: [],
    }) as PolicyLane;
  const all = [
    lane('amazon', false),
    lane('macmillan', true),
    lane('minotaur', false, 'macmillan'),
    lane('tor', false, 'macmillan'),
    lane('orphan', false, 'away'),
  ];
  expect(inFamilies(all).map(({ publisher, inner }) => `${inner ? '- ' : ''}${publisher.id}`)).toEqual([
    'macmillan',
    '- minotaur',
    '- tor',
    'amazon',
    'orphan',
  ]);
});

it('tables of files hold no formulas, and write yes and no in words', () => {
  const names = ['name', 'sure', 'sum', 'none'];
  expect(table(names, [{ name: '=1+1', sure: true, sum: '-5', none: null }])).toBe("name,sure,sum,none\r\n'=1+1,true,'-5,\r\n");
  expect(table(names, [])).toBe('name,sure,sum,none\r\n');
});

it.each([
  ['ended', '2019-11-01', '2020-03-20', [], 140, 140, false, '140 days'],
  ['ended, about', '2012-08-01', '2013-04-01', [], 243, 243, true, 'about 243 days'],
  ['in force and confirmed', '2019-11-01', null, [], 14, null, false, '14 days so far'],
  [
    'of which no end was found',
    '2018-03-04',
    null,
    ['STALE'],
    3193,
    null,
    true,
    'about 3,193 days, if it still holds: no end was found',
  ],
  ['whose first day nobody knows', null, null, ['NEVER_VERIFIED'], null, null, true, 'not known'],
] as const)(
  'an embargo that is %s tells how long it lasted',
  (_what, from, to, marks, daysSoFar, durationDays, approximate, said) => {
    const date = (day: string | null) => day && { date: day, precision: 'DAY' };
    const run = {
      daysSoFar,
      durationDays,
      approximate,
      inForce: to === null,
      knowledge: { marks },
      period: { effectiveFrom: date(from), effectiveTo: date(to) },
    };
    expect(lastedInWords(words, run as unknown as Parameters<typeof lastedInWords>[1], '2026-11-30')).toBe(said);
  },
);

it.each([
  ['2019-11-15', '2019-11-16'],
  ['9999-12-31', '9999-12-31'],
  ['2019-13-45', '2019-13-45'],
])('the day after %s is one that can be asked for', (on, after) => {
  expect(dayAfter(on)).toBe(after);
});
