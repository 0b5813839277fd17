// The "Add me" form: how a library asks to be listed, and what its contact is shown before confirming that.
import { ArrayMaxSize, ArrayUnique, IsEmail, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Audience, anyone, linkHolders } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { enumOf } from '#kit/words/enums';
import { Confidence } from '#kit/words/facts';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { because, CountryCode, LanguageTag, OptionalLines, PersonName } from '#kit/words/validation';
import { usualLanguage } from '#languages/languages';
import { checkNewLibrary, Library, NewLibrary } from '#partnership/libraries/index';
import { ActivityKind, MeetingRhythm, ProgrammeCall } from '#partnership/programme/index';
import { BadLink } from './contactKeys';
import { queueListingLetter } from './letters';
import { Commitment, Listing, ListingState } from './listing';
import { ListingContact, sealContact } from './listingContact';
import { TokenArgs } from './listingLife';
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

const SubmissionOutcome = enumOf('SubmissionOutcome', 'What happened to a submission.', {
  CONFIRMATION_SENT:
    'We sent the contact a mail with a link. The committee sees the submission once the contact has confirmed it.',
});
type SubmissionOutcome = keyof typeof SubmissionOutcome;

@InputType({ description: 'The form by which a library asks to be listed. All text is plain text.' })
class SubmitListingInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The id of the library, if it is already in the list of libraries. Otherwise give newLibrary.',
  })
  @IsOptional()
  @MaxLength(100)
  libraryId?: string | null;

  @Field(() => NewLibrary, { nullable: true, description: 'The library, if it is not in the list of libraries yet.' })
  newLibrary?: NewLibrary | null;

  @Field(() => String, { nullable: true, description: 'What the library offers a sister, at most 4000 characters.' })
  @OptionalLines()
  offers?: string | null;

  @Field(() => String, { nullable: true, description: 'What the library hopes for, at most 4000 characters.' })
  @OptionalLines()
  seeks?: string | null;

  @Field(() => [CountryCode], {
    defaultValue: [],
    description: 'Countries in which the library would like a sister, at most 50; empty when any will do.',
  })
  @ArrayMaxSize(50)
  @ArrayUnique()
  preferredCountries!: string[];

  @Field(() => [LanguageTag], {
    defaultValue: [],
    description: 'Languages the library would like to talk in, at most 50; empty when any will do.',
  })
  @ArrayMaxSize(50)
  @ArrayUnique()
  preferredLanguages!: string[];

  @Field(() => [ActivityKind], {
    defaultValue: [],
    description: 'What the library would like to do together, each kind at most once.',
  })
  @ArrayMaxSize(50)
  @ArrayUnique()
  activityInterests!: ActivityKind[];

  @Field(() => Commitment, { description: 'How firm a commitment the library is looking for.' })
  commitment!: Commitment;

  @Field(() => MeetingRhythm, { nullable: true, description: 'How often the library wants to be in touch.' })
  meetingRhythm?: MeetingRhythm | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many sisters the library can take on, from 1 to 20.' })
  @Min(1)
  @Max(20)
  capacity!: number;

  @Field(() => ID, { nullable: true, description: 'The id of the call that the listing answers.' })
  @IsOptional()
  @MaxLength(100)
  answersCallId?: string | null;

  @Field({
    description: 'The name of the contact. It is stored encrypted, and shown only to the committee and to a sister library.',
  })
  @PersonName()
  contactName!: string;

  @Field({
    description:
      'The e-mail address of the contact. It is stored encrypted, and shown only to the committee and to a sister library.',
  })
  @MaxLength(254)
  @IsEmail({}, { message: 'contactEmail must be an e-mail address' })
  // Between quotes the standard allows line ends, with which a header of a mail could be added.
  @Matches(/^[^\s"]+$/, because('EMAIL_WRONG', 'contactEmail must be an e-mail address without quotes and blanks'))
  contactEmail!: string;

  @Field(() => LanguageTag, {
    defaultValue: usualLanguage,
    description:
      'The language of the mails to the contact and of the pages that their links open: en or es, also as es-MX. English for a ' +
      'language in which we write no mails yet. Kept with the contact.',
  })
  language!: string;

  @Field({
    description:
      'Must be true. It allows us to publish the listing, and to keep the contact while the listing is published or the library has a sister.',
  })
  consent!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Leave this out. Forms hide it from people; a submission that fills it in comes from a program and is discarded.',
  })
  @IsOptional()
  @MaxLength(1_000)
  fax?: string | null;
}

