// Promises of: what the planner changes in data on its way, and what stands for an entity.
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { type Entity, typeTable } from '#gateway/execution/data';
import { compileRepresentation, compileRewrites } from '#gateway/execution/entities';
import type { Requirement } from '#gateway/execution/run';

const types = typeTable(
  buildSchema('interface I { id: ID } type A implements I { id: ID } type B implements I { id: ID } type Query { i: I }'),
);
const rewritten = <T>(rewrites: Parameters<typeof compileRewrites>[0], value: T): T => {
  compileRewrites(rewrites, types)?.(value);
  return JSON.parse(JSON.stringify(value));
};

describe('a rewrite', () => {
  it('sets a value where the type fits, and leaves other types alone', () => {
    const rewrite = { kind: 'ValueSetter' as const, path: ['... on A', '__typename'], setValueTo: 'I' };
    expect(rewritten([rewrite], [{ __typename: 'A' }, { __typename: 'B' }])).toEqual([{ __typename: 'I' }, { __typename: 'B' }]);
  });

  it('takes an interface as a condition, and several types at once', () => {
    const rewrite = (condition: string) => ({ kind: 'ValueSetter' as const, path: [`... on ${condition}`, 'x'], setValueTo: 1 });
    expect(rewritten([rewrite('I')], { __typename: 'B' })).toEqual({ __typename: 'B', x: 1 });
    expect(rewritten([rewrite('A|B')], { __typename: 'B' })).toEqual({ __typename: 'B', x: 1 });
  });

  it.each([0, false, '', null, 'text', [1]])('renames a key that holds %j', (value) => {
    const rewrite = { kind: 'KeyRenamer' as const, path: ['list', 'old'], renameKeyTo: 'fresh' };
    expect(rewritten([rewrite], { list: [{ old: value }, null, {}] })).toEqual({ list: [{ fresh: value }, null, {}] });
  });

  it('is refused when its kind is not known', () => {
    expect(() => compileRewrites([{ kind: 'Novel', path: ['a'] } as never], types)).toThrow('Unknown rewrite');
  });
});

const field = (name: string, ...selections: Requirement[]): Requirement =>
  selections.length > 0 ? { kind: 'Field', name, selections } : { kind: 'Field', name };
const on = (typeCondition: string, ...selections: Requirement[]): Requirement => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
});
const name = field('__typename');

describe('a representation', () => {
  it.each([
    [
      'has exactly what is required',
      [on('A', name, field('id'))],
      { __typename: 'A', id: '1', more: 2 },
      { __typename: 'A', id: '1' },
    ],
    ['keeps nulls of keys', [on('A', name, field('id'))], { __typename: 'A', id: null }, { __typename: 'A', id: null }],
    ['is none without a required field', [on('A', name, field('id'))], { __typename: 'A' }, null],
    ['is none for another type', [on('A', name, field('id'))], { __typename: 'B', id: '1' }, null],
    ['is none without a type', [on('A', name, field('id'))], { id: '1' }, null],
    ['is none when the type is not sent', [on('A', field('id'))], { __typename: 'A', id: '1' }, null],
    [
      'has null for an object that lacks a field',
      [on('A', name, field('o', field('x')))],
      { __typename: 'A', o: {} },
      { __typename: 'A', o: null },
    ],
    [
      'goes through lists',
      [on('A', name, field('o', field('x')))],
      { __typename: 'A', o: [{ x: 1 }, null] },
      { __typename: 'A', o: [{ x: 1 }, null] },
    ],
    [
      'joins all fragments that fit',
      [on('A', name, field('id')), on('I', field('x'))],
      { __typename: 'A', id: '1', x: 2 },
      { __typename: 'A', id: '1', x: 2 },
    ],
    [
      'leaves out a fragment that lacks a field',
      [on('A', name, field('id')), on('I', field('x'))],
      { __typename: 'A', id: '1' },
      { __typename: 'A', id: '1' },
    ],
    ['reads no inherited key', [on('A', name, field('constructor'))], { __typename: 'A' }, null],
  ])('%s', (_what, requires, entity, expected) => {
    const text = compileRepresentation(requires, undefined, types, 'a')(entity).text(entity);
    expect(text === null ? null : JSON.parse(text)).toEqual(expected);
  });

  it('is changed as the planner says, while the entity is not', () => {
    const entity = { __typename: 'A', id: '1' };
    const naming = compileRepresentation(
      [on('A', name, field('id'))],
      [{ kind: 'ValueSetter', path: ['... on A', '__typename'], setValueTo: 'I' }],
      types,
      'a',
    );
    expect(JSON.parse(naming(entity).text(entity) ?? '')).toEqual({ __typename: 'I', id: '1' });
    expect(entity.__typename).toBe('A');
  });

  const values = fc.oneof(fc.constantFrom('1', 1, null, undefined, true), fc.string(), fc.record({ x: fc.constantFrom(1, 2) }));
  const someEntity = fc.record({ __typename: fc.constantFrom('A', 'B', 'C', undefined), id: values, k: values });
  const requirements = fc.constantFrom(
    [on('A', name, field('id'))],
    [on('I', name, field('id'))],
    [on('A', name, field('id'), field('k'))],
    [on('A', name, field('k', field('x')))],
    [on('A', name, field('id')), on('I', name, field('k'))],
  );

  it('has a key that is equal for no other entity of the type', () => {
    fc.assert(
      fc.property(requirements, someEntity, someEntity, (requires, one, another) => {
        fc.pre(one.__typename === another.__typename);
        const namingOf = compileRepresentation(requires, undefined, types, 'a');
        const [a, b] = [namingOf(one as Entity), namingOf(another as Entity)];
        const [textA, textB] = [a.text(one as Entity), b.text(another as Entity)];
        if (Object.is(a.key(one as Entity), b.key(another as Entity))) expect(textA).toBe(textB);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has a key that tells equal entities whose key is one scalar', () => {
    const namingOf = compileRepresentation([on('A', name, field('id'))], undefined, types, 'a');
    const entity = (id: unknown): Entity => ({ __typename: 'A', id, more: {} });
    const keyOf = (id: unknown) => namingOf(entity(id)).key(entity(id));
    expect(keyOf('7')).toBe(keyOf('7'));
    expect(keyOf('7')).not.toBe(keyOf(7));
  });
});
