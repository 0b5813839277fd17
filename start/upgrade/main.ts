// The command `npm run upgrade-postgres`: brings the rows of an earlier major release of PostgreSQL into a cluster of the installed one, and keeps the old.
import { spawnSync } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, escapeLiteral } from 'pg';
import { settingsOrExit } from '#kit/process/lifecycle';
import { projectFile } from '#kit/words/projectFile';
import { finish, goOn, quoted } from '../backup/record';
import {
  finishUpgrade,
  foreignRows,
  installedMajor,
  majorOf,
  type Programs,
  type Say,
  upgradedCluster,
  withEarlierPrograms,
} from '../cluster';
import { readStartSettings } from '../config';
import { type Account, claim, dataFolder, makeFolder, serverAccount } from '../dataFolder';
import { freePort } from '../ports';
import { databaseUrls, ensureDatabases, type Postgres, startPostgres } from '../postgres';
import { databaseUrl } from '../secrets';

const usage = 'Usage: npm run upgrade-postgres [-- [--old-programs FOLDER] [--leave-others]]';
const say: Say = (line) => void process.stdout.write(`${line}\n`);
const subgraphs = ['partnership', 'advocacy'] as const;

/** What is ours in a database: neither PostgreSQL's own nor a part of an extension. */
const own = (catalog: string, namespace: string) =>
  `JOIN pg_namespace n ON n.oid = ${namespace} AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = o.oid AND d.deptype = 'e')`;

/** Everything that a database has besides rows, each by a name that is the same in all majors. */
const everything = `
  SELECT CASE o.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index' ELSE 'relation' END
    || ' ' || o.oid::regclass AS what
  FROM pg_class o ${own('pg_class', 'o.relnamespace')} AND o.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I')
  UNION ALL SELECT 'column ' || o.oid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
  FROM pg_attribute a JOIN pg_class o ON o.oid = a.attrelid ${own('pg_class', 'o.relnamespace')}
    AND o.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL SELECT 'function ' || o.oid::regprocedure FROM pg_proc o ${own('pg_proc', 'o.pronamespace')}
  UNION ALL SELECT 'trigger ' || t.tgname || ' on ' || o.oid::regclass
  FROM pg_trigger t JOIN pg_class o ON o.oid = t.tgrelid ${own('pg_class', 'o.relnamespace')} AND NOT t.tgisinternal
  ORDER BY 1`;

/** The tables, each with the columns that hold what was written; others are computed. */
const tablesWithColumns = `
  SELECT o.oid::regclass::text AS name, array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns
  FROM pg_attribute a JOIN pg_class o ON o.oid = a.attrelid ${own('pg_class', 'o.relnamespace')}
    AND o.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  GROUP BY o.oid ORDER BY 1`;

const sequences = `SELECT o.oid::regclass::text AS name FROM pg_class o ${own('pg_class', 'o.relnamespace')} AND o.relkind = 'S' ORDER BY 1`;

/** Which of its own changes the job queue has seen: the new cluster has its own, perhaps more. */
const queueRecord = 'graphile_worker.migrations';

/** How rows are written, so that both majors write and read them alike. */
const alike = `SET search_path = ''; SET client_encoding = 'UTF8'; SET datestyle = 'ISO'; SET intervalstyle = 'postgres';
  SET extra_float_digits = 1; SET timezone = 'UTC'; SET statement_timeout = 0; SET bytea_output = 'hex'`;

/** A database as the administrator of its server sees it. */
async function connect({ port, passwords }: Postgres, database: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl('postgres', database, port, passwords) });
  client.on('error', () => {});
  await client.connect();
  await client.query(alike);
  return client;
}

const rowsOf = async <Row>(client: Client, sql: string): Promise<Row[]> => (await client.query(sql)).rows;
const listOf = async (client: Client, sql: string): Promise<string[]> =>
  (await client.query({ text: sql, rowMode: 'array' })).rows.map(([value]) => value);

