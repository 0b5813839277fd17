// Both subgraphs of a benchmark in one process: real answers of the committed schemas, each computed once and then sent from memory.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';

const port = Number(process.argv[2]);

const many = <T>(count: number, each: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => each(i));
const library = (i: number) => ({ __typename: 'Library', id: `library-${i}` });
const publisher = { __typename: 'Publisher', id: 'publisher-1', name: 'Meridian House', kind: 'TRADE', bigFive: true };
const petition = (i: number) => ({
  __typename: 'Petition',
  id: `petition-${i}`,
  title: `Petition number ${i} for fair ebook lending`,
  state: 'OPEN',
  signatureCount: 1_000 * i,
  targetPublisher: publisher,
  endorsements: ({ first }: { first: number }) => ({
    totalCount: 40,
    nodes: many(first, (j) => ({ endorsedOn: '2026-03-01', library: library((i * 5 + j) % 24) })),
  }),
});

const signed = { outcome: 'SIGNED', petition: petition(1) };

const resolvers: Readonly<Record<string, object>> = {
  advocacy: {
    Query: { petitions: (_: unknown, { first }: { first: number }) => ({ totalCount: 60, nodes: many(first, petition) }) },
    Mutation: { signPetition: () => signed },
    Library: {
      __resolveReference: (key: object) => key,
      endorsedPetitions: ({ id }: { id: string }, { first }: { first: number }) => many(first, (i) => petition(id.length + i)),
    },
  },
  partnership: {
    Library: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        name: `The Public ${id}`,
        country: 'AU',
        city: 'Canberra',
        sisters: ({ first }: { first: number }) =>
          many(first, (i) => ({ ...library(24 + ((id.length + i) % 12)), name: `Sister ${i}`, country: 'NZ' })),
      }),
    },
  },
};

const schemas: Record<string, GraphQLSchema> = {};
for (const [name, given] of Object.entries(resolvers)) {
  const typeDefs = parse(readFileSync(`schema/${name}.graphql`, 'utf8'));
  schemas[name] = buildSubgraphSchema({ typeDefs, resolvers: given as never });
}

/** A passport of ours begins with claims where somebody is known; the others hand on what the reader showed. */
const saysWhoAsks = ({ authorization, 'x-passport': passport }: IncomingHttpHeaders) =>
  !!authorization || (typeof passport === 'string' && !passport.startsWith('.'));

const known = new Map<string, string>();
let requests = 0;
let named = 0;
/** Spent on answers that were not known, in milliseconds. */
let ms = 0;

createServer(async (request, response) => {
  if (request.url === '/forget') known.clear();
  if (request.url === '/requests' || request.url === '/forget') return response.end(JSON.stringify({ requests, named, ms }));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  requests++;
  if (saysWhoAsks(request.headers)) named++;
  const key = `${request.url}${body}`;
  let text = known.get(key);
  if (text === undefined) {
    const begun = performance.now();
    const { query, variables, operationName } = JSON.parse(body);
    const schema = schemas[request.url?.slice(1) ?? ''] as GraphQLSchema;
    text = JSON.stringify(await graphql({ schema, source: query, variableValues: variables, operationName }));
    known.set(key, text);
    ms += performance.now() - begun;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}).listen(port, '127.0.0.1');
