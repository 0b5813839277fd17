// Where in the result does a plan node work: which objects stand at a path, and at which paths stands an object?
import type { Sharing } from './merge';
import { type Entity, isEntity, needsOwn, own } from './types';

/** One step down the result: into a field (`key`), over the items of a list (`list`) or nowhere, each perhaps only for some types. */
export interface PathStep {
  readonly key: string;
  readonly list: boolean;
  readonly inherited: boolean;
  readonly types: readonly string[] | null;
}

export type Path = readonly PathStep[];
export type ResponsePath = (string | number)[];

/** A part of a planner's path: `field`, `@`, either with `|[A,B]` for some runtime types only, or an object of the second planner. */
export type PathPart = string | number | { readonly Field: string } | { readonly TypeCondition: readonly string[] };

/** @throws when the planner says something unknown */
export const compilePath = (parts: readonly PathPart[]): Path => parts.map(stepOf);

function stepOf(part: PathPart): PathStep {
  if (typeof part === 'string') {
    const bar = part.indexOf('|[');
    return bar < 0 ? step(part) : step(part.slice(0, bar), part.slice(bar + 2, -1).split(','));
  }
  if (typeof part === 'object' && 'Field' in part) return step(part.Field);
  if (typeof part === 'object' && 'TypeCondition' in part) return { ...step(''), types: part.TypeCondition };
  throw new Error(`Unknown path part ${JSON.stringify(part)}`);
}

const step = (key: string, types: readonly string[] | null = null): PathStep => ({
  key,
  list: key === '@',
  inherited: needsOwn(key),
  types,
});

/** Every object at the path. Objects that are shared are listed once when `once` is set, as whatever they receive is shared too. */
export function collect(root: Entity, path: Path, run: Sharing, once: boolean): Entity[] {
  const found: Entity[] = [];
  const seen = once && run.shared.size > 0 ? new Set<object>() : null;
  descend(root, path, 0, found, run, seen);
  return found;
}

function descend(value: unknown, path: Path, at: number, found: Entity[], run: Sharing, seen: Set<object> | null): void {
  if (typeof value !== 'object' || value === null) return;
  if (seen !== null && run.shared.has(value)) {
    if (seen.has(value)) return;
    seen.add(value);
  }
  const step = path[at];
  if (Array.isArray(value)) {
    const next = step?.list ? at + 1 : at;
    for (const item of value) if (next === at || passes(step, item, run)) descend(item, path, next, found, run, seen);
  } else if (step === undefined) found.push(value as Entity);
  else if (!step.list) {
    const child = into(value as Entity, step);
    if (passes(step, child, run)) descend(child, path, at + 1, found, run, seen);
  }
}

function into(object: Entity, { key, inherited }: PathStep): unknown {
  if (key === '') return object;
  return inherited ? own(object, key) : object[key];
}

/** A value without a type name passes: subgraphs name the type wherever a plan depends on it. */
function passes(step: PathStep | undefined, value: unknown, { types }: Sharing): boolean {
  if (!step?.types || !isEntity(value) || typeof value.__typename !== 'string') return true;
  const name = value.__typename;
  return step.types.some((condition) => types.matches(condition, name));
}

/** All paths from the root to each wanted object. Walks the whole path, so it is only called when there are errors to place. */
export function locate(root: Entity, path: Path, wanted: ReadonlySet<object>): Map<object, ResponsePath[]> {
  const found = new Map<object, ResponsePath[]>();
  const here: ResponsePath = [];
  const below = (part: string | number, value: unknown, at: number) => {
    here.push(part);
    walk(value, at);
    here.pop();
  };
  const walk = (value: unknown, at: number): void => {
    if (typeof value !== 'object' || value === null) return;
    const step = path[at];
    if (Array.isArray(value)) for (const [i, item] of value.entries()) below(i, item, step?.list ? at + 1 : at);
    else if (step === undefined) {
      if (wanted.has(value)) found.set(value, [...(found.get(value) ?? []), [...here]]);
    } else if (step.key === '') walk(value, at + 1);
    else if (!step.list) below(step.key, own(value as Entity, step.key), at + 1);
  };
  walk(root, 0);
  return found;
}
