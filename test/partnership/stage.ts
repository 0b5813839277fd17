// How does a test ask a running partnership subgraph that has a database of its own?
import type { DataSource } from 'typeorm';
import { openDatabase } from '#kit/database';
import { silentLog } from '#kit/log';
import { entities } from '#partnership/features';
import { migrations } from '#partnership/migrations/index';
import { seed } from '#partnership/seed';
import { startPartnership } from '#partnership/subgraph';
import { type Answer, dataOf, post } from '../support/graphql';
import { createDatabase, template } from '../support/postgres';

/** The moment at which the tests' demonstration was seeded. */
export const seededAt = new Date('2026-11-23T12:00:00Z');

export interface Stage {
  readonly url: string;
  readonly database: DataSource;
  /** Statements sent to the database since the array was last emptied. */
  readonly statements: string[];
  /** The clock of the subgraph; tests set it. */
  readonly time: { now: Date };
  run(document: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The data of an answer. @throws the first error, with its code in front of its message */
  ask(document: string, variables?: Record<string, unknown>): Promise<ReturnType<typeof dataOf>>;
  close(): Promise<void>;
}

/** A subgraph over HTTP, with the facts and the demonstration. */
export async function openStage(): Promise<Stage> {
  const { url: databaseUrl, drop } = await demoDatabase();
  const statements: string[] = [];
  const time = { now: seededAt };
  const clock = () => time.now;
  const onStatement = (sql: string) => statements.push(sql);
  const options = { databaseUrl, host: '127.0.0.1', port: 0, seed: 'none', log: silentLog, clock, onStatement } as const;
  const running = await startPartnership(options);
  return {
    url: running.url,
    database: running.database,
    statements,
    time,
    run: (document, variables) => post(running.url, document, variables),
    ask: async (document, variables) => dataOf(await post(running.url, document, variables)),
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
      await seed(database, 'demo', seededAt);
      await database.destroy();
    }),
  });
}

/** Connects and migrates. */
export const migratedDatabase = (url: string) => openDatabase({ url, name: 'test', entities, migrations, log: silentLog });
