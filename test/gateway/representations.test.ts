// Promises of: how often is the same entity asked for in one call of a subgraph?
import fc from 'fast-check';
import { deduplicateRepresentations } from '#gateway/graph/apollo';

const key = (id: number) => ({ __typename: 'Library', id: String(id) });
const answer = (representations: readonly { id: string }[]) => ({
  data: { _entities: representations.map(({ id }) => ({ name: `Library ${id}` })) },
});

describe('the entities of one call', () => {
  it('are asked for once each and answered in their places, whatever repeats', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 30 }), (ids) => {
        const representations = ids.map(key);
        const { variables, restore } = deduplicateRepresentations({ variables: { representations, first: 5 } });
        const asked = variables?.representations as { id: string }[];
        expect(asked.length).toBe(new Set(ids).size);
        expect(restore(answer(asked))).toEqual(answer(representations));
        expect(variables?.first).toBe(5);
      }),
    );
  });

  it('share no object, since merging writes to them', () => {
    const { restore } = deduplicateRepresentations({ variables: { representations: [key(1), key(1)] } });
    const { data } = restore({ data: { _entities: [{ name: 'Library 1' }] } });
    expect(data._entities[0]).not.toBe(data._entities[1]);
  });

  it('fail in each of their places when one fails', () => {
    const { restore } = deduplicateRepresentations({ variables: { representations: [key(1), key(2), key(1)] } });
    const { errors } = restore({
      data: { _entities: [null, {}] },
      errors: [{ message: 'gone', path: ['_entities', 0, 'name'] }],
    });
    expect(errors.map(({ path }) => path)).toEqual([
      ['_entities', 0, 'name'],
      ['_entities', 2, 'name'],
    ]);
  });

  it('pass unchanged when nothing repeats, or when the call asks for none', () => {
    const distinct = { representations: [key(1), key(2)] };
    expect(deduplicateRepresentations({ variables: distinct }).variables).toBe(distinct);
    expect(deduplicateRepresentations({}).variables).toBeUndefined();
  });
});
