// Which subgraphs does the supergraph name at this moment, and where are they?
import type { ServiceMap } from '@apollo/gateway';
import { FetchFailed, noAnswer } from '../execution/errors';
import type { Ask } from '../execution/run';
import { type SourceOptions, SubgraphSource } from './subgraphSource';
import { within } from './tracing';

/** The data sources of the current supergraph. Addresses of the environment come before those of the supergraph. */
export class Subgraphs {
  readonly #sources = new Map<string, SubgraphSource>();

  constructor(
    private readonly addresses: ReadonlyMap<string, string>,
    private readonly options: Pick<SourceOptions, 'deadlineMs' | 'seal' | 'log'>,
  ) {}

  /** For the gateway, which asks once for each name and address. */
  readonly build = ({ name, url = '' }: { name: string; url?: string | undefined }): SubgraphSource => {
    void this.#sources.get(name)?.close();
    const source = new SubgraphSource({ ...this.options, name, url: this.addresses.get(name) ?? url });
    this.#sources.set(name, source);
    return source;
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
