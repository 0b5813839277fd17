// What does a resolver know of the request it answers? Everything is passed here, nothing is found elsewhere.

import DataLoader from 'dataloader';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Clock } from '../words/clock';
import type { Identity } from '../words/identity';
import type { MergedIds } from '../words/mergedIds';
import { columnsOf, groupBy, hydrate, readPrepared } from './database';
import type { ChildPage, Slice } from './page';
import { readChildPages } from './readPage';

/** The context of one operation. `app` holds what the subgraph keeps for its whole life, such as its queues and feeds. */
export interface Request<App = unknown> {
  readonly identity: Identity;
  readonly database: DataSource;
  readonly loaders: Loaders;
  readonly clock: Clock;
  readonly app: App;
  /** Which ids of libraries answer as another. */
  readonly merged: MergedIds;
}

/** Reads all values of some keys at once; answers in the order of the keys. */
type Batch<K, V> = (keys: readonly K[]) => Promise<readonly (V | Error)[]>;

/** The loaders of one request; each edge has one, found by its name and made at its first use. */
export class Loaders {
  readonly #loaders = new Map<string, DataLoader<unknown, unknown>>();

  constructor(readonly database: DataSource) {}

  /** The loader of an edge. Equal names must mean equal batches. */
  edge<K, V>(name: string, batch: Batch<K, V>, cacheKeyFn?: (key: K) => string): DataLoader<K, V> {
    let loader = this.#loaders.get(name);
    if (!loader) {
      loader = new DataLoader<unknown, unknown>(batch as Batch<unknown, unknown>, {
        maxBatchSize: 1_000,
        ...(cacheKeyFn && { cacheKeyFn: cacheKeyFn as (key: unknown) => string }),
      });
      this.#loaders.set(name, loader);
    }
    return loader as DataLoader<K, V>;
  }

  /** Those of the rows that exist, in the order of the ids. */
  async all<T extends ObjectLiteral & { id: string }>(
    entity: EntityTarget<T> & { name: string },
    ids: readonly string[],
  ): Promise<T[]> {
    const found = await this.one(entity).loadMany(ids);
    return found
      .map((row) => {
        if (row instanceof Error) throw row;
        return row;
      })
      .filter((row) => row !== null);
  }

  /** One row by its id, null where there is none. */
  one<T extends ObjectLiteral & { id: string }>(entity: EntityTarget<T> & { name: string }): DataLoader<string, T | null> {
    return this.edge(entity.name, async (ids: readonly string[]) => {
      const table = this.database.getMetadata(entity).tablePath;
      const text = `SELECT ${columnsOf(this.database, entity, table)} FROM ${table} WHERE id = ANY($1)`;
      const rows = await readPrepared(this.database, text, [ids]);
      const byId = new Map(hydrate(this.database, entity, rows).map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    });
  }

  /** The first rows of each parent, in an order given as SQL over the table's own columns. */
  children<T extends ObjectLiteral>(entity: EntityTarget<T> & { name: string }, edge: Children): DataLoader<string, T[]> {
    const { parent, order, first, where = 'true', isList = false } = edge;
    const belongs = isList ? `parents.id = ANY(${parent})` : `${parent} = parents.id`;
    const table = this.database.getMetadata(entity).tablePath;
    return this.edge(`${entity.name}:${JSON.stringify(edge)}`, async (parents: readonly string[]) => {
      const rows = await readPrepared(
        this.database,
        `SELECT parents.id AS parent_key, ${columnsOf(this.database, entity, 'child')} FROM unnest($1::text[]) AS parents(id)
         CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE ${belongs} AND ${where} ORDER BY ${order} LIMIT $2) AS child`,
        [parents, first],
      );
      return groupBy(
        parents,
        rows,
        (row) => row.parent_key,
        (group) => hydrate(this.database, entity, group),
      );
    });
  }

  /** One page of the rows of each parent. */
  childPage<T extends ObjectLiteral>(entity: EntityTarget<T> & { name: string }, edge: ChildPage): DataLoader<string, Slice<T>> {
    return this.edge(`${entity.name}/${JSON.stringify(edge)}`, (parents: readonly string[]) =>
      readChildPages(this.database, entity, edge, parents),
    );
  }

  /** How many rows each parent has. */
  childCount<T extends ObjectLiteral>(
    entity: EntityTarget<T> & { name: string },
    parent: string,
    where = 'true',
  ): DataLoader<string, number> {
    const table = this.database.getMetadata(entity).tablePath;
    return this.edge(`${entity.name}#${parent} ${where}`, async (parents: readonly string[]) => {
      const rows = await readPrepared(
        this.database,
        `SELECT ${parent} AS id, count(*)::int AS total FROM ${table} WHERE ${parent} = ANY($1::text[]) AND ${where} GROUP BY 1`,
        [parents],
      );
      const totals = new Map(rows.map(({ id, total }) => [id, total]));
      return parents.map((id) => totals.get(id) ?? 0);
    });
  }
}

/** A bounded list of rows below each parent. `parent`, `order` and `where` are SQL written in the code, never input. */
export interface Children {
  /** The column that names the parent. */
  readonly parent: string;
  /** True when that column is an array that names several parents. */
  readonly isList?: boolean;
  readonly order: string;
  readonly first: number;
  readonly where?: string;
}
