// A partnership subgraph of the test's own, served over HTTP: whom it asks on whose behalf, and what it mails.
import type { DataSource } from 'typeorm';
import { openDatabase } from '#kit/data/database';
import { installJobs } from '#kit/data/jobs';
import { systemClock } from '#kit/words/clock';
import { anonymous, type Identity } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { entities, migrations } from '#partnership/features';
import type { ContactKeys } from '#partnership/listings/contactKeys';
import { seed } from '#partnership/seed';
import { type PartnershipOptions, startPartnership } from '#partnership/subgraph';
import { type Answer, dataOf, post } from './graphql';
import { gatewayKeys, passportOf as sealed, staffOf } from './identities';
import { Letterbox } from './mailbox';
import { createDatabase, template } from './postgres';

/** The moment at which the tests' demonstration was seeded. */
export const seededAt = new Date('2026-11-23T12:00:00Z');

/** Who asks. */
export interface Asking {
  run(document: string, variables?: object): Promise<Answer>;
  /** The data of an answer. @throws the first error, with its code in front of its message */
  ask(document: string, variables?: object): Promise<ReturnType<typeof dataOf>>;
}

/** Asks as nobody unless told. */
export interface Stage extends Asking {
  readonly url: string;
  readonly databaseUrl: string;
  readonly database: DataSource;
  /** Statements sent to the database since the array was last emptied. */
  readonly statements: string[];
  /** The clock of the subgraph; tests set it. */
  readonly time: { now: Date };
  readonly letters: Letterbox;
  readonly contactKeys: ContactKeys;
  as(identity: Identity): Asking;
  /** What a WebSocket subscription carries to be believed. */
  passportOf(identity: Identity): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A subgraph process, but in this process; several may share one database. */
export const startPartnershipAt = (databaseUrl: string, more: Partial<PartnershipOptions> = {}) =>
  startPartnership({
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    seed: 'none',
    contactKeys: [Buffer.alloc(32, 5)],
    mailer: new Letterbox(),
    publicUrl: 'https://shelfbridge.example',
    log: silentLog,
    clock: systemClock,
    jobsAtOnce: 1,
    ...more,
  });

/** A subgraph over HTTP, with the facts and the demonstration. */
export async function openStage(): Promise<Stage> {
  const { url: databaseUrl, drop } = await demoDatabase();
  const statements: string[] = [];
  const time = { now: seededAt };
  const clock = () => time.now;
  const letters = new Letterbox();
  const running = await startPartnershipAt(databaseUrl, {
    gatewayKeys,
    clock,
    mailer: letters,
    committeeMail: 'committee@example.org',
    onStatement: (sql) => statements.push(sql),
  });
  const passportOf = (identity: Identity) => sealed(identity, 'partnership', clock);
  const as = (identity: Identity): Asking => {
    const run = (document: string, variables?: object) => post(running.url, document, variables, passportOf(identity));
    return { run, ask: async (document, variables) => dataOf(await run(document, variables)) };
  };
  return {
    ...as(anonymous),
    url: running.url,
    databaseUrl,
    database: running.database,
    statements,
    time,
    letters,
    contactKeys: running.app.contactKeys,
    as,
    passportOf,
    async close() {
      await running.stop();
      await drop();
    },
  };
}

/** A clone of a database with facts and demonstration. */
export async function demoDatabase() {
  return createDatabase({
    template: await template('partnership_demo', async (url) => {
      const database = await migratedDatabase(url);
      await installJobs(url);
      await seed(database, 'demo', seededAt);
      await database.destroy();
    }),
  });
}

/** Connects and migrates. */
export const migratedDatabase = (url: string) => openDatabase({ url, name: 'test', entities, migrations, log: silentLog });

/** One proposes, the other accepts: both have agreed to the terms. Answers with the id of the partnership. */
export async function becomeSisters(stage: Stage, from: string, to: string, terms: object = {}): Promise<string> {
  const { proposePartnership } = await stage
    .as(staffOf(from))
    .ask('mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }', {
      input: { fromLibraryId: from, toLibraryId: to, message: 'Shall we?', terms },
    });
  await stage.as(staffOf(to)).ask('mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { id } }', {
    input: { partnershipId: proposePartnership.id, version: 1 },
  });
  return proposePartnership.id;
}
