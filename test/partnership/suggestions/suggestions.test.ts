// Promises of: suggestions of sisters, their score, their fairness, and the hours in which two libraries can meet.
import fc from 'fast-check';
import { type MeetingHours, sharedHours, Weekday } from '#partnership/libraries/index';
import { Commitment } from '#partnership/listings/index';
import {
  choose,
  FitReason,
  fairShare,
  fitsOf,
  type Profile,
  scoreOf,
  suggestionsEach,
  weights,
} from '#partnership/suggestions/index';
import { codeOf, severalAtOnce } from '../../support/graphql';
import { committee, staffOf } from '../../support/identities';
import { openStage, type Stage, seededAt } from '../../support/partnership';

const hours = (timeZone: string, from: string, to: string, days = Object.values(Weekday).slice(0, 5)): MeetingHours => ({
  timeZone,
  hours: days.map((day) => ({ day, from, to })),
});

describe('the hours in which two libraries can meet', () => {
  const winter = new Date('2026-01-14T00:00:00Z');
  const summer = new Date('2026-07-15T00:00:00Z');
  /** The United States change their clocks two weeks before Europe. */
  const between = new Date('2026-03-11T00:00:00Z');
  const chicago = hours('America/Chicago', '08:00', '12:00');
  const helsinki = hours('Europe/Helsinki', '12:00', '17:00');

  it.each([
    ['in winter', winter, 5],
    ['in summer', summer, 5],
    ['in the weeks between the changes of their clocks', between, 10],
  ])('of Chicago and Helsinki %s', (_when, now, expected) => {
    expect(sharedHours(chicago, helsinki, now)).toBe(expected);
    expect(sharedHours(helsinki, chicago, now)).toBe(expected);
  });

  it.each([
    [
      'across the date line',
      hours('Pacific/Auckland', '08:00', '10:00', [Weekday.TUESDAY]),
      hours('America/New_York', '14:00', '16:00', [Weekday.MONDAY]),
      2,
    ],
    [
      'across the end of the week',
      hours('Pacific/Auckland', '08:00', '10:00', [Weekday.MONDAY]),
      hours('America/New_York', '14:00', '16:00', [Weekday.SUNDAY]),
      2,
    ],
    [
      'of zones of half hours',
      hours('Asia/Kolkata', '09:00', '10:00', [Weekday.MONDAY]),
      hours('Etc/UTC', '03:30', '04:30', [Weekday.MONDAY]),
      1,
    ],
    [
      'until midnight',
      hours('Etc/UTC', '22:00', '24:00', [Weekday.SUNDAY]),
      hours('Etc/UTC', '23:00', '24:00', [Weekday.SUNDAY]),
      1,
    ],
    ['that never meet', hours('Etc/UTC', '09:00', '10:00'), hours('Etc/UTC', '10:00', '11:00'), 0],
  ])('%s', (_what, a, b, expected) => {
    expect(sharedHours(a, b, winter)).toBe(expected);
  });
});

