// Terms of Open Distribution to Libraries (ODL 1.0): licenses of a feed in JSON (OPDS 2.0) or XML (OPDS 1.2), and license info documents.
import { addMonths, daysBetween } from '#kit/words/days';
import { type Limit, type StatedOffer, statedPrice } from './draft';
import { elementsOf, type XmlElement } from './xml';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The licenses in a JSON document of ODL, each with its fields beside each other; null when it is no such document. */
export function licensesOfJson(document: unknown, publisher?: string): Json[] | null {
  // As the standard prints them, without the publication around them.
  if (Array.isArray(document) && document.length > 0) {
    const read = document.map((each) => licensesOfJson(each, publisher));
    return read.every((each) => each !== null) ? read.flat() : null;
  }
  // A policy of ours has terms, too.
  if (!isObject(document) || 'publisherId' in document || 'policies' in document) return null;
  const { metadata } = document;
  const named = (isObject(metadata) ? nameOf(metadata.publisher) : undefined) ?? publisher;
  const all = (list: readonly unknown[]) => objects(list).flatMap((each) => licensesOfJson(each, named) ?? []);
  if (Array.isArray(document.publications)) return all(document.publications);
  if (Array.isArray(document.licenses)) return all(document.licenses);
  if (isObject(metadata) && ('terms' in metadata || 'format' in metadata)) return [{ ...metadata, publisher: named }];
  return 'terms' in document || ('status' in document && 'checkouts' in document) ? [{ ...document, publisher: named }] : null;
}

/** OPDS names a publisher by a text, by an object with a name, or by several of these. */
function nameOf(publisher: unknown): string | undefined {
  const [first] = Array.isArray(publisher) ? publisher : [publisher];
  const name = isObject(first) ? first.name : first;
  return typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : undefined;
}

/** Elements of the XML form that are named otherwise than members of the JSON form. The draft writes the last one in two ways. */
const asJson: Readonly<Record<string, string>> = {
  total_checkouts: 'checkouts',
  concurrent_checkouts: 'concurrency',
  maximum_checkout_length: 'length',
  max_checkout_length: 'length',
};

/** The same of an OPDS 1.2 feed or a part of one. */
export function licensesOfXml(tree: XmlElement): Json[] {
  return [...elementsOf(tree, (name) => name === 'entry' || name === 'license')].flatMap((part) => {
    const publisher = part.name === 'entry' ? nameOf(part.children.find(({ name }) => name === 'publisher')?.text) : undefined;
    return [...elementsOf(part, (name) => name === 'license')].map((license) => ({ ...licenseOfXml(license), publisher }));
  });
}

function licenseOfXml({ children }: XmlElement): Json {
  const values = (elements: readonly XmlElement[]): Record<string, unknown> =>
    Object.fromEntries(elements.map(({ name, text }) => [asJson[name] ?? name, text]));
  const terms = children.find(({ name }) => name === 'terms');
  const price = children.find(({ name }) => name === 'price');
  const formats = children.filter(({ name }) => name === 'format').map(({ text }) => text);
  return {
    ...values(children.filter(({ name }) => !['terms', 'price', 'protection', 'format'].includes(name))),
    ...(formats.length > 0 && { format: formats }),
    ...(terms && { terms: values(terms.children) }),
    ...(price && { price: { value: price.text, currency: price.attributes.currencycode } }),
  };
}

/** The terms of ODL 1.0. */
const read = new Set(['checkouts', 'expires', 'concurrency', 'length']);

/** What a license says. A limit that ODL leaves out is none; terms that are missing as a whole say nothing. */
export function offerOfLicense(license: Json, index: number): StatedOffer {
  const { identifier, terms, created } = license;
  const id = typeof identifier === 'string' && identifier !== '' ? identifier.slice(0, 200) : `license ${index + 1}`;
  const said = isObject(terms) ? terms : null;
  const unsaid = { why: whyNoTerms(license) };
  const notes: string[] = [];
  if (said && said.concurrency == null)
    notes.push('ODL reads a missing concurrency as any number of loans at once; check it in the contract.');
  const unread = Object.keys(said ?? {}).filter((name) => !read.has(name));
  for (const name of unread)
    notes.push(`terms.${name} is no term of ODL 1.0 and was not read: ${JSON.stringify(said?.[name]).slice(0, 100)}.`);
  if (said && Object.keys(said).length === 0) notes.push('The terms are empty, which ODL reads as no limit at all.');
  return {
    id,
    publisher: typeof license.publisher === 'string' ? license.publisher : null,
    ...formatsOf(license.format),
    offered: true,
    limits: {
      checkouts: said ? whole(said.checkouts, 'checkouts', 1_000_000) : unsaid,
      durationMonths: said ? monthsUntil(said.expires, created) : unsaid,
      concurrency: said ? whole(said.concurrency, 'concurrency', 1_000_000) : unsaid,
      lengthDays: said ? daysOf(said.length) : unsaid,
    },
    ...priceOf(license.price),
    territories: [],
    unplaced: 'The document names no country.',
    heldBack: null,
    notes,
  };
}

