// Promises of: the log of a partnership, its totals, and reminders of silence and review.
import { keepPartnerships, silentFrom } from '#partnership/partnerships/keepPartnerships';
import { MeetingRhythm } from '#partnership/programme/index';
import { codeOf } from '../../support/graphql';
import { staffOf } from '../../support/identities';
import { openStage, type Stage, seededAt } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => {
  stage.time.now = seededAt;
});

const chicago = staffOf('demo-chicago-us');
const helsinki = staffOf('demo-helsinki-fi');
const id = 'demo-chicago-helsinki';
const log = `mutation ($input: LogActivityInput!) { logActivity(input: $input) { id kind on { date precision } hours items summary } }`;
const edit = `mutation ($input: EditActivityInput!) { editActivity(input: $input) { id kind hours items summary } }`;
const talk = { partnershipId: id, kind: 'VIRTUAL_CONVERSATION', on: '2026-11-20', hours: 1.5, summary: 'About <b>ebooks</b>.' };
const look = `{ partnership(id: "${id}") { lastContactOn { date } activities(first: 1) { summary } activityTotals { year kind count hours items }
  confidential { silentSince } } }`;

describe('the log of a partnership', () => {
  it('is written and corrected by either partner, read by both, and moves the last contact', async () => {
    const { logActivity: entry } = await stage.as(chicago).ask(log, { input: talk });
    expect(entry).toMatchObject({
      on: { date: '2026-11-20', precision: 'DAY' },
      hours: 1.5,
      items: null,
      summary: 'About <b>ebooks</b>.',
    });
    const { partnership } = await stage.as(helsinki).ask(look);
    expect(partnership).toMatchObject({
      lastContactOn: { date: '2026-11-20' },
      activities: [{ summary: 'About <b>ebooks</b>.' }],
    });
    const { partnershipId: _, ...rest } = talk;
    const corrected = { ...rest, activityId: entry.id, kind: 'READING_CLUB', hours: null, items: 3, summary: 'About poems.' };
    const { editActivity } = await stage.as(helsinki).ask(edit, { input: corrected });
    expect(editActivity).toEqual({ id: entry.id, kind: 'READING_CLUB', hours: null, items: 3, summary: 'About poems.' });
    expect(codeOf(await stage.as(staffOf('demo-oslo-no')).run(edit, { input: corrected }))).toBe('FORBIDDEN');
    expect(codeOf(await stage.as(helsinki).run(edit, { input: { ...corrected, activityId: 'nothing' } }))).toBe('NOT_FOUND');
  });

  it('adds up by kind and year, for one partnership and for all with a goal', async () => {
    const { partnership } = await stage.ask(look);
    expect(partnership.activityTotals).toEqual([
      { year: 2026, kind: 'READING_CLUB', count: 2, hours: 2, items: 3 },
      { year: 2026, kind: 'TECHNOLOGY_SHARING', count: 1, hours: 3, items: null },
      { year: 2026, kind: 'VIRTUAL_CONVERSATION', count: 3, hours: 3.5, items: null },
    ]);
    const { activityTotals } = await stage.ask('{ activityTotals(goal: IMPROVE_ACCESS) { year kind count items } }');
    expect(activityTotals[0]).toEqual({ year: 2026, kind: 'LOCAL_HISTORY', count: 1, items: 35 });
    expect(activityTotals.at(-1)).toEqual({ year: 2025, kind: 'MATERIAL_EXCHANGE', count: 1, items: 120 });
  });

  it.each([
    ['in the future', { on: '2026-11-25' }, 'BAD_USER_INPUT'],
    ['of negative hours', { hours: -1 }, 'BAD_USER_INPUT'],
    ['without words', { summary: ' ' }, 'BAD_USER_INPUT'],
    ['of a partnership of others', { partnershipId: 'demo-accra-edinburgh' }, 'FORBIDDEN'],
    ['of no partnership', { partnershipId: 'nothing' }, 'NOT_FOUND'],
  ])('refuses an entry %s', async (_what, more, code) => {
    expect(codeOf(await stage.as(chicago).run(log, { input: { ...talk, ...more } }))).toBe(code);
  });
});

describe('a silence', () => {
  it.each([
    ['2026-01-31', MeetingRhythm.WEEKLY, '2026-02-14'],
    ['2026-01-31', MeetingRhythm.FORTNIGHTLY, '2026-02-28'],
    ['2025-12-31', MeetingRhythm.MONTHLY, '2026-02-28'],
    ['2026-03-31', MeetingRhythm.QUARTERLY, '2026-09-30'],
    ['2024-02-29', MeetingRhythm.YEARLY, '2026-02-28'],
  ])('after %s, with the rhythm %s, is noticed on %s', (last, rhythm, day) => {
    expect(silentFrom(last, rhythm)).toBe(day);
  });

  const jobs = async (event: string) =>
    (
      await stage.database.query(
        `SELECT payload->>'to' AS "to" FROM letters_seen WHERE payload->>'event' = $1 AND payload->>'partnershipId' = $2 ORDER BY 1`,
        [event, id],
      )
    ).map(({ to }: { to: string }) => to);

  beforeAll(async () => {
    // Letters without a contact are not sent, so they are counted where they are queued.
    await stage.database.query(`CREATE TABLE letters_seen (payload jsonb);
      CREATE FUNCTION see_letter() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.letters_seen VALUES (NEW.payload::jsonb); RETURN NEW; END $$;
      CREATE TRIGGER see_letter AFTER INSERT ON graphile_worker._private_jobs FOR EACH ROW EXECUTE FUNCTION see_letter()`);
  });

  it('is mailed to both partners once, and only they see it', async () => {
    const on = async (day: string) => {
      stage.time.now = new Date(`${day}T12:00:00Z`);
      await keepPartnerships(stage.database, stage.time.now);
      return (await stage.as(helsinki).ask(look)).partnership.confidential.silentSince;
    };
    expect(await on('2027-01-19')).toBeNull();
    expect(await jobs('SILENT')).toEqual([]);
    expect(await on('2027-01-20')).toBe('2027-01-20');
    expect(await on('2027-02-20')).toBe('2027-01-20');
    expect(await jobs('SILENT')).toEqual(['demo-chicago-us', 'demo-helsinki-fi']);
    expect((await stage.ask(look)).partnership.confidential).toBeNull();
    await stage.as(chicago).ask(log, { input: { ...talk, on: '2027-02-20' } });
    expect(await on('2027-02-21')).toBeNull();
    expect(await on('2027-04-20')).toBe('2027-04-20');
    expect(await jobs('SILENT')).toHaveLength(4);
  });

  it('does not keep back the reminder of a review, sent once, 14 days before', async () => {
    await stage.database.query(`UPDATE partnership SET review_on = '2027-06-30' WHERE id = $1`, [id]);
    for (const day of ['2027-06-15', '2027-06-16', '2027-06-17'])
      await keepPartnerships(stage.database, new Date(`${day}T12:00:00Z`));
    expect(await jobs('REVIEW_DUE')).toEqual(['demo-chicago-us', 'demo-helsinki-fi']);
  });
});
