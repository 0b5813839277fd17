// What do ten thousand documents that nobody sent before leave in the memory of a gateway, and how long do others wait meanwhile?
import { join } from 'node:path';
import { freePort } from '../start/ports';
import { startOn } from './gateway/processes';
import { flood } from './memory/flood';

const [, , documents = '10000'] = process.argv;

async function main(): Promise<void> {
  const port = await freePort();
  startOn(1, { command: process.execPath, args: [join(__dirname, 'gateway', 'subgraphs.js'), String(port)] });
  const origin = `http://127.0.0.1:${port}`;
  const { heapMb, failed, idleP99, p99 } = await flood(Number(documents), origin);
  process.stdout.write(
    `${documents} distinct documents of 2 kB with 20 aliased hops, in 512 MB: heap ${heapMb.toFixed(0)} MB (goal: below 300), ` +
      `${failed} not answered; p99 of another reader ${p99.toFixed(1)} ms, idle ${idleP99.toFixed(1)} ms (goal: at most 3 times)\n`,
  );
  process.exit(heapMb < 300 && failed === 0 ? 0 : 1);
}

void main();
