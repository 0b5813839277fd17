// Which partnerships and proposals does a library have, also those that others do not see?
import { MaxLength } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import { type Request } from '#kit/data/request';
import { type Change, type News } from '#kit/live/changeFeed';
import { Audience } from '#kit/words/audience';
import { Role, requireStaffOrCommittee } from '#kit/words/identity';
import { validateArgument } from '#kit/words/validation';
import { Library } from '../libraries/index';
import { type PartnershipRequest } from './agreementPage';
import { Partnership, PartnershipConnection } from './partnership';
import { inSql, livingStates, PartnershipState } from './partnershipStates';

@ArgsType()
class OwnPartnershipsArgs extends PageArgs {
  @Field(() => ID, { description: 'The library; the account must speak for it or be of the committee.' })
  @MaxLength(100)
  libraryId!: string;
}

@Resolver()
export class OwnPartnershipsResolver {
  @Audience(Role.STAFF, Role.COMMITTEE)
  @Query(() => PartnershipConnection, {
    description:
      'All partnerships and proposals of a library, the latest begun or proposed first, for its staff and the committee. Errors: ' +
      'UNAUTHENTICATED, FORBIDDEN.',
  })
  async ownPartnerships(
    @Args(() => OwnPartnershipsArgs) { libraryId, ...page }: OwnPartnershipsArgs,
    @Arg('state', () => PartnershipState, { nullable: true, description: 'Only those in this state; all without it.' })
    state: PartnershipState | null,
    @Ctx() { database, identity }: Request,
  ) {
    requireStaffOrCommittee(identity, libraryId);
    const list: List<Partnership> = {
      entity: Partnership,
      where: '$1 IN (library_a, library_b) AND ($2::text IS NULL OR state = $2)',
      parameters: [libraryId, state ?? null],
      order: ['listed_on', 'id'],
      descending: true,
    };
    return PartnershipConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }
}

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
