// Which documents are valid? Each is held against those rules alone that it could break, as most rules are about what most documents lack.
import {
  FragmentsOnCompositeTypesRule,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  KnownArgumentNamesRule,
  KnownDirectivesRule,
  KnownFragmentNamesRule,
  KnownTypeNamesRule,
  LoneAnonymousOperationRule,
  NoFragmentCyclesRule,
  NoSchemaIntrospectionCustomRule,
  NoUndefinedVariablesRule,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  PossibleFragmentSpreadsRule,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  UniqueArgumentNamesRule,
  UniqueDirectivesPerLocationRule,
  UniqueFragmentNamesRule,
  UniqueInputFieldNamesRule,
  UniqueOperationNamesRule,
  UniqueVariableNamesRule,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  VariablesAreInputTypesRule,
  VariablesInAllowedPositionRule,
  validate,
} from 'graphql';
import { finiteFloats } from './digits';
import type { Operation } from './document';

/** What a document must satisfy before it is planned. */
export const rulesFor = (hidesSchema: boolean): readonly ValidationRule[] =>
  hidesSchema ? [...ofAll, NoSchemaIntrospectionCustomRule] : ofAll;

const ofAll = [...specifiedRules, finiteFloats];

type Asked = Pick<Operation, 'document' | 'kind' | 'kinds' | 'shape'>;

/** May an operation break a rule? All that are not named here it may. */
const breakable = new Map<ValidationRule, (asked: Asked) => boolean>();
const only = (may: (asked: Asked) => boolean, ...rules: readonly ValidationRule[]) => {
  for (const rule of rules) breakable.set(rule, may);
};
const having =
  (...kinds: readonly Kind[]) =>
  ({ kinds: all }: Asked) =>
    kinds.some((kind) => all.includes(kind));

only(({ shape }) => shape.operations > 1, UniqueOperationNamesRule, LoneAnonymousOperationRule);
only(({ shape, kind }) => shape.operations > 1 || kind === 'subscription', SingleFieldSubscriptionsRule);
only(having(Kind.DIRECTIVE), KnownDirectivesRule, UniqueDirectivesPerLocationRule);
only(having(Kind.NAMED_TYPE), KnownTypeNamesRule);
only(having(Kind.FRAGMENT_DEFINITION), UniqueFragmentNamesRule, NoUnusedFragmentsRule, NoFragmentCyclesRule);
only(having(Kind.FRAGMENT_SPREAD), KnownFragmentNamesRule);
only(having(Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD), PossibleFragmentSpreadsRule);
only(having(Kind.INLINE_FRAGMENT, Kind.FRAGMENT_DEFINITION), FragmentsOnCompositeTypesRule);
only(having(Kind.VARIABLE), NoUndefinedVariablesRule, VariablesInAllowedPositionRule);
only(having(Kind.VARIABLE_DEFINITION), UniqueVariableNamesRule, VariablesAreInputTypesRule, NoUnusedVariablesRule);
only(having(Kind.ARGUMENT), KnownArgumentNamesRule, UniqueArgumentNamesRule);
only(having(Kind.ARGUMENT, Kind.VARIABLE_DEFINITION), ValuesOfCorrectTypeRule, finiteFloats);
only(having(Kind.OBJECT), UniqueInputFieldNamesRule);

/** The first thing that is wrong with the document of an operation, as these rules say it; none if it is valid. */
export const firstFault = (asked: Asked, schema: GraphQLSchema, rules: readonly ValidationRule[]): GraphQLError | undefined =>
  validate(
    schema,
    asked.document,
    rules.filter((rule) => breakable.get(rule)?.(asked) ?? true),
    { maxErrors: 1 },
  )[0];
