// What remains of a signature that was withdrawn? Its two moments, so that past counts stay what they were, and no trace of the person.
import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
@Index(['petitionId', 'withdrawnAt'])
export class Withdrawal {
  @PrimaryColumn('text')
  petitionId!: string;

  /** A number of its own, not that of the signature. */
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  signedAt!: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  withdrawnAt!: Date;
}
