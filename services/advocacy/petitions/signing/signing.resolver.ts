// How people sign a petition, and confirm it by the link in a mail where the petition asks for that.
import { IsIn, IsOptional, MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { Audience, anyone, linkHolders } from '#kit/words/audience';
import { enumOf } from '#kit/words/enums';
import { longestRegion, regionIn } from '#kit/words/places';
import { CountryCode, LanguageTag, PersonName } from '#kit/words/validation';
import { usualLanguage } from '#languages/languages';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { forgetAttempt, requestConfirmation } from './attempts';
import { consentTexts, currentConsent } from './consent';
import { domainHash, hashEmail } from './emailHash';
import { AttemptChanged, LinkUsed, readLink, rowOf } from './links';
import { addressOwner } from './secrets';
import { forgottenAt, PendingSignature, Signature } from './signature';
import type { Signed } from './signatureBatch';
import { mailLinks } from './signatureMail';

const SigningOutcome = enumOf('SigningOutcome', 'What became of an attempt to sign.', {
  SIGNED: 'The signature is committed and counted. A repeated call with the same clientMutationId gets this answer again.',
  ALREADY_SIGNED:
    'This address has signed before. It counts once, and nothing changed. When the name was another one, the address gets a mail, at ' +
    'most one in ten minutes, that tells how a second person of a household can sign.',
  STRUCK_OUT:
    'The organizers struck out the signature of this address as abuse, so it does not count, and nothing changed. The address gets a ' +
    'mail, at most one in ten minutes, that says so and how to take it back.',
  CONFIRMATION_SENT:
    'A mail is on its way to the address. The signature counts when the person opens its link. Until then the newest ' +
    'attempt is the one that will count. The answer is the same for an address that has signed before, which gets a mail that says so. Nobody learns here who has signed.',
});
type SigningOutcome = keyof typeof SigningOutcome;

@InputType({ description: 'A signature to give.' })
export class SignPetitionInput {
  @Field(() => ID, { description: 'The petition, which must be OPEN.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({
    description:
      'The name of the person who signs: one line of at most 200 characters, with at least one letter. An e-mail address is no name.',
  })
  @PersonName()
  name!: string;

  @Field({
    description:
      'Their e-mail address, which is never shown. A keyed hash of it is kept so that nobody signs twice. The address itself is kept, encrypted, if updatesConsent asks for news, and for at most seven days while it has not confirmed.',
  })
  @MaxLength(254)
  email!: string;

  @Field(() => CountryCode, { description: 'Their country.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Their region: its ISO 3166-2 code in any case, such as US-NE, or its name. It must be one that the country has.',
  })
  @IsOptional()
  @MaxLength(longestRegion)
  region?: string | null;

  @Field({ defaultValue: false, description: 'Whether the name may be shown publicly.' })
  consentToShowName!: boolean;

  @Field({ defaultValue: false, description: 'Whether the person wants news of the petition.' })
  updatesConsent!: boolean;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version of the words that the person read and agreed to; see consentTexts. Without it, the current version.',
  })
  @IsOptional()
  @IsIn(
    consentTexts.map(({ version }) => version),
    { message: 'consentVersion must be the version of one of the consentTexts' },
  )
  consentVersion?: number | null;

  @Field(() => LanguageTag, {
    defaultValue: usualLanguage,
    description:
      'The language of the mails about the signature and of the pages that their links open: en or es, also as es-MX. English for a ' +
      'language in which we write no mails yet. Kept with the signature.',
  })
  language!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A value chosen by the client that makes a retry safe: a repeated call gets the answer of the first.',
  })
  @IsOptional()
  @MaxLength(100)
  clientMutationId?: string | null;
}

@ObjectType({ description: 'The answer to a person who signed, given after the commit.' })
class SignPetitionPayload {
  @Field(() => SigningOutcome, { description: 'What became of the attempt.' })
  outcome!: SigningOutcome;

  @Field(() => Signature, {
    nullable: true,
    description:
      'The signature; null when it awaits confirmation, or when the address had signed before, because anyone could ask that.',
  })
  signature!: Signature | null;

