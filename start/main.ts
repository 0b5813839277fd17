// What `npm start` does: brings up PostgreSQL, both subgraphs and the gateway, keeps them running, and stops them in order.

import { randomBytes } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import { settingsOrExit } from '#kit/process/lifecycle';
import { projectFile } from '#kit/words/projectFile';
import { launchProcess, modulesOf, type Print, type Program, programs, readable, readEverySetting } from './children';
import { foreignRows, installedMajor, type Say } from './cluster';
import { type Foundations, gatewayUrl, listenersOf, metricsPorts, type StartSettings } from './config';
import { claim, dataFolder, makeFolder, serverAccount } from './dataFolder';
import { conflicts } from './ports';
import { databaseUrls, ensureDatabases, launchPostgres } from './postgres';
import { whenParentEnds } from './processes';
import { issuerKey, passwordsOf, publicHalf, signatureKeyOf } from './secrets';
import { type Kept, keepRunning, patientTolerance, Supervisor, usualTolerance } from './supervisor';

/** What the program that starts us knows and can do. */
export interface Launch {
  /** Our parent, remembered before anything else was loaded: a parent may end at any time. */
  readonly parent: number;
  /** Brings the compiled files up to date. */
  readonly compile: () => Promise<unknown>;
  /** Folders, from the root of the project, whose changes restart the processes that run them: `npm run dev`. */
  readonly watched: readonly string[];
}

const print: Print = (name, line) => void process.stdout.write(line === '' ? '\n' : `[${name}] ${line}\n`);
const say = (line: string) => print('start', line);
const newKey = () => randomBytes(32).toString('hex');
const supervisor = new Supervisor();
let release = () => {};
let stopWatching = () => {};
let ending = false;

/** Stops everything, once. npm repeats signals, so a second one changes nothing; every step has its deadline. */
async function end(code: number, why: string): Promise<void> {
  if (ending) return;
  ending = true;
  stopWatching();
  say(why);
  say('Stopping.');
  try {
    await supervisor.stop();
    release();
    say('Stopped.');
    process.exit(code);
  } catch (fault) {
    say((fault as Error).message);
    process.exit(1);
  }
}

async function start({ compile, watched }: Launch): Promise<void> {
  const settings = settingsOrExit(() => readEverySetting(process.env));
  const folder = settings.foundations ? null : dataFolder(settings.DATA_DIR, serverAccount());
  const foreign = folder === null ? null : foreignRows(join(folder, 'postgres'), installedMajor());
  const obstacles = [...(foreign === null ? [] : [foreign]), ...(await conflicts(listenersOf(settings), folder, say))];
  if (obstacles.length > 0) {
    process.stderr.write(`Shelfbridge cannot start:\n${obstacles.map((line) => `  ${line}\n`).join('')}`);
    process.exit(1);
  }
  say(`Starting ${folder === null ? '' : 'PostgreSQL, '}both subgraphs and the gateway.`);
  const foundations = settings.foundations ?? prepare(folder as string, settings);
  const trust = {
    gatewayKeys: { partnership: settings.PARTNERSHIP_KEY ?? newKey(), advocacy: settings.ADVOCACY_KEY ?? newKey() },
    localIssuerKey: folder === null || settings.NODE_ENV === 'production' ? null : publicHalf(issuerKey(folder)),
  };
  const { subgraphs, gateway } = programs(settings, foundations, trust, process.env);
  const show: Print =
    (settings.LOG_FORMAT ?? (settings.NODE_ENV === 'production' ? 'json' : 'plain')) === 'json'
      ? print
      : (name, line) => {
          for (const each of readable(line, settings.LOG_LEVEL === 'debug')) print(name, each);
        };
  const kept = new Map<string, Kept>();
  const tolerance = watched.length > 0 ? patientTolerance : usualTolerance;
  const keep = (program: Program) => () => {
    const part = keepRunning(program.name, () => launchProcess(program, show), say, tolerance);
    kept.set(program.name, part);
    return part;
  };
  // Everything as soon as it can: the subgraphs load their modules, and the gateway needs them only when it is asked something.
  const compiled = compile();
  const go = settings.foundations ? Promise.resolve() : serveDatabases(folder as string, settings);
  const early = subgraphs.map((program) => ({ ...program, early: { modules: modulesOf(program), go } }));
  await Promise.all([
    go,
    compiled.then(() => supervisor.add(1, ...early.map(keep))),
    compiled.then(() => supervisor.add(2, keep(gateway))),
  ]);
  process.stdout.write(`${announcement(settings, folder, process.uptime())}\n`);
  if (watched.length === 0 || ending) return;
  const processes = [...kept].map(([name, part]) => ({ name, restart: () => part.restart() }));
  stopWatching = watchSources({ root: projectFile(), folders: watched, compile, processes, say });
  say(`Watching ${watched.join(', ')}: a change restarts the process that runs it; the data stay.`);
}

