// Which operations Apollo's planner cannot be trusted with: they are put in other words that it can plan, or refused in words.
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The operation is valid, and no plan for it would be right. */
export class NotPlannable extends GraphQLError {
  constructor(reason: string, originalError?: Error) {
    const extensions = { code: 'OPERATION_NOT_PLANNABLE' };
    super(`This operation cannot be planned: ${reason}`, { extensions, ...(originalError && { originalError }) });
  }
}

const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );

const onlyTypeName: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
};

/** What a selection other than a field selects, and for which type. */
function insideOf(
  node: Exclude<SelectionNode, FieldNode>,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Pick<InlineFragmentNode, 'typeCondition' | 'selectionSet'> | undefined {
  return node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
}

const typeBelow = (parent: GraphQLCompositeType, { name }: FieldNode): GraphQLCompositeType | undefined => {
  const field = isUnionType(parent) ? undefined : parent.getFields()[name.value];
  const type = field && getNamedType(field.type);
  return isCompositeType(type) ? type : undefined;
};

/**
 * The same document in which every fragment on an interface or a union stands once for each object type that it means. Where an interface
 * object answers a field, the planner fails on fragments of other abstract types, and plans these.
 */
export function withConcreteFragments(
  document: DocumentNode,
  schema: GraphQLSchema,
  isApart: (set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>) => boolean = () => false,
): DocumentNode {
  const fragments = fragmentsOf(document);
  const possible = (type: GraphQLCompositeType) => (isAbstractType(type) ? schema.getPossibleTypes(type) : [type]);
  const onEach = (types: readonly GraphQLCompositeType[], set: SelectionSetNode, directives: object = {}): InlineFragmentNode[] =>
    types.flatMap((each) => {
      const selectionSet = expand(set, each);
      if (selectionSet.selections.length === 0) return [];
      const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: each.name } } as const;
      return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, ...directives, selectionSet }];
    });
  const expand = (set: SelectionSetNode, type: GraphQLCompositeType): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: isAbstractType(type) && isApart(set, fragments) ? onEach(possible(type), set) : expanded(set, type),
  });
  const expanded = ({ selections }: SelectionSetNode, type: GraphQLCompositeType): SelectionNode[] =>
    selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) {
        const below = typeBelow(type, node);
        if (!node.selectionSet || !below) return [node];
        const selectionSet = expand(node.selectionSet, below);
        return [{ ...node, selectionSet: selectionSet.selections.length > 0 ? selectionSet : onlyTypeName }];
      }
      const inside = insideOf(node, fragments);
      const condition = inside?.typeCondition ? schema.getType(inside.typeCondition.name.value) : type;
      if (!inside || !isCompositeType(condition)) return [];
      const wanted = new Set<GraphQLCompositeType>(possible(condition));
      const both = possible(type).filter((each) => wanted.has(each));
      const directives = node.directives && { directives: node.directives };
      if (both.length < possible(type).length || isUnionType(type)) return onEach(both, inside.selectionSet, directives);
      const selectionSet = expand(inside.selectionSet, type);
      return selectionSet.selections.length > 0 ? [{ kind: Kind.INLINE_FRAGMENT, ...directives, selectionSet }] : [];
    });
  return {
    ...document,
    definitions: document.definitions.flatMap((each) => {
      const root = each.kind === Kind.OPERATION_DEFINITION ? schema.getRootType(each.operation) : undefined;
      return root && each.kind === Kind.OPERATION_DEFINITION ? [{ ...each, selectionSet: expand(each.selectionSet, root) }] : [];
    }),
  };
}

/** By `Type.field`, the fields that it requires of the same object, with their arguments. */
type Requirements = ReadonlyMap<string, readonly FieldNode[]>;

function requirementsOf(supergraph: GraphQLSchema): Requirements {
  const requirements = new Map<string, FieldNode[]>();
  for (const type of Object.values(supergraph.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const required = (field.astNode?.directives ?? []).flatMap(requiredBy);
      if (required.length > 0) requirements.set(`${type.name}.${field.name}`, required);
    }
  }
  return requirements;
}

function requiredBy({ name, arguments: given = [] }: ConstDirectiveNode): FieldNode[] {
  const value = given.find((each) => each.name.value === 'requires')?.value;
  if (name.value !== 'join__field' || value?.kind !== Kind.STRING) return [];
  const [definition] = parse(`{${value.value}}`, { noLocation: true }).definitions;
  return fieldsIn((definition as OperationDefinitionNode).selectionSet);
}

