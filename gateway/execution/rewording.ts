// How a client's document is reworded before planning, so that known faults of Apollo's planner do not show in answers, or refused in words.

import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
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
  type NameNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { argumentOf, selectionOf } from './joins';

/** A document that asks for the same. */
export type Rewording = (document: DocumentNode) => DocumentNode;

/**
 * Works around two faults that leave fields null without an error. (1) If everything selected of an object is excluded, by literals or by a
 * condition that contradicts one above, the planner forgets the object. So literals are decided before planning, and an object that
 * conditions may leave empty is asked for its type name. (2) A field with `@requires` under a condition shares its fetch with the fields
 * beside it, which then lack the requirement whenever the condition excludes it. So the field gets a fragment, and thereby a requirement,
 * of its own. Introspection, which the gateway answers, is left out.
 */
export function settleConditions(supergraph: GraphQLSchema): Rewording {
  const requiring = requiringFields(supergraph);
  return (document) =>
    visit(document, {
      Field: (field) => (isIntrospection(field) ? null : decided(field) && apart(decided(field) as FieldNode, requiring)),
      InlineFragment: (fragment) => decided(fragment),
      FragmentSpread: (spread) => decided(spread),
      SelectionSet: {
        leave(set, _key, parent) {
          const ofObject = !!parent && 'kind' in parent && parent.kind === Kind.FIELD;
          const mayBeEmpty = set.selections.length === 0 || (ofObject && mayVanish(set, document));
          return mayBeEmpty ? { ...set, selections: [...set.selections, typeName] } : undefined;
        },
      },
    });
}

/**
 * Writes what fragments select at the root where they stand, and no type: the planner puts it before the fields beside it, though mutations
 * are executed in the order in which they are planned, and names the root as the API does, though a subgraph may name it otherwise.
 */
export function rootInOrder(document: DocumentNode): DocumentNode {
  const fragments = fragmentsOf(document);
  const inPlace = ({ selections }: SelectionSetNode): SelectionNode[] =>
    selections.flatMap((node): SelectionNode[] => {
      const inside = node.kind === Kind.FIELD ? undefined : insideOf(node, fragments);
      if (!inside) return [node];
      const { directives = [] } = node;
      const within = inPlace(inside.selectionSet);
      if (directives.length === 0) return within;
      return [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: { kind: Kind.SELECTION_SET, selections: within } }];
    });
  const isFlat = document.definitions.every(
    (each) => each.kind !== Kind.OPERATION_DEFINITION || each.selectionSet.selections.every(({ kind }) => kind === Kind.FIELD),
  );
  if (isFlat) return document;
  const definitions = document.definitions.map((each) =>
    each.kind === Kind.OPERATION_DEFINITION
      ? { ...each, selectionSet: { kind: Kind.SELECTION_SET, selections: inPlace(each.selectionSet) } as const }
      : each,
  );
  // The planner would find a fragment that is left over, and write it first again.
  const used = new Set<string>();
  const follow = (node: DefinitionNode | undefined): void => {
    const followOne = ({ name: { value } }: FragmentSpreadNode) => {
      if (used.has(value)) return;
      used.add(value);
      follow(fragments.get(value));
    };
    if (node) visit(node, { FragmentSpread: followOne });
  };
  for (const each of definitions) if (each.kind === Kind.OPERATION_DEFINITION) follow(each);
  return {
    ...document,
    definitions: definitions.filter((each) => each.kind !== Kind.FRAGMENT_DEFINITION || used.has(each.name.value)),
  };
}

/** Answered by the gateway itself, so the planner never sees it. */
const isIntrospection = ({ name }: FieldNode) => name.value === '__schema' || name.value === '__type';

const typeName: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Whether its conditions may leave nothing of it. */
const mayVanish = ({ selections }: SelectionSetNode, document: DocumentNode): boolean =>
  selections.every((each) => {
    if (each.directives?.some(isCondition)) return true;
    if (each.kind === Kind.FIELD) return false;
    return mayVanish(each.kind === Kind.INLINE_FRAGMENT ? each.selectionSet : fragmentOf(each, document), document);
  });

