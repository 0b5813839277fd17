// Promises of: the committee brings its libraries and pairs along, libraries take them over, and the annual report counts them.
import { parse } from 'csv-parse/sync';
import { codeOf } from '../../support/graphql';
import { committee, staffOf } from '../../support/identities';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const report = 'importId rows added unchanged refused faults { row field message }';
const importLibraries = `mutation ($csv: String!, $preview: Boolean) { importLibraries(csv: $csv, preview: $preview) { ${report} } }`;
const importPairs = `mutation ($csv: String!, $preview: Boolean) { importPairs(csv: $csv, preview: $preview) { ${report} } }`;
const undo = 'mutation ($id: ID!) { undoImport(id: $id, reason: "The wrong file.") { id kind added undoneAt } }';
const counted = async () =>
  (
    await stage.database.query(
      'SELECT (SELECT count(*) FROM library)::int AS libraries, (SELECT count(*) FROM partnership)::int AS pairs',
    )
  )[0];

const libraries = [
  'Name;City;Country;Languages;Source;Latitude',
  'Kings Public Library;Kings;USA;en;ALA list 2019;',
  'Nanling Library;Nanling;China;zh;ALA list 2019;',
  'X;Lima;Peru;es;ALA list 2019;',
  'Biblioteca Central;Lima;Narnia;es;ALA list 2019;',
  '"Biblioteca ""Bobby"" Smith";Lima;Perú;es;ALA list 2019;12',
  'Kings Public Library;KINGS;us;en;another list;',
  ';;;;;',
].join('\r\n');

it('a preview of libraries reads the whole file, tells counts and faults by row, and writes nothing', async () => {
  const before = await counted();
  const { importLibraries: tried } = await stage.as(committee).ask(importLibraries, { csv: libraries, preview: true });
  expect(tried).toMatchObject({ importId: null, rows: 6, added: 2, unchanged: 1, refused: 3 });
  expect(tried.faults.map(({ row, field }: { row: number; field: string }) => [row, field])).toEqual([
    [4, 'name'],
    [5, 'country'],
    [6, 'latitude'],
  ]);
  expect(await counted()).toEqual(before);
});

