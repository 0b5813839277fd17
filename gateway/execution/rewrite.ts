// What does the planner change in data on its way to and from a subgraph? (Interface objects, fields that would clash.)
import type { FetchDataRewrite } from '@apollo/query-planner';
import { put } from './merge';
import { type Entity, own, type TypeTable } from './types';

/** Changes a value in place. */
export type Rewrite = (value: unknown) => void;

const fragment = '... on ';

/** All rewrites as one, or null when there are none. @throws for a kind of rewrite that is not known here */
export function compileRewrites(rewrites: readonly FetchDataRewrite[] | undefined, types: TypeTable): Rewrite | null {
  if (!rewrites?.length) return null;
  const steps = rewrites.map((rewrite) => {
    const path = rewrite.path.slice(0, -1);
    const change = changeOf(rewrite, rewrite.path.at(-1) ?? '');
    return (value: unknown) => applyAt(value, path, 0, change, types);
  });
  return (value) => {
    for (const apply of steps) apply(value);
  };
}

function changeOf(rewrite: FetchDataRewrite, key: string): (object: Entity) => void {
  switch (rewrite.kind) {
    case 'ValueSetter':
      return (object) => put(object, key, rewrite.setValueTo);
    case 'KeyRenamer':
      // `0`, `false` and `""` are values too; undefined stands for an absent key and is never merged or written
      return (object) => {
        const value = own(object, key);
        if (value === undefined) return;
        put(object, rewrite.renameKeyTo, value);
        put(object, key, undefined);
      };
    default:
      throw new Error(`Unknown rewrite ${JSON.stringify(rewrite)}`);
  }
}

function applyAt(value: unknown, path: readonly string[], at: number, change: (object: Entity) => void, types: TypeTable) {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(item, path, at, change, types);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Entity;
  const part = path[at];
  if (part === undefined) change(object);
  else if (!part.startsWith(fragment)) applyAt(own(object, part), path, at + 1, change, types);
  else if (isOneOf(object.__typename, part.slice(fragment.length).split('|'), types))
    applyAt(object, path, at + 1, change, types);
}

const isOneOf = (name: unknown, conditions: readonly string[], types: TypeTable) =>
  typeof name !== 'string' || conditions.some((condition) => types.matches(condition, name));
