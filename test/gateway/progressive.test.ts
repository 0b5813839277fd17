// Promises of: a field that is overridden progressively is answered by the subgraph that its label names, or the supergraph is refused.

import { parse } from 'graphql';
import { readGraph } from '#gateway/graph/supergraph';
import { composed } from './support/composed';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override", "@shareable"])\n';
const graph = (label: string) =>
  readGraph(
    composed({
      old: `${link} type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! name: String }`,
      new: `${link} type Thing @key(fields: "id") { id: ID! name: String @override(from: "old"${label}) }`,
    }),
  );
const askedOf = (label: string) => JSON.stringify(graph(label).plan(parse('{ thing { name } }'))).match(/"serviceName":"(\w+)"/g);

it.each([
  ['', ['"serviceName":"old"', '"serviceName":"new"']],
  [', label: "percent(100)"', ['"serviceName":"old"', '"serviceName":"new"']],
  [', label: "percent(0)"', ['"serviceName":"old"']],
])('a field overridden by @override(from: "old"%s) is asked of the right subgraph', (label, services) => {
  expect(askedOf(label)).toEqual(services);
});

it.each([', label: "percent(50)"', ', label: "beta"'])('a supergraph with the label%s is refused in words', (label) => {
  expect(() => graph(label)).toThrow(/does not decide labels/);
});
