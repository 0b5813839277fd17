// Which publishers are there, and how do they belong together?
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { NotFound } from '#kit/words/problem';
import { Publisher, PublisherConnection, PublisherKind } from './publisher';
import { PublisherFilter, publishersMatching } from './publisherFilter';

/** More children than this are not shown; the largest house has a few hundred imprints. */
const childLimit = 500;

@Resolver(() => Publisher)
export class PublishersResolver {
  @Audience(anyone)
  @Query(() => PublisherConnection, { description: 'Publishers, imprints and predecessors, by name and then by id.' })
  async publishers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => PublisherFilter, { nullable: true, description: 'Which to list; all without it.' })
    filter: PublisherFilter | null,
    @Ctx() { database }: Request,
  ) {
    const list = publishersMatching(filter);
    return PublisherConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(anyone)
  @Query(() => Publisher, {
    nullable: true,
    description: 'One publisher. An unknown id is refused with the code NOT_FOUND and leaves null.',
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

  @FieldResolver(() => [Publisher], { description: 'Its imprints, by name. Each inherits its policies unless it has its own.' })
  imprints(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.IMPRINT, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Houses that were merged into it, by name.' })
  predecessors(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.PREDECESSOR, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Houses it bought that keep policies of their own, by name.' })
  acquired(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.ACQUIRED, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Companies of its group with policies of their own, by name.' })
  affiliates(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.AFFILIATE, request);
  }
}

function children(id: string, kind: PublisherKind, { loaders }: Request): Promise<Publisher[]> {
  return loaders
    .children(Publisher, { parent: 'parent_id', where: `kind = '${kind}'`, order: 'name, id', first: childLimit })
    .load(id);
}