describe('a row of libraries as people write it', () => {
  const header = 'name;city;country;languages;source;populationServed;latitude;longitude;region;type';
  const row = (more: { readonly [column: string]: string }) => {
    const all = { name: 'Biblioteca Ñ', city: 'Rosario', country: 'AR', languages: 'es', source: 'List', ...more };
    return `${header}\n${header
      .split(';')
      .map((column) => `"${all[column as keyof typeof all] ?? ''}"`)
      .join(';')}\n`;
  };
  const tried = async (more: object) =>
    (await stage.as(committee).ask(importLibraries, { csv: row(more as never), preview: true })).importLibraries;

  it.each([
    [{ populationServed: '25.5' }, 'populationServed', /25000 or 25,000/],
    [{ populationServed: '99999999999' }, 'populationServed', /2147483647/],
    [{ populationServed: '0x10' }, 'populationServed', /whole number/],
    [{ populationServed: '-1' }, 'populationServed', /whole number/],
    [{ populationServed: '25.000,50' }, 'populationServed', /whole number/],
    [{ populationServed: 'about 25000' }, 'populationServed', /whole number/],
    [{ latitude: '32°57′S', longitude: '-60' }, 'latitude', /-31,42/],
    [{ latitude: '1e1', longitude: '-60' }, 'latitude', /degrees/],
    [{ latitude: '95', longitude: '-60' }, 'latitude', /90/],
    [{ country: 'US', region: 'US-XX' }, 'region', /US-XX is not in the country US/],
    [{ region: 'Baviera' }, 'region', /Baviera is not in the country AR. Give its code of ISO 3166-2, or its name/],
    [{ languages: 'Klingonese' }, 'languages', /names in English or Spanish/],
    [{ languages: '' }, 'languages', /./],
    [{ type: 'shop' }, 'type', /PUBLIC, SCHOOL/],
  ])('%j is refused alone, by its column', async (more, field, words) => {
    expect(await tried(more)).toMatchObject({
      added: 0,
      refused: 1,
      faults: [{ row: 2, field, message: expect.stringMatching(words) }],
    });
  });

  it('is read under Spanish headers', async () => {
    const csv =
      'Biblioteca;Localidad;País;Idiomas;Fuente;Población atendida;Latitud;Longitud;Provincia\nBiblioteca Ñ;Rosario;Argentina;español;Lista;1.300.000;-32,95;-60,66;Santa Fe\n';
    expect((await stage.as(committee).ask(importLibraries, { csv, preview: true })).importLibraries).toMatchObject({
      added: 1,
      faults: [],
    });
  });

  it.each([
    ['German headers', 'Bibliothek;Ort;Land;Sprachen;Quelle;Bundesland\nStadtbücherei;Köln;Deutschland;Deutsch;Liste;NRW\n'],
    ['French headers', 'Bibliothèque;Ville;Pays;Langues;Source\nBibliothèque Ñ;Lyon;France;français;Liste\n'],
    ['a title above', 'Our list\n\n,,,,2026\nname,city,country,languages,source\nLa Bibliothèque,Lyon,FR,fr,ALA\n'],
    [
      'blanks and capitals, and is one library',
      'name,city,country,languages,source\nOne  Library,Lyon,FR,fr,ALA\none library,LYON,fr,fr,ALA\n"One\nLibrary",Lyon,FR,fr,ALA\n',
    ],
  ])('is read with %s', async (_what, csv) => {
    const { importLibraries: tried } = await stage.as(committee).ask(importLibraries, { csv, preview: true });
    expect([tried.added, tried.faults]).toEqual([1, []]);
  });

  it('is read with separators in numbers, and with names of languages, regions and types', async () => {
    const rows = [
      { name: 'One', populationServed: '1,234,567', latitude: '-32,95', longitude: '−60.66', languages: 'Spanish, Guaraní' },
      { name: 'Two', populationServed: '25.000', region: 'Córdoba', languages: 'español y quechua', type: 'Biblioteca Pública' },
      { name: 'Three', populationServed: '25 000', region: 'x', languages: 'es pt-BR', type: 'school library' },
      { name: 'Four', populationServed: '0', country: 'US', region: 'Nebraska', languages: 'Haitian Creole; hebrew' },
      { name: 'Five', country: 'DE', region: 'NRW', languages: 'Deutsch und Türkisch; allemand, 中文; en et' },
    ];
    const csv = `${header}\n${rows.map((more) => row(more as never).split('\n')[1]).join('\n')}\n`;
    const { importLibraries: taken } = await stage.as(committee).ask(importLibraries, { csv });
    expect([taken.added, taken.faults]).toEqual([5, []]);
    const kept = await stage.database.query(
      'SELECT name, population_served AS people, region, languages, type, latitude FROM library WHERE import_id = $1 ORDER BY people DESC NULLS LAST, name',
      [taken.importId],
    );
    expect(kept.map(Object.values)).toEqual([
      ['One', 1_234_567, null, ['es', 'gn'], 'PUBLIC', -32.95],
      ['Three', 25_000, 'AR-X', ['es', 'pt-BR'], 'SCHOOL', null],
      ['Two', 25_000, 'AR-X', ['es', 'qu'], 'PUBLIC', null],
      ['Four', 0, 'US-NE', ['ht', 'he'], 'PUBLIC', null],
      ['Five', null, 'DE-NW', ['de', 'tr', 'zh', 'en', 'et'], 'PUBLIC', null],
    ]);
    await stage.as(committee).ask(undo, { id: taken.importId });
  });
});

