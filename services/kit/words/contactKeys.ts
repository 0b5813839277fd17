// How are the addresses of contacts kept, recognised and linked to, so that the rows alone tell nobody?
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { dayMs } from './clock';
import { Problem } from './problem';

/** What a signed link is for. One for a purpose is worth nothing for another. */
export type LinkPurpose = 'confirm' | 'manage' | 'notices' | 'calendar' | 'agreement';

/** A link was cut short, changed, made for something else, or is too old. */
export class BadLink extends Problem {
  constructor() {
    super('BAD_LINK', 'This link is not valid, or no longer. Use the newest one: that of the last mail, or of your account.');
  }
}

interface Derived {
  readonly id: string;
  readonly sealing: Buffer;
  readonly hashing: Buffer;
  readonly linking: Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

/** Uses the first key of the ring and knows all, so that one can replace another without a gap. A key serves no two uses: each has one derived from it. */
export class ContactKeys {
  readonly #ring: readonly Derived[];

  /** @throws RangeError for an empty ring */
  constructor(keys: readonly Buffer[]) {
    if (keys.length === 0) throw new RangeError('A ring of keys holds at least one.');
    this.#ring = keys.map((key) => {
      const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `shelfbridge contact ${use}`, 32));
      return {
        id: derive('id').toString('hex', 0, 4),
        sealing: derive('sealing'),
        hashing: derive('hashing'),
        linking: derive('linking'),
      };
    });
  }

  /** The id of the key that seals now. */
  get keyId(): string {
    return this.#first.id;
  }

  /** Encrypts by AES-256-GCM, bound to the row it belongs to: `key id.nonce, tag and text`. */
  seal(text: string, owner: string): string {
    const { id, sealing } = this.#first;
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${id}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** @throws Error when the key has left the ring, or the text belongs to another row or was changed */
  open(sealed: string, owner: string): string {
    const [id, rest = ''] = sealed.split('.');
    const key = this.#ring.find((one) => one.id === id);
    if (!key) throw new Error(`The contact key ${id} is not in CONTACT_KEY any more.`);
    const bytes = Buffer.from(rest, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key.sealing, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
  }

  /** A keyed hash by which the same mailbox is known again while the first key stays, whatever its case and whatever follows a plus. */
  digest(email: string): Buffer {
    const mailbox = email
      .trim()
      .toLowerCase()
      .replace(/\+[^@]*@/, '@');
    return createHmac('sha256', this.#first.hashing).update(mailbox).digest();
  }

  /** The token of a link to what an id without dots names, good for some days; null for as long as its key. */
  link(purpose: LinkPurpose, id: string, now: Date, days: number | null): string {
    const expires = days === null ? '' : Math.floor((now.getTime() + days * dayMs) / 1000).toString(36);
    return [id, expires, mac(this.#first, purpose, id, expires).toString('base64url')].join('.');
  }

  /** The id that a token was made for. @throws BadLink */
  follow(purpose: LinkPurpose, token: string, now: Date): string {
    const [id = '', expires = '', proof = ''] = token.split('.');
    const given = Buffer.from(proof, 'base64url');
    const genuine = this.#ring.some((key) => {
      const wanted = mac(key, purpose, id, expires);
      return wanted.length === given.length && timingSafeEqual(wanted, given);
    });
    const isOver = expires !== '' && Number.parseInt(expires, 36) * 1000 < now.getTime();
    if (!genuine || isOver) throw new BadLink();
    return id;
  }

  get #first(): Derived {
    return this.#ring[0] as Derived;
  }
}

const mac = ({ linking }: Derived, purpose: LinkPurpose, id: string, expires: string) =>
  createHmac('sha256', linking).update(`${purpose}\n${id}\n${expires}`).digest();
