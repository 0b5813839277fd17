// How the gateway is put together: supergraph, subgraphs, executor, live feeds and the HTTP server in front of them.
// Rooms, from the lowest: operation, execution, graph, access, live, site, http. Each imports only those before it, and the kit's words and process.
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { leaveMs } from '#kit/process/leaving';
import { telling } from '#kit/process/requests';
import { systemClock } from '#kit/words/clock';
import { sealWith } from '#kit/words/secrets';
import type { Api } from '../dashboard/page';
import { addressReader, countRefused, identifyBy } from './access/identify';
import { openIdWith } from './access/openId';
import { Origins } from './access/origins';
import { verifyTokens } from './access/tokens';
import { formatForClient } from './execution/errors';
import { Addresses } from './graph/addresses';
import { servicesOf } from './graph/apollo';
import { Executors, type RequestContext } from './graph/executors';
import { checkApart, Planning } from './graph/planning';
import { Subgraphs } from './graph/subgraphs';
import { type Graph, graphOf, SupergraphFile } from './graph/supergraph';
import { type ExecuteOptions, executing } from './http/answer';
import { serveHttp } from './http/server';
import { SharedAnswers } from './http/sharedAnswers';
import { createLive, type Live } from './live/live';
import { Admission, Documents } from './operation/admission';
import { finiteFloats } from './operation/digits';
import { RateLimits } from './operation/rates';
import { rulesFor } from './operation/rules';
import { type GatewayOptions, readOptions } from './options';
import { Behind } from './site/behind';

export interface RunningGateway {
  readonly port: number;
  readonly live: Live;
  /** How much longer than usual a stop takes, in milliseconds. */
  readonly noticeMs: number;
  stop(): Promise<void>;
}

