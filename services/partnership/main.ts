// The partnership subgraph as a process: settings from the environment, then serve until told to stop.
import 'reflect-metadata';
import { runProcess } from '../kit/process/lifecycle';
import { systemClock } from '../kit/words/clock';
import { readSettings } from '../kit/words/config';
import { createLog } from '../kit/words/log';
import { openMail } from '../kit/words/mail';
import { settings } from './config';
import { startPartnership } from './subgraph';

const log = createLog('partnership');

void runProcess(log, async () => {
  const given = readSettings(settings, process.env);
  const { PORT, HOST, DATABASE_URL, SEED, GATEWAY_KEY, CONTACT_KEY, PUBLIC_URL, COMMITTEE_MAIL, LOG_LEVEL } = given;
  const { SMTP_URL, MAIL_FROM, MAIL_FOLDER, SHOW_MAIL } = given;
  log.level = LOG_LEVEL;
  const show = SHOW_MAIL ? (text: string) => void process.stdout.write(`${text}\n`) : undefined;
  return startPartnership({
    databaseUrl: DATABASE_URL,
    host: HOST,
    port: PORT,
    seed: SEED,
    gatewayKeys: GATEWAY_KEY,
    contactKeys: CONTACT_KEY,
    mailer: openMail({ smtpUrl: SMTP_URL, folder: MAIL_FOLDER, from: MAIL_FROM, log, show }),
    publicUrl: PUBLIC_URL,
    committeeMail: COMMITTEE_MAIL,
    log,
    clock: systemClock,
  });
});
