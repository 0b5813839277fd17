// How many frames of live counts does one advocacy process feed to fifty gateways? node scale.js [rounds] [--against COMMIT]
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
const [gateways, hot, seconds] = [50, 40, 6];
const say = (line: string) => process.stdout.write(`${line}\n`);
const petitions = Array.from({ length: hot }, (_, i) => `hot-${i}`);

/** One subgraph with its own database, its gateways and those who sign. */
interface Contender {
  readonly pid: number;
  readonly crowd: ChildProcess;
  stop(): Promise<void>;
}

async function begin(root: string, server: Postgres, name: string): Promise<Contender> {
  const [port, url] = [await freePort(), server.adminUrl.replace(/postgres$/, name)];
  const settings = { DATABASE_URL: url, SIGNATURE_KEY: gatewayKey, GATEWAY_KEY: gatewayKey, MAIL_FOLDER: join(tmpdir(), name) };
  const subgraph = startOn(0, {
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
    if (subgraph.exitCode !== null) throw new Error(`the subgraph of ${root} ended`);
    await pause(100);
  }
  await fill(url);
  const crowd = fork(join(__dirname, 'scale', 'gateways.js'));
  process.once('exit', () => crowd.kill('SIGKILL'));
  const all: Crowd = { port, key: gatewayKey, gateways, petitions, signEveryMs: 100 };
  crowd.send(all);
  await once(crowd, 'message');
  return {
    pid: Number(subgraph.pid),
    crowd,
    async stop() {
      crowd.disconnect();
      subgraph.kill('SIGTERM');
      await once(subgraph, 'exit');
    },
  };
}

/** Petitions that everybody signs, each with five libraries that endorse it. */
async function fill(url: string): Promise<void> {
  const database = new Client({ connectionString: url });
  await database.connect();
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
  await database.end();
}

async function framesOf({ crowd }: Contender): Promise<number> {
  crowd.send('frames');
  const [{ frames }] = (await once(crowd, 'message')) as [{ frames: number }];
  return frames;
}

/** Each contender runs alone, since two of them would not leave each other the processor. */
const cell = (root: string, server: Postgres, name: string) => async () => {
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const contender = await begin(root, server, name);
  await pause(1_500);
  const [before, used, began] = [await framesOf(contender), usedBy(contender.pid), performance.now()];
  await pause(seconds * 1_000);
  const [frames, now] = [(await framesOf(contender)) - before, usedBy(contender.pid)];
  const took = (performance.now() - began) / 1_000;
  await contender.stop();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
  const cpuSeconds = (now.cpuMs - used.cpuMs) / 1_000;
  return { frames: frames / took, each: frames / took / gateways / hot, perCpu: frames / cpuSeconds };
};

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  chmodSync(folder, 0o711);
  const server = await startPostgres({ folder, port: await freePort(), durable: false });
  try {
    const contenders: Record<string, () => ReturnType<ReturnType<typeof cell>>> = { now: cell(here, server, 'now') };
    if (commit) contenders.before = cell(builtAt(commit, say), server, 'before');
    const figures = await interleave(rounds, contenders);
    say(`${gateways} gateways x ${hot} petitions that are signed all the time, with one edge, at one process:`);
    for (const name of Object.keys(contenders)) {
      const of = (figure: keyof typeof figures) => spread(figures[figure][name] ?? []);
      say(
        `  ${name === 'now' ? 'now' : commit}: ${written(of('frames'), 0)} frames/s, ${written(of('each'))} per petition and gateway, ` +
          `${written(of('perCpu'), 0)} frames per processor second`,
      );
    }
    if (commit)
      say(`  now / ${commit}: ${written(ratio(figures.perCpu, 'now', 'before'))} x frames per processor second (goal: 8)`);
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
