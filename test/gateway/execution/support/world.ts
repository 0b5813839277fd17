// A federated graph with everything that makes plans hard, and the same entities again and again: what is in it, and who serves what?
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { composed } from '../../support/composed';
import { type Graph, graphOf } from './graph';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ' +
  '["@key","@shareable","@external","@requires","@provides","@interfaceObject","@inaccessible","@override"])\n';

const many = <T>(count: number, each: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => each(i));
const kinds = ['RED', 'GREEN', 'BLUE', 'SECRET'];

// biome-ignore lint/suspicious/noExplicitAny: the data has whatever shape the schema below gives it
type Row = any;

const items: Row[] = many(9, (i) => ({
  __typename: ['Book', 'Movie', 'Game'][i % 3],
  id: `i${i}`,
  title: `Title "${i}" é\n`,
  kind: kinds[i % 4],
  dims: { w: i + 1, h: i * 2.5 },
  pages: i * 10,
  minutes: i * 7,
  tags: many(i % 3, (j) => `t${j}`),
  owner: { __typename: 'User', id: `u${i % 4}` },
  matrix: [
    [i, 1],
    [2, null],
  ],
  meta: { a: [1, { b: i }], c: null },
}));
items.forEach((item, i) => {
  item.sequel = i % 2 ? items[(i + 3) % 9] : null;
  item.related = [items[(i + 1) % 9], items[(i + 2) % 9], items[(i + 1) % 9]];
});
const users: Row[] = many(5, (i) => ({
  __typename: 'User',
  id: `u${i}`,
  email: `e${i}@x`,
  name: i === 3 ? null : `User ${i}`,
  nick: i === 2 ? null : `nick${i}`,
  profile: { bio: `bio${i}`, score: i / 2, city: `C${i}`, badge: { label: `L${i}`, level: i } },
  rank: i,
}));
users.forEach((user, i) => {
  user.friends = [users[(i + 1) % 5], users[(i + 2) % 5], users[(i + 1) % 5]];
  user.favourites = [items[i], items[(i + 4) % 9]];
});
const reviews: Row[] = many(14, (i) => ({
  __typename: 'Review',
  id: `r${i}`,
  body: `Body ${i}`,
  stars: i % 5,
  author: { __typename: 'User', id: `u${i % 5}` },
  item: { __typename: 'Item', id: `i${i % 9}` },
}));
const byId = (rows: readonly Row[], id: string): Row => rows.find((row) => row.id === id);

/** What an item has in the subgraph that owns it. */
const itemFields = 'id: ID! title: String! kind: Kind dims: Dims owner: User! related: [Item!]! tags: [String!]';

const sdl = {
  a: `${link}
 type Query { items: [Item!]! item(id: ID!): Item search(text: String, limit: Int = 5): [Result] nodes: [Node!] owner: User!
   maybeItems(n: Int): [Item] featured: Book }
 type Mutation { bump(by: Int = 1): Counter! setTitle(id: ID!, title: String!): Item }
 type Counter @shareable { value: Int! by: Int }
 interface Node { id: ID! }
 union Result = Book | Movie | Game | User
 enum Kind { RED GREEN BLUE SECRET @inaccessible }
 scalar JSON
 type Dims @shareable { w: Int! h: Float }
 interface Item implements Node @key(fields:"id") { ${itemFields} }
 type Book implements Item & Node @key(fields:"id") { ${itemFields} pages: Int! sequel: Book matrix: [[Int]!]! meta: JSON }
 type Movie implements Item & Node @key(fields:"id") { ${itemFields} minutes: Int sequel: Item }
 type Game implements Item & Node @key(fields:"id") { ${itemFields.replace('kind: Kind', 'kind: Kind!')} }
 type User implements Node @key(fields:"id") { id: ID! }`,
  b: `${link}
 type Query { reviews: [Review!]! review(id: ID!): Review topReview: Review! }
 type Subscription { reviewAdded(min: Int): Review }
 type Item @interfaceObject @key(fields:"id") { id: ID! reviews(first: Int): [Review!]! score: Float avg: Float! }
 type Review @key(fields:"id") { id: ID! body: String! stars: Int author: User! item: Item! }
 type User @key(fields:"id") { id: ID! reviews: [Review!] }`,
  c: `${link}
 type Query { me: User users(ids: [ID!]): [User!]! }
 type Mutation { rename(id: ID!, name: String): User! }
 type Badge @shareable { label: String! level: Int }
 type Profile @shareable { bio: String! score: Float badge: Badge }
 type User @key(fields:"id") @key(fields:"email") { id: ID! email: String! name: String friends: [User!]!
   profile: Profile! @shareable favourites: [Item!]! }
 interface Item @key(fields:"id", resolvable:false) { id: ID! }
 type Book implements Item @key(fields:"id", resolvable:false) { id: ID! }
 type Movie implements Item @key(fields:"id", resolvable:false) { id: ID! }
 type Game implements Item @key(fields:"id", resolvable:false) { id: ID! }`,
  d: `${link}
 type Profile @shareable { city: String score: Float badge: Badge }
 type Badge @shareable { level: Int label: String! }
 type Dims @shareable { w: Int! h: Float }
 type User @key(fields:"email") { email: String! nick: String! profile: Profile! @shareable rank: Int!
   friends: [User!]! @external vip: Boolean @requires(fields:"friends { email name } name") name: String @external }
 type Book @key(fields:"id") { id: ID! dims: Dims @external shipping: Float! @requires(fields:"dims { w h }") }
 type Movie @key(fields:"id") { id: ID! owner: User! @external minutes: Int @external
   label: String @requires(fields:"minutes owner { email }") }`,
};

