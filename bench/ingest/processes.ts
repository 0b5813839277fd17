// How are the servers and clients of a signing benchmark started, each as a process of its own?
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { anonymous } from '../../services/kit/words/identity';
import { identityHeaders, sealWith } from '../../services/kit/words/secrets';
import { freePort } from '../../start/ports';
import type { Arena } from './arena';
import { type Heard, type Load, usualDuplicates } from './load';

const key = Buffer.alloc(32, 3);

/** Of gateway, subgraphs and clients alike. */
export const gatewayKey = key.toString('hex');

export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

/** None outlives the benchmark. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts a process of the benchmark. */
function begin(...[script, args, options]: Parameters<typeof fork>): ChildProcess {
  const child = fork(script, args, options);
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Starts a script below the compiled project, which says when it listens on PORT. */
export async function startScript(
  script: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Running> {
  const port = await freePort();
  const child = begin(join(__dirname, '../..', script), args, {
    env: { ...environment, PORT: String(port), NODE_ENV: 'production', LOG_LEVEL: 'error' },
  });
  await once(child, 'message');
  return {
    port,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** What servers of an arena are started with. */
export const settingsOf = ({ url, folder }: Arena) => ({
  DATABASE_URL: url,
  SIGNATURE_KEY: gatewayKey,
  GATEWAY_KEY: gatewayKey,
  MAIL_FOLDER: join(folder, 'mail'),
});

export const startSubgraph = (arena: Arena): Promise<Running> => startScript('services/advocacy/main.js', settingsOf(arena));

/** Clients that sign over HTTP, in a process of their own that stays for one load after the other. */
export function startClients() {
  const child = begin(join(__dirname, 'httpLoad.js'));
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('the clients failed')));
  failed.catch(() => undefined);
  return {
    /** Resolves when their time is over and everybody is answered. */
    async sign(load: Pick<Load, 'port' | 'connections' | 'seconds'> & Partial<Load>): Promise<Heard> {
      const headers = sealWith(new Map([['advocacy', [key]]]), Date.now)('advocacy', identityHeaders(anonymous));
      const usual = { headers, duplicates: usualDuplicates, run: randomBytes(4).toString('hex'), newDocuments: false };
      child.send({ ...usual, ...load });
      const [heard] = await Promise.race([once(child, 'message'), failed]);
      return heard;
    },
    stop: () => child.disconnect(),
  };
}
