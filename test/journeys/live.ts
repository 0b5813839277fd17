// A dashboard follows a petition while people sign, over each transport, with the clients that dashboards use.
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { localAudience, localIssuer } from '#kit/words/identity';
import { issuerKey } from '#start/secrets';
import { countOf, type Reading, read, transports } from '../gateway/live/support/clients';
import { type CollectedSpan, openCollector } from '../support/collector';
import { dataOf, operation, post } from '../support/graphql';
import { alerts, dashboardQueries, guide, metricsIn, namesIn, scrapeAt, threePorts } from '../support/observed';
import { eventually } from '../support/reader';
import type { Federation } from './federation';
import { asked, mistakes, said, type Way, waysOfFeeds, waysOfQueries } from './mistakes';

let shelfbridge: Federation;
let observer: Observer;
const readings: Reading[] = [];

/** Who is told what a Shelfbridge does: a collector of spans, and whoever asks three ports for metrics. */
export interface Observer {
  readonly collector: Awaited<ReturnType<typeof openCollector>>;
  readonly metricsPort: number;
  /** By which a Shelfbridge tells it. */
  readonly settings: NodeJS.ProcessEnv;
}

export async function openObserver(): Promise<Observer> {
  const [metricsPort, collector] = [await threePorts(), await openCollector()];
  const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '0' };
  return { collector, metricsPort, settings: { METRICS_PORT: String(metricsPort), ...tracing } };
}

let signers = 0;
async function sign(): Promise<number> {
  const input = { petitionId: 'fair-ebook-terms', name: 'Reader', email: `reader${signers++}@library.example`, country: 'FI' };
  return dataOf(await shelfbridge.ask(operation('SignPetition'), { input })).signPetition.petition.signatureCount;
}

function follow(transport: (typeof transports)[number]): Reading {
  const address = { url: shelfbridge.url, webSocketUrl: shelfbridge.url.replace('http', 'ws') };
  const reading = read(address, transport, { query: operation('LivePetition'), variables: { id: 'fair-ebook-terms' } });
  readings.push(reading);
  return reading;
}

