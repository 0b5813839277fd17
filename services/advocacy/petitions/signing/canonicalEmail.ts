// Are two spellings of an e-mail address one mailbox?
import { isEmail } from 'class-validator';
import { BadInput } from '#kit/words/problem';

/** What a provider is known to ignore in the part before the @. */
interface Provider {
  /** One spelling for all domains of the same mailboxes. */
  readonly domain?: string;
  readonly ignoresDots: boolean;
  /** Everything from this character on is ignored. */
  readonly tag: '+' | '-';
}

const gmail: Provider = { domain: 'gmail.com', ignoresDots: true, tag: '+' };
const plus: Provider = { ignoresDots: false, tag: '+' };

/** Only providers that document the rule; at any other, a dot or a plus may tell two people apart. */
const providers = new Map<string, Provider>([
  ['gmail.com', gmail],
  ['googlemail.com', gmail],
  ...['outlook.com', 'hotmail.com', 'live.com', 'icloud.com', 'me.com', 'fastmail.com'].map((domain) => [domain, plus] as const),
  ...['proton.me', 'protonmail.com', 'pm.me'].map((domain) => [domain, plus] as const),
]);

/**
 * The one spelling of an address under which it is counted: trimmed, lower case, the domain in ASCII (IDNA), and without
 * what its provider ignores. Used for nothing but the keyed hash; mail goes to the address as it was given.
 * @throws BadInput when the text is not an e-mail address
 */
export function canonicalEmail(text: string): string {
  const given = text.trim().normalize('NFC');
  const at = given.lastIndexOf('@');
  const domain = asciiDomain(given.slice(at + 1));
  if (given.length > 254 || !domain || !isEmail(given, { allow_utf8_local_part: true })) {
    throw new BadInput('email', 'email is not an e-mail address; write it as name@example.org.');
  }
  const local = given.slice(0, at).toLowerCase();
  const provider = providers.get(domain);
  if (!provider) return `${local}@${domain}`;
  const untagged = local.split(provider.tag, 1)[0] || local;
  return `${provider.ignoresDots ? untagged.replaceAll('.', '') : untagged}@${provider.domain ?? domain}`;
}

/** The URL standard's host parser lower-cases and applies IDNA; undefined for what it does not take. */
function asciiDomain(domain: string): string | undefined {
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}
