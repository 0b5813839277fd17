// Promises of: what an event of a subscription becomes.
import { parse } from 'graphql';
import { Executor } from '#gateway/execution/executor';
import { type Operation, operationOf } from '#gateway/operation/document';
import { world } from './support/world';

const document = parse(
  'subscription ($min: Int) { reviewAdded(min: $min) { id stars author { name nick } item { title ... on Book { shipping } } } }',
);

function subscription() {
  const { apiSchema, supergraphSchema, plan, call } = world;
  const executor = new Executor({
    apiSchema,
    supergraphSchema,
    plan,
    ask(service, body) {
      const { query, variables } = JSON.parse(body);
      return call(service, query, variables);
    },
  });
  return executor.compile(operationOf(document) as Operation);
}

const run = async (event: Parameters<ReturnType<typeof subscription>['execute']>[2]) => {
  const { data, errors } = await subscription().execute({ min: 2 }, { headers: {} }, event);
  return { data: JSON.parse(data), errors };
};

it('belongs to the subgraph that owns its root field', () => {
  expect(subscription().plan.primary?.service).toBe('b');
});

it('is completed by the other subgraphs', async () => {
  const { data, errors } = await run({
    data: {
      reviewAdded: {
        __typename: 'Review',
        id: 'r1',
        stars: 3,
        author: { __typename: 'User', id: 'u1' },
        item: { __typename: 'Item', id: 'i3' },
      },
    },
  });
  expect(errors).toEqual([]);
  expect(data.reviewAdded).toEqual({
    id: 'r1',
    stars: 3,
    author: { name: 'User 1', nick: 'nick1' },
    item: { title: 'Title "3" é\n', shipping: 8 },
  });
});

it('is null with its error', async () => {
  const { data, errors } = await run({ data: { reviewAdded: null }, errors: [{ message: 'boom', path: ['reviewAdded'] }] });
  expect(data).toEqual({ reviewAdded: null });
  expect(errors).toMatchObject([{ message: 'boom', path: ['reviewAdded'], extensions: { serviceName: 'b' } }]);
});

it('keeps the part that came beside an error', async () => {
  const { data, errors } = await run({
    data: {
      reviewAdded: {
        __typename: 'Review',
        id: 'r1',
        stars: null,
        author: { __typename: 'User', id: 'u1' },
        item: { __typename: 'Item', id: 'i1' },
      },
    },
    errors: [{ message: 'no stars', path: ['reviewAdded', 'stars'] }],
  });
  expect(data.reviewAdded).toMatchObject({ id: 'r1', stars: null, author: { name: 'User 1' } });
  expect(errors).toHaveLength(1);
});

it('is one coded error when it has neither data nor errors', async () => {
  const { data, errors } = await run({});
  expect(data).toEqual({ reviewAdded: null });
  expect(errors).toMatchObject([{ path: ['reviewAdded'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
});
