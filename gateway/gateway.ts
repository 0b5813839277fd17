// How is the gateway put together: supergraph, subgraphs, executor, live feeds and the HTTP server in front of them?
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import { systemClock } from '#kit/clock';
import { type Identity, identityHeaders } from '#kit/identity';
import type { Log } from '#kit/log';
import { type KeyRing, sealWith } from '#kit/passport';
import { identifyBy } from './access/identify';
import { type TokenOptions, verifyTokens } from './access/tokens';
import type { RequestContext } from './federation/subgraphSource';
import { Subgraphs } from './federation/subgraphs';
import { supergraphFromFile } from './federation/supergraph';
import { formatForClient } from './http/clientErrors';
import { serveHttp } from './http/server';
import { createLive, type Live } from './live/live';
import type { LiveRequest } from './live/sharedStream';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly supergraphFile: string;
  /** Addresses that replace those of the supergraph, by subgraph name. */
  readonly urls: ReadonlyMap<string, string>;
  /** How long a call of a subgraph may take. */
  readonly deadlineMs: number;
  /** Origins whose pages may open live feeds. */
  readonly allowedOrigins: readonly string[];
  /** Shared with the subgraphs; without them everyone is anonymous to the subgraphs. */
  readonly gatewayKeys?: KeyRing;
  /** Whose tokens are believed; nobody's when not given. */
  readonly access?: Omit<TokenOptions, 'log'>;
  readonly log: Log;
}

export interface RunningGateway {
  readonly port: number;
  readonly live: Live;
  stop(): Promise<void>;
}

/** Serves a supergraph until stopped. The subgraphs need not be up. @throws when the file is no supergraph or the port is taken */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { log, host, port } = options;
  const seal = sealWith(options.gatewayKeys ?? [], systemClock);
  const subgraphs = new Subgraphs(options.urls, { ...options, seal });
  const gateway = new ApolloGateway({
    supergraphSdl: supergraphFromFile(options.supergraphFile, log),
    buildService: subgraphs.build,
    logger: log,
  });
  const identify = identifyBy(verifyTokens({ ...nobody, ...options.access, log }));
  const formatError = formatForClient(log);
  const apollo = new ApolloServer<RequestContext>({
    gateway,
    formatError,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    logger: log,
  });
  const live = createLive({
    log,
    seal,
    services: () => subgraphs.services,
    urlOf: (name) => subgraphs.webSocketUrl(name),
    contextOf: ({ headers }): RequestContext & Record<string, unknown> => ({ headers }),
    formatError: (error) =>
      error instanceof GraphQLError ? formatError(error.toJSON(), error) : formatError({ message: '' }, error),
    identify: (parameters) => identify(parameters ?? {}),
    executeOperation: (operation, identity) => execute(apollo, operation, identity),
    origins: options.allowedOrigins,
  });
  gateway.onSchemaLoadOrUpdate(live.supergraphChanged);
  await apollo.start();
  const http = await serveHttp({ apollo, live, identify, host, port, log, subgraphUrls: () => subgraphs.urls });
  return {
    port: http.port,
    live,
    async stop() {
      http.refuseReadiness();
      await live.close();
      await http.stop();
      await apollo.stop();
      await subgraphs.close();
    },
  };
}

/** Without access options no token is believed. */
const nobody = { issuers: [], claims: { roles: 'roles', libraryIds: 'libraryIds' }, clockToleranceS: 0 };

/** Answers an operation that came over a live transport as an HTTP request would be answered. */
async function execute(
  apollo: ApolloServer<RequestContext>,
  { query, operationName, variables }: LiveRequest,
  identity: Identity,
) {
  const request = { query, ...(operationName && { operationName }), ...(variables && { variables: { ...variables } }) };
  const { body } = await apollo.executeOperation(request, { contextValue: { headers: identityHeaders(identity) } });
  if (body.kind === 'incremental') throw new Error('Incremental delivery was not asked for.');
  return body.singleResult;
}
