// Promises of: is every write of a subgraph kept as it was, and who may read it?
import { Client } from 'pg';
import { entities, migrations } from '#advocacy/features';
import { audit } from '#kit/data/audit';
import { openDatabase } from '#kit/data/database';
import { type Identity, Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { openStage, type Stage } from '../support/advocacy';
import { createDatabase } from '../support/postgres';

const committee: Identity = { subject: 'ana', roles: [Role.COMMITTEE], libraryIds: [], expiresAt: null };
const entry = (at: string, recordId: string) => ({
  at: new Date(at),
  subject: 'eve',
  action: 'correctPolicy',
  recordId,
  before: { loans: 26 },
  after: null,
});

describe('the audit log', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await audit(stage.database.manager, entry('2026-11-20T10:00:00Z', 'tor-2018'));
    await audit(stage.database.manager, entry('2026-11-21T10:00:00Z', 'macmillan-2019'));
    await audit(stage.database.manager, entry('2026-11-22T10:00:00Z', 'tor-2018'));
  });
  afterAll(() => stage.close());

  const read =
    'query ($id: ID, $after: String) { advocacyAudit(recordId: $id, first: 2, after: $after) { totalCount nodes { at subject action recordId before after } pageInfo { endCursor hasNextPage } } }';

  it('is read by the committee, the latest first, page by page', async () => {
    const { advocacyAudit: first } = await stage.ask(read, {}, committee);
    expect(first.nodes[0]).toEqual({
      at: '2026-11-22T10:00:00.000Z',
      subject: 'eve',
      action: 'correctPolicy',
      recordId: 'tor-2018',
      before: '{"loans":26}',
      after: null,
    });
    expect([first.totalCount, first.nodes.length, first.pageInfo.hasNextPage]).toEqual([3, 2, true]);
    const { advocacyAudit: rest } = await stage.ask(read, { after: first.pageInfo.endCursor }, committee);
    expect(rest.nodes.map(({ recordId }: { recordId: string }) => recordId)).toEqual(['tor-2018']);
    const { advocacyAudit: own } = await stage.ask(read, { id: 'macmillan-2019' }, committee);
    expect(own.totalCount).toBe(1);
  });

  it('is read by nobody else', async () => {
    await expect(stage.ask(read)).rejects.toThrow(/^UNAUTHENTICATED/);
    for (const role of [Role.EDITOR, Role.ORGANIZER, Role.STAFF])
      await expect(stage.ask(read, {}, { ...committee, roles: [role] })).rejects.toThrow(/^FORBIDDEN/);
  });

  it('is not written in the name of nobody', async () => {
    await expect(audit(stage.database.manager, { ...entry('2026-11-22T10:00:00Z', 'x'), subject: null })).rejects.toThrow(
      /signed-in account/,
    );
  });

  it.each(['UPDATE audit_entry SET subject = NULL', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'is only ever added to: %s',
    async (sql) => {
      await expect(stage.database.query(sql)).rejects.toThrow(/only ever added|permission denied/);
    },
  );
});

describe('the role of the subgraph', () => {
  it('has no right to change the log, although it owns the table', async () => {
    const { url, drop } = await createDatabase();
    const admin = new Client({ connectionString: url });
    await admin.connect();
    const role = `owner_${Date.now()}`;
    const name = new URL(url).pathname.slice(1);
    await admin.query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'x'; GRANT ALL ON DATABASE ${name} TO ${role}; GRANT ALL ON SCHEMA public TO ${role}`,
    );
    await admin.query(
      'CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE EXTENSION IF NOT EXISTS unaccent; CREATE EXTENSION IF NOT EXISTS pg_trgm',
    );
    const own = new URL(url);
    [own.username, own.password] = [role, 'x'];
    const owner = await openDatabase({ url: own.href, name: 'test', entities, migrations, log: silentLog });
    await audit(owner.manager, entry('2026-11-20T10:00:00Z', 'tor-2018'));
    for (const sql of ['UPDATE audit_entry SET subject = subject', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])
      await expect(owner.query(sql)).rejects.toThrow(/permission denied/);
    await owner.destroy();
    await admin.end();
    await drop();
  });
});
