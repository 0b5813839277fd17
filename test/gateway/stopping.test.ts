// Promises of: does a gateway that is told to stop say so first, answer what it was asked, and then close its door?
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { systemClock } from '#kit/words/clock';
import { GatewayProcesses } from '../support/processes';
import { eventually, Reader } from '../support/reader';
import { type Stage, startStage, startWhoami } from './support/stage';

const processes = new GatewayProcesses();
let whoami: Awaited<ReturnType<typeof startWhoami>>;
let stage: Stage;
beforeAll(async () => {
  // A subgraph that knows nothing of passports.
  whoami = await startWhoami(0, systemClock, []);
  stage = await startStage({ whoami });
});
afterAll(async () => {
  processes.kill();
  await stage[Symbol.asyncDispose]();
  await whoami.stop();
});

it('answers 503 at /ready, and everything else as before, until load balancers have noticed', async () => {
  const gateway = await processes.run({ SUPERGRAPH_SDL: stage.supergraphFile, STOPPING_NOTICE_MS: '2500', MAX_READERS: '1' });
  const ask = async (query: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return { status: response.status, connection: response.headers.get('connection'), body: await response.json() };
  };
  const readiness = () => fetch(new URL('/ready', gateway.url));
  const ready = async () => (await readiness()).status;
  const client = createClient({ url: gateway.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  const closed = new Reader<number>();
  client.on('closed', (event) => closed.push((event as { code: number }).code));
  const events = new Reader<unknown>();
  client.subscribe(
    { query: 'subscription { watch { number } }' },
    { next: events.push, error: events.end, complete: () => events.end() },
  );
  await events.next();
  const full = await readiness();
  expect([full.status, await full.json()]).toMatchObject([
    200,
    { ready: true, degraded: { 'live readers': expect.stringMatching(/^1 of 1 .*MAX_READERS.*Start another gateway\.$/) } },
  ]);

  const ended = gateway.stop();
  await eventually('it is not ready', async () => (await ready()) === 503);
  expect(await ask('{ __typename }')).toEqual({ status: 200, connection: 'close', body: { data: { __typename: 'Query' } } });
  whoami.tick();
  expect(await events.next()).toMatchObject({ data: { watch: { number: 1 } } });

  expect(await ended).toBe(0);
  // By whichever side was faster to close it in order.
  expect([1000, 1001]).toContain(await closed.next());
  await expect(ready()).rejects.toThrow('fetch failed');
}, 60_000);
