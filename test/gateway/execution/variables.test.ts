// Promises of: are variables read as graphql-js reads them, and is what it would refuse left to it?
import { buildSchema, type GraphQLScalarType, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { readerOfVariables } from '#gateway/execution/variables';

const schema = buildSchema(`
  scalar Day
  scalar Month
  enum Format { EBOOK AUDIOBOOK }
  input Loan { title: String!, copies: Int = 1, price: Float, format: Format = EBOOK, tags: [String!], next: Loan, on: Day }
  input Choice @oneOf { id: ID, name: String }
  input Odd { constructor: String }
  type Query { a: Int }
`);

(schema.getType('Month') as GraphQLScalarType).parseValue = (month) => {
  if (month === 0) return undefined;
  throw new Error('There is no such month.');
};

const read = (definitions: string, given: Record<string, unknown>) => {
  const [operation] = parse(`query (${definitions}) { a }`).definitions as OperationDefinitionNode[];
  const all = operation?.variableDefinitions ?? [];
  return { ours: readerOfVariables(schema, all)(given), theirs: getVariableValues(schema, all, given) };
};

/** Objects of graphql-js have no prototype. */
const plain = (value: unknown) => JSON.stringify(value);

describe('variables that fit', () => {
  it.each<[string, Record<string, unknown>]>([
    ['$a: Int', { a: 3 }],
    ['$a: Int', {}],
    ['$a: Int', { a: null }],
    ['$a: Float!', { a: 1.5 }],
    ['$a: ID!', { a: 'x' }],
    ['$a: [Boolean!]!', { a: [true, false] }],
    ['$a: [[Int]]', { a: [[1, null], null] }],
    ['$a: Format', { a: 'AUDIOBOOK' }],
    ['$a: Loan!', { a: { title: 'é', price: null, tags: [] } }],
    ['$a: Loan!', { a: { tags: ['a'], title: '', next: { title: 'b', format: 'AUDIOBOOK', copies: 7 } } }],
    ['$a: Loan!', { a: { title: 'a', on: '2026-11-30' } }],
    ['$a: [Day]', { a: [{ any: ['thing'] }, 2 ** 40] }],
    ['$a: Loan, $b: String', { b: 'x', unknown: 1 }],
  ])('%s of %j', (definitions, given) => {
    const { ours, theirs } = read(definitions, given);
    expect(ours).toBeDefined();
    expect(plain(ours)).toBe(plain(theirs.coerced));
  });
});

describe('variables that are unusual or wrong', () => {
  it.each<[string, Record<string, unknown>]>([
    ['$a: Int = 3', {}],
    ['$a: Int!', {}],
    ['$a: Int', { a: undefined }],
    ['$a: Int', { a: 2 ** 31 }],
    ['$a: Int', { a: 12n }],
    ['$a: Float', { a: Number.POSITIVE_INFINITY }],
    ['$a: String', { a: 3 }],
    ['$a: ID', { a: 3 }],
    ['$a: Boolean', { a: 'true' }],
    ['$a: Format', { a: 'PAPER' }],
    ['$a: Format', { a: 'constructor' }],
    ['$a: [Int]', { a: 3 }],
    ['$a: [Int!]', { a: [1, null] }],
    ['$a: Loan', { a: {} }],
    ['$a: Loan', { a: { title: null } }],
    ['$a: Loan', { a: { title: 'a', author: 'b' } }],
    ['$a: Loan', { a: { title: 'a', next: { title: 1 } } }],
    ['$a: Loan', { a: ['a'] }],
    ['$a: Month', { a: 13 }],
    ['$a: Month', { a: 0 }],
    ['$a: Choice', { a: { id: '1', name: 'b' } }],
    ['$a: Odd', { a: {} }],
    ['$__proto__: Int', { a: 1 }],
    ['$a: Query', { a: 1 }],
  ])('%s of %p are left to graphql-js', (definitions, given) => {
    expect(read(definitions, given).ours).toBeUndefined();
  });
});
