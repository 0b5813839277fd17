// Which partnerships and proposals does a library have, also those that others do not see?
import { MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role, requireStaffOrCommittee } from '#kit/words/identity';
import { Partnership, PartnershipConnection } from './partnership';
import { PartnershipState } from './partnershipStates';

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
