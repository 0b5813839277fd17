// How do clients sign over HTTP as fast as they are answered, and cost less than the server they measure?
import { connect } from 'node:net';
import { type Heard, type Load, percentiles, petitionId, readerOf } from './load';

const query =
  'mutation SignPetition($input: SignPetitionInput!) { signPetition(input: $input) { outcome petition { id signatureCount } } }';
/** Requests are written before the clock starts; whoever needs more writes them under way. */
const writtenBeforeASecond = 12_000;

/** Signs for a time, everybody one request after the other on a connection of their own. */
function sign({ port, connections, seconds, headers, duplicates, run, newDocuments }: Load, tell: (heard: Heard) => void): void {
  const head = [
    'POST /graphql HTTP/1.1',
    'host: bench',
    'content-type: application/json',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  const request = (n: number) => {
    const email = `r${readerOf(n, duplicates)}@${run}.example`;
    const input = { petitionId, name: 'Reader', email, country: 'US', region: 'US-NE' };
    const body = JSON.stringify({ query: newDocuments ? `${query} # ${n}` : query, variables: { input } });
    return Buffer.from(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`, 'latin1');
  };
  const requests = Array.from({ length: writtenBeforeASecond * seconds }, (_, n) => request(n));
  const count = { next: 0, done: 0, accepted: 0, open: connections };
  const waits: number[] = [];
  const end = performance.now() + seconds * 1_000;
  const finish = () => tell({ done: count.done, accepted: count.accepted, ...percentiles(waits) });

  /** An answer is whole when as much has come as its head says. */
  const person = () => {
    let asked = 0;
    let heard = '';
    const ask = () => {
      const n = count.next++;
      asked = performance.now();
      socket.write(requests[n] ?? request(n));
    };
    const socket = connect(port, '127.0.0.1', ask);
    socket.setNoDelay(true);
    socket.on('error', (error) => {
      throw error;
    });
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      const split = heard.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(heard)?.[1]);
      if (split < 0 || heard.length < split + 4 + length) return;
      if (!heard.includes('"outcome"', split)) throw new Error(heard);
      if (heard.includes('"SIGNED"', split)) count.accepted++;
      heard = '';
      const now = performance.now();
      // Those who come after the end were answered as well, and count as accepted, but not as done in time.
      if (now < end) {
        count.done++;
        waits.push(now - asked);
        ask();
      } else {
        socket.destroy();
        if (--count.open === 0) finish();
      }
    });
  };
  for (let i = 0; i < connections; i++) person();
}

// Stays for the next contender, so that none meets a client that is new to its work.
process.on('message', (load: Load) => sign(load, (heard) => process.send?.(heard)));
process.once('disconnect', () => process.exit());
