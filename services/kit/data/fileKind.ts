// Refuses a file that is not text before it is read as text, and says what it is.
import { BadInput } from '../words/problem';

const asText = 'Save it as CSV (in Excel: "CSV UTF-8"; in Google Sheets: "Comma-separated values") and send that file.';

/** How files begin that people send under the name of CSV. */
const others: readonly (readonly [string, RegExp])[] = [
  ['an Excel or OpenDocument workbook, or another zip archive', /^PK\p{Cc}/u],
  ['an Excel workbook of the old form (.xls)', /^\xd0\xcf\p{Cc}\xe0/u],
  ['a PDF', /^%PDF/],
  ['a gzip archive', /^\p{Cc}\x8b\p{Cc}/u],
  ['a picture', /^(\x89PNG|\xff\xd8\xff|GIF8)/],
  ['a text of a word processor (RTF)', /^\{\\rtf/],
  [
    'a web page or another file with tags (HTML or XML)',
    /^(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|table|\?xml|meta|script|div|style)/i,
  ],
  ['JSON', /^(\xef\xbb\xbf)?\s*[{[]\s*("|\{|\[|\}|\])/],
];

const enough = 64;

/** The file as it is. @throws BadInput when it is not text, as far as its beginning tells */
export async function* onlyText(field: string, file: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer | string> {
  let held: Buffer | undefined = Buffer.alloc(0);
  for await (const part of file) {
    if (held === undefined) yield part;
    else {
      held = Buffer.concat([held, Buffer.from(part)]);
      if (held.length < enough) continue;
      refuse(field, held);
      yield typeof part === 'string' && held.length === Buffer.byteLength(part) ? part : held;
      held = undefined;
    }
  }
  if (held === undefined) return;
  refuse(field, held);
  yield held;
}

function refuse(field: string, bytes: Buffer): void {
  const beginning = bytes.toString('latin1', 0, 512);
  const kind = others.find(([, mark]) => mark.test(beginning))?.[0];
  if (kind) throw new BadInput(field, `This file is not CSV, whatever its name says. It is ${kind}. ${asText}`);
  if (isBinary(bytes.subarray(0, 512))) throw new BadInput(field, `This file is not text, so it cannot be CSV. ${asText}`);
}

/** Zero bytes belong to text in UTF-16 only, where every second byte of ASCII is one. */
function isBinary(bytes: Buffer): boolean {
  const zeros = [0, 1].map((half) => bytes.filter((byte, i) => i % 2 === half && byte === 0).length);
  if (Math.max(...zeros) === 0) return false;
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isMarked && Math.min(...zeros) > 0;
}
