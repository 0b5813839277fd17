// How does a test ask a running partnership subgraph that has a database of its own, and on whose behalf?
import type { DataSource } from 'typeorm';
import { openDatabase } from '#kit/data/database';
import { installJobs } from '#kit/data/jobs';
import { anonymous, type Identity, identityHeaders, Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { sealWith } from '#kit/words/passport';
import { entities, migrations } from '#partnership/features';
import type { ContactKeys } from '#partnership/listings/contactKeys';
import { seed } from '#partnership/seed';
import { type Answer, dataOf, post } from '../support/graphql';
import { Letterbox, startPartnershipAt } from '../support/partnership';
import { createDatabase, template } from '../support/postgres';

/** The moment at which the tests' demonstration was seeded. */
export const seededAt = new Date('2026-11-23T12:00:00Z');

const gatewayKeys = [Buffer.alloc(32, 9)];

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

const somebody = (subject: string, role: Role, libraryIds: readonly string[] = []): Identity => ({
  subject,
  roles: [role],
  libraryIds,
  expiresAt: null,
});

export const committee = somebody('committee-1', Role.COMMITTEE);
export const otherCommittee = somebody('committee-2', Role.COMMITTEE);
export const staffOf = (...libraryIds: string[]) => somebody(`staff of ${libraryIds}`, Role.STAFF, libraryIds);

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
  const passportOf = (identity: Identity) =>
    sealWith(new Map([['partnership', gatewayKeys]]), clock)('partnership', identityHeaders(identity));
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
