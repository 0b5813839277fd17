// Forms as browsers send them, also with a file: a short one becomes the text of its field, a long one is read as it arrives.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import Busboy from '@fastify/busboy';
import type { FastifyRequest } from 'fastify';
import { type FileKind, kindOfFile, notCsv } from '#kit/words/fileKinds';
import { countryOf } from '#kit/words/places';
import { type Ask, holdsCountry, holdsCurrency, holdsSite, holdsZone, type Page, type RowsForm } from '../../dashboard/page';
import { currencyWritten, regionWritten, siteWritten, zoneWritten } from '../../dashboard/words/places';
import { Refusal } from '../operation/refusals';

/** A form whose file is too long for a page. What stands below the file in the form is not read. */
export class LongForm {
  constructor(
    readonly fields: URLSearchParams,
    /** The bytes of the file, its beginning included. */
    readonly file: AsyncIterable<Buffer>,
    /** The name of its field. */
    readonly name: string,
    /** Reads the rest of the request and forgets it, so that its sender hears the answer. */
    readonly drop: () => void,
  ) {}
}

/** A form with a file that cannot be read as text, or holds none. */
export class UnreadForm {
  constructor(
    readonly fields: URLSearchParams,
    /** The name of its field. */
    readonly name: string,
    readonly kind: FileKind,
  ) {}
}

/** A file is not what its form takes. */
export class NotText extends Refusal {
  constructor({ name: field, kind }: UnreadForm) {
    super(400, 'BAD_USER_INPUT', notCsv(kind), { field, kind });
  }
}

/** A page of another site sent this form in its visitor's name. */
class ForeignForm extends Refusal {
  constructor() {
    super(
      403,
      'UNSAFE_REQUEST',
      'This form was sent by a page of another site. Open the page on this site and send it from there.',
    );
  }
}

/** What was sent is no form that a page has. */
export class NoForm extends Refusal {
  constructor(status = 400) {
    super(status, 'BAD_REQUEST', 'This page has no such form. Open it again and send the form from there.');
  }
}

/** What was typed is too long for any field. */
class FormTooLong extends Refusal {
  constructor() {
    super(
      413,
      'BAD_REQUEST',
      `A field of this form is longer than ${longestField} bytes. Send what stands in it as a file, which may be longer.`,
      { limit: longestField },
    );
  }
}

/** What was typed is more than all fields of any form take together. */
export class TypedTooMuch extends Refusal {
  constructor() {
    super(
      413,
      'BODY_TOO_LARGE',
      `What was sent is longer than ${longestTyped / 1_000} kB, which is more than the fields of any form here take. Go back, and write less.`,
      { limit: longestTyped, unit: 'bytes' },
    );
  }
}

/** A file is too long for a form that is sent as a whole. */
export class FileTooLong extends Refusal {
  constructor(field: string) {
    super(
      413,
      'BODY_TOO_LARGE',
      `This form takes a file of at most ${longestShown / 1_000} kB. Divide it, and send the parts one after the other.`,
      {
        limit: longestShown,
        unit: 'bytes',
        field,
      },
    );
  }
}

/** The longest file that is shown again in a form, in bytes, and the longest field: the same text with other line ends and letters. */
export const longestShown = 600_000;
const longestField = 2_500_000;
/** The longest form without a file, in bytes: browsers write a letter of most scripts as six to nine of them. */
export const longestTyped = 2_000_000;
/** So much of a long file is kept, in bytes, so that a page can show how it begins. */
const begins = 8_000;
const limits = { fieldNameSize: 200, fieldSize: longestField, fields: 200, files: 4, headerPairs: 20, headerSize: 8_000 };

/** The fields of a form with files. A file that was not chosen leaves what was typed. @throws NoForm, FormTooLong */
export function readForm(body: Readable, contentType: string): Promise<URLSearchParams | LongForm | UnreadForm> {
  return new Promise((resolve, reject) => {
    const busboy = busboyOf(contentType);
    const fields = new URLSearchParams();
    const texts = new Map<string, string>();
    let long: Readable | undefined;
    let unread: UnreadForm | undefined;
    const drop = () => {
      body.unpipe(busboy);
      body.resume();
    };
    const refuse = (why: Error) => {
      drop();
      long?.destroy(why);
      reject(why);
    };
    busboy.on('field', (name, text, _isNameCut, isCut) => (isCut ? refuse(new FormTooLong()) : fields.append(name, text)));
    busboy.on('file', (name, file, fileName) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const keep = (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes <= longestShown) return;
        const kind = unreadable(Buffer.concat(chunks));
        if (kind) {
          drop();
          resolve(new UnreadForm(fields, name, kind));
          return;
        }
        file.pause();
        file.off('data', keep).off('end', done);
        long = file;
        fields.set('begins', beginning(chunks));
        resolve(new LongForm(fields, joined(chunks, file), name, drop));
      };
      const done = () => {
        const whole = Buffer.concat(chunks);
        // Browsers send a file without a name where none was chosen.
        const kind = bytes > 0 || fileName ? unreadable(whole) : undefined;
        if (kind) unread ??= new UnreadForm(fields, name, kind);
        else if (bytes > 0) texts.set(name, textOf(whole));
      };
      file.on('data', keep).on('end', done);
      // Whoever reads a file that broke off hears of it.
      file.on('error', () => undefined);
    });
    busboy.on('finish', () => {
      for (const [name, text] of texts) fields.set(name, text);
      resolve(unread ?? fields);
    });
    busboy.on('error', () => refuse(new NoForm()));
    body.on('error', () => refuse(new NoForm()));
    body.once('close', () => {
      if (!body.readableEnded) refuse(new NoForm());
    });
    body.pipe(busboy);
  });
}

