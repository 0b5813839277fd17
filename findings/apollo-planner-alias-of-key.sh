#!/usr/bin/env bash
# @apollo/query-planner 2.14.4 (with @apollo/composition 2.14.4, graphql 16.15.0).
# Two subgraphs share `type O @key(fields: "id")`. A client may call any field `id`:
#   { object { id: legacyId b } }
# The key that the plan adds takes the place of the client's field: `legacyId` is asked of no subgraph, and the client reads the key under its
# alias, without an error. One would expect the planner to fetch its key under a name of its own.
# Output seen: "the first subgraph is asked for: __typename, id"
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @apollo/composition@2.14.4 @apollo/federation-internals@2.14.4 @apollo/query-planner@2.14.4 graphql@16.15.0 >/dev/null
cat > plan.js <<'JS'
const { composeServices } = require('@apollo/composition');
const { Supergraph, operationFromDocument } = require('@apollo/federation-internals');
const { QueryPlanner } = require('@apollo/query-planner');
const { parse, print } = require('graphql');
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"]) ';
const subgraphs = {
  one: 'type Query { object: O } type O @key(fields: "id") { id: ID! legacyId: ID }',
  two: 'type O @key(fields: "id") { id: ID! b: String }',
};
const { supergraphSdl } = composeServices(Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) })));
const supergraph = Supergraph.build(supergraphSdl);
const operation = operationFromDocument(supergraph.apiSchema(), parse('{ object { id: legacyId b } }'));
const [first] = new QueryPlanner(supergraph).buildQueryPlan(operation).node.nodes;
const object = parse(first.operation).definitions[0].selectionSet.selections[0];
console.log(`the first subgraph is asked for: ${object.selectionSet.selections.map(print).sort().join(', ')}`);
JS
seen=$(node plan.js)
echo "$seen"
[ "$seen" = "the first subgraph is asked for: __typename, id" ]
