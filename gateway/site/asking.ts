// What does the graph answer to a page, on behalf of a visitor without an account?
import type { GraphQLSchema } from 'graphql';
import { GraphQLError } from 'graphql';
import { anonymous } from '#kit/words/identity';
import type { Admission } from '../operation/admission';
import type { Execute } from '../operation/document';
import { Refusal } from '../operation/refusals';
import { variablesOf } from './formVariables';
import type { PageDocument } from './pageFiles';

export interface AskingOptions {
  readonly schema: () => GraphQLSchema;
  readonly admission: Admission;
  readonly execute: Execute;
}

/** Why there is no answer, in words, by a code and by an HTTP status. */
export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What there is of an answer: data unless none of it is there, and the first thing that stood in the way. */
export interface Answer {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly refused?: Refused;
}

/** Asks through the same questions and the same executor as every client. A document that changes something is refused unless it may. */
export function askFor({ schema, admission, execute }: AskingOptions) {
  return async (
    { text, definition }: PageDocument,
    fields: URLSearchParams,
    { mayChange, address }: { readonly mayChange: boolean; readonly address: string | undefined },
  ): Promise<Answer> => {
    const sent = { query: text, variables: variablesOf(definition, schema(), fields) };
    const caller = { transport: 'http', simple: false, safeMethod: !mayChange, identity: anonymous, address } as const;
    try {
      const asked = await admission.admit(sent, caller);
      const { data, errors = [] } = await execute(asked ?? sent, anonymous);
      const there = data && Object.values(data).some((part) => part !== null);
      return { ...(there && { data }), ...(errors[0] && { refused: refusedBy(errors[0]) }) };
    } catch (error) {
      if (error instanceof GraphQLError) return { refused: refusedBy(error) };
      throw error;
    }
  };
}

/** A refusal as a page tells it. */
export function refusedBy(
  error: Pick<GraphQLError, 'message' | 'extensions'> | { message: string; extensions?: Record<string, unknown> },
): Refused {
  const { code = 'INTERNAL_SERVER_ERROR', retryable } = error.extensions ?? {};
  const told = { code: String(code), message: error.message };
  if (error instanceof Refusal) return { ...told, status: error.status, headers: error.headers };
  const again = retryable === true || code === 'SUBGRAPH_UNAVAILABLE';
  return { ...told, status: again ? 503 : (statuses[told.code] ?? 400), headers: {} };
}

const statuses: Readonly<Record<string, number>> = { NOT_FOUND: 404, INTERNAL_SERVER_ERROR: 500 };
