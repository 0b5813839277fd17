// How does a test run a service as the process it is in production, from the sources as they are now?
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';

const repository = join(__dirname, '..', '..');

/** Compiled services in a folder of their own. */
export interface Compiled {
  /** Runs a file of it, and resolves when the process says that it is ready. @throws when it ends before */
  run(script: string, environment: Record<string, string>): Promise<ChildProcess>;
  /** Runs a command of it to its end. */
  finish(
    script: string,
    environment: Record<string, string>,
    words?: readonly string[],
  ): { readonly code: number | null; readonly output: string };
  clear(): void;
}

/** Compiles folders of the repository into another folder, without checking types. They find packages, data and migrations beside them. */
export function compileInto(folder: string, ...sources: string[]): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const { imports } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  write('package.json', JSON.stringify({ imports }));
  for (const shared of ['node_modules', 'data', 'services']) symlinkSync(join(repository, shared), join(folder, shared));
  for (const source of sources) {
    for (const file of readdirSync(join(repository, source), { recursive: true, encoding: 'utf8' })) {
      const path = join(repository, source, file);
      if (file.endsWith('.ts')) {
        const { code } = transformFileSync(path, { swcrc: true, cwd: repository, root: repository });
        write(join('dist', source, file.replace(/ts$/, 'js')), code);
      }
    }
  }
}

/** Compiles the kit and some services into a folder of their own. */
export function compile(...services: string[]): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-compiled-'));
  compileInto(folder, ...['kit', ...services].map((name) => join('services', name)));
  return {
    async run(script, environment) {
      const env = { PATH: process.env.PATH, LOG_LEVEL: 'error', ...environment };
      const child = spawn(process.execPath, [join(folder, 'dist', script)], {
        env,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const ended = once(child, 'exit').then(([code, by]) => {
        throw new Error(`${script} ended by ${by ?? code} before it was ready`);
      });
      await Promise.race([once(child, 'message'), ended]);
      ended.catch(() => undefined);
      return child;
    },
    finish(script, environment, words = []) {
      const env = { PATH: process.env.PATH, ...environment };
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'dist', script), ...words], {
        env,
        encoding: 'utf8',
      });
      return { code: status, output: `${stdout}${stderr}` };
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
