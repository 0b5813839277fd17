// How are the values of a column sent to PostgreSQL together, without being written as text and read again?

/** How one type is sent: PostgreSQL's binary format, as its `*recv` functions read it. */
interface Format<T> {
  /** Of the element type, in pg_type. */
  readonly oid: number;
  /** In bytes. */
  readonly sizeOf: (value: T) => number;
  readonly write: (value: T, into: Buffer, at: number) => void;
}

const formatOf = <T>(oid: number, sizeOf: (value: T) => number, write: Format<T>['write']): Format<T> => ({
  oid,
  sizeOf,
  write,
});

/** Moments count from the beginning of 2000, in microseconds. */
const epochMs = Date.UTC(2000);
const half = 2 ** 32;

const formats = {
  boolean: formatOf<boolean>(
    16,
    () => 1,
    (value, into, at) => into.writeUInt8(Number(value), at),
  ),
  bytea: formatOf<Buffer>(
    17,
    (value) => value.length,
    (value, into, at) => into.set(value, at),
  ),
  integer: formatOf<number>(
    23,
    () => 4,
    (value, into, at) => into.writeInt32BE(value, at),
  ),
  text: formatOf<string>(
    25,
    (value) => Buffer.byteLength(value),
    (value, into, at) => into.write(value, at),
  ),
  timestamptz: formatOf<Date>(
    1184,
    () => 8,
    (value, into, at) => {
      const micros = (value.getTime() - epochMs) * 1_000;
      into.writeInt32BE(Math.floor(micros / half), at);
      into.writeUInt32BE(micros - Math.floor(micros / half) * half, at + 4);
    },
  ),
  uuid: formatOf<string>(
    2950,
    () => 16,
    (value, into, at) => into.write(value.replaceAll('-', ''), at, 'hex'),
  ),
};

type Formats = typeof formats;
type ValueOf<Type extends keyof Formats> = Formats[Type] extends Format<infer T> ? T : never;

const headBytes = 20;
const lengthBytes = 4;
const absent = -1;

/**
 * The parameter for `$n::type[]`, null for null: the driver sends a buffer as it is. Costs both sides about half of what text does,
 * which counts where thousands of rows are written. A value must be one of its type: an integer that fits, a well-formed UUID.
 */
export function arrayParameter<Type extends keyof Formats>(type: Type, values: readonly (ValueOf<Type> | null)[]): Buffer {
  const { oid, sizeOf, write } = formats[type] as unknown as Format<ValueOf<Type>>;
  const sizes = values.map((value) => (value === null ? absent : sizeOf(value)));
  const all = sizes.reduce((sum, size) => sum + lengthBytes + Math.max(size, 0), headBytes);
  const sent = Buffer.allocUnsafe(all);
  // One dimension, whether a null may be among the elements, their type, how many, and the index of the first.
  [values.length === 0 ? 0 : 1, sizes.includes(absent) ? 1 : 0, oid, values.length, 1].forEach((word, i) => {
    sent.writeInt32BE(word, i * 4);
  });
  let at = headBytes;
  values.forEach((value, i) => {
    const size = sizes[i] as number;
    sent.writeInt32BE(size, at);
    at += lengthBytes;
    if (value === null) return;
    write(value, sent, at);
    at += size;
  });
  return values.length === 0 ? sent.subarray(0, 12) : sent;
}
