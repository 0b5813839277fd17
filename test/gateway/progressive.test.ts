// Promises of: a field that is overridden progressively is answered by the subgraph that its label names, or the supergraph is refused.

import { parse, stripIgnoredCharacters } from 'graphql';
import { readGraph } from '#gateway/graph/supergraph';
import { serveBoth } from './oracle/whole';
import { worlds } from './oracle/worlds';
import { composed } from './support/composed';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override", "@shareable"])\n';
const supergraph = (label: string) =>
  composed({
    old: `${link} type Query { thing: Thing count: Int } type Mutation { add: Int } type Subscription { things: Thing }
      type Thing @key(fields: "id") { id: ID! name: String }`,
    new: `${link} type Query { count: Int @override(from: "old"${label}) } type Mutation { add: Int @override(from: "old"${label}) }
      type Subscription { things: Thing @override(from: "old"${label}) } type Thing @key(fields: "id") { id: ID! name: String @override(from: "old"${label}) }`,
  });
const services = (sdl: string, query: string) =>
  [...JSON.stringify(readGraph(sdl).plan(parse(query))).matchAll(/"serviceName":"(\w+)"/g)].map(([, name]) => name);

/** As composition prints it, and as a tool leaves it that saves every space. */
const layouts = [(sdl: string) => sdl, stripIgnoredCharacters];

it.each([
  ['', true],
  [', label: "percent(100)"', true],
  [', label: "percent(0)"', false],
  [', label: "percent(0.0)"', false],
  [', label: "percent(00)"', false],
])(
  'a field overridden by @override(from: "old"%s) is asked of the right subgraph, in any layout of the supergraph',
  (label, isNew) => {
    for (const laidOut of layouts) {
      const sdl = laidOut(supergraph(label));
      expect(services(sdl, '{ thing { name } }')).toEqual(isNew ? ['old', 'new'] : ['old']);
      for (const query of ['{ count }', 'mutation { add }', 'subscription { things { name } }'])
        expect(services(sdl, query)).toEqual([isNew ? 'new' : 'old']);
    }
  },
);

it.each([', label: "percent(50)"', ', label: "percent(99.9)"', ', label: "beta"'])(
  'a supergraph with the label%s is refused in words, in any layout',
  (label) => {
    for (const laidOut of layouts) expect(() => readGraph(laidOut(supergraph(label)))).toThrow(/does not decide labels/);
  },
);

it('a supergraph that only speaks of labels in a description is served', () => {
  const sdl = composed({ a: `${link} type Query { "As in overrideLabel: \\"beta\\"." count: Int }` });
  expect(services(sdl, '{ count }')).toEqual(['a']);
});

it.each([
  [worlds.moving, '{ cheap { id: name sku: maker name: id price note } }'],
  [worlds.sizes, '{ h { pair bulk size(unit: 2) price } }'],
])('keys that nobody resolves and requirements with arguments are known in any layout of the supergraph', (world, query) => {
  const { sdl } = serveBoth(world).graph;
  const [plan, other] = layouts.map((laidOut) => readGraph(laidOut(sdl)).plan(parse(query)));
  expect(other).toEqual(plan);
});
