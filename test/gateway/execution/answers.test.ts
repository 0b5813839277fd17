// Promises of: what a client reads when subgraphs fail, send too little, or send what does not fit the schema.
import { FetchFailed, maxPlaces } from '#gateway/execution/errors';
import { type Answered, answer, entities, fetchFrom, flatten, type Subgraphs, sequence } from './support/handWritten';

const schema = `type Query { ts: [T] u: T } type T { id: ID! name: String strict: String! kind: Kind n: Int f: Float b: Boolean l: [Int!] o: T any: JSON }
  enum Kind { RED } scalar JSON`;
const node = sequence(fetchFrom('a', '{ts}'), flatten('ts.@', fetchFrom('b', 'b', { T: ['__typename', 'id'] })));
const rows =
  (...ids: (string | null)[]) =>
  () => ({ data: { ts: ids.map((id) => id && { __typename: 'T', id }) } });
const ask = (b: Subgraphs[string], ids: (string | null)[] = ['1', '2', '1'], query = '{ ts { id name } }') =>
  answer({ schema, query, node, subgraphs: { a: rows(...ids), b } });
const codes = ({ errors }: Answered) => errors.map(({ path, extensions }) => `${extensions.code} ${path?.join('.')}`);

describe('an entity fetch', () => {
  it('asks for each entity once and answers at every place', async () => {
    const { data, errors, asked } = await ask(
      entities(({ id }) => ({ name: `n${id}` })),
      ['1', null, '2', '1'],
    );
    expect(asked.b?.[0]?.variables.representations).toEqual([
      { __typename: 'T', id: '1' },
      { __typename: 'T', id: '2' },
    ]);
    expect(errors).toEqual([]);
    expect(data.ts).toEqual([{ id: '1', name: 'n1' }, null, { id: '2', name: 'n2' }, { id: '1', name: 'n1' }]);
  });

  it('is not sent when nothing can be named', async () => {
    const { asked, data } = await ask(() => ({}), [null]);
    expect([asked.b, data.ts]).toEqual([undefined, [null]]);
  });

  it('leaves null what a null entity would have had', async () => {
    const { data, errors } = await ask(entities(({ id }) => (id === '1' ? null : { name: 'two' })));
    expect(errors).toEqual([]);
    expect(data.ts.map((row: { name: string }) => row.name)).toEqual([null, 'two', null]);
  });

  it('reports an error of one entity at each of its places', async () => {
    const answered = await ask(({ variables }) => ({
      ...(entities(({ id }) => ({ name: id === '2' ? null : 'n' }))({ query: '', variables }) as object),
      errors: [{ message: 'no name', path: ['_entities', 0, 'name'], extensions: { code: 'NAMELESS' } }],
    }));
    expect(codes(answered)).toEqual(['NAMELESS ts.0.name', 'NAMELESS ts.2.name']);
    expect(answered.errors[0]?.extensions.serviceName).toBe('b');
  });

  it('reports it at so many places and no more', async () => {
    const ids = Array.from({ length: maxPlaces * 3 }, () => '1');
    const { errors } = await ask(
      () => ({ data: { _entities: [null] }, errors: [{ message: 'x', path: ['_entities', 0] }] }),
      ids,
    );
    expect(errors).toHaveLength(maxPlaces);
  });

  it.each([
    ['has no list', { data: { _entities: 'many' } }],
    ['is too short', { data: { _entities: [{ name: 'n' }] } }],
    ['has no data and no error', { data: null }],
    ['is empty', {}],
  ])('is one coded error when the answer %s', async (_what, given) => {
    const answered = await ask(() => given);
    expect(codes(answered)).toEqual(['SUBGRAPH_UNAVAILABLE ts.0']);
    expect(answered.data.ts).toEqual([
      { id: '1', name: null },
      { id: '2', name: null },
      { id: '1', name: null },
    ]);
  });

  it('keeps the words that were written for clients, and no others', async () => {
    const failing = (error: Error) => () => {
      throw error;
    };
    const meant = await ask(failing(new FetchFailed('b is closed.')));
    expect(meant.errors[0]?.message).toBe('b is closed.');
    const raw = await ask(failing(new Error('connect ECONNREFUSED 10.0.0.7:4001')));
    expect(JSON.stringify(raw)).not.toContain('10.0.0.7');
    expect(codes(raw)).toEqual(['SUBGRAPH_UNAVAILABLE ts.0']);
  });

  it.each([[[{}]], [[null]], ['broken'], [[{ message: 7, path: 'x' }]]])('survives the malformed errors %j', async (errors) => {
    const answered = await ask(() => ({ data: { _entities: [null, null] }, errors }));
    expect(codes(answered)).toEqual(['DOWNSTREAM_SERVICE_ERROR undefined']);
  });
});