const fieldsIn = ({ selections }: SelectionSetNode): FieldNode[] =>
  selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return [each];
    return each.kind === Kind.INLINE_FRAGMENT ? fieldsIn(each.selectionSet) : [];
  });

/**
 * Where a fragment selects a field for which an interface object requires others, the planner requires them of every object of the
 * interface, also of those for which it did not fetch them, and these are then not asked for anything. So all that is selected of such an
 * object stands once for each of its types.
 */
export function requirementsByType(supergraph: GraphQLSchema, schema: GraphQLSchema): (document: DocumentNode) => DocumentNode {
  const names = new Set(
    [...requirementsOf(supergraph).keys()].flatMap((place) => {
      const [type = '', name = ''] = place.split('.');
      return isInterfaceType(supergraph.getType(type)) ? [name] : [];
    }),
  );
  if (names.size === 0) return (document) => document;
  const selects = (set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean =>
    set.selections.some((node) =>
      node.kind === Kind.FIELD
        ? names.has(node.name.value)
        : selects(insideOf(node, fragments)?.selectionSet ?? onlyTypeName, fragments),
    );
  return (document) =>
    withConcreteFragments(document, schema, (set, fragments) =>
      set.selections.some(
        (node) => node.kind !== Kind.FIELD && selects({ kind: Kind.SELECTION_SET, selections: [node] }, fragments),
      ),
    );
}

/**
 * Refuses operations in which one object needs a field with two different sets of arguments, because two fields that it selects require
 * it so: the planner fetches it once, and one of the two would silently be computed from the other's value.
 */
export function requirementsApart(supergraph: GraphQLSchema): (document: DocumentNode) => void {
  const requirements = requirementsOf(supergraph);
  const isFree = ![...requirements.values()].flat().some((each) => each.arguments?.length || each.selectionSet);
  const requiredOf = (type: GraphQLCompositeType, name: string, depth = 0): readonly FieldNode[] => {
    if (depth > 20 || isUnionType(type)) return [];
    const own = [type, ...type.getInterfaces()].flatMap((each) => requirements.get(`${each.name}.${name}`) ?? []);
    return [...own, ...own.flatMap((each) => requiredOf(type, each.name.value, depth + 1))];
  };
  return (document) => {
    if (isFree) return;
    const fragments = fragmentsOf(document);
    const needs = new Map<string, Map<string, { readonly text: string; readonly by: string }>>();
    const need = (place: string, field: FieldNode, by: string) => {
      const here = needs.get(place) ?? new Map<string, { readonly text: string; readonly by: string }>();
      needs.set(place, here);
      const name = field.name.value;
      const text = print({ ...field, selectionSet: undefined });
      const known = here.get(name);
      if (known && known.text !== text)
        throw new NotPlannable(
          `${known.by} requires ${known.text}, and ${by} requires ${text} of the same object. Ask for them in two operations.`,
        );
      here.set(name, { text, by });
      for (const below of field.selectionSet ? fieldsIn(field.selectionSet) : []) need(`${place}!${name}`, below, by);
    };
    const walk = ({ selections }: SelectionSetNode, type: GraphQLCompositeType, place: string, depth: number) => {
      if (depth > 200) return;
      for (const node of selections) {
        if (node.kind === Kind.FIELD) {
          for (const required of requiredOf(type, node.name.value)) need(place, required, node.name.value);
          const below = typeBelow(type, node);
          if (node.selectionSet && below)
            walk(node.selectionSet, below, `${place}/${(node.alias ?? node.name).value}`, depth + 1);
          continue;
        }
        const inside = insideOf(node, fragments);
        const condition = inside?.typeCondition ? supergraph.getType(inside.typeCondition.name.value) : type;
        if (inside && isCompositeType(condition)) walk(inside.selectionSet, condition, place, depth + 1);
      }
    };
    for (const each of document.definitions) {
      const root = each.kind === Kind.OPERATION_DEFINITION ? supergraph.getRootType(each.operation) : undefined;
      if (root && each.kind === Kind.OPERATION_DEFINITION) walk(each.selectionSet, root, '', 0);
    }
  };
}
