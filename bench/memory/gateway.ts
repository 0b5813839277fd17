// A gateway in a process of its own, which tells its parent where it listens, and how much of its heap is in use whenever it is asked.
import { startGateway } from '../../gateway/gateway';
import { readOptions } from '../../gateway/options';
import { silentLog } from '../../services/kit/words/log';

const [, , SUPERGRAPH_SDL] = process.argv;

async function main(): Promise<void> {
  const { level: _, ...options } = readOptions({ SUPERGRAPH_SDL, PAGES: 'off' });
  const { port } = await startGateway({ ...options, port: 0, log: silentLog });
  process.on('message', () => {
    (globalThis as { gc?: () => void }).gc?.();
    process.send?.({ heapMb: process.memoryUsage().heapUsed / 1_000_000 });
  });
  process.send?.({ port });
}

void main();
