// How does a test ask the advocacy subgraph, with the facts of the record and a database of its own?
import { type ExecutionResult, type GraphQLSchema, graphql } from 'graphql';
import type { DataSource } from 'typeorm';
import type { AdvocacyApp } from '#advocacy/features';
import { entities, migrations } from '#advocacy/features';
import { seed } from '#advocacy/seed';
import { buildAdvocacy } from '#advocacy/subgraph';
import { openDatabase } from '#kit/data/database';
import { requests } from '#kit/data/request';
import { anonymous, type Identity, Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { createDatabase, template } from '../support/postgres';

/** Somebody who records policies and statements. */
export const editor: Identity = { subject: 'editor-1', roles: [Role.EDITOR], libraryIds: [], expiresAt: null };

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
  const { url, drop } = await createDatabase({ template: await template('advocacy_facts', seededDatabase) });
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

const databaseAt = (url: string) => ({ url, name: 'test', entities, migrations, log: silentLog });

async function seededDatabase(url: string): Promise<void> {
  const database = await openDatabase(databaseAt(url));
  await seed(database, 'facts');
  await database.destroy();
}
