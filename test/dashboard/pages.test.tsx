// Promises of: do pages, the documents they send, the forms they hold and the links in mails fit each other and the schema?
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isRequiredInputField,
  type OperationDefinitionNode,
  parse,
  print,
  typeFromAST,
  type VariableDefinitionNode,
  validate,
} from 'graphql';
import { registered } from '#gateway/site/asking';
import { longestTyped } from '#gateway/site/forms';
import { CountryCode, LanguageTag } from '#kit/words/validation';
import { site, writePage } from '../../dashboard/index';
import { written } from '../../dashboard/markup/jsx-runtime';
import { type AccountRole, type Given, holdsCountry, type Page } from '../../dashboard/page';
import { editListing } from '../../dashboard/pages/account/listing';
import { Meetings } from '../../dashboard/pages/account/partnership/meetings';
import { committeeReport } from '../../dashboard/pages/committee/report';
import { compare } from '../../dashboard/pages/compare/index';
import { toldCodes } from '../../dashboard/pages/developers/index';
import { examples } from '../../dashboard/pages/developers/questions';
import { readPlaces } from '../../dashboard/pages/edit/newPolicy';
import { countryCodes, languageTags } from '../../dashboard/words/places';
import { Speaking, wordsIn } from '../../dashboard/words/words';
import { families } from '../../docs/codes';
import { refusals } from '../../languages/en/refusals';
import type { Language } from '../../languages/languages';
import { inventedAnswer } from '../support/invented';

const root = resolve(__dirname, '..', '..');
const operations = resolve(root, 'schema', 'operations');
const schema: GraphQLSchema = Supergraph.build(readFileSync(resolve(root, 'schema', 'supergraph.graphql'), 'utf8'))
  .apiSchema()
  .toGraphQLJSSchema();

const petition = {
  id: 'a-petition',
  title: 'Ours',
  ask: 'Lend.',
  state: 'OPEN',
  confirmation: 'EMAIL',
  organizers: [],
  news: [],
  reportedCounts: [],
  resources: [],
  milestones: [],
  deliveries: [],
  sources: [],
};
const consent = { version: 1, signing: 'I agree.', showName: 'Show', updates: 'Tell' };
/** What pages are answered here, by address, so that their forms are there. */
const answers: Readonly<Record<string, Given['answers']>> = {
  '/petitions/:id': {
    ...{ petition: { data: { petition, currentConsent: consent } }, numbers: {}, reasons: {}, supporters: {}, endorsements: {} },
  },
  '/signatures/confirm': {
    signature: { data: { signatureToConfirm: { attempt: 'one', name: 'Ann', country: 'PT', petition } } },
  },
  '/signatures/links': { choices: { data: { petitions: { nodes: [{ id: 'a', title: 'A' }] } } } },
};
const place = {
  language: 'en',
  origin: 'https://library.example',
  path: '/',
  everyLanguage: [],
  asset: (name: string) => `/assets/${name}`,
  readAsset: () => '',
} as const;

const everybody = { account: { name: 'Ana', roles: ['staff', 'committee', 'organizer', 'editor'], libraries: ['x'] } } as const;

/** A page as it is opened, with these fields in its address. */
function opened(page: Page, fields: Record<string, string> = {}, more: Partial<Given> = {}, language: Language = 'en'): string {
  const form = { fields: new URLSearchParams(fields), unique: 'u', refused: undefined };
  const asked = answers[page.address] ?? Object.fromEntries(Object.keys(page.asks ?? {}).map((name) => [name, {}]));
  return writePage(
    page,
    { answers: asked, done: undefined, live: undefined, form, now: new Date('2026-11-30T12:00:00Z'), ...more },
    { ...place, language },
  );
}

it.each([
  ['the present year', {}, '2031'],
  ['the year that is asked for', { year: '2019' }, '2019'],
  ['the present year when no year is asked for', { year: 'soon' }, '2031'],
])('the report of the committee is of %s', (_what, fields: Record<string, string>, year) => {
  const now = new Date('2031-12-31T23:59:59Z');
  expect(committeeReport.asks?.report?.variables?.(new URLSearchParams(fields), {}, now)).toEqual({ year: Number(year) });
  expect(/<h1>([^<]*)/.exec(opened(committeeReport, fields, { now }))?.[1]).toContain(year);
});

