// Which petitions are there, what is reported of them, and who stands behind them?
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import type { PetitionRequest } from './context';
import { Endorsement, EndorsementConnection } from './endorsement';
import { Petition } from './petition';
import { PetitionFilter, petitionList } from './petitionFilter';
import { Delivery, ReportedCount } from './reportedCount';
import { PetitionState } from './states';

const PetitionConnection = connectionOf(Petition, 'Petition', 'petitions, the latest launched first');

/** The most reported counts and deliveries that one petition answers with. */
const most = 1_000;

@Resolver(() => Petition)
export class PetitionResolver {
  @Audience(anyone)
  @Query(() => PetitionConnection, { description: 'Petitions, the latest launched first. Drafts are not shown.' })
  async petitions(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => PetitionFilter, { nullable: true, description: 'Which ones; all without it.' })
    filter: PetitionFilter | null,
    @Ctx() { database }: PetitionRequest,
  ) {
    const list = petitionList(filter ?? {});
    return PetitionConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(anyone)
  @Query(() => Petition, { nullable: true, description: 'One petition. Error NOT_FOUND when there is none of that id.' })
  async petition(@Arg('id', () => ID, { description: 'The id of the petition.' }) id: string, @Ctx() request: PetitionRequest) {
    const petition = await findPetition(id, request);
    if (!petition) throw new NotFound('petition', id);
    return petition;
  }

  @FieldResolver(() => [ReportedCount], { description: 'Numbers reported by sources, in the order of their days.' })
  reportedCounts(@Root() { id }: Petition, @Ctx() { loaders }: PetitionRequest) {
    return loaders.children(ReportedCount, { parent: 'subject_id', order: 'reported_on, metric', first: most }).load(id);
  }

  @FieldResolver(() => [Delivery], { description: 'Its deliveries, the first one first.' })
  deliveries(@Root() { id }: Petition, @Ctx() { loaders }: PetitionRequest) {
    return loaders.children(Delivery, { parent: 'petition_id', order: 'delivered_on', first: most }).load(id);
  }

  @FieldResolver(() => EndorsementConnection, { description: 'The libraries that endorse it, the first one first.' })
  async endorsements(@Root() { id }: Petition, @Args(() => PageArgs) page: PageArgs, @Ctx() { loaders }: PetitionRequest) {
    const edge = { parent: 'petition_id', order: ['endorsed_on', 'library_id'], page };
    return EndorsementConnection.of(await loaders.childPage(Endorsement, edge).load(id), () =>
      loaders.childCount(Endorsement, 'petition_id').load(id),
    );
  }

  @FieldResolver(() => [Source], { description: 'Where its facts were read.' })
  sources(@Root() { sourceIds }: Petition, @Ctx() { loaders }: PetitionRequest) {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => ReportedCount)
export class ReportedCountResolver {
  @FieldResolver(() => [Source], { description: 'Where the number was read.' })
  sources(@Root() { sourceIds }: ReportedCount, @Ctx() { loaders }: PetitionRequest) {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => Delivery)
export class DeliveryResolver {
  @FieldResolver(() => [Source], { description: 'Where the delivery was reported.' })
  sources(@Root() { sourceIds }: Delivery, @Ctx() { loaders }: PetitionRequest) {
    return loaders.all(Source, sourceIds);
  }
}

/** A petition that may be shown, or null. */
export async function findPetition(id: string, { loaders }: PetitionRequest): Promise<Petition | null> {
  const petition = await loaders.one(Petition).load(id);
  return petition?.state === PetitionState.DRAFT ? null : petition;
}
