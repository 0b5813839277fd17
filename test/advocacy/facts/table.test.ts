// The table of facts found in November 2026, row by row: a question, a day, and the right answer beside it.
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const sources = 'sources { id }';
const terms = `id confidence note license { model checkouts durationMonths concurrency lengthDays } embargo { amount unit } prices { kind min { amount currency } max { amount currency } rule scope }`;
const inForce = (publisher: string, on: string, more: string) =>
  `{ publisher(id: "${publisher}") { kind country policiesInForce(on: "${on}", ${more}) { period { ${terms} ${sources} } } } }`;
const period = (...wanted: object[]) => ({
  publisher: expect.objectContaining({ policiesInForce: wanted.map((one) => ({ period: expect.objectContaining(one) })) }),
});
const told = (text: string) => expect.stringContaining(text);
const license = (wanted: object) => expect.objectContaining(wanted);
const read = (...ids: string[]) => expect.arrayContaining(ids.map((id) => ({ id })));
const statement = (id: string) =>
  `{ statements(first: 100) { nodes { id title stance confidence publishedOn { date precision } organizations { name country } ${sources} } } } # ${id}`;
const node = (root: string, wanted: { id: string; [field: string]: unknown }) => ({
  [root]: { nodes: expect.arrayContaining([expect.objectContaining(wanted)]) },
});
const petition = (id: string) =>
  `{ petition(id: "${id}") { state goal launchedOn { date precision } launchConfidence note closedOn reportedCounts { on count qualifier metric confidence } } }`;
const response = `{ callsToRespond { id responses { state organization { name } statement { id confidence publishedOn { date } } } } }`;
const answered = (name: string, state: string, of: object) => ({
  callsToRespond: expect.arrayContaining([
    expect.objectContaining({
      id: 'ala-tmpl-2019-08-23',
      responses: expect.arrayContaining([{ state, organization: { name }, statement: expect.objectContaining(of) }]),
    }),
  ]),
});
const law = (id: string, on: string) =>
  `{ law(id: "${id}") { jurisdiction stage(on: "${on}") latest: stage confidence checks note number steps { stage on confidence } } }`;
const boycott = '{ boycotts(first: 10) { id startedOn endedOn note confidence targetPublisher { id } } }';
const blackstone = (on: string) => `{ embargoWatch(on: "${on}") { inForce { period { id } } } }`;

