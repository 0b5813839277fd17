// Readers on every transport follow a petition while its database goes away, takes no changes, and drops who listens: none ends.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Client } from 'pg';
import WebSocket from 'ws';
import { sealWith } from '#kit/words/secrets';
import { freePort } from '#start/ports';
import { countOf, type Reading, read, transports } from '../gateway/live/support/clients';
import { demoDatabase } from '../support/advocacy';
import { dataOf, operation, post } from '../support/graphql';
import { endSessions, type TestDatabase, withAdmin } from '../support/postgres';
import { GatewayProcesses, runProcess } from '../support/processes';
import { eventually } from '../support/reader';

const key = Buffer.alloc(32, 3).toString('hex');
const petitions = ['fair-ebook-terms'];
const gateways = new GatewayProcesses();
const readings: Reading[] = [];
let database: TestDatabase;
let admin: Client;
let advocacy: ChildProcess;
let line: { readonly port: number; readonly server: Server; cut(): void };
let url: string;
let signers = 0;

/** The way from the gateway to the subgraph, which can be cut while both live. */
async function wire(target: number) {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one
        .on('error', () => {})
        .on('close', () => {
          open.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, server, cut };
}

beforeAll(async () => {
  database = await demoDatabase();
  admin = new Client({ connectionString: database.url });
  await admin.connect();
  const port = await freePort();
  const own = { PORT: String(port), DATABASE_URL: database.url, GATEWAY_KEY: key, SIGNATURE_KEY: key, MAIL_FOLDER: '/dev/null' };
  advocacy = await runProcess('services/advocacy/main.js', { ...own, LOG_LEVEL: 'silent' });
  line = await wire(port);
  const gateway = await gateways.run({
    ADVOCACY_URL: `http://127.0.0.1:${line.port}/graphql`,
    ADVOCACY_KEY: key,
    PARTNERSHIP_URL: 'http://127.0.0.1:9/graphql',
    LOG_LEVEL: 'silent',
  });
  ({ url } = gateway);
}, 60_000);
afterAll(async () => {
  for (const reading of readings) reading.stop();
  gateways.kill();
  advocacy?.kill('SIGKILL');
  line?.server.close();
  line?.cut();
  await admin?.end();
  await database?.drop();
});

const query = 'subscription ($id: ID!) { petitionCount(id: $id) { count } }';
const open = (number: number) => {
  const begun = Array.from({ length: number }, (_, i) => {
    const id = petitions[i % petitions.length];
    const at = { url, webSocketUrl: url.replace('http', 'ws') };
    return read(at, transports[i % 3] as (typeof transports)[number], { query, variables: { id } });
  });
  readings.push(...begun);
  return begun;
};
const sign = async (): Promise<number> => {
  const input = { petitionId: petitions[0], name: 'Reader', email: `r${signers++}@library.example`, country: 'FI' };
  return dataOf(await post(url, operation('SignPetition'), { input })).signPetition.petition.signatureCount;
};
const everyone = (what: string, fits: (reading: Reading) => boolean) =>
  eventually(what, () => readings.every(fits), 40_000).catch((error: Error) => {
    const others = readings.filter((one) => !fits(one)).map(({ last, errors, completed }) => ({ last, errors, completed }));
    throw new Error(`${error.message}; ${others.length} do not: ${JSON.stringify(others.slice(0, 4))}`);
  });
const nobodyEnded = () => expect(readings.filter(({ ended }) => ended)).toEqual([]);
const alter = (change: string) =>
  withAdmin((other) => other.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} ${change}`));
const until = async (holds: () => Promise<boolean>) => {
  for (const deadline = performance.now() + 30_000; !(await holds()); )
    if (performance.now() > deadline) throw new Error('waited in vain');
};
/** Statements that the database refused, and transactions that were taken back. */
const rollbacks = async () => {
  const { rows } = await admin.query('SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()');
  return Number(rows[0].xact_rollback);
};
const isTold = ({ last }: Reading) => last?.data === null && last.errors?.[0]?.extensions?.code === 'SUBGRAPH_UNAVAILABLE';

describe('live feeds', () => {
  it('begin for all, on every transport', async () => {
    open(60);
    const count = await sign();
    await everyone(`all are at ${count}`, ({ last }) => countOf(last) === count);
  }, 60_000);

  it('wait, and say so once, when they begin again or for the first time while the database is away', async () => {
    await alter('ALLOW_CONNECTIONS false');
    await endSessions(admin, '%');
    line.cut();
    open(30);
    await everyone('all are told', isTold);
    expect((await fetch(new URL('/ready', url))).status).toBe(503);
    await alter('ALLOW_CONNECTIONS true');
    await everyone('all go on', ({ last }) => countOf(last) === signers);
    for (const { frames } of readings) expect(frames.filter(({ data }) => data === null)).toHaveLength(1);
    nobodyEnded();
  }, 90_000);

  it('go on through a switchover, and so does who signs in it', async () => {
    await alter('SET default_transaction_read_only = on');
    await endSessions(admin, '%');
    line.cut();
    await until(async () => {
      const ready = await (await fetch(new URL('/ready', url))).json();
      return ready.dependencies.advocacy.degraded?.['read-only'] !== undefined;
    });
    const refused = await rollbacks();
    const signing = sign();
    await until(async () => (await rollbacks()) > refused);
    await alter('RESET default_transaction_read_only');
    const count = await signing;
    await everyone(`all are at ${count}`, ({ last }) => countOf(last) === count);
    nobodyEnded();
  }, 60_000);

  it('show what changed while nobody listened', async () => {
    await endSessions(admin, 'listen %');
    await admin.query('UPDATE petition SET count = count + 1, revision = revision + 1 WHERE id = $1', petitions);
    const count = ++signers;
    await everyone(`all are at ${count}`, ({ last }) => countOf(last) === count);
    nobodyEnded();
  }, 60_000);
});

describe('ten thousand different feeds', () => {
  it('begin at once, and none ends', async () => {
    await admin.query(
      `INSERT INTO petition SELECT (jsonb_populate_record(p, jsonb_build_object('id', 'p' || i))).*
       FROM petition p, generate_series(1, 10000) i WHERE id = $1`,
      petitions,
    );
    const wsUrl = `ws://127.0.0.1:${line.port}/graphql`;
    const seen = await manyFeeds(wsUrl, 10_000);
    expect(seen).toEqual({ begun: 10_000, ended: [] });
  }, 180_000);
});

