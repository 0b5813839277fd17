// How do compiled plans of a test reach its subgraphs? As its Apollo data sources do: with exactly the headers of the stream that asks.
import { FetchFailed } from '#gateway/execution/errors';
import type { Ask } from '#gateway/execution/run';

export const askAt =
  (urlOf: (service: string) => string): Ask =>
  async (service, body, { headers }) => {
    const response = await fetch(urlOf(service), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    }).catch(() => {
      throw new FetchFailed('A part of this answer could not be fetched.', 'DOWNSTREAM_SERVICE_ERROR');
    });
    return (await response.json()) as Awaited<ReturnType<Ask>>;
  };
