// What files are that people send in place of a table of text, told by how they begin, and how each is said.

const asText = 'Save it as CSV (in Excel: "CSV UTF-8"; in Google Sheets: "Comma-separated values") and send that file.';

interface Kind {
  readonly name: string;
  /** How such files begin; every byte is one character. */
  readonly begins?: RegExp;
}

/** ALL OF THEM, the more particular first. */
const kinds = {
  EMPTY: { name: 'empty' },
  EXCEL: { name: 'an Excel workbook', begins: /^(PK\p{Cc}[\s\S]*(xl\/|\[Content_Types\]\.xml)|\xd0\xcf\p{Cc}\xe0)/u },
  OPEN_DOCUMENT: { name: 'an OpenDocument file', begins: /^PK\p{Cc}[\s\S]*vnd\.oasis\.opendocument/u },
  ZIP: { name: 'a zip archive', begins: /^PK\p{Cc}/u },
  PDF: { name: 'a PDF', begins: /^%PDF/ },
  GZIP: { name: 'a gzip archive', begins: /^\p{Cc}\x8b\p{Cc}/u },
  PICTURE: {
    name: 'a picture',
    begins: /^(\x89PNG|\xff\xd8\xff|GIF8|BM[\s\S]{4}\0\0\0\0|II\*\0|MM\0\*|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp(hei|mif|avif))/,
  },
  RICH_TEXT: { name: 'a text of a word processor (RTF)', begins: /^\{\\rtf/ },
  TAGS: { name: 'a web page or another file with tags (HTML or XML)', begins: /^\s*<(!doctype|!--|\?xml|[a-z]+[\s>/])/i },
  WEB_ARCHIVE: { name: 'a web page saved as one file (MHTML)', begins: /^MIME-Version:/i },
  CONTACTS: { name: 'a list of contacts (vCard)', begins: /^BEGIN:VCARD/i },
  DATABASE: { name: 'a database (SQLite)', begins: /^SQLite format 3/ },
  JSON: { name: 'JSON', begins: /^\s*[{[]\s*("|\{|\[|\}|\])/ },
  BINARY: { name: 'no text' },
} as const satisfies Readonly<Record<string, Kind>>;

export type FileKind = keyof typeof kinds;

/** So many bytes of the beginning tell it. */
const looked = 4_096;

/** What a file is that is no table of text; undefined for text, as far as its beginning tells. */
export function kindOfFile(bytes: Buffer): FileKind | undefined {
  if (bytes.length === 0) return 'EMPTY';
  const isWide = isMarkedWide(bytes);
  const text = bytes.toString('latin1', 0, looked);
  const beginning = isWide ? text.slice(2).replaceAll('\0', '') : text.replace(/^\xef\xbb\xbf/, '');
  const known = (Object.keys(kinds) as FileKind[]).find((kind) => (kinds[kind] as Kind).begins?.test(beginning));
  return known ?? (isBinary(bytes.subarray(0, looked)) ? 'BINARY' : undefined);
}

/** Why it is refused, and what would work. */
export function notCsv(kind: FileKind): string {
  if (kind === 'EMPTY')
    return 'This file is empty: it holds no rows. Choose the file that holds them, and close it in other programs first.';
  if (kind === 'BINARY') return `This file is not text, so it cannot be CSV. ${asText}`;
  return `This file is not CSV, whatever its name says. It is ${kinds[kind].name}. ${asText}`;
}

/** Zero bytes belong to text in UTF-16 only, where every second byte of ASCII is one. */
function isBinary(bytes: Buffer): boolean {
  const zeros = [0, 1].map((half) => bytes.filter((byte, i) => i % 2 === half && byte === 0).length);
  if (Math.max(...zeros) === 0) return false;
  return !isMarkedWide(bytes) && Math.min(...zeros) > 0;
}

/** Whether it begins with the mark of UTF-16. */
const isMarkedWide = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
