// An operator backs up while people sign, and brings it back elsewhere: counts and keys agree, nothing is overwritten, nothing broken is believed.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultInWords } from '#start/backup/record';
import { dataOf, operation } from '../support/graphql';
import { endProcess, finishProcess } from '../support/processes';
import { eventually } from '../support/reader';
import { Federation } from './federation';

const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-backup-'));
const taken = join(folder, 'backups', 'monday');
const petitionId = 'fair-ebook-terms';
const asked = '{ petition(id: "fair-ebook-terms") { signatureCount } submissions(first: 5) { nodes { contact { email } } } }';
let shelfbridge: Federation;
let committee: string;
/** Who was told before the backup began that they signed, and who asked at all. */
const ledger: string[] = [];
let asking = 0;
let before = 0;
let said = '';

const sign = (at: Federation, email: string) =>
  at.ask(operation('SignPetition'), { input: { petitionId, name: 'Reader', email, country: 'FI' } });
const state = async (at: Federation) => dataOf(await at.ask(asked, {}, committee));
const restore = (data: string, ...words: readonly string[]) => finishProcess('start/restore/main.js', { DATA_DIR: data }, words);
/** A copy of the backup with one thing changed; its other files are the same ones. */
function changed(change: (copy: string) => void): string {
  const copy = join(folder, 'broken');
  execFileSync('cp', ['-al', taken, copy]);
  change(copy);
  return copy;
}
/** Puts another file in the place of one, which stays as it is. */
function put(path: string, text: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, text);
}

