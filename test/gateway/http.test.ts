// Promises of: what does the gateway's HTTP side accept, refuse, add and hide?
import { gzipSync } from 'node:zlib';
import { serverAudits } from 'graphql-http';
import { request as rawRequest } from 'undici';
import { readOptions } from '#gateway/options';
import { silentLog } from '#kit/words/log';
import { type Stage, startStage, startWhoami } from './support/stage';
import { accepts, codesIn, firstAnswer, transports } from './support/transports';

const errors = jest.fn();
const warnings = jest.fn();
let whoami: Awaited<ReturnType<typeof startWhoami>>;
let stage: Stage;
let strict: Stage;
beforeAll(async () => {
  whoami = await startWhoami();
  stage = await startStage({ whoami }, { log: { ...silentLog, error: errors } });
  strict = await startStage(
    { whoami },
    {
      production: true,
      publicUrl: 'https://shelfbridge.example',
      allowedHeaders: ['x-app'],
      log: { ...silentLog, warn: warnings },
      maxResponseBytes: 2_000,
      registeredMaxAgeS: 7,
    },
  );
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await strict[Symbol.asyncDispose]();
  await whoami.stop();
});

interface Told {
  readonly message: string;
  readonly extensions: { readonly code: string };
}
const errorsOf = async (response: Response) => ((await response.json()) as { errors?: Told[] }).errors ?? [];
const codesOf = async (response: Response) => (await errorsOf(response)).map(({ extensions }) => extensions.code);
const json = { 'content-type': 'application/json' };

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({
    url: () => stage.url,
    fetchFn: (url: string, init: RequestInit) => fetch(url, init),
  });
  /** A GET without a header of its own can be sent by any web page: it is answered for registered queries only. */
  const againstForgery = [
    '5A70 MAY accept application/x-www-form-urlencoded formatted GET requests',
    'D6D5 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
    '6A70 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  ];

  it('is spoken as the specification asks, but for requests that any web page could send', async () => {
    const failed: string[] = [];
    for (const { id, name, fn } of audits) if ((await fn()).status !== 'ok') failed.push(`${id} ${name}`);
    expect(audits.length).toBeGreaterThan(50);
    expect(failed).toEqual(againstForgery);
  });
});

describe('an operation that its document does not hold', () => {
  it.each(transports)('is refused over %s, without an error of ours', async (transport) => {
    const two = 'query A { whoami } query B { whoami }';
    for (const [query, operationName] of [
      ['query A { __typename }', 'B'],
      ['{ __typename }', 'B'],
      [two, undefined],
      [two, ''],
      [two, 'C'],
      ['subscription A { watch { number } } subscription B { watch { number } }', ''],
    ] as const) {
      const answer = await firstAnswer(stage, transport, query.replace('query A', ' query A'), {
        ...(operationName !== undefined && { operationName }),
      });
      expect([query, codesIn(answer)]).toEqual([query, ['OPERATION_RESOLUTION_FAILURE']]);
    }
    expect(errors).not.toHaveBeenCalled();
  });

  it.each(['application/json', 'application/graphql-response+json'])(
    'is refused with 400 to clients of %s, by POST and GET',
    async (accept) => {
      const headers = { ...json, accept, 'apollo-require-preflight': '1' };
      const query = 'query A { whoami }';
      const posted = await fetch(stage.url, { method: 'POST', headers, body: JSON.stringify({ query, operationName: 'B' }) });
      const search = new URLSearchParams({ query, operationName: 'B' });
      for (const response of [posted, await fetch(`${stage.url}?${search}`, { headers })]) {
        const [told] = await errorsOf(response);
        expect([response.status, told?.extensions]).toEqual([
          400,
          { code: 'OPERATION_RESOLUTION_FAILURE', field: 'operationName', allowed: ['A'] },
        ]);
      }
    },
  );

  it('is not meant by an empty name, which counts as none', async () => {
    for (const query of ['query A { whoami }', '{ whoami }']) {
      const response = await fetch(stage.url, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ query, operationName: '' }),
      });
      expect([response.status, await response.json()]).toEqual([200, { data: { whoami: 'nobody' } }]);
    }
  });
});

