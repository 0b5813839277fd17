// Promises: which language somebody gets, by address and by wish, and which addresses say it.
import { wordsIn } from '#dashboard/words/words';
import { en } from '#languages/en/index';
import { languageOf, languages, linksIn, pathIn, preferredLanguage, spoken, withoutLanguage } from '#languages/languages';
import { mailWordsFor } from '#languages/mails';
import { sheetWordsFor } from '#languages/sheets';

it.each([
  ['es', 'es'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['ES', 'es'],
  ['de-CH, es;q=0.5, en;q=0.4', 'es'],
  ['en;q=0.4, es;q=0.5', 'es'],
  ['fr;q=0.9, en;q=0.8, es;q=0.8', 'en'],
  ['es;q=0', 'en'],
  ['es;q=nonsense', 'en'],
  ['est, esperanto', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [undefined, 'en'],
  [`${'de,'.repeat(1_000)}es`, 'en'],
])('a browser that asks for %p gets %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});

it.each([
  ['es', 'es'],
  ['es-419', 'es'],
  ['EN-gb', 'en'],
  ['de', undefined],
  ['', undefined],
  [null, undefined],
  ['__proto__', undefined],
])('the tag %p is %p', (tag, language) => {
  expect(spoken(tag)).toBe(language);
});

it.each([
  ['/', '/es', 'es'],
  ['/?q=1', '/es?q=1', 'es'],
  ['/petitions/a?lang=x#y', '/es/petitions/a?lang=x#y', 'es'],
  ['/es/petitions', '/petitions', 'en'],
  ['/es', '/', 'en'],
  ['/es/', '/', 'en'],
  ['/estonia', '/es/estonia', 'es'],
  ['/es/es', '/es/es', 'es'],
] as const)('%s is %s in another language', (path, expected, language) => {
  expect(pathIn(language, path)).toBe(expected);
  expect(languageOf(pathIn('es', path))).toBe('es');
  expect(pathIn('es', pathIn('es', path))).toBe(pathIn('es', path));
  expect(withoutLanguage(pathIn('es', path))).toBe(withoutLanguage(path));
});

it('links and forms of a page keep its language; files for programs, assets and other sites stay what they are', () => {
  const html =
    '<a href="/">a</a><form action="/petitions?q=1"><a class="b" href="/policies/timeline.svg?on=x">c</a><a href="#d">d</a><a href="?after=e">e</a>';
  const common =
    '<link href="/assets/style.css?v=1"><a href="/exports/policies.csv?publisher=x">a</a><a href="/petitions/a.json">b</a><a href="https://other.example/">c</a><a href="//other.example/">d</a><a href="/feeds/policies.atom">e</a>';
  expect(linksIn('es', html)).toBe(
    '<a href="/es">a</a><form action="/es/petitions?q=1"><a class="b" href="/es/policies/timeline.svg?on=x">c</a><a href="#d">d</a><a href="?after=e">e</a>',
  );
  expect(linksIn('es', common)).toBe(common);
  expect(linksIn('en', html)).toBe(html);
  const pictures =
    '<img src="/policies/timeline.svg?narrow=1"/><script src="/assets/pages.js?v=1"></script><live-count src="/graphql?a=b">';
  expect(linksIn('es', pictures)).toBe(pictures.replace('"/policies', '"/es/policies'));
});

it.each([
  ['DAY', 'on 1 November 2019', 'el 1 de noviembre de 2019'],
  ['MONTH', 'in November 2019', 'en noviembre de 2019'],
  ['YEAR', 'in 2019', 'en 2019'],
  ['APPROX', 'about 1 November 2019', 'hacia el 1 de noviembre de 2019'],
  ['AS_OF', 'on 1 November 2019', 'el 1 de noviembre de 2019'],
  [null, 'on 1 November 2019', 'el 1 de noviembre de 2019'],
] as const)('what is known by its %s is told with the word that belongs before it', (precision, english, spanish) => {
  expect(wordsIn('en').when('2019-11-01', precision)).toBe(english);
  expect(wordsIn('es').when('2019-11-01', precision)).toBe(spanish);
});

it.each(languages)(
  'days, months and moments read alike on pages, in mails, on agreements and in calendars, in %s',
  (language) => {
    const [page, ...others] = [wordsIn(language), mailWordsFor(language), sheetWordsFor(language)];
    const at = '2026-11-30T23:30:00Z';
    for (const words of others) {
      for (const precision of ['DAY', 'MONTH', 'YEAR', 'APPROX', 'AS_OF', null] as const)
        expect(words.day('2026-03-01', precision)).toBe(page?.day('2026-03-01', precision));
      for (const zone of ['UTC', 'Asia/Tokyo', 'America/Lima']) expect(words.moment(at, zone)).toBe(page?.moment(at, zone));
    }
    expect(page?.day('2026-03-01')).toBe({ en: '1 March 2026', es: '1 de marzo de 2026' }[language]);
  },
);

it('since a day and since a month have the article of their language', () => {
  const since = (precision: string, day: string) => wordsIn('es').t('edit.since', { precision, day });
  expect([since('DAY', '1 de mayo de 2019'), since('MONTH', 'mayo de 2019'), since('YEAR', '2019')]).toEqual([
    ...['desde el 1 de mayo de 2019', 'desde mayo de 2019', 'desde 2019'],
  ]);
  const seen = wordsIn('en');
  expect(seen.t('edit.since', { precision: 'AS_OF', day: seen.day('2019-05-01', 'AS_OF') })).toBe('in force as of 1 May 2019');
});

it('a million signatures are said as Spanish counts millions', () => {
  const { t } = wordsIn('es');
  expect(t('milestones.next', { left: 1_000_000, target: 2_000_000 })).toBe(
    'Faltan 1.000.000 de firmas para 2.000.000, aquí y en papel.',
  );
  expect(t('became.delivery', { signed: '2.000.000', count: 2_000_000, to: 'X' })).toContain(
    '2.000.000 de firmas entregadas a X',
  );
  expect(t('milestones.next', { left: 1_000_001, target: 2_000_000 })).toContain('1.000.001 firmas');
});

it.each(languages)('what is kept or put together of messages in %s is what their format says', (language) => {
  const { t, number, message } = wordsIn(language);
  for (const [i, id] of (Object.keys(en) as (keyof typeof en)[]).entries()) {
    const parts = JSON.stringify(message(id).getAst());
    const names = [...parts.matchAll(/"value":"(\w+)"/g)].map(([, name = '']) => name);
    const hasTags = parts.includes('"type":8');
    // Plurals take a millisecond each.
    const isLeftOut = /"type":[2-7]/.test(parts) && i % 20 > 0;
    if (names.length === 0 || hasTags || isLeftOut) continue;
    for (const value of [0, 1, 2, 1_234_567, '7 <y> “z”']) {
      const values = Object.fromEntries(names.map((name) => [name, value]));
      const expected = String(message(id).format(values));
      // The second one is kept.
      expect([t(id, values), t(id, values)]).toEqual([expected, expected]);
    }
  }
  expect([-0, 0, 1_234.5, null].map(number)).toEqual(['0', '0', new Intl.NumberFormat(language).format(1_234.5), '']);
  expect(() => t('history.delivered', {})).toThrow('day');
});