it('libraries and pairs of a file are there, documented, without contact, listing or mail; a repeated file adds nothing', async () => {
  const mails = stage.letters.mails.seen.length;
  const { importLibraries: first } = await stage.as(committee).ask(importLibraries, { csv: libraries });
  expect([first.added, first.refused]).toEqual([2, 3]);
  expect((await stage.as(committee).ask(importLibraries, { csv: libraries })).importLibraries).toMatchObject({
    importId: null,
    added: 0,
    unchanged: 3,
  });
  const csv = 'libraryA\tlibraryB\tsince\tsource\nKings Public Library\tnanling-cn\t1999-05\tALA list 2019\n';
  const { importPairs: pairs } = await stage.as(committee).ask(importPairs, { csv });
  expect(pairs).toMatchObject({ rows: 1, added: 1, refused: 0 });
  expect((await stage.as(committee).ask(importPairs, { csv })).importPairs).toMatchObject({ added: 0, unchanged: 1 });
  const { library } = await stage.ask(`{ library(id: "kings-us") { name listing { id } sources { title } sisters { id }
    partnerships { state documented formality startedOn { date precision } sources { title } } } }`);
  expect(library).toEqual({
    name: 'Kings Public Library',
    listing: null,
    sources: [{ title: 'ALA list 2019' }],
    sisters: [{ id: 'nanling-cn' }],
    partnerships: [
      {
        state: 'ACTIVE',
        documented: true,
        formality: 'UNKNOWN',
        startedOn: { date: '1999-05-01', precision: 'MONTH' },
        sources: [{ title: 'ALA list 2019' }],
      },
    ],
  });
  expect(stage.letters.mails.seen.length).toBe(mails);
});

it('the source, country and languages of a whole list are said once', async () => {
  const imports = `mutation { importLibraries(csv: "name,city\\nBücherei,Celle\\n", preview: true, source: "Yearbook", country: "DE", languages: ["de", "tr"]) { ${report} }
    importPairs(csv: "library,sister\\nkings-us,demo-oslo-no\\n", preview: true, source: "Yearbook", sourceUrl: null) { ${report} } }`;
  const { importLibraries: libraries, importPairs: pairs } = await stage.as(committee).ask(imports);
  expect(libraries).toMatchObject({ added: 1, refused: 0, faults: [] });
  expect(pairs).toMatchObject({ rows: 1, refused: 0, faults: [] });
});

it.each([
  ['an unknown library', 'kings-us,nowhere-xx,ALA', 'sister'],
  ['a day that is none', 'kings-us,nanling-cn,ALA,2019-02-30', 'since'],
  ['a year to come', 'kings-us,demo-oslo-no,ALA,2031', 'since'],
  ['no source', 'kings-us,demo-oslo-no,', 'source'],
  ['one library twice', 'kings-us,Kings Public Library,ALA', 'sister'],
  ['two libraries of one country', 'kings-us,demo-chicago-us,ALA', 'sister'],
  ['another day than the record of the pair', 'nanling-cn,kings-us,ALA,2001', 'since'],
])('a row of %s is a fault that names its column', async (_what, row, field) => {
  const csv = `library,sister,source,since\n${row}${',,,'.slice(0, 3 - row.split(',').length + 1)}\n`;
  const { importPairs: tried } = await stage.as(committee).ask(importPairs, { csv, preview: true });
  expect(tried).toMatchObject({ refused: 1, faults: [{ row: 2, field }] });
});

it('a pair that stands twice in a file, in either order, is one; a row that says another day is told', async () => {
  const csv =
    'library,sister,source,since\nkings-us,demo-oslo-no,ALA,2012\ndemo-oslo-no,kings-us,ALA,2012-05\nkings-us,demo-oslo-no,ALA,2013\n';
  const { importPairs: tried } = await stage.as(committee).ask(importPairs, { csv, preview: true });
  expect(tried).toMatchObject({ added: 1, unchanged: 1, refused: 1, faults: [{ row: 4, field: 'since' }] });
  expect(tried.faults[0].message).toBe(
    'The pair is known since 2012, by the record or a row above, and this row says 2013. Leave since empty to keep what is known.',
  );
});

