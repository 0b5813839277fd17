// Promises of: sisters arrange meetings, and only the calendars of both libraries show what both agreed to.
import ICAL from 'ical.js';
import { codeOf } from '../../support/graphql';
import { committee, staffOf } from '../../support/identities';
import { becomeSisters, openStage, type Stage } from '../../support/partnership';

let stage: Stage;
let id: string;
const [nairobi, oslo, tokyo] = [staffOf('demo-nairobi-ke'), staffOf('demo-oslo-no'), staffOf('demo-tokyo-jp')];
beforeAll(async () => {
  stage = await openStage();
  id = await becomeSisters(stage, 'demo-nairobi-ke', 'demo-oslo-no');
});
afterAll(() => stage.close());

const meetings = 'id confidential { meetings { id state startsAt minutes timeZone topic place proposedBy { id } } }';
const propose = `mutation ($input: ProposeMeetingsInput!) { proposeMeetings(input: $input) { ${meetings} } }`;
const agree = `mutation ($input: MeetingsInput!) { agreeToMeetings(input: $input) { ${meetings} } }`;
const cancel = `mutation ($input: MeetingsInput!) { cancelMeetings(input: $input) { ${meetings} } }`;
const move = `mutation ($input: MoveMeetingInput!) { moveMeeting(input: $input) { ${meetings} } }`;
const linkOf = 'query ($libraryId: ID!) { calendarLink(libraryId: $libraryId) { url } }';
const replaceLink = 'mutation ($libraryId: ID!) { replaceCalendarLink(libraryId: $libraryId) { url } }';

const monthly = {
  startsAt: '2026-12-08T12:00:00Z',
  timeZone: 'Africa/Nairobi',
  topic: 'Summer reading',
  place: 'https://meet.example/sisters',
};
const proposal = (more: object = {}) => ({ input: { partnershipId: id, ...monthly, ...more } });
interface Shown {
  readonly id: string;
  readonly state: string;
  readonly startsAt: string;
}

/** Proposes in the name of Nairobi, and answers with the new meetings, the first one first. */
async function proposed(more: object = {}): Promise<Shown[]> {
  const before = new Set((await inAll()).map((meeting) => meeting.id));
  const { proposeMeetings } = await stage.as(nairobi).ask(propose, proposal(more));
  return proposeMeetings.confidential.meetings.filter((meeting: Shown) => !before.has(meeting.id)).reverse();
}
const inAll = async (): Promise<Shown[]> =>
  (await stage.as(committee).ask(`{ partnership(id: "${id}") { ${meetings} } }`)).partnership.confidential.meetings;
const idsOf = (list: readonly Shown[]) => ({ input: { partnershipId: id, meetingIds: list.map((meeting) => meeting.id) } });

