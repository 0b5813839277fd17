// How people take a signature back, or have everything erased that is kept of them, by links in a mail.
import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { hydrate } from '#kit/data/database';
import { Audience, anyone } from '#kit/words/audience';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { hashEmail } from './emailHash';
import { LinkUsed, readLink, rowOf, type SignatureLinkPurpose } from './links';
import { Signature } from './signature';
import { mailLinks } from './signatureMail';
import { removeSignatures } from './signaturesSql';

const linkErrors = 'Errors: LINK_INVALID (forged or damaged), LINK_EXPIRED, LINK_USED (each link works once)';

@InputType({ description: 'The signature that a person wants to take back.' })
class RequestSignatureLinksInput {
  @Field(() => ID, { description: 'The petition they signed.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({ description: 'The e-mail address they signed with.' })
  @MaxLength(254)
  email!: string;
}

@ObjectType({ description: 'What was erased.' })
class ErasurePayload {
  @Field(() => Int, { description: 'How many signatures left the counts.' })
  signatures!: number;

  @Field(() => [Petition], { description: 'The petitions they had signed, with counts that no longer include them.' })
  petitions!: Petition[];
}

@Resolver()
export class WithdrawalResolver {
  /** The answer is the same whether the address has signed or not. */
  @Audience(anyone)
  @Mutation(() => Boolean, {
    description:
      'Mails the links that withdraw or erase a signature to the address that signed; at most one mail in ten minutes. Answers true ' +
      'whether or not the address has signed, so that nobody learns who has. Error BAD_USER_INPUT.',
  })
  async requestSignatureLinks(
    @Arg('input', () => RequestSignatureLinksInput, { description: 'Which signature.' })
    { petitionId, email }: RequestSignatureLinksInput,
    @Ctx() { app, database, clock }: PetitionRequest,
  ): Promise<boolean> {
    const emailHash = await hashEmail(app.secrets, database, petitionId, email);
    const recipient = { email: email.trim(), secrets: app.secrets };
    await database.transaction((manager) => mailLinks(manager, { petitionId, emailHash }, recipient, clock()));
    return true;
  }

  @Audience(anyone)
  @Mutation(() => Petition, {
    description: `Withdraws a signature by the link in the mail; it leaves all counts at once. The same address can sign again. ${linkErrors}.`,
  })
  async withdrawSignature(
    @Arg('token', { description: 'The part of the link after its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    const { petitionId, emailHash } = await signatureOf(token, 'withdraw', request);
    const [petition] = await remove(request, [petitionId], emailHash);
    if (!petition) throw new LinkUsed();
    return petition;
  }

  @Audience(anyone)
  @Mutation(() => ErasurePayload, {
    description: `Erases everything that is kept of the address behind the link, at every petition; the counts stay exact. ${linkErrors}.`,
  })
  async eraseMySignature(
    @Arg('token', { description: 'The part of the link after its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<ErasurePayload> {
    const { emailHash } = await signatureOf(token, 'erase', request);
    const petitions = await remove(request, await petitionsWith(request.database, emailHash), emailHash);
    if (petitions.length === 0) throw new LinkUsed();
    return { signatures: petitions.length, petitions };
  }
}

async function signatureOf(token: string, purpose: SignatureLinkPurpose, { app, database }: PetitionRequest) {
  const subject = readLink(app.secrets.links, purpose, token, app.clock());
  const signature = await database.getRepository(Signature).findOneBy(rowOf(subject));
  if (!signature) throw new LinkUsed();
  return signature;
}

/** Every key begins with the petition, so this asks each petition by key: there are few petitions and many signatures. */
async function petitionsWith(database: DataSource, emailHash: Buffer): Promise<string[]> {
  const rows: { id: string }[] = await database.query(
    `SELECT id FROM petition WHERE NOT historical AND (
       EXISTS (SELECT FROM signature WHERE petition_id = petition.id AND email_hash = $1)
       OR EXISTS (SELECT FROM pending_signature WHERE petition_id = petition.id AND email_hash = $1))`,
    [emailHash],
  );
  return rows.map(({ id }) => id);
}

async function remove({ app, database }: PetitionRequest, petitionIds: string[], emailHash: Buffer) {
  const rows = await database.query(removeSignatures, [petitionIds, emailHash, app.clock()]);
  const petitions = hydrate(database, Petition, rows);
  app.feed.publish(petitions);
  return petitions;
}
