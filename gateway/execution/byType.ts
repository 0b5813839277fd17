// How a document is reworded by types of its objects, where the planner fails on fragments, above all of what interface objects answer.
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { prefix } from './data';
import { argumentOf, type Joins, selectionOf } from './joins';
import {
  fragmentsOf,
  insideOf,
  isMeta,
  onlyTypeName,
  type Rewording,
  responseName,
  type Separation,
  typeName,
  withoutPrefix,
} from './rewording';

/**
 * The last resort: every object stands once for each of its types, and under a name of that type. The planner treats alike what it fetches
 * at one path, even where only some types need it, so each type gets paths of its own.
 */
export function separateTypes(schema: GraphQLSchema): Separation {
  const numbers = new Map(Object.values(schema.getTypeMap()).map(({ name }, i) => [name, i]));
  const named = (field: FieldNode, parent: GraphQLCompositeType) =>
    `${prefix}${numbers.get(parent.name)}_${withoutPrefix(responseName(field))}`;
  return {
    toPlan: (document) =>
      withConcreteFragments(
        document,
        schema,
        () => true,
        (field, parent) => (isMeta(field) ? field.alias : { kind: Kind.NAME, value: named(field, parent) }),
      ),
    resultName: named,
  };
}

/** A field of a type that has fields. */
export const fieldOf = (parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;

const typeBelow = (parent: GraphQLCompositeType, { name }: FieldNode): GraphQLCompositeType | undefined => {
  const field = fieldOf(parent, name.value);
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
  nameOf: (field: FieldNode, parent: GraphQLCompositeType) => NameNode | undefined = ({ alias }) => alias,
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
        if (!node.selectionSet || !below) return [{ ...node, alias: nameOf(node, type) }];
        const selectionSet = expand(node.selectionSet, below);
        return [
          { ...node, alias: nameOf(node, type), selectionSet: selectionSet.selections.length > 0 ? selectionSet : onlyTypeName },
        ];
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

function requiredBy(directive: ConstDirectiveNode): FieldNode[] {
  const required = directive.name.value === 'join__field' ? argumentOf(directive, 'requires') : undefined;
  return required === undefined ? [] : fieldsIn(selectionOf(required));
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
  const names = requiringOfInterfaces(supergraph);
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

/** Which fields require others of the same object, where an interface object answers them. */
function requiringOfInterfaces(supergraph: GraphQLSchema): ReadonlySet<string> {
  return new Set(
    [...requirementsOf(supergraph).keys()].flatMap((place) => {
      const [type = '', name = ''] = place.split('.');
      return isInterfaceType(supergraph.getType(type)) ? [name] : [];
    }),
  );
}

/**
 * Where several subgraphs know an interface by an interface object only, the planner does not end on a fragment that selects a field which
 * requires others, and on conditions around one. Such fields are asked of every object that one of these subgraphs gives, whatever the
 * conditions, and written where they are selected. Only fields that may be null, so that where one fails for an object outside, nothing beside it is lost. Undefined for graphs without such.
 */
export function liftRequiring(supergraph: GraphQLSchema, schema: GraphQLSchema, joins: Joins): Rewording | undefined {
  const names = requiringOfInterfaces(supergraph);
  const counts = new Map<string, number>();
  for (const place of joins.interfaceObjects) {
    const type = place.slice(place.lastIndexOf(' ') + 1);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  if (names.size === 0 || ![...counts.values()].some((count) => count > 1)) return undefined;
  const isUntyped = (parent: GraphQLCompositeType, field: FieldNode, type: GraphQLCompositeType) =>
    (counts.get(type.name) ?? 0) > 1 &&
    (joins.answering.get(`${parent.name}.${field.name.value}`) ?? []).some((each) =>
      joins.interfaceObjects.has(`${each} ${type.name}`),
    );
  return (document) => {
    const fragments = fragmentsOf(document);
    let lifts = false;
    /** Parts a fragment into what is asked of all objects, on no condition, and what is not. */
    const parted = (set: SelectionSetNode, type: GraphQLCompositeType): { kept: SelectionNode[]; lifted: SelectionNode[] } => {
      const [kept, lifted]: [SelectionNode[], SelectionNode[]] = [[], []];
      for (const node of set.selections) {
        const field = node.kind === Kind.FIELD ? fieldOf(type, node.name.value) : undefined;
        if (node.kind === Kind.FIELD && field && names.has(field.name) && !isNonNullType(field.type)) {
          lifted.push({ ...node, directives: [] });
        } else if (node.kind === Kind.INLINE_FRAGMENT) {
          const inside = parted(node.selectionSet, type);
          if (inside.kept.length > 0) kept.push({ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: inside.kept } });
          lifted.push(...inside.lifted);
        } else kept.push(node);
      }
      return { kept, lifted };
    };
    const reworded = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType): SelectionSetNode => ({
      kind: Kind.SELECTION_SET,
      selections: selections.map((node): SelectionNode => {
        if (node.kind === Kind.FIELD) {
          const type = typeBelow(parent, node);
          if (!node.selectionSet || !type) return node;
          const below = reworded(node.selectionSet, type);
          return { ...node, selectionSet: isUntyped(parent, node, type) ? whole(below, type) : below };
        }
        const inside = insideOf(node, fragments);
        const condition = inside?.typeCondition ? schema.getType(inside.typeCondition.name.value) : parent;
        return {
          kind: Kind.INLINE_FRAGMENT,
          ...(inside?.typeCondition && { typeCondition: inside.typeCondition }),
          ...(node.directives && { directives: node.directives }),
          selectionSet: inside && isCompositeType(condition) ? reworded(inside.selectionSet, condition) : onlyTypeName,
        };
      }),
    });
    const whole = (set: SelectionSetNode, type: GraphQLCompositeType): SelectionSetNode => {
      const [fields, others] = [set.selections.filter(isField), set.selections.filter((each) => !isField(each))];
      const { kept, lifted } = parted({ ...set, selections: others }, type);
      if (lifted.length === 0) return set;
      lifts = true;
      return { kind: Kind.SELECTION_SET, selections: [...fields, ...kept, ...lifted, typeName] };
    };
    const definitions = document.definitions.flatMap((each) => {
      const root = each.kind === Kind.OPERATION_DEFINITION ? schema.getRootType(each.operation) : undefined;
      return root && each.kind === Kind.OPERATION_DEFINITION
        ? [{ ...each, selectionSet: reworded(each.selectionSet, root) }]
        : [];
    });
    return lifts ? { ...document, definitions } : document;
  };
}

const isField = ({ kind }: SelectionNode) => kind === Kind.FIELD;
