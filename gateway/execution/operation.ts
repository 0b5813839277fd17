// What does a client's document say, as the executor needs it: its operation, its fragments and what @skip and @include depend on?
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';

export interface ClientOperation {
  readonly definition: OperationDefinitionNode;
  /** By name. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The variables that decide @skip and @include anywhere in the document. */
  readonly conditions: readonly string[];
}

/** The operation of a valid document. @throws when there is none of that name, or several and no name */
export function readOperation(document: DocumentNode, operationName?: string | null): ClientOperation {
  const definition = getOperationAST(document, operationName);
  if (!definition) throw new Error('The document holds no such operation, or several.');
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );
  return { definition, fragments, conditions: conditionsIn([definition, ...fragments.values()]) };
}

function conditionsIn(definitions: readonly (OperationDefinitionNode | FragmentDefinitionNode)[]): readonly string[] {
  const names = new Set<string>();
  for (const definition of definitions) {
    visit(definition, {
      Directive({ name, arguments: given }) {
        const value = given?.[0]?.value;
        if ((name.value === 'skip' || name.value === 'include') && value?.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return [...names];
}
