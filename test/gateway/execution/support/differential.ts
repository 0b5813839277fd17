// Do two executors answer alike? The same plans, the same subgraphs and the same faults for ours and for Apollo's own.
import { isDeepStrictEqual } from 'node:util';
import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, parse, validate } from 'graphql';
import type { ResponsePath } from '#gateway/execution/data';
import { Executor } from '#gateway/execution/executor';
import { type Operation, operationOf } from '#gateway/operation/document';
import { silentLog } from '#kit/words/log';
import { faulty } from './faults';
import { type Generated, generate } from './generate';
import type { Call, Graph } from './graph';
import { chanceOf, hash } from './random';

/** What a client would read. */
export interface Read {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly path?: ResponsePath | undefined }[];
}

export interface Difference extends Generated {
  readonly what: 'data' | 'errors present' | 'threw' | 'path';
  readonly apollo?: Read | undefined;
  readonly ours: Read | string;
}

/** What a run of the fuzz saw. */
export interface Tally {
  compared: number;
  withErrors: number;
  /** Valid operations that Apollo's planner could not plan. */
  notPlanned: number;
  /** Operations for which Apollo's executor threw instead of answering. */
  apolloThrew: number;
  /** Nulls that Apollo's executor gives without any error, where an object has no concrete type; ours says so. */
  silentInApollo: number;
  /** Differences that vanish when both are given the same delays: parallel fetches supply the same field. */
  races: number;
  readonly differences: Difference[];
}

/** Compares the two executors over random operations. The same seed gives the same operations, arguments and faults. */
export async function compareExecutors(graph: Graph, operations: number, seed: number): Promise<Tally> {
  const tally: Tally = {
    compared: 0,
    withErrors: 0,
    notPlanned: 0,
    apolloThrew: 0,
    silentInApollo: 0,
    races: 0,
    differences: [],
  };
  for (let i = 0; i < operations; i++) {
    const own = hash(`${graph.name}:${seed}:${i}`);
    const found = validOperation(graph, own);
    if (!found) continue;
    let plan: QueryPlan;
    try {
      plan = graph.plan(found.document);
    } catch {
      tally.notPlanned++;
      continue;
    }
    await compare(graph, { ...found, plan, call: i % 3 === 0 ? graph.call : faulty(graph.call, own), seed: own }, tally);
  }
  return tally;
}

interface Case {
  readonly generated: Generated;
  readonly document: DocumentNode;
  readonly plan: QueryPlan;
  readonly call: Call;
  readonly seed: number;
}

function validOperation(graph: Graph, seed: number): Pick<Case, 'generated' | 'document'> | undefined {
  const chance = chanceOf(seed);
  for (let attempt = 0; attempt < 30; attempt++) {
    const generated = generate(graph.apiSchema, chance, graph.words);
    const document = parse(generated.query);
    if (validate(graph.apiSchema, document).length === 0) return { generated, document };
  }
  return undefined;
}

const untyped = /no concrete __typename/;

async function compare(graph: Graph, each: Case, tally: Tally): Promise<void> {
  let [apollo, ours] = await both(graph, each);
  if (apollo === undefined) {
    tally.apolloThrew++;
    return;
  }
  tally.compared++;
  let what = differs(apollo, ours);
  if (what) {
    const [slowApollo, slowOurs] = await both(graph, { ...each, call: delayed(each.call, each.seed) });
    if (slowApollo) [apollo, ours] = [slowApollo, slowOurs];
    what = differs(apollo, ours);
    if (!what) tally.races++;
  }
  if (what === 'errors present' && typeof ours === 'object' && ours.errors.every(({ message }) => untyped.test(message))) {
    tally.silentInApollo++;
    what = undefined;
  }
  const add = (what: Difference['what']) => tally.differences.push({ what, ...each.generated, apollo, ours });
  if (what) add(what);
  if (typeof ours === 'string') return;
  if (ours.errors.length > 0) tally.withErrors++;
  if (ours.errors.some(({ path }) => path && !leads(ours.data, path))) add('path');
}

function differs(apollo: Read, ours: Read | string): Difference['what'] | undefined {
  if (typeof ours === 'string') return 'threw';
  return isDeepStrictEqual(apollo.data, ours.data) ? presence(apollo, ours) : 'data';
}

/** Value errors of ours are Apollo's `valueCompletion`: both count as errors here. */
const presence = (apollo: Read, ours: Read) =>
  apollo.errors.length > 0 !== ours.errors.length > 0 ? 'errors present' : undefined;

/** An error leads to a null, to what a null above it swallowed, or to a field that was fetched for the plan or for another type. */
function leads(data: unknown, path: ResponsePath): boolean {
  let at = data;
  for (const part of path) {
    if (at === null) return true;
    if (typeof at !== 'object' || Array.isArray(at) !== (typeof part === 'number')) return false;
    if (!Object.hasOwn(at, part)) return !Array.isArray(at);
    at = (at as Record<string | number, unknown>)[part];
  }
  return true;
}

async function both(graph: Graph, each: Case): Promise<[Read | undefined, Read | string]> {
  graph.reset();
  const apollo = await apolloAnswer(graph, each);
  graph.reset();
  return [apollo, await ourAnswer(graph, each).catch((error: Error) => error.stack ?? error.message)];
}

async function ourAnswer(graph: Graph, { document, plan, call, generated }: Case): Promise<Read> {
  const { apiSchema, supergraphSchema } = graph;
  const executor = new Executor({
    apiSchema,
    supergraphSchema,
    plan: () => plan,
    faithful: 'asApollo',
    ask(service, body) {
      const { query, variables } = JSON.parse(body);
      return call(service, query, variables);
    },
  });
  const compiled = executor.compile(operationOf(document) as Operation);
  const variables = compiled.coerce(generated.variables);
  if ('errors' in variables) throw new Error('the variables do not fit');
  const run = () => compiled.execute(variables.coerced, { headers: {} });
  const { data, errors } = await run();
  return { data: JSON.parse(data), errors: JSON.parse(JSON.stringify(errors)) };
}

/** Undefined when Apollo's executor threw, or gave the whole answer up because of a malformed value. */
async function apolloAnswer(graph: Graph, { document, plan, call, generated }: Case): Promise<Read | undefined> {
  const { apiSchema, supergraphSchema, api, services } = graph;
  const process: ServiceMap[string]['process'] = async ({ request }) => {
    const variables = JSON.parse(JSON.stringify({ ...request.variables }));
    return (await call(currentService, request.query ?? '', variables)) as never;
  };
  let currentService = '';
  const sources: ServiceMap = Object.fromEntries(
    services.map((service) => [
      service,
      {
        process(options) {
          currentService = service;
          return process(options);
        },
      },
    ]),
  );
  const request = { request: generated, context: {}, metrics: {}, logger: silentLog };
  try {
    const operation = buildOperationContext({ schema: apiSchema, operationDocument: document });
    const result = await executeQueryPlan(plan, sources, request as never, operation, supergraphSchema, api);
    if (result.data === undefined) return undefined;
    const { data, errors = [], extensions = {} } = JSON.parse(JSON.stringify(result));
    return { data, errors: [...errors, ...(extensions.valueCompletion ?? [])] };
  } catch {
    return undefined;
  }
}

const delayed =
  (call: Call, seed: number): Call =>
  async (service, query, variables) => {
    await new Promise((resolve) => setTimeout(resolve, (hash(seed + service + query) % 16) * 6));
    return call(service, query, variables);
  };
