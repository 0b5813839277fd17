// How is the embedded PostgreSQL one of the parts that are kept running?
import type { Run } from './keepRunning';
import { type PostgresOptions, startPostgres } from './postgres';

/** Starts the server as a part. */
export function launchPostgres(options: PostgresOptions): Run {
  const starting = startPostgres(options);
  return {
    ready: new Promise((resolve) => {
      starting.then(() => resolve()).catch(() => {});
    }),
    ended: starting.then((server) => server.ended).catch((fault: Error) => fault.message),
    stop: async () => await (await starting.catch(() => null))?.stop(),
  };
}
