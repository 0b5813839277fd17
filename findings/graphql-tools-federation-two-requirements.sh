#!/usr/bin/env bash
# @graphql-tools/federation 4.5.2 (with @apollo/composition 2.14.4, @apollo/subgraph 2.14.4, graphql 16.15.0).
# Two fields of `Book` require the same field, one of them with an argument:
#   single: String @requires(fields: "price")    bundle: String @requires(fields: "price(copies: 5)")
# Alone each is given its own price. Asked together, both prices are fetched, but one representation is sent for both fields, in which the price
# of five copies takes the place of the other: `single` is wrong, without an error. One would expect a representation for each of them.
# Output seen:
#   { books { single } }: single of 10
#   { books { bundle } }: bundle of 50
#   { books { single bundle } }: single of 50, bundle of 50
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @graphql-tools/federation@4.5.2 @apollo/composition@2.14.4 @apollo/subgraph@2.14.4 graphql@16.15.0 >/dev/null
cat > ask.js <<'JS'
const { composeServices } = require('@apollo/composition');
const { buildSubgraphSchema } = require('@apollo/subgraph');
const { getStitchedSchemaFromSupergraphSdl } = require('@graphql-tools/federation');
const { execute, parse } = require('graphql');
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"]) ';
const subgraphs = {
  catalog: {
    typeDefs: parse(`${link} type Query { books: [Book] } type Book @key(fields: "id") { id: ID! price(copies: Int = 1): Int }`),
    resolvers: { Query: { books: () => [{ id: '1' }] }, Book: { price: (_book, { copies }) => 10 * copies } },
  },
  offers: {
    typeDefs: parse(`${link} type Book @key(fields: "id") { id: ID! price(copies: Int = 1): Int @external
      single: String @requires(fields: "price") bundle: String @requires(fields: "price(copies: 5)") }`),
    resolvers: { Book: { single: ({ price }) => `single of ${price}`, bundle: ({ price }) => `bundle of ${price}`, __resolveReference: (sent) => sent } },
  },
};
const { supergraphSdl } = composeServices(Object.entries(subgraphs).map(([name, { typeDefs }]) => ({ name, url: `http://${name}`, typeDefs })));
const schemas = Object.fromEntries(Object.entries(subgraphs).map(([name, parts]) => [name, buildSubgraphSchema(parts)]));
const schema = getStitchedSchemaFromSupergraphSdl({
  supergraphSdl,
  onSubschemaConfig(config) {
    const subgraph = schemas[config.name.toLowerCase()];
    config.executor = ({ document, variables }) => execute({ schema: subgraph, document, variableValues: variables });
  },
});
(async () => {
  for (const text of ['{ books { single } }', '{ books { bundle } }', '{ books { single bundle } }']) {
    const { data, errors } = await execute({ schema, document: parse(text), contextValue: {} });
    console.log(`${text}: ${errors ?? Object.values(data.books[0]).join(', ')}`);
  }
})();
JS
seen=$(node ask.js)
echo "$seen"
[ "$seen" = '{ books { single } }: single of 10
{ books { bundle } }: bundle of 50
{ books { single bundle } }: single of 50, bundle of 50' ]
