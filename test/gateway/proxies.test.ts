// Promises of: does nobody lift a limit by writing X-Forwarded-For, behind one proxy or two, and is nobody counted for another?
import { once } from 'node:events';
import { request } from 'node:http';
import type { GatewayOptions } from '#gateway/options';
import { afterwards } from '../support/afterwards';
import { startProxy } from './support/proxy';
import { type Stage, startStage, startWhoami } from './support/stage';
import { codesIn, firstAnswer } from './support/transports';

/** Posts from an address of this machine, as a client that writes what it likes into X-Forwarded-For. */
async function post(url: string, query: string, { from = '127.0.0.1', forged }: { from?: string; forged?: string } = {}) {
  const headers = { 'content-type': 'application/json', ...(forged && { 'x-forwarded-for': forged }) };
  const sent = request(url, { method: 'POST', headers, localAddress: from, agent: false });
  sent.end(JSON.stringify({ query }));
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode as number;
}

const rates: GatewayOptions['rates'] = {
  operations: { points: 6, seconds: 600 },
  mutations: new Map([['touch', { points: 1, seconds: 600 }]]),
};

describe.each([1, 2])('behind as many proxies as it was told of (%i), a gateway', (hops) => {
  let whoami: Awaited<ReturnType<typeof startWhoami>>;
  let stage: Stage;
  let outside: string;
  beforeEach(async () => {
    whoami = await startWhoami();
    afterwards(whoami.stop);
    stage = await startStage({ whoami }, { trustedProxies: hops, production: true, rates });
    afterwards(() => stage[Symbol.asyncDispose]());
    outside = stage.url;
    for (let hop = 0; hop < hops; hop++) {
      const proxy = await startProxy(outside);
      afterwards(proxy.close);
      outside = proxy.url;
    }
  });

  it('counts one client as one, whatever addresses it writes', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push(await post(outside, '{ whoami }', { forged: `192.0.2.${i}, 198.51.100.${i}` }));
    expect(statuses).toEqual([...Array(6).fill(200), 429]);
    const forged = { ...stage, url: outside, webSocketUrl: outside.replace('http', 'ws') };
    for (const transport of ['server-sent events', 'multipart', 'WebSocket'] as const)
      expect(codesIn(await firstAnswer(forged, transport, '{ whoami }', { address: '203.0.113.9' }))).toEqual(['RATE_LIMITED']);
  });

  it('counts another client apart', async () => {
    for (let i = 0; i < 7; i++) await post(outside, '{ whoami }');
    expect(await post(outside, '{ whoami }')).toBe(429);
    expect(await post(outside, '{ whoami }', { from: '127.0.0.2' })).toBe(200);
    // Who writes the address of another client uses up nothing of it.
    for (let i = 0; i < 7; i++) await post(outside, '{ whoami }', { from: '127.0.0.2', forged: '127.0.0.3' });
    expect(await post(outside, '{ whoami }', { from: '127.0.0.3' })).toBe(200);
  });

  it('counts what one address signs, whatever it writes', async () => {
    expect(await post(outside, 'mutation { touch }', { forged: '192.0.2.1' })).toBe(200);
    expect(await post(outside, 'mutation { touch }', { forged: '192.0.2.2' })).toBe(429);
    expect(whoami.calls.touch).toBe(1);
  });
});
