// Promises of signed calls: who may ask a subgraph, and that every transport of the gateway tells it who asks.
import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { SubgraphSockets } from '#gateway/live/subgraphSockets';
import { Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { identityHeaders, sealWith } from '#kit/words/secrets';
import { afterwards } from '../../support/afterwards';
import { Reader } from '../../support/reader';
import { gatewayKey, type Stage, startStage, startWhoami, tokenFor } from '../support/stage';
import { codesIn, firstAnswer, transports } from '../support/transports';

type Watched = { data: { watch: { whoami: string; number: number; nodes: { whoami: string }[] } } };
const watch = 'subscription { watch { whoami number nodes(first: 1) { whoami } } }';
const ana = 'urn:test#ana committee';

let whoami: Awaited<ReturnType<typeof startWhoami>>;
let stage: Stage;
beforeAll(async () => {
  whoami = await startWhoami();
  stage = await startStage({ whoami });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await whoami.stop();
});

const seal = (subgraph: string, secondsAgo = 0, key = gatewayKey) =>
  sealWith(new Map([[subgraph, [key]]]), () => Date.now() - secondsAgo * 1_000)(
    subgraph,
    identityHeaders({ subject: 'eve', roles: [Role.EDITOR], libraryIds: [], expiresAt: null }),
  );

describe('a subgraph', () => {
  const askDirectly = async (query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(whoami.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return {
      status: response.status,
      body: (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] },
    };
  };

  it.each([
    ['without a passport', {}],
    ['with a passport that expired', seal('whoami', 120)],
    ['with a passport for another subgraph', seal('partnership')],
    ['with a passport of another key', seal('whoami', 0, Buffer.alloc(32, 9))],
    ['with claims that nobody signed', identityHeaders({ subject: 'eve', roles: [], libraryIds: [], expiresAt: null })],
  ])('answers nobody %s, whatever is asked', async (_what, headers) => {
    for (const query of [
      '{ whoami }',
      '{ _service { sdl } }',
      '{ _entities(representations: [{ __typename: "Node", id: 1 }]) { __typename } }',
      '{ __typename }',
    ]) {
      const { status, body } = await askDirectly(query, headers as Record<string, string>);
      expect([status, body.errors?.[0]?.extensions.code, body.data]).toEqual([401, 'GATEWAY_REQUIRED', undefined]);
    }
  });

  it('answers a caller with a valid passport', async () => {
    expect((await askDirectly('{ whoami }', { ...seal('whoami') })).body).toEqual({ data: { whoami: 'eve editor' } });
  });

  it('refuses each subscription of a WebSocket by its own passport, and keeps the socket', async () => {
    const client = createClient({ url: whoami.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
    afterwards(() => client.dispose());
    const subscribe = (extensions: Record<string, unknown>) => {
      const reader = new Reader<unknown>();
      client.subscribe({ query: watch, extensions }, { next: reader.push, error: reader.push, complete: () => reader.end() });
      return reader;
    };
    const good = subscribe({ ...seal('whoami') });
    expect(await good.next()).toMatchObject({ data: { watch: { whoami: 'eve editor' } } });
    for (const extensions of [{}, { ...seal('whoami', 120) }, { ...seal('partnership') }])
      expect(await subscribe(extensions).next()).toMatchObject([{ extensions: { code: 'GATEWAY_REQUIRED' } }]);
    whoami.tick();
    expect(await good.next()).toMatchObject({ data: { watch: { whoami: 'eve editor' } } });
  });
});

describe('the gateway', () => {
  it('tells subgraphs who asks, over HTTP', async () => {
    const token = await tokenFor('ana');
    expect(await (await stage.ask('{ whoami }', { token })).json()).toEqual({ data: { whoami: ana } });
    expect(await (await stage.ask('{ whoami }')).json()).toEqual({ data: { whoami: 'nobody' } });
  });

  it('does not let a client write its own identity', async () => {
    const headers = {
      ...seal('whoami', 0, Buffer.alloc(32, 9)),
      ...identityHeaders({ subject: 'eve', roles: [], libraryIds: [], expiresAt: null }),
    };
    expect(await (await stage.ask('{ whoami }', { headers })).json()).toEqual({ data: { whoami: 'nobody' } });
  });

  it('tells its log, and no client, that a subgraph rejects its signature', async () => {
    const log = { ...silentLog, warn: jest.fn(), error: jest.fn() };
    const foreign = await startStage(
      { whoami },
      {
        subgraphKeys: new Map([['whoami', [Buffer.alloc(32, 8)]]]),
        // Long enough for its refusal to arrive on a machine that is busy.
        live: { unavailableAfterMs: 1_000 },
        log,
      },
    );
    afterwards(() => foreign[Symbol.asyncDispose]());
    expect(codesIn(await firstAnswer(foreign, 'HTTP', '{ whoami }'))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(codesIn(await firstAnswer(foreign, 'WebSocket', watch))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(JSON.stringify(log.warn.mock.calls)).toContain('rejects the signature of this gateway');
    const waiting = 'a subgraph cannot serve a live feed now; asking again';
    expect(log.warn).toHaveBeenCalledWith({ service: 'whoami', code: 'GATEWAY_REQUIRED' }, waiting);
    const readyOf = async ({ url }: { readonly url: string }) => (await fetch(new URL('/ready', url))).json();
    const cause = expect.stringMatching(/rejects the signature of this gateway: GATEWAY_KEY/);
    expect(await readyOf(foreign)).toMatchObject({ ready: false, dependencies: { whoami: { ready: false, cause } } });
    expect(await readyOf(stage)).toMatchObject({ ready: true, dependencies: { whoami: { ready: true } } });
  });

  it.each(transports)(
    'opens feeds by a token that queries accept within the difference of clocks, over %s',
    async (transport) => {
      const lenient = await startStage({ whoami }, { clockToleranceS: 30 });
      afterwards(() => lenient[Symbol.asyncDispose]());
      const token = await tokenFor('ana', { exp: Math.floor(Date.now() / 1_000) - 10 });
      const query = transport === 'HTTP' ? '{ whoami }' : watch;
      expect(await firstAnswer(lenient, transport, query, { token })).toContain(`"whoami":"${ana}"`);
      expect(await firstAnswer(stage, transport, query, { token })).not.toContain('whoami');
    },
  );

  it('refuses an invalid token with 401 instead of ignoring it', async () => {
    const response = await stage.ask('{ whoami }', { token: 'abc' });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('tells subgraphs who reads a live feed over a WebSocket, in each event and each fetch for it', async () => {
    const client = createClient({
      url: stage.webSocketUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await tokenFor('ana')}` },
    });
    afterwards(() => client.dispose());
    const reader = new Reader<Watched>();
    client.subscribe({ query: watch }, { next: reader.push as never, error: reader.end, complete: () => reader.end() });
    expect((await reader.next()).data.watch).toMatchObject({ whoami: ana, nodes: [{ whoami: ana }] });
  });

  it('tells subgraphs who reads a live feed over server-sent events', async () => {
    const client = createSseClient({
      url: stage.url,
      retryAttempts: 0,
      headers: { authorization: `Bearer ${await tokenFor('ana')}` },
    });
    const reader = new Reader<Watched>();
    afterwards(() => client.dispose());
    client.subscribe({ query: watch }, { next: reader.push as never, error: reader.end, complete: () => reader.end() });
    expect((await reader.next()).data.watch.whoami).toBe(ana);
  });

  it('tells subgraphs who reads a live feed over multipart HTTP, and refuses an invalid token with 401', async () => {
    const accept = 'multipart/mixed;subscriptionSpec="1.0", application/json';
    const leave = new AbortController();
    afterwards(() => leave.abort());
    const open = async (token: string) =>
      fetch(stage.url, {
        method: 'POST',
        signal: leave.signal,
        headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: watch }),
      });
    const body = (await open(await tokenFor('ana'))).body?.getReader();
    let text = '';
    while (!text.includes('whoami')) text += Buffer.from((await body?.read())?.value ?? []).toString();
    expect(text).toContain(ana);
    expect(
      (
        await fetch(stage.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept, authorization: 'Bearer abc' },
          body: JSON.stringify({ query: watch }),
        })
      ).status,
    ).toBe(401);
  });

  it('closes a WebSocket with 4403 when its token is invalid', async () => {
    const closed = new Promise<number>((resolve, reject) => {
      const client = createClient({
        url: stage.webSocketUrl,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        lazy: false,
        onNonLazyError: () => undefined,
        connectionParams: { authorization: 'Bearer abc' },
        on: { closed: (event) => resolve((event as { code: number }).code), connected: reject },
      });
      void client;
    });
    expect(await closed).toBe(4403);
  });

  it('shows a fresh passport when it subscribes again after a restart of the subgraph', async () => {
    let ahead = 0;
    const clock = () => new Date(Date.now() + ahead);
    let subgraph = await startWhoami(0, clock);
    afterwards(() => subgraph.stop());
    const source = new SubgraphSockets({
      urlOf: () => subgraph.url.replace('http', 'ws'),
      seal: sealWith(new Map([['whoami', [gatewayKey]]]), () => clock().getTime()),
      log: silentLog,
      longestPauseMs: 50,
    });
    afterwards(() => source.close());
    const reader = new Reader<Watched>();
    const sink = { next: reader.push as never, refused: reader.end, failed: reader.end, complete: () => reader.end() };
    const headers = identityHeaders({ subject: 'eve', roles: [], libraryIds: [], expiresAt: null });
    source.subscribe('whoami', { query: 'subscription { watch { whoami number } }' }, { headers }, sink);
    expect((await reader.next()).data.watch).toEqual({ whoami: 'eve', number: 0 });
    await subgraph.stop();
    ahead = 120_000;
    subgraph = await startWhoami(subgraph.port, clock);
    expect((await reader.next()).data.watch).toEqual({ whoami: 'eve', number: 0 });
  });
});