function whyNoTerms({ checkouts, terms }: Json): string {
  if (terms != null) return `terms is ${JSON.stringify(terms).slice(0, 100)}, which is no object with the terms of ODL.`;
  const left = isObject(checkouts) ? checkouts.left : undefined;
  if (left !== undefined)
    return `The document has no terms. checkouts.left is how many loans are left of a license (${JSON.stringify(left)}), not how many it allows.`;
  return 'The license has no terms. ODL asks for them only as a recommendation.';
}

/** A number that JSON or XML writes; null where it is left out. */
function whole(value: unknown, name: string, most: number): Limit {
  if (value == null || value === '') return null;
  const number = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 1 && number <= most) return number;
  return { why: `${name} is ${JSON.stringify(value)}; a limit is a whole number from 1 to ${most}, and none is left out.` };
}

/** ODL counts the longest loan in seconds. */
function daysOf(length: unknown): Limit {
  const seconds = whole(length, 'length', Number.MAX_SAFE_INTEGER);
  if (typeof seconds !== 'number') return seconds;
  const days = seconds / 86_400;
  if (Number.isInteger(days) && days <= 3_650) return days;
  const hours = Number((seconds / 3_600).toFixed(2));
  return {
    why: `length is ${seconds} seconds (${hours} hours), which is no whole number of days up to 3,650. Round it as the contract says.`,
  };
}

const dayIn = (value: unknown) => (typeof value === 'string' ? /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(value.trim())?.[0] : undefined);

/** A bought license ends on a day; a policy says after how many months. */
function monthsUntil(expires: unknown, created: unknown): Limit {
  if (expires == null || expires === '') return null;
  const [from, to] = [dayIn(created), dayIn(expires)];
  if (to === undefined) return { why: `expires is ${JSON.stringify(expires)}, which is no day of ISO 8601.` };
  if (from === undefined)
    return {
      why: `The license expires on ${to}, but created, the day it was issued, is missing: how long it lasts cannot be told.`,
    };
  try {
    const months = 12 * (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
    if (months >= 1 && months <= 1_200 && addMonths(from, months) === to) return months;
    const days = daysBetween(from, to);
    return {
      why: `From ${from} to ${to} are ${days} days, about ${Number((days / 30.4369).toFixed(1))} months. Write the months that the contract says.`,
    };
  } catch {
    return { why: `${from} or ${to} is no day of the calendar.` };
  }
}

/** By the media type of the publication, or by all of several, without their parameters. */
function formatsOf(format: unknown): Pick<StatedOffer, 'formats' | 'formatSaid'> {
  const types = (Array.isArray(format) ? format : [format]).map((one) =>
    typeof one === 'string' ? one.split(';')[0]!.trim().toLowerCase() : '',
  );
  const formats = [...new Set(types.flatMap((type) => kindOf(type) ?? []))];
  if (formats.length > 0) return { formats, formatSaid: types.join(', ') };
  const missing = types.every((type) => type === '');
  return { formats, formatSaid: missing ? 'The format is missing.' : `The format ${JSON.stringify(format)} tells neither.` };
}

function kindOf(type: string): 'AUDIOBOOK' | 'EBOOK' | null {
  if (/^audio\/|audiobook/.test(type)) return 'AUDIOBOOK';
  return /^application\/(epub\+zip|pdf|webpub\+zip)$|^text\/html$/.test(type) ? 'EBOOK' : null;
}

function priceOf(price: unknown): Pick<StatedOffer, 'price' | 'unpriced'> {
  if (!isObject(price)) return { price: null, unpriced: 'The license has no price.' };
  const unpriced = `The price is ${JSON.stringify(price.value ?? null)}, which is no amount.`;
  return statedPrice(String(price.value ?? ''), typeof price.currency === 'string' ? price.currency : '', unpriced);
}
