// Promises of live feeds over HTTP, byte by byte, and to clients that stop reading.
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { connect } from 'node:net';
import { multipart, serverSentEvents, streamFormatFor } from '#gateway/live/streamFormats';
import { afterwards } from '../../support/afterwards';
import { eventually } from '../../support/reader';
import { type Federation, startFederation } from './support/federation';

const live = `subscription($id: ID!) { petitionCount(id: $id) { count petition { title libraries { name } } } }`;
const count = { query: live, variables: { id: 'p1' } };
const parts = 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9';
const events = 'text/event-stream';

describe('the format of a stream', () => {
  it.each([
    [parts, multipart],
    ['multipart/mixed; subscriptionSpec="1.0"', multipart],
    ['application/json, multipart/mixed;boundary="graphql";subscriptionSpec=1.0', multipart],
    [events, serverSentEvents],
    ['application/json, text/event-stream;q=0.9', serverSentEvents],
    ['multipart/mixed', undefined],
    ['multipart/mixed;deferSpec=20220824, application/json', undefined],
    ['multipart/mixed, x/y;subscriptionSpec=1.0', undefined],
    ['x-text/event-stream', undefined],
    ['application/json', undefined],
    ['*/*', undefined],
    [undefined, undefined],
  ])('asked for by %p is found', (accept, format) => {
    expect(streamFormatFor(accept)).toBe(format);
  });
});