describe('requests that a foreign web page could send', () => {
  it('are refused, unless they say by a header that a browser would have asked first', async () => {
    const address = `${stage.url}?query={whoami}`;
    expect(await codesOf(await fetch(address))).toEqual(['UNSAFE_REQUEST']);
    expect((await fetch(address)).status).toBe(400);
    expect(await (await fetch(address, { headers: { 'apollo-require-preflight': '1' } })).json()).toEqual({
      data: { whoami: 'nobody' },
    });
    const form = {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: 'mutation { touch }' }),
    };
    expect((await fetch(stage.url, form)).status).toBe(415);
    expect(whoami.calls.touch).toBe(0);
  });

  it('never change anything by GET', async () => {
    const response = await fetch(`${stage.url}?query=mutation{touch}`, { headers: { 'apollo-require-preflight': '1' } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(whoami.calls.touch).toBe(0);
  });

  it('learn by which methods the graph answers, whichever other one they try', async () => {
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      const response = await fetch(`${stage.url}?query={whoami}`, { method });
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET, POST']);
    }
  });

  it('are let through for origins of the list, exactly', async () => {
    const preflight = async (origin: string) => {
      const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
      return (await fetch(stage.url, { method: 'OPTIONS', headers })).headers.get('access-control-allow-origin');
    };
    expect(await preflight('https://library.example')).toBe('https://library.example');
    for (const origin of ['https://library.example.evil', 'http://library.example', 'null', 'https://sub.library.example'])
      expect(await preflight(origin)).toBeNull();
  });

  it('are let through with the headers of Apollo Client, of tracing and of the operator', async () => {
    const wanted = 'apollographql-client-name, apollographql-client-version, traceparent, baggage, sentry-trace, x-app';
    const headers = {
      origin: 'https://library.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': wanted.replaceAll(' ', ''),
    };
    const response = await fetch(strict.url, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('vary')).toMatch(/Origin/);
    const allowed = response.headers.get('access-control-allow-headers')?.split(', ');
    expect(wanted.split(', ').filter((name) => !allowed?.includes(name))).toEqual([]);
  });

  it.each([
    ['http://localhost:5173', {}, true, false],
    ['https://localhost', {}, true, false],
    ['http://127.0.0.1:3000', {}, true, false],
    ['http://[::1]:3000', {}, true, false],
    ['http://app.localhost:8080', {}, true, false],
    ['http://localhost.evil.example', {}, false, false],
    ['http://127.0.0.1.evil.example', {}, false, false],
    ['null', {}, false, false],
    ['https://shelfbridge.example', {}, false, true],
    ['https://dev.example', { 'x-forwarded-host': 'dev.example' }, true, true],
    ['https://dev.example', { 'x-forwarded-host': 'other.example' }, false, false],
  ])('of %s are let through or not, in development and in production', async (origin, more, development, production) => {
    const allowed = async ({ url }: Stage) => {
      const response = await rawRequest(`${url}?query={whoami}`, { headers: { origin, ...more } });
      await response.body.dump();
      return response.statusCode === 200 && response.headers['access-control-allow-origin'] === origin;
    };
    expect([await allowed(stage), await allowed(strict)]).toEqual([development, production]);
  });

  it('of our own pages are let through, whatever they are called', async () => {
    const { origin } = new URL(strict.url);
    const response = await fetch(strict.url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });

  it('of any other origin are refused in words, and the operator is told once by which setting they would not be', async () => {
    warnings.mockClear();
    const origin = 'https://dashboard.example';
    const ask = () => fetch(strict.url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const refused = await ask();
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(await errorsOf(refused)).toMatchObject([
      { message: expect.stringContaining(origin), extensions: { code: 'ORIGIN_NOT_ALLOWED', setting: 'ALLOWED_ORIGINS' } },
    ]);
    await ask();
    await fetch(strict.url, { method: 'POST', headers: { ...json, origin }, body: '{"query":"{ whoami }"}' });
    expect(warnings.mock.calls).toEqual([[{ origin, setting: 'ALLOWED_ORIGINS' }, expect.stringContaining('ALLOWED_ORIGINS')]]);
  });

  it('may read open files as notebooks do, and nothing else', async () => {
    const shown = async (path: string, method = 'GET') =>
      (await fetch(new URL(path, strict.url), { method, headers: { origin: 'https://notebook.example' } })).headers.get(cors);
    const cors = 'access-control-allow-origin';
    for (const path of ['/exports/policies.csv', '/feeds/policies.atom?publisher=a', '/policies/timeline.svg'])
      expect([path, await shown(path), await shown(path, 'POST')]).toEqual([path, '*', null]);
    for (const path of ['/graphql?query={whoami}&x=/a.csv', '/account']) expect([path, await shown(path)]).toEqual([path, null]);
  });

  it('may ask by GET from an allowed origin, as urql does, and are told elsewhere what to set', async () => {
    const accept =
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed';
    const get = (origin: string) => fetch(`${strict.url}?query={whoami}&variables={}`, { headers: { accept, origin } });
    expect(await (await get('https://library.example')).json()).toEqual({ data: { whoami: 'nobody' } });
    const [refused] = await errorsOf(await get('https://evil.example'));
    expect(refused?.extensions.code).toBe('UNSAFE_REQUEST');
    expect(refused?.message).toContain('preferGetMethod: false');
    const changing = await fetch(`${strict.url}?query=mutation{touch}`, {
      headers: { accept, origin: 'https://library.example' },
    });
    expect([changing.status, whoami.calls.touch]).toEqual([405, 0]);
  });

  it('are refused to an EventSource by a status, at which browsers stop asking', async () => {
    for (const query of ['subscription { watch { number } }', 'subscription { nope }']) {
      const response = await fetch(`${strict.url}?query=${encodeURIComponent(query)}`, {
        headers: { accept: 'text/event-stream' },
      });
      expect([response.status, await codesOf(response)]).toEqual([400, ['UNSAFE_REQUEST']]);
    }
  });

  it.each([...Object.values(accepts), 'image/png'])('and their answers can be read there, in the form %s', async (accept) => {
    for (const query of ['{ whoami }', '{ nope }', 'subscription { watch { number } }', 'subscription { nope }']) {
      const allowed = async (origin: string) => {
        const leave = new AbortController();
        const headers = { ...json, accept, origin };
        const response = await fetch(stage.url, {
          method: 'POST',
          signal: leave.signal,
          headers,
          body: JSON.stringify({ query }),
        });
        leave.abort();
        return [response.headers.get('access-control-allow-origin'), response.headers.get('x-content-type-options')];
      };
      expect(await allowed('https://library.example')).toEqual(['https://library.example', 'nosniff']);
      expect(await allowed('https://evil.example')).toEqual([null, 'nosniff']);
    }
  });
});

it.each([
  ['https://dashboard.example/', 'write https://dashboard.example'],
  ['HTTPS://Dashboard.example', 'write https://dashboard.example'],
  ['https://dashboard.example:443', 'write https://dashboard.example'],
  ['dashboard.example', 'is no origin'],
  ['*', 'is no origin'],
  ['https://*.example', 'is no origin'],
])('an origin that no browser would send (%s) is told at the start, with what to write', (origin, words) => {
  expect(() => readOptions({ ALLOWED_ORIGINS: `https://a.example,${origin}` })).toThrow(words);
  expect(
    readOptions({ ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080,capacitor://localhost' }).allowedOrigins,
  ).toHaveLength(3);
  for (const [setting, wrong] of [
    ['MAX_READERS', '0'],
    ['MAX_STREAMS', 'many'],
    ['FEED_INTERVAL_MS', '5'],
    ['MAX_SUBSCRIPTIONS_PER_SOCKET', '1.5'],
  ])
    expect(() => readOptions({ [String(setting)]: wrong })).toThrow(`${setting}: must be`);
  expect(readOptions({ MAX_READERS: '50000' }).live).toEqual({
    maxReaders: 50_000,
    maxStreams: 1_000,
    maxSubscriptionsPerSocket: 20,
    intervalMs: 100,
  });
  expect(() => readOptions({ ALLOWED_HEADERS: 'x-a, *' })).toThrow('ALLOWED_HEADERS: * is no name');
});

describe('bodies', () => {
  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(stage.url, { method: 'POST', headers: { ...json, ...headers }, body });

  it('of more than 100 kB are refused', async () => {
    const response = await send(JSON.stringify({ query: `{ whoami } # ${'x'.repeat(100_000)}` }));
    expect([response.status, await codesOf(response)]).toEqual([413, ['BODY_TOO_LARGE']]);
  });

  it('that unfold are refused, however small they are', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(60_000);
    const response = await send(new Uint8Array(bomb), { 'content-encoding': 'gzip' });
    expect([response.status, await codesOf(response)]).toEqual([415, ['UNSUPPORTED_ENCODING']]);
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('with %s nested as deep as a body can be are refused for their variables', async (_what, open, close) => {
    const depth = Math.floor(99_000 / (open.length + close.length));
    const nested = `${open.repeat(depth)}${open === '[' ? '' : '1'}${close.repeat(depth)}`;
    for (const name of ['variables', 'extensions', 'more']) {
      const given = { [name]: '@' };
      const response = await send(JSON.stringify({ query: '{ whoami }', ...given }).replace('"@"', `{"v":${nested}}`));
      const wanted = name === 'variables' ? [400, ['BAD_USER_INPUT']] : [200, []];
      expect([name, response.status, await codesOf(response)]).toEqual([name, ...wanted]);
    }
  });

  it('that are malformed are refused with a code and without a trace', async () => {
    for (const body of [
      '{',
      '[]',
      '7',
      '"x"',
      '{"query":7}',
      '{"query":"{ whoami }","variables":[]}',
      '[{"query":"{ whoami }"}]',
    ]) {
      const response = await send(body);
      const text = await response.text();
      expect([body, response.status]).toEqual([body, 400]);
      expect(text).toMatch(/"code":"(BAD_REQUEST|BAD_USER_INPUT)"/);
      expect(text).not.toMatch(/node_modules|\.js:|stack/);
    }
  });
});

describe('a request that goes the direct way', () => {
  /** A body of unknown length takes the long way, through routing and hooks. */
  async function bothWays(body: string, headers: Record<string, string> = {}) {
    const sent = { method: 'POST', headers: { ...json, ...headers } };
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const told = async (response: Response) => {
      const headers = new Headers(response.headers);
      // What pages may read is told to pages only, a connection is closed after some errors, and Apollo Server ends its lines.
      for (const name of ['date', 'access-control-expose-headers', 'connection', 'keep-alive', 'content-length'])
        headers.delete(name);
      return { status: response.status, headers: Object.fromEntries(headers), text: (await response.text()).trimEnd() };
    };
    const long = { ...sent, body: stream, duplex: 'half' as const };
    return [await told(await fetch(stage.url, { ...sent, body })), await told(await fetch(stage.url, long))] as const;
  }

  it.each([
    ['a query', '{"query":"{ whoami }"}', 200],
    ['the same query again', '{"query":"{ whoami }"}', 200],
    ['text beyond ASCII', '{"query":"{ whoami } # d\u00e9j\u00e0 vu"}', 200],
    ['a query that fails', '{"query":"{ broken }"}', 200],
    ['a query that is not valid', '{"query":"{ nobody }"}', 200],
    ['what is no JSON', '{', 400],
    ['nothing', '', 400],
    ['a key that could change a prototype', '{"query":"{ whoami }","variables":{"__proto__":{"a":1}}}', 400],
    ['no operation', '{}', 400],
  ])('is answered like any other: %s', async (_what, body, status) => {
    const [direct, long] = await bothWays(body);
    expect(direct).toEqual(long);
    expect(direct.status).toBe(status);
  });

  it('is held against the same limits', async () => {
    const deep = `${'{ node '.repeat(30)}{ whoami }${' }'.repeat(30)}`;
    const [direct, long] = await bothWays(JSON.stringify({ query: deep }), { accept: 'application/graphql-response+json' });
    expect(direct).toEqual(long);
    expect([direct.status, direct.text]).toEqual([400, expect.stringContaining('DOCUMENT_TOO_DEEP')]);
  });
});

describe('answers', () => {
  it('carry security headers and tell nothing of the software', async () => {
    const { headers } = await strict.ask('{ whoami }');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'strict-transport-security': expect.stringContaining('max-age'),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    for (const name of ['x-powered-by', 'server']) expect(headers.get(name)).toBeNull();
  });

  it('hide the schema in production: no introspection, no suggestions, no page', async () => {
    expect((await errorsOf(await strict.ask('{ __schema { queryType { name } } }'))).length).toBe(1);
    expect((await errorsOf(await stage.ask('{ whoamo }')))[0]?.message).toMatch(/Did you mean/);
    expect((await errorsOf(await strict.ask('{ whoamo }')))[0]?.message).not.toMatch(/Did you mean|whoami/);
    expect(await (await strict.ask('{ __typename }')).json()).toEqual({ data: { __typename: 'Query' } });
    const page = (url: string) => fetch(url, { headers: { accept: 'text/html' } });
    expect((await page(stage.url)).headers.get('content-type')).toMatch(/text\/html/);
    expect((await page(strict.url)).headers.get('content-type')).not.toMatch(/text\/html/);
  });

  it('mask what goes wrong inside, without a trace', async () => {
    const text = await (await stage.ask('{ broken }')).text();
    expect(text).toContain('INTERNAL_SERVER_ERROR');
    expect(text).not.toMatch(/SECRET|node_modules|\.js:|stack/);
  });

  it('are refused when they grow too large', async () => {
    expect((await strict.ask('{ text(length: 1000) }')).status).toBe(200);
    const response = await strict.ask('{ text(length: 5000) }');
    expect([response.status, await codesOf(response)]).toEqual([400, ['RESPONSE_TOO_LARGE']]);
  });

  it('elsewhere are 404', async () => {
    expect(await codesOf(await fetch(stage.url.replace('graphql', 'admin')))).toEqual(['NOT_FOUND']);
  });
});
