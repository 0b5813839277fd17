// Under which names do client, plan and subgraph know the same field?
import type { FetchDataRewrite } from '@apollo/query-planner';
import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Variables } from './types';

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
 * `@requires` with field arguments: Apollo's planner lets the required field `f(a: 1)` and the client's own `f(a: 2)` fall on one
 * name, and one silently gets the other's value. Un-aliased client fields of such names are therefore planned under an alias of ours.
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

/** The names of the root fields that an operation asks for with these variables. Parses: only called when the operation failed. */
export function rootNames(operation: string, variables: Variables): readonly string[] {
  const [definition] = parse(operation).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? [...new Set(namesIn(definition.selectionSet, variables))] : [];
}

function namesIn({ selections }: SelectionSetNode, variables: Variables): string[] {
  return selections.flatMap((selection) => {
    if (!isIncluded(selection, variables)) return [];
    if (selection.kind === Kind.FIELD) return [responseName(selection)];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesIn(selection.selectionSet, variables) : [];
  });
}

function isIncluded(node: { readonly directives?: readonly DirectiveNode[] | undefined }, variables: Variables): boolean {
  const given = { ...node, directives: node.directives ?? [] };
  if (getDirectiveValues(GraphQLSkipDirective, given, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, given, variables)?.if !== false;
}
