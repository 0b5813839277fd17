// How does a test get a database nobody else touches, migrated already?
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database that one test file has for itself. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, ending sessions that are still open; harmless when repeated. */
  drop(): Promise<void>;
}

/** Creates a database with a name of its own: empty, or a clone of a `template`. */
export async function createDatabase({ template }: { template?: string } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const from = template === undefined ? '' : `TEMPLATE ${template}`;
  // Copying files costs a third of writing every page into the log.
  await withAdmin((admin) => admin.query(`CREATE DATABASE ${name} ${from} STRATEGY file_copy`));
  return {
    url: urlOf(name),
    drop: () => withAdmin(async (admin) => void (await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** The name of a template, as `makeTemplate` gives it, which is asked once by each test file. */
export function template(name: string, migrate: (url: string) => Promise<void>): Promise<string> {
  const made = templates.get(name) ?? makeTemplate(name, migrate);
  templates.set(name, made);
  made.catch(() => templates.delete(name));
  return made;
}

/** Those that this test file has asked for. */
const templates = new Map<string, Promise<string>>();

/**
 * Migrates a database once per test run and returns its name for `createDatabase`. Whoever asks first builds; others wait.
 * `migrate` must close its connections. When it fails, the failure is thrown and the next caller tries again.
 */
export async function makeTemplate(name: string, migrate: (url: string) => Promise<void>): Promise<string> {
  const [finished, unfinished] = [`template_${name}`, `unfinished_${name}`];
  await withAdmin(async (admin) => {
    await admin.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [finished]);
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [finished]);
    if (rowCount) return;
    await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${unfinished}`);
    await migrate(urlOf(unfinished));
    await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${finished}`);
    // Cloning waits for nobody if nobody can connect.
    await admin.query(`ALTER DATABASE ${finished} ALLOW_CONNECTIONS false`);
  });
  return finished;
}

/** Anything that asks a database in SQL: a client of pg, or TypeORM. */
interface Asker {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/** Ends the sessions of the asker's own database whose name is like this one; other test files share the server. */
export async function endSessions(asker: Asker, named: string): Promise<void> {
  await asker.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE $1`,
    [named],
  );
}

/** The address of the administrator, which globalSetup left in the environment. */
export function adminUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: run this test by Jest, whose globalSetup starts PostgreSQL.');
  return url;
}

function urlOf(database: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  return url.href;
}

export async function withAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
