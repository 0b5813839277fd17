// Promises of: interfaces, unions and interface objects of foreign supergraphs are answered as the specifications say.
import { link, promise } from './support/federation';

const typeOf = { __resolveType: ({ __typename }: { __typename: string }) => __typename };
type Row = { readonly id: string; readonly [key: string]: unknown };

const deliveries = [
  { __typename: 'Letter', id: 'l1', weight: 20 },
  { __typename: 'Crate', id: 'c1', weight: 5_000 },
  { __typename: 'Crate', id: 'c2', weight: null },
];
promise(
  'an interface whose types another subgraph knows more of',
  {
    post: {
      sdl: `${link} type Query { deliveries: [Delivery!]! }
        interface Delivery { id: ID! weight: Int }
        type Letter implements Delivery @key(fields: "id") { id: ID! weight: Int }
        type Crate implements Delivery @key(fields: "id") { id: ID! weight: Int }`,
      resolvers: {
        Query: { deliveries: () => deliveries },
        Delivery: typeOf,
        Letter: { __resolveReference: ({ id }: Row) => deliveries.find((each) => each.id === id) },
        Crate: { __resolveReference: ({ id }: Row) => deliveries.find((each) => each.id === id) },
      },
    },
    store: {
      sdl: `${link} union Thing = Letter | Crate
        interface Sealed { seal: String! }
        type Letter implements Sealed @key(fields: "id") { id: ID! seal: String! }
        type Crate @key(fields: "id") { id: ID! things: [Thing!] }`,
      resolvers: {
        Letter: { __resolveReference: (key: Row) => key, seal: ({ id }: Row) => `wax ${id}` },
        Crate: {
          __resolveReference: (key: Row) => key,
          things: ({ id }: Row) =>
            id === 'c1'
              ? [
                  { __typename: 'Letter', id: 'l1' },
                  { __typename: 'Crate', id: 'c2' },
                ]
              : [],
        },
        Thing: typeOf,
        Sealed: typeOf,
      },
    },
  },
  [
    {
      query: '{ deliveries { __typename id ... on Letter { seal } ... on Crate { things { ... on Delivery { id weight } } } } }',
      data: {
        deliveries: [
          { __typename: 'Letter', id: 'l1', seal: 'wax l1' },
          {
            __typename: 'Crate',
            id: 'c1',
            things: [
              { id: 'l1', weight: 20 },
              { id: 'c2', weight: null },
            ],
          },
          { __typename: 'Crate', id: 'c2', things: [] },
        ],
      },
    },
    {
      query: '{ deliveries { ... on Sealed { seal ... on Delivery { kind: __typename } } } }',
      data: { deliveries: [{ seal: 'wax l1', kind: 'Letter' }, {}, {}] },
    },
    {
      query:
        'query ($deep: Boolean = false) { deliveries { ...Part } } fragment Part on Delivery { ... on Crate @include(if: $deep) { things { __typename } } weight @skip(if: $deep) }',
      data: { deliveries: [{ weight: 20 }, { weight: 5_000 }, { weight: null }] },
    },
  ],
);

