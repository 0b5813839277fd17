// What an organizer hands over: exact counts, areas, names that may be shown; and the record of each delivery.

import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Args, Ctx, Field, FieldResolver, ID, InputType, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { connectionOf, PageArgs } from '#kit/data/page';
import { readPage } from '#kit/data/readPage';
import { type Column, csvAnswer } from '#kit/subgraph/csvAnswer';
import { type Page, privately } from '#kit/subgraph/pages';
import { Role, requireRole } from '#kit/words/identity';
import { BadInput, NotFound } from '#kit/words/problem';
import { dayIn, endOfDay } from '#kit/words/timeZone';
import { CountryCode, DateScalar, OneLine, SomeLines } from '#kit/words/validation';
import { type PetitionRequest } from '../context';
import { countAt } from '../liveCounts';
import { paperAreasOf } from '../paper/paperImports.resolver';
import { Petition } from '../petition';
import { CountQualifier, Delivery } from '../reportedCount';
import { AreaCount, Signature } from '../signing/signature';
import { Step } from '../states';
import { mayBeShown, namesToShow } from './summaries';
import { NotYourPetition, takeStep } from './takeStep';

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

/** Newest first. */
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

@Resolver(() => Petition)
export class HandOverResolver {
  @FieldResolver(() => SupporterConnection, {
    description:
      'The people who signed here and agreed that their name may be shown, those who signed last first. A name is gone at once when its ' +
      'signature is withdrawn, erased or struck out. Signatures on paper show no names.',
  })
  async supporters(
    @Root() petition: Petition,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: PetitionRequest,
  ): Promise<SupporterConnection> {
    const edge = { parent: 'petition_id', where: mayBeShown, ...newestFirst, page };
    const found = await loaders.childPage(Signature, edge).load(petition.id);
    return SupporterConnection.of({ ...found, nodes: found.nodes.map((one) => named(one, petition)) }, () =>
      namesToShow(loaders).load(petition.id),
    );
  }
}

