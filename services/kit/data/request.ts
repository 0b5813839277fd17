// What does a resolver know of the request it answers? Everything is passed here, nothing is found elsewhere.
import type { DataSource } from 'typeorm';
import type { Clock } from '../words/clock';
import type { Identity } from '../words/identity';
import { Loaders } from './loaders';

/** The context of one operation. `app` holds what the subgraph keeps for its whole life, such as its queues and feeds. */
export interface Request<App = unknown> {
  readonly identity: Identity;
  readonly database: DataSource;
  readonly loaders: Loaders;
  readonly clock: Clock;
  readonly app: App;
}

/** Makes the context of each operation, with loaders of its own. */
export function requests<App>(database: DataSource, clock: Clock, app: App): (identity: Identity) => Request<App> {
  return (identity) => ({ identity, database, loaders: new Loaders(database), clock, app });
}
