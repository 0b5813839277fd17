// Publishers by name and by id, and how they belong together.
import { IsOptional, MaxLength } from 'class-validator';
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { NotFound } from '#kit/words/problem';
import { Publisher, PublisherConnection, PublisherKind } from './publisher';

@InputType({
  description:
    'Which publishers to list. A publisher must meet every condition that is given; a condition that is left out or null does not count.',
})
class PublisherFilter {
  @Field(() => Boolean, { nullable: true, description: 'True for the Big Five only, false for all others.' })
  bigFive?: boolean | null;

  @Field(() => [PublisherKind], { nullable: true, description: 'Only these kinds; an empty list finds nothing.' })
  kinds?: PublisherKind[] | null;

  @Field(() => String, { nullable: true, description: 'Part of a name, alias or id, in any case; at most 100 characters.' })
  @IsOptional()
  @MaxLength(100)
  text?: string | null;
}

/** The list that a filter describes, by name and then by id. */
function publishersMatching(filter: PublisherFilter | null) {
  return {
    entity: Publisher,
    where: `($1::boolean IS NULL OR big_five = $1) AND ($2::text[] IS NULL OR kind = ANY($2))
      AND ($3::text IS NULL OR strpos(lower(concat_ws(chr(10), id, name, array_to_string(aliases, chr(10)))), lower($3)) > 0)`,
    parameters: [filter?.bigFive ?? null, filter?.kinds ?? null, filter?.text ?? null],
    order: ['name', 'id'],
  };
}

/** A house shows at most so many children of a kind; the largest has a few hundred imprints. */
const childLimit = 500;

@Resolver(() => Publisher)
export class PublishersResolver {
  @Audience(anyone)
  @Query(() => PublisherConnection, { description: 'Publishers, imprints and predecessors, by name and then by id.' })
  async publishers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => PublisherFilter, { nullable: true, description: 'Which to list; without it, all.' })
    filter: PublisherFilter | null,
    @Ctx() { database }: Request,
  ) {
    const list = publishersMatching(filter);
    return PublisherConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(anyone)
  @Query(() => Publisher, {
    nullable: true,
    description: 'One publisher. Errors: NOT_FOUND.',
  })
  async publisher(
    @Arg('id', () => ID, { description: 'Its id, such as macmillan.' }) id: string,
    @Ctx() { loaders }: Request,
  ): Promise<Publisher> {
    const found = await loaders.one(Publisher).load(id);
    if (!found) throw new NotFound('publisher', id);
    return found;
  }

  @FieldResolver(() => Publisher, {
    nullable: true,
    description: 'The house it belongs or belonged to; null for a house of its own.',
  })
  parent(@Root() { parentId }: Publisher, @Ctx() { loaders }: Request): Promise<Publisher | null> | null {
    return parentId === null ? null : loaders.one(Publisher).load(parentId);
  }

  @FieldResolver(() => [Publisher], {
    description: 'Its imprints, by name, at most 500. Each inherits its policies unless it has its own.',
  })
  imprints(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.IMPRINT, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Houses that were merged into it, by name, at most 500.' })
  predecessors(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.PREDECESSOR, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Houses it bought that keep policies of their own, by name, at most 500.' })
  acquired(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.ACQUIRED, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Companies of its group with policies of their own, by name, at most 500.' })
  affiliates(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.AFFILIATE, request);
  }

  @FieldResolver(() => [Publisher], {
    description: 'The house in other countries, with policies of their own, by name, at most 500.',
  })
  branches(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.BRANCH, request);
  }
}

function children(id: string, kind: PublisherKind, { loaders }: Request): Promise<Publisher[]> {
  return loaders
    .children(Publisher, { parent: 'parent_id', where: `kind = '${kind}'`, order: 'name, id', first: childLimit })
    .load(id);
}
