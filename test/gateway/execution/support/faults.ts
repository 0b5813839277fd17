// How do subgraphs fail in a fuzz? In every way they can, and the same way for the same request and entity.
import { FetchFailed } from '#gateway/execution/errors';
import type { SubgraphAnswer } from '#gateway/execution/run';
import type { Call } from './graph';
import { type Chance, canonical, chanceOf, hash, pick } from './random';

interface Fault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Record<string, unknown>;
}

type Json = Record<string, unknown>;

/**
 * The same call with faults: entities that are null, with and without an error; fields that are null, missing or of another type;
 * errors without a path; no data at all; a failed request. What becomes of an entity follows from the seed, the query and its
 * representation alone, so it does not matter how often it is asked for.
 */
export function faulty(call: Call, seed: number): Call {
  return async (service, query, variables) => {
    const where = `${seed}|${service}|${query}`;
    const chance = chanceOf(hash(where));
    if (chance() < 0.06) throw new FetchFailed('500: injected');
    if (chance() < 0.02) return { data: null, errors: [{ message: 'no data' }] };
    return spoiled(await call(service, query, variables), variables, where);
  };
}

function spoiled(answer: SubgraphAnswer, variables: Json, where: string): SubgraphAnswer {
  const { data } = answer;
  if (!data) return answer;
  const errors: Fault[] = [];
  const entities = data._entities;
  if (Array.isArray(entities)) {
    const representations = variables.representations as unknown[];
    for (const [i, representation] of representations.entries()) {
      const chance = chanceOf(hash(where + canonical(representation)));
      const kind = chance();
      if (kind < 0.14) entities[i] = null;
      if (kind >= 0.08 && kind < 0.14) errors.push({ message: 'no entity', path: ['_entities', i] });
      if (kind >= 0.14 && kind < 0.3) spoil(entities[i], chance, ['_entities', i], errors);
    }
  } else {
    const chance = chanceOf(hash(where));
    for (let left = chance() < 0.35 ? 1 + Math.floor(chance() * 3) : 0; left > 0; left--) spoil(data, chance, [], errors);
  }
  if (errors.length === 0) return answer;
  return { data, errors: [...((answer.errors as Fault[] | undefined) ?? []), ...errors] };
}

/** Breaks one value somewhere below; aliased `__typename` (t0, t1...) is spared, since Apollo's executor believes it. */
function spoil(value: unknown, chance: Chance, path: readonly (string | number)[], errors: Fault[]): void {
  if (typeof value !== 'object' || value === null) return;
  const object = value as Json;
  const keys = Object.keys(object).filter((key) => key !== '__typename' && !/^t\d+$/.test(key));
  if (keys.length === 0) return;
  const key = pick(keys, chance);
  const here = [...path, Array.isArray(object) ? Number(key) : key];
  const found = object[key];
  if (typeof found === 'object' && found !== null && chance() < 0.75) {
    spoil(found, chance, here, errors);
    return;
  }
  const kind = chance();
  if (kind < 0.35) errors.push({ message: 'no field', path: here });
  else if (kind >= 0.85) errors.push({ message: 'no field, no path', extensions: { code: 'X' } });
  if (kind >= 0.75 && kind < 0.85 && typeof found !== 'object') object[key] = typeof found === 'string' ? 12.5 : 'not a number';
  else if (kind >= 0.55 && kind < 0.75 && !Array.isArray(object)) delete object[key];
  else object[key] = null;
}
