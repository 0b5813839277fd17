// What may the answer to an operation cost: how many values it can hold, and how often subgraphs are asked for it?
import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLID,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The number of values an answer may hold with these variables. */
export type Cost = (variables: Readonly<Record<string, unknown>>) => number;

/** What a list holds that does not say how long it is: there are few such lists, and they are short. */
const unsizedLength = 2;

/** Where a selection stands: directly below a field whose size is known, and within any list at all. */
interface Place {
  readonly sized: boolean;
  readonly inList: boolean;
}

/**
 * What a field at the root of a query or mutation counts besides its values, since it is a statement or a computation of its own.
 * Measured over 21 operations, an answer takes one millisecond for every 30 to 130 that are counted. Looking up an entity by its id is
 * the exception: the look-ups of one document share a statement, so fifty take as long as one.
 */
function rootFieldCost(schema: GraphQLSchema, kind: OperationTypeNode, name: string): number {
  if (kind === OperationTypeNode.SUBSCRIPTION || name.startsWith('__')) return 0;
  const field = schema.getRootType(kind)?.getFields()[name];
  const isLookUp =
    kind === OperationTypeNode.QUERY &&
    field !== undefined &&
    !isListType(getNullableType(field.type)) &&
    field.args.every(({ type }) => getNullableType(type) === GraphQLID);
  return isLookUp ? 50 : 500;
}

/** What a list of entities in another subgraph counts besides its values: as much as looking up one by its id. */
const hopCost = 50;

const sizeArguments = ['first', 'last', 'limit'];

/** What the root fields and the hops of an operation count besides its values. */
interface Apart {
  readonly fragments: Fragments;
  readonly rootFields: readonly string[];
  readonly hops: number;
}

/** What an answer counts in all, and whether that depends on variables. */
export function costOf(
  schema: GraphQLSchema,
  definition: OperationDefinitionNode,
  { fragments, rootFields, hops }: Apart,
): { readonly cost: Cost; readonly varies: boolean } {
  const { cost: values, varies } = valuesOf(schema, definition, fragments);
  const roots = rootFields.reduce((sum, name) => sum + rootFieldCost(schema, definition.operation, name), 0);
  const apart = roots + hops * hopCost;
  return { cost: (variables) => values(variables) + apart, varies };
}

/**
 * Counts each field once for each time the answer can hold it: a list by the size that the client asks for. Where it asks for none, the
 * outermost list counts its default size and lists within it count twice, since a default size is a cap that few lists come near.
 * Fields that the schema does not have count as well; validation refuses them. Each fragment is compiled once, however often it is spread.
 */
function valuesOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): { cost: Cost; varies: boolean } {
  let varies = false;
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  );
  const compiled = new Map<string, Cost>();

  const ofSelections = ({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined, place: Place): Cost => {
    const parts = selections.map((selection): Cost => {
      if (selection.kind === Kind.FIELD) return ofField(selection, parent, place);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value, place);
      const narrowed = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent;
      return ofSelections(selection.selectionSet, narrowed, place);
    });
    return (variables) => parts.reduce((sum, part) => sum + part(variables), 0);
  };

  const ofFragment = (name: string, place: Place): Cost => {
    const key = `${name} ${place.sized} ${place.inList}`;
    const known = compiled.get(key);
    if (known) return known;
    const fragment = fragments.get(name);
    // Validation refuses a fragment that spreads itself; until then it costs nothing.
    compiled.set(key, () => 0);
    if (!fragment) return () => 0;
    const cost = oncePerCall(ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), place));
    compiled.set(key, cost);
    return cost;
  };

  const ofField = (node: FieldNode, parent: GraphQLNamedType | undefined, place: Place): Cost => {
    const { selectionSet, arguments: given = [] } = node;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!selectionSet) return () => 1;
    const size = field && sizeOf(field, given, place);
    const isList = field !== undefined && isListType(getNullableType(field.type));
    const type = field && getNamedType(field.type);
    const inner = ofSelections(selectionSet, isCompositeType(type) ? type : undefined, {
      sized: size !== undefined,
      inList: place.inList || isList || size !== undefined,
    });
    if (size) return (variables) => 1 + size(variables) * inner(variables);
    // The nodes of a page are the list whose size the page was given.
    const times = isList && !place.sized ? unsizedLength : 1;
    return (variables) => 1 + times * inner(variables);
  };

  const sizeOf = (field: GraphQLField<unknown, unknown>, given: readonly ArgumentNode[], { inList }: Place): Cost | undefined => {
    const argument = field.args.find(({ name }) => sizeArguments.includes(name));
    if (!argument) return undefined;
    const value = given.find(({ name }) => sizeArguments.includes(name.value))?.value;
    const usual = !inList && typeof argument.defaultValue === 'number' ? argument.defaultValue : unsizedLength;
    if (value?.kind === Kind.INT) return () => Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return () => usual;
    const { value: name } = value.name;
    varies = true;
    return (variables) => {
      const sent = variables[name];
      return typeof sent === 'number' && sent >= 0 ? sent : (defaults.get(name) ?? usual);
    };
  };

  const root = schema.getRootType(operation.operation) ?? undefined;
  const cost = ofSelections(operation.selectionSet, root, { sized: false, inList: false });
  return { cost, varies };
}

