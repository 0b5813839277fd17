// Promises of: the committee sees what is doubtful or there already, and corrects, takes down and puts back what it published.
import { doubtsAbout } from '#partnership/libraries/index';
import { codeOf } from '../../support/graphql';
import { committee, staffOf } from '../../support/identities';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const submit = `mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }`;
const confirm = `mutation ($token: String!) { confirmListing(token: $token) { id } }`;
const review = `mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { id library { id isil doubts } } }`;
const queue = `{ submissions(first: 100) { nodes { id doubts possibleDuplicates { library { id } submissionId reasons } } } }`;
const correct = `mutation ($input: CorrectLibraryInput!) { correctLibrary(input: $input) { id name city country region isil coordinates { latitude } } }`;

const newLibrary = { name: 'Stadtbücherei', type: 'PUBLIC', city: 'Münster', country: 'DE', languages: ['de'] };
let people = 0;
const form = (more: object, contactName = 'Ada Nowak') => ({
  input: {
    newLibrary: { ...newLibrary, ...more },
    commitment: 'FLEXIBLE',
    contactName,
    contactEmail: `care${++people}@example.org`,
    consent: true,
  },
});

async function submitted(more: object): Promise<string> {
  const variables = form(more);
  await stage.ask(submit, variables);
  const { letter } = await stage.letters.to(variables.input.contactEmail);
  const token = decodeURIComponent(letter.action?.url.split('#')[1] ?? '');
  return (await stage.ask(confirm, { token })).confirmListing.id;
}
const approved = async (more: object) =>
  (await stage.as(committee).ask(review, { input: { listingId: await submitted(more), decision: 'APPROVE' } })).reviewListing;
const waiting = async (id: string) =>
  (await stage.as(committee).ask(queue)).submissions.nodes.find((node: { id: string }) => node.id === id);

it.each([
  ['a name of one letter', { name: 'X' }, 'input.newLibrary.name'],
  ['a number for a name', { name: '42' }, 'input.newLibrary.name'],
  ['a dot for a name', { name: '.' }, 'input.newLibrary.name'],
  ['an address for a name', { name: 'ann@example.org' }, 'input.newLibrary.name'],
  ['a page for a name', { name: 'https://library.example' }, 'input.newLibrary.name'],
  ['a number for a city', { city: '12345' }, 'input.newLibrary.city'],
  ['a region of another country', { country: 'AR', region: 'US-NE' }, 'region'],
  ['a region of another country in small letters', { country: 'AR', region: 'us-ne' }, 'region'],
  ['a region that its country does not have', { country: 'US', region: 'US-XX' }, 'region'],
  ['half a position', { latitude: 52 }, 'latitude'],
])('%s is refused', async (_what, more, field) => {
  const answer = await stage.run(submit, form(more));
  expect([codeOf(answer), `input.newLibrary.${answer.errors?.[0]?.extensions.field}`]).toEqual([
    'BAD_USER_INPUT',
    expect.stringContaining(field.replace('input.newLibrary.', '')),
  ]);
});

it.each(['.', '42', 'ann@example.org'])('%p is no name of a contact', async (name) => {
  expect(codeOf(await stage.run(submit, form({}, name)))).toBe('BAD_USER_INPUT');
});

it('a region in small letters is read, as a country is, and Puerto Rico is a region of the United States, too', async () => {
  await approved({ city: 'Ponce', country: 'pr', region: 'us-pr' });
  const { libraries } = await stage.ask('{ libraries(filter: { text: "Ponce" }) { nodes { id country region } } }');
  expect(libraries.nodes).toEqual([{ id: 'ponce-pr', country: 'PR', region: 'US-PR' }]);
});

it.each([
  ['a swapped position', { country: 'AR', latitude: -64, longitude: -31 }, ['POSITION_OUTSIDE_COUNTRY']],
  ['a position in its country', { country: 'AR', latitude: -31.4, longitude: -64.2 }, []],
  ['a position at the coast', { country: 'ES', latitude: 43.37, longitude: -8.41 }, []],
  ['a town on the border, 2 km over it', { country: 'CZ', latitude: 49.75, longitude: 18.64 }, []],
  ['a place 300 km over the border', { country: 'DE', latitude: 50.06, longitude: 19.94 }, ['POSITION_OUTSIDE_COUNTRY']],
  ['an island far out', { country: 'PT', latitude: 37.74, longitude: -25.67 }, []],
  ['a position in Fiji across the date line', { country: 'FJ', latitude: -16.8, longitude: -179.97 }, []],
  ['the ISIL of another country', { country: 'AR', isil: 'de-109' }, ['ISIL_OF_ANOTHER_COUNTRY']],
  ['an ISIL of its country in small letters', { country: 'DE', isil: 'de-109' }, []],
  ['an ISIL of no country', { country: 'AR', isil: 'OCLC-DLC' }, []],
  ['the ISIL of the state that an island belongs to', { country: 'PR', isil: 'US-abc' }, []],
  ['Simferopol, which ISO 3166 counts to Ukraine', { country: 'UA', latitude: 44.95, longitude: 34.1 }, []],
  ['El Aaiún, in Western Sahara', { country: 'EH', latitude: 27.15, longitude: -13.2 }, []],
  ['a place of Ukraine in Argentina', { country: 'UA', latitude: -31.4, longitude: -64.2 }, ['POSITION_OUTSIDE_COUNTRY']],
  ['nothing but a country', { country: 'AR' }, []],
])('%s raises the doubts %#', (_what, library, doubts) => {
  expect(doubtsAbout(library)).toEqual(doubts);
});

