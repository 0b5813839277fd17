#!/usr/bin/env bash
# @graphql-tools/federation 4.5.2 (with @apollo/composition 2.14.4, @apollo/subgraph 2.14.4, graphql 16.15.0).
# graphql's execute takes a contextValue that may be left out. The loaders that ask subgraphs for entities are kept by that value, and without one
# they are those of the process: what a subgraph once said of an entity is answered to every later operation with the same fields, and the
# subgraph is not asked again. Fields of Query are asked anew each time. One would expect operations not to know of each other.
# Output seen:
#   with a context: 5 holds, then 6 holds; asked of the subgraph: 2
#   without: 5 holds, then 5 holds; asked of the subgraph: 1
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @graphql-tools/federation@4.5.2 @apollo/composition@2.14.4 @apollo/subgraph@2.14.4 graphql@16.15.0 >/dev/null
cat > ask.js <<'JS'
const { composeServices } = require('@apollo/composition');
const { buildSubgraphSchema } = require('@apollo/subgraph');
const { getStitchedSchemaFromSupergraphSdl } = require('@graphql-tools/federation');
const { execute, parse } = require('graphql');
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"]) ';
let holds = 5, asked = 0;
const subgraphs = {
  catalog: {
    typeDefs: parse(`${link} type Query { book: Book } type Book @key(fields: "id") { id: ID! }`),
    resolvers: { Query: { book: () => ({ id: '1' }) } },
  },
  lending: {
    typeDefs: parse(`${link} type Book @key(fields: "id") { id: ID! holds: Int }`),
    resolvers: { Book: { holds: () => holds, __resolveReference: (sent) => (asked++, sent) } },
  },
};
const { supergraphSdl } = composeServices(Object.entries(subgraphs).map(([name, { typeDefs }]) => ({ name, url: `http://${name}`, typeDefs })));
const schemas = Object.fromEntries(Object.entries(subgraphs).map(([name, parts]) => [name, buildSubgraphSchema(parts)]));
const stitched = () => getStitchedSchemaFromSupergraphSdl({
  supergraphSdl,
  onSubschemaConfig(config) {
    const subgraph = schemas[config.name.toLowerCase()];
    config.executor = ({ document, variables }) => execute({ schema: subgraph, document, variableValues: variables });
  },
});
(async () => {
  for (const [name, options] of [['with a context', () => ({ contextValue: {} })], ['without', () => ({})]]) {
    const schema = stitched();
    const ask = async () => (await execute({ schema, document: parse('{ book { holds } }'), ...options() })).data.book.holds;
    [holds, asked] = [5, 0];
    const first = await ask();
    holds = 6;
    console.log(`${name}: ${first} holds, then ${await ask()} holds; asked of the subgraph: ${asked}`);
  }
})();
JS
seen=$(node ask.js)
echo "$seen"
[ "$seen" = 'with a context: 5 holds, then 6 holds; asked of the subgraph: 2
without: 5 holds, then 5 holds; asked of the subgraph: 1' ]
