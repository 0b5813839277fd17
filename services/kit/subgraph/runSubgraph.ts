// The settings that every subgraph has, and a subgraph as a process that reads them and serves until it is told to stop.
import { type Running, runProcess } from '../process/lifecycle';
import { observationSettings, observing } from '../process/observing';
import { systemClock } from '../words/clock';
import { keyRing, milliseconds, port, readSettings, type Settings, str, url, whole } from '../words/config';
import { createLog } from '../words/log';
import { mailSettings, openMail } from '../words/mail';
import { databaseSettings } from './runMigrations';
import type { SubgraphOptions } from './startSubgraph';

const lanes = whole(1, 50);
const pool = whole(2, 100);

/** The settings that every subgraph has. `demo` says what its demonstration is. */
export const subgraphSettings = ({ defaultPort, demo }: { defaultPort: number; demo: string }) => ({
  PORT: port({ default: defaultPort, desc: 'Port on which the subgraph listens' }),
  HOST: str({ default: '127.0.0.1', desc: 'Address on which the subgraph listens; only the gateway should reach it' }),
  ...databaseSettings,
  MIGRATIONS: str({
    choices: ['run', 'wait'] as const,
    default: 'run',
    desc: 'Who brings the tables up to date at a start: this process, or the command migrate.js, for which it waits',
  }),
  SEED: str({
    choices: ['none', 'facts', 'demo'] as const,
    default: 'none',
    desc: `What to load at start: nothing, the sourced facts, or these and ${demo}`,
  }),
  GATEWAY_KEY: keyRing({
    desc: 'Secret shared with the gateway: calls without its signature are refused; hexadecimal, 32 bytes or more, several separated by commas',
  }),
  PUBLIC_URL: url({ default: 'http://127.0.0.1:4000', desc: 'Address at which people reach the pages that links in mails open' }),
  ...mailSettings,
  ...observationSettings,
  DATABASE_POOL: pool({
    default: 10,
    desc: 'Connections to the database for queries, from 2 to 100: more than twice the cores of the database gain little. Jobs, notices and /ready have some of their own, up to nine; all processes together must stay below max_connections',
  }),
  JOBS_AT_ONCE: lanes({
    default: 4,
    desc: 'How many mails a process sends at the same time, from 1 to 50; two lanes are always left for other jobs',
  }),
  STOPPING_NOTICE_MS: milliseconds({
    default: 0,
    desc: 'How long /ready answers 503 after SIGTERM before the subgraph stops listening, in milliseconds: until the balancer in front has noticed',
  }),
});

type Common = ReturnType<typeof subgraphSettings>;
type Given<S extends Settings> = ReturnType<typeof readSettings<S>>;

/** Reads the settings from an environment, opens log and mail, starts the subgraph and stops it in order. */
export function runSubgraph<S extends Common>(
  name: string,
  settings: S,
  environment: NodeJS.ProcessEnv,
  start: (options: SubgraphOptions, given: Given<S>) => Promise<Running>,
): void {
  const log = createLog(name);
  void runProcess(log, async () => {
    const given = readSettings<S>(settings, environment);
    const common = given as unknown as Given<Common>;
    log.level = common.LOG_LEVEL;
    const show = common.SHOW_MAIL ? (text: string) => void process.stdout.write(`MAIL  ${text}\n`) : undefined;
    const { SMTP_URL: smtpUrl, MAIL_FOLDER: folder, MAIL_FROM: from } = common;
    const started = () =>
      start(
        {
          databaseUrl: common.DATABASE_URL,
          databaseDirectUrl: common.DATABASE_DIRECT_URL,
          migrating: common.MIGRATIONS,
          host: common.HOST,
          port: common.PORT,
          seed: common.SEED,
          gatewayKeys: common.GATEWAY_KEY,
          mailer: openMail({ smtpUrl, folder, from, log, show }),
          publicUrl: common.PUBLIC_URL,
          stoppingNoticeMs: common.STOPPING_NOTICE_MS,
          jobsAtOnce: common.JOBS_AT_ONCE,
          poolSize: common.DATABASE_POOL,
          log,
          clock: systemClock,
        },
        given,
      );
    return observing({ name, given: common, log }, started);
  });
}