beforeAll(async () => {
  // Where the account that runs PostgreSQL may not pass, the data would lie elsewhere and stay.
  chmodSync(folder, 0o711);
  shelfbridge = await Federation.start({ MUTATION_LIMITS: 'signPetition=1000000/60', RATE_LIMIT: '1000000/60' });
  committee = await shelfbridge.token(['--role', 'committee']);
  before = (await state(shelfbridge)).petition.signatureCount;
  let over = false;
  const people = Array.from({ length: 8 }, async () => {
    while (!over) {
      const email = `reader${++asking}@library.example`;
      if (dataOf(await sign(shelfbridge, email)).signPetition.outcome === 'SIGNED') ledger.push(email);
    }
  });
  await eventually('people sign', () => ledger.length > 100, 30_000);
  const acknowledged = ledger.length;
  said = await shelfbridge.backup(taken);
  expect(ledger.length).toBeGreaterThan(acknowledged);
  over = true;
  await Promise.all(people);
  ledger.length = acknowledged;
}, 180_000);
afterAll(async () => {
  await shelfbridge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('has everything that was acknowledged before it, with exact counts, the same keys and nothing for others to read', async () => {
  expect(said).toMatch(/^Backed up to .*monday: \d+ MB, with all that was acknowledged before 2\d{3}-.*Z and the keys/);
  const elsewhere = await Federation.startOn(async (data) => {
    expect(restore(data, taken)).toEqual({ code: 0, output: expect.stringContaining(`Restored to ${data}: `) });
  });
  try {
    const data = join(elsewhere.folder, 'data');
    const keys = ['signature.key', 'passwords.json', 'issuer.key'];
    const mode = (path: string) => statSync(path).mode & 0o777;
    for (const name of keys) {
      expect(readFileSync(join(data, name), 'utf8')).toBe(readFileSync(join(shelfbridge.folder, 'data', name), 'utf8'));
      expect([mode(join(data, name)), mode(join(taken, 'data', name))]).toEqual([0o600, 0o600]);
    }
    expect([mode(join(data, 'postgres')), mode(taken)]).toEqual([0o700, 0o700]);
    expect(mode(data)).toBe(mode(join(shelfbridge.folder, 'data')));

    // The token was issued by the first: the second knows its key, and opens what it encrypted.
    const [first, second] = [await state(shelfbridge), await state(elsewhere)];
    expect(second.submissions).toEqual(first.submissions);
    const signed = second.petition.signatureCount - before;
    expect(signed).toBeGreaterThanOrEqual(ledger.length);
    expect(signed).toBeLessThanOrEqual(asking);
    expect(await elsewhere.verifyCounts()).toMatch(/counted again, 0 differ/);
    const outcomes = new Set<string>();
    for (const email of ledger) outcomes.add(dataOf(await sign(elsewhere, email)).signPetition.outcome);
    expect([...outcomes]).toEqual(['ALREADY_SIGNED']);
    expect(dataOf(await sign(elsewhere, 'somebody.new@library.example')).signPetition.outcome).toBe('SIGNED');
  } finally {
    await elsewhere.stop();
  }
}, 180_000);

it('is taken of a data folder on which nothing runs, too', async () => {
  const still = join(folder, 'still');
  expect(restore(still, taken).code).toBe(0);
  const backup = (...words: readonly string[]) => finishProcess('start/backup/main.js', { DATA_DIR: still }, words);
  expect(backup()).toEqual({ code: 0, output: expect.stringContaining(`Backed up to ${still}.backups/2`) });
  const [name = ''] = await readdir(`${still}.backups`);
  expect(restore(join(folder, 'unused'), '--check', join(`${still}.backups`, name))).toEqual({
    code: 0,
    output: expect.stringMatching(/ is whole: \d+ files of 2.*Z, for PostgreSQL 18\.\n$/),
  });
  expect(existsSync(join(folder, 'unused'))).toBe(false);
  expect(existsSync(join(still, 'owner.json'))).toBe(false);
  for (const [words, output] of [
    [[taken], `${taken} is not empty, and a backup overwrites nothing`],
    [[join(still, 'postgres', 'copy')], 'belongs to PostgreSQL'],
    [['--to', 'x'], 'Usage: npm run backup'],
    [[join(still, 'signature.key')], 'It is a file, or lies below one: name a folder.'],
  ] as const)
    expect(backup(...words)).toEqual({ code: 1, output: expect.stringContaining(output) });
  const spaced = join(folder, "Monday's copy");
  const command = `npm run restore -- '${spaced.replace("'", "'\\''")}', with`;
  expect(backup(spaced)).toEqual({ code: 0, output: expect.stringContaining(command) });
}, 120_000);

it('that somebody ends leaves no server behind, no half of a copy and no mark of an owner', async () => {
  const still = join(folder, 'ended');
  expect(restore(still, taken).code).toBe(0);
  const to = join(folder, 'half', 'copy');
  const ended = await endProcess('start/backup/main.js', { DATA_DIR: still }, [to], () =>
    eventually('PostgreSQL runs for it', () => existsSync(join(still, 'postgres', 'postmaster.pid')), 30_000),
  );
  expect(ended).toEqual({ code: 1, output: 'Ended by SIGINT, and nothing was kept.\n' });
  expect(existsSync(join(folder, 'half')) ? await readdir(join(folder, 'half')) : []).toEqual([]);
  for (const left of ['owner.json', join('postgres', 'postmaster.pid')]) expect(existsSync(join(still, left))).toBe(false);
}, 120_000);

it('is brought back whole or not at all when somebody ends that', async () => {
  const to = join(folder, 'half back');
  const ended = await endProcess('start/restore/main.js', { DATA_DIR: to }, [taken], () =>
    eventually('files are copied', () => readdirSync(folder).some((name) => name.startsWith('half back.restoring-')), 30_000),
  );
  expect(ended).toEqual({ code: 1, output: 'Ended by SIGINT, and nothing was kept.\n' });
  expect(readdirSync(folder).filter((name) => name.startsWith('half back'))).toEqual([]);
}, 120_000);

it('says what would work where the system refuses a folder', () => {
  const said = (code: string) => faultInWords(Object.assign(new Error(`${code}: no`), { code }));
  expect(said('EACCES')).toBe(
    'EACCES: no. Run this as the account that runs npm start, or name a folder that this account may use.',
  );
  expect(said('EBUSY')).toBe('EBUSY: no. A disk begins there, which cannot be replaced: name a folder in it.');
  expect(said('EIO')).toBe('EIO: no');
});

it('is not taken where there is nothing, or of databases of your own', () => {
  const none = finishProcess('start/backup/main.js', { DATA_DIR: join(folder, 'none') });
  const help = finishProcess('start/backup/main.js', { DATA_DIR: join(folder, 'none') }, ['--help']);
  expect(help).toEqual({ code: 1, output: 'Usage: npm run backup -- [FOLDER]\n' });
  expect(none).toEqual({ code: 1, output: expect.stringContaining('There are no rows in the data folder') });
  const own = { PARTNERSHIP_DATABASE_URL: 'postgres://a:b@db/one', ADVOCACY_DATABASE_URL: 'postgres://a:b@db/two' };
  const outside = finishProcess('start/backup/main.js', { ...own, SIGNATURE_KEY: 'ab'.repeat(32) });
  expect(outside).toEqual({ code: 1, output: expect.stringContaining('take backups by pg_dump or pg_basebackup') });
});

describe('a restore', () => {
  const record = (copy: string) => JSON.parse(readFileSync(join(copy, 'backup.json'), 'utf8'));
  const rewrite = (more: object) => (copy: string) =>
    put(join(copy, 'backup.json'), JSON.stringify({ ...record(copy), ...more }));
  it.each<[string, (copy: string) => void, string | RegExp]>([
    [
      'a file that differs',
      (copy) => put(join(copy, 'data', 'signature.key'), 'ab'.repeat(32)),
      /broken.*signature\.key is not what was written/,
    ],
    [
      'a file that is cut off',
      (copy) => put(join(copy, 'data', 'postgres', 'global', 'pg_control'), 'x'),
      /pg_control has 1 bytes and not 8192/,
    ],
    ['a missing file', (copy) => rmSync(join(copy, 'data', 'postgres', 'backup_label')), 'postgres/backup_label is missing'],
    [
      'a file of nobody knows where',
      (copy) => put(join(copy, 'data', 'postgres', 'extra.conf'), ''),
      'extra.conf does not belong to it',
    ],
    ['no record', (copy) => rmSync(join(copy, 'backup.json')), 'is no backup: it has no backup.json'],
    ['half a record', (copy) => put(join(copy, 'backup.json'), '{"format":'), 'its backup.json cannot be read'],
    ['a record without files', rewrite({ files: null }), 'its backup.json is not whole'],
    ['a record of a later format', rewrite({ format: 'shelfbridge backup 2' }), 'Restore it by the release that took it'],
    [
      'a path that leaves the folder',
      rewrite({ files: { '../../elsewhere': { bytes: 0, sha256: '' } } }),
      'names files of elsewhere',
    ],
    ['a PostgreSQL of a later major', rewrite({ postgres: '19' }), /taken of PostgreSQL 19, and this release runs 18/],
  ])(
    'refuses a backup with %s, in words, and leaves nothing behind',
    (_what, change, words) => {
      const copy = changed(change);
      const data = join(folder, 'refused');
      const { code, output } = restore(data, copy);
      rmSync(copy, { recursive: true });
      expect([code, output]).toEqual([1, expect.stringMatching(words)]);
      expect(output).not.toMatch(/^\s+at /m);
      expect(existsSync(data)).toBe(false);
    },
    60_000,
  );

  it('refuses a folder that does not exist, a folder that is filled, and words it does not know', () => {
    const filled = join(folder, 'filled');
    mkdirSync(filled);
    writeFileSync(join(filled, 'letter.txt'), 'mine');
    for (const [words, output] of [
      [[join(folder, 'nothing')], 'is no backup'],
      [[taken], `${filled} is not empty, and a restore overwrites nothing`],
      [[], 'Usage: npm run restore'],
      [['--force', taken], 'Usage: npm run restore'],
    ] as const)
      expect(restore(filled, ...words)).toEqual({ code: 1, output: expect.stringContaining(output) });
    expect(readFileSync(join(filled, 'letter.txt'), 'utf8')).toBe('mine');
    const live = restore(join(shelfbridge.folder, 'data'), taken);
    expect(live).toEqual({ code: 1, output: expect.stringContaining('is not empty') });
  });
});
