// Does a page that offers a list to choose from offer all of it?
import { buildSchema, GraphQLError, parse } from 'graphql';
import { type Asking, type AskingOptions, askingFor } from '#gateway/site/asking';
import { askWhole } from '../../../dashboard/page';

const schema = buildSchema(`
  type Thing { id: ID! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Things { nodes: [Thing!]! pageInfo: PageInfo! }
  type Query { things(first: Int!, after: String): Things }
`);
const document = parse(
  'query Things($after: String) { things(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
) as Parameters<typeof askWhole<{ things: unknown }, { after?: string }>>[0];
const all = askWhole(document, 'things');
const by = { identity: {}, who: {}, now: new Date(0), address: undefined } as unknown as Asking;

/** Asks for all of a list of so many, of which the page that begins at `failsAt` is refused, and the one at `hangsAt` never comes. */
async function asked(count: number, { failsAt = -1, hangsAt = -1 } = {}) {
  const asks: unknown[] = [];
  const execute = async ({ variables = {} }: { readonly variables?: Readonly<Record<string, unknown>> }) => {
    asks.push(variables);
    const from = Number(variables.after ?? 0);
    if (from === hangsAt) return new Promise(() => undefined);
    if (from === failsAt) return { data: { things: null }, errors: [new GraphQLError('No.', { extensions: { code: 'NO' } })] };
    const nodes = Array.from({ length: Math.min(100, count - from) }, (_, i) => ({ id: String(from + i) }));
    return { data: { things: { nodes, pageInfo: { hasNextPage: from + 100 < count, endCursor: String(from + 100) } } } };
  };
  const admission = { admit: async () => undefined };
  const options = { schema: () => schema, admission, execute, sectionMs: 100 } as unknown as AskingOptions;
  // The address of a page that has pages itself says where those begin.
  const { data, refused } = await askingFor(options).show(all, new URLSearchParams({ after: '500' }), by);
  const { things } = (data ?? {}) as { readonly things?: { readonly nodes: readonly { readonly id: string }[] } };
  return { ids: things?.nodes.map(({ id }) => Number(id)), asks: asks.length, code: refused?.code };
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

it.each([
  [0, 1],
  [100, 1],
  [101, 2],
  [350, 4],
])('a list of %i is there as a whole, by %i questions', async (count, asks) => {
  expect(await asked(count)).toEqual({ ids: upTo(count), asks, code: undefined });
});

it('a list without end is left after two thousand', async () => {
  expect(await asked(1_000_000)).toMatchObject({ ids: upTo(2_000), asks: 20 });
});

it('what came before a page that is refused, or late, is there to be chosen', async () => {
  expect(await asked(350, { failsAt: 200 })).toEqual({ ids: upTo(200), asks: 3, code: 'NO' });
  expect(await asked(350, { hangsAt: 100 })).toEqual({ ids: upTo(100), asks: 2, code: 'SUBGRAPH_UNAVAILABLE' });
  expect(await asked(350, { hangsAt: 0 })).toEqual({ ids: undefined, asks: 1, code: 'SUBGRAPH_UNAVAILABLE' });
});
