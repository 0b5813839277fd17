// How does an analyst hear of a policy change as soon as it is recorded?
import { Arg, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Audience, anyone } from '#kit/words/audience';
import { validateArgument } from '#kit/words/validation';
import { PolicyChange } from './policyChange';
import { PolicyChangeFilter } from './policyChanges.resolver';
import type { PolicyNewsState, PolicyRequest } from './policyFeed';

@ObjectType({ description: 'Where the feed of policy changes stands for a reader.' })
export class PolicyNews {
  @Field(() => PolicyChange, { nullable: true, description: 'The newest change that fits; null while none does.' })
  newest!: PolicyChange | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the newest: policyChanges(since: the one you had before) lists all that came between; null while there is none.',
  })
  cursor!: string | null;
}

@Resolver()
export class PolicyChangedResolver {
  @Audience(anyone)
  @Subscription(() => PolicyNews, {
    description:
      'The newest change at once, then whenever another is recorded. A reader that falls behind is told the newest only, and reads ' +
      'what came between by its cursor, so nothing is missed. After any reconnect the first message is the current state.',
    subscribe: async ({ args, context }: { args: { filter?: PolicyChangeFilter | null }; context: PolicyRequest }) => {
      await validateArgument(args.filter);
      return context.app.policyFeed.watch(args.filter ?? null);
    },
  })
  policyChanged(
    @Root() news: PolicyNewsState,
    @Arg('filter', () => PolicyChangeFilter, { nullable: true, description: 'Which changes to hear of; all without it.' })
    _filter: PolicyChangeFilter | null,
  ): PolicyNews {
    return news;
  }
}
