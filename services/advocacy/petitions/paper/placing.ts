// Gives each row of a file its place and its marks, and knows the rows that said the same before.

import { randomInt } from 'node:crypto';
import { derived, inUse, type KeyRing, keyedHasher, shortHasher } from '#kit/words/secrets';
import type { PaperRow } from './paperRow';
import type { PlacedRow } from './paperSql';

const markBytes = 16;
const noMarks: PlacedRow['older'] = [];

/** What texts become under one key. */
interface Hashers {
  readonly address: (text: string) => Buffer;
  readonly paper: (text: string) => Buffer;
  readonly person: (text: string) => number;
}

const markUnder = ({ paper }: Hashers, what: string): Buffer => paper(what).subarray(0, markBytes);

export class Placing {
  readonly #key: Hashers;
  readonly #older: readonly Hashers[];
  readonly #seen = new SeenRows();
  readonly #label: string;
  #number = 0;

  /** Rows without sheet and line are numbered by the import, on a sheet of its name. */
  constructor(addresses: KeyRing, importId: string) {
    const paper = derived(addresses, 'paper');
    const keys = addresses.map((address, i) => ({
      address: keyedHasher(address),
      paper: keyedHasher(paper[i] as Buffer),
      person: shortHasher(paper[i] as Buffer),
    }));
    this.#key = inUse(keys);
    this.#older = keys.slice(1);
    this.#label = `import ${importId.slice(-12)}`;
  }

  place(row: number, read: PaperRow) {
    const { sheet, line, country, region, signedOn, people, name, email } = read;
    const person = name === '' ? null : this.#key.person(name);
    const number = ++this.#number;
    if (line !== null && sheet !== null) {
      const says = [person ?? 0, email ?? '', country, region ?? '', signedOn ?? '', people];
      const earlier = this.#seen.add([line, sheet], says, row);
      if (earlier) return { earlier };
      return { placed: this.#placed(row, sheet, line, person, read, null) };
    }
    // An address and a name are one person, however often. Without addresses, rows that say the same are told apart by their number.
    const about = email === null ? [name, '', country, region ?? '', signedOn ?? '', people].join('\n') : `${name}\n${email}`;
    const times = this.#seen.count([sheet ?? '', about]);
    if (email !== null && times > 1) return { earlier: { row, isSame: true } };
    const unmarked = sheet === null ? this.#label : `${sheet} (${this.#label})`;
    return { placed: this.#placed(row, unmarked, number, person, read, ['row', sheet ?? '', about, times].join('\n')) };
  }

  /** Written out: an object that is spread into another takes ten times the memory, and there are as many as rows. */
  #placed(
    row: number,
    sheet: string,
    line: number,
    person: number | null,
    { country, region, signedOn, people, name, email }: PaperRow,
    what: string | null,
  ): PlacedRow {
    const mark = what === null ? null : markUnder(this.#key, what);
    const emailHash = email === null ? null : this.#key.address(email);
    const older =
      this.#older.length === 0
        ? noMarks
        : this.#older.map((key) => ({
            mark: what === null ? null : markUnder(key, what),
            emailHash: email === null ? null : key.address(email),
          }));
    return { row, sheet, line, country, region, signedOn, people, name, person, mark, emailHash, older };
  }

  /** Whether what is kept of a name is of this one, under any key; until 2026-11-30 it was the beginning of an HMAC. */
  readonly isOf = (person: number, name: string): boolean =>
    [this.#key, ...this.#older].some(
      (key) => person === key.person(name) || person === key.paper(`name\n${name}`).readInt32BE(0),
    );
}

/** Hashed one after the other, since a text of them all would be garbage for each row. */
type Parts = readonly (string | number)[];

/** Four words a place: the hash of what the row is about (two), that of what it says, and its number, 0 for an empty place. */
const words = 4;

/**
 * Knows rows by hashes with a seed of its own: two of a million differing rows are taken for one with a chance of about one in forty
 * million, and then told as a fault.
 */
class SeenRows {
  readonly #seeds = [randomInt(2 ** 32), randomInt(2 ** 32), randomInt(2 ** 32)] as const;
  #table = new Uint32Array(1_024 * words);
  #size = 0;

  /** The number of the row that was first about the same; undefined when this is the first. */
  add(about: Parts, says: Parts, row: number): { readonly row: number; readonly isSame: boolean } | undefined {
    const at = this.#placeOf(about);
    const content = hash(says, this.#seeds[2]);
    if (this.#table[at + 3] !== 0) return { row: this.#table[at + 3] as number, isSame: this.#table[at + 2] === content };
    this.#table[at + 2] = content;
    this.#table[at + 3] = row;
    this.#grown();
    return undefined;
  }

  /** How often this was asked about the same, this time included. */
  count(about: Parts): number {
    const at = this.#placeOf(about);
    const times = (this.#table[at + 3] as number) + 1;
    this.#table[at + 3] = times;
    if (times === 1) this.#grown();
    return times;
  }

  /** Where a row is, or goes. */
  #placeOf(about: Parts): number {
    const [high, low] = [hash(about, this.#seeds[0]), hash(about, this.#seeds[1])];
    const at = this.#find(this.#table, high, low);
    this.#table[at] = high;
    this.#table[at + 1] = low;
    return at;
  }

  #find(table: Uint32Array, high: number, low: number): number {
    const places = table.length / words;
    let place = low & (places - 1);
    while (table[place * words + 3] !== 0 && (table[place * words] !== high || table[place * words + 1] !== low))
      place = (place + 1) & (places - 1);
    return place * words;
  }

  #grown(): void {
    if (++this.#size * 3 < (this.#table.length / words) * 2) return;
    const larger = new Uint32Array(this.#table.length * 2);
    for (let at = 0; at < this.#table.length; at += words) {
      if (this.#table[at + 3] === 0) continue;
      const to = this.#find(larger, this.#table[at] as number, this.#table[at + 1] as number);
      larger.set(this.#table.subarray(at, at + words), to);
    }
    this.#table = larger;
  }
}

/** MurmurHash3's mixing over UTF-16 units, 32 bits. */
function hash(parts: Parts, seed: number): number {
  let h = seed;
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as string | number;
    if (typeof part === 'number') h = mixed(h, part);
    else {
      for (let i = 0; i < part.length; i++) h = mixed(h, part.charCodeAt(i));
      h = mixed(h, part.length);
    }
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function mixed(h: number, unit: number): number {
  let k = Math.imul(unit, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const next = h ^ k;
  return Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64;
}
