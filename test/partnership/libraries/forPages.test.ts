// Promises of: people find libraries without a sister, see pairs on a map, and the committee sees how long something waits and what may be a double.
import { committee, staffOf } from '../../support/identities';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Row = { id: string; sisters: { id: string }[] };

it('libraries and listings are found with and without a sister, in lists, totals, facets and together with other conditions', async () => {
  const all = 'nodes { id sisters { id } } totalCount';
  const { libraries, lonely, paired } = await stage.ask(`{ libraries(first: 100) { ${all} }
    lonely: libraries(first: 100, filter: { withoutSister: true }) { ${all} } paired: libraries(first: 100, filter: { withoutSister: false }) { ${all} } }`);
  expect([lonely.totalCount + paired.totalCount, libraries.totalCount]).toEqual([
    libraries.totalCount,
    lonely.nodes.length + paired.nodes.length,
  ]);
  expect(lonely.nodes.filter(({ sisters }: Row) => sisters.length > 0)).toEqual([]);
  expect(paired.nodes.filter(({ sisters }: Row) => sisters.length === 0)).toEqual([]);
  const found = 'totalCount nodes { library { id sisters { id } } } facets { countries { value count } }';
  const { listings, without, of } =
    await stage.ask(`{ listings(first: 100) { ${found} } without: listings(first: 100, filter: { withoutSister: true }) { ${found} }
    of: listings(filter: { withoutSister: true, countries: ["GH", "NO"] }) { ${found} } }`);
  const expected = listings.nodes.filter(({ library }: { library: Row }) => library.sisters.length === 0);
  expect(without.nodes).toEqual(expected);
  expect([without.totalCount, expected.length > 0, listings.totalCount > expected.length]).toEqual([expected.length, true, true]);
  expect(without.facets.countries.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(without.totalCount);
  expect(of.totalCount).toBeLessThan(without.totalCount);
});

it('the map shows all pairs whose places are known, and counts the others', async () => {
  const { sisterMap } = await stage.ask(
    '{ sisterMap { totalCount unplaced pairs { id state partners { id coordinates { latitude longitude } } } } }',
  );
  expect(sisterMap.pairs.length + sisterMap.unplaced).toBe(sisterMap.totalCount);
  for (const { partners, state } of sisterMap.pairs) {
    expect(['ACTIVE', 'PAUSED']).toContain(state);
    expect(partners.map(({ coordinates }: { coordinates: object | null }) => coordinates !== null)).toEqual([true, true]);
  }
  const { real } = await stage.ask('{ real: sisterMap(demo: false) { totalCount pairs { demo } } }');
  expect(real.pairs.some(({ demo }: { demo: boolean }) => demo)).toBe(false);
  expect(real.totalCount).toBeLessThan(sisterMap.totalCount);
});

it('the committee sees how many days a submission has waited', async () => {
  const input = {
    ...{
      libraryId: 'demo-accra-gh',
      commitment: 'FLEXIBLE',
      contactName: 'Ada Nowak',
      contactEmail: 'waits@example.org',
      consent: true,
    },
  };
  await stage.ask('mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }', { input });
  const { letter } = await stage.letters.to('waits@example.org');
  const token = decodeURIComponent(letter.action?.url.split('#')[1] ?? '');
  const { confirmListing } = await stage.ask('mutation ($token: String!) { confirmListing(token: $token) { id } }', { token });
  const waiting = async () =>
    (await stage.as(committee).ask('{ submissions(first: 100) { nodes { id waitingDays } } }')).submissions.nodes;
  expect(await waiting()).toContainEqual({ id: confirmListing.id, waitingDays: 0 });
  stage.time.now = new Date(stage.time.now.getTime() + 12 * 86_400_000);
  expect(await waiting()).toContainEqual({ id: confirmListing.id, waitingDays: 12 });
});

it('the committee sees which library of the list may be the same as another, and nobody else does', async () => {
  const enter = `mutation ($library: NewLibraryInput!) { enterLibrary(input: { library: $library, source: "List" }) { id } }`;
  const library = { name: 'Biblioteca Pública de Córdoba', type: 'PUBLIC', city: 'Córdoba', country: 'AR', languages: ['es'] };
  const { enterLibrary: one } = await stage.as(committee).ask(enter, { library });
  const { enterLibrary: other } = await stage
    .as(committee)
    .ask(enter, { library: { ...library, name: 'Biblioteca Publica de Cordoba', city: 'Alta Córdoba' } });
  const read = 'query ($id: ID!) { library(id: $id) { possibleDuplicates { library { id } reasons } } }';
  expect((await stage.as(committee).ask(read, one)).library.possibleDuplicates).toEqual([
    { library: { id: other.id }, reasons: ['SIMILAR_NAME'] },
  ]);
  expect((await stage.as(staffOf(one.id)).ask(read, one)).library.possibleDuplicates).toEqual([]);
  const merge =
    'mutation ($from: ID!, $into: ID!) { mergeLibraries(from: $from, into: $into, reason: "One.") { into { possibleDuplicates { library { id } } } } }';
  const { mergeLibraries } = await stage.as(committee).ask(merge, { from: other.id, into: one.id });
  expect(mergeLibraries.into.possibleDuplicates).toEqual([]);
});
