// Loads the modules of a process while what it rests on is still starting, and runs it when it is let go: node early.js MODULES SCRIPT
// Until then it holds nothing open and handles no signal, so any signal ends it at once, and so does the end of `npm start`.
import 'reflect-metadata';
import { projectFile } from '../services/kit/words/projectFile';

/** The message by which `npm start` lets such a process go. */
export const goMessage = { go: true } as const;

/** What a process can do before it is let go. */
export interface Early {
  /** The file whose modules are loaded. */
  readonly modules: string;
  /** Resolves when the process may go; when it rejects, the process is never let go, and its end is the caller's to ask for. */
  readonly go: Promise<unknown>;
}

/** The arguments of Node for a script that may load its modules early. */
export const earlyArguments = (script: string, early: Early | undefined): string[] =>
  early ? [projectFile('dist', 'start', 'early.js'), early.modules, script] : [script];

if (require.main === module) {
  const [modules, script] = process.argv.slice(2) as [string, string];
  require(modules);
  process.once('message', () => require(script));
}
