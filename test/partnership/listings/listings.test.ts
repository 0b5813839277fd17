// Promises of: the list of libraries seeking sisters and its search.
import { codeOf } from '../../support/graphql';
import { openStage, type Stage, seededAt } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => {
  stage.time.now = seededAt;
});

const seekingSisters = `query SeekingSisters($filter: ListingFilter, $first: Int!, $after: String) {
  listings(filter: $filter, first: $first, after: $after) { totalCount nodes { id commitment activityInterests library { id name city country languages demo } } pageInfo { endCursor hasNextPage } }
}`;

/** The libraries that a filter finds, by name; also checks that totalCount agrees. */
async function found(filter: object): Promise<string[]> {
  const document = `query ($filter: ListingFilter) { listings(filter: $filter, orderBy: NAME, first: 100) { totalCount nodes { library { id } } } }`;
  const { listings } = await stage.ask(document, { filter });
  expect(listings.totalCount).toBe(listings.nodes.length);
  return listings.nodes.map(({ library }: { library: { id: string } }) => library.id);
}

describe('libraries seeking sisters', () => {
  it('are read a page at a time with their libraries, in four statements', async () => {
    stage.statements.length = 0;
    const { listings } = await stage.ask(seekingSisters, { first: 20 });
    expect(stage.statements).toHaveLength(4);
    expect(listings.totalCount).toBe(30);
    expect(listings.nodes).toHaveLength(20);
    const rest = await stage.ask(seekingSisters, { first: 20, after: listings.pageInfo.endCursor });
    const ids = [...listings.nodes, ...rest.listings.nodes].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(30);
    expect(rest.listings.pageInfo.hasNextPage).toBe(false);
    expect(ids.slice(-2)).toEqual(['seeking-lalin-es', 'seeking-illescas-es']);
  });

  it('leave the list on the day they expire, except historical ones', async () => {
    stage.time.now = new Date('2027-11-22T23:00:00Z');
    expect(await found({})).toHaveLength(30);
    stage.time.now = new Date('2027-11-23T00:00:00Z');
    expect(await found({})).toEqual(['illescas-es', 'lalin-es']);
    const answer = await stage.run(
      `{ listing(id: "seeking-demo-oslo-no") { id } library(id: "demo-oslo-no") { listing { id } } }`,
    );
    expect(codeOf(answer)).toBe('NOT_FOUND');
    expect(answer.data.library.listing).toBeNull();
  });

  it.each(['SUBMITTED', 'DECLINED', 'MATCHED', 'WITHDRAWN', 'EXPIRED'])('are hidden while %s', async (state) => {
    await stage.database.query(`UPDATE listing SET state = $1 WHERE id = 'seeking-demo-oslo-no'`, [state]);
    expect(await found({ countries: ['NO'] })).toEqual([]);
    const answer = await stage.run(
      `{ listing(id: "seeking-demo-oslo-no") { id } library(id: "demo-oslo-no") { listing { id } } }`,
    );
    expect([codeOf(answer), answer.data.library.listing]).toEqual(['NOT_FOUND', null]);
    await stage.database.query(`UPDATE listing SET state = 'PUBLISHED' WHERE id = 'seeking-demo-oslo-no'`);
  });

  it('say when they were seen if they are historical, and that they are not open', async () => {
    const { listing } =
      await stage.ask(`{ listing(id: "seeking-lalin-es") { historical isOpen demo publishedOn expiresOn confidence
      asOf { date precision } sources { id } } }`);
    expect(listing).toEqual({
      historical: true,
      isOpen: false,
      demo: false,
      publishedOn: null,
      expiresOn: null,
      confidence: 'MEDIUM',
      asOf: { date: '2013-06-01', precision: 'MONTH' },
      sources: [{ id: 'naple-p42' }],
    });
  });

  it('say what they offer and seek, until when, and which call they answer', async () => {
    const { library } =
      await stage.ask(`{ library(id: "demo-chicago-us") { listing { state isOpen offers seeks meetingRhythm capacity
      preferredCountries preferredLanguages submittedOn publishedOn expiresOn answersCall { id listings { library { id } } } } } }`);
    expect(library.listing).toMatchObject({
      state: 'PUBLISHED',
      isOpen: true,
      meetingRhythm: 'MONTHLY',
      capacity: 2,
      preferredCountries: ['PL', 'MX'],
      preferredLanguages: ['en', 'pl', 'es'],
      publishedOn: '2026-11-23',
      expiresOn: '2027-11-23',
      answersCall: {
        id: 'ala-2019-11-11',
        listings: [{ library: { id: 'demo-chicago-us' } }, { library: { id: 'demo-new-york-us' } }],
      },
    });
  });
});

