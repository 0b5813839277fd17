// How does Apollo's executor ask a subgraph, within a deadline and on behalf of whoever asked the gateway?
import type { GraphQLDataSource } from '@apollo/gateway';
import type { Seal } from '#kit/words/passport';
import { rootNames } from '../execution/names';
import type { OnBehalf } from '../execution/run';
import { within } from '../tracing';
import { deduplicateRepresentations } from './representations';
import { type ConnectionOptions, SubgraphConnection } from './subgraphConnection';

export interface SourceOptions extends Omit<ConnectionOptions, 'headersOf'> {
  /** Turns who asks into the passport that the subgraph is shown. */
  readonly seal: Seal;
}

/** What every request of the gateway carries to its subgraphs. */
export type RequestContext = OnBehalf;

/** The data source of one subgraph, with connections of its own. */
export class SubgraphSource implements GraphQLDataSource {
  readonly connection: SubgraphConnection;

  constructor(readonly options: SourceOptions) {
    this.connection = new SubgraphConnection({
      ...options,
      headersOf: (headers) => options.seal(options.name, headers),
    });
  }

  /** Never rejects: a subgraph that fails is an answer with one coded error, and says nothing of its address. */
  async process({ request, context }: Parameters<GraphQLDataSource['process']>[0]) {
    const { query = '', operationName } = request;
    const { variables, restore } = deduplicateRepresentations(request);
    try {
      const onBehalf = { headers: {}, ...(context as Partial<RequestContext>) };
      const body = JSON.stringify({ query, operationName, variables });
      const ask = () => this.connection.ask(body, onBehalf);
      return restore(await within('gateway.fetch', { subgraph: this.options.name }, ask)) as never;
    } catch (error) {
      return unavailable(error as Error, query, variables) as never;
    }
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

/** One error for each root field, or one for all entities: at the first place that waits for them. */
function unavailable({ message }: Error, query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const error = { message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  return {
    data: null,
    errors: rootNames(query, variables).map((field) => ({ ...error, path: field === '_entities' ? [field, 0] : [field] })),
  };
}
