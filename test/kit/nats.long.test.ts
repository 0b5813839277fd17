// Promises of: counts reach the other processes of a subgraph by NATS, through kill -9 of its server, refusals and however many attempts.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Advocacy } from '#advocacy/subgraph';
import { NatsBus, type NoticeListener, natsSettings } from '#kit/live/nats';
import { readSettings } from '#kit/words/config';
import { silentLog } from '#kit/words/log';
import { freePort } from '#start/ports';
import { demoDatabase, startAdvocacyAt } from '../support/advocacy';
import { afterwards } from '../support/afterwards';
import { dataOf, post } from '../support/graphql';
import { eventually } from '../support/reader';

jest.setTimeout(180_000);

const waitMs = 60_000;
let port: number;
let server: ChildProcess | undefined;

/** A real server; resolves when it listens. */
async function startServer(...words: string[]): Promise<void> {
  const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port), ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  server = child;
  let said = '';
  for await (const part of child.stderr ?? []) {
    said += part;
    if (said.includes('Server is ready')) break;
  }
  if (!said.includes('Server is ready')) throw new Error(said);
}
async function killServer(): Promise<void> {
  if (!server) return;
  const ended = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : undefined;
  server.kill('SIGKILL');
  await ended;
  server = undefined;
}

const addressOf = (account = '') => {
  const { NATS_URL } = readSettings(natsSettings, { NATS_URL: `nats://${account}127.0.0.1:${port}` });
  if (!NATS_URL) throw new Error('no address');
  return NATS_URL;
};

beforeEach(async () => {
  port = await freePort();
  afterwards(killServer);
});

/** One who listens, and what it was told. */
function listening(account = '') {
  const told = { connected: 0, lost: 0, heard: [] as string[] };
  const bus = new NatsBus({ address: addressOf(account), prefix: 'test', name: 'test', log: silentLog });
  afterwards(() => bus.stop());
  const listener: NoticeListener = {
    connected: () => void told.connected++,
    lost: () => void told.lost++,
    heard: (payload) => void told.heard.push(payload),
  };
  bus.subscribe('counts', listener);
  return { bus, told };
}

it('two processes tell each other, and after kill -9 of the server everybody is told of a gap and goes on', async () => {
  await startServer();
  const [one, two] = [listening(), listening()];
  await eventually('both listen', () => one.told.connected + two.told.connected >= 2, waitMs);
  await one.bus.publish('counts', 'first');
  await eventually('the other heard it', () => two.told.heard.length === 1, waitMs);
  // Nobody hears himself.
  expect([one.told.heard, two.told.heard]).toEqual([[], ['first']]);
  const [lost, connected] = [two.told.lost, two.told.connected];
  await killServer();
  await eventually('both know that it is away', () => two.told.lost > lost && one.told.lost > 0, waitMs);
  await expect(one.bus.publish('counts', 'unheard')).rejects.toThrow('NATS is not connected');
  await startServer();
  await eventually('they listen again', () => two.told.connected > connected && one.told.connected > 1, waitMs);
  await one.bus.publish('counts', 'second');
  await eventually('the other hears what follows', () => two.told.heard.includes('second'), waitMs);
  expect(two.told.heard).toEqual(['first', 'second']);
});

it('attempts to connect never end: after more than ten that failed, and after a password that was refused', async () => {
  let attempts = 0;
  const refusing = createServer((socket) => {
    attempts++;
    socket.destroy();
  });
  refusing.listen(port, '127.0.0.1');
  await once(refusing, 'listening');
  const { told } = listening('ann:right@');
  await eventually('it tried twelve times', () => attempts >= 12, waitMs);
  await new Promise((resolve) => refusing.close(resolve));
  await startServer('--user', 'ann', '--pass', 'right');
  await eventually('it listens', () => told.connected > 0, waitMs);
  // With another password it is refused, until it is right again.
  const before = told.connected;
  await killServer();
  await startServer('--user', 'ann', '--pass', 'other');
  const { told: refused } = listening('ann:right@');
  expect(refused.lost).toBe(1);
  await eventually('it was refused', () => refused.lost > 3, waitMs);
  await killServer();
  await startServer('--user', 'ann', '--pass', 'right');
  await eventually('both listen', () => refused.connected > 0 && told.connected > before, waitMs);
});

it('processes of advocacy show what was signed at another, with NATS, while it is away and from then on, and say so at /ready', async () => {
  const database = await demoDatabase();
  const nats = { address: addressOf(), prefix: 'test' };
  const [one, two] = [await startAdvocacyAt(database.url, { nats }), await startAdvocacyAt(database.url, { nats })];
  afterwards(async () => {
    await Promise.all([one.stop(), two.stop()]);
    await database.drop();
  });
  const id = 'fair-ebook-terms';
  let signers = 0;
  const sign = async (at: Advocacy) => {
    const document = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }';
    const input = { petitionId: id, name: 'Reader', email: `r${signers++}@library.example`, country: 'US' };
    dataOf(await post(at.url, document, { input }));
  };
  const degraded = async (at: Advocacy) => {
    const { ready, degraded: troubles = {} } = await (await fetch(at.url.replace('/graphql', '/ready'))).json();
    return [ready, 'notices of petition_counts' in troubles].join();
  };
  const reader = await two.app.feed.watch([id]);
  const shown = async (count: number) => {
    for (;;) {
      const { value } = await reader.next();
      if (value?.[0] && value[0].count >= count) return value[0].count;
    }
  };
  // Nobody was there when they started.
  expect(await degraded(two)).toBe('true,true');
  await sign(one);
  expect(await shown(1)).toBe(1);
  await startServer();
  for (const each of [one, two]) await eventually('it listens', async () => (await degraded(each)) === 'true,false', waitMs);
  await sign(one);
  expect(await shown(2)).toBe(2);
  await killServer();
  for (const each of [one, two]) await eventually('it says so', async () => (await degraded(each)) === 'true,true', waitMs);
  await sign(one);
  expect(await shown(3)).toBe(3);
  await startServer();
  for (const each of [one, two]) await eventually('it listens', async () => (await degraded(each)) === 'true,false', waitMs);
  await sign(one);
  expect(await shown(4)).toBe(4);
});
