// How does a library ask to be listed ("Add me")?
import { ArrayMaxSize, ArrayUnique, IsEmail, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Audience, anyone } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { enumOf } from '#kit/words/enums';
import { Confidence } from '#kit/words/facts';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { CountryCode, LanguageTag } from '#kit/words/scalars';
import { OneLine, OptionalLines } from '#kit/words/texts';
import { checkMeetingHours, Library, NewLibrary } from '#partnership/libraries/index';
import { ActivityKind, MeetingRhythm, ProgrammeCall } from '#partnership/programme/index';
import { queueListingLetter } from './letters';
import { Commitment, Listing, ListingState } from './listing';
import { ListingContact, sealContact } from './listingContact';
import type { ListingRequest } from './mailing';

/** The form was sent without consent to publish the listing and keep the contact. */
class ConsentNeeded extends Problem {
  constructor() {
    super('CONSENT_NEEDED', 'Nothing was stored. Set consent to true to allow us to publish the listing and keep its contact.', {
      field: 'consent',
    });
  }
}

/** One address has submitted too many listings today. */
class TooManySubmissions extends Problem {
  constructor(limit: number) {
    super(
      'TOO_MANY_SUBMISSIONS',
      `One e-mail address can submit ${limit} listings a day. Nothing was stored; try again tomorrow.`,
      {
        retryable: true,
        limit,
      },
    );
  }
}

/** Everybody together has sent more unconfirmed submissions within an hour than people would. */
class SubmissionsBusy extends Problem {
  constructor() {
    super('SUBMISSIONS_BUSY', 'Too many listings are being submitted right now. Nothing was stored; try again in an hour.', {
      retryable: true,
    });
  }
}

const SubmissionOutcome = enumOf('SubmissionOutcome', 'What became of a submission.', {
  CONFIRMATION_SENT: 'A mail with a link goes to the contact; the committee reads the submission after that was opened.',
});
type SubmissionOutcome = keyof typeof SubmissionOutcome;

@InputType({ description: 'The form by which a library asks to be listed. All text is plain text.' })
class SubmitListingInput {
  @Field(() => ID, { nullable: true, description: 'The library, if it is in the list already; else give newLibrary.' })
  @IsOptional()
  @MaxLength(100)
  libraryId?: string | null;

  @Field(() => NewLibrary, { nullable: true, description: 'The library, if it is not in the list yet.' })
  newLibrary?: NewLibrary | null;

  @Field(() => String, { nullable: true, description: 'What the library offers a sister; at most 4000 characters.' })
  @OptionalLines()
  offers?: string | null;

  @Field(() => String, { nullable: true, description: 'What it hopes for; at most 4000 characters.' })
  @OptionalLines()
  seeks?: string | null;

  @Field(() => [CountryCode], { defaultValue: [], description: 'Where it would like its sister to be; empty for anywhere.' })
  @ArrayMaxSize(50)
  @ArrayUnique()
  preferredCountries!: string[];

  @Field(() => [LanguageTag], { defaultValue: [], description: 'Languages in which it would like to talk; empty for any.' })
  @ArrayMaxSize(50)
  @ArrayUnique()
  preferredLanguages!: string[];

  @Field(() => [ActivityKind], { defaultValue: [], description: 'What it would like to do together.' })
  @ArrayMaxSize(50)
  @ArrayUnique()
  activityInterests!: ActivityKind[];

  @Field(() => Commitment, { description: 'How firm a commitment it looks for.' })
  commitment!: Commitment;

  @Field(() => MeetingRhythm, { nullable: true, description: 'How often it wants to be in touch.' })
  meetingRhythm?: MeetingRhythm | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many sisters it can take on, from 1 to 20.' })
  @Min(1)
  @Max(20)
  capacity!: number;

  @Field(() => ID, { nullable: true, description: 'The call it answers.' })
  @IsOptional()
  @MaxLength(100)
  answersCallId?: string | null;

  @Field({ description: 'Who can be written to. Kept encrypted, shown to the committee and to a sister only.' })
  @OneLine()
  contactName!: string;

