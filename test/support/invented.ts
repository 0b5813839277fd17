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

/** Words of which no two texts have the same in a row. */
const vocabulary =
  'library reader ebook shelf lend open river winter island teacher letter garden morning village partner language music harbour story bridge paper school promise city mountain cloud'.split(
    ' ',
  );

/** As many rows as a document asks for, of names and texts that are as long as people write them: how much can a page have to show? */
export function plentifulAnswer({ document, variables, whole }: Ask, fields: URLSearchParams, now: Date) {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const text = (length: number) => {
    let words = '';
    while (words.length < length) words += `${vocabulary[next(vocabulary.length)]} `;
    return words.slice(0, length).trim();
  };
  const isProse = /\.(ask|text|note|body|html|summary|message|offers|seeks|reason|terms|statement|freeText|story)$/;
  const leaf = (type: GraphQLOutputType, field: string): unknown => {
    if (isNonNullType(type)) return leaf(type.ofType, field);
    if (isEnumType(type)) return type.getValues()[next(type.getValues().length)]?.value;
    if (!isLeafType(type)) return undefined;
    if (/\.(latitude|longitude)$/.test(field)) return next(12_000) / 100 - 60;
    if (type.name === 'Int' || type.name === 'Float') return next(2_000_000);
    // There is always more than a page shows.
    if (field === 'PageInfo.hasNextPage') return true;
    if (type.name === 'Boolean') return next(2) === 0;
    // A page that finds its own among others has one to find.
    if (field === 'Boycott.id') return fields.get('id') ?? 'x';
    if (type.name === 'ID') return text(18).replaceAll(' ', '-');
    if (type.name === 'Date') return `20${10 + next(16)}-0${1 + next(9)}-1${next(10)}`;
    if (type.name === 'DateTime') return `20${10 + next(16)}-0${1 + next(9)}-1${next(10)}T10:00:00Z`;
    if (type.name === 'CountryCode') return ['SE', 'PT', 'GH', 'US', 'NZ', 'JP', 'BR', 'IN', 'KE', 'FR'][next(10)];
    if (type.name === 'LanguageTag') return ['sv', 'pt', 'en', 'ja', 'fr'][next(5)];
    if (scalars[type.name] !== undefined) return scalars[type.name];
    if (texts[field] !== undefined || field.endsWith('.timeZone')) return answerOf(type, field, 0);
    return isProse.test(field)
      ? text(300)
      : /url|website/i.test(field)
        ? `https://${text(40).replaceAll(' ', '-')}.example/`
        : text(40);
  };
  const asked = document.definitions.flatMap((each) => ('variableDefinitions' in each ? (each.variableDefinitions ?? []) : []));
  const answer = executeSync({
    schema,
    document,
    variableValues: {
      ...Object.fromEntries(
        asked.map(({ variable, type }) => [
          variable.name.value,
          askedWith(typeFromAST(schema, type as never) as GraphQLInputType),
        ]),
      ),
      ...variables?.(fields, {}, now),
    },
    rootValue: {},
    fieldResolver: (source, { first }, _context, { returnType, parentType, fieldName, path }) => {
      const known = texts[`${path.prev?.prev?.key}.${fieldName}`];
      if (known !== undefined) return known;
      const named = `${parentType.name}.${fieldName}`;
      const type = isNonNullType(returnType) ? returnType.ofType : returnType;
      if (!isListType(type)) return leaf(type, named) ?? { rows: first };
      const many = first ?? (fieldName === 'nodes' ? source.rows : undefined) ?? 2;
      const rows = whole && many > 50 ? 50 : many;
      return Array.from({ length: rows }, () => leaf(type.ofType, named) ?? {});
    },
    typeResolver: (_value, _context, _info, abstract) => schema.getPossibleTypes(abstract)[0]?.name,
  });
  if (answer.errors) throw new AggregateError(answer.errors, answer.errors.map(({ message }) => message).join(' '));
  return answer;
}
