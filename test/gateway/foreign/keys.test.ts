// Promises of: entities of foreign supergraphs are found by every kind of key, also where some have none.
import { link, promise } from './support/federation';

type Row = { readonly id: string; readonly [key: string]: unknown };

promise(
  'keys that lead from subgraph to subgraph, and end for some entities',
  {
    shop: {
      sdl: `${link} type Query { shelf: [Place!]! } type Place { book: Book } type Book @key(fields: "upc") { upc: ID! }`,
      resolvers: { Query: { shelf: () => ['b1', 'b2', 'b3', null].map((upc) => ({ book: upc && { upc } })) } },
    },
    index: {
      sdl: `${link} type Book @key(fields: "upc") @key(fields: "isbn") { upc: ID! isbn: ID }`,
      resolvers: {
        Book: {
          __resolveReference: ({ upc }: Row) => ({ b1: { upc, isbn: 'i1' }, b2: { upc, isbn: null } })[String(upc)] ?? null,
        },
      },
    },
    people: {
      sdl: `${link} type Book @key(fields: "isbn") { isbn: ID author: Author } type Author { name: String! }`,
      resolvers: {
        Book: { __resolveReference: ({ isbn }: Row) => (isbn === 'i1' ? { isbn, author: { name: 'Alice' } } : null) },
      },
    },
  },
  [
    {
      query: '{ shelf { book { upc author { name } } } }',
      data: {
        shelf: [
          { book: { upc: 'b1', author: { name: 'Alice' } } },
          { book: { upc: 'b2', author: null } },
          { book: { upc: 'b3', author: null } },
          { book: null },
        ],
      },
    },
  ],
);

promise(
  'keys of several fields, of nested ones, and of lists',
  {
    a: {
      sdl: `${link} type Query { teams: [Team!]! } type Team @key(fields: "name league { code }") @key(fields: "members { id }") { name: String! league: League! members: [Member!]! }
        type League @shareable { code: String! } type Member @shareable { id: ID! }`,
      resolvers: {
        Query: {
          teams: () =>
            ['red', 'blue', 'red'].map((name) => ({
              name,
              league: { code: 'L1' },
              members: [{ id: `${name}1` }, { id: `${name}2` }],
            })),
        },
      },
    },
    b: {
      sdl: `${link} type Team @key(fields: "name league { code }") { name: String! league: League! points: Int } type League @shareable { code: String! }`,
      resolvers: {
        Team: {
          __resolveReference: (key: { name: string; league: { code: string } }) => ({
            ...key,
            points: (key.name + key.league.code).length,
          }),
        },
      },
    },
    c: {
      sdl: `${link} type Team @key(fields: "members { id }") { members: [Member!]! size: Int! } type Member @shareable { id: ID! }`,
      resolvers: { Team: { __resolveReference: (key: { members: Row[] }) => ({ ...key, size: key.members.length }) } },
    },
  },
  [
    {
      query: '{ teams { points size } }',
      data: {
        teams: [
          { points: 5, size: 2 },
          { points: 6, size: 2 },
          { points: 5, size: 2 },
        ],
      },
    },
    {
      query: '{ teams { constructor: name __proto__: points } }',
      data: {
        teams: JSON.parse(
          '[{"constructor":"red","__proto__":5},{"constructor":"blue","__proto__":6},{"constructor":"red","__proto__":5}]',
        ),
      },
    },
  ],
);

promise(
  'an entity that fails, or is not there',
  {
    a: {
      sdl: `${link} type Query { list: [Thing!]! strict: Thing! } type Thing @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { list: () => ['t1', 't2', 't3'].map((id) => ({ id })), strict: () => ({ id: 't3' }) } },
    },
    b: {
      sdl: `${link} type Thing @key(fields: "id") { id: ID! soft: String hard: String! }`,
      resolvers: {
        Thing: {
          async __resolveReference({ id }: Row) {
            if (id === 't2') throw new Error('no t2');
            return id === 't3' ? null : { id, soft: 's', hard: 'h' };
          },
        },
      },
    },
  },
  [
    {
      query: '{ list { id soft } }',
      data: {
        list: [
          { id: 't1', soft: 's' },
          { id: 't2', soft: null },
          { id: 't3', soft: null },
        ],
      },
      errors: true,
    },
    { query: '{ list { id hard } }', data: null, errors: true },
    { query: '{ strict { soft } }', data: { strict: { soft: null } } },
  ],
);
