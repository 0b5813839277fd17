// Promises of: answers, rows and counts agree after processes and PostgreSQL were killed while people signed.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { entities } from '#advocacy/features';
import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import { describeDatabase } from '#kit/data/database';
import { anonymous } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { freePort } from '#start/ports';
import { type Postgres, startPostgres } from '#start/postgres';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { post } from '../../support/graphql';
import { gatewayKeys, organizer, passportOf } from '../../support/identities';
import { runProcess } from '../../support/processes';

const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }';
const petitionId = 'fair-ebook-terms';
const hex = (key: Buffer | undefined) => key?.toString('hex') ?? '';

/** One tap of one person; three of four use an address that somebody else uses as well. */
interface Call {
  readonly email: string;
  readonly clientMutationId: string;
}
const calls = (n: number): Call[] =>
  Array.from({ length: n }, (_, i) => ({ email: `reader${i % Math.ceil(n / 4)}@library.example`, clientMutationId: `tap ${i}` }));

/** Asks until there is an answer that is no "try again", as a good client does. */
async function signStubbornly(urls: () => readonly string[], call: Call): Promise<string> {
  const deadline = performance.now() + 90_000;
  for (let attempt = 0; ; attempt++) {
    const input = { petitionId, name: 'Reader', country: ['US', 'FI', 'GH'][call.email.length % 3], ...call };
    const all = urls();
    try {
      const { data, errors } = await post(all[attempt % all.length] as string, SIGN, { input }, passportOf(anonymous));
      if (data?.signPetition) return data.signPetition.outcome;
      if (!errors?.[0]?.extensions.retryable || performance.now() > deadline)
        throw new Error(`refused: ${JSON.stringify(errors)}`);
    } catch (error) {
      if (String(error).includes('refused: ') || performance.now() > deadline) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Everybody signs, sixty-four at a time; `onAnswer` may wreak havoc meanwhile. Outcomes by clientMutationId. */
async function load(urls: () => readonly string[], people: readonly Call[], onAnswer: (answered: number) => void = () => {}) {
  const outcomes = new Map<string, string>();
  let next = 0;
  const person = async () => {
    for (let call = people[next++]; call; call = people[next++]) {
      outcomes.set(call.clientMutationId, await signStubbornly(urls, call));
      onAnswer(outcomes.size);
    }
  };
  await Promise.all(Array.from({ length: 64 }, person));
  return outcomes;
}

/** Everyone was answered truly, every count agrees with the rows, and whoever asks again hears the same. */
async function expectExact(
  database: DataSource,
  urls: () => readonly string[],
  people: readonly Call[],
  outcomes: Map<string, string>,
) {
  const signed = [...outcomes.values()].filter((outcome) => outcome === 'SIGNED').length;
  const tallies = await countAgain(database);
  expect(tallies.filter((tally) => !agrees(tally))).toEqual([]);
  expect(tallies.find((tally) => tally.petitionId === petitionId)).toMatchObject({ rows: signed, count: signed });
  expect(signed).toBe(new Set(people.map(({ email }) => email)).size);
  expect(await load(urls, people)).toEqual(outcomes);
  expect(await countAgain(database)).toEqual(tallies);
}

describe('counts under fire', () => {
  let folder: string;
  let port: number;
  let postgres: Postgres;
  let database: DataSource;
  let url: string;
  const services: { child: ChildProcess; port: number }[] = [];
  const urls = () => services.map((service) => `http://127.0.0.1:${service.port}/graphql`);

  const startService = async (at: number, seed = 'none') => ({
    port: at,
    child: await runProcess('services/advocacy/main.js', {
      PORT: String(at),
      DATABASE_URL: url,
      SEED: seed,
      SIGNATURE_KEY: hex(gatewayKeys[0]),
      GATEWAY_KEY: hex(gatewayKeys[0]),
      MAIL_FOLDER: join(folder, 'mail'),
    }),
  });
  const startServer = () => startPostgres({ folder, port, durable: true });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shelfbridge-fire-'));
    chmodSync(folder, 0o711);
    port = await freePort();
    postgres = await startServer();
    const admin = new Client({ connectionString: postgres.adminUrl });
    await admin.connect();
    await admin.query('CREATE DATABASE fire');
    await admin.end();
    url = postgres.adminUrl.replace(/postgres$/, 'fire');
    services.push(await startService(await freePort(), 'demo'));
    services.push(await startService(await freePort()));
    database = await describeDatabase({ url, name: 'test', entities, log: silentLog }).initialize();
  }, 120_000);
  beforeEach(() => database.query('TRUNCATE signature, withdrawal, area_count, hour_count; UPDATE petition SET count = 0'));
  afterAll(async () => {
    await database?.destroy();
    for (const { child } of services) {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('agree after a service was killed again and again while people signed through it and another one', async () => {
    const people = calls(3_000);
    const restarts: Promise<void>[] = [];
    const outcomes = await load(urls, people, (answered) => {
      if (answered % 700 !== 0) return;
      const [victim] = services;
      if (!victim || victim.child.killed) return;
      victim.child.kill('SIGKILL');
      restarts.push(
        once(victim.child, 'exit').then(async () => {
          services[0] = await startService(victim.port);
        }),
      );
    });
    await Promise.all(restarts);
    expect(restarts.length).toBeGreaterThan(0);
    await expectExact(database, urls, people, outcomes);
  }, 300_000);

  it('agree after PostgreSQL was killed and restarted while people signed', async () => {
    const people = calls(3_000);
    const state = { kills: 0, restart: Promise.resolve() };
    const outcomes = await load(urls, people, (answered) => {
      if (answered !== 700 && answered !== 2_000) return;
      state.kills++;
      process.kill(postgres.pid, 'SIGKILL');
      state.restart = state.restart.then(async () => {
        await postgres.ended;
        postgres = await startServer();
      });
    });
    await state.restart;
    expect(state.kills).toBe(2);
    await expectExact(database, urls, people, outcomes);
  }, 300_000);

  it('agree, and tell who sent them in, after a service was killed in the middle of a file of signatures on paper', async () => {
    await database.query('UPDATE petition SET owner_subject = $1 WHERE id = $2', [organizer.subject, petitionId]);
    const [victim] = services as [(typeof services)[0]];
    const rows = Array.from({ length: 1_200 }, (_, i) => `A,${i + 1},Ann,US\n`);
    const file = new ReadableStream({
      start: (half) => half.enqueue(new TextEncoder().encode(`sheet,line,name,country\n${rows.join('')}`)),
      async pull() {
        let counted = 0;
        while (counted < 1_000)
          [{ counted }] = await database.query('SELECT paper_count AS counted FROM petition WHERE id = $1', [petitionId]);
        victim.child.kill('SIGKILL');
      },
    });
    const address = `http://127.0.0.1:${victim.port}/petitions/${petitionId}/paper-signatures`;
    const headers = { ...passportOf(organizer), 'content-type': 'text/csv' };
    const sent = fetch(address, { method: 'POST', headers, body: file, duplex: 'half' } as RequestInit);
    await expect(sent.then((answer) => answer.text())).rejects.toThrow();
    services[0] = await startService(victim.port);
    const written = `SELECT subject, sum((after->>'added')::int)::int AS added FROM audit_entry
      WHERE action = 'importPaperSignatures' GROUP BY subject`;
    expect(await database.query(written)).toEqual([{ subject: organizer.subject, added: 1_000 }]);
    expect((await countAgain(database)).filter((tally) => !agrees(tally))).toEqual([]);
  }, 300_000);
});

describe('counts of a moving clock', () => {
  it('agree when the clock of a process jumps back and forth while people sign', async () => {
    const demo = await demoDatabase();
    const start = Date.parse('2026-11-23T12:00:00Z');
    let offset = 0;
    const advocacy = await startAdvocacyAt(demo.url, { clock: () => new Date(start + offset) });
    const people = calls(1_200);
    const urls = () => [advocacy.url];
    try {
      const outcomes = await load(urls, people, (answered) => {
        if (answered % 100 === 0) offset = ((answered / 100) % 2 ? -3 : 2) * 3_600_000;
      });
      const hours = await advocacy.database.query('SELECT count(*)::int AS n FROM hour_count');
      expect(hours[0].n).toBeGreaterThan(1);
      await expectExact(advocacy.database, urls, people, outcomes);
    } finally {
      await advocacy.stop();
      await demo.drop();
    }
  }, 120_000);
});
