// Which calls for partnerships were made?
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { ProgrammeCall, ProgrammeCallConnection } from './programmeCall';

const latestFirst: List<ProgrammeCall> = { entity: ProgrammeCall, order: ['called_on', 'id'], descending: true };

@Resolver(() => ProgrammeCall)
export class ProgrammeCallResolver {
  @Audience(anyone)
  @Query(() => ProgrammeCallConnection, { description: 'Calls for partnerships, the latest first.' })
  async programmeCalls(@Args(() => PageArgs) page: PageArgs, @Ctx() { database }: Request) {
    return ProgrammeCallConnection.of(await readPage(database, latestFirst, page), () => countAll(database, latestFirst));
  }

  @Audience(anyone)
  @Query(() => ProgrammeCall, { nullable: true, description: 'One call. Error NOT_FOUND when there is none of that id.' })
  async programmeCall(
    @Arg('id', () => ID, { description: 'The id of the call.' }) id: string,
    @Ctx() { loaders }: Request,
  ): Promise<ProgrammeCall> {
    const call = await loaders.one(ProgrammeCall).load(id);
    if (!call) throw new NotFound('programmeCall', id);
    return call;
  }

  @FieldResolver(() => [Source], { description: 'Where the call was read.' })
  sources(@Root() { sourceIds }: ProgrammeCall, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}