@ObjectType({
  description: 'The answer to a submission. It is the same for everyone, so that it reveals nothing about other submissions.',
})
class SubmitListingPayload {
  @Field(() => SubmissionOutcome, { description: 'What happened to the submission.' })
  outcome!: SubmissionOutcome;
}

const mostPerDay = 3;
const mostUnconfirmedPerHour = 500;

@Resolver()
export class SubmitListingMutation {
  @Audience(anyone)
  @Mutation(() => SubmitListingPayload, {
    description:
      'Submits a listing to the list of libraries seeking sisters. Open to everyone. The contact confirms it by mail, then the committee reviews it. ' +
      'Errors: CONSENT_NEEDED, NOT_FOUND, UNKNOWN_TIME_ZONE, TOO_MANY_SUBMISSIONS, SUBMISSIONS_BUSY.',
  })
  async submitListing(
    @Arg('input', () => SubmitListingInput, { description: 'The form as it was filled in.' }) input: SubmitListingInput,
    @Ctx() { database, clock, app: { contactKeys } }: ListingRequest,
  ): Promise<SubmitListingPayload> {
    const { consent, fax, contactName, contactEmail, newLibrary, language, ...wish } = input;
    if (!consent) throw new ConsentNeeded();
    if (Boolean(newLibrary) === Boolean(wish.libraryId))
      throw new BadInput('libraryId', 'Give either libraryId or newLibrary, but not both.');
    if (newLibrary) checkNewLibrary(newLibrary);
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
      await manager.insert(ListingContact, { ...contact, language, submittedAt: now });
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

@ObjectType({ description: 'A submission as its contact is shown it before they confirm it.' })
class ListingToConfirm {
  @Field(() => Listing, { description: 'What the library offers and seeks.' })
  listing!: Listing;

  @Field(() => NewLibrary, {
    nullable: true,
    description: 'Its library as the form described it, if that is not in the list of libraries yet; otherwise null.',
  })
  newLibrary!: NewLibrary | null;

  @Field({ description: 'The name of the person we write to.' })
  contactName!: string;

  @Field({ description: 'True when it is confirmed already, so that confirming again changes nothing.' })
  confirmed!: boolean;
}

@Resolver(() => ListingToConfirm)
export class ListingToConfirmResolver {
  @Audience(linkHolders)
  @Query(() => ListingToConfirm, {
    nullable: true,
    description:
      'What confirmListing would confirm, by the link in the first mail. It changes nothing. Error BAD_LINK, also when the submission ' +
      'was deleted because nobody confirmed it within seven days.',
  })
  async listingToConfirm(
    @Args(() => TokenArgs) { token }: TokenArgs,
    @Ctx() { app, clock, database }: ListingRequest,
  ): Promise<ListingToConfirm> {
    const id = app.contactKeys.follow('confirm', token, clock());
    const [listing, contact] = await Promise.all([
      database.getRepository(Listing).findOneBy({ id, historical: false }),
      database.getRepository(ListingContact).findOneBy({ listingId: id }),
    ]);
    if (!listing || !contact) throw new BadLink();
    const { name } = contact.open(app.contactKeys);
    return { listing, newLibrary: listing.newLibrary, contactName: name, confirmed: contact.confirmedAt !== null };
  }

  @FieldResolver(() => Library, {
    nullable: true,
    description: 'Its library, if that is in the list of libraries; otherwise null.',
  })
  async library(
    @Root() { listing: { libraryId } }: ListingToConfirm,
    @Ctx() { loaders }: ListingRequest,
  ): Promise<Library | null> {
    return libraryId === null ? null : loaders.one(Library).load(libraryId);
  }
}
