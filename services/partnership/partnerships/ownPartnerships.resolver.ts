// What only the partners and the committee read of partnerships, at once and as they change.
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
import type { Announcement } from '#kit/data/change';
import { type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Loaders, Request } from '#kit/data/request';
import type { News } from '#kit/live/feed';
import { Audience, type Readers } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { Role, requireStaffOrCommittee, speaksFor } from '#kit/words/identity';
import { DateScalar, validateArgument } from '#kit/words/validation';
import { Library } from '../libraries/index';
import { ContactPerson, contactOfLibrary } from '../listings/index';
import { lastContactOf } from './activity';
import { AgreementVersion } from './agreement';
import { type PartnershipRequest, printUrl } from './agreementPage';
import { standingOf } from './changePartnership';
import { silentFrom } from './keepPartnerships';
import { Partnership, PartnershipConnection } from './partnership';
import { actionsOf, inSql, livingStates, PartnershipAction, PartnershipState, sisterStates } from './partnershipStates';

/** The most versions of an agreement that are shown. */
const versionsShown = 100;

@ObjectType({ description: 'What only staff of the two partners and the committee see of a partnership.' })
export class ConfidentialPartnership {
  @Field(() => ID, { description: 'The id of the partnership.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the proposing library wrote, as plain text; null when the partnership was not proposed here.',
  })
  message!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The last answer, such as the reason for declining or ending, as plain text; null when there was none.',
  })
  reply!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it entered its current state; null when not known.' })
  stateChangedAt!: Date | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the partners agreed to review their agreement; null when they agreed on none.',
  })
  reviewOn!: string | null;
}

@ObjectType({ description: 'The person to write to at a partner library. Never public.' })
class PartnerContact {
  @Field(() => Library, { description: 'The partner library.' })
  library!: Library;

  @Field(() => ContactPerson, { description: 'The person to write to, as the library named them in its listing.' })
  person!: ContactPerson;
}

/** The versions of many agreements in one statement, the newest first. */
const versionsOf = (loaders: Loaders, partnershipId: string): Promise<AgreementVersion[]> =>
  loaders
    .children(AgreementVersion, { parent: 'partnership_id', order: 'version DESC', first: versionsShown })
    .load(partnershipId);

const partners: Readers<Partnership> = {
  name: 'partners',
  includes: ({ partnerIds }, identity) => speaksFor(identity, ...partnerIds),
};

const partnersAndCommittee: Readers<Partnership> = {
  name: 'partners-and-committee',
  includes: (partnership, identity) => partnership.isOwnOf(identity),
};

@Resolver(() => Partnership)
export class OwnPartnershipResolver {
  @Audience(partnersAndCommittee)
  @FieldResolver(() => ConfidentialPartnership, {
    nullable: true,
    description: 'What only staff of the two partners and the committee see; null for everyone else.',
  })
  confidential(@Root() partnership: Partnership): Partnership {
    return partnership;
  }

  @Audience(partners, [])
  @FieldResolver(() => [PartnershipAction], {
    description: 'What you can do with it next, for the partners your account speaks for; empty for everyone else.',
  })
  async allowedActions(
    @Root() partnership: Partnership,
    @Ctx() { identity, loaders }: PartnershipRequest,
  ): Promise<PartnershipAction[]> {
    const own = partnership.partnerIds.filter((libraryId) => speaksFor(identity, libraryId));
    const [newest = null] = await versionsOf(loaders, partnership.id);
    const actions = new Set(own.flatMap((libraryId) => actionsOf(libraryId, standingOf(partnership, newest))));
    return Object.values(PartnershipAction).filter((action) => actions.has(action));
  }
}

@Resolver(() => ConfidentialPartnership)
export class ConfidentialPartnershipResolver {
  @FieldResolver(() => Library, {
    nullable: true,
    description: 'The partner who proposed the partnership; null when it was not proposed here.',
  })
  async proposedBy(@Root() { proposedBy }: Partnership, @Ctx() { loaders }: PartnershipRequest): Promise<Library | null> {
    return proposedBy === null ? null : loaders.one(Library).load(proposedBy);
  }

  @FieldResolver(() => AgreementVersion, {
    nullable: true,
    description: 'The newest version that both have agreed to; null when there is none.',
  })
  async agreement(@Root() partnership: Partnership, @Ctx() { loaders }: PartnershipRequest): Promise<AgreementVersion | null> {
    const versions = await versionsOf(loaders, partnership.id);
    return versions.find(({ version }) => version === partnership.agreementInForce) ?? null;
  }

