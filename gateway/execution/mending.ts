// Mends a plan in which fields are fetched without, or before, what they require.
import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { compilePath, type PathPart, spelled } from './data';
import { type Joins, keysOf, unvariedName, variantPrefix } from './joins';
import { entitiesOf, textOf, variablesIn } from './parting';
import { isMeta, onlyTypeName, responseName, typeName } from './rewording';
import type { PlanLike, PlanNode, Requirement } from './run';

/** What a plan is mended by. */
interface MendingSetting {
  readonly schema: GraphQLSchema;
  readonly joins: Joins;
}

/** The same plan where each field is fetched after what it requires; undefined where nothing can be mended. */
export function mended<Plan extends PlanLike>(plan: Plan, setting: MendingSetting): Plan | undefined {
  const steps = plan.node && allSteps(plan.node as PlanNode);
  if (!steps) return undefined;
  const fetches = steps.map(({ fetch }) => fetch);
  return inOrder({ ...plan, node: new Mending(setting, fetches).mended(plan.node as PlanNode) });
}

/** A field that is asked for without what it requires: at the entities of a fetch, or below. */
interface Unmet {
  readonly field: FieldNode;
  readonly type: string;
  /** The fragments around it, from its object on. */
  readonly within: readonly InlineFragmentNode[];
  readonly required: readonly Requirement[];
  /** From the entities of the fetch on; empty for a field of these. */
  readonly path: readonly PathPart[];
  /** All that is selected of its object, where that is below. */
  readonly set: SelectionSetNode | undefined;
}

/**
 * Apollo's planner joins fetches of one subgraph, also one of a field that requires what is known later only. Such a field gets a fetch of
 * its own, which sends what it requires.
 */
class Mending {
  readonly #keys: ReturnType<typeof keysOf>;
  /** By field with arguments, the planner's name for it. */
  readonly #variants = new Map<string, string>();

  constructor(
    private readonly setting: MendingSetting,
    fetches: readonly FetchNode[],
  ) {
    this.#keys = keysOf(setting.schema);
    const noteVariant = (field: FieldNode) => {
      const name = responseName(field);
      if (name.startsWith(variantPrefix)) this.#variants.set(spelled(field), name);
    };
    for (const { operation } of fetches) if (operation.includes(variantPrefix)) visit(parse(operation), { Field: noteVariant });
  }

  mended(node: PlanNode): PlanNode {
    const { kind, nodes, node: below, primary, rest, ifClause, elseClause } = node;
    if (kind === 'Fetch') {
      const [first, ...others] = this.#parted(node as unknown as FetchNode);
      return others.length === 0 ? (first as PlanNode) : { kind: 'Sequence', nodes: [first as PlanNode, ...others] };
    }
    if (kind === 'Subscription' && primary) {
      const [first, ...others] = this.#parted(primary as unknown as FetchNode);
      const more = [...others, ...(rest ? [this.mended(rest)] : [])];
      return { kind, primary: first as PlanNode, ...(more.length > 0 && { rest: { kind: 'Sequence', nodes: more } }) };
    }
    return {
      ...node,
      ...(nodes && { nodes: nodes.map((each) => this.mended(each)) }),
      ...(below && { node: this.mended(below) }),
      ...(ifClause && { ifClause: this.mended(ifClause) }),
      ...(elseClause && { elseClause: this.mended(elseClause) }),
    };
  }

  /** The fetch without such fields, and those of these fields; the fetch as it is where that cannot be done. */
  #parted(fetch: FetchNode): PlanNode[] {
    const asked = parse(fetch.operation, { noLocation: true });
    const [operation] = asked.definitions as [OperationDefinitionNode];
    const found: Unmet[] = [];
    const root = fetch.requires ? '' : (this.setting.schema.getRootType(fetch.operationKind)?.name ?? '');
    const set = fetch.requires ? entitiesOf(asked) : operation.selectionSet;
    if (set) this.#find(found, fetch, set, { type: root, path: [], within: [], set: undefined, isProvided: false });
    const parts = found.map((each) => this.#fetchOf(each, fetch, operation));
    if (found.length === 0 || parts.some((each) => !each)) return [fetch as unknown as PlanNode];
    const left = this.#without(asked, found, fetch.serviceName);
    const kept = left && { ...fetch, ...textAndVariables(left, fetch) };
    const others = (parts as { node: FetchNode; path: readonly PathPart[] }[]).map(({ node, path }): PlanNode => {
      const one = this.mended(node as unknown as PlanNode);
      return path.length > 0 ? { kind: 'Flatten', path, node: one } : one;
    });
    return kept ? [kept as unknown as PlanNode, ...others] : others;
  }

