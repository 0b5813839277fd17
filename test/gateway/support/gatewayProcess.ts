// How does a test run the compiled gateway as an operator does: a process with an environment and signals?
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { freePort } from '#start/ports';

const script = resolve(__dirname, '..', '..', '..', 'dist', 'gateway', 'main.js');

export interface GatewayProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Asks it to stop; answers with its exit code. */
  stop(): Promise<number | null>;
}

/** Processes that a test started, none of which outlives it. */
export class GatewayProcesses {
  readonly #running = new Set<ChildProcess>();

  /** Resolves when the gateway says that it is ready. */
  async run(environment: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    if (!existsSync(script)) throw new Error('These are the compiled processes: run "npm run build" first, or "npm test".');
    const port = await freePort();
    const env = { PATH: process.env.PATH, LOG_LEVEL: 'error', PORT: String(port), ...environment };
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#running.add(child);
    const exited = once(child, 'exit').then(([code]) => {
      this.#running.delete(child);
      return code as number | null;
    });
    const early = exited.then((code) => Promise.reject(new Error(`the gateway ended by ${code} before it was ready`)));
    await Promise.race([once(child, 'message'), early]);
    early.catch(() => undefined);
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
