// What is kept of signatures on paper: the place of each line, the imports that brought them, and their counts part by part.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { CountryCode, DateScalar } from '#kit/words/validation';
import { Petition } from '../petition';

/**
 * A line of a sheet, so that it is counted once. The sheets keep the names. Without a foreign key to the petition, because only a
 * transaction that has locked the petition's row adds rows.
 */
@Entity()
@Index('paper_signature_by_mark', ['petitionId', 'mark'], { unique: true, where: 'mark IS NOT NULL' })
@Index('paper_signature_by_address', ['petitionId', 'emailHash'], { where: 'email_hash IS NOT NULL' })
@Index('paper_signature_by_import', { synchronize: false })
@Check('paper_signature_people', 'people > 0')
export class PaperSignature {
  @PrimaryColumn('text')
  petitionId!: string;

  /** What tells the sheet from others, in the one spelling under which it is compared. */
  @PrimaryColumn('text')
  sheet!: string;

  /** Its line on the sheet, from 1; 0 for the total of a place without a list. */
  @PrimaryColumn('integer')
  line!: number;

  /** Empty when not given, for totals only. */
  @Column('text')
  country!: string;

  @Column('text', { nullable: true })
  region!: string | null;

  @Column('date', { nullable: true })
  signedOn!: string | null;

  /** How many people it stands for: 1, or the total of a place. */
  @Column('integer', { default: 1 })
  people!: number;

  /** The import that wrote it last; null for what was imported before imports were kept. */
  @Column('uuid', { nullable: true })
  importId!: string | null;

  /** 32 bits of a keyed hash (SipHash) of the name: enough to notice another name, too few to find out whose it is. */
  @Column('integer', { nullable: true })
  person!: number | null;

  /** The keyed hash by which a row without sheet and line is known again. */
  @Column('bytea', { nullable: true })
  mark!: Buffer | null;

  /** As in `Signature`; null when the file gives no address, or it was erased. */
  @Column('bytea', { nullable: true })
  emailHash!: Buffer | null;

  /** Whether the address has a counted signature online. Then this row does not count. */
  @Column('boolean', { default: false })
  alsoOnline!: boolean;
}

/** What a later import replaced, so that undoing that import brings it back. */
@Entity()
@Index('paper_earlier_by_line', ['petitionId', 'sheet', 'line'])
export class PaperEarlier {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  position!: string;

  @Column('text')
  petitionId!: string;

  @Column('text')
  sheet!: string;

  @Column('integer')
  line!: number;

  @Column('text')
  country!: string;

  @Column('text', { nullable: true })
  region!: string | null;

  @Column('date', { nullable: true })
  signedOn!: string | null;

  @Column('integer')
  people!: number;

  @Column('uuid', { nullable: true })
  importId!: string | null;

  @Column('integer', { nullable: true })
  person!: number | null;

  @Column('bytea', { nullable: true })
  emailHash!: Buffer | null;
}

/** How many people signed on one sheet, from one area, on one day. Empty and -infinity stand for what is not known. */
@Entity()
export class PaperPart {
  @PrimaryColumn('text')
  petitionId!: string;

  @PrimaryColumn('text')
  sheet!: string;

  @PrimaryColumn('text')
  country!: string;

  @PrimaryColumn('text')
  region!: string;

  @PrimaryColumn('date')
  day!: string;

  @Column('integer')
  people!: number;
}

@ObjectType({ description: 'A file of signatures on paper that was imported.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'], { name: 'FK_paper_import_petition' })
@Index('paper_import_by_petition', ['petitionId', 'startedAt'])
export class PaperImport {
  @Field(() => ID, { description: 'A UUID; undoPaperImport takes it.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  petitionId!: string;

  @Field({ name: 'importedBy', description: 'The account that sent it, or the name of the command.' })
  @Column('text')
  subject!: string;

  @Field({ description: 'When its first rows were committed.' })
  @Column({ type: 'timestamptz', precision: 3 })
  startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When its last row was committed; null while it runs, or if it broke off.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The SHA-256 of the whole file, in hexadecimal digits; null while it runs, or if it broke off.',
  })
  @Column('text', { nullable: true })
  fileHash!: string | null;

  @Field({ description: 'The encoding that the file was read in, such as utf-8 or windows-1252.' })
  @Column('text')
  encoding!: string;

  @Field(() => Int, { description: 'How many rows were read. It is the sum of the next four.' })
  @Column('integer')
  rows!: number;

  @Field(() => Int, { description: 'Rows that were new.' })
  @Column('integer')
  added!: number;

  @Field(() => Int, { description: 'Rows that corrected an earlier import.' })
  @Column('integer')
  changed!: number;

  @Field(() => Int, { description: 'Rows that were counted already.' })
  @Column('integer')
  unchanged!: number;

  @Field(() => Int, { description: 'Rows that were refused.' })
  @Column('integer')
  refused!: number;

  @Field(() => Date, { nullable: true, description: 'When the whole import was undone; null while it stands.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  undoneAt!: Date | null;
}

@ObjectType({ description: 'A sheet of an import.' })
export class PaperSheet {
  @Field({ description: 'What tells it from others, in the one spelling under which sheets are compared.' })
  sheet!: string;

  @Field(() => Int, { description: 'How many people its rows stand for that this import wrote, counted online too or not.' })
  people!: number;
}

@ObjectType({ description: 'How many signatures on paper come from one area. Together the areas are the paperCount.' })
export class PaperAreaCount {
  @Field(() => CountryCode, { nullable: true, description: 'The country; null for totals that name none.' })
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'The ISO 3166-2 subdivision; null when not given.' })
  region!: string | null;

  @Field(() => Int, { description: 'How many signatures.' })
  count!: number;
}

@ObjectType({ description: 'How many signatures on paper were given on one day. Together the days are the paperCount.' })
export class PaperDayCount {
  @Field(() => DateScalar, { nullable: true, description: 'The day; null for signatures without one.' })
  day!: string | null;

  @Field(() => Int, { description: 'How many signatures.' })
  count!: number;
}
