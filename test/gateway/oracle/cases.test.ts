// Promises of: the gateway answers as one server that holds all data would, whatever names and shapes a client chooses.
import { askGateway, judge } from './compare';
import { chains, hard } from './hard';
import { rich, unruly } from './rich';
import { type Both, serveBoth } from './whole';
import { worlds as small, twofold } from './worlds';

const worlds = { ...small, ...hard, chains, rich, unruly, twofold };

/** Operations by world, each for a kind. The right answer is the whole server's; where `data` stands it is written out as well. */
const cases: Readonly<
  Record<keyof typeof worlds, readonly { query: string; variables?: Record<string, unknown>; data?: unknown }[]>
> = {
  keys: [
    { query: '{ object { id: legacyId b } }', data: { object: { id: 'old1', b: 'b of new1' } } },
    { query: '{ objects { id: a realId: id b } }' },
    { query: '{ objects { ...F b } } fragment F on O { id: a realId: id }' },
    { query: '{ object { __typename: a b } }', data: { object: { __typename: 'a1', b: 'b of new1' } } },
    { query: '{ object { id b: id a: b } }' },
    { query: '{ object { ... on O { id: legacyId } ... on O { b } } }' },
    {
      query: 'query ($v: Boolean!) { object { id: __typename @include(if: $v) v } }',
      variables: { v: true },
      data: { object: { id: 'O', v: 7 } },
    },
    {
      query: 'query ($v: Boolean!) { object { id: __typename @include(if: $v) v } }',
      variables: { v: false },
      data: { object: { v: 7 } },
    },
    {
      query: 'query ($representations: Int) { object { g(n: $representations) } }',
      variables: { representations: 3 },
      data: { object: { g: 'g3' } },
    },
    { query: 'query ($representations: Int = 4) { object { g(n: $representations) } }', data: { object: { g: 'g4' } } },
    {
      query: 'query ($_client_n: Int, $_client__client_n: Int) { object { g(n: $_client_n) x: g(n: $_client__client_n) } }',
      variables: { _client_n: 1, _client__client_n: 2 },
      data: { object: { g: 'g1', x: 'g2' } },
    },
    {
      query:
        'query ($_client_v: Boolean!, $representations0: Boolean!) { object { id @include(if: $_client_v) b @skip(if: $representations0) v } }',
      variables: { _client_v: true, representations0: true },
      data: { object: { id: 'new1', v: 7 } },
    },
    { query: '{ object { _client_id: legacyId id: a b } }' },
    { query: '{ object { id__alias_0: legacyId id: a b } }' },
  ],
  goods: [
    { query: '{ item { weight: name price } }', data: { item: { weight: 'name of s1', price: 20 } } },
    { query: '{ item { sku: name price area } }' },
    { query: '{ items { size: name weight: sku area price } }' },
    { query: '{ item { price area weight size { h w } } }' },
    { query: '{ item { size { h: w w: h } } }' },
  ],
  sizes: [
    { query: '{ h { size(unit: 1) price } }', data: { h: { size: 105, price: 10 } } },
    { query: 'query ($l: String) { hs { label name(lang: $l) size(unit: 2) price } }', variables: { l: 'fr' } },
    { query: 'query ($s: Boolean!) { h { size(unit: 1) @skip(if: $s) price } }', variables: { s: true } },
    { query: 'query ($s: Boolean!) { h { size(unit: 1) @skip(if: $s) price } }', variables: { s: false } },
    { query: '{ h { size: size(unit: 1) bulk } }', data: { h: { size: 105, bulk: 306 } } },
    { query: '{ h { size: name bulk } }', data: { h: { size: 'h-none', bulk: 306 } } },
    { query: 'query ($u: Int) { h { size: size(unit: $u) bulk } }', variables: { u: 2 } },
    { query: '{ h { bulk price } }', data: { h: { bulk: 306, price: 10 } } },
    { query: '{ h { pair bulk size(unit: 2) } }', data: { h: { pair: 810, bulk: 306, size: 205 } } },
    { query: 'query ($n: Int) { hs { pair(plus: $n) x: bulk _required_0_size: name price } }', variables: { n: 1 } },
    { query: 'query ($s: Boolean!) { h { pair @skip(if: $s) bulk trio } }', variables: { s: true } },
    { query: 'query ($s: Boolean!) { h { pair @skip(if: $s) bulk trio } }', variables: { s: false } },
    { query: '{ h { _client_size: name size(unit: 1) bulk } }', data: { h: { _client_size: 'h-none', size: 105, bulk: 306 } } },
    { query: '{ h { price size label } }' },
  ],
  animals: [
    { query: '{ dog { ... on Animal { id ... on Dog { name } } } }', data: { dog: { id: 'd', name: 'Rex' } } },
    { query: '{ dog { ... on Animal { ... on Pet { petName } } } }', data: { dog: { petName: 'Rexy' } } },
    { query: '{ dog { ... on Being { ... on Dog { name } ... on Cat { id } } } }' },
    {
      query:
        '{ dogs { ...A } } fragment A on Animal { ...D } fragment D on Dog { name friend { ... on Pet { ... on Dog { name } } } }',
    },
    { query: '{ animals { ... on Pet { petName ... on Animal { id } } ... on Cat { id } } }' },
    { query: '{ dog { ... on Animal { __typename ... on Dog { name } } } }' },
  ],
  library: [
    { query: '{ best { ... on Titled { title } } }', data: { best: [{ title: 'One' }, {}] } },
    { query: '{ best { ... on Thing { __typename } } }', data: { best: [{ __typename: 'Book' }, {}] } },
    { query: '{ best { ... on Thing { ... on Media { rating } } } }' },
    { query: '{ best { id ... on Film { minutes } ... on Titled { title } rating } }' },
    { query: '{ best { ... on Book { slug } } }', data: { best: [{ slug: 'slug One' }, {}] } },
    { query: '{ best { ... on Book { likes } title } }' },
    { query: '{ best { ... on Book { likes } ... on Film { likes: rating } } }', data: { best: [{ likes: 3 }, { likes: 2 }] } },
    { query: '{ best { ... on Thing { ... on Titled { ... on Book { likes: rating } } } ... on Film { likes } } }' },
    { query: '{ things { ... on Media { rating slug } ... on Box { label } } }' },
  ],
  rich: [
    // The number of helped readers of one review fails, which is asked of every item and selected of books only.
    { query: '{ reviews(first: 8) { subject { ... on Item { reviews { stars } } ... on Book { reviews { helpful } } } } }' },
    {
      query:
        'subscription { ranked { ... on Item { reviews { w: stars } } ...B } } fragment B on Book { reviews { x: helpful } }',
    },
    {
      query: '{ featured { sequel { related { rating } ... on Book { related { slug } } } } }',
      data: {
        featured: {
          sequel: {
            related: [
              { rating: 3.5, slug: 'slug of Title 7' },
              { rating: 4, slug: 'slug of Title 8' },
              { rating: 3.5, slug: 'slug of Title 7' },
            ],
          },
        },
      },
    },
    {
      query:
        'mutation { x0: count(by: 1) x1: count(by: 0) ...F } fragment F on Mutation { count x2: count(by: 2) ...G } fragment G on Mutation { x3: count }',
      data: { x0: 1, x1: 1, count: 2, x2: 4, x3: 5 },
    },
    {
      query: 'mutation ($v: Boolean!) { a: count ...F @include(if: $v) b: count } fragment F on Mutation { c: count(by: 5) }',
      variables: { v: true },
      data: { a: 1, c: 6, b: 7 },
    },
    { query: 'mutation { rename(id: "i3", title: "new") { ... on Book { related { slug } } related { rating } } }' },
    { query: 'subscription { id: renamed { related { rating } ... on Item { related { ... on Film { slug } } } } }' },
    { query: '{ users { reviews { subject { rating ... on Titled { ... on Book { pages } } } } } }' },
  ],
  // One film fails with an error of its subgraph and another is null without one: each list that has lost either is told why.
  unruly: [
    { query: '{ users { reviews { subject { related { ... on Film { reels } } } } } }' },
    { query: '{ top { owner { reviews { subject { ... on Item { related { ... on Film { reels } } } } } } } }' },
  ],
  moving: [
    {
      query: '{ wares { name price maker(upper: true) stock note } }',
      data: { wares: [{ name: 'Tea', price: 5, maker: 'ADA', stock: 9, note: 'keep dry: 9' }] },
    },
    { query: '{ cheap { id: name sku: maker name: id price } }' },
    { query: 'query ($s: ID!) { ware(sku: $s) { note id } }', variables: { s: 'none' } },
  ],
  compound: [
    {
      query: 'query ($v: Boolean!) { order { total @skip(if: $v) first status } }',
      variables: { v: true },
      data: { order: { first: 'M0', status: 'state 1' } },
    },
    { query: 'query ($v: Boolean!) { orders { total @skip(if: $v) first @include(if: $v) note } }', variables: { v: false } },
    { query: 'subscription ($v: Boolean!) { code: ordered { total first @include(if: $v) } }', variables: { v: false } },
    {
      query: '{ order { org { id: name size } code: title serial: status note } }',
      data: { order: { org: { id: 'Org 1', size: 1 }, code: 'Order 1', serial: 'state 1', note: 'is in state 1' } },
    },
    { query: '{ orders { lines { part { sku: __typename maker { name: country country: name } price } } first } }' },
    { query: '{ people { email: nick friends { nick: email friends { email: nick } } } }' },
    { query: 'mutation { serial: touch { org { owner { email: nick } tagline name: id } status: code note } }' },
  ],
  returning: [
    { query: 'mutation { make { query { b: boom sure(fail: true) } } }', data: { make: { query: null } } },
    { query: '{ list { query { list { query { b: boom things { priced } } } } } }' },
    { query: 'mutation { noted { echo(n: null) things { again { c: boom } } } }' },
    { query: 'query ($s: Boolean!) { ... @include(if: $s) { __schema { queryType { name } } } echo }', variables: { s: true } },
    { query: 'query ($s: Boolean!) { ... @include(if: $s) { __schema { queryType { name } } } echo }', variables: { s: false } },
    { query: '{ list { query { __type(name: "Thing") { name isOneOf } t: __typename echo(text: null) } } }' },
    {
      query:
        '{ things { again { ...F } } } fragment F on Query { __schema { mutationType { name } } node(id: "t1") { id ... on Thing { priced } } }',
    },
    // What is asked apart takes its fragments with it.
    {
      query:
        'query ($a: Boolean = false, $b: Boolean = true, $c: Boolean = true) { list { made { id: id ...F @skip(if: $a) ...F } ... on Payload { ... on Payload { ...P } } } } fragment F on Node { ... on Thing { x: again { things { priced } } id } } fragment P on Payload { query { node(id: "t0") { ... on Node { id @include(if: $b) } ... @include(if: $b) { id } } ... on Query @include(if: $a) { echo(text: "t1") made: sure @skip(if: $c) } } ok @include(if: $c) ... on Payload { made { ...T } } } fragment T on Node { __typename }',
    },
    // A subgraph that has another name for Query.
    {
      query: '{ t: node(id: "t1") { ... on Thing { again { __typename x: __typename echo } } } }',
      data: { t: { again: { __typename: 'Query', x: 'Query', echo: 'd undefined' } } },
    },
    { query: '{ list { query { __typename things { again { __typename list { query { echo } } } } } } }' },
    {
      query:
        'mutation ($v: Boolean!) { make { query { ... on Query @include(if: $v) { echo node(id: "t1") { id } } } } ... on Mutation @include(if: $v) { noted { __typename boom } } }',
      variables: { v: true },
    },
    { query: 'subscription { made { query { boom } made { ... on Thing { priced again { echo } } } } }' },
  ],
  faces: [
    // The planner knows a way to what stands below a condition only where that is decided.
    ...[true, false].flatMap((v) => [
      {
        query:
          'query ($v: Boolean!) { ratings { about @include(if: $v) { ... on Film { ratings { about { headline } } } } stars @skip(if: $v) } }',
        variables: { v },
      },
      {
        query:
          'subscription ($v: Boolean!) { lent { ratings { about @skip(if: $v) { ... on Song { ratings { about { headline } } } } } } }',
        variables: { v },
      },
      {
        query: 'mutation ($v: Boolean!) { lend @skip(if: $v) { ... on Song { ratings { about { headline } } } } x: lend { id } }',
        variables: { v },
      },
    ]),
    // Parts of a feed that ask its source for other fields of the event.
    ...[true, false].flatMap((v) => [
      {
        query:
          'subscription ($v: Boolean!) { size: lent { title ratings @include(if: $v) { about { rank ... on Book { score id ratings { about @skip(if: $v) { ...F ... on Bound { __typename } } } ' +
          '... on Any { __typename @skip(if: true) ... on Sized @include(if: $v) { size } ... on Any { __typename } } } } } } } fragment F on Film { title headline }',
        variables: { v },
      },
    ]),
    {
      // Of songs the stock is an Int!, of other media an Int.
      query:
        'query ($v: Boolean! = true) { shelves { best { ... @include(if: $v) { ratings { x2: id @include(if: $v) about @skip(if: $v) { ... on Sized { size } } } ' +
        'x3: score @include(if: $v) ... on Bound { ... on Book { __typename } } stock rank ... on Book { pages } } } } }',
    },
    {
      query: '{ top { ... on Book { headline pages } } }',
      data: { top: [{}, {}, { headline: '« m3 in fr »', pages: 30 }] },
    },
    { query: '{ top { ... on Book { headline pages } ... on Film { headline: rank rank } } }' },
    {
      query: 'query ($v: Boolean!) { top { rank headline @include(if: $v) } }',
      variables: { v: false },
      data: { top: [{ rank: 'rank 5' }, { rank: 'rank null' }, { rank: 'rank 3' }] },
    },
    { query: 'query ($v: Boolean!) { top { ... @skip(if: $v) { headline } ... on Bound { stock } } }', variables: { v: false } },
    { query: '{ ratings { about { ... on Any { ... on Sized { ... on Film { headline size } } } id: score } } }' },
    { query: 'mutation { lend { ... on Song { title: headline stock: score } ... on Film { title: rank } } }' },
    { query: 'subscription { lent { ... on Film { headline title(lang: "de") ratings { about { rank } } } } }' },
  ],
  layers: [
    {
      query:
        'query ($n: String!, $d: Boolean = true) { a: __type(name: $n) { ...T } __schema { directives { name isRepeatable args(includeDeprecated: $d) { name defaultValue } } types { ...T } } b: __typename } fragment T on __Type { __typename name kind isOneOf specifiedByURL fields(includeDeprecated: $d) { name args { name type { name ofType { name } } isDeprecated } deprecationReason } inputFields { name defaultValue } enumValues(includeDeprecated: $d) { name } interfaces { name } possibleTypes { name } }',
      variables: { n: 'Cell' },
    },
    {
      query:
        '{ __type(name: "Nope") { name } x: __schema { description queryType { n: name ... on __Type { kind } fields { name @include(if: false) type { kind } } } } }',
    },
    {
      query: '{ grid { id: colour near { id: x told } area around } }',
    },
    { query: '{ picked(kinds: [A, B]) { colour box { h: w } kind } }' },
    { query: '{ picked(kind: null) { id } cell(at: {x: 1, y: null}) { pair depth(in: null) } }' },
    { query: 'query ($k: Kind = null, $p: Pos = {x: 2}) { picked(kind: $k) { id } cell(at: $p) { depth(in: $k) level } }' },
    { query: 'subscription { painted { colour: kind twin { colour } pair } }' },
  ],
  measures: [
    { query: '{ goods { weight } }', data: { goods: [{ weight: 1 }, { weight: 2 }, { weight: 3 }] } },
    {
      query: 'subscription { changed { weight freight light rel { weight(unit: 2) } } }',
      data: { changed: { weight: 2, freight: 16, light: -2, rel: [{ weight: 6 }] } },
    },
    {
      query: '{ goods { light tall } }',
      data: {
        goods: [
          { light: -1, tall: 206 },
          { light: -2, tall: 215 },
          { light: -3, tall: 224 },
        ],
      },
    },
    { query: '{ goods { crate tall duty net gross(times: 2) weight: name maker { height: name seal } } }' },
    {
      query:
        'mutation ($u: Int, $l: String) { weigh { weight(unit: $u) freight crate: light tall: crate maker { name(lang: $l) } } }',
      variables: { u: null, l: 'fr' },
    },
  ],
  strict: [
    { query: '{ work { ... on Book { likes } rank } }', data: { work: { rank: 2 } } },
    {
      query: '{ best { rank ... on Book { likes loans(times: 2) } ... on Film { score } } }',
      data: {
        best: [
          { rank: 1, likes: 0, loans: 0 },
          { rank: 2, score: 1 },
          { rank: 3, likes: 20, loans: 4 },
          { rank: 4, score: 3 },
        ],
      },
    },
    { query: '{ top { ... on Any { ... on Book { stars } } told rank } }', data: { top: { told: 1, rank: 2 } } },
    { query: '{ works { ...B told title: score } } fragment B on Book { x: stars rank: likes seat { no } }' },
    {
      query: 'query ($n: Int!, $v: Boolean!) { pair { ... on Book @include(if: $v) { loans(times: $n) } rank } }',
      variables: { n: 3, v: true },
    },
    { query: 'subscription { lent { rank ... on Book { likes stars } told } }', data: { lent: { rank: 4, told: 3 } } },
    { query: 'mutation { lend { ... on Film { rank title } ... on Book { seat { no } } score } }' },
    { query: '{ works { rank likes } }' },
    // What is selected of all stands beside what fails for films.
    {
      query: '{ works { seat { no } ... on Film { score } } pair { rank ... on Book { x: seat { no } told: likes } } }',
    },
    { query: '{ lend: works { score ... on Book { x: seat { no } id told: likes } } }' },
    {
      query:
        'query ($v: Boolean!) { pair { rank @skip(if: $v) ... on Book { stars } } best { ... on Book { stars } likes @skip(if: $v) } }',
      variables: { v: true },
    },
    {
      query: '{ pair { id ... on Book { likes loans } } works { likes } }',
      data: { pair: [{ id: 'w2', likes: 20, loans: 2 }, { id: 'w3' }], works: [{ likes: 0 }, null, null, { likes: 20 }] },
    },
    // What fails for films has the response name of something else that is selected of films.
    { query: '{ best { ... on Book { likes } ... on Film { likes: score } } }' },
    { query: '{ best { ... on Book { score: likes loans } ... on Film { score loans: title } } }' },
    { query: '{ works { ... on Any { ... on Book { x: stars } } ... on Film { x: rank likes: id stars: told } } }' },
    { query: 'subscription { lent { ... on Book { seat { no } } ... on Film { seat: told } } }', data: { lent: { seat: 3 } } },
  ],
  chains: [
    { query: '{ unit { delta } }', data: { unit: { delta: 35 } } },
    { query: '{ unit { peers { epsilon } } }', data: { unit: { peers: [{ epsilon: -52 }, null, { epsilon: -35 }] } } },
    { query: 'query ($v: Boolean!) { unit { gamma gamma @include(if: $v) sum } }', variables: { v: true } },
    {
      query: 'query ($v: Boolean!, $w: Boolean!) { units { info @include(if: $v) { unit @skip(if: $w) { alpha: gamma } } } }',
      variables: { v: true, w: false },
    },
    { query: '{ unit { gamma total plain } }', data: { unit: { gamma: 21, total: 401, plain: 202 } } },
    { query: '{ units { info { unit { alpha: gamma gamma: total peer { beta: epsilon } } } other } }' },
    { query: 'mutation { upc: touch { gamma other peers { id: delta } } x: touch(id: "u0") { epsilon isin } }' },
    { query: 'subscription { touched { gamma sum peers { epsilon id: delta } } }' },
  ],
  abstract: [
    {
      query: '{ cases { length listed about } }',
      data: {
        cases: [
          { length: 0, listed: 'Piece 0,,slip 0', about: 'Piece 1, a Reel' },
          { length: 10, listed: 'a reel,,slip 1', about: 'Piece 2, a Tome' },
          { length: null, listed: 'Piece 2,,slip 0', about: 'Piece 3, a Reel' },
        ],
      },
    },
    { query: '{ cases { length: listed listed: about top { __typename: title ... on Reel { id: minutes } } } }' },
    { query: 'mutation { move { about inner { piece { title: id } } } }' },
    // The planner forgets to declare a variable of one fetch.
    {
      query:
        'query ($v: Boolean!) { cases { top { id ... on Any { ...F } ...G } about } } fragment F on Any { ... on Slip @include(if: $v) { text } } fragment G on Tome { id title }',
      variables: { v: true },
    },
    {
      query: 'subscription ($v: Boolean!) { moved { length @include(if: $v) all { ... on Slip { text } } listed } }',
      variables: { v: true },
    },
  ],
  // A field that one subgraph is asked of all, beside one that it is asked of some, which are sent more.
  twofold: [
    { query: '{ rated { stars ... on Book { caption } } starred { isbn headline ... on Node { seen id } } }' },
    {
      query: 'mutation { put { stars ... on Book { caption } ... on Node { seen } } }',
      data: { put: { stars: '* 2', seen: 7 } },
    },
    {
      query: 'mutation { put(id: "n3") { stars ... on Book { rating: headline headline: caption } } }',
      data: { put: { stars: '* null', rating: '! n3 de', headline: 'c n3 none' } },
    },
    // Planned in parts, one of which asks nothing of any subgraph.
    {
      query: '{ starred { seen ... on Book { id } } t1: __typename }',
      data: { starred: { seen: 8, id: 'n3' }, t1: 'Query' },
    },
    { query: '{ t: __typename rated { ... on Node { seen ... on Media { ... on Book { isbn } } } } }' },
    {
      query: 'query ($v: Boolean!) { x: __typename @include(if: $v) starred { seen ... on Book { id @skip(if: $v) pages } } }',
      variables: { v: true },
    },
    { query: 'subscription { putted { ... on Media { stars title(lang: "fr") ... on Book { caption headline } } } }' },
    {
      query:
        'subscription { n: putted(id: "n9") { id: __typename seen ... on User { fav { seen: rating rating: stars ... on Film { caption } } } } }',
      data: { n: { id: 'User', seen: 99, fav: { seen: 1, rating: '* 1' } } },
    },
  ],
  conditions: [true, false].flatMap((v) => [
    { query: 'query ($v: Boolean!) { t { id b c @skip(if: $v) } }', variables: { v } },
    { query: 'query ($v: Boolean!) { ts { b c @include(if: $v) e } }', variables: { v } },
    { query: `{ t { b c @skip(if: ${v}) e } }` },
    { query: 'query ($v: Boolean!) { t { a: c b @skip(if: $v) } }', variables: { v } },
  ]),
};