it('has no doubt about any library of the demonstration', async () => {
  const { libraries } = await stage.ask('{ libraries(first: 100) { nodes { id doubts } } }');
  expect(libraries.nodes.filter(({ doubts }: { doubts: string[] }) => doubts.length > 0)).toEqual([]);
});

it('an ISIL of another country is shown as a doubt and keeps its owner from nothing', async () => {
  const id = await submitted({ name: 'Biblioteca Lejana', city: 'Rosario', country: 'AR', isil: 'de-109' });
  expect((await waiting(id)).doubts).toEqual(['ISIL_OF_ANOTHER_COUNTRY']);
  await stage.as(committee).ask(review, { input: { listingId: id, decision: 'APPROVE' } });
  const owner = await approved({ name: 'Zentral- und Landesbibliothek', city: 'Berlin', isil: 'DE-109' });
  expect(owner.library).toMatchObject({ isil: 'DE-109', doubts: [] });
  const second = await submitted({ name: 'Another one', city: 'Berlin', isil: 'De-109' });
  const refused = await stage.as(committee).run(review, { input: { listingId: second, decision: 'APPROVE' } });
  expect(codeOf(refused)).toBe('BAD_USER_INPUT');
});

it('one library that was submitted three times is shown as one, whatever the spelling of its name', async () => {
  const { library } = await approved({ name: 'Stadtbücherei Münster', latitude: 51.96, longitude: 7.63 });
  const [second, third] = [
    await submitted({ name: 'STADTBUECHEREI MUENSTER' }),
    await submitted({ name: 'Stadtbucherei, Munster' }),
  ];
  const other = await submitted({ name: 'Bibliothek des Doms', city: 'Köln' });
  expect((await waiting(second)).possibleDuplicates).toEqual([
    { library: { id: library.id }, submissionId: null, reasons: ['SIMILAR_NAME', 'SAME_PLACE'] },
    { library: null, submissionId: third, reasons: ['SIMILAR_NAME', 'SAME_PLACE'] },
  ]);
  const one = 'query ($id: ID!) { submission(id: $id) { id waitingDays possibleDuplicates { newLibrary { name } } } }';
  expect((await stage.as(committee).ask(one, { id: second })).submission).toEqual({
    id: second,
    waitingDays: 0,
    possibleDuplicates: [{ newLibrary: null }, { newLibrary: { name: 'Stadtbucherei, Munster' } }],
  });
  expect((await waiting(other)).possibleDuplicates).toEqual([]);
  const near = await submitted({ name: 'Public Library', latitude: 51.9601, longitude: 7.6301 });
  expect((await waiting(near)).possibleDuplicates).toContainEqual(
    expect.objectContaining({ library: { id: library.id }, reasons: ['SAME_PLACE'] }),
  );
});

it.each([
  ['UA', 'Наукова бібліотека', 'Львів', 'Naukova Biblioteka', 'Lviv'],
  ['BG', 'Народна библиотека „Иван Вазов“', 'Пловдив', 'Narodna biblioteka Ivan Vazov', 'Plovdiv'],
  ['GR', 'Δημοτική Βιβλιοθήκη Χανίων', 'Χανιά', 'Dimotiki Vivliothiki Chanion', 'Chania'],
  ['RS', 'Библиотека града', 'Нови Сад', 'Biblioteka grada', 'Novi Sad'],
])('in %s, a library is shown as one by its name in either alphabet', async (country, name, city, latin, latinCity) => {
  const { library } = await approved({ name, city, country });
  const other = await submitted({ name: latin, city: latinCity, country });
  expect((await waiting(other)).possibleDuplicates).toEqual([
    { library: { id: library.id }, submissionId: null, reasons: ['SIMILAR_NAME', 'SAME_PLACE'] },
  ]);
});

