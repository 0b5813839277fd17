// Which mailbox is an e-mail address, in whichever spelling, and under which keyed hash is it known?
import { createHmac } from 'node:crypto';
import { isEmail } from 'class-validator';
import type { Statements } from '#kit/data/queue';
import { BadInput } from '#kit/words/problem';
import type { SignatureSecrets } from './secrets';

/** What a provider ignores in the part before the @. */
interface Provider {
  /** The one domain that stands for all domains of the same mailboxes. */
  readonly domain?: string;
  readonly ignoresDots: boolean;
  /** Everything after this character is ignored. */
  readonly tag: '+' | '-';
}

const gmail: Provider = { domain: 'gmail.com', ignoresDots: true, tag: '+' };
const plus: Provider = { ignoresDots: false, tag: '+' };

/** Providers that document that they ignore what follows a plus, and keep dots apart. */
const withTags = [
  ...['outlook.com', 'outlook.de', 'outlook.es', 'outlook.fr', 'outlook.jp', 'hotmail.com', 'hotmail.co.uk', 'hotmail.de'],
  ...[
    'outlook.at',
    'outlook.be',
    'outlook.cl',
    'outlook.com.ar',
    'outlook.com.au',
    'outlook.com.br',
    'outlook.com.tr',
    'outlook.cz',
  ],
  ...[
    'outlook.dk',
    'outlook.ie',
    'outlook.in',
    'outlook.it',
    'outlook.kr',
    'outlook.pt',
    'hotmail.be',
    'hotmail.ca',
    'hotmail.ch',
  ],
  ...[
    'hotmail.co.jp',
    'hotmail.com.ar',
    'hotmail.com.br',
    'hotmail.dk',
    'hotmail.fi',
    'hotmail.no',
    'hotmail.se',
    'live.at',
    'live.be',
  ],
  ...[
    'live.ca',
    'live.com.ar',
    'live.com.au',
    'live.com.mx',
    'live.com.pt',
    'live.dk',
    'live.ie',
    'live.it',
    'live.jp',
    'live.no',
  ],
  ...['live.se', 'hotmail.es', 'hotmail.fr', 'hotmail.it', 'live.com', 'live.co.uk', 'live.de', 'live.fr', 'live.nl', 'msn.com'],
  ...['icloud.com', 'me.com', 'mac.com', 'fastmail.com', 'fastmail.fm', 'proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
  ...['outlook.bg', 'outlook.co.id', 'outlook.co.il', 'outlook.co.nz', 'outlook.co.th', 'outlook.com.gr', 'outlook.com.pe'],
  ...['outlook.com.vn', 'outlook.hu', 'outlook.lv', 'outlook.my', 'outlook.ph', 'outlook.ro', 'outlook.sa', 'outlook.sg'],
  ...['outlook.sk', 'hotmail.cl', 'hotmail.co.id', 'hotmail.co.il', 'hotmail.co.nz', 'hotmail.co.th', 'hotmail.co.za'],
  ...['hotmail.com.hk', 'hotmail.com.tr', 'hotmail.com.tw', 'hotmail.cz', 'hotmail.gr', 'hotmail.hu', 'hotmail.nl', 'hotmail.sg'],
  ...['live.cl', 'live.cn', 'live.co.za', 'live.com.my', 'live.com.ph', 'live.com.pk', 'live.com.sg', 'live.hk', 'live.in'],
  ...['live.ru', 'windowslive.com', 'yandex.com', 'yandex.ru', 'yandex.by', 'yandex.kz', 'ya.ru', 'riseup.net', 'disroot.org'],
  ...['mailfence.com', 'sent.com', 'fastmail.cn', 'fastmail.de', 'fastmail.es', 'fastmail.fr', 'fastmail.in', 'fastmail.jp'],
  ...[
    'fastmail.ca',
    'fastmail.co.uk',
    'fastmail.com.au',
    'fastmail.im',
    'fastmail.mx',
    'fastmail.net',
    'fastmail.nl',
    'fastmail.org',
  ],
  ...[
    'fastmail.se',
    'fastmail.to',
    'fastmail.tw',
    'fastmail.uk',
    'fastmail.us',
    'zoho.eu',
    'zoho.in',
    'zohomail.eu',
    'zohomail.in',
  ],
  ...['mailbox.org', 'posteo.de', 'posteo.net', 'runbox.com', 'zoho.com', 'zohomail.com', 'hey.com', 'pobox.com'],
];

/** Only providers that document the rule. At any other, a dot or a plus may distinguish two people. */
const providers = new Map<string, Provider>([
  ['gmail.com', gmail],
  ['googlemail.com', gmail],
  ...withTags.map((domain) => [domain, plus] as const),
]);

/**
 * The one spelling under which an address counts: trimmed, lower case, the domain in ASCII (IDNA), and without what its provider
 * ignores. Only the keyed hash uses it; mail goes to the address as it was entered.
 * @throws BadInput when the text is not an e-mail address
 */
export function canonicalEmail(text: string): string {
  const given = text.trim().normalize('NFC');
  const at = given.lastIndexOf('@');
  const domain = asciiDomain(given.slice(at + 1));
  if (given.length > 254 || !domain || !isEmail(given, { allow_utf8_local_part: true })) {
    throw new BadInput('email', 'email is not an e-mail address. Write it like name@example.org.', { reason: 'EMAIL_WRONG' });
  }
  const local = given.slice(0, at).toLowerCase();
  const provider = providers.get(domain);
  if (!provider) return `${local}@${domain}`;
  const untagged = local.split(provider.tag, 1)[0] || local;
  return `${provider.ignoresDots ? untagged.replaceAll('.', '') : untagged}@${provider.domain ?? domain}`;
}

/**
 * The keyed hash of the domain of an address, one for all domains of the same mailboxes: enough to find the signatures of one domain,
 * and none of the addresses. @throws BadInput for what is no address
 */
export const domainHash = ({ hash }: SignatureSecrets, email: string): Buffer =>
  rememberedHash(hash[0] as Buffer, email.slice(email.lastIndexOf('@') + 1));

/** The hash of a domain under each key of the ring. @throws BadInput for what is no domain */
export const domainHashes = ({ hash }: SignatureSecrets, domain: string): Buffer[] =>
  hash.map((key) => hashOfDomain(key, domain.slice(domain.lastIndexOf('@') + 1).replace(/\.\s*$/, '')));

/** The keyed hash of the kit, in the one line that it is: a signature comes back to no file. */
const keyed = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();

const domainHashBytes = 16;
const mostRemembered = 1_000;
const remembered = new WeakMap<Buffer, Map<string, Buffer>>();

/** Most people who sign have an address of one of few domains. */
function rememberedHash(key: Buffer, domain: string): Buffer {
  const known = remembered.get(key) ?? new Map<string, Buffer>();
  const hash = known.get(domain) ?? hashOfDomain(key, domain);
  if (known.size >= mostRemembered) known.clear();
  known.set(domain, hash);
  remembered.set(key, known);
  return hash;
}

/** Of at least two labels: *.example.org and two domains at once are none. */
const hostName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

function hashOfDomain(key: Buffer, domain: string): Buffer {
  const ascii = asciiDomain(domain.trim().normalize('NFC'));
  if (!ascii || !hostName.test(ascii))
    throw new BadInput('domain', 'domain is not the domain of e-mail addresses. Write it like example.org.', {
      reason: 'DOMAIN_WRONG',
    });
  return keyed(key, `domain\n${providers.get(ascii)?.domain ?? ascii}`).subarray(0, domainHashBytes);
}

/** The URL standard's host parser lower-cases and applies IDNA; undefined for a domain that it refuses. */
function asciiDomain(domain: string): string | undefined {
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

/** The hash of an address under each key of the ring, that of the key in use first. @throws BadInput for what is not an address */
export function hashesOf({ hash }: SignatureSecrets, email: string): Buffer[] {
  const address = canonicalEmail(email);
  return hash.map((key) => keyed(key, address));
}

/**
 * The keyed hash under which an address has signed, waits to be confirmed or stands on paper, by any key of the ring; of the key in use when it has
 * not signed. @throws BadInput for what is not an address
 */
export async function hashEmail(
  secrets: SignatureSecrets,
  database: Statements,
  petitionId: string,
  email: string,
): Promise<Buffer> {
  const hashes = hashesOf(secrets, email);
  const newest = hashes[0] as Buffer;
  if (hashes.length === 1) return newest;
  const [known] = (await database.query(
    `SELECT email_hash FROM signature WHERE petition_id = $1 AND email_hash = ANY($2::bytea[])
     UNION ALL SELECT email_hash FROM pending_signature WHERE petition_id = $1 AND email_hash = ANY($2::bytea[])
     UNION ALL SELECT email_hash FROM paper_signature WHERE petition_id = $1 AND email_hash = ANY($2::bytea[]) LIMIT 1`,
    [petitionId, hashes],
  )) as { email_hash: Buffer }[];
  return known?.email_hash ?? newest;
}
