// How the committee sees what a submission may double, corrects a published listing and takes it off the list, with reason and audit.

import { ArrayMaxSize, ArrayUnique, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { announce, change } from '#kit/data/change';
import { type Schedule } from '#kit/data/jobs';
import { type Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { Role } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { CountryCode, LanguageTag, OptionalLines, SomeLines } from '#kit/words/validation';
import { alikeIn, Library, Likeness, likenessesOf, listedLibraries, NewLibrary } from '#partnership/libraries/index';
import { ActivityKind, MeetingRhythm } from '#partnership/programme/index';
import { confirmDays, listingLetterTasks, queueListingLetter } from './letters';
import { Commitment, Listing, ListingState } from './listing';
import { requireState } from './listingLife';
import { type Mailing } from './mailing';

@InputType({ description: 'Corrections of a listing. What is left out stays; null removes what can be unknown.' })
class CorrectListingInput {
  @Field(() => ID, { description: 'The id of the listing, which stays the same.' })
  @MaxLength(100)
  listingId!: string;

  @Field({ description: 'Why, for the audit log: plain text of at most 4000 characters, without names of people.' })
  @SomeLines()
  reason!: string;

  @Field(() => String, { nullable: true, description: 'What the library offers a sister, at most 4000 characters.' })
  @OptionalLines()
  offers?: string | null;

  @Field(() => String, { nullable: true, description: 'What the library hopes for, at most 4000 characters.' })
  @OptionalLines()
  seeks?: string | null;

  @Field(() => [CountryCode], { nullable: true, description: 'Countries in which it would like a sister, at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ArrayUnique()
  preferredCountries?: string[] | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'Languages it would like to talk in, at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ArrayUnique()
  preferredLanguages?: string[] | null;

  @Field(() => [ActivityKind], { nullable: true, description: 'What it would like to do together, each kind at most once.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ArrayUnique()
  activityInterests?: ActivityKind[] | null;

  @Field(() => Commitment, { nullable: true, description: 'How firm a commitment it is looking for.' })
  commitment?: Commitment | null;

  @Field(() => MeetingRhythm, { nullable: true, description: 'How often it wants to be in touch.' })
  meetingRhythm?: MeetingRhythm | null;

  @Field(() => Int, { nullable: true, description: 'How many sisters it can take on, from 1 to 20.' })
  @IsOptional()
  @Min(1)
  @Max(20)
  capacity?: number | null;
}

@InputType({ description: 'A listing that does not belong on the list.' })
class TakeDownListingInput {
  @Field(() => ID, { description: 'The id of the listing.' })
  @MaxLength(100)
  listingId!: string;

  @Field({ description: 'Why: its contact reads it, and the audit log keeps it. Plain text of at most 4000 characters.' })
  @SomeLines()
  reason!: string;
}

const lists = ['preferredCountries', 'preferredLanguages', 'activityInterests'] as const;
const refusals =
  'For the committee; in the audit log with its reason. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, LISTING_STATE';

@Resolver()
export class ListingCareMutations {
  @Audience(Role.COMMITTEE)
  @Mutation(() => Listing, { description: `Corrects what a published or waiting listing says. ${refusals}, BAD_USER_INPUT.` })
  correctListing(
    @Arg('input', () => CorrectListingInput, { description: 'What to change, and why.' }) input: CorrectListingInput,
    @Ctx() request: Request,
  ): Promise<Listing> {
    const { listingId, reason, ...given } = input;
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Listing>;
    const missing = lists.find((field) => changes[field] === null);
    if (missing) throw new BadInput(missing, `${missing} is a list: give an empty one to remove all, or leave the field out.`);
    if (Object.keys(changes).length === 0)
      throw new BadInput('input', 'Give at least one field to correct.', { reason: 'NOTHING_CHANGED' });
    return change(request, 'correctListing', async (writing) => {
      const listing = await writing.lock(Listing, 'listing', listingId);
      requireState(listing, [ListingState.SUBMITTED, ListingState.PUBLISHED]);
      const before = Object.fromEntries(Object.keys(changes).map((field) => [field, listing[field as keyof Listing]]));
      await writing.manager.save(Object.assign(listing, changes));
      await writing.record(listingId, before, { ...changes, reason });
      await writing.announce({ kind: 'listing', id: listingId });
      return listing;
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Listing, {
    description: `Takes a published listing off the list. Its contact reads the reason, and cannot renew it. ${refusals}.`,
  })
  takeDownListing(
    @Arg('input', () => TakeDownListingInput, { description: 'Which listing, and why.' }) {
      listingId,
      reason,
    }: TakeDownListingInput,
    @Ctx() request: Request,
  ): Promise<Listing> {
    return change(request, 'takeDownListing', async (writing) => {
      const listing = await writing.lock(Listing, 'listing', listingId);
      requireState(listing, [ListingState.PUBLISHED]);
      const before = { state: listing.state };
      await writing.manager.save(Object.assign(listing, { state: ListingState.DECLINED, declineReason: reason }));
      await writing.record(listingId, before, { state: listing.state, reason });
      await writing.announce({ kind: 'listing', id: listingId });
      await queueListingLetter(writing.manager, { event: 'REVIEWED', listingId });
      return listing;
    });
  }
}

/** How many days before its end the contact of a listing is reminded; the smallest number last. */
const reminders = [30, 7] as const;
/** How many days the contact of a declined or ended listing is kept. That of a withdrawn one is deleted the next night. */
const endedDays = 90;

/** Which of some libraries have a partner or a proposal, so that their contact is still needed. */
type Partnered = (manager: EntityManager, libraryIds: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Brings all listings up to date. Running it again on the same day changes nothing; after missed days, only the latest reminder is sent.
 */
export async function keepListings(database: DataSource, now: Date, partnered: Partnered): Promise<void> {
  const today = dayOf(now);
  await database.transaction(async (manager) => {
    const [expired]: [{ id: string }[], number] = await manager.query(
      `UPDATE listing SET state = 'EXPIRED' WHERE state = 'PUBLISHED' AND NOT historical AND expires_on <= $1::date RETURNING id`,
      [today],
    );
    for (const { id } of expired) {
      await queueListingLetter(manager, { event: 'EXPIRED', listingId: id });
      await announce(manager, { kind: 'listing', id });
    }
    for (const days of [...reminders].reverse()) {
      const [due]: [{ id: string }[], number] = await manager.query(
        `UPDATE listing SET reminded_days = $2 WHERE state = 'PUBLISHED' AND NOT historical AND expires_on <= $1::date + $2::int
           AND (reminded_days IS NULL OR reminded_days > $2::int) RETURNING id`,
        [today, days],
      );
      for (const { id } of due) await queueListingLetter(manager, { event: 'EXPIRES_SOON', listingId: id });
    }
    await manager.query(
      `DELETE FROM listing USING listing_contact WHERE listing_id = listing.id AND state = 'SUBMITTED' AND confirmed_at IS NULL
         AND submitted_at < $1::timestamptz - interval '${confirmDays} days'`,
      [now],
    );
    await manager.query(
      `DELETE FROM listing_contact USING listing WHERE listing_id = listing.id AND listing.state = 'DECLINED'
         AND submitted_at < $1::timestamptz - interval '${endedDays} days'`,
      [now],
    );
    const over: { id: string; libraryId: string | null }[] = await manager.query(
      `SELECT listing_id AS id, library_id AS "libraryId" FROM listing_contact JOIN listing ON listing.id = listing_id
       WHERE listing.state = 'WITHDRAWN' OR (listing.state IN ('EXPIRED', 'MATCHED') AND expires_on < $1::date - ${endedDays})`,
      [today],
    );
    const needed = await partnered(
      manager,
      over.flatMap(({ libraryId }) => libraryId ?? []),
    );
    const unneeded = over.filter(({ libraryId }) => libraryId === null || !needed.has(libraryId));
    await manager.query('DELETE FROM listing_contact WHERE listing_id = ANY($1::text[])', [unneeded.map(({ id }) => id)]);
  });
}

const task = 'keep listings';

/** The jobs of listings. */
export const listingTasks = (mailing: Mailing, partnered: Partnered) => ({
  ...listingLetterTasks(mailing),
  [task]: () => keepListings(mailing.database, mailing.clock(), partnered),
});

/** Every night. */
export const listingSchedules: readonly Schedule[] = [{ task, cron: '10 2 * * *' }];

@ObjectType({ description: 'A library, in the list or in another submission, that may be the one a submission is about.' })
export class PossibleDuplicate {
  @Field(() => Library, { nullable: true, description: 'The library; null when it is in another submission.' })
  library!: Library | null;

  @Field(() => ID, { nullable: true, description: 'The id of the other submission; null when the library is in the list.' })
  submissionId!: string | null;

  @Field(() => NewLibrary, {
    nullable: true,
    description: 'The library as the other submission describes it; null when it is in the list.',
  })
  newLibrary!: NewLibrary | null;

  @Field(() => [Likeness], { description: 'Why it may be the same.' })
  reasons!: Likeness[];
}

/** The most duplicates that are shown of a submission. */
const most = 10;

/** What may be the library of a submission, that of the most reasons first; empty when the submission names one of the list. */
export async function possibleDuplicates(database: DataSource, { id, newLibrary }: Listing): Promise<PossibleDuplicate[]> {
  return newLibrary === null ? [] : likeLibrary(database, newLibrary, id);
}

/** What may be the library described, apart from one id. */
export async function likeLibrary(database: DataSource, library: Described, id: string): Promise<PossibleDuplicate[]> {
  const described = descriptionOf(library);
  const listed = (await alikeIn(database, listedLibraries, described, most + 1)).filter((one) => one.id !== id);
  const waiting = await alikeIn(
    database,
    `(SELECT id, new_library->>'name' AS name, new_library->>'city' AS city, new_library->>'country' AS country, new_library->>'isil' AS isil,
        (new_library->>'latitude')::float8 AS latitude, (new_library->>'longitude')::float8 AS longitude
      FROM listing WHERE state = 'SUBMITTED' AND new_library IS NOT NULL AND id <> $7)`,
    [...described, id],
    most,
  );
  const [libraries, submissions] = await Promise.all([
    database.getRepository(Library).findBy({ id: In(listed.map((one) => one.id)) }),
    database.getRepository(Listing).findBy({ id: In(waiting.map((one) => one.id)) }),
  ]);
  const found = [
    ...listed.map((one) => ({
      ...{ library: libraries.find((library) => library.id === one.id) ?? null, submissionId: null, newLibrary: null },
      reasons: likenessesOf(one),
    })),
    ...waiting.map((one) => ({
      ...{ library: null, submissionId: one.id, newLibrary: submissions.find(({ id }) => id === one.id)?.newLibrary ?? null },
      reasons: likenessesOf(one),
    })),
  ];
  return found.sort((a, b) => b.reasons.length - a.reasons.length).slice(0, most);
}

type Described = Pick<NewLibrary, 'name' | 'city' | 'country' | 'isil' | 'latitude' | 'longitude'>;

const descriptionOf = ({ name, city, country, isil, latitude, longitude }: Described) => [
  name,
  city,
  country,
  isil ?? null,
  latitude ?? null,
  longitude ?? null,
];
