// The gateway as a process: settings from the environment, then serve until told to stop.

import { site } from '../dashboard/index';
import { runProcess } from '../services/kit/process/lifecycle';
import { collectGarbage, giveBackWhenQuiet } from '../services/kit/process/memory';
import { observing } from '../services/kit/process/observing';
import { createLog } from '../services/kit/words/log';
import { projectFile } from '../services/kit/words/projectFile';
import { startGateway } from './gateway';
import { readOptions } from './options';

const log = createLog('gateway');

void runProcess(log, async () => {
  // Apollo's gateway would otherwise look for the cloud it runs in and report to its makers.
  process.env.APOLLO_TELEMETRY_DISABLED ??= 'true';
  const { level, observation, ...options } = readOptions(process.env);
  log.level = level;
  const shown = { ...site, assetsFolder: projectFile('dashboard', 'assets') };
  const gateway = await observing({ name: 'gateway', given: observation, log }, () =>
    startGateway({ ...options, site: shown, log }),
  );
  // A developer waits for the start; a load balancer waits, too, but then sends all it has.
  if (options.production) {
    collectGarbage();
    giveBackWhenQuiet();
  }
  return gateway;
});
