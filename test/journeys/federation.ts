// How does a journey run the whole of Shelfbridge as a new user does, in processes of its own?
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { issueToken, readBearer } from '#start/commands/main';
import { dataFolder, serverAccount } from '#start/dataFolder';
import { freePort } from '#start/ports';
import { issuerKey } from '#start/secrets';
import { type Answer, post } from '../support/graphql';
import { withAdmin } from '../support/postgres';
import { Reader } from '../support/reader';

const root = resolve(__dirname, '..', '..');
const program = join(root, 'dist', 'start', 'main.js');

const run = promisify(execFile);

/** One `npm start`: its ports and data folder stay when it is stopped and begun again. */
export class Federation {
  /** What it printed, line by line. */
  lines = new Reader<string>();
  #child: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly ports: Readonly<Record<'PORT' | 'PARTNERSHIP_PORT' | 'ADVOCACY_PORT' | 'POSTGRES_PORT', number>>,
    private readonly more: NodeJS.ProcessEnv,
  ) {}

  /** Starts on free ports and the data of a first start that nobody has used; resolves when it says that it is ready. */
  static start(more: NodeJS.ProcessEnv = {}): Promise<Federation> {
    // The account that runs PostgreSQL keeps what is its own.
    return Federation.startOn(async (data) => void (await run('cp', ['-a', await untouchedData(), data])), more);
  }

  /** Starts on free ports and the data folder that is made for it. */
  static async startOn(make: (data: string) => Promise<void>, more: NodeJS.ProcessEnv = {}): Promise<Federation> {
    const federation = await Federation.#onFreePorts(more);
    await make(join(federation.folder, 'data'));
    await federation.begin();
    return federation;
  }

  /** Starts on free ports and an empty data folder, as whoever has just cloned the repository. */
  static async startAnew(more: NodeJS.ProcessEnv = {}): Promise<Federation> {
    const federation = await Federation.#onFreePorts(more);
    await federation.begin();
    return federation;
  }

  static async #onFreePorts(more: NodeJS.ProcessEnv): Promise<Federation> {
    const ports = { PORT: 0, PARTNERSHIP_PORT: 0, ADVOCACY_PORT: 0, POSTGRES_PORT: 0 };
    for (const name of Object.keys(ports) as (keyof typeof ports)[]) {
      let port = await freePort();
      // What is free twice can be one port.
      while (Object.values(ports).includes(port)) port = await freePort();
      ports[name] = port;
    }
    const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-journey-'));
    // Where the account that runs PostgreSQL may not pass, the data would lie elsewhere and stay.
    chmodSync(folder, 0o711);
    return new Federation(folder, ports, more);
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.PORT}/graphql`;
  }

  /** Begins (again) with the same ports and data. */
  async begin(): Promise<void> {
    const settings = Object.fromEntries(Object.entries(this.ports).map(([name, value]) => [name, String(value)]));
    const environment = {
      ...process.env,
      ...settings,
      DATA_DIR: join(this.folder, 'data'),
      NODE_ENV: 'development',
      LOG_LEVEL: 'warn',
      SUBGRAPH_DEADLINE_MS: '4000',
      ...this.more,
    };
    // The output of a start that was killed may end after the next one has begun: each has its own reader.
    const lines = new Reader<string>();
    this.lines = lines;
    const child = spawn(process.execPath, [program], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n')) if (line) lines.push(line);
      });
    }
    child.once('close', (code, signal) =>
      lines.end(new Error(`npm start ended with ${code ?? signal}:\n${lines.seen.slice(-12).join('\n')}`)),
    );
    await lines.until((line) => line.includes('Shelfbridge is ready'), 60_000);
  }

  /** Asks as nobody, or as whoever a token stands for. */
  ask(query: string, variables?: Record<string, unknown>, token?: string): Promise<Answer> {
    return post(this.url, query, variables, token ? { authorization: `Bearer ${token}` } : {});
  }

  /** A token as `npm run token` makes it for these words, without the time that a process takes. */
  async token(words: readonly string[]): Promise<string> {
    return issueToken(readBearer(words), issuerKey(dataFolder(join(this.folder, 'data'), serverAccount())), new Date());
  }

  /** What `npm run token` prints for these words. */
  printedToken(words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
    return this.#run('token', words, more);
  }

  /** What `npm run backup` prints for a folder. */
  async backup(to: string): Promise<string> {
    const env = { ...process.env, DATA_DIR: join(this.folder, 'data') };
    return (await run(process.execPath, [join(root, 'dist', 'start', 'backup', 'main.js'), to], { env })).stdout;
  }

  /** What `npm run verify-counts` prints. @throws Error when counts differ */
  verifyCounts(): Promise<string> {
    return this.#run('verify-counts', []);
  }

  /** What `npm run import-policies` prints for these words. @throws Error when a row was refused */
  importPolicies(...words: readonly string[]): Promise<string> {
    return this.#run('import-policies', words);
  }

  async #run(name: string, words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
    const env = { ...process.env, DATA_DIR: join(this.folder, 'data'), NODE_ENV: 'development', ...more };
    const command = [join(root, 'dist', 'start', 'commands', 'main.js'), name, ...words];
    return (await run(process.execPath, command, { env })).stdout.trim();
  }

  /** The process that listens on a port, as /proc tells it. @throws Error when none does */
  async pidOn(port: keyof typeof this.ports): Promise<number> {
    const hex = this.ports[port].toString(16).toUpperCase().padStart(4, '0');
    const inode = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .find((part) => part[1]?.endsWith(`:${hex}`) && part[3] === '0A')?.[9];
    const command = `ls -l /proc/[0-9]*/fd/* 2>/dev/null | grep 'socket:\\[${inode}\\]' | head -1 | sed 's#.*/proc/\\([0-9]*\\)/.*#\\1#'`;
    const pid = Number((await run('sh', ['-c', command])).stdout);
    // Zero would be this process and all that belong to it.
    if (!(pid > 0)) throw new Error(`nothing listens on ${port}`);
    return pid;
  }

  /** Resolves when the gateway and both subgraphs say that they are ready. */
  async whole(): Promise<void> {
    for (const deadline = performance.now() + 40_000; performance.now() < deadline; ) {
      const answer = await fetch(new URL('/ready', this.url)).catch(() => undefined);
      const { dependencies } = answer?.ok ? await answer.json() : {};
      if (dependencies && Object.values<{ ready: boolean }>(dependencies).every(({ ready }) => ready)) return;
    }
    throw new Error(`not ready again:\n${this.lines.seen.slice(-12).join('\n')}`);
  }

  /** Ends the supervisor by a signal and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    return (await exited)[0];
  }

  /** Stops in order and removes the data. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The data folder of a federation that was started once in this run and stopped in order: whoever asks first makes it, others wait. */
async function untouchedData(): Promise<string> {
  const folder = join(tmpdir(), 'shelfbridge-untouched');
  await withAdmin(async (admin) => {
    await admin.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [folder]);
    if (existsSync(folder)) return;
    const first = await Federation.startAnew();
    await first.end('SIGTERM');
    renameSync(join(first.folder, 'data'), folder);
    await first.stop();
  });
  return folder;
}
