// Promises of: a file of rows is read as it comes, a malformed row costs itself alone.
import fc from 'fast-check';
import { encode } from 'iconv-lite';
import { type CsvFault, type CsvRow, readCsv, type Separator } from '#kit/data/csv';
import { decodeText } from '#kit/data/decodeText';
import { countryOf, isRegionOf } from '#kit/words/places';

async function read(parts: readonly (string | Buffer)[], charset?: string) {
  async function* file() {
    yield* parts;
  }
  const { text, encoding } = decodeText(file(), charset);
  let separator: Separator | undefined;
  const rows: (CsvRow | CsvFault)[] = [];
  for await (const some of readCsv(text, (found) => (separator = found))) rows.push(...some);
  return { rows, cells: rows.flatMap((row) => ('cells' in row ? [row.cells] : [])), separator, encoding: encoding() };
}
const cut = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

describe('a file of rows', () => {
  it('may end each of its lines as it likes', async () => {
    const { rows } = await read(['sheet,line\r\nB,1\nB,2\rB,3\n\nB,4']);
    expect(rows).toEqual([
      { row: 1, cells: ['sheet', 'line'] },
      { row: 2, cells: ['B', '1'] },
      { row: 3, cells: ['B', '2'] },
      { row: 4, cells: ['B', '3'] },
      { row: 6, cells: ['B', '4'] },
    ]);
  });

  it('has cells in quotes, with separators, quotes and line ends in them', async () => {
    const { rows } = await read(['a,b\r\n"x, ""y""","1\r\n2"\nc,d\n']);
    expect(rows.slice(1)).toEqual([
      { row: 3, cells: ['x, "y"', '1\r\n2'], raw: '"x, ""y""","1\r\n2"\n' },
      { row: 4, cells: ['c', 'd'] },
    ]);
  });

  it.each([
    ['a quote within a cell', 'a,Bob "Bobby" Smith\n'],
    ['text behind a closing quote', 'a,"Bob" Smith\n'],
    ['a quote that never closes', 'a,"Bob\n'],
    ['a quote that the next quote closes', 'a,"Bob\nx,"y"\n'],
  ])('loses no row but the one with %s', async (_what, wrong) => {
    const { rows } = await read([`h,i\n1,2\n${wrong}3,4\n5,6\n`]);
    const faults = rows.filter((row) => 'fault' in row);
    expect(faults).toEqual([{ row: 3, fault: expect.objectContaining({ message: expect.stringContaining('quote') }) }]);
    expect(rows.map((row) => ('cells' in row ? row.cells.join() : '')).filter((cells) => /^\d,\d$/.test(cells))).toEqual([
      '1,2',
      '3,4',
      '5,6',
    ]);
  });

  it('leaves out rows of separators only', async () => {
    expect((await read(['a,b\n,\n  , \n1,2\n'])).rows).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 4, cells: ['1', '2'] },
    ]);
  });

  it.each([
    [';', 'name;amount\nAnn;1,50\nBob;2,75\n'],
    ['\t', 'name\tcity\nAnn\tOmaha, NE\nBob\tLincoln, NE\n'],
    [',', 'Fair of 2026\nname,city\nAnn,Omaha\nBob,Lincoln\n'],
    ['|', 'sep=|\nname|city\nAnn|x\n'],
    [';', 'sep=;\nname;city\nAnn;x\n'],
    [',', 'name\nAnn\n'],
  ])('is separated by %j', async (separator, text) => {
    expect((await read([text])).separator).toBe(separator);
  });

  it.each([
    ['utf-8', 'utf-8', undefined],
    ['windows-1252', 'windows-1252', undefined],
    ['windows-1252', 'windows-1252', 'windows-1252'],
    ['iso-8859-2', 'iso-8859-2', 'ISO-8859-2'],
    ['utf-16le', 'utf-16le', undefined],
    ['utf-16be', 'utf-16be', undefined],
  ])('is read as %s, in pieces of any size', async (encoding, told, charset) => {
    const name = encoding === 'iso-8859-2' ? 'Dvořák' : 'Müller';
    const bytes = encode(`sheet,name\nMünster,${name}\n`, encoding);
    for (const size of [1, 2, 3, 7, 1_000]) {
      const answer = await read(cut(bytes, size), charset);
      expect(answer.cells).toEqual([
        ['sheet', 'name'],
        ['Münster', name],
      ]);
      expect(answer.encoding).toBe(told);
    }
  });

  it('begins with a byte order mark or not', async () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le']) {
      const { cells } = await read(cut(encode('a,b\nä,€\n', encoding, { addBOM: true }), 3), 'windows-1252');
      expect(cells).toEqual([
        ['a', 'b'],
        ['ä', '€'],
      ]);
    }
  });

  it('of a charset that nobody knows is refused by its name', () => {
    expect(() => decodeText({} as never, 'klingon')).toThrow(/"klingon"/);
  });

  it('comes out as it was written, wherever it was cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ü', ' ', ',', ';', '"', '\n', '\r\n') });
    const row = fc.array(cell, { minLength: 2, maxLength: 4 }).filter((cells) => cells.some((each) => each.trim() !== ''));
    await fc.assert(
      fc.asyncProperty(fc.array(row), fc.integer({ min: 1, max: 9 }), async (table, size) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = `sep=,\n${table.map((cells) => `${cells.map(quoted).join(',')}\n`).join('')}`;
        expect((await read(cut(Buffer.from(text), size), 'utf-8')).cells).toEqual(table);
      }),
    );
  });
});

describe('a country', () => {
  it.each([
    ['us', 'US'],
    ['USA', 'US'],
    ['United States', 'US'],
    [' estados unidos ', 'US'],
    ['Côte d’Ivoire', 'CI'],
    ['Syria', 'SY'],
    ['Corea del Sur', 'KR'],
    ['Deutschland', 'DE'],
    ['deu', 'DE'],
    ['Czech Republic', 'CZ'],
    ['Chequia', 'CZ'],
    ['España', 'ES'],
    ['UK', 'GB'],
  ])('is read from %j', (text, code) => {
    expect(countryOf(text)).toBe(code);
  });
  it.each(['', 'ZZ', 'Atlantis', 'XXX', '42'])('is not read from %j', (text) => {
    expect(countryOf(text)).toBeUndefined();
  });
  it('has the regions of ISO 3166-2', () => {
    expect(['US-NE', 'US-XX', 'CA-ON', 'FR-IDF'].map((region) => isRegionOf('US', region))).toEqual([true, false, false, false]);
    expect(isRegionOf('FR', 'FR-IDF')).toBe(true);
  });
});
