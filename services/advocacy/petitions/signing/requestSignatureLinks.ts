// How does a person who has signed get the links that take the signature back?
import type { PetitionRequest } from '../context';
import { hashEmail, sealAddress } from './secrets';
import { mailLinks } from './signatureMail';

/**
 * Queues a mail if the address has signed, unless it got one in the last ten minutes. The answer is the same if not, so that nobody
 * learns who has. @throws BadInput
 */
export async function requestSignatureLinks(
  petitionId: string,
  email: string,
  { app, database, clock }: Pick<PetitionRequest, 'app' | 'database' | 'clock'>,
): Promise<void> {
  const emailHash = await hashEmail(app.secrets, database, petitionId, email);
  const sealed = sealAddress(app.secrets, email.trim());
  await database.transaction((manager) => mailLinks(manager, { petitionId, emailHash }, sealed, clock()));
}
