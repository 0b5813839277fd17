// How a client's document is reworded before planning, so that known faults of Apollo's planner do not show in answers.

import type { FetchDataRewrite } from '@apollo/query-planner';
import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** A document that asks for the same. */
export type Rewording = (document: DocumentNode) => DocumentNode;

/**
 * Works around two faults that leave fields null without an error. (1) If everything selected of an object is excluded, by literals or by a
 * condition that contradicts one above, the planner forgets the object. So literals are decided before planning, and an object that
 * conditions may leave empty is asked for its type name. (2) A field with `@requires` under a condition shares its fetch with the fields
 * beside it, which then lack the requirement whenever the condition excludes it. So the field gets a fragment, and thereby a requirement,
 * of its own.
 */
export function settleConditions(supergraph: GraphQLSchema): Rewording {
  const requiring = requiringFields(supergraph);
  return (document) => {
    if (document.definitions.some((each) => 'operation' in each && each.operation === OperationTypeNode.SUBSCRIPTION))
      return document;
    return visit(document, {
      Field: (field) => decided(field) && apart(decided(field) as FieldNode, requiring),
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
  };
}

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

const prefix = '_client_';

/** How fields are renamed on the way into a plan and read on the way out. */
export interface Separation {
  /** The document to plan. */
  toPlan(document: DocumentNode): DocumentNode;
  /** The name under which the value of a client's field stands in the result. */
  resultName(field: FieldNode): string;
}

/** The name a client gave to a field. */
export const responseName = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/**
 * For `@requires` with field arguments. Apollo's planner gives the required field `f(a: 1)` and the client's own `f(a: 2)` the same name,
 * so that one silently gets the other's value. Client fields of such names that have no alias are therefore planned under one of ours.
 * A supergraph without such a `@requires` is left alone.
 */
export function separateRequired(supergraph: GraphQLSchema): Separation {
  const names = namesRequiredWithArguments(supergraph);
  const isSeparate = ({ alias, name }: FieldNode) => !alias && names.has(name.value);
  return {
    toPlan(document) {
      if (names.size === 0) return document;
      const value = (field: FieldNode) => prefix + field.name.value;
      return visit(document, {
        Field: (field) => (isSeparate(field) ? { ...field, alias: { kind: Kind.NAME, value: value(field) } } : undefined),
      });
    },
    resultName: (field) => (isSeparate(field) ? prefix : '') + responseName(field),
  };
}

function namesRequiredWithArguments(supergraph: GraphQLSchema): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of Object.values(supergraph.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { astNode } of Object.values(type.getFields())) {
      for (const required of (astNode?.directives ?? []).flatMap(requiredFields)) {
        visit(parse(`{${required}}`), {
          Field: ({ name, arguments: given }) => void (given?.length && names.add(name.value)),
        });
      }
    }
  }
  return names;
}

function requiredFields({ name, arguments: given }: ConstDirectiveNode): string[] {
  if (name.value !== 'join__field') return [];
  return (given ?? []).flatMap(({ name, value }) => (name.value === 'requires' && value.kind === Kind.STRING ? value.value : []));
}

/** For the errors of a fetch: the client's name for a field that the subgraph, or the plan, knows by another. */
export function clientNames(outputRewrites: readonly FetchDataRewrite[] | undefined): (name: string) => string {
  const renamed = new Map(
    outputRewrites?.flatMap((each) => (each.kind === 'KeyRenamer' ? [[each.path.at(-1), each.renameKeyTo] as const] : [])),
  );
  return (name) => {
    const known = renamed.get(name) ?? name;
    return known.startsWith(prefix) ? known.slice(prefix.length) : known;
  };
}
