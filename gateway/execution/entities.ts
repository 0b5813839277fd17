// Which entities a fetch asks for, how each is named to the subgraph, and which objects of the result receive the answer.
import type { FetchDataRewrite } from '@apollo/query-planner';
import {
  clone,
  collect,
  type Entity,
  isEntity,
  locate,
  merge,
  needsOwn,
  own,
  type Path,
  put,
  type ResponsePath,
  type TypeTable,
} from './data';
import { type AskedEntities, FetchFailed, maxErrors, noAnswer } from './errors';
import { exactText } from './project';
import type { Execution, Requirement } from './run';

/** Changes a value in place. */
type Rewrite = (value: unknown) => void;

const fragment = '... on ';

/** For the errors of a fetch: the name in the result of a field that the subgraph knows by another. */
export function resultNames(outputRewrites: readonly FetchDataRewrite[] | undefined): (name: string) => string {
  const renamed = new Map(
    outputRewrites?.flatMap((each) => (each.kind === 'KeyRenamer' ? [[each.path.at(-1), each.renameKeyTo] as const] : [])),
  );
  return (name) => renamed.get(name) ?? name;
}

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

type Field = Extract<Requirement, { kind: 'Field' }> & {
  /** Its value may have one of several types, so that this is sent as well, where it is known. */
  readonly isTyped?: boolean;
};

/** Subgraphs cannot tell the type of a required object otherwise, such as one of a union. */
function withTypes(selections: readonly Requirement[], parent: string, types: TypeTable): readonly Requirement[] {
  return selections.map((each): Requirement => {
    if (!each.selections) return each;
    if (each.kind === 'InlineFragment')
      return { ...each, selections: withTypes(each.selections, each.typeCondition ?? parent, types) };
    const type = types.ofField(parent, each.name) ?? '';
    const isTyped =
      types.isAbstract(type) && !each.selections.some((one) => one.kind === 'Field' && sentName(one) === '__typename');
    return { ...each, selections: withTypes(each.selections, type, types), isTyped } as Field;
  });
}

/** The JSON text, or null for an entity that cannot be named: an unknown type, or a key field that never arrived. */
type Represent = (entity: Entity) => string | null;

/** How entities of one runtime type are named. */
interface Naming {
  readonly text: Represent;
  /** Cheaper than the text, and equal only for entities with equal texts. Meaningless for an entity that cannot be named. */
  readonly key: (entity: Entity) => unknown;
}

const maxTypes = 1_000;

/**
 * Rules, as in Apollo's executor: a missing field at the top of a fragment makes that fragment contribute nothing, a missing field
 * deeper down makes its object null, and without `__typename`, or without a whole key of the subgraph, nothing is sent. For the usual case (one fragment, no rewrites) the
 * text is built directly, by a builder for each runtime type; everything else takes the general way.
 */
export function compileRepresentation(
  required: readonly Requirement[],
  inputRewrites: readonly FetchDataRewrite[] | undefined,
  types: TypeTable,
  service: string,
): (entity: Entity) => Naming {
  const requires = withTypes(required, '', types);
  const rewrite = compileRewrites(inputRewrites, types);
  const isNamed = (type: unknown, has: (field: string) => boolean) =>
    typeof type === 'string' && types.isNamedBy(service, type, has);
  const general = byText((entity) => {
    const representation = select(entity, requires, types);
    if (!representation?.__typename) return null;
    rewrite?.(representation);
    // The planner forgets to rename some of the types that an interface object stands for.
    representation.__typename = types.knownAs(service, representation.__typename as string);
    if (!isNamed(representation.__typename, (field) => Object.hasOwn(representation, field))) return null;
    return exactText(representation);
  });
  if (rewrite || requires.some(({ kind }) => kind !== 'InlineFragment')) return () => general;
  const namings = new Map<unknown, Naming>();
  const namingOf = (name: unknown): Naming => {
    if (typeof name !== 'string') return nameless;
    const [fits, another] = requires.filter(
      (each) => each.kind === 'InlineFragment' && each.typeCondition && types.matches(each.typeCondition, name),
    );
    if (!fits) return nameless;
    const fields = fits.selections ?? [];
    if (
      another ||
      types.knownAs(service, name) !== name ||
      !isPlain(fields) ||
      !fields.some((field) => field.name === '__typename')
    )
      return general;
    return isNamed(name, (key) => fields.some((field) => sentName(field) === key)) ? plainly(fields) : nameless;
  };
  return ({ __typename: name }) => {
    let naming = namings.get(name);
    if (naming === undefined) {
      naming = namingOf(name);
      if (namings.size < maxTypes) namings.set(name, naming);
    }
    return naming;
  };
}

