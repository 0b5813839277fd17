// Which statements that somebody asked for were recorded last, now and whenever that changes?
import type { DataSource } from 'typeorm';
import { readBeginning } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { StateFeed } from '#kit/live/stateFeed';
import type { Log } from '#kit/words/log';
import type { Statement } from './statement';
import { type StatementFilter, statementsMatching } from './statement';

/** How many statements one event shows. */
export const mostLatest = 10;

export interface StatementNewsState {
  readonly latest: readonly Statement[];
  readonly totalCount: number;
}

export type StatementFeed = StateFeed<StatementFilter | null, StatementNewsState>;

/** What statements keep for the life of the process. */
export interface StatementsApp {
  readonly statementFeed: StatementFeed;
}

export type StatementRequest = Request<StatementsApp>;

/** Live statements. The database tells of them, of corrections, and of corrected organizations: see the migration. */
export const openStatementFeed = (database: DataSource, url: string, log: Log): StatementFeed =>
  new StateFeed({
    url,
    channel: 'statement_changes',
    log,
    async read(filter) {
      const list = await statementsMatching(database, filter);
      const order = ['recorded_at', 'listed_on', 'id'];
      const { nodes: latest, totalCount } = await readBeginning(database, { ...list, order }, mostLatest);
      return { latest, totalCount };
    },
  });
