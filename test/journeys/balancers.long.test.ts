// An operator restarts every process in turn behind nginx and haproxy, and has both read their configuration anew: no query fails, and readers go on.
import { type ChildProcess, spawn } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { projectFile } from '#kit/words/projectFile';
import { freePort } from '#start/ports';
import { demoDatabase as advocacyDatabase } from '../support/advocacy';
import { afterwards } from '../support/afterwards';
import { type Answer, dataOf, operation, post } from '../support/graphql';
import { demoDatabase as partnershipDatabase } from '../support/partnership';
import type { TestDatabase } from '../support/postgres';
import { runProcess } from '../support/processes';
import { eventually } from '../support/reader';

/** All come from one address. */
const unlimited = { RATE_LIMIT: '1000000/60', COST_LIMIT: '100000000/60', MUTATION_LIMITS: 'signPetition=1000000/60' };
const key = Buffer.alloc(32, 3).toString('hex');
const notice = { STOPPING_NOTICE_MS: '2000', LOG_LEVEL: 'silent' };
const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-balancers-'));
const balancers = new Map<string, ChildProcess>();
const services: Service[] = [];
const databases: TestDatabase[] = [];
let fronts: readonly string[];

/** A process that can be restarted at its port. */
class Service {
  #child: ChildProcess | undefined;
  constructor(
    readonly what: string,
    readonly port: number,
    private readonly script: string,
    private readonly environment: Record<string, string>,
  ) {
    services.push(this);
  }
  async start(): Promise<void> {
    this.#child = await runProcess(this.script, { ...this.environment, ...notice, PORT: String(this.port) });
  }
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}

async function balance(program: string, file: string, text: string, args: readonly string[]): Promise<void> {
  writeFileSync(join(folder, file), text);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'spawn').catch(() => {
    throw new Error(`This journey needs ${program}: apt-get install nginx haproxy.`);
  });
  balancers.set(program, child);
}

/** Our own nginx.conf, without TLS and what Debian 12 does not know yet. */
async function nginx(port: number, gateways: readonly number[]): Promise<void> {
  const ours = (await readFile(projectFile('docker', 'nginx.conf'), 'utf8'))
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/^ *(http2|ssl_\w+) .*;$/gm, '')
    .replace(/server 127.0.0.1:4000( .*;)/, (_, how) => gateways.map((each) => `server 127.0.0.1:${each}${how}`).join(' '));
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${folder}/${each};`);
  const text = `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {} http { access_log off; ${places.join(' ')} ${ours} }`;
  await balance('nginx', 'nginx.conf', text, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]);
}

/** Our own haproxy.cfg without TLS, in front of the gateways; and as a Kubernetes Service in front of the subgraphs: it balances connections, and asks /ready. */
async function haproxy(port: number, gateways: readonly number[], middle: number, subgraphs: readonly number[]): Promise<void> {
  const ours = (await readFile(projectFile('docker', 'haproxy.cfg'), 'utf8'))
    .replace(/bind :443 .*/, `bind 127.0.0.1:${port}`)
    .replace(/server (gateway|unchecked)1 127.0.0.1:4000( .*)/g, (_, name, how) =>
      gateways.map((each, i) => `server ${name}${i} 127.0.0.1:${each}${how}`).join('\n  '),
    );
  await balance(
    'haproxy',
    'haproxy.cfg',
    `global
  stats socket ${folder}/haproxy.sock level user expose-fd listeners
${ours}
listen subgraph
  mode tcp
  bind 127.0.0.1:${middle}
  option httpchk GET /ready
  option redispatch
  option allbackups
