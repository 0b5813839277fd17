// Which policies of a house apply on a day: the rule by itself, without a database.
import { type Applied, BeforeRecords, policiesInForce, type Question } from '#advocacy/policies/inForce';
import type { PolicyPeriod } from '#advocacy/policies/policyPeriod';
import { MaterialFormat, PolicyStatus } from '#advocacy/policies/policyPeriod';

const { EBOOK, AUDIOBOOK } = MaterialFormat;
const { IN_FORCE_PERIOD, TEMPORARY_OPTION, PROPOSED_NEVER_IN_FORCE } = PolicyStatus;

const period = (id: string, fields: Partial<PolicyPeriod> = {}) =>
  ({
    id,
    publisherId: 'house',
    formats: [EBOOK],
    titleScope: 'ALL',
    optionKey: null,
    territories: ['US'],
    status: IN_FORCE_PERIOD,
    effectiveFromDay: '2019-01-01',
    effectiveToDay: null,
    recordedAt: new Date('2018-12-01T00:00:00Z'),
    supersededAt: null,
    ...fields,
  }) as PolicyPeriod;

const day = (fields: Partial<Question> = {}): Question => ({
  on: '2019-06-01',
  asKnownOn: null,
  format: EBOOK,
  territory: null,
  ...fields,
});
const ids = (applied: readonly Applied[]) =>
  applied.map((a) => a.period.id + (a.inheritedFromId ? ` from ${a.inheritedFromId}` : ''));
const parents = (id: string, fields: Partial<PolicyPeriod> = {}) => period(id, { publisherId: 'parent', ...fields });

it.each<[string, PolicyPeriod[][], Partial<Question>, string[]]>([
  ['begins on its first day', [[period('a')]], { on: '2019-01-01' }, ['a']],
  ['does not hold the day before', [[period('a')]], { on: '2018-12-31' }, []],
  ['no longer holds on the day it ends', [[period('a', { effectiveToDay: '2019-06-01' })]], {}, []],
  ['holds since ever without a first day', [[period('a', { effectiveFromDay: null })]], { on: '1999-01-01' }, ['a']],
  ['leaves a proposal out', [[period('a', { status: PROPOSED_NEVER_IN_FORCE })]], {}, []],
  ['takes its own before the parent’s', [[period('a')], [parents('p')]], {}, ['a']],
  ['takes the parent’s without its own', [[], [parents('p')]], {}, ['p from parent']],
  [
    'takes the parent’s for a format it has none of',
    [[period('a')], [parents('p', { formats: [EBOOK, AUDIOBOOK] })]],
    { format: AUDIOBOOK },
    ['p from parent'],
  ],
  [
    'takes each format from the first house that has it',
    [[period('a')], [parents('p', { formats: [EBOOK, AUDIOBOOK] })]],
    { format: null },
    ['a', 'p from parent'],
  ],
  [
    'sets its own option beside the parent’s policy',
    [[period('o', { status: TEMPORARY_OPTION })], [parents('p')]],
    {},
    ['p from parent', 'o'],
  ],
  [
    'asks only for the territory',
    [[period('a', { territories: ['CA'] })], [parents('p')]],
    { territory: 'US' },
    ['p from parent'],
  ],
  [
    'shows a policy that was superseded in the record as it was believed',
    [[period('a', { supersededAt: new Date('2019-03-01T00:00:00Z') })]],
    { asKnownOn: new Date('2019-02-28T23:59:59Z') },
    ['a'],
  ],
  [
    'does not show it from the moment it was superseded',
    [[period('a', { supersededAt: new Date('2019-03-01T00:00:00Z') })]],
    { asKnownOn: new Date('2019-03-01T00:00:00Z') },
    [],
  ],
  ['does not know what was recorded later', [[period('a')]], { asKnownOn: new Date('2018-11-30T00:00:00Z') }, []],
  [
    'orders wide scopes before narrow ones, options last',
    [
      [
        period('n', { titleScope: 'SELECTED' }),
        period('o', { status: TEMPORARY_OPTION }),
        period('w', { titleScope: 'NEW_RELEASES' }),
      ],
    ],
    {},
    ['w', 'n', 'o'],
  ],
])('%s', (_promise, line, question, expected) => {
  expect(ids(policiesInForce(line, day(question)))).toEqual(expected);
});

it('refuses a moment before the record begins, even when there is nothing to believe', () => {
  expect(() => policiesInForce([[]], day({ asKnownOn: new Date('2010-06-01') }))).toThrow(BeforeRecords);
});