describe('the score', () => {
  const profile = (more: Partial<Profile> = {}): Profile => ({
    country: 'US',
    languages: ['en', 'pt-BR'],
    preferredCountries: ['FI'],
    interests: ['TRAINING', 'READING_CLUB'],
    commitment: Commitment.FLEXIBLE,
    rhythm: 'MONTHLY',
    populationServed: 100_000,
    meetingHours: hours('Etc/UTC', '09:00', '12:00'),
    capacityLeft: 1,
    ...more,
  });

  it('is 100 for a library that fits in every respect, and its reasons say so', () => {
    const other = profile({ country: 'FI', preferredCountries: ['US'], commitment: Commitment.FORMAL });
    const fits = fitsOf(profile(), other, seededAt);
    expect(scoreOf(fits)).toBe(100);
    expect(fits.map(({ reason }) => reason)).toEqual(expect.arrayContaining(Object.values(FitReason)));
    expect(fits[0]).toEqual({ reason: 'SHARED_LANGUAGES', points: 25, values: ['en', 'pt'] });
    expect(Object.values(weights).reduce((a, b) => a + b)).toBe(100);
  });

  it.each([
    ['no', 'nb'],
    ['nn', 'no'],
    ['tw', 'ak'],
    ['no-NO', 'nb'],
  ])('gives 25 points to %s and %s, one language under two tags', (own, their) => {
    const [reason] = fitsOf(profile({ languages: [own] }), profile({ languages: [their] }), seededAt).filter(
      (fit) => fit.reason === FitReason.SHARED_LANGUAGES,
    );
    expect(reason).toEqual({ reason: 'SHARED_LANGUAGES', points: 25, values: [own.slice(0, 2)] });
  });

  it('is 0 where nothing is known and nothing fits', () => {
    const nothing: Profile = {
      country: 'JP',
      languages: [],
      preferredCountries: ['FR'],
      interests: [],
      commitment: null,
      rhythm: null,
      populationServed: null,
      meetingHours: null,
      capacityLeft: null,
    };
    expect(fitsOf(profile(), nothing, seededAt)).toEqual([]);
  });

  it('is the same whichever of two libraries asks, apart from their remaining capacity', () => {
    const other = profile({
      country: 'FI',
      languages: ['fi', 'en'],
      interests: ['TRAINING'],
      preferredCountries: [],
      populationServed: 500_000,
    });
    expect(scoreOf(fitsOf(profile(), other, seededAt))).toBe(scoreOf(fitsOf(other, profile(), seededAt)));
  });
});

describe('suggestions are shared out', () => {
  it('so that no library gets more than its share in any order of asking, and the best come first', () => {
    const world = fc.record({
      libraries: fc.integer({ min: 2, max: 60 }),
      popular: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 60, maxLength: 60 }),
      askers: fc.array(fc.record({ who: fc.nat(59), first: fc.integer({ min: 1, max: suggestionsEach }) }), { maxLength: 120 }),
    });
    fc.assert(
      fc.property(world, ({ libraries, popular, askers }) => {
        const given = new Map<number, Set<string>>();
        const open = (id: string) => [...given.values()].filter((ids) => ids.has(id)).length;
        for (const { who, first } of askers) {
          const own = given.get(who) ?? new Set();
          const candidates = Array.from({ length: libraries }, (_, i) => ({
            libraryId: `${i}`,
            score: popular[i]!,
            open: open(`${i}`),
          }));
          const possible = candidates.filter(({ libraryId }) => libraryId !== `${who}` && !own.has(libraryId));
          const chosen = choose(possible, first - own.size);
          const free = possible.filter((one) => one.open < fairShare);
          expect(chosen).toHaveLength(Math.min(Math.max(0, first - own.size), free.length));
          const worst = Math.min(...chosen.map(({ score }) => score));
          expect(free.filter((one) => !chosen.includes(one)).every(({ score }) => chosen.length === 0 || score <= worst)).toBe(
            true,
          );
          given.set(who, new Set([...own, ...chosen.map(({ libraryId }) => libraryId)]));
        }
        for (let i = 0; i < libraries; i++) expect(open(`${i}`)).toBeLessThanOrEqual(fairShare);
      }),
      { numRuns: 60 },
    );
  });
});