${subgraphs.map((each, i) => `  server s${i} 127.0.0.1:${each} check inter 300 fastinter 100 fall 2 rise 1`).join('\n')}
${subgraphs.map((each, i) => `  server unchecked${i} 127.0.0.1:${each} backup`).join('\n')}
`,
    ['-W', '-q', '-f', join(folder, 'haproxy.cfg')],
  );
}

/** What haproxy says of each server; nothing before it listens. */
async function stateOfServers(): Promise<string> {
  const asked = connect(join(folder, 'haproxy.sock'));
  asked.end('show stat\n');
  let text = '';
  try {
    for await (const part of asked) text += part;
  } catch {
    return '';
  }
  return text;
}

/** Resolves when haproxy sends connections to every process that it knows, and every gateway to those of partnership. */
const allTaken = () =>
  eventually(
    'haproxy takes every process',
    async () => (await stateOfServers()).match(/^(subgraph|gateways),\w+\d,.*,UP,/gm)?.length === 5,
    60_000,
  );

beforeAll(async () => {
  databases.push(await advocacyDatabase(), await partnershipDatabase());
  const ports: number[] = [];
  while (ports.length < 10) {
    const port = await freePort();
    if (!ports.includes(port)) ports.push(port);
  }
  const [byNginx, byHaproxy, middle, ...own] = ports as [number, number, number, ...number[]];
  const [subgraphPorts, otherPorts, gatewayPorts] = [own.slice(0, 2), own.slice(2, 4), own.slice(4)];
  const secrets = { GATEWAY_KEY: key, SIGNATURE_KEY: key, CONTACT_KEY: key, MAIL_FOLDER: join(folder, 'mail') };
  const environmentOf = (i: number) => ({ ...secrets, DATABASE_URL: databases[i]?.url ?? '' });
  const at = (port: number) => `http://127.0.0.1:${port}/graphql`;
  // The last gateway balances by itself.
  const advocacyOf = (i: number) => (i < 2 ? at(middle) : subgraphPorts.map(at).join(','));
  const gateway = {
    ADVOCACY_KEY: key,
    PARTNERSHIP_KEY: key,
    PARTNERSHIP_URL: otherPorts.map(at).join(','),
    TRUSTED_PROXIES: '1',
    ...unlimited,
    SUBGRAPH_CONNECTION_AGE_MS: '2000',
  };
  const all = [
    ...subgraphPorts.map((port, i) => new Service(`advocacy ${i + 1}`, port, 'services/advocacy/main.js', environmentOf(0))),
    ...otherPorts.map((port, i) => new Service(`partnership ${i + 1}`, port, 'services/partnership/main.js', environmentOf(1))),
    ...gatewayPorts.map(
      (port, i) => new Service(`gateway ${i + 1}`, port, 'gateway/main.js', { ...gateway, ADVOCACY_URL: advocacyOf(i) }),
    ),
  ];
  for (const service of all) await service.start();
  await haproxy(byHaproxy, gatewayPorts, middle, subgraphPorts);
  await nginx(byNginx, gatewayPorts);
  fronts = [at(byNginx), at(byHaproxy)];
  await allTaken();
  for (const url of fronts)
    await eventually(
      'the balancers answer',
      async () => (await fetch(new URL('/ready', url)).catch(() => undefined))?.ok === true,
      60_000,
    );
}, 180_000);
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop('SIGKILL')));
  for (const child of balancers.values()) child.kill('SIGTERM');
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const petition = 'fair-ebook-terms';
/** Connections that are kept, and nothing that ends one by a clock: whatever fails was failed by a balancer or what stands behind it. */
const kept = new Agent({ keepAlive: true });
afterAll(() => kept.destroy());

/** Asks on a kept connection, or on one of its own. A balancer that begins anew closes those that wait, and nobody can know it who writes at that moment. */
const askBy = (agent: Agent | false, url: string, query: string, variables?: object) =>
  new Promise<Answer>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () =>
        resolve(text.startsWith('{') ? JSON.parse(text) : { errors: [{ message: text, extensions: {} }] }),
      );
      response.once('error', reject);
    });
    outgoing.once('error', reject).end(JSON.stringify({ query, variables }));
  });

/** Follows the count by server-sent events, and asks again when a stream ends, as an EventSource does but at once: `streams` tells the counts of each. */
async function followEvents(url: string, streams: number[][], failures: string[], left: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
  while (!left.aborted)
    await new Promise<void>((ended) => {
      const seen: number[] = [];
      streams.push(seen);
      let rest = '';
      // On a connection of its own, which nobody takes for a query when the stream has ended.
      const outgoing = request(url, { method: 'POST', agent: false, headers, signal: left }, (response) => {
        response.setEncoding('utf8').on('data', (part: string) => {
          const lines = `${rest}${part}`.split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            const count = /"count":(\d+)/.exec(line)?.[1];
            if (count) seen.push(Number(count));
            // A gateway that stops says so, and another one is asked.
            else if (line.includes('"errors"') && !/SERVICE_UNAVAILABLE/.test(line)) failures.push(line);
          }
        });
        response.once('error', () => ended()).once('close', () => ended());
      });
      // A connection that ended, or could not be made, is made again.
      outgoing.once('error', () => ended()).end(JSON.stringify({ query: feed }));
    });
}
const feed = `subscription { petitionCount(id: "${petition}") { count } }`;

