// How is the real `npm start` tried without the real services? Its compiled files run in a folder of their own, beside stand-ins.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectFile } from '#kit/words/projectFile';
import { freePort } from '#start/ports';

/** Tells its settings to whoever asks, and what happens to it to its supervisor. FAIL names a stand-in that cannot start. */
const standIn = `
  const name = require('node:path').basename(__dirname);
  if (process.env.FAIL === name) throw new Error('nothing works today');
  const server = require('node:http').createServer((_, answer) => answer.end(JSON.stringify(process.env)));
  const stop = (why) => { console.log('stopping by ' + why); server.close(() => process.exit(0)); server.closeAllConnections(); };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('disconnect', () => process.exit(0));
  server.listen(Number(process.env.PORT), process.env.HOST, () => { console.log('pid ' + process.pid); process.send({ ready: true }); });
`;

/** A checkout in miniature: compiled `start`, `kit` and settings, stand-ins for the three services, four free ports, an empty data folder. */
export async function setStage() {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-start-'));
  // Root's PostgreSQL runs as somebody else, who has to pass through.
  chmodSync(folder, 0o711);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', readFileSync(projectFile('package.json'), 'utf8'));
  for (const shared of ['node_modules', 'data', 'services']) symlinkSync(projectFile(shared), join(folder, shared));
  const settings = ['services/partnership/config.js', 'services/advocacy/config.js', 'gateway/settings.js'];
  for (const own of ['start', 'languages', 'services/kit', ...settings])
    cpSync(projectFile('dist', own), join(folder, 'dist', own), { recursive: true });
  for (const service of ['services/partnership', 'services/advocacy', 'gateway']) write(`dist/${service}/main.js`, standIn);
  for (const service of ['partnership', 'advocacy']) write(`dist/services/${service}/subgraph.js`, '// It has no modules.');
  const ports = { PORT: 0, PARTNERSHIP_PORT: 0, ADVOCACY_PORT: 0, POSTGRES_PORT: 0 };
  for (const name of Object.keys(ports) as (keyof typeof ports)[]) ports[name] = await freePort();
  const data = join(folder, 'own data');
  const environment = {
    PATH: process.env.PATH,
    // As under npm: it ends with whoever started it, so a killed test run leaves nothing running.
    npm_lifecycle_event: 'test',
    DATA_DIR: data,
    ...Object.fromEntries(Object.entries(ports).map(([k, v]) => [k, String(v)])),
  };
  const begun: Begun[] = [];
  return {
    data,
    ports,
    /** Runs `npm start` as a process: our child, or, like npm's, the child of a shell that is ours. */
    begin(extra: NodeJS.ProcessEnv = {}, through?: 'shell'): Begun {
      const words = [process.execPath, join(folder, 'dist', 'start', 'main.js')];
      const next = begin(through ? ['sh', '-c', '"$0" "$1"; true', ...words] : words, { ...environment, ...extra });
      begun.push(next);
      return next;
    },
    /** What a stand-in was given. */
    async environmentOf(port: keyof typeof ports): Promise<Record<string, string>> {
      return (await (await fetch(`http://127.0.0.1:${ports[port]}/`)).json()) as Record<string, string>;
    },
    /** Ends everything and removes the folder. */
    async clear() {
      for (const { child, ended } of begun) {
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Begun {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with the first line that matches, said already or yet to come; rejects when the process ends without it. */
  said(pattern: RegExp, after?: number): Promise<RegExpExecArray>;
  /** Resolves with the exit code, when all output has been read. */
  readonly ended: Promise<number | null>;
}

function begin([program = '', ...words]: string[], env: NodeJS.ProcessEnv): Begun {
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const said = (pattern: RegExp, after = 0) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = lines.slice(after).map((line) => pattern.exec(line));
        const first = found.find((match) => match !== null);
        if (first) {
          waiting.delete(look);
          resolve(first);
        }
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without saying ${pattern}:\n${lines.join('\n')}`)));
    });
  return { child, lines, said, ended };
}