  @Field(() => Petition, { description: 'The petition, with a count that includes this signature.' })
  petition!: Petition;

  @Field(() => String, { nullable: true, description: 'The value that the client sent.' })
  clientMutationId!: string | null;
}

@ObjectType({ description: 'What will count when a person confirms it, as they are shown it before.' })
class SignatureToConfirm {
  @Field(() => ID, { description: 'Names exactly this attempt. Send it with confirmSignature.' })
  attempt!: string;

  @Field({ description: 'The name.' })
  name!: string;

  @Field(() => CountryCode, { description: 'The country.' })
  country!: string;

  @Field(() => String, { nullable: true, description: 'The ISO 3166-2 subdivision, such as US-NE; null when not given.' })
  region!: string | null;

  @Field({ description: 'Whether the name may be shown publicly.' })
  consentToShowName!: boolean;

  @Field({ description: 'Whether the person wants news of the petition.' })
  updatesConsent!: boolean;

  @Field(() => Petition, { description: 'The petition.' })
  petition!: Petition;
}

@Resolver()
export class SigningResolver {
  /** Commits the signature together with all others that arrive at the same moment. */
  @Audience(anyone)
  @Mutation(() => SignPetitionPayload, {
    description:
      'Signs a petition. The answer comes when the signature is committed, or, where the petition asks for confirmation, when the mail ' +
      'is queued. An attempt that says something else than the last one sends a new mail, at most 3 an hour for an address and petition. ' +
      'Errors: BAD_USER_INPUT, NOT_FOUND, PETITION_NOT_OPEN, RATE_LIMITED (the last attempt stays; retryAfterSeconds), SIGNING_BUSY ' +
      'and SIGNING_UNAVAILABLE (retry with the same clientMutationId).',
  })
  async signPetition(
    @Arg('input', () => SignPetitionInput, { description: 'The signature.' }) input: SignPetitionInput,
    @Ctx() { app, database }: Pick<PetitionRequest, 'app' | 'database'>,
  ): Promise<SignPetitionPayload> {
    const { petitionId, clientMutationId = null } = input;
    const region = input.region ? regionIn(input.country, input.region) : null;
    const email = input.email.trim();
    const emailHash = await hashEmail(app.secrets, database, petitionId, email);
    const given: Signature = Object.assign(new Signature(), {
      id: uuid(),
      petitionId,
      emailHash,
      name: input.name.trim().normalize('NFC'),
      country: input.country,
      region,
      consentToShowName: input.consentToShowName,
      updatesConsent: input.updatesConsent,
      consentVersion: input.consentVersion ?? currentConsent.version,
      address: input.updatesConsent ? app.secrets.addresses.seal(email, addressOwner({ petitionId, emailHash })) : null,
      clientMutationId,
      language: input.language,
      domainHash: domainHash(app.secrets, email),
      strikeId: null,
      signedAt: app.clock(),
    });
    const signed = await app.signatures.sign(given);
    const recipient = { email, secrets: app.secrets };
    if (signed.became === 'UNCONFIRMED') await requestConfirmation(database, given, recipient, signed.petition);
    if (signed.became === 'STRUCK' || (signed.became === 'KNOWN' && signed.otherName))
      await database.transaction((manager) => mailLinks(manager, given, recipient, given.signedAt));
    return answerTo(signed, clientMutationId);
  }

