// The processes of an endurance run: three gateways, two of each subgraph and one PostgreSQL, any of which may be killed and comes back.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../../start/ports';
import { databaseUrls, ensureDatabases, launchPostgres } from '../../start/postgres';
import { runningPostmaster } from '../../start/postmaster';
import { databaseUrl, passwordsOf } from '../../start/secrets';
import { keepRunning } from '../../start/supervisor';

/** Something that can be killed. */
export interface Part {
  readonly name: string;
  readonly pid: number | undefined;
  /** Ends it by a signal, and resolves when it serves again. */
  fall(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  stop(): Promise<void>;
}

export interface Site {
  readonly gateways: readonly string[];
  readonly parts: readonly Part[];
  readonly adminUrl: string;
  readonly databases: { readonly advocacy: string; readonly partnership: string };
  readonly key: string;
  /** What was said of PostgreSQL. */
  readonly heard: readonly string[];
  stop(): Promise<void>;
}

const key = Buffer.alloc(32, 5).toString('hex');
const root = resolve(__dirname, '..', '..');

/** A process of ours at its port. */
class Service implements Part {
  #child: ChildProcess | undefined;
  constructor(
    readonly name: string,
    private readonly script: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<this> {
    const CODE_CACHE = join(root, 'cache', `soak-${this.script.replaceAll('/', '-')}.code`);
    const env = { PATH: process.env.PATH, CODE_CACHE, LOG_LEVEL: 'silent', STOPPING_NOTICE_MS: '1000', ...this.environment };
    // As `npm start` does: modules that ran before are compiled already.
    const execArgv = ['--require', join(root, 'start', 'codeCache.js')];
    const child = fork(join(root, this.script), { env, execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child = child;
    const ended = once(child, 'exit').then(([code, by]) => {
      throw new Error(`${this.name} ended by ${by ?? code} before it was ready`);
    });
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return this;
  }

  async fall(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.#end(signal);
    // A database that is just coming back may refuse the first one.
    for (let left = 5; ; left--) {
      try {
        return void (await this.start());
      } catch (fault) {
        if (left === 0) throw fault;
      }
    }
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}

/** Starts everything on free ports and an empty folder, with the libraries and petitions of the demonstration. */
export async function startSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-soak-'));
  // Root's PostgreSQL runs as somebody else, who has to pass through.
  chmodSync(folder, 0o711);
  const ports = new Set<number>();
  while (ports.size < 8) ports.add(await freePort());
  const [database = 0, ...own] = ports;
  const at = (port: number | undefined) => `http://127.0.0.1:${port}/graphql`;

  const heard: string[] = [];
  const say = (line: string) => void heard.push(line);
  const rows = keepRunning('PostgreSQL', () => launchPostgres({ folder, port: database, say }), say);
  void rows.givenUp.then(say);
  await Promise.race([rows.ready, rows.givenUp.then((why) => Promise.reject(new Error(why)))]);
  await ensureDatabases(database, passwordsOf(folder));
  const databases = databaseUrls(database, passwordsOf(folder));
  const cluster = join(folder, 'postgres');
  const postgres: Part = {
    name: 'PostgreSQL',
    get pid() {
      return runningPostmaster(cluster)?.pid;
    },
    async fall() {
      const before = runningPostmaster(cluster)?.pid;
      if (before !== undefined) process.kill(before, 'SIGKILL');
    },
    stop: () => rows.stop(),
  };

  const usual = { HOST: '127.0.0.1', GATEWAY_KEY: key, MAIL_FOLDER: join(folder, 'mail'), SEED: 'demo' };
  const partnership = own.slice(0, 2).map((port, i) => {
    const environment = { ...usual, PORT: String(port), DATABASE_URL: databases.partnership, CONTACT_KEY: key };
    return new Service(`partnership ${i + 1}`, 'services/partnership/main.js', environment);
  });
  const advocacy = own.slice(2, 4).map((port, i) => {
    const environment = { ...usual, PORT: String(port), DATABASE_URL: databases.advocacy, SIGNATURE_KEY: key };
    return new Service(`advocacy ${i + 1}`, 'services/advocacy/main.js', { ...environment, PARTNERSHIP_URL: at(own[i]) });
  });
  const gateways = own.slice(4).map(
    (port, i) =>
      new Service(`gateway ${i + 1}`, 'gateway/main.js', {
        PORT: String(port),
        PARTNERSHIP_KEY: key,
        ADVOCACY_KEY: key,
        PARTNERSHIP_URL: own.slice(0, 2).map(at).join(','),
        ADVOCACY_URL: own.slice(2, 4).map(at).join(','),
        // All come from one address.
        RATE_LIMIT: '1000000/60',
        COST_LIMIT: '100000000/60',
        MUTATION_LIMITS: 'signPetition=1000000/60',
        MAX_CONNECTIONS_PER_ADDRESS: '10000',
      }),
  );
  const services = [...partnership, ...advocacy, ...gateways];
  for (const service of services) await service.start();
  return {
    gateways: own.slice(4).map(at),
    // In turn, so that neighbours of one kind do not fall one after the other.
    parts: [0, 1, 2].flatMap((i) =>
      [advocacy[i], gateways[i], partnership[i], ...(i === 1 ? [postgres] : [])].filter((part) => part !== undefined),
    ),
    adminUrl: databaseUrl('postgres', 'postgres', database, passwordsOf(folder)),
    databases,
    key,
    heard,
    async stop() {
      await Promise.all(services.toReversed().map((service) => service.stop()));
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resident memory of a process in megabytes; undefined when it has ended, or the system does not tell. */
export function memoryOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
  } catch {
    return undefined;
  }
}
