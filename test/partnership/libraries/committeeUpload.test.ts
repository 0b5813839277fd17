// Promises of: lists of the committee come in as files of any kind of text, tried first, with every fault told and each row its own.

import { en } from '#languages/en/index';
import { es } from '#languages/es/index';
import { committee, organizer } from '../../support/identities';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Line {
  readonly rows: number;
  readonly added: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly done: boolean;
  readonly preview: boolean;
  readonly importId: string | null;
  readonly faults: { row: number; field: string | null; message: string; reason: string; values: object }[];
  readonly errors?: { message: string; extensions: { code: string; field?: string; allowed?: string[] } }[];
}

async function send(path: string, body: string | Buffer, { type = 'text/csv', identity = committee } = {}) {
  const headers = { 'content-type': type, ...stage.passportOf(identity) };
  const answer = await fetch(new URL(path, stage.url), { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
  const lines: Line[] = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { status: answer.status, lines, last: lines.at(-1) as Line };
}
const counted = async () => (await stage.database.query('SELECT count(*)::int AS all FROM library'))[0].all as number;
const header = 'name,city,country,languages,source';

it('tells how far it is, and a preview of many rows keeps nothing', async () => {
  const before = await counted();
  const rows = Array.from(
    { length: 250 },
    (_, i) => `Branch ${'abcdefghij'[i % 10]}${'abcdefghij'[Math.floor(i / 10) % 10]}${i},Town ${i},Kenya,sw,List`,
  );
  const { status, lines, last } = await send('/imports/libraries?preview=1', `${header}\n${rows.join('\n')}\n`);
  expect([status, last.rows, last.added, last.refused, last.preview, last.importId]).toEqual([200, 250, 250, 0, true, null]);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.map(({ done }) => done)).toEqual([...lines.slice(1).map(() => false), true]);
  expect(await counted()).toBe(before);
});

it.each([
  [
    'Windows-1252, as its content type says',
    Buffer.from('name,city,country,languages,source\nStadtb\xfccherei,M\xfcnster,Germany,de,Liste\n', 'latin1'),
    'text/csv; charset=windows-1252',
    'munster-de',
  ],
  [
    'Windows-1252 that nobody names',
    Buffer.from('name;city;country;languages;source\nB\xfccherei;J\xfclich;Germany;de;Liste\n', 'latin1'),
    'text/csv',
    'julich-de',
  ],
  [
    'UTF-16 with tabs',
    Buffer.from('\ufeffname\tcity\tcountry\tlanguages\tsource\r\nBücherei\tKöln\tGermany\tde\tListe\r\n', 'utf16le'),
    'text/tab-separated-values',
    'koln-de',
  ],
  [
    'CR LF in its header and LF in its rows',
    'name,city,country,languages,source\r\n"Bücherei, ""Alte"" Post",Bonn,DE,de,Liste\n',
    'text/plain',
    'bonn-de',
  ],
])('reads %s', async (_what, body, type, id) => {
  const { status, last } = await send('/imports/libraries', body, { type });
  expect([status, last.added, last.refused, last.faults]).toEqual([200, 1, 0, []]);
  expect((await stage.ask('query ($id: ID!) { library(id: $id) { id } }', { id })).library).toEqual({ id });
});

it('a row at fault is told by its line, and takes no other row with it', async () => {
  const { status, last } = await send(
    '/imports/libraries?faults=all',
    `${header},sourceUrl\nGood Library,Lamu,Kenya,sw,List,\n"Open,Lamu,Kenya,sw,List,\nLong Library,Lamu,Kenya,sw,List,,extra\nBad Link,Lamu,Kenya,sw,List,javascript:alert(1)\nLast Library,Voi,Kenya,sw,List,https://example.org/list\n`,
  );
  expect([status, last.rows, last.added, last.refused]).toEqual([200, 5, 2, 3]);
  expect(last.faults.map(({ row, field, reason }) => [row, field, reason])).toEqual([
    [3, null, 'QUOTE_OPEN'],
    [4, null, 'CELLS_MORE'],
    [5, 'sourceUrl', 'BAD_USER_INPUT'],
  ]);
});

it.each([
  [
    'what its header lacks, whatever is wrong below',
    `name,city,country,languages\nThe "Big" Library,Voi,Kenya,sw\n`,
    'The header lacks source.',
  ],
  [
    'that its header is not CSV',
    `"name,city,country,languages,source\nA Library,Voi,Kenya,sw,List\n`,
    'row 1 is not CSV: A quote',
  ],
])('a file is refused by %s', async (_what, body, words) => {
  const { status, last } = await send('/imports/libraries?preview=1', body);
  expect([status, last.errors?.[0]?.message]).toEqual([400, expect.stringContaining(words)]);
});

it('a title that is malformed may stand above the header', async () => {
  const { last } = await send(
    '/imports/libraries?preview=1',
    `Our "best" list\n${header}\nThird Library,Malindi,Kenya,sw,List\n`,
  );
  expect([last.rows, last.added, last.refused]).toEqual([1, 1, 0]);
});

it('a fault says its reason by names that stay, for pages in other languages', async () => {
  const { last } = await send('/imports/libraries?preview=1', `${header}\nGood Library,Lamu,Atlantis,sw,List\n`);
  expect(last.faults).toMatchObject([{ row: 2, field: 'country', values: { reason: 'COUNTRY_UNKNOWN' } }]);
});

it('faults=all tells more than the first hundred', async () => {
  const rows = Array.from({ length: 130 }, () => 'Library,Lamu,Narnia,sw,List').join('\n');
  const faults = async (query: string) => (await send(`/imports/libraries${query}`, `${header}\n${rows}\n`)).last.faults.length;
  expect([await faults('?preview=1'), await faults('?preview=1&faults=all')]).toEqual([100, 130]);
});

it('the sender can say which header is which column', async () => {
  const body = 'Einrichtung,Ort,Land,Sprachen,Beleg\nBücherei am Markt,Celle,Deutschland,de,Liste\n';
  const query = 'column.name=Einrichtung&column.city=Ort&column.country=Land&column.languages=Sprachen&column.source=Beleg';
  expect((await send('/imports/libraries?preview=1', body)).last.errors?.[0]?.message).toContain('The header lacks name');
  const { last } = await send(`/imports/libraries?${query}`, body);
  expect([last.added, last.faults]).toEqual([1, []]);
});

describe('what all rows of a list share is said once', () => {
  const sourced = async (city: string) =>
    (
      await stage.ask(
        'query ($text: String!) { libraries(filter: { text: $text }) { nodes { country languages sources { title url } } } }',
        { text: city },
      )
    ).libraries.nodes;
  const shared = 'source=Yearbook%202026&sourceUrl=https://example.org/yearbook&country=Kenya&languages=sw,%20en';

  it('for rows that leave it empty, and the address of the shared source belongs to no other', async () => {
    const list = 'name,city,country,source\nTaveta Library,Taveta,,\nOther Library,Wajir,,Letter\nJinja Library,Jinja,Uganda,\n';
    const { status, last } = await send(`/imports/libraries?${shared}`, list);
    expect([status, last.added, last.faults]).toEqual([200, 3, []]);
    const yearbook = [{ title: 'Yearbook 2026', url: 'https://example.org/yearbook' }];
    expect(await sourced('Taveta')).toEqual([{ country: 'KE', languages: ['sw', 'en'], sources: yearbook }]);
    expect(await sourced('Wajir')).toMatchObject([{ country: 'KE', sources: [{ title: 'Letter', url: null }] }]);
    expect(await sourced('Jinja')).toMatchObject([{ country: 'UG', sources: yearbook }]);
  });

  it('for a file without such columns, also one of pairs', async () => {
    const libraries = await send(`/imports/libraries?preview=1&${shared}`, 'name,city\nVoi Library,Voi\n');
    expect([libraries.last.added, libraries.last.faults]).toEqual([1, []]);
    const pairs = await send('/imports/pairs?preview=1&source=Letter', 'library,sister\ndemo-oslo-no,demo-chicago-us\n');
    expect([pairs.last.rows, pairs.last.faults]).toEqual([1, []]);
  });

  it.each([
    ['an address of a script', 'source=Yearbook&country=KE&sourceUrl=javascript:alert(1)', 'sourceUrl'],
    ['a country that nobody knows', 'source=Yearbook&country=Narnia', 'country'],
    ['nothing but blanks', 'source=%20&country=KE', 'source'],
  ])('and refused when it is %s', async (_what, query, field) => {
    const { status, last } = await send(`/imports/libraries?preview=1&${query}`, `${header}\nVoi Library,Voi,,sw,\n`);
    expect([status, last.refused, last.faults.map((each) => each.field)]).toEqual([200, 1, [field]]);
  });

  it('and what is missing says so', async () => {
    const { status, last } = await send('/imports/pairs?preview=1', 'library,sister\na,b\n');
    expect([status, last.errors?.[0]?.message]).toEqual([
      400,
      expect.stringMatching(/lacks source\..* said once, beside the file\.$/),
    ]);
    const { last: unknown } = await send('/imports/pairs?preview=1&country=KE', 'library,sister\na,b\n');
    expect(unknown.errors?.[0]?.extensions.allowed).toEqual(expect.arrayContaining(['source=VALUE', 'sourceUrl=VALUE']));
  });
});

describe.each([
  ['English', en],
  ['Spanish', es],
])('a header in the %s words of the page', (_language, words: Readonly<Record<string, string>>) => {
  const called = (name: string) => words[`committee.files.named.${name}`];
  const faultsOf = async (kind: string, cells: Readonly<Record<string, string>>) => {
    const body = `${Object.keys(cells).map(called).join(';')}\n${Object.values(cells).join(';')}\n`;
    return (await send(`/imports/${kind}?preview=1`, body)).last;
  };

  it.each([
    ['type', 'CASTLE'],
    ['region', 'Nowhere'],
    ['isil', '??'],
    ['website', 'x'],
    ['populationServed', 'many'],
    ['sourceUrl', 'x'],
  ])('names the column %s of libraries, whose fault is seen', async (name, wrong) => {
    const whole = { name: 'Lamu Library', city: 'Lamu', country: 'Kenya', languages: 'sw', source: 'List' };
    expect(await faultsOf('libraries', whole)).toMatchObject({ added: 1, refused: 0 });
    expect(await faultsOf('libraries', { ...whole, [name]: wrong })).toMatchObject({ added: 0, refused: 1 });
  });

  it('names all columns of pairs', async () => {
    const pair = { library: 'nobody-1', sister: 'nobody-2', source: 'List', since: 'soon', sourceUrl: 'x' };
    expect(await faultsOf('pairs', pair)).toMatchObject({ added: 0, refused: 1 });
  });
});

it('is undone by the id that the last line tells', async () => {
  const before = await counted();
  const { last } = await send('/imports/libraries', `${header}\nAway Library,Isiolo,Kenya,sw,List\n`);
  expect(await counted()).toBe(before + 1);
  await stage
    .as(committee)
    .ask('mutation ($id: ID!) { undoImport(id: $id, reason: "Mistake") { undoneAt } }', { id: last.importId });
  expect(await counted()).toBe(before);
});

it.each([
  ['an organizer', '/imports/pairs', 'library,sister,source\na,b,c\n', { identity: organizer }, 403, 'FORBIDDEN'],
  ['a workbook', '/imports/pairs', Buffer.from('PK\u0003\u0004....'), {}, 400, 'BAD_USER_INPUT'],
  ['a file without rows', '/imports/libraries', `${header}\n`, {}, 400, 'BAD_USER_INPUT'],
  ['a word that is not known', '/imports/pairs?sheet=A', 'library,sister,source\na,b,c\n', {}, 400, 'BAD_USER_INPUT'],
  [
    'a switch that is neither on nor off',
    '/imports/pairs?preview=maybe',
    'library,sister,source\na,b,c\n',
    {},
    400,
    'BAD_USER_INPUT',
  ],
  ['two columns of one meaning', '/imports/pairs', 'library,libraryA,sister,source\na,a,b,c\n', {}, 400, 'BAD_USER_INPUT'],
])('%s is refused by an HTTP status, and nothing is written', async (_what, path, body, options, status, code) => {
  const before = await counted();
  const answer = await send(path, body, options);
  expect([answer.status, answer.last.errors?.[0]?.extensions.code]).toEqual([status, code]);
  expect(await counted()).toBe(before);
});
