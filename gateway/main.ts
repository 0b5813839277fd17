// The gateway as a process: settings from the environment, then serve until told to stop.
import { readSettings } from '#kit/config';
import { runProcess } from '#kit/lifecycle';
import { createLog } from '#kit/log';
import { projectFile } from '#kit/projectFile';
import { settings } from './config';
import { startGateway } from './gateway';

const log = createLog('gateway');

void runProcess(log, async () => {
  const given = readSettings(settings, process.env);
  log.level = given.LOG_LEVEL;
  const urls = new Map(
    Object.entries({ partnership: given.PARTNERSHIP_URL, advocacy: given.ADVOCACY_URL }).filter(([, url]) => url !== ''),
  );
  return startGateway({
    host: given.HOST,
    port: given.PORT,
    supergraphFile: given.SUPERGRAPH_SDL || projectFile('schema', 'supergraph.graphql'),
    urls,
    deadlineMs: given.SUBGRAPH_DEADLINE_MS,
    allowedOrigins: given.ALLOWED_ORIGINS.split(',').filter((origin) => origin !== ''),
    log,
  });
});
