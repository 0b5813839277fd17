// How do people sign, confirm, take back and erase, and which words do they agree to?

import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql';
import { Audience, anyone } from '#kit/words/audience';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { confirmSignature } from './confirmSignature';
import { ConsentText, consentTexts, currentConsent } from './consent';
import { requestSignatureLinks } from './requestSignatureLinks';
import { SignPetitionInput, SignPetitionPayload, signPetition } from './signPetition';
import { ErasurePayload, eraseMySignature, withdrawSignature } from './withdrawSignature';

const linkErrors = 'Errors: LINK_INVALID (forged or damaged), LINK_EXPIRED, LINK_USED (each link works once)';

@InputType({ description: 'Which signature a person wants to take back.' })
export class RequestSignatureLinksInput {
  @Field(() => ID, { description: 'The petition they signed.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({ description: 'The e-mail address they signed with.' })
  @MaxLength(254)
  email!: string;
}

@Resolver()
export class SigningResolver {
  @Audience(anyone)
  @Query(() => [ConsentText], { description: 'The words that people agree to by signing, all versions, the current one last.' })
  consentTexts(): readonly ConsentText[] {
    return consentTexts;
  }

  @Audience(anyone)
  @Query(() => ConsentText, { description: 'The words that people who sign now agree to.' })
  currentConsent(): ConsentText {
    return currentConsent;
  }

  @Audience(anyone)
  @Mutation(() => SignPetitionPayload, {
    description:
      'Signs a petition; answered when the signature is committed, or where the petition wants it confirmed, when its mail is queued. ' +
      'Errors: BAD_USER_INPUT, NOT_FOUND, PETITION_NOT_OPEN, SIGNING_BUSY and SIGNING_UNAVAILABLE (try again with the same ' +
      'clientMutationId).',
  })
  signPetition(
    @Arg('input', () => SignPetitionInput, { description: 'The signature.' }) input: SignPetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<SignPetitionPayload> {
    return signPetition(input, request);
  }

  @Audience(anyone)
  @Mutation(() => SignPetitionPayload, {
    description: `Makes a signature count, by the link that was mailed. ${linkErrors}, PETITION_NOT_OPEN, SIGNING_BUSY, SIGNING_UNAVAILABLE.`,
  })
  confirmSignature(
    @Arg('token', { description: 'The part of the link behind its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<SignPetitionPayload> {
    return confirmSignature(token, request);
  }

  @Audience(anyone)
  @Mutation(() => Boolean, {
    description:
      'Mails the links that withdraw or erase a signature to the address that signed. True whether or not it has signed, so that ' +
      'nobody learns who has; one mail in ten minutes. Error BAD_USER_INPUT.',
  })
  async requestSignatureLinks(
    @Arg('input', () => RequestSignatureLinksInput, { description: 'Which signature.' }) input: RequestSignatureLinksInput,
    @Ctx() request: PetitionRequest,
  ): Promise<boolean> {
    await requestSignatureLinks(input.petitionId, input.email, request);
    return true;
  }

  @Audience(anyone)
  @Mutation(() => Petition, {
    description: `Takes a signature back by the link that was mailed; it leaves all counts at once. The same address may sign again. ${linkErrors}.`,
  })
  withdrawSignature(
    @Arg('token', { description: 'The part of the link behind its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return withdrawSignature(token, request);
  }

  @Audience(anyone)
  @Mutation(() => ErasurePayload, {
    description: `Erases all that is kept of the address behind the link, at every petition; the counts stay exact. ${linkErrors}.`,
  })
  eraseMySignature(
    @Arg('token', { description: 'The part of the link behind its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<ErasurePayload> {
    return eraseMySignature(token, request);
  }
}
