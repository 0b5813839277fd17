// How many frames does one advocacy process feed to fifty gateways, and how often do six ask their database? node scale.js [rounds] [part,...] [--against COMMIT]
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../start/ports';
import { type Postgres, startPostgres } from '../start/postgres';
import { againstIn, builtAt, here } from './against';
import { startOn, usedBy } from './gateway/processes';
import { gatewayKey } from './ingest/processes';
import { interleave, ratio, spread, written } from './measure';
import type { Crowd } from './scale/gateways';

const { commit, rest } = againstIn(process.argv.slice(2));
const rounds = Number(rest[0] ?? 5);
const parts = rest[1]?.split(',');
const hot = 40;
/** Processor time of the subgraph until it is warm, and for one figure; and how long a busy machine may take for each. */
const [cpuSeconds, patienceSeconds] = [2, 40];
/** How long commits are counted, and how long PostgreSQL may be behind with counting those of idle connections. */
const [countedSeconds, countedLate] = [20, 11];
const say = (line: string) => process.stdout.write(`${line}\n`);
const petitions = Array.from({ length: hot }, (_, i) => `hot-${i}`);

/** Who is measured: subgraphs with one database, their gateways and those who sign. */
interface Shape extends Pick<Crowd, 'gateways' | 'edge' | 'signEveryMs'> {
  readonly processes: number;
}

const fifty: Shape = {
  processes: 1,
  gateways: 50,
  edge: 'endorsements(first: 5) { nodes { endorsedOn demo } }',
  signEveryMs: 100,
};
/** Each process has a gateway, and is told of all by the five others. */
const six: Shape = { processes: 6, gateways: 6, edge: '', signEveryMs: 1_000 };

interface Started {
  readonly pids: readonly number[];
  readonly database: Client;
  readonly crowd: ChildProcess;
  stop(): Promise<void>;
}

