// How do the staff of a library follow its partnerships and proposals as they change?
import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { readPage } from '#kit/data/readPage';
import type { Change, News } from '#kit/live/changeFeed';
import { Audience } from '#kit/words/audience';
import { Role, requireStaffOrCommittee } from '#kit/words/identity';
import { validateArgument } from '#kit/words/validation';
import { Library } from '#partnership/libraries/index';
import type { PartnershipRequest } from './agreementPage';
import { Partnership } from './partnership';
import { inSql, livingStates } from './partnershipStates';

/** What a stream knows when an event is read. (Named Event, its decorators would take it for the class of that name.) */
interface Told extends News {
  readonly libraryId: string;
}

/** What is announced when a partnership changes. */
interface PartnershipChange extends Change {
  readonly libraryIds: readonly string[];
}

const isPartnershipChange = (change: Change): change is PartnershipChange => change.kind === 'partnership';

@ObjectType({ description: 'The partnerships of a library at a moment, for its staff and the committee.' })
export class PartnershipNews {
  @Field(() => ID, { description: 'The library.' })
  libraryId!: string;
}

@Resolver(() => PartnershipNews)
export class PartnershipUpdatedResolver {
  @Audience(Role.STAFF, Role.COMMITTEE)
  @Subscription(() => PartnershipNews, {
    description:
      'The partnerships of a library at once, then again after each change, for its staff and the committee. A reader that falls ' +
      'behind gets the newest state with everything that changed. Errors: UNAUTHENTICATED, FORBIDDEN.',
    subscribe: async ({ args, context }: { args: { libraryId?: string }; context: PartnershipRequest }) => {
      const libraryId = String(args.libraryId);
      await validateArgument(libraryId);
      const { identity, app } = context;
      requireStaffOrCommittee(identity, libraryId);
      return app.feed.watch(
        `partnerships of ${libraryId}`,
        (change) => isPartnershipChange(change) && change.libraryIds.includes(libraryId),
      );
    },
  })
  partnershipUpdated(
    @Root() { ids }: News,
    @Arg('libraryId', () => ID, { description: 'The library; the account must speak for it or be of the committee.' })
    libraryId: string,
  ): PartnershipNews & Told {
    return { libraryId, ids };
  }

  @FieldResolver(() => Library, { nullable: true, description: 'The library itself; null when there is none of that id.' })
  library(@Root() { libraryId }: Told, @Ctx() { loaders }: PartnershipRequest): Promise<Library | null> {
    return loaders.one(Library).load(libraryId);
  }

  @FieldResolver(() => [Partnership], {
    description: 'Its living partnerships and proposals, the latest begun or proposed first; at most 100.',
  })
  async partnerships(@Root() { libraryId }: Told, @Ctx() { database }: PartnershipRequest): Promise<readonly Partnership[]> {
    const list = {
      entity: Partnership,
      where: `$1 IN (library_a, library_b) AND state IN (${inSql(livingStates)})`,
      parameters: [libraryId],
      order: ['listed_on', 'id'],
      descending: true,
    };
    return (await readPage(database, list, { first: 100 })).nodes;
  }

  @FieldResolver(() => [Partnership], {
    description:
      'Those that changed since the event before, also those no longer living; empty in the first event and after a gap.',
  })
  changed(@Root() { ids }: Told, @Ctx() { loaders }: PartnershipRequest): Promise<Partnership[]> {
    return loaders.all(Partnership, [...(ids ?? [])]);
  }
}
