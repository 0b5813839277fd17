// To whom may one write at a library, now that it is a sister?
import type { DataSource } from 'typeorm';
import type { ContactKeys } from '#kit/words/contactKeys';
import type { Contact } from './listingContact';
import { ListingContact } from './listingContact';

/** A contact, and whether it wants no notices. */
export interface LibraryContact extends Contact {
  readonly silent: boolean;
  readonly listingId: string;
}

/** The confirmed contact of the newest listing of a library that the committee took in; null when there is none. */
export async function contactOfLibrary(
  database: DataSource,
  keys: ContactKeys,
  libraryId: string,
): Promise<LibraryContact | null> {
  const contact = await database
    .getRepository(ListingContact)
    .createQueryBuilder('contact')
    .innerJoin('listing', 'listing', 'listing.id = contact.listingId')
    .where('listing.library_id = :libraryId', { libraryId })
    .andWhere(`contact.confirmedAt IS NOT NULL AND listing.state NOT IN ('SUBMITTED', 'DECLINED')`)
    .orderBy('contact.submittedAt', 'DESC')
    .getOne();
  return contact && { ...contact.open(keys), silent: contact.silent, listingId: contact.listingId };
}
