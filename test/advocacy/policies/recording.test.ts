// Editors add, correct, end and confirm policies, each with sources, and lose nothing.

import { AuditEntry } from '#kit/data/audit';
import { anonymous, Role } from '#kit/words/identity';
import { openStage, type Stage } from '../../support/advocacy';
import { editor } from '../../support/identities';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const result =
  '{ policy { id version revision correctionReason lastVerifiedOn effectiveTo { date } sources { id } recordedAt } change { kind direction from { id } to { id } reasons { code } } }';
const mutation = (name: string, input: string) => `mutation ($input: ${input}!) { ${name}(input: $input) ${result} }`;
const record = (input: object, identity = editor) =>
  stage
    .ask(mutation('recordPolicy', 'RecordPolicyInput'), { input: { ...policy, ...input } }, identity)
    .then((data) => data.recordPolicy);
const correct = (input: object) =>
  stage
    .ask(mutation('correctPolicy', 'CorrectPolicyInput'), { input: { ...change, reason: 'Misread.', ...input } }, editor)
    .then((data) => data.correctPolicy);
const end = (input: object) =>
  stage.ask(mutation('endPolicy', 'EndPolicyInput'), { input: { ...change, ...input } }, editor).then((data) => data.endPolicy);
const verify = (input: object) =>
  stage
    .ask(mutation('verifyPolicy', 'VerifyPolicyInput'), { input: { ...change, ...input } }, editor)
    .then((data) => data.verifyPolicy);

const license = { model: 'METERED_BY_TIME', durationMonths: 12, concurrency: 1, expiryRule: 'TIME' };
const policy = {
  id: 'prh-2026-12m',
  publisherId: 'penguin-random-house',
  formats: ['EBOOK'],
  titleScope: 'ALL_NEW_LICENSES',
  territories: ['US'],
  announcedOn: { date: '2026-11-01' },
  effectiveFrom: { date: '2026-12-01' },
  license,
  confidence: 'HIGH',
  sourceIds: ['seed'],
};
/** prh-2018-24m stands at version 2: recorded, then confirmed. */
const change = { id: 'prh-2018-24m', expectedVersion: 2, sourceIds: ['seed'] };

it('refuses an end before the last confirmation, until that is corrected', async () => {
  await verify({ lastVerifiedOn: '2026-11-01' });
  await expect(end({ expectedVersion: 3, effectiveTo: { date: '2026-10-15' } })).rejects.toThrow(
    /cannot have been confirmed on 2026-11-01/,
  );
  await correct({ expectedVersion: 3, correction: { lastVerifiedOn: '2021-01-01' } });
  const { policy: ended } = await end({ expectedVersion: 4, effectiveTo: { date: '2026-10-15' } });
  expect(ended).toMatchObject({ version: 5, lastVerifiedOn: '2021-01-01', effectiveTo: { date: '2026-10-15' } });
});

it('records a license that ends after days of lending, apart from its term and from the length of a loan', async () => {
  const byDays = {
    model: 'METERED_BY_LENDING_DAYS',
    lendingDays: 365,
    lengthDays: 21,
    concurrency: 1,
    expiryRule: 'LENDING_DAYS',
  };
  await record({ license: byDays, territories: ['FR'] });
  const { policyPeriod } = await stage.ask(
    `{ policyPeriod(id: "prh-2026-12m") { license { model lendingDays lengthDays durationMonths expiryRule } licenseLimits { lendingDays durationMonths } } }`,
  );
  expect(policyPeriod).toEqual({
    license: {
      model: 'METERED_BY_LENDING_DAYS',
      lendingDays: 365,
      lengthDays: 21,
      durationMonths: null,
      expiryRule: 'LENDING_DAYS',
    },
    licenseLimits: { lendingDays: 'LIMITED', durationMonths: 'UNLIMITED' },
  });
});

it('corrects the options of a policy, and the feed tells which were added or ended', async () => {
  const forGood = { model: 'PERPETUAL_ONE_USER', concurrency: 1, expiryRule: 'NONE' };
  const added = await correct({ correction: { options: [forGood] } });
  expect(added.change).toMatchObject({ kind: 'CORRECTED', reasons: [{ code: 'OPTION_ADDED' }] });
  const { policyChanges } = await stage.ask(
    'query { policyChanges(first: 1, filter: { kinds: [CORRECTED], recordedSince: "2026-11-23T00:00:00Z" }) { nodes { direction fields { field before after } } } }',
  );
  expect(policyChanges.nodes).toEqual([
    {
      direction: 'LESS_RESTRICTIVE',
      fields: [{ field: 'options', before: 'none', after: 'never expires; one reader at a time' }],
    },
  ]);
  const ended = await correct({ expectedVersion: 3, correction: { options: [] } });
  expect(ended.change).toMatchObject({ reasons: [{ code: 'OPTION_ENDED' }] });
});

