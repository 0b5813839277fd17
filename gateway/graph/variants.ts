// A plan in which required fields with arguments have names of the planner's, put back as a plan that subgraphs understand.
import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type { Requirement } from '../execution/entities';
import type { PlanLike } from '../execution/plan';

/** Begins the name of a field that is the planner's alone. Client names like it are kept apart. */
export const variantPrefix = '_required_';

/** By path from the object, such as `size` or `friends/name`, the name under which the planner requires that field there. */
export type Needs = ReadonlyMap<string, string>;

/** What a view of a supergraph knows of its variants. */
interface KnownVariants {
  /** By the planner's name, the field with its arguments. */
  readonly byName: ReadonlyMap<string, FieldNode>;
  /** By subgraph and `Type.field`. */
  readonly needs: ReadonlyMap<string, Needs>;
}

/** What a requirement needs; `byName` says which names are the planner's. */
export function needsOf(set: SelectionSetNode, byName: KnownVariants['byName'], path = ''): Map<string, string> {
  const needs = new Map<string, string>();
  for (const each of set.selections) {
    if (each.kind === Kind.FRAGMENT_SPREAD) continue;
    if (each.kind === Kind.INLINE_FRAGMENT) {
      for (const [place, name] of needsOf(each.selectionSet, byName, path)) needs.set(place, name);
      continue;
    }
    const place = path + plainName(each.name.value, byName);
    needs.set(place, each.name.value);
    if (each.selectionSet) for (const [below, name] of needsOf(each.selectionSet, byName, `${place}/`)) needs.set(below, name);
  }
  return needs;
}

const plainName = (name: string, byName: KnownVariants['byName']): string => byName.get(name)?.name.value ?? name;

interface Node {
  readonly kind: string;
  readonly nodes?: readonly Node[];
  readonly node?: Node;
  readonly [key: string]: unknown;
}

/** The plan with the fields themselves in place of the planner's names, in as many fetches as there are different arguments of one field. */
export function withVariants<Plan extends PlanLike>(plan: Plan, variants: KnownVariants): Plan {
  return plan.node ? { ...plan, node: restored(plan.node as Node, variants) } : plan;
}

function restored(node: Node, variants: KnownVariants): Node {
  if (node.kind === 'Fetch') {
    const parts = partsOf(node as unknown as FetchNode, variants).map((each) => asAsked(each, variants));
    return (parts.length === 1 ? parts[0] : { kind: 'Parallel', nodes: parts }) as unknown as Node;
  }
  if (node.kind === 'Flatten' && node.node?.kind === 'Fetch') {
    const parts = partsOf(node.node as unknown as FetchNode, variants).map((each) => ({
      ...node,
      node: asAsked(each, variants),
    }));
    return (parts.length === 1 ? parts[0] : { kind: 'Parallel', nodes: parts }) as unknown as Node;
  }
  const inner: Record<string, unknown> = {};
  for (const key of ['node', 'primary', 'rest', 'ifClause', 'elseClause']) {
    const below = node[key] as Node | undefined;
    if (below) inner[key] = restored(below, variants);
  }
  if (!node.nodes) return { ...node, ...inner };
  const nodes = node.nodes.map((each) => restored(each, variants));
  return {
    ...node,
    nodes: nodes.flatMap((each) => (node.kind === 'Parallel' && each.kind === 'Parallel' ? (each.nodes ?? []) : each)),
  };
}

/** A field of the entities of a fetch, and what it needs sent. */
interface Group {
  readonly fields: Set<FieldNode>;
  readonly needs: Map<string, string>;
}

/** One fetch for each combination of requirements that does not fit into another, since a subgraph is sent a field under its own name. */
function partsOf(fetch: FetchNode, variants: KnownVariants): FetchNode[] {
  if (!fetch.requires || !JSON.stringify(fetch.requires).includes(variantPrefix)) return [fetch];
  const document = parse(fetch.operation, { noLocation: true });
  const groups: Group[] = [];
  for (const [field, needs] of neededBy(entitiesOf(document), fetch.serviceName, variants)) {
    let group = groups.find((each) => [...needs].every(([place, name]) => (each.needs.get(place) ?? name) === name));
    if (!group) {
      group = { fields: new Set(), needs: new Map() };
      groups.push(group);
    }
    group.fields.add(field);
    for (const [place, name] of needs) group.needs.set(place, name);
  }
  if (groups.length < 2) return [fetch];
  return groups.map((group) => {
    const operation = textOf(onlyFields(document, group.fields, groups));
    const variableUsages = (fetch.variableUsages ?? []).filter((name) => variablesIn(operation).has(name));
    const requires = onlyNeeded(fetch.requires as readonly Requirement[], group.needs, variants.byName) as FetchNode['requires'];
    return { ...fetch, operation, variableUsages, ...(requires && { requires }) };
  });
}