/** Serves a supergraph until stopped; what is not given is as the settings have it. The subgraphs need not be up. @throws when the file is no supergraph or the port is taken */
export async function startGateway(given: Partial<GatewayOptions> & Pick<GatewayOptions, 'log'>): Promise<RunningGateway> {
  const usual = readOptions({});
  const options: GatewayOptions = { ...usual, ...given, live: { ...usual.live, ...given.live } };
  const { log, production, limits } = options;
  const seal = sealWith(options.subgraphKeys, Date.now);
  const subgraphs = new Subgraphs(options.urls, { ...options, seal });
  const supergraph = new SupergraphFile(options.supergraphFile, subgraphs.locate, log, options.supergraphChecked, checkApart);
  const rates = new RateLimits({ ...options.rates, clock: systemClock, log });
  const identify = countRefused(identifyBy(verifyTokens({ ...options.access, log })), rates);
  const documents = new Documents({ ...options.operations, automatic: !production, maxTokens: limits.tokens });
  const admission = new Admission({ limits, rates, documents });
  const addressOf = addressReader(options);
  const origins = new Origins(options);
  const services = () => servicesOf(subgraphs);
  const rules = rulesFor(production);
  const planning = new Planning({ budget: options.planning, hidesSchema: production, log });
  const { executor } = options;
  const executors = new Executors(supergraph, { executor, ask: subgraphs.ask, services, rules, planning, log });
  const formatError = formatForClient(log, production);
  const apollo = new ApolloServer<RequestContext>({
    gateway: executors.server,
    formatError,
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    validationRules: [finiteFloats],
    hideSchemaDetailsFromClientErrors: production,
    // Both are questions of admission, which is asked on every transport.
    csrfPrevention: false,
    persistedQueries: false,
    // Documents are kept in one place, weighed with all that is kept by them.
    documentStore: null,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled()],
    logger: log,
  });
  const { maxResponseBytes } = options;
  const answers = new SharedAnswers(options.sharing, options.sharedForMs);
  const execution: ExecuteOptions = {
    apollo,
    plans: executors.plans,
    compile: executors.ready,
    formatError: (error) => formatError(error, undefined),
    maxResponseBytes,
    answers,
  };
  const tell = telling(log);
  const executeOperation = executing(execution, (account, ms) => tell(account, 'live', ms));
  const executeForPage = executing(execution, (account, ms) => tell(account, 'page', ms));
  const feeds = new Map([...options.feedUrls].map(([name, urls]) => [name, new Addresses(urls)]));
  const feedAt = (name: string, scheme: RegExp, own: string | undefined) => {
    const given = feeds.get(name)?.any() ?? own;
    return given !== undefined && scheme.test(given) ? given : undefined;
  };
  const live = createLive({
    log,
    seal,
    services,
    ...(executor === 'compiled' && { ask: subgraphs.ask, planning }),
    documents,
    urlOf: (name) => feedAt(name, /^ws/, subgraphs.webSocketUrl(name)),
    eventsUrlOf: (name) => feedAt(name, /^http/, subgraphs.urlOf(name)),
    isAt: (name, url) => feeds.get(name)?.all.includes(url) ?? subgraphs.isAt(name, url),
    onLost: (name, url) => (feeds.get(name) ? feeds.get(name)?.avoid(url) : subgraphs.avoid(name, url)),
    maxConnectionAgeMs: options.feedConnectionAgeMs,
    stoppingSpreadMs: options.stoppingSpreadMs,
    deliveryOf: (name) => options.feedDelivery.get(name) ?? 'latest',
    formatError: (error) =>
      error instanceof GraphQLError ? formatError(error.toJSON(), error) : formatError({ message: '' }, error),
    identify: async (parameters, address) => identify(parameters ?? {}, address),
    addressOf,
    rules,
    maxOpenCost: options.maxOpenEventCost,
    maxConnectionsPerAddress: options.maxConnectionsPerAddress,
    async admit(sent, identity, address) {
      const caller = { transport: 'websocket', simple: false, safeMethod: false, identity, address } as const;
      return (await admission.admit(sent, caller)) ?? { query: '', opener: { address, cost: 0 } };
    },
    count: async (identity, address) => rates.countOperation({ subject: identity?.subject ?? null, address }),
    maxEventBytes: options.maxEventBytes,
    changed: () => void answers.changes++,
    executeOperation,
    origins,
    ...options.live,
  });
  let served: Graph | undefined;
  const prepare = (graph: Graph) => executors.prepare(graph, documents.registeredFor(graph));
  supergraph.prepare = prepare;
  supergraph.onChange((update) => {
    const graph = graphOf(update);
    served = graph;
    for (const name of new Set([...options.feedUrls.keys(), ...options.feedDelivery.keys()]))
      if (subgraphs.urlOf(name) === undefined)
        log.warn({ subgraph: name }, 'FEED_URLS or FEED_DELIVERY names a subgraph that the supergraph does not have');
    // Documents are read anew before live feeds plan theirs again.
    documents.supergraphChanged(graph);
    answers.supergraphChanged(graph);
    live.supergraphChanged(update);
  });
  await apollo.start();
  const behind = new Behind({
    urlOf: (name) => subgraphs.urlOf(name),
    ...{ seal, deadlineMs: options.deadlineMs, fileArrivalMs: options.fileArrivalMs },
    ...{ hidesSchema: production, changed: () => void answers.changes++ },
  });
  const http = await serveHttp({
    ...options,
    ...execution,
    tell,
    live,
    identify,
    origins,
    admission,
    addressOf,
    explain(text, operationName) {
      const operation = documents.read(text, operationName);
      return operation ? executors.explain(operation) : '';
    },
    explorer: {
      operations: () => (served ? documents.registeredFor(served) : []),
      schema: () => served?.apiSchema,
      examples: options.site?.examples ?? {},
    },
    site: options.pages &&
      options.site && {
        site: options.site,
        publicUrl: options.publicUrl,
        api: clientsMay(options),
        accounts: {
          keys: options.sessionKeys,
          openId: options.openId && openIdWith({ ...options.openId, log }),
          choice: options.choice,
          trustedProxies: options.trustedProxies,
          ended: rates,
          clock: systemClock,
        },
        schema: () => served?.apiSchema as GraphQLSchema,
        ...{ execute: executeForPage, admission, addressOf, stream: live.stream, behind, log },
      },
    pages: { behind, identify, rates, addressOf, log },
    subgraphs,
    hasSchema: () => served !== undefined,
  });
  if (served) void prepare(served);
  return {
    port: http.port,
    live,
    noticeMs: leaveMs(options.stoppingNoticeMs) + Math.max(0, options.stoppingSpreadMs - 2_000),
    async stop() {
      await http.leave(options.stoppingNoticeMs);
      await live.close();
      await http.stop();
      await apollo.stop();
      await Promise.all([subgraphs.close(), rates.close(), planning.close()]);
    },
  };
}

/** What a page tells those who write clients. */
const clientsMay = ({ production, operations, rates, limits, maxBodyBytes, maxConnectionsPerAddress }: GatewayOptions): Api => ({
  explorer: !production,
  registeredOnly: operations.registeredOnly,
  limits: [
    { setting: 'RATE_LIMIT', most: rates.operations.points, seconds: rates.operations.seconds },
    ...(rates.values ? [{ setting: 'COST_LIMIT', most: rates.values.points, seconds: rates.values.seconds } as const] : []),
    { setting: 'MAX_COST', most: limits.cost },
    { setting: 'MAX_FIELDS', most: limits.fields },
    { setting: 'MAX_DEPTH', most: limits.depth },
    { setting: 'MAX_EVENT_COST', most: limits.eventCost },
    { setting: 'MAX_CONNECTIONS_PER_ADDRESS', most: maxConnectionsPerAddress },
    { setting: 'MAX_BODY_BYTES', most: maxBodyBytes },
  ],
});
