// How does a process give back the memory that only its start needed?
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects everything once, which stops the process for about a tenth of a second: for the moment before it says that it is ready.
 * Compiling hundreds of modules and building schemas leaves more garbage than is kept, and the engine lets its heap grow from the
 * size it has at its first whole collection, which otherwise comes under load, when all that counts as in use.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  setFlagsFromString('--no-expose-gc');
}
