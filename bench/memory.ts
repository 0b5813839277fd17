// What do ten thousand documents that nobody sent before leave in the memory of a gateway, and how long do others wait beside them and beside the costliest plans?
import { join } from 'node:path';
import { freePort } from '../start/ports';
import { startOn } from './gateway/processes';
import { costliest, type Flooded, flood, manyHops } from './memory/flood';

const [, , documents = '10000'] = process.argv;

const say = (line: string) => process.stdout.write(`${line}\n`);
const saidOf = ({ idleP99, p99 }: Pick<Flooded, 'idleP99' | 'p99'>, times: number) =>
  `p99 of another reader ${p99.toFixed(1)} ms, idle ${idleP99.toFixed(1)} ms (goal: at most ${times} times)`;

async function main(): Promise<void> {
  const port = await freePort();
  startOn(1, { command: process.execPath, args: [join(__dirname, 'gateway', 'subgraphs.js'), String(port)] });
  const origin = `http://127.0.0.1:${port}`;
  const { heapMb, failed, ...waits } = await flood(Number(documents), manyHops, origin);
  say(
    `${documents} distinct documents of 2 kB with 20 aliased hops, in 512 MB: heap ${heapMb.toFixed(0)} MB (goal: below 300), ` +
      `${failed} not answered; ${saidOf(waits, 3)}`,
  );
  const costly = Math.ceil(Number(documents) / 10);
  const { failed: refused, ...beside } = await flood(costly, costliest, origin);
  say(`${costly} distinct documents of the costliest plans: ${refused} not answered; ${saidOf(beside, 2)}`);
  process.exit(heapMb < 300 && failed + refused === 0 ? 0 : 1);
}

void main();
