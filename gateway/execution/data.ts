// The objects of the result: found by the paths of a plan, merged with the answers of subgraphs, and read safely whatever their keys; and what the names of its fields stand for.
import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Variables } from '../operation/document';
import { keysOf } from './joins';

/** An object of a subgraph's answer. Its keys are response names, which clients choose: never read one that may be on the prototype without `own`. */
export type Entity = Record<string, unknown>;

/** Questions about types while a plan runs, answered from the supergraph schema, which knows inaccessible types as well. */
export interface TypeTable {
  /** Does a value whose `__typename` is `name` satisfy the condition? `name` may be an interface, as interface objects answer. */
  matches(condition: string, name: string): boolean;
  isAbstract(name: string): boolean;
  /** The type by which a subgraph knows objects of a type: the same, or the interface object that stands for it; undefined for neither. */
  knownAs(service: string, type: string): string | undefined;
  /** Does the subgraph find an entity of that type by these fields? True where the schema says nothing of keys at all. */
  isNamedBy(service: string, type: string, has: (field: string, below: SelectionSetNode | undefined) => boolean): boolean;
  /** The name of the type of a field's value; undefined for a field that is not known. */
  ofField(type: string, field: string): string | undefined;
  /** May an operation ask for a field of a custom scalar? */
  hasCustomScalars(operation: string): boolean;
}

/** Type names come from subgraphs, so the answers remembered for them are bounded. */
const maxRemembered = 10_000;

/** Answers from the schema, each question once. */
export function typeTable(schema: GraphQLSchema): TypeTable {
  const abstract = new Set(Object.values(schema.getTypeMap()).flatMap((type) => (isAbstractType(type) ? type.name : [])));
  const answers = new Map<string, Map<string, boolean>>();
  const find = (condition: string, name: string) => {
    const [wider, narrower] = [schema.getType(condition), schema.getType(name)];
    return isAbstractType(wider) && (isObjectType(narrower) || isInterfaceType(narrower)) && schema.isSubType(wider, narrower);
  };
  const keys = keysOf(schema);
  const custom = customFields(schema);
  return {
    isAbstract: (name) => abstract.has(name),
    hasCustomScalars: (operation) => operation.match(/\w+/g)?.some((word) => custom.has(word)) ?? false,
    knownAs(service, name) {
      if (keys.size === 0 || keys.has(`${service} ${name}`)) return name;
      const type = schema.getType(name);
      return isObjectType(type) ? type.getInterfaces().find((each) => keys.has(`${service} ${each.name}`))?.name : undefined;
    },
    ofField(name, field) {
      const type = schema.getType(name);
      const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
      return found && getNamedType(found.type).name;
    },
    isNamedBy: (service, type, has) =>
      keys.size === 0 ||
      (keys.get(`${service} ${type}`)?.some((key) => key.every(({ name, selectionSet }) => has(name.value, selectionSet))) ??
        false),
    matches(condition, name) {
      if (condition === name) return true;
      let byName = answers.get(condition);
      if (byName === undefined) {
        byName = new Map();
        answers.set(condition, byName);
      }
      let answer = byName.get(name);
      if (answer === undefined) {
        answer = find(condition, name);
        if (byName.size < maxRemembered) byName.set(name, answer);
      }
      return answer;
    },
  };
}

/** The names of fields of custom scalars, of any type. */
function customFields(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const isCustom = (type: GraphQLNamedType) => isScalarType(type) && !isSpecifiedScalarType(type);
  return new Set(
    types.flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => (isCustom(getNamedType(field.type)) ? field.name : [])),
    ),
  );
}

