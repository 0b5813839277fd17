// How does a dashboard follow the count of a petition?
import { Arg, Ctx, Field, ID, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Audience, anyone } from '#kit/words/audience';
import type { Clock } from '#kit/words/clock';
import { BadInput } from '#kit/words/problem';
import { validateArgument } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { mostOpen } from './petitionFeed';

@ObjectType({ description: 'The count of a petition at a moment.' })
export class PetitionCount {
  @Field(() => Int, { description: 'How many signatures were committed.' })
  count!: number;

  @Field(() => Date, { description: 'When that count came to be; for a petition nobody has signed yet, when it was asked.' })
  countedAt!: Date;

  @Field(() => Petition, { description: 'The petition.' })
  petition!: Petition;
}

@Resolver()
export class LiveCountResolver {
  @Audience(anyone)
  @Subscription(() => PetitionCount, {
    description:
      'The current count at once, then each change, at most five times a second: a reader that falls behind gets the newest count, ' +
      'never a backlog. After any reconnect the first message is the current state. Errors: NOT_FOUND, NO_LIVE_COUNT.',
    subscribe: async ({ args, context }: { args: { id?: string }; context: PetitionRequest }) => {
      await validateArgument(args.id);
      return context.app.feed.watch(String(args.id));
    },
  })
  petitionCount(
    @Root() petition: Petition,
    @Arg('id', () => ID, { description: 'The petition.' }) _id: string,
    @Ctx() { clock }: PetitionRequest,
  ): PetitionCount {
    return countOf(petition, clock);
  }

  @Audience(anyone)
  @Subscription(() => [PetitionCount], {
    description:
      'The counts of many petitions in one stream: all of them at once, then all of them whenever one changes, at most five times a ' +
      'second, in the order of their ids. Errors: NOT_FOUND, NO_LIVE_COUNT, BAD_USER_INPUT for more than 500.',
    subscribe: async ({ args, context }: { args: { ids?: string[] | null }; context: PetitionRequest }) => {
      await validateArgument(args.ids);
      if (args.ids && args.ids.length > mostOpen) throw new BadInput('ids', `ids names more than ${mostOpen} petitions.`);
      return context.app.feed.watchMany(args.ids ?? undefined);
    },
  })
  petitionCounts(
    @Root() petitions: readonly Petition[],
    @Arg('ids', () => [ID], {
      nullable: true,
      description: 'The petitions; without it all that are open, which come as they open and leave as they close.',
    })
    _ids: string[] | null,
    @Ctx() { clock }: PetitionRequest,
  ): PetitionCount[] {
    return petitions.map((petition) => countOf(petition, clock));
  }
}

const countOf = (petition: Petition, clock: Clock): PetitionCount => ({
  count: petition.count,
  countedAt: petition.countedAt ?? clock(),
  petition,
});
