// Promises of sessions: what a cookie holds, who can open it, and for how long.
import { claimsOf, cookiesFor, Sealing, type Session, sessionOf } from '#gateway/access/session';
import { Role } from '#kit/words/identity';

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
let now = new Date('2026-11-30T08:00:00Z');
beforeEach(() => {
  now = new Date('2026-11-30T08:00:00Z');
});
const clock = () => now;
const session: Session = {
  name: 'Ann',
  identity: { subject: 'https://id.example#ann', roles: [Role.STAFF], libraryIds: ['lalin'], expiresAt: 0 },
};

describe('what is sealed', () => {
  it('opens as what it was, with its end', async () => {
    const opened = await new Sealing([oldKey], clock).open(
      'session',
      await new Sealing([oldKey], clock).seal('session', claimsOf(session), 60),
    );
    expect(opened !== 'ended' && opened && sessionOf(opened)).toEqual({
      ...session,
      identity: { ...session.identity, expiresAt: now.getTime() + 60_000 },
    });
  });

  it('opens on all gateways while a new key takes the place of an old one, and not once that is gone', async () => {
    const sealed = await new Sealing([oldKey], clock).seal('session', claimsOf(session), 60);
    expect(await new Sealing([newKey, oldKey], clock).open('session', sealed)).toMatchObject({ sub: session.identity.subject });
    expect(await new Sealing([newKey], clock).open('session', sealed)).toBeUndefined();
  });

  it('ends by the second, and says that it has ended', async () => {
    const sealing = new Sealing([oldKey], clock);
    const sealed = await sealing.seal('session', claimsOf(session), 60);
    now = new Date(now.getTime() + 59_000);
    expect(await sealing.open('session', sealed)).toMatchObject({ name: 'Ann' });
    now = new Date(now.getTime() + 1_000);
    expect(await sealing.open('session', sealed)).toBe('ended');
  });

  it.each([
    ['for another purpose', (text: string) => text, 'attempt'],
    [
      'with a letter changed',
      (text: string) => `${text.slice(0, -3)}${text.at(-3) === 'A' ? 'B' : 'A'}${text.slice(-2)}`,
      'session',
    ],
    ['cut off', (text: string) => text.slice(0, -20), 'session'],
    ['as a token that anybody can write', () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.', 'session'],
    ['as nothing', () => '', 'session'],
  ])('does not open %s', async (_what, change, purpose) => {
    const sealing = new Sealing([oldKey], clock);
    expect(await sealing.open(purpose, change(await sealing.seal('session', claimsOf(session), 60)))).toBeUndefined();
  });

  it('shows nothing of what it holds', async () => {
    const sealed = await new Sealing([oldKey], clock).seal('session', claimsOf(session), 60);
    const parts = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(parts.join()).not.toMatch(/ann|lalin|staff/i);
  });
});

describe('a cookie', () => {
  it('is read by no script and sent by no form of another site; over https no other host can set it', () => {
    expect(cookiesFor(true).set('a', 'x', 9)).toEqual(['__Host-a=1.x; Max-Age=9; Path=/; HttpOnly; Secure; SameSite=Lax']);
    expect(cookiesFor(false).set('a', 'x', 9)).toEqual(['a=1.x; Max-Age=9; Path=/; HttpOnly; SameSite=Lax']);
    expect(cookiesFor(true).remove('a')[0]).toMatch(/^__Host-a=; Max-Age=0; /);
  });

  it('keeps the libraries of somebody who speaks for a hundred of them, in pieces that browsers keep', () => {
    const cookies = cookiesFor(true);
    for (const length of [1, 3_499, 3_500, 3_501, 9_000]) {
      const text = Array.from({ length }, (_, i) => String(i % 10)).join('');
      const values = cookies.set('a', text, 9);
      for (const value of values) expect(value.length).toBeLessThan(4_096);
      const header = values.map((value) => value.split(';')[0]).join('; ');
      expect(cookies.read(header, 'a')).toBe(text);
      // Pieces of a longer one that was there before do no harm, and a missing one opens nothing.
      expect(cookies.read(`${header}; __Host-a-7=old`, 'a')).toBe(text);
      if (values.length > 1) expect(cookies.read(header.split('; ').slice(1).join('; '), 'a')).toBeUndefined();
    }
  });

  it('of another name or shape is none', () => {
    const { read } = cookiesFor(true);
    for (const header of [undefined, '', 'a=1.x', '__Host-a=x', '__Host-a=9.x', '__Host-a=0.x', '__Host-a=%'])
      expect(read(header, 'a')).toBeUndefined();
  });
});
