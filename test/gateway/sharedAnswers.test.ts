// Promises of: one answer for all who ask the same public question in the same moment, and nobody reads what is no longer true.
import { get, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { SharedAnswers } from '#gateway/http/sharedAnswers';
import type { GatewayOptions } from '#gateway/options';
import { type Serving, serveSubgraph } from '#kit/subgraph/serving';
import { systemClock } from '#kit/words/clock';
import type { Identity } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { admitWith } from '#kit/words/secrets';
import { afterwards } from '../support/afterwards';
import { Reader } from '../support/reader';
import { gatewayKey, type Stage, startStage, tokenFor } from './support/stage';

const anyone = '@tag(name: "audience-anyone")';
const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@tag"])
  type Query {
    count: Int! ${anyone} asker: String! ${anyone} held: Int! ${anyone} text(length: Int!): String! ${anyone} broken: Int ${anyone} mine: String!
  }
  type Mutation { sign: Int! fail: Int }
  type Subscription { counted: Int! }
`;

/** What the subgraph is asked, and what it counts. */
class Counting {
  count = 0;
  readonly calls: Record<string, number> = {};
  /** The times at which each count began to be true. */
  readonly since: number[] = [performance.now()];
  #held: (() => void)[] = [];
  #asked: (() => void)[] = [];
  #wake: (() => void)[] = [];

  readonly #note = <T>(name: string, value: T): T => {
    this.calls[name] = (this.calls[name] ?? 0) + 1;
    return value;
  };

  readonly resolvers = {
    Query: {
      count: () => this.#note('count', this.count),
      asker: (_: unknown, _args: unknown, { identity }: { identity: Identity }) =>
        this.#note('asker', identity.subject ?? 'nobody'),
      mine: (_: unknown, _args: unknown, { identity }: { identity: Identity }) =>
        this.#note('mine', identity.subject ?? 'nobody'),
      text: (_: unknown, { length }: { length: number }) => this.#note('text', 'x'.repeat(length)),
      held: async () => {
        const { count } = this;
        this.#note('held', 0);
        for (const tell of this.#asked.splice(0)) tell();
        await new Promise<void>((resolve) => this.#held.push(resolve));
        return count;
      },
      broken: () => {
        this.#note('broken', 0);
        throw new Error('SECRET');
      },
    },
    Mutation: {
      sign: () => this.sign(),
      fail: () => {
        this.sign();
        throw new Error('SECRET');
      },
    },
    Subscription: {
      counted: {
        subscribe: async function* (this: void) {
          for (;;) {
            yield { counted: counting.count };
            await new Promise<void>((resolve) => counting.#wake.push(resolve));
          }
        },
      },
    },
  };

  sign(): number {
    this.since.push(performance.now());
    this.count++;
    for (const wake of this.#wake.splice(0)) wake();
    return this.count;
  }

  /** Resolves when the held field is asked for. */
  asked(): Promise<void> {
    return new Promise((resolve) => this.#asked.push(resolve));
  }

  release(): void {
    for (const resolve of this.#held.splice(0)) resolve();
  }
}

const counting = new Counting();
let subgraph: Serving;
let stage: Stage;
const start = (more: Partial<GatewayOptions> = {}) =>
  startStage({ whoami: { url: subgraph.url, sdl } }, { sharedForMs: 60_000, ...more });

beforeAll(async () => {
  subgraph = await serveSubgraph<{ identity: Identity }>({
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: counting.resolvers as never }),
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    admit: admitWith([gatewayKey], 'whoami', systemClock),
    context: (identity) => ({ identity }),
    unready: async () => undefined,
  });
  stage = await start();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await subgraph.stop();
});
/** Nothing is left of the test before. */
beforeEach(async () => {
  await stage.ask('mutation { sign }');
  for (const name of Object.keys(counting.calls)) delete counting.calls[name];
});

const dataOf = async (response: Response) => ((await response.json()) as { data: Record<string, unknown> }).data;
const codeOf = async (response: Response) =>
  ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

describe('a public query', () => {
  it('asked again is answered from what others were answered, and is executed for nobody in particular', async () => {
    const tokens = [await tokenFor('ana'), await tokenFor('ben'), undefined];
    for (const token of tokens) {
      const answer = await stage.ask('{ asker count }', token ? { token } : {});
      expect(await dataOf(answer)).toEqual({ asker: 'nobody', count: counting.count });
    }
    expect(counting.calls).toEqual({ asker: 1, count: 1 });
  });

  it('is another one with other variables, another name or another text', async () => {
    const query = 'query A($l: Int!) { text(length: $l) } query B($l: Int!) { text(length: $l) count }';
    const send = (operationName: string, l: number) =>
      fetch(stage.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName, variables: { l } }),
      }).then(dataOf);
    for (let times = 0; times < 2; times++) {
      expect(await send('A', 2)).toEqual({ text: 'xx' });
      expect(await send('A', 3)).toEqual({ text: 'xxx' });
      expect(await send('B', 2)).toEqual({ text: 'xx', count: counting.count });
    }
    expect(counting.calls.text).toBe(3);
  });

  it('is still refused to a bad token, and to one that asks too often', async () => {
    const strict = await start({ production: true, rates: { operations: { points: 4, seconds: 3_600 }, mutations: new Map() } });
    afterwards(() => strict[Symbol.asyncDispose]());
    const token = await tokenFor('ana');
    expect((await strict.ask('{ count }', { token })).status).toBe(200);
    const bad = await strict.ask('{ count }', { token: `${token.slice(0, -8)}AAAAAAAA` });
    expect([bad.status, await codeOf(bad)]).toEqual([401, 'UNAUTHENTICATED']);
    const codes = await Promise.all(Array.from({ length: 5 }, () => strict.ask('{ count }', { token }).then(codeOf)));
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(2);
    expect(counting.calls.count).toBe(1);
  });

  it('asked by many at once is executed once', async () => {
    const asked = counting.asked();
    const all = Array.from({ length: 20 }, () => stage.ask('{ held }').then(dataOf));
    await asked;
    counting.release();
    expect(new Set((await Promise.all(all)).map((data) => JSON.stringify(data))).size).toBe(1);
    expect(counting.calls.held).toBe(1);
  });

  it('goes on while one of those who wait for it is still there', async () => {
    const asked = counting.asked();
    const leaving = new AbortController();
    const body = JSON.stringify({ query: '{ held }' });
    const first = fetch(stage.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: leaving.signal,
    });
    await asked;
    const second = stage.ask('{ held }');
    await stage.ask('{ asker }');
    leaving.abort();
    await expect(first).rejects.toThrow();
    await stage.ask('{ asker count }');
    counting.release();
    expect(await dataOf(await second)).toEqual({ held: counting.count });
    expect(counting.calls.held).toBe(1);
  });

  it('is never answered from an answer that failed', async () => {
    for (let times = 1; times <= 2; times++) {
      expect(await codeOf(await stage.ask('{ broken count }'))).toBe('INTERNAL_SERVER_ERROR');
      expect(counting.calls.broken).toBe(times);
    }
  });

  it('of one reader is never answered from another of an untagged field', async () => {
    for (const subject of ['ana', 'ben'])
      expect(await dataOf(await stage.ask('{ mine }', { token: await tokenFor(subject) }))).toEqual({
        mine: `urn:test#${subject}`,
      });
  });
});

