// Who can be written to about a listing?
import { Column, type DataSource, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type ResealOptions, resealTask, type SealedColumn } from '#kit/data/reseal';
import type { ContactKeys } from './contactKeys';
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

/** The task that seals anew at night the contacts of earlier releases and of replaced keys. */
export const resealContactsTask = 'listings: seal contacts anew';

export const resealContacts = (options: ResealOptions, keys: ContactKeys) =>
  resealTask(resealContactsTask, sealedContacts(keys), options);

const sealedContacts = (keys: ContactKeys): SealedColumn<string> => ({
  async read(manager, [after = ''] = [], most) {
    const rows: { listing_id: string; sealed: string }[] = await manager.query(
      `SELECT listing_id, sealed FROM listing_contact WHERE listing_id > $1 AND NOT starts_with(sealed, $2)
       ORDER BY listing_id LIMIT $3 FOR UPDATE SKIP LOCKED`,
      [after, keys.head, most],
    );
    return rows.map(({ listing_id, sealed }) => ({ position: [listing_id], sealed }));
  },
  anew: ({ position: [id = ''], sealed }) => keys.seal(keys.open(sealed, id), id),
  async write(manager, rows) {
    await manager.query(
      `UPDATE listing_contact AS stored SET sealed = anew.sealed FROM unnest($1::text[], $2::text[]) AS anew(listing_id, sealed)
       WHERE stored.listing_id = anew.listing_id`,
      [rows.map(({ position: [id] }) => id), rows.map(({ sealed }) => sealed)],
    );
  },
});
