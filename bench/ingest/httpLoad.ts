// How does a client sign over HTTP as fast as it is answered, and cost less than the server it measures?
import { connect } from 'node:net';
import { type Heard, type Load, percentiles, petitionId, readerOf } from './load';

const { port, connections, seconds, headers, duplicates, run, newDocuments } = JSON.parse(process.argv[2] ?? '{}') as Load;
const query =
  'mutation SignPetition($input: SignPetitionInput!) { signPetition(input: $input) { outcome petition { id signatureCount } } }';
const head = [
  'POST /graphql HTTP/1.1',
  'host: bench',
  'content-type: application/json',
  ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
].join('\r\n');
const end = performance.now() + seconds * 1_000;
const count = { next: 0, done: 0, accepted: 0, open: connections };
const waits: number[] = [];

function request(): string {
  const n = count.next++;
  const email = `r${readerOf(n, duplicates)}@${run}.example`;
  const input = { petitionId, name: 'Reader', email, country: 'US', region: 'US-NE' };
  const body = JSON.stringify({ query: newDocuments ? `${query} # ${n}` : query, variables: { input } });
  return `${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** One request after the other on one connection; an answer ends with the closing of its data, or of its errors. */
function person(): void {
  const ask = () => {
    asked = performance.now();
    socket.write(request());
  };
  const socket = connect(port, '127.0.0.1', ask);
  let asked = 0;
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
      waits.push(performance.now() - asked);
      ask();
    } else {
      socket.destroy();
      if (--count.open === 0) finish();
    }
  });
}

function finish(): void {
  const heard: Heard = { done: count.done, accepted: count.accepted, ...percentiles(waits) };
  process.send?.(heard, () => process.disconnect());
}

for (let i = 0; i < connections; i++) person();
