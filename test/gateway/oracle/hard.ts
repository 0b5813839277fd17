// More worlds for random operations: each puts one kind of difficulty into every place where it can stand.
import type { Row, World } from './whole';

const row = (__typename: string, fields: object): Row => ({ __typename, ...fields });
const many = <T>(count: number, each: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => each(i));
const at = <T>(rows: readonly T[], index: number): T => rows[index % rows.length] as T;
const link = (of: Row, fields: object) => Object.assign(of, fields);
const byId = (rows: readonly Row[], id: unknown): Row | null => rows.find((each) => each.id === id) ?? null;

const people = many(3, (i) => row('Person', { email: `p${i}`, nick: i === 1 ? null : `nick ${i}` }));
const orgs = many(2, (i) => row('Org', { id: `o${i}`, name: `Org ${i}`, size: i, owner: at(people, i) }));
const parts = many(3, (i) =>
  row('Part', { sku: `s${i}`, maker: row('Maker', { name: `M${i}`, country: 'DE' }), price: i === 2 ? null : 10 + i }),
);
const orders = many(4, (i) =>
  row('Order', {
    org: at(orgs, i),
    code: `c${Math.floor(i / 2)}`,
    serial: `n${i}`,
    title: `Order ${i}`,
    status: i === 3 ? null : `state ${i}`,
    invoice: `i${i}`,
    lines: many(i, (j) => row('Line', { sku: `s${j}`, count: i + j, part: at(parts, j) })),
  }),
);
people.forEach((person, i) => void link(person, { friends: [at(people, i + 1), at(people, i + 2)] }));

/** Keys of several fields, of nested ones, and in a chain over subgraphs; requirements of nested objects and of lists. */
export const compound: World = {
  name: 'compound',
  words: ['c0', 'n1', 'o1', 'p0'],
  subgraphs: {
    one: `type Query { orders: [Order!]! order(serial: ID = "n1"): Order people: [Person] }
      type Mutation { touch(serial: ID = "n2"): Order }
      type Subscription { ordered(serial: ID = "n3"): Order }
      type Order @key(fields: "org { id } code") @key(fields: "serial") { org: Org! code: String! serial: ID! title: String lines: [Line!]! }
      type Org @key(fields: "id") { id: ID! name: String owner: Person }
      type Person @key(fields: "email") { email: String! nick: String }
      type Line { sku: ID! count: Int part: Part }
      type Part @key(fields: "sku maker { name country }") { sku: ID! maker: Maker! } type Maker @shareable { name: String! country: String! }`,
    two: `type Order @key(fields: "org { id } code") { org: Org! code: String! status: String lines: [Line!]! @external
        total: Int @requires(fields: "lines { sku count }") first: String @requires(fields: "lines { part { sku maker { name } } }") }
      type Line { sku: ID! @external count: Int @external part: Part @external }
      type Part @key(fields: "sku maker { name country }") { sku: ID! maker: Maker! } type Maker @shareable { name: String! country: String! }
      type Org @key(fields: "id") { id: ID! size: Int name: String @external owner: Person @external tagline: String @requires(fields: "name owner { nick }") }
      type Person @key(fields: "email") { email: String! nick: String @external }`,
    three: `type Part @key(fields: "sku maker { name country }") { sku: ID! maker: Maker! price: Int } type Maker @shareable { name: String! country: String! }
      type Person @key(fields: "email") { email: String! friends: [Person!] }
      type Order @key(fields: "serial") { serial: ID! invoice: String status: String @external note: String @requires(fields: "status") }`,
  },
  fields: {
    'Query.orders': () => orders,
    'Query.order': (_row, { serial }) => orders.find((each) => each.serial === serial) ?? null,
    'Query.people': () => [people[0], null, people[1]],
    'Mutation.touch': (_row, { serial }) => orders.find((each) => each.serial === serial) ?? null,
    'Subscription.ordered': (_row, { serial }) => orders.find((each) => each.serial === serial) ?? null,
    'Order.total': (_row, _args, its) => (its('lines') as Row[]).reduce((sum, each) => sum + each.count, 0),
    'Order.first': (_row, _args, its) => (its('lines') as Row[])[0]?.part.maker.name ?? null,
    'Order.note': (_row, _args, its) => `is in ${its('status')}`,
    'Org.tagline': (_row, _args, its) => `${its('name')} of ${(its('owner') as Row).nick}`,
  },
  rows: [...orders, ...orgs, ...people, ...parts],
};

