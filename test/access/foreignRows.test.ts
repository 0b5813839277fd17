// Promises of: can an account touch rows that are another's, by any mutation and any id? (Insecure direct object references.)
import type { DataSource } from 'typeorm';
import { type Identity, Role } from '#kit/identity';
import { buildPartnership } from '#partnership/subgraph';
import { demoDatabase as partnershipDatabase } from '../partnership/stage';
import { demoDatabase as advocacyDatabase, buildAdvocacy, startAdvocacyAt } from '../support/advocacy';
import { startPartnershipAt } from '../support/partnership';
import { type Asked, ask, fieldsOf, somebody } from './everyField';

/** Every row of every table, by its own text; what is kept of waiting jobs is no one's row. */
async function rowsOf(database: DataSource): Promise<Map<string, string>> {
  const tables = await database.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const rows = new Map<string, string>();
  for (const { name } of tables) {
    for (const { place, text } of await database.query(`SELECT t.ctid::text AS place, t::text AS text FROM "${name}" t`))
      rows.set(`${name} ${place}`, text);
  }
  return rows;
}

/** Rows of before that are gone or different now. An update leaves its row at another place, so both show as gone. */
const touched = (before: Map<string, string>, after: Map<string, string>) => {
  const left = new Set([...after].map(([place, text]) => `${place.split(' ')[0]} ${text}`));
  return [...before].map(([place, text]) => `${place.split(' ')[0]} ${text}`).filter((row) => !left.has(row));
};

interface Scene {
  readonly asked: Asked;
  close(): Promise<void>;
}

async function stageOf(name: 'advocacy' | 'partnership'): Promise<Scene> {
  const database = await (name === 'advocacy' ? advocacyDatabase() : partnershipDatabase());
  const running = await (name === 'advocacy' ? startAdvocacyAt(database.url) : startPartnershipAt(database.url));
  const { schema } = await (name === 'advocacy' ? buildAdvocacy() : buildPartnership());
  return {
    asked: { schema, database: running.database, app: running.app },
    async close() {
      await running.stop();
      await database.drop();
    },
  };
}

/** Ids of everything that mutations name. */
const idsOf = async ({ database }: Asked, tables: readonly string[]): Promise<string[]> =>
  (await Promise.all(tables.map((table) => database.query(`SELECT id::text AS id FROM ${table}`)))).flat().map(({ id }) => id);

/** What anybody may write, to whatever it is written. */
const open = new Set(['signPetition', 'submitListing']);

/** Asks every mutation about every id, in the account's own name wherever a library is to be named, and in the foreign one. */
async function attack({ asked }: Scene, identity: Identity, ids: readonly string[], own: string): Promise<number> {
  let calls = 0;
  for (const mutation of fieldsOf(asked.schema, 'mutation').filter((name) => !open.has(name))) {
    for (const id of ids) {
      const inOwnName = (name: string) => (/library|from/i.test(name) ? own : id);
      for (const choose of [() => id, inOwnName]) {
        await ask(asked, 'mutation', mutation, identity, choose);
        calls++;
      }
    }
  }
  return calls;
}

describe('staff of a library without partners', () => {
  it('touch no row of any other library', async () => {
    const scene = await stageOf('partnership');
    const { database } = scene.asked;
    const libraries = await idsOf(scene.asked, ['library']);
    const others = await idsOf(scene.asked, ['partnership', 'listing', 'activity']);
    const taken = new Set(
      (
        await database.query(
          'SELECT library_a AS id FROM partnership UNION SELECT library_b FROM partnership UNION SELECT library_id FROM listing',
        )
      ).map(({ id }: { id: string }) => id),
    );
    const own = libraries.find((id) => !taken.has(id)) as string;
    expect(others.length).toBeGreaterThan(10);
    const before = await rowsOf(database);
    const calls = await attack(
      scene,
      somebody(Role.STAFF, [own]),
      [...others, ...libraries.filter((id) => id !== own).slice(0, 10)],
      own,
    );
    expect(calls).toBeGreaterThan(500);
    expect(touched(before, await rowsOf(database)).filter((row) => !row.includes(own))).toEqual([]);
    await scene.close();
  }, 120_000);
});

describe('an organizer without petitions, and staff without endorsements', () => {
  it.each([Role.ORGANIZER, Role.STAFF])(
    'touch no row of others (%s)',
    async (role) => {
      const scene = await stageOf('advocacy');
      const ids = await idsOf(scene.asked, ['petition']);
      const before = await rowsOf(scene.asked.database);
      await attack(scene, somebody(role, ['nowhere']), ids, 'nowhere');
      const after = await rowsOf(scene.asked.database);
      expect(touched(before, after)).toEqual([]);
      await scene.close();
    },
    120_000,
  );
});
