// A subgraph as a process, which reads its settings and serves until it is told to stop.
import { type Running, runProcess } from '../process/lifecycle';
import { observing } from '../process/observing';
import { systemClock } from '../words/clock';
import { readSettings, type Settings } from '../words/config';
import { createLog } from '../words/log';
import { openMail } from '../words/mail';
import type { subgraphSettings } from './settings';
import type { SubgraphOptions } from './startSubgraph';

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
