// Is this document a subscription that can be planned? All refusals that need no plan, in words for its author.
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
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  validate,
  visit,
} from 'graphql';
import { BadInput } from '#kit/words/problem';
import { BadSubscription, NotASubscription, SubscriptionFailure } from './refusals';

/** A parsed document and the one operation of it that was asked for. */
export interface ChosenOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Parses a document and finds its operation. @throws SubscriptionFailure, BadInput */
export function chooseOperation(query: string, operationName: string | null | undefined, maxTokens: number): ChosenOperation {
  const document = parseDocument(query, maxTokens);
  const operation = getOperationAST(document, operationName || undefined);
  if (!operation && operationName) throw new BadInput('operationName', `The document holds no operation named ${operationName}.`);
  if (!operation)
    throw new BadInput('operationName', 'The document holds no operation, or several; say by operationName which one to run.');
  return { document, operation };
}

/** Query, mutation or subscription? @throws SubscriptionFailure, BadInput */
export function operationType(query: string, operationName?: string | null, maxTokens = 2_000): OperationTypeNode {
  return chooseOperation(query, operationName, maxTokens).operation.operation;
}

/** Accepts a subscription that fits the schema and has one unconditional root field. @throws Problem, SubscriptionFailure */
export function checkSubscription(
  schema: GraphQLSchema,
  { document, operation }: ChosenOperation,
  rules: readonly ValidationRule[],
): void {
  if (operation.operation !== 'subscription') throw new NotASubscription(operation.operation);
  if (!schema.getSubscriptionType()) throw new BadSubscription('This graph has no subscriptions.');
  visit(document, {
    Directive({ name }) {
      if (name.value === 'defer' || name.value === 'stream')
        throw new BadSubscription(`@${name.value} can not be used in a subscription: every event is sent whole.`);
    },
  });
  for (const { directives } of rootSelections(document, operation.selectionSet)) {
    if (directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
      throw new BadSubscription(
        'The root field of a subscription can not be conditional: move @skip or @include into its selection.',
      );
  }
  const errors = validate(schema, document, rules, { maxErrors: 10 });
  if (errors.length > 0) throw new SubscriptionFailure(errors.map((error) => coded('GRAPHQL_VALIDATION_FAILED', error)));
}

/** The same error with a code, unless it has one. */
export function coded(code: string, error: GraphQLError): GraphQLError {
  const { message, nodes, source, positions, path, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { code, ...extensions } });
}

function parseDocument(query: string, maxTokens: number): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new SubscriptionFailure([coded('GRAPHQL_PARSE_FAILED', error)]);
  }
}

function* rootSelections(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  seen = new Set<string>(),
): Generator<SelectionNode> {
  for (const selection of selections) {
    yield selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) yield* rootSelections(document, selection.selectionSet, seen);
    if (selection.kind !== Kind.FRAGMENT_SPREAD || seen.has(selection.name.value)) continue;
    const fragment = document.definitions.find(
      (definition): definition is FragmentDefinitionNode =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    seen.add(selection.name.value);
    if (fragment) yield* rootSelections(document, fragment.selectionSet, seen);
  }
}
