// What is kept of a person who signs: never the e-mail address in clear, only its keyed hash.

import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { dayMs } from '#kit/words/clock';
import { CountryCode } from '#kit/words/validation';

/** Without a foreign key to the petition, because only a statement that has locked the petition's row adds rows. */
@ObjectType({ description: 'A signature, as the person who gave it sees it. E-mail addresses are never shown.' })
@Entity()
@Index('signature_signed_at', { synchronize: false })
@Index('signature_shown', { synchronize: false })
@Index('signature_struck', { synchronize: false })
export class Signature {
  @PrimaryColumn('text')
  petitionId!: string;

  /** HMAC-SHA-256 of the canonical e-mail address under the signature key. */
  @PrimaryColumn('bytea')
  emailHash!: Buffer;

  @Field(() => ID, { description: 'A UUID (version 7).' })
  @Column('uuid')
  id!: string;

  @Field({ description: 'The name as it was entered.' })
  @Column('text')
  name!: string;

  @Field(() => CountryCode, { description: 'The country of the person who signed.' })
  @Column('text')
  country!: string;

  @Field(() => String, { nullable: true, description: 'The ISO 3166-2 subdivision, such as US-NE; null when not given.' })
  @Column('text', { nullable: true })
  region!: string | null;

  @Field({ description: 'Whether the name may be shown publicly.' })
  @Column('boolean')
  consentToShowName!: boolean;

  @Field({ description: 'Whether the person wants news of the petition.' })
  @Column('boolean')
  updatesConsent!: boolean;

  @Field(() => Int, { description: 'The version of the words that the person agreed to; see consentTexts.' })
  @Column('integer', { default: 1 })
  consentVersion!: number;

  /** The sealed address; kept only for people who want news. */
  @Column('bytea', { nullable: true })
  address!: Buffer | null;

  @Column('text', { nullable: true })
  clientMutationId!: string | null;

  /** Keyed hash of the domain of the address; null for signatures of earlier releases. */
  @Column('bytea', { nullable: true })
  domainHash!: Buffer | null;

  /** The strike by which it does not count; null when it counts. */
  @Column('uuid', { nullable: true })
  strikeId!: string | null;

  /** Of the mails about it, as it was asked for by its tag. */
  @Column('text', { default: 'en' })
  language!: string;

  /** When the address was last mailed its links, whoever asked for them. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  linksMailedAt!: Date | null;

  @Field({ description: 'When it was given. For a petition that asks for confirmation, when it was confirmed.' })
  @Column({ type: 'timestamptz', precision: 3 })
  signedAt!: Date;
}

/** A signature that awaits confirmation and counts nowhere. It becomes a signature with the same id, or is deleted after a week. */
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

  /** The sealed address; kept for news, and for the reminder where the petition sends them. */
  @Column('bytea', { nullable: true })
  address!: Buffer | null;

  @Column('text', { nullable: true })
  clientMutationId!: string | null;

  /** As in the signature. */
  @Column('bytea', { nullable: true })
  domainHash!: Buffer | null;

  /** As in the signature. */
  @Column('text', { default: 'en' })
  language!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  requestedAt!: Date;

  /** When the one reminder was queued; null until then. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  remindedAt!: Date | null;
}

/** How long a signature waits for its confirmation, and how long the links in its mail work. */
export const patienceDays = 7;

/** When that time ends. */
export const forgottenAt = (requestedAt: Date): Date => new Date(requestedAt.getTime() + patienceDays * dayMs);

/** What remains of a withdrawn signature: its two moments, so that past counts stay as they were. Nothing about the person remains. */
@Entity()
@Index(['petitionId', 'withdrawnAt'])
export class Withdrawal {
  @PrimaryColumn('text')
  petitionId!: string;

  /** An id of its own, not the signature's. */
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  signedAt!: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  withdrawnAt!: Date;
}

@ObjectType({ description: 'How many signatures come from one area. The areas of a petition add up to its signatureCount.' })
@Entity()
@Check('area_count_positive', 'count >= 0')
export class AreaCount {
  @PrimaryColumn('text')
  petitionId!: string;

  @Field(() => CountryCode, { description: 'The country.' })
  @PrimaryColumn('text')
  country!: string;

  /** Empty when no region was given, because a key cannot hold null. */
  @PrimaryColumn('text', { name: 'region' })
  regionOrNone!: string;

  @Field(() => Int, { description: 'How many signatures.' })
  @Column('integer')
  count!: number;

  /** How many of them may be shown by name. With `notShown` it is `count`, or else neither is known. */
  @Column('integer', { nullable: true })
  shown!: number | null;

  @Column('integer', { nullable: true })
  notShown!: number | null;

  @Field(() => String, { nullable: true, description: 'The ISO 3166-2 subdivision; null for signatures without one.' })
  get region(): string | null {
    return this.regionOrNone || null;
  }
}

@ObjectType({
  description: 'How many signatures one hour added and removed. Over all hours, count minus withdrawn is the signatureCount.',
})
@Entity()
@Index('hour_count_by_hour', ['hour'])
@Check('hour_count_positive', 'count >= 0')
@Check('hour_count_withdrawn', 'withdrawn >= 0')
export class HourCount {
  @PrimaryColumn('text')
  petitionId!: string;

  @Field({ description: 'The beginning of the hour (UTC).' })
  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  hour!: Date;

  @Field(() => Int, { description: 'How many signatures that hour added, also such as were put back in it.' })
  @Column('integer')
  count!: number;

  @Field(() => Int, { description: 'How many signatures were withdrawn or struck out in that hour, whenever they were given.' })
  @Column('integer', { default: 0 })
  withdrawn!: number;
}
