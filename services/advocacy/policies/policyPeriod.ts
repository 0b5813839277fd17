// One version of a policy: the terms of a publisher for some days, and when we believed them.

import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { enumOf, inSmallLetters } from '#kit/words/enums';
import { Confidence, DatePrecision, PreciseDate } from '#kit/words/facts';
import { CountryCode, DateScalar } from '#kit/words/validation';
import { Publisher } from '../publishers/index';
import { Embargo, LicenseLimits, LicenseModel, LicenseTerms, limitsOf, Price } from '../terms/license';

export const MaterialFormat = enumOf('MaterialFormat', 'A kind of digital material that libraries license.', {
  EBOOK: 'A book to read on a screen.',
  AUDIOBOOK: 'A book to listen to, as a download or stream.',
});
export type MaterialFormat = keyof typeof MaterialFormat;

export const PolicyStatus = enumOf(
  'PolicyStatus',
  'Whether a policy was in force.',
  {
    IN_FORCE_PERIOD: 'The standing policy of its scope on the days of its period.',
    TEMPORARY_OPTION: 'Offered for a time beside the standing policy, which went on.',
    PROPOSED_NEVER_IN_FORCE: 'Proposed but never in force; never part of what applied on a day.',
  },
  { IN_FORCE_PERIOD: 'in force', PROPOSED_NEVER_IN_FORCE: 'proposed, never in force' },
);
export type PolicyStatus = keyof typeof PolicyStatus;

export const PolicyRevision = enumOf('PolicyRevision', 'What a version added to the record of a policy.', {
  RECORDED: 'The policy itself.',
  CORRECTED: 'The version before was wrong; see correctionReason.',
  END_RECORDED: 'Its end became known.',
  VERIFIED: 'A source confirmed that it still held; the terms are unchanged.',
});
export type PolicyRevision = keyof typeof PolicyRevision;

export const PolicyReach = enumOf(
  'PolicyReach',
  'Where a policy holds.',
  {
    COUNTRIES: 'In the countries that territories names, as far as is documented. It may hold in others too.',
    WORLD: 'In every country.',
    UNKNOWN: 'Our sources do not say where. It is in the answers for every country, marked by this word.',
  },
  { COUNTRIES: 'in some countries', WORLD: 'worldwide', UNKNOWN: 'not known where' },
);
export type PolicyReach = keyof typeof PolicyReach;

/** The recorded time of a version, which is never changed, only superseded. */
@ObjectType({ description: 'One version of a record.' })
export abstract class RecordedVersion {
  @Field(() => Int, {
    description: 'Which version this is, from 1. Mutations ask for it, so that no editor overwrites the change of another.',
  })
  @PrimaryColumn('integer')
  version!: number;

  @Field(() => PolicyRevision, { description: 'What this version added to the record.' })
  @Column('text')
  revision!: PolicyRevision;

  @Field(() => String, { nullable: true, description: 'Why the version before was wrong; null unless this one is CORRECTED.' })
  @Column('text', { nullable: true })
  correctionReason!: string | null;

  @Field(() => Date, {
    description:
      'Since when this version was believed. For the facts this record began with: when they became public, at midnight UTC of the announcement, else of the first day, else the begin of the record (2011-01-01).',
  })
  @Column({ type: 'timestamptz', precision: 3 })
  recordedAt!: Date;

  @Field(() => Date, {
    description:
      'When it could be read in public: the first day of a source that the version before does not name, as far as such a day is known, else recordedAt.',
  })
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  publishedAt!: Date;

  @Field(() => Date, {
    description:
      'Since when this database holds the version. For one that came with a release before November 2026, when the database was upgraded to keep it.',
  })
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  enteredAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Until when this version was believed; null for the current one.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  supersededAt!: Date | null;
}

/**
 * One version of a policy period. Valid time (effectiveFrom, effectiveTo) says when the terms held, recorded time (recordedAt,
 * supersededAt) when this was believed. A version is never changed, only superseded.
 */
@ObjectType({
  description:
    'Terms of a publisher for some days (valid time), as believed at some time (recorded time). A correction adds a version and keeps the old one. A client that caches objects must identify this one by id and version together.',
})
@Entity()
@Index('policy_period_current', ['id'], { unique: true, where: 'superseded_at IS NULL' })
@Check('policy_period_days', 'effective_from_day < effective_to_day')
@Check('policy_period_times', 'recorded_at < superseded_at')
@Check('policy_period_scope', `cardinality(formats) > 0 AND (reach = 'COUNTRIES') = (cardinality(territories) > 0)`)
@Exclusion(
  'policy_period_overlap',
  `USING gist (publisher_id WITH =, title_scope WITH =, (coalesce(option_key, '')) WITH =, policy_marks(formats) WITH &&,
    policy_marks(territories) WITH &&, daterange(effective_from_day, effective_to_day) WITH &&,
    tstzrange(recorded_at, superseded_at) WITH &&) WHERE (status = 'IN_FORCE_PERIOD')`,
)
@Exclusion('policy_period_belief', 'USING gist (id WITH =, tstzrange(recorded_at, superseded_at) WITH &&)')
export class PolicyPeriod extends RecordedVersion {
  @Field(() => ID, { description: 'A readable name such as mac-2019-embargo, the same in all versions.' })
  @PrimaryColumn('text')
  id!: string;

