// Promises of: is an operation answered as a GraphQL server answers it, whatever is sent?
import { buildSchema, GraphQLError } from 'graphql';
import { settings } from '#gateway/settings';
import { internalError, maskError } from '#kit/process/masking';
import { answering, usualAnswerMs } from '#kit/subgraph/serving';
import { readSettings } from '#kit/words/config';
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

  it('says that the database is away before the gateway stops waiting', async () => {
    const never = buildSchema('type Query { wait: String }');
    Object.assign(never.getQueryType()?.getFields().wait ?? {}, { resolve: () => new Promise(() => undefined) });
    const { text } = await answering(never, maskError(silentLog), 20)({ query: '{ wait }' }, () => ({}));
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }],
    });
    expect(usualAnswerMs).toBeLessThan(readSettings(settings, {}).SUBGRAPH_DEADLINE_MS);
  });

  it.each<[what: string, fault: object, code: string]>([
    ['a refused connection', { code: 'ECONNREFUSED' }, 'SERVICE_UNAVAILABLE'],
    [
      'a host that all addresses of lead nowhere',
      { errors: [Object.assign(new Error(), { code: 'ECONNREFUSED' })] },
      'SERVICE_UNAVAILABLE',
    ],
    ['a name that nobody knows any more', { code: 'ENOTFOUND' }, 'SERVICE_UNAVAILABLE'],
    ['a connection that ends', { message: 'Connection terminated unexpectedly' }, 'SERVICE_UNAVAILABLE'],
    ['a pool without a free connection', { message: 'timeout exceeded when trying to connect' }, 'SERVICE_UNAVAILABLE'],
    ['a statement without an answer', { message: 'Query read timeout' }, 'SERVICE_UNAVAILABLE'],
    ['a server that shuts down', { code: '57P01', severity: 'FATAL' }, 'SERVICE_UNAVAILABLE'],
    ['a database that takes no connections', { code: '55000', severity: 'FATAL' }, 'SERVICE_UNAVAILABLE'],
    ['a standby', { driverError: Object.assign(new Error(), { code: '25006' }) }, 'SERVICE_UNAVAILABLE'],
    ['a full disk', { code: '53100' }, 'SERVICE_UNAVAILABLE'],
    ['too many connections', { code: '53300', severity: 'FATAL' }, 'SERVICE_UNAVAILABLE'],
    ['a statement that takes too long', { code: '57014' }, 'SERVICE_UNAVAILABLE'],
    ['a lock that is not had', { code: '55P03' }, 'SERVICE_UNAVAILABLE'],
    ['a deadlock', { code: '40P01' }, 'SERVICE_UNAVAILABLE'],
    ['a missing table', { code: '42P01', severity: 'ERROR' }, 'INTERNAL_SERVER_ERROR'],
    ['a broken rule of the tables', { code: '23505' }, 'INTERNAL_SERVER_ERROR'],
    ['a file that is not there', { code: 'ENOENT' }, 'INTERNAL_SERVER_ERROR'],
    ['a fault of ours', { message: 'x is not a function' }, 'INTERNAL_SERVER_ERROR'],
  ])('tells %s by its code, and nothing more of it', (_what, fault, code) => {
    const thrown = Object.assign(new Error('10.1.2.3 has a secret'), fault);
    const told = maskError(silentLog)({ message: thrown.message }, new GraphQLError('', { originalError: thrown }));
    expect(told.extensions?.code).toBe(code);
    expect(JSON.stringify(told)).not.toMatch(/secret|terminated|function/);
  });
});
