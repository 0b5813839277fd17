// What could the graph answer to a document of a page, whatever it asks? Values made up from the types of its schema.
import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import { executeSync, type GraphQLOutputType, isEnumType, isLeafType, isListType, isNonNullType } from 'graphql';
import type { Ask } from '#dashboard/page';
import { projectFile } from '#kit/words/projectFile';

const schema = Supergraph.build(readFileSync(projectFile('schema', 'supergraph.graphql'), 'utf8'))
  .apiSchema()
  .toGraphQLJSSchema();

/** What a list without rows says of itself. */
const ofNoRows: Readonly<Record<string, unknown>> = { totalCount: 0, hasNextPage: false };

/** Every record has these. */
const neverEmpty = /\.(versions|sources)$/;

/** What the graph answers for one field: of each enum the next value in every round, and as a text the name of the field. */
function answerOf(type: GraphQLOutputType, field: string, round: number | 'empty'): unknown {
  if (isNonNullType(type)) return answerOf(type.ofType, field, round);
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
};

/** The answer to a document that names a value in every place; in the round `empty` with no rows in any list. */
export const inventedAnswer = ({ document }: Ask, round: number | 'empty') => {
  const variables = document.definitions.flatMap((each) =>
    'variableDefinitions' in each ? (each.variableDefinitions ?? []) : [],
  );
  return executeSync({
    schema,
    document,
    variableValues: Object.fromEntries(variables.map(({ variable }) => [variable.name.value, 'x'])),
    rootValue: {},
    fieldResolver: (_source, _args, _context, { returnType, parentType, fieldName }) =>
      answerOf(returnType, `${parentType.name}.${fieldName}`, round),
    typeResolver: (_value, _context, _info, abstract) => schema.getPossibleTypes(abstract)[0]?.name,
  });
};
