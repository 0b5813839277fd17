// Does each test file get a database of its own, cloned from a template that is made once?
import { Client } from 'pg';
import { createDatabase, makeTemplate, template } from '../support/postgres';

async function ask(url: string, sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('databases for tests', () => {
  it('makes a template once, however many ask for it at the same moment', async () => {
    const migrate = jest.fn(
      async (url: string) => void (await ask(url, 'CREATE TABLE shelf (title text); INSERT INTO shelf VALUES (1)')),
    );
    const names = await Promise.all([1, 2, 3].map(() => makeTemplate('once', migrate)));
    expect(migrate).toHaveBeenCalledTimes(1);
    const clones = await Promise.all(names.map((name) => createDatabase({ template: name })));
    await ask(clones[0]!.url, 'DELETE FROM shelf');
    expect(await ask(clones[1]!.url, 'SELECT title FROM shelf')).toEqual([{ title: '1' }]);
    await Promise.all(clones.map((clone) => clone.drop()));
  });

  it('passes a failed migration on and lets the next caller try again', async () => {
    await expect(template('flaky', () => Promise.reject(new Error('no such column')))).rejects.toThrow('no such column');
    await expect(template('flaky', async () => {})).resolves.toBe('template_flaky');
  });

  it('drops a database although somebody is still connected, and twice without complaint', async () => {
    const { url, drop } = await createDatabase();
    const lingering = new Client({ connectionString: url });
    lingering.on('error', () => {});
    await lingering.connect();
    await drop();
    await drop();
    await expect(ask(url, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  it('lowers and searches letters beyond ASCII', async () => {
    const { url, drop } = await createDatabase();
    const sql = `SELECT lower('ÖÉŁ') AS low, 'STRAẞE Ölberg' ILIKE '%ölb%' AS found, to_tsvector('simple', 'Ölberg Ähre') @@ 'ähre' AS word`;
    expect(await ask(url, sql)).toEqual([{ low: 'öéł', found: true, word: true }]);
    await drop();
  });
});