it('ends a policy and records the one that follows, with the change between them', async () => {
  const ended = await end({ effectiveTo: { date: '2026-12-01' }, endAnnouncedOn: '2026-11-01' });
  expect(ended).toMatchObject({
    policy: { version: 3, revision: 'END_RECORDED', effectiveTo: { date: '2026-12-01' } },
    change: { kind: 'ENDED', to: null },
  });
  const recorded = await record({});
  expect(recorded).toMatchObject({
    policy: {
      id: 'prh-2026-12m',
      version: 1,
      revision: 'RECORDED',
      sources: [{ id: 'seed' }],
      recordedAt: '2026-11-23T12:00:00.000Z',
    },
    change: {
      kind: 'REPLACED',
      direction: 'MORE_RESTRICTIVE',
      from: { id: 'prh-2018-24m' },
      to: { id: 'prh-2026-12m' },
      reasons: [{ code: 'SHORTER' }],
    },
  });
  const { publisher } = await stage.ask(
    '{ publisher(id: "penguin-random-house") { policiesInForce(on: "2026-12-01", format: EBOOK) { period { id } } } }',
  );
  expect(publisher.policiesInForce).toEqual([{ period: { id: 'prh-2026-12m' } }]);
  const { policyChanges } = await stage.ask('{ policyChanges(first: 100) { nodes { to { id } } } }');
  expect(policyChanges.nodes.at(-1)).toEqual({ to: { id: 'prh-2026-12m' } });
});

it('refuses a second standing policy by the name of the first', async () => {
  await expect(record({})).rejects.toThrow(/^POLICY_OVERLAP: .*prh-2018-24m/);
  await expect(record({ titleScope: 'SELECTED' })).resolves.toMatchObject({ change: { kind: 'STARTED' } });
  await expect(record({ id: 'other', optionKey: 'year' })).resolves.toMatchObject({
    change: { reasons: [{ code: 'OPTION_ADDED' }] },
  });
});

it('refuses a standing policy that means the same titles by another word', async () => {
  await expect(record({ titleScope: 'ALL' })).rejects.toThrow(/^POLICY_OVERLAP: .*prh-2018-24m/);
  await expect(record({ titleScope: 'EVERYTHING' })).rejects.toThrow(/^POLICY_OVERLAP: .*prh-2018-24m/);
  await expect(record({ titleScope: 'ALL_FRONTLIST_AND_BACKLIST' })).rejects.toThrow(/^POLICY_OVERLAP: .*prh-2018-24m/);
  await expect(record({ titleScope: 'ALL', territories: ['DE'] })).resolves.toMatchObject({ policy: { version: 1 } });
  await expect(record({ id: 'all-year', titleScope: 'ALL', optionKey: 'year' })).resolves.toMatchObject({
    policy: { version: 1 },
  });
  await expect(record({ id: 'allegory', titleScope: 'ALLEGORIES' })).resolves.toMatchObject({ policy: { version: 1 } });
});

it.each(['', ' ', '\u200b', 'Terms\nof 2019', 'Terms \u202eof 2019'])(
  'refuses the source title %j, which nobody could read',
  async (title) => {
    await expect(record({ sourceIds: ['x'], newSources: [{ id: 'x', title }] })).rejects.toMatchObject({
      cause: { extensions: { code: 'BAD_USER_INPUT', field: 'newSources[0].title', reason: 'NOT_ONE_LINE' } },
    });
  },
);

it('refuses an address that no program can read, whatever it looks like', async () => {
  for (const url of [
    'https://xn--a.org/page',
    'https://exa mple.org/',
    'https://[::1/',
    'ftp://example.org/',
    '//example.org',
    'https://',
  ]) {
    await expect(record({ sourceIds: ['x'], newSources: [{ id: 'x', title: 'x', url }] })).rejects.toMatchObject({
      cause: { extensions: { code: 'BAD_USER_INPUT', field: 'newSources[0].url' } },
    });
  }
});

it('keeps what a correction replaces, with the reason', async () => {
  const corrected = await correct({ correction: { license: { ...license, durationMonths: 36 } }, reason: 'The letter says 36.' });
  expect(corrected).toMatchObject({
    policy: { version: 3, revision: 'CORRECTED', correctionReason: 'The letter says 36.' },
    change: { kind: 'CORRECTED', direction: 'LESS_RESTRICTIVE' },
  });
  const { policyPeriod } = await stage.ask(
    '{ policyPeriod(id: "prh-2018-24m", asKnownOn: "2026-11-22T00:00:00Z") { version license { durationMonths } } }',
  );
  expect(policyPeriod).toEqual({ version: 2, license: { durationMonths: 24 } });
});

it('clears by null what a correction says does not exist', async () => {
  const corrected = await correct({ id: 'mac-2019-embargo', expectedVersion: 2, correction: { embargo: null, note: null } });
  expect(corrected.change.reasons).toEqual([{ code: 'EMBARGO_REMOVED' }]);
});