/**
 * Subscribes as fifty gateways do, each on one connection, which is opened anew when it is lost, to different petitions. Resolves when
 * all have begun or one has ended.
 */
async function manyFeeds(at: string, number: number) {
  const passport = sealWith(new Map([['advocacy', [Buffer.from(key, 'hex')]]]), Date.now);
  const begun = new Set<string>();
  const ended: string[] = [];
  const sockets = new Set<WebSocket>();
  let isOver = false;
  const follow = (first: number) => {
    const socket = new WebSocket(at, 'graphql-transport-ws');
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket) && !isOver && follow(first));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (text) => {
      const { id, type, payload } = JSON.parse(String(text));
      if (type === 'connection_ack')
        for (let i = first; i <= number; i += 50) {
          if (begun.has(`p${i}`)) continue;
          const asked = { query: deep, variables: { id: `p${i}` }, extensions: passport('advocacy', {}) };
          socket.send(JSON.stringify({ id: `p${i}`, type: 'subscribe', payload: asked }));
        }
      else if (type === 'next' && payload.data && !payload.errors) begun.add(id);
      else if (type === 'error' || type === 'complete') ended.push(String(text));
    });
  };
  for (let first = 1; first <= 50; first++) follow(first);
  await eventually('all have begun', () => begun.size === number || ended.length > 0, 150_000).catch(() => undefined);
  const seen = { begun: begun.size, ended: ended.slice(0, 3) };
  isOver = true;
  for (const socket of sockets) socket.terminate();
  return seen;
}
const deep = 'subscription ($id: ID!) { petitionCount(id: $id) { count petition { endorsements(first: 2) { totalCount } } } }';