/** @throws Unauthenticated, Forbidden, NotFound, NotYourPetition */
export async function ownPetition(id: string, { database, identity }: PetitionRequest): Promise<Petition> {
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

/** The counts, then the areas of signatures given here and of those on paper, then the names in portions, so that a long list is never held in memory. */
async function* lines(petition: Petition, request: PetitionRequest): AsyncGenerator<Line> {
  yield { part: 'signatures', count: petition.count };
  yield { part: 'paper', count: petition.paperCount };
  yield { part: 'total', count: petition.count + petition.paperCount };
  for (const { country, region, count } of await areasOf(petition.id, request)) yield { part: 'area', country, region, count };
  for (const { country, region, count } of await paperAreasOf(petition.id, request.database))
    yield { part: 'paper area', country: country ?? '', region, count };
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
  takes: ['petition', 'bom'],
  async answer({ query: { petition: id = '', bom }, context }) {
    requireRole(context.identity, Role.ORGANIZER);
    const petition = await ownPetition(id, context);
    const answer = csvAnswer(`hand-over-${petition.id}.csv`, columns, lines(petition, context), bom === '1');
    return { ...answer, headers: privately };
  },
};

/** The largest number of signatures that can be handed over. */
const mostDelivered = 2_000_000_000;

@InputType({ description: 'The delivery of a petition to those it addresses.' })
export class DeliverPetitionInput {
  @Field(() => ID, { description: 'The petition, which must be CLOSED or DELIVERED.' })
  @MaxLength(100)
  id!: string;

  @Field({ description: 'Who received it. Several can receive it on one day, each in a delivery of its own.' })
  @OneLine()
  to!: string;

  @Field(() => DateScalar, {
    description: "The day of the delivery in the petition's time zone: not before the petition opened, not in the future.",
  })
  on!: string;
}

@InputType({ description: 'What is right about a delivery. A field that is left out stays as it is.' })
export class CorrectDeliveryInput {
  @Field(() => ID, { description: 'The petition.' })
  @MaxLength(100)
  petitionId!: string;

  @Field(() => ID, { description: 'The delivery.' })
  @MaxLength(100)
  deliveryId!: string;

  @Field({ description: 'Why it is corrected. It is kept in the audit log.' })
  @SomeLines()
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Who received it.' })
  @IsOptional()
  @OneLine()
  to?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day. Without count, the count of that day is taken.' })
  on?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many signatures were handed over.' })
  @IsOptional()
  @Min(0)
  @Max(mostDelivered)
  count?: number | null;
}

/** @throws BadInput for a day that cannot be, or the same delivery again; what `takeStep` throws */
export const deliverPetition = ({ id, to: given, on }: DeliverPetitionInput, request: PetitionRequest): Promise<Petition> =>
  takeStep(Step.DELIVER, id, request, async (petition, manager) => {
    const now = request.clock();
    const to = written(given);
    checkDay(on, petition, now);
    await refuseTwice(manager, { petitionId: id, to, on });
    const counted = await countOn(on, petition, manager, now);
    const delivery = { id: uuid(), petitionId: id, on, to, ...counted, sourceIds: [] };
    await manager.insert(Delivery, delivery);
    return { beside: { deliveryId: delivery.id, on, to, count: counted.count } };
  });

/** @throws NotFound, and what `deliverPetition` throws */
export const correctDelivery = (input: CorrectDeliveryInput, request: PetitionRequest): Promise<Petition> =>
  takeStep(Step.CORRECT_DELIVERY, input.petitionId, request, async (petition, manager) => {
    const { petitionId, deliveryId, reason } = input;
    const found = await manager.query('SELECT id FROM delivery WHERE petition_id = $1 AND id::text = $2', [
      petitionId,
      deliveryId,
    ]);
    if (found.length === 0) throw new NotFound('delivery', deliveryId);
    const before = await manager.findOneByOrFail(Delivery, { id: deliveryId });
    const [to, on] = [input.to ? written(input.to) : before.to, input.on ?? before.on];
    const now = request.clock();
    if (input.on) checkDay(on, petition, now);
    if (to !== before.to || on !== before.on) await refuseTwice(manager, { petitionId, to, on }, deliveryId);
    const counted =
      typeof input.count === 'number'
        ? { count: input.count, qualifier: CountQualifier.EXACT }
        : input.on
          ? await countOn(on, petition, manager, now)
          : { count: before.count, qualifier: before.qualifier };
    await manager.update(Delivery, { id: deliveryId }, { to, on, ...counted });
    const was = { to: before.to, on: before.on, count: before.count };
    return { beside: { deliveryId, reason, was, is: { to, on, count: counted.count } } };
  });

/** @throws BadInput for a day before the petition opened or after today, both in its time zone */
export function checkDay(on: string, { launchedDay, timeZone }: Petition, now: Date): void {
  if (launchedDay !== null && on < launchedDay)
    throw new BadInput('on', `on ${on} is before the petition opened on ${launchedDay}. Give that day or a later one.`, {
      reason: 'TOO_EARLY',
      values: { day: launchedDay },
    });
  const today = dayIn(now, timeZone);
  if (on > today)
    throw new BadInput('on', `on ${on} has not come yet in ${timeZone}, where it is ${today}.`, { reason: 'DAY_TO_COME' });
}

/** As it is kept: single blanks, composed letters. */
const written = (to: string): string => to.normalize('NFC').trim().replace(/\s+/g, ' ');

/** In any capitals; the one that is corrected may be spelled otherwise. */
async function refuseTwice(
  manager: EntityManager,
  { petitionId, to, on }: Pick<Delivery, 'petitionId' | 'to' | 'on'>,
  itself: string | null = null,
): Promise<void> {
  const there = await manager.findBy(Delivery, { petitionId, on });
  if (there.some((one) => one.id !== itself && written(one.to).toLowerCase() === to.toLowerCase()))
    throw new BadInput('to', `The delivery to ${JSON.stringify(to)} on ${on} is already recorded. Correct that one.`, {
      reason: 'RECORDED_ALREADY',
    });
}

/** The count at the end of a day. What was on paper by then is not known, so with paper the number of an earlier day is derived. */
async function countOn(on: string, { id, count, paperCount, timeZone }: Petition, manager: EntityManager, now: Date) {
  if (on === dayIn(now, timeZone)) return { count: count + paperCount, qualifier: CountQualifier.EXACT };
  const lastMoment = new Date(endOfDay(on, timeZone).getTime() - 1);
  const online = await countAt(manager, id, lastMoment);
  return { count: online + paperCount, qualifier: paperCount > 0 ? CountQualifier.DERIVED : CountQualifier.EXACT };
}