async function begin(root: string, server: Postgres, name: string, { processes, ...shape }: Shape): Promise<Started> {
  const admin = connectionTo(server.adminUrl);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = server.adminUrl.replace(/postgres$/, name);
  const subgraphs: { readonly port: number; readonly child: ChildProcess }[] = [];
  for (let i = 0; i < processes; i++) subgraphs.push(await startSubgraph(root, url, name));
  const database = connectionTo(url);
  await database.connect();
  await fill(database);
  const crowd = fork(join(__dirname, 'scale', 'gateways.js'));
  const kill = () => crowd.kill('SIGKILL');
  process.once('exit', kill);
  crowd.once('exit', (code) => {
    process.off('exit', kill);
    if (code) throw new Error('the gateways ended');
  });
  crowd.send({ ports: subgraphs.map(({ port }) => port), key: gatewayKey, petitions, ...shape } satisfies Crowd);
  await once(crowd, 'message');
  return {
    pids: subgraphs.map(({ child }) => Number(child.pid)),
    database,
    crowd,
    async stop() {
      crowd.disconnect();
      for (const { child } of subgraphs) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await database.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

/** One that may be ended by the server: what is asked of it then fails, and says why. */
function connectionTo(connectionString: string): Client {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  return client;
}

/** Where a busy machine lets a migration of an older commit take longer than it may, it is started again. */
async function startSubgraph(root: string, url: string, name: string, tries = 5): Promise<{ port: number; child: ChildProcess }> {
  const port = await freePort();
  const settings = { DATABASE_URL: url, SIGNATURE_KEY: gatewayKey, GATEWAY_KEY: gatewayKey, MAIL_FOLDER: join(tmpdir(), name) };
  const child = startOn(0, {
    command: process.execPath,
    args: [join(root, 'dist/services/advocacy/main.js')],
    cwd: root,
    environment: { ...settings, PORT: String(port), NODE_ENV: 'production', LOG_LEVEL: 'error' },
  });
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/ready`)
      .then(({ ok }) => ok)
      .catch(() => false);
  while (!(await isReady())) {
    if (child.exitCode !== null) {
      if (tries === 1) throw new Error(`the subgraph of ${root} ended`);
      return startSubgraph(root, url, name, tries - 1);
    }
    await pause(100);
  }
  return { port, child };
}

/** Petitions that everybody signs, each with five libraries that endorse it. */
async function fill(database: Client): Promise<void> {
  await database.query(
    `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
     SELECT id, 'Hot', 'Ask', 'Target', '{}', 'OPEN', false, true, '2026-01-01' FROM unnest($1::text[]) AS id`,
    [petitions],
  );
  await database.query(
    `INSERT INTO endorsement (petition_id, library_id, endorsed_on, demo)
     SELECT id, 'library-' || i, '2026-01-02', true FROM unnest($1::text[]) AS id, generate_series(1, 5) AS i`,
    [petitions],
  );
}

async function framesOf({ crowd }: Started): Promise<number> {
  crowd.send('frames');
  const [{ frames }] = (await once(crowd, 'message')) as [{ frames: number }];
  return frames;
}

/** Waits until a subgraph has worked for a while. @returns how many seconds of a processor it took */
async function untilUsed({ pids: [pid = 0] }: Started): Promise<number> {
  const [began, before] = [performance.now(), usedBy(pid).cpuMs];
  const used = () => (usedBy(pid).cpuMs - before) / 1_000;
  while (used() < cpuSeconds && performance.now() - began < patienceSeconds * 1_000) await pause(200);
  return used();
}

/** How many frames reach the gateways. Each contender runs alone, since two of them would not leave each other the processor. */
const frames = (root: string, server: Postgres, name: string) => async () => {
  const started = await begin(root, server, name, fifty);
  await untilUsed(started);
  const [began, before] = [performance.now(), await framesOf(started)];
  const used = await untilUsed(started);
  const came = (await framesOf(started)) - before;
  const took = (performance.now() - began) / 1_000;
  await started.stop();
  say(`  (${name}: ${(came / took).toFixed(0)} frames/s, ${(came / used).toFixed(0)} per processor second)`);
  return { frames: came / took, each: came / took / fifty.gateways / hot, perCpu: came / used };
};

/** How often six processes that share a database ask it. */
const commits = (root: string, server: Postgres, name: string) => async () => {
  const started = await begin(root, server, name, six);
  const counted = async () => {
    const {
      rows: [row],
    } = await started.database.query<{ commits: number; signatures: number }>(
      `SELECT xact_commit::int AS commits, (SELECT count(*)::int FROM signature) AS signatures
       FROM pg_stat_database WHERE datname = current_database()`,
    );
    return { commits: 0, signatures: 0, ...row, at: performance.now(), frames: await framesOf(started) };
  };
  await pause(countedLate * 1_000);
  const before = await counted();
  await pause(countedSeconds * 1_000);
  const now = await counted();
  const seconds = (now.at - before.at) / 1_000;
  await started.stop();
  const [committed, signed] = [(now.commits - before.commits) / seconds, (now.signatures - before.signatures) / seconds];
  const shown = (now.frames - before.frames) / seconds;
  say(`  (${name}: ${committed.toFixed(0)} commits/s, ${signed.toFixed(0)} signatures/s, ${shown.toFixed(0)} frames/s)`);
  return { committed, signed, shown };
};

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  chmodSync(folder, 0o711);
  const server = await startPostgres({ folder, port: await freePort(), durable: false });
  const both = <Figures>(cell: (root: string, server: Postgres, name: string) => () => Promise<Figures>) => {
    const contenders: Record<string, () => Promise<Figures>> = { now: cell(here, server, 'now') };
    if (commit) contenders.before = cell(builtAt(commit, say), server, 'before');
    return contenders;
  };
  const name = (contender: string) => (contender === 'now' ? 'now' : commit);
  try {
    if (!parts || parts.includes('frames')) {
      say(`${fifty.gateways} gateways x ${hot} petitions that are signed all the time, with one edge, at one process:`);
      const figures = await interleave(rounds, both(frames));
      for (const [contender, values] of Object.entries(figures.frames)) {
        const [each, perCpu] = [figures.each[contender] ?? [], figures.perCpu[contender] ?? []];
        say(
          `  ${name(contender)}: ${written(spread(values), 0)} frames/s, ${written(spread(each))} per petition and gateway, ` +
            `${written(spread(perCpu), 0)} frames per processor second`,
        );
      }
      if (commit)
        say(`  now / ${commit}: ${written(ratio(figures.perCpu, 'now', 'before'))} x frames per processor second (goal: 8)`);
    }
    if (!parts || parts.includes('commits')) {
      say(`${hot} petitions that are signed once a second each, at ${six.processes} processes with one database:`);
      const figures = await interleave(rounds, both(commits));
      for (const [contender, values] of Object.entries(figures.committed)) {
        const [signed, shown] = [figures.signed[contender] ?? [], figures.shown[contender] ?? []];
        say(
          `  ${name(contender)}: ${written(spread(values), 0)} commits/s, ${written(spread(signed), 0)} signatures/s, ` +
            `${written(spread(shown), 0)} frames/s`,
        );
      }
      if (commit)
        say(`  now / ${commit}: ${written(ratio(figures.committed, 'now', 'before'), 2)} x commits a second (goal: at most 0.3)`);
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  },
);
