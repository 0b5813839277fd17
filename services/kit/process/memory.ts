// How does a process give back the memory that only its start, or an hour of many requests, needed?
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options?: { readonly type: 'minor' }) => void;

function collect(...options: Parameters<Collect>): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as Collect)(...options);
  setFlagsFromString('--no-expose-gc');
}

/**
 * Collects everything once, which stops the process for about a tenth of a second: for the moment before it says that it is ready.
 * Compiling hundreds of modules and building schemas leaves more garbage than is kept, and the engine lets its heap grow from the
 * size it has at its first whole collection, which otherwise comes under load, when all that counts as in use.
 */
export function collectGarbage(): void {
  collect();
}

/** What a quiet process may keep for new objects, and what it may allocate between two looks, in bytes. */
const [mostKept, mostAllocated] = [4_000_000, 4_000_000];

const keptForNew = () => getHeapSpaceStatistics().find((each) => each.space_name === 'new_space')?.space_size ?? 0;

/**
 * Gives back what the engine keeps for new objects, up to 32 MB, whenever the process is quiet: it gives that back at a collection, and
 * a quiet process has none. Collecting new objects takes a millisecond or two.
 */
export function giveBackWhenQuiet(lookEveryMs = 10_000): void {
  let before = process.memoryUsage().heapUsed;
  setInterval(() => {
    const { heapUsed } = process.memoryUsage();
    const allocated = heapUsed - before;
    if (allocated >= 0 && allocated < mostAllocated && keptForNew() > mostKept) collect({ type: 'minor' });
    before = process.memoryUsage().heapUsed;
  }, lookEveryMs).unref();
}
