// Who has asked to sign, and has not confirmed it by mail yet?
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { dayMs } from '#kit/words/clock';

/** Counts nowhere. Becomes a signature of the same id, through the same statement as every other, or is forgotten after a week. */
@Entity()
@Index(['requestedAt'])
export class PendingSignature {
  @PrimaryColumn('text')
  petitionId!: string;

  /** As in the signature. */
  @PrimaryColumn('bytea')
  emailHash!: Buffer;

  @Column('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  country!: string;

  @Column('text', { nullable: true })
  region!: string | null;

  @Column('boolean')
  consentToShowName!: boolean;

  @Column('boolean')
  updatesConsent!: boolean;

  @Column('integer')
  consentVersion!: number;

  @Column('bytea', { nullable: true })
  address!: Buffer | null;

  @Column('text', { nullable: true })
  clientMutationId!: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  requestedAt!: Date;
}

/** For how long a signature waits for its confirmation, and the links in its mail are good. */
export const patienceDays = 7;

/** When that ends. */
export const forgottenAt = (requestedAt: Date): Date => new Date(requestedAt.getTime() + patienceDays * dayMs);
