// Many gateways that follow many petitions at one subgraph, and people who sign all of them: a process of its own, told what to do by its parent.
import { request } from 'node:http';
import WebSocket from 'ws';
import { anonymous } from '../../services/kit/words/identity';
import { identityHeaders, sealWith } from '../../services/kit/words/secrets';

/** What the parent asks for. */
export interface Crowd {
  readonly port: number;
  readonly key: string;
  readonly gateways: number;
  readonly petitions: readonly string[];
  /** How often each petition is signed. */
  readonly signEveryMs: number;
}

const live = `subscription Live__advocacy__0($id: ID!) {
  petitionCount(id: $id) { count countedAt petition { id title endorsements(first: 5) { nodes { endorsedOn demo } } } }
}`;
const sign = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }';

/** Frames that arrived. */
let frames = 0;

function seals({ key }: Crowd) {
  const seal = sealWith(new Map([['advocacy', [Buffer.from(key, 'hex')]]]), Date.now);
  return () => seal('advocacy', identityHeaders(anonymous));
}

/** Resolves when it has had a frame of every petition. */
function gateway(crowd: Crowd): Promise<void> {
  const passport = seals(crowd);
  const socket = new WebSocket(`ws://127.0.0.1:${crowd.port}/graphql`, 'graphql-transport-ws');
  const first = new Set<string>();
  return new Promise((resolve, reject) => {
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.on('open', () => send({ type: 'connection_init' }));
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1');
      if (text.includes('"type":"next"')) {
        frames++;
        if (first.size === crowd.petitions.length) return;
        first.add(String(JSON.parse(text).id));
        if (first.size === crowd.petitions.length) resolve();
        return;
      }
      const { type } = JSON.parse(text) as { type: string };
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'error' || type === 'complete') reject(new Error(text));
      if (type === 'connection_ack')
        for (const [i, id] of crowd.petitions.entries())
          send({
            id: String(i),
            type: 'subscribe',
            payload: { query: live, operationName: 'Live__advocacy__0', variables: { id }, extensions: passport() },
          });
    });
  });
}

/** Signs every petition again and again; those that are not answered yet are left out. */
function signAll(crowd: Crowd): void {
  const passport = seals(crowd);
  const waiting = new Set<string>();
  let reader = 0;
  setInterval(() => {
    for (const petitionId of crowd.petitions) {
      if (waiting.has(petitionId)) continue;
      waiting.add(petitionId);
      const input = { petitionId, name: 'Reader', email: `r${reader++}@library.example`, country: 'US' };
      const done = () => waiting.delete(petitionId);
      const headers = { ...passport(), 'content-type': 'application/json' };
      const posting = request({ port: crowd.port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers }, (answer) => {
        answer.resume();
        answer.on('end', done);
      });
      posting.on('error', done);
      posting.end(JSON.stringify({ query: sign, variables: { input } }));
    }
  }, crowd.signEveryMs);
}

process.on('message', async (told: Crowd | 'frames') => {
  if (told === 'frames') return void process.send?.({ frames });
  await Promise.all(Array.from({ length: told.gateways }, () => gateway(told)));
  signAll(told);
  process.send?.({ frames });
});
process.on('disconnect', () => process.exit());
