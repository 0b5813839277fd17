// How organizers send news of their petition, how it is read, and how a person stops it.
import { MaxLength } from 'class-validator';
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { FirstArgs } from '#kit/data/page';
import { Audience, anyone } from '#kit/words/audience';
import { dayMs } from '#kit/words/clock';
import { Role } from '#kit/words/identity';
import { Problem } from '#kit/words/problem';
import { OneLine, SomeLines } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { LinkUsed, readLink, rowOf } from '../signing/links';
import { Signature } from '../signing/signature';
import { Step } from '../states';
import { PetitionNews, queueNews } from './newsMail';
import { takeStep } from './takeStep';

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
      recipients = await manager.countBy(Signature, { petitionId, updatesConsent: true });
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
