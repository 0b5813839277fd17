// What an organizer hands over: exact counts, areas, and the names that may be shown, as data and as a file.
import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import { type Column, csvAnswer } from '#kit/subgraph/csvAnswer';
import { type Page, privately } from '#kit/subgraph/pages';
import { Audience } from '#kit/words/audience';
import { Role, requireRole } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { dayIn } from '#kit/words/timeZone';
import { CountryCode, DateScalar } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { AreaCount, PendingSignature, Signature } from '../signing/signature';
import { NotYourPetition } from './takeStep';

@ObjectType({ description: 'A person who signed here and agreed that the name may be shown.' })
class Supporter {
  @Field({ description: 'The name as it was entered.' })
  name!: string;

  @Field(() => CountryCode, { description: 'The country.' })
  country!: string;

  @Field(() => String, { nullable: true, description: 'The ISO 3166-2 subdivision, such as US-NE; null when not given.' })
  region!: string | null;

  @Field(() => DateScalar, { description: "The day of the signature in the petition's time zone." })
  signedOn!: string;
}

const SupporterConnection = connectionOf(Supporter, 'Supporter', 'people who may be named, those who signed last first');
type SupporterConnection = InstanceType<typeof SupporterConnection>;

/** Those who may be named, newest first. */
const mayBeShown = 'consent_to_show_name';
const newestFirst = { order: ['signed_at', 'id'], descending: true };
const shown = (petitionId: string) => ({
  entity: Signature,
  where: `petition_id = $1 AND ${mayBeShown}`,
  parameters: [petitionId],
  ...newestFirst,
});

const named = ({ name, country, region, signedAt }: Signature, { timeZone }: Petition): Supporter => ({
  name,
  country,
  region,
  signedOn: dayIn(signedAt, timeZone),
});

@ObjectType({
  description: 'What an organizer sees of the work on a petition. Of people it shows only the names that may be shown.',
})
class PetitionWork {
  @Field(() => Petition, { description: 'The petition, also as a draft.' })
  petition!: Petition;

  @Field(() => Int, { description: 'How many entries wait for their confirmation by mail. They are no part of any count.' })
  unconfirmedCount!: number;

  @Field(() => Int, { description: 'How many of those were reminded.' })
  remindedCount!: number;

  @Field(() => [AreaCount], { description: 'All areas, the largest first. Together they are the signatureCount.' })
  areas!: AreaCount[];

  @Field(() => Int, { description: 'How many people agreed that their name may be shown; see supporters of the petition.' })
  namesToShow!: number;
}

@Resolver(() => Petition)
export class HandOverResolver {
  @FieldResolver(() => SupporterConnection, {
    description:
      'The people who signed here and agreed that their name may be shown, those who signed last first. A name is gone at once when its ' +
      'signature is withdrawn or erased. Signatures on paper show no names.',
  })
  async supporters(
    @Root() petition: Petition,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: PetitionRequest,
  ): Promise<SupporterConnection> {
    const edge = { parent: 'petition_id', where: mayBeShown, ...newestFirst, page };
    const { nodes, pageInfo } = await loaders.childPage(Signature, edge).load(petition.id);
    return SupporterConnection.of({ nodes: nodes.map((one) => named(one, petition)), pageInfo }, () =>
      loaders.childCount(Signature, 'petition_id', mayBeShown).load(petition.id),
    );
  }

  @Audience(Role.ORGANIZER)
  @Query(() => PetitionWork, {
    nullable: true,
    description:
      'The work on a petition, for its organizer: what waits, and what can be handed over; also as `GET ' +
      '/exports/hand-over.csv?petition=ID` with the same token. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  async petitionWork(
    @Arg('id', () => ID, { description: 'The petition.' }) id: string,
    @Ctx() request: PetitionRequest,
  ): Promise<PetitionWork> {
    const { database } = request;
    const petition = await ownPetition(id, request);
    const [unconfirmedCount, remindedCount, areas, namesToShow] = await Promise.all([
      database.getRepository(PendingSignature).countBy({ petitionId: id }),
      database
        .getRepository(PendingSignature)
        .createQueryBuilder('p')
        .where('petition_id = :id AND reminded_at IS NOT NULL', { id })
        .getCount(),
      areasOf(id, request),
      countAll(database, shown(id)),
    ]);
    return { petition, unconfirmedCount, remindedCount, areas, namesToShow };
  }
}

/** @throws Unauthenticated, Forbidden, NotFound, NotYourPetition */
async function ownPetition(id: string, { database, identity }: PetitionRequest): Promise<Petition> {
  const petition = await database.getRepository(Petition).findOneBy({ id });
  if (!petition) throw new NotFound('petition', id);
  if (petition.ownerSubject !== identity.subject) throw new NotYourPetition(id);
  return petition;
}

/** There are at most some thousand areas in the world. */
const areasOf = (petitionId: string, { database }: PetitionRequest): Promise<AreaCount[]> =>
  database
    .getRepository(AreaCount)
    .createQueryBuilder('area')
    .where('petition_id = :petitionId AND count > 0', { petitionId })
    .orderBy({ count: 'DESC', country: 'ASC', region: 'ASC' })
    .getMany();

interface Line {
  readonly part: string;
  readonly name?: string;
  readonly country?: string;
  readonly region?: string | null;
  readonly count?: number;
  readonly signedOn?: string;
}

const columns: readonly Column<Line>[] = (['part', 'name', 'country', 'region', 'count', 'signedOn'] as const).map((title) => ({
  title,
  value: (line) => line[title],
}));

/** The counts, then the areas, then the names in portions, so that a long list is never held in memory. */
async function* lines(petition: Petition, request: PetitionRequest): AsyncGenerator<Line> {
  yield { part: 'signatures', count: petition.count };
  yield { part: 'paper', count: petition.paperCount };
  yield { part: 'total', count: petition.count + petition.paperCount };
  for (const { country, region, count } of await areasOf(petition.id, request)) yield { part: 'area', country, region, count };
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo }: Awaited<ReturnType<typeof readPage<Signature>>> = await readPage(
      request.database,
      shown(petition.id),
      {
        first: 1_000,
        after,
      },
    );
    for (const one of nodes) yield { part: 'name', ...named(one, petition) };
    if (!pageInfo.hasNextPage) return;
    after = pageInfo.endCursor;
  }
}

/** `GET /exports/hand-over.csv?petition=ID`, for the petition's organizer; `bom=1` for spreadsheets that need a mark. */
export const handOverPage: Page<PetitionRequest> = {
  path: '/exports/hand-over.csv',
  async answer({ query: { petition: id = '', bom }, context }) {
    requireRole(context.identity, Role.ORGANIZER);
    const petition = await ownPetition(id, context);
    const answer = csvAnswer(`hand-over-${petition.id}.csv`, columns, lines(petition, context), bom === '1');
    return { ...answer, headers: privately };
  },
};
