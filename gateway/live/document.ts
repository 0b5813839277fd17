// Can this document be served as a subscription? Refusals that need no plan, in words for its author.
import {
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  validate,
  visit,
} from 'graphql';
import { BadInput } from '#kit/words/problem';
import type { Fragments, Operation } from '../operation/document';
import { BadSubscription, NotASubscription, SubscriptionFailure } from './refusals';

/** Why a document has no operation that can be run, with positions in its text. */
export function unreadable(query: string, operationName: string | null | undefined, maxTokens: number): Error {
  try {
    parse(query, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return new SubscriptionFailure([coded('GRAPHQL_PARSE_FAILED', error)]);
  }
  const message = operationName
    ? `The document holds no operation named ${operationName}.`
    : 'The document holds no operation, or several. Set operationName to the one to run.';
  return new BadInput('operationName', message);
}

/** Accepts a subscription that fits the schema and has one unconditional root field. @throws Problem, SubscriptionFailure */
export function checkSubscription(schema: GraphQLSchema, operation: Operation, rules: readonly ValidationRule[]): void {
  const { kind, document, definition, text } = operation;
  if (kind !== 'subscription') throw new NotASubscription(kind);
  if (!schema.getSubscriptionType()) throw new BadSubscription('This graph has no subscriptions.');
  visit(document, {
    Directive({ name }) {
      if (name.value === 'defer' || name.value === 'stream')
        throw new BadSubscription(`A subscription cannot use @${name.value}: every event is sent whole.`);
    },
  });
  for (const { directives } of rootSelections(operation.fragments, definition.selectionSet)) {
    if (directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
      throw new BadSubscription(
        'The root field of a subscription cannot be conditional. Move @skip or @include into its selection.',
      );
  }
  if (validate(schema, document, rules, { maxErrors: 1 }).length === 0) return;
  // The operation was read without positions, which its author needs now.
  const errors = validate(schema, parse(text), rules, { maxErrors: 10 });
  throw new SubscriptionFailure(errors.map((error) => coded('GRAPHQL_VALIDATION_FAILED', error)));
}

/** The same error with a code, unless it has one. */
export function coded(code: string, error: GraphQLError): GraphQLError {
  const { message, nodes, source, positions, path, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { code, ...extensions } });
}

function* rootSelections(
  fragments: Fragments,
  { selections }: SelectionSetNode,
  seen = new Set<string>(),
): Generator<SelectionNode> {
  for (const selection of selections) {
    yield selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) yield* rootSelections(fragments, selection.selectionSet, seen);
    if (selection.kind !== Kind.FRAGMENT_SPREAD || seen.has(selection.name.value)) continue;
    seen.add(selection.name.value);
    const fragment = fragments.get(selection.name.value);
    if (fragment) yield* rootSelections(fragments, fragment.selectionSet, seen);
  }
}
