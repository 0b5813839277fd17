// Which libraries endorse a petition, how they do it, and which petitions a library or two sisters endorse.
import { Arg, Args, Ctx, Directive, Field, FieldResolver, ID, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { Column, Entity, type EntityManager, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { change } from '#kit/data/change';
import { columnsOf, groupBy, hydrate, readPrepared } from '#kit/data/database';
import { connectionOf, FirstArgs } from '#kit/data/page';
import type { Loaders, Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { Role, requireStaffOf } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { DateScalar } from '#kit/words/validation';
import { everMerged, idsOf, standingId } from './mergedLibraries';
import { Petition } from './petition';
import { PetitionState, Step, stateAfter } from './states';

/** A library, described by the partnership subgraph; this one adds the petitions that it endorses. */
@Directive('@key(fields: "id")')
@ObjectType()
export class Library {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'The public support of a library for a petition.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
@Index(['libraryId'])
export class Endorsement {
  @PrimaryColumn('text')
  petitionId!: string;

  @PrimaryColumn('text')
  libraryId!: string;

  @Field(() => DateScalar, { description: 'The day since when the library endorses it.' })
  @Column('date')
  endorsedOn!: string;

  @Field({ description: 'True for an endorsement invented for demonstration.' })
  @Column('boolean')
  demo!: boolean;
}

/**
 * SQL that leaves out what a library endorses again under the id of a record that was merged into it: each counts once, from the first day.
 * Most libraries were never merged, and are not looked up one by one.
 */
export const countsOnce = `(endorsement.library_id NOT IN ${everMerged} OR NOT EXISTS (
  SELECT FROM ${idsOf(`ARRAY[${standingId('endorsement.library_id')}]`)} AS same
  JOIN endorsement AS other ON other.petition_id = endorsement.petition_id AND other.library_id = same.id
  WHERE (other.endorsed_on, other.library_id) < (endorsement.endorsed_on, endorsement.library_id)))`;

@Resolver(() => Endorsement)
export class EndorsementResolver {
  @FieldResolver(() => Library, {
    nullable: true,
    description: 'The library; null while the partnership subgraph is unavailable, or when the library no longer exists.',
  })
  library(@Root() { libraryId }: Endorsement, @Ctx() { merged }: Request): Library {
    return { id: merged.standing(libraryId) };
  }
}

/** A page of endorsements, the first of them first. */
export const EndorsementConnection = connectionOf(Endorsement, 'Endorsement', 'endorsements, the oldest first');

/** A partnership, described by the partnership subgraph; this one adds the petitions that both partners endorse. */
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
      'The petitions that this library endorses, the latest endorsement first; null while the advocacy subgraph is unavailable.',
  })
  endorsedPetitions(@Root() { id }: Library, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders, merged }: Request) {
    return endorsedBy(loaders, first).load([merged.standing(id)]);
  }
}

const staffErrors = 'For staff of that library. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND';

@Resolver()
export class EndorsingResolver {
  @Audience(Role.STAFF)
  @Mutation(() => Petition, {
    description: `Lets a library endorse an open petition; endorsing again changes nothing. ${staffErrors}, WRONG_STATE.`,
  })
  endorsePetition(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Arg('libraryId', () => ID, { description: 'The library.' }) libraryId: string,
    @Ctx() request: Request,
  ): Promise<Petition> {
    return changeEndorsement(Step.ENDORSE, petitionId, libraryId, request, async (manager) => {
      if ((await endorsementsOf(manager, petitionId, libraryId)).length > 0) return false;
      const row = { petitionId, libraryId, endorsedOn: dayOf(request.clock()), demo: false };
      const insert = manager.createQueryBuilder().insert().into(Endorsement).values(row).orIgnore();
      return (await insert.returning('library_id').execute()).raw.length > 0;
    });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Petition, { description: `Withdraws an endorsement, at any time. ${staffErrors}.` })
  withdrawEndorsement(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Arg('libraryId', () => ID, { description: 'The library.' }) libraryId: string,
    @Ctx() request: Request,
  ): Promise<Petition> {
    return changeEndorsement('withdrawEndorsement', petitionId, libraryId, request, async (manager) => {
      const given = await endorsementsOf(manager, petitionId, libraryId);
      await manager.remove(given);
      return given.length > 0;
    });
  }
}

