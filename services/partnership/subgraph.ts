// How is the partnership subgraph put together and brought to life?
import type { DataSource } from 'typeorm';
import type { Clock } from '#kit/clock';
import { openDatabase } from '#kit/database';
import { federate, type Subgraph } from '#kit/federate';
import type { Log } from '#kit/log';
import { admitWith, type KeyRing } from '#kit/passport';
import { requests } from '#kit/request';
import { type Serving, serveSubgraph } from '#kit/serving';
import { entities, features } from './features';
import { migrations } from './migrations';
import { seed } from './seed';

/** The schema, without a database. */
export const buildPartnership = (): Promise<Subgraph> => federate(features);

export interface PartnershipOptions {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly seed: 'none' | 'facts' | 'demo';
  /** Shared with the gateway, whose calls alone are answered then; without it everyone is, as nobody (within tests). */
  readonly gatewayKeys?: KeyRing;
  readonly log: Log;
  readonly clock: Clock;
  /** Called with the text of every statement; tests count them. */
  readonly onStatement?: (sql: string) => void;
}

export interface PartnershipServing extends Serving {
  readonly database: DataSource;
}

/** Opens the database, brings it up to date, seeds it and answers until stopped. */
export async function startPartnership(options: PartnershipOptions): Promise<PartnershipServing> {
  const { databaseUrl: url, host, port, log, clock, onStatement } = options;
  const [database, { schema }] = await Promise.all([
    openDatabase({ url, name: 'shelfbridge partnership', entities, migrations, log, ...(onStatement && { onStatement }) }),
    buildPartnership(),
  ]);
  try {
    await seed(database, options.seed, clock());
    const ready = () => database.query('SELECT 1');
    const admit = admitWith(options.gatewayKeys ?? [], 'partnership', clock);
    const serving = await serveSubgraph({ schema, host, port, log, admit, context: requests(database, clock, {}), ready });
    return {
      ...serving,
      database,
      async stop() {
        await serving.stop();
        await database.destroy();
      },
    };
  } catch (fault) {
    await database.destroy();
    throw fault;
  }
}
