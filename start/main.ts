// What does `npm start` do? It brings up PostgreSQL, both subgraphs and the gateway, keeps them running, and takes them down in order.
import { settingsOrExit } from '#kit/lifecycle';
import { serverAccount } from './account';
import { announcement } from './announcement';
import { type DatabaseUrls, listenersOf, readStartSettings } from './config';
import { conflicts } from './conflicts';
import { ensureDatabases } from './databases';
import { claim, dataFolder, makeFolder } from './dataFolder';
import { launchPostgres } from './embedded';
import { keepRunning } from './keepRunning';
import { launchProcess, type Program } from './nodeProcess';
import { passwordsOf } from './passwords';
import { programs } from './programList';
import { Supervisor } from './supervisor';

const print = (name: string, line: string) => void process.stdout.write(`[${name}] ${line}\n`);
const say = (line: string) => print('start', line);
const supervisor = new Supervisor();
let release = () => {};
let ending = false;

/** Takes everything down, once. npm repeats signals, so a second one changes nothing; every step of the way down has its deadline. */
async function end(code: number, why: string): Promise<void> {
  if (ending) return;
  ending = true;
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

async function start(): Promise<void> {
  const settings = settingsOrExit(() => readStartSettings(process.env));
  const folder = settings.databases ? null : dataFolder(settings.DATA_DIR, serverAccount());
  const obstacles = await conflicts(listenersOf(settings), folder, say);
  if (obstacles.length > 0) {
    process.stderr.write(`Shelfbridge can not start:\n${obstacles.map((line) => `  ${line}\n`).join('')}`);
    process.exit(1);
  }
  const databases = settings.databases ?? (await embeddedDatabases(folder as string, settings.POSTGRES_PORT));
  const { subgraphs, gateway } = programs(settings, databases, process.env);
  const kept = (program: Program) => () => keepRunning(program.name, () => launchProcess(program, print), say);
  // All three at once: the gateway needs the subgraphs only when it is asked something.
  await Promise.all([supervisor.add(...subgraphs.map(kept)), supervisor.add(kept(gateway))]);
  process.stdout.write(`${announcement(settings, folder, process.uptime())}\n`);
}

async function embeddedDatabases(folder: string, port: number): Promise<DatabaseUrls> {
  makeFolder(folder, serverAccount());
  release = claim(folder);
  say(`The rows are in ${folder}.`);
  const options = { folder, port, say: (line: string) => print('postgres', line) };
  await supervisor.add(() => keepRunning('PostgreSQL', () => launchPostgres(options), say));
  return await ensureDatabases(port, passwordsOf(folder));
}

// A reader that went away (a closed terminal, `| head`) is no reason to leave the children alone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0, signal));
void supervisor.givenUp.then((reason) => end(1, reason));
start().catch((fault: Error) => end(1, fault.message));
