// Can two starts ever believe that they own the same rows?
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim, dataFolder, FolderInUse, ownerOf, refuseForeign } from '#start/dataFolder';

describe('the owner of a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shelfbridge-owner-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const mark = (text: string) => writeFileSync(join(folder, 'owner.json'), text);

  it('is one process until it lets go', () => {
    const release = claim(folder);
    expect(ownerOf(folder)).toEqual({ pid: process.pid, alive: true });
    expect(() => claim(folder)).toThrow(FolderInUse);
    release();
    expect(ownerOf(folder)).toBeNull();
    claim(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['ended', { pid: 2 ** 30, began: 'long ago' }],
    ['has a number that another process got meanwhile', { pid: process.pid, began: 'long ago' }],
    ['left no readable mark', 'half a li'],
  ])('is replaced when it %s', (_, owner) => {
    mark(JSON.stringify(owner).slice(0, typeof owner === 'string' ? 5 : undefined));
    expect(ownerOf(folder)?.alive).toBe(false);
    const release = claim(folder);
    expect(ownerOf(folder)).toEqual({ pid: process.pid, alive: true });
    release();
  });

  it('does not remove the mark of its successor', () => {
    const release = claim(folder);
    mark('{"pid":1,"began":"now"}');
    release();
    expect(ownerOf(folder)).toMatchObject({ pid: 1 });
  });
});

describe('refuseForeign', () => {
  it('names the owner of what belongs to somebody else, and lets our own, the missing and any owner pass', () => {
    const [us, other] = [process.getuid?.() ?? 0, (process.getuid?.() ?? 0) + 1];
    const own = mkdtempSync(join(tmpdir(), 'shelfbridge-own-'));
    expect(() => refuseForeign(own, other)).toThrow(/belongs to the account \d+, not to \d+: start as the account that made it/);
    for (const [path, uid] of [
      [tmpdir(), undefined],
      [join(tmpdir(), 'nothing here'), other],
    ] as const)
      refuseForeign(path, uid);
    refuseForeign(own, us);
    rmSync(own, { recursive: true });
  });
});

describe('dataFolder', () => {
  it('is the wanted folder when the account can get there, and a stable one under /var/lib when it cannot', () => {
    const root = mkdtempSync(join(tmpdir(), 'shelfbridge-closed-'));
    const closed = join(root, 'home');
    mkdirSync(closed, { mode: 0o700 });
    chmodSync(root, 0o711);
    const stranger = { uid: 65533, gid: 65533 };
    expect(dataFolder(join(root, '.data'), stranger)).toBe(join(root, '.data'));
    const elsewhere = dataFolder(join(closed, '.data'), stranger);
    expect(elsewhere).toMatch(/^\/var\/lib\/shelfbridge\/[0-9a-f]{12}$/);
    expect(dataFolder(join(closed, '.data'), stranger)).toBe(elsewhere);
    expect(dataFolder(join(closed, 'other'), stranger)).not.toBe(elsewhere);
    expect(dataFolder(join(closed, '.data'), {})).toBe(join(closed, '.data'));
    rmSync(root, { recursive: true });
  });
});
