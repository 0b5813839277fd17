// How does a test run a plan that it wrote itself, against subgraphs that answer what it says?
import { buildSchema, parse } from 'graphql';
import { Executor, type ExecutorOptions } from '#gateway/execution/executor';
import type { ExecutionError, SubgraphAnswer } from '#gateway/execution/run';
import { type Operation, operationOf } from '#gateway/operation/document';

export interface Asked {
  readonly query: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever its own plan sends
  readonly variables: Record<string, any>;
}

/** Answers of each subgraph; a thrown error is a fetch that failed. */
export type Subgraphs = Readonly<Record<string, (asked: Asked) => unknown>>;

/** Fields as a plan requires them: names, or a name with those below it. */
export type Required = readonly (string | { readonly [name: string]: Required })[];

const required = (fields: Required): unknown[] =>
  fields.flatMap((field) =>
    typeof field === 'string'
      ? { kind: 'Field', name: field }
      : Object.entries(field).map(([name, below]) => ({ kind: 'Field', name, selections: required(below) })),
  );

/** A fetch of root fields, or of entities when it says what it requires of a type. */
export const fetchFrom = (
  serviceName: string,
  operation: string,
  requires?: Readonly<Record<string, Required>>,
  more: Record<string, unknown> = {},
) => ({
  kind: 'Fetch',
  serviceName,
  operation,
  operationKind: 'query',
  variableUsages: [],
  ...(requires && {
    requires: Object.entries(requires).map(([typeCondition, fields]) => ({
      kind: 'InlineFragment',
      typeCondition,
      selections: required(fields),
    })),
  }),
  ...more,
});

export const flatten = (path: string, node: unknown) => ({ kind: 'Flatten', path: path.split('.'), node });
export const sequence = (...nodes: unknown[]) => ({ kind: 'Sequence', nodes });
export const parallel = (...nodes: unknown[]) => ({ kind: 'Parallel', nodes });

export interface Answered {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever its own plan answers
  readonly data: any;
  readonly errors: readonly ExecutionError[];
  /** What each subgraph was asked, in order. */
  readonly asked: Readonly<Record<string, readonly Asked[]>>;
}

export interface HandWritten {
  readonly schema: string;
  readonly query: string;
  readonly node: unknown;
  readonly subgraphs: Subgraphs;
  readonly variables?: Record<string, unknown>;
  readonly event?: SubgraphAnswer;
  readonly options?: Partial<ExecutorOptions>;
}

/** Runs one document by a plan that is given, whatever the document says. */
export async function answer({ schema, query, node, subgraphs, variables, event, options }: HandWritten): Promise<Answered> {
  const built = buildSchema(schema, { assumeValid: true });
  const asked: Record<string, Asked[]> = {};
  const executor = new Executor({
    apiSchema: built,
    supergraphSchema: built,
    plan: () => ({ node: node as { kind: string } }),
    unchecked: true,
    async ask(service, body) {
      const request = JSON.parse(body) as Asked;
      asked[service] = [...(asked[service] ?? []), request];
      return (await subgraphs[service]?.(request)) as SubgraphAnswer;
    },
    ...options,
  });
  const compiled = executor.compile(operationOf(parse(query)) as Operation);
  const given = compiled.coerce(variables);
  if ('errors' in given) throw given.errors[0];
  const { data, errors } = await compiled.execute(given.coerced, { headers: {} }, event);
  return { data: JSON.parse(data), errors: JSON.parse(JSON.stringify(errors)), asked };
}

/** The entities for the representations that a subgraph was asked for. */
export const entities =
  // biome-ignore lint/suspicious/noExplicitAny: a test knows the keys of its own entities
    (each: (representation: any) => unknown) =>
    ({ variables }: Asked) => ({
      data: { _entities: variables.representations.map(each) },
    });
