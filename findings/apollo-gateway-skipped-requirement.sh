#!/usr/bin/env bash
# @apollo/gateway 2.14.4 (with @apollo/subgraph 2.14.4, @apollo/composition 2.14.4, @apollo/server 5.5.1, graphql 16.15.0).
# Two fields of `Order` require different parts of one list of objects:
#   total: Int @requires(fields: "lines { count }")    first: String @requires(fields: "lines { part { name } }")
# Where the client skips one of them ({ order { total first @skip(if: true) } }), what that one requires is not fetched, as it should be, but
# the gateway still builds it into the representation: each line becomes null, although its `count` is there. So the field that was not
# skipped fails, or counts nothing. With both fields, or written without the skipped one, the answer is right.
# Output seen:
#   without the other: lines [{"count":2}], total 2
#   the other skipped: lines [null], total null
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @apollo/composition@2.14.4 @apollo/gateway@2.14.4 @apollo/subgraph@2.14.4 @apollo/server@5.5.1 graphql@16.15.0 >/dev/null
cat > ask.js <<'JS'
const { composeServices } = require('@apollo/composition');
const { ApolloGateway, LocalGraphQLDataSource } = require('@apollo/gateway');
const { ApolloServer } = require('@apollo/server');
const { buildSubgraphSchema } = require('@apollo/subgraph');
const { parse } = require('graphql');
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"]) ';
const order = { id: '1', lines: [{ count: 2, part: { name: 'Tea' } }] };
const received = [];
const subgraphs = {
  orders: {
    typeDefs: parse(`${link} type Query { order: Order } type Order @key(fields: "id") { id: ID! lines: [Line] }
      type Line { count: Int part: Part } type Part { name: String }`),
    resolvers: { Query: { order: () => order } },
  },
  totals: {
    typeDefs: parse(`${link} type Order @key(fields: "id") { id: ID! lines: [Line] @external
        total: Int @requires(fields: "lines { count }") first: String @requires(fields: "lines { part { name } }") }
      type Line { count: Int @external part: Part @external } type Part { name: String @external }`),
    resolvers: {
      Order: {
        __resolveReference: (known) => { received.push(JSON.stringify(known.lines)); return known; },
        total: ({ lines }) => lines.reduce((sum, { count }) => sum + count, 0),
        first: ({ lines }) => lines[0].part.name,
      },
    },
  },
};
const { supergraphSdl } = composeServices(Object.entries(subgraphs).map(([name, { typeDefs }]) => ({ name, url: `http://${name}`, typeDefs })));
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const gateway = new ApolloGateway({
  supergraphSdl, logger: quiet, buildService: ({ name }) => new LocalGraphQLDataSource(buildSubgraphSchema(subgraphs[name])),
});
const server = new ApolloServer({ gateway, logger: quiet });
(async () => {
  await server.start();
  for (const [title, query] of [['without the other', '{ order { total } }'], ['the other skipped', '{ order { total first @skip(if: true) } }']]) {
    const { body } = await server.executeOperation({ query });
    console.log(`${title}: lines ${received.pop()}, total ${body.singleResult.data.order.total}`);
  }
  await server.stop();
})();
JS
seen=$(node ask.js)
echo "$seen"
[ "$seen" = $'without the other: lines [{"count":2}], total 2\nthe other skipped: lines [null], total null' ]
