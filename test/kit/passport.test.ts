// Promises of: which calls does a subgraph believe to come from the gateway, and on whose behalf?
import { anonymous, type Identity, Role } from '#kit/words/identity';
import { admitWith, identityHeaders, NotThroughGateway, passportHeader, sealWith } from '#kit/words/secrets';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const noon = new Date('2026-11-23T12:00:00Z');
const at = (seconds: number) => () => new Date(noon.getTime() + seconds * 1_000);
const momentAt = (seconds: number) => () => noon.getTime() + seconds * 1_000;
const ana: Identity = { subject: 'ana', roles: [Role.STAFF, Role.EDITOR], libraryIds: ['porto', 'lalin'], expiresAt: 5 };
const sealed = (identity: Identity, keys = [first], seconds = 0) =>
  sealWith(new Map([['advocacy', keys]]), momentAt(seconds))('advocacy', identityHeaders(identity));

describe('a passport', () => {
  it('tells the subgraph who asks', () => {
    const admit = admitWith([first], 'advocacy', at(0));
    expect(admit(sealed(ana))).toEqual({
      subject: 'ana',
      roles: [Role.EDITOR, Role.STAFF],
      libraryIds: ['lalin', 'porto'],
      expiresAt: null,
    });
    expect(admit(sealed(anonymous))).toBe(anonymous);
  });

  it('of an earlier release is accepted', () => {
    const passport = 'WyJhbmEiLFsic3RhZmYiXSxbInBvcnRvIl1d.1795435260000.LkKbytQ6QpS6r0Km1ofWJRqtEPp5no5e_-z_pviGu4s';
    const admit = admitWith([Buffer.alloc(32, 'made for this test')], 'advocacy', at(0));
    expect(admit({ [passportHeader]: passport })).toMatchObject({ subject: 'ana', roles: [Role.STAFF], libraryIds: ['porto'] });
  });

  it('is good for a minute', () => {
    expect(admitWith([first], 'advocacy', at(60))(sealed(ana)).subject).toBe('ana');
    expect(() => admitWith([first], 'advocacy', at(61))(sealed(ana))).toThrow(NotThroughGateway);
  });

  it('is shown again for ten seconds, to the same subgraph for the same person', () => {
    let now = noon.getTime();
    const seal = sealWith(new Map(['advocacy', 'partnership'].map((name) => [name, [first]])), () => now);
    const shown = seal('advocacy', identityHeaders(ana));
    now += 9_999;
    expect(seal('advocacy', identityHeaders(ana))).toEqual(shown);
    expect(seal('advocacy', identityHeaders({ ...ana, roles: [] }))).not.toEqual(shown);
    expect(seal('partnership', identityHeaders(ana))).not.toEqual(shown);
    now += 1;
    expect(seal('advocacy', identityHeaders(ana))).not.toEqual(shown);
    now -= 3_600_000;
    expect(admitWith([first], 'advocacy', () => new Date(now))(seal('advocacy', identityHeaders(ana))).subject).toBe('ana');
    expect(seal('advocacy', identityHeaders(ana))).not.toEqual(shown);
  });

  it('that was believed is refused once it expires, like any other', () => {
    let seconds = 0;
    const admit = admitWith([first], 'advocacy', () => at(seconds)());
    const shown = sealed(ana);
    expect(admit(shown).subject).toBe('ana');
    expect(admit(shown).subject).toBe('ana');
    seconds = 61;
    expect(() => admit(shown)).toThrow(NotThroughGateway);
  });

  it('is good for one subgraph only', () => {
    expect(() => admitWith([first], 'partnership', at(0))(sealed(ana))).toThrow(NotThroughGateway);
  });

  it('of one subgraph cannot be made with the key of another', () => {
    const keys = new Map([
      ['advocacy', [first]],
      ['partnership', [second]],
    ]);
    const seal = sealWith(keys, momentAt(0));
    expect(admitWith([second], 'partnership', at(0))(seal('partnership', identityHeaders(ana))).subject).toBe('ana');
    const forged = sealWith(new Map([['partnership', [first]]]), momentAt(0))('partnership', identityHeaders(ana));
    expect(() => admitWith([second], 'partnership', at(0))(forged)).toThrow(NotThroughGateway);
    expect(seal('elsewhere', identityHeaders(ana))).toEqual({});
  });

  it('is believed under an old and a new key while one replaces the other', () => {
    const admit = admitWith([second, first], 'advocacy', at(0));
    for (const keys of [[first], [second], [first, second]]) expect(admit(sealed(ana, keys)).subject).toBe('ana');
    expect(() => admitWith([second], 'advocacy', at(0))(sealed(ana))).toThrow(NotThroughGateway);
  });

  it('can be neither forged, changed nor left out', () => {
    const admit = admitWith([first], 'advocacy', at(0));
    const [claims, expires, proof] = `${sealed(ana)[passportHeader]}`.split('.');
    const forged = Buffer.from(JSON.stringify(['eve', ['committee'], []])).toString('base64url');
    const tries = [
      `${forged}.${expires}.${proof}`,
      `${claims}.${Number(expires) + 1}.${proof}`,
      `.${expires}.${proof}`,
      `${claims}.${expires}.`,
      '',
      7,
    ];
    for (const passport of tries) expect(() => admit({ [passportHeader]: passport })).toThrow(NotThroughGateway);
    expect(() => admit({})).toThrow(NotThroughGateway);
    expect(() => admit(identityHeaders(ana))).toThrow(NotThroughGateway);
  });

  it('is not asked for where no key is shared, and nothing is believed there', () => {
    expect(admitWith([], 'advocacy', at(0))(sealed(ana))).toBe(anonymous);
    expect(sealWith(new Map(), momentAt(0))('advocacy', identityHeaders(ana))).toEqual({});
  });
});

describe('the headers that carry an identity', () => {
  it('are equal for two tokens of one person, so that their live feeds are shared', () => {
    const later: Identity = { ...ana, roles: [Role.EDITOR, Role.STAFF], libraryIds: ['lalin', 'porto'], expiresAt: 9 };
    expect(identityHeaders(later)).toEqual(identityHeaders(ana));
    expect(identityHeaders(anonymous)).toEqual({});
  });
});
