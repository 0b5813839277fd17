// Promises of: how a person signs a petition.
import type { Advocacy } from '#advocacy/subgraph';
import { demoDatabase, ownPetition, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import type { TestDatabase } from '../../support/postgres';

const SIGN = `mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome signature { id name } petition { id signatureCount } } }`;
const ann = { name: 'Ann Reader', email: 'ann@library.example', country: 'US', region: 'US-NE' };

let database: TestDatabase;
let advocacy: Advocacy;
/** Each test has a petition of its own. */
let petitionId: string;
const sign = (input: object) => post(advocacy.url, SIGN, { input: { petitionId, ...input } });

beforeAll(async () => {
  database = await demoDatabase();
  advocacy = await startAdvocacyAt(database.url);
});
afterAll(async () => {
  await advocacy?.stop();
  await database?.drop();
});
beforeEach(async () => {
  petitionId = await ownPetition(advocacy.database);
});

describe('signing a petition', () => {
  it('counts the signature before it answers', async () => {
    expect(dataOf(await sign(ann)).signPetition).toMatchObject({ outcome: 'SIGNED', petition: { signatureCount: 1 } });
  });

  it('counts one address once, however it is spelled, and shows strangers nothing of the first signature', async () => {
    await sign({ ...ann, email: 'ann.reader@gmail.com' });
    const again = dataOf(await sign({ ...ann, name: 'Stranger', email: 'AnnReader+x@googlemail.com' }));
    expect(again.signPetition).toEqual({
      outcome: 'ALREADY_SIGNED',
      signature: null,
      petition: { id: petitionId, signatureCount: 1 },
    });
  });

  it('answers a repeated call with the same clientMutationId like the first', async () => {
    const first = dataOf(await sign({ ...ann, clientMutationId: 'tap-1' }));
    const second = dataOf(await sign({ ...ann, clientMutationId: 'tap-1' }));
    expect(second).toEqual(first);
  });

  it('keeps counts by area and by hour that add up to the total, in whatever case a country or region is written', async () => {
    const places = [
      { country: 'US', region: 'US-NE' },
      { country: 'us', region: 'Nebraska' },
      { country: 'us' },
      { country: 'FI' },
    ];
    await Promise.all(places.map((place, i) => sign({ ...ann, region: null, ...place, email: `reader${i}@library.example` })));
    const { petition } = dataOf(
      await post(
        advocacy.url,
        'query ($id: ID!) { petition(id: $id) { signatureCount signaturesByArea { country region count } signaturesByHour { count } } }',
        { id: petitionId },
      ),
    );
    expect(petition.signatureCount).toBe(4);
    expect(petition.signaturesByArea).toEqual([
      { country: 'US', region: 'US-NE', count: 2 },
      { country: 'FI', region: null, count: 1 },
      { country: 'US', region: null, count: 1 },
    ]);
    expect(petition.signaturesByHour).toEqual([{ count: 4 }]);
  });

  it('stores no e-mail address, in no column', async () => {
    await sign(ann);
    const [row] = await advocacy.database.query(
      'SELECT to_jsonb(signature)::text AS text FROM signature WHERE petition_id = $1',
      [petitionId],
    );
    expect(row.text).not.toContain('ann@');
    expect(row.text).not.toContain('library.example');
  });

  it.each([
    ['an address that is none', { email: 'ann' }, 'BAD_USER_INPUT', 'email'],
    ['an over-long name', { name: 'x'.repeat(201) }, 'BAD_USER_INPUT', 'name'],
    ['an empty name', { name: '   ' }, 'BAD_USER_INPUT', 'name'],
    ['a name of two lines', { name: 'Ann\nReader' }, 'BAD_USER_INPUT', 'name'],
    ['a name that nobody can see', { name: '\u200b\u2060' }, 'BAD_USER_INPUT', 'name'],
    ['a name that turns what follows it', { name: 'Ann \u202ereader' }, 'BAD_USER_INPUT', 'name'],
    ['a NUL byte', { name: 'Ann\0' }, 'BAD_USER_INPUT', 'name'],
    ['half a surrogate pair', { name: 'Ann\ud800' }, 'BAD_USER_INPUT', 'name'],
    ['a region of another country', { region: 'CA-ON' }, 'BAD_USER_INPUT', 'region'],
    ['a region that does not exist', { region: 'US-XX' }, 'BAD_USER_INPUT', 'region'],
    ['a region that does not exist, in small letters', { country: 'GB', region: 'gb-zz9' }, 'BAD_USER_INPUT', 'region'],
    ['a region that does not exist', { region: 'Lincoln' }, 'BAD_USER_INPUT', 'region'],
    ['a name of two regions', { country: 'AR', region: 'Buenos Aires' }, 'BAD_USER_INPUT', 'region'],
    ['an unknown petition', { petitionId: 'nope' }, 'NOT_FOUND', undefined],
    ['a petition of the past', { petitionId: 'ebooksforall' }, 'PETITION_NOT_OPEN', undefined],
  ])('refuses %s with a code, and writes nothing', async (_what, fault, code, field) => {
    const answer = await sign({ ...ann, ...fault });
    expect(codeOf(answer)).toBe(code);
    expect(answer.errors?.[0]?.extensions.field).toBe(field);
    expect(answer.errors?.[0]?.message).toMatch(/^[A-Z].*\.$|^email|^region/);
    const [{ rows }] = await advocacy.database.query(
      'SELECT count(*)::int AS rows FROM signature WHERE petition_id IN ($1, $2)',
      [petitionId, 'ebooksforall'],
    );
    expect(rows).toBe(0);
  });

  it.each(['ann@example.org', ' ann@example.org ', 'Ann <ann@example.org>', '.', '—', '42'])(
    'refuses %j, which is no name',
    async (name) => {
      const refused = await sign({ ...ann, name });
      expect(codeOf(refused)).toBe('BAD_USER_INPUT');
      expect(refused.errors?.[0]?.extensions?.field).toBe('name');
    },
  );

  it('refuses a country that does not exist', async () => {
    expect(codeOf(await sign({ ...ann, country: 'ZZZ', region: null }))).toBe('BAD_USER_INPUT');
  });
});

describe('the moment when a petition stops taking signatures', () => {
  it.each([
    ['a millisecond before', '2083-01-01T11:59:59.999Z', 'SIGNED'],
    ['at that moment', '2083-01-01T12:00:00.000Z', undefined],
  ])('is exact %s, in the rule and in the statement alike', async (_when, now, outcome) => {
    await advocacy.database.query(`UPDATE petition SET closes_at = '2083-01-01T12:00:00Z' WHERE id = $1`, [petitionId]);
    const later = await startAdvocacyAt(database.url, { clock: () => new Date(now) });
    const answer = await post(later.url, SIGN, { input: { ...ann, petitionId } });
    await later.stop();
    expect(answer.data?.signPetition?.outcome).toBe(outcome);
    if (!outcome) expect(codeOf(answer)).toBe('PETITION_NOT_OPEN');
  });
});