  @Field({ description: 'Their e-mail address. Kept encrypted, shown to the committee and to a sister only.' })
  @MaxLength(254)
  @IsEmail({}, { message: 'contactEmail must be an e-mail address' })
  // Between quotes the standard allows line ends, with which a header of a mail could be added.
  @Matches(/^[^\s"]+$/, { message: 'contactEmail must be an e-mail address without quotes and blanks' })
  contactEmail!: string;

  @Field({
    description: 'Must be true: the listing may be published, and the contact kept while it stands or its library has a sister.',
  })
  consent!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Leave this out. A form hides it from people; what programs write here is dropped.',
  })
  @IsOptional()
  @MaxLength(1_000)
  fax?: string | null;
}

@ObjectType({ description: 'The answer to a submission. It tells nothing that could be found out about others.' })
class SubmitListingPayload {
  @Field(() => SubmissionOutcome, { description: 'What became of it.' })
  outcome!: SubmissionOutcome;
}

const mostPerDay = 3;
const mostUnconfirmedPerHour = 500;

@Resolver()
export class SubmitListingMutation {
  @Audience(anyone)
  @Mutation(() => SubmitListingPayload, {
    description:
      'Asks to be listed among the libraries seeking sisters; open to everyone. The contact gets a mail, the committee reviews. ' +
      'Errors: CONSENT_NEEDED, NOT_FOUND, UNKNOWN_TIME_ZONE, TOO_MANY_SUBMISSIONS, SUBMISSIONS_BUSY.',
  })
  async submitListing(
    @Arg('input', () => SubmitListingInput, { description: 'The form.' }) input: SubmitListingInput,
    @Ctx() { database, clock, app: { contactKeys } }: ListingRequest,
  ): Promise<SubmitListingPayload> {
    const { consent, fax, contactName, contactEmail, newLibrary, ...wish } = input;
    if (!consent) throw new ConsentNeeded();
    if (Boolean(newLibrary) === Boolean(wish.libraryId))
      throw new BadInput('libraryId', 'Give either libraryId or newLibrary, but not both.');
    if (newLibrary?.meetingHours) checkMeetingHours(newLibrary.meetingHours);
    const answer = { outcome: SubmissionOutcome.CONFIRMATION_SENT };
    if (fax) return answer;
    const now = clock();
    await database.transaction(async (manager) => {
      if (wish.libraryId && !(await manager.existsBy(Library, { id: wish.libraryId })))
        throw new NotFound('library', wish.libraryId);
      if (wish.answersCallId && !(await manager.existsBy(ProgrammeCall, { id: wish.answersCallId })))
        throw new NotFound('programmeCall', wish.answersCallId);
      const id = uuid();
      const contact = sealContact(contactKeys, id, { name: contactName.trim(), email: contactEmail.trim() });
      await refuseFloods(manager, contact.digest, now);
      await manager.insert(Listing, { ...wish, ...submitted(id, now), newLibrary: (newLibrary ?? null) as never });
      await manager.insert(ListingContact, { ...contact, submittedAt: now });
      await queueListingLetter(manager, { event: 'SUBMITTED', listingId: id });
    });
    return answer;
  }
}

/** @throws TooManySubmissions, SubmissionsBusy */
async function refuseFloods(manager: EntityManager, digest: Buffer, now: Date): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`submit ${digest.toString('hex')}`]);
  const [{ own, all }] = await manager.query(
    `SELECT (SELECT count(*) FROM listing_contact WHERE digest = $1 AND submitted_at > $2::timestamptz - interval '1 day')::int AS own,
       (SELECT count(*) FROM listing_contact WHERE confirmed_at IS NULL AND submitted_at > $2::timestamptz - interval '1 hour')::int AS "all"`,
    [digest, now],
  );
  if (own >= mostPerDay) throw new TooManySubmissions(mostPerDay);
  if (all >= mostUnconfirmedPerHour) throw new SubmissionsBusy();
}

const submitted = (id: string, now: Date) => ({
  id,
  state: ListingState.SUBMITTED,
  submittedOn: dayOf(now),
  listedAt: now,
  historical: false,
  demo: false,
  sourceIds: [],
  confidence: Confidence.HIGH,
});
