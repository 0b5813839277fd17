// Which petitions are there, what is reported about them, and who endorses them?
import { IsOptional, MaxLength } from 'class-validator';
import type DataLoader from 'dataloader';
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Loaders, Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { countsOnce, Endorsement, EndorsementConnection } from './endorsement.resolver';
import { Petition } from './petition';
import { Delivery, ReportedCount } from './reportedCount';
import { PetitionState } from './states';

@InputType({ description: 'Which petitions to list. A petition must meet all conditions that are given.' })
class PetitionFilter {
  @Field(() => PetitionState, { nullable: true, description: 'Only petitions in this state.' })
  state?: PetitionState | null;

  @Field(() => Boolean, { nullable: true, description: 'True for demonstration petitions only, false to leave them out.' })
  demo?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True for petitions of the past only, false to leave them out.' })
  historical?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only petitions in which every one of these words stands: in the title, in what is asked and of whom, or in the hashtag. Case does not ' +
      'matter. At most 200 characters.',
  })
  @IsOptional()
  @MaxLength(200)
  text?: string | null;
}

const PetitionConnection = connectionOf(Petition, 'Petition', 'petitions, the latest launched first');

/** The most reported counts, or deliveries, in one list. */
const most = 1_000;

@Resolver(() => Petition)
export class PetitionResolver {
  @Audience(anyone)
  @Query(() => PetitionConnection, { description: 'Petitions, the latest launched first. Drafts are not shown.' })
  async petitions(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => PetitionFilter, { nullable: true, description: 'Which petitions; all without it.' })
    filter: PetitionFilter | null,
    @Ctx() { database }: Request,
  ) {
    const list = petitionList(filter ?? {});
    return PetitionConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(anyone)
  @Query(() => Petition, { nullable: true, description: 'One petition. Error NOT_FOUND when no petition has this id.' })
  async petition(@Arg('id', () => ID, { description: 'The id of the petition.' }) id: string, @Ctx() request: Request) {
    const petition = await findPetition(id, request);
    if (!petition) throw new NotFound('petition', id);
    return petition;
  }

  @FieldResolver(() => [ReportedCount], { description: 'Numbers that sources reported, in the order of their days.' })
  reportedCounts(@Root() { id }: Petition, @Ctx() { loaders }: Request) {
    return loaders.children(ReportedCount, { parent: 'subject_id', order: 'reported_on, metric', first: most }).load(id);
  }

  @FieldResolver(() => [Delivery], { description: 'Its deliveries, the first one first.' })
  deliveries(@Root() { id }: Petition, @Ctx() { loaders }: Request) {
    return loaders.children(Delivery, { parent: 'petition_id', order: 'delivered_on, delivered_to', first: most }).load(id);
  }

  @FieldResolver(() => EndorsementConnection, { description: 'The libraries that endorse it, the first one first.' })
  async endorsements(@Root() { id }: Petition, @Args(() => PageArgs) page: PageArgs, @Ctx() { loaders }: Request) {
    const edge = { parent: 'petition_id', order: ['endorsed_on', 'library_id'], where: countsOnce, page };
    return EndorsementConnection.of(await loaders.childPage(Endorsement, edge).load(id), () =>
      loaders.childCount(Endorsement, 'petition_id', countsOnce).load(id),
    );
  }

  @FieldResolver(() => [Source], { description: 'Where its facts were read.' })
  sources(@Root() { sourceIds }: Petition, @Ctx() { loaders }: Request) {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => ReportedCount)
export class ReportedCountResolver {
  @FieldResolver(() => [Source], { description: 'Where the number was read.' })
  sources(@Root() { sourceIds }: ReportedCount, @Ctx() { loaders }: Request) {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => Delivery)
export class DeliveryResolver {
  @FieldResolver(() => [Source], { description: 'Where the delivery was reported.' })
  sources(@Root() { sourceIds }: Delivery, @Ctx() { loaders }: Request) {
    return loaders.all(Source, sourceIds);
  }
}

/** A petition that everyone may see, or null. */
export async function findPetition(id: string, { loaders }: Request): Promise<Petition | null> {
  const petition = await loaders.one(Petition).load(id);
  return petition?.state === PetitionState.DRAFT ? null : petition;
}

/** Petitions by launch, the latest first; drafts never. */
function petitionList({ state = null, demo = null, historical = null, text }: PetitionFilter): List<Petition> {
  const patterns = (text ?? '').split(/\s+/).filter(Boolean).map(containing);
  const where = [
    `state <> 'DRAFT' AND ($1::text IS NULL OR state = $1) AND ($2::boolean IS NULL OR demo = $2)`,
    '($3::boolean IS NULL OR historical = $3)',
    `concat_ws(' ', title, ask, target, hashtag) ILIKE ALL ($4::text[])`,
  ];
  return {
    entity: Petition,
    where: where.join(' AND '),
    parameters: [state, demo, historical, patterns],
    order: ['listed_on', 'id'],
    descending: true,
  };
}

/** A pattern of LIKE for text that holds a word, whatever stands in the word. */
const containing = (word: string) => `%${word.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`;

/** The first petitions about policies, by policy id, the latest launched first; drafts never. */
export const petitionsAbout = (loaders: Loaders, first: number): DataLoader<string, Petition[]> =>
  loaders.children(Petition, {
    parent: 'related_policy_ids',
    isList: true,
    where: `state <> 'DRAFT'`,
    order: 'listed_on DESC, id',
    first,
  });
