// The keys of contacts: they seal addresses, recognize a mailbox, and sign the links in mails.
import { dayMs } from '#kit/words/clock';
import { Problem } from '#kit/words/problem';
import { decrypt, derived, inUse, type KeyRing, keyedHash, readToken, Sealer, signToken } from '#kit/words/secrets';

/** What a signed link is for. A link for one purpose is refused for another. */
export type LinkPurpose = 'confirm' | 'manage' | 'notices' | 'calendar' | 'agreement';

/** The link was cut short, changed, made for something else, or has expired. */
export class BadLink extends Problem {
  constructor() {
    super('BAD_LINK', 'This link is not valid, or no longer. Use the newest one: that of the last mail, or of your account.');
  }
}

/** Uses the first key of the ring and accepts all. A key serves no two uses: each use has a key derived from it. */
export class ContactKeys {
  readonly #sealer: Sealer;
  readonly #hashing: KeyRing;
  readonly #linking: KeyRing;

  /** @throws RangeError for an empty ring */
  constructor(keys: KeyRing) {
    const [sealing, ids] = [derived(keys, 'contact sealing'), derived(keys, 'contact id')];
    this.#sealer = new Sealer(sealing, ids, openEarlier(sealing, ids));
    this.#hashing = derived(keys, 'contact hashing');
    this.#linking = derived(keys, 'contact linking');
  }

  /** How texts begin that are sealed now: as many characters as the version and the id of the key fill. */
  get head(): string {
    return this.#sealer.head.toString('base64url').slice(0, -1);
  }

  /** Encrypts a text for one listing. */
  seal(text: string, listingId: string): string {
    return this.#sealer.seal(text, ownerOf(listingId)).toString('base64url');
  }

  /** @throws Error when the key has left the ring, or the text belongs to another listing or was changed */
  open(sealed: string, listingId: string): string {
    const [id, text] = sealed.split('.');
    const bytes = text === undefined ? Buffer.from(sealed, 'base64url') : earlierBytes(id ?? '', text);
    return this.#sealer.open(bytes, ownerOf(listingId));
  }

  /** A keyed hash that recognizes a mailbox while the first key stays, whatever its case and whatever follows a plus. */
  digest(email: string): Buffer {
    const mailbox = email
      .trim()
      .toLowerCase()
      .replace(/\+[^@]*@/, '@');
    return keyedHash(inUse(this.#hashing), mailbox);
  }

  /** The token of a link to what an id without dots names, good for some days; null for as long as its key. */
  link(purpose: LinkPurpose, id: string, now: Date, days: number | null): string {
    const expires = days === null ? '' : Math.floor((now.getTime() + days * dayMs) / 1000).toString(36);
    return signToken(inUse(this.#linking), [purpose], [id, expires]);
  }

  /** The id that a token was made for. @throws BadLink */
  follow(purpose: LinkPurpose, token: string, now: Date): string {
    const parts = readToken(this.#linking, [purpose], token);
    if (parts?.length !== 2) throw new BadLink();
    const [id = '', expires = ''] = parts;
    if (expires !== '' && Number.parseInt(expires, 36) * 1000 < now.getTime()) throw new BadLink();
    return id;
  }
}

const owners = 'listing_contact\n';
const ownerOf = (listingId: string) => `${owners}${listingId}`;

/** The form of earlier releases: the id of the key in hexadecimal digits, a dot, and bytes bound to the id of the listing alone. */
const earlierBytes = (id: string, text: string) => Buffer.concat([Buffer.from(`${id}.`), Buffer.from(text, 'base64url')]);

const openEarlier = (sealing: KeyRing, ids: KeyRing) => (sealed: Buffer, owner: string) => {
  const dot = sealed.indexOf('.');
  const id = sealed.toString('latin1', 0, Math.max(dot, 0));
  const key = sealing[ids.findIndex((one) => one.toString('hex', 0, 4) === id)];
  if (!key) throw new Error('The key of this contact is not in CONTACT_KEY any more.');
  return decrypt(key, sealed.subarray(dot + 1), Buffer.from(owner.slice(owners.length)));
};
