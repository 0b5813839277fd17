// How many times must subgraphs be asked for entities of others to answer an operation? Estimated before it is planned.
import {
  type ConstDirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Names of subgraphs. */
type Graphs = ReadonlySet<string>;

/**
 * One for each selection of an object and each subgraph that the selection needs besides those that hold the object, since that is one list
 * of entities to ask for, however many objects there are. Conditions are taken for granted. In a graph of one subgraph it is 0.
 */
export function hopsOf(
  supergraph: GraphQLSchema,
  { operation, selectionSet }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
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
