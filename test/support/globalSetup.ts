// What all tests of a run need: compiled files that are up to date, and a PostgreSQL whose folder names the run that owns it.
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeLiteral } from 'pg';
import { projectFile } from '../../services/kit/words/projectFile';
import { canEnter, serverAccount } from '../../start/dataFolder';
import { freePort } from '../../start/ports';
import { type Postgres, startPostgres } from '../../start/postgres';
import { stopLeftover } from '../../start/postmaster';
import { processFacts } from '../../start/processes';

/** Starts the server and tells its address to all workers by TEST_POSTGRES_URL. (Relative imports: Jest maps no names here.) */
export default async function globalSetup(_run: unknown, { testMatch }: { testMatch: readonly string[] }): Promise<void> {
  execFileSync(process.execPath, [projectFile('start', 'launch.js'), 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  // Tests of another version of PostgreSQL bring their own: .ci/onPostgres.
  if (process.env.TEST_POSTGRES_URL) return;
  const long = testMatch.every((pattern) => pattern.startsWith('**/*.long'));
  const roots = [...(long ? [] : [memory]), tmpdir(), '/tmp'].filter((folder) => canEnter(folder, serverAccount()));
  for (const root of roots) await clearAbandoned(root);
  const folder = mkdtempSync(join(roots.find(isRoomy) ?? tmpdir(), `${prefix}${process.pid}-`));
  const server = await startPostgres({ folder, port: await freePort(), durable: false });
  await easeEntry(server, folder);
  process.env.TEST_POSTGRES_URL = server.adminUrl;
  // Otherwise a gateway asks the network where it runs, and tells Apollo.
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
  // Whatever tests put into the temporary folder goes with this run, or with the next one if this one is killed.
  process.env.TMPDIR = folder;
  (globalThis as WithTeardown).stopTestPostgres = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * Tests begin thousands of sessions, and proving a password by SCRAM takes a client more work than all else of beginning one. Here the
 * password, which is random and is worth something on this machine and in this run only, is sent as it is.
 */
async function easeEntry({ adminUrl, passwords }: Postgres, folder: string): Promise<void> {
  const rules = join(folder, 'postgres', 'pg_hba.conf');
  writeFileSync(rules, readFileSync(rules, 'utf8').replaceAll('scram-sha-256', 'password'));
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`SET scram_iterations = 1; ALTER ROLE postgres PASSWORD ${escapeLiteral(passwords.postgres)}`);
  await admin.query('SELECT pg_reload_conf()');
  await admin.end();
}

/** How globalTeardown, which runs in the same process, finds what to stop. */
export type WithTeardown = typeof globalThis & { stopTestPostgres?: () => Promise<void> };

/** Files in memory, where Linux has them: a clone of a database takes a tenth of the time that it takes on a disk. */
const memory = '/dev/shm';

/** What the folder of a run may come to, several times over, in bytes. */
const room = 4 * 2 ** 30;

/** Whether a run finds its room in a folder; memory must hold it besides, and let programs be run from there. */
function isRoomy(folder: string): boolean {
  if (folder !== memory) return true;
  const probe = join(folder, `${prefix}${process.pid}-probe`);
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < room || process.availableMemory() < room) return false;
    writeFileSync(probe, '', { mode: 0o700 });
    accessSync(probe, constants.X_OK);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

const prefix = `shelfbridge-test-${hostname()}-`;

/** Stops and removes what killed runs left; folders whose run still lives are not touched. */
async function clearAbandoned(root: string): Promise<void> {
  if (!existsSync(root)) return;
  for (const name of readdirSync(root).filter((entry) => entry.startsWith(prefix))) {
    if (processFacts(Number(name.slice(prefix.length).split('-')[0])) !== null) continue;
    const folder = join(root, name);
    try {
      await stopLeftover(join(folder, 'postgres'), () => {});
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another account's, or another run clears it at the same moment.
    }
  }
}
