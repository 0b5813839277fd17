// What does a client ask of a live transport?
import type { FormattedExecutionResult } from 'graphql';
import type { Identity } from '#kit/words/identity';
import type { Variables } from './plan';

export interface LiveRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Variables | null;
  /** Who opens a stream if nobody has yet, and what each of its events costs. */
  readonly opener?: { readonly address: string | undefined; readonly cost: number };
}

/** What a client sends, with what else it says about it. */
export interface SentRequest extends LiveRequest {
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Answers a query or a mutation as an HTTP request would be answered. */
export type ExecuteOperation = (request: LiveRequest, identity: Identity) => Promise<FormattedExecutionResult>;
