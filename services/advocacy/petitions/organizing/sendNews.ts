// How do organizers tell news of their petition to those who asked for it, and not too often?
import { MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { addJob } from '#kit/data/queue';
import { dayMs } from '#kit/words/clock';
import { Problem } from '#kit/words/problem';
import { OneLine, SomeLines } from '#kit/words/texts';
import type { PetitionRequest } from '../context';
import { Signature } from '../signing/signature';
import { Step } from '../states';
import { newsTasks } from './newsMail';
import { PetitionNews } from './petitionNews';
import { takeStep } from './takeStep';

/** A petition sends news at most once in this time. */
const pauseMs = dayMs;

/** The last news went out a short while ago. */
export class NewsTooSoon extends Problem {
  constructor(nextAt: Date) {
    super('NEWS_TOO_SOON', `A petition sends news once a day at most; the next can be sent from ${nextAt.toISOString()} on.`, {
      nextAt: nextAt.toISOString(),
    });
  }
}

@InputType({ description: 'News to be told.' })
export class SendNewsInput {
  @Field(() => ID, { description: 'The petition, which must not be a DRAFT.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({ description: 'The subject of the mail: one line.' })
  @OneLine(150)
  subject!: string;

  @Field({ description: 'What it says, as plain text: paragraphs, with an empty line between.' })
  @SomeLines(10_000)
  text!: string;
}

@ObjectType({ description: 'News that are on their way.' })
export class SendNewsPayload {
  @Field(() => PetitionNews, { description: 'The news.' })
  news!: PetitionNews;

  @Field(() => Int, { description: 'How many people had asked for news at that moment. Nobody learns who they are.' })
  recipients!: number;
}

/** Queues a mail to each of them, in the same transaction. @throws NotFound, NotYourPetition, WrongState, NewsTooSoon */
export async function sendNews({ petitionId, subject, text }: SendNewsInput, request: PetitionRequest): Promise<SendNewsPayload> {
  const news: PetitionNews = { id: uuid(), petitionId, subject, text, sentAt: request.clock() };
  let recipients = 0;
  await takeStep(Step.SEND_NEWS, petitionId, request, async (_petition, manager) => {
    const last = await manager.findOne(PetitionNews, { where: { petitionId }, order: { sentAt: 'DESC' } });
    const nextAt = new Date((last?.sentAt.getTime() ?? 0) + pauseMs);
    if (last && news.sentAt < nextAt) throw new NewsTooSoon(nextAt);
    await manager.insert(PetitionNews, news);
    await addJob(manager, newsTasks.spread, { newsId: news.id, after: '' });
    recipients = await manager.countBy(Signature, { petitionId, updatesConsent: true });
    return { beside: { newsId: news.id, subject, recipients } };
  });
  return { news, recipients };
}
