// What is new of a petition, how is it told, and how does a person end being told?
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { FirstArgs } from '#kit/data/page';
import { Audience, anyone } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { PetitionNews } from './petitionNews';
import { SendNewsInput, SendNewsPayload, sendNews } from './sendNews';
import { stopNews } from './stopNews';

@Resolver(() => Petition)
export class NewsResolver {
  @FieldResolver(() => [PetitionNews], { description: 'What its organizers told those who asked for news, the latest first.' })
  news(@Root() { id }: Petition, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return loaders.children(PetitionNews, { parent: 'petition_id', order: 'sent_at DESC', first }).load(id);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => SendNewsPayload, {
    description:
      'Mails news of a petition to those who signed it and asked for news; once a day at most. For its organizer. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, WRONG_STATE, BAD_USER_INPUT, NEWS_TOO_SOON.',
  })
  sendPetitionNews(
    @Arg('input', () => SendNewsInput, { description: 'The news.' }) input: SendNewsInput,
    @Ctx() request: PetitionRequest,
  ): Promise<SendNewsPayload> {
    return sendNews(input, request);
  }

  @Audience(anyone)
  @Mutation(() => Petition, {
    description:
      'Ends the news of a petition by the link in each of its mails, and forgets the address; the signature counts as before. Can be ' +
      'repeated. Errors: LINK_INVALID (forged or damaged), LINK_EXPIRED, LINK_USED (the signature itself is gone).',
  })
  stopPetitionNews(
    @Arg('token', { description: 'The part of the link behind its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return stopNews(token, request);
  }
}
