// Which faults of the database pass by themselves, and for how long is a step tried again?
import { sqlState } from './database';

/** SQLSTATE classes 22 and 23: a value that its column can not hold. */
export const isDataFault = (error: unknown): boolean => /^2[23]/.test(sqlState(error) ?? '');

/** The connection was lost, the server is starting or stopping, or another transaction won: trying again may help. */
export const isOutage = (error: unknown): boolean =>
  !(error instanceof TypeError) && !/^(0A|2[1-8]|42|XX)/.test(sqlState(error) ?? '');

/** Repeats a step that can be repeated, while the database is away. @throws what the last try threw, after `patienceMs` or at once when it is no outage */
export async function patiently<T>(patienceMs: number, step: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
    try {
      return await step();
    } catch (error) {
      if (!isOutage(error) || performance.now() + pause > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
