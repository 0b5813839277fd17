// What is one execution of a plan, and how does it reach subgraphs?

import type { Variables } from '../operation/document';
import type { Entity, Sharing } from './data';
import type { ExecutionError } from './errors';

/** Whoever waits for an answer. (An AbortSignal would do, but for what it costs: as much as a small query.) */
export interface Reader {
  readonly gone: boolean;
  /** Has `stop` called when the reader goes before the returned function is called. */
  whenGone(stop: () => void): () => void;
}

/** On whose behalf subgraphs are asked; handed through to whoever asks. */
export interface OnBehalf {
  /** Sent with every call of a subgraph; equal headers mean an equal right to see. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whose leaving ends the calls; without one, they are made whoever waits for them. */
  readonly reader?: Reader;
}

/** What a subgraph answers. The executor takes the objects over and changes them. */
export interface SubgraphAnswer {
  readonly data?: Entity | null | undefined;
  readonly errors?: unknown;
}

/** Asks one subgraph; `body` is the JSON text of a GraphQL request. Rejects with `FetchFailed`, or with anything, which clients then do not read. */
export type Ask = (service: string, body: string, onBehalf: OnBehalf) => Promise<SubgraphAnswer>;

export interface Run extends Sharing {
  /** Where all answers are merged; what the client reads is written from it. */
  readonly root: Entity;
  readonly variables: Variables;
  /** Grows by `addError` alone, which keeps it short. */
  readonly errors: ExecutionError[];
  readonly onBehalf: OnBehalf;
}

/** A part of a compiled plan. Never rejects: what goes wrong is added to the errors of the run. */
export type Step = (run: Run) => Promise<void> | void;
