// How does a person take a signature back, or have all that is kept of them erased?
import { Field, Int, ObjectType } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { hydrate } from '#kit/data/database';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { LinkUsed } from '../refusals';
import { type LinkPurpose, readLink, rowOf } from './links';
import { Signature } from './signature';
import { removeSignatures } from './signaturesSql';

@ObjectType({ description: 'What was taken away.' })
export class ErasurePayload {
  @Field(() => Int, { description: 'How many signatures left the counts.' })
  signatures!: number;

  @Field(() => [Petition], { description: 'The petitions they had signed, with counts that no longer include them.' })
  petitions!: Petition[];
}

/** @throws LinkInvalid, LinkExpired, LinkUsed */
export async function withdrawSignature(token: string, request: Pick<PetitionRequest, 'app' | 'database'>): Promise<Petition> {
  const { petitionId, emailHash } = await signatureOf(token, 'withdraw', request);
  const [petition] = await remove(request, [petitionId], emailHash);
  if (!petition) throw new LinkUsed();
  return petition;
}

/** Erases what every petition keeps of the address behind the link. @throws LinkInvalid, LinkExpired, LinkUsed */
export async function eraseMySignature(
  token: string,
  request: Pick<PetitionRequest, 'app' | 'database'>,
): Promise<ErasurePayload> {
  const { emailHash } = await signatureOf(token, 'erase', request);
  const petitions = await remove(request, await petitionsWith(request.database, emailHash), emailHash);
  if (petitions.length === 0) throw new LinkUsed();
  return { signatures: petitions.length, petitions };
}

async function signatureOf(token: string, purpose: LinkPurpose, { app, database }: Pick<PetitionRequest, 'app' | 'database'>) {
  const subject = readLink(app.secrets.links, purpose, token, app.clock());
  const signature = await database.getRepository(Signature).findOneBy(rowOf(subject));
  if (!signature) throw new LinkUsed();
  return signature;
}

/** Every key begins with the petition, so each petition is asked by its key; there are few petitions and many signatures. */
async function petitionsWith(database: DataSource, emailHash: Buffer): Promise<string[]> {
  const rows: { id: string }[] = await database.query(
    `SELECT id FROM petition WHERE NOT historical AND (
       EXISTS (SELECT FROM signature WHERE petition_id = petition.id AND email_hash = $1)
       OR EXISTS (SELECT FROM pending_signature WHERE petition_id = petition.id AND email_hash = $1))`,
    [emailHash],
  );
  return rows.map(({ id }) => id);
}

async function remove({ app, database }: Pick<PetitionRequest, 'app' | 'database'>, petitionIds: string[], emailHash: Buffer) {
  const rows = await database.query(removeSignatures, [petitionIds, emailHash, app.clock()]);
  const petitions = hydrate(database, Petition, rows);
  app.publish(petitions);
  return petitions;
}
