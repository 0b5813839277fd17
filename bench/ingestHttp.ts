// How much of that is left when people sign over HTTP, against the server one would write first?
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock } from '../services/kit/clock';
import { anonymous, identityHeaders } from '../services/kit/identity';
import { sealWith } from '../services/kit/passport';
import { freePort } from '../start/ports';
import { empty, expectExact, type openArena } from './arena';
import { interleave, type Measured, ratio, spread, written } from './measure';

const key = Buffer.alloc(32, 3);

/** Both servers run as processes of their own, and so does the client; lines to print. */
export async function httpContest(
  { url, folder, pool }: Awaited<ReturnType<typeof openArena>>,
  rounds: number,
  seconds: number,
): Promise<string[]> {
  const hex = key.toString('hex');
  const shared = {
    DATABASE_URL: url,
    SIGNATURE_KEY: hex,
    GATEWAY_KEY: hex,
    MAIL_FOLDER: join(folder, 'mail'),
    LOG_LEVEL: 'error',
  };
  const subgraph = await start(join(__dirname, '../services/advocacy/main.js'), shared);
  const standalone = await start(join(__dirname, 'standalone.js'), shared);
  const lines: string[] = [];
  for (const connections of [64, 256]) {
    const cell = (port: number) => async (): Promise<Measured> => {
      await empty(pool);
      const { done, accepted } = await loadFrom(port, connections, seconds);
      await expectExact(pool, accepted);
      return { done, seconds };
    };
    const rates = await interleave({ standalone: cell(standalone.port), subgraph: cell(subgraph.port) }, rounds);
    for (const [name, values] of Object.entries(rates))
      lines.push(`${connections} connections, ${name}: ${written(spread(values), 0)} signatures/s over HTTP`);
    lines.push(
      `${connections} connections, subgraph / Apollo standalone with a transaction each: ${written(ratio(rates, 'subgraph', 'standalone'))}`,
    );
  }
  for (const { child } of [subgraph, standalone]) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  return lines;
}

async function start(script: string, environment: Record<string, string>): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const child = fork(script, [], { env: { ...environment, PORT: String(port), NODE_ENV: 'production' } });
  await once(child, 'message');
  return { child, port };
}

async function loadFrom(port: number, connections: number, seconds: number): Promise<{ done: number; accepted: number }> {
  const headers = sealWith(new Map([['advocacy', [key]]]), systemClock)('advocacy', identityHeaders(anonymous));
  const child = fork(join(__dirname, 'httpLoad.js'), [JSON.stringify({ port, connections, seconds, headers })]);
  const [result] = await once(child, 'message');
  return result as { done: number; accepted: number };
}