/** Where rows pass from one server to the other, table by table; open to their account alone. */
function makePassage(folder: string, { uid, gid }: Account): string {
  mkdirSync(folder, { mode: 0o700 });
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

/** Makes the tables of a subgraph as the old cluster has them, by the same migrations; what this release adds comes at its start. */
async function makeTables(old: Client, name: (typeof subgraphs)[number], url: string): Promise<void> {
  const [made] = await listOf(old, "SELECT to_regclass('public.migrations') IS NOT NULL");
  if (!made) return;
  const known = await listOf(old, 'SELECT name FROM public.migrations ORDER BY id');
  if (known.length === 0) return;
  const env = { PATH: process.env.PATH, DATABASE_URL: url, LOG_LEVEL: 'warn' };
  const program = projectFile('dist', 'services', name, 'migrate.js');
  const run = spawnSync(process.execPath, [program, '--only', known.join(',')], { env, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The tables of ${name} could not be made: ${`${run.stdout}${run.stderr}`.trim()}`);
}

/** Brings every row of a database over, and compares all of them. @returns how many rows of which tables, in words */
async function copyRows(old: Client, fresh: Client, passage: string): Promise<string> {
  const tables = (await rowsOf<{ name: string; columns: string[] }>(old, tablesWithColumns)).filter(
    ({ name }) => name !== queueRecord,
  );
  const there = new Set((await rowsOf<{ name: string }>(fresh, tablesWithColumns)).map(({ name }) => name));
  const ours = tables.filter(({ name }) => there.has(name));
  await fresh.query("BEGIN; SET LOCAL session_replication_role = 'replica'");
  if (ours.length > 0) await fresh.query(`TRUNCATE ${ours.map(({ name }) => name).join(', ')}`);
  let rows = 0;
  for (const { name, columns } of ours) {
    goOn();
    const file = join(passage, 'rows');
    await old.query(`COPY (SELECT ${columns} FROM ONLY ${name}) TO ${escapeLiteral(file)}`);
    const { rowCount } = await fresh.query(`COPY ${name} (${columns}) FROM ${escapeLiteral(file)}`);
    rmSync(file);
    rows += rowCount ?? 0;
  }
  for (const name of await listOf(old, sequences)) {
    const [at] = await rowsOf<{ last_value: string; is_called: boolean }>(old, `SELECT last_value, is_called FROM ${name}`);
    const [isThere] = await listOf(fresh, `SELECT to_regclass(${escapeLiteral(name)}) IS NOT NULL`);
    if (at && isThere) await fresh.query('SELECT setval($1::regclass, $2, $3)', [name, at.last_value, at.is_called]);
  }
  await fresh.query('COMMIT; ANALYZE');
  for (const { name, columns } of ours) {
    goOn();
    const sum = `SELECT count(*) || ' rows, sum ' || coalesce(sum(hashtextextended(ROW(${columns})::text, 0)::numeric), 0) FROM ONLY ${name}`;
    const [[before], [after]] = [await listOf(old, sum), await listOf(fresh, sum)];
    if (before !== after)
      throw new Error(`The rows of ${name} are not the same: ${before} before and ${after} after. Nothing was changed.`);
  }
  return `${rows.toLocaleString('en')} rows of ${ours.length} tables`;
}

/** What nobody would bring over: made by others than our migrations, in our databases or beside them. */
async function othersIn(old: Postgres, fresh: Postgres): Promise<string[]> {
  const admins = [await connect(old, 'postgres'), await connect(fresh, 'postgres')] as const;
  const differing = async (pair: readonly [Client, Client], sql: string, inside = ''): Promise<string[]> => {
    const [before, after] = [await listOf(pair[0], sql), new Set(await listOf(pair[1], sql))];
    return before.filter((each) => !after.has(each)).map((each) => `${each}${inside}`);
  };
  try {
    const others = [
      ...(await differing(admins, "SELECT 'database ' || datname FROM pg_database")),
      ...(await differing(admins, "SELECT 'role ' || rolname FROM pg_roles WHERE rolname !~ '^pg_'")),
      ...(await differing(admins, everything, ' of postgres')),
    ];
    for (const name of subgraphs) {
      const pair = [await connect(old, name), await connect(fresh, name)] as const;
      try {
        others.push(...(await differing(pair, everything, ` of ${name}`)));
      } finally {
        for (const client of pair) await client.end();
      }
    }
    return others;
  } finally {
    for (const client of admins) await client.end();
  }
}

/** Fills a new cluster in the draft from the old one. @returns what was brought over, in words */
async function bringOver(folder: string, draft: string, programs: Programs, leaveOthers: boolean): Promise<string[]> {
  const account = serverAccount();
  makeFolder(draft, account);
  copyFileSync(join(folder, 'passwords.json'), join(draft, 'passwords.json'));
  const old = await startPostgres({ folder, port: await freePort(), programs, say });
  try {
    const fresh = await startPostgres({ folder: draft, port: await freePort(), say });
    try {
      // The server that was started first on an older folder may never have made them.
      await ensureDatabases(old.port, old.passwords);
      const urls = await ensureDatabases(fresh.port, fresh.passwords).then(() => databaseUrls(fresh.port, fresh.passwords));
      const clients = new Map<string, Client>();
      for (const name of subgraphs) {
        const client = await connect(old, name);
        clients.set(name, client);
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        await makeTables(client, name, urls[name]);
      }
      const others = await othersIn(old, fresh);
      if (others.length > 0 && !leaveOthers)
        throw new Error(
          `The old cluster holds what is not of Shelfbridge, and would not be brought over: ${others.slice(0, 8).join(', ')}` +
            `${others.length > 8 ? `, and ${others.length - 8} more` : ''}. Keep what you need of it by pg_dump of PostgreSQL, then run this with --leave-others. Nothing was changed.`,
        );
      const said: string[] = [];
      const passage = makePassage(join(draft, 'passage'), account);
      for (const [name, client] of clients) {
        const into = await connect(fresh, name);
        try {
          said.push(`${name}: ${await copyRows(client, into, passage)}`);
          say(`Brought over and compared, ${said.at(-1)}.`);
        } finally {
          await into.end();
          await client.end();
        }
      }
      rmSync(passage, { recursive: true });
      return others;
    } finally {
      await fresh.stop();
    }
  } finally {
    await old.stop();
  }
}

async function upgrade(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { 'old-programs': named, 'leave-others': leaveOthers } = readWords(words);
  const settings = settingsOrExit(() => readStartSettings(environment));
  if (settings.foundations)
    throw new Error(
      'npm run upgrade-postgres is for the embedded PostgreSQL. Upgrade a server of your own by pg_upgrade or pg_dump: docs/operating.md says how.',
    );
  const folder = dataFolder(settings.DATA_DIR, serverAccount());
  const cluster = join(folder, 'postgres');
  finishUpgrade(cluster);
  const [found, major] = [majorOf(cluster), installedMajor()];
  if (found === null)
    throw new Error(`There are no rows in the data folder ${folder}. Set DATA_DIR to where npm start keeps them.`);
  if (found === major) return `Nothing to do: the rows in ${cluster} are of PostgreSQL ${major} already.`;
  if (Number(found) > Number(major)) throw new Error(foreignRows(cluster, major) ?? '');
  const kept = `${cluster}-${found}`;
  if (existsSync(kept))
    throw new Error(`${kept} is there already, where the old rows are to be kept: move that folder away, and run this again.`);
  const release = claim(folder);
  const draft = join(folder, 'upgrading');
  try {
    for (const left of [draft, upgradedCluster(cluster)]) rmSync(left, { recursive: true, force: true });
    const asked = { major: found, named, npm: environment.npm_execpath, account: serverAccount(), say };
    const others = await withEarlierPrograms(asked, (programs) => bringOver(folder, draft, programs, leaveOthers ?? false));
    goOn();
    renameSync(join(draft, 'postgres'), upgradedCluster(cluster));
    renameSync(cluster, kept);
    // A kill before this line leaves it to the next start, or to this command.
    finishUpgrade(cluster);
    return [
      `The rows in ${cluster} are of PostgreSQL ${major} now. Those of PostgreSQL ${found} are kept in ${kept}.`,
      ...(others.length > 0 ? [`Left behind: ${others.join(', ')}.`] : []),
      `Start it by npm start and recount it by npm run verify-counts; then remove ${quoted(kept)}, and take a backup. To go back to the release before, ` +
        `stop, and give ${quoted(kept)} its old name again: what was written since is not in it.`,
    ].join('\n');
  } finally {
    rmSync(draft, { recursive: true, force: true });
    release();
  }
}

/** @throws Error with the usage */
function readWords(words: readonly string[]) {
  try {
    const options = { 'old-programs': { type: 'string' }, 'leave-others': { type: 'boolean' } } as const;
    return parseArgs({ args: [...words], options }).values;
  } catch {
    throw new Error(usage);
  }
}

finish(upgrade(process.argv.slice(2), process.env));
