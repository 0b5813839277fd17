// What an organizer sees of the work on their petitions: what waits, what was imported, what was struck out, what can be handed over.
import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { FirstArgs } from '#kit/data/page';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import type { PetitionRequest } from '../context';
import { PaperImport } from '../paper/paperSignature';
import { Petition } from '../petition';
import { AreaCount, PendingSignature, Signature } from '../signing/signature';
import { strikableDomains } from '../signing/signaturesSql';
import { mayBeShown, ownPetition } from './handOver';
import { Strike } from './strikes.resolver';

const mostPetitions = 200;
const mostRows = 200;
/** There are at most some thousand areas in the world. */
const mostAreas = 10_000;

@ObjectType({
  description:
    'A domain of addresses that signed more than once, known by its keyed hash only. A domain has one for each key of the ring.',
})
class SigningDomain {
  @Field({ description: 'The keyed hash, which strikeOutSignatures takes.' })
  domainHash!: string;

  @Field(() => Int, { description: 'How many signatures that count have addresses of it.' })
  signatures!: number;

  @Field({ description: 'When the first of them was given.' })
  firstAt!: Date;

  @Field({ description: 'When the last of them was given.' })
  lastAt!: Date;
}

@ObjectType({
  description: 'What an organizer sees of the work on a petition. Of people it shows only the names that may be shown.',
})
class PetitionWork {
  @Field(() => Petition, { description: 'The petition, also as a draft.' })
  petition!: Petition;
}

@Resolver(() => PetitionWork)
export class PetitionWorkResolver {
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
    return { petition: await ownPetition(id, request) };
  }

  @Audience(Role.ORGANIZER)
  @Query(() => [PetitionWork], {
    nullable: true,
    description: `The work on all petitions of the organizer who asks, as myPetitions lists them; at most ${mostPetitions}. Errors: UNAUTHENTICATED, FORBIDDEN.`,
  })
  async myPetitionWork(@Ctx() { database, identity }: PetitionRequest): Promise<PetitionWork[]> {
    const where = { ownerSubject: identity.subject as string };
    const petitions = await database
      .getRepository(Petition)
      .find({ where, order: { listedOn: 'DESC', id: 'DESC' }, take: mostPetitions });
    return petitions.map((petition) => ({ petition }));
  }

  @FieldResolver(() => Int, {
    description: 'How many entries wait for their confirmation by mail. They are no part of any count.',
  })
  unconfirmedCount(@Root() { petition }: PetitionWork, @Ctx() { loaders }: PetitionRequest): Promise<number> {
    return loaders.childCount(PendingSignature, 'petition_id').load(petition.id);
  }

  @FieldResolver(() => Int, { description: 'How many of those were reminded.' })
  remindedCount(@Root() { petition }: PetitionWork, @Ctx() { loaders }: PetitionRequest): Promise<number> {
    return loaders.childCount(PendingSignature, 'petition_id', 'reminded_at IS NOT NULL').load(petition.id);
  }

  @FieldResolver(() => [AreaCount], { description: 'All areas, the largest first. Together they are the signatureCount.' })
  areas(@Root() { petition }: PetitionWork, @Ctx() { loaders }: PetitionRequest): Promise<AreaCount[]> {
    const edge = { parent: 'petition_id', order: 'count DESC, country, region', first: mostAreas, where: 'count > 0' };
    return loaders.children(AreaCount, edge).load(petition.id);
  }

  @FieldResolver(() => Int, {
    description: 'How many people agreed that their name may be shown; see supporters of the petition.',
  })
  namesToShow(@Root() { petition }: PetitionWork, @Ctx() { loaders }: PetitionRequest): Promise<number> {
    return loaders.childCount(Signature, 'petition_id', mayBeShown).load(petition.id);
  }

  @FieldResolver(() => [Strike], {
    description: `The batches that were struck out as abuse, the latest first; at most ${mostRows}.`,
  })
  strikes(@Root() { petition }: PetitionWork, @Ctx() { loaders }: PetitionRequest): Promise<Strike[]> {
    return loaders
      .children(Strike, { parent: 'petition_id', order: 'struck_at DESC, id DESC', first: mostRows })
      .load(petition.id);
  }

  @FieldResolver(() => [PaperImport], { description: `The files of signatures on paper, the latest first; at most ${mostRows}.` })
  imports(@Root() { petition }: PetitionWork, @Ctx() { loaders }: PetitionRequest): Promise<PaperImport[]> {
    return loaders
      .children(PaperImport, { parent: 'petition_id', order: 'started_at DESC, id DESC', first: mostRows })
      .load(petition.id);
  }

  @FieldResolver(() => [SigningDomain], {
    description:
      'The domains with the most signatures, to find abuse. Signatures of earlier releases have none and are left out.',
  })
  async domains(
    @Root() { petition }: PetitionWork,
    @Args(() => FirstArgs) { first }: FirstArgs,
    @Ctx() { database }: PetitionRequest,
  ): Promise<SigningDomain[]> {
    const rows: (SigningDomain & { hash: Buffer })[] = await database.query(strikableDomains, [petition.id, first]);
    return rows.map(({ hash, ...domain }) => ({ ...domain, domainHash: hash.toString('base64url') }));
  }
}
