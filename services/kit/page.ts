// Which part of a long list is asked for, and where does the next part begin? Relay cursor pages over a stable order.
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { hydrate } from './database';
import { BadInput } from './problem';

/** The most that one page holds. */
export const pageLimit = 100;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: `How many at most, from 1 to ${pageLimit}.` })
  @Min(1, { message: `first must be at least 1.` })
  @Max(pageLimit, { message: `first must be at most ${pageLimit}; ask for the next page with after.` })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The endCursor of the page before; the list starts at its beginning without it.',
  })
  @IsOptional()
  @MaxLength(1_000)
  after?: string | null;
}

@ObjectType({ description: 'Where a page ends and whether another follows (Relay Cursor Connections).' })
export class PageInfo {
  @Field(() => String, { nullable: true, description: 'Give this as after to read the next page; null when this page is empty.' })
  endCursor!: string | null;

  @Field({ description: 'True when more follows this page.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first node; null when this page is empty.' })
  startCursor!: string | null;

  @Field({ description: 'True when this page was asked for with after, so that something stands before it.' })
  hasPreviousPage!: boolean;
}

/** One page of a list. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  totalCount(): Promise<number>;
}

/** The connection type of a list in the schema; its totalCount is counted only when a query selects it. */
export function connectionOf<T extends object>(Node: ClassType<T>, name: string, what: string) {
  @ObjectType(`${name}Connection`, { description: `A page of ${what}.` })
  class Connection implements Page<T> {
    @Field(() => [Node], { description: 'The page in its order.' })
    nodes!: readonly T[];

    @Field(() => PageInfo, { description: 'Where this page ends and whether another follows.' })
    pageInfo!: PageInfo;

    readonly count!: () => Promise<number>;

    @Field(() => Int, { description: 'How many there are in all, not only on this page.' })
    totalCount(): Promise<number> {
      return this.count();
    }

    static of(slice: Slice<T>, count: () => Promise<number>): Connection {
      return Object.assign(new Connection(), { ...slice, count });
    }
  }
  return Connection;
}

/** A page without its total. */
export interface Slice<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
}

/** A list in the database. All SQL here is written in the code; only `parameters` carry input, as $1, $2, ... of `where`. */
export interface List<T extends ObjectLiteral> {
  readonly entity: EntityTarget<T>;
  readonly where?: string;
  readonly parameters?: readonly unknown[];
  /** Columns that are never null, the last of them unique. */
  readonly order: readonly string[];
  readonly descending?: boolean;
}

/** Reads one page in one statement. @throws BadInput when `after` is not a cursor of this list */
export async function readPage<T extends ObjectLiteral>(
  database: DataSource,
  list: List<T>,
  { first, after }: PageArgs,
): Promise<Slice<T>> {
  const { where = 'true', parameters = [], order, descending = false } = list;
  const start = after ? positionOf(after, order.length) : null;
  const from = start ? `AND (${order}) ${descending ? '<' : '>'} (${order.map((_, i) => `$${parameters.length + i + 1}`)})` : '';
  const sorted = order.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ');
  const rows: ObjectLiteral[] = await database
    .query(
      `SELECT * FROM ${database.getMetadata(list.entity).tablePath} WHERE ${where} ${from} ORDER BY ${sorted} LIMIT ${first + 1}`,
      [...parameters, ...(start ?? [])],
    )
    .catch((error: unknown) => {
      throw start && isDataFault(error) ? foreignCursor() : error;
    });
  const shown = rows.slice(0, first);
  const cursor = (row: ObjectLiteral | undefined) => (row ? cursorAt(order.map((column) => row[column])) : null);
  return {
    nodes: hydrate(database, list.entity, shown),
    pageInfo: {
      startCursor: cursor(shown[0]),
      endCursor: cursor(shown.at(-1)),
      hasNextPage: rows.length > first,
      hasPreviousPage: start !== null,
    },
  };
}

/** How long a list is. */
export async function countAll<T extends ObjectLiteral>(
  database: DataSource,
  { entity, where = 'true', parameters = [] }: List<T>,
): Promise<number> {
  const [row] = await database.query(
    `SELECT count(*)::int AS total FROM ${database.getMetadata(entity).tablePath} WHERE ${where}`,
    [...parameters],
  );
  return row.total;
}

const cursorAt = (position: readonly unknown[]) => Buffer.from(JSON.stringify(position)).toString('base64url');

function positionOf(cursor: string, length: number): readonly string[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(position) && position.length === length && position.every(isKey)) return position;
  } catch {
    // not JSON, so not one of our cursors
  }
  throw foreignCursor();
}

const isKey = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && !value.includes('\0'));
const foreignCursor = () =>
  new BadInput('after', 'after is not a cursor of this list; give the endCursor of its page before, unchanged.');

/** SQLSTATE class 22: a value that its column can not hold. */
const isDataFault = (error: unknown) => /^22/.test((error as { driverError?: { code?: string } }).driverError?.code ?? '');
