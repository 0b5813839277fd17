#!/usr/bin/env bash
# @theguild/federation-composition 0.27.0 beside @apollo/composition 2.14.4 (with @apollo/query-planner 2.14.4, graphql 16.15.0).
# A subgraph `ratings` lists an interface of `catalog` as an @interfaceObject. It marks `title` as @external, since it only requires it:
#   type Media @interfaceObject @key(fields: "id") { id: ID! title: String @external slug: String @requires(fields: "title") }
# The supergraph of the Guild's package no longer says whose `title` is. A field without a mark belongs to every subgraph of its type, so the
# plan of { best { title } } asks `ratings` for it, which does not have it, and that of { best { slug } } fetches no title for it. With a third
# subgraph that has the interface without `title` the marks are there; one would expect them in both cases, as Apollo's package writes them.
# Output seen:
#   apollo: @join__field(graph: CATALOG) @join__field(graph: RATINGS, external: true); title: catalog; slug: ratings with title
#   guild: ; title: ratings; slug: ratings with nothing
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @theguild/federation-composition@0.27.0 @apollo/composition@2.14.4 @apollo/federation-internals@2.14.4 @apollo/query-planner@2.14.4 graphql@16.15.0 >/dev/null
cat > compose.js <<'JS'
const apollo = require('@apollo/composition');
const guild = require('@theguild/federation-composition');
const { Supergraph, operationFromDocument } = require('@apollo/federation-internals');
const { QueryPlanner } = require('@apollo/query-planner');
const { parse, print } = require('graphql');
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@interfaceObject"]) ';
const subgraphs = {
  catalog: 'type Query { all: [Media] } interface Media @key(fields: "id") { id: ID! title: String } ' +
    'type Book implements Media @key(fields: "id") { id: ID! title: String }',
  ratings: 'type Query { best: [Media] } ' +
    'type Media @interfaceObject @key(fields: "id") { id: ID! title: String @external slug: String @requires(fields: "title") }',
};
const services = Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) }));
for (const [name, { composeServices }] of Object.entries({ apollo, guild })) {
  const { supergraphSdl } = composeServices(services);
  const media = parse(supergraphSdl).definitions.find((each) => each.name?.value === 'Media');
  const marks = media.fields.find((each) => each.name.value === 'title').directives.map(print).sort().join(' ');
  const supergraph = Supergraph.build(supergraphSdl);
  const fetchesFor = (text) => {
    const found = [];
    const walk = (node) => { if (!node) return; if (node.kind === 'Fetch') found.push(node); for (const each of node.nodes ?? [node.node]) walk(each); };
    walk(new QueryPlanner(supergraph).buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(text))).node);
    return found;
  };
  const by = (field, fetches) => fetches.find(({ operation }) => new RegExp(`\\b${field}\\b`).test(operation));
  const slug = by('slug', fetchesFor('{ best { slug } }'));
  const given = /"title"/.test(JSON.stringify(slug.requires ?? [])) ? 'title' : 'nothing';
  console.log(`${name}: ${marks}; title: ${by('title', fetchesFor('{ best { title } }')).serviceName}; slug: ${slug.serviceName} with ${given}`);
}
JS
seen=$(node compose.js)
echo "$seen"
[ "$seen" = 'apollo: @join__field(graph: CATALOG) @join__field(graph: RATINGS, external: true); title: catalog; slug: ratings with title
guild: ; title: ratings; slug: ratings with nothing' ]