describe('a GET', () => {
  interface Got {
    readonly status: number | undefined;
    readonly headers: IncomingMessage['headers'];
    readonly body: Buffer;
  }
  const read = (query: string, headers: Record<string, string> = {}) =>
    new Promise<Got>((resolve, reject) => {
      const sent = { 'apollo-require-preflight': '1', ...headers };
      get(`${stage.url}?${new URLSearchParams({ query })}`, { headers: sent }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      }).on('error', reject);
    });

  it('carries a strong validator for each form, by which a client that has the answer is sent nothing', async () => {
    const query = '{ text(length: 5000) }';
    const plain = await read(query);
    const zipped = await read(query, { 'accept-encoding': 'br, gzip' });
    expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(gunzipSync(zipped.body)).toEqual(plain.body);
    expect(zipped.body.length).toBeLessThan(1_000);
    const tags = [plain.headers.etag ?? '', zipped.headers.etag ?? ''];
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]{20,}"$/);
    expect(tags[0]).not.toBe(tags[1]);
    for (const [headers, status] of [
      [{ 'if-none-match': tags[0] }, 304],
      [{ 'if-none-match': `"other", W/${tags[0]}` }, 304],
      [{ 'if-none-match': '*' }, 304],
      [{ 'if-none-match': tags[1], 'accept-encoding': 'gzip' }, 304],
      [{ 'if-none-match': tags[1] }, 200],
      [{ 'if-none-match': tags[1], 'accept-encoding': 'gzip;q=0' }, 200],
    ] as [Record<string, string>, number][]) {
      const got = await read(query, headers);
      expect([headers, got.status, got.body.length > 0]).toEqual([headers, status, status === 200]);
      if (status === 304) expect([got.headers['content-length'], got.headers['content-type']]).toEqual([undefined, undefined]);
      expect(got.headers.vary).toBe('authorization, accept, origin, accept-encoding');
    }
    expect((await read(query, { 'if-none-match': '*', authorization: 'Bearer x' })).status).toBe(401);
    expect(await (await stage.ask(query)).text()).toBe(plain.body.toString());
    expect(counting.calls.text).toBe(1);
  });

  it('carries none for what is not public, or failed', async () => {
    for (const query of ['{ mine }', '{ broken }']) {
      const { headers } = await read(query);
      expect([query, headers.etag, headers['cache-control']]).toEqual([query, undefined, 'no-store']);
    }
  });
});

