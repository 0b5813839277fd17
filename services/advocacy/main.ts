// The advocacy subgraph as a process: settings from the environment, then serve until told to stop.
import 'reflect-metadata';
import { runProcess } from '../kit/process/lifecycle';
import { systemClock } from '../kit/words/clock';
import { readSettings } from '../kit/words/config';
import { createLog } from '../kit/words/log';
import { openMail } from '../kit/words/mail';
import { settings } from './config';
import { startAdvocacy } from './subgraph';

const log = createLog('advocacy');

void runProcess(log, async () => {
  const given = readSettings(settings, process.env);
  const { PORT, HOST, DATABASE_URL, SEED, SIGNATURE_KEY, GATEWAY_KEY, LOG_LEVEL } = given;
  log.level = LOG_LEVEL;
  const { SMTP_URL, MAIL_FROM, MAIL_FOLDER, SHOW_MAIL, LINK_KEY, PUBLIC_URL } = given;
  const show = SHOW_MAIL ? (text: string) => void process.stdout.write(`${text}\n`) : undefined;
  const mailer = openMail({ smtpUrl: SMTP_URL, folder: MAIL_FOLDER, from: MAIL_FROM, log, show });
  const options = { databaseUrl: DATABASE_URL, host: HOST, port: PORT, seed: SEED, signatureKeys: SIGNATURE_KEY };
  return startAdvocacy({
    ...options,
    mailer,
    linkKeys: LINK_KEY,
    publicUrl: PUBLIC_URL,
    gatewayKeys: GATEWAY_KEY,
    log,
    clock: systemClock,
  });
});
