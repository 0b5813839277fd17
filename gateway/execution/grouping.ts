// Which entities does a fetch ask for, each once, and which objects of the result wait for each of them?
import { type AskedEntities, FetchFailed, noAnswer } from './errors';
import { clone, merge } from './merge';
import { collect, locate, type Path, type ResponsePath } from './places';
import type { Naming } from './representation';
import type { Rewrite } from './rewrite';
import type { Run } from './run';
import type { Entity } from './types';

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
}

/** The objects that wait for a list of entities, grouped by their representations. */
export class Grouping implements AskedEntities {
  readonly members: Entity[][] = [];
  readonly texts: string[] = [];
  /** By runtime type, as rewrites of what is received look at it, and by key. */
  readonly #indices = new Map<unknown, Map<unknown, number>>();

  constructor(
    private readonly list: EntityList,
    run: Run,
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

  /** Indices of what is asked for of the object's type. */
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

  get paths(): readonly Path[] {
    return this.list.paths;
  }

  /**
   * Puts the objects that stand at the paths now in place of those that were collected before the subgraph was asked: the same
   * objects, and copies of them, which are known by their representations.
   */
  refresh(run: Run): void {
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

  /** @throws FetchFailed when there is neither an entity, or null, for each representation nor an error that says why */
  accept(run: Run, data: Entity, errors: unknown): void {
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

/** Data may only be missing where errors say why. @throws FetchFailed otherwise */
export function mustSay(errors: unknown, service: string): void {
  if (!errors) throw new FetchFailed(noAnswer(service, 'did not answer for all it was asked'));
}

/** Where the first object stands that waits for one of the lists. */
export function firstPlace(run: Run, asked: readonly Grouping[]): ResponsePath | undefined {
  for (const { members, paths } of asked) {
    const first = members[0]?.[0];
    if (!first) continue;
    for (const path of paths) {
      const [place] = locate(run.root, path, new Set([first])).get(first) ?? [];
      if (place) return place;
    }
  }
  return undefined;
}