/** What a calendar program reads at an address that was handed out, of the subgraph itself. */
async function read(url: string): Promise<{ status: number; text: string; headers: Headers }> {
  const { pathname, search } = new URL(url);
  const answer = await fetch(new URL(pathname + search, stage.url), {
    headers: stage.passportOf({ subject: null, roles: [], libraryIds: [], expiresAt: null }),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
async function calendarOf(identity: typeof nairobi): Promise<ICAL.Event[]> {
  const { calendarLink } = await stage.as(identity).ask(linkOf, { libraryId: identity.libraryIds[0] });
  const { text } = await read(calendarLink.url);
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

it('a calendar has the names of its language', async () => {
  const { calendarLink } = await stage.as(oslo).ask(linkOf, { libraryId: 'demo-oslo-no' });
  expect((await read(calendarLink.url)).text).toContain('NAME:Sister libraries');
  expect((await read(`${calendarLink.url}&lang=es`)).text).toContain('NAME:Bibliotecas hermanas');
});

it('a meeting appears in both calendars once the other partner has agreed, and in neither before', async () => {
  const list = await proposed({ repeats: 'MONTHLY', times: 3 });
  expect(list.map(({ startsAt }) => startsAt)).toEqual([
    '2026-12-08T12:00:00.000Z',
    '2027-01-12T12:00:00.000Z',
    '2027-02-09T12:00:00.000Z',
  ]);
  expect(await calendarOf(oslo)).toEqual([]);
  expect(codeOf(await stage.as(nairobi).run(agree, idsOf(list)))).toBe('MEETING_STATE');
  await stage.as(oslo).ask(agree, idsOf(list.slice(0, 2)));
  for (const partner of [nairobi, oslo]) {
    const [first, ...more] = await calendarOf(partner);
    expect(more).toHaveLength(1);
    expect(first?.startDate.toJSDate().toISOString()).toBe('2026-12-08T12:00:00.000Z');
    expect(first?.duration.toSeconds()).toBe(3_600);
    expect(first).toMatchObject({ uid: `meeting-${list[0]?.id}@shelfbridge`, location: 'https://meet.example/sisters' });
    expect(first?.summary).toMatch(/: Summer reading$/);
    expect(first?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  }
  expect(await calendarOf(tokyo)).toEqual([]);
});

it('a cancelled meeting stays in the calendars as cancelled, and cannot be cancelled twice', async () => {
  const list = await proposed({ topic: 'Chess' });
  await stage.as(oslo).ask(agree, idsOf(list));
  await stage.as(oslo).ask(cancel, idsOf(list));
  expect(codeOf(await stage.as(nairobi).run(cancel, idsOf(list)))).toBe('MEETING_STATE');
  const event = (await calendarOf(nairobi)).find(({ uid }) => uid.includes(list[0]!.id));
  expect(event?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect(event?.sequence).toBe(1);
});

describe('a meeting that is moved', () => {
  const at = (meeting: Shown, startsAt: string, more: object = {}) => ({
    input: { partnershipId: id, meetingId: meeting.id, startsAt, ...more },
  });
  const entryOf = async (meeting: Shown) => {
    const event = (await calendarOf(oslo)).find(({ uid }) => uid.includes(meeting.id));
    return [event?.startDate.toJSDate().toISOString(), event?.sequence, event?.component.getFirstPropertyValue('status')];
  };

  it('keeps its time in calendars until the other partner agrees, then raises SEQUENCE; the rest of its series stays', async () => {
    const list = await proposed({ repeats: 'MONTHLY', times: 2, topic: 'Moved' });
    const [first, second] = list as [Shown, Shown];
    await stage.as(oslo).ask(agree, idsOf(list));
    expect(await entryOf(first)).toEqual(['2026-12-08T12:00:00.000Z', 0, 'CONFIRMED']);
    await stage.as(nairobi).ask(move, at(first, '2026-12-09T14:00:00Z', { minutes: 30 }));
    expect(await entryOf(first)).toEqual(['2026-12-08T12:00:00.000Z', 0, 'CONFIRMED']);
    expect(codeOf(await stage.as(nairobi).run(agree, idsOf([first])))).toBe('MEETING_STATE');
    await stage.as(oslo).ask(agree, idsOf([first]));
    expect(await entryOf(first)).toEqual(['2026-12-09T14:00:00.000Z', 1, 'CONFIRMED']);
    await stage.as(oslo).ask(move, at(first, '2026-12-10T14:00:00Z'));
    await stage.as(nairobi).ask(agree, idsOf([first]));
    expect(await entryOf(first)).toEqual(['2026-12-10T14:00:00.000Z', 2, 'CONFIRMED']);
    await stage.as(oslo).ask(cancel, idsOf([first]));
    expect(await entryOf(first)).toEqual(['2026-12-10T14:00:00.000Z', 3, 'CANCELLED']);
    expect(await entryOf(second)).toEqual(['2027-01-12T12:00:00.000Z', 0, 'CONFIRMED']);
    expect(codeOf(await stage.as(oslo).run(move, at(first, '2026-12-11T14:00:00Z')))).toBe('MEETING_STATE');
  });

  it('stays where it was when either partner moves it back, without asking the other again', async () => {
    const [meeting] = (await proposed({ topic: 'Back' })) as [Shown];
    await stage.as(oslo).ask(agree, idsOf([meeting]));
    await stage.as(nairobi).ask(move, at(meeting, '2026-12-09T14:00:00Z'));
    await stage.as(oslo).ask(move, at(meeting, monthly.startsAt));
    expect((await inAll()).find((one) => one.id === meeting.id)?.state).toBe('AGREED');
    expect(await entryOf(meeting)).toEqual(['2026-12-08T12:00:00.000Z', 0, 'CONFIRMED']);
    for (const startsAt of ['2026-11-01T12:00:00Z', '2036-11-01T12:00:00Z', monthly.startsAt])
      expect(codeOf(await stage.as(oslo).run(move, at(meeting, startsAt)))).toBe('BAD_USER_INPUT');
    expect(codeOf(await stage.as(tokyo).run(move, at(meeting, '2026-12-09T14:00:00Z')))).toBe('FORBIDDEN');
  });

  it('is answered with another time while it still waits for its first agreement', async () => {
    const [meeting] = (await proposed({ topic: 'Counter' })) as [Shown];
    await stage.as(oslo).ask(move, at(meeting, '2026-12-09T14:00:00Z'));
    expect(await entryOf(meeting)).toEqual([undefined, undefined, undefined]);
    await stage.as(nairobi).ask(agree, idsOf([meeting]));
    expect(await entryOf(meeting)).toEqual(['2026-12-09T14:00:00.000Z', 0, 'CONFIRMED']);
  });

  it('is agreed to by the partner who moves it to the time that the other proposed, and by nobody else', async () => {
    const [meeting] = (await proposed({ topic: 'Same' })) as [Shown];
    expect(codeOf(await stage.as(nairobi).run(move, at(meeting, monthly.startsAt)))).toBe('BAD_USER_INPUT');
    await stage.as(oslo).ask(move, at(meeting, monthly.startsAt));
    expect(await entryOf(meeting)).toEqual(['2026-12-08T12:00:00.000Z', 0, 'CONFIRMED']);
    await stage.as(oslo).ask(move, at(meeting, '2026-12-09T14:00:00Z'));
    await stage.as(nairobi).ask(move, at(meeting, '2026-12-09T14:00:00Z'));
    expect(await entryOf(meeting)).toEqual(['2026-12-09T14:00:00.000Z', 1, 'CONFIRMED']);
    // Another length is another proposal.
    await stage.as(oslo).ask(move, at(meeting, '2026-12-10T14:00:00Z'));
    await stage.as(nairobi).ask(move, at(meeting, '2026-12-10T14:00:00Z', { minutes: 30 }));
    expect((await inAll()).find((one) => one.id === meeting.id)?.state).toBe('PROPOSED');
  });
});

it('the other partner reads the time in a mail, in the zone of the meeting when its own is unknown', async () => {
  await stage.database.query(
    `WITH new AS (INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, historical, listed_at, demo, source_ids, confidence)
       VALUES ('oslo-contact', 'demo-oslo-no', 'WITHDRAWN', '{}', '{}', '{}', false, '2026-11-01', true, '{}', 'DEMO') RETURNING id)
     INSERT INTO listing_contact (listing_id, sealed, digest, submitted_at, confirmed_at) SELECT id, $1, '', now(), now() FROM new`,
    [stage.contactKeys.seal(JSON.stringify({ name: 'Kari', email: 'kari@example.org' }), 'oslo-contact')],
  );
  await proposed({ topic: 'By mail <b>' });
  // A letter about a meeting of a test before may still be on its way to this new contact.
  const { letter } = await stage.letters.mails.until(
    ({ to, letter }) => to === 'kari@example.org' && letter.paragraphs.join().includes('By mail'),
  );
  expect(letter.subject).toMatch(/proposes to meet$/);
  expect(letter.paragraphs.join('\n')).toMatch(/Tuesday, 8 December 2026, \d\d:00 \(60 minutes\) – By mail <b>/);
});

it('a partner whose listing came in Spanish reads of meetings in Spanish, with links to pages in Spanish', async () => {
  await stage.database.query(`UPDATE listing_contact SET language = 'es' WHERE listing_id = 'oslo-contact'`);
  await proposed({ topic: 'Por correo', minutes: 45 });
  const { letter } = await stage.letters.mails.until(
    ({ to, letter }) => to === 'kari@example.org' && letter.paragraphs.join().includes('Por correo'),
  );
  expect(letter).toMatchObject({ language: 'es', subject: expect.stringMatching(/ propone una reunión$/) });
  expect(letter.paragraphs[1]).toMatch(/^martes, 8 de diciembre de 2026, \d\d:00 \(45 minutos\) – Por correo/);
  expect(letter.action?.url).toContain(`/es/account/partnerships/${id}`);
  await stage.database.query(`UPDATE listing_contact SET language = 'en' WHERE listing_id = 'oslo-contact'`);
});

it('the calendar escapes what people write, so that no text becomes an entry of its own', async () => {
  const before = (await calendarOf(oslo)).length;
  const topic = 'A; b, "c" \\n END:VEVENT BEGIN:VEVENT é漢字'.padEnd(200, '😀').slice(0, 190);
  await stage.as(oslo).ask(agree, idsOf(await proposed({ topic: topic.toWellFormed() })));
  const after = await calendarOf(oslo);
  expect(after).toHaveLength(before + 1);
  expect(after.some(({ summary }) => summary.endsWith(topic.toWellFormed()))).toBe(true);
  expect(codeOf(await stage.as(nairobi).run(propose, proposal({ topic: 'two\r\nlines' })))).toBe('BAD_USER_INPUT');
});

it.each([
  ['the past', { startsAt: '2026-11-01T12:00:00Z' }, 'BAD_USER_INPUT'],
  ['a zone that is none', { timeZone: 'Mars/Olympus' }, 'UNKNOWN_TIME_ZONE'],
  ['letters that mean several places', { timeZone: 'EST' }, 'UNKNOWN_TIME_ZONE'],
  ['an offset for a zone', { timeZone: '+02:00' }, 'UNKNOWN_TIME_ZONE'],
  ['many without saying how they follow', { times: 2 }, 'BAD_USER_INPUT'],
  ['too many at once', { repeats: 'WEEKLY', times: 53 }, 'BAD_USER_INPUT'],
  ['years from now', { repeats: 'YEARLY', times: 9 }, 'BAD_USER_INPUT'],
  ['no time at all', { minutes: 0 }, 'BAD_USER_INPUT'],
])('refuses to propose meetings for %s', async (_what, more, code) => {
  expect(codeOf(await stage.as(nairobi).run(propose, proposal(more)))).toBe(code);
});

it('only the partners arrange meetings, see them and read their calendar', async () => {
  const list = await proposed();
  for (const other of [tokyo, committee]) expect(codeOf(await stage.as(other).run(agree, idsOf(list)))).toMatch('FORBIDDEN');
  const { partnership } = await stage.as(tokyo).ask(`{ partnership(id: "${id}") { ${meetings} } }`);
  expect(partnership.confidential).toBeNull();
  expect(codeOf(await stage.as(tokyo).run(linkOf, { libraryId: 'demo-oslo-no' }))).toBe('FORBIDDEN');
  expect(codeOf(await stage.as(oslo).run(agree, { input: { partnershipId: id, meetingIds: ['nothing'] } }))).toBe('NOT_FOUND');
});

it('only the newest address opens a calendar: a replaced one is gone, a forged or truncated one is not found', async () => {
  const { calendarLink } = await stage.as(oslo).ask(linkOf, { libraryId: 'demo-oslo-no' });
  const good = await read(calendarLink.url);
  expect(good.status).toBe(200);
  expect(good.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(good.headers.get('cache-control')).toBe('private, no-store');
  const { replaceCalendarLink } = await stage.as(oslo).ask(replaceLink, { libraryId: 'demo-oslo-no' });
  expect((await read(replaceCalendarLink.url)).status).toBe(200);
  const forged = replaceCalendarLink.url.replace('demo-oslo-no', 'demo-tokyo-jp');
  const refused = async (url: string) => {
    const { status, text, headers } = await read(url);
    return [status, JSON.parse(text).errors[0].extensions.code, headers.get('cache-control')];
  };
  expect(await refused(calendarLink.url)).toEqual([410, 'LINK_REPLACED', 'no-store']);
  for (const url of [forged, replaceCalendarLink.url.slice(0, -1), replaceCalendarLink.url.split('?')[0]])
    expect(await refused(url)).toEqual([404, 'BAD_LINK', 'no-store']);
  stage.time.now = new Date('2031-11-23T12:00:00Z');
  expect((await read(replaceCalendarLink.url)).status).toBe(200);
  stage.time.now = new Date('2026-11-23T12:00:00Z');
});

it('the end of a partnership cancels the meetings ahead', async () => {
  await stage.as(nairobi).ask('mutation ($id: ID!) { endPartnership(id: $id) { id } }', { id });
  expect(new Set((await inAll()).map(({ state }) => state))).toEqual(new Set(['CANCELLED']));
  const states = (await calendarOf(oslo)).map(({ component }) => component.getFirstPropertyValue('status'));
  expect(new Set(states)).toEqual(new Set(['CANCELLED']));
  expect(codeOf(await stage.as(nairobi).run(propose, proposal()))).toBe('ACTION_NOT_ALLOWED');
});

it('the other partner and the audit log read which meetings an end has cancelled', async () => {
  const { letter } = await stage.letters.mails.until(
    ({ to, letter }) => to === 'kari@example.org' && letter.subject.endsWith('cancelled a meeting'),
  );
  expect(letter.paragraphs.join('\n')).toContain('cannot meet you on:');
  const { partnershipAudit } = await stage
    .as(committee)
    .ask(`{ partnershipAudit(first: 100, recordId: "${id}") { nodes { action subject before after } } }`);
  const entry = partnershipAudit.nodes.find(
    ({ action, before }: { action: string; before: string }) => action === 'endPartnership' && before.startsWith('['),
  );
  const statesIn = (text: string) => new Set(JSON.parse(text).map(({ state }: Shown) => state));
  expect(entry.subject).toBe(nairobi.subject);
  expect(statesIn(entry.before)).toEqual(new Set(['PROPOSED', 'AGREED']));
  expect(statesIn(entry.after)).toEqual(new Set(['CANCELLED']));
});
