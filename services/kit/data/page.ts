// Which part of a long list is asked for, and how is it answered? Relay cursor pages over a stable order.
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { EntityTarget, ObjectLiteral } from 'typeorm';

/** The most that one page holds. */
export const pageLimit = 100;

@ArgsType()
export class FirstArgs {
  @Field(() => Int, { defaultValue: 20, description: `How many at most, from 1 to ${pageLimit}.` })
  @Min(1, { message: `first must be at least 1.` })
  @Max(pageLimit, { message: `first must be at most ${pageLimit}; ask for the next page with after.` })
  first!: number;
}

@ArgsType()
export class FirstFiftyArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many at most, from 1 to ${pageLimit}.` })
  @Min(1, { message: 'first must be at least 1.' })
  @Max(pageLimit, { message: `first must be at most ${pageLimit}.` })
  first!: number;
}

@ArgsType()
export class PageArgs extends FirstArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The endCursor of the page before; the list starts at its beginning without it.',
  })
  @IsOptional()
  @MaxLength(1_000)
  after?: string | null;
}

@Directive('@shareable')
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
interface ListPage<T> extends Slice<T> {
  /** Counted only when asked for, and where the page does not hold all. */
  totalCount(): Promise<number> | number;
}

/**
 * The connection type of a list in the schema; its totalCount is counted only when a query selects it and it cannot be seen. `shareable` is for a type that
 * both subgraphs have.
 */
export function connectionOf<T extends object>(
  Node: ClassType<T>,
  name: string,
  what: string,
  { shareable = false }: { readonly shareable?: boolean } = {},
) {
  @ObjectType(`${name}Edge`, { description: `One place in a list of ${what}.` })
  class Edge {
    @Field(() => Node, { description: 'What stands at this place.' })
    node!: T;

    @Field({ description: 'Give this as after (in a feed: as since) to read what follows this place.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${what}.` })
  class Connection implements ListPage<T> {
    @Field(() => [Node], { description: 'The page in its order.' })
    nodes!: readonly T[];

    @Field(() => [Edge], { description: 'The nodes in the same order, each with its cursor.' })
    edges(): Edge[] {
      const cursors = this.cursors();
      return this.nodes.map((node, i) => ({ node, cursor: cursors[i] as string }));
    }

    readonly cursors!: () => readonly string[];

    @Field(() => PageInfo, { description: 'Where this page ends and whether another follows.' })
    pageInfo!: PageInfo;

    readonly count!: () => Promise<number>;

    @Field(() => Int, { description: 'How many there are in all, not only on this page.' })
    totalCount(): Promise<number> | number {
      return isWhole(this) ? this.nodes.length : this.count();
    }

    static of(slice: Slice<T>, count: () => Promise<number>): Connection {
      return Object.assign(new Connection(), { ...slice, count });
    }
  }
  if (shareable) for (const type of [Edge, Connection]) Directive('@shareable')(type);
  return Connection;
}

/** Whether a page holds all of its list, so that nothing is left to count. */
const isWhole = ({ pageInfo }: Slice<unknown>): boolean => !pageInfo.hasPreviousPage && !pageInfo.hasNextPage;

/** A page without its total. */
export interface Slice<T> {
  readonly nodes: readonly T[];
  /** The cursor of each node, written only when a query selects it. */
  readonly cursors: () => readonly string[];
  readonly pageInfo: PageInfo;
}

/** An order in which a list can be paged: columns that are never null, the last of them unique. Written in the code, never input. */
export interface Order {
  readonly order: readonly string[];
  readonly descending?: boolean;
}

/** A list in the database. All SQL here is written in the code; only `parameters` carry input, as $1, $2, ... of `where`. */
export interface List<T extends ObjectLiteral> extends Order {
  readonly entity: EntityTarget<T>;
  /** A derived table in place of the entity's own, with its columns and those of the order: `(SELECT ...) AS name`. */
  readonly from?: string;
  readonly where?: string;
  readonly parameters?: readonly unknown[];
}

/** One page of the rows below each of several parents; `parent` is the column that names the parent. */
export interface ChildPage extends Order {
  readonly parent: string;
  /** Which of its rows; SQL written in the code, never input. */
  readonly where?: string;
  readonly page: PageArgs;
}
