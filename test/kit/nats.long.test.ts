// Promises of: counts reach the other processes of a subgraph by NATS, through kill -9 of its server, refusals and however many attempts.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Advocacy } from '#advocacy/subgraph';
import { NatsBus, type NoticeListener, natsSettings } from '#kit/live/nats';
import { readSettings } from '#kit/words/config';
import { silentLog } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
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
  server = await serverAt(port, ...words);
}
async function serverAt(at: number, ...words: string[]): Promise<ChildProcess> {
  const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(at), ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  afterwards(() => child.kill('SIGKILL'));
  let said = '';
  // Read to its end: a server whose log nobody takes is ended by it.
  child.stderr.on('data', (part) => (said += part));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(said)));
  await Promise.race([eventually('the server is ready', () => said.includes('Server is ready'), waitMs), ended]);
  ended.catch(() => undefined);
  return child;
}
async function killServer(): Promise<void> {
  if (!server) return;
  const ended = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : undefined;
  server.kill('SIGKILL');
  await ended;
  server = undefined;
}

const addressOf = (account = '', ...ports: readonly number[]) => {
  const urls = (ports.length > 0 ? ports : [port]).map((each) => `nats://${account}127.0.0.1:${each}`);
  const { NATS_URL } = readSettings(natsSettings, { NATS_URL: urls.join(',') });
  if (!NATS_URL) throw new Error('no address');
  return NATS_URL;
};

beforeEach(async () => {
  port = await freePort();
  afterwards(killServer);
});

/** One who listens, and what it was told. */
function listening(account = '', ...ports: readonly number[]) {
  const told = { connected: 0, lost: 0, heard: [] as string[] };
  const bus = new NatsBus({ address: addressOf(account, ...ports), prefix: 'test', name: 'test', log: silentLog });
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

it('processes at two servers of a cluster tell each other, and where one is killed all go on at the other', async () => {
  const others: number[] = [];
  while (others.length < 3) others.push(await freePort());
  const [second, ...routes] = others as [number, number, number];
  const cluster = (own: number, other: number) => [
    ...['--cluster_name', 'test', '--cluster', `nats://127.0.0.1:${own}`, '--routes', `nats://127.0.0.1:${other}`],
    ...['--user', 'ann', '--pass', 'right'],
  ];
  await startServer(...cluster(routes[0] as number, routes[1] as number));
  await serverAt(second, ...cluster(routes[1] as number, routes[0] as number));
  // One at each, so that what it tells goes from server to server; and two that know both.
  const account = 'ann:right@';
  const [one, two, three, four] = [
    listening(account, port),
    listening(account, second),
    listening(account, port, second),
    listening(account, second, port),
  ];
  const all = [one, two, three, four];
  await eventually('all listen', () => all.every(({ told }) => told.connected > 0), waitMs);
  let sent = 0;
  const tells = async (from: typeof one, to: readonly (typeof one)[]) =>
    await eventually(
      'the others hear it',
      async () => {
        // Servers that have just met tell each other a moment later who listens.
        const word = `word ${++sent}`;
        await from.bus.publish('counts', word).catch(() => undefined);
        await new Promise(setImmediate);
        return to.every(({ told }) => told.heard.length > 0);
      },
      waitMs,
    );
  await tells(one, [two, three, four]);
  await killServer();
  await eventually('who knew it alone is lost', () => one.told.lost > 0, waitMs);
  for (const { told } of all) told.heard.length = 0;
  await tells(three, [two, four]);
  for (const { told } of all) told.heard.length = 0;
  await tells(four, [two, three]);
});

it('a process believes a server with TLS by its certificate, and says nothing of a password where it cannot', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-nats-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const wanted = [
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=nats',
    '-addext',
    'subjectAltName=DNS:localhost',
  ];
  execFileSync('openssl', ['req', ...wanted, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  await startServer('--tls', '--tlscert', certificate, '--tlskey', key, '--user', 'ann', '--pass', 'hush-hush');
  const database = await demoDatabase();
  afterwards(() => database.drop());
  const own = Buffer.alloc(32, 4).toString('hex');
  const run = async (more: Record<string, string>) => {
    const at = await freePort();
    const secrets = { GATEWAY_KEY: own, SIGNATURE_KEY: own, MAIL_FOLDER: folder, DATABASE_URL: database.url };
    const environment = { ...secrets, NATS_URL: `tls://ann:hush-hush@localhost:${port}`, LOG_LEVEL: 'info', ...more };
    const program = projectFile('dist', 'services', 'advocacy', 'main.js');
    const env = { PATH: process.env.PATH, PORT: String(at), ...environment };
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    afterwards(async () => {
      const ended = once(child, 'exit');
      if (child.kill('SIGTERM')) await ended;
    });
    const degraded = async () => {
      const answer = await fetch(`http://127.0.0.1:${at}/ready`).catch(() => undefined);
      if (!answer?.ok) return 'not ready';
      return 'notices of petition_counts' in ((await answer.json()).degraded ?? {});
    };
    return { degraded, said: () => said };
  };
  const believing = await run({ NODE_EXTRA_CA_CERTS: certificate });
  await eventually('it listens by TLS', async () => (await believing.degraded()) === false, waitMs);
  const doubting = await run({});
  await eventually('it says why it does not', () => doubting.said().includes('NATS is away'), waitMs);
  await eventually('it says that it does not listen', async () => (await doubting.degraded()) === true, waitMs);
  expect(doubting.said()).toMatch(/self-signed certificate|unable to verify/i);
  for (const each of [believing, doubting]) expect(each.said()).not.toContain('hush');
  // Without TLS in the address the server says that it demands it.
  const plain = await run({ NATS_URL: `nats://ann:hush-hush@127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: certificate });
  await eventually('it knows', async () => typeof (await plain.degraded()) === 'boolean', waitMs);
  expect([await plain.degraded(), plain.said().includes('hush')]).toEqual([false, false]);
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
      const { value, done } = await reader.next();
      if (done) throw new Error(`the feed ended before it told ${count}`);
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
