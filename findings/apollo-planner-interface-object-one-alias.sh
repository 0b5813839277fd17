#!/usr/bin/env bash
# @apollo/query-planner 2.14.4 (with @apollo/composition 2.14.4, graphql 16.15.0).
# A subgraph `ratings` adds `score` and `rank` to an interface by @interfaceObject. The operation
#   { media { ... on Book { n: score } ... on Film { n: rank } } }
# is valid: a book is never a film, so one response name may stand for two fields. The plan asks `ratings` once, for books and films alike, and
# within `... on Media` only one of the two fields is left: films are answered with their score under the name of their rank, without an error.
# One would expect two response names, or a fetch for each type.
# Output seen: "asked of ratings for n: score"
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @apollo/composition@2.14.4 @apollo/federation-internals@2.14.4 @apollo/query-planner@2.14.4 graphql@16.15.0 >/dev/null
cat > plan.js <<'JS'
const { composeServices } = require('@apollo/composition');
const { Supergraph, operationFromDocument } = require('@apollo/federation-internals');
const { QueryPlanner } = require('@apollo/query-planner');
const { parse } = require('graphql');
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@interfaceObject"]) ';
const subgraphs = {
  owner: 'type Query { media: [Media] } interface Media @key(fields: "id") { id: ID! } ' +
    'type Book implements Media @key(fields: "id") { id: ID! } type Film implements Media @key(fields: "id") { id: ID! }',
  ratings: 'type Media @interfaceObject @key(fields: "id") { id: ID! score: Int rank: Int }',
};
const { supergraphSdl } = composeServices(Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) })));
const supergraph = Supergraph.build(supergraphSdl);
const operation = operationFromDocument(supergraph.apiSchema(), parse('{ media { ... on Book { n: score } ... on Film { n: rank } } }'));
const fetches = [];
const walk = (node) => { if (!node) return; if (node.kind === 'Fetch') fetches.push(node); for (const each of node.nodes ?? [node.node]) walk(each); };
walk(new QueryPlanner(supergraph).buildQueryPlan(operation).node);
const asked = fetches.filter(({ serviceName }) => serviceName === 'ratings').flatMap((each) => each.operation.match(/\w+(?=[\s}])|\bn:\s*\w+/g));
console.log(`asked of ratings for n: ${asked.filter((each) => each.startsWith('n:')).map((each) => each.slice(2).trim()).join(', ')}`);
JS
seen=$(node plan.js)
echo "$seen"
[ "$seen" = "asked of ratings for n: score" ]
