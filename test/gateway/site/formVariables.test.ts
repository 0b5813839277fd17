// Promises of forms: which variables their plain text fields send.
import fc from 'fast-check';
import { buildSchema, coerceInputValue, type OperationDefinitionNode, parse } from 'graphql';
import { fieldsOf } from '#gateway/site/forms';
import { variablesOf } from '#gateway/site/variables';

const schema = buildSchema(`
  scalar Decimal
  enum Size { SMALL LARGE }
  input Place { city: String! lat: Float }
  input Thing { name: String! note: String size: Size sizes: [Size!]! = [] count: Int! = 1 wish: Int price: Decimal agreed: Boolean! shown: Boolean! = false place: Place places: [Place!]! = [] steps: [Int!] tags: [String!]! }
  type Query { thing(token: String!, input: Thing, on: Boolean): Int }
`);
const definition = parse('query ($token: String!, $input: Thing) { thing(token: $token, input: $input) }')
  .definitions[0] as OperationDefinitionNode;
const sent = (fields: string) => variablesOf(definition, schema, new URLSearchParams(fields));

describe('a form', () => {
  it('sends numbers as numbers, boxes as true and false, and what can be chosen often as a list', () => {
    expect(
      sent(
        'token=t&input.name=Ann&input.count=3&input.agreed=on&input.sizes=SMALL&input.sizes=LARGE&input.tags=a&input.place.city=Ely',
      ),
    ).toEqual({
      token: 't',
      input: { name: 'Ann', count: 3, agreed: true, sizes: ['SMALL', 'LARGE'], tags: ['a'], place: { city: 'Ely' } },
    });
  });

  it('leaves out empty fields where the schema allows it, and keeps required ones', () => {
    expect(sent('token=&input.name=&input.note=&input.count=&input.size=&input.sizes=&input.wish=')).toEqual({ token: '' });
    expect(sent('token=t&input.name=Ann&input.note=+%E3%80%80&input.wish=+&input.place.city=++&input.tags=+')).toEqual({
      token: 't',
      input: { name: 'Ann', agreed: false, tags: [] },
    });
    expect(sent('token=t&input.name=Ann&input.note=&input.count=&input.place.city=&input.place.lat=')).toEqual({
      token: 't',
      input: { name: 'Ann', agreed: false, tags: [] },
    });
  });

  it('sends one item of a list of inputs, and removes an input that is named among what it clears', () => {
    expect(sent('input.name=Ann&input.places.city=Ely&input.places.lat=52')).toMatchObject({
      input: { places: [{ city: 'Ely', lat: 52 }] },
    });
    expect(sent('input.name=Ann&input.places.city=')).toEqual({ input: { name: 'Ann', agreed: false, tags: [] } });
    const cleared = 'input.name=Ann&input.place.city=&clears=input.place&clears=input.places';
    expect(sent(cleared)).toMatchObject({ input: { place: null, places: [] } });
  });

  it('sends a number with a decimal comma as programs write it, but no comma that may mean thousands, and no text', () => {
    const place = (lat: string) => sent(`input.place.city=1,5&input.place.lat=${lat}`).input;
    expect(place('-31,42')).toMatchObject({ place: { city: '1,5', lat: -31.42 } });
    expect(place('1,000')).toMatchObject({ place: { lat: '1,000' } });
    expect(sent('input.price=59,99').input).toMatchObject({ price: '59.99' });
    expect(sent('input.count=1,5').input).toMatchObject({ count: '1,5' });
  });

  it('sends text that is not a number unchanged, for the executor to refuse', () => {
    expect(sent('input.count=three')).toMatchObject({ input: { count: 'three' } });
  });

  it.each([
    ['on', true],
    ['true', true],
    ['false', false],
    ['XX', 'XX'],
    ['1', '1'],
    [' on', ' on'],
  ])('reads a box that says %j as %j: what no box says is for the executor to refuse', (text, value) => {
    expect(sent(new URLSearchParams({ 'input.agreed': text }).toString())).toMatchObject({ input: { agreed: value } });
  });

  it('reads a list of numbers as people write one, and never guesses what a comma within a number means', () => {
    for (const text of ['100\r\n1000', '100, 1000', '100; 1000', '100,\n1000,', ' 100 \n\n1000\n'])
      expect(sent(`input.steps=${encodeURIComponent(text)}`)).toMatchObject({ input: { steps: [100, 1000] } });
    expect(sent('input.steps=1,000')).toMatchObject({ input: { steps: ['1,000'] } });
    expect(sent(`input.tags=${encodeURIComponent('one, two; three')}`)).toMatchObject({ input: { tags: ['one, two; three'] } });
  });

  it('sends nothing that the operation does not take', () => {
    expect(sent('token=t&List-Unsubscribe=One-Click&__proto__.x=1&input.__proto__.x=1&on=true')).toEqual({
      token: 't',
      input: { agreed: false, tags: [] },
    });
  });

  it('can send every value that the schema accepts', () => {
    // What consists of blanks alone is an empty field.
    const typed = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
    const thing = fc.record(
      {
        name: fc.string({ minLength: 1 }),
        size: fc.constantFrom('SMALL', 'LARGE'),
        count: fc.integer({ min: -1000, max: 1000 }),
        agreed: fc.boolean(),
        tags: fc.array(typed, { maxLength: 4 }),
        place: fc.record({ city: typed, lat: fc.integer({ min: -90, max: 90 }) }),
      },
      { requiredKeys: ['name', 'count', 'agreed', 'tags'] },
    );
    const type = schema.getType('Thing') as Parameters<typeof coerceInputValue>[1];
    fc.assert(
      fc.property(thing, (input) => {
        const fields = new URLSearchParams();
        const write = (name: string, value: unknown): void => {
          if (Array.isArray(value)) for (const each of value) write(name, each);
          else if (typeof value === 'object' && value !== null)
            for (const [key, each] of Object.entries(value)) write(`${name}.${key}`, each);
          else if (value !== false) fields.append(name, String(value));
        };
        write('input', input);
        const { input: read } = variablesOf(definition, schema, new URLSearchParams(fields.toString()));
        expect(coerceInputValue(read, type)).toEqual(coerceInputValue(input, type));
      }),
    );
  });
});

it.each([
  ['filter.countries', 'Germany', 'DE'],
  ['filter.countries', ' alemania ', 'DE'],
  ['territory', 'Deutschland', 'DE'],
  ['territory', 'us', 'US'],
  ['territory', 'USA', 'US'],
  ['territory', '', ''],
  ['country', 'Atlantis', 'Atlantis'],
  ['country', 'XX', 'XX'],
  ['input.newLibrary.country', 'Côte d’Ivoire', 'CI'],
  ['input.preferredCountries', 'Bosnia & Herzegovina', 'BA'],
  ['column.country', 'Niger', 'Niger'],
  ['input.name', 'Chad', 'Chad'],
  ['input.newLibrary.website', ' www.library.example ', 'https://www.library.example'],
  ['input.newSources.url', 'library.example/news?year=2019', 'https://library.example/news?year=2019'],
  ['sourceUrl', 'http://library.example', 'http://library.example'],
  ['input.website', 'we have none', 'we have none'],
])('what is typed into %s, %j, is read as %j from an address and from a form', (name, typed, value) => {
  const typedIn = new URLSearchParams([[name, typed]]);
  for (const request of [
    { url: `/x?${typedIn}`, params: {} },
    { url: '/x', body: typedIn, params: {} },
  ])
    expect(fieldsOf(request as never).getAll(name)).toEqual([value]);
});
