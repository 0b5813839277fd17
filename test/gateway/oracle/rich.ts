// A world with everything that makes plans hard at once, for random operations.
import type { Fault, Row, World } from './whole';

const row = (__typename: string, fields: object): Row => ({ __typename, ...fields });
const many = <T>(count: number, each: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => each(i));
const at = <T>(rows: readonly T[], index: number): T => rows[index % rows.length] as T;

const leagues = many(2, (i) => row('League', { code: `L${i}`, region: `R${i}` }));
const users = many(5, (i) =>
  row('User', {
    id: `u${i}`,
    email: `e${i}@example.org`,
    name: i === 3 ? null : `User ${i}`,
    nick: i === 2 ? null : `nick${i}`,
    rank: i,
    age: 20 + i,
    profile: row('Profile', { bio: `bio${i}`, score: i / 2, badge: row('Badge', { label: `L${i}`, level: i }) }),
  }),
) as Record<string, unknown>[] as Row[];
const items = many(9, (i) =>
  row(['Book', 'Film', 'Game'][i % 3] as string, {
    id: `i${i}`,
    title: `Title ${i}`,
    price: i === 4 ? null : 10 * i,
    size: row('Size', { h: i, w: i * 2 }),
    tags: many(i % 3, (j) => `t${j}`),
    pages: i * 10,
    minutes: i * 7,
    rating: i / 2,
    code: `c${i}`,
  }),
);
const teams = many(3, (i) => row('Team', { name: `T${i}`, league: at(leagues, i), budget: 100 * i, slogan: `Go ${i}` }));
const link = (of: Row, fields: object) => Object.assign(of, fields);
users.forEach((user, i) => {
  link(user, {
    friends: [at(users, i + 1), at(users, i + 2), at(users, i + 1)],
    team: at(teams, i),
    favourites: [at(items, i), at(items, i + 4)],
  });
});
items.forEach((item, i) => {
  link(item, {
    owner: at(users, i),
    sequel: i % 2 ? at(items, i + 3) : null,
    related: [at(items, i + 1), at(items, i + 2), at(items, i + 1)],
  });
});
const reviews = many(12, (i) =>
  row('Review', {
    id: `r${i}`,
    body: `Body ${i}`,
    stars: i % 5,
    author: at(users, i),
    subject: at(items, i),
    notes: at(items, i + 2),
  }),
);
teams.forEach((team, i) => {
  link(team, { members: [at(users, i), at(users, i + 3)] });
});

const byId = (rows: readonly Row[], id: unknown): Row | null => rows.find((each) => each.id === id) ?? null;
const shared = 'id: ID! title: String! price: Int owner: User related: [Item!]! tags: [String!]';

let renames = new Map<string, string | null>();
let counter = 0;