describe('suggestSisters', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const suggest = `query ($libraryId: ID!, $first: Int) { suggestSisters(libraryId: $libraryId, first: $first) {
    score madeAt library { id country listing { id } } reasons { reason points values } } }`;
  const forLibrary = async (libraryId: string, first = 10) =>
    (await stage.as(staffOf(libraryId)).ask(suggest, { libraryId, first })).suggestSisters as {
      score: number;
      library: { id: string; country: string };
      reasons: { reason: string; points: number }[];
    }[];

  it('lists the best first with reasons that add up, none in the same country, no current and no declined partner', async () => {
    await stage.database.query(
      `INSERT INTO partnership (id, library_a, country_a, library_b, country_b, state, formality, listed_on, goals, activity_kinds, historical, demo,
         source_ids, confidence) VALUES ('no', 'demo-chicago-us', 'US', 'demo-nairobi-ke', 'KE', 'DECLINED', 'UNKNOWN', '2026-01-01', '{}', '{}', false, true, '{}', 'DEMO')`,
    );
    const found = await forLibrary('demo-chicago-us');
    expect(found).toHaveLength(10);
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const { score, reasons } of found) expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
    const ids = found.map(({ library }) => library.id);
    expect(found.every(({ library }) => library.country !== 'US')).toBe(true);
    for (const partner of ['demo-helsinki-fi', 'demo-ciudad-de-mexico-mx', 'demo-nairobi-ke', 'lalin-es'])
      expect(ids).not.toContain(partner);
  });

  it('shows the same libraries again, without those that no longer seek', async () => {
    const before = await forLibrary('demo-chicago-us');
    expect(await forLibrary('demo-chicago-us')).toEqual(before);
    const gone = before[0]!.library.id;
    await stage.database.query(`UPDATE listing SET state = 'WITHDRAWN' WHERE library_id = $1`, [gone]);
    const after = await forLibrary('demo-chicago-us');
    expect(after.map(({ library }) => library.id)).not.toContain(gone);
    expect(after).toHaveLength(10);
  });

  it('counts the hours in which both can meet', async () => {
    const set = `mutation ($libraryId: ID!, $meetingHours: MeetingHoursInput) { setMeetingHours(libraryId: $libraryId, meetingHours: $meetingHours) { meetingHours { timeZone } } }`;
    const oslo = { libraryId: 'demo-oslo-no', meetingHours: hours('Europe/Oslo', '09:00', '12:00') };
    await stage.as(staffOf('demo-oslo-no')).ask(set, oslo);
    await stage
      .as(staffOf('demo-accra-gh'))
      .ask(set, { libraryId: 'demo-accra-gh', meetingHours: hours('Africa/Accra', '09:00', '12:00') });
    expect(codeOf(await stage.as(staffOf('demo-accra-gh')).run(set, oslo))).toBe('FORBIDDEN');
    const bad = { libraryId: 'demo-oslo-no', meetingHours: hours('EST', '09:00', '12:00') };
    expect(codeOf(await stage.as(staffOf('demo-oslo-no')).run(set, bad))).toBe('UNKNOWN_TIME_ZONE');
    const reasons = (await forLibrary('demo-oslo-no')).find(({ library }) => library.id === 'demo-accra-gh')?.reasons;
    expect(reasons).toContainEqual({ reason: 'MEETING_HOURS', points: 10, values: ['10'] });
  });

  it('never suggests one library to more than its share, also when many ask at once', async () => {
    const libraries: { id: string }[] = await stage.database.query('SELECT id FROM library ORDER BY id');
    await severalAtOnce(libraries, ({ id }) => forLibrary(id));
    const [{ most }] = await stage.database.query(
      'SELECT max(n)::int AS most FROM (SELECT count(*) AS n FROM suggestion GROUP BY suggested_id) AS counts',
    );
    expect(most).toBe(fairShare);
  });

  it('is for staff of the library and the committee', async () => {
    const variables = { libraryId: 'demo-oslo-no', first: 3 };
    expect(codeOf(await stage.run(suggest, variables))).toBe('UNAUTHENTICATED');
    expect(codeOf(await stage.as(staffOf('demo-accra-gh')).run(suggest, variables))).toBe('FORBIDDEN');
    expect((await stage.as(committee).ask(suggest, variables)).suggestSisters).toHaveLength(3);
    expect(codeOf(await stage.as(committee).run(suggest, { ...variables, libraryId: 'alexandria-eg' }))).toBe('NOT_FOUND');
    expect(codeOf(await stage.as(committee).run(suggest, { ...variables, first: 11 }))).toBe('BAD_USER_INPUT');
  });
});
