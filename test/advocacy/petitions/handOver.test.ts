// Promises of: whose names are shown, what an organizer hands over, and the days of a petition in its own time zone.
import { removeSignatures } from '#advocacy/petitions/signing/signaturesSql';
import type { Advocacy } from '#advocacy/subgraph';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import { gatewayKeys, organizer, otherOrganizer, passportOf } from '../../support/identities';
import type { TestDatabase } from '../../support/postgres';
import { eventually } from '../../support/reader';

let database: TestDatabase;
let advocacy: Advocacy;
let now: Date;
const ask = (document: string, variables: object, identity = organizer) =>
  post(
    advocacy.url,
    document,
    variables,
    passportOf(identity, 'advocacy', () => now),
  );
const draft = { id: 'ours', title: 'Ours', ask: 'Lend', target: 'All', organizers: ['We'], confirmation: 'NONE' };
const DRAFT =
  'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { closesAt timeZone confirmation reminders } }';
const MOVE = 'mutation ($input: MovePetitionInput!) { movePetition(input: $input) { closesAt } }';
const step = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { state closedOn launchedOn { date } } }`;
const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }';
const DELIVER =
  'mutation ($input: DeliverPetitionInput!) { deliverPetition(input: $input) { state deliveries { id on to count qualifier } } }';
const CORRECT =
  'mutation ($input: CorrectDeliveryInput!) { correctDelivery(input: $input) { deliveries { on to count qualifier } } }';
const SUPPORTERS = `query ($after: String) { petition(id: "ours") { supporters(first: 2, after: $after) {
  totalCount nodes { name country region signedOn } pageInfo { endCursor hasNextPage } } } }`;
const WORK = `query ($id: ID!) { petitionWork(id: $id) { petition { signatureCount } unconfirmedCount remindedCount namesToShow
  areas { country region count } } }`;
const sign = async (name: string, more: object = {}) =>
  dataOf(
    await ask(SIGN, {
      input: { petitionId: 'ours', name, email: `${name}@library.example`, country: 'US', consentToShowName: true, ...more },
    }),
  );
const open = async (more: object = {}) => {
  dataOf(await ask(DRAFT, { input: { ...draft, ...more } }));
  dataOf(await ask(step('openPetition'), { id: 'ours' }));
};

beforeEach(async () => {
  now = new Date('2026-11-23T12:30:00Z');
  database = await demoDatabase();
  advocacy = await startAdvocacyAt(database.url, { gatewayKeys, clock: () => now });
});
afterEach(async () => {
  await advocacy.stop();
  await database.drop();
});

describe('the names of supporters', () => {
  it('are those of the people who agreed, newest first, in pages, and gone at once with the signature', async () => {
    await open();
    for (const name of ['Ann', 'Bob', 'Cy']) {
      await sign(name, name === 'Cy' ? { country: 'FI' } : { region: 'US-NE' });
      now = new Date(now.getTime() + 1_000);
    }
    await sign('Quiet', { consentToShowName: false });
    const first = dataOf(await ask(SUPPORTERS, {})).petition.supporters;
    expect(first.totalCount).toBe(3);
    expect(first.nodes).toEqual([
      { name: 'Cy', country: 'FI', region: null, signedOn: '2026-11-23' },
      { name: 'Bob', country: 'US', region: 'US-NE', signedOn: '2026-11-23' },
    ]);
    const { endCursor: after } = first.pageInfo;
    const second = dataOf(await ask(SUPPORTERS, { after })).petition.supporters;
    expect(second.nodes.map(({ name }: { name: string }) => name)).toEqual(['Ann']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const [{ hash }] = await advocacy.database.query(`SELECT email_hash AS hash FROM signature WHERE name = 'Bob'`);
    await advocacy.database.query(removeSignatures, [['ours'], [hash], now, false]);
    expect(dataOf(await ask(SUPPORTERS, {})).petition.supporters).toMatchObject({
      totalCount: 2,
      nodes: [{ name: 'Cy' }, { name: 'Ann' }],
    });
  });

  it('are handed over with counts and areas to the organizer alone, as data and as a file without formulas', async () => {
    await open();
    await sign('=1+1 Ann', { email: 'ann@library.example' });
    await sign('Quiet', { consentToShowName: false, country: 'FI' });
    expect(dataOf(await ask(WORK, { id: 'ours' })).petitionWork).toEqual({
      petition: { signatureCount: 2 },
      unconfirmedCount: 0,
      remindedCount: 0,
      namesToShow: 1,
      areas: [
        { country: 'FI', region: null, count: 1 },
        { country: 'US', region: null, count: 1 },
      ],
    });
    expect(codeOf(await ask(WORK, { id: 'ours' }, otherOrganizer))).toBe('FORBIDDEN');
    const paper = new URL('/petitions/ours/paper-signatures', advocacy.url);
    const csv = 'place,count,country,region\nFair,7,US,NE\nParty,2,,\n';
    await (
      await fetch(paper, {
        method: 'POST',
        headers: { ...passportOf(organizer, 'advocacy', () => now), 'content-type': 'text/csv' },
        body: csv,
      })
    ).text();
    const file = (identity = organizer) =>
      fetch(new URL('/exports/hand-over.csv?petition=ours', advocacy.url), {
        headers: passportOf(identity, 'advocacy', () => now),
      });
    const answer = await file();
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect((await answer.text()).split('\r\n')).toEqual([
      'part,name,country,region,count,signedOn',
      'signatures,,,,2,',
      'paper,,,,9,',
      'total,,,,11,',
      'area,,FI,,1,',
      'area,,US,,1,',
      'paper area,,US,US-NE,7,',
      'paper area,,,,2,',
      "name,'=1+1 Ann,US,,,2026-11-23",
      '',
    ]);
    const printed = await ask(
      'query { petitionWork(id: "ours") { paperAreas { country region count } petition { paperCount } } }',
      {},
    );
    expect(dataOf(printed).petitionWork).toEqual({
      paperAreas: [
        { country: 'US', region: 'US-NE', count: 7 },
        { country: null, region: null, count: 2 },
      ],
      petition: { paperCount: 9 },
    });
    const refused = await file(otherOrganizer);
    expect([refused.status, codeOf((await refused.json()) as never)]).toEqual([403, 'FORBIDDEN']);
  });

  it('are counted for each petition in the list of an organizer, beside what waits, and for nobody else', async () => {
    await open({ confirmation: undefined });
    await sign('Ann');
    dataOf(await ask(DRAFT, { input: { ...draft, id: 'later' } }));
    const MINE = `{ myPetitionWork { petition { id state } unconfirmedCount remindedCount namesToShow areas { count } imports { id } strikes { id } } }`;
    const nothing = { remindedCount: 0, namesToShow: 0, areas: [], imports: [], strikes: [] };
    const mine = dataOf(await ask(MINE, {})).myPetitionWork;
    expect(mine).toHaveLength(2);
    expect(mine).toEqual(
      expect.arrayContaining([
        { petition: { id: 'ours', state: 'OPEN' }, unconfirmedCount: 1, ...nothing },
        { petition: { id: 'later', state: 'DRAFT' }, unconfirmedCount: 0, ...nothing },
      ]),
    );
    expect(dataOf(await ask(MINE, {}, otherOrganizer)).myPetitionWork).toEqual([]);
  });

  it('count those who have not confirmed apart', async () => {
    await open({ confirmation: undefined });
    await sign('Ann');
    expect(dataOf(await ask(WORK, { id: 'ours' })).petitionWork).toMatchObject({
      petition: { signatureCount: 0 },
      unconfirmedCount: 1,
    });
  });
});

describe('the days of a petition', () => {
  it.each([
    // The clock of the database closes petitions, and no test outlives these days; in Los Angeles clocks change on the second.
    ['Asia/Tokyo', '2082-11-30', '2082-11-30T15:00:00.000Z'],
    ['America/Los_Angeles', '2083-03-14', '2083-03-15T07:00:00.000Z'],
    ['UTC', '2082-11-30', '2082-12-01T00:00:00.000Z'],
  ])('end in %s: an end given as %s is %s', async (timeZone, closesAt, end) => {
    const { draftPetition } = dataOf(await ask(DRAFT, { input: { ...draft, confirmation: undefined, timeZone, closesAt } }));
    expect(draftPetition).toEqual({ closesAt: end, timeZone, confirmation: 'EMAIL', reminders: true });
    dataOf(await ask(step('openPetition'), { id: 'ours' }));
    expect(dataOf(await ask(MOVE, { input: { id: 'ours', closesAt } })).movePetition.closesAt).toBe(end);
    await advocacy.database.query(`UPDATE petition SET closes_at = $1 WHERE id = 'ours'`, [end]);
    const CLOSED = `UPDATE petition SET closes_at = closes_at - interval '100 years' WHERE id = 'ours'`;
    await advocacy.database.query(CLOSED);
    await advocacy.database.query(`SELECT graphile_worker.add_job('petitions: open and close those whose time has come')`);
    let closed: string | null = null;
    await eventually('it is closed', async () => {
      [{ closed }] = await advocacy.database.query(`SELECT closed_on::text AS closed FROM petition WHERE id = 'ours'`);
      return closed !== null;
    });
    expect(String(closed).slice(4)).toBe(closesAt.slice(4));
  });

  it('say in Tokyo that a petition closed on the day that it was there', async () => {
    now = new Date('2026-11-29T21:04:00Z');
    await open({ timeZone: 'Asia/Tokyo' });
    expect(dataOf(await ask(step('closePetition'), { id: 'ours' })).closePetition).toMatchObject({
      closedOn: '2026-11-30',
      launchedOn: { date: '2026-11-30' },
    });
  });

  it.each(['EST', 'Tokyo', '+09:00'])('refuse %s as a time zone', async (timeZone) => {
    expect(codeOf(await ask(DRAFT, { input: { ...draft, timeZone } }))).toBe('UNKNOWN_TIME_ZONE');
  });

  it('end in a year that can be written, and in a time zone as the list spells it', async () => {
    const ends = async (timeZone: string) => ask(DRAFT, { input: { ...draft, timeZone, closesAt: '9999-12-31' } });
    const refused = await ends('America/Los_Angeles');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'closesAt' });
    expect(dataOf(await ends('asia/tokyo')).draftPetition).toMatchObject({
      timeZone: 'Asia/Tokyo',
      closesAt: '9999-12-31T15:00:00.000Z',
    });
  });

  it('are no moments where a moment is asked for', async () => {
    expect(codeOf(await ask(DRAFT, { input: { ...draft, opensAt: '2026-12-01' } }))).toBe('BAD_USER_INPUT');
  });
});

describe('deliveries', () => {
  it('go to several on one day, hold the count of their day, and are corrected with a reason', async () => {
    await open();
    await sign('Ann');
    now = new Date('2026-11-25T12:00:00Z');
    await sign('Bob');
    dataOf(await ask(step('closePetition'), { id: 'ours' }));
    for (const to of ['The publisher', 'The senate']) dataOf(await ask(DELIVER, { input: { id: 'ours', to, on: '2026-11-25' } }));
    const { deliveries } = dataOf(
      await ask(DELIVER, { input: { id: 'ours', to: 'The publisher', on: '2026-11-24' } }),
    ).deliverPetition;
    expect(deliveries).toMatchObject([
      { on: '2026-11-24', to: 'The publisher', count: 1, qualifier: 'EXACT' },
      { on: '2026-11-25', to: 'The publisher', count: 2, qualifier: 'EXACT' },
      { on: '2026-11-25', to: 'The senate', count: 2, qualifier: 'EXACT' },
    ]);
    const refused = ['2026-11-22', '2026-11-26', '2026-11-25'];
    for (const on of refused)
      expect(codeOf(await ask(DELIVER, { input: { id: 'ours', to: ' The  SENATE', on } }))).toBe('BAD_USER_INPUT');
    const input = { petitionId: 'ours', deliveryId: deliveries[2].id, to: 'The senators', on: '2026-11-24', reason: 'A slip.' };
    expect(dataOf(await ask(CORRECT, { input })).correctDelivery.deliveries[1]).toEqual({
      on: '2026-11-24',
      to: 'The senators',
      count: 1,
      qualifier: 'EXACT',
    });
    expect(codeOf(await ask(CORRECT, { input: { ...input, deliveryId: 'x' } }))).toBe('NOT_FOUND');
    expect(codeOf(await ask(CORRECT, { input: { ...input, on: '2026-11-01' } }))).toBe('BAD_USER_INPUT');
    expect(codeOf(await ask(CORRECT, { input }, otherOrganizer))).toBe('FORBIDDEN');
    const [{ after }] = await advocacy.database.query(`SELECT after FROM audit_entry WHERE action = 'correctDelivery'`);
    expect(after).toMatchObject({ reason: 'A slip.', was: { to: 'The senate' }, is: { to: 'The senators' } });
  });

  it('are followed by sheets that arrive afterwards, which count', async () => {
    await open();
    dataOf(await ask(step('closePetition'), { id: 'ours' }));
    dataOf(await ask(DELIVER, { input: { id: 'ours', to: 'The senate', on: '2026-11-23' } }));
    const csv = 'sheet,line,name,country\nS1,1,Wilhelmina,US\n';
    const IMPORT = 'mutation ($input: ImportPaperSignaturesInput!) { importPaperSignatures(input: $input) { added } }';
    const answer = dataOf(await ask(IMPORT, { input: { petitionId: 'ours', csv } })).importPaperSignatures;
    expect(answer).toEqual({ added: 1 });
    const COUNTS = '{ petition(id: "ours") { paperCount state deliveries { count } } }';
    expect(dataOf(await ask(COUNTS, {})).petition).toEqual({ paperCount: 1, state: 'DELIVERED', deliveries: [{ count: 0 }] });
  });
});
