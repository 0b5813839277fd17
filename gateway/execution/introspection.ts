// What does the gateway itself answer of an operation: `__schema` and `__type`, which no subgraph is asked for?
import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { ClientOperation } from './operation';
import type { Variables } from './types';

/** JSON text by response name. */
export type IntrospectionTexts = Readonly<Record<string, string>>;

/** The texts of all root introspection fields, or null when there are none. They are kept unless they depend on variables. */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: ClientOperation,
): ((variables: Variables) => IntrospectionTexts) | null {
  if (operation.definition.operation !== OperationTypeNode.QUERY) return null;
  const selectionSet = onlyIntrospection(operation.definition.selectionSet, operation);
  if (selectionSet.selections.length === 0) return null;
  const fragments = [...operation.fragments.values()];
  const used = new Set<string>();
  for (const node of [selectionSet, ...fragments]) visit(node, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = (operation.definition.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  const document = introspectionDocument(selectionSet, variableDefinitions, fragments);
  let kept: IntrospectionTexts | undefined;
  return (variables) => {
    if (kept) return kept;
    const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues: variables });
    if (errors?.[0]) throw errors[0];
    const texts = Object.fromEntries(Object.entries(data ?? {}).map(([name, value]) => [name, JSON.stringify(value)]));
    if (used.size === 0) kept = texts;
    return texts;
  };
}

/** Fragments are put in place, so that those with nothing but data fall away. */
function onlyIntrospection(set: SelectionSetNode, operation: ClientOperation): SelectionSetNode {
  const selections = set.selections.flatMap((node): (FieldNode | InlineFragmentNode)[] => {
    if (node.kind === Kind.FIELD) return node.name.value === '__schema' || node.name.value === '__type' ? [node] : [];
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(node.name.value) : node;
    if (!fragment) return [];
    const inner = onlyIntrospection(fragment.selectionSet, operation);
    if (inner.selections.length === 0) return [];
    return [{ kind: Kind.INLINE_FRAGMENT, ...(node.directives && { directives: node.directives }), selectionSet: inner }];
  });
  return { kind: Kind.SELECTION_SET, selections };
}

const introspectionDocument = (
  selectionSet: SelectionSetNode,
  variableDefinitions: readonly VariableDefinitionNode[],
  fragments: DocumentNode['definitions'],
): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [
    { kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, variableDefinitions, selectionSet },
    ...fragments,
  ],
});
