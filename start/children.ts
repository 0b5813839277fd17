// The three Node processes of Shelfbridge: their settings, and how each runs as our child process.

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { settings as advocacy } from '#advocacy/config';
import { readGatewaySettings } from '#gateway/settings';
import { settings as partnership } from '#partnership/config';
import { readyMessage } from '../services/kit/process/lifecycle';
import { BadEnvironment, readSettings } from '../services/kit/words/config';
import { projectFile } from '../services/kit/words/projectFile';
import { type Foundations, gatewayUrl, metricsPorts, readStartSettings, type StartSettings } from './config';
import { type Early, earlyArguments, goMessage } from './early';
import { signal } from './processes';
import { contactKeysFrom, sessionKeysFrom } from './secrets';
import type { Run } from './supervisor';

/** A process to run: its name, the compiled file it begins with and the settings it gets. */
export interface Program {
  readonly name: string;
  readonly script: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Left out where it runs at once. */
  readonly early?: Early;
}

/** Receives one line, and the name of the process it came from. */
export type Print = (name: string, line: string) => void;

/** The compiled files. */
const compiled = projectFile('dist');

/** How long a process may take to stop before it is killed, in milliseconds. */
export const usualPatience = 5_000;

/** Starts a program. It is the leader of a process group of its own, and learns of our death by the end of its IPC channel. */
export function launchProcess({ name, script, environment, early }: Program, print: Print, patience = usualPatience): Run {
  const child = spawn(
    process.execPath,
    ['--require', join(compiled, 'start', 'codeCache.js'), ...earlyArguments(script, early)],
    {
      env: { CODE_CACHE: join(compiled, 'cache', `${name}.code`), ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => print(name, line));
  }
  // Nobody listens any more when it has ended meanwhile.
  early?.go.then(() => child.connected && child.send(goMessage, () => {})).catch(() => {});
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, by) => resolve(by ?? `exit code ${code}`));
    child.once('error', (fault) => resolve(fault.message));
  });
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if ((message as Partial<typeof readyMessage>).ready === readyMessage.ready) resolve();
    });
  });
  const stop = async () => {
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = new AbortController();
    const timely = await Promise.race([
      ended.then(() => true),
      pause(patience, false, { signal: late.signal }).catch(() => true),
    ]);
    late.abort();
    if (!timely) {
      print(name, `did not stop within ${patience / 1000} s: sending SIGKILL`);
      signal(-pid, 'SIGKILL');
    }
    await ended;
  };
  return { ready, ended, stop };
}

/** The file of a subgraph that loads all its modules and runs nothing. */
export const modulesOf = ({ script }: Program): string => join(dirname(script), 'subgraph.js');

/** What some processes know and others must not. */
export interface Trust {
  /** By which each subgraph knows the gateway. */
  readonly gatewayKeys: Readonly<Record<'partnership' | 'advocacy', string>>;
  /** The public key of the local issuer; null where it is not to be believed. */
  readonly localIssuerKey: string | null;
}

const secrets = [
  'PARTNERSHIP_DATABASE_URL',
  // One address cannot be that of both databases.
  'DATABASE_DIRECT_URL',
  'ADVOCACY_DATABASE_URL',
  'SIGNATURE_KEY',
  'CONTACT_KEY',
  'GATEWAY_KEY',
  'PARTNERSHIP_KEY',
  'ADVOCACY_KEY',
  'RATE_LIMIT_DATABASE_URL',
  'LINK_KEY',
  'SMTP_URL',
  'SESSION_KEY',
  'OIDC_CLIENT_SECRET',
  'NATS_URL',
];

/** Both subgraphs and the gateway above them. Each inherits our environment, except for the secrets of the others. */
export function programs(
  settings: StartSettings,
  { databases, signatureKey }: Foundations,
  { gatewayKeys, localIssuerKey }: Trust,
  environment: NodeJS.ProcessEnv,
) {
  const inherited = {
    // Node 22 and later keep compiled ES modules here, which codeCache.ts leaves to Node.
    NODE_COMPILE_CACHE: join(compiled, 'cache'),
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !secrets.includes(name.replace(/_FILE$/, '')))),
  };
  const { SEED, LOG_LEVEL } = settings;
  const mailsAreFiles = !environment.SMTP_URL && !environment.SMTP_URL_FILE;
  const mailing = {
    MAIL_FOLDER: join(settings.DATA_DIR, 'mail'),
    PUBLIC_URL: gatewayUrl(settings),
    SHOW_MAIL: String(mailsAreFiles && settings.foundations === null && settings.NODE_ENV !== 'production'),
    ...pick(environment, 'PUBLIC_URL', 'MAIL_FOLDER', 'SHOW_MAIL', 'SMTP_URL', 'SMTP_URL_FILE'),
  };
  const [ofGateway, ...ofSubgraphs] = metricsPorts(settings.METRICS_PORT);
  const metricsAt = (port: number | undefined): NodeJS.ProcessEnv => ({
    METRICS_PORT: port === undefined ? '' : String(port),
    METRICS_HOST: settings.METRICS_HOST,
  });
  const subgraph = (name: 'partnership' | 'advocacy', port: number): Program => ({
    name,
    script: join(compiled, 'services', name, 'main.js'),
    environment: {
      ...inherited,
      ...mailing,
      ...metricsAt(ofSubgraphs[name === 'partnership' ? 0 : 1]),
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: databases[name],
      GATEWAY_KEY: gatewayKeys[name],
      SEED,
      LOG_LEVEL,
    },
  });
  const address = (port: number) => `http://127.0.0.1:${port}/graphql`;
  const gateway: Program = {
    name: 'gateway',
    script: join(compiled, 'gateway', 'main.js'),
    environment: {
      SUPERGRAPH_CHECKED: join(compiled, 'cache', 'supergraph.checked'),
      ...inherited,
      ...pick(
        environment,
        'RATE_LIMIT_DATABASE_URL',
        'RATE_LIMIT_DATABASE_URL_FILE',
        'OIDC_CLIENT_SECRET',
        'OIDC_CLIENT_SECRET_FILE',
      ),
      SESSION_KEY: settings.SESSION_KEY ?? sessionKeysFrom(signatureKey),
      PARTNERSHIP_KEY: gatewayKeys.partnership,
      ADVOCACY_KEY: gatewayKeys.advocacy,
      ...(localIssuerKey !== null && { LOCAL_ISSUER_KEY: localIssuerKey }),
      ...metricsAt(ofGateway),
      HOST: settings.HOST,
      PORT: String(settings.PORT),
      PARTNERSHIP_URL: address(settings.PARTNERSHIP_PORT),
      ADVOCACY_URL: address(settings.ADVOCACY_PORT),
      LOG_LEVEL,
    },
  };
  const partnership = subgraph('partnership', settings.PARTNERSHIP_PORT);
  const advocacy = subgraph('advocacy', settings.ADVOCACY_PORT);
  Object.assign(advocacy.environment, pick(environment, 'LINK_KEY', 'LINK_KEY_FILE', 'NATS_URL', 'NATS_URL_FILE'), {
    SIGNATURE_KEY: signatureKey,
    PARTNERSHIP_URL: address(settings.PARTNERSHIP_PORT),
  });
  partnership.environment.CONTACT_KEY = settings.CONTACT_KEY ?? contactKeysFrom(signatureKey);
  return { subgraphs: [partnership, advocacy], gateway };
}

