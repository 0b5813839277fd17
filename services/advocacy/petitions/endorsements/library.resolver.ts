// Which petitions does a library endorse, and which do two sisters endorse together?

import { Arg, Args, Ctx, Directive, Field, FieldResolver, ID, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { hydrate } from '#kit/data/database';
import { groupBy } from '#kit/data/groups';
import type { Loaders } from '#kit/data/loaders';
import { FirstArgs } from '#kit/data/page';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { Library } from './endorsement';
import { endorsePetition, withdrawEndorsement } from './endorsePetition';

/** The partnership of the partnership subgraph, which describes it; here with the petitions both partners endorse. */
@Directive('@key(fields: "id")')
@ObjectType()
export class Partnership {
  @Field(() => ID)
  id!: string;

  @Directive('@external')
  @Field(() => [Library])
  partners!: Library[];
}

@Resolver(() => Library)
export class EndorsingLibraryResolver {
  @FieldResolver(() => [Petition], {
    nullable: true,
    description:
      'The petitions this library endorses, the latest endorsed first; null while the advocacy subgraph can not be reached.',
  })
  endorsedPetitions(@Root() { id }: Library, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return endorsedBy(loaders, first).load([id]);
  }
}

const staffErrors = 'For staff of that library. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND';

@Resolver()
export class EndorsingResolver {
  @Audience(Role.STAFF)
  @Mutation(() => Petition, {
    description: `Lets a library stand behind an open petition; repeating it changes nothing. ${staffErrors}, WRONG_STATE.`,
  })
  endorsePetition(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Arg('libraryId', () => ID, { description: 'The library.' }) libraryId: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return endorsePetition(petitionId, libraryId, request);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Petition, { description: `Takes an endorsement back, at any time. ${staffErrors}.` })
  withdrawEndorsement(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Arg('libraryId', () => ID, { description: 'The library.' }) libraryId: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return withdrawEndorsement(petitionId, libraryId, request);
  }
}

@Resolver(() => Partnership)
export class EndorsingPartnershipResolver {
  @Directive('@requires(fields: "partners { id }")')
  @FieldResolver(() => [Petition], {
    nullable: true,
    description:
      'The petitions that both partners endorse, the latest endorsed first; null while the advocacy subgraph can not be reached.',
  })
  sharedPetitions(
    @Root() { partners }: Partnership,
    @Args(() => FirstArgs) { first }: FirstArgs,
    @Ctx() { loaders }: PetitionRequest,
  ) {
    return endorsedBy(loaders, first).load(partners.map(({ id }) => id).sort());
  }
}

/** The petitions that all libraries of a group endorse; one statement for all groups of a request. */
function endorsedBy(loaders: Loaders, first: number) {
  return loaders.edge(
    `endorsedBy ${first}`,
    async (groups: readonly (readonly string[])[]) => {
      const keys = groups.map((group) => JSON.stringify(group));
      const rows = await loaders.database.query(
        `SELECT asked.key, found.* FROM unnest($1::text[]) AS asked(key)
         CROSS JOIN LATERAL (SELECT array(SELECT jsonb_array_elements_text(asked.key::jsonb)) AS ids) AS libraries
         CROSS JOIN LATERAL (
           SELECT petition.*, max(endorsed_on) AS since FROM endorsement JOIN petition ON petition.id = petition_id
           WHERE library_id = ANY(libraries.ids) AND state <> 'DRAFT'
           GROUP BY petition.id HAVING count(*) = cardinality(libraries.ids)
           ORDER BY since DESC, petition.id LIMIT $2) AS found`,
        [keys, first],
      );
      return groupBy(
        keys,
        rows as Record<string, unknown>[],
        (row) => String(row.key),
        (group) => hydrate(loaders.database, Petition, group),
      );
    },
    (group) => JSON.stringify(group),
  );
}
