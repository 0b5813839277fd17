#!/usr/bin/env bash
# @apollo/query-planner 2.14.4 (with @apollo/composition 2.14.4, graphql 16.15.0).
# A subgraph `reviews` adds `rating` and `slug @requires(fields: "title")` to an interface by @interfaceObject. The operation
#   { items { rating ... on Game { slug } } }
# wants the slug of games only. The plan fetches `title` within `... on Game` from the owner, and then asks `reviews` for every item with the
# representation `... on Item { __typename id title }`. Books have no title there, so an executor that follows the plan cannot name them,
# and `rating`, which requires nothing, is lost for every item that is not a game. One would expect the title to be required of games alone.
# Output seen: "title fetched for: Game; title required of: Item"
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @apollo/composition@2.14.4 @apollo/federation-internals@2.14.4 @apollo/query-planner@2.14.4 graphql@16.15.0 >/dev/null
cat > plan.js <<'JS'
const { composeServices } = require('@apollo/composition');
const { Supergraph, operationFromDocument } = require('@apollo/federation-internals');
const { QueryPlanner } = require('@apollo/query-planner');
const { parse } = require('graphql');
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@interfaceObject"]) ';
const subgraphs = {
  catalog: 'type Query { items: [Item!]! } interface Item @key(fields: "id") { id: ID! title: String! } ' +
    'type Book implements Item @key(fields: "id") { id: ID! title: String! } type Game implements Item @key(fields: "id") { id: ID! title: String! }',
  reviews: 'type Item @interfaceObject @key(fields: "id") { id: ID! title: String! @external rating: Float slug: String @requires(fields: "title") }',
};
const { supergraphSdl } = composeServices(Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) })));
const supergraph = Supergraph.build(supergraphSdl);
const operation = operationFromDocument(supergraph.apiSchema(), parse('{ items { rating ... on Game { slug } } }'));
const fetches = [];
const walk = (node) => { if (!node) return; if (node.kind === 'Fetch') fetches.push(node); for (const each of node.nodes ?? [node.node]) walk(each); };
walk(new QueryPlanner(supergraph).buildQueryPlan(operation).node);
const [first, second] = fetches;
const fetched = /\.\.\. ?on (\w+)\s*\{[^}]*\btitle\b/.exec(first.operation)?.[1] ?? 'all';
const required = second.requires.filter(({ selections }) => selections.some(({ name }) => name === 'title')).map(({ typeCondition }) => typeCondition);
console.log(`title fetched for: ${fetched}; title required of: ${required.join(', ')}`);
JS
seen=$(node plan.js)
echo "$seen"
[ "$seen" = "title fetched for: Game; title required of: Item" ]