describe('an HTTP stream', () => {
  let federation: Federation;

  /** A client that keeps the text it was sent. */
  const ask = async (accept: string | undefined, body: object, options: RequestOptions & { search?: string } = {}) => {
    const { search, ...rest } = options;
    const outgoing = request(`${federation.url}${search ?? ''}`, {
      method: search ? 'GET' : 'POST',
      agent: false,
      ...rest,
      headers: { 'content-type': 'application/json', ...(accept && { accept }), ...rest.headers },
    });
    afterwards(() => outgoing.destroy());
    outgoing.on('error', () => {});
    outgoing.end(search ? undefined : JSON.stringify(body));
    const response = await new Promise<IncomingMessage>((resolve) => outgoing.once('response', resolve));
    const seen = { response, text: '', ended: false, cut: false, destroy: () => outgoing.destroy() };
    response.setEncoding('utf8').on('data', (chunk) => {
      seen.text += chunk;
    });
    response.on('end', () => {
      seen.ended = true;
    });
    response.on('error', () => {
      seen.cut = true;
    });
    return {
      ...seen,
      get text() {
        return seen.text;
      },
      get ended() {
        return seen.ended;
      },
      shows: (pattern: RegExp | string) =>
        eventually(`${pattern} came; ${seen.text.slice(-300)}`, () =>
          typeof pattern === 'string' ? seen.text.includes(pattern) : pattern.test(seen.text),
        ),
      end: () => eventually(`the end came; ${seen.text.slice(-300)}`, () => seen.ended || seen.cut),
    };
  };
  const start = async (overrides: Parameters<typeof startFederation>[0]) => {
    await federation[Symbol.asyncDispose]();
    federation = await startFederation(overrides);
  };

  beforeEach(async () => {
    federation = await startFederation();
    afterwards(() => federation[Symbol.asyncDispose]());
    afterwards(() => federation.idle());
  });

  it('is opened at once, before there is any state, in a way that proxies pass on unchanged', async () => {
    await federation.advocacy.stop();
    const [sse, mixed] = [await ask(events, count), await ask(parts, count)];
    await Promise.all([sse.shows(/^:\n\n$/), mixed.shows(/^\r\n--graphql$/)]);
    const unchanged = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' };
    expect(sse.response.headers).toMatchObject({ ...unchanged, 'content-type': 'text/event-stream; charset=utf-8' });
    expect(mixed.response.headers).toMatchObject({
      ...unchanged,
      'content-type': 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
    });
    await federation.advocacy.start();
    await Promise.all([sse.shows('"count":'), mixed.shows('"count":')]);
  });

  it('carries the same JSON in either form, each part followed by its boundary', async () => {
    const [sse, mixed] = [await ask(events, count), await ask(parts, count)];
    const json =
      '{"data":{"petitionCount":{"count":0,"petition":{"title":"Open the stacks","libraries":[{"name":"Library l1"},{"name":"Library l2"}]}}}}';
    await sse.shows(`event: next\ndata: ${json}\n\n`);
    await mixed.shows(`--graphql\r\nContent-Type: application/json\r\n\r\n{"payload":${json}}\r\n--graphql`);
  });

  it('is sent without chunks to a client of HTTP/1.0, which knows none', async () => {
    const socket = connect(Number(new URL(federation.url).port), '127.0.0.1');
    afterwards(() => socket.destroy());
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    const body = JSON.stringify(count);
    socket.write(
      `POST /graphql HTTP/1.0\r\naccept: ${events}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await eventually('the first state came', () => text.includes('"count":0'));
    federation.world.bump();
    await eventually('the next state came', () => text.includes('"count":1'));
    expect(text.slice(text.indexOf('\r\n\r\n'))).toMatch(/^\r\n\r\n:\n\n(event: next\ndata: \{.*\}\n\n){2}$/);
  });

  it('can be read by an EventSource, which only sends GET', async () => {
    const search = `?query=${encodeURIComponent(live)}&variables=${encodeURIComponent('{"id":"p1"}')}`;
    const sse = await ask(events, {}, { search });
    await sse.shows('"count":0');
  });

  it.each([
    [events, /^(:\n\n)+event: next\n[^\n]*\n\n(:\n\n){3}/],
    [parts, /"payload":.*\r\n--graphql(\r\nContent-Type: application\/json\r\n\r\n\{\}\r\n--graphql){3}/],
  ])('keeps a quiet connection alive (%s)', async (accept, beats) => {
    await start({ heartbeatMs: 20 });
    await (await ask(accept, count)).shows(beats);
  });

  it.each([
    ['an invalid document', { query: 'subscription { nope }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a syntax error', { query: 'subscription {' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['a wrong variable', { query: live, variables: {} }, 400, 'BAD_USER_INPUT'],
  ])('refuses %s by status to a multipart client and in the stream to an event reader', async (_what, body, status, code) => {
    const mixed = await ask(parts, body);
    await mixed.end();
    expect(mixed.response.statusCode).toBe(status);
    expect(mixed.response.headers['content-type']).toBe('application/graphql-response+json; charset=utf-8');
    expect(JSON.parse(mixed.text).errors[0].extensions.code).toBe(code);
    const sse = await ask(events, body);
    await sse.end();
    expect(sse.response.statusCode).toBe(200);
    expect(sse.text).toMatch(/^event: next\ndata: \{"errors":\[.*\]\}\n\nevent: complete\ndata: \n\n$/);
    expect(sse.text).toContain(`"code":"${code}"`);
  });

  it.each([
    ['an invalid document', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['a wrong variable', live, 'BAD_USER_INPUT'],
    ['what a subgraph refuses', 'subscription { refusing }', 'NOT_FOUND'],
  ])('refuses %s by status to an EventSource, which would come back otherwise', async (_what, query, code) => {
    const sse = await ask(events, {}, { search: `?query=${encodeURIComponent(query)}` });
    await sse.end();
    expect([sse.response.statusCode, JSON.parse(sse.text).errors[0].extensions.code]).toEqual([400, code]);
  });

  it('lets an EventSource come back from what is no fault of its own', async () => {
    await start({ maxConnectionsPerAddress: 1 });
    const search = `?query=${encodeURIComponent(live)}&variables=${encodeURIComponent('{"id":"p1"}')}`;
    await (await ask(events, {}, { search })).shows('"count":0');
    const second = await ask(events, {}, { search });
    await second.end();
    expect([second.response.statusCode, second.text]).toEqual([200, expect.stringContaining('SUBSCRIPTION_LIMIT')]);
  });

  it('is refused with 406 to a client that takes no stream', async () => {
    const answer = await ask('application/json', count);
    await answer.end();
    expect(answer.response.statusCode).toBe(406);
    expect(JSON.parse(answer.text).errors[0].extensions.code).toBe('NOT_ACCEPTABLE');
    expect(federation.world.subscriptions).toBe(0);
  });

  it.each([
    [events, 200],
    [parts, 503],
  ])('is refused with a code beyond the streams of an address, until one of them ends (%s)', async (accept, status) => {
    await start({ maxConnectionsPerAddress: 1 });
    const first = await ask(accept, count);
    await first.shows('"count":0');
    const second = await ask(accept, count);
    await second.end();
    expect(second.response.statusCode).toBe(status);
    expect(second.text).toContain('SUBSCRIPTION_LIMIT');
    first.destroy();
    await eventually('the address has room', () => federation.live.stats().httpStreams === 0);
    await (await ask(accept, count)).shows('"count":0');
  });

  it('answers queries too, and mutations unless they come by GET', async () => {
    const query = await ask(events, { query: '{ petition(id: "p1") { title } }' });
    await query.end();
    expect(query.text).toBe(
      ':\n\nevent: next\ndata: {"data":{"petition":{"title":"Open the stacks"}}}\n\nevent: complete\ndata: \n\n',
    );
    const rename = 'mutation { rename(id: "p1", title: "x") { title } }';
    const byGet = await ask(events, {}, { search: `?query=${encodeURIComponent(rename)}` });
    await byGet.end();
    expect(byGet.text).toContain('OPERATION_NOT_SUPPORTED');
    expect(federation.world.title).toBe('Open the stacks');
    await (await ask(events, { query: rename })).shows('{"data":{"rename":{"title":"x"}}}');
  });

  it.each([
    [events, /event: next\ndata: \{"errors":\[\{[^\n]*"code":"SUBSCRIPTION_TOKEN_EXPIRED"[^\n]*\n\nevent: complete\ndata: \n\n$/],
    [parts, /\{"payload":\{"data":null,"errors":\[\{.*"code":"SUBSCRIPTION_TOKEN_EXPIRED".*\}\}\r\n--graphql--\r\n$/],
  ])('ends with a code when its token expires, and not before (%s)', async (accept, ending) => {
    const stream = await ask(accept, count, { headers: { 'x-token': 'brief' } });
    await stream.shows('"count":0');
    await stream.end();
    expect(stream.text).toMatch(ending);
  });

  it.each([
    [events, /\n\nevent: complete\ndata: \n\n$/],
    [parts, /\}\r\n--graphql--\r\n$/],
  ])('completes at its greatest age and when the gateway stops (%s)', async (accept, ending) => {
    const stopping = await ask(accept, count);
    await stopping.shows('"count":0');
    await federation.live.close();
    await stopping.end();
    expect(stopping.text).toMatch(ending);
    const late = await ask(accept, count);
    await late.end();
    expect(late.text).toContain('SERVICE_UNAVAILABLE');
    await start({ maxAgeMs: 50 });
    const aging = await ask(accept, count);
    await aging.end();
    expect(aging.text).toMatch(/\n\nevent: complete\ndata: \n\n$|\r\n--graphql--\r\n$/);
    expect(aging.text).not.toContain('errors');
  });

  it.each([events, parts])('skips to the newest state for a client that reads slowly, without piling up (%s)', async (accept) => {
    const warned = jest.fn();
    process.on('warning', warned);
    federation.world.title = 'x'.repeat(250_000);
    const stream = await ask(accept, count);
    await stream.shows('"count":0');
    stream.response.pause();
    for (let i = 0; i < 150; i++) {
      const { executions } = federation.live.stats();
      federation.world.bump();
      await eventually('the event was executed', () => federation.live.stats().executions > executions);
    }
    expect(federation.live.stats().skipped).toBeGreaterThan(50);
    stream.response.resume();
    await stream.shows(`"count":${federation.world.count},`);
    process.off('warning', warned);
    expect(warned).not.toHaveBeenCalled();
  });

  it.each([events, parts])('cuts off a client that takes nothing, and frees its stream (%s)', async (accept) => {
    await start({ stallMs: 50 });
    federation.world.title = 'x'.repeat(1_000_000);
    const stream = await ask(accept, count);
    await stream.shows('"count":0');
    stream.response.pause();
    for (let i = 0; i < 40 && federation.live.stats().httpStreams > 0; i++) {
      const { executions, readers } = federation.live.stats();
      federation.world.bump();
      await eventually('the event was executed', () => {
        const now = federation.live.stats();
        return now.executions > executions || now.readers < readers;
      });
    }
    await eventually('it is gone', () => federation.live.stats().httpStreams === 0);
  });
});
