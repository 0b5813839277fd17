// Documents each of which asks for something else: other fields, nested otherwise, with other arguments, by a fixed seed. None comes twice.
import type { Operation } from './workloads';

/** From 0 to below 1, the same row of numbers for the same seed. */
type Chance = () => number;

function chanceBy(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What the subgraphs of the benchmark answer: fields without a selection, and fields with one, by the type that they lead to. */
interface Kind {
  readonly plain: readonly string[];
  readonly deep: Readonly<Record<string, { readonly to: string; readonly most?: number }>>;
}

const kinds: Readonly<Record<string, Kind>> = {
  PetitionConnection: { plain: ['totalCount'], deep: { nodes: { to: 'Petition' } } },
  Petition: {
    plain: ['id', 'title', 'state', 'signatureCount'],
    deep: { targetPublisher: { to: 'Publisher' }, endorsements: { to: 'EndorsementConnection', most: 5 } },
  },
  Publisher: { plain: ['id', 'name', 'bigFive'], deep: {} },
  EndorsementConnection: { plain: ['totalCount'], deep: { nodes: { to: 'Endorsement' } } },
  Endorsement: { plain: ['endorsedOn'], deep: { library: { to: 'Library' } } },
  Library: {
    plain: ['id', 'name', 'country', 'city'],
    deep: { sisters: { to: 'Sister', most: 2 }, endorsedPetitions: { to: 'Petition', most: 2 } },
  },
  Sister: { plain: ['id', 'name', 'country'], deep: { endorsedPetitions: { to: 'Petition', most: 2 } } },
};

/** Nothing is nested deeper than this: it is what three hops take, and two levels more. */
const deepest = 9;

/** The selection of a type. What has only one way to go goes it; elsewhere fields are taken or left, twice under two names, or in a fragment. */
function selectionOf(type: string, depth: number, chance: Chance): string {
  const { plain, deep } = kinds[type] as Kind;
  const chosen = plain
    .filter(() => chance() < 0.5)
    .map((name) => (chance() < 0.1 ? `${name}_${pick(chance, 100)}: ${name}` : name));
  const ways = depth < deepest ? Object.entries(deep) : [];
  for (const [name, { to, most }] of ways) {
    if (name !== 'nodes' && name !== 'library' && chance() > 1.1 - depth / 12) continue;
    const times = most && chance() < 0.15 ? 2 : 1;
    for (let i = 0; i < times; i++) {
      const field = `${times > 1 ? `${name}_${i}: ` : ''}${name}${most ? `(first: ${1 + pick(chance, most)})` : ''}`;
      chosen.push(`${field} ${selectionOf(to, depth + 1, chance)}`);
    }
  }
  if (chosen.length === 0) chosen.push(plain[0] ?? '__typename');
  const rest =
    chosen.length > 2 && type !== 'Sister' && chance() < 0.15 ? ` ... on ${type} { ${chosen.splice(1, 2).join(' ')} }` : '';
  return `{ ${chosen.join(' ')}${rest} }`;
}

const pick = (chance: Chance, below: number) => Math.floor(chance() * below);

/** What is asked, without names that a client chose and without numbers: two documents of one shape may be answered by one plan. */
const shapeOf = (query: string) => query.replace(/\w+: (?=[a-z_]+[A-Za-z]*[ (])/g, '').replace(/\d+/g, '0');

/** Documents without end, no two of one shape. */
export function* shapes(seed: number): Generator<Operation, never> {
  const chance = chanceBy(seed);
  const seen = new Set<string>();
  for (;;) {
    const query = `query { petitions(first: ${1 + pick(chance, 10)}) ${selectionOf('PetitionConnection', 1, chance)} }`;
    const shape = shapeOf(query);
    if (query.length < 150 || query.length > 1_500 || seen.has(shape)) continue;
    seen.add(shape);
    yield { query };
  }
}
