// Promises of: hours that people type by clocks of their own reach the graph as it takes them, and regions are told by name.
import { typedHours } from '#dashboard/pages/account/hours';
import { atChosenClock } from '#dashboard/pages/account/partnership/meetings';
import { wordsIn } from '#dashboard/words/words';

const changed = (change: (fields: URLSearchParams) => void, text: string) => {
  const fields = new URLSearchParams(text);
  change(fields);
  return Object.fromEntries(fields);
};

it.each([
  ['chosen', 'zone=America/Chicago&input.timeZone=', '2028-03-10T21:00:00.000Z', 'America/Chicago'],
  [
    'typed, whatever was chosen',
    'zone=America/Chicago&input.timeZone=Europe/Helsinki',
    '2028-03-10T13:00:00.000Z',
    'Europe/Helsinki',
  ],
  ['of summer time', 'zone=Europe/Lisbon&input.startsAt=2028-07-10T15:00', '2028-07-10T14:00:00.000Z', 'Europe/Lisbon'],
  ['unknown, which stays as it was typed', 'zone=&input.timeZone=Somewhere', '2028-03-10T15:00', 'Somewhere'],
])('a meeting is at an hour of the clocks that were %s', (_which, text, startsAt, timeZone) => {
  const given = text.includes('startsAt') ? text : `${text}&input.startsAt=2028-03-10T15:00`;
  expect(changed(atChosenClock, given)).toMatchObject({ 'input.startsAt': startsAt, 'input.timeZone': timeZone });
});

const day = (index: number, name: string, from: string, to: string) =>
  `&meetingHours.hours.${index}.day=${name}&meetingHours.hours.${index}.from=${from}&meetingHours.hours.${index}.to=${to}`;

it('days without hours are left out of the hours of a week, half of one is kept for its refusal', () => {
  const week = `meetingHours.timeZone=UTC${day(0, 'MONDAY', '09:00', '12:00')}${day(1, 'TUESDAY', '', ' ')}${day(2, 'FRIDAY', '', '17:00')}`;
  expect(Object.keys(changed(typedHours, week))).toEqual([
    'meetingHours.timeZone',
    ...['day', 'from', 'to'].map((part) => `meetingHours.hours.0.${part}`),
    ...['day', 'from', 'to'].map((part) => `meetingHours.hours.2.${part}`),
  ]);
});

it('a week without any hour removes them', () => {
  expect(changed(typedHours, `meetingHours.timeZone=UTC${day(0, 'MONDAY', '', '')}`)).toEqual({ clears: 'meetingHours' });
});

it.each([
  ['US-NE', 'Nebraska'],
  ['ES-GA', 'Galicia'],
  ['GB-SCT', 'Scotland'],
  ['XX-YY', 'XX-YY'],
])('the region %s is called %s', (code, name) => expect(wordsIn('es').regionName(code)).toBe(name));
