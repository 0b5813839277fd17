// How does a signature that waits for its confirmation come to count?
import type { PetitionRequest } from '../context';
import { LinkUsed } from '../refusals';
import { readLink, rowOf } from './links';
import { PendingSignature, Signature } from './signature';
import { answerTo, type SignPetitionPayload } from './signPetition';

/**
 * Takes the one path that every signature takes, under the id it waited with: a process that dies on the way leaves a link that
 * still works and counts once.
 * @throws LinkInvalid, LinkExpired, LinkUsed, PetitionNotOpen, SigningBusy, SigningUnavailable
 */
export async function confirmSignature(
  token: string,
  { app, database }: Pick<PetitionRequest, 'app' | 'database'>,
): Promise<SignPetitionPayload> {
  const subject = readLink(app.secrets.links, 'confirm', token, app.clock());
  const waiting = await database.getRepository(PendingSignature).findOneBy(rowOf(subject));
  if (!waiting) throw new LinkUsed();
  const { requestedAt: _, ...given } = waiting;
  const confirmed = Object.assign(new Signature(), { ...given, signedAt: app.clock() });
  const signed = await app.signatures.sign(confirmed, { confirmed: true });
  await database.getRepository(PendingSignature).delete(rowOf(subject));
  return answerTo(signed, waiting.clientMutationId);
}
