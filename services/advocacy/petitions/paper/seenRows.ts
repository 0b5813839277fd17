// Remembers which rows of a file were read, in sixteen bytes each, so that a second row about one line is noticed however far away.
import { randomInt } from 'node:crypto';

/** Four words a place: the hash of what the row is about (two), that of what it says, and its number, 0 for an empty place. */
const words = 4;

/**
 * Knows rows by hashes with a seed of its own: two of a million differing rows are taken for one with a chance of about one in forty
 * million, and then told as a fault.
 */
export class SeenRows {
  readonly #seeds = [randomInt(2 ** 32), randomInt(2 ** 32), randomInt(2 ** 32)] as const;
  #table = new Uint32Array(1_024 * words);
  #size = 0;

  /** The number of the row that was first about the same; undefined when this is the first. */
  add(about: string, says: string, row: number): { readonly row: number; readonly isSame: boolean } | undefined {
    const at = this.#placeOf(about);
    const content = hash(says, this.#seeds[2]);
    if (this.#table[at + 3] !== 0) return { row: this.#table[at + 3] as number, isSame: this.#table[at + 2] === content };
    this.#table[at + 2] = content;
    this.#table[at + 3] = row;
    this.#grown();
    return undefined;
  }

  /** How often this was asked about the same, this time included. */
  count(about: string): number {
    const at = this.#placeOf(about);
    const times = (this.#table[at + 3] as number) + 1;
    this.#table[at + 3] = times;
    if (times === 1) this.#grown();
    return times;
  }

  /** Where a row is, or goes. */
  #placeOf(about: string): number {
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
function hash(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
