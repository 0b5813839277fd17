// Promises of: a change to the record is made by somebody, recorded under the name of its mutation, and announced, or nothing of it is.

import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { AuditEntry } from '#kit/data/audit';
import { change } from '#kit/data/change';
import { describeDatabase } from '#kit/data/database';
import { anonymous, Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { afterwards } from '../support/afterwards';
import { createDatabase, template } from '../support/postgres';
import { Reader } from '../support/reader';

const noon = new Date('2026-11-23T12:00:00Z');
const editor = { subject: 'ann', roles: [Role.EDITOR], libraryIds: [], expiresAt: null };

let database: DataSource;
let url: string;
beforeEach(async () => {
  const made = await createDatabase({
    template: await template('audit', async (address) => {
      const source = await describeDatabase({ url: address, name: 'audit', entities: [AuditEntry], log: silentLog }).initialize();
      await source.synchronize();
      await source.destroy();
    }),
  });
  url = made.url;
  afterwards(made.drop);
  database = await describeDatabase({ url, name: 'change', entities: [AuditEntry], log: silentLog }).initialize();
  afterwards(() => database.destroy());
});

const request = (identity = editor) => ({ database, identity, clock: () => noon }) as never;
const entries = () => database.getRepository(AuditEntry).find({ order: { at: 'ASC' } });

it('records who did what to which record, and when', async () => {
  const answer = await change(request(), 'correctNote', async (writing) => {
    await writing.record('note-1', { text: 'a' }, { text: 'b' });
    return 'done';
  });
  expect(answer).toBe('done');
  expect(await entries()).toMatchObject([
    { subject: 'ann', action: 'correctNote', recordId: 'note-1', at: noon, before: { text: 'a' }, after: { text: 'b' } },
  ]);
});

it('leaves neither entry nor news when it fails, and tells readers at the commit when it does not', async () => {
  const heard = new Reader<string>();
  const listener = new Client({ connectionString: url });
  await listener.connect();
  afterwards(() => listener.end());
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await listener.query('LISTEN partnership_changes');
  const act = (id: string, fault?: Error) =>
    change(request(), 'correctNote', async (writing) => {
      await writing.record(id, null, {});
      await writing.announce({ kind: 'note', id });
      if (fault) throw fault;
    });
  await expect(act('lost', new Error('no'))).rejects.toThrow('no');
  await act('kept');
  expect(JSON.parse(await heard.next())).toEqual({ kind: 'note', id: 'kept' });
  expect((await entries()).map(({ recordId }) => recordId)).toEqual(['kept']);
});

it('is refused to anonymous callers before anything is done', async () => {
  const work = jest.fn();
  await expect(change(request(anonymous as never), 'correctNote', work)).rejects.toMatchObject({
    extensions: { code: 'UNAUTHENTICATED' },
  });
  expect(work).not.toHaveBeenCalled();
});

it('locks a row that is there, and says when there is none', async () => {
  await change(request(), 'correctNote', (writing) => writing.record('note-1', null, {}));
  const [{ id } = { id: '' }] = await entries();
  const found = await change(request(), 'correctNote', (writing) => writing.lock(AuditEntry, 'entry', id));
  expect(found.recordId).toBe('note-1');
  const missing = 'c0ffee00-0000-4000-8000-000000000000';
  await expect(change(request(), 'correctNote', (writing) => writing.lock(AuditEntry, 'entry', missing))).rejects.toMatchObject({
    extensions: { code: 'NOT_FOUND', id: missing },
  });
});
