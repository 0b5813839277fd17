// Promises of: a day or moment outside the calendar is refused by the name of its field, wherever one can be given.
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
} from 'graphql';
import { buildAdvocacy } from '#advocacy/subgraph';
import { answering } from '#kit/subgraph/serving';
import { DateScalar, DateTime } from '#kit/words/validation';
import { buildPartnership } from '#partnership/subgraph';

const subgraphs = { advocacy: buildAdvocacy, partnership: buildPartnership };

/** A value of an input type with a day in one place of it, and the path of that place; required fields beside it get anything. */
function* placesOf(type: GraphQLInputType, scalar: string, bad: string, depth = 0): Iterable<{ path: string; value: unknown }> {
  if (isNonNullType(type)) yield* placesOf(type.ofType, scalar, bad, depth);
  else if (isListType(type)) {
    for (const { path, value } of placesOf(type.ofType, scalar, bad, depth)) yield { path: `[0]${path}`, value: [value] };
  } else if (isInputObjectType(type) && depth < 5) {
    for (const field of Object.values(type.getFields())) {
      for (const { path, value } of placesOf(field.type, scalar, bad, depth + 1))
        yield { path: `.${field.name}${path}`, value: { [field.name]: value } };
    }
  } else if (getNamedType(type).name === scalar) yield { path: '', value: bad };
}

/** Every place of a root field where a day can be given, with the type of its argument. */
function everyPlace(schema: GraphQLSchema, scalar: string, bad: string) {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  return roots.flatMap((root) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((argument) =>
        [...placesOf(argument.type, scalar, bad)].map(({ path, value }) => ({
          argument,
          value,
          path,
          kind: root?.name.toLowerCase(),
          field,
        })),
      ),
    ),
  );
}

describe.each(Object.entries(subgraphs))('the subgraph %s', (_name, build) => {
  it.each([
    ['Date', '0000-01-01'],
    ['Date', '2026-02-30'],
    ['DateTime', '0000-12-31T00:00:00Z'],
  ])('refuses the %s %s in every argument of every root field, by the name of the field', async (scalar, bad) => {
    const { schema } = await build();
    const answer = answering(schema, (error) => error);
    const places = everyPlace(schema, scalar, bad);
    expect(places.length).toBeGreaterThan(0);
    for (const { argument, value, path, kind, field } of places) {
      const needed = field.args.filter((other) => other === argument || isRequiredArgument(other));
      const declared = needed.map(({ name, type }) => `$${name}: ${type}`).join(', ');
      const passed = needed.map(({ name }) => `${name}: $${name}`).join(', ');
      const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
      const query = `${kind} (${declared}) { ${field.name}(${passed}) ${selection} }`;
      const { status, text } = await answer({ query, variables: { [argument.name]: value } }, () => ({}));
      const faults: { extensions: { code: string; field?: string } }[] = JSON.parse(text).errors;
      expect([status, faults.map(({ extensions }) => extensions)]).toEqual([
        400,
        expect.arrayContaining([{ code: 'BAD_USER_INPUT', field: path.replace(/^\./, '') || argument.name }]),
      ]);
    }
  });
});

it.each([
  ['{ a(on: "0000-01-01") }', 'on'],
  ['{ a(in: { days: ["2019-01-01", "0000-06-01"] }) }', 'days[1]'],
  ['{ a(in: { inner: { at: "0000-06-01T00:00:00Z" } }) }', 'inner.at'],
])('names the field of a day within a document: %s', async (query, field) => {
  const schema = buildSchema(
    'scalar Date scalar DateTime input In { days: [Date!], inner: In, at: DateTime } type Query { a(on: Date, in: In): Int }',
  );
  Object.assign(schema.getType('Date') as object, { parseLiteral: DateScalar.parseLiteral });
  Object.assign(schema.getType('DateTime') as object, { parseLiteral: DateTime.parseLiteral });
  const { text } = await answering(schema, (error) => error)({ query }, () => ({}));
  expect(JSON.parse(text).errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field });
});

it.each(['0001-01-01', '9999-12-31'])('takes the day %s', (day) => {
  expect(DateScalar.parseValue(day)).toBe(day);
  expect(DateTime.parseValue(`${day}T12:00:00Z`)).toEqual(new Date(`${day}T12:00:00Z`));
});