const fragmentOf = ({ name }: FragmentSpreadNode, { definitions }: DocumentNode): SelectionSetNode => {
  const found = definitions.find((each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name.value);
  return (found as FragmentDefinitionNode).selectionSet;
};

/** Without conditions that are literally true; null when one is literally false. */
function decided<T extends SelectionNode>(node: T): T | null {
  const given = node.directives ?? [];
  if (given.some((each) => outcome(each) === false)) return null;
  const directives = given.filter((each) => outcome(each) === undefined);
  return directives.length === given.length ? node : { ...node, directives };
}

/** Whether a literal condition lets its node in; undefined for a variable, and for other directives. */
function outcome({ name, arguments: given }: DirectiveNode): boolean | undefined {
  const value = given?.[0]?.value;
  if (value?.kind !== Kind.BOOLEAN) return undefined;
  if (name.value === 'include') return value.value;
  return name.value === 'skip' ? !value.value : undefined;
}

const isCondition = ({ name }: DirectiveNode) => name.value === 'skip' || name.value === 'include';

function apart(field: FieldNode, requiring: ReadonlySet<string>): FieldNode | SelectionNode {
  const conditions = field.directives?.filter(isCondition) ?? [];
  if (!requiring.has(field.name.value) || conditions.length === 0) return field;
  const bare = { ...field, directives: field.directives?.filter((each) => !isCondition(each)) };
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: conditions,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [bare] },
  };
}

/** Of any type: rewording a field of the same name elsewhere changes no answer. */
function requiringFields(supergraph: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(supergraph.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = types.flatMap((type) => Object.values(type.getFields()));
  return new Set(fields.filter(({ astNode }) => astNode?.directives?.some(hasRequires)).map(({ name }) => name));
}

const hasRequires = ({ name, arguments: given }: ConstDirectiveNode) =>
  name.value === 'join__field' && given?.some((each) => each.name.value === 'requires');

/** Before names of ours. */
export const prefix = '_client_';
/** Names of ours and aliases that the planner makes. */
const ofPlanner = /^_client_|^_entities|^_required_|__alias_\d+$/;

/** How names of a client become names of the plan, and which of a plan's names are the client's. */
export interface Separation {
  /** The document to plan. */
  toPlan(document: DocumentNode): DocumentNode;
  /** The name under which the value of a client's field stands in the result. */
  resultName(field: FieldNode, parent: GraphQLCompositeType): string;
}

/** The name a client gave to a field. */
export const responseName = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/**
 * Keeps the names that clients choose apart from those that Apollo's planner adds to their selections: keys, required fields, type names,
 * and aliases of its own. It adds them under their plain names, so a client's `id: name` would be taken for the key, and its
 * `size(unit: 1)` for the required `size`. Client fields of such names are therefore planned under a name of ours. Different names stay
 * different: a client's name that looks like one of ours gets another prefix.
 */
export function separateNames(supergraph: GraphQLSchema): Separation {
  const added = addedNames(supergraph);
  const isSeparate = (field: FieldNode) => {
    const [key, name] = [responseName(field), field.name.value];
    if (key !== name) return added.has(key) || ofPlanner.test(key);
    if (name.startsWith('__')) return false;
    return ofPlanner.test(key) || (added.has(name) && !!field.arguments?.length);
  };
  const ours = (name: string): NameNode => ({ kind: Kind.NAME, value: prefix + name });
  return {
    toPlan: (document) =>
      visit(document, {
        Field: (field) => (isSeparate(field) ? { ...field, alias: ours(responseName(field)) } : undefined),
        Variable: ({ kind, name: { value } }) => (isAmbiguous(value) ? { kind, name: ours(value) } : undefined),
      }),
    resultName: (field) => (isSeparate(field) ? prefix : '') + responseName(field),
  };
}

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

export const isMeta = ({ name }: FieldNode) => name.value.startsWith('__');

/** The client's name for a field that a plan knows by one of ours. */
export const withoutPrefix = (name: string) => name.replace(/^_client_(\d+_)?/, '');

const isAmbiguous = (variable: string) => variable.startsWith('representations') || variable.startsWith(prefix);

/** The names of all keys and required fields, of any type. */
function addedNames(supergraph: GraphQLSchema): ReadonlySet<string> {
  const added = new Set(['__typename']);
  for (const type of Object.values(supergraph.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const fields = Object.values(type.getFields());
    const directives = [type, ...fields].flatMap(({ astNode }): readonly ConstDirectiveNode[] => astNode?.directives ?? []);
    for (const selection of directives.flatMap(addedFields))
      visit(parse(`{${selection}}`), { Field: ({ name }) => void added.add(name.value) });
  }
  return added;
}

/** The field sets that a directive makes the planner add. */
function addedFields({ name, arguments: given }: ConstDirectiveNode): string[] {
  const wanted = name.value === 'join__type' ? 'key' : name.value === 'join__field' ? 'requires' : undefined;
  return (given ?? []).flatMap(({ name, value }) => (name.value === wanted && value.kind === Kind.STRING ? value.value : []));
}

/** The code of what cannot be fetched by any plan. */
export const notPlannable = 'OPERATION_NOT_PLANNABLE';

/** The operation is valid, and no plan for it would be right. */
export class NotPlannable extends GraphQLError {
  constructor(reason: string, originalError?: Error) {
    const extensions = { code: notPlannable };
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
