// How does a dashboard follow the count of a petition?
import { Arg, Ctx, Field, ID, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { validateArgument } from '#kit/validation';
import { AdvocacyRequest } from '../context';
import { Petition } from './petition';

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
  @Subscription(() => PetitionCount, {
    description:
      'The current count at once, then each change, at most five times a second: a reader that falls behind gets the newest count, ' +
      'never a backlog. After any reconnect the first message is the current state. Errors: NOT_FOUND, NO_LIVE_COUNT.',
    subscribe: async ({ args, context }: { args: { id?: string }; context: AdvocacyRequest }) => {
      await validateArgument(args.id);
      return context.app.feed.watch(String(args.id));
    },
  })
  petitionCount(
    @Root() petition: Petition,
    @Arg('id', () => ID, { description: 'The petition.' }) _id: string,
    @Ctx() { clock }: AdvocacyRequest,
  ): PetitionCount {
    return { count: petition.count, countedAt: petition.countedAt ?? clock(), petition };
  }
}