const things = many(3, (i) => row('Thing', { id: `t${i}`, name: `Thing ${i}`, price: i * 3 }));
const query = row('Query', {});
const payload = (i: number) => row('Payload', { ok: i === 1, query, made: at(things, i) });
things.forEach((thing, i) => void link(thing, { payload: i === 2 ? null : payload(i), again: query }));

/** Objects that lead back to Query, in two subgraphs, one of which calls it by another name, with failures below. */
export const returning: World = {
  name: 'returning',
  words: ['t0', 't1', 'x'],
  subgraphs: {
    a: `type Query { list: [Payload!]! node(id: ID!): Node } type Mutation { make(id: ID = "t1"): Payload! drop: Payload }
      type Subscription { made(id: ID = "t1"): Payload }
      type Payload { query: Query made: Node ok: Boolean } interface Node { id: ID! } type Thing implements Node @key(fields: "id") { id: ID! name: String! payload: Payload }`,
    b: `schema { query: Start mutation: Change } type Start { boom: String sure(fail: Boolean = false): String! things: [Thing] echo(text: String = "d", n: Int): String }
      type Change { noted(text: String): Start }
      type Thing @key(fields: "id") { id: ID! price: Int again: Start name: String! @external priced: String! @requires(fields: "name") }`,
  },
  fields: {
    'Query.list': () => [payload(0), payload(1)],
    'Query.node': (_row, { id }) => byId(things, id),
    'Mutation.make': (_row, { id }) => ({ ...payload(1), made: byId(things, id) }),
    'Mutation.drop': () => null,
    'Mutation.noted': () => query,
    'Subscription.made': (_row, { id }) => ({ ...payload(1), made: byId(things, id) }),
    'Query.boom': () => {
      throw new Error('boom');
    },
    'Query.sure': (_row, { fail }) => {
      if (fail) throw new Error('not sure');
      return 'sure';
    },
    'Query.things': () => [things[2], null, things[0]],
    'Query.echo': (_row, { text, n }) => `${text} ${n}`,
    'Thing.priced': (each, _args, its) => {
      if (each.id === 't2') throw new Error('no price');
      return `${its('name')} costs`;
    },
  },
  rows: things,
};

const media = many(6, (i) =>
  row(['Book', 'Film', 'Song'][i % 3] as string, {
    id: `m${i}`,
    score: i === 4 ? null : i,
    pages: i * 10,
    blurb: `blurb ${i}`,
    size: i * 100,
    stock: i,
  }),
);
const shelves = many(2, (i) => row('Shelf', { id: `h${i}`, label: `Shelf ${i}`, best: at(media, i + 3) }));
shelves.forEach((shelf, i) => void link(shelf, { all: [at(media, i), at(shelves, i + 1), null, at(media, i + 2)] }));
const ratings = many(5, (i) => row('Rating', { id: `r${i}`, stars: i, about: at(media, i + 1) }));
media.forEach((each) => void link(each, { ratings: ratings.filter(({ about }) => about === each) }));