/** Fragments that spread fragments that spread fragments would be counted once for each path to them, which can be millions. */
function oncePerCall(cost: Cost): Cost {
  let [lastVariables, lastCost]: [Parameters<Cost>[0] | undefined, number] = [undefined, 0];
  return (variables) => {
    if (variables !== lastVariables) [lastVariables, lastCost] = [variables, cost(variables)];
    return lastCost;
  };
}

/** Names of subgraphs. */
type Graphs = ReadonlySet<string>;

/**
 * One for each selection of an object and each subgraph that the selection needs besides those that hold the object, since that is one list
 * of entities to ask for, however many objects there are. Conditions are taken for granted. In a graph of one subgraph it is 0.
 */
export function hopsOf(
  supergraph: GraphQLSchema,
  { operation, selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
): number {
  const known = new Map<string, Map<string, number>>();

  const ofSelections = (
    set: SelectionSetNode,
    parent: GraphQLNamedType | undefined,
    here: Graphs | undefined,
  ): Map<string, number> => {
    /** By subgraph that this very selection goes to, and the empty name for what lies below. */
    const found = new Map<string, number>();
    const add = (name: string, hops: number) => void found.set(name, (found.get(name) ?? 0) + hops);
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
        if (!field) continue;
        const owners = graphsOf(field.astNode?.directives) ?? here;
        const shared = here && owners && new Set([...owners].filter((name) => here.has(name)));
        const stays = !here || !owners || (shared?.size ?? 0) > 0;
        if (!stays && owners) found.set([...owners].sort().join(), 1);
        if (node.selectionSet)
          add('', total(ofSelections(node.selectionSet, getNamedType(field.type), stays ? (shared ?? owners) : owners)));
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (!fragment) continue;
      const type = fragment.typeCondition ? supergraph.getType(fragment.typeCondition.name.value) : parent;
      const inner =
        node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node.name.value, here) : ofSelections(fragment.selectionSet, type, here);
      for (const [name, hops] of inner) {
        if (name === '') add('', hops);
        else found.set(name, 1);
      }
    }
    return found;
  };

  const ofFragment = (name: string, here: Graphs | undefined): Map<string, number> => {
    const key = `${name} ${here ? [...here].sort().join() : ''}`;
    const counted = known.get(key);
    if (counted) return counted;
    // Validation refuses a fragment that spreads itself; until then it asks for nothing.
    known.set(key, new Map());
    const fragment = fragments.get(name);
    const hops = fragment
      ? ofSelections(fragment.selectionSet, supergraph.getType(fragment.typeCondition.name.value), here)
      : new Map();
    known.set(key, hops);
    return hops;
  };

  return total(ofSelections(selectionSet, supergraph.getRootType(operation) ?? undefined, undefined));
}

const total = (hops: ReadonlyMap<string, number>): number => [...hops.values()].reduce((sum, each) => sum + each, 0);

/** The subgraphs that answer a field; undefined when all that have its type do. */
function graphsOf(directives: readonly ConstDirectiveNode[] | undefined): Graphs | undefined {
  const graphs = new Set<string>();
  for (const { name, arguments: given = [] } of directives ?? []) {
    if (name.value !== 'join__field') continue;
    const value = (argument: string) => given.find((each) => each.name.value === argument)?.value;
    const [graph, external] = [value('graph'), value('external')];
    if (graph?.kind !== Kind.ENUM || (external?.kind === Kind.BOOLEAN && external.value)) continue;
    graphs.add(graph.value);
  }
  return graphs.size > 0 ? graphs : undefined;
}
