// Asks random operations of every world and counts what is not as one server would answer. node fuzz.js --seed 1 --operations 1000
import { parseArgs } from 'node:util';
import { NotPlannable } from '#gateway/execution/rewording';
import { generate } from '../execution/support/generate';
import type { Call } from '../execution/support/graph';
import { type Chance, chanceOf, hash } from '../execution/support/random';
import { type Answer, askGateway, isValid, judge, misfit, silentNulls, type Verdict } from './compare';
import { hard } from './hard';
import { rich, unruly } from './rich';
import { type Both, serveBoth } from './whole';
import { twofold, worlds } from './worlds';

export interface Tally {
  readonly counts: Record<Verdict, number>;
  readonly examples: {
    readonly verdict: Verdict;
    readonly query: string;
    readonly variables: object;
    readonly right: unknown;
    readonly given: unknown;
  }[];
}

/** The same seed asks the same. */
export async function fuzz(both: Both, operations: number, seed: number, keep = 5): Promise<Tally> {
  const tally: Tally = { counts: { right: 0, refused: 0, silent: 0, loud: 0, paths: 0 }, examples: [] };
  const { graph } = both;
  for (let i = 0; i < operations; i++) {
    const asked = operationOf(both, hash(`${graph.name}:${seed}:${i}`));
    if (!asked) continue;
    graph.reset();
    const { verdict, right, given } = await judge(both, asked, () => graph.reset());
    tally.counts[verdict]++;
    if (verdict !== 'right' && tally.examples.length < keep) tally.examples.push({ verdict, ...asked, right, given });
  }
  return tally;
}

/** Asks with calls that fail: as a whole, for one entity, or for one field of an entity. Gives what became null without a word. */
export async function fuzzFailing(both: Both, operations: number, seed: number): Promise<object[]> {
  const { graph } = both;
  const silent: object[] = [];
  for (let i = 0; i < operations; i++) {
    const asked = operationOf(both, hash(`${graph.name}:${seed}:${i}`));
    if (!asked) continue;
    graph.reset();
    const right = (await both.whole(asked.query, asked.variables)) as Answer;
    graph.reset();
    const call = failing(graph.call, chanceOf(hash(`${graph.name}:${seed}:${i}:fails`)));
    const given = await askGateway(both, { ...asked, call }).catch((refusal: Error) => {
      if (!(refusal instanceof NotPlannable)) throw refusal;
    });
    const places = given ? silentNulls(right, given) : [];
    if (places.length > 0) silent.push({ ...asked, places, given });
  }
  return silent;
}

function failing(call: Call, chance: Chance): Call {
  return async (service, query, variables) => {
    const answer = await call(service, query, variables);
    const kind = Math.floor(chance() * 12);
    const [list, entities] = Object.entries(answer.data ?? {})[0] ?? [];
    if (kind > 3 || query.startsWith('subscription')) return answer;
    if (kind === 0) throw new Error('away');
    if (kind === 1) return { data: null, errors: [{ message: 'nothing' }] };
    if (!Array.isArray(entities) || !/_entities/.test(query)) return answer;
    const index = Math.floor(chance() * entities.length);
    const entity = entities[index] as Record<string, unknown> | null;
    const field = Object.keys(entity ?? {}).find((each) => each !== '__typename');
    if (kind === 2) entities[index] = null;
    else if (entity && field) entity[field] = null;
    const path = kind === 2 || !field ? [list, index] : [list, index, field];
    return { ...answer, errors: [...((answer.errors as unknown[] | undefined) ?? []), { message: 'no', path }] };
  };
}