/** Two interface objects of one interface, one of which requires what the other and the interface have, also with arguments. */
export const faces: World = {
  name: 'faces',
  words: ['m0', 'm4', 'h1', 'fr'],
  subgraphs: {
    a: `type Query { media: [Media] shelves: [Shelf!]! medium(id: ID = "m1"): Media any: [Any] }
      type Mutation { lend(id: ID = "m2"): Media } type Subscription { lent(id: ID = "m1"): Media }
      interface Media @key(fields: "id") { id: ID! title(lang: String = "en"): String stock: Int } union Any = Book | Film | Shelf
      interface Bound { pages: Int stock: Int }
      type Book implements Media & Bound @key(fields: "id") { id: ID! title(lang: String = "en"): String stock: Int pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title(lang: String = "en"): String stock: Int }
      type Song implements Media @key(fields: "id") { id: ID! title(lang: String = "en"): String stock: Int! }
      type Shelf @key(fields: "id") { id: ID! best: Media all: [Any] }`,
    b: `type Query { top: [Media] ratings: [Rating!]! }
      type Media @interfaceObject @key(fields: "id") { id: ID! score: Int ratings: [Rating!]! }
      type Rating @key(fields: "id") { id: ID! about: Media! stars: Int! }`,
    c: `type Media @interfaceObject @key(fields: "id") { id: ID! score: Int @external title(lang: String = "en"): String @external
        rank: String @requires(fields: "score") headline: String @requires(fields: "title(lang: \\"fr\\")") }
      type Shelf @key(fields: "id") { id: ID! label: String }`,
    d: `interface Sized { size: Int } type Film implements Sized @key(fields: "id") { id: ID! size: Int }
      type Book @key(fields: "id") { id: ID! blurb: String }`,
  },
  fields: {
    'Query.media': () => [media[0], null, media[1], media[2]],
    'Query.shelves': () => shelves,
    'Query.medium': (_row, { id }) => byId(media, id),
    'Query.any': () => [media[3], shelves[0], null, media[4]],
    'Query.top': () => [media[5], media[4], media[3]],
    'Query.ratings': () => ratings,
    'Mutation.lend': (_row, { id }) => byId(media, id),
    'Subscription.lent': (_row, { id }) => byId(media, id),
    'Media.title': (each, { lang }) => `${each.id} in ${lang}`,
    'Media.rank': (_row, _args, its) => `rank ${its('score')}`,
    'Media.headline': (_row, _args, its) => `« ${its('title', { lang: 'fr' })} »`,
  },
  rows: [...media, ...shelves, ...ratings],
};

const cells = many(5, (i) =>
  row('Cell', {
    id: `k${i}`,
    x: i,
    colour: i === 2 ? null : `colour ${i}`,
    secret: i,
    kind: ['A', 'B', 'C'][i % 3],
    depth: i * 2,
    level: i + 1,
    box: row('Box', { w: i, h: i + 1 }),
  }),
);
cells.forEach(
  (cell, i) =>
    void link(cell, {
      near: [[at(cells, i + 1), at(cells, i + 2)], [at(cells, i + 3)], null],
      twin: i === 3 ? null : at(cells, i + 1),
    }),
);

/** Lists of lists, inputs with defaults and nulls, what is provided, overridden, shared, and hidden from clients. */
export const layers: World = {
  name: 'layers',
  words: ['k0', 'k2', 'k3', 'x'],
  subgraphs: {
    a: `type Query { grid: [[Cell]] rows: [[Cell!]!]! cell(at: Pos = {x: 1}): Cell picked(kind: Kind = A, kinds: [Kind!]): [Cell] @provides(fields: "colour box { w }") }
      type Mutation { paint(at: Pos!, colour: String = null): Cell } type Subscription { painted(ids: [ID!] = ["k1", "k2"]): [Cell] }
      enum Kind { A B C @inaccessible } input Pos { x: Int! y: Int = 0 more: [Pos!] }
      type Box @shareable { w: Int h: Int }
      type Cell @key(fields: "id") { id: ID! x: Int! colour: String @external box: Box @external secret: Int @inaccessible kind: Kind near: [[Cell!]] level: Int }`,
    b: `type Box @shareable { w: Int h: Int } enum Kind { A B C @inaccessible }
      type Cell @key(fields: "id") { id: ID! colour: String @shareable box: Box @shareable depth(in: Kind): Int twin: Cell level: Int @override(from: "a") secret: Int @external
        told: String @requires(fields: "secret") }`,
    c: `type Box { w: Int @external h: Int @external } type Cell @key(fields: "id") { id: ID! box: Box @external colour: String @external near: [[Cell!]] @external twin: Cell @external
        area: Int @requires(fields: "box { w h }") around: Int @requires(fields: "near { id }") pair: String @requires(fields: "colour twin { id colour }") }`,
  },
  fields: {
    'Query.grid': () => [[cells[0], null], null, [cells[1]], []],
    'Query.rows': () => [[cells[2]], [cells[3], cells[4]]],
    'Query.cell': (_row, { at: pos }) => (pos ? (cells.find(({ x }) => x === pos.x + (pos.y ?? 2)) ?? null) : null),
    'Query.picked': (_row, { kind, kinds }) => cells.filter((each) => (kinds ?? [kind]).includes(each.kind)),
    'Mutation.paint': (_row, { at: pos }) => cells.find(({ x }) => x === pos.x) ?? null,
    'Subscription.painted': (_row, { ids }) => (ids ?? ['x']).map((id: string) => byId(cells, id)),
    'Cell.depth': (each, { in: kind }) => each.depth + (kind === 'B' ? 100 : kind === null ? 1000 : 0),
    'Cell.told': (_row, _args, its) => `secret ${its('secret')}`,
    'Cell.area': (_row, _args, its) => {
      const box = its('box') as Row | null;
      return box ? box.w * box.h : null;
    },
    'Cell.around': (_row, _args, its) => (its('near') as (Row[] | null)[]).flatMap((each) => each ?? []).length,
    'Cell.pair': (_row, _args, its) => `${its('colour')} and ${(its('twin') as Row | null)?.colour}`,
  },
  rows: cells,
};

