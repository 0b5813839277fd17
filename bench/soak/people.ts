// The people of an endurance run: signers who send again until they are answered, and readers of every kind who come back when they are cut off.
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

export const petition = 'fair-ebook-terms';
const question = `{ petition(id: "${petition}") { signatureCount } }`;
const feed = `subscription { petitionCount(id: "${petition}") { count } }`;

/** What all share. */
export interface Crowd {
  /** GraphQL addresses; each person goes on to the next one after a failure. */
  readonly gateways: readonly string[];
  /** Ends signers, and pollers. */
  readonly over: AbortSignal;
}

/** Somebody who watches a count. */
export interface Watcher {
  readonly how: 'WebSocket' | 'server-sent events' | 'polling';
  /** The newest count that was shown. */
  last: number | undefined;
  /** How often a count was smaller than one before it. */
  wentBack: number;
  /** Why the stream ended for good, although nobody left. */
  dead: string | undefined;
  leave(): void;
}

/** Asks; undefined where no answer came, or one without data. */
export async function ask(url: string, query: string, variables: object = {}): Promise<Record<string, never> | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(30_000),
    });
    return ((await answer.json()) as { data?: Record<string, never> }).data;
  } catch {
    return undefined;
  }
}

/** The count that a gateway tells; undefined without an answer. */
export async function countAt(url: string): Promise<number | undefined> {
  const data = (await ask(url, question)) as { petition?: { signatureCount: number } } | undefined;
  return data?.petition?.signatureCount;
}

const signing = `mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }`;

/** Signs as one reader after the other, each until the answer is one. @returns how many were answered that they signed */
export async function signOnAndOn({ gateways, over }: Crowd, who: number, acknowledge: () => void): Promise<void> {
  let at = who;
  for (let n = 0; !over.aborted; n++) {
    const input = { petitionId: petition, name: 'Reader', email: `soak-${who}-${n}@library.example`, country: 'FI' };
    for (;;) {
      const url = gateways[at % gateways.length] as string;
      const data = (await ask(url, signing, { input })) as { signPetition?: { outcome: string } } | undefined;
      if (data?.signPetition) break;
      if (over.aborted) return;
      at++;
      await pause(100);
    }
    acknowledge();
    await pause(10);
  }
}

function watcher(how: Watcher['how'], leave: () => void) {
  const one: Watcher = { how, last: undefined, wentBack: 0, dead: undefined, leave };
  const see = (count: number) => {
    if (one.last !== undefined && count < one.last) one.wentBack++;
    one.last = count;
  };
  return { one, see };
}

function byWebSocket({ gateways }: Crowd, who: number): Watcher {
  let at = who;
  const client = createClient({
    url: () => (gateways[at++ % gateways.length] as string).replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: () => pause(100 + Math.random() * 900),
  });
  let left = false;
  const { one, see } = watcher('WebSocket', () => {
    left = true;
    void client.dispose();
  });
  client.subscribe<{ petitionCount: { count: number } }>(
    { query: feed },
    {
      next: ({ data }) => data?.petitionCount && see(data.petitionCount.count),
      error: (error) => {
        if (!left) one.dead = JSON.stringify(error);
      },
      complete: () => {
        if (!left) one.dead = 'completed';
      },
    },
  );
  return one;
}

function byEvents({ gateways }: Crowd, who: number): Watcher {
  const leaving = new AbortController();
  const { one, see } = watcher('server-sent events', () => leaving.abort());
  const read = async (url: string) => {
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: feed }), signal: leaving.signal });
    let rest = '';
    for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = `${rest}${piece}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, count] = /"count":(\d+)/.exec(line) ?? [];
        if (count !== undefined) see(Number(count));
      }
    }
  };
  void (async () => {
    for (let at = who; !leaving.signal.aborted; at++) {
      await read(gateways[at % gateways.length] as string).catch(() => undefined);
      await pause(100 + Math.random() * 900, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
  })();
  return one;
}

function byPolling({ gateways }: Crowd, who: number): Watcher {
  const leaving = new AbortController();
  const { one } = watcher('polling', () => leaving.abort());
  void (async () => {
    for (let at = who; !leaving.signal.aborted; ) {
      const count = await countAt(gateways[at % gateways.length] as string);
      // Gateways share answers for a quarter of a second each: from one to the other a count may be that much older.
      if (count === undefined) at++;
      else one.last = count;
      await pause(200, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
  })();
  return one;
}

/** Readers of the three kinds in turn. */
export function watchers(crowd: Crowd, how: number): Watcher[] {
  const kinds = [byWebSocket, byEvents, byPolling];
  return Array.from({ length: how }, (_, who) => (kinds[who % 3] as typeof byPolling)(crowd, who));
}
