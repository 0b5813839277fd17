// Who is measured, how is it started, and how is it told of a new count?
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Transport } from './client';
import { Crowd } from './crowd';
import { openFeed } from './feed';
import { firstCount, type Order, type Use } from './orders';

export interface Contender {
  readonly name: string;
  readonly transport: Transport;
  readonly program: string;
  readonly argument?: string;
  /** The folder of another commit, built: its server is measured, by the clients of this one. */
  readonly root?: string;
}

export const limit: Contender = { name: 'raw ws', transport: 'WebSocket', program: 'raw', argument: 'WebSocket' };
/** The same by the library's own means: the quickest that it offers, one buffer for all. */
export const sending: Contender = { name: 'ws', transport: 'WebSocket', program: 'raw', argument: 'send' };
export const ours: Contender = { name: 'ours', transport: 'WebSocket', program: 'ours' };
export const stock: Contender = { name: 'graphql-ws', transport: 'WebSocket', program: 'stock', argument: 'graphql-ws' };
export const rawEvents: Contender = { name: 'raw events', transport: 'server-sent events', program: 'raw', argument: 'events' };
export const ourEvents: Contender = { name: 'our events', transport: 'server-sent events', program: 'ours' };
const graphqlSse: Contender = { name: 'graphql-sse', transport: 'server-sent events', program: 'stock', argument: 'graphql-sse' };
const yoga: Contender = { name: 'graphql-yoga', transport: 'server-sent events', program: 'stock', argument: 'graphql-yoga' };
/** Yoga takes part when the contenders are installed. */
export const stockEvents = existsSync('bench/contenders/node_modules/graphql-yoga') ? [graphqlSse, yoga] : [graphqlSse];

/** A server under measurement with its crowd. */
export class Started {
  count = firstCount;

  private constructor(
    readonly contender: Contender,
    readonly crowd: Crowd,
    private readonly child: ChildProcess,
    private readonly tell: (count: number) => void,
    private readonly close: () => void,
  ) {}

  static async of(contender: Contender): Promise<Started> {
    const { program, argument, transport, root } = contender;
    const servers = root === undefined ? __dirname : join(root, 'dist', 'bench', 'fanout');
    const feed = program === 'ours' ? await openFeed() : undefined;
    const child = fork(join(servers, `${program}.js`), [argument ?? feed?.url ?? ''], {
      ...(root !== undefined && { cwd: root }),
      execArgv: ['--expose-gc'],
      env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    });
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    const tell = (count: number) => (feed ? feed.publish(count) : child.send({ publish: count } satisfies Order));
    return new Started(contender, new Crowd(port, transport), child, tell, () => feed?.close());
  }

  /** Publishes the next count. */
  publish(): number {
    this.tell(++this.count);
    return this.count;
  }

  /** Publishes until everyone has seen one, since a client may subscribe a little later than it believes. */
  async settle(): Promise<void> {
    let seen = false;
    while (!seen) {
      const all = this.crowd.everyoneSees(this.publish()).then(() => true);
      seen = await Promise.race([all, new Promise<boolean>((resolve) => setTimeout(resolve, 500, false))]);
    }
  }

  async use(report: 'use' | 'memory' = 'use'): Promise<Use> {
    this.child.send({ report } satisfies Order);
    return (await once(this.child, 'message'))[0] as Use;
  }

  async stop(): Promise<void> {
    this.crowd.close();
    this.close();
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
