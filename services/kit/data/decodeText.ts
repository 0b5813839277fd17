// How are the bytes of an uploaded file read as text: by byte order mark, by the named charset, or by what the bytes can be?
import { isAscii } from 'node:buffer';
import { encodingExists, getDecoder } from 'iconv-lite';
import { BadInput } from '../words/problem';

/** Text as it arrives, and the encoding that it is read in, which is known once something beyond ASCII came. */
export interface DecodedText {
  readonly text: AsyncIterable<string>;
  readonly encoding: () => string;
}

type Decode = { write(bytes: Buffer): string; end(): string | undefined };

/** What a byte that has no meaning in the encoding becomes. */
export const undecodable = '\ufffd';

/** Names that the Web reads as windows-1252, whose 80 to 9F are letters and not controls. */
const likeWindows1252 = /^(iso-?8859-?1|latin-?1|us-ascii|ascii|cp1252|win-?1252|windows-1252)$/;

/**
 * A byte order mark wins, then the charset that the sender names. Without both, the text is UTF-8 if its bytes are, and windows-1252
 * otherwise, or Macintosh where its lines end so; bytes that fit neither become U+FFFD, which callers refuse row by row.
 * @throws BadInput for a charset that nobody knows
 */
export function decodeText(file: AsyncIterable<Buffer | string>, charset?: string): DecodedText {
  let encoding = charset === undefined ? undefined : nameOf(charset);
  async function* text() {
    let decode: Decode | undefined;
    let held: Buffer = Buffer.alloc(0);
    for await (const part of file) {
      if (typeof part === 'string') {
        encoding ??= 'utf-8';
        yield part;
        continue;
      }
      if (decode) {
        yield decode.write(part);
        continue;
      }
      held = held.length > 0 ? Buffer.concat([held, part]) : part;
      // Enough to see a byte order mark.
      if (held.length < 4) continue;
      encoding = markOf(held) ?? encoding;
      decode = encoding === undefined ? guessing((found) => (encoding = found)) : decoderOf(encoding);
      yield decode.write(held);
    }
    if (!decode && held.length > 0) {
      encoding = markOf(held) ?? encoding;
      decode = encoding === undefined ? guessing((found) => (encoding = found)) : decoderOf(encoding);
      yield decode.write(held);
    }
    yield decode?.end() ?? '';
  }
  return { text: text(), encoding: () => encoding ?? 'utf-8' };
}

/** The name by which the decoder knows a charset. */
function nameOf(charset: string): string {
  const name = charset
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase();
  if (likeWindows1252.test(name)) return 'windows-1252';
  if (/^utf-?8$/.test(name)) return 'utf-8';
  if (!encodingExists(name) || /^(base64|hex|binary)$/.test(name))
    throw new BadInput(
      'charset',
      `The charset ${JSON.stringify(charset.slice(0, 40))} of the content type is not known. Send the file as UTF-8, or name one such as windows-1252 or utf-16le.`,
    );
  return name;
}

/** By a byte order mark, or by the zero bytes that UTF-16 has beside the letters of ASCII. */
function markOf(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return bytes.length >= 4 && bytes[2] === 0 && bytes[3] === 0 ? 'utf-32le' : 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length < 4) return undefined;
  const zero = (at: number) => bytes[at] === 0;
  if (zero(1) && zero(3) && !zero(0) && !zero(2)) return 'utf-16le';
  if (zero(0) && zero(2) && !zero(1) && !zero(3)) return 'utf-16be';
  return undefined;
}

/** Leaves out a byte order mark. */
function decoderOf(encoding: string): Decode {
  if (encoding !== 'utf-8') return getDecoder(encoding) as Decode;
  const decoder = new TextDecoder('utf-8');
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

/** ASCII until something else comes, then what that can be. Only Excel for Mac still ends lines by CR alone, in letters of its own. */
function guessing(tell: (encoding: string) => void): Decode {
  let decode: Decode | undefined;
  let held: Buffer = Buffer.alloc(0);
  const ends = { cr: false, lf: false };
  const decide = (bytes: Buffer, isLast: boolean): string => {
    const isMac = ends.cr && !ends.lf;
    const found = isUtf8(bytes, isLast) ? 'utf-8' : isMac ? 'macintosh' : 'windows-1252';
    tell(found);
    decode = decoderOf(found);
    return decode.write(bytes);
  };
  return {
    write(part) {
      if (decode) return decode.write(part);
      ends.cr ||= part.includes(0x0d);
      ends.lf ||= part.includes(0x0a);
      const bytes = held.length > 0 ? Buffer.concat([held, part]) : part;
      if (isAscii(bytes)) return bytes.toString('latin1');
      const at = bytes.findIndex((byte) => byte > 0x7f);
      // A character may be cut in two, and one alone says little.
      if (bytes.length - at < enoughToGuess) {
        const ascii = bytes.toString('latin1', 0, at);
        held = Buffer.from(bytes.subarray(at));
        return ascii;
      }
      held = Buffer.alloc(0);
      return decide(bytes, false);
    },
    end() {
      return (held.length > 0 ? decide(held, true) : '') + (decode?.end() ?? '');
    },
  };
}

const enoughToGuess = 16_384;

/** Whether the bytes are UTF-8; the last character may be cut unless they are the last. */
function isUtf8(bytes: Buffer, isLast: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isLast });
    return true;
  } catch {
    return false;
  }
}
