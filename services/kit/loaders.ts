// How do all parents of one request read an edge in one statement?
import DataLoader from 'dataloader';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { hydrate } from './database';

/** Reads all values of some keys at once; answers in the order of the keys. */
type Batch<K, V> = (keys: readonly K[]) => Promise<readonly (V | Error)[]>;

/** The loaders of one request; each edge has one, found by its name and made at its first use. */
export class Loaders {
  readonly #loaders = new Map<string, DataLoader<unknown, unknown>>();

  constructor(readonly database: DataSource) {}

  /** The loader of an edge. Equal names must mean equal batches. */
  edge<K, V>(name: string, batch: Batch<K, V>): DataLoader<K, V> {
    let loader = this.#loaders.get(name);
    if (!loader) {
      loader = new DataLoader(batch as Batch<unknown, unknown>, { maxBatchSize: 1_000 });
      this.#loaders.set(name, loader);
    }
    return loader as DataLoader<K, V>;
  }

  /** One row by its id, null where there is none. */
  one<T extends ObjectLiteral & { id: string }>(entity: EntityTarget<T> & { name: string }): DataLoader<string, T | null> {
    return this.edge(entity.name, async (ids: readonly string[]) => {
      const rows = await this.database
        .getRepository<T>(entity)
        .createQueryBuilder('row')
        .where('row.id = ANY(:ids)', { ids })
        .getMany();
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    });
  }

  /** The first rows of each parent, in an order given as SQL over the table's own columns. */
  children<T extends ObjectLiteral>(entity: EntityTarget<T> & { name: string }, edge: Children): DataLoader<string, T[]> {
    const { parent, order, first, where = 'true' } = edge;
    const table = this.database.getMetadata(entity).tablePath;
    return this.edge(`${entity.name}:${JSON.stringify(edge)}`, async (parents: readonly string[]) => {
      const rows: ObjectLiteral[] = await this.database.query(
        `SELECT child.* FROM unnest($1::text[]) AS parents(id)
         CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE ${parent} = parents.id AND ${where} ORDER BY ${order} LIMIT $2) AS child`,
        [parents, first],
      );
      return groupBy(
        parents,
        rows,
        (row) => row[parent],
        (group) => hydrate(this.database, entity, group),
      );
    });
  }
}

/** A bounded list of rows below each parent. `parent`, `order` and `where` are SQL written in the code, never input. */
export interface Children {
  /** The column that names the parent. */
  readonly parent: string;
  readonly order: string;
  readonly first: number;
  readonly where?: string;
}

/** The rows of each key, in the order of the keys and, within one, of the rows. */
export function groupBy<K, R, V>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K, make: (rows: R[]) => V): V[] {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return keys.map((key) => make(groups.get(key) ?? []));
}