/** Makes and claims the data folder, with its secrets. */
function prepare(folder: string, { DATA_DIR, POSTGRES_PORT: port, SIGNATURE_KEY }: StartSettings): Foundations {
  const wanted = resolve(DATA_DIR);
  if (folder !== wanted) say(`PostgreSQL does not run as root, and ${wanted} is closed to others: the rows are in ${folder}.`);
  makeFolder(folder, serverAccount());
  release = claim(folder);
  const signatureKey = SIGNATURE_KEY ?? signatureKeyOf(folder);
  return { databases: databaseUrls(port, passwordsOf(folder)), signatureKey };
}

/** Starts the embedded PostgreSQL, and makes both databases when they are missing. */
async function serveDatabases(folder: string, { POSTGRES_PORT: port }: StartSettings): Promise<void> {
  const options = { folder, port, say: (line: string) => print('postgres', line) };
  await supervisor.add(0, () => keepRunning('PostgreSQL', () => launchPostgres(options), say));
  await ensureDatabases(port, passwordsOf(folder));
}

/** What a person needs to know once everything runs: the addresses, where the rows are, and how to stop. */
function announcement(settings: StartSettings, folder: string | null, seconds: number): string {
  const gateway = gatewayUrl(settings);
  const rows: [string, string][] = [
    ['Pages', `${gateway}/`],
    ...(folder === null || settings.NODE_ENV === 'production'
      ? []
      : [
          ['Sign in', `${gateway}/account/sign-in (on this machine as anybody: the committee, staff of a library, ...)`] as [
            string,
            string,
          ],
        ]),
    ['GraphQL', `${gateway}/graphql`],
    ['Health', `${gateway}/health`],
    ['Ready', `${gateway}/ready`],
    ...metricsPorts(settings.METRICS_PORT)
      .slice(0, 1)
      .map((port): [string, string] => [
        'Metrics',
        `http://127.0.0.1:${port}/metrics, and on the next two ports those of the subgraphs`,
      ]),
    [
      'Subgraphs',
      `partnership on port ${settings.PARTNERSHIP_PORT}, advocacy on port ${settings.ADVOCACY_PORT} (this machine only)`,
    ],
    ['Data', folder === null ? 'your databases' : `${folder} (PostgreSQL on port ${settings.POSTGRES_PORT}, this machine only)`],
    ['Stop', 'Ctrl-C'],
  ];
  return [
    '',
    `Shelfbridge is ready after ${seconds.toFixed(1)} s.`,
    '',
    ...rows.map(([name, text]) => `  ${name.padEnd(11)}${text}`),
    '',
  ].join('\n');
}

/** Starts, and stays until a signal, the end of npm, or a part that has to be given up. */
export function launch(how: Launch): void {
  // A reader that went away (a closed terminal, `| head`) is no reason to leave the children alone.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0, signal));
  // A killed npm leaves us behind, out of reach of Ctrl-C. Started by hand we may outlive the shell, as under nohup.
  if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(how.parent, () => end(0, 'npm has ended'));
  void supervisor.givenUp.then((reason) => end(1, reason));
  start(how).catch((fault: Error) => end(1, fault.message));
}

if (require.main === module) launch({ parent: process.ppid, compile: async () => {}, watched: [] });

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
  if (top === 'services' || top === 'languages') return ['partnership', 'advocacy', 'gateway'];
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