export const rich: World = {
  name: 'rich',
  words: ['i0', 'i1', 'i5', 'u0', 'u2', 'e1@example.org', 'r3', 'none', 'Title'],
  reset() {
    renames = new Map();
    counter = 0;
  },
  subgraphs: {
    catalog: `schema { query: CatalogQuery mutation: Change subscription: Feed }
      type Feed { changed(id: ID!): Item renamed: Book found(limit: Int = 3): [Found] }
      type CatalogQuery { items(first: Int = 3): [Item!]! item(id: ID!): Item search(text: String, limit: Int = 5): [Found] nodes: [Node!] featured: Book best: Item }
      type Change { count(by: Int = 1): Int rename(id: ID!, title: String): Item }
      interface Node { id: ID! } interface Titled { title: String! } union Found = Book | Film | Game | User
      type Size @shareable { h: Int w: Int }
      interface Item implements Node @key(fields: "id") { ${shared} }
      type Book implements Item & Node & Titled @key(fields: "id") { ${shared} pages: Int! sequel: Item size(unit: Int = 1): Size code: String }
      type Film implements Item & Node & Titled @key(fields: "id") { ${shared} minutes: Int! reels: Int! sequel: Item }
      type Game implements Item & Node @key(fields: "id") { ${shared} }
      type User implements Node @key(fields: "id") { id: ID! }`,
    people: `type Subscription { joined: User } type Query { me: User users(ids: [ID!]): [User!]! teams: [Team!]! }
      type Badge @shareable { label: String! level: Int } type Profile @shareable { bio: String! score: Float badge: Badge }
      type User @key(fields: "id") @key(fields: "email") { id: ID! email: String! name(lang: String): String friends: [User!]! profile: Profile! team: Team age: Int }
      type Team @key(fields: "name league { code }") { name: String! league: League! members: [User!]! budget: Int }
      type League @shareable { code: String! }`,
    reviews: `type Subscription { posted(first: Int): [Review!] ranked: Item } type Query { reviews(first: Int = 4): [Review!]! review(id: ID!): Review top: [Item!] }
      type Item @interfaceObject @key(fields: "id") { id: ID! reviews(first: Int): [Review!]! rating: Float title: String! @external slug: String @requires(fields: "title") }
      type Review @key(fields: "id") { id: ID! body: String! stars: Int author: User @provides(fields: "email") subject: Item! }
      type User @key(fields: "id") { id: ID! email: String! @external reviews: [Review!] }`,
    shop: `type Query { cheapest: Review }
      type User @key(fields: "email") { email: String! nick: String rank: Int! name(lang: String): String @external friends: [User!]! @external
        greeting: String @requires(fields: "name") formal: String @requires(fields: "name(lang: \\"fr\\")") circle: Int @requires(fields: "friends { email name }") }
      type Size @shareable { h: Int w: Int }
      type Book @key(fields: "id") { id: ID! size(unit: Int = 1): Size @external price: Int @external shipping: Int @requires(fields: "price size { h w }") label: String @requires(fields: "price") }
      type Film @key(fields: "id") { id: ID! minutes: Int! @external owner: User @external ticket: String @requires(fields: "minutes owner { email }") }
      type Review @key(fields: "id") { id: ID! helpful: Int! stars: Int @override(from: "reviews") }
      type Team @key(fields: "name league { code }") { name: String! league: League! budget: Int @external slogan: String tax: Int @requires(fields: "budget") }
      type League @shareable { code: String! }`,
    ratings: `type Book @key(fields: "id") { id: ID! shipping: Int @external total: Int @requires(fields: "shipping") }
      type User @key(fields: "id") { id: ID! greeting: String @external shout: String @requires(fields: "greeting") }`,
  },
  fields: {
    'Query.items': (_row, { first }) => items.slice(0, first ?? 3),
    'Query.item': (_row, { id }) => byId(items, id),
    'Query.search': (_row, { limit }) => [items[0], null, users[1], items[1], items[2], users[1]].slice(0, limit ?? 5),
    'Query.nodes': () => [items[0], users[0], items[4]],
    'Query.featured': () => items[3],
    'Query.best': () => items[4],
    'Query.me': () => users[0],
    'Query.users': (_row, { ids }) => (ids ? users.filter(({ id }) => ids.includes(id)) : users),
    'Query.teams': () => teams,
    'Query.reviews': (_row, { first }) => reviews.slice(0, first ?? 4),
    'Query.review': (_row, { id }) => byId(reviews, id),
    'Query.top': () => [items[2], items[0], items[1]],
    'Query.cheapest': () => reviews[5],
    'Subscription.changed': (_row, { id }) => byId(items, id),
    'Subscription.renamed': () => items[0],
    'Subscription.found': (_row, { limit }) => [items[1], users[2], null, items[3]].slice(0, limit ?? 4),
    'Subscription.joined': () => users[1],
    'Subscription.posted': (_row, { first }) => reviews.slice(5, 5 + (first ?? 3)),
    'Subscription.ranked': () => items[7],
    'Mutation.count': (_row, { by }) => {
      counter += by ?? 10;
      return counter;
    },
    'Mutation.rename': (_row, { id, title }) => {
      if (title === 'none') throw new Error('none is no title');
      renames.set(id, title);
      return byId(items, id);
    },
    'Item.title': (item) => renames.get(item.id) ?? item.title,
    'Item.reviews': (item, { first }) => reviews.filter(({ subject }) => subject.id === item.id).slice(0, first ?? 99),
    'Item.slug': (_item, _args, its) => `slug of ${its('title')}`,
    'Book.size': (book, { unit }) => ({ __typename: 'Size', h: book.size.h * (unit ?? 100), w: book.size.w * (unit ?? 100) }),
    'Book.pages': (book) => {
      if (book.id === 'i3') throw new Error('no pages');
      return book.pages;
    },
    'Book.shipping': (_book, _args, its) => {
      const [price, size] = [its('price') as number | null, its('size') as Row | null];
      return price === null || !size ? null : price + size.h + size.w;
    },
    'Book.label': (_book, _args, its) => `costs ${its('price')}`,
    'Book.total': (_book, _args, its) => {
      const shipping = its('shipping') as number | null;
      return shipping === null ? null : shipping * 2;
    },
    'Film.reels': (film) => {
      if (film.id === 'i7') throw new Error('nobody counted them');
      return film.minutes / 7;
    },
    'Film.ticket': (_film, _args, its) => `${its('minutes')} for ${(its('owner') as Row | null)?.email}`,
    'User.name': (user, { lang }) => (user.name === null ? null : `${user.name}${lang ? ` (${lang})` : ''}`),
    'User.reviews': (user) => (user.id === 'u4' ? null : reviews.filter(({ author }) => author.id === user.id)),
    'User.greeting': (_user, _args, its) => `Hello ${its('name')}`,
    'User.shout': (_user, _args, its) => `${its('greeting')}!`,
    'User.formal': (user, _args, its) => `Bonjour ${its('name', { lang: 'fr' }) ?? user.id}`,
    'User.circle': (_user, _args, its) => (its('friends') as Row[] | null)?.filter(({ name }) => name !== null).length ?? null,
    'Review.helpful': (review) => {
      if (review.id === 'r7') throw new Error('nobody counted');
      return Number(review.id.slice(1)) * 3;
    },
    'Team.tax': (_team, _args, its) => Math.floor((its('budget') as number) / 5),
  },
  rows: [...users, ...items, ...reviews, ...teams, ...leagues],
};

const one =
  (of: string, fault: Fault, key = 'id') =>
  ({ [key]: value }: Row) =>
    value === of ? fault : undefined;

/** The same world where subgraphs send what servers of graphql-js never would. */
export const unruly: World = {
  ...rich,
  name: 'unruly',
  faults: {
    'User.age': (row) => one('u1', 'wrong')(row) ?? one('u2', 'missing')(row),
    'Book.rating': one('i3', 'wrong'),
    'Film.rating': one('i1', 'null'),
    'Game.rating': one('i5', 'missing'),
    'Review.body': (row) => one('r2', 'wrong')(row) ?? one('r6', 'null')(row) ?? one('r9', 'missing')(row),
    'Profile.bio': (row) => one('bio1', 'missing', 'bio')(row) ?? one('bio4', 'wrong', 'bio')(row),
    'Profile.score': one('bio2', 'wrong', 'bio'),
    'Badge.level': one('L3', 'null', 'label'),
    'Team.slogan': one('T1', 'wrong', 'name'),
    'Film.reels': one('i4', 'missing'),
    'Book.code': one('i0', 'missing'),
  },
};
