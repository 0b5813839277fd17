// Promises of: meetings repeat on the same weekday, at the same local time.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { occurrences } from '#partnership/meetings/planMeetings';
import { MeetingRhythm } from '#partnership/programme/index';

const shown = (days: readonly Date[], zone: string) =>
  days.map((day) => DateTime.fromJSDate(day, { zone }).toFormat('ccc yyyy-MM-dd HH:mm'));
const at = (local: string, zone: string) => DateTime.fromISO(local, { zone }).toJSDate();

it.each([
  ['once', null, '2026-12-08T15:00', ['Tue 2026-12-08 15:00']],
  [
    'every week over the end of daylight saving time',
    MeetingRhythm.WEEKLY,
    '2026-10-20T15:00',
    ['Tue 2026-10-20 15:00', 'Tue 2026-10-27 15:00', 'Tue 2026-11-03 15:00'],
  ],
  [
    'the second Tuesday of each month',
    MeetingRhythm.MONTHLY,
    '2026-12-08T15:00',
    ['Tue 2026-12-08 15:00', 'Tue 2027-01-12 15:00', 'Tue 2027-02-09 15:00'],
  ],
  [
    'the fifth Friday, else the last one',
    MeetingRhythm.MONTHLY,
    '2026-10-30T09:30',
    ['Fri 2026-10-30 09:30', 'Fri 2026-11-27 09:30', 'Fri 2026-12-25 09:30'],
  ],
  [
    'every quarter',
    MeetingRhythm.QUARTERLY,
    '2026-12-01T10:00',
    ['Tue 2026-12-01 10:00', 'Tue 2027-03-02 10:00', 'Tue 2027-06-01 10:00'],
  ],
  [
    'every year',
    MeetingRhythm.YEARLY,
    '2026-12-01T10:00',
    ['Tue 2026-12-01 10:00', 'Tue 2027-12-07 10:00', 'Tue 2028-12-05 10:00'],
  ],
] as const)('%s', (_what, rhythm, first, wanted) => {
  const zone = 'Europe/Lisbon';
  expect(shown(occurrences(at(first, zone), zone, rhythm, wanted.length), zone)).toEqual(wanted);
});

it('keeps hour and weekday, begins at the given moment and always moves forward, in any zone and rhythm', () => {
  const zones = ['Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'America/Sao_Paulo', 'UTC'];
  const moments = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      moments,
      fc.integer({ min: 8, max: 20 }),
      fc.constantFrom(...Object.values(MeetingRhythm)),
      (zone, day, hour, rhythm) => {
        const first = DateTime.fromISO('2020-01-01', { zone })
          .plus({ days: day % 4_000 })
          .set({ hour });
        const days = occurrences(first.toJSDate(), zone, rhythm, 12).map((one) => DateTime.fromJSDate(one, { zone }));
        expect(days[0]?.toMillis()).toBe(first.toMillis());
        for (const one of days) expect([one.hour, one.minute, one.weekday]).toEqual([hour, 0, first.weekday]);
        for (const [i, one] of days.slice(1).entries()) expect(one > days[i]!).toBe(true);
      },
    ),
  );
});
