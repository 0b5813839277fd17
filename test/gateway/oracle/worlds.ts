// The small worlds of the hand-made cases: each holds what makes one kind of plan hard.
import type { Row, World } from './whole';

const row = (__typename: string, fields: object): Row => ({ __typename, ...fields });

const objects = [
  row('O', { id: 'new1', legacyId: 'old1', realId: 'a1', a: 'a1', b: 'b of new1', v: 7 }),
  row('O', { id: 'new2', legacyId: 'old2', realId: 'a2', a: 'a2', b: 'b of new2', v: 8 }),
];

/** Keys that a client may take for the name of something else. */
export const keys: World = {
  name: 'keys',
  subgraphs: {
    one: 'type Query { object: O objects: [O!]! } type O @key(fields: "id") { id: ID! legacyId: ID realId: ID a: String }',
    two: 'type O @key(fields: "id") { id: ID! b: String v: Int g(n: Int): String }',
  },
  fields: { 'Query.object': () => objects[0], 'Query.objects': () => objects, 'O.g': (_row, { n }) => `g${n}` },
  rows: objects,
};

const item = row('Item', { sku: 's1', weight: 10, size: row('Size', { h: 100, w: 2 }), name: 'name of s1' });

/** Values that a subgraph requires of another. */
export const goods: World = {
  name: 'goods',
  subgraphs: {
    goods: `type Query { item: Item items: [Item!]! } type Item @key(fields: "sku") { sku: ID! weight: Int size: Size name: String }
      type Size { h: Int w: Int }`,
    post: `type Item @key(fields: "sku") { sku: ID! weight: Int @external size: Size @external price: Int @requires(fields: "weight")
      area: Int @requires(fields: "size { h w }") } type Size { h: Int @external w: Int @external }`,
  },
  fields: {
    'Query.item': () => item,
    'Query.items': () => [item],
    'Item.price': (_row, _args, its) => 2 * (its('weight') as number),
    'Item.area': (_row, _args, its) => {
      const size = its('size') as Row | undefined;
      return size ? size.h + size.w : null;
    },
  },
  rows: [item],
};

const sized = row('H', { id: 'h1' });

/** Required fields that take arguments, required with some and without. */
export const sizes: World = {
  name: 'sizes',
  subgraphs: {
    a: 'type Query { h: H hs: [H!]! } type H @key(fields: "id") { id: ID! size(unit: Int = 0): Int name(lang: String): String }',
    b: `type H @key(fields: "id") { id: ID! size(unit: Int = 0): Int @external name(lang: String): String @external
      price: Int @requires(fields: "size") label: String @requires(fields: "name") }`,
    c: `type H @key(fields: "id") { id: ID! size(unit: Int = 0): Int @external bulk: Int @requires(fields: "size(unit: 3)")
      pair(plus: Int = 0): Int @requires(fields: "size(unit: 4)") trio: Int @requires(fields: "size") }`,
  },
  fields: {
    'Query.h': () => sized,
    'Query.hs': () => [sized],
    'H.size': (_row, { unit }) => 5 + 100 * (unit ?? 0),
    'H.name': (_row, { lang }) => `h-${lang ?? 'none'}`,
    'H.price': (_row, _args, its) => 2 * (its('size') as number),
    'H.label': (_row, _args, its) => `label of ${its('name')}`,
    'H.bulk': (_row, _args, its) => (its('size', { unit: 3 }) as number) + 1,
    'H.pair': (_row, { plus }, its) => 2 * (its('size', { unit: 4 }) as number) + (plus ?? 0),
    'H.trio': (_row, _args, its) => 3 * (its('size') as number),
  },
  rows: [sized],
};

const rex = row('Dog', { id: 'd', name: 'Rex', petName: 'Rexy' });
const tom = row('Cat', { id: 'c' });
const fifi = row('Dog', { id: 'e', name: 'Fifi', petName: null });
Object.assign(rex, { friend: fifi });
Object.assign(fifi, { friend: null });

/** Interfaces and a union over one object type, in a single subgraph. */
export const animals: World = {
  name: 'animals',
  subgraphs: {
    one: `type Query { dog: Dog dogs: [Dog!]! animals: [Animal!]! } interface Animal { id: String! } interface Pet { petName: String } union Being = Dog | Cat
      type Dog implements Animal & Pet { id: String! name: String! petName: String friend: Dog } type Cat implements Animal { id: String! }`,
  },
  fields: { 'Query.dog': () => rex, 'Query.dogs': () => [rex, fifi], 'Query.animals': () => [rex, tom] },
  rows: [rex, fifi, tom],
};

const media = [
  row('Book', { id: 'm1', title: 'One', rating: 1, slug: null, likes: 3 }),
  row('Film', { id: 'm2', title: 'Two', rating: 2, minutes: 90, likes: 4 }),
];
const box = row('Box', { label: 'A box' });

