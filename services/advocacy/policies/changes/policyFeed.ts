// What is the newest policy change that a reader asked for, now and whenever another is recorded?
import type { DataSource } from 'typeorm';
import { readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { StateFeed } from '#kit/live/stateFeed';
import type { Log } from '#kit/words/log';
import type { PolicyChange } from './policyChange';
import { changesMatching, type PolicyChangeFilter } from './policyChanges.resolver';

/** The newest matching entry of the feed and where it ends; null while there is none. */
export interface PolicyNewsState {
  readonly newest: PolicyChange | null;
  readonly cursor: string | null;
}

export type PolicyFeed = StateFeed<PolicyChangeFilter | null, PolicyNewsState>;

/** What policies keep for the life of the process. */
export interface PoliciesApp {
  readonly policyFeed: PolicyFeed;
  /** The address at which people reach the gateway. */
  readonly publicUrl: string;
}

export type PolicyRequest = Request<PoliciesApp>;

/** Live policy changes; the cursor lets a reader that fell behind read on. The database tells of them: see the migration. */
export const openPolicyFeed = (database: DataSource, url: string, log: Log): PolicyFeed =>
  new StateFeed({
    url,
    channel: 'policy_changes',
    log,
    async read(filter) {
      const { nodes, pageInfo } = await readPage(database, { ...changesMatching(filter), descending: true }, { first: 1 });
      return { newest: nodes[0] ?? null, cursor: pageInfo.endCursor };
    },
  });
