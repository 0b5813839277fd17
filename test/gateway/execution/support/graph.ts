// What is a federation in one process: a supergraph, its planner, and subgraphs that answer without a network?
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, execute, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import type { Entity } from '#gateway/execution/data';
import type { SubgraphAnswer } from '#gateway/execution/run';
import { plannerOf } from '#gateway/graph/supergraph';

/** Answers one request of a subgraph with fresh objects. */
export type Call = (service: string, query: string, variables: Record<string, unknown>) => Promise<SubgraphAnswer>;

export interface Graph {
  readonly name: string;
  readonly sdl: string;
  readonly api: Schema;
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly services: readonly string[];
  plan(document: DocumentNode, operationName?: string | null): QueryPlan;
  readonly call: Call;
  /** Puts data that mutations change back as it was. */
  reset(): void;
  /** Values of IDs and strings that arguments take. */
  readonly words: readonly string[];
}

export interface GraphParts extends Pick<Graph, 'name' | 'words'> {
  readonly sdl: string;
  readonly schemas: Readonly<Record<string, GraphQLSchema>>;
  readonly reset?: () => void;
}

export function graphOf({ name, sdl, schemas, words, reset = () => {} }: GraphParts): Graph {
  const supergraph = Supergraph.build(sdl);
  const api = supergraph.apiSchema();
  // Any plan will do here, so the planner need not look for the best of thousands.
  const plan = plannerOf(parse(sdl, { noLocation: true }), supergraph, { debug: { maxEvaluatedPlans: 100, pathsLimit: 10_000 } });
  const documents = new Map<string, DocumentNode>();
  return {
    name,
    sdl,
    api,
    words,
    reset,
    apiSchema: api.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    services: Object.keys(schemas),
    plan: (document, operationName) => plan(operationFromDocument(api, document, operationName ? { operationName } : {})),
    async call(service, query, variables) {
      const schema = schemas[service];
      if (!schema) throw new Error(`no subgraph ${service}`);
      let document = documents.get(`${service} ${query}`);
      if (!document) {
        document = parse(query);
        const invalid = validate(schema, document, specifiedRules, { maxErrors: 1 });
        if (invalid.length > 0) return JSON.parse(JSON.stringify({ errors: invalid }));
        documents.set(`${service} ${query}`, document);
      }
      const { data, errors } = await execute({ schema, document, variableValues: variables });
      return JSON.parse(JSON.stringify({ data, errors })) as { data: Entity };
    },
  };
}
