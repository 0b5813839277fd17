// Where do the clients of dashboards come from, for those who try and measure them: their pinned packages, in a folder of their own.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFile } from '../services/kit/words/projectFile';

const run = promisify(execFile);

/** Installs by the lock of a folder. @throws Error in words when the packages cannot be had */
async function install(folder: string, what: string): Promise<void> {
  await run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder }).catch((error: Error) => {
    throw new Error(`The packages of ${what} could not be installed. This needs the public registry. ${error.message}`);
  });
}

/** A new folder with all clients of the matrix, Relay's documents compiled. Remove it afterwards. */
export async function installClients(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-clients-'));
  cpSync(projectFile('bench', 'clients'), folder, { recursive: true });
  cpSync(projectFile('schema', 'api.graphql'), join(folder, 'api.graphql'));
  mkdirSync(join(folder, 'src', '__generated__'), { recursive: true });
  writeFileSync(join(folder, 'persisted.json'), '{}');
  await install(folder, 'the clients');
  await run('npx', ['relay-compiler'], { cwd: folder });
  return folder;
}

/** Installs and builds an example below a folder, as a developer who copies it does; returns what a server of files would serve. */
export async function buildExample(name: string, below: string): Promise<string> {
  const [copy, schema] = [join(below, 'examples', name), join(below, 'schema', 'api.graphql')];
  const wanted = (path: string) => !/node_modules|\/dist$/.test(path);
  cpSync(projectFile('examples', name), copy, { recursive: true, filter: wanted });
  cpSync(projectFile('schema', 'api.graphql'), schema);
  await install(copy, `examples/${name}`);
  await run('npm', ['run', 'build'], { cwd: copy });
  return join(copy, 'dist');
}