it('a library of a pair is known by its name in either way of writing ö, and by its very name first', async () => {
  const csv =
    'name;city;country;languages;source\nStadtbücherei Köln;Köln;DE;de;List\nBoeing Library;Köln;DE;de;List\nBöing Library;Bonn;DE;de;List\n';
  const { importLibraries: entered } = await stage.as(committee).ask(importLibraries, { csv });
  const again = csv
    .replaceAll(';Köln;', ';Cologne;')
    .replace('Stadtbücherei Köln', 'STADTBUECHEREI KOELN')
    .replace('DE', 'Germany');
  const repeated = (await stage.as(committee).ask(importLibraries, { csv: again })).importLibraries;
  expect([repeated.added, repeated.unchanged, repeated.faults]).toEqual([0, 3, []]);
  const pairs = ['Stadtbuecherei Koeln', 'STADTBÜCHEREI KÖLN', 'Boeing Library']
    .map((name) => `${name},kings-us,List`)
    .join('\n');
  const tried = (await stage.as(committee).ask(importPairs, { csv: `library,sister,source\n${pairs}\n`, preview: true }))
    .importPairs;
  expect([tried.added, tried.unchanged, tried.faults]).toEqual([2, 1, []]);
  await stage.as(committee).ask(undo, { id: entered.importId });
});

it.each([
  ['without the columns', 'a;b\n1;2\n'],
  ['without rows', 'libraryA,libraryB,source\n'],
  ['that is no CSV', '<table><tr><td>libraryA</td></tr></table>'],
  ['of nothing', ''],
])('a file %s is refused as a whole, in words', async (_what, csv) => {
  const answer = await stage.as(committee).run(importPairs, { csv });
  expect([codeOf(answer), answer.errors?.[0]?.extensions.field]).toEqual(['BAD_USER_INPUT', 'csv']);
});

it('staff of either library take a documented pair over or end it, and an undone import leaves what is theirs', async () => {
  const csv = 'libraryA,libraryB,source\nkings-us,demo-oslo-no,List\nkings-us,demo-tokyo-jp,List\nkings-us,demo-accra-gh,List\n';
  const { importPairs: pairs } = await stage.as(committee).ask(importPairs, { csv });
  const mine = async (libraryId: string): Promise<string> => {
    const { library } = await stage.ask(`{ library(id: "kings-us") { partnerships { id partners { id } } } }`);
    return library.partnerships.find(({ partners }: { partners: { id: string }[] }) =>
      partners.some(({ id }) => id === libraryId),
    )?.id;
  };
  const take = 'mutation ($id: ID!) { takeOverPartnership(id: $id) { documented state } }';
  const id = await mine('demo-oslo-no');
  expect(codeOf(await stage.as(staffOf('demo-tokyo-jp')).run(take, { id }))).toBe('FORBIDDEN');
  const { takeOverPartnership } = await stage.as(staffOf('demo-oslo-no')).ask(take, { id });
  expect(takeOverPartnership).toEqual({ documented: false, state: 'ACTIVE' });
  expect(codeOf(await stage.as(staffOf('kings-us')).run(take, { id }))).toBe('NOT_DOCUMENTED');
  const ended = await mine('demo-tokyo-jp');
  await stage.as(staffOf('kings-us')).ask('mutation ($id: ID!) { endPartnership(id: $id) { state } }', { id: ended });
  expect((await stage.as(committee).ask(undo, { id: pairs.importId })).undoImport).toMatchObject({ kind: 'PAIRS', added: 3 });
  expect(await mine('demo-oslo-no')).toBe(id);
  expect(await mine('demo-tokyo-jp')).toBe(ended);
  expect(await mine('demo-accra-gh')).toBeUndefined();
  expect(codeOf(await stage.as(committee).run(undo, { id: pairs.importId }))).toBe('IMPORT_UNDONE');
});

