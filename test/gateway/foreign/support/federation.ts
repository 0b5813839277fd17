// How does the gateway serve a federation of somebody else: real subgraphs over HTTP, and no setting but their supergraph?
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { startGateway } from '#gateway/gateway';
import { readOptions } from '#gateway/options';
import { silentLog } from '#kit/words/log';
import { composed } from '../../support/composed';

/** Opens a subgraph of the second federation. */
export const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external", "@requires", ' +
  '"@provides", "@override", "@inaccessible", "@interfaceObject", "@composeDirective"])\n';

export interface Subgraph {
  readonly sdl: string;
  // biome-ignore lint/suspicious/noExplicitAny: resolvers have whatever shape their schema gives them
  readonly resolvers: Readonly<Record<string, any>>;
}

/** What is asked, and what the specifications of GraphQL and federation say to it. */
export interface Promised {
  readonly query: string;
  readonly variables?: object;
  readonly data: unknown;
  /** Whether there are errors beside it. */
  readonly errors?: true;
  /** Where Apollo's executor or planner is known to answer otherwise: what it answers. */
  readonly byApollo?: unknown;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** Describes a federation, served once by each executor. */
export function promise(name: string, subgraphs: Readonly<Record<string, Subgraph>>, promised: readonly Promised[]): void {
  describe.each(['compiled', 'apollo'] as const)(`${name}, %s`, (executor) => {
    let federation: Awaited<ReturnType<typeof startFederation>>;
    beforeAll(async () => {
      federation = await startFederation(subgraphs, executor);
    });
    afterAll(() => federation.stop());

    it.each(promised)('$query', async ({ query, variables, data, errors, ...known }) => {
      const answer = await federation.ask(query, variables);
      const expected = executor === 'apollo' && 'byApollo' in known ? known.byApollo : data;
      expect({ data: answer.data ?? null, errors: answer.errors?.map(({ message }) => message) }).toEqual({
        data: expected,
        errors: errors ? expect.any(Array) : undefined,
      });
    });
  });
}

/** Writes the supergraph of subgraphs that have been started into a file. */
export async function startSubgraphs(subgraphs: Readonly<Record<string, Subgraph>>) {
  const servers = await Promise.all(Object.values(subgraphs).map(serve));
  const addressOf = (i: number) => `http://127.0.0.1:${((servers[i] as Server).address() as AddressInfo).port}/`;
  const entries = Object.entries(subgraphs).map(([name, { sdl }], i) => [name, { sdl, url: addressOf(i) }] as const);
  const supergraphSdl = composed(Object.fromEntries(entries));
  const folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, supergraphSdl);
  return {
    supergraphFile,
    async stop() {
      rmSync(folder, { recursive: true });
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function startFederation(subgraphs: Readonly<Record<string, Subgraph>>, executor: 'compiled' | 'apollo') {
  const { supergraphFile, stop } = await startSubgraphs(subgraphs);
  const { level: _, ...options } = readOptions({ SUPERGRAPH_SDL: supergraphFile, EXECUTOR: executor });
  const gateway = await startGateway({ ...options, port: 0, log: silentLog });
  return {
    ask: (query: string, variables?: object) => post(gateway.port, query, variables),
    async stop() {
      await gateway.stop();
      await stop();
    },
  };
}

/** As anybody asks: JSON, and no word about who they are. */
export async function post(port: number, query: string, variables?: object): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

async function serve({ sdl, resolvers }: Subgraph): Promise<Server> {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const answer = JSON.stringify(await graphql({ schema, source: query, variableValues: variables }));
    response.setHeader('content-type', 'application/json').end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
