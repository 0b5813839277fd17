// How does the gateway ask a subgraph, within a deadline and on behalf of whoever asked the gateway?
import type { GraphQLDataSource } from '@apollo/gateway';
import { type ExecutionResult, Kind, parse } from 'graphql';
import { type Dispatcher, Pool } from 'undici';
import type { Log } from '#kit/log';
import type { Seal } from '#kit/passport';
import { deduplicateRepresentations } from './representations';

export interface SourceOptions {
  readonly name: string;
  readonly url: string;
  readonly deadlineMs: number;
  /** Turns who asks into the passport that the subgraph is shown. */
  readonly seal: Seal;
  readonly log: Log;
}

/** What every request of the gateway carries to its subgraphs. */
export interface RequestContext {
  /** On whose behalf subgraphs are called, sealed for each call; equal headers mean an equal right to see. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The data source of one subgraph, with a connection pool of its own. */
export class SubgraphSource implements GraphQLDataSource {
  readonly #pool: Pool;
  readonly #path: string;

  constructor(readonly options: SourceOptions) {
    const { origin, pathname, search } = new URL(options.url);
    this.#path = pathname + search;
    this.#pool = new Pool(origin, { connections: 64, keepAliveTimeout: 30_000, connect: { timeout: options.deadlineMs } });
  }

  /** Never rejects: a subgraph that fails is an answer with one coded error, and says nothing of its address. */
  async process({ request, context }: Parameters<GraphQLDataSource['process']>[0]) {
    const { query = '', operationName } = request;
    const { variables, restore } = deduplicateRepresentations(request);
    const { headers = {} } = context as Partial<RequestContext>;
    try {
      const body = JSON.stringify({ query, operationName, variables });
      return restore(await this.#ask(body, headers)) as never;
    } catch (error) {
      const what = error instanceof NoAnswer ? error.message : 'can not be reached';
      this.options.log.warn({ subgraph: this.options.name, what, err: error }, 'a subgraph did not answer');
      return unavailable(this.options.name, what, query) as never;
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #ask(body: string, headers: Readonly<Record<string, string>>): Promise<ExecutionResult> {
    const signal = AbortSignal.timeout(this.options.deadlineMs);
    try {
      const response = await this.#pool.request({
        path: this.#path,
        method: 'POST',
        headers: {
          ...this.options.seal(this.options.name, headers),
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body,
        signal,
      });
      return await answerOf(response);
    } catch (error) {
      throw signal.aborted ? new NoAnswer('did not answer in time') : error;
    }
  }
}

/** What a subgraph did instead of answering, in words for the client. */
class NoAnswer extends Error {}

/** A GraphQL answer counts whatever its status, since GraphQL servers send 400 and 500 with errors worth reading. */
async function answerOf({ statusCode, body }: Dispatcher.ResponseData): Promise<ExecutionResult> {
  const text = await body.text();
  try {
    const answer = JSON.parse(text) as ExecutionResult;
    if (answer && typeof answer === 'object' && ('data' in answer || Array.isArray(answer.errors))) return answer;
  } catch {
    // not JSON, so not an answer
  }
  throw new NoAnswer(statusCode >= 400 ? 'failed' : 'did not answer with GraphQL');
}

/** One error for each root field, or one for all entities: at the first place that waits for them. */
function unavailable(name: string, what: string, query: string) {
  const message = `The part of the graph served by "${name}" ${what}, so what it knows is missing here. Please try again.`;
  const error = { message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  return {
    data: null,
    errors: rootNames(query).map((field) => ({ ...error, path: field === '_entities' ? [field, 0] : [field] })),
  };
}

function rootNames(query: string): string[] {
  const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((field) =>
    field.kind === Kind.FIELD ? (field.alias ?? field.name).value : [],
  );
}