it('reports a failed root fetch once for each field that was asked for', async () => {
  const node = fetchFrom('a', 'query($no: Boolean!) { ts { id } x: u @include(if: $no) { id } u { id } }');
  const answered = await answer({
    schema,
    query: 'query ($no: Boolean!) { ts { id } x: u @include(if: $no) { id } u { id } }',
    node,
    variables: { no: false },
    subgraphs: {},
  });
  expect(codes(answered)).toEqual(['SUBGRAPH_UNAVAILABLE ts', 'SUBGRAPH_UNAVAILABLE u']);
  expect(answered.data).toEqual({ ts: null, u: null });
});

describe('a value that does not fit the schema', () => {
  const given = (row: Record<string, unknown>, fields: string) =>
    answer({ schema, query: `{ u { ${fields} } }`, node: fetchFrom('a', '{u}'), subgraphs: { a: () => ({ data: { u: row } }) } });

  it.each([
    ['kind', 'SECRET'],
    ['n', 1.5],
    ['n', '1'],
    ['f', '1'],
    ['b', 1],
    ['name', 7],
    ['l', 7],
    ['l', [1, null]],
    ['l', [1, 'x']],
  ])('is null with an error: %s of %j', async (field, value) => {
    const answered = await given({ __typename: 'T', [field]: value }, field);
    expect(answered.data).toEqual({ u: { [field]: null } });
    expect(codes(answered)).toHaveLength(1);
    expect(codes(answered)[0]).toMatch(new RegExp(`^INVALID_SUBGRAPH_ANSWER u\\.${field}`));
  });

  it.each([
    ['kind', 'RED'],
    ['n', 3],
    ['f', 0.5],
    ['b', false],
    ['name', 'a "quoted"\n é\u2028'],
    ['name', 'x'.repeat(60)],
    ['l', [1, 2]],
    ['any', { a: [1, { b: null }] }],
    ['id', 7],
  ])('is passed on when it does: %s of %j', async (field, value) => {
    const { data, errors } = await given({ __typename: 'T', [field]: value }, field);
    expect(errors).toEqual([]);
    expect(data.u[field]).toEqual(field === 'id' ? '7' : value);
  });

  it('takes its parent with it where null is not allowed, up to where it is', async () => {
    const { data, errors } = await given({ __typename: 'T', id: '1', o: { __typename: 'T', strict: null } }, 'id o { strict }');
    expect(data).toEqual({ u: { id: '1', o: null } });
    expect(errors).toEqual([
      {
        message: 'Cannot return null for non-nullable field T.strict.',
        path: ['u', 'o', 'strict'],
        extensions: { code: 'INVALID_SUBGRAPH_ANSWER' },
      },
    ]);
  });

  it('is not reported twice when the subgraph said so itself', async () => {
    const answered = await answer({
      schema,
      query: '{ u { o { strict } n } }',
      node: fetchFrom('a', '{u}'),
      subgraphs: {
        a: () => ({
          data: { u: { __typename: 'T', o: { __typename: 'T', strict: null }, n: 'x' } },
          errors: [{ message: 'no', path: ['u', 'o', 'strict'], extensions: { code: 'NO' } }],
        }),
      },
    });
    expect(codes(answered)).toEqual(['NO u.o.strict', 'INVALID_SUBGRAPH_ANSWER u.n']);
  });
});