const goods = many(3, (i) => row('Good', { id: `g${i}`, base: i + 1, name: `good ${i}` }));
goods.forEach(
  (good, i) =>
    void link(good, { rel: [at(goods, i + 1)], maker: row('Maker', { id: `k${i}`, base: 50 + i, name: `maker ${i}` }) }),
);

/** Fields required with arguments, nested ones too, by several subgraphs at once, in queries, mutations and feeds. */
export const measures: World = {
  name: 'measures',
  words: ['g0', 'g1', 'fr', 'x'],
  subgraphs: {
    feeds: `type Query { goods: [Good!]! good(id: ID = "g0"): Good } type Mutation { weigh(id: ID = "g1"): Good } type Subscription { changed(id: ID! = "g1"): Good }
      type Good @key(fields: "id") { id: ID! rel: [Good!] weight(unit: Int = 1): Int name(lang: String): String maker: Maker }
      type Maker @key(fields: "id") { id: ID! height(unit: Int = 1, plus: Int): Int name(lang: String): String }`,
    post: `type Good @key(fields: "id") { id: ID! weight(unit: Int = 1): Int @external maker: Maker @external name(lang: String): String @external
        freight: Int @requires(fields: "weight(unit: 3)") light: Int @requires(fields: "weight") label: String @requires(fields: "name(lang: \\"de\\")")
        crate: Int @requires(fields: "maker { height(unit: 2) }") tall: Int @requires(fields: "weight(unit: 5) maker { height(unit: 4, plus: 1) }") }
      type Maker @key(fields: "id") { id: ID! height(unit: Int = 1, plus: Int): Int @external name(lang: String): String @external seal: String @requires(fields: "name height(plus: 7)") }`,
    tax: `type Good @key(fields: "id") { id: ID! weight(unit: Int = 1): Int @external freight: Int @external light: Int @external
        duty: Int @requires(fields: "freight weight(unit: 2)") net: Int @requires(fields: "light") gross(times: Int = 1): Int @requires(fields: "weight(unit: 3)") }`,
  },
  fields: {
    'Query.goods': () => goods,
    'Query.good': (_row, { id }) => byId(goods, id),
    'Mutation.weigh': (_row, { id }) => byId(goods, id),
    'Subscription.changed': (_row, { id }) => byId(goods, id),
    'Good.weight': (each, { unit }) => each.base * (unit ?? 1000),
    'Good.name': (each, { lang }) => `${each.name} ${lang}`,
    'Maker.height': (each, { unit, plus }) => each.base * (unit ?? 1000) + (plus ?? 0),
    'Maker.name': (each, { lang }) => `${each.name} ${lang}`,
    'Maker.seal': (_row, _args, its) => `${its('name')} ${its('height', { plus: 7 })}`,
    'Good.freight': (_row, _args, its) => 10 + (its('weight', { unit: 3 }) as number),
    'Good.light': (_row, _args, its) => -(its('weight') as number),
    'Good.label': (_row, _args, its) => `<${its('name', { lang: 'de' })}>`,
    'Good.crate': (each, _args, its) => {
      const maker = its('maker') as Row;
      return 'base' in maker ? each.maker.base * 2 : maker.height;
    },
    'Good.tall': (each, _args, its) => {
      const maker = its('maker') as Row;
      return (its('weight', { unit: 5 }) as number) + ('base' in maker ? each.maker.base * 4 + 1 : maker.height);
    },
    'Good.duty': (_row, _args, its) => (its('freight') as number) + (its('weight', { unit: 2 }) as number),
    'Good.net': (_row, _args, its) => (its('light') as number) * 2,
    'Good.gross': (_row, { times }, its) => (its('weight', { unit: 3 }) as number) * (times ?? 0),
  },
  rows: [...goods, ...goods.map(({ maker }) => maker as Row)],
};

