// How is the gateway put together: supergraph, subgraphs, executor, live feeds and the HTTP server in front of them?
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import type { Log } from '#kit/log';
import { type RequestIdentity, SubgraphSource } from './federation/subgraphSource';
import { supergraphFromFile } from './federation/supergraph';
import { formatForClient } from './http/clientErrors';
import { serveHttp } from './http/server';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly supergraphFile: string;
  /** Addresses that replace those of the supergraph, by subgraph name. */
  readonly urls: ReadonlyMap<string, string>;
  readonly deadlineMs: number;
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
}

export interface RunningGateway {
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves a supergraph until stopped. The subgraphs need not be up. @throws when the file is no supergraph or the port is taken */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { log, urls, deadlineMs } = options;
  const sources = new Map<string, SubgraphSource>();
  const buildService = ({ name, url = '' }: { name: string; url?: string | undefined }) => {
    void sources.get(name)?.close();
    const source = new SubgraphSource({ name, url: urls.get(name) ?? url, deadlineMs, log });
    sources.set(name, source);
    return source;
  };
  const gateway = new ApolloGateway({
    supergraphSdl: supergraphFromFile(options.supergraphFile, log),
    buildService,
    logger: log,
  });
  const apollo = new ApolloServer<RequestIdentity>({
    gateway,
    formatError: formatForClient(log),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    logger: log,
  });
  await apollo.start();
  const http = await serveHttp({
    ...options,
    apollo,
    subgraphUrls: () => [...sources.values()].map(({ options: { url } }) => url),
  });
  return {
    port: http.port,
    async stop() {
      await http.stop();
      await apollo.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}
