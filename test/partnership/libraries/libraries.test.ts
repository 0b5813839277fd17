// Promises of: library profiles, their sisters, and how few statements they cost.
import { codeOf } from '../../support/graphql';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const libraryPage = `query LibraryPage($id: ID!) {
  library(id: $id) { id name country sisters { id name country } partnerships { id state partners { id name } } }
}`;

describe('a library', () => {
  it('shows its profile, its confidence and its sources', async () => {
    const { library } =
      await stage.ask(`{ library(id: "illescas-es") { name type city region country isil website populationServed
      collectionSize languages staffLanguages userLanguages programme demo confidence note
      coordinates { latitude longitude precision source } sources { id title url } } }`);
    expect(library).toEqual({
      name: 'Illescas Municipal Library',
      type: 'PUBLIC',
      city: 'Illescas',
      region: null,
      country: 'ES',
      isil: null,
      website: null,
      populationServed: 26_672,
      collectionSize: null,
      languages: ['es', 'en'],
      staffLanguages: null,
      userLanguages: null,
      programme: 'NAPLE',
      demo: false,
      confidence: 'HIGH',
      note: expect.stringContaining('linked reading clubs'),
      coordinates: { latitude: 40.12, longitude: -3.85, precision: 'CITY', source: 'memory, city centre rounded to 0.01 degree' },
      sources: [{ id: 'naple-wp', title: expect.any(String), url: 'https://sisterlibrariesnaple.wordpress.com/' }],
    });
  });

  it('lists its sisters by name, ignoring accents, and its partnerships, in four statements', async () => {
    stage.statements.length = 0;
    const { library } = await stage.ask(libraryPage, { id: 'opatija-hr' });
    expect(stage.statements).toHaveLength(4);
    expect(library.sisters).toEqual([
      { id: 'galway-ie', name: 'Galway Public Library', country: 'IE' },
      { id: 'santiago-es', name: 'Public Library "Ánxel Casal"', country: 'ES' },
    ]);
    expect(library.partnerships.map(({ id }: { id: string }) => id)).toEqual(['p-opatija-galway', 'p-opatija-santiago']);
    expect(library.partnerships[0].partners.map(({ id }: { id: string }) => id)).toEqual(['galway-ie', 'opatija-hr']);
  });

  it.each([
    ['queens-us', 'shanghai-cn', 'p-queens-shanghai'],
    ['legon-gh', 'swarthmore-us', 'p-swarthmore-legon'],
  ])('tells of %s that %s was named as its sister in 2008', async (id, sister, partnership) => {
    const { library } = await stage.ask(libraryPage, { id });
    expect(library.sisters.map((one: { id: string }) => one.id)).toEqual([sister]);
    expect(library.partnerships.map((one: { id: string }) => one.id)).toEqual([partnership]);
  });

  it('without a sister has an empty list of sisters', async () => {
    const { library } = await stage.ask(libraryPage, { id: 'vodice-hr' });
    expect([library.sisters, library.partnerships]).toEqual([[], []]);
  });

  it('lists a paused sister, but neither an ended one nor a proposal', async () => {
    const inState = async (state: string) => {
      await stage.database.query(`UPDATE partnership SET state = $1 WHERE id = 'p-nice-piekary'`, [state]);
      const { library } = await stage.ask(libraryPage, { id: 'nice-fr' });
      return [library.sisters.length, library.partnerships.length];
    };
    const shown = [];
    for (const state of ['PAUSED', 'ENDED', 'PROPOSED', 'DECLINED', 'WITHDRAWN', 'ACTIVE']) shown.push(await inState(state));
    expect(shown).toEqual([
      [1, 1],
      [0, 1],
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  it('with an unknown id is refused in plain words', async () => {
    const answer = await stage.run(libraryPage, { id: 'alexandria' });
    expect(answer.data).toEqual({ library: null });
    expect(codeOf(answer)).toBe('NOT_FOUND');
    expect(answer.errors?.[0]?.message).toBe('No library has the id "alexandria". Ids are those that list queries return.');
  });

  it('with an id that cannot be stored is refused without a search', async () => {
    const answer = await stage.run(libraryPage, { id: 'a\0b' });
    expect(answer.errors?.[0]).toMatchObject({
      message: 'The text of id holds a character that cannot be stored.',
      extensions: { code: 'BAD_USER_INPUT', field: 'id' },
    });
  });

  it.each([0, 101])('refuses a list of %i sisters', async (first) => {
    const answer = await stage.run(`query ($first: Int!) { library(id: "opatija-hr") { sisters(first: $first) { id } } }`, {
      first,
    });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  });
});

describe('the gateway', () => {
  const entities = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Library { id name sisters { id name country } } ... on Partnership { id partners { id } } }
  }`;
  const representations = (typename: string, ids: readonly string[]) => ids.map((id) => ({ __typename: typename, id }));

  it('reads 50 libraries with their sisters in two statements', async () => {
    const ids = (await stage.database.query('SELECT id FROM library ORDER BY id LIMIT 50')).map(({ id }: { id: string }) => id);
    stage.statements.length = 0;
    const { _entities } = await stage.ask(entities, { representations: representations('Library', ids) });
    expect(stage.statements).toHaveLength(2);
    expect(_entities.map(({ id }: { id: string }) => id)).toEqual(ids);
    const chicago = _entities.find(({ id }: { id: string }) => id === 'demo-chicago-us');
    expect(chicago.sisters.map(({ id }: { id: string }) => id)).toEqual(['demo-ciudad-de-mexico-mx', 'demo-helsinki-fi']);
  });

  it('reads partners of partnerships in two statements, and null for those that are unknown or not public', async () => {
    await stage.database.query(`UPDATE partnership SET state = 'WITHDRAWN' WHERE id = 'p-tec-umd'`);
    const ids = ['demo-accra-edinburgh', 'nothing', 'p-tec-umd'];
    stage.statements.length = 0;
    const { _entities } = await stage.ask(entities, { representations: representations('Partnership', ids) });
    expect(stage.statements).toHaveLength(2);
    expect(_entities).toEqual([
      { id: 'demo-accra-edinburgh', partners: [{ id: 'demo-accra-gh' }, { id: 'demo-edinburgh-gb' }] },
      null,
      null,
    ]);
    await stage.database.query(`UPDATE partnership SET state = 'ACTIVE' WHERE id = 'p-tec-umd'`);
  });

  it('reads null for a library it does not find', async () => {
    const { _entities } = await stage.ask(entities, { representations: representations('Library', ['nothing', 'lalin-es']) });
    expect(_entities).toEqual([null, expect.objectContaining({ id: 'lalin-es' })]);
  });
});

describe('the list of libraries', () => {
  const list = `query ($filter: LibraryFilter, $first: Int!, $after: String) {
    libraries(filter: $filter, first: $first, after: $after) { totalCount nodes { id name } pageInfo { endCursor hasNextPage } } }`;
  const idsOf = async (filter: object) => {
    const { libraries } = await stage.ask(list, { filter, first: 100 });
    expect(libraries.totalCount).toBe(libraries.nodes.length);
    return libraries.nodes.map(({ id }: { id: string }) => id);
  };

  it('is read page by page to its end, each library once, by name, ignoring accents', async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { libraries }: { libraries: { nodes: { name: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } =
        await stage.ask(list, { first: 7, after });
      names.push(...libraries.nodes.map(({ name }) => name));
      after = libraries.pageInfo.hasNextPage ? libraries.pageInfo.endCursor : null;
    } while (after);
    const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').replace('ø', 'o').toLowerCase();
    expect(names).toHaveLength(59);
    expect(names.map(plain)).toEqual(names.map(plain).sort());
  });

  it('is narrowed by country, type, words, demonstration, and ISIL in upper or lower case', async () => {
    await stage.database.query(`UPDATE library SET isil = 'DK-710100' WHERE id = 'demo-kobenhavn-dk'`);
    expect(await idsOf({ countries: ['IE', 'RW'] })).toEqual(['galway-ie', 'igsc-rw']);
    expect(await idsOf({ types: ['SCHOOL', 'SPECIAL'] })).toEqual(['igsc-rw', 'nobel-my']);
    expect(await idsOf({ text: 'KOBEN library' })).toEqual(['demo-kobenhavn-dk']);
    expect(await idsOf({ text: 'slaskie' })).toEqual(['piekary-pl']);
    expect(await idsOf({ isil: 'dk-710100' })).toEqual(['demo-kobenhavn-dk']);
    expect(await idsOf({ demo: false })).toHaveLength(31);
    expect(await idsOf({ countries: [] })).toEqual([]);
    expect(await idsOf({ countries: null, text: null })).toHaveLength(59);
  });
});
