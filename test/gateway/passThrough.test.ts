// Promises of: calendars and agreements pass through the gateway to anyone who has their secret address, and to no one else, cache or log.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { type RunningGateway, startGateway } from '#gateway/gateway';
import { sectionMs } from '#gateway/site/asking';
import { gatewayKeys, staffOf } from '../support/identities';
import { becomeSisters, openStage, type Stage } from '../support/partnership';

const [nairobi, oslo] = ['demo-nairobi-ke', 'demo-oslo-no'];
const lines: string[] = [];
const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });

/** A subgraph that takes more time for a table than a part of a page may have, and never begins a feed. */
const slow = createServer((request, response) => {
  if (request.url?.startsWith('/exports/'))
    setTimeout(() => response.writeHead(200, { 'content-type': 'text/csv' }).end('day\n2026-11-30\n'), sectionMs + 300);
});
/** Asked before the other tests, and looked at after them. */
const later: { table?: Promise<Response>; feed?: Promise<Response> } = {};

let stage: Stage;
let gateway: RunningGateway;
let isUp = true;
/** By how much the clock of the subgraph is behind. It goes with that of the gateway, whose signature it would not believe otherwise. */
let behindMs = 0;
let id: string;
const links: Record<'calendar' | 'agreement', string> = { calendar: '', agreement: '' };
beforeAll(async () => {
  stage = await openStage();
  Object.defineProperty(stage.time, 'now', { get: () => new Date(Date.now() - behindMs) });
  id = await becomeSisters(stage, nairobi, oslo, { text: 'Quietly.' });
  await new Promise<void>((listening) => slow.listen(0, '127.0.0.1', listening));
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphFile: resolve(__dirname, '..', '..', 'schema', 'supergraph.graphql'),
    urls: new Map([
      ['partnership', [stage.url]],
      ['advocacy', [`http://127.0.0.1:${(slow.address() as AddressInfo).port}/graphql`]],
    ]),
    subgraphKeys: new Map([['partnership', gatewayKeys]]),
    deadlineMs: sectionMs + 1_000,
    allowedOrigins: [],
    log,
  });
  later.table = fetch(`http://127.0.0.1:${gateway.port}/exports/policies.csv`);
  later.feed = fetch(`http://127.0.0.1:${gateway.port}/feeds/policies.atom`);
  const own = stage.as(staffOf(oslo));
  links.calendar = (await own.ask('query ($id: ID!) { calendarLink(libraryId: $id) { url } }', { id: oslo })).calendarLink.url;
  links.agreement = await agreementNow();
});
async function agreementNow(): Promise<string> {
  const query = 'query ($id: ID!) { partnership(id: $id) { confidential { agreement { printUrl } } } }';
  return (await stage.as(staffOf(oslo)).ask(query, { id })).partnership.confidential.agreement.printUrl;
}
afterAll(async () => {
  await gateway.stop();
  slow.closeAllConnections();
  await new Promise((closed) => slow.close(closed));
  if (isUp) await stage.close();
});

/** What somebody without an account gets at an address that was handed out. */
function read(url: string, init: RequestInit = {}): Promise<Response> {
  const { pathname, search } = new URL(url);
  return fetch(`http://127.0.0.1:${gateway.port}${pathname}${search}`, init);
}
const keyOf = (url: string) => new URL(url).searchParams.get('key') as string;

const kinds = [
  ['calendar', 'text/calendar; charset=utf-8', /^BEGIN:VCALENDAR\r\n/],
  ['agreement', 'text/html; charset=utf-8', /^<!doctype html>/],
] as const;

describe.each(kinds)('the %s', (kind, contentType, beginning) => {
  it('comes as what it is, for its reader alone: kept by no cache, found by no search engine, told to no other site', async () => {
    const answer = await read(links[kind]);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': contentType,
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(await answer.text()).toMatch(beginning);
  });

  it('can be asked for its head alone', async () => {
    const answer = await read(links[kind], { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, contentType, '']);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  it('is changed by no method, and answers no form', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await read(links[kind], { method })).status).toBe(405);
  });

  it.each([
    ['cut short', (url: string) => url.slice(0, -1)],
    ['without its key', (url: string) => url.split('?')[0] as string],
    [
      'with the key of the other',
      (url: string) => url.replace(/key=.*/, `key=${keyOf(links[kind === 'calendar' ? 'agreement' : 'calendar'])}`),
    ],
    ['with two keys, of which the last one counts', (url: string) => `${url}&key=x`],
    ['with a key that is no text of ours', (url: string) => url.replace(/key=.*/, 'key=%00%ff..%2e')],
  ])('opens nothing at an address %s, and says so', async (_what, change) => {
    const answer = await read(change(links[kind]));
    const text = await answer.text();
    expect(answer.status).toBe(404);
    expect(text).toMatch(kind === 'calendar' ? /"BAD_LINK"/ : /This address is not valid, or no longer valid/);
    expect(text).not.toMatch(/Quietly|Nairobi/);
  });
});

it('an agreement opens for a quarter of an hour', async () => {
  behindMs = 16 * 60_000;
  const early = await agreementNow();
  behindMs = 0;
  expect((await read(early)).status).toBe(404);
});

it('a calendar opens no longer once its address was replaced', async () => {
  const replace = 'mutation ($id: ID!) { replaceCalendarLink(libraryId: $id) { url } }';
  const { url } = (await stage.as(staffOf(oslo)).ask(replace, { id: oslo })).replaceCalendarLink;
  expect((await read(links.calendar)).status).toBe(410);
  expect((await read(url)).status).toBe(200);
});

it('says by a code that its subgraph cannot be reached, and not where that is', async () => {
  isUp = false;
  await stage.close();
  for (const [kind] of kinds) {
    const answer = await read(links[kind]);
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).errors[0].extensions.code]).toEqual([503, 'SUBGRAPH_UNAVAILABLE']);
    expect(text).not.toMatch(/127\.0\.0\.1|ECONN|key=/);
  }
});

it('waits longer for a table to begin than a page waits for its parts, and not for ever', async () => {
  const [table, feed] = await Promise.all([later.table, later.feed]);
  expect([table?.status, await table?.text()]).toEqual([200, 'day\n2026-11-30\n']);
  expect([feed?.status, JSON.parse((await feed?.text()) ?? '').errors[0].extensions.code]).toEqual([503, 'SUBGRAPH_UNAVAILABLE']);
});

it('writes no key into the log, though it notes each request', () => {
  const text = lines.join('');
  expect(text).toContain('"path":"/calendars/sister-meetings.ics"');
  expect(text).toContain('subgraph page unavailable');
  for (const url of Object.values(links)) {
    const [, , proof] = keyOf(url).split('.');
    expect(proof?.length).toBeGreaterThan(40);
    expect(text).not.toContain(proof);
  }
  expect(text).not.toContain('key=');
});
