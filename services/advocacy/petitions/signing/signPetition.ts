// How does a person sign a petition?
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { enumOf } from '#kit/words/enums';
import { BadInput } from '#kit/words/problem';
import { CountryCode } from '#kit/words/scalars';
import { OneLine } from '#kit/words/texts';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { consentTexts, currentConsent } from './consent';
import { hashEmail, sealAddress } from './secrets';
import { Signature } from './signature';
import type { Signed } from './signatureBatch';
import { requestConfirmation } from './signatureMail';

export const SigningOutcome = enumOf('SigningOutcome', 'What became of a signing.', {
  SIGNED: 'The signature is committed and counted. A repeated call with the same clientMutationId is answered so again.',
  ALREADY_SIGNED: 'This address had signed before; it counts once, and nothing changed.',
  CONFIRMATION_SENT:
    'A mail is on its way to the address; the signature counts when its link is opened. The answer is the same for an address ' +
    'that has signed before, which gets a mail that says so: nobody learns here who has signed.',
});
export type SigningOutcome = keyof typeof SigningOutcome;

@InputType({ description: 'A signature to be given.' })
export class SignPetitionInput {
  @Field(() => ID, { description: 'The petition, which must be OPEN.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({ description: 'The name of the person who signs: one line of at most 200 characters.' })
  @OneLine()
  name!: string;

  @Field({
    description:
      'Their e-mail address; never shown. Kept as a keyed hash, so that nobody signs twice, and encrypted only where updatesConsent asks for news.',
  })
  @MaxLength(254)
  email!: string;

  @Field(() => CountryCode, { description: 'Their country.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Their ISO 3166-2 subdivision, which must lie in the country, such as US-NE.',
  })
  @IsOptional()
  @Matches(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, { message: 'region must be an ISO 3166-2 code such as US-NE' })
  region?: string | null;

  @Field({ defaultValue: false, description: 'Whether the name may be shown in public.' })
  consentToShowName!: boolean;

  @Field({ defaultValue: false, description: 'Whether the person wishes to be told of news.' })
  updatesConsent!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the words the person has read and agreed to; see consentTexts. The current one when not given.',
  })
  @IsOptional()
  @IsIn(
    consentTexts.map(({ version }) => version),
    { message: 'consentVersion must be the version of one of the consentTexts' },
  )
  consentVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'A value of the client that makes a repeated call safe: it is answered as the first one was.',
  })
  @IsOptional()
  @MaxLength(100)
  clientMutationId?: string | null;
}

@ObjectType({ description: 'The answer to somebody who signed, given after the commit.' })
export class SignPetitionPayload {
  @Field(() => SigningOutcome, { description: 'What became of the signing.' })
  outcome!: SigningOutcome;

  @Field(() => Signature, {
    nullable: true,
    description:
      'The signature; null when it waits for its confirmation, or when the address had signed before, since anybody could ask that.',
  })
  signature!: Signature | null;

  @Field(() => Petition, { description: 'The petition with a count that includes this signature.' })
  petition!: Petition;

  @Field(() => String, { nullable: true, description: 'The value of the client, unchanged.' })
  clientMutationId!: string | null;
}

/**
 * Commits a signature together with those of everybody who signs at the same moment; where the petition wants the address
 * confirmed, nothing is counted and a mail is queued instead.
 * @throws BadInput, NotFound, PetitionNotOpen, SigningBusy, SigningUnavailable
 */
export async function signPetition(
  input: SignPetitionInput,
  { app, database }: Pick<PetitionRequest, 'app' | 'database'>,
): Promise<SignPetitionPayload> {
  const { email, region = null, clientMutationId = null } = input;
  if (region && !region.startsWith(`${input.country}-`))
    throw new BadInput('region', `region ${region} does not lie in the country ${input.country}.`);
  const given: Signature = Object.assign(new Signature(), {
    id: uuid(),
    petitionId: input.petitionId,
    emailHash: await hashEmail(app.secrets, database, input.petitionId, email),
    name: input.name.trim().normalize('NFC'),
    country: input.country,
    region,
    consentToShowName: input.consentToShowName,
    updatesConsent: input.updatesConsent,
    consentVersion: input.consentVersion ?? currentConsent.version,
    address: input.updatesConsent ? sealAddress(app.secrets, email.trim()) : null,
    clientMutationId,
    signedAt: app.clock(),
  });
  const signed = await app.signatures.sign(given);
  if (signed.became === 'UNCONFIRMED') await requestConfirmation(database, given, sealAddress(app.secrets, email.trim()));
  return answerTo(signed, clientMutationId);
}

const outcomes = {
  NEW: SigningOutcome.SIGNED,
  KNOWN: SigningOutcome.ALREADY_SIGNED,
  UNCONFIRMED: SigningOutcome.CONFIRMATION_SENT,
} as const;

/** What somebody is told of what became of their signature. */
export const answerTo = (signed: Signed, clientMutationId: string | null): SignPetitionPayload => ({
  outcome: outcomes[signed.became],
  signature: signed.became === 'NEW' ? signed.signature : null,
  petition: signed.petition,
  clientMutationId,
});
