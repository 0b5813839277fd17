// Promises of: is an operation answered as a GraphQL server answers it, whatever is sent?
import { buildSchema, GraphQLError } from 'graphql';
import { internalError, maskError } from '#kit/process/masking';
import { answering } from '#kit/subgraph/serving';
import { silentLog } from '#kit/words/log';
import { BadInput } from '#kit/words/problem';

const schema = buildSchema('type Query { greet(name: String!): String fail: String refuse: String! }');
Object.assign(schema.getQueryType()?.getFields().greet ?? {}, {
  resolve: (_: unknown, { name }: { name: string }) => `Hi ${name}`,
});
Object.assign(schema.getQueryType()?.getFields().fail ?? {}, {
  resolve: () => {
    throw new Error('a secret');
  },
});
Object.assign(schema.getQueryType()?.getFields().refuse ?? {}, {
  resolve: () => {
    throw new BadInput('x', 'No.');
  },
});
const answer = answering(schema, maskError(silentLog));
const ask = async (body: unknown, context = () => ({})) => {
  const { status, text } = await answer(body, context);
  return { status, ...JSON.parse(text) };
};

describe('an answer over HTTP', () => {
  it('is the data, with variables and by the name of an operation, again and again', async () => {
    const body = { query: 'query A($n: String!) { greet(name: $n) } query B { fail }', operationName: 'A' };
    for (const n of ['Ann', 'Ben']) {
      expect(await ask({ ...body, variables: { n } })).toEqual({ status: 200, data: { greet: `Hi ${n}` } });
    }
  });

  it.each([
    ['no operation', undefined, 'BAD_REQUEST'],
    ['a list of operations', [{ query: '{ fail }' }], 'BAD_REQUEST'],
    ['variables that are none', { query: '{ fail }', variables: 'x' }, 'BAD_REQUEST'],
    ['a name that is none', { query: '{ fail }', operationName: 1 }, 'BAD_REQUEST'],
    ['no GraphQL', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', { query: 'query ($n: String!) { greet(name: $n) }' }, 'BAD_USER_INPUT'],
    ['an unknown operation', { query: 'query A { fail }', operationName: 'B' }, 'BAD_USER_INPUT'],
  ])('refuses %s with a code', async (_what, body, code) => {
    const { status, errors } = await ask(body);
    expect([status, errors[0].extensions.code]).toEqual([400, code]);
  });

  it('masks faults of ours and tells refusals, also those of the context', async () => {
    expect(await ask({ query: '{ fail }' })).toMatchObject({
      status: 200,
      data: { fail: null },
      errors: [{ message: internalError }],
    });
    expect(await ask({ query: '{ refuse }' })).toMatchObject({ status: 200, data: null, errors: [{ message: 'No.' }] });
    const broken = () => {
      throw new Error('a secret');
    };
    expect(await ask({ query: '{ fail }' }, broken)).toMatchObject({ status: 400, errors: [{ message: internalError }] });
    const refusing = () => {
      throw new GraphQLError('Not now.');
    };
    expect((await ask({ query: '{ fail }' }, refusing)).errors[0].message).toBe('Not now.');
  });
});