it('lists what was taken down for the committee, until it is put back', async () => {
  const { library } = await approved({ name: 'Soon gone' });
  const listed = async () =>
    (await stage.as(committee).ask('{ takenDownLibraries { id } }', {})).takenDownLibraries.map(({ id }: { id: string }) => id);
  const listing = (await stage.as(committee).ask('query ($id: ID!) { library(id: $id) { listing { id } } }', library)).library
    .listing;
  const down = 'mutation ($input: TakeDownListingInput!) { takeDownListing(input: $input) { id } }';
  await stage.as(committee).ask(down, { input: { listingId: listing.id, reason: 'Closed.' } });
  await stage.as(committee).ask('mutation ($id: ID!) { takeDownLibrary(libraryId: $id, reason: "Closed.") { id } }', library);
  expect(await listed()).toContain(library.id);
  await stage.as(committee).ask('mutation ($id: ID!) { restoreLibrary(libraryId: $id, reason: "Open.") { id } }', library);
  expect(await listed()).not.toContain(library.id);
});

it('corrects a library with a reason, and refuses what cannot be', async () => {
  const { library } = await approved({ name: 'Wrnog', city: 'Nowhere' });
  const input = {
    libraryId: library.id,
    reason: 'Misspelt.',
    name: 'Wrong',
    city: 'Ulm',
    region: 'de-bw',
    latitude: 48.4,
    longitude: 10,
  };
  const { correctLibrary } = await stage.as(committee).ask(correct, { input });
  expect(correctLibrary).toMatchObject({
    id: library.id,
    name: 'Wrong',
    city: 'Ulm',
    region: 'DE-BW',
    coordinates: { latitude: 48.4 },
  });
  const { libraries } = await stage.ask('{ libraries(filter: { text: "ulm" }) { nodes { id } } }');
  expect(libraries.nodes).toEqual([{ id: library.id }]);
  const refused = async (more: object) => {
    const answer = await stage.as(committee).run(correct, { input: { libraryId: library.id, reason: 'Why', ...more } });
    return [codeOf(answer), answer.errors?.[0]?.extensions.field];
  };
  expect(await refused({})).toEqual(['BAD_USER_INPUT', 'input']);
  expect(await refused({ name: null })).toEqual(['BAD_USER_INPUT', 'name']);
  expect(await refused({ name: '42' })).toEqual(['BAD_USER_INPUT', 'name']);
  expect(await refused({ region: 'US-NE' })).toEqual(['BAD_USER_INPUT', 'region']);
  expect(await refused({ latitude: null })).toEqual(['BAD_USER_INPUT', 'latitude']);
  const { partnerships } = await stage.ask('{ partnerships(first: 1) { nodes { partners { id country } } } }');
  const [a, b] = partnerships.nodes[0].partners;
  expect(await refused({ libraryId: a.id, country: b.country, region: null })).toEqual(['BAD_USER_INPUT', 'country']);
  expect(codeOf(await stage.as(staffOf(library.id)).run(correct, { input }))).toBe('FORBIDDEN');
});

it('takes a listing down for good, and tells its contact why', async () => {
  const { id, library } = await approved({ name: 'Gone Library', city: 'Bonn' });
  const takeDown = `mutation ($input: TakeDownListingInput!) { takeDownListing(input: $input) { state } }`;
  const input = { listingId: id, reason: 'It is a shop.' };
  expect((await stage.as(committee).ask(takeDown, { input })).takeDownListing.state).toBe('DECLINED');
  expect(codeOf(await stage.run(`{ listing(id: "${id}") { id } }`))).toBe('NOT_FOUND');
  const { letter } = await stage.letters.mails.until((mail) => /taken off/.test(mail.letter.subject));
  expect([letter.subject, letter.paragraphs.at(-1)]).toEqual([
    'The listing of Gone Library was taken off the list',
    'It is a shop.',
  ]);
  expect(codeOf(await stage.as(committee).run(takeDown, { input }))).toBe('LISTING_STATE');
  expect(codeOf(await stage.as(staffOf(library.id)).run(`mutation { renewListing(id: "${id}") { id } }`))).toBe('LISTING_STATE');
});

it('takes a library out of lists and searches, and puts it back', async () => {
  const { library } = await approved({ name: 'Hidden Library', city: 'Kiel' });
  const set = (mutation: string) =>
    stage.as(committee).run(`mutation { ${mutation}(libraryId: "${library.id}", reason: "Asked for.") { id } }`);
  const shown = async () => [
    (await stage.ask('{ libraries(filter: { text: "Kiel" }) { totalCount } }')).libraries.totalCount,
    codeOf(await stage.run(`{ library(id: "${library.id}") { id } }`)),
  ];
  expect(codeOf(await set('restoreLibrary'))).toBe('LIBRARY_STATE');
  await set('takeDownLibrary');
  expect(await shown()).toEqual([0, 'NOT_FOUND']);
  await set('restoreLibrary');
  expect(await shown()).toEqual([1, undefined]);
});

