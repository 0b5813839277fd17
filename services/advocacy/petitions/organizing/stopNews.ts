// How does a person end the news they once asked for, and stay among those who signed?
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { LinkUsed } from '../refusals';
import { readLink, rowOf } from '../signing/links';
import { Signature } from '../signing/signature';

/**
 * Forgets the address that was kept for news of one petition. Mail programs repeat what they ask, so a link works as often as it is
 * opened. @throws LinkInvalid, LinkExpired, LinkUsed when the signature itself is gone, and news with it
 */
export async function stopNews(token: string, { app, database }: Pick<PetitionRequest, 'app' | 'database'>): Promise<Petition> {
  const subject = readLink(app.secrets.links, 'news', token, app.clock());
  const { affected } = await database.getRepository(Signature).update(rowOf(subject), { updatesConsent: false, address: null });
  if (affected === 0) throw new LinkUsed();
  return database.getRepository(Petition).findOneByOrFail({ id: subject.petitionId });
}
