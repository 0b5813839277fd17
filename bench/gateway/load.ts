// How is a gateway asked as fast as it answers, by so many readers at once, none of whom is anybody else?
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

const readers = 16;
let reader = 0;

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds, sorted. */
  readonly latencies: readonly number[];
}

/** One request, by a reader of its own; the text of the answer. */
export async function ask(pool: Pool, path: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-reader': `reader-${reader++}` };
  const response = await pool.request({ path, method: 'POST', headers, body });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${text.slice(0, 300)}`);
  return text;
}

/** Keeps all readers asking for so many seconds. */
export async function loadFor(seconds: number, url: string, body: string): Promise<Load> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: readers });
  const begin = performance.now();
  const latencies: number[] = [];
  const read = async () => {
    while (performance.now() - begin < seconds * 1_000) {
      const asked = performance.now();
      await ask(pool, pathname, body);
      latencies.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: readers }, read));
  const took = (performance.now() - begin) / 1_000;
  await pool.close();
  return { requests: latencies.length, seconds: took, latencies: latencies.sort((a, b) => a - b) };
}

/** Waits until it answers without errors. @throws after twenty seconds, with the last thing it said */
export async function whenReady(url: string, body: string): Promise<string> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin);
  let last: unknown;
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(100)) {
    try {
      const text = await ask(pool, pathname, body);
      if (!text.includes('"errors"')) {
        await pool.close();
        return text;
      }
      last = text.slice(0, 300);
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${url} never answered: ${last}`);
}
