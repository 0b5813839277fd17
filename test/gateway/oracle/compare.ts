// Asks the gateway's executor and the whole server the same, and says how the answers differ.
import { isDeepStrictEqual } from 'node:util';
import type { SubscriptionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  specifiedRules,
  validate,
} from 'graphql';
import { type CompiledOperation, Executor } from '#gateway/execution/executor';
import { fragmentsOf, insideOf } from '#gateway/execution/rewording';
import type { OnBehalf } from '#gateway/execution/run';
import { RenamedOperation, type Runnable } from '#gateway/graph/executors';
import { Documents } from '#gateway/operation/admission';
import type { Operation, Variables } from '#gateway/operation/document';
import type { ChosenNames } from '#gateway/operation/pattern';
import type { Call } from '../execution/support/graph';
import type { Both } from './whole';

/** An answer as a client reads it. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] | undefined }[];
}

/** How one operation went. `silent` is the worst: another answer, and no error beside it. */
export type Verdict = 'right' | 'refused' | 'silent' | 'loud' | 'paths';

export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Makes subgraphs fail or lie; the whole server then cannot be the judge of data. */
  readonly call?: Call;
}

/** Each world has one executor, as a gateway has. How it asks is the case's. */
const executors = new WeakMap<Both, Gateway>();

interface Gateway {
  readonly executor: Executor;
  readonly documents: Documents;
  readonly patterns: WeakMap<Operation, CompiledOperation>;
  readonly asking: { call: Call };
}

function executorOf(both: Both) {
  const known = executors.get(both);
  if (known) return known;
  const asking = { call: both.graph.call };
  const ask = (service: string, body: string) => {
    const sent = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    return asking.call(service, sent.query, sent.variables ?? {});
  };
  const documents = new Documents({ folder: '', registeredOnly: false, automatic: false, maxTokens: 100_000 });
  documents.supergraphChanged(both.graph);
  const made = { executor: new Executor({ ...both.graph, ask }), documents, patterns: new WeakMap(), asking };
  executors.set(both, made);
  return made;
}

/** Asks the executor that ships. The event of a subscription is what its subgraph answers to it. */
export async function askGateway(both: Both, { query, variables = {}, call = both.graph.call }: Asked): Promise<Answer> {
  const { executor, documents, patterns, asking } = executorOf(both);
  asking.call = call;
  const operation = documents.read(query, undefined) as Operation;
  const { renaming } = operation;
  const onBehalf: OnBehalf = { headers: {} };
  // As at first sight: subgraphs are asked before the plan is checked.
  const begin = (names?: ChosenNames) =>
    executor.begin(renaming?.pattern ?? operation, { variables, onBehalf, ...(names && { names }) });
  if (renaming) {
    let pattern = patterns.get(renaming.pattern);
    if (!pattern) begin(renaming.names);
    pattern ??= executor.compile(renaming.pattern);
    patterns.set(renaming.pattern, pattern);
    return answerOf(new RenamedOperation(pattern, renaming.names), variables, onBehalf);
  }
  begin();
  const plan = executor.plan(operation);
  const compiled = executor.compile(operation, plan);
  const primary = plan.node?.kind === 'Subscription' ? (plan.node as unknown as SubscriptionNode).primary : undefined;
  return answerOf(
    compiled,
    variables,
    onBehalf,
    (coerced) => primary && call(primary.serviceName, primary.operation, { ...coerced }),
  );
}

async function answerOf(
  ready: Runnable,
  variables: Variables,
  onBehalf: OnBehalf,
  eventOf: (coerced: Variables) => ReturnType<Call> | undefined = () => undefined,
): Promise<Answer> {
  const coerced = ready.coerce(variables);
  if ('errors' in coerced) return { errors: coerced.errors };
  const { data, errors } = await ready.execute(coerced.coerced, onBehalf, await eventOf(coerced.coerced));
  return { data: JSON.parse(data), ...(errors.length > 0 && { errors }) };
}

/** The gateway's answer beside the right one. */
export async function judge(
  both: Both,
  asked: Asked,
  between: () => void = () => {},
): Promise<{ verdict: Verdict; right: Answer; given: Answer | string }> {
  const right = (await both.whole(asked.query, asked.variables)) as Answer;
  between();
  let given: Answer;
  try {
    given = await askGateway(both, asked);
  } catch (refusal) {
    return { verdict: 'refused', right, given: String(refusal) };
  }
  if (!isDeepStrictEqual(given.data ?? null, right.data ?? null)) {
    const isSilent = (given.errors?.length ?? 0) === 0 || (right.errors?.length ?? 0) > 0;
    return { verdict: isSilent ? 'silent' : 'loud', right, given };
  }
  const paths = ({ errors = [] }: Answer) => errors.map(({ path = [] }) => path);
  const told = paths(given);
  const isWhole =
    paths(right).every((path) => told.some((other) => explains(other, path, given.data))) &&
    told.every((path) => isNulled(given.data, path));
  return { verdict: isWhole ? 'right' : 'paths', right, given };
}

