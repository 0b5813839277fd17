// Where does a row of a file go, and which earlier row of the file was about the same line?
import { derived, inUse, type KeyRing, keyedHash } from '#kit/words/secrets';
import type { PlacedRow } from './compareRows';
import type { PaperRow } from './paperRow';
import { SeenRows } from './seenRows';

const markBytes = 16;

export class Placing {
  readonly #keys: readonly { readonly address: Buffer; readonly paper: Buffer }[];
  readonly #seen = new SeenRows();
  readonly #label: string;
  #number = 0;

  /** Rows without sheet and line are numbered by the import, on a sheet of its name. */
  constructor(addresses: KeyRing, importId: string) {
    inUse(addresses);
    const paper = derived(addresses, 'paper');
    this.#keys = addresses.map((address, i) => ({ address, paper: paper[i] as Buffer }));
    this.#label = `import ${importId.slice(-12)}`;
  }

  place(row: number, read: PaperRow) {
    const { sheet, line, country, region, signedOn, people, name, email } = read;
    const says = [name, email ?? '', country, region ?? '', signedOn ?? '', people].join('\n');
    const number = ++this.#number;
    if (line !== null && sheet !== null) {
      const earlier = this.#seen.add(`${line}\n${sheet}`, says, row);
      if (earlier) return { earlier };
      return { placed: this.#placed(row, { ...read, sheet, line }, null) };
    }
    // An address and a name are one person, however often. Without addresses, rows that say the same are told apart by their number.
    const about = email === null ? says : `${name}\n${email}`;
    const times = this.#seen.count(`${sheet ?? ''}\n${about}`);
    if (email !== null && times > 1) return { earlier: { row, isSame: true } };
    const place = { sheet: sheet === null ? this.#label : `${sheet} (${this.#label})`, line: number };
    return { placed: this.#placed(row, { ...read, ...place }, ['row', sheet ?? '', about, times].join('\n')) };
  }

  #placed(
    row: number,
    { sheet, line, country, region, signedOn, people, name, email }: PaperRow & { sheet: string; line: number },
    mark: string | null,
  ): PlacedRow {
    const marks = this.#keys.map(({ address, paper }) => ({
      person: name === '' ? null : keyedHash(paper, `name\n${name}`).readInt32BE(0),
      mark: mark === null ? null : keyedHash(paper, mark).subarray(0, markBytes),
      emailHash: email === null ? null : keyedHash(address, email),
    }));
    return { row, sheet, line, country, region, signedOn, people, ...inUse(marks), older: marks.slice(1) };
  }
}
