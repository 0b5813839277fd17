// How does a dashboard hear of statements as they are recorded?
import { Arg, Field, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Audience, anyone } from '#kit/words/audience';
import { validateArgument } from '#kit/words/validation';
import { Statement, StatementFilter } from './statement';
import type { StatementRequest } from './statementFeed';
import { mostLatest, type StatementNewsState } from './statementFeed';

@ObjectType({ description: 'The statements that were recorded last, and how many there are.' })
export class StatementNews {
  @Field(() => [Statement], { description: `Those recorded last, the last of them first; ${mostLatest} at most.` })
  latest!: readonly Statement[];

  @Field(() => Int, { description: 'How many statements meet the filter now.' })
  totalCount!: number;
}

@Resolver()
export class StatementPublishedResolver {
  @Audience(anyone)
  @Subscription(() => StatementNews, {
    description:
      'The statements recorded last, at once and then whenever one is recorded or corrected. A reader that falls behind gets the newest ' +
      'state, never a backlog. After any reconnect the first message is the current state. Error BAD_USER_INPUT.',
    subscribe: async ({ args, context }: { args: { filter?: StatementFilter | null }; context: StatementRequest }) => {
      // Arguments of a subscription come as they were sent.
      const filter = args.filter ? Object.assign(new StatementFilter(), args.filter) : null;
      await validateArgument(filter);
      return context.app.statementFeed.watch(filter);
    },
  })
  statementPublished(
    @Root() news: StatementNewsState,
    @Arg('filter', () => StatementFilter, { nullable: true, description: 'Which statements to hear of; all without it.' })
    _filter: StatementFilter | null,
  ): StatementNews {
    return news;
  }
}