const works = many(4, (i) =>
  row(i % 2 ? 'Film' : 'Book', {
    id: `w${i}`,
    title: `Work ${i}`,
    score: i,
    pages: i === 2 ? null : i,
    seat: row('Seat', { no: i }),
  }),
);
/** Known of books only. */
const onlyOfBooks = (of: Row, value: unknown) => {
  if (of.__typename === 'Film') throw new Error('not of films');
  return value;
};

/** Interface objects with fields that may not be null, and fail for one of the types. */
export const strict: World = {
  name: 'strict',
  words: ['w0', 'w1', 'w3'],
  subgraphs: {
    a: `type Query { works: [Work] work(id: ID = "w1"): Work pair: [Work!]! } type Mutation { lend(id: ID = "w1"): Work } type Subscription { lent(id: ID = "w3"): Work }
      union Any = Book | Film interface Work @key(fields: "id") { id: ID! title: String }
      type Book implements Work @key(fields: "id") { id: ID! title: String pages: Int } type Film implements Work @key(fields: "id") { id: ID! title: String }`,
    b: `type Query { best: [Work] top: Work }
      type Work @interfaceObject @key(fields: "id") { id: ID! score: Int likes: Int! seat: Seat! loans(times: Int = 1): Int! rank: Int } type Seat { no: Int! }`,
    c: `type Work @interfaceObject @key(fields: "id") { id: ID! score: Int @external stars: Int! @requires(fields: "score") told: Int @requires(fields: "score") }`,
  },
  fields: {
    'Query.works': () => [works[0], null, works[1], works[2]],
    'Query.work': (_row, { id }) => byId(works, id),
    'Query.pair': () => [works[2], works[3]],
    'Query.best': () => works,
    'Query.top': () => works[1],
    'Mutation.lend': (_row, { id }) => byId(works, id),
    'Subscription.lent': (_row, { id }) => byId(works, id),
    'Work.likes': (of) => onlyOfBooks(of, of.score * 10),
    'Work.loans': (of, { times }) => onlyOfBooks(of, of.score * (times ?? 0)),
    'Work.rank': ({ score }) => score + 1,
    'Work.stars': (of, _args, its) => onlyOfBooks(of, (its('score') as number) * 2),
    'Work.told': (_row, _args, its) => its('score'),
  },
  rows: works,
};

const chained = many(3, (i) =>
  row('Unit', { id: `u${i}`, upc: `p${i}`, isin: `i${i}`, alpha: i + 1, info: row('Info', { x: i }) }),
);
chained.forEach((unit, i) => {
  link(unit, { peer: at(chained, i + 1), peers: [at(chained, i + 1), null, unit] });
  link(unit.info, { unit: at(chained, i + 2) });
});

