// The advocacy subgraph as a process: settings from the environment, then serve until told to stop.
import 'reflect-metadata';
import { systemClock } from '#kit/clock';
import { readSettings } from '#kit/config';
import { runProcess } from '#kit/lifecycle';
import { createLog } from '#kit/log';
import { settings } from './config';
import { startAdvocacy } from './subgraph';

const log = createLog('advocacy');

void runProcess(log, async () => {
  const { PORT, HOST, DATABASE_URL, SEED, SIGNATURE_KEY, GATEWAY_KEY, LOG_LEVEL } = readSettings(settings, process.env);
  log.level = LOG_LEVEL;
  const options = { databaseUrl: DATABASE_URL, host: HOST, port: PORT, seed: SEED, signatureKey: SIGNATURE_KEY };
  return startAdvocacy({ ...options, gatewayKeys: GATEWAY_KEY, log, clock: systemClock });
});
