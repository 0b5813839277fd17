// Where is a file of the project, whether this code runs compiled or not, and from whichever folder?
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path of a file given from the root of the project, which is the nearest folder above with a package.json. */
export function projectFile(...parts: readonly string[]): string {
  return join(rootAbove(__dirname), ...parts);
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}
