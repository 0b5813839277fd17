// Five hundred readers on every transport follow a petition, and the subgraph that counts is killed under them.
import { request } from 'node:http';
import WebSocket from 'ws';
import { dataOf, operation } from '../support/graphql';
import { eventually } from '../support/reader';
import { Federation } from './federation';

const crowd = 500;
const query = 'subscription { petitionCount(id: "fair-ebook-terms") { count } }';
let shelfbridge: Federation;

/** One reader: every count it was shown, in order. A state that only tells of an outage holds no count and does not end its stream. */
interface Follower {
  readonly counts: number[];
  ended: string | undefined;
  leave(): void;
}
const followers: Follower[] = [];

const tellsOfAnOutage = (payload: string): boolean => /"data":null/.test(payload) && /"SUBGRAPH_UNAVAILABLE"/.test(payload);

function overWebSocket(): Follower {
  const socket = new WebSocket(shelfbridge.url.replace('http', 'ws'), 'graphql-transport-ws');
  const follower: Follower = { counts: [], ended: undefined, leave: () => socket.terminate() };
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (text) => {
    const { type, payload } = JSON.parse(String(text));
    if (type === 'connection_ack') socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    else if (type === 'next' && payload.data) follower.counts.push(payload.data.petitionCount.count);
    else if (type === 'next' && tellsOfAnOutage(JSON.stringify(payload))) return;
    else if (type !== 'ping') follower.ended = String(text);
  });
  socket.on('error', () => {});
  socket.on('close', (code) => {
    follower.ended ??= `closed with ${code}`;
  });
  return follower;
}

function overHttp(accept: string): Follower {
  let rest = '';
  const headers = { accept, 'content-type': 'application/json' };
  const outgoing = request(shelfbridge.url, { method: 'POST', agent: false, headers }, (response) => {
    response.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const count = /"count":(\d+)/.exec(line)?.[1];
        if (count) follower.counts.push(Number(count));
        else if (line.includes('"errors"') && !tellsOfAnOutage(line)) follower.ended = line;
      }
    });
    response.on('close', () => {
      follower.ended ??= `closed after ${rest}`;
    });
  });
  outgoing.on('error', () => {});
  outgoing.end(JSON.stringify({ query }));
  const follower: Follower = { counts: [], ended: undefined, leave: () => outgoing.destroy() };
  return follower;
}

const transports = [
  overWebSocket,
  () => overHttp('text/event-stream'),
  () => overHttp('multipart/mixed;boundary=graphql;subscriptionSpec=1.0'),
];

let signers = 0;
/** Signs until it is answered; the exact count of that commit. */
async function signInTheEnd(): Promise<number> {
  const input = {
    petitionId: 'fair-ebook-terms',
    name: 'Reader',
    email: `reader${++signers}@library.example`,
    country: 'FI',
    clientMutationId: `tap ${signers}`,
  };
  for (const deadline = performance.now() + 40_000; performance.now() < deadline; ) {
    const answer = await shelfbridge.ask(operation('SignPetition'), { input }).catch(() => undefined);
    if (answer?.data?.signPetition) return answer.data.signPetition.petition.signatureCount;
  }
  throw new Error('no answer came back');
}

/** The process of the advocacy subgraph, once one listens. */
async function advocacy(): Promise<number> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; ) {
    const pid = await shelfbridge.pidOn('ADVOCACY_PORT').catch(() => undefined);
    if (pid) return pid;
  }
  throw new Error('the subgraph did not come back');
}

async function everyone(what: string, fits: (follower: Follower) => boolean): Promise<void> {
  await eventually(what, () => followers.every(fits), 40_000).catch((error: Error) => {
    const others = followers.filter((one) => !fits(one)).map(({ counts, ended }) => ended ?? counts.slice(-3));
    throw new Error(`${error.message}; ${others.length} do not: ${JSON.stringify(others.slice(0, 6))}`);
  });
}

const countNow = async (): Promise<number> =>
  dataOf(await shelfbridge.ask('{ petition(id: "fair-ebook-terms") { signatureCount } }')).petition.signatureCount;
/** The petition of a demonstration begins with signatures. */
let before: number;
beforeAll(async () => {
  shelfbridge = await Federation.start();
  before = await countNow();
}, 90_000);
afterAll(async () => {
  for (const { leave } of followers) leave();
  await shelfbridge?.stop();
});

describe('a crowd of readers', () => {
  it('keeps its streams through kill -9 of the subgraph, is shown the present count anew after each, and never an older one', async () => {
    for (let i = 0; i < crowd; i++) followers.push((transports[i % 3] as () => Follower)());
    await everyone('all have the first state', ({ counts }) => counts.length > 0);
    // Twice: whoever starts the subgraph again gives up after five ends in a minute.
    for (let round = 0; round < 2; round++) {
      // People sign while it dies, so that counts are on their way in every process.
      const signing = Array.from({ length: 20 }, signInTheEnd);
      process.kill(await advocacy(), 'SIGKILL');
      const last = Math.max(...(await Promise.all(signing)));
      await everyone(`all are at ${last}`, ({ counts }) => counts.at(-1) === last);
      const seen = new Map(followers.map((one) => [one, one.counts.length]));
      process.kill(await advocacy(), 'SIGKILL');
      // Nobody signs: what comes now is the state that a new subscription begins with.
      await everyone('all are shown the state anew', (one) => one.counts.length > (seen.get(one) ?? 0));
      await everyone(`all are at ${last} still`, ({ counts }) => counts.at(-1) === last);
      await shelfbridge.whole();
    }
    expect(followers.filter(({ ended }) => ended !== undefined)).toEqual([]);
    for (const { counts } of followers) expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(await countNow()).toBe(before + signers);
  }, 180_000);
});