  #find(
    found: Unmet[],
    fetch: FetchNode,
    { selections }: SelectionSetNode,
    at: Pick<Unmet, 'type' | 'path' | 'within' | 'set'> & { readonly isProvided: boolean },
  ): void {
    const { schema, joins } = this.setting;
    for (const node of selections) {
      if (node.kind === Kind.INLINE_FRAGMENT)
        this.#find(found, fetch, node.selectionSet, {
          ...at,
          type: node.typeCondition?.name.value ?? at.type,
          within: [...at.within, node],
        });
      if (node.kind !== Kind.FIELD || isMeta(node)) continue;
      const type = schema.getType(at.type);
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
      const place = `${fetch.serviceName} ${at.type}.${node.name.value}`;
      const required = joins.outside.has(place) && !at.isProvided ? joins.requires.get(place) : undefined;
      if (required && !(at.path.length === 0 && this.#isSentWith(fetch, required))) {
        found.push({ ...at, field: node, required: this.#requirementsOf(required) });
      } else if (field && node.selectionSet) {
        this.#find(found, fetch, node.selectionSet, {
          type: getNamedType(field.type).name,
          path: [...at.path, responseName(node), ...listsOf(field.type)],
          within: [],
          set: node.selectionSet,
          isProvided: at.isProvided || joins.providing.has(place),
        });
      }
    }
  }

  #fetchOf(
    { field, type, within, required, path }: Unmet,
    fetch: FetchNode,
    { variableDefinitions = [] }: OperationDefinitionNode,
  ) {
    const isBelow = path.length > 0;
    const key = this.#keyOf(fetch.serviceName, type);
    const given = (fetch.requires ?? []) as readonly Requirement[];
    const isOther = given.some(({ kind }) => kind === 'Field') || given.flatMap(conditionsOf).some((each) => each !== type);
    if (!key || (isBelow ? fetch.outputRewrites?.length : isOther)) return undefined;
    const named: readonly Requirement[] = [
      { kind: 'Field', name: '__typename' },
      ...this.#requirementsOf({ ...onlyTypeName, selections: key }),
    ];
    const inKeys = new Set([
      '__typename',
      ...(this.#keys.get(`${fetch.serviceName} ${type}`) ?? []).flat().map(({ name }) => name.value),
    ]);
    const sent = given.flatMap(fieldsOf).filter(({ name }) => inKeys.has(name));
    const selections = [...(isBelow ? named : sent), ...required];
    const condition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
    const around: InlineFragmentNode[] = [
      { kind: Kind.INLINE_FRAGMENT, typeCondition: condition, selectionSet: onlyTypeName },
      ...within,
    ];
    const selected = around.reduceRight<SelectionNode>(
      (inner, each) => ({ ...each, selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] } }),
      field,
    );
    const used = variablesIn(print(selected));
    const variables = variableDefinitions
      .filter(({ variable }) => used.has(variable.name.value))
      .map((each) => `,${print(each)}`);
    const name = fetch.operationName ?? '';
    const text = `query ${name}($representations:[_Any!]!${variables.join('')}){_entities(representations:$representations){${print(selected)}}}`;
    const { requires: _, inputRewrites = [], ...common } = fetch;
    const rewrites = [
      ...renamersOf(required, [`... on ${type}`]),
      ...inputRewrites.filter(({ kind }) => !isBelow && kind !== 'KeyRenamer'),
    ];
    const node: FetchNode = {
      ...common,
      ...(rewrites.length > 0 && { inputRewrites: rewrites }),
      operation: stripIgnoredCharacters(text),
      operationKind: OperationTypeNode.QUERY,
      variableUsages: [...used],
      requires: [{ kind: 'InlineFragment', typeCondition: type, selections }] as unknown as NonNullable<FetchNode['requires']>,
    };
    return { node, path };
  }

  /** Whether the entities of a fetch are sent with the fields of a requirement, as far as their names say. */
  #isSentWith({ requires = [] }: FetchNode, { selections }: SelectionSetNode): boolean {
    const names = new Set((requires as readonly Requirement[]).flatMap(fieldsOf).map(({ name }) => name));
    return selections.every((each) => each.kind !== Kind.FIELD || names.has(this.#nameOf(each)));
  }

  #nameOf(field: FieldNode): string {
    return this.#variants.get(spelled(field)) ?? field.name.value;
  }

  #requirementsOf({ selections }: SelectionSetNode): readonly Requirement[] {
    return selections.flatMap((each): Requirement | [] => {
      if (each.kind === Kind.FRAGMENT_SPREAD) return [];
      const below = each.selectionSet && { selections: this.#requirementsOf(each.selectionSet) };
      if (each.kind === Kind.FIELD) return { kind: 'Field', name: this.#nameOf(each), ...below };
      const condition = each.typeCondition && { typeCondition: each.typeCondition.name.value };
      return { kind: 'InlineFragment', selections: [], ...below, ...condition };
    });
  }

  #keyOf(service: string, type: string): readonly FieldNode[] | undefined {
    return this.#keys.get(`${service} ${type}`)?.[0];
  }

  /** The document without the fields, and with a key where they stood below. Undefined where nothing is left. */
  #without(asked: DocumentNode, found: readonly Unmet[], service: string): DocumentNode | undefined {
    const gone = new Set<SelectionNode>(found.map(({ field }) => field));
    const keys = new Map(found.flatMap(({ set, type }) => (set ? [[set, this.#keyOf(service, type) ?? []] as const] : [])));
    const left: DocumentNode = visit(asked, {
      SelectionSet: (set) => {
        const selections = set.selections.filter((each) => !gone.has(each));
        const key = keys.get(set);
        return key || selections.length < set.selections.length
          ? { ...set, selections: key ? [...selections, typeName, ...key] : selections }
          : undefined;
      },
      InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
    });
    const [operation] = left.definitions as [OperationDefinitionNode];
    const [first] = operation.selectionSet.selections;
    return first?.kind === Kind.FIELD && first.selectionSet?.selections.length === 0 ? undefined : left;
  }
}

function textAndVariables(document: DocumentNode, { variableUsages = [] }: FetchNode) {
  const [operation] = document.definitions as [OperationDefinitionNode];
  const used = variablesIn(print(operation.selectionSet));
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  const kept: DocumentNode = { ...document, definitions: [{ ...operation, variableDefinitions }] };
  return { operation: textOf(kept), variableUsages: variableUsages.filter((each) => used.has(each)) };
}

type RequiredField = Extract<Requirement, { kind: 'Field' }>;

/** What is required of the object itself, within whatever fragments. */
const fieldsOf = (each: Requirement): readonly RequiredField[] =>
  each.kind === 'Field' ? [each] : each.selections.flatMap(fieldsOf);

const conditionsOf = (each: Requirement): readonly string[] =>
  each.kind === 'Field' ? [] : [each.typeCondition ?? [], each.selections.flatMap(conditionsOf)].flat();

/** A subgraph knows a field by its own name. Deeper ones come first. */
const renamersOf = (requires: readonly Requirement[], path: readonly string[]): FetchDataRewrite[] =>
  requires.flatMap((each): FetchDataRewrite[] => {
    const part = each.kind === 'Field' ? each.name : each.typeCondition && `... on ${each.typeCondition}`;
    const here = part ? [...path, part] : [...path];
    const below = each.selections ? renamersOf(each.selections, here) : [];
    if (each.kind !== 'Field' || !each.name.startsWith(variantPrefix)) return below;
    return [...below, { kind: 'KeyRenamer', path: here, renameKeyTo: unvariedName(each.name) }];
  });

const listsOf = (type: GraphQLOutputType): string[] => {
  const inner = getNullableType(type);
  return isListType(inner) ? ['@', ...listsOf(inner.ofType)] : [];
};

/** One fetch of a plan. Places are names from the root down, joined by dots. */
interface Step {
  readonly fetch: FetchNode;
  readonly isMutation: boolean;
  /** The fetch at its path and under its conditions. */
  readonly node: PlanNode;
  readonly requires: ReadonlySet<string>;
  readonly brings: ReadonlySet<string>;
}

/**
 * Where keys lead through several subgraphs and back, Apollo's planner may put a fetch before the one that brings what it requires. A fetch
 * waits here until one that brings each of these names has run, with all that stood before it and bring the name too.
 */
function inOrder<Plan extends PlanLike>(plan: Plan): Plan | undefined {
  const node = plan.node as PlanNode | undefined;
  const steps = node && stepsOf(node.kind === 'Subscription' ? node.rest : node, [], (each) => each);
  const first = node?.kind === 'Subscription' ? (stepsOf(node.primary, [], (each) => each) ?? []) : [];
  if (!steps) return undefined;
  const bringing = new Map<string, number[]>();
  for (const [i, { brings }] of steps.entries())
    for (const each of brings) bringing.set(each, [...(bringing.get(each) ?? []), i]);
  const known = new Set(first.flatMap(({ brings }) => [...brings]));
  const done = new Set<number>();
  const isReady = (at: number) =>
    [...(steps[at] as Step).requires].every((name) => {
      const others = (bringing.get(name) ?? []).filter((i) => i !== at);
      const isThere = known.has(name) || others.length === 0 || others.some((i) => done.has(i));
      return isThere && others.every((i) => i > at || done.has(i));
    });
  const rounds: number[][] = [];
  while (done.size < steps.length) {
    const left = steps.flatMap((_, i) => (done.has(i) ? [] : [i]));
    // What belongs to one field of a mutation is fetched before the next field is executed.
    const next = left.findIndex((i) => steps[i]?.isMutation);
    const waiting = next > 0 ? left.slice(0, next) : next === 0 ? left.slice(0, 1) : left;
    const ready = waiting.filter(isReady);
    const round = ready.length > 0 ? ready : waiting.slice(0, 1);
    for (const i of round) done.add(i);
    rounds.push(round);
  }
  const nodes = rounds.map((round) => {
    const together = round.map((i) => (steps[i] as Step).node);
    return together.length === 1 ? (together[0] as PlanNode) : { kind: 'Parallel', nodes: together };
  });
  const ordered: PlanNode = { kind: 'Sequence', nodes };
  return { ...plan, node: node?.kind === 'Subscription' ? { ...node, rest: ordered } : ordered };
}

const allSteps = (node: PlanNode): readonly Step[] | undefined => {
  const [first, rest] = [node.primary ?? node, node.rest].map((each) => stepsOf(each, [], (one) => one));
  return first && rest && [...first, ...rest];
};

/** The fetches in the order in which they stand; undefined where a node is of a kind that is not known. */
function stepsOf(
  node: PlanNode | undefined,
  path: readonly PathPart[],
  within: (node: PlanNode) => PlanNode,
): readonly Step[] | undefined {
  if (!node) return [];
  const of = (nodes: readonly (readonly Step[] | undefined)[]) =>
    nodes.every((each) => each !== undefined) ? nodes.flat() : undefined;
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return of((node.nodes ?? []).map((each) => stepsOf(each, path, within)));
    case 'Flatten':
      return stepsOf(node.node, [...path, ...(node.path ?? [])], (each) => within({ ...node, node: each }));
    case 'Condition': {
      const { kind, condition = '' } = node;
      const under = (clause: 'ifClause' | 'elseClause') =>
        stepsOf(node[clause], path, (each) => within({ kind, condition, [clause]: each }));
      return of([under('ifClause'), under('elseClause')]);
    }
    case 'Fetch':
      return [stepOf(node as unknown as FetchNode, path, within(node))];
    default:
      return undefined;
  }
}

function stepOf(fetch: FetchNode, path: readonly PathPart[], node: PlanNode): Step {
  const above = compilePath(path)
    .flatMap(({ key, list }) => (list || key === '' ? [] : `${key}.`))
    .join('');
  const asked = parse(fetch.operation, { noLocation: true });
  const [operation] = asked.definitions;
  const isRoot = !fetch.requires;
  const set = isRoot && operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : entitiesOf(asked);
  const brings = new Set<string>();
  if (set) note(brings, set, above);
  for (const each of fetch.outputRewrites ?? []) {
    if (each.kind !== 'KeyRenamer') continue;
    const names = each.path.filter((part) => !part.startsWith('... on '));
    brings.add(above + [...names.slice(0, -1), each.renameKeyTo].join('.'));
  }
  const requires = new Set<string>();
  noteRequired(requires, (fetch.requires ?? []) as readonly Requirement[], above);
  return { fetch, isMutation: isRoot && fetch.operationKind === 'mutation', node, requires, brings };
}

function note(names: Set<string>, { selections }: SelectionSetNode, above: string): void {
  for (const each of selections) {
    if (each.kind === Kind.FIELD) names.add(above + responseName(each));
    if (each.kind === Kind.FIELD && each.selectionSet) note(names, each.selectionSet, `${above}${responseName(each)}.`);
    if (each.kind === Kind.INLINE_FRAGMENT) note(names, each.selectionSet, above);
  }
}

function noteRequired(names: Set<string>, requires: readonly Requirement[], above: string): void {
  for (const each of requires) {
    if (each.kind === 'InlineFragment') noteRequired(names, each.selections, above);
    else if (each.name !== '__typename') {
      const name = above + (each.from ?? each.alias ?? each.name);
      names.add(name);
      if (each.selections) noteRequired(names, each.selections, `${name}.`);
    }
  }
}
