// Promises of: what fields of foreign supergraphs require, provide and override reaches the subgraph that needs it.
import { link, promise } from './support/federation';

type Row = { readonly id: string; readonly [key: string]: unknown };
const known = { __resolveReference: (key: Row) => key };

promise(
  '@requires of a field with arguments, which clients ask for with others',
  {
    land: {
      sdl: `${link} enum Unit { FEET METRES } type Query { house: House } type House @key(fields: "id") { id: ID! size(unit: Unit!): Float! }`,
      resolvers: {
        Query: { house: () => ({ id: 'h' }) },
        House: { ...known, size: (_: Row, { unit }: { unit: string }) => (unit === 'FEET' ? 300 : 100) },
      },
    },
    market: {
      sdl: `${link} enum Unit { FEET METRES } type House @key(fields: "id") { id: ID! size(unit: Unit!): Float! @external
        price: Float @requires(fields: "size(unit: FEET)") }`,
      resolvers: { House: { ...known, price: ({ size }: Row) => Number(size) * 2 } },
    },
  },
  [
    { query: '{ house { price } }', data: { house: { price: 600 } } },
    {
      query: '{ house { size(unit: METRES) price } }',
      data: { house: { size: 100, price: 600 } },
    },
    {
      query: '{ house { metres: size(unit: METRES) price size(unit: FEET) } }',
      data: { house: { metres: 100, price: 600, size: 300 } },
    },
  ],
);

const payers = [{ __typename: 'Person', name: 'Ana', age: 40 }, { __typename: 'Firm', name: 'Books & Co', number: 'F7' }, null];
promise(
  '@requires through an interface, under conditions and in a chain',
  {
    orders: {
      sdl: `${link} type Query { orders: [Order!]! } interface Payer { name: String! }
        type Person implements Payer { name: String! @shareable age: Int } type Firm implements Payer { name: String! @shareable number: String @shareable }
        type Order @key(fields: "id") { id: ID! payer: Payer }`,
      resolvers: {
        Query: { orders: () => payers.map((payer, i) => ({ id: `o${i}`, payer })) },
        Order: { __resolveReference: ({ id }: Row) => ({ id, payer: payers[Number(id.slice(1))] }) },
        Payer: { __resolveType: ({ __typename }: Row) => __typename },
      },
    },
    letters: {
      sdl: `${link} interface Payer { name: String! } type Person implements Payer { name: String! @shareable }
        type Firm implements Payer { name: String! @shareable number: String @shareable }
        type Order @key(fields: "id") { id: ID! payer: Payer @external place: String
          greeting: String @requires(fields: "payer { name ... on Firm { number } }") }`,
      resolvers: {
        Order: {
          ...known,
          place: ({ id }: Row) => `in ${id}`,
          greeting: ({ payer }: { payer?: { name: string; number?: string } }) =>
            payer ? `Dear ${payer.name} ${payer.number ?? ''}`.trim() : 'To whom',
        },
        Payer: { __resolveType: ({ __typename }: Row) => __typename },
      },
    },
    printer: {
      sdl: `${link} type Order @key(fields: "id") { id: ID! greeting: String @external pages: Int @requires(fields: "greeting") }`,
      resolvers: { Order: { ...known, pages: ({ greeting }: Row) => String(greeting).length } },
    },
  },
  [
    {
      query: '{ orders { greeting } }',
      data: { orders: [{ greeting: 'Dear Ana' }, { greeting: 'Dear Books & Co F7' }, { greeting: 'To whom' }] },
    },
    { query: '{ orders { pages } }', data: { orders: [{ pages: 8 }, { pages: 18 }, { pages: 7 }] } },
    {
      query: 'query ($no: Boolean = false) { orders { greeting @include(if: $no) place pages @skip(if: true) } }',
      data: { orders: [{ place: 'in o0' }, { place: 'in o1' }, { place: 'in o2' }] },
      byApollo: { orders: [{ place: null }, { place: null }, { place: null }] },
    },
    {
      query: 'query ($yes: Boolean = true) { orders { greeting @include(if: $yes) place } }',
      data: {
        orders: [
          { greeting: 'Dear Ana', place: 'in o0' },
          { greeting: 'Dear Books & Co F7', place: 'in o1' },
          { greeting: 'To whom', place: 'in o2' },
        ],
      },
    },
  ],
);

const dear = () => {
  throw new Error('was not asked for');
};
promise(
  '@provides of nested fields, of which no more is asked for than the client wants',
  {
    shelves: {
      sdl: `${link} type Query { shelf: Shelf @provides(fields: "books { author { name born } }") } type Shelf @key(fields: "id") { id: ID! books: [Book!]! @external }
        type Book @key(fields: "id") { id: ID! author: Author @external }
        type Author @key(fields: "id") { id: ID! name: String! @external born: Int! @external }`,
      resolvers: {
        Query: { shelf: () => ({ id: 's', books: [{ id: 'b', author: { id: 'a', name: 'provided', born: dear } }] }) },
      },
    },
    people: {
      sdl: `${link} type Shelf @key(fields: "id") { id: ID! books: [Book!]! @shareable } type Book @key(fields: "id") { id: ID! author: Author @shareable }
        type Author @key(fields: "id") { id: ID! name: String! @shareable born: Int! @shareable city: String }`,
      resolvers: { Author: { __resolveReference: ({ id }: Row) => ({ id, name: 'owned', born: 1900, city: 'Oslo' }) } },
    },
  },
  [
    { query: '{ shelf { books { author { name } } } }', data: { shelf: { books: [{ author: { name: 'provided' } }] } } },
    {
      query: '{ shelf { books { ... { author { n: name ...C born @skip(if: true) } } } } } fragment C on Author { city }',
      data: { shelf: { books: [{ author: { n: 'provided', city: 'Oslo' } }] } },
    },
  ],
);

promise(
  '@override, and what an older subgraph of the first federation extends',
  {
    users: {
      sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! name: String old: String }',
      resolvers: {
        Query: { user: () => ({ id: 'u', name: 'Una', old: 'from users' }) },
        User: { __resolveReference: ({ id }: Row) => ({ id, name: 'Una', old: 'from users' }) },
      },
    },
    greetings: {
      sdl: 'extend type User @key(fields: "id") { id: ID! @external name: String @external greeting: String @requires(fields: "name") } extend type Query { hello: String }',
      resolvers: { Query: { hello: () => 'hello' }, User: { ...known, greeting: ({ name }: Row) => `Hello ${name}` } },
    },
    fresh: {
      sdl: `${link} type User @key(fields: "id") { id: ID! old: String @override(from: "users") }`,
      resolvers: { User: { __resolveReference: ({ id }: Row) => ({ id, old: 'overridden' }) } },
    },
  },
  [
    {
      query: '{ hello user { old greeting name } }',
      data: { hello: 'hello', user: { old: 'overridden', greeting: 'Hello Una', name: 'Una' } },
    },
  ],
);