it('a pair still names a library that was taken down, as one that has no page', async () => {
  const set = (mutation: string) =>
    stage.as(committee).ask(`mutation { ${mutation}(libraryId: "queens-us", reason: "Asked for.") { id } }`);
  const partners = async () =>
    (await stage.ask('{ partnership(id: "p-queens-shanghai") { partners { id listed } } }')).partnership.partners;
  const shanghai = expect.objectContaining({ listed: true });
  await set('takeDownLibrary');
  expect(await partners()).toEqual([{ id: 'queens-us', listed: false }, shanghai]);
  await set('restoreLibrary');
  expect(await partners()).toEqual([{ id: 'queens-us', listed: true }, shanghai]);
});

it('pairs of the whole list that may be one are listed for the committee, the surest first, page by page', async () => {
  const DOUBLES = `query ($country: CountryCode, $first: Int! = 20, $after: String) { possibleDoubles(country: $country, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { reasons library { id name } other { name } } } }`;
  const list = async (variables: object) => (await stage.as(committee).ask(DOUBLES, variables as never)).possibleDoubles;
  const inIceland = [
    { name: 'Bókasafn Ísafjarðar', city: 'Ísafjörður', latitude: 66.0747, longitude: -23.135, isil: 'IS-ISAF' },
    { name: 'Bokasafn Isafjardar', city: 'Ísafjörður', latitude: 66.0751, longitude: -23.1349 },
    { name: 'Library of the Westfjords', city: 'Isafjordur', latitude: 66.0748, longitude: -23.1351 },
    { name: 'Amtsbókasafnið', city: 'Akureyri', latitude: 65.68, longitude: -18.1 },
  ];
  for (const one of inIceland) await approved({ ...one, country: 'IS', languages: ['is'] });
  const all = await list({ country: 'IS' });
  expect(all.totalCount).toBe(3);
  expect(all.nodes.map(({ reasons }: { reasons: string[] }) => reasons)).toEqual([
    ['SIMILAR_NAME', 'SAME_PLACE'],
    ['SAME_PLACE'],
    ['SAME_PLACE'],
  ]);
  const pages: object[] = [];
  for (let after: string | null = null; ; ) {
    const page: typeof all = await list({ country: 'IS', first: 2, after });
    pages.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) break;
  }
  expect(pages).toEqual(all.nodes);
  // Of two that are two the committee says so, once; the other pairs stay.
  const APART =
    'mutation ($libraryIds: [ID!]!, $reason: String!) { tellLibrariesApart(libraryIds: $libraryIds, reason: $reason) { id } }';
  const { library, other } = (
    await stage.as(committee).ask(`{ possibleDoubles(country: "IS", first: 2) { nodes { library { id } other { id } } } }`)
  ).possibleDoubles.nodes[1];
  const apart = { libraryIds: [other.id, library.id], reason: 'Two houses of one town.' };
  expect((await stage.as(committee).ask(APART, apart)).tellLibrariesApart).toEqual([{ id: other.id }, { id: library.id }]);
  expect(await list({ country: 'IS' })).toMatchObject({ totalCount: 2, nodes: [all.nodes[0], all.nodes[2]] });
  await stage.as(committee).ask(APART, apart);
  const audited = await stage.database.query(`SELECT record_id FROM audit_entry WHERE action = 'tellLibrariesApart'`);
  expect(audited).toEqual([{ record_id: [library.id, other.id].toSorted()[0] }]);
  for (const [variables, code] of [
    [{ ...apart, libraryIds: [library.id, library.id] }, 'BAD_USER_INPUT'],
    [{ ...apart, libraryIds: [library.id] }, 'BAD_USER_INPUT'],
    [{ ...apart, libraryIds: [library.id, 'nope'] }, 'NOT_FOUND'],
    [{ ...apart, reason: ' ' }, 'BAD_USER_INPUT'],
  ] as const)
    expect(codeOf(await stage.as(committee).run(APART, variables))).toBe(code);
  expect(codeOf(await stage.as(staffOf('a')).run(APART, apart))).toBe('FORBIDDEN');
  await stage.database.query(`UPDATE library SET told_apart = '{}'`);

  await stage.database.query(`UPDATE library SET taken_down_at = now() WHERE name = 'Bokasafn Isafjardar'`);
  expect((await list({ country: 'IS' })).totalCount).toBe(1);
  expect(codeOf(await stage.as(staffOf('a')).run(DOUBLES, { country: 'IS' }))).toBe('FORBIDDEN');
});
