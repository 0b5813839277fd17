// What is kept of a signature on paper? The place of its line, so that it is counted once; the sheets keep the names.
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Petition } from '../petition';

@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
export class PaperSignature {
  @PrimaryColumn('text')
  petitionId!: string;

  /** What is written on the sheet to tell it from others. */
  @PrimaryColumn('text')
  sheet!: string;

  /** Its line on the sheet, from 1. */
  @PrimaryColumn('integer')
  line!: number;

  @Column('text')
  country!: string;

  @Column('text', { nullable: true })
  region!: string | null;

  @Column('date', { nullable: true })
  signedOn!: string | null;
}
