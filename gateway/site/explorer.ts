// The explorer of the graph for developers: GraphiQL, served by us, asking nothing of other servers. Never in production.
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isRequiredInputField,
  Kind,
  type TypeNode,
  typeFromAST,
} from 'graphql';
import { projectFile } from '#kit/words/projectFile';
import type { Operation } from '../operation/document';

export interface ExplorerOptions {
  /** The registered operations. */
  readonly operations: () => readonly Operation[];
  readonly schema: () => GraphQLSchema | undefined;
  /** Variables by the name of their operation, for the tabs that are open at first. */
  readonly examples: Readonly<Record<string, object>>;
}

/** Its parts by the names under which it asks for them. Packages for developers bring most, so an installation for production has none. */
const parts: Readonly<Record<string, readonly string[]>> = {
  'start.js': ['gateway', 'site', 'explorer', 'start.mjs'],
  'start.css': ['gateway', 'site', 'explorer', 'start.css'],
  'react.js': ['node_modules', 'react', 'umd', 'react.production.min.js'],
  'react-dom.js': ['node_modules', 'react-dom', 'umd', 'react-dom.production.min.js'],
  'graphiql.js': ['node_modules', 'graphiql', 'graphiql.min.js'],
  'graphiql.css': ['node_modules', 'graphiql', 'graphiql.min.css'],
  'graphql-ws.js': ['node_modules', 'graphql-ws', 'umd', 'graphql-ws.min.js'],
};
const folder = '/graphql/explorer';

/** Whether a request to the graph is that of a person who opens its address, and asks nothing yet. */
export const opensExplorer = ({ method, query, headers }: FastifyRequest): boolean =>
  method === 'GET' &&
  headers.accept?.includes('text/html') === true &&
  !/query|extensions/.test(Object.keys(query as object).join());

/** GraphiQL writes styles into its elements and brings its letters in its style: looser than any other page of ours. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; " +
    "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
};

const scripts = ['react.js', 'react-dom.js', 'graphiql.js', 'graphql-ws.js'];
const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Explorer · Shelfbridge</title>
<link rel="stylesheet" href="${folder}/graphiql.css">
<link rel="stylesheet" href="${folder}/start.css">
${scripts.map((name) => `<script src="${folder}/${name}" defer></script>`).join('\n')}
<script src="${folder}/start.js" type="module"></script>
</head>
<body>
<header>
<h1>Explorer</h1>
<label>Registered operation <select id="operation"><option value="">Choose one</option></select></label>
<label>Token <input id="token" type="password" autocomplete="off" spellcheck="false" placeholder="npm run --silent token"></label>
<a href="/developers">For developers</a>
</header>
<main id="explorer"></main>
</body>
</html>
`;

const missing = `This installation has no explorer: its packages are for developers. Install them by "npm ci" without --omit=dev.\n`;

const isThere = () => Object.values(parts).every((part) => existsSync(projectFile(...part)));

/** Shows the explorer. */
export const sendExplorer = (reply: FastifyReply): FastifyReply =>
  isThere() ? reply.headers(headers).send(html) : reply.code(501).type('text/plain; charset=utf-8').send(missing);

/** Adds what the explorer asks for. */
export function addExplorer(http: FastifyInstance, { operations, schema, examples }: ExplorerOptions): void {
  for (const [name, part] of Object.entries(parts))
    http.get(`${folder}/${name}`, (_request, reply) =>
      reply
        .headers({
          'content-type': extname(name) === '.css' ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
          'cache-control': 'no-cache',
        })
        .send(readFileSync(projectFile(...part), 'utf8')),
    );
  http.get(`${folder}/operations.json`, async () => {
    const all = operations()
      .map((operation) => ({
        name: operation.name ?? '',
        kind: operation.kind,
        query: operation.text,
        variables: JSON.stringify(examples[operation.name ?? ''] ?? templateOf(operation, schema()), null, 2),
      }))
      .sort((one, other) => one.name.localeCompare(other.name));
    const chosen = Object.keys(examples).flatMap((name) => all.find((each) => each.name === name) ?? []);
    return {
      operations: all,
      tabs: (chosen.length > 0 ? chosen : all.slice(0, 1)).map(({ query, variables }) => ({ query, variables })),
    };
  });
}

/** What an operation needs, to be filled in: every required variable, and what may be left out where it is a number of rows. */
function templateOf({ definition }: Operation, schema: GraphQLSchema | undefined): object {
  const required = (definition.variableDefinitions ?? []).filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  );
  return Object.fromEntries(
    required.map(({ variable, type }) => {
      const input = schema && typeFromAST(schema, type as TypeNode);
      return [variable.name.value, isInputType(input) ? sampleOf(input, 3) : null];
    }),
  );
}

/** A value of a type that shows its shape; `deep` ends types that hold themselves. */
function sampleOf(type: GraphQLInputType, deep: number): unknown {
  const nullable = getNullableType(type) as GraphQLInputType;
  if (isListType(nullable)) return [];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(isRequiredInputField);
    return deep === 0 ? {} : Object.fromEntries(fields.map((field) => [field.name, sampleOf(field.type, deep - 1)]));
  }
  const samples: Readonly<Record<string, unknown>> = { Int: 1, Float: 1, Boolean: false, Date: '2019-11-15' };
  return samples[nullable.name] ?? '';
}
