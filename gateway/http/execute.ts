// How does Apollo Server answer a request of ours: negotiation of the answer's type, status and words?
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Answered } from '#kit/process/plainPosts';
import type { RequestContext } from '../federation/subgraphSource';
import type { GraphRequest } from './answer';

/** An operation to execute in place of what the request says, where admission found its text. */
export interface Replacement {
  readonly query: string;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** Answers through Apollo Server, which sees an admitted operation as a POST: how it may be sent has been checked. */
export async function executeByApollo(
  apollo: ApolloServer<RequestContext>,
  request: GraphRequest,
  context: RequestContext,
  admitted?: Replacement,
): Promise<Omit<Answered, 'bytes'>> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  if (admitted) headers.set('content-type', 'application/json');
  const operation = admitted && Object.fromEntries(Object.entries(admitted).filter(([, value]) => value !== undefined));
  const search = admitted ? '' : new URL(request.url, 'http://gateway').search;
  const {
    status = 200,
    headers: given,
    body,
  } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: admitted ? 'POST' : request.method, headers, search, body: operation ?? request.body },
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('Incremental delivery was not asked for.');
  // To clients that know only application/json, a status other than 200 says that no GraphQL server answered.
  const worded = admitted && status === 400 && given.get('content-type')?.startsWith('application/json');
  return { status: worded ? 200 : status, headers: Object.fromEntries(given), text: body.string };
}