/** The object's own property, or undefined: for keys such as `constructor`, which every object inherits. */
export const own = (object: Entity, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

/** Must this key be read with `own`? Decided once at compile time, so that all other keys are read directly. */
export const needsOwn = (key: string): boolean => key in Object.prototype;

export const isEntity = (value: unknown): value is Entity => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What merging must know and remember during one execution. */
export interface Sharing {
  /** Objects that stand at more than one place. Only what all these places receive may be written to one. */
  readonly shared: Set<object>;
  /** How often a shared object was replaced by a copy: a fetch that collected objects before must collect them again. */
  copies: number;
  readonly types: TypeTable;
}

/** Sets an own property. Assigning to `__proto__` would change the prototype instead. */
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
 * Merges `source` deeply into `target`; values of the source win. Objects are adopted, not copied. `several` says that the same source
 * goes to other targets too: what is adopted is then noted as shared, and a later merge into it works on a copy, so that entities never
 * see each other's data.
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

/** The subgraph of an interface object knows only the interface's name, which must not replace a concrete name. */
function hidesConcreteType(known: unknown, received: unknown, types: TypeTable): boolean {
  return typeof known === 'string' && typeof received === 'string' && types.isAbstract(received) && !types.isAbstract(known);
}

/** Two objects, or two lists of one length: only these are merged, anything else is replaced. */
function isAlike(known: unknown, received: object): known is object {
  if (typeof known !== 'object' || known === null) return false;
  if (Array.isArray(received)) return Array.isArray(known) && known.length === received.length;
  return !Array.isArray(known);
}

/** Whether two answers for one place may be of the same moment: lists of one length, and equal values under equal names. */
export function mayBeOne(known: unknown, received: unknown): boolean {
  if (known === undefined || received === undefined) return true;
  if (Array.isArray(known) && Array.isArray(received))
    return known.length === received.length && received.every((item, i) => mayBeOne(known[i], item));
  if (isEntity(known) && isEntity(received))
    return Object.keys(received).every((key) => key === '__typename' || mayBeOne(own(known, key), received[key]));
  return known === received;
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

/** One step down the result: into a field (`key`), over the items of a list (`list`) or nowhere, each perhaps only for some types. */
interface PathStep {
  readonly key: string;
  readonly list: boolean;
  readonly inherited: boolean;
  readonly types: readonly string[] | null;
}

export type Path = readonly PathStep[];
export type ResponsePath = (string | number)[];

/** A part of a planner's path: `field`, `@`, either with `|[A,B]` for some runtime types only, or an object of the second planner. */
export type PathPart = string | number | { readonly Field: string } | { readonly TypeCondition: readonly string[] };

/** @throws when the planner writes a part that is not known here */
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

/** Every object at the path. With `once`, shared objects are listed once, since what they receive is shared too. */
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

/** Before names of ours in a plan. */
export const prefix = '_client_';

/** Whether conditions let a selection in, with these values. */
export const isActive = (directives: readonly DirectiveNode[] | undefined, decided: Variables) =>
  (directives ?? []).every(({ name, arguments: given }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = given?.[0]?.value;
    const chosen = value?.kind === Kind.VARIABLE ? decided[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return chosen === (name.value === 'include');
  });

/** The name in the schema of a field that a plan requires. */
export const requiredName = (name: string): string => name.replace(/^_required_\d+_/, '');

/** The client's name for a variable of a plan. */
export const clientVariable = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name);

/** The name and the arguments of a field, equal for values that mean the same. `nameOf` gives the client's names of variables: those of a plan by default. */
export function spelled({ name, arguments: given = [] }: FieldNode, nameOf = clientVariable): string {
  if (given.length === 0) return name.value;
  const texts = given.map((each) => `${each.name.value}:${valueText(each.value, nameOf)}`);
  return `${name.value}(${texts.sort().join()})`;
}

function valueText(value: ValueNode, nameOf: (variable: string) => string): string {
  const textOf = (each: ValueNode) => valueText(each, nameOf);
  switch (value.kind) {
    case Kind.VARIABLE:
      return `$${nameOf(value.name.value)}`;
    case Kind.INT:
    case Kind.FLOAT:
      return `${Number(value.value)}`;
    case Kind.NULL:
      return 'null';
    case Kind.LIST:
      // One value may stand for a list of one.
      return value.values.length === 1 ? value.values.map(textOf).join() : `[${value.values.map(textOf).join()}]`;
    case Kind.OBJECT: {
      const texts = value.fields.map((each) => `${each.name.value}:${textOf(each.value)}`);
      return `{${texts.sort().join()}}`;
    }
    default:
      return `${value.value}`;
  }
}
