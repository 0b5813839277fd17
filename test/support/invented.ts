// What could the graph answer to a document of a page, whatever it asks? Values made up from the types of its schema.
import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import {
  executeSync,
  type GraphQLInputType,
  type GraphQLOutputType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  typeFromAST,
} from 'graphql';
import type { Ask } from '#dashboard/page';
import { projectFile } from '#kit/words/projectFile';

const schema = Supergraph.build(readFileSync(projectFile('schema', 'supergraph.graphql'), 'utf8'))
  .apiSchema()
  .toGraphQLJSSchema();

/** What a list without rows says of itself. */
const ofNoRows: Readonly<Record<string, unknown>> = { totalCount: 0, hasNextPage: false };

/** Every record has these. */
const neverEmpty = /\.(versions|sources)$/;

/** What has not happened yet in every other round. */
const notYet = /\.(undoneAt|putBackAt|endedOn|effectiveTo)$/;

/** What the graph answers for one field: of each enum the next value in every round, and as a text the name of the field. */
function answerOf(type: GraphQLOutputType, field: string, round: number | 'empty'): unknown {
  if (isNonNullType(type)) return answerOf(type.ofType, field, round);
  if (typeof round === 'number' && round % 2 === 1 && notYet.test(field)) return null;
  if (isListType(type)) return round === 'empty' && !neverEmpty.test(field) ? [] : [answerOf(type.ofType, field, round)];
  if (round === 'empty') return ofNoRows[field.split('.')[1] ?? ''] ?? answerOf(type, field, 0);
  if (isEnumType(type)) return type.getValues()[round % type.getValues().length]?.value;
  if (!isLeafType(type)) return {};
  if (type.name === 'Boolean') return round % 2 === 0;
  if (field.endsWith('.timeZone')) return 'Europe/Madrid';
  return texts[field] ?? scalars[type.name] ?? `‹${field}›`;
}
const scalars: Readonly<Record<string, unknown>> = {
  ...{
    Int: 3,
    Float: 3,
    Decimal: '3',
    Date: '2026-02-03',
    DateTime: '2026-02-03T10:00:00Z',
    CountryCode: 'SE',
    LanguageTag: 'en',
  },
};
/** Texts that are of one form. */
const texts: Readonly<Record<string, string>> = {
  ...{ 'Fit.values': 'en', 'PaperLayout.dates': 'DMY', 'PaperColumn.name': 'sheet' },
  ...{ 'Explanation.field': 'totalCost', 'Unavailable.field': 'wait.worstCaseDays' },
  ...{ 'ChangeReason.before': '24 months', 'ChangeReason.after': '12 months' },
  ...{ 'countries.value': 'SE', 'languages.value': 'en', 'types.value': 'PUBLIC' },
  ...{ 'interests.value': 'PEN_PALS', 'commitments.value': 'FLEXIBLE' },
};

/** What a document may be asked with, by its type. */
function askedWith(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return askedWith(type.ofType);
  if (isListType(type)) return [askedWith(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, askedWith(field.type)]));
  }
  return type.name === 'Boolean' ? true : (scalars[type.name] ?? 'x');
}

/** The answer to a document that names a value in every place; in the round `empty` with no rows in any list. */
export const inventedAnswer = ({ document }: Ask, round: number | 'empty') => {
  const variables = document.definitions.flatMap((each) =>
    'variableDefinitions' in each ? (each.variableDefinitions ?? []) : [],
  );
  const asked = variables.map(({ variable, type }) => [
    variable.name.value,
    askedWith(typeFromAST(schema, type as never) as GraphQLInputType),
  ]);
  const answer = executeSync({
    schema,
    document,
    variableValues: Object.fromEntries(asked),
    rootValue: {},
    fieldResolver: (_source, _args, _context, { returnType, parentType, fieldName, path }) =>
      // What a facet counts says the list that it stands in.
      texts[`${path.prev?.prev?.key}.${fieldName}`] ?? answerOf(returnType, `${parentType.name}.${fieldName}`, round),
    typeResolver: (_value, _context, _info, abstract) => schema.getPossibleTypes(abstract)[0]?.name,
  });
  if (answer.errors) throw new AggregateError(answer.errors, answer.errors.map(({ message }) => message).join(' '));
  return answer;
};
