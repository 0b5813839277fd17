// Which libraries are the sisters of a library?
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { FirstFiftyArgs } from '#kit/data/page';
import type { Request } from '#kit/data/request';
import { Library } from '#partnership/libraries/index';
import { Partnership } from './partnership';
import { partnershipsOf, sistersOf } from './partnership.loader';

@Resolver(() => Library)
export class SistersResolver {
  @FieldResolver(() => [Library], {
    description: 'Its partners in partnerships that are active or paused, by name, accents apart.',
  })
  sisters(
    @Root() { id }: Library,
    @Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs,
    @Ctx() { loaders }: Request,
  ): Promise<Library[]> {
    return sistersOf(loaders, first).load(id);
  }

  @FieldResolver(() => [Partnership], {
    description: 'Its partnerships that are or were active, the latest begun first and those of unknown start last.',
  })
  partnerships(
    @Root() { id }: Library,
    @Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs,
    @Ctx() { loaders }: Request,
  ): Promise<Partnership[]> {
    return partnershipsOf(loaders, first).load(id);
  }
}
