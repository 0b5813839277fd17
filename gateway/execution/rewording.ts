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
  getOperationAST,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type NameNode,
  OperationTypeNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { prefix } from './data';

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
  return withUsedFragments(definitions, document);
}

/** The planner would find a fragment that is left over, and write it first again. */
function withUsedFragments(definitions: readonly DefinitionNode[], document: DocumentNode): DocumentNode {
  const fragments = fragmentsOf(document);
  const used = new Set<string>();
  const follow = (node: DefinitionNode | undefined): void => {
    const followOne = ({ name: { value } }: FragmentSpreadNode) => {
      if (used.has(value)) return;
      used.add(value);
      follow(fragments.get(value));
    };
    if (node) visit(node, { FragmentSpread: followOne });
  };
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  for (const each of operations) follow(each);
  const left = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION && used.has(each.name.value));
  return { ...document, definitions: [...operations, ...left] };
}

/** Answered by the gateway itself, so the planner never sees it. */
const isIntrospection = ({ name }: FieldNode) => name.value === '__schema' || name.value === '__type';

export const typeName: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

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

/** The document where a variable of conditions has a value. */
export const assigned = (document: DocumentNode, variable: string, value: boolean): DocumentNode =>
  visit(document, {
    Directive: (directive) => {
      const [given] = directive.arguments ?? [];
      if (!isCondition(directive) || given?.value.kind !== Kind.VARIABLE || given.value.name.value !== variable) return undefined;
      return { ...directive, arguments: [{ ...given, value: { kind: Kind.BOOLEAN, value } }] };
    },
  });

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

export const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );

export const onlyTypeName: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
};

export function insideOf(
  node: Exclude<SelectionNode, FieldNode>,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Pick<InlineFragmentNode, 'typeCondition' | 'selectionSet'> | undefined {
  return node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
}

/**
 * Two documents that together select what the operation does, or undefined where it cannot be parted: a leaf, or a field of a mutation, which is executed once.
 */
export function halvesOf(document: DocumentNode, name: string | null): readonly DocumentNode[] | undefined {
  const operation = getOperationAST(document, name || undefined);
  if (!operation) return undefined;
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const sets = halved(operation.selectionSet, fragmentsOf(document), isMutation);
  if (!sets || (isMutation && haveCommonNames(sets))) return undefined;
  return sets.map((selectionSet) => withUsedFragments([{ ...operation, selectionSet }], document));
}

function halved(
  { selections }: SelectionSetNode,
  fragments: ReturnType<typeof fragmentsOf>,
  isMutation: boolean,
): readonly SelectionSetNode[] | undefined {
  const [names, parts] = [selections.filter(isTypeName), selections.filter((each) => !isTypeName(each))];
  const setOf = (some: readonly SelectionNode[]): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: [...some, ...names],
  });
  const middle = Math.ceil(parts.length / 2);
  if (parts.length > 1) return [setOf(parts.slice(0, middle)), setOf(parts.slice(middle))];
  const [only] = parts;
  if (!only || (isMutation && only.kind === Kind.FIELD)) return undefined;
  if (only.kind === Kind.FIELD)
    return (
      only.selectionSet && halved(only.selectionSet, fragments, false)?.map((set) => setOf([{ ...only, selectionSet: set }]))
    );
  const inside = insideOf(only, fragments);
  const { directives = [] } = only;
  const condition = inside?.typeCondition && { typeCondition: inside.typeCondition };
  return (
    inside &&
    halved(inside.selectionSet, fragments, isMutation)?.map((selectionSet) =>
      setOf([{ kind: Kind.INLINE_FRAGMENT, ...condition, directives, selectionSet }]),
    )
  );
}

const isTypeName = (node: SelectionNode) => node.kind === Kind.FIELD && node.name.value === '__typename' && !node.alias;

/** Whether both ask for a field of one name, at any depth: more than enough to execute nothing twice. */
function haveCommonNames(sets: readonly SelectionSetNode[]): boolean {
  const [first, second] = sets.map((set) => {
    const names: string[] = [];
    visit(set, { Field: (field) => void names.push(responseName(field)) });
    return names;
  });
  return first?.some((each) => second?.includes(each)) ?? false;
}