  @FieldResolver(() => AgreementVersion, {
    nullable: true,
    description: 'The newest version, while only one partner has agreed to it; null when both have agreed.',
  })
  async pendingAgreement(@Root() { id }: Partnership, @Ctx() { loaders }: PartnershipRequest): Promise<AgreementVersion | null> {
    const [newest] = await versionsOf(loaders, id);
    return newest && newest.heldSince === null ? newest : null;
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description:
      'The day on which the agreed rhythm had been missed twice without a contact in the log; null while it has not been.',
  })
  async silentSince(@Root() partnership: Partnership, @Ctx() { loaders, clock }: PartnershipRequest): Promise<string | null> {
    const { id, state, startedDay, stateChangedAt, meetingRhythm } = partnership;
    if (state !== PartnershipState.ACTIVE || meetingRhythm === null) return null;
    const last = (await lastContactOf(loaders).load(id))?.date ?? '';
    const since = [startedDay ?? '', stateChangedAt ? dayOf(stateChangedAt) : '', last].sort().at(-1);
    const silent = since ? silentFrom(since, meetingRhythm) : null;
    return silent !== null && silent <= dayOf(clock()) ? silent : null;
  }

  @FieldResolver(() => [PartnerContact], {
    description:
      'The person to write to at each partner, while the two are sisters. A partner without a contact is left out; empty in other states.',
  })
  async contacts(
    @Root() { state, partnerIds }: Partnership,
    @Ctx() { loaders, database, app: { contactKeys } }: PartnershipRequest,
  ): Promise<PartnerContact[]> {
    if (!(sisterStates as readonly PartnershipState[]).includes(state)) return [];
    const libraries = await loaders.all(Library, partnerIds);
    const people = await Promise.all(partnerIds.map((id) => contactOfLibrary(database, contactKeys, id)));
    return libraries.flatMap((library, i) => (people[i] ? { library, person: people[i] } : []));
  }

  @FieldResolver(() => [Library], { description: 'The partners who allow stories that name them.' })
  storyConsents(@Root() { storyConsents }: Partnership, @Ctx() { loaders }: PartnershipRequest): Promise<Library[]> {
    return loaders.all(Library, storyConsents);
  }

  @FieldResolver(() => [AgreementVersion], { description: 'All versions of the agreement, the newest first; at most 100.' })
  agreements(@Root() { id }: Partnership, @Ctx() { loaders }: PartnershipRequest): Promise<AgreementVersion[]> {
    return versionsOf(loaders, id);
  }
}

@Resolver(() => AgreementVersion)
export class AgreementVersionResolver {
  @FieldResolver(() => Library, { description: 'The partner who proposed it.' })
  proposedBy(@Root() { proposedBy }: AgreementVersion, @Ctx() { loaders }: PartnershipRequest): Promise<Library | null> {
    return loaders.one(Library).load(proposedBy);
  }

  @FieldResolver(() => String, {
    description:
      'The address at which anyone who has it can open and print the version for fifteen minutes. Ask for a new one each time.',
  })
  printUrl(@Root() agreement: AgreementVersion, @Ctx() request: PartnershipRequest): string {
    return printUrl(agreement, request);
  }

  @FieldResolver(() => [Library], {
    description: 'The partners who have agreed to it, the one who proposed it first. It applies once both have agreed.',
  })
  agreedBy(@Root() { agreedBy }: AgreementVersion, @Ctx() { loaders }: PartnershipRequest): Promise<Library[]> {
    return loaders.all(Library, agreedBy);
  }
}

@ArgsType()
class OwnPartnershipsArgs extends PageArgs {
  @Field(() => ID, { description: 'The id of the library. The account must speak for it or belong to the committee.' })
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
    @Arg('state', () => PartnershipState, { nullable: true, description: 'Only partnerships in this state; all without it.' })
    state: PartnershipState | null,
    @Ctx() { database, identity }: Request,
  ) {
    requireStaffOrCommittee(identity, libraryId);
    const list: List<Partnership> = {
      entity: Partnership,
      where: '$1 IN (library_a, library_b) AND merged_into IS NULL AND ($2::text IS NULL OR state = $2)',
      parameters: [libraryId, state ?? null],
      order: ['listed_on', 'id'],
      descending: true,
    };
    return PartnershipConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }
}

/** What the fields of one event read from. Not named Event: decorators would take it for the DOM class of that name. */
interface Told extends News {
  readonly libraryId: string;
}

/** What is announced when a partnership changes. */
interface PartnershipChange extends Announcement {
  readonly libraryIds: readonly string[];
}

const isPartnershipChange = (change: Announcement): change is PartnershipChange => change.kind === 'partnership';

@ObjectType({ description: 'The partnerships of a library at one moment, for its staff and the committee.' })
class PartnershipNews {
  @Field(() => ID, { description: 'The library.' })
  libraryId!: string;
}

@Resolver(() => PartnershipNews)
export class PartnershipUpdatedResolver {
  @Audience(Role.STAFF, Role.COMMITTEE)
  @Subscription(() => PartnershipNews, {
    description:
      'Sends the partnerships of a library at once, then again after each change, for its staff and the committee. A slow reader ' +
      'skips to the newest state, with everything that changed since. Errors: UNAUTHENTICATED, FORBIDDEN.',
    subscribe: async ({ args, context }: { args: { libraryId?: string }; context: PartnershipRequest }) => {
      const libraryId = String(args.libraryId);
      await validateArgument(libraryId);
      const { identity, app, merged } = context;
      requireStaffOrCommittee(identity, libraryId);
      return app.feed.watch(
        `partnerships of ${libraryId}`,
        (change) => isPartnershipChange(change) && change.libraryIds.includes(merged.standing(libraryId)),
      );
    },
  })
  partnershipUpdated(
    @Root() { ids }: News,
    @Arg('libraryId', () => ID, {
      description: 'The id of the library. The account must speak for it or belong to the committee.',
    })
    libraryId: string,
  ): PartnershipNews & Told {
    return { libraryId, ids };
  }

  @FieldResolver(() => Library, { nullable: true, description: 'The library; null when no library has the id.' })
  library(@Root() { libraryId }: Told, @Ctx() { loaders }: PartnershipRequest): Promise<Library | null> {
    return loaders.one(Library).load(libraryId);
  }

  @FieldResolver(() => [Partnership], {
    description: 'Its proposed, active and paused partnerships, the latest begun or proposed first; at most 100.',
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
    description: 'Partnerships that changed since the last event, in any state; empty in the first event and after a gap.',
  })
  changed(@Root() { ids }: Told, @Ctx() { loaders }: PartnershipRequest): Promise<Partnership[]> {
    return loaders.all(Partnership, [...(ids ?? [])]);
  }
}
