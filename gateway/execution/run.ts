// One execution of a plan: for whom it runs, how it reaches subgraphs, and what it has gathered.

import type { Variables } from '../operation/document';
import type { Entity, Sharing } from './data';
import type { ExecutionError } from './errors';

/** The client that waits for an answer. (An AbortSignal would do, but costs as much as a small query.) */
export interface WaitingClient {
  readonly gone: boolean;
  /** Calls `stop` if the client leaves before the returned function is called. */
  whenGone(stop: () => void): () => void;
}

/** On whose behalf subgraphs are asked. */
export interface OnBehalf {
  /** Sent with every call of a subgraph. Equal headers mean equal rights to read. */
  readonly headers: Readonly<Record<string, string>>;
  /** When the client leaves, the calls end. Without one they always run to their end. */
  readonly client?: WaitingClient;
}

/** The answer of a subgraph. The executor takes its objects over and changes them. */
export interface SubgraphAnswer {
  readonly data?: Entity | null | undefined;
  readonly errors?: unknown;
}

/** Asks one subgraph; `body` is the JSON text of a GraphQL request, and `exact` asks for bigints where numbers would lose digits. Rejects with `FetchFailed`, or with something else, whose message clients do not read. */
export type Ask = (service: string, body: string, onBehalf: OnBehalf, exact?: boolean) => Promise<SubgraphAnswer>;

export interface Execution extends Sharing {
  /** All answers are merged here, and the client's answer is written from it. */
  root: Entity;
  readonly variables: Variables;
  /** Grows by `addError` alone, which keeps it short. */
  readonly errors: ExecutionError[];
  readonly onBehalf: OnBehalf;
}

/** A part of a compiled plan. Never rejects: failures are added to the errors of the execution. */
export type PlanStep = (run: Execution) => Promise<void> | void;
