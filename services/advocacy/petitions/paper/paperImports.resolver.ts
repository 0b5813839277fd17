// Which files of signatures on paper were imported, and how one of them, or a sheet of it, is taken back.
import { IsOptional, IsUUID, MaxLength } from 'class-validator';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { change } from '#kit/data/change';
import { groupBy, hydrate } from '#kit/data/database';
import { FirstArgs } from '#kit/data/page';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound } from '#kit/words/problem';
import { SomeLines } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { NotYourPetition } from '../organizing/takeStep';
import { Petition } from '../petition';
import { Step, stateAfter } from '../states';
import { oneSpelling } from './paperRow';
import { PaperImport, PaperSheet } from './paperSignature';
import { takeBackPaper } from './paperSql';

const mostImports = 200;

@InputType({ description: 'An import of signatures on paper to take back.' })
class UndoPaperImportInput {
  @Field(() => ID, { description: 'The import; see paperImports.' })
  @IsUUID()
  id!: string;

  @Field(() => String, { nullable: true, description: 'One sheet of it; without it, the whole import.' })
  @IsOptional()
  @MaxLength(200)
  sheet?: string | null;

  @Field({ description: 'Why, for the audit log. It must not name anybody who signed.' })
  @SomeLines()
  reason!: string;
}

@ObjectType({ description: 'What became of the rows of an import that was undone.' })
class UndoPaperImportPayload {
  @Field(() => Int, { description: 'Rows that left the counts, because this import had added them.' })
  removed!: number;

  @Field(() => Int, { description: 'Rows that are again what they were before this import corrected them.' })
  restored!: number;

  @Field(() => PaperImport, { description: 'The import.' })
  import!: PaperImport;

  @Field(() => Petition, { description: 'The petition, with its counts after that.' })
  petition!: Petition;
}

@Resolver(() => PaperImport)
export class PaperImportsResolver {
  @Audience(Role.ORGANIZER)
  @Query(() => [PaperImport], {
    nullable: true,
    description:
      `The files of signatures on paper that were imported for a petition, the latest first; at most ${mostImports}. For its organizer. ` +
      'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  async paperImports(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Ctx() { database, identity }: PetitionRequest,
  ): Promise<PaperImport[]> {
    const petition = await database.getRepository(Petition).findOneBy({ id: petitionId });
    if (!petition) throw new NotFound('petition', petitionId);
    if (petition.ownerSubject !== identity.subject) throw new NotYourPetition(petitionId);
    return database
      .getRepository(PaperImport)
      .find({ where: { petitionId }, order: { startedAt: 'DESC', id: 'DESC' }, take: mostImports });
  }

  @FieldResolver(() => [PaperSheet], {
    description: 'The sheets on which rows stand as this import wrote them, by name; none after it was undone.',
  })
  sheets(@Root() { id }: PaperImport, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return loaders
      .edge<string, PaperSheet[]>(`sheets of imports ${first}`, async (ids) => {
        const rows: (PaperSheet & { id: string })[] = await loaders.database.query(
          `SELECT asked.id, sheets.* FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (
             SELECT sheet, sum(people)::int AS people FROM paper_signature WHERE import_id = asked.id GROUP BY 1 ORDER BY 1 LIMIT $2) AS sheets`,
          [ids, first],
        );
        return groupBy(
          ids,
          rows,
          (row) => row.id,
          (group) => group,
        );
      })
      .load(id);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => UndoPaperImportPayload, {
    description:
      'Takes back an import of signatures on paper, or one sheet of it. Rows that it added leave the counts; those that it corrected are ' +
      'what they were before; those that a later import corrected belong to that one and stay. Signatures given online are never ' +
      'touched. The file can be imported again. For the organizer of the petition. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ' +
      'WRONG_STATE, BAD_USER_INPUT.',
  })
  async undoPaperImport(
    @Arg('input', () => UndoPaperImportInput, { description: 'What is taken back.' })
    { id, sheet: named = null, reason }: UndoPaperImportInput,
    @Ctx() request: PetitionRequest,
  ): Promise<UndoPaperImportPayload> {
    const sheet = named === null ? null : oneSpelling(named);
    const undone = await change(request, 'undoPaperImport', async (writing) => {
      const { manager } = writing;
      const found = await manager.findOneBy(PaperImport, { id });
      if (!found) throw new NotFound('import of paper signatures', id);
      const locked = await writing.lock(Petition, 'petition', found.petitionId);
      if (locked.ownerSubject !== writing.subject) throw new NotYourPetition(locked.id);
      stateAfter(Step.IMPORT_PAPER, locked);
      const [{ removed, restored, petitions }] = await manager.query(takeBackPaper, [locked.id, writing.now, id, sheet]);
      if (removed + restored === 0)
        throw new BadInput(
          sheet === null ? 'id' : 'sheet',
          `Nothing stands as this import wrote it${sheet === null ? '' : ` on sheet ${JSON.stringify(sheet)}`}: it was undone, or corrected by later imports. See paperImports.`,
        );
      if (sheet === null) {
        found.undoneAt = writing.now;
        await manager.update(PaperImport, { id }, { undoneAt: writing.now });
      }
      await writing.record(locked.id, { importId: id }, { sheet, reason, removed, restored });
      const [petition] = hydrate(request.database, Petition, petitions);
      return { removed, restored, import: found, petition: petition as Petition };
    });
    request.app.feed.publish([undone.petition]);
    return undone;
  }
}