describe('a change that passes the gateway', () => {
  it.each(['mutation { sign }', 'mutation { fail }'])('%s is read by the next query', async (mutation) => {
    await stage.ask('{ count }');
    await stage.ask(mutation);
    expect(await dataOf(await stage.ask('{ count }'))).toEqual({ count: counting.count });
    expect(counting.calls.count).toBe(2);
  });

  it('over a WebSocket is read by the next query as well', async () => {
    const client = createClient({
      url: stage.webSocketUrl,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${await tokenFor('ana')}` },
    });
    afterwards(() => client.dispose());
    await stage.ask('{ count }');
    const reader = new Reader<unknown>();
    client.subscribe({ query: 'mutation { sign }' }, { next: reader.push, error: reader.push, complete: () => reader.end() });
    expect(await reader.next()).toEqual({ data: { sign: counting.count } });
    expect(await dataOf(await stage.ask('{ count }'))).toEqual({ count: counting.count });
  });

  it('keeps nothing of an execution that began before', async () => {
    const asked = counting.asked();
    const early = stage.ask('{ held }').then(dataOf);
    await asked;
    const before = counting.count;
    await stage.ask('mutation { sign }');
    const again = counting.asked();
    const late = stage.ask('{ held }').then(dataOf);
    await again;
    counting.release();
    expect([await early, await late]).toEqual([{ held: before }, { held: before + 1 }]);
    expect(await dataOf(await stage.ask('{ held }'))).toEqual({ held: before + 1 });
  });

  it('leaves no query behind a feed of the same reader', async () => {
    const client = createClient({ url: stage.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    afterwards(() => client.dispose());
    const reader = new Reader<{ data: { counted: number } }>();
    client.subscribe(
      { query: 'subscription { counted }' },
      { next: reader.push as never, error: reader.push as never, complete: () => reader.end() },
    );
    await reader.next();
    for (let i = 0; i < 5; i++) {
      await stage.ask('{ count }');
      counting.sign();
      const seen = (await reader.next()).data.counted;
      expect((await dataOf(await stage.ask('{ count }'))).count).toBeGreaterThanOrEqual(seen);
    }
  });
});

describe('the answers that are kept', () => {
  const asking = (key: string) => ({ key, asked: { query: key } });
  const keeping = (answers: SharedAnswers, key: string, bytes = 1, begun = performance.now()) =>
    answers.execute(asking(key), undefined, async () => ({ text: 'x'.repeat(bytes), complete: true }), begun);
  const nobody = () => undefined;

  it('take a bounded number of bytes, the oldest going first', async () => {
    const answers = new SharedAnswers('tagged', 60_000);
    for (const key of ['a', 'b', 'c', 'd']) await keeping(answers, key, 5_000_000);
    expect(['a', 'b', 'c', 'd'].map((key) => answers.find(asking(key), nobody) !== undefined)).toEqual([false, true, true, true]);
    for (let i = 0; i < 3; i++) await keeping(answers, 'd', 5_000_000);
    expect(answers.find(asking('b'), nobody)).toBeDefined();
  });

  it('are as old as the first question to a subgraph for them', async () => {
    const answers = new SharedAnswers('tagged', 60_000);
    await keeping(answers, 'a', 1, performance.now() - 60_000);
    await keeping(answers, 'b', 1, performance.now() - 1_000);
    expect(['a', 'b'].map((key) => answers.find(asking(key), nobody) !== undefined)).toEqual([false, true]);
  });

  it('are forgotten with the supergraph that they were executed on', async () => {
    const answers = new SharedAnswers('tagged', 60_000);
    await keeping(answers, 'a');
    answers.supergraphChanged({} as never);
    expect(answers.find(asking('a'), nobody)).toBeUndefined();
  });
});

describe('a graph without tags', () => {
  it('shares nothing, unless the operator says that nobody without a token reads what others may not', async () => {
    const untagged = sdl.replaceAll(anyone, '');
    const asker = async (sharing: GatewayOptions['sharing'], token?: string) => {
      const own = await startStage({ whoami: { url: subgraph.url, sdl: untagged } }, { sharedForMs: 60_000, sharing });
      try {
        const before = counting.calls.asker ?? 0;
        const answers = [];
        for (let i = 0; i < 2; i++) answers.push((await dataOf(await own.ask('{ asker }', token ? { token } : {}))).asker);
        return [...answers, (counting.calls.asker ?? 0) - before];
      } finally {
        await own[Symbol.asyncDispose]();
      }
    };
    const token = await tokenFor('ana');
    expect(await asker('tagged')).toEqual(['nobody', 'nobody', 2]);
    expect(await asker('anonymous')).toEqual(['nobody', 'nobody', 1]);
    expect(await asker('anonymous', token)).toEqual(['urn:test#ana', 'urn:test#ana', 2]);
  });

  it('and one whose operator wants none share no answer', async () => {
    const own = await start({ sharing: 'off' });
    afterwards(() => own[Symbol.asyncDispose]());
    for (let i = 0; i < 2; i++) await own.ask('{ count }');
    expect(counting.calls.count).toBe(2);
  });
});

it('while many sign, directly and here, no answer is older than a quarter of a second, and none never was true', async () => {
  const own = await start({ sharedForMs: 200 });
  afterwards(() => own[Symbol.asyncDispose]());
  const end = performance.now() + 1_500;
  const wrong: unknown[] = [];
  let asked = 0;
  const signElsewhere = async () => {
    while (performance.now() < end) {
      counting.sign();
      await new Promise(setImmediate);
    }
  };
  const signHere = async () => {
    const { sign } = await dataOf(await own.ask('mutation { sign }'));
    const { count } = await dataOf(await own.ask('{ count }'));
    if ((count as number) < (sign as number)) wrong.push({ sign, count });
  };
  const read = async (token: string) => {
    while (performance.now() < end) {
      const sent = performance.now();
      const { count } = (await dataOf(await own.ask('{ count }', { token }))) as { count: number };
      const [since, until = Number.POSITIVE_INFINITY] = [counting.since[count] as number, counting.since[count + 1]];
      // It was true at some time from a quarter of a second before it was asked until it was answered.
      if (!(since <= performance.now() && until >= sent - 250)) wrong.push({ count, age: sent - until });
      if (++asked % 200 === 0) await signHere();
    }
  };
  const tokens = await Promise.all(Array.from({ length: 8 }, (_, i) => tokenFor(`reader-${i}`)));
  await Promise.all([signElsewhere(), ...tokens.map(read)]);
  expect(wrong).toEqual([]);
  expect(counting.calls.count as number).toBeLessThan(asked / 2);
});
