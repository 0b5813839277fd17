// Promises of: does every page, whatever it shows and however it is refused, speak nothing but Spanish to somebody who reads it in Spanish?
import { readFileSync } from 'node:fs';
import { wrongText } from '#dashboard/components/refusal';
import { site, writePage } from '#dashboard/index';
import type { Given, Page, Place, Refused } from '#dashboard/page';
import { inPlainWords } from '#dashboard/pages/committee/merge';
import { sentenceIn } from '#dashboard/words/sentences';
import { wordsIn } from '#dashboard/words/words';
import { fieldReasons } from '#kit/words/problem';
import { projectFile } from '#kit/words/projectFile';
import { inventedAnswer } from '../support/invented';
import { isEnglish } from '../support/phrases';

const who = { account: { name: 'Ana', roles: ['staff', 'committee', 'organizer', 'editor'], libraries: ['x'] } } as const;
const place = {
  ...{ language: 'es', origin: 'https://library.example/es', path: '/', everyLanguage: [] },
  ...{ asset: (name: string) => `/assets/${name}`, readAsset: () => '' },
} as const satisfies Place;

const answers = new Map<string, object>();
function answersTo({ address, asks = {} }: Page, round: number): object {
  const key = `${address} ${round}`;
  const given =
    answers.get(key) ?? Object.fromEntries(Object.entries(asks).map(([name, each]) => [name, inventedAnswer(each, round)]));
  answers.set(key, given);
  return given;
}

function shown(page: Page, round: number, more: Partial<Given['form']> = {}): string {
  const form = { fields: new URLSearchParams({ token: 'a.b', id: 'x' }), unique: 'u', refused: undefined, ...more };
  const given = {
    answers: answersTo(page, round),
    done: undefined,
    live: undefined,
    form,
    who,
    now: new Date('2026-11-30T12:00:00Z'),
  };
  return writePage(page, given as unknown as Given, place);
}

const single = new Set('area base br col hr img input link meta wbr'.split(' '));
const told = / (?:aria-label|title|alt|placeholder|label)="([^"]*)"/g;

/** What a page says in Spanish: its texts, and what is told of its parts. What is marked as of another language, or as code, says what it says. */
function saidBy(html: string): string[] {
  const said: string[] = [];
  const open = [{ name: '', isSpanish: false }];
  for (const [, close, name = '', attributes = '', text] of html.matchAll(/<(\/?)([a-z][\w-]*)([^>]*)>|([^<]+)/gi)) {
    const inner = open.at(-1);
    if (text !== undefined && inner?.isSpanish) said.push(text);
    if (text !== undefined || close) {
      if (close && inner?.name === name) open.pop();
      continue;
    }
    // An unknown language is written as a name without a value.
    const [marked, language] = / lang(?:="([^"]*)")?(?=[ /]|$)/.exec(attributes) ?? [];
    const isSpanish =
      !/^(script|style|code|title)$/.test(name) && (marked === undefined ? inner?.isSpanish === true : language === 'es');
    if (isSpanish) said.push(...[...attributes.matchAll(told)].map(([, value = '']) => value));
    if (!single.has(name) && !attributes.endsWith('/')) open.push({ name, isSpanish });
  }
  const letters = said.map((one) => one.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'));
  return letters.map((one) => one.replace(/\s+/g, ' ').trim());
}

const known = new Set<string>();
/** The English among what a page says; what was looked at once is Spanish everywhere. */
const englishIn = (said: readonly string[]) =>
  said.filter((text) => {
    if (known.has(text)) return false;
    const isForeign = isEnglish(text);
    if (!isForeign) known.add(text);
    return isForeign;
  });

