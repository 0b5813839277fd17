// How long does a subgraph take for a file of a hundred thousand signatures on paper, and how much memory beyond what it has idle?
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Role } from '../services/kit/words/identity';
import { identityHeaders, sealWith } from '../services/kit/words/secrets';
import { freePort } from '../start/ports';
import { startPostgres } from '../start/postgres';
import { againstIn, compareWith, here } from './against';

const say = (line: string) => process.stdout.write(`${line}\n`);
const { commit, rest } = againstIn(process.argv.slice(2));
const rows = Number(rest[0] ?? 100_000);
const rounds = Number(rest[1] ?? 3);
const key = Buffer.alloc(32, 9);
const id = 'fair-ebook-terms';

const file = `sheet,line,name,country,region,signed_on\n${Array.from({ length: rows }, (_, i) => `S${Math.floor(i / 25)},${(i % 25) + 1},Reader ${i},US,US-NE,2026-11-01\n`).join('')}`;

/** Hundredths of a second, as every Linux of today has them. */
const tick = 100;

/** Processor time of a process so far, in seconds; 0 for one that has ended. */
function cpuOf(pid: number): number {
  try {
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(words[11]) + Number(words[12])) / tick;
  } catch {
    return 0;
  }
}

const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

/** Of PostgreSQL as a whole: each session is a process. */
const cpuOfServer = (pid: number) => [pid, ...childrenOf(pid)].reduce((sum, each) => sum + cpuOf(each), 0);

const residentMb = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

/** A subgraph of that folder, in a process and with a database of its own, reads the file once. */
async function importOnce(
  folder: string,
): Promise<Record<'seconds' | 'seconds of a processor' | 'of these PostgreSQL' | 'MB above idle', number>> {
  const data = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  const [server, port] = [await startPostgres({ folder: data, port: await freePort() }), await freePort()];
  const environment = {
    ...{ PATH: process.env.PATH, DATABASE_URL: server.adminUrl, PORT: String(port), SEED: 'demo', LOG_LEVEL: 'error' },
    ...{ SIGNATURE_KEY: '5'.repeat(64), GATEWAY_KEY: key.toString('hex') },
  };
  const child = spawn(process.execPath, [join(folder, 'dist/services/advocacy/main.js')], { env: environment, stdio: 'inherit' });
  let most = 0;
  try {
    const url = `http://127.0.0.1:${port}`;
    for (let ready = false; !ready; )
      ready = await fetch(`${url}/ready`).then(
        ({ ok }) => ok,
        () => new Promise<boolean>((resolve) => setTimeout(resolve, 100, false)),
      );
    const client = new Client({ connectionString: server.adminUrl });
    await client.connect();
    await client.query(`UPDATE petition SET owner_subject = 'bench' WHERE id = $1`, [id]);
    const pid = child.pid as number;
    const idle = residentMb(pid);
    const watch = setInterval(() => {
      most = Math.max(most, residentMb(pid));
    }, 20);
    const identity = { subject: 'bench', roles: [Role.ORGANIZER], libraryIds: [], expiresAt: null };
    const passport = sealWith(new Map([['advocacy', [key]]]), Date.now)('advocacy', identityHeaders(identity));
    const [server0, own0, began] = [cpuOfServer(server.pid), cpuOf(pid), performance.now()];
    const headers = { ...passport, 'content-type': 'text/csv' };
    const answer = await (await fetch(`${url}/petitions/${id}/paper-signatures`, { method: 'POST', headers, body: file })).text();
    const seconds = (performance.now() - began) / 1_000;
    clearInterval(watch);
    const [server1, own1] = [cpuOfServer(server.pid) - server0, cpuOf(pid) - own0];
    const last = JSON.parse(answer.trim().split('\n').at(-1) ?? '');
    if (last.added !== rows) throw new Error(JSON.stringify(last));
    await client.end();
    return { seconds, 'seconds of a processor': server1 + own1, 'of these PostgreSQL': server1, 'MB above idle': most - idle };
  } finally {
    child.kill();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  if (commit) return compareWith(commit, rounds, '', importOnce, say);
  for (let round = 0; round < rounds; round++) say(JSON.stringify(await importOnce(here)));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