/**
 * The settings of `npm start`, once it is known that all three processes can use theirs as well.
 * @throws BadEnvironment naming the faults of all four, each once
 */
export function readEverySetting(environment: NodeJS.ProcessEnv): StartSettings {
  const faults: string[] = [];
  const hear = <Read>(read: () => Read): Read | undefined => {
    try {
      return read();
    } catch (fault) {
      if (!(fault instanceof BadEnvironment)) throw fault;
      // The same setting of two processes has the same fault.
      const known = faults.map(settingIn);
      faults.push(...fault.faults.filter((each) => !known.includes(settingIn(each))));
      return undefined;
    }
  };
  const settings = hear(() => readStartSettings(environment));
  // What `npm start` reads itself and hands on stands here with values that can be used.
  const usual = readStartSettings({ NODE_ENV: environment.NODE_ENV });
  const key = '00'.repeat(32);
  const databases = { partnership: 'postgres://localhost/partnership', advocacy: 'postgres://localhost/advocacy' };
  const trust = { gatewayKeys: { partnership: key, advocacy: key }, localIssuerKey: null };
  const { subgraphs, gateway } = programs(usual, { databases, signatureKey: key }, trust, environment);
  const [ofPartnership, ofAdvocacy] = subgraphs.map((each) => each.environment) as [NodeJS.ProcessEnv, NodeJS.ProcessEnv];
  hear(() => readGatewaySettings(gateway.environment));
  hear(() => readSettings(partnership, ofPartnership));
  hear(() => readSettings(advocacy, ofAdvocacy));
  if (settings === undefined || faults.length > 0) throw new BadEnvironment(faults);
  return settings;
}

const settingIn = (fault: string) => fault.split(/[: ]/)[0];

/** Those of the settings that are set. */
const pick = (environment: NodeJS.ProcessEnv, ...names: string[]): NodeJS.ProcessEnv =>
  Object.fromEntries(names.filter((name) => environment[name] !== undefined).map((name) => [name, environment[name]]));

/** How a process marks a line that shows the private link of a mail. */
export const mailMark = 'MAIL  ';

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
  readonly [field: string]: unknown;
}

/** What every line of a process repeats, and nobody reads in a terminal. */
const usual = ['level', 'time', 'pid', 'hostname', 'name', 'msg', 'err'];
const [warning, error] = [40, 50];

/** The lines to print for one line of output: none for a request, unless requests are asked for; several for an error with its stack. */
export function readable(line: string, withRequests: boolean): readonly string[] {
  if (line.startsWith(mailMark)) return ['', line, ''];
  const entry = logLine(line);
  if (entry === null) return [line];
  if (entry.msg === 'request') return entry.level >= error || withRequests ? [requestLine(entry)] : [];
  const level = entry.level >= error ? 'ERROR: ' : entry.level >= warning ? 'Warning: ' : '';
  const fields = Object.entries(entry).flatMap(([name, value]) => (usual.includes(name) ? [] : [inWords(name, value)]));
  const cause = entry.err?.message ? `: ${entry.err.message}` : '';
  const stack = entry.level >= error ? (entry.err?.stack?.split('\n').filter((each) => /^\s+at /.test(each)) ?? []) : [];
  return [`${level}${entry.msg}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}${cause}`, ...stack];
}

/** A request as a developer reads it; one that failed by our fault is always shown. */
function requestLine({ level, method, path, status, ms, operation, code }: LogLine): string {
  const what = [method, path, operation, status, code].filter((each) => each !== undefined && each !== null).join(' ');
  return `${level >= error ? 'ERROR: ' : ''}${what}, ${ms} ms`;
}

function logLine(line: string): LogLine | null {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line);
    return typeof entry.level === 'number' && typeof entry.msg === 'string' ? entry : null;
  } catch {
    return null;
  }
}

/** `16 migrations`, `why SIGTERM`. */
function inWords(name: string, value: unknown): string {
  if (Array.isArray(value)) return `${value.length} ${name}`;
  return `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`;
}