/** Names, addresses and numbers, which every language writes alike, and what people write to each other, by the fields of the graph. */
const asWritten: readonly string[] = [
  ...['AreaCount.region', 'PaperAreaCount.region', 'SignatureToConfirm.region', 'Strike.region', 'Supporter.region'],
  ...['Library.city', 'Library.isil', 'Library.name', 'Library.programme', 'Library.region', 'Library.website'],
  ...['NewLibrary.city', 'NewLibrary.isil', 'NewLibrary.name', 'NewLibrary.region', 'NewLibrary.website'],
  ...['ContactPerson.email', 'ContactPerson.name', 'ListingToConfirm.contactName', 'SignatureToConfirm.name', 'Supporter.name'],
  ...[
    'Boycott.coordinator',
    'Organization.name',
    'Petition.organizers',
    'Publisher.aliases',
    'Publisher.name',
    'Resource.publisher',
  ],
  ...['Law.jurisdiction', 'Law.name', 'Law.number', 'Partnership.programme', 'ProgrammeCall.committee', 'PaperLayout.program'],
  ...[
    'Petition.hashtag',
    'Petition.id',
    'PolicyPeriod.id',
    'Money.currency',
    'ComparedPrice.currency',
    'WeeklyHours.from',
    'WeeklyHours.to',
  ],
  // Names of publishers, whose titles the page says itself; names of places, in the language that was asked in.
  ...['ComparisonRow.label', 'SearchHint.suggestion'],
  // Quoted within a sentence; elsewhere it is marked with the language of the petition.
  'Petition.title',
  // Words in capitals that editors choose themselves, where no word of ours fits.
  ...['policyperiod.titlescope', 'price.scope'],
  // What the names of sources, calls and records are: works that are cited as they are called.
  ...['Boycott.title', 'CallLink.title', 'ProgrammeCall.title', 'Source.title', 'Statement.title', 'Delivery.to'],
];

/** What somebody changes in a form is there as it was typed, and belongs to nobody's page. */
const inForms = /<textarea[^>]*>[^<]*<\/textarea>|<option[^>]*>‹[^<]*<\/option>/g;

it.each(site.pages.map((page) => [page.address, page] as const))(
  '%s says everything in Spanish, and marks what stands as it was written',
  (_address, page) => {
    const said = [0, 1].flatMap((round) => saidBy(shown(page, round).replace(inForms, '')));
    expect(englishIn(said)).toEqual([]);
    const fields = said.flatMap((text) => [...text.matchAll(/‹([\w.]+)›/g)].map(([, field = '']) => field));
    expect([...new Set(fields)].filter((field) => !asWritten.includes(field))).toEqual([]);
  },
);

const message = 'ENGLISH: "input.email" must be shorter than or equal to 200 characters.';
const formsOf = ({ sends, forms = {}, rows = {} }: Page) => [...(sends ? [''] : []), ...Object.keys(forms), ...Object.keys(rows)];
const pagesWithForms = site.pages.filter((page) => formsOf(page).length > 0).map((page) => [page.address, page] as const);

it.each(pagesWithForms)('a refusal of whichever form of %s shows no message of the graph', (_address, page) => {
  const names = [...shown(page, 0).matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map(([, name = '']) => name);
  const field = names.filter((name) => !/^(form|one|was|named|token)$/.test(name)).at(-1);
  const [first = '', ...others] = formsOf(page);
  const refusals = [
    [first, 'BAD_USER_INPUT', 'nowhere'],
    [first, 'WRONG_STATE', undefined],
    [first, 'A_CODE_OF_A_LATER_RELEASE', undefined],
    ...[first, ...others].map((form) => [form, 'BAD_USER_INPUT', field]),
  ] as const;
  for (const [form = '', code = '', at] of refusals) {
    const refused: Refused = { code, message, status: 400, headers: {}, ...(at && { field: at }), details: {} };
    const said = saidBy(shown(page, 0, { fields: new URLSearchParams({ token: 'a.b', id: 'x', form }), refused, sent: form }));
    expect(said.filter((text) => text.includes('ENGLISH'))).toEqual([]);
    expect(englishIn(said)).toEqual([]);
  }
});

it.each(fieldReasons)('why something cannot be used is said in Spanish: %s', (reason) => {
  const values = {
    least: 1,
    most: 9,
    day: '2026-02-03',
    count: 2,
    step: 2,
    option: 3,
    options: 2,
    kind: 'ODL',
    line: 7,
    either: 'uno o el otro',
  };
  const refused = { code: 'BAD_USER_INPUT', message, status: 400, headers: {}, field: 'input.email' };
  const details = { reason, values, limit: 9, allowed: ['a', 'b'] };
  const words = wrongText(wordsIn('es'), { ...refused, details }, 'Etiqueta', 'text', 'typed');
  expect(words).toBe(
    wordsIn('es').t(`field.why.${reason}`, {
      label: 'Etiqueta',
      limit: 9,
      ...values,
      day: '3 de febrero de 2026',
      allowed: 'a, b',
    }),
  );
});

it('what follows from a merge of libraries is said in words of people, without the ids of records', () => {
  const source = ['listings/standing', 'libraries/mergeLibraries', 'partnerships/mergePartnerships']
    .map((name) => readFileSync(projectFile('services', 'partnership', `${name}.ts`), 'utf8'))
    .join();
  const told = [...source.matchAll(/`((?:The (?:listing|partnership)|Accounts) \$\{[^`]*|Accounts that[^`]*)`/g)].map(
    ([, text = '']) => text.replace(/\$\{[^}]*\}/g, 'lib-7'),
  );
  expect(told.length).toBe(6);
  for (const language of ['en', 'es'] as const) {
    const said = told.map((text) => inPlainWords(text, wordsIn(language).t) ?? text);
    expect(new Set(said).size).toBe(6);
    expect(said.join()).not.toContain('lib-7');
  }
  expect(inPlainWords('A sentence of a later release.', wordsIn('es').t)).toBeUndefined();
});