it('an undone import keeps a pair that has a story or became one with another by now', async () => {
  const csv = 'libraryA,libraryB,source\nkings-us,demo-helsinki-fi,List\n';
  const { importPairs: pairs } = await stage.as(committee).ask(importPairs, { csv });
  const [{ id }] = await stage.database.query('SELECT id FROM partnership WHERE import_id = $1', [pairs.importId]);
  await stage.as(committee).ask('mutation ($input: WriteStoryInput!) { writeStory(input: $input) { id } }', {
    input: { partnershipId: id, title: 'Two rivers', body: 'A story.', goals: [] },
  });
  await stage.as(committee).ask(undo, { id: pairs.importId });
  expect((await stage.ask('query ($id: ID!) { partnership(id: $id) { state } }', { id })).partnership).toEqual({
    state: 'ACTIVE',
  });
});

it('an undone import of libraries removes those that nothing names since', async () => {
  const csv = 'name,city,country,languages,source\nOne Library,Nuuk,GL,kl,List\nTwo Library,Sisimiut,Greenland,kl,List\n';
  const { importLibraries: entered } = await stage.as(committee).ask(importLibraries, { csv });
  await stage.as(committee).ask('mutation ($input: EnterPairInput!) { enterPair(input: $input) { id } }', {
    input: { libraryId: 'nuuk-gl', otherLibraryId: 'demo-oslo-no', source: 'List' },
  });
  await stage.as(committee).ask(undo, { id: entered.importId });
  const { libraries: left } = await stage.ask('{ libraries(filter: { countries: ["GL"] }) { nodes { id } } }');
  expect(left.nodes).toEqual([{ id: 'nuuk-gl' }]);
});

it('the annual report and its file say the same, and silent pairs are those without news', async () => {
  const { silentPairs } = await stage.as(committee).ask('{ silentPairs(months: 12) { totalCount nodes { state } } }');
  expect(silentPairs.totalCount).toBeGreaterThan(0);
  const { all, invented } = await stage
    .as(committee)
    .ask('{ all: silentPairs(demo: null) { totalCount } invented: silentPairs(demo: true) { totalCount } }');
  expect(invented.totalCount).toBeGreaterThan(0);
  expect(all.totalCount).toBe(silentPairs.totalCount + invented.totalCount);
  const { annualReport } = await stage
    .as(committee)
    .ask(
      '{ annualReport(year: 2026) { countedOn pairs documented silent begun ended byCountry { country pairs } byYear { year pairs } } }',
    );
  expect(annualReport.documented).toBeGreaterThanOrEqual(1);
  expect(annualReport.silent).toBe(silentPairs.totalCount);
  expect(annualReport.byYear).toContainEqual({ year: 1999, pairs: expect.any(Number) });
  expect(annualReport.byCountry).toContainEqual({ country: 'CN', pairs: expect.any(Number) });
  const read = (identity: typeof committee) =>
    fetch(new URL('/exports/annual-report.csv?year=2026', stage.url), { headers: stage.passportOf(identity) });
  const file = await read(committee);
  expect(file.headers.get('content-type')).toMatch('text/csv');
  const rows: Record<string, string>[] = parse(await file.text(), { columns: true });
  expect(rows).toContainEqual({ section: 'year', name: 'countedOn', value: annualReport.countedOn });
  for (const name of ['pairs', 'documented', 'silent', 'begun', 'ended'])
    expect(rows).toContainEqual({ section: 'pairs', name, value: String(annualReport[name]) });
  for (const { country, pairs } of annualReport.byCountry)
    expect(rows).toContainEqual({ section: 'pairs by country', name: country, value: String(pairs) });
  expect(
    ((await (await read(staffOf('kings-us'))).json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions
      .code,
  ).toBe('FORBIDDEN');
  // Another year has its own beginnings and ends; who are sisters now it says of the same day.
  const { annualReport: earlier } = await stage.as(committee).ask('{ annualReport(year: 1999) { countedOn pairs silent } }');
  expect(earlier).toEqual({ countedOn: annualReport.countedOn, pairs: annualReport.pairs, silent: annualReport.silent });
  for (const year of [1899, 2027])
    expect(codeOf(await stage.as(committee).run(`{ annualReport(year: ${year}) { pairs } }`))).toBe('BAD_USER_INPUT');
});
