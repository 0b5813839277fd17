// Many gateways that follow many petitions at one subgraph, and people who sign all of them: a process of its own, told what to do by its parent.
import { request } from 'node:http';
import WebSocket from 'ws';
import { anonymous } from '../../services/kit/words/identity';
import { identityHeaders, sealWith } from '../../services/kit/words/secrets';

/** What the parent asks for. */
export interface Crowd {
  /** Of subgraphs that share one database; gateways and those who sign go to them in turn. */
  readonly ports: readonly number[];
  readonly key: string;
  readonly gateways: number;
  readonly petitions: readonly string[];
  /** What gateways follow of each petition besides its count. */
  readonly edge: string;
  /** How often each petition is signed. */
  readonly signEveryMs: number;
}

const live = (edge: string) =>
  `subscription Live__advocacy__0($id: ID!) { petitionCount(id: $id) { count countedAt petition { id title ${edge} } } }`;
const sign = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }';

/** Frames that arrived. */
let frames = 0;

const portFor = ({ ports }: Crowd, turn: number) => ports[turn % ports.length] as number;

function seals({ key }: Crowd) {
  const seal = sealWith(new Map([['advocacy', [Buffer.from(key, 'hex')]]]), Date.now);
  return () => seal('advocacy', identityHeaders(anonymous));
}

/** Resolves when it has had a frame of every petition. A feed that ends is asked for again, as by a gateway. */
function gateway(crowd: Crowd, port: number): Promise<void> {
  const passport = seals(crowd);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const first = new Set<string>();
  return new Promise((resolve, reject) => {
    const send = (message: object) => socket.send(JSON.stringify(message));
    const follow = (id: string, i: number) =>
      send({
        id: String(i),
        type: 'subscribe',
        payload: { query: live(crowd.edge), operationName: 'Live__advocacy__0', variables: { id }, extensions: passport() },
      });
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
      const { type, id } = JSON.parse(text) as { type: string; id?: string };
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'connection_ack') crowd.petitions.forEach(follow);
      if (type === 'error' || type === 'complete')
        setTimeout(() => follow(crowd.petitions[Number(id)] ?? '', Number(id)), 1_000 * (0.5 + Math.random()));
    });
  });
}

/** How often somebody signs. */
const tickMs = 25;

/** Signs every petition again and again, one after the other; those that are not answered yet are left out. */
function signAll(crowd: Crowd): void {
  const passport = seals(crowd);
  const waiting = new Set<string>();
  let reader = 0;
  let turn = 0;
  setInterval(() => {
    for (let due = Math.round((crowd.petitions.length * tickMs) / crowd.signEveryMs); due > 0; due--) {
      const petitionId = crowd.petitions[turn++ % crowd.petitions.length] as string;
      if (waiting.has(petitionId)) continue;
      waiting.add(petitionId);
      const input = { petitionId, name: 'Reader', email: `r${reader++}@library.example`, country: 'US' };
      const done = () => waiting.delete(petitionId);
      const headers = { ...passport(), 'content-type': 'application/json' };
      const posting = request(
        { port: portFor(crowd, reader), host: '127.0.0.1', path: '/graphql', method: 'POST', headers },
        (answer) => {
          answer.resume();
          answer.on('end', done);
        },
      );
      posting.on('error', done);
      posting.end(JSON.stringify({ query: sign, variables: { input } }));
    }
  }, tickMs);
}

process.on('message', async (told: Crowd | 'frames') => {
  if (told === 'frames') return void process.send?.({ frames });
  // One after the other: what opening all of them costs is another question.
  for (let i = 0; i < told.gateways; i++) await gateway(told, portFor(told, i));
  signAll(told);
  process.send?.({ frames });
});
process.on('disconnect', () => process.exit());