/** What a library endorses under its own id, and under those that were merged into it. */
const endorsementsOf = (manager: EntityManager, petitionId: string, libraryId: string): Promise<Endorsement[]> =>
  manager
    .createQueryBuilder(Endorsement, 'endorsement')
    .where('endorsement.petitionId = :petitionId', { petitionId })
    .andWhere(`endorsement.libraryId IN (SELECT id FROM ${idsOf('ARRAY[:libraryId]::text[]')} AS same)`, { libraryId })
    .getMany();

/** `write` is true when it changed something. @throws Unauthenticated, NotYourLibrary, NotFound, WrongState */
async function changeEndorsement(
  action: Step.ENDORSE | 'withdrawEndorsement',
  petitionId: string,
  libraryId: string,
  request: Request,
  write: (manager: EntityManager) => Promise<boolean>,
): Promise<Petition> {
  requireStaffOf(request.identity, libraryId);
  return change(request, action, async (writing) => {
    const { manager } = writing;
    const petition = await manager.findOneBy(Petition, { id: petitionId });
    // Only its organizer sees a draft.
    if (!petition || petition.state === PetitionState.DRAFT) throw new NotFound('petition', petitionId);
    if (action === Step.ENDORSE) stateAfter(action, petition);
    if (!(await write(manager))) return petition;
    await writing.record(petitionId, null, { libraryId });
    return petition;
  });
}

@Resolver(() => Partnership)
export class EndorsingPartnershipResolver {
  @Directive('@requires(fields: "partners { id }")')
  @FieldResolver(() => [Petition], {
    nullable: true,
    description:
      'The petitions that both partners endorse, the latest endorsement first; null while the advocacy subgraph is unavailable.',
  })
  sharedPetitions(
    @Root() { partners }: Partnership,
    @Args(() => FirstArgs) { first }: FirstArgs,
    @Ctx() { loaders, merged }: Request,
  ) {
    return endorsedBy(loaders, first).load(partners.map(({ id }) => merged.standing(id)).sort());
  }
}

/** The petitions that all libraries of a group endorse; one statement for all groups of a request. */
function endorsedBy(loaders: Loaders, first: number) {
  return loaders.edge(
    `endorsedBy ${first}`,
    async (groups: readonly (readonly string[])[]) => {
      const keys = groups.map((group) => JSON.stringify(group));
      const rows = await readPrepared(
        loaders.database,
        `SELECT asked.key, ${columnsOf(loaders.database, Petition, 'found')} FROM unnest($1::text[]) AS asked(key)
         CROSS JOIN LATERAL (SELECT array(SELECT jsonb_array_elements_text(asked.key::jsonb)) AS ids) AS libraries
         CROSS JOIN LATERAL (
           SELECT petition.*, max(endorsed_on) AS since FROM (
             SELECT petition_id, min(endorsed_on) AS endorsed_on FROM endorsement
             WHERE library_id IN (SELECT id FROM ${idsOf('libraries.ids')} AS same) GROUP BY petition_id, ${standingId('library_id')}) AS each
           JOIN petition ON petition.id = petition_id
           WHERE state <> 'DRAFT' GROUP BY petition.id HAVING count(*) = cardinality(libraries.ids)
           ORDER BY since DESC, petition.id LIMIT $2) AS found`,
        [keys, first],
      );
      return groupBy(
        keys,
        rows,
        (row) => String(row.key),
        (group) => hydrate(loaders.database, Petition, group),
      );
    },
    (group) => JSON.stringify(group),
  );
}
