// Which subgraphs does the supergraph name at this moment, and where are they?
import type { ServiceMap } from '@apollo/gateway';
import { FetchFailed, noAnswer } from '../execution/errors';
import type { Ask } from '../execution/run';
import { within } from '../tracing';
import { type SourceOptions, SubgraphSource } from './subgraphSource';

/** The data sources of the current supergraph. Addresses of the environment come before those of the supergraph. */
export class Subgraphs {
  readonly #sources = new Map<string, SubgraphSource>();

  constructor(
    private readonly addresses: ReadonlyMap<string, string>,
    private readonly options: Pick<SourceOptions, 'deadlineMs' | 'seal' | 'log'>,
  ) {}

  /** Serves these and no others; connections to those that stay where they are stay open. */
  readonly locate = (subgraphs: readonly { readonly name: string; readonly url: string }[]): void => {
    const stale = new Map(this.#sources);
    for (const { name, url: given } of subgraphs) {
      const url = this.addresses.get(name) ?? given;
      if (this.urlOf(name) === url) stale.delete(name);
      else this.#sources.set(name, new SubgraphSource({ ...this.options, name, url }));
    }
    for (const [name, source] of stale) {
      if (this.#sources.get(name) === source) this.#sources.delete(name);
      void source.close();
    }
  };

  /** For the compiled plans. */
  readonly ask: Ask = async (service, body, onBehalf) => {
    const source = this.#sources.get(service);
    if (!source) throw new FetchFailed(noAnswer(service, 'is no longer there'));
    return within('gateway.fetch', { subgraph: service }, () => source.connection.ask(body, onBehalf));
  };

  get services(): ServiceMap {
    return Object.fromEntries(this.#sources);
  }

  get urls(): string[] {
    return [...this.#sources.values()].map(({ options }) => options.url);
  }

  urlOf(name: string): string | undefined {
    return this.#sources.get(name)?.options.url;
  }

  /** Where a subgraph takes subscriptions. */
  webSocketUrl(name: string): string | undefined {
    return this.urlOf(name)?.replace(/^http/, 'ws');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sources.values()].map((source) => source.close()));
  }
}
