// The person to write to about a listing, stored encrypted.
import { Column, type DataSource, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type ResealOptions, resealTask, type SealedColumn } from '#kit/data/reseal';
import type { ContactKeys } from './contactKeys';
import { Listing } from './listing';

/** A person and their address, decrypted. Never log it or put it in a public answer. */
interface Contact {
  readonly name: string;
  readonly email: string;
}

/** A table of its own, so that no list of listings reads it. */
@Entity()
@Index('listing_contact_by_digest', ['digest', 'submittedAt'])
export class ListingContact {
  @ForeignKey(() => Listing, { name: 'listing_contact_listing', onDelete: 'CASCADE' })
  @PrimaryColumn('text')
  listingId!: string;

  /** Name and address, encrypted and bound to this listing: see `ContactKeys.seal`. */
  @Column('text')
  sealed!: string;

  /** A keyed hash of the address, to count submissions per address. */
  @Column('bytea')
  digest!: Buffer;

  /** Of the mails to the contact, as it was asked for by its tag. */
  @Column('text', { default: 'en' })
  language!: string;

  @Column('timestamptz')
  submittedAt!: Date;

  /** When the contact confirmed the submission; null until then. */
  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  /** True when the contact wants no reminders. */
  @Column('boolean', { default: false })
  silent!: boolean;

  /** Decrypts the person. @throws Error when the key is no longer in the ring */
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

/** A contact, whether it wants no reminders, and the language of its mails. */
interface LibraryContact extends Contact {
  readonly silent: boolean;
  readonly language: string;
  readonly listingId: string;
}

/** The confirmed contact of the newest approved listing of a library; null when there is none. */
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
  return contact && { ...contact.open(keys), silent: contact.silent, language: contact.language, listingId: contact.listingId };
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