it('confirms a policy without an entry in the feed', async () => {
  const verified = await verify({ lastVerifiedOn: '2026-11-20' });
  expect(verified).toMatchObject({ policy: { version: 3, revision: 'VERIFIED', lastVerifiedOn: '2026-11-20' }, change: null });
});

it('lets one of two editors win and tells the other', async () => {
  const both = await Promise.allSettled([verify({ lastVerifiedOn: '2026-11-20' }), end({ effectiveTo: { date: '2026-12-01' } })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = both.find((one) => one.status === 'rejected') as PromiseRejectedResult;
  expect(lost.reason.message).toMatch(/^VERSION_CONFLICT: .*version 3, not 2/);
});

it('records who did what, with before and after, in the same transaction', async () => {
  await verify({ lastVerifiedOn: '2026-11-20' });
  await expect(record({})).rejects.toThrow('POLICY_OVERLAP');
  const entries = await stage.database.getRepository(AuditEntry).find();
  expect(entries).toMatchObject([
    {
      subject: 'editor-1',
      action: 'verifyPolicy',
      recordId: 'policy prh-2018-24m',
      before: { version: 2 },
      after: { version: 3, lastVerifiedOn: '2026-11-20' },
    },
  ]);
});

it('takes new sources with what was read in them', async () => {
  const newSources = [{ id: 'pw-2026', title: 'Publishers Weekly', url: 'https://www.publishersweekly.com/' }];
  const verified = await verify({ lastVerifiedOn: '2026-11-20', sourceIds: ['pw-2026'], newSources });
  expect(verified.policy.sources.map(({ id }: { id: string }) => id)).toEqual(['pw-prh18', 'seed', 'stratford', 'pw-2026']);
  await expect(record({ titleScope: 'X', sourceIds: ['pw-2026'], newSources })).rejects.toThrow(
    /^BAD_USER_INPUT: .*on record already/,
  );
});

it.each<[string, () => Promise<unknown>, RegExp]>([
  ['a policy without a source', () => record({ sourceIds: [] }), /^BAD_USER_INPUT: .*source/],
  [
    'a correction whose reason cannot be seen',
    () => correct({ correction: { confidence: 'LOW' }, reason: '\u200b' }),
    /^BAD_USER_INPUT: .*reason/i,
  ],
  ['an unknown source', () => record({ sourceIds: ['nowhere'] }), /^BAD_USER_INPUT: .*"nowhere"/],
  [
    'an address that is no web address',
    () => record({ sourceIds: ['x'], newSources: [{ id: 'x', title: 'x', url: 'javascript:alert(1)' }] }),
    /^BAD_USER_INPUT: /,
  ],
  ['an unknown publisher', () => record({ publisherId: 'nobody' }), /^BAD_USER_INPUT: No publisher/],
  ['an id that is taken', () => record({ id: 'mac-none' }), /^POLICY_EXISTS: /],
  ['an id that cannot be read', () => record({ id: 'Mac None' }), /^BAD_USER_INPUT: /],
  ['an end before the beginning', () => record({ effectiveTo: { date: '2026-12-01' } }), /^BAD_USER_INPUT: /],
  ['a proposal with days', () => record({ status: 'PROPOSED_NEVER_IN_FORCE' }), /^BAD_USER_INPUT: /],
  ['terms that contradict themselves', () => record({ license: { ...license, durationMonths: null } }), /^CONTRADICTORY_TERMS: /],
  ['a correction of an old version', () => correct({ expectedVersion: 1, correction: { note: 'x' } }), /^VERSION_CONFLICT: /],
  [
    'a correction that changes nothing',
    () => correct({ correction: { titleScope: 'ALL_NEW_LICENSES', confidence: null } }),
    /^BAD_USER_INPUT: .*verifyPolicy/,
  ],
  [
    'a correction into an overlap',
    () => correct({ correction: { effectiveFrom: { date: '2018-01-01' }, titleScope: 'ALL' } }),
    /^POLICY_OVERLAP: .*prh-2016-perpetual/,
  ],
  ['a second end', () => end({ id: 'mac-none', effectiveTo: { date: '2014-01-01' } }), /^BAD_USER_INPUT: .*ended on 2013-03-01/],
  ['an end of nothing', () => end({ id: 'nothing', effectiveTo: { date: '2014-01-01' } }), /^BAD_USER_INPUT: /],
  ['a confirmation from the future', () => verify({ lastVerifiedOn: '2026-11-24' }), /^BAD_USER_INPUT: .*today is 2026-11-23/],
  ['a confirmation older than the last', () => verify({ lastVerifiedOn: '2020-01-01' }), /^BAD_USER_INPUT: /],
])('refuses %s', async (_what, attempt, message) => {
  await expect(attempt()).rejects.toThrow(message);
});

it('lets editors only', async () => {
  await expect(record({}, anonymous)).rejects.toThrow('UNAUTHENTICATED');
  await expect(record({}, { ...editor, roles: [Role.ORGANIZER] })).rejects.toThrow('FORBIDDEN');
});
