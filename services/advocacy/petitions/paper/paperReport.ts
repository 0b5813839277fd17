// What an organizer is told of a file of signatures on paper.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { RowFault } from '#kit/data/csv';

@ObjectType({ description: 'Something to know about a row of the file.' })
export class PaperFault {
  @Field(() => Int, { description: 'The line of the file on which the row ends, counted from 1.' })
  row!: number;

  @Field({ description: 'What is the matter, in words. Names and addresses are never repeated.' })
  message!: string;

  /** For pages, which say it in the language of their reader: uploads tell it, the schema does not. */
  reason!: RowFault['reason'];
  values!: RowFault['values'];
}

@ObjectType({ description: 'A column of the file that was read.' })
export class PaperColumn {
  @Field({ description: 'What it was read as, such as name or signed_on.' })
  name!: string;

  @Field(() => Int, { description: 'Which column of the file it is, counted from 1.' })
  number!: number;
}

@ObjectType({ description: 'What became of the rows of a file; rows is the sum of the next four.' })
export class PaperReport {
  @Field(() => Int, { description: 'How many rows the file has, below the one that names the columns. Blank rows do not count.' })
  rows!: number;

  @Field(() => Int, { description: 'Rows that are new.' })
  added!: number;

  @Field(() => Int, { description: 'Rows that were already counted and are now corrected; see changes.' })
  changed!: number;

  @Field(() => Int, { description: 'Rows that were already counted and are the same.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Rows that were not counted; see faults.' })
  refused!: number;

  @Field(() => [PaperFault], {
    description: 'The first thousand rows that were not counted, and why; of a preview, the first hundred.',
  })
  faults!: readonly PaperFault[];

  @Field(() => [PaperFault], {
    description: 'The first thousand rows that correct an earlier import, and in what; of a preview, the first hundred.',
  })
  changes!: readonly PaperFault[];

  @Field({ description: 'Whether nothing was written.' })
  preview!: boolean;

  @Field(() => ID, { nullable: true, description: 'The import, for undoPaperImport; null for a preview.' })
  importId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows whose address has signed online: they are kept and do not count on paper. Null for a preview, which tells nobody.',
  })
  alsoOnline!: number | null;

  @Field({ description: 'The encoding that the file was read in, such as utf-8 or windows-1252.' })
  encoding!: string;

  @Field({ description: 'What separates its columns: a comma, a semicolon, a tab or a bar.' })
  separator!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The program that wrote it, such as Change.org; null when its columns do not tell.',
  })
  layout!: string | null;

  @Field({
    description: 'Whether columns, dates or country were read as an earlier file with the same header was; see paperLayouts.',
  })
  remembered!: boolean;

  @Field(() => [PaperColumn], { description: 'The columns that were read.' })
  columns!: readonly PaperColumn[];

  @Field(() => [Int], {
    description:
      'The columns that nothing was read from, counted from 1. Say what one holds where its header does not tell, such as the day of signing.',
  })
  unread!: readonly number[];
}