/** What is asked, and what is right. */
const rows: [string, string, object][] = [
  [
    'W1: Blackstone had its embargo on the eve of its end',
    blackstone('2022-06-30'),
    { embargoWatch: { inForce: [{ period: { id: 'blackstone-2019-embargo' } }] } },
  ],
  ['W1: and none from 2022-07-01 on', blackstone('2022-07-01'), { embargoWatch: { inForce: [] } }],
  [
    'W1: its audiobooks are perpetual since, for one user',
    inForce('blackstone', '2022-07-01', 'format: AUDIOBOOK'),
    period({
      id: 'blackstone-2022-perpetual',
      confidence: 'HIGH',
      license: license({ model: 'PERPETUAL_ONE_USER' }),
      sources: read('rf-bla22'),
    }),
  ],
  [
    'W1: its end was not known before it was announced',
    '{ before: policyPeriod(id: "blackstone-2019-embargo", asKnownOn: "2022-04-01T00:00:00Z") { effectiveTo { date } } after: policyPeriod(id: "blackstone-2019-embargo", asKnownOn: "2022-05-01T00:00:00Z") { effectiveTo { date } } }',
    { before: { effectiveTo: null }, after: { effectiveTo: { date: '2022-07-01' } } },
  ],
  [
    'W2: the Maryland Library Association answered',
    response,
    answered('Maryland Library Association', 'ANSWERED', {
      id: 'mdla-2019-10-10',
      confidence: 'HIGH',
      publishedOn: { date: '2019-10-10' },
    }),
  ],
  [
    'W3: the Utah Library Association answered, on a day that is not known',
    response,
    answered('Utah Library Association', 'ANSWERED_UNDATED', { id: 'ula-2019', confidence: 'MEDIUM', publishedOn: null }),
  ],
  [
    'W4: the day of the launch is sure',
    petition('ebooksforall'),
    {
      petition: expect.objectContaining({
        launchedOn: { date: '2019-09-11', precision: 'DAY' },
        launchConfidence: 'HIGH',
        note: told('2019-09-23'),
      }),
    },
  ],
  [
    'W5: Connecticut SB 1234 is law, the day of its signature unknown',
    law('us-ct-sb-1234', '2025-07-01'),
    {
      law: expect.objectContaining({
        stage: 'IN_FORCE',
        confidence: 'HIGH',
        steps: expect.arrayContaining([
          { stage: 'SIGNED', on: null, confidence: 'HIGH' },
          { stage: 'IN_FORCE', on: '2025-07-01', confidence: 'MEDIUM' },
        ]),
      }),
    },
  ],
  [
    'W6: the petition of 2011 was delivered, its goal 100,000, no day known',
    petition('hc-2011-change'),
    {
      petition: expect.objectContaining({
        state: 'DELIVERED',
        goal: 100_000,
        closedOn: null,
        reportedCounts: [expect.objectContaining({ count: 63_870, confidence: 'LOW' })],
      }),
    },
  ],
  [
    'W7: 303 libraries took part',
    petition('econtentforlibraries-2019'),
    {
      petition: expect.objectContaining({
        reportedCounts: [{ on: '2019-06-15', count: 303, qualifier: 'EXACT', metric: 'LIBRARIES', confidence: 'MEDIUM' }],
      }),
    },
  ],
  [
    'W8: Macmillan in Canada, December 2018',
    inForce('macmillan', '2018-12-15', 'territory: "CA"'),
    period({ id: 'mac-2014-full', license: license({ checkouts: 52, durationMonths: 24 }), sources: read('ctv-ottawa') }),
  ],
  ['W8: and nothing of Canada after our last word', inForce('macmillan', '2019-11-15', 'territory: "CA"'), period()],
  [
    'W9: three caps of Penguin Random House',
    '{ policyPeriod(id: "prh-2018-24m") { prices { scope max { amount } } note } }',
    {
      policyPeriod: {
        prices: [
          ['FRONTLIST_ADULT', '55'],
          ['FRONTLIST_YOUNG_ADULT', '45'],
          ['FRONTLIST_CHILDREN', '35'],
        ].map(([scope, amount]) => ({ scope, max: { amount: expect.stringMatching(new RegExp(`^${amount}(\\.00)?$`)) } })),
        note: told('57, 47 and 37'),
      },
    },
  ],
  [
    'W10: Audible through Palace, first seen 2022-04-15',
    inForce('audible', '2022-05-01', 'format: AUDIOBOOK'),
    period({ id: 'audible-2023-palace', license: license({ model: 'UNKNOWN' }), note: told('none perpetual') }),
  ],
  [
    'W11: the boycott of Blackstone has no single end',
    boycott,
    {
      boycotts: expect.arrayContaining([
        expect.objectContaining({ id: 'boycott-blackstone-2019', endedOn: null, note: told('2020-10-20') }),
      ]),
    },
  ],
  [
    'W11: the third boycott',
    boycott,
    {
      boycotts: expect.arrayContaining([
        expect.objectContaining({
          id: 'boycott-ss-2019',
          startedOn: '2019-09-30',
          endedOn: null,
          confidence: 'MEDIUM',
          targetPublisher: { id: 'simon-schuster' },
        }),
      ]),
    },
  ],
  [
    'W12: one copy for a consortium, then more',
    '{ policyPeriod(id: "mac-2019-embargo") { note } }',
    { policyPeriod: { note: told('one copy for the whole consortium') } },
  ],
  [
    'sources that contradict each other',
    '{ policyPeriod(id: "ss-2019-24m") { note } }',
    { policyPeriod: { note: told('Computers in Libraries 6/2024') } },
  ],
  [
    'Germany, Random House',
    inForce('random-house-de', '2018-06-01', 'territory: "DE"'),
    period({ id: 'random-house-de-2018', confidence: 'MEDIUM', note: told('3 to at most 12 months') }),
  ],
  [
    'Germany, Holtzbrinck and Bonnier',
    inForce('bonnier-de', '2018-06-01', 'territory: "DE"'),
    period({ license: license({ checkouts: 52 }), prices: [expect.objectContaining({ kind: 'RULE', rule: told('2.5 times') })] }),
  ],
  ['the Netherlands before the covenant', inForce('online-bibliotheek-nl', '2018-12-31', 'territory: "NL"'), period()],
  [
    'the Netherlands under it',
    inForce('online-bibliotheek-nl', '2019-01-01', 'territory: "NL"'),
    period({ confidence: 'HIGH', license: license({ model: 'SIMULTANEOUS_USE', lengthDays: 21 }), note: told('6 to 12 months') }),
  ],
  [
    'the EU court on the lending right',
    law('eu-c-174-15', '2016-11-10'),
    { law: expect.objectContaining({ jurisdiction: 'EU', stage: 'DECIDED', confidence: 'HIGH' }) },
  ],
  [
    'Sweden, by the loan',
    inForce('swedish-houses', '2019-10-05', 'territory: "SE"'),
    period({
      license: license({ model: 'COST_PER_CIRC' }),
      prices: [expect.objectContaining({ kind: 'RANGE', min: { amount: expect.stringMatching(/^20/), currency: 'SEK' } })],
    }),
  ],
  [
    'the Publishers Association of the UK',
    statement('pa'),
    node('statements', { id: 'pa-gb-2010-10-21', confidence: 'HIGH', publishedOn: { date: '2010-10-21', precision: 'DAY' } }),
  ],
  [
    'three models of the DPLA Exchange',
    inForce('palace-marketplace', '2021-05-01', 'format: EBOOK'),
    period(
      { license: license({ checkouts: 40, concurrency: 10 }) },
      { license: license({ model: 'PERPETUAL_ONE_USER' }) },
      { license: license({ concurrency: 5 }) },
    ),
  ],
  [
    'owned titles of Independent Publishers Group',
    inForce('independent-publishers-group', '2024-08-13', 'format: EBOOK'),
    period({ confidence: 'HIGH', note: told('own tens of thousands') }),
  ],
  [
    'the Big Five in the Palace Marketplace',
    '{ policyPeriod(id: "palace-big-five-2023") { effectiveFrom { date precision } confidence license { model } } }',
    {
      policyPeriod: {
        effectiveFrom: { date: '2023-09-14', precision: 'AS_OF' },
        confidence: 'HIGH',
        license: { model: 'UNKNOWN' },
      },
    },
  ],
  [
    'OverDrive Max',
    inForce('overdrive', '2022-05-01', 'format: EBOOK'),
    period({ license: license({ checkouts: 100, concurrency: null, durationMonths: null }), confidence: 'MEDIUM' }),
  ],
  [
    'the guide of Fairfax County',
    '{ cpc: policyPeriod(id: "hc-2019-cpc") { note } hbg: policyPeriod(id: "hbg-2019-24m") { note } }',
    { cpc: { note: told('1.49 to 4.49') }, hbg: { note: told('Fairfax County lists Hachette') } },
  ],
  [
    'dated prices of two titles',
    '{ prh: policyPeriod(id: "prh-2018-24m") { note } hbg: policyPeriod(id: "hbg-2019-24m") { note } }',
    { prh: { note: told('City of Girls, 14.99') }, hbg: { note: told('Lost, 14.99 retail, 65') } },
  ],
  [
    'practice of 2025 and 2026, of no single publisher',
    '{ ct: law(id: "us-ct-sb-1234") { note } nj: law(id: "us-nj-s1674") { note } }',
    { ct: { note: told('26 times or every couple of years') }, nj: { note: told('as few as 26 borrows') } },
  ],
  [
    'the standards of ReadersFirst',
    statement('rf'),
    node('statements', { id: 'rf-standards-2026-06-22', stance: 'SUPPORTS_MODEL', confidence: 'HIGH' }),
  ],
  [
    'New Jersey in February 2026',
    law('us-nj-s1674', '2026-02-15'),
    { law: expect.objectContaining({ stage: 'PENDING', number: 'S1674/S4520', checks: [], note: told('trigger') }) },
  ],
  ['Massachusetts: a commission', law('us-ma-h3595', '2026-01-01'), { law: expect.objectContaining({ stage: 'STUDY' }) }],
  ['Rhode Island', law('us-ri-sb2842', '2022-05-18'), { law: expect.objectContaining({ stage: 'ADVANCED' }) }],
  ['Illinois', law('us-il-2022', '2022-02-01'), { law: expect.objectContaining({ stage: 'INTRODUCED', note: told('100 %') }) }],
  ...['us-tn-2022', 'us-mo-2022', 'us-ct-131-2022'].map((id): [string, string, object] => [
    `${id}, 2022`,
    law(id, '2022-12-31'),
    { law: expect.objectContaining({ stage: 'INTRODUCED', confidence: 'HIGH' }) },
  ]),
  [
    'Connecticut 2023',
    law('us-ct-2023', '2023-12-31'),
    { law: expect.objectContaining({ stage: 'INTRODUCED', note: told('2023-10-01') }) },
  ],
  ...['us-ny-2025', 'us-vt-2025', 'us-me-2025', 'us-wa-2025', 'us-hi-2025'].map((id): [string, string, object] => [
    `${id}`,
    law(id, '2025-12-31'),
    { law: expect.objectContaining({ stage: 'INTRODUCED', confidence: 'MEDIUM' }) },
  ]),
  [
    'Ontario 2023',
    law('ca-on-2023', '2023-12-31'),
    { law: expect.objectContaining({ jurisdiction: 'CA-ON', stage: 'PROPOSED' }) },
  ],
  [
    '#ebookSOS',
    petition('ebooksos-2020'),
    {
      petition: expect.objectContaining({
        note: told('November 2020'),
        reportedCounts: expect.arrayContaining([
          expect.objectContaining({ count: 3_000, qualifier: 'MORE_THAN' }),
          expect.objectContaining({ count: 5_000, qualifier: 'NEARLY' }),
        ]),
      }),
    },
  ],
  [
    'Authors for Libraries',
    petition('authors-for-libraries-2022'),
    {
      petition: expect.objectContaining({
        launchConfidence: 'HIGH',
        reportedCounts: expect.arrayContaining([
          expect.objectContaining({ on: '2022-09-29', count: 425 }),
          expect.objectContaining({ count: 1_000, qualifier: 'MORE_THAN' }),
        ]),
      }),
    },
  ],
  [
    'Battle for Libraries',
    petition('battle-for-libraries'),
    { petition: expect.objectContaining({ reportedCounts: [expect.objectContaining({ count: 30_000, confidence: 'MEDIUM' })] }) },
  ],
  [
    'Let Readers Read: the day is known, the count is not',
    petition('let-readers-read-2024'),
    {
      petition: expect.objectContaining({
        launchedOn: { date: '2024-06-17', precision: 'DAY' },
        launchConfidence: 'HIGH',
        reportedCounts: [],
        note: told('unknown, not zero'),
      }),
    },
  ],
  [
    'the Library Association of Ireland',
    statement('lai'),
    node('statements', {
      id: 'lai-2020',
      organizations: [{ name: 'Library Association of Ireland', country: 'IE' }],
      confidence: 'MEDIUM',
    }),
  ],
  [
    'CULC on Hachette and Blackstone',
    statement('culc'),
    node('statements', { id: 'culc-2019-06', publishedOn: { date: '2019-06-15', precision: 'MONTH' }, confidence: 'HIGH' }),
  ],
];

it.each(rows)('%s', async (_row, question, answer) => {
  expect(await stage.ask(question)).toEqual(answer);
});

it('nothing is told of what could not be verified: no terms of the largest houses after 2021, none of Ireland or Australia', async () => {
  const { publishers } = await stage.ask(
    '{ publishers(first: 50) { nodes { bigFive policies { effectiveFrom { date } territories } } } }',
  );
  const all = publishers.nodes as {
    bigFive: boolean;
    policies: { effectiveFrom: { date: string } | null; territories: string[] }[];
  }[];
  const late = all
    .filter(({ bigFive }) => bigFive)
    .flatMap(({ policies }) => policies.filter(({ effectiveFrom }) => (effectiveFrom?.date ?? '') > '2021-12-31'));
  expect(late).toEqual([]);
  expect(
    all.flatMap(({ policies }) => policies).filter(({ territories }) => territories.some((code) => ['IE', 'AU'].includes(code))),
  ).toEqual([]);
});
