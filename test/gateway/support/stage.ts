// How does a test run a gateway over a graph that Shelfbridge knows nothing of: one small subgraph that tells who asks?

import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { exportJWK, SignJWT } from 'jose';
import { fixedKeys } from '#gateway/access/provider';
import { type RunningGateway, startGateway } from '#gateway/gateway';
import type { GatewayOptions } from '#gateway/options';
import { type Serving, serveSubgraph } from '#kit/subgraph/serving';
import { type Clock, systemClock } from '#kit/words/clock';
import type { Identity } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import type { KeyRing } from '#kit/words/secrets';
import { admitWith } from '#kit/words/secrets';
import { composed } from './composed';

export const gatewayKey = Buffer.alloc(32, 3);

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { whoami: String! node: Node! nodes(first: Int = 20): [Node!]! text(length: Int!): String! broken: String slow: String }
  type Node @key(fields: "id") { id: ID! whoami: String! node: Node! children: [Node!]! nodes(first: Int = 20): [Node!]! }
  type Mutation { touch: Int! touchTwice(times: Int): Int! }
  type Subscription { watch: Watched! }
  type Watched { whoami: String! number: Int! nodes(first: Int = 20): [Node!]! }
`;

interface Context {
  readonly identity: Identity;
}

const named = ({ subject, roles }: Identity) => (subject === null ? 'nobody' : `${subject} ${roles.join(' ')}`.trim());

/** A list whose length follows the argument costs the subgraph nothing here. */
const nodes = (_parent: unknown, { first }: { first: number }) =>
  Array.from({ length: Math.min(first, 50) }, (_, i) => ({ id: String(i) }));
const whoami = (_parent: unknown, _args: unknown, { identity }: Context) => named(identity);

export interface Whoami extends Serving {
  /** How often fields were asked for. */
  readonly calls: Record<string, number>;
  /** Sends the next event of every feed. */
  tick(): void;
  /** Resolves when the slow field has been asked for. */
  asked(field: string): Promise<void>;
  /** Lets the slow field answer. */
  finish(): void;
  close(): void;
}

/** Serves the small graph. `calls` counts what it was asked by field. */
export async function startWhoami(port = 0, clock: Clock = systemClock, keys: KeyRing = [gatewayKey]): Promise<Whoami> {
  const calls: Record<string, number> = { touch: 0 };
  let ticks = 0;
  const started = new Set<string>();
  let wakeAskers = () => {};
  let finish = () => {};
  const finished = new Promise<string>((resolve) => {
    finish = () => resolve('done');
  });
  let wake: (() => void)[] = [];
  const tick = () => {
    ticks++;
    for (const each of wake.splice(0)) each();
  };
  const node = { whoami, node: () => ({ id: 'n' }), children: () => [{ id: 'a' }, { id: 'b' }], nodes };
  const resolvers = {
    Query: {
      whoami,
      node: () => ({ id: 'n' }),
      nodes,
      slow: () => {
        started.add('slow');
        wakeAskers();
        return finished;
      },
      text: (_: unknown, { length }: { length: number }) => 'x'.repeat(length),
      broken: () => {
        throw new Error('SECRET of the subgraph');
      },
    },
    Node: { ...node, __resolveReference: ({ id }: { id: string }) => ({ id }) },
    Mutation: {
      touch: () => (calls.touch = (calls.touch ?? 0) + 1),
      touchTwice: (_root: unknown, { times }: { times?: number }) => times ?? 2,
    },
    Watched: { whoami, nodes },
    Subscription: {
      watch: {
        subscribe: async function* () {
          for (;;) {
            yield { watch: { number: ticks } };
            await new Promise<void>((resolve) => wake.push(resolve));
          }
        },
      },
    },
  };
  const serving = await serveSubgraph<Context>({
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never }),
    host: '127.0.0.1',
    port,
    log: silentLog,
    admit: admitWith(keys, 'whoami', clock),
    context: (identity) => ({ identity }),
    unready: async () => {
      calls.ready = (calls.ready ?? 0) + 1;
      return undefined;
    },
  });
  return {
    ...serving,
    async asked(field) {
      while (!started.has(field))
        await new Promise<void>((resolve) => {
          wakeAskers = resolve;
        });
    },
    finish: () => finish(),
    calls,
    tick,
    close() {
      wake = [];
    },
  };
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** A token that the gateway of `startStage` believes. */
export const tokenFor = (subject: string, more: Record<string, unknown> = {}) =>
  new SignJWT({ roles: ['committee'], ...more })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer('urn:test')
    .setAudience('test')
    .setSubject(subject)
    .setExpirationTime((more.exp as number | undefined) ?? '1h')
    .sign(privateKey);

export interface Stage extends AsyncDisposable {
  readonly supergraphFile: string;
  readonly gateway: RunningGateway;
  readonly url: string;
  readonly webSocketUrl: string;
  /** Whose identities are `urn:test#` and the subject of their token. */
  ask(query: string, more?: { token?: string; variables?: object; headers?: Record<string, string> }): Promise<Response>;
}

/** A gateway over a supergraph file, with an issuer of its own. */
export async function startStage(
  subgraphs: Readonly<Record<string, { url: string; sdl?: string }>>,
  { clockToleranceS = 0, ...more }: Partial<GatewayOptions> & { readonly clockToleranceS?: number } = {},
): Promise<Stage> {
  const entries = Object.entries(subgraphs).map(([name, { url, sdl: own = sdl }]) => [name, { url, sdl: own }] as const);
  const supergraphSdl = composed(Object.fromEntries(entries));
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, supergraphSdl);
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphFile,
    // As `npm start` remembers it: what was composed here is valid.
    supergraphChecked: join(tmpdir(), `valid-${createHash('sha256').update(supergraphSdl).digest('hex')}`),
    urls: new Map(),
    deadlineMs: 2_000,
    subgraphKeys: new Map(Object.keys(subgraphs).map((name) => [name, [gatewayKey]])),
    access: {
      issuers: [
        { name: 'urn:test', audience: 'test', algorithms: ['EdDSA'], keys: fixedKeys({ keys: [await exportJWK(publicKey)] }) },
      ],
      claims: { roles: 'roles', libraryIds: 'libraryIds' },
      clockToleranceS,
    },
    allowedOrigins: ['https://library.example'],
    log: silentLog,
    ...more,
  });
  const url = `http://127.0.0.1:${gateway.port}/graphql`;
  return {
    supergraphFile,
    gateway,
    url,
    webSocketUrl: url.replace('http', 'ws'),
    ask: (query, { token, variables, headers } = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
