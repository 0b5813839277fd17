// What is left of a test run? Nothing: its PostgreSQL stops and its folder goes.
import type { WithTeardown } from './globalSetup';

/** Stops the server of this run and removes its folder. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as WithTeardown).stopTestPostgres?.();
}