it.each(readdirSync(operations))('the registered document %s fits the schema', (name) => {
  expect(validate(schema, parse(readFileSync(resolve(operations, name), 'utf8')))).toEqual([]);
});

it('every page asks and sends registered documents, each as it stands in its file', () => {
  const known = new Set(readdirSync(operations).map((name) => print(parse(readFileSync(resolve(operations, name), 'utf8')))));
  const used = site.pages.flatMap(({ asks = {}, sends, live, everywhere }) => [
    ...Object.values(asks).map(({ document }) => document),
    ...[sends, live, everywhere?.asks.document].filter((document) => document !== undefined),
  ]);
  expect(used.length).toBeGreaterThan(15);
  expect(used.map(print).filter((text) => !known.has(text))).toEqual([]);
});

/** The type of what a field is sent as; undefined when nothing takes it. */
function typeOf(variables: readonly VariableDefinitionNode[], name: string): GraphQLInputType | undefined {
  const [first, ...rest] = name.split('.');
  const variable = variables.find((each) => each.variable.name.value === first);
  let type = variable && (typeFromAST(schema, variable.type) as GraphQLInputType | undefined);
  for (const part of rest) {
    const named = type && getNamedType(type);
    type = isInputObjectType(named) ? named.getFields()[part]?.type : undefined;
  }
  return type;
}

const variablesOf = ({ sends }: Page) => (sends && registered(sends).definition.variableDefinitions) ?? [];

it.each(site.pages.map((page) => [page.address, page] as const))('%s says so where it has nothing to list', (_address, page) => {
  const asked = Object.fromEntries(Object.entries(page.asks ?? {}).map(([name, each]) => [name, inventedAnswer(each, 'empty')]));
  const html = opened(page, { token: 'a.b', id: 'x' }, { answers: asked as Given['answers'], who: everybody });
  // A list without rows stands beside the words that say so; a heading has something below it.
  const hollow = [
    /<p[^>]*><\/p>/g,
    /(?<!<\/p>)<(ul|ol|tbody)[^>]*><\/\1>(?!<p)/g,
    /<h2[^>]*>[^<]*<\/h2>(<(ul|ol)[^>]*><\/\2>)?(<\/section>|<section|<h2)/g,
  ];
  expect(hollow.flatMap((each) => html.match(each) ?? [])).toEqual([]);
});

