// How does a client sign over HTTP as fast as it is answered, and cost less than the server it measures?
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { duplicates, petitionId } from './load';

interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Readonly<Record<string, string>>;
}

const { port, connections, seconds, headers } = JSON.parse(process.argv[2] ?? '{}') as Load;
const query =
  'mutation SignPetition($input: SignPetitionInput!) { signPetition(input: $input) { outcome petition { id signatureCount } } }';
const head = [
  'POST /graphql HTTP/1.1',
  'host: bench',
  'content-type: application/json',
  ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
].join('\r\n');
const run = randomBytes(4).toString('hex');
const end = performance.now() + seconds * 1_000;
const count = { next: 0, done: 0, accepted: 0, open: connections };

function request(): string {
  const n = count.next++;
  const reader = n > 1_000 && n % (1 / duplicates) === 0 ? n - 1_000 : n;
  const input = { petitionId, name: 'Reader', email: `r${reader}@${run}.example`, country: 'US', region: 'US-NE' };
  const body = JSON.stringify({ query, variables: { input } });
  return `${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** One request after the other on one connection; an answer ends with the closing of its data, or of its errors. */
function person(): void {
  const socket = connect(port, '127.0.0.1', () => socket.write(request()));
  let heard = '';
  socket.setNoDelay(true);
  socket.on('error', (error) => {
    throw error;
  });
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1');
    const split = heard.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(heard)?.[1]);
    if (split < 0 || heard.length < split + 4 + length) return;
    if (!heard.includes('"outcome"')) throw new Error(heard);
    if (heard.includes('"SIGNED"')) count.accepted++;
    heard = '';
    // Those who come after the end were answered as well, and count as accepted, but not as done in time.
    if (performance.now() < end) {
      count.done++;
      socket.write(request());
    } else {
      socket.destroy();
      if (--count.open === 0) process.send?.({ done: count.done, accepted: count.accepted }, () => process.disconnect());
    }
  });
}

for (let i = 0; i < connections; i++) person();