const entitiesOf = ({ definitions: [operation] }: DocumentNode): SelectionSetNode | undefined => {
  const [entities] = (operation as OperationDefinitionNode).selectionSet.selections;
  return entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
};

/** The fields of entities that need something of them, each with what. */
function neededBy(set: SelectionSetNode | undefined, service: string, variants: KnownVariants, type = ''): [FieldNode, Needs][] {
  return (set?.selections ?? []).flatMap((node): [FieldNode, Needs][] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    if (node.kind === Kind.INLINE_FRAGMENT)
      return neededBy(node.selectionSet, service, variants, node.typeCondition?.name.value ?? type);
    return [[node, variants.needs.get(`${service} ${type}.${node.name.value}`) ?? new Map()]];
  });
}

/** The document without the fields of entities that belong to other groups, and without the variables that only these use. */
function onlyFields(document: DocumentNode, wanted: ReadonlySet<FieldNode>, groups: readonly Group[]): DocumentNode {
  const others = new Set(groups.flatMap(({ fields }) => [...fields]).filter((each) => !wanted.has(each)));
  const chosen: DocumentNode = visit(document, {
    Field: (field) => (others.has(field) ? null : undefined),
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
  });
  const [operation] = chosen.definitions as [OperationDefinitionNode];
  const kept = variablesIn(print(operation.selectionSet));
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => kept.has(variable.name.value));
  return { ...chosen, definitions: [{ ...operation, ...(variableDefinitions && { variableDefinitions }) }] };
}

const variablesIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/\$(\w+)/g)].map(([, name = '']) => name));

const textOf = (document: DocumentNode) => stripIgnoredCharacters(print(document));

/** What is required, without what only other groups need. */
function onlyNeeded(requires: readonly Requirement[], needs: Needs, byName: KnownVariants['byName'], path = ''): Requirement[] {
  return requires.flatMap((each): Requirement[] => {
    if (each.kind === 'InlineFragment') return [{ ...each, selections: onlyNeeded(each.selections, needs, byName, path) }];
    const place = path + plainName(each.name, byName);
    const needed = needs.get(place);
    if (needed === undefined ? byName.has(each.name) : needed !== each.name) return [];
    if (!each.selections) return [each];
    return [{ ...each, selections: onlyNeeded(each.selections, needs, byName, `${place}/`) }];
  });
}

/** The fetch in the words of its subgraph: fields by their names and with their arguments, and sent under their names. */
function asAsked(fetch: FetchNode, { byName }: KnownVariants): FetchNode {
  if (!fetch.operation.includes(variantPrefix) && !fetch.requires) return fetch;
  const operation = !fetch.operation.includes(variantPrefix)
    ? fetch.operation
    : textOf(
        visit(parse(fetch.operation, { noLocation: true }), {
          Field(field) {
            const original = byName.get(field.name.value);
            return (
              original && { ...field, alias: field.alias ?? field.name, name: original.name, arguments: original.arguments ?? [] }
            );
          },
        }),
      );
  const renamers = renamersOf((fetch.requires ?? []) as readonly Requirement[], byName);
  return { ...fetch, operation, ...(renamers.length > 0 && { inputRewrites: [...renamers, ...(fetch.inputRewrites ?? [])] }) };
}

/** Deeper ones first, as they are found by the planner's names. */
function renamersOf(
  requires: readonly Requirement[],
  byName: KnownVariants['byName'],
  path: readonly string[] = [],
): FetchDataRewrite[] {
  return requires.flatMap((each): FetchDataRewrite[] => {
    if (each.kind === 'InlineFragment')
      return renamersOf(each.selections, byName, each.typeCondition ? [...path, `... on ${each.typeCondition}`] : path);
    const here = [...path, each.name];
    const below = each.selections ? renamersOf(each.selections, byName, here) : [];
    const original = byName.get(each.name);
    return original ? [...below, { kind: 'KeyRenamer', path: here, renameKeyTo: original.name.value }] : below;
  });
}
