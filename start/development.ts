// Watches the sources for `npm run dev`: compiles what changes, and starts again the one process that runs it.
import { type FSWatcher, watch } from 'node:fs';
import { basename, join, sep } from 'node:path';
import type { Say } from './cluster';

/** A process that can be started again. */
export interface Restartable {
  readonly name: string;
  restart(): Promise<void>;
}

/** Editors write a file in several steps, and a change of branch touches many: the time without a change before anything happens, in milliseconds. */
const quiet = 150;

/** The processes that run a file, by its path from the root of the project; null for a file of `npm start` itself. */
export function runnersOf(file: string): readonly string[] | null {
  const [top, second] = file.split(sep);
  if (top === 'start') return null;
  if (top === 'services' && second !== 'kit') return [second ?? ''];
  if (top === 'services') return ['partnership', 'advocacy', 'gateway'];
  return ['gateway'];
}

export interface Watched {
  readonly root: string;
  /** From the root. */
  readonly folders: readonly string[];
  /** Compiles what has changed; rejects when a file is no TypeScript, and then nothing is started again. */
  readonly compile: () => Promise<unknown>;
  readonly processes: readonly Restartable[];
  readonly say: Say;
}

/** Watches until the returned function is called. */
export function watchSources({ root, folders, compile, processes, say }: Watched): () => void {
  const changed = new Set<string>();
  let waiting: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const take = async () => {
    const files = [...changed];
    changed.clear();
    const names = new Set(files.flatMap((file) => runnersOf(file) ?? []));
    const what = files.length === 1 ? files[0] : `${files.length} files`;
    if (files.some((file) => runnersOf(file) === null)) say(`${what} changed: stop npm run dev and start it again to use it.`);
    try {
      await compile();
    } catch (fault) {
      return say(`${what} changed; the processes keep running their old code:\n${(fault as Error).message}`);
    }
    const affected = processes.filter(({ name }) => names.has(name));
    if (affected.length === 0) return;
    const began = performance.now();
    say(`${what} changed: starting ${affected.map(({ name }) => name).join(', ')} again.`);
    await Promise.all(affected.map((each) => each.restart()));
    say(`Ready again after ${((performance.now() - began) / 1_000).toFixed(1)} s.`);
  };
  const notice = (folder: string) => (_event: string, name: string | null) => {
    if (!name || !/\.(ts|sql|graphql|css|js|json|svg)$/.test(name) || basename(name) === 'tables.sql') return;
    changed.add(join(folder, name));
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      working = working.then(take).catch((fault: Error) => say(fault.message));
    }, quiet);
  };
  const watchers: FSWatcher[] = folders.map((folder) => watch(join(root, folder), { recursive: true }, notice(folder)));
  return () => {
    clearTimeout(waiting);
    for (const watcher of watchers) watcher.close();
  };
}
