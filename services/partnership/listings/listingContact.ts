// Who can be written to about a listing?
import { Column, type DataSource, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type ContactKeys } from '#kit/words/contactKeys';
import { Listing } from './listing';

/** A person and their address, as opened. Never logged, never in a public answer. */
interface Contact {
  readonly name: string;
  readonly email: string;
}

/** Kept apart from listings, so that no list of them carries it. */
@Entity()
@Index('listing_contact_by_digest', ['digest', 'submittedAt'])
export class ListingContact {
  @ForeignKey(() => Listing, { name: 'listing_contact_listing', onDelete: 'CASCADE' })
  @PrimaryColumn('text')
  listingId!: string;

  /** Name and address, encrypted for this listing: see `ContactKeys.seal`. */
  @Column('text')
  sealed!: string;

  /** The keyed hash of the address, by which too many submissions are noticed. */
  @Column('bytea')
  digest!: Buffer;

  @Column('timestamptz')
  submittedAt!: Date;

  /** When the link in the first mail was opened; null until then. */
  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  /** True when no reminders are wanted. */
  @Column('boolean', { default: false })
  silent!: boolean;

  /** The person. @throws Error when the key is not known any more */
  open(keys: ContactKeys): Contact {
    return JSON.parse(keys.open(this.sealed, this.listingId));
  }
}

/** Encrypts a person for a listing. */
export const sealContact = (keys: ContactKeys, listingId: string, contact: Contact) => ({
  listingId,
  sealed: keys.seal(JSON.stringify(contact), listingId),
  digest: keys.digest(contact.email),
});

/** A contact, and whether it wants no notices. */
interface LibraryContact extends Contact {
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