/** The same place, or one that the same null stands for: of several reasons for a null, one is enough. */
function explains(other: readonly (string | number)[], path: readonly (string | number)[], data: unknown): boolean {
  if (data === null) return true;
  let value: unknown = data;
  const depth = path.findIndex((part) => {
    value = (value as Record<string | number, unknown> | null)?.[part];
    return value === null || value === undefined;
  });
  const nulled = path.slice(0, depth + 1);
  return nulled.every((part, i) => other[i] === part);
}

/** Errors beyond the first that made a place null are allowed by the specification, and no others. */
function isNulled(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const part of path) {
    if (value === null) return true;
    if (typeof value !== 'object') return false;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value === null && path.length > 0;
}

type Place = readonly (string | number)[];

/**
 * Places where one server has a value and the gateway, some of whose calls failed, has null, though no error is near: one of the place
 * itself, of one above or below, in whichever item of a list. What is computed of something that failed may differ.
 */
export function silentNulls(right: Answer, given: Answer): Place[] {
  const names = (path: Place) => path.filter((part) => typeof part === 'string').join('\n');
  const told = (given.errors ?? []).map(({ path }) => names(path ?? []));
  const found: Place[] = [];
  const walk = (whole: unknown, part: unknown, path: Place): void => {
    if (whole === null || whole === undefined) return;
    const here = names(path);
    if (part === null || part === undefined) {
      if (!told.some((each) => here.startsWith(each) || each.startsWith(here))) found.push(path);
    } else if (typeof whole === 'object')
      for (const [key, value] of Object.entries(whole))
        walk(value, (part as Record<string, unknown>)[key], [...path, Array.isArray(whole) ? Number(key) : key]);
  };
  walk(right.data, given.data, []);
  return found;
}

/** The first place where data is not what the schema and the operation say it can be, whatever subgraphs sent; undefined where it fits. */
export function misfit(schema: GraphQLSchema, { query, variables = {} }: Asked, data: unknown): string | undefined {
  const document = parse(query);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const fragments = fragmentsOf(document);
  const isIncluded = (node: SelectionNode) =>
    getDirectiveValues(GraphQLSkipDirective, node, coerced)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, coerced)?.if !== false;
  const fieldsOf = (type: GraphQLObjectType, sets: readonly SelectionSetNode[], found = new Map<string, FieldNode[]>()) => {
    for (const node of sets.flatMap(({ selections }) => selections).filter(isIncluded)) {
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        found.set(key, [...(found.get(key) ?? []), node]);
        continue;
      }
      const inside = insideOf(node, fragments);
      const condition = inside?.typeCondition && schema.getType(inside.typeCondition.name.value);
      if (inside && (!condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type))))
        fieldsOf(type, [inside.selectionSet], found);
    }
    return found;
  };
  const inObject = (
    type: GraphQLObjectType,
    value: object,
    sets: readonly SelectionSetNode[],
    path: string,
  ): string | undefined => {
    const fields = fieldsOf(type, sets);
    if (Object.keys(value).join() !== [...fields.keys()].join()) return `${path} has ${Object.keys(value)}`;
    for (const [key, nodes] of fields) {
      const [{ name }] = nodes as [FieldNode];
      const [each, place] = [(value as Record<string, unknown>)[key], `${path}.${key}`];
      if (name.value === '__typename' && each !== type.name) return `${place} is ${each}`;
      const field = type.getFields()[name.value];
      const wrong = field && inValue(field.type, each, nodes, place);
      if (wrong) return wrong;
    }
    return undefined;
  };
  const inValue = (type: GraphQLOutputType, value: unknown, nodes: readonly FieldNode[], path: string): string | undefined => {
    if (isNonNullType(type)) return value === null ? `${path} is null` : inValue(type.ofType, value, nodes, path);
    if (value === null) return undefined;
    if (isListType(type)) {
      if (!Array.isArray(value)) return `${path} is no list`;
      return value.map((each, i) => inValue(type.ofType, each, nodes, `${path}.${i}`)).find(Boolean);
    }
    if (isLeafType(type)) {
      const serialized = isSpecifiedScalarType(type) || isEnumType(type) ? attempt(() => type.serialize(value)) : value;
      return isDeepStrictEqual(serialized, value) ? undefined : `${path} is ${JSON.stringify(value)}`;
    }
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const wrong = types.map((each) => inObject(each, value as object, sets, path));
    return wrong.every(Boolean) ? wrong.join(' or ') : undefined;
  };
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  return data === null ? undefined : inObject(root, data as object, [operation.selectionSet], '');
}

const attempt = (act: () => unknown): unknown => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

export const isValid = (schema: GraphQLSchema, query: string): boolean =>
  validate(schema, parse(query), specifiedRules, { maxErrors: 1 }).length === 0;
