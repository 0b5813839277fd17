// How does the answer of a subgraph join what is known already, when several entities received the same objects?
import { type Entity, isEntity, type TypeTable } from './types';

/** What merging must know and remember during one execution. */
export interface Sharing {
  /** Objects that stand at more than one place. Writing to one is only allowed for what all its places receive. */
  readonly shared: Set<object>;
  /** How often a shared object was replaced by a copy: whoever collected objects before must collect them again. */
  copies: number;
  readonly types: TypeTable;
}

/** Sets an own property whatever its name; plain assignment of `__proto__` would change the prototype. */
export function put(target: Entity, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else target[key] = value;
}

/** A deep copy of JSON data. */
export function clone<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(clone) as T;
  const copy: Entity = {};
  for (const key in value) put(copy, key, clone(value[key]));
  return copy as T;
}

/**
 * Merges `source` deeply into `target`, whose values lose against those of the source. Objects are adopted, not copied.
 * `several` says that the same source goes to other targets too: what is adopted is then noted as shared, and a later merge into
 * it works on a copy, so that entities never see each other's data.
 */
export function merge(target: Entity, source: Entity, run: Sharing, several: boolean): void {
  for (const key in source) {
    const received = source[key];
    if (received === undefined) continue;
    let known = target[key];
    if (known === received && key !== '__proto__') continue;
    if (known !== undefined && !Object.hasOwn(target, key)) known = undefined;
    if (typeof received !== 'object' || received === null) {
      if (key !== '__typename' || !hidesConcreteType(known, received, run.types)) put(target, key, received);
    } else if (isAlike(known, received)) {
      const into = writable(known, run);
      if (into !== known) put(target, key, into);
      mergeAlike(into, received, run, several);
    } else {
      if (several) run.shared.add(received);
      put(target, key, received);
    }
  }
}

/** The subgraph of an interface object knows only the interface's name; a concrete name that is known already is worth more. */
function hidesConcreteType(known: unknown, received: unknown, types: TypeTable): boolean {
  return typeof known === 'string' && typeof received === 'string' && types.isAbstract(received) && !types.isAbstract(known);
}

/** Two objects, or two lists of one length: only these are merged, anything else is replaced. */
function isAlike(known: unknown, received: object): known is object {
  if (typeof known !== 'object' || known === null) return false;
  if (Array.isArray(received)) return Array.isArray(known) && known.length === received.length;
  return !Array.isArray(known);
}

function writable<T extends object>(known: T, run: Sharing): T {
  if (run.shared.size === 0 || !run.shared.has(known)) return known;
  run.copies++;
  return clone(known);
}

function mergeAlike(known: object, received: object, run: Sharing, several: boolean): void {
  if (Array.isArray(received)) mergeList(known as unknown[], received, run, several);
  else merge(known as Entity, received as Entity, run, several);
}

function mergeList(known: unknown[], received: readonly unknown[], run: Sharing, several: boolean): void {
  for (let i = 0; i < received.length; i++) {
    const [a, b] = [known[i], received[i]];
    if (isEntity(b) || Array.isArray(b)) {
      if (isAlike(a, b)) {
        const into = writable(a, run);
        if (into !== a) known[i] = into;
        mergeAlike(into, b, run, several);
        continue;
      }
      if (several) run.shared.add(b);
    }
    known[i] = b;
  }
}
