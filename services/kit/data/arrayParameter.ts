// How are the values of a column sent to PostgreSQL together, without being written as text and read again?

/** How one type is sent: PostgreSQL's binary format, as its `*recv` functions read it. */
interface Format<T> {
  /** Of the element type, in pg_type. */
  readonly oid: number;
  /** The most bytes that a value may take. */
  readonly most: (value: T) => number;
  /** Writes a value, for which there is room, and says how many bytes it took. */
  readonly write: (value: T, into: Buffer, at: number) => number;
}

const formatOf = <T>(oid: number, most: (value: T) => number, write: Format<T>['write']): Format<T> => ({ oid, most, write });

/** Moments count from the beginning of 2000, in microseconds. */
const epochMs = Date.UTC(2000);
const half = 2 ** 32;

const formats = {
  boolean: formatOf<boolean>(
    16,
    () => 1,
    (value, into, at) => {
      into[at] = Number(value);
      return 1;
    },
  ),
  bytea: formatOf<Buffer>(
    17,
    (value) => value.length,
    (value, into, at) => {
      into.set(value, at);
      return value.length;
    },
  ),
  integer: formatOf<number>(
    23,
    () => 4,
    (value, into, at) => into.writeInt32BE(value, at) - at,
  ),
  text: formatOf<string>(
    25,
    (value) => value.length * 3,
    (value, into, at) => into.write(value, at),
  ),
  timestamptz: formatOf<Date>(
    1184,
    () => 8,
    (value, into, at) => {
      const micros = (value.getTime() - epochMs) * 1_000;
      const high = Math.floor(micros / half);
      return into.writeUInt32BE(micros - high * half, into.writeInt32BE(high, at)) - at;
    },
  ),
  uuid: formatOf<string>(
    2950,
    () => 16,
    (value, into, at) => {
      for (let i = 0, byte = at; i < value.length; i += 2) {
        if (value[i] === '-') i++;
        into[byte++] = (nibble(value.charCodeAt(i)) << 4) | nibble(value.charCodeAt(i + 1));
      }
      return 16;
    },
  ),
};

/** Of a hexadecimal digit: those of ASCII lie 48 below, its letters, small or not, 55 or 87. */
const nibble = (code: number) => (code < 58 ? code - 48 : (code | 32) - 87);

type Formats = typeof formats;
type ValueOf<Type extends keyof Formats> = Formats[Type] extends Format<infer T> ? T : never;

const headBytes = 20;
const lengthBytes = 4;
const absent = -1;

/** Where arrays are written before their length is known: in one place, again and again, as large as the largest so far. */
let room = Buffer.allocUnsafeSlow(65_536);
let words = new DataView(room.buffer);

function makeRoom(bytes: number): void {
  const larger = Buffer.allocUnsafeSlow(Math.max(bytes, room.length * 2));
  larger.set(room);
  room = larger;
  words = new DataView(room.buffer);
}

/**
 * The parameter for `$n::type[]`, null for null: the driver sends a buffer as it is. Costs both sides about half of what text does,
 * which counts where thousands of rows are written. A value must be one of its type: an integer that fits, a well-formed UUID.
 */
export function arrayParameter<Type extends keyof Formats>(type: Type, values: readonly (ValueOf<Type> | null)[]): Buffer {
  const { oid, most, write } = formats[type] as unknown as Format<ValueOf<Type>>;
  let [at, nulls] = [headBytes, 0];
  for (const value of values) {
    const end = at + lengthBytes + (value === null ? 0 : most(value));
    if (end > room.length) makeRoom(end);
    const size = value === null ? absent : write(value, room, at + lengthBytes);
    words.setInt32(at, size);
    at += lengthBytes;
    if (size === absent) nulls = 1;
    else at += size;
  }
  // One dimension, whether a null may be among the elements, their type, how many, and the index of the first.
  [values.length === 0 ? 0 : 1, nulls, oid, values.length, 1].forEach((word, i) => {
    words.setInt32(i * 4, word);
  });
  return Buffer.from(room.subarray(0, values.length === 0 ? 12 : at));
}
