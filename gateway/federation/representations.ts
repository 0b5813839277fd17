// How often is the same entity asked for in one call of a subgraph? Once.

interface EntitiesRequest {
  readonly query?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** A request that names each entity once, and the way back from its answer to the order in which they were asked for. */
export interface Deduplicated {
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** Puts the answer of the shorter request where the longer one expects it; shared objects are copied, since merging writes to them. */
  restore<T>(response: T): T;
}

/**
 * Many petitions endorsed by one library make many equal keys; the subgraph is asked for each key once.
 * Calls that are not `_entities` calls, or repeat nothing, pass unchanged.
 */
export function deduplicateRepresentations({ variables }: EntitiesRequest): Deduplicated {
  const asked = variables?.representations;
  const unchanged: Deduplicated = { variables, restore: (response) => response };
  if (!Array.isArray(asked) || asked.length < 2) return unchanged;
  const places = new Map<string, number>();
  const distinct: unknown[] = [];
  const placeOf = asked.map((representation) => {
    const key = JSON.stringify(representation);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, distinct.length);
    return distinct.push(representation) - 1;
  });
  if (distinct.length === asked.length) return unchanged;
  return {
    variables: { ...variables, representations: distinct },
    restore: (response) => restored(response, placeOf),
  };
}

interface Answer {
  data?: { _entities?: unknown[] } | null;
  errors?: { path?: (string | number)[] }[];
}

function restored<T>(response: T, placeOf: readonly number[]): T {
  const { data, errors, ...rest } = response as Answer;
  const entities = data?._entities;
  return {
    ...rest,
    ...(data !== undefined && {
      data: entities ? { ...data, _entities: placeOf.map((place) => structuredClone(entities[place])) } : data,
    }),
    ...(errors && { errors: errors.flatMap((error) => everywhere(error, placeOf)) }),
  } as T;
}

/** An error of one entity stands for every place that asked for it. */
function everywhere<E extends { path?: (string | number)[] }>(error: E, placeOf: readonly number[]): E[] {
  const [root, place, ...below] = error.path ?? [];
  if (root !== '_entities' || typeof place !== 'number') return [error];
  return placeOf.flatMap((at, i) => (at === place ? [{ ...error, path: [root, i, ...below] }] : []));
}
