// Loaded into a process before its own code: says over a socket which of its files ran functions since it was last asked.

import { Session } from 'node:inspector/promises';
import { createServer } from 'node:net';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.env.HOUSE_PROBE;
const program = /(gateway|advocacy|partnership)[\\/]main\.js$/.exec(process.argv[1] ?? '')?.[1];

if (folder && program) void listen(join(folder, `${program}.socket`));

async function listen(socket: string): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  createServer(async (asker) => {
    asker.on('error', () => undefined);
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const ran = result
      .filter(({ url, functions }) => url.startsWith('file:') && functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0))
      .map(({ url }) => fileURLToPath(url))
      .filter((path) => !path.includes('node_modules'))
      .map((path) => path.split(`${sep}dist${sep}`)[1])
      .filter((file) => file !== undefined && !file.startsWith('bench'));
    asker.end(JSON.stringify(ran));
  })
    .listen(socket)
    .unref();
}
