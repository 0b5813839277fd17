// What the committee does at the gateway: it sends its lists in, and makes two records of a library one for links, tokens, partnerships and the endorsements in the other subgraph.
import { codeOf, dataOf } from '../support/graphql';
import { Federation } from './federation';

const petitionId = 'fair-ebook-terms';
const [from, into, abroad] = ['demo-accra-gh', 'kumasi-gh', 'demo-tokyo-jp'];

let shelfbridge: Federation;
let committee: string;
const staff: Record<string, string> = {};
beforeAll(async () => {
  shelfbridge = await Federation.start();
  committee = await shelfbridge.token(['--role', 'committee']);
}, 120_000);
afterAll(() => shelfbridge?.stop());
jest.setTimeout(60_000);

const ask = async (query: string, variables: object, token?: string) =>
  dataOf(await shelfbridge.ask(query, { ...variables }, token));
/** Asks until it is so; the other subgraph learns of a merge within seconds. */
async function until<Read>(read: () => Promise<Read>, isSo: (answer: Read) => boolean): Promise<Read> {
  for (const deadline = performance.now() + 20_000; ; ) {
    const answer = await read();
    if (isSo(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`never came: ${JSON.stringify(answer)}`);
  }
}

const enter = `mutation ($library: NewLibraryInput!) { enterLibrary(input: { library: $library, source: "List" }) { id } }`;
const endorse = `mutation ($libraryId: ID!) { endorsePetition(libraryId: $libraryId, petitionId: "${petitionId}") { id } }`;
const merge = `mutation ($from: ID!, $into: ID!, $preview: Boolean) { mergeLibraries(from: $from, into: $into, reason: "Entered twice.", preview: $preview) {
  merge { id } from { endorsedPetitions { id } } moved { what count } } }`;
const undo = `mutation ($id: ID!) { undoMerge(id: $id, reason: "Two after all.") { merge { undoneAt } } }`;
const petition = `{ petition(id: "${petitionId}") { endorsements(first: 100) { totalCount nodes { library { id name } } } } }`;
const library = `query ($id: ID!) { library(id: $id) { id name endorsedPetitions { id } partnerships { id partners { id } sharedPetitions { id } } } }`;
const pair = `mutation ($input: EnterPairInput!) { enterPair(input: $input) { id } }`;
const endorsers = async () =>
  (await ask(petition, {})).petition.endorsements as { totalCount: number; nodes: { library: { id: string } }[] };
const names = ({ nodes }: Awaited<ReturnType<typeof endorsers>>) => nodes.map((node) => node.library.id);

it('one library answers under both ids in both subgraphs, counts once, and two come back', async () => {
  // Both are marked as invented, as the first is.
  await ask(
    enter,
    { library: { name: 'Kumasi Library', type: 'PUBLIC', city: 'Kumasi', country: 'GH', languages: ['en'] } },
    committee,
  );
  const real = await ask(
    enter,
    { library: { name: 'Kumasi Central Library', type: 'PUBLIC', city: 'Kumasi', country: 'GH', languages: ['en'] } },
    committee,
  );
  const twice = [real.enterLibrary.id, into] as const;
  for (const id of twice)
    staff[id] = await shelfbridge.token(['--role', 'staff', '--library', id, '--subject', `staff of ${id}`]);
  staff[abroad] = await shelfbridge.token(['--role', 'staff', '--library', abroad, '--subject', `staff of ${abroad}`]);
  for (const id of [...twice, abroad]) await ask(endorse, { libraryId: id }, staff[id]);
  const sisters = (await ask(pair, { input: { libraryId: twice[0], otherLibraryId: abroad, source: 'List' } }, committee))
    .enterPair.id;
  const before = await endorsers();

  expect(codeOf(await shelfbridge.ask(merge, { from: twice[0], into: from }, committee))).toBe('BAD_USER_INPUT');
  const looked = await ask(merge, { from: twice[0], into: twice[1], preview: true }, committee);
  expect(looked.mergeLibraries).toEqual({
    merge: null,
    from: { endorsedPetitions: [{ id: petitionId }] },
    moved: [{ what: 'partnerships', count: 1 }],
  });
  const { mergeLibraries } = await ask(merge, { from: twice[0], into: twice[1] }, committee);
  const once = await until(endorsers, (now) => now.totalCount === before.totalCount - 1 && names(now).length === now.totalCount);
  expect(names(once).filter((id) => (twice as readonly string[]).includes(id))).toEqual([into]);
  const read = { id: into, name: 'Kumasi Library', endorsedPetitions: [{ id: petitionId }] };
  const shared = { id: sisters, partners: [{ id: abroad }, { id: into }], sharedPetitions: [{ id: petitionId }] };
  for (const id of twice) expect((await ask(library, { id })).library).toEqual({ ...read, partnerships: [shared] });

  // By the token of the merged id, in both subgraphs.
  const old = staff[twice[0]];
  await ask('mutation ($id: ID!) { takeOverPartnership(id: $id) { id } }', { id: sisters }, old);
  const withdraw = `mutation ($libraryId: ID!) { withdrawEndorsement(libraryId: $libraryId, petitionId: "${petitionId}") { id } }`;
  await ask(withdraw, { libraryId: abroad }, staff[abroad]);
  await ask(endorse, { libraryId: into }, old);
  expect((await endorsers()).totalCount).toBe(before.totalCount - 2);

  await ask(undo, { id: mergeLibraries.merge.id }, committee);
  await until(endorsers, ({ totalCount }) => totalCount === before.totalCount - 1);
  expect((await ask(library, { id: twice[0] })).library).toMatchObject({ id: twice[0], partnerships: [{ id: sisters }] });
  expect((await ask(library, { id: into })).library.partnerships).toEqual([]);
});

it('a merge that happens while the other subgraph is away is known there once it is back', async () => {
  const entered = async (name: string) =>
    (await ask(enter, { library: { name, type: 'PUBLIC', city: 'Tamale', country: 'GH', languages: ['en'] } }, committee))
      .enterLibrary.id as string;
  const twice = [await entered('Tamale Library'), await entered('Tamale Central')] as const;
  for (const id of twice) {
    staff[id] = await shelfbridge.token(['--role', 'staff', '--library', id, '--subject', `staff of ${id}`]);
    await ask(endorse, { libraryId: id }, staff[id]);
  }
  const before = await endorsers();
  process.kill(await shelfbridge.pidOn('ADVOCACY_PORT'), 'SIGKILL');
  await ask(merge.replace('from { endorsedPetitions { id } }', ''), { from: twice[0], into: twice[1] }, committee);
  await shelfbridge.whole();
  const once = await until(endorsers, (now) => now.totalCount === before.totalCount - 1 && names(now).length === now.totalCount);
  expect(names(once)).not.toContain(twice[0]);
});

it('lists of libraries and pairs come in by file, tried first; refusals are HTTP statuses', async () => {
  const send = async (path: string, body: string | Buffer, token?: string, type = 'text/csv') => {
    const headers = { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(new URL(path, shelfbridge.url), {
      method: 'POST',
      headers,
      body: new Uint8Array(Buffer.from(body)),
    });
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return [answer.status, lines.at(-1)];
  };
  const libraries = Buffer.from(
    '\ufeffNombre;Ciudad;País;Idiomas;Fuente\r\nBiblioteca del Puerto;Iquique;Perú;es;Lista\n',
    'utf16le',
  );
  expect(await send('/imports/libraries?preview=1', libraries, committee)).toMatchObject([
    200,
    { added: 1, refused: 0, preview: true, importId: null },
  ]);
  const [, { importId }] = await send('/imports/libraries', libraries, committee, 'application/vnd.ms-excel');
  expect(importId).toEqual(expect.any(String));
  expect(await send('/imports/pairs', `library,sister,source\niquique-pe,${abroad},Lista\n`, committee)).toMatchObject([
    200,
    { added: 1, done: true },
  ]);
  expect((await ask('{ library(id: "iquique-pe") { sisters { id } } }', {})).library.sisters).toEqual([{ id: abroad }]);
  expect((await send('/imports/pairs', 'library,sister,source\n'))[0]).toBe(401);
  expect((await send('/imports/pairs', 'library,sister,source\n', staff[abroad]))[0]).toBe(403);
  expect(await send('/imports/pairs', '<table>', committee)).toMatchObject([
    400,
    { errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'csv' } }] },
  ]);
});