/** An interface whose owner adds fields by an interface object, with fragments on a union and on other interfaces. */
export const library: World = {
  name: 'library',
  subgraphs: {
    a: `type Query { things: [Thing] } union Thing = Book | Box interface Titled { title: String } type Box { label: String }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media & Titled @key(fields: "id") { id: ID! title: String }
      type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
    b: `type Query { best: [Media!] } type Media @interfaceObject @key(fields: "id") { id: ID! title: String @external rating: Int likes: Int
      slug: String @requires(fields: "title") }`,
  },
  fields: {
    'Query.best': () => media,
    'Query.things': () => [media[0], box, null],
    'Media.slug': (_row, _args, its) => `slug ${its('title')}`,
  },
  rows: [...media, box],
};

const ticking = row('T', { id: '1', a: 'a1', b: 'b1', e: 'e1' });

/** A field with a requirement, beside others under conditions. */
export const conditions: World = {
  name: 'conditions',
  subgraphs: {
    one: 'type Query { t: T ts: [T!]! } type T @key(fields: "id") { id: ID! a: String }',
    two: 'type T @key(fields: "id") { id: ID! a: String @external b: String c: String @requires(fields: "a") e: String }',
  },
  fields: {
    'Query.t': () => ticking,
    'Query.ts': () => [ticking],
    'T.c': (_row, _args, its) => `c of ${its('a')}`,
  },
  rows: [ticking],
};

const ware = row('Ware', { id: 'w1', sku: 's1', name: 'Tea', maker: 'Ada', price: 5, stock: 9, note: 'dry' });

/** Fields on their way from one subgraph to another, several keys, and one that its subgraph does not resolve. */
export const moving: World = {
  name: 'moving',
  subgraphs: {
    old: `type Query { wares: [Ware!]! ware(sku: ID = "s1"): Ware } type Ware @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! name: String maker(upper: Boolean = false): String price: Int }`,
    new: `type Query { cheap: [Ware] } type Ware @key(fields: "sku") @key(fields: "id", resolvable: false) { id: ID! sku: ID! name: String @override(from: "old", label: "percent(100)")
      price: Int @override(from: "old", label: "percent(0)") stock: Int }`,
    third: `type Ware @key(fields: "id") { id: ID! maker(upper: Boolean = false): String @override(from: "old") stock: Int @external note: String @requires(fields: "stock") }`,
  },
  fields: {
    'Query.wares': () => [ware],
    'Query.ware': (_row, { sku }) => (sku === 's1' ? ware : null),
    'Query.cheap': () => [null, ware],
    'Ware.maker': (each, { upper }) => (upper ? each.maker.toUpperCase() : each.maker),
    'Ware.note': (_row, _args, its) => `keep dry: ${its('stock')}`,
  },
  rows: [ware],
  words: ['s1', 'w1', 'none'],
};

const nodes = ['Film', 'Book', 'Film', 'Book'].map((type, i) =>
  row(type, { id: `n${i}`, isbn: `i${i}`, pages: i * 10, minutes: i * 7, rating: i === 3 ? null : i, seen: i + 5 }),
);
const watcher = row('User', { id: 'n9', seen: 99, fav: nodes[1] });
nodes.forEach((each, i) => void Object.assign(each, { next: nodes[(i + 1) % 4], owner: watcher }));
const nodeOf = (id: unknown): Row | null => [...nodes, watcher].find((each) => each.id === id) ?? null;

/** Three interface objects of two interfaces over the same types, one of which requires what another requires too, by different keys. */
export const twofold: World = {
  name: 'twofold',
  subgraphs: {
    a: `type Query { nodes: [Node!]! medias: [Media!]! node(id: ID! = "n1"): Node } type Mutation { put(id: ID = "n2"): Media } type Subscription { putted(id: ID = "n1"): Node }
      interface Node @key(fields: "id") { id: ID! } interface Media @key(fields: "id") @key(fields: "isbn") { id: ID! isbn: ID! title(lang: String): String! }
      type Book implements Media & Node @key(fields: "id") @key(fields: "isbn") { id: ID! isbn: ID! title(lang: String): String! pages: Int next: Media }
      type Film implements Media & Node @key(fields: "id") @key(fields: "isbn") { id: ID! isbn: ID! title(lang: String): String! minutes: Int owner: User }
      type User implements Node @key(fields: "id") { id: ID! fav: Media }`,
    b: `type Query { rated: [Media!]! } type Media @interfaceObject @key(fields: "isbn") { isbn: ID! rating: Int title(lang: String): String! @external
      headline: String @requires(fields: "title(lang: \\"de\\")") caption: String @requires(fields: "title") }`,
    c: 'type Query { starred: Media } type Media @interfaceObject @key(fields: "id") { id: ID! rating: Int @external stars: String @requires(fields: "rating") }',
    d: 'type Query { lastSeen: Node seenAll: [Node!] } type Node @interfaceObject @key(fields: "id") { id: ID! seen: Int }',
  },
  fields: {
    'Query.nodes': () => [...nodes, watcher],
    'Query.medias': () => nodes,
    'Query.node': (_row, { id }) => nodeOf(id),
    'Query.rated': () => [nodes[2], nodes[1]],
    'Query.starred': () => nodes[3],
    'Query.lastSeen': () => watcher,
    'Query.seenAll': () => [watcher, nodes[0], nodes[1]],
    'Mutation.put': (_row, { id }) => nodes.find((each) => each.id === id) ?? null,
    'Subscription.putted': (_row, { id }) => nodeOf(id),
    'Media.title': (each, { lang }) => `${each.id} ${lang ?? 'none'}`,
    'Media.headline': (_row, _args, its) => `! ${its('title', { lang: 'de' })}`,
    'Media.caption': (_row, _args, its) => `c ${its('title')}`,
    'Media.stars': (_row, _args, its) => `* ${its('rating')}`,
  },
  rows: [...nodes, watcher],
  words: ['n1', 'i2', 'n9'],
};

/** ALL WORLDS of the hand-made cases that are planned at once. */
export const worlds = { keys, goods, sizes, animals, library, conditions, moving };