describe.each(Object.keys(worlds) as (keyof typeof worlds)[])('in the world of %s', (name) => {
  let both: Both;
  beforeAll(() => {
    both = serveBoth(worlds[name]);
  });

  it.each(cases[name])('answers $query with $variables', async ({ query, variables, data }) => {
    const asked = { query, ...(variables && { variables }) };
    both.graph.reset();
    if (data !== undefined) expect((await both.whole(query, variables)).data).toEqual(data);
    both.graph.reset();
    expect(await judge(both, asked, () => both.graph.reset())).toMatchObject({ verdict: 'right' });
  });
});

it('asks no subgraph for an entity without a key', async () => {
  const both = serveBoth(small.library);
  const sent: unknown[] = [];
  await askGateway(both, {
    query: '{ best { ... on Book { slug } } }',
    call: (service, query, variables) => {
      if (Array.isArray(variables.representations)) sent.push(...variables.representations);
      return both.graph.call(service, query, variables);
    },
  });
  expect(sent.length).toBeGreaterThan(0);
  for (const each of sent) expect(each).toHaveProperty('id');
});

describe('when a subgraph fails for one field', () => {
  /** Answers with one service failing: as a whole, or for a field of all entities. */
  const failing = async (world: (typeof worlds)[keyof typeof worlds], query: string, [service, field]: readonly string[]) => {
    const both = serveBoth(world);
    const call = async (...[name, ...rest]: Parameters<Both['graph']['call']>) => {
      const answer = await both.graph.call(name, ...rest);
      if (name !== service) return answer;
      if (!field) throw new Error('away');
      const found = (answer.data?._entities ?? []) as Record<string, unknown>[];
      const errors = found.map((_, i) => ({ message: `no ${field}`, path: ['_entities', i, field] }));
      return { data: { _entities: found.map((each) => ({ ...each, [field]: null })) }, errors };
    };
    const { data, errors = [] } = await askGateway(both, { query, call });
    return { data, errors: errors.map(({ path }) => path?.join('.')) };
  };

  it.each([
    ['{ id: object { b } }', ['two'], ['id']],
    ['{ x: object { b } }', ['two'], ['x']],
    ['{ __typename: objects { id: legacyId b } }', ['two'], ['__typename.0']],
    ['{ id: object { b } }', ['two', 'b'], ['id.b']],
    ['{ objects { _client_1_x: b v } }', ['two', '_client__client_1_x'], ['objects.0._client_1_x', 'objects.1._client_1_x']],
  ])('tells %s, which lacks what %j gives, at %j', async (query, fails, places) => {
    expect((await failing(small.keys, query, fails)).errors).toEqual(places);
  });

  it.each([
    ['{ c: cell { colour: area } }', ['b', 'box'], ['c.colour']],
    ['{ c: cell { colour: area x: area } }', ['b', 'box'], ['c.colour', 'c.x']],
    // A field that another one requires and that is selected too is told at both.
    ['{ grid { area box { w } } }', ['b', 'box'], ['grid.0.0.box', 'grid.2.0.box', 'grid.0.0.area', 'grid.2.0.area']],
    ['{ cell { box { h } b: area pair } }', ['b', 'box'], ['cell.box', 'cell.b']],
    // No place has the error of a value that was made without what it requires.
    ['{ cell { pair } }', ['b', 'colour'], [undefined]],
  ])('tells %s, which requires what %j gives, at %j', async (query, fails, places) => {
    expect((await failing(hard.layers, query, fails)).errors).toEqual(places);
  });

  // The first review that waits is a book's, of which nobody selected it.
  it('says so where it is selected, though it was asked for more', async () => {
    const query = '{ items { slug ... on Film { reviews { author { age } } } } }';
    expect((await failing(rich, query, ['people'])).errors).toEqual(['items.1.reviews.0.author']);
  });

  // Of songs alone the stock may not be null, whatever the interface says.
  it.each([
    ['{ top { stock } }', 'stock', [null, { stock: null }, { stock: null }]],
    ['{ top { id ... on Media { x: stock } } }', '_plan0_', [null, { id: 'm4', x: null }, { id: 'm3', x: null }]],
  ])('nulls what the type of an object does not let be null, in %s', async (query, field, top) => {
    expect(await failing(hard.faces, query, ['a', field])).toMatchObject({ data: { top } });
  });
});
