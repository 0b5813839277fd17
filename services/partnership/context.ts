// What does the partnership subgraph keep for its whole life, and what does each of its resolvers see?
import type { Request } from '../kit/data/request';
import type { ChangeFeed } from './changeFeed';
import type { ContactKeys } from './contactKeys';

export interface PartnershipApp {
  /** Opens and seals the addresses of contacts. */
  readonly contactKeys: ContactKeys;
  /** What live fields wait for. */
  readonly feed: ChangeFeed;
  /** Where people reach what links lead to, without a slash at its end. */
  readonly publicUrl: string;
}

export type PartnershipRequest = Request<PartnershipApp>;