/** Asks with calls that lie: another type, another length, something more or less, errors of no form. Gives answers that do not fit. */
export async function fuzzLying(both: Both, operations: number, seed: number): Promise<object[]> {
  const { graph } = both;
  const faults: object[] = [];
  for (let i = 0; i < operations; i++) {
    const asked = operationOf(both, hash(`${graph.name}:${seed}:${i}`));
    if (!asked) continue;
    graph.reset();
    const call = lying(graph.call, chanceOf(hash(`${graph.name}:${seed}:${i}:lies`)));
    const given = await askGateway(both, { ...asked, call }).catch((refusal: Error) => {
      if (!(refusal instanceof NotPlannable)) throw refusal;
    });
    if (!given) continue;
    const place = given.data === undefined ? undefined : misfit(both.schema, asked, given.data);
    if (place || ((given.data ?? null) === null && !given.errors?.length)) faults.push({ ...asked, place, given });
  }
  return faults;
}

/** What stands in place of values and answers. */
const oddValues = [{ odd: true }, [], [[1]], 'text', 1e300, 12_345_678_901, true, '', 0.5, [null], {}, 'Book', 'Query', null];
const oddAnswers = [null, [], 'text', 5, {}, { data: [] }, { data: 'x' }, { errors: 'x' }, { data: { _entities: {} } }];
const oddErrors = ['bad', [null], [{ message: 5, path: 'x' }], [{ message: 'e', path: ['_entities', 99, null] }], [{ path: [] }]];

function lying(call: Call, chance: Chance): Call {
  const one = <T>(of: readonly T[]) => structuredClone(of[Math.floor(chance() * of.length)] as T);
  return async (...asked) => {
    const answer = JSON.parse(JSON.stringify(await call(...asked)));
    if (chance() < 0.03) return one(oddAnswers) as never;
    for (let times = Math.floor(chance() * 3); times > 0 && answer.data; times--) {
      const places: [object, string][] = [];
      const walk = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        for (const [key, below] of Object.entries(value)) {
          places.push([value, key]);
          walk(below);
        }
      };
      walk(answer.data);
      const [holder, key] = places[Math.floor(chance() * places.length)] ?? [answer.data, ''];
      lieAt(holder as Record<string, unknown>, key, one);
    }
    if (chance() < 0.2) answer.errors = one(oddErrors);
    return answer;
  };
}

function lieAt(holder: Record<string, unknown>, key: string, one: <T>(of: readonly T[]) => T): void {
  const value = holder[key];
  const lie = one(['odd', 'less', 'more', 'shape', 'null'] as const);
  if (lie === 'less' && Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (lie === 'less') delete holder[key];
  else if (lie === 'more' && Array.isArray(value)) value.push(null, one(oddValues));
  else if (lie === 'more') holder[key] = [value];
  else if (lie === 'shape') holder[key] = Array.isArray(value) ? (value[0] ?? {}) : { value, constructor: 1 };
  else holder[key] = lie === 'odd' ? one(oddValues) : null;
}

function operationOf({ graph, schema }: Both, seed: number) {
  const chance = chanceOf(seed);
  for (let attempt = 0; attempt < 30; attempt++) {
    const { query, variables } = generate(graph.apiSchema, chance, graph.words, { colliding: 0.25, feeds: true });
    if (isValid(schema, query)) return { query, variables };
  }
  return undefined;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, operations: { type: 'string' }, show: { type: 'string' } },
  });
  const [seed, operations] = [Number(values.seed ?? Date.now() % 1_000_000), Number(values.operations ?? 500)];
  for (const world of [rich, unruly, ...Object.values(worlds), ...Object.values(hard), twofold]) {
    const { counts, examples } = await fuzz(serveBoth(world), operations, seed, Number(values.show ?? 2));
    process.stdout.write(`${world.name}, seed ${seed}: ${JSON.stringify(counts)}\n`);
    for (const example of await fuzzFailing(serveBoth(world), operations / 5, seed)) {
      process.stdout.write(`  null without an error: ${JSON.stringify(example)}\n`);
      process.exitCode = 1;
    }
    for (const fault of await fuzzLying(serveBoth(world), operations / 5, seed)) {
      process.stdout.write(`  does not fit: ${JSON.stringify(fault)}\n`);
      process.exitCode = 1;
    }
    for (const example of examples) process.stdout.write(`  ${JSON.stringify(example)}\n`);
    if (counts.silent > 0) process.exitCode = 1;
  }
}

if (require.main === module) void main();
