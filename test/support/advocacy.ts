// An advocacy subgraph of the test's own: its database, its schema asked without a server, or all of it served over HTTP.
import { type ExecutionResult, type GraphQLSchema, graphql } from 'graphql';
import type { DataSource } from 'typeorm';
import { type AdvocacyApp, entities, migrations } from '#advocacy/features';
import { type AdvocacyOptions, buildAdvocacy, seed, startAdvocacy } from '#advocacy/subgraph';
import { openDatabase } from '#kit/data/database';
import { installJobs } from '#kit/data/jobs';
import { requests } from '#kit/subgraph/serving';
import { systemClock } from '#kit/words/clock';
import { anonymous, type Identity } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import type { Mailer } from '#kit/words/mail';
import { createDatabase, template } from './postgres';

const databaseAt = (url: string) => ({ url, name: 'test', entities, migrations, log: silentLog });

export const signatureKey = Buffer.alloc(32, 7);

/** For tests in which nobody is written to. */
const noMailer: Mailer = {
  send: async () => {
    throw new Error('This test sends no mail.');
  },
  stop: () => undefined,
};

/** A clone of a database with facts and demonstration. */
export const demoDatabase = async () =>
  createDatabase({
    template: await template('advocacy_demo', async (url) => {
      const database = await openDatabase(databaseAt(url));
      await installJobs(url);
      await seed(database, 'demo');
      await database.destroy();
    }),
  });

/** A subgraph process, but in this process; several may share one database. */
export const startAdvocacyAt = (databaseUrl: string, more: Partial<AdvocacyOptions> = {}) =>
  startAdvocacy({
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    seed: 'none',
    signatureKeys: [signatureKey],
    publicUrl: 'https://shelfbridge.example',
    mailer: noMailer,
    log: silentLog,
    clock: systemClock,
    jobsAtOnce: 1,
    ...more,
  });

let petitions = 0;

/**
 * Adds an open petition that nobody has signed, like the one of the demonstration but for `more`, by column, and returns its id: tests
 * that each have one of their own share a subgraph and do not disturb each other.
 */
export async function ownPetition(database: DataSource, more: object = {}): Promise<string> {
  const id = `petition-${++petitions}`;
  await database.query(
    `INSERT INTO petition SELECT (jsonb_populate_record(p, $1)).* FROM petition AS p WHERE id = 'fair-ebook-terms'`,
    [JSON.stringify({ ...more, id })],
  );
  return id;
}

export interface Stage {
  readonly database: DataSource;
  readonly schema: GraphQLSchema;
  /** The statements sent to the database since they were last emptied. */
  readonly statements: string[];
  /** The clock that resolvers read; tests set it. */
  now: Date;
  /** Runs an operation and returns its data. @throws the first error, with its code in front of its message */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape its own document asks for
  ask(document: string, variables?: Record<string, unknown>, identity?: Identity): Promise<any>;
  run(document: string, variables?: Record<string, unknown>, identity?: Identity): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** A subgraph without a server, over a clone of a database that holds the facts. */
export async function openStage(): Promise<Stage> {
  const { url, drop } = await createDatabase({
    template: await template('advocacy_facts', async (url) => {
      const database = await openDatabase(databaseAt(url));
      await seed(database, 'facts');
      await database.destroy();
    }),
  });
  const statements: string[] = [];
  const database = await openDatabase({ ...databaseAt(url), onStatement: (sql) => statements.push(sql) });
  const { schema } = await buildAdvocacy();
  const stage: Stage = {
    database,
    schema,
    statements,
    now: new Date('2026-11-23T12:00:00Z'),
    async run(document, variables = {}, identity = anonymous) {
      const contextValue = requests(database, () => stage.now, {} as AdvocacyApp)(identity);
      return graphql({ schema, source: document, variableValues: variables, contextValue });
    },
    async ask(document, variables, identity) {
      const { data, errors } = await stage.run(document, variables, identity);
      if (errors?.[0]) throw new Error(`${errors[0].extensions.code ?? 'FAULT'}: ${errors[0].message}`, { cause: errors[0] });
      return data;
    },
    async close() {
      await database.destroy();
      await drop();
    },
  };
  return stage;
}