const byText = (text: Represent): Naming => ({ text, key: text });
const nameless = byText(() => null);
const readName = ({ from, alias, name }: Field) => from ?? alias ?? name;
const sentName = ({ alias, name }: Field) => alias ?? name;

const isPlain = (selections: readonly Requirement[]): selections is readonly Field[] =>
  selections.every(
    (each) => each.kind === 'Field' && !needsOwn(readName(each)) && (!each.selections || isPlain(each.selections)),
  );

/** Most keys are one value, which then identifies the entity as well as the text does. */
function plainly(fields: readonly Field[]): Naming {
  const text = textBuilder(fields);
  const [field, another] = fields.filter(({ name }) => name !== '__typename');
  if (!field || another || field.selections) return byText(text);
  const name = readName(field);
  return { text, key: (entity) => entity[name] };
}

function textBuilder(fields: readonly Field[], isTyped = false): Represent {
  const parts = fields.map((field, i) => ({
    name: readName(field),
    text: `${i === 0 ? '{' : ','}${JSON.stringify(sentName(field))}:`,
    below: field.selections ? textBuilder(field.selections as readonly Field[], field.isTyped) : null,
  }));
  return (object) => {
    let text = '';
    for (const { name, text: key, below } of parts) {
      const value = object[name];
      if (value === undefined) return null;
      text += key + valueText(value, below);
    }
    return isTyped && typeof object.__typename === 'string'
      ? `${text},"__typename":${JSON.stringify(object.__typename)}}`
      : `${text}}`;
  };
}

function valueText(value: unknown, below: Represent | null): string {
  if (value === null) return 'null';
  if (below === null) return exactText(value);
  if (Array.isArray(value)) return `[${value.map((item) => valueText(item ?? null, below)).join(',')}]`;
  return isEntity(value) ? (below(value) ?? 'null') : 'null';
}

/** Nothing in it is shared: a representation is built, sent and dropped. */
const select = (source: unknown, selections: readonly Requirement[], types: TypeTable): Entity | null => {
  if (!isEntity(source)) return null;
  const result: Entity = {};
  for (const each of selections) {
    if (each.kind === 'Field') {
      const value = own(source, readName(each));
      if (value === undefined) return null;
      put(result, sentName(each), picked(value, each, types));
    } else if (
      each.typeCondition &&
      typeof source.__typename === 'string' &&
      types.matches(each.typeCondition, source.__typename)
    ) {
      const part = select(source, each.selections, types);
      if (part !== null) unite(result, part);
    }
  }
  return result;
};

/** What one fragment lacks deeper down, because a condition left it out, another may have: null never takes the place of a value. */
function unite(known: Entity, more: Entity): void {
  for (const key in more) put(known, key, united(own(known, key), more[key]));
}

function united(known: unknown, more: unknown): unknown {
  if (known === undefined || known === null) return more;
  if (Array.isArray(known) && Array.isArray(more)) return known.map((item, i) => united(item, more[i]));
  if (isEntity(known) && isEntity(more)) unite(known, more);
  return known;
}

function picked(value: unknown, field: Field, types: TypeTable): unknown {
  if (!field.selections) return value;
  if (Array.isArray(value)) return value.map((item) => picked(item, field, types));
  const object = select(value, field.selections, types);
  const type = field.isTyped && isEntity(value) ? value.__typename : undefined;
  if (object && typeof type === 'string') object.__typename = type;
  return object;
}

