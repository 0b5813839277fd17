// Does a library seek a sister, and who answered a call?
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { FirstFiftyArgs } from '#kit/data/page';
import type { Request } from '#kit/data/request';
import { dayOf } from '#kit/words/clock';
import { Library } from '#partnership/libraries/index';
import { ProgrammeCall } from '#partnership/programme/index';
import { Listing } from './listing';

@Resolver(() => Library)
export class SeekingLibraryResolver {
  @FieldResolver(() => Listing, {
    nullable: true,
    description: 'Its entry in the list of libraries seeking sisters; null when it has none that stands.',
  })
  async listing(@Root() { id }: Library, @Ctx() { loaders, clock }: Request): Promise<Listing | null> {
    const published = { parent: 'library_id', where: `state = 'PUBLISHED'`, order: 'id', first: 1 };
    const [listing] = await loaders.children(Listing, published).load(id);
    return listing?.isPublic(clock()) ? listing : null;
  }
}

@Resolver(() => ProgrammeCall)
export class AnsweredCallResolver {
  @FieldResolver(() => [Listing], { description: 'The public listings that answer it, the latest first.' })
  listings(
    @Root() { id }: ProgrammeCall,
    @Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs,
    @Ctx() { loaders, clock }: Request,
  ): Promise<Listing[]> {
    // The day is ours, not input: a loader's SQL takes no parameters.
    const where = `state = 'PUBLISHED' AND (expires_on IS NULL OR expires_on > '${dayOf(clock())}')`;
    return loaders.children(Listing, { parent: 'answers_call_id', where, order: 'listed_at DESC, id', first }).load(id);
  }
}
