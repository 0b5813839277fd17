// How organizers run their petitions: open, close, deliver, send news, record what became of them; and what work waits on them.
import { MaxLength } from 'class-validator';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { FirstArgs } from '#kit/data/page';
import { Audience, anyone } from '#kit/words/audience';
import { dayMs } from '#kit/words/clock';
import { DatePrecision } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput, Problem } from '#kit/words/problem';
import { dayIn } from '#kit/words/timeZone';
import { DateScalar, OneLine, SomeLines } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { paperAreasOf } from '../paper/paperImports.resolver';
import { PaperAreaCount, PaperImport } from '../paper/paperSignature';
import { Petition, PetitionOutcome } from '../petition';
import { LinkUsed, readLink, rowOf } from '../signing/links';
import { AreaCount, PendingSignature, Signature } from '../signing/signature';
import { Step } from '../states';
import { DraftPetitionInput, draftPetition, MovePetitionInput, movePetition } from './draftPetition';
import { CorrectDeliveryInput, checkDay, correctDelivery, DeliverPetitionInput, deliverPetition, ownPetition } from './handOver';
import { PetitionNews, queueNews } from './newsMail';
import { Strike } from './strikes.resolver';
import { domainsOf, namesToShow, SigningDomain } from './summaries';
import { takeStep } from './takeStep';

const ownErrors = 'For its organizer. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, WRONG_STATE';

@InputType({ description: 'What became of what a petition asked for.' })
class RecordOutcomeInput {
  @Field(() => ID, { description: 'The petition, which must not be a DRAFT.' })
  @MaxLength(100)
  id!: string;

  @Field(() => PetitionOutcome, { description: 'What happened.' })
  outcome!: PetitionOutcome;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      "The day it happened, in the petition's time zone: not before it opened, not in the future. Null when not known.",
  })
  on?: string | null;
}

@Resolver()
export class OrganizeResolver {
  @Audience(Role.ORGANIZER)
  @Query(() => [Petition], {
    nullable: true,
    description:
      'The petitions of the organizer who asks, including drafts, the latest first; at most 200. Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  myPetitions(@Ctx() { database, identity }: PetitionRequest): Promise<Petition[]> {
    const where = { ownerSubject: identity.subject as string };
    return database.getRepository(Petition).find({ where, order: { listedOn: 'DESC', id: 'DESC' }, take: 200 });
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description:
      'Writes a petition that nobody else can see or sign yet. A draft with the same id and organizer is rewritten. Errors: ' +
      'UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, PETITION_EXISTS, WRONG_STATE.',
  })
  draftPetition(
    @Arg('input', () => DraftPetitionInput, { description: 'The petition.' }) input: DraftPetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return draftPetition(input, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Opens a draft for signing now, even if it was to open later. ${ownErrors}, BAD_USER_INPUT when its closesAt has passed.`,
  })
  openPetition(
    @Arg('id', () => ID, { description: 'The petition.' }) id: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return takeStep(Step.OPEN, id, request, ({ closesAt, timeZone }) => {
      const now = request.clock();
      if (closesAt && closesAt <= now)
        throw new BadInput('id', 'The closing time of this draft has passed. Give it a later one, or none, then open it.', {
          reason: 'CLOSING_PAST',
        });
      const today = dayIn(now, timeZone);
      return { launchedDay: today, launchedPrecision: DatePrecision.DAY, listedOn: today, opensAt: null };
    });
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Changes the closesAt, the goal or the reminders of an open petition. ${ownErrors}, BAD_USER_INPUT.`,
  })
  movePetition(
    @Arg('input', () => MovePetitionInput, { description: 'What changes.' }) input: MovePetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return movePetition(input, request);
  }

