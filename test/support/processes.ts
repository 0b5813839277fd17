// How a test runs services as the processes they are in production. A run of the tests begins by compiling what has changed.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFile } from '#kit/words/projectFile';
import { freePort } from '#start/ports';

type Environment = Readonly<Record<string, string>>;

/** How Node runs a compiled file: as `npm start` does, which finds the modules of a process that ran before already compiled. */
function launchOf(script: string, environment: Environment, root = projectFile()) {
  const name = `${script.replaceAll(/\W+/g, '-')}.code`;
  return {
    words: ['--require', join(root, 'dist', 'start', 'codeCache.js'), join(root, 'dist', script)],
    env: { PATH: process.env.PATH, CODE_CACHE: join(root, 'dist', 'cache', name), ...environment },
  };
}

/** Runs a compiled file, of this project or of another folder, and resolves when the process says that it is ready. @throws when it ends before */
export async function runProcess(script: string, environment: Environment, root?: string): Promise<ChildProcess> {
  const { words, env } = launchOf(script, { LOG_LEVEL: 'error', ...environment }, root);
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(([code, by]) => {
    throw new Error(`${script} ended by ${by ?? code} before it was ready`);
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return child;
}

/** Runs a compiled command to its end. */
export function finishProcess(script: string, environment: Environment, words: readonly string[] = []) {
  const launch = launchOf(script, environment);
  const { status, stdout, stderr } = spawnSync(process.execPath, [...launch.words, ...words], {
    env: launch.env,
    encoding: 'utf8',
  });
  return { code: status, output: `${stdout}${stderr}` };
}

/** What a command does with these words and settings, and what it says, without a process of its own. */
export async function finishHere(
  command: (words: readonly string[], environment: Environment, say: (text: string) => void) => Promise<number>,
  environment: Environment,
  words: readonly string[] = [],
) {
  let output = '';
  const code = await command(words, environment, (text) => (output += text));
  return { code, output };
}

/** Runs a compiled command, and ends it as Ctrl-C does once it is so far. */
export async function endProcess(
  script: string,
  environment: Environment,
  words: readonly string[],
  isSoFar: () => Promise<unknown>,
) {
  const launch = launchOf(script, environment);
  const child = spawn(process.execPath, [...launch.words, ...words], { env: launch.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const over = once(child, 'close');
  await isSoFar();
  child.kill('SIGINT');
  return { code: (await over)[0] as number | null, output };
}

export interface GatewayProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Asks it to stop; answers with its exit code. */
  stop(): Promise<number | null>;
}

/** Gateways that a test started, none of which outlives it. */
export class GatewayProcesses {
  readonly #running = new Set<ChildProcess>();

  /** Resolves when the gateway says that it is ready. */
  async run(environment: Environment): Promise<GatewayProcess> {
    const port = await freePort();
    const child = await runProcess('gateway/main.js', { PORT: String(port), ...environment });
    this.#running.add(child);
    const exited = once(child, 'exit').then(([code]) => {
      this.#running.delete(child);
      return code as number | null;
    });
    return {
      url: `http://127.0.0.1:${port}/graphql`,
      process: child,
      stop() {
        child.kill('SIGTERM');
        return exited;
      },
    };
  }

  kill(): void {
    for (const child of this.#running) child.kill('SIGKILL');
  }
}
