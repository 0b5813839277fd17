// How people take a signature back, or have everything erased that is kept of them, by links in a mail.
import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { DataSource, ObjectLiteral } from 'typeorm';
import { hydrate } from '#kit/data/database';
import { removeJobsOf } from '#kit/data/queue';
import { Audience, anyone } from '#kit/words/audience';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { hashEmail, hashesOf } from './emailHash';
import { type LinkSubject, LinkUsed, readLink, rowOf } from './links';
import type { SignatureSecrets } from './secrets';
import { Signature } from './signature';
import { mailLinks, openErasable } from './signatureMail';
import { lockPetitions, removeSignatures } from './signaturesSql';

const linkErrors = 'Errors: LINK_INVALID (forged or damaged), LINK_EXPIRED, LINK_USED';

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
  @Field(() => Int, {
    description:
      'How many signatures left the counts; 0 when only what waited for its confirmation, or was struck out, was kept.',
  })
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
    description: `Withdraws a signature by the link in the mail; it leaves all counts at once. The same address can sign again. ${linkErrors} (the signature is gone; each link works once).`,
  })
  async withdrawSignature(
    @Arg('token', { description: 'The part of the link after its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    const { app, database } = request;
    const subject = readLink(app.secrets.links, 'withdraw', token, app.clock());
    const signature = await database.getRepository(Signature).findOneBy(rowOf(subject));
    if (!signature) throw new LinkUsed();
    const { petitions, removed, forgotten } = await remove(request, [signature.petitionId], [signature.emailHash], {
      erase: false,
    });
    if (removed + forgotten === 0) throw new LinkUsed();
    // One that was struck out had left the counts before, so no petition changed.
    return petitions[0] ?? database.getRepository(Petition).findOneByOrFail({ id: signature.petitionId });
  }

  @Audience(anyone)
  @Mutation(() => ErasurePayload, {
    description:
      'Erases everything that is kept of the address behind the link, at every petition in whatever state, and whatever became of the ' +
      `signature that its mail was about; the counts stay exact. The link works for a year. ${linkErrors} (nothing is kept of the address).`,
  })
  async eraseMySignature(
    @Arg('token', { description: 'The part of the link after its #.' }) token: string,
    @Ctx() request: PetitionRequest,
  ): Promise<ErasurePayload> {
    const { app, database } = request;
    const hashes = hashesBehind(readLink(app.secrets.links, 'erase', token, app.clock()), app.secrets);
    const { petitions, removed, forgotten } = await remove(request, await petitionsWith(database, hashes), hashes, {
      erase: true,
    });
    if (removed + forgotten === 0) throw new LinkUsed();
    return { signatures: removed, petitions };
  }
}

/** All hashes of the address behind a link; links of earlier mails know only the one under which it had signed. */
function hashesBehind(subject: LinkSubject, secrets: SignatureSecrets): Buffer[] {
  const { emailHash } = rowOf(subject);
  const email = openErasable(subject, secrets);
  return [emailHash, ...(email === undefined ? [] : hashesOf(secrets, email).filter((hash) => !hash.equals(emailHash)))];
}

/** Every key begins with the petition, so this asks each petition by key: there are few petitions and many signatures. */
async function petitionsWith(database: DataSource, hashes: readonly Buffer[]): Promise<string[]> {
  const rows: { id: string }[] = await database.query(
    `SELECT id FROM petition WHERE NOT historical AND (
       EXISTS (SELECT FROM signature WHERE petition_id = petition.id AND email_hash = ANY($1::bytea[]))
       OR EXISTS (SELECT FROM pending_signature WHERE petition_id = petition.id AND email_hash = ANY($1))
       OR EXISTS (SELECT FROM signing_attempt WHERE petition_id = petition.id AND email_hash = ANY($1))
       OR EXISTS (SELECT FROM paper_signature WHERE petition_id = petition.id AND email_hash = ANY($1))
       OR paper_addresses AND EXISTS (SELECT FROM paper_earlier WHERE petition_id = petition.id AND email_hash = ANY($1)))`,
    [hashes],
  );
  return rows.map(({ id }) => id);
}

/** With `erase`, rows on paper and mails that wait for their server forget the address too. */
async function remove(
  { app, database }: PetitionRequest,
  petitionIds: string[],
  hashes: readonly Buffer[],
  { erase }: { readonly erase: boolean },
) {
  const [{ petitions: rows, removed, forgotten }] = await database.transaction(async (manager) => {
    await manager.query(lockPetitions, [petitionIds]);
    // Each payload about a signature has its hash as links have it.
    const inLinks = hashes.map((hash) => hash.toString('base64url'));
    if (erase) await removeJobsOf(manager, 'hash' satisfies keyof LinkSubject, inLinks);
    return manager.query(removeSignatures, [petitionIds, hashes, app.clock(), erase]);
  });
  const petitions = hydrate(database, Petition, rows as ObjectLiteral[]);
  app.feed.publish(petitions);
  return { petitions, removed: removed as number, forgotten: forgotten as number };
}
