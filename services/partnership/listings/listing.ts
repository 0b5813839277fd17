// What a library that seeks a sister offers and looks for, and whether its listing is public, open or expired.
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { dayOf } from '#kit/words/clock';
import { enumOf } from '#kit/words/enums';
import { Confidence, type DatePrecision, PreciseDate } from '#kit/words/facts';
import { CountryCode, DateScalar, LanguageTag } from '#kit/words/validation';
import { Library, NewLibrary } from '#partnership/libraries/index';
import { ActivityKind, MeetingRhythm, ProgrammeCall } from '#partnership/programme/index';

export const ListingState = enumOf(
  'ListingState',
  'The state of a listing. Only published listings are public.',
  {
    SUBMITTED: 'Waits for the committee to review it.',
    PUBLISHED: 'In the list of libraries seeking sisters.',
    DECLINED: 'The committee decided not to publish it.',
    MATCHED: 'The library found as many sisters as it can take on, so the listing left the list.',
    WITHDRAWN: 'Withdrawn by its library, or replaced by a newer listing of the same library.',
    EXPIRED: 'It was not renewed, so it left the list.',
  },
  { SUBMITTED: 'waiting for review' },
);
export type ListingState = keyof typeof ListingState;

export const Commitment = enumOf('Commitment', 'How firm a commitment a library is looking for.', {
  FORMAL: 'A written agreement.',
  INFORMAL: 'Contact without an agreement.',
  FLEXIBLE: 'Either of the two, as the partner prefers.',
});
export type Commitment = keyof typeof Commitment;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'An entry in the list of libraries seeking sisters.' })
@Entity()
@Index('listing_published_once', ['libraryId'], { unique: true, where: `state = 'PUBLISHED'` })
@Check('listing_state', `state IN ('SUBMITTED', 'PUBLISHED', 'DECLINED', 'MATCHED', 'WITHDRAWN', 'EXPIRED')`)
@Check('listing_commitment', `commitment IN ('FORMAL', 'INFORMAL', 'FLEXIBLE')`)
@Check('listing_published', `state <> 'PUBLISHED' OR historical OR num_nulls(published_on, expires_on) = 0`)
@Check('listing_expiry', 'expires_on > published_on')
@Check('listing_of_library', 'num_nonnulls(library_id, new_library) = 1')
@Check('listing_of_known_library', `library_id IS NOT NULL OR state IN ('SUBMITTED', 'DECLINED', 'WITHDRAWN')`)
@Check('listing_capacity', 'capacity >= 0')
export class Listing {
  @Field(() => ID, { description: 'A readable id such as seeking-lalin-es, or a UUID.' })
  @PrimaryColumn('text')
  id!: string;

  /** Null while it speaks of a library that is not in our list. */
  @Index('listing_by_library')
  @ForeignKey(() => Library, { name: 'listing_library' })
  @Column('text', { nullable: true })
  libraryId!: string | null;

  /** The library it was given to, while that one is merged into another; null otherwise. */
  @Index('listing_by_given_library')
  @Column('text', { nullable: true })
  givenLibraryId!: string | null;

  /** The newer listing for which it left the list when their libraries were merged; null otherwise. */
  @Column('text', { nullable: true })
  gaveWayTo!: string | null;

  /** The library as the submission describes it, until the committee takes it in. */
  @Column('jsonb', { nullable: true })
  newLibrary!: NewLibrary | null;

  /** What the committee wrote; for its contact and the committee only. */
  @Column('text', { nullable: true })
  declineReason!: string | null;

  /** How many days before its end the last reminder was due; null when none was since it was published or renewed. */
  @Column('integer', { nullable: true })
  remindedDays!: number | null;

  @Field(() => ListingState, { description: 'Where it stands.' })
  @Column('text')
  state!: ListingState;

  @Field(() => String, { nullable: true, description: 'What the library offers a sister; null when it did not say.' })
  @Column('text', { nullable: true })
  offers!: string | null;

  @Field(() => String, { nullable: true, description: 'What the library hopes for; null when it did not say.' })
  @Column('text', { nullable: true })
  seeks!: string | null;

  @Field(() => [CountryCode], {
    description: 'Countries in which the library would like a sister, in its own order of preference; empty when any will do.',
  })
  @Column('text', { array: true })
  preferredCountries!: string[];

  @Field(() => [LanguageTag], {
    description: 'Languages the library would like to talk in, in its own order of preference; empty when any will do.',
  })
  @Column('text', { array: true })
  preferredLanguages!: string[];

  @Field(() => [ActivityKind], {
    description: 'What the library would like to do together, in its own order; empty when it did not say.',
  })
  @Column('text', { array: true })
  activityInterests!: ActivityKind[];

  @Field(() => Commitment, {
    nullable: true,
    description: 'How firm a commitment the library is looking for; null when not known.',
  })
  @Column('text', { nullable: true })
  commitment!: Commitment | null;

  @Field(() => MeetingRhythm, {
    nullable: true,
    description: 'How often the library wants to be in touch; null when it did not say.',
  })
  @Column('text', { nullable: true })
  meetingRhythm!: MeetingRhythm | null;

  @Field(() => Int, { nullable: true, description: 'How many sisters the library can take on; null when it did not say.' })
  @Column('integer', { nullable: true })
  capacity!: number | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was submitted here; null for a historical listing.',
  })
  @Column('date', { nullable: true })
  submittedOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was published here; null for a historical listing and for one that was never published.',
  })
  @Column('date', { nullable: true })
  publishedOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first day on which it is no longer published; null for a historical listing and for one that was never published.',
  })
  @Column('date', { nullable: true })
  expiresOn!: string | null;

  @Field({
    description:
      'True when it was found in a published source: the library was looking for a sister at that time (see asOf), not necessarily now.',
  })
  @Column('boolean')
  historical!: boolean;

  @Column('date', { nullable: true })
  asOfDay!: string | null;

  @Column('text', { nullable: true })
  asOfPrecision!: DatePrecision | null;

  /** The moment by which lists sort it: when it was published, submitted until then, or seen to stand; undated ones come last. */
  @Column({ type: 'timestamptz', precision: 3 })
  listedAt!: Date;

  @Index('listing_by_call')
  @ForeignKey(() => ProgrammeCall, { name: 'listing_call' })
  @Column('text', { nullable: true })
  answersCallId!: string | null;

  @Field({ description: 'True for a listing invented for the demonstration.' })
  @Column('boolean')
  demo!: boolean;

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well its sources support it.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => PreciseDate, {
    nullable: true,
    description:
      'The day on which a source showed that a historical listing was open; null when not known, and for other listings.',
  })
  get asOf(): PreciseDate | null {
    return PreciseDate.of(this.asOfDay, this.asOfPrecision);
  }

  /** Whether anyone may read it at that moment. A search asks the same in SQL: see `listingSearch.ts`. */
  isPublic(now: Date): boolean {
    return this.state === ListingState.PUBLISHED && (this.expiresOn === null || dayOf(now) < this.expiresOn);
  }

  /** Whether its library still seeks a sister at that moment. */
  isOpen(now: Date): boolean {
    return this.isPublic(now) && !this.historical;
  }
}

/** The day, twelve months after it was published, on which a listing leaves the list; 29 February becomes 28 February. */
export function expiryOf(publishedOn: string): string {
  const [year, month, day] = publishedOn.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year + 1, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + 1, month - 1, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}

/** SQL of the open listings of a day, which is SQL too and never input, under the name of their table. */
export const openListings = (day: string): string =>
  `(SELECT * FROM listing WHERE state = 'PUBLISHED' AND NOT historical AND expires_on > ${day}) AS listing`;