let counter = 0;
const titles = new Map<string, string>();
const names = new Map<string, string | null>();

const typeOf = { __resolveType: ({ __typename }: Row) => __typename };
const title = ({ id, title: own }: Row) => titles.get(id) ?? own;
const found = { __resolveReference: ({ id }: Row) => byId(items, id) };

const resolvers: Record<string, Row> = {
  a: {
    Query: {
      items: () => items,
      item: (_: unknown, { id }: Row) => byId(items, id),
      search: (_: unknown, { limit }: Row) => [items[0], null, users[1], items[1], items[2], users[1]].slice(0, limit ?? 5),
      nodes: () => [items[0], users[0], items[4]],
      owner: () => users[2],
      maybeItems: (_: unknown, { n }: Row) => (n === 0 ? null : [items[1], null, items[1], items[3]]),
      featured: () => items[3],
    },
    Mutation: {
      bump(_: unknown, { by }: Row) {
        counter += by ?? 0;
        return { value: counter, by };
      },
      setTitle(_: unknown, { id, title }: Row) {
        titles.set(id, title);
        return byId(items, id);
      },
    },
    Node: typeOf,
    Result: typeOf,
    Item: { ...typeOf, ...found },
    Book: { ...found, title, sequel: ({ sequel }: Row) => (sequel?.__typename === 'Book' ? sequel : null) },
    Movie: { ...found, title },
    Game: { ...found, title },
  },
  b: {
    Query: { reviews: () => reviews, review: (_: unknown, { id }: Row) => byId(reviews, id), topReview: () => reviews[3] },
    Item: {
      __resolveReference: ({ id }: Row) => ({ __typename: 'Item', id }),
      reviews: ({ id }: Row, { first }: Row) => reviews.filter(({ item }) => item.id === id).slice(0, first ?? 99),
      score: ({ id }: Row) => Number(id.slice(1)) / 2,
      avg({ id }: Row) {
        if (id === 'i7') throw new Error('no avg for i7');
        return 1.5;
      },
    },
    Review: { __resolveReference: ({ id }: Row) => byId(reviews, id) },
    User: { reviews: ({ id }: Row) => (id === 'u4' ? null : reviews.filter(({ author }) => author.id === id)) },
  },
  c: {
    Query: {
      me: () => users[0],
      users: (_: unknown, { ids }: Row) => (ids ? users.filter(({ id }) => ids.includes(id)) : users),
    },
    Mutation: {
      rename(_: unknown, { id, name }: Row) {
        names.set(id, name);
        return byId(users, id) ?? users[0];
      },
    },
    User: {
      __resolveReference: (key: Row) => users.find(({ id, email }) => id === key.id || email === key.email),
      name: ({ id, name }: Row) => (names.has(id) ? names.get(id) : name),
    },
    Item: typeOf,
  },
  d: {
    User: {
      __resolveReference(key: Row) {
        const user = users.find(({ email }) => email === key.email);
        return user && { ...user, ...key };
      },
      vip: ({ friends, name }: Row) => !!friends?.every((friend: Row) => 'name' in friend) && name !== null,
    },
    Book: {
      __resolveReference: (key: Row) => ({ ...byId(items, key.id), ...key }),
      shipping: ({ dims }: Row) => (dims ? dims.w * 2 : Number.NaN),
    },
    Movie: { __resolveReference: (key: Row) => ({ ...key }), label: ({ minutes, owner }: Row) => `m${minutes} ${owner?.email}` },
  },
};

/** Four subgraphs with interfaces, a union, an interface object, @requires, two keys, value types, mutations and an inaccessible enum value. */
export const world: Graph = graphOf({
  name: 'world',
  sdl: composed(sdl),
  schemas: Object.fromEntries(
    Object.entries(sdl).map(([name, text]) => [name, buildSubgraphSchema({ typeDefs: parse(text), resolvers: resolvers[name] })]),
  ),
  words: ['i0', 'i1', 'i5', 'u0', 'u2', 'e1@x', 'r3', 'zz', 'Title', '5'],
  reset() {
    counter = 0;
    titles.clear();
    names.clear();
  },
});
