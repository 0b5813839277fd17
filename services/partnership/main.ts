// The partnership subgraph as a process: settings from the environment, then serve until told to stop.
import 'reflect-metadata';
import { systemClock } from '#kit/clock';
import { readSettings } from '#kit/config';
import { runProcess } from '#kit/lifecycle';
import { createLog } from '#kit/log';
import { settings } from './config';
import { startPartnership } from './subgraph';

const log = createLog('partnership');

void runProcess(log, async () => {
  const { PORT, HOST, DATABASE_URL, SEED, GATEWAY_KEY, LOG_LEVEL } = readSettings(settings, process.env);
  log.level = LOG_LEVEL;
  const options = { databaseUrl: DATABASE_URL, host: HOST, port: PORT, seed: SEED, gatewayKeys: GATEWAY_KEY };
  return startPartnership({ ...options, log, clock: systemClock });
});