const media = [
  { __typename: 'Book', id: 'm1', title: 'One', pages: 10 },
  { __typename: 'Song', id: 'm2', title: 'Two' },
];
promise(
  'an interface object, which requires what the interface has',
  {
    catalogue: {
      sdl: `${link} type Query { media: [Media!]! }
        interface Media @key(fields: "id") { id: ID! title: String! }
        type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int! }
        type Song implements Media @key(fields: "id") { id: ID! title: String! }`,
      resolvers: {
        Query: { media: () => media },
        Media: { ...typeOf, __resolveReference: ({ id }: Row) => media.find((each) => each.id === id) },
        Book: { __resolveReference: ({ id }: Row) => media.find((each) => each.id === id) },
      },
    },
    ratings: {
      sdl: `${link} type Query { best: Media }
        type Media @interfaceObject @key(fields: "id") { id: ID! title: String! @external rating: Float! slug: String! @requires(fields: "title") }`,
      resolvers: {
        Query: { best: () => ({ id: 'm1' }) },
        Media: {
          __resolveReference: (key: Row) => key,
          rating: () => 4.5,
          slug: ({ title }: Row) => String(title).toLowerCase(),
        },
      },
    },
  },
  [
    {
      query: '{ media { id rating slug } }',
      data: {
        media: [
          { id: 'm1', rating: 4.5, slug: 'one' },
          { id: 'm2', rating: 4.5, slug: 'two' },
        ],
      },
    },
    { query: '{ best { rating } }', data: { best: { rating: 4.5 } } },
    {
      query: '{ best { __typename title rating slug ... on Book { pages } } }',
      data: { best: { __typename: 'Book', title: 'One', rating: 4.5, slug: 'one', pages: 10 } },
    },
    {
      query: '{ media { ... on Song { rating __typename } } }',
      data: { media: [{}, { rating: 4.5, __typename: 'Song' }] },
      byApollo: { media: [{}, {}] },
    },
  ],
);

promise(
  'a union of which each subgraph knows other members',
  {
    a: {
      sdl: `${link} type Query { media: Media @shareable song: Media }
        union Media = Book | Film
        type Book @key(fields: "id") { id: ID! title: String! }
        type Film @key(fields: "id") { id: ID! title: String! @shareable }`,
      resolvers: {
        Query: {
          media: () => ({ __typename: 'Book', id: 'b', title: 'Booked' }),
          song: () => ({ __typename: 'Film', id: 'f', title: 'Filmed' }),
        },
        Media: typeOf,
      },
    },
    b: {
      sdl: `${link} type Query { media: Media @shareable }
        union Media = Book | Song
        type Book @key(fields: "id") { id: ID! pages: Int }
        type Song { seconds: Int! }
        type Film @key(fields: "id") { id: ID! title: String! @shareable minutes: Int }`,
      resolvers: {
        Query: { media: () => ({ __typename: 'Book', id: 'b', pages: 7 }) },
        Media: typeOf,
        Book: { __resolveReference: ({ id }: Row) => ({ id, pages: 7 }) },
        Film: { __resolveReference: ({ id }: Row) => ({ id, title: 'Filmed', minutes: 90 }) },
      },
    },
  },
  [
    {
      query: '{ media { __typename ... on Book { title pages } ... on Song { seconds } ... on Film { minutes } } }',
      data: { media: { __typename: 'Book', title: 'Booked', pages: 7 } },
    },
    {
      query: '{ song { ... on Song { seconds } ... on Film { title minutes } } }',
      data: { song: { title: 'Filmed', minutes: 90 } },
    },
  ],
);

const tree = {
  __typename: 'Branch',
  id: 'r',
  parts: [{ __typename: 'Leaf', id: 'x', of: { __typename: 'Branch', id: 'r', parts: [] } }],
};
promise(
  'interfaces that lead to one another in circles',
  {
    a: {
      sdl: `${link} type Query { root: Part! }
        interface Part { id: ID! }
        interface Whole implements Part { id: ID! parts: [Part!]! }
        type Branch implements Whole & Part @key(fields: "id") { id: ID! parts: [Part!]! }
        type Leaf implements Part @key(fields: "id") { id: ID! of: Whole }`,
      resolvers: { Query: { root: () => tree }, Part: typeOf, Whole: typeOf },
    },
    b: {
      sdl: `${link} type Branch @key(fields: "id") { id: ID! bark: String } type Leaf @key(fields: "id") { id: ID! green: Boolean }`,
      resolvers: {
        Branch: { __resolveReference: ({ id }: Row) => ({ id, bark: 'rough' }) },
        Leaf: { __resolveReference: ({ id }: Row) => ({ id, green: true }) },
      },
    },
  },
  [
    {
      query: '{ root { id ... on Whole { parts { ... on Leaf { green of { ... on Branch { bark parts { id } } } } } } } }',
      data: { root: { id: 'r', parts: [{ green: true, of: { bark: 'rough', parts: [] } }] } },
    },
  ],
);
