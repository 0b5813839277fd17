// Do the plans of two planners, executed alike on the same subgraphs, give the same data?
import { isDeepStrictEqual } from 'node:util';
import { type DocumentNode, parse, validate } from 'graphql';
import { Executor } from '#gateway/execution/executor';
import { type Operation, operationOf } from '#gateway/operation/document';
import { generate } from './generate';
import type { Graph } from './graph';
import { chanceOf, hash } from './random';
import type { Plan } from './secondPlanner';

export interface Opinion {
  readonly data: unknown;
  readonly errors: readonly string[];
}

/** What two planners made of one operation. */
export interface Opinions {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** A text is why the planner refused. */
  readonly first: Opinion | string;
  readonly second: Opinion | string;
}

/** Both plans of so many random operations, executed. The same seed gives the same operations. */
export async function opinionsOn(graph: Graph, second: Plan, operations: number, seed: number): Promise<Opinions[]> {
  const all: Opinions[] = [];
  for (let i = 0; i < operations; i++) {
    const chance = chanceOf(hash(`${graph.name}:${seed}:${i}`));
    const { query, variables } = generate(graph.apiSchema, chance, graph.words);
    const document = parse(query);
    if (validate(graph.apiSchema, document).length > 0) continue;
    all.push({
      query,
      variables,
      first: await opinion(graph, graph.plan, document, variables),
      second: await opinion(graph, second, document, variables),
    });
  }
  return all;
}

export const agree = ({ first, second }: Opinions): boolean =>
  typeof first === 'object' && typeof second === 'object' && isDeepStrictEqual(first.data, second.data);

export async function opinion(
  graph: Graph,
  plan: Plan,
  document: DocumentNode,
  given: Opinions['variables'],
): Promise<Opinion | string> {
  graph.reset();
  const executor = new Executor({
    ...graph,
    plan,
    unchecked: true,
    ask(service, body) {
      const { query, variables } = JSON.parse(body);
      return graph.call(service, query, variables);
    },
  });
  let compiled: ReturnType<Executor['compile']>;
  try {
    compiled = executor.compile(operationOf(document) as Operation);
  } catch (error) {
    return (error as Error).message;
  }
  const variables = compiled.coerce(given);
  if ('errors' in variables) throw new Error('the variables do not fit');
  const { data, errors } = await compiled.execute(variables.coerced, { headers: {} });
  return { data: JSON.parse(data), errors: errors.map(({ message }) => message) };
}
