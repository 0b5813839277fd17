// Promises of: which answers everyone may share, by the tags of the schema, on supergraphs made for it and on ours.
import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse, printSchema } from 'graphql';
import { type Graph, readGraph } from '#gateway/graph/supergraph';
import { isPublic, isPublicFeed } from '#gateway/operation/audience';
import { type Operation, operationOf } from '#gateway/operation/document';
import { projectFile } from '#kit/words/projectFile';

const link = (imports: string) => `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`;
const head = link('"@key", "@tag", "@shareable", "@override", "@interfaceObject", "@external", "@provides"');

function graphOf(...subgraphs: string[]): Graph {
  const services = subgraphs.map((sdl, i) => ({
    name: 'abc'[i] as string,
    url: `http://${'abc'[i]}.example`,
    typeDefs: parse(/@link/.test(sdl) ? sdl : `${head} ${sdl}`),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return readGraph(supergraphSdl);
}

const publicIn = (schemas: Graph, text: string) => isPublic(operationOf(parse(text), { text, schemas }) as Operation);

const anyone = '@tag(name: "audience-anyone")';
const staff = '@tag(name: "audience-staff")';

describe('a query', () => {
  const graph = graphOf(`
    type Query {
      books: [Book!] ${anyone} orders: [Order!] ${staff} both: Int ${anyone} ${staff} plain: Int other: Int @tag(name: "beta")
      marked: Int ${anyone} @tag(name: "beta") things: [Thing!] ${anyone} found: [Found!] ${anyone} self: Self ${anyone} closed: Closed ${anyone} mixed: Mixed ${anyone}
    }
    type Mutation { add: Int ${anyone} }
    type Subscription { added: Int ${anyone} books: [Book!] ${anyone} orders: [Order!] ${staff} plain: Int }
    type Book implements Thing { title: String author: Author price: Int ${staff} }
    type Author { name: String email: String ${staff} }
    type Order { id: ID }
    interface Thing { title: String price: Int }
    type Map implements Thing { title: String price: Int }
    union Found = Book | Map
    type Self { query: Query }
    type Closed ${staff} { a: Int }
    union Mixed = Map | Closed
  `);
  const asks = (text: string) => publicIn(graph, text);

  it.each([
    ['is tagged for anyone at its root', '{ books { title author { name } } }'],
    ['has other tags besides', '{ marked }'],
    [
      'asks for type names and the schema',
      '{ __typename __schema { types { name } } __type(name: "Book") { name } books { __typename } }',
    ],
    [
      'uses fragments and conditions',
      'query ($a: Boolean!) { ...F } fragment F on Query { books @include(if: $a) { ...G } } fragment G on Book { title }',
    ],
    ['asks what an interface says alike for everyone', '{ things { title ... on Map { price } } }'],
    ['asks the public members of a union', '{ found { ... on Map { price } ... on Book { title } } }'],
    ['finds the root again below, and asks it for public fields', '{ self { query { books { title } } } }'],
  ])('is public that %s', (_what, text) => {
    expect(asks(text)).toBe(true);
  });

  it.each([
    ['is tagged for somebody else', '{ orders { id } }'],
    ['is tagged for anyone and somebody else', '{ both }'],
    ['has no tag at its root', '{ plain }'],
    ['has a tag of another kind only', '{ other }'],
    ['has one such root field among public ones', '{ books { title } plain }'],
    ['has a field below for somebody else', '{ books { price } }'],
    ['has one far below, in a fragment', '{ books { ...F } } fragment F on Book { author { email } }'],
    ['has one where a condition may exclude it', '{ books { price @skip(if: true) } }'],
    ['asks an interface for what one of its types keeps for somebody else', '{ things { price } }'],
    ['asks a member of a union for it', '{ found { ... on Book { price } } }'],
    ['asks it by an interface within a union', '{ found { ... on Thing { price } } }'],
    ['finds the root again below, and asks it for more', '{ self { query { plain } } }'],
    ['reaches a type that is for somebody else', '{ closed { a } }'],
    ['reaches one by a union, if only for its name', '{ mixed { __typename } }'],
    ['asks for a field that the schema does not have', '{ books { nothing } }'],
  ])('is not public that %s', (_what, text) => {
    expect(asks(text)).toBe(false);
  });

  it('that changes something, or goes on, is never public', () => {
    expect([asks('mutation { add }'), asks('subscription { added }')]).toEqual([false, false]);
  });

  it.each([
    ['subscription { added }', true],
    ['subscription { books { title author { name } } }', true],
    ['subscription { books { price } }', false],
    ['subscription { orders { id } }', false],
    ['subscription { plain }', false],
    ['{ books { title } }', false],
    ['mutation { add }', false],
  ])('is no feed; whether everybody reads the same events of %s: %s', (text, expected) => {
    expect(isPublicFeed(operationOf(parse(text), { text, schemas: graph }) as Operation)).toBe(expected);
  });

  it('is judged by the operation that is asked for', () => {
    const document = parse('query A { books { title } } query B { plain }');
    const answers = ['A', 'B'].map((name) => isPublic(operationOf(document, { name, schemas: graph }) as Operation));
    expect(answers).toEqual([true, false]);
  });

  it('is not public before there is a supergraph', () => {
    expect(isPublic(operationOf(parse('{ __typename }')) as Operation)).toBe(false);
  });
});

describe('a root field of two subgraphs', () => {
  it.each([
    ['that tag it alike, since composition does not say so', anyone, anyone],
    ['of which one tags it', anyone, ''],
    ['of which the other tags it', '', anyone],
    ['that tag it differently', anyone, staff],
  ])('%s is not public', (_what, one, other) => {
    const graph = graphOf(
      `type Query { shared: Int @shareable ${one} }`,
      `type Query { shared: Int @shareable ${other} own: Int ${anyone} }`,
    );
    expect([publicIn(graph, '{ shared }'), publicIn(graph, '{ own }')]).toEqual([false, true]);
  });

  it('that was taken over from one that tagged it is not public, also while only a share of it is', () => {
    for (const label of ['', ', label: "percent(0)"']) {
      const graph = graphOf(
        `type Query { moved: Int ${anyone} }`,
        `type Query { moved: Int @override(from: "a"${label}) b: Int }`,
      );
      expect(publicIn(graph, '{ moved }')).toBe(false);
    }
  });
});

describe('a field below', () => {
  it('is for somebody else when any subgraph says so', () => {
    const graph = graphOf(
      `type Query { book: Book ${anyone} } type Book @key(fields: "id") { id: ID! stock: Int @shareable }`,
      `type Book @key(fields: "id") { id: ID! stock: Int @shareable ${staff} }`,
    );
    expect([publicIn(graph, '{ book { id } }'), publicIn(graph, '{ book { stock } }')]).toEqual([true, false]);
  });

  it('of an interface object is for somebody else in every type of the interface', () => {
    const graph = graphOf(
      `type Query { thing: Thing ${anyone} } interface Thing @key(fields: "id") { id: ID! } type Book implements Thing @key(fields: "id") { id: ID! }`,
      `type Thing @interfaceObject @key(fields: "id") { id: ID! notes: String ${staff} }`,
    );
    expect(
      ['{ thing { id } }', '{ thing { notes } }', '{ thing { ... on Book { notes } } }'].map((text) => publicIn(graph, text)),
    ).toEqual([true, false, false]);
  });
});

describe('the name of the tag', () => {
  const renamed = (tag: string) => `${link('"@key", { name: "@tag", as: "@label" }')} type Query { a: Int ${tag} b: Int }`;

  it('is read from the link that imports it under another name', () => {
    const graph = graphOf(renamed('@label(name: "audience-anyone")'));
    expect([publicIn(graph, '{ a }'), publicIn(graph, '{ b }')]).toEqual([true, false]);
  });

  it('is not that of a directive of the graph itself, which is called tag and means something else', () => {
    const own = 'directive @tag(name: String!) on FIELD_DEFINITION';
    const composed = `@link(url: "https://example.org/own/v1.0", import: ["@tag"]) @composeDirective(name: "@tag")`;
    const graph = graphOf(`${link('"@composeDirective"')} ${composed} ${own} type Query { a: Int ${anyone} }`);
    expect(publicIn(graph, '{ a }')).toBe(false);
  });
});

it('a graph that knows nothing of these tags has nothing public', () => {
  const graph = graphOf('type Query { a: Int b: B } type B { c: Int }');
  expect(['{ a }', '{ b { c } }', '{ a __typename }'].map((text) => publicIn(graph, text))).toEqual([false, false, false]);
});

describe('an operator who says that untagged fields are public', () => {
  const publicTo = (graph: Graph, text: string) =>
    isPublic(operationOf(parse(text), { text, schemas: graph }) as Operation, 'public');

  it('is believed, but not against a tag, nor for what changes something', () => {
    const plain = graphOf('type Query { a: Int b: B } type B { c: Int } type Mutation { add: Int }');
    expect(['{ a b { c } }', 'mutation { add }'].map((text) => publicTo(plain, text))).toEqual([true, false]);
    const tagged = graphOf(`type Query { a: Int b: B orders: Int ${staff} } type B { c: Int d: Int ${staff} }`);
    expect(['{ a b { c } }', '{ orders }', '{ b { d } }'].map((text) => publicTo(tagged, text))).toEqual([true, false, false]);
  });
});

describe('our own graph', () => {
  const graph = readGraph(readFileSync(projectFile('schema', 'supergraph.graphql'), 'utf8'));

  it('has public and other registered operations, and no mutation or feed among the public ones', () => {
    const operations = readdirSync(projectFile('schema', 'operations')).map((name) => {
      const text = readFileSync(projectFile('schema', 'operations', name), 'utf8');
      return operationOf(parse(text), { text, schemas: graph }) as Operation;
    });
    const named = (open: boolean) => operations.filter((each) => isPublic(each) === open).map(({ name }) => name);
    const usual = ['CompareLending', 'FrontPetitions', 'LibraryPage', 'ListingSearch', 'PetitionPage', 'PublisherPolicies'];
    expect(named(true)).toEqual(expect.arrayContaining(usual));
    expect(named(false).length).toBeGreaterThan(10);
    expect(operations.filter((each) => isPublic(each) && each.kind !== 'query')).toEqual([]);
  });

  it('has one public feed of a count, and none of what staff follow', () => {
    const feed = (text: string) => isPublicFeed(operationOf(parse(text), { text, schemas: graph }) as Operation);
    expect(
      feed('subscription { petitionCount(id: "a") { count petition { endorsements { nodes { library { name } } } } } }'),
    ).toBe(true);
    expect(feed('subscription { partnershipChanged(libraryId: "a") { __typename } }')).toBe(false);
  });

  it('shows clients no tag', () => {
    expect(printSchema(graph.apiSchema)).not.toMatch(/audience|@tag/);
  });
});
