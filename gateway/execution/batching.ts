// Fetches of entities that would ask one subgraph at the same moment become one request with a list of entities for each of them.
import type { FetchDataRewrite, FetchNode, FlattenNode } from '@apollo/query-planner';
import {
  type DefinitionNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
} from 'graphql';
import type { PathPart } from './data';
import type { Requirement } from './entities';

/** A list of entities within a request, for the objects at several paths. */
interface EntityBatch {
  readonly alias: string;
  readonly representationsVariableName: string;
  readonly paths: readonly (readonly PathPart[])[];
  readonly requires: readonly Requirement[];
  readonly inputRewrites?: readonly FetchDataRewrite[];
  readonly outputRewrites?: readonly FetchDataRewrite[];
}

/** A fetch of several entity lists at once, each from several paths: ours, or the second planner's. */
export interface BatchFetchNode extends Omit<FetchNode, 'kind'> {
  readonly kind: 'BatchFetch';
  readonly entityBatch: { readonly aliases: readonly EntityBatch[] };
  /** What it was made of: asked one by one where the subgraph answers nothing at all, so that one bad list spoils no other. */
  readonly parts?: readonly EntityFetch[];
}

/** A fetch for the objects at a path. */
interface EntityFetch extends Pick<FlattenNode, 'kind' | 'path'> {
  readonly node: FetchNode;
}

/** A subgraph may bound how many lists it answers in one request. */
const maxLists = 50;

/** The nodes of a Parallel with fewer requests in it. Whatever is no plain fetch of entities stays as it is. */
export function batched<Node extends { readonly kind: string }>(nodes: readonly Node[]): (Node | BatchFetchNode)[] {
  const byService = new Map<string, EntityFetch[]>();
  const others: Node[] = [];
  for (const each of nodes) {
    const fetch = entityFetch(each);
    if (fetch) byService.set(fetch.node.serviceName, [...(byService.get(fetch.node.serviceName) ?? []), fetch]);
    else others.push(each);
  }
  const made = [...byService.values()].flatMap((fetches): (Node | BatchFetchNode)[] =>
    fetches.length === 1 ? (fetches as unknown as Node[]) : (inOne(fetches) as (Node | BatchFetchNode)[]),
  );
  return [...others, ...made];
}

function entityFetch(node: { readonly kind: string }): EntityFetch | undefined {
  if (node.kind !== 'Flatten') return undefined;
  const { node: fetch } = node as EntityFetch;
  return fetch.kind === 'Fetch' && fetch.requires && !fetch.contextRewrites?.length ? (node as EntityFetch) : undefined;
}

/** One list of a request: what it asks for, and everything else that decides how it is asked and read. */
interface List {
  readonly fetch: FetchNode;
  readonly field: FieldNode;
  readonly paths: (readonly PathPart[])[];
}

function inOne(fetches: readonly EntityFetch[]): (EntityFetch | BatchFetchNode)[] {
  const lists = new Map<string, List>();
  const parts: EntityFetch[] = [];
  const apart: EntityFetch[] = [];
  const definitions = new Map<string, VariableDefinitionNode>();
  for (const part of fetches) {
    const { node, path } = part;
    const asked = entitiesIn(node.operation);
    const key = asked && JSON.stringify([print(asked.field), node.requires, node.inputRewrites, node.outputRewrites]);
    const known = key === undefined ? undefined : lists.get(key);
    if (!asked || key === undefined || (!known && lists.size === maxLists)) {
      apart.push(part);
      continue;
    }
    if (known) known.paths.push(path);
    else lists.set(key, { fetch: node, field: asked.field, paths: [path] });
    for (const each of asked.variables) definitions.set(each.variable.name.value, each);
    parts.push(part);
  }
  if (parts.length < 2) return [...fetches];
  const remaining = apart.length > 1 ? inOne(apart) : apart;
  return [batchOf([...lists.values()], [...definitions.values()], parts), ...remaining];
}

/** The one field of a fetch of entities, and its variables besides the representations; undefined for an unusual text. */
function entitiesIn(
  text: string,
): { readonly field: FieldNode; readonly variables: readonly VariableDefinitionNode[] } | undefined {
  const [operation, fragment] = definitionsIn(text);
  if (operation?.kind !== Kind.OPERATION_DEFINITION || fragment || operation.directives?.length) return undefined;
  const [field, another] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || another || field.name.value !== '_entities' || field.alias || field.directives?.length)
    return undefined;
  const variables = (operation.variableDefinitions ?? []).filter(({ variable }) => variable.name.value !== 'representations');
  return { field, variables };
}

function definitionsIn(text: string): readonly DefinitionNode[] {
  try {
    return parse(text, { noLocation: true }).definitions;
  } catch {
    return [];
  }
}

function batchOf(
  lists: readonly List[],
  definitions: readonly VariableDefinitionNode[],
  parts: readonly EntityFetch[],
): BatchFetchNode {
  const taken = new Set(definitions.map(({ variable }) => variable.name.value));
  const names = lists.map((_, i) => {
    let name = `representations${i}`;
    while (taken.has(name)) name += '_';
    return name;
  });
  const aliases = lists.map(
    ({ fetch, paths }, i): EntityBatch => ({
      alias: `entities${i}`,
      representationsVariableName: names[i] ?? '',
      paths,
      requires: fetch.requires as readonly Requirement[],
      ...(fetch.inputRewrites && { inputRewrites: fetch.inputRewrites }),
      ...(fetch.outputRewrites && { outputRewrites: fetch.outputRewrites }),
    }),
  );
  const fields = lists.map(({ field }, i) => {
    const { selectionSet } = field;
    const text = selectionSet ? print(selectionSet) : '';
    return `entities${i}:_entities(representations:$${names[i]})${text}`;
  });
  const variables = [...names.map((name) => `$${name}:[_Any!]!`), ...definitions.map((each) => print(each))];
  const { fetch } = lists[0] as List;
  const operation = stripIgnoredCharacters(`query ${fetch.operationName ?? ''}(${variables.join(',')}){${fields.join(' ')}}`);
  const { outputRewrites: _, inputRewrites: __, ...common } = fetch;
  return {
    ...common,
    kind: 'BatchFetch',
    operation,
    operationKind: 'query' as OperationDefinitionNode['operation'],
    variableUsages: [...taken],
    entityBatch: { aliases },
    parts,
  };
}
