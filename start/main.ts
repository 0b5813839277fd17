// What does `npm start` do? It brings up PostgreSQL, both subgraphs and the gateway, keeps them running, and takes them down in order.
import './parent'; // before all others, because it remembers who started us
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { settingsOrExit } from '../services/kit/process/lifecycle';
import { serverAccount } from './account';
import { announcement } from './announcement';
import { type Foundations, listenersOf, readStartSettings, type StartSettings } from './config';
import { conflicts } from './conflicts';
import { ensureDatabases } from './databases';
import { claim, dataFolder, makeFolder } from './dataFolder';
import { launchPostgres } from './embedded';
import { keepRunning } from './keepRunning';
import { issuerKey, publicHalf } from './localIssuer';
import { launchProcess, type Program } from './nodeProcess';
import { whenParentEnds } from './parent';
import { programs } from './programList';
import { passwordsOf, signatureKeyOf } from './secrets';
import { Supervisor } from './supervisor';

const print = (name: string, line: string) => void process.stdout.write(`[${name}] ${line}\n`);
const say = (line: string) => print('start', line);
const newKey = () => randomBytes(32).toString('hex');
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
  const folder = settings.foundations ? null : dataFolder(settings.DATA_DIR, serverAccount());
  const obstacles = await conflicts(listenersOf(settings), folder, say);
  if (obstacles.length > 0) {
    process.stderr.write(`Shelfbridge can not start:\n${obstacles.map((line) => `  ${line}\n`).join('')}`);
    process.exit(1);
  }
  say(`Starting ${folder === null ? '' : 'PostgreSQL, '}both subgraphs and the gateway.`);
  const foundations = settings.foundations ?? (await embedded(folder as string, settings));
  const trust = {
    gatewayKeys: { partnership: settings.PARTNERSHIP_KEY ?? newKey(), advocacy: settings.ADVOCACY_KEY ?? newKey() },
    localIssuerKey: folder === null || settings.NODE_ENV === 'production' ? null : publicHalf(issuerKey(folder)),
  };
  const { subgraphs, gateway } = programs(settings, foundations, trust, process.env);
  const kept = (program: Program) => () => keepRunning(program.name, () => launchProcess(program, print), say);
  // All three at once: the gateway needs the subgraphs only when it is asked something.
  await Promise.all([supervisor.add(...subgraphs.map(kept)), supervisor.add(kept(gateway))]);
  process.stdout.write(`${announcement(settings, folder, process.uptime())}\n`);
}

async function embedded(folder: string, { DATA_DIR, POSTGRES_PORT: port, SIGNATURE_KEY }: StartSettings): Promise<Foundations> {
  const wanted = resolve(DATA_DIR);
  if (folder !== wanted) say(`PostgreSQL does not run as root, and ${wanted} is closed to others: the rows are in ${folder}.`);
  makeFolder(folder, serverAccount());
  release = claim(folder);
  const signatureKey = SIGNATURE_KEY ?? signatureKeyOf(folder);
  const options = { folder, port, say: (line: string) => print('postgres', line) };
  await supervisor.add(() => keepRunning('PostgreSQL', () => launchPostgres(options), say));
  return { databases: await ensureDatabases(port, passwordsOf(folder)), signatureKey };
}

// A reader that went away (a closed terminal, `| head`) is no reason to leave the children alone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0, signal));
// A killed npm leaves us behind, out of reach of Ctrl-C. Started by hand we may outlive the shell, as under nohup.
if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(() => end(0, 'npm has ended'));
void supervisor.givenUp.then((reason) => end(1, reason));
start().catch((fault: Error) => end(1, fault.message));
