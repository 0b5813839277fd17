// How is a gateway asked as fast as it answers, by so many readers at once, none of whom is anybody else?
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Credentials } from './readers';

const readers = 16;

/** A gateway, and what its readers show. */
export interface Asked {
  readonly url: string;
  readonly credentials: Credentials;
}

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds, sorted. */
  readonly latencies: readonly number[];
}

/** One request, by whoever's turn it is; the text of the answer. @throws when it is not 200 */
async function ask(pool: Pool, { url, credentials }: Asked, body: string): Promise<string> {
  const authorization = credentials();
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(authorization && { authorization }) };
  const response = await pool.request({ path: new URL(url).pathname, method: 'POST', headers, body });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${text.slice(0, 300)}`);
  return text;
}

const poolTo = ({ url }: Asked, connections: number) => new Pool(new URL(url).origin, { connections });

/** Keeps all readers asking for so many seconds. @throws when one is refused */
export async function loadFor(seconds: number, asked: Asked, body: string): Promise<Load> {
  const pool = poolTo(asked, readers);
  const begin = performance.now();
  const latencies: number[] = [];
  const read = async () => {
    while (performance.now() - begin < seconds * 1_000) {
      const sent = performance.now();
      await ask(pool, asked, body);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: readers }, read));
  const took = (performance.now() - begin) / 1_000;
  await pool.close();
  return { requests: latencies.length, seconds: took, latencies: latencies.sort((a, b) => a - b) };
}

/** How long an answer took, and of that its subgraphs for what they had not answered before, in milliseconds. */
export interface Took {
  readonly all: number;
  readonly subgraphs: number;
}

/** How long each of these took, one after the other; `spent` is what the subgraphs have spent so far. @throws when one is answered with errors */
export async function timesOf(asked: Asked, bodies: readonly string[], spent: () => Promise<number>): Promise<Took[]> {
  const pool = poolTo(asked, 1);
  const times: Took[] = [];
  let before = await spent();
  for (const body of bodies) {
    const sent = performance.now();
    const text = await ask(pool, asked, body);
    const all = performance.now() - sent;
    const now = await spent();
    times.push({ all, subgraphs: now - before });
    before = now;
    if (text.includes('"errors"')) throw new Error(text.slice(0, 300));
  }
  await pool.close();
  return times;
}

/** Waits until it answers without errors. @throws after twenty seconds, with the last thing it said */
export async function whenReady(asked: Asked, body: string): Promise<string> {
  const pool = poolTo(asked, 1);
  let last: unknown;
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(100)) {
    try {
      const text = await ask(pool, asked, body);
      if (!text.includes('"errors"')) {
        await pool.close();
        return text;
      }
      last = text.slice(0, 300);
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${asked.url} never answered: ${last}`);
}