  /** Signatures that are being counted at this moment still count. */
  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, { description: `Ends the signing now. A closed petition cannot open again. ${ownErrors}.` })
  closePetition(
    @Arg('id', () => ID, { description: 'The petition.' }) id: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return takeStep(Step.CLOSE, id, request, ({ timeZone }) => ({ closedOn: dayIn(request.clock(), timeZone) }));
  }

  /** The count is that of the row this step holds: exact, on paper and here. */
  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Records that a petition was delivered, with its count on that day. ${ownErrors}, BAD_USER_INPUT.`,
  })
  deliverPetition(
    @Arg('input', () => DeliverPetitionInput, { description: 'The delivery.' }) input: DeliverPetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return deliverPetition(input, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Corrects a delivery, with a reason. What was recorded before stays in the audit log. ${ownErrors}, BAD_USER_INPUT.`,
  })
  correctDelivery(
    @Arg('input', () => CorrectDeliveryInput, { description: 'What is right.' }) input: CorrectDeliveryInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return correctDelivery(input, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Records what became of what the petition asked for, replacing an earlier record. ${ownErrors}, BAD_USER_INPUT.`,
  })
  recordOutcome(
    @Arg('input', () => RecordOutcomeInput, { description: 'The outcome.' }) { id, outcome, on = null }: RecordOutcomeInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return takeStep(Step.RECORD_OUTCOME, id, request, (petition) => {
      if (on !== null) checkDay(on, petition, request.clock());
      return { outcome, outcomeOn: on };
    });
  }
}

/** A petition sends news at most once in this time. */
const pauseMs = dayMs;

/** The last news went out less than a day ago. */
class NewsTooSoon extends Problem {
  constructor(nextAt: Date) {
    super('NEWS_TOO_SOON', `A petition can send news once a day. You can send the next from ${nextAt.toISOString()}.`, {
      nextAt: nextAt.toISOString(),
    });
  }
}

@InputType({ description: 'News to send.' })
class SendNewsInput {
  @Field(() => ID, { description: 'The petition, which must not be a DRAFT.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({ description: 'The subject of the mail: one line.' })
  @OneLine(150)
  subject!: string;

  @Field({ description: 'The text of the mail, as plain text: paragraphs, separated by empty lines.' })
  @SomeLines(10_000)
  text!: string;
}

@ObjectType({ description: 'News that is on its way.' })
class SendNewsPayload {
  @Field(() => PetitionNews, { description: 'The news.' })
  news!: PetitionNews;

  @Field(() => Int, { description: 'How many people had asked for news at that moment. Nobody learns who they are.' })
  recipients!: number;
}

@Resolver(() => Petition)
export class NewsResolver {
  @FieldResolver(() => [PetitionNews], {
    description: 'The news its organizers sent to those who asked for it, the latest first.',
  })
  news(@Root() { id }: Petition, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return loaders.children(PetitionNews, { parent: 'petition_id', order: 'sent_at DESC', first }).load(id);
  }

  /** The mails are queued in the same transaction. */
  @Audience(Role.ORGANIZER)
  @Mutation(() => SendNewsPayload, {
    description:
      'Mails news of a petition to everyone who signed it and asked for news; at most once a day. For its organizer. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, WRONG_STATE, BAD_USER_INPUT, NEWS_TOO_SOON.',
  })
  async sendPetitionNews(
    @Arg('input', () => SendNewsInput, { description: 'The news.' }) { petitionId, subject, text }: SendNewsInput,
    @Ctx() request: PetitionRequest,
  ): Promise<SendNewsPayload> {
    const news: PetitionNews = { id: uuid(), petitionId, subject, text, sentAt: request.clock() };
    let recipients = 0;
    await takeStep(Step.SEND_NEWS, petitionId, request, async (_petition, manager) => {
      const last = await manager.findOne(PetitionNews, { where: { petitionId }, order: { sentAt: 'DESC' } });
      const nextAt = new Date((last?.sentAt.getTime() ?? 0) + pauseMs);
      if (last && news.sentAt < nextAt) throw new NewsTooSoon(nextAt);
      await manager.insert(PetitionNews, news);
      await queueNews(manager, news.id);
      recipients = await manager.countBy(Signature, { petitionId, updatesConsent: true, strikeId: IsNull() });
      return { beside: { newsId: news.id, subject, recipients } };
    });
    return { news, recipients };
  }

  /** Mail programs repeat their requests, so the link works each time it is opened. */
  @Audience(anyone)
  @Mutation(() => Petition, {
    description:
      'Stops the news of a petition, by the link in each of its mails, and deletes the stored address. The signature still counts. Can ' +
      'be repeated. Errors: LINK_INVALID (forged or damaged), LINK_EXPIRED, LINK_USED (the signature itself is gone).',
  })
  async stopPetitionNews(
    @Arg('token', { description: 'The part of the link after its #.' }) token: string,
    @Ctx() { app, database }: PetitionRequest,
  ): Promise<Petition> {
    const subject = readLink(app.secrets.links, 'news', token, app.clock());
    const { affected } = await database.getRepository(Signature).update(rowOf(subject), { updatesConsent: false, address: null });
    if (affected === 0) throw new LinkUsed();
    return database.getRepository(Petition).findOneByOrFail({ id: subject.petitionId });
  }
}

const mostPetitions = 200;
const mostRows = 200;
/** There are at most some thousand areas in the world. */
const mostAreas = 10_000;

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

  @FieldResolver(() => [PaperAreaCount], {
    description: 'All areas of signatures on paper, the largest first. Together they are the paperCount.',
  })
  paperAreas(@Root() { petition }: PetitionWork, @Ctx() { database }: PetitionRequest): Promise<PaperAreaCount[]> {
    return paperAreasOf(petition.id, database);
  }

  @FieldResolver(() => Int, {
    description: 'How many people agreed that their name may be shown; see supporters of the petition.',
  })
  namesToShow(@Root() { petition }: PetitionWork, @Ctx() { loaders }: PetitionRequest): Promise<number> {
    return namesToShow(loaders).load(petition.id);
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
      'The domains with the most signatures, to find abuse, the largest first, as they were at domainsAsOf. Signatures of earlier ' +
      'releases have none and are left out.',
  })
  async domains(
    @Root() { petition }: PetitionWork,
    @Args(() => FirstArgs) { first }: FirstArgs,
    @Ctx() { loaders, clock }: PetitionRequest,
  ): Promise<readonly SigningDomain[]> {
    const { domains } = await domainsOf(loaders, clock).load(petition.id);
    return domains.slice(0, first);
  }

  @FieldResolver(() => Date, {
    description:
      'The moment of which the domains tell: now, for a petition with at most 1,000 signatures and right after signatures were struck ' +
      'out or put back. Else they are counted again each minute while people sign, and less often where counting takes seconds.',
  })
  async domainsAsOf(@Root() { petition }: PetitionWork, @Ctx() { loaders, clock }: PetitionRequest): Promise<Date> {
    const { asOf } = await domainsOf(loaders, clock).load(petition.id);
    return asOf;
  }
}