/** Of a Shelfbridge that logs as JSON, and tells this observer. */
export function live(of: () => Federation, observerOf: () => Observer): void {
  beforeAll(() => {
    shelfbridge = of();
    observer = observerOf();
  });
  afterAll(() => {
    for (const reading of readings) reading.stop();
  });

  describe.each(transports)('following a petition over %s', (transport) => {
    it('shows the present count at once, with the names of the libraries and their sisters, and then each change', async () => {
      const before = await sign();
      const reading = follow(transport);
      const first = await reading.frame(1);
      expect(countOf(first)).toBe(before);
      const sisters = [expect.objectContaining({ name: 'Chicago Demonstration Library' })];
      const library = { id: 'demo-helsinki-fi', name: 'Helsinki Demonstration Library', sisters };
      expect(first.data).toMatchObject({
        petitionCount: {
          petition: {
            title: 'Fair ebook terms for every library',
            endorsements: {
              nodes: expect.arrayContaining([expect.objectContaining({ library: expect.objectContaining(library) })]),
            },
          },
        },
      });
      await reading.count(await sign());
      reading.stop();
    });
  });

  describe('many readers of one petition', () => {
    it('all end on the exact count, whichever client they use', async () => {
      const all = Array.from({ length: 12 }, (_, i) => follow(transports[i % 3] as (typeof transports)[number]));
      await Promise.all(all.map((reading) => reading.frame(1)));
      const last = Math.max(...(await Promise.all(Array.from({ length: 60 }, sign))));
      await Promise.all(all.map((reading) => reading.count(last)));
    });
  });

  describe('an operator', () => {
    const traced = async (query: string, trace: string) => {
      const headers = { traceparent: `00-${trace}-${'cd'.repeat(8)}-01` };
      const input = {
        petitionId: 'fair-ebook-terms',
        name: 'Reader',
        email: `reader${signers++}@library.example`,
        country: 'FI',
      };
      return dataOf(await post(shelfbridge.url, query, { input }, headers));
    };

    it('finds every metric of the alerts, the dashboard and the guide, and nobody who asked', async () => {
      const reading = follow('WebSocket' as (typeof transports)[number]);
      await reading.count(await sign());
      await fetch(new URL('/no/such/page?of=ann@library.example', shelfbridge.url));
      await shelfbridge.ask('query Foreign { nothing }');
      const scrapes = await Promise.all([0, 1, 2].map((i) => scrapeAt(observer.metricsPort + i)));
      reading.stop();
      const told = namesIn(scrapes.join('\n'));
      const named = metricsIn([...alerts.map(({ expr }) => expr), ...dashboardQueries, guide].join('\n'));
      expect(named.length).toBeGreaterThan(30);
      expect(named.filter((name) => !told.has(name) && !told.has(`${name}_count`))).toEqual([]);
      const [gateway = '', partnership = '', advocacy = ''] = scrapes;
      expect(gateway).toMatch(
        /^gateway_operation_duration_seconds_count\{operation="SignPetition",type="mutation",code="OK",transport="http"\} [1-9]/m,
      );
      expect(gateway).toMatch(
        /^gateway_operation_duration_seconds_count\{operation="other",type="query",code="GRAPHQL_VALIDATION_FAILED",transport="http"\} [1-9]/m,
      );
      expect(gateway).toMatch(/^gateway_fetch_duration_seconds_count\{subgraph="advocacy",outcome="answered"\} [1-9]/m);
      expect(advocacy).toMatch(/^shelfbridge_signatures_total\{outcome="NEW"\} [1-9]/m);
      expect(advocacy).toMatch(/^shelfbridge_signatures_total\{outcome="SIGNING_UNAVAILABLE"\} 0/m);
      expect(partnership).toMatch(/^db_client_connection_max\{pool_name="statements"\} 10$/m);
      for (const secret of ['@', 'library.example', 'Foreign', 'no/such']) expect(scrapes.join('')).not.toContain(secret);
    });

    it('reads in one line which operation came to what, through which subgraphs and in which trace', async () => {
      const trace = 'ab'.repeat(16);
      await traced(operation('SignPetition'), trace);
      const line = await shelfbridge.lines.until(
        (each) => each.startsWith('[gateway]') && each.includes(trace) && each.includes('"msg":"request"'),
      );
      expect(JSON.parse(line.replace(/^\[gateway\] /, ''))).toMatchObject({
        ...{ level: 30, msg: 'request', method: 'POST', path: '/graphql', status: 200 },
        ...{ operation: 'SignPetition', subgraphs: ['advocacy'], trace },
      });
    });

    it('follows a call from the client through the gateway into the subgraph, as spans of one trace', async () => {
      const trace = 'ef'.repeat(16);
      await traced(operation('SignPetition'), trace);
      const spans = observer.collector.spans.seen;
      const inTrace = (fits: (span: CollectedSpan) => boolean) => spans.find((span) => span.traceId === trace && fits(span));
      const root = ({ parentSpanId }: CollectedSpan) => parentSpanId === 'cd'.repeat(8);
      await eventually(
        'all spans have come',
        () => !!inTrace(root) && !!inTrace(({ service }) => service === 'shelfbridge-advocacy'),
        10_000,
      );
      const fetched = inTrace(({ name }) => name === 'gateway.fetch');
      expect(inTrace(root)).toMatchObject({ service: 'shelfbridge-gateway', name: 'mutation SignPetition' });
      expect(fetched).toMatchObject({ service: 'shelfbridge-gateway', parentSpanId: inTrace(root)?.spanId });
      expect(inTrace(({ service }) => service === 'shelfbridge-advocacy')).toMatchObject({ parentSpanId: fetched?.spanId });
      // Who asks for no trace gets none, as OTEL_TRACES_SAMPLER_ARG says.
      expect(spans.filter(({ traceId }) => ![trace, 'ab'.repeat(16)].includes(traceId))).toEqual([]);
    });
  });

  describe('a program that is wrong about', () => {
    it.each(Object.entries(mistakes))(
      '%s learns so by the same code, whichever way it asks',
      async (_mistake, { code, query, feed }) => {
        const all = [
          ...(query ? Object.entries(waysOfQueries).map(([way, send]) => ({ way, send, attempt: query })) : []),
          ...(feed ? Object.entries(waysOfFeeds).map(([way, send]) => ({ way: `${way}, a feed`, send, attempt: feed })) : []),
        ];
        const told = await Promise.all(
          all.map(async ({ way, send, attempt }) => [way, [...new Set((await send(shelfbridge.url, attempt)).codes)]]),
        );
        expect(Object.fromEntries(told)).toEqual(Object.fromEntries(all.map(({ way }) => [way, [code]])));
      },
    );

    it('its token learns so by the same code, or by the close of its WebSocket', async () => {
      const expired = await new SignJWT({ roles: ['committee'] })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(localIssuer)
        .setAudience(localAudience)
        .setSubject('ann')
        .setExpirationTime(new Date(Date.now() - 86_400_000))
        .sign(issuerKey(join(shelfbridge.folder, 'data')));
      const tokens = { expired, damaged: 'abc', 'without a signature': 'e30.e30.' };
      for (const [kind, token] of Object.entries(tokens))
        for (const [way, send] of Object.entries<Way>({ ...waysOfQueries, ...waysOfFeeds })) {
          const { status, codes } = await send(shelfbridge.url, { query: '{ __typename }' }, token);
          const wanted = way === 'a WebSocket' ? [4403, []] : [way === 'a stream of events' ? 200 : 401, ['UNAUTHENTICATED']];
          expect([kind, way, status, codes]).toEqual([kind, way, ...wanted]);
        }
    });

    it('what a request looks like learns so by a status and a code', async () => {
      const { url } = shelfbridge;
      const json = { 'content-type': 'application/json' };
      const body = '{"query":"{ __typename }"}';
      const requests: readonly [string, RequestInit & { at?: string }, number, string][] = [
        ['text that is no JSON', { headers: json, body: '{' }, 400, 'BAD_REQUEST'],
        ['a batch', { headers: json, body: `[${body}]` }, 400, 'BAD_REQUEST'],
        ['no query', { headers: json, body: '{}' }, 400, 'BAD_REQUEST'],
        ['nothing at all', { headers: json }, 400, 'BAD_REQUEST'],
        ['variables as text', { headers: json, body: '{"query":"{ __typename }","variables":"{}"}' }, 400, 'BAD_REQUEST'],
        ['a name that is a number', { headers: json, body: '{"query":"{ __typename }","operationName":7}' }, 400, 'BAD_REQUEST'],
        ['a body without a type', { body: new Blob([body]) }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
        ['plain text', { headers: { 'content-type': 'text/plain' }, body }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
        [
          'GraphQL as a body',
          { headers: { 'content-type': 'application/graphql' }, body: '{ __typename }' },
          415,
          'UNSUPPORTED_MEDIA_TYPE',
        ],
        ['a form', { body: new URLSearchParams({ query: '{ __typename }' }) }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
        ['a body that is too large', { headers: json, body: body.padEnd(101_000) }, 413, 'BODY_TOO_LARGE'],
        ['a compressed body', { headers: { ...json, 'content-encoding': 'gzip' }, body }, 415, 'UNSUPPORTED_ENCODING'],
        [
          'a subscription without a stream',
          { headers: json, body: '{"query":"subscription { petitionCounts { count } }"}' },
          406,
          'NOT_ACCEPTABLE',
        ],
        ['a query by PUT', { method: 'PUT', headers: json, body }, 405, 'METHOD_NOT_ALLOWED'],
        ['a DELETE', { method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
        ['another path', { headers: json, body, at: '/api/graphql' }, 404, 'NOT_FOUND'],
        ['a GET of anything', { method: 'GET', at: '/graphql?query={__typename}' }, 400, 'UNSAFE_REQUEST'],
        ['a GET without a query', { method: 'GET', headers: { 'apollo-require-preflight': 'true' } }, 400, 'BAD_REQUEST'],
      ];
      for (const [what, { at = '/graphql', ...init }, status, code] of requests)
        for (const accept of ['application/json', 'application/graphql-response+json', '*/*']) {
          const answer = await asked(new URL(at, url).href, { method: 'POST', ...init, headers: { accept, ...init.headers } });
          expect([what, accept, answer.status, answer.codes]).toEqual([what, accept, status, [code]]);
        }
    });

    it('what a WebSocket says learns so by an error for its operation, or by the close', async () => {
      const { url } = shelfbridge;
      const init = { type: 'connection_init' };
      const ask = { id: '1', type: 'subscribe', payload: { query: '{ __typename }' } };
      const spoken = 'graphql-transport-ws';
      const talks: readonly [string, string | undefined, readonly (object | string)[], number][] = [
        ['the protocol of subscriptions-transport-ws', 'graphql-ws', [init], 4406],
        ['no protocol', undefined, [init], 4406],
        ['a subscription before connection_init', spoken, [ask], 4401],
        ['connection_init twice', spoken, [init, init], 4429],
        ['text that is no JSON', spoken, ['hello'], 4400],
        ['a message of the old protocol', spoken, [init, { id: '1', type: 'start', payload: ask.payload }], 4400],
        ['a subscription without an id', spoken, [init, { ...ask, id: undefined }], 4400],
        ['a subscription without a document', spoken, [init, { ...ask, payload: {} }], 4400],
        [
          'an id that is in use',
          spoken,
          [init, { ...ask, payload: { query: 'subscription { petitionCounts { count } }' } }, ask],
          4409,
        ],
        ['a message that is too long', spoken, [init, 'x'.repeat(70_000)], 1009],
      ];
      for (const [what, protocol, messages, status] of talks)
        expect([what, (await said(url, protocol, messages, 'closed')).status]).toEqual([what, status]);
      expect((await said(url, spoken, [init, ask])).text).toContain('"__typename":"Query"');
      expect(await said(url.replace('/graphql', '/subscriptions'), spoken, [])).toMatchObject({ status: 404, text: /\/graphql/ });
    });
  });
}