  /**
   * Takes the same path as every signature, under the id it waited with. If the process dies on the way, the link still works and
   * the signature counts once.
   */
  @Audience(anyone)
  @Mutation(() => SignPetitionPayload, {
    description:
      'Makes a signature count, by the link in the mail. Errors: LINK_INVALID (forged or damaged), LINK_EXPIRED, LINK_USED (nothing ' +
      'waits any more, or without `attempt` a newer mail replaced it), ATTEMPT_CHANGED (ask signatureToConfirm again), ' +
      'PETITION_NOT_OPEN, SIGNING_BUSY, SIGNING_UNAVAILABLE.',
  })
  async confirmSignature(
    @Arg('token', { description: 'The part of the link after its #.' }) token: string,
    @Arg('attempt', () => ID, {
      nullable: true,
      description:
        'What the person was shown, as signatureToConfirm names it. Without it, only the attempt of this very mail can be confirmed.',
    })
    attempt: string | null,
    @Ctx() request: PetitionRequest,
  ): Promise<SignPetitionPayload> {
    const { app, database } = request;
    const { waiting, subject } = await waitingBehind(token, request);
    if (waiting.id !== (attempt ?? subject.id)) throw attempt ? new AttemptChanged() : new LinkUsed();
    const { requestedAt: _, remindedAt: __, ...given } = waiting;
    const address = waiting.updatesConsent ? waiting.address : null;
    const confirmed = Object.assign(new Signature(), { ...given, address, signedAt: app.clock() });
    const signed = await app.signatures.sign(confirmed, { confirmed: true });
    await database.getRepository(PendingSignature).delete(rowOf({ ...subject, id: waiting.id }));
    return answerTo(signed, waiting.clientMutationId);
  }

  /** Every unexpired link of a mail shows the newest attempt, since that is the one that will count. */
  @Audience(linkHolders)
  @Query(() => SignatureToConfirm, {
    nullable: true,
    description:
      'What will count when the person confirms, by any link of the mails that asked for it: the newest attempt with this address. ' +
      'Errors: LINK_INVALID, LINK_EXPIRED, LINK_USED (nothing waits any more).',
  })
  async signatureToConfirm(
    @Arg('token', { description: 'The part of the link after its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<SignatureToConfirm> {
    const { waiting } = await waitingBehind(token, request);
    const petition = await request.database.getRepository(Petition).findOneByOrFail({ id: waiting.petitionId });
    const { id: attempt, name, country, region, consentToShowName, updatesConsent } = waiting;
    return { attempt, name, country, region, consentToShowName, updatesConsent, petition };
  }

  /** Mail programs repeat their requests, so the link works each time it is opened. */
  @Audience(anyone)
  @Mutation(() => Petition, {
    description:
      'Forgets what waits for a confirmation, by the link in its reminder: no more mails about it are sent. A signature that was ' +
      'confirmed stays. Can be repeated. Errors: LINK_INVALID (forged or damaged), LINK_EXPIRED.',
  })
  async stopConfirmationMails(
    @Arg('token', { description: 'The part of the link after its #.' }) token: string,
    @Ctx() { app, database }: PetitionRequest,
  ): Promise<Petition> {
    const { petitionId, emailHash } = rowOf(readLink(app.secrets.links, 'stop', token, app.clock()));
    await database.transaction((manager) => forgetAttempt(manager, { petitionId, emailHash }));
    return database.getRepository(Petition).findOneByOrFail({ id: petitionId });
  }
}

/** What waits behind a link to confirm: the newest attempt of its address. @throws LinkInvalid, LinkExpired, LinkUsed */
async function waitingBehind(token: string, { app, database }: PetitionRequest) {
  const subject = readLink(app.secrets.links, 'confirm', token, app.clock());
  const { petitionId, emailHash } = rowOf(subject);
  const waiting = await database.getRepository(PendingSignature).findOneBy({ petitionId, emailHash });
  if (!waiting || app.clock() >= forgottenAt(waiting.requestedAt)) throw new LinkUsed();
  return { waiting, subject };
}

const outcomes = {
  NEW: SigningOutcome.SIGNED,
  KNOWN: SigningOutcome.ALREADY_SIGNED,
  STRUCK: SigningOutcome.STRUCK_OUT,
  UNCONFIRMED: SigningOutcome.CONFIRMATION_SENT,
} as const;

/** What the person who signed is told. */
const answerTo = (signed: Signed, clientMutationId: string | null): SignPetitionPayload => ({
  outcome: outcomes[signed.became],
  signature: signed.became === 'NEW' ? signed.signature : null,
  petition: signed.petition,
  clientMutationId,
});