it('fails no query and loses no signature while every process is stopped in order and started again, and balancers begin anew, and keeps its readers', async () => {
  const failures: string[] = [];
  const state = { asked: 0, signed: 0, phase: 'at the beginning', anew: false, over: false };
  const ask = (url: string, query: string, variables?: object) => askBy(!state.anew && kept, url, query, variables);
  const onAndOn = async (url: string, work: (n: number) => Promise<{ readonly failure?: unknown }>) => {
    for (let n = 0; !state.over; n++) {
      const { phase } = state;
      const { failure } = await work(n).catch(({ message, cause }: Error) => ({ failure: `${message}: ${cause}` }));
      if (failure) failures.push(`${url === fronts[0] ? 'nginx' : 'haproxy'} ${phase}: ${JSON.stringify(failure)}`);
    }
  };
  const reading = (url: string) =>
    onAndOn(url, async (n) => {
      const answer = await ask(
        url,
        `{ petition(id: "${petition}") { t${n % 20}: title } libraries(first: ${1 + (n % 20)}) { totalCount } }`,
      );
      state.asked++;
      return answer.data?.petition && answer.data.libraries ? {} : { failure: answer };
    });
  const signing = (url: string, who: number) =>
    onAndOn(url, async (n) => {
      const email = `r${who}-${n}@library.example`;
      const input = { petitionId: petition, name: 'Reader', email, country: 'FI' };
      const answer = await ask(url, operation('SignPetition'), { input });
      if (!answer.data?.signPetition) return { failure: answer };
      state.signed++;
      return {};
    });
  const counts: number[][] = [];
  for (let i = 0; i < 20; i++) {
    const seen: number[] = [];
    counts[i] = seen;
    const options = { url: (fronts[i % 2] as string).replace('http', 'ws'), webSocketImpl: WebSocket };
    const client = createClient({ ...options, retryAttempts: Number.POSITIVE_INFINITY, shouldRetry: () => true });
    client.subscribe<{ petitionCount: { count: number } }>(
      { query: feed },
      {
        next: ({ data }) => data && seen.push(data.petitionCount.count),
        error: (error) => failures.push(JSON.stringify(error)),
        complete() {},
      },
    );
    afterwards(() => void client.dispose());
  }
  const leaving = new AbortController();
  setMaxListeners(0, leaving.signal);
  afterwards(() => leaving.abort());
  const byEvents: number[][][] = [];
  for (let i = 0; i < 10; i++) {
    const streams: number[][] = [];
    byEvents.push(streams);
    void followEvents(fronts[i % 2] as string, streams, failures, leaving.signal);
  }
  const [front = ''] = fronts;
  const countNow = async () =>
    dataOf(await post(front, `{ petition(id: "${petition}") { signatureCount } }`)).petition.signatureCount;
  const before = await countNow();
  const working = fronts.flatMap((url, who) => [reading(url), reading(url), reading(url), signing(url, who)]);
  for (const service of services) {
    state.phase = `while ${service.what} stops`;
    await service.stop();
    state.phase = `while ${service.what} starts`;
    const { asked } = state;
    await service.start();
    await allTaken();
    await eventually('more was asked', () => state.asked > asked + 200, 60_000);
  }
  const more = async () => {
    const { asked } = state;
    await eventually('more was asked', () => state.asked > asked + 200, 60_000);
  };
  state.anew = true;
  for (const [program, signal] of [
    ['nginx', 'SIGHUP'],
    ['haproxy', 'SIGUSR2'],
  ] as const) {
    state.phase = `while ${program} begins anew`;
    await more();
    balancers.get(program)?.kill(signal);
    await more();
  }
  await allTaken();
  state.over = true;
  await Promise.all(working);
  expect(failures).toEqual([]);
  expect(await countNow()).toBe(before + state.signed);
  const newest = () => [...counts, ...byEvents.map((streams) => streams.at(-1) ?? [])];
  await eventually('all have seen the count', () => newest().every((seen) => seen.at(-1) === before + state.signed), 40_000);
  // Who begins anew without a pause at another gateway may find the state of a moment before there.
  for (const seen of [...counts, ...byEvents.flat()]) expect(seen).toEqual([...seen].sort((a, b) => a - b));
}, 500_000);