describe('a search for sisters', () => {
  it.each([
    ['a name without its accent', { text: 'Lalin' }, ['lalin-es']],
    ['a name in capitals', { text: 'LALÍN' }, ['lalin-es']],
    ['a name with a separate accent', { text: 'Lali\u0301n' }, ['lalin-es']],
    ['a letter that is not an accented one', { text: 'kobenhavn' }, ['demo-kobenhavn-dk']],
    ['a country by its name in English', { text: 'Norway' }, ['demo-oslo-no']],
    ['a country by its name in Spanish', { text: 'noruega' }, ['demo-oslo-no']],
    ['a country by its name in its own language', { text: 'Danmark' }, ['demo-aarhus-dk', 'demo-kobenhavn-dk']],
    ['a country of two words, beside another word', { text: 'new zealand auckland' }, ['demo-auckland-nz']],
    ['a city by its English name', { text: 'Copenhagen' }, ['demo-kobenhavn-dk']],
    ['a city by its Spanish name', { text: 'Copenhague' }, ['demo-kobenhavn-dk']],
    ['a city and its country with a comma', { text: 'Oslo, Norway' }, ['demo-oslo-no']],
    ['a city and its country with a stroke', { text: 'Oslo/Norge' }, ['demo-oslo-no']],
    ['a city in quotes', { text: '"Oslo"' }, ['demo-oslo-no']],
    ['a city in brackets, with a full stop', { text: '(Copenhague).' }, ['demo-kobenhavn-dk']],
    ['a country as ISO writes it', { text: 'Korea, Republic of' }, ['demo-seoul-kr']],
    ['a country by its name in our letters', { text: 'Nippon' }, ['demo-tokyo-jp']],
    ['the letters of a country', { text: 'U.S. Boston' }, ['demo-boston-us']],
    ['a country in the language of another one', { text: 'Норвегия' }, ['demo-oslo-no']],
    ['a region by its name', { text: 'California' }, ['demo-los-angeles-us', 'demo-san-francisco-us']],
    ['a region in another language, beside a word', { text: 'Kalifornien francisco' }, ['demo-san-francisco-us']],
    ['a city and its region', { text: 'Boston, Massachusetts' }, ['demo-boston-us']],
    ['a part of a country, which is not all of it', { text: 'England' }, ['demo-birmingham-gb']],
    ['a city and the part of the country in which it is', { text: 'Edinburgh, Scotland' }, ['demo-edinburgh-gb']],
    ['a city by the letters that people use', { text: 'CDMX' }, ['demo-ciudad-de-mexico-mx']],
    ['signs alone', { text: ', (' }, []],
    ['oe for ø', { text: 'Koebenhavn' }, ['demo-kobenhavn-dk']],
    ['å for aa', { text: 'Århus' }, ['demo-aarhus-dk']],
    ['a part of a name with oe', { text: 'koebenh' }, ['demo-kobenhavn-dk']],
    ['several words, in any order and field', { text: 'walking edinb' }, ['demo-edinburgh-gb']],
    ['words of another language', { text: 'espanol' }, ['demo-ciudad-de-mexico-mx']],
    ['what it seeks', { text: 'digitizing newspapers' }, ['demo-nairobi-ke']],
    ['words that no listing holds together', { text: 'nairobi edinburgh' }, []],
    ['signs that mean something in patterns', { text: '%' }, []],
    ['signs that mean something in SQL', { text: `' OR true --` }, []],
    ['countries', { countries: ['NO', 'FI'] }, ['demo-helsinki-fi', 'demo-oslo-no']],
    ['a country in small letters', { countries: ['no'] }, ['demo-oslo-no']],
    ['a language and its variants', { languages: ['pt'] }, ['demo-sao-paulo-br']],
    ['a variant, also in another case', { languages: ['PT-br'] }, ['demo-sao-paulo-br']],
    ['a variant that nobody uses', { languages: ['pt-PT', 'en-NZ'] }, []],
    ['a language that begins like another', { languages: ['e'.repeat(2), 'n'.repeat(2)] }, ['demo-oslo-no']],
    ['types', { types: ['ACADEMIC'] }, []],
    ['interests', { interests: ['PEN_PALS', 'LOCAL_HISTORY'] }, ['demo-auckland-nz', 'demo-edinburgh-gb', 'illescas-es']],
    [
      'conditions together',
      { commitment: 'FORMAL', languages: ['en'], interests: ['TRAINING'], countries: ['US', 'GH'] },
      ['demo-accra-gh', 'demo-boston-us', 'demo-new-york-us'],
    ],
    ['a circle', { near: { latitude: 55.68, longitude: 12.57, withinKm: 200 } }, ['demo-aarhus-dk', 'demo-kobenhavn-dk']],
    ['a circle across the date line', { near: { latitude: -36.85, longitude: -179.9, withinKm: 600 } }, ['demo-auckland-nz']],
    ['no demonstrations', { demo: false }, ['illescas-es', 'lalin-es']],
    ['what is of the past', { historical: true }, ['illescas-es', 'lalin-es']],
    ['an empty list', { countries: [] }, []],
  ])('finds by %s', async (_what, filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it('finds everything when no condition is given, or only blanks', async () => {
    for (const filter of [{}, { text: '  ' }, { countries: null, near: null, text: null, demo: null }])
      expect(await found(filter)).toHaveLength(30);
  });

  it('shows the nearest first, page by page', async () => {
    const document = `query ($after: String) { listings(orderBy: NEAREST, first: 2, after: $after, filter: { near: { latitude: 55.68, longitude: 12.57, withinKm: 700 } })
      { nodes { library { city } } pageInfo { endCursor } } }`;
    const one = await stage.ask(document);
    const two = await stage.ask(document, { after: one.listings.pageInfo.endCursor });
    const cities = [...one.listings.nodes, ...two.listings.nodes].map(
      ({ library }: { library: { city: string } }) => library.city,
    );
    expect(cities).toEqual(['København', 'Aarhus', 'Berlin', 'Oslo']);
  });

  it('counts for each choice what it would find, in one statement', async () => {
    const facets =
      'facets { countries { value count } languages { value count } types { value count } interests { value count } commitments { value count } }';
    const filter = { countries: ['DK'], commitment: 'FORMAL' };
    stage.statements.length = 0;
    const { listings } = await stage.ask(
      `query ($filter: ListingFilter) { listings(filter: $filter) { totalCount ${facets} } }`,
      { filter },
    );
    expect(stage.statements).toHaveLength(3);
    expect(listings.totalCount).toBe(1);
    for (const { value, count } of listings.facets.countries)
      expect(await found({ ...filter, countries: [value] })).toHaveLength(count);
    for (const { value, count } of listings.facets.commitments)
      expect(await found({ ...filter, commitment: value })).toHaveLength(count);
    for (const { value, count } of listings.facets.interests)
      expect(await found({ ...filter, interests: [value] })).toHaveLength(count);
    expect(listings.facets.commitments).toEqual([
      { value: 'FLEXIBLE', count: 1 },
      { value: 'FORMAL', count: 1 },
    ]);
    expect(listings.facets.types).toEqual([{ value: 'PUBLIC', count: 1 }]);
    expect(listings.facets.languages).toEqual([{ value: 'da', count: 1 }]);
  });
});

describe('a search that finds nothing', () => {
  const hintsOf = async (filter: object) => {
    const document = `query ($filter: ListingFilter) { listings(filter: $filter) { totalCount hints { field suggestion count message } } }`;
    return (await stage.ask(document, { filter })).listings;
  };

  it('says which place was probably meant, and what the search finds without one of its conditions', async () => {
    const { totalCount, hints } = await hintsOf({ text: 'Kobenhavm', historical: false });
    expect(totalCount).toBe(0);
    expect(hints[0]).toEqual({ field: 'text', suggestion: 'København', count: 1, message: '“København” finds 1 entry.' });
    expect(hints).toContainEqual(expect.objectContaining({ field: 'text', suggestion: null, count: 28 }));
    const { hints: foreign } = await hintsOf({ text: 'Copenhagn' });
    expect(foreign[0]).toMatchObject({ field: 'text', suggestion: 'Copenhagen', count: 1 });
    const { hints: wide } = await hintsOf({ text: 'xyzzy' });
    expect(wide).toEqual([
      { field: 'filter', suggestion: null, count: 30, message: expect.stringContaining('finds 30 entries') },
    ]);
  });

  it.each(['Munich', 'Muenchen', 'Múnich', 'Köln, Stadtbibliothek', 'Colonia', 'Ratisbona', 'Düsseldorf'])(
    'names the country of a city that has no library in the list: %s',
    async (text) => {
      const { hints } = await hintsOf({ text });
      expect(hints[0]).toEqual({ field: 'text', suggestion: 'Germany', count: 1, message: '“Germany” finds 1 entry.' });
    },
  );

  it('says nothing when something is found, and keeps the facets of a search as they are', async () => {
    expect((await hintsOf({ text: 'Norway' })).hints).toEqual([]);
    const { libraries } = await stage.ask('{ libraries(filter: { text: "Irelan" }) { totalCount hints { suggestion } } }');
    expect(libraries).toEqual({ totalCount: 0, hints: [{ suggestion: 'Ireland' }] });
    const found = await stage.ask('{ libraries(filter: { text: "Irlanda" }) { nodes { country } } }');
    expect(new Set(found.libraries.nodes.map(({ country }: { country: string }) => country))).toEqual(new Set(['IE']));
  });
});

describe('a language under several tags', () => {
  const speak = (languages: readonly string[], id: string) =>
    stage.database.query('UPDATE library SET languages = $1 WHERE id = $2', [languages, id]);
  const spoken = async (filter: object) => {
    const { listings } = await stage.ask(
      'query ($filter: ListingFilter) { listings(filter: $filter) { facets { languages { value count } } } }',
      { filter },
    );
    return new Map(listings.facets.languages.map(({ value, count }: { value: string; count: number }) => [value, count]));
  };

  it('is found by its macrolanguage and by its members, and counted once for each', async () => {
    await speak(['nb', 'nn'], 'demo-oslo-no');
    await speak(['no'], 'demo-aarhus-dk');
    await speak(['tw', 'en'], 'demo-accra-gh');
    await speak(['ak'], 'demo-nairobi-ke');
    expect(await found({ languages: ['no'] })).toEqual(['demo-aarhus-dk', 'demo-oslo-no']);
    expect(await found({ languages: ['nb'] })).toEqual(['demo-aarhus-dk', 'demo-oslo-no']);
    expect(await found({ languages: ['twi'] })).toEqual(['demo-accra-gh', 'demo-nairobi-ke']);
    expect(await found({ languages: ['tw'] })).toEqual(['demo-accra-gh', 'demo-nairobi-ke']);
    const counts = await spoken({});
    expect([counts.get('no'), counts.get('nb'), counts.get('ak'), counts.has('fat')]).toEqual([2, 2, 2, false]);
    for (const [value, count] of counts)
      expect([value, (await found({ languages: [value as string] })).length]).toEqual([value, count]);
    await speak(['nn-NO'], 'demo-oslo-no');
    await speak(['da'], 'demo-aarhus-dk');
    expect(await found({ languages: ['no-NO'] })).toEqual(['demo-oslo-no']);
    expect((await spoken({})).get('no')).toBe(1);
  });
});

describe('an invalid search', () => {
  it.each([
    ['more than a page', { first: 101 }, 'first'],
    ['no page at all', { first: 0 }, 'first'],
    ['a cursor that is not one', { first: 5, after: 'x' }, 'after'],
    ['a cursor of another list', { first: 5, after: Buffer.from('["Lalín","lalin-es"]').toString('base64url') }, 'after'],
    ['text with a NUL', { first: 5, filter: { text: 'a\0b' } }, 'text'],
    ['half a surrogate pair', { first: 5, filter: { text: '\ud800' } }, 'text'],
    ['text of 201 characters', { first: 5, filter: { text: 'a'.repeat(201) } }, 'filter.text'],
    ['51 countries', { first: 5, filter: { countries: Array(51).fill('US') } }, 'filter.countries'],
    ['51 languages', { first: 5, filter: { languages: Array(51).fill('en') } }, 'filter.languages'],
    ['51 interests', { first: 5, filter: { interests: Array(51).fill('TRAINING') } }, 'filter.interests'],
    [
      'a place north of the pole',
      { first: 5, filter: { near: { latitude: 91, longitude: 0, withinKm: 5 } } },
      'filter.near.latitude',
    ],
    ['a circle without size', { first: 5, filter: { near: { latitude: 0, longitude: 0, withinKm: 0 } } }, 'filter.near.withinKm'],
  ])('is refused for %s, naming the field', async (_what, variables, field) => {
    const answer = await stage.run(seekingSisters, variables);
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(`filter.${answer.errors?.[0]?.extensions.field}`).toContain(field);
  });

  it('is refused for the order NEAREST without a centre', async () => {
    const answer = await stage.run('{ listings(orderBy: NEAREST) { nodes { id } } }');
    expect([codeOf(answer), answer.errors?.[0]?.extensions.field]).toEqual(['BAD_USER_INPUT', 'orderBy']);
  });

  it.each(['XX', 'usa', ''])('is refused for the country %p', async (country) => {
    expect(codeOf(await stage.run(seekingSisters, { first: 5, filter: { countries: [country] } }))).toBe('BAD_USER_INPUT');
  });
});

describe('a language', () => {
  const submit = 'mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }';
  const library = { name: 'Name', type: 'PUBLIC', city: 'City', country: 'PL', languages: ['pl'] };
  const form = { commitment: 'FORMAL', contactName: 'Ada', contactEmail: 'ada@example.org', consent: true };

  it.each([
    ['filter.languages[1]', seekingSisters, (tag: string) => ({ first: 5, filter: { languages: ['en', tag] } })],
    [
      'input.preferredLanguages[0]',
      submit,
      (tag: string) => ({ input: { ...form, newLibrary: library, preferredLanguages: [tag] } }),
    ],
    [
      'input.newLibrary.languages[0]',
      submit,
      (tag: string) => ({ input: { ...form, newLibrary: { ...library, languages: [tag] } } }),
    ],
  ])('that is not a tag is refused in %s, by the name of the field', async (field, document, variables) => {
    for (const tag of ['english', 'Polish', 'zz', 'e', 'en_US', '']) {
      const answer = await stage.run(document, variables(tag));
      expect([tag, codeOf(answer)]).toEqual([tag, 'BAD_USER_INPUT']);
      expect(answer.errors?.[0]?.message).toContain(`at "${field}"`);
    }
  });

  it('that is not a tag is refused when it is written into the operation', async () => {
    expect(codeOf(await stage.run('{ listings(filter: { languages: ["english"] }) { totalCount } }'))).toBe('BAD_USER_INPUT');
  });
});
