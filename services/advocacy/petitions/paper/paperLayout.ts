// How the columns of an organizer's files were read, so that the next file with the same header needs no words about them.
import { createHash } from 'node:crypto';
import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { Column, type DataSource, Entity, type EntityManager, ForeignKey, In, PrimaryColumn } from 'typeorm';
import { change } from '#kit/data/change';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { CountryCode } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { NotYourPetition } from '../organizing/takeStep';
import { Petition } from '../petition';
import { type ColumnName, columnNames, type Mapped, plain } from './columns';
import { PaperColumn } from './paperReport';
import type { DateOrder } from './paperRow';

/** So many are remembered for a petition; the one that was used longest ago makes room. */
const mostLayouts = 50;

@ObjectType({ description: 'How the columns of files with one header are read for a petition, as its organizer said once.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'], { name: 'FK_paper_layout_petition' })
export class PaperLayout {
  @PrimaryColumn('text')
  petitionId!: string;

  @Field(() => ID, { description: 'Stands for the header, by a hash; no words of a file are kept.' })
  @PrimaryColumn('text')
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The program that writes such files, such as Change.org; null when not known.',
  })
  @Column('text', { nullable: true })
  program!: string | null;

  @Field({
    description:
      'Whether a row of such files names the columns; otherwise it stands for all files of so many columns without one.',
  })
  @Column('boolean')
  hasHeader!: boolean;

  /** From 1; 0 for one that is not read although its header would tell. */
  @Column('jsonb')
  columns!: Readonly<Partial<Record<ColumnName, number>>>;

  @Field(() => String, { nullable: true, description: 'The order of dates: YMD, MDY or DMY; null when none was stated.' })
  @Column('text', { nullable: true })
  dates!: DateOrder | null;

  @Field(() => CountryCode, { nullable: true, description: 'The country of rows that name none; null when none was stated.' })
  @Column('text', { nullable: true })
  country!: string | null;

  @Field({ description: 'When a file was last read so.' })
  @Column({ type: 'timestamptz', precision: 3 })
  rememberedAt!: Date;

  @Field(() => [PaperColumn], { name: 'columns', description: 'The columns that are read.' })
  get columnsRead(): PaperColumn[] {
    return Object.entries(this.columns).flatMap(([name, number]) => (number > 0 ? [{ name, number }] : []));
  }
}

/** What is remembered, by the id of the layout. */
export type PaperLayouts = ReadonlyMap<string, PaperLayout>;

/** The id of a header, in any capitals and accents; of files without one, of the number of their columns. */
export const layoutOf = (cells: readonly string[], hasHeader: boolean): string =>
  createHash('sha256')
    .update(JSON.stringify(hasHeader ? cells.map(plain) : cells.length))
    .digest('base64url');

export async function layoutsFor(petitionId: string, database: DataSource): Promise<PaperLayouts> {
  const found = await database.getRepository(PaperLayout).findBy({ petitionId });
  return new Map(found.map((layout) => [layout.id, layout]));
}

/** Keeps how a file was read, in the place of how such files were read before. */
export async function rememberLayout(
  manager: EntityManager,
  { columns, layout: program }: Mapped,
  unread: readonly ColumnName[],
  layout: Omit<PaperLayout, 'columns' | 'columnsRead' | 'program'>,
): Promise<void> {
  const numbers: Partial<Record<ColumnName, number>> = {};
  for (const name of columnNames) {
    const at = columns[name];
    if (at !== undefined) numbers[name] = at + 1;
    else if (unread.includes(name)) numbers[name] = 0;
  }
  await manager.upsert(PaperLayout, { ...layout, program, columns: numbers } as never, ['petitionId', 'id']);
  const { petitionId } = layout;
  const order = { rememberedAt: 'DESC', id: 'ASC' } as const;
  const old = await manager.find(PaperLayout, { where: { petitionId }, order, skip: mostLayouts, take: mostLayouts });
  if (old.length > 0) await manager.delete(PaperLayout, { petitionId, id: In(old.map(({ id }) => id)) });
}

@Resolver(() => PaperLayout)
export class PaperLayoutsResolver {
  @Audience(Role.ORGANIZER)
  @Query(() => [PaperLayout], {
    nullable: true,
    description:
      `How files of signatures on paper are read for a petition without a word about their columns, the one used last first; at most ${mostLayouts}. ` +
      'An import that says what columns, dates or country mean is remembered when it ends; a preview is not. For its organizer. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  async paperLayouts(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Ctx() { database, identity }: PetitionRequest,
  ): Promise<PaperLayout[]> {
    const petition = await database.getRepository(Petition).findOneBy({ id: petitionId });
    if (!petition) throw new NotFound('petition', petitionId);
    if (petition.ownerSubject !== identity.subject) throw new NotYourPetition(petitionId);
    const order = { rememberedAt: 'DESC', id: 'ASC' } as const;
    return database.getRepository(PaperLayout).find({ where: { petitionId }, order, take: mostLayouts });
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => [PaperLayout], {
    description:
      'Forgets how files of signatures on paper are read for a petition: of one layout, or of all. Imports stay. Answers what is still ' +
      'remembered. For its organizer. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  async forgetPaperLayouts(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Arg('id', () => ID, { nullable: true, description: 'The layout; without it, all of them.' }) id: string | null,
    @Ctx() request: PetitionRequest,
  ): Promise<PaperLayout[]> {
    await change(request, 'forgetPaperLayouts', async (writing) => {
      const petition = await writing.lock(Petition, 'petition', petitionId);
      if (petition.ownerSubject !== writing.subject) throw new NotYourPetition(petitionId);
      const { affected } = await writing.manager.delete(PaperLayout, { petitionId, ...(id && { id }) });
      if (id && affected === 0) throw new NotFound('layout of files', id);
      await writing.record(petitionId, { layouts: affected ?? 0 }, null);
    });
    return this.paperLayouts(petitionId, request);
  }
}