it('elements of a page have an id each', () => {
  for (const page of site.pages) {
    const ids = [...opened(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect([page.address, ids.filter((id, i) => ids.indexOf(id) !== i)]).toEqual([page.address, []]);
  }
});

/** Every field of a page's forms, with its type. */
function fieldsOf(page: Page): [string, GraphQLInputType | undefined][] {
  const names = [...opened(page).matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map(([, name = '']) => name);
  return names.map((name) => [name, typeOf(variablesOf(page), name)]);
}

/** What must be sent: the required fields of every input that the form writes into. */
function requiredBy(page: Page, names: readonly string[]): string[] {
  const inputs = new Set(
    names.flatMap((name) => name.split('.').flatMap((_, i, all) => (i > 0 ? [all.slice(0, i).join('.')] : []))),
  );
  return [...inputs].flatMap((input) => {
    const type = typeOf(variablesOf(page), input);
    const named = type && getNamedType(type);
    if (!isInputObjectType(named)) return [];
    return Object.values(named.getFields()).flatMap((field) => (isRequiredInputField(field) ? [`${input}.${field.name}`] : []));
  });
}

const forms = site.pages.filter(({ sends }) => sends).map((page) => [page.address, page] as const);

it.each(forms)(
  'the form of %s has a field for everything that its mutation requires, and none that it does not take',
  (_path, page) => {
    const fields = fieldsOf(page);
    const names = fields.map(([name]) => name);
    expect(fields.filter(([, type]) => type === undefined)).toEqual([]);
    expect(requiredBy(page, names).filter((name) => !names.includes(name))).toEqual([]);
    const takesToken = variablesOf(page).some(({ variable }) => variable.name.value === 'token');
    expect(opened(page).includes('name="token"')).toBe(takesToken);
    expect(opened(page, { token: 'a.b' }).includes('<input type="hidden" name="token" value="a.b"/>')).toBe(takesToken);
  },
);

it('forms offer only values that the schema has', () => {
  const offers = forms.flatMap(([path, page]) =>
    fieldsOf(page).flatMap(([name, type]) => {
      const named = type && getNamedType(type);
      if (!isEnumType(named)) return [];
      const attribute = `name="${name.replaceAll('.', '\\.')}"`;
      const text = opened(page);
      const [chosen = ''] = new RegExp(`<select [^>]*${attribute}[\\s\\S]*?</select>`).exec(text) ?? [];
      const ticked = [...text.matchAll(new RegExp(`<input type="checkbox" ${attribute}[^>]*>`, 'g'))].join('');
      const values = [...`${chosen}${ticked}`.matchAll(/value="([^"]+)"/g)].map(([, value = '']) => value);
      return [{ path, name, values: values.length, unknown: values.filter((value) => !named.getValue(value)) }];
    }),
  );
  expect(offers.length).toBeGreaterThan(3);
  expect(offers.filter(({ values, unknown }) => values < 2 || unknown.length > 0)).toEqual([]);
});

it.each([
  ['countries', countryCodes, CountryCode],
  ['languages', languageTags, LanguageTag],
] as const)('the %s to choose from are values of the schema, each once', (_what, values, scalar) => {
  expect(values.length).toBeGreaterThan(80);
  expect(new Set(values).size).toBe(values.length);
  expect(values.map((value) => scalar.parseValue(value))).toEqual(values);
});

describe('a country', () => {
  const lists = (html: string) =>
    [...html.matchAll(/<input (?=[^>]* list="countries")[^>]* name="([^"]+)"/g)].map(([, name = '']) => name);

  it('is chosen by its name wherever a form takes one, in a field that the gateway reads back', () => {
    const offered = site.pages.flatMap((each) => lists(opened(each)));
    expect(offered.length).toBeGreaterThan(8);
    expect(offered.filter((name) => !holdsCountry(name))).toEqual([]);
    const taken = forms.flatMap(([, page]) =>
      fieldsOf(page).flatMap(([name, type]) => (String(type && getNamedType(type)) === 'CountryCode' ? [{ page, name }] : [])),
    );
    expect(taken.length).toBeGreaterThan(1);
    expect(taken.filter(({ page, name }) => !lists(opened(page)).includes(name))).toEqual([]);
  });

  it('is completed from one list for all fields of a page, in its language', () => {
    const page = site.pages.find(({ address }) => address === '/listings/new') as Page;
    const html = opened(page);
    expect(lists(html)).toEqual(['input.newLibrary.country', 'input.preferredCountries']);
    const [list, ...others] = [...html.matchAll(/<datalist id="countries">(.*?)<\/datalist>/g)].map(
      ([, options = '']) => options,
    );
    expect([list?.match(/<option/g)?.length, others]).toEqual([countryCodes.length, []]);
    expect(list).toContain('<option value="Åland Islands"></option><option value="Albania"></option>');
    expect(opened(page, {}, {}, 'es')).toContain('<option value="Alemania"></option>');
  });

  it('is shown by its name where the address has its code, and as it was typed where no country has that name', () => {
    expect(opened(compare, { territory: 'DE' })).toMatch(/<input id="territory"[^>]* value="Germany"/);
    expect(opened(compare, { territory: 'Atlantis' })).toMatch(/<input id="territory"[^>]* value="Atlantis"/);
    expect(opened(compare, { territory: '' })).toMatch(/<input id="territory"[^>]* value [^>]*placeholder="All countries"/);
  });
});

it.each([
  ['offers its form while it knows the words to agree to', consent, true],
  ['says that nobody can sign while it does not', null, false],
])('the page of a petition %s', (_what, currentConsent, offered) => {
  const page = site.pages.find(({ address }) => address === '/petitions/:id') as Page;
  const asked = { ...answers['/petitions/:id'], petition: { data: { petition, currentConsent } } };
  const text = opened(page, {}, { answers: asked });
  expect(text.includes('<input type="hidden" name="input.petitionId" value="a-petition"/>')).toBe(offered);
  expect(text.includes('Signing is not possible at the moment.')).toBe(!offered);
});

it('every link in a mail leads to a page', () => {
  const texts = readdirSync(resolve(root, 'services'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(resolve(root, 'services', name), 'utf8'));
  const paths = texts.flatMap((text) =>
    [...text.matchAll(/pageLink\((?:\w*\.?publicUrl|from|words\.linksFrom\(publicUrl\)), ['`]([^'`]+)['`]/g)].map(
      ([, path]) => path,
    ),
  );
  const purposes = texts.flatMap((text) =>
    [...text.matchAll(/\bshortLink\(options, words, '(\w+)', (?:job|subject)/g)].map(([, purpose]) => `signatures/${purpose}`),
  );
  expect([...new Set(purposes)].sort()).toEqual(['signatures/confirm', 'signatures/withdraw']);
  const wanted = [...new Set([...paths, ...purposes, 'signatures/erase', 'signatures/stop', 'listings/stop'])].map(
    (path) => `/${path?.replace(/\$\{\w+\}/, ':id')}`,
  );
  expect(wanted.length).toBeGreaterThanOrEqual(8);
  expect(wanted.filter((path) => !site.pages.some(({ address }) => address === path))).toEqual([]);
});

it('every refusal that pages put into words is one that is told', () => {
  const codes = readFileSync(resolve(root, 'docs', 'errors.md'), 'utf8');
  const told = Object.keys(refusals).flatMap((id) => /^refused\.([A-Z_]+)$/.exec(id)?.[1] ?? []);
  expect(told.length).toBeGreaterThan(10);
  const ours = ['SUBGRAPH_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED', 'UNSAFE_REQUEST'];
  const unknown = told.filter((code) => !codes.includes(`\`${code}\``) && !ours.includes(code));
  expect(unknown).toEqual([]);
});

it.each([
  ['hou', 'No single one has the name “hou”. Names like it: House 0; House 1; House 2; House 3; House 4.'],
  ['Nobody', 'Nothing here has the name “Nobody”.'],
])('a comparison of the name %s, which no publisher of very many has, says whose names are like it', (publisherIds, words) => {
  const nodes = Array.from({ length: 120 }, (_, i) => ({ id: `p-${i}`, name: `House ${i}`, bigFive: false }));
  const publishers = { data: { publishers: { nodes } } };
  const html = opened(compare, { publisherIds, named: 'publisherIds' }, { answers: { rows: {}, publishers } });
  expect(html).toContain(`left out: ${publisherIds}. Choose from the list. ${words}`);
  expect(opened(compare, { publisherIds: 'p-7' }, { answers: { rows: {}, publishers } })).not.toContain('left out');
});

it('an old link into a list that is refused with its whole page is called a link, not a form', () => {
  const refused = { code: 'BAD_USER_INPUT', message: 'No.', status: 400, headers: {}, field: 'after' };
  const form = { fields: new URLSearchParams({ after: 'x' }), unique: 'u', refused };
  const html = writePage(undefined, { answers: {}, done: undefined, live: undefined, form, now: new Date() }, place);
  expect(html).toContain('<h1>This link does not work</h1>');
  expect(html).toContain('This link leads to a place that the list no longer has.');
});

it('an address asks for nothing but what its path, a form, a link or a mail can say: all else is told and left out', () => {
  const read = site.pages.flatMap((page) =>
    Object.values(page.asks ?? {}).flatMap(({ document, variables }) =>
      (variables ? [] : (registered(document).definition.variableDefinitions ?? [])).map(({ variable }) => ({
        page,
        name: variable.name.value,
      })),
    ),
  );
  const isSaid = ({ page, name }: (typeof read)[number]) =>
    ['after', 'token'].includes(name) || page.address.includes(`:${name}`) || new RegExp(` name="${name}[".]`).test(opened(page));
  expect(read.filter((each) => !isSaid(each)).map(({ page, name }) => `${page.address} ${name}`)).toEqual([]);
});

it.each(["$'", '$`', '$&', '$$'])('an address that asks by %s, which no form has, is told so once, as it was written', (name) => {
  const told = opened(compare, { [name]: '1' });
  const alone = opened(compare, { other: '1' });
  expect(told).toContain(`asks by “${name.replace('&', '&amp;')}”`);
  expect(told.match(/<form/g)).toHaveLength(alone.match(/<form/g)?.length ?? 0);
});

it('a listing that is written anew keeps every country and language that it had, and one more can be chosen', () => {
  const now = { preferredCountries: ['GH', 'PT', 'JP'], preferredLanguages: ['pt', 'en'], activityInterests: [] };
  const own = { data: { library: { id: 'lalin-es' }, ownListings: { nodes: [now] } } };
  const html = opened(editListing, { library: 'lalin-es' }, { answers: { own } });
  for (const [name, value, label] of [
    ['Countries', 'GH', 'Ghana'],
    ['Countries', 'PT', 'Portugal'],
    ['Countries', 'JP', 'Japan'],
    ['Languages', 'pt', 'Portuguese'],
    ['Languages', 'en', 'English'],
  ])
    expect(html).toMatch(new RegExp(`type="checkbox" name="input.preferred${name}" value="${value}" checked/> <span>${label}<`));
  expect(html).toMatch(/<input id="input-preferredCountries"[^>]* list="countries"/);
  expect(html).toContain('<select id="input-preferredLanguages"');
});

it('meetings ahead stand first, the next one before the others, and those of the past behind them', () => {
  const meeting = (id: string, startsAt: string) => ({
    ...{ id, startsAt, standsAt: startsAt, topic: id, state: 'AGREED' as const, minutes: 60, timeZone: 'UTC', place: null },
    proposedBy: { id: 'one', name: 'One' },
  });
  const meetings = [meeting('later', '2026-12-24T10:00:00Z'), meeting('next', '2026-12-01T10:00:00Z')];
  const past = [meeting('last', '2026-11-29T10:00:00Z'), meeting('before', '2026-10-29T10:00:00Z')];
  const form = { fields: new URLSearchParams(), unique: 'u', shown: true };
  const html = written(
    <Speaking value={wordsIn('en')}>
      <Meetings
        {...{ partnershipId: 'p', partners: [], ours: ['one'], mayPlan: true, form, now: new Date('2026-11-30T12:00:00Z') }}
        meetings={[...meetings, ...past]}
      />
    </Speaking>,
  );
  expect(
    [...html.matchAll(/<h3[^>]*>(.+?)<|<summary>(2 meetings of the past)/g)].map(([, topic, behind]) => topic ?? behind),
  ).toEqual([...['next', 'later', '2 meetings of the past', 'last', 'before']]);
});

it('who has signed in is led to the rooms of each role, and of no other', () => {
  const account = site.pages.find(({ address }) => address === '/account') as Page;
  const rooms = (roles: readonly AccountRole[]) => {
    const html = opened(account, {}, { who: { account: { name: 'Ann', roles, libraries: [] } } });
    return [...(html.split('<main')[1] ?? '').matchAll(/<a href="(\/(?:committee|organize|edit))"/g)].map(
      ([, address]) => address,
    );
  };
  expect(rooms(['organizer'])).toEqual(['/organize']);
  expect(rooms(['committee', 'editor'])).toEqual(['/committee', '/edit']);
  expect(rooms(['staff'])).toEqual([]);
});

it('the front page tells changes once that read alike, and four in all', () => {
  const front = site.pages.find(({ address }) => address === '/') as Page;
  const change = (id: string, date: string, name: string, ...codes: string[]) => ({
    ...{
      id,
      kind: 'ENDED',
      direction: 'MORE_RESTRICTIVE',
      effectiveOn: { date, precision: 'DAY' },
      publisher: { id: name, name },
    },
    reasons: codes.map((code) => ({ code, before: null, after: null })),
  });
  const nodes = [
    change('1', '2022-01-01', 'Penguin', 'OPTION_ENDED'),
    change('2', '2022-01-01', 'Penguin', 'OPTION_ENDED', 'OPTION_ENDED'),
    change('3', '2022-01-01', 'Penguin', 'PRICE_UP'),
    ...['2021-01-01', '2020-01-01', '2019-01-01'].map((day) => change(day, day, 'Penguin', 'OPTION_ENDED')),
  ];
  const policies = { data: { embargoWatch: { inForce: [], history: [] }, policyChanges: { nodes } } };
  const asked = Object.fromEntries(Object.keys(front.asks ?? {}).map((name) => [name, name === 'policies' ? policies : {}]));
  const told = opened(front, {}, { answers: asked }).match(/<li>[^<]*: <a href="\/publishers.*?<\/li>/g) ?? [];
  expect(told.map((each) => each.replace(/<[^>]*>/g, ''))).toEqual([
    '1 January 2022: Penguin, terms to choose ended (stricter)',
    '1 January 2022: Penguin, a price rose (stricter)',
    '1 January 2021: Penguin, terms to choose ended (stricter)',
    '1 January 2020: Penguin, terms to choose ended (stricter)',
  ]);
});

it('the columns of a file that nothing was read from are called by what stands above them', () => {
  const paper = site.pages.find(({ address }) => address === '/organize/:id/paper') as Page;
  const report = {
    ...{ rows: 1, added: 1, changed: 0, unchanged: 0, refused: 0, faults: [], changes: [], preview: true },
    importId: null,
  };
  const petition = { id: 'ours', title: 'Ours', state: 'OPEN', signatureCount: 0, paperCount: 0, totalCount: 0 };
  const read = (csv: string, unread: readonly number[], more: Record<string, string> = {}) => {
    const answers = { paper: { data: { petitionWork: { petition, imports: [] } } }, layouts: { data: { paperLayouts: [] } } };
    const fields = new URLSearchParams({ id: 'ours', 'input.csv': csv, csv, ...more });
    const done = { ...report, columns: [{ name: 'name', number: 1 }], unread, remembered: false };
    const html = opened(paper, {}, { answers, done, form: { fields, sent: 'look', unique: 'u', shown: true } as never });
    return /<p>(Columns? [^<]*)<\/p>/.exec(html)?.[1];
  };
  const say = 'such as its day, say so below.';
  const one = `Column 2 (“When”) is not read. If it holds something of a signature, ${say}`;
  expect(read('Name,When\nAnn,soon', [2])).toBe(one);
  expect(read('Name;When;\nAnn;soon;x', [2, 3])).toBe(
    `Columns 2 (“When”), 3 are not read. If one holds something of a signature, ${say}`,
  );
  expect(read('Ann,soon', [2], { header: 'none' })).toBe(one.replace(' (“When”)', ''));
});

it.each([
  ['that was sent waits for an answer', 'PROPOSED', ['WITHDRAW'], [true, false]],
  ['that was withdrawn waits for nobody', 'WITHDRAWN', [], [false, false]],
  ['whose terms are proposed anew waits for the other', 'ACTIVE', ['PROPOSE_TERMS', 'END'], [false, true]],
])('a partnership %s', (_what, state, allowedActions, waits) => {
  const page = site.pages.find(({ address }) => address === '/account/partnerships/:id') as Page;
  const partners = ['one', 'other'].map((id) => ({ id, name: id, city: '', country: 'PT', mergedIds: [], meetingHours: null }));
  const terms = { version: 1, goals: [], activityKinds: [], agreedBy: [], proposedBy: partners[0], formality: 'INFORMAL' };
  const confidential = {
    contacts: [],
    storyConsents: [],
    meetings: [],
    proposedBy: partners[0],
    pendingAgreement: terms,
    agreement: null,
    message: 'Hello',
  };
  const partnership = { id: 'p', state, allowedActions, partners, confidential, activities: [], stories: [], demo: false };
  const others = Object.fromEntries(Object.keys(page.asks ?? {}).map((name) => [name, {}]));
  const html = opened(page, { id: 'p' }, { answers: { ...others, partnership: { data: { partnership } } } });
  const said = ['waits for the answer of the other library', 'They wait for the other library.'];
  expect(said.map((words) => html.includes(words))).toEqual(waits);
});

it('rooms of editors show what is on record before the form for more, and lead to both', () => {
  const rooms = site.pages.filter(({ address, forms }) => /^\/edit\/[a-z]+$/.test(address) && forms?.record);
  expect(rooms.length).toBe(5);
  for (const room of rooms) {
    const html = opened(room);
    const at = ['href="#record"', '<section id="list"', '<section id="record"'].map((part) => html.search(new RegExp(part)));
    expect([room.address, Math.min(...at) > 0, at]).toEqual([room.address, true, at.toSorted((one, other) => one - other)]);
  }
});

it('every text that can be typed has a length at which its field ends, of which all together can be sent', () => {
  const longest = site.pages.map((page) => {
    const fields = [...opened(page).matchAll(/<textarea[^>]*>|<input(?![^>]*type="(?!text|email|url|search))[^>]*>/g)];
    // What no person sees, and programs fill in, needs none.
    const seen = fields.filter(([field]) => !field.includes('tabindex="-1"'));
    const lengths = seen.map(([field]) => Number(/ maxlength="(\d+)"/.exec(field)?.[1]));
    // As a browser writes most letters, without those of files, which are sent otherwise.
    const sum = lengths.filter((length) => length < 600_000).reduce((all, length) => all + length * 9, 0);
    return { address: page.address, ends: !lengths.some(Number.isNaN), fits: sum < longestTyped };
  });
  expect(longest.filter(({ ends, fits }) => !(ends && fits))).toEqual([]);
});

it('pages take the time from what they are shown, never from a clock', () => {
  const folder = resolve(root, 'dashboard');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const asking = files.filter((name) => /new Date\(\)|Date\.now\(/.test(readFileSync(resolve(folder, name), 'utf8')));
  expect([files.length > 50, asking]).toEqual([true, []]);
});

describe('the page for developers', () => {
  it('explains only codes that the graph sends', () => {
    const known = families.flatMap(({ codes }) => Object.keys(codes));
    expect(toldCodes.filter((code) => !known.includes(code))).toEqual([]);
  });

  it.each(Object.entries(examples))('gives %s variables that fit it', (name, variables) => {
    const document = parse(readFileSync(resolve(operations, `${name}.graphql`), 'utf8'));
    const [operation] = document.definitions as OperationDefinitionNode[];
    const read = getVariableValues(schema, operation?.variableDefinitions ?? [], { ...variables });
    expect(read.errors ?? []).toEqual([]);
  });
});

it.each([
  ['US CA', ['US', 'CA']],
  ['us, ca', ['US', 'CA']],
  ['United States, Canada', ['US', 'CA']],
  ['Estados Unidos; Canadá', ['US', 'CA']],
  ["South Korea; COTE D'IVOIRE", ['KR', 'CI']],
  ['the United Kingdom', ['GB']],
  ['USA GBR', ['US', 'GB']],
  ['US, Atlantis', ['US', 'Atlantis']],
  ['US XX', ['US', 'XX']],
  ['', []],
])('an editor writes countries by name or code: %j', (text, places) => {
  const fields = new URLSearchParams({ 'input.territories': text });
  readPlaces(fields);
  expect(fields.get('input.territories')?.split('\n').filter(Boolean)).toEqual(places);
});
