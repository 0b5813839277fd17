// Promises of: how are the values of a column sent to PostgreSQL together, without being written as text and read again?
import fc from 'fast-check';
import { Client } from 'pg';
import { arrayParameter } from '#kit/data/database';
import { createDatabase, type TestDatabase } from '../support/postgres';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Text without NUL and half surrogate pairs, which PostgreSQL cannot store. */
const text = fc.string({ unit: 'grapheme' }).filter((written) => !written.includes('\0') && written.isWellFormed());
const values = {
  boolean: fc.boolean(),
  bytea: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  integer: fc.integer(),
  text,
  timestamptz: fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
  uuid: fc.uuid(),
};

describe('an array of values', () => {
  it.each(Object.keys(values) as (keyof typeof values)[])('of %s arrives as it was sent, with its nulls', async (type) => {
    const lists = fc.array(fc.option(values[type] as fc.Arbitrary<never>), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        const query = `SELECT $1::${type}[] AS sent, $2::${type}[] AS spelled, $1::${type}[] = $2::${type}[] AS same`;
        const { rows } = await client.query(query, [arrayParameter(type, list), list]);
        expect(rows[0].sent).toEqual(list);
        expect(rows[0].same).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('that is empty is empty, not null', async () => {
    const { rows } = await client.query('SELECT cardinality($1::text[]) AS n', [arrayParameter('text', [])]);
    expect(rows).toEqual([{ n: 0 }]);
  });
});