/** A chain of keys, and fields that require each other all the way back along it and forth again. */
export const chains: World = {
  name: 'chains',
  words: ['u0', 'u1', 'p2', 'x'],
  subgraphs: {
    a: `type Query { units: [Unit!]! unit(id: ID = "u1"): Unit } type Mutation { touch(id: ID = "u2"): Unit } type Subscription { touched(id: ID = "u0"): Unit }
      type Info { x: Int unit: Unit } type Unit @key(fields: "id") { id: ID! alpha: Int info: Info peer: Unit @shareable }`,
    b: `type Unit @key(fields: "id") @key(fields: "upc") { id: ID! upc: ID! alpha: Int @external beta: Int @requires(fields: "alpha")
        delta: Int @external epsilon: Int @requires(fields: "delta") }`,
    c: `type Unit @key(fields: "upc") @key(fields: "isin") { upc: ID! isin: ID! beta: Int @external gamma: Int @requires(fields: "beta") peers: [Unit]
        other: Int sum(by: Int = 1): Int }`,
    d: `type Unit @key(fields: "isin") { isin: ID! gamma: Int @external other: Int @external delta: Int @requires(fields: "gamma other")
        sum(by: Int = 1): Int @external total: Int @requires(fields: "sum(by: 2)") plain: Int @requires(fields: "sum") peer: Unit @shareable }`,
  },
  fields: {
    'Query.units': () => chained,
    'Query.unit': (_row, { id }) => byId(chained, id),
    'Mutation.touch': (_row, { id }) => byId(chained, id),
    'Subscription.touched': (_row, { id }) => byId(chained, id),
    'Unit.beta': (_row, _args, its) => (its('alpha') as number) * 10,
    'Unit.gamma': (_row, _args, its) => (its('beta') as number) + 1,
    'Unit.other': ({ alpha }) => alpha * 7,
    'Unit.delta': (_row, _args, its) => (its('gamma') as number) + (its('other') as number),
    'Unit.epsilon': (_row, _args, its) => -(its('delta') as number),
    'Unit.sum': ({ alpha }, { by }) => alpha * 100 * (by ?? 50),
    'Unit.total': (_row, _args, its) => (its('sum', { by: 2 }) as number) + 1,
    'Unit.plain': (_row, _args, its) => (its('sum') as number) + 2,
  },
  rows: chained,
};

const pieces = many(4, (i) => row(i % 2 ? 'Reel' : 'Tome', { id: `e${i}`, title: `Piece ${i}`, pages: i, minutes: i * 10 }));
const slips = many(2, (i) => row('Slip', { text: `slip ${i}` }));
const cases = many(3, (i) =>
  row('Case', {
    id: `q${i}`,
    top: i === 2 ? null : at(pieces, i),
    all: [at(pieces, i), null, at(slips, i)],
    inner: row('Inner', { piece: at(pieces, i + 1) }),
  }),
);

/** Requirements of interfaces and unions, with fragments and without, alone and within others. */
export const abstract: World = {
  name: 'abstract',
  words: ['q0', 'q1', 'x'],
  subgraphs: {
    a: `type Query { cases: [Case!]! } type Mutation { move(id: ID = "q1"): Case } type Subscription { moved(id: ID = "q0"): Case }
      interface Piece { id: ID! title: String } union Any = Tome | Reel | Slip type Slip @shareable { text: String } type Inner { piece: Piece }
      type Tome implements Piece @key(fields: "id") { id: ID! title: String pages: Int } type Reel implements Piece @key(fields: "id") { id: ID! title: String minutes: Int }
      type Case @key(fields: "id") { id: ID! top: Piece all: [Any] inner: Inner! }`,
    b: `interface Piece { id: ID! title: String } union Any = Tome | Reel | Slip type Slip @shareable { text: String } type Inner { piece: Piece @external }
      type Tome implements Piece @key(fields: "id") { id: ID! title: String @external pages: Int @external }
      type Reel implements Piece @key(fields: "id") { id: ID! title: String @external minutes: Int @external }
      type Case @key(fields: "id") { id: ID! top: Piece @external all: [Any] @external inner: Inner! @external
        length: Int @requires(fields: "top { ... on Tome { pages } ... on Reel { minutes } }") listed: String @requires(fields: "all { ... on Tome { title } ... on Slip { text } }")
        about: String @requires(fields: "inner { piece { title } }") }`,
  },
  fields: {
    'Query.cases': () => cases,
    'Mutation.move': (_row, { id }) => byId(cases, id),
    'Subscription.moved': (_row, { id }) => byId(cases, id),
    'Case.length': (_row, _args, its) => {
      const piece = its('top') as Row | null;
      return piece && (piece.__typename === 'Tome' ? piece.pages : piece.minutes);
    },
    'Case.listed': (_row, _args, its) =>
      (its('all') as (Row | null)[])
        .map((each) => each && (each.__typename === 'Tome' ? each.title : (each.text ?? 'a reel')))
        .join(),
    'Case.about': (_row, _args, its) => {
      const { piece } = its('inner') as Row;
      return `${piece.title}, a ${piece.__typename}`;
    },
  },
  rows: [...pieces, ...cases],
};

/** ALL WORLDS of this file for random operations: of the chains, they may take the planner too long. */
export const hard = { compound, returning, faces, layers, measures, strict, abstract };