/** One list of entities in a fetch. Apollo's plans ask for one, from one path; the second planner's for several, each from several. */
export interface EntityList {
  readonly service: string;
  readonly alias: string;
  readonly text: string;
  readonly paths: readonly Path[];
  readonly naming: (entity: Entity) => Naming;
  readonly rewrite: Rewrite | null;
  /** Nothing may be shared: later fetches may treat the places differently. */
  readonly copies: boolean;
  readonly resultName: (name: string) => string;
}

/** The objects that wait for a list of entities, grouped by their representations. */
export class Grouping implements AskedEntities {
  readonly members: Entity[][] = [];
  readonly texts: string[] = [];
  /** By runtime type, which rewrites of the answer depend on, and by key. */
  readonly #indices = new Map<unknown, Map<unknown, number>>();

  constructor(
    private readonly list: EntityList,
    run: Execution,
  ) {
    const { naming, paths, copies } = list;
    for (const path of paths) {
      for (const object of collect(run.root, path, run, !copies)) {
        const { key: keyOf, text: textOf } = naming(object);
        const [key, known] = [keyOf(object), this.#known(object)];
        const index = known.get(key);
        if (index !== undefined) this.#join(index, object);
        else {
          const text = textOf(object);
          if (text === null) continue;
          known.set(key, this.members.push([object]) - 1);
          this.texts.push(text);
        }
      }
    }
  }

  /** Indices of the representations of the object's type. */
  #known({ __typename: type }: Entity): Map<unknown, number> {
    let known = this.#indices.get(type);
    if (known === undefined) {
      known = new Map();
      this.#indices.set(type, known);
    }
    return known;
  }

  get alias(): string {
    return this.list.alias;
  }

  get resultName(): EntityList['resultName'] {
    return this.list.resultName;
  }

  get paths(): readonly Path[] {
    return this.list.paths;
  }

  /**
   * Replaces the objects that were collected before the subgraph was asked by those that stand at the paths now: the same objects, or
   * copies of them, which are recognized by their representations.
   */
  refresh(run: Execution): void {
    const { list, members } = this;
    const indices = new Map(members.flatMap((objects, index) => objects.map((object) => [object, index] as const)));
    for (const objects of members) objects.length = 0;
    for (const path of list.paths) {
      for (const object of collect(run.root, path, run, !list.copies)) {
        const index = indices.get(object) ?? this.#known(object).get(list.naming(object).key(object));
        if (index !== undefined) this.#join(index, object);
      }
    }
  }

  /** @throws FetchFailed when the answer lacks an entity or null for some representation, and no error says why */
  accept(run: Execution, data: Entity, errors: unknown): void {
    const { members, list } = this;
    if (members.length === 0) return;
    const entities = data[list.alias];
    if (!Array.isArray(entities) || entities.length !== members.length) {
      mustSay(errors, list.service);
      return;
    }
    members.forEach((objects, i) => {
      const entity = entities[i] as Entity | null | undefined;
      if (typeof entity !== 'object' || entity === null) return;
      if (list.rewrite) {
        entity.__typename ??= objects[0]?.__typename;
        list.rewrite(entity);
      }
      objects.forEach((object, at) => {
        if (!list.copies) merge(object, entity, run, objects.length > 1);
        else merge(object, at === 0 ? entity : clone(entity), run, false);
      });
    });
  }

  #join(index: number, object: Entity): void {
    const group = this.members[index];
    if (group && group[group.length - 1] !== object) group.push(object);
  }
}

/** Data may be missing only if an error says why. @throws FetchFailed otherwise */
export function mustSay(errors: unknown, service: string): void {
  if (!errors) throw new FetchFailed(noAnswer(service, 'did not answer for all it was asked'));
}

/** For each path of the lists, the places of the objects that wait there; none alone when none can be found. */
export function waitingPlaces(run: Execution, asked: readonly Grouping[]): readonly (readonly ResponsePath[])[] {
  const found = asked.flatMap(({ members, paths }) => {
    const waiting = new Set(members.flat());
    return paths.map((path) => [...locate(run.root, path, waiting).values()].flat().slice(0, maxErrors));
  });
  const some = found.filter((places) => places.length > 0);
  return some.length > 0 ? some : [[]];
}
