// Which entities does a fetch ask for, each once, and which objects of the result wait for each of them?
import { type AskedEntities, FetchFailed, noAnswer } from './errors';
import { clone, merge } from './merge';
import { collect, locate, type Path, type ResponsePath } from './places';
import type { Represent } from './representation';
import type { Rewrite } from './rewrite';
import type { Run } from './run';
import type { Entity } from './types';

/** One list of entities in a fetch. Apollo's plans ask for one, from one path; the second planner's for several, each from several. */
export interface EntityList {
  readonly service: string;
  readonly alias: string;
  readonly text: string;
  readonly paths: readonly Path[];
  readonly represent: Represent;
  readonly rewrite: Rewrite | null;
  /** Nothing may be shared: later fetches may treat the places differently. */
  readonly copies: boolean;
  /** Rewrites look at the type of the entity, so entities of different types are not the same although they are named alike. */
  readonly perType: boolean;
}

/** The objects that wait for a list of entities, grouped by their representations. */
export class Grouping implements AskedEntities {
  readonly members: Entity[][] = [];
  readonly texts: string[] = [];
  readonly #indices = new Map<string, number>();

  constructor(
    private readonly list: EntityList,
    run: Run,
  ) {
    const { represent, paths, copies } = list;
    for (const path of paths) {
      for (const object of collect(run.root, path, run, !copies)) {
        const text = represent(object);
        if (text === null) continue;
        const key = this.#key(object, text);
        const index = this.#indices.get(key);
        if (index !== undefined) this.#join(index, object);
        else {
          this.#indices.set(key, this.members.push([object]) - 1);
          this.texts.push(text);
        }
      }
    }
  }

  #key = (object: Entity, text: string) => (this.list.perType ? `${object.__typename}${text}` : text);

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
        const index = indices.get(object) ?? this.#indices.get(this.#key(object, list.represent(object) ?? ''));
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