  @Index('policy_period_by_publisher')
  @ForeignKey(() => Publisher, { name: 'policy_period_publisher' })
  @Column('text')
  publisherId!: string;

  @Field(() => [MaterialFormat], { description: 'Which kinds of material it is for; at least one.' })
  @Column('text', { array: true })
  formats!: MaterialFormat[];

  @Field({
    description:
      'Which titles it is for: ALL, ALL_NEW_LICENSES, NEW_RELEASES, BACKLIST, SELECTED or a narrower word of the sources.',
  })
  @Column('text')
  titleScope!: string;

  @Field({ description: 'titleScope in English words, such as "new releases".' })
  titleScopeInWords(): string {
    return inSmallLetters(this.titleScope);
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Names one of several terms that a library may choose from at the same time; null for the one standing policy of its scope.',
  })
  @Column('text', { nullable: true })
  optionKey!: string | null;

  @Field(() => PolicyReach, { description: 'Whether it holds in some countries, in the world, or nobody knows where.' })
  @Column('text', { default: 'COUNTRIES' })
  reach!: PolicyReach;

  @Field(() => [CountryCode], {
    description: 'The countries it is documented for; it may hold in others too. Empty unless reach is COUNTRIES.',
  })
  @Column('text', { array: true })
  territories!: string[];

  @Field(() => PolicyStatus, { description: 'Whether it was in force at all, and beside or instead of another.' })
  @Column('text')
  status!: PolicyStatus;

  @Column('date', { nullable: true })
  announcedDay!: string | null;

  @Column('text', { nullable: true })
  announcedPrecision!: DatePrecision | null;

  @Column('date', { nullable: true })
  effectiveFromDay!: string | null;

  @Column('text', { nullable: true })
  effectiveFromPrecision!: DatePrecision | null;

  @Column('date', { nullable: true })
  effectiveToDay!: string | null;

  @Column('text', { nullable: true })
  effectiveToPrecision!: DatePrecision | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which its end was announced; null when that is not known.',
  })
  @Column('date', { nullable: true })
  endAnnouncedOn!: string | null;

  @Field(() => LicenseTerms, { description: 'The terms of the license a library gets.' })
  @Column('jsonb')
  license!: LicenseTerms;

  @Field(() => [LicenseTerms], {
    description: 'Other terms that the same policy lets a library choose instead; empty when none are recorded.',
  })
  @Column('jsonb', { default: [] })
  options!: LicenseTerms[];

  @Field(() => Embargo, {
    nullable: true,
    description: 'The embargo on new titles; null when there is none or, if embargoKnown is false, when it is not known.',
  })
  @Column('jsonb', { nullable: true })
  embargo!: Embargo | null;

  @Field(() => [Price], {
    description: 'Prices as the sources state them, in their order. Empty means that no price was stated, not that it is free.',
  })
  @Column('jsonb', { default: [] })
  prices!: Price[];

  @Field(() => String, {
    nullable: true,
    description: 'What holds for licenses bought before; null when the sources do not say.',
  })
  @Column('text', { nullable: true })
  grandfathering!: string | null;

  @Column('text', { nullable: true })
  supersedesId!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The last day on which a source confirmed it; null when none did. A missing end does not prove that it still holds, so show this day.',
  })
  @Column('date', { nullable: true })
  lastVerifiedOn!: string | null;

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field({ description: 'True when the announcement of 2019-10-09, with which this record began, states it itself.' })
  @Column('boolean')
  seedIsSource!: boolean;

  @Field(() => Confidence, { description: 'How well it is supported by its sources.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known about it; null when nothing is.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => LicenseLimits, {
    description: 'For each limit of license, whether a null means unlimited, not offered or unknown.',
  })
  get licenseLimits(): LicenseLimits {
    return limitsOf(this.license);
  }

  @Field({
    description:
      'False when our sources do not say whether there was an embargo; then a null embargo does not mean that there was none.',
  })
  get embargoKnown(): boolean {
    return this.embargo !== null || this.license.model !== LicenseModel.UNKNOWN;
  }

  @Field(() => PreciseDate, {
    nullable: true,
    description: 'When it was announced; null when not known. Sometimes later than effectiveFrom.',
  })
  get announcedOn(): PreciseDate | null {
    return PreciseDate.of(this.announcedDay, this.announcedPrecision);
  }

  @Field(() => PreciseDate, {
    nullable: true,
    description: 'The first day on which it held; null when that lies before our record, or when it never did (see status).',
  })
  get effectiveFrom(): PreciseDate | null {
    return PreciseDate.of(this.effectiveFromDay, this.effectiveFromPrecision);
  }

  @Field(() => PreciseDate, {
    nullable: true,
    description:
      'The first day on which it no longer held; null when no end is known, which does not mean that it still holds (see lastVerifiedOn).',
  })
  get effectiveTo(): PreciseDate | null {
    return PreciseDate.of(this.effectiveToDay, this.effectiveToPrecision);
  }
}

/** A policy without what its record adds: version and recorded time. */
export type PolicyContent = Omit<
  PolicyPeriod,
  keyof RecordedVersion | 'announcedOn' | 'effectiveFrom' | 'effectiveTo' | 'embargoKnown' | 'licenseLimits' | 'titleScopeInWords'
>;
