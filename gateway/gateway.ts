// How is the gateway put together: supergraph, subgraphs, executor, live feeds and the HTTP server in front of them?
import { setTimeout } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema, NoSchemaIntrospectionCustomRule, specifiedRules } from 'graphql';
import { systemClock } from '../services/kit/words/clock';
import { type Identity, identityHeaders } from '../services/kit/words/identity';
import { sealWith } from '../services/kit/words/passport';
import { countRefused } from './access/countRefused';
import { identifyBy } from './access/identify';
import { verifyTokens } from './access/tokens';
import { Admission } from './admission';
import { Executors } from './federation/executors';
import type { RequestContext } from './federation/subgraphSource';
import { Subgraphs } from './federation/subgraphs';
import { SupergraphFile } from './federation/supergraph';
import { formatForClient } from './http/clientErrors';
import { serveHttp } from './http/server';
import { addressReader } from './limits/clientAddress';
import { RateLimits } from './limits/rates';
import { ResponseTooLarge } from './limits/refusals';
import { createLive, type Live } from './live/live';
import type { LiveRequest } from './live/request';
import { Operations } from './operations/registered';
import { type GatewayOptions, usual } from './options';
import { readSite } from './site/pageFiles';

export interface RunningGateway {
  readonly port: number;
  readonly live: Live;
  /** How much longer than usual a stop takes, in milliseconds. */
  readonly noticeMs: number;
  stop(): Promise<void>;
}

/** Serves a supergraph until stopped. The subgraphs need not be up. @throws when the file is no supergraph or the port is taken */
export async function startGateway(given: GatewayOptions): Promise<RunningGateway> {
  const options = { ...usual, ...given };
  const { log, production, limits } = options;
  const seal = sealWith(options.subgraphKeys ?? new Map(), systemClock);
  const subgraphs = new Subgraphs(options.urls, { ...options, seal });
  const supergraph = new SupergraphFile(options.supergraphFile, subgraphs.locate, log);
  const rates = new RateLimits({ ...options.rates, clock: systemClock, log });
  const identify = countRefused(identifyBy(verifyTokens({ ...options.access, log })), rates);
  const operations = new Operations({ ...options.operations, automatic: !production });
  const admission = new Admission({ limits, rates, operations });
  const addressOf = addressReader(options);
  const services = () => subgraphs.services;
  const executors = new Executors(supergraph, { executor: options.executor ?? 'apollo', ask: subgraphs.ask, services, log });
  const formatError = formatForClient(log, production);
  const apollo = new ApolloServer<RequestContext>({
    gateway: executors.server,
    formatError,
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    // Both are questions of admission, which is asked on every transport.
    csrfPrevention: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled(), ...(production ? [ApolloServerPluginLandingPageDisabled()] : [])],
    logger: log,
  });
  const executeOperation = (operation: LiveRequest, identity: Identity) =>
    execute(apollo, operation, identity, options.maxResponseBytes);
  const live = createLive({
    log,
    seal,
    services,
    ...(options.executor === 'compiled' && { ask: subgraphs.ask }),
    urlOf: (name) => subgraphs.webSocketUrl(name),
    contextOf: ({ headers }): RequestContext & Record<string, unknown> => ({ headers }),
    formatError: (error) =>
      error instanceof GraphQLError ? formatError(error.toJSON(), error) : formatError({ message: '' }, error),
    identify: (parameters, address) => identify(parameters ?? {}, address),
    addressOf,
    maxTokens: limits.tokens,
    ...(production && { rules: [...specifiedRules, NoSchemaIntrospectionCustomRule] }),
    maxOpenCost: options.maxOpenEventCost,
    ...(options.maxConnectionsPerAddress !== undefined && { maxConnectionsPerAddress: options.maxConnectionsPerAddress }),
    async admit({ extensions, ...sent }, identity, address) {
      const asking = { transport: 'websocket', simple: false, safeMethod: false, identity, address } as const;
      const admitted = await admission.admit({ ...asking, sent: { ...sent, extensions } });
      return { ...sent, query: admitted?.query ?? sent.query, opener: { address, cost: admitted?.cost ?? 0 } };
    },
    maxEventBytes: options.maxEventBytes,
    executeOperation,
    origins: options.allowedOrigins,
    ...options.live,
  });
  supergraph.onChange(live.supergraphChanged);
  supergraph.onChange((update) => admission.supergraphChanged(update));
  let schema: GraphQLSchema | undefined;
  supergraph.onChange(({ apiSchema }) => {
    schema = apiSchema;
  });
  await apollo.start();
  const http = await serveHttp({
    ...options,
    apollo,
    live,
    identify,
    admission,
    addressOf,
    accepted: (text, operationName) => executors.accepted(text, operationName),
    explain: (text, operationName) => executors.explain(text, operationName),
    formatError: (error) => formatError(error, undefined),
    ...(options.pagesFolder && {
      site: {
        files: readSite(options.pagesFolder, options.operations.folder),
        schema: () => schema as GraphQLSchema,
        ...{ execute: executeOperation, admission, addressOf, log },
      },
    }),
    pages: {
      urlOf: (name) => subgraphs.urlOf(name),
      identify,
      seal,
      rates,
      addressOf,
      deadlineMs: options.deadlineMs,
      fileArrivalMs: options.fileArrivalMs,
      log,
    },
    subgraphUrls: () => subgraphs.urls,
  });
  return {
    port: http.port,
    live,
    noticeMs: options.stoppingNoticeMs,
    async stop() {
      http.refuseReadiness();
      await setTimeout(options.stoppingNoticeMs);
      await live.close();
      await http.stop();
      await apollo.stop();
      await Promise.all([subgraphs.close(), rates.close()]);
    },
  };
}

/** Answers an operation that came over a live transport as an HTTP request would be answered. */
async function execute(
  apollo: ApolloServer<RequestContext>,
  { query, operationName, variables }: LiveRequest,
  identity: Identity,
  maxBytes: number,
) {
  const request = { query, ...(operationName && { operationName }), ...(variables && { variables: { ...variables } }) };
  const { body } = await apollo.executeOperation(request, { contextValue: { headers: identityHeaders(identity) } });
  if (body.kind === 'incremental') throw new Error('Incremental delivery was not asked for.');
  if (Buffer.byteLength(JSON.stringify(body.singleResult)) > maxBytes) throw new ResponseTooLarge(maxBytes);
  return body.singleResult;
}