describe('what the graph says in sentences', () => {
  const folder = projectFile('services', 'advocacy');
  const literals = (path: string) => {
    const source = readFileSync(`${folder}/${path}`, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*|^import .*/gm, '');
    return [...source.matchAll(/'((?:\\.|[^'\n\\])*)'|`((?:\\.|[^`\\])*)`/g)].map(
      ([, plain, template]) => plain ?? template ?? '',
    );
  };
  const said = ['draft', 'odl', 'onix'].flatMap((name) => literals(`importPolicies/${name}.ts`));
  const explained = ['queue', 'spending', 'compare', 'formulas', 'offer'].flatMap((name) => literals(`licensing/${name}.ts`));
  const sentences = [
    ...said.filter(
      (text) => /^\w[^\n]* [^\n]*\.$/.test(text) && !/^(Read from|EXAMPLE)|\? `| was written to the record/.test(text),
    ),
    ...explained.filter((text) => / = (?!.*\$)/.test(text) || /^[A-Z][a-z]+ .*\.$/.test(text)),
  ];
  const filled = (text: string) => text.replace(/\$\{[^}]*\}/g, '7');

  it('is known', () => expect(sentences.length).toBeGreaterThan(60));

  it.each(
    [...new Set(sentences.map(filled))].filter(
      (text) =>
        !/refused|cannot be compared|No compared policy|must be|^(Stated|The cap|The upper|Given|Computed)|holds 7 7/.test(text),
    ),
  )('is said in Spanish: %s', (text) => expect(sentenceIn(wordsIn('es'), text)).toEqual(expect.stringMatching(/\S/)));

  it.each([
    ['price used', 'precio usado'],
    ['first copies: price used', 'primeros ejemplares: precio usado'],
    [
      'upper end of the range 40.00 to 60.00, stated for NEW',
      'extremo superior del intervalo de 40.00 a 60.00, indicado para NEW',
    ],
    [
      'No discounting, no growth of prices, no platform fee. Rounded to four places.',
      'Sin descuento del futuro, sin subida de precios, sin cuota de plataforma. Redondeado a cuatro decimales.',
    ],
    ['The number of loans is "x", which is no whole number.', 'El número de préstamos es "x", que no es un número entero.'],
    [
      'The title is not sold to libraries until 2026-03-01 (SalesRestriction 09).',
      'El título no se vende a bibliotecas hasta el 2026-03-01 (SalesRestriction 09).',
    ],
    ['A sentence of a later release.', undefined],
  ])('%s', (english, spanish) => expect(sentenceIn(wordsIn('es'), english)).toBe(spanish));
});

it.each([
  ['why.policy.span', 'DAY', 'DAY', 'del 1 de noviembre de 2019 al 17 de marzo de 2020'],
  ['why.policy.span', 'DAY', 'MONTH', 'del 1 de noviembre de 2019 a marzo de 2020'],
  ['why.policy.span', 'YEAR', 'DAY', 'de 2019 al 17 de marzo de 2020'],
  ['why.policy.since', 'DAY', 'other', 'desde el 1 de noviembre de 2019'],
  ['why.policy.since', 'YEAR', 'other', 'desde 2019'],
  ['why.policy.until', 'other', 'DAY', 'hasta el 17 de marzo de 2020'],
  ['why.policy.until', 'other', 'MONTH', 'hasta marzo de 2020'],
] as const)('days have their article, months and years have none: %s of %s and %s', (id, since, until, said) => {
  const days = {
    DAY: ['1 de noviembre de 2019', '17 de marzo de 2020'],
    MONTH: ['', 'marzo de 2020'],
    YEAR: ['2019', ''],
    other: [],
  };
  expect(wordsIn('es').t(id, { since, until, from: days[since][0], to: days[until][1] })).toBe(said);
});
