// The command that imports policies says in words what is wrong with its arguments and its file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport } from '#advocacy/importPolicies/main';
import { demoDatabase } from '../../support/advocacy';
import type { TestDatabase } from '../../support/postgres';
import { finishHere, finishProcess } from '../../support/processes';

let folder: string;
let database: TestDatabase;
const away = 'postgres://nobody@127.0.0.1:1/nothing';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  database = await demoDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const run = (words: readonly string[], url?: string) => finishHere(runImport, { DATABASE_URL: url ?? database.url }, words);
const written = (text: string | Buffer) => {
  const path = join(folder, 'given');
  writeFileSync(path, text);
  return path;
};

describe('npm run import-policies', () => {
  it('ends with 0 when no row was refused, and with 1 otherwise', () => {
    const run = (words: readonly string[]) =>
      finishProcess('services/advocacy/importPolicies/main.js', { DATABASE_URL: database.url }, words);
    expect(run([written('{"policies":[]}')])).toEqual({
      code: 0,
      output: 'Dry run, nothing was written: 0 added, 0 unchanged, 0 refused.\n',
    });
    expect(run([])).toEqual({
      code: 1,
      output: expect.stringMatching(/^Give one file\.\nusage: npm run import-policies -- FILE /),
    });
    expect(run([written('{"policies":[{"id":"x","nonsense":1}]}')])).toEqual({
      code: 1,
      output: expect.stringMatching(/^row 1\tx\tREFUSED\tBAD_USER_INPUT: A policy has no field "nonsense"\. Its fields are id, /),
    });
  });

  it.each([
    ['UTF-8', Buffer.from('\ufeff{"policies":[]}')],
    ['UTF-16, the low byte first', Buffer.from('\ufeff{"policies":[]}', 'utf16le')],
    ['UTF-16, the high byte first', Buffer.from('\ufeff{"policies":[]}', 'utf16le').swap16()],
  ])('reads a file with the byte order mark of %s', async (_encoding, bytes) => {
    expect((await run([written(bytes)])).code).toBe(0);
  });

  it.each([
    ['a file that is not there', () => [join(folder, 'nothing')], /^The file cannot be read: ENOENT.*nothing'\n$/],
    ['a file that is not JSON', () => [written('id,publisherId\na,b\n')], /^The file .*given is not JSON: /],
    ['a list without a name', () => [written('[]')], /^The file must be an object with a list named policies\.\n$/],
    ['two files', () => [written('{}'), written('{}')], /^Give one file\.\nusage: npm run import-policies -- FILE /],
    ['an option that it has not', () => ['--aply', written('{}')], /^Unknown option '--aply'.*\nusage: /],
  ])('ends with 1 and says so for %s', async (_what, words, said) => {
    expect(await run(words())).toEqual({ code: 1, output: expect.stringMatching(said) });
  });

  it('ends with 1 and says so when the database is away', async () => {
    const output = 'The advocacy database cannot be opened: connect ECONNREFUSED 127.0.0.1:1\n';
    expect(await run([written('{"policies":[]}')], away)).toEqual({ code: 1, output });
  });
});