/** What was typed into a form; undefined for a request without one. */
export const typedIn = (body: unknown): URLSearchParams | undefined =>
  body instanceof LongForm || body instanceof UnreadForm ? body.fields : body instanceof URLSearchParams ? body : undefined;

/** The form of a file that is still arriving. */
export const longIn = (body: unknown): LongForm | undefined => (body instanceof LongForm ? body : undefined);

/**
 * Of a field that is given several times the path counts before the form, and the form before the query. A person who pastes a whole link
 * means what is behind its #. A country, region, currency or time zone becomes its code, in whatever language it was named, and a web site
 * its whole address; other text stays as it was typed.
 */
export function fieldsOf({ url, body, params }: FastifyRequest): URLSearchParams {
  const query = new URLSearchParams(url.split('?').slice(1).join('?'));
  const form = typedIn(body) ?? new URLSearchParams();
  const fields = new URLSearchParams();
  for (const each of [new URLSearchParams(params as Record<string, string>), form, query]) {
    const known = new Set(fields.keys());
    for (const [name, text] of each) if (!known.has(name)) fields.append(name, readBack(name, text));
  }
  for (const [name, text] of [...fields].filter(([each]) => each.endsWith('.region'))) {
    const country = fields.get(name.replace(/region$/, 'country')) ?? '';
    fields.set(name, regionWritten(country, text) ?? text);
  }
  const token = fields.get('token');
  if (token !== null) fields.set('token', token.replace(/^.*#/, '').trim());
  return fields;
}

/** What people call a country, a currency, a time zone or a web site, as the graph takes it. */
const readBack = (name: string, text: string): string =>
  (holdsCountry(name)
    ? countryOf(text)
    : holdsZone(name)
      ? zoneWritten(text)
      : holdsCurrency(name)
        ? currencyWritten(text)
        : holdsSite(name)
          ? siteWritten(text)
          : undefined) ?? text;

export interface FormSent {
  /** Empty where the page has one form. */
  readonly name: string;
  /** Undefined when the form only asks to be shown again, filled in. */
  readonly document?: Ask['document'] | undefined;
  /** Where its rows go, in place of a document. */
  readonly rows?: RowsForm | undefined;
}

/** Which form of a page was sent; undefined when what was sent only says what the page is to show. @throws NoForm */
export function formSent({ sends, forms, rows = {}, sendsWith }: Page, fields: URLSearchParams): FormSent | undefined {
  const isAgain = fields.has('again');
  if (forms) {
    const form = fields.get('form') ?? '';
    const pressed = fields.get('press') ?? form;
    const name = [form, pressed].every((each) => Object.hasOwn(rows, each)) ? pressed : form;
    if (Object.hasOwn(rows, name)) return { name, rows: isAgain ? undefined : rows[name] };
    const document = Object.hasOwn(forms, name) ? forms[name] : undefined;
    if (!document) throw new NoForm();
    return { name, document: isAgain ? undefined : document };
  }
  if (sendsWith && !fields.has(sendsWith)) return undefined;
  return { name: '', document: isAgain ? undefined : sends };
}

/** The fields as the graph takes them; those of the page stay as they were typed. */
export function prepared({ before }: Page, { name }: FormSent, fields: URLSearchParams): URLSearchParams {
  const change = before?.[name || 'sent'];
  if (!change) return fields;
  const copy = new URLSearchParams(fields);
  change(copy);
  return copy;
}

/** Whether a form only asks what would become of it, which is shown beside what was typed. */
export const onlyTries = (fields: URLSearchParams): boolean =>
  [fields.get('preview'), fields.get('input.preview')].includes('true');

/** Which requests send a form that may hold a file. */
export function filesTo(pages: readonly Page[]): (request: IncomingMessage) => boolean {
  const paths = pages
    .filter(({ takesFiles }) => takesFiles)
    .map(({ address }) => new RegExp(`^(/[a-z]{2})?${address.replace(/:\w+/g, '[^/]+')}$`));
  return ({ method, url = '' }) => method === 'POST' && paths.some((path) => path.test(url.split('?')[0] ?? ''));
}

/** @throws NoForm for a form without a boundary */
function busboyOf(contentType: string) {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch {
    throw new NoForm();
  }
}

async function* joined(chunks: readonly Buffer[], rest: AsyncIterable<Buffer>) {
  yield* chunks;
  yield* rest;
}

/** Files of tags and JSON are text, which some forms take; whoever reads rows refuses them. */
function unreadable(bytes: Buffer): FileKind | undefined {
  const kind = kindOfFile(bytes);
  return kind === 'TAGS' || kind === 'JSON' ? undefined : kind;
}

/** Whole lines only. */
function beginning(chunks: readonly Buffer[]): string {
  const text = textOf(Buffer.concat(chunks).subarray(0, begins), true);
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** Text as it was saved: by its byte order mark, in UTF-8, or as older spreadsheets write it. */
function textOf(bytes: Buffer, isCut = false): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** @throws ForeignForm */
export function refuseForeign({ headers }: FastifyRequest): void {
  if (!sentFromHere(headers)) throw new ForeignForm();
}

/**
 * True for our own pages, and for programs, which carry no rights of a visitor. Browsers say where a form stood by Sec-Fetch-Site on
 * secure connections, and by Origin on all.
 */
function sentFromHere({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
