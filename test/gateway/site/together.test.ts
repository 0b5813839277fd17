// Promises: documents that are asked together are answered as if each had been asked alone, whatever becomes of the others.
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import { type Asking, type AskingOptions, answersTo, askingFor } from '#gateway/site/asking';
import { type Ask, ask } from '../../../dashboard/page';

const schema = buildSchema(`
  type Thing { id: ID! name(in: String): String }
  type Query { thing(id: ID!): Thing, things(first: Int!): [Thing!] }
`);
const documentOf = (text: string) => parse(text) as Parameters<typeof ask<unknown, { id: string }>>[0];
const one = documentOf('query One($id: ID!, $language: String) { thing(id: $id) { id name(in: $language) } }');
const many = documentOf('query Many { things(first: 2) { id } first: thing(id: "a") { id } }');

const by = { identity: {}, who: {}, now: new Date(0), address: undefined } as unknown as Asking;

/** Answers of a page that asks for a thing twice and for several; `refuses` says which texts the graph refuses, `fails` which fields. */
async function answered({
  refuses = () => undefined,
  refusesLate = () => false,
  fails = [],
  hangs = false,
  asks = {},
}: {
  readonly refuses?: (text: string) => string | undefined;
  /** Of which texts a subgraph says so, where the graph took them. */
  readonly refusesLate?: (text: string) => boolean;
  readonly fails?: readonly string[];
  readonly hangs?: boolean;
  readonly asks?: Readonly<Record<string, Ask>>;
} = {}) {
  const sent: string[] = [];
  const root = {
    thing: ({ id }: { id: string }) => {
      if (fails.includes('thing')) throw new GraphQLError('No thing.', { extensions: { code: 'NOT_FOUND' } });
      return { id, name: ({ in: language }: { in?: string }) => `${id} in ${language}` };
    },
    things: () => {
      if (fails.includes('things')) throw new GraphQLError('No things.', { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
      return [{ id: 'a' }, { id: 'b' }];
    },
  };
  const admit = async ({ query = '' }: { readonly query?: string }) => {
    sent.push(query);
    const [fault] = validate(schema, parse(query));
    const code = fault ? 'GRAPHQL_VALIDATION_FAILED' : refuses(query);
    if (code) throw new GraphQLError(fault?.message ?? 'Refused.', { extensions: { code } });
  };
  const options = {
    schema: () => schema,
    admission: { admit },
    execute: async ({ query = '', variables = {} }) =>
      hangs
        ? new Promise(() => undefined)
        : refusesLate(query)
          ? {
              data: { thing: null },
              errors: [new GraphQLError('Not such a language.', { extensions: { code: 'BAD_USER_INPUT' } })],
            }
          : execute({ schema, document: parse(query), variableValues: variables, rootValue: root }),
    sectionMs: 100,
  } as unknown as AskingOptions;
  const page = {
    asks: {
      one: ask(one, () => ({ id: 'a', language: 'en' })),
      other: ask(one, () => ({ id: 'b', language: 'es' })),
      many: ask(many),
      alone: ask(many),
      ...asks,
    },
    together: [['one', 'other', 'many']],
  };
  const asker = askingFor(options);
  const answers = await answersTo(page, new URLSearchParams(), by, asker);
  const again = async () => answersTo(page, new URLSearchParams(), by, asker);
  return { answers: JSON.parse(JSON.stringify(answers)), sent, again };
}

const things = { things: [{ id: 'a' }, { id: 'b' }], first: { id: 'a' } };

it('asks them by one query, each with variables of its own, and tells the answers apart', async () => {
  const { answers, sent } = await answered();
  expect(answers).toEqual({
    one: { data: { thing: { id: 'a', name: 'a in en' } } },
    other: { data: { thing: { id: 'b', name: 'b in es' } } },
    many: { data: things },
    alone: { data: things },
  });
  expect(sent).toHaveLength(2);
});

it('tells a failure to the document that has it', async () => {
  const { answers } = await answered({ fails: ['things'] });
  expect(answers.one).toEqual({ data: { thing: { id: 'a', name: 'a in en' } } });
  expect(answers.many).toMatchObject({
    data: { things: null, first: { id: 'a' } },
    refused: { code: 'SUBGRAPH_UNAVAILABLE', status: 503 },
  });
  expect((await answered({ fails: ['thing'] })).answers).toMatchObject({
    one: { refused: { code: 'NOT_FOUND', status: 404 } },
    many: { data: { things: things.things, first: null }, refused: { code: 'NOT_FOUND' } },
  });
});

it('asks each alone where all are refused, such as for the variable of one or for what they cost together', async () => {
  const { answers, sent } = await answered({ refuses: (text) => (text.includes('one__') ? 'OPERATION_TOO_COSTLY' : undefined) });
  expect(answers).toMatchObject({
    one: { data: { thing: { id: 'a' } } },
    other: { data: { thing: { id: 'b' } } },
    many: { data: things },
  });
  expect(sent).toHaveLength(5);
  const wrong = (text: string) => (/\$(\w+__)?language/.test(text) ? 'BAD_USER_INPUT' : undefined);
  expect((await answered({ refuses: wrong })).answers).toMatchObject({
    one: { refused: { code: 'BAD_USER_INPUT' } },
    many: { data: things },
  });
});

it('asks each alone where what is refused is said of no field, as of a variable that a subgraph refuses', async () => {
  const { answers, sent } = await answered({ refusesLate: (text) => text.includes('language') });
  expect(answers).toMatchObject({ one: { refused: { code: 'BAD_USER_INPUT', status: 400 } }, many: { data: things } });
  expect(sent).toHaveLength(5);
});

it('does not try again where registered documents alone are answered', async () => {
  const { sent, again } = await answered({
    refuses: (text) => (text.includes('one__') ? 'OPERATION_NOT_REGISTERED' : undefined),
  });
  await again();
  expect(sent.filter((text) => text.includes('one__'))).toHaveLength(1);
});

it('asks the others where one has nothing to ask yet', async () => {
  const { answers } = await answered({ asks: { other: ask(one, () => undefined) } });
  expect(answers).toMatchObject({ one: { data: { thing: { id: 'a' } } }, other: {}, many: { data: things } });
});

it('tells all of them as away that take too long', async () => {
  const { answers } = await answered({ hangs: true });
  for (const name of ['one', 'other', 'many', 'alone'])
    expect(answers[name]).toMatchObject({ refused: { code: 'SUBGRAPH_UNAVAILABLE', status: 503 } });
});
