// How does a file come into being whole, readable by its owner alone, and only if nobody else has made it?
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';

/** Writes a new file; false when there is one already, which stays as it is. Whoever sees the file sees all of it, even after a power cut. */
export function writeOnce(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  } finally {
    rmSync(draft);
  }
}
