// What can be said of an operation by its document alone?
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
} from 'graphql';
import { type Cost, costOf, rootFieldCost } from './cost';
import { DocumentLimit } from './refusals';
import { type Shape, shapeOf } from './shape';

/** Computed once for each text. */
export interface Reading {
  readonly kind: OperationTypeNode;
  readonly shape: Shape;
  /** Values that the answer, or each event, may hold, and what its root fields count besides; undefined before there is a schema. */
  readonly cost: Cost | undefined;
  /** Field names at the root, each as often as it is asked for. */
  readonly rootFields: readonly string[];
}

/** Undefined for a document that can not be read or does not say which operation it means. @throws DocumentLimit when it is too long */
export function readingOf(
  query: string,
  operationName: unknown,
  maxTokens: number,
  schema: GraphQLSchema | undefined,
): Reading | undefined {
  const document = parsed(query, maxTokens);
  const operation =
    document && getOperationAST(document, typeof operationName === 'string' ? operationName || undefined : undefined);
  if (!document || !operation) return undefined;
  const fragments = fragmentsOf(document);
  const { operation: kind } = operation;
  const rootFields = rootFieldsOf(operation, fragments);
  const values = schema && costOf(schema, operation, fragments);
  const roots = schema ? rootFields.reduce((sum, name) => sum + rootFieldCost(schema, kind, name), 0) : 0;
  return {
    kind,
    shape: shapeOf(document, operation, fragments),
    cost: values && ((variables) => values(variables) + roots),
    rootFields,
  };
}

function parsed(query: string, maxTokens: number): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('Parsing aborted'))
      throw new DocumentLimit('DOCUMENT_TOO_LONG', 'has too many tokens', 'MAX_TOKENS', maxTokens, maxTokens + 1);
    return undefined;
  }
}

const fragmentsOf = ({ definitions }: DocumentNode) =>
  new Map(
    definitions.flatMap((each): [string, FragmentDefinitionNode][] =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );

/** Fragments are followed once, as validation allows no cycles. */
function rootFieldsOf(
  { selectionSet }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string[] {
  const seen = new Set<string>();
  const names: string[] = [];
  const visit = ({ selections }: typeof selectionSet) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) visit(fragment.selectionSet);
      }
    }
  };
  visit(selectionSet);
  return names;
}
