// Promises of: a time zone is an area and a city, or UTC; letters that mean several places are refused with the cities that were meant.
import { requireTimeZone } from '#kit/words/timeZone';

const refusalOf = (timeZone: string) => {
  try {
    requireTimeZone(timeZone);
    return null;
  } catch (error) {
    const { message, extensions } = error as { message: string; extensions: { code: string; allowed: string[] } };
    return { code: extensions.code, allowed: extensions.allowed, message };
  }
};

it.each([
  'Europe/Kyiv',
  'Europe/Kiev',
  'Asia/Kolkata',
  'Asia/Calcutta',
  'America/Argentina/Buenos_Aires',
  'America/Port-au-Prince',
  'Antarctica/DumontDUrville',
  'europe/helsinki',
  'America/New York',
  'UTC',
  'Etc/UTC',
])('takes %s', (timeZone) => {
  expect(refusalOf(timeZone)).toBeNull();
});

it.each([
  ['europe/helsinki', 'Europe/Helsinki'],
  ['EUROPE/KYIV', 'Europe/Kyiv'],
  ['europe/kyiv', 'Europe/Kyiv'],
  ['america/new york', 'America/New_York'],
  [' America/Argentina/Buenos Aires ', 'America/Argentina/Buenos_Aires'],
  ['africa/dar_es_salaam', 'Africa/Dar_es_Salaam'],
  ['america/port-au-prince', 'America/Port-au-Prince'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['utc', 'UTC'],
  ['etc/utc', 'Etc/UTC'],
])('keeps %p in the capitals of the list, as %s', (given, kept) => {
  expect(requireTimeZone(given)).toBe(kept);
});

it.each([
  ['EST', 'America/New_York'],
  ['est', 'America/New_York'],
  ['BST', 'Europe/London'],
  ['AST', 'America/Halifax'],
  ['ECT', 'America/Guayaquil'],
  ['IST', 'Asia/Kolkata'],
  ['CET', 'Europe/Berlin'],
  ['EST5EDT', 'America/New_York'],
  ['US/Eastern', 'America/New_York'],
  ['Japan', 'Asia/Tokyo'],
  ['Australia/NSW', 'Australia/Sydney'],
  ['Brazil/East', 'America/Sao_Paulo'],
  ['GMT', 'Europe/London'],
  ['Zulu', 'UTC'],
  ['Berlin', 'Europe/Berlin'],
  ['São Paulo', 'America/Sao_Paulo'],
  ['buenos aires', 'America/Buenos_Aires'],
])('refuses %s, and names %s', (timeZone, city) => {
  const refusal = refusalOf(timeZone);
  expect(refusal).toMatchObject({ code: 'UNKNOWN_TIME_ZONE', allowed: expect.arrayContaining([city]) });
  expect(refusal?.message).toContain(city);
});

it.each(['+01:00', 'Etc/GMT+5', 'GMT+5', 'Mars/Olympus', 'Europe/Atlantis', '', 'Factory', 'HasOwnProperty', 'constructor'])(
  'refuses %p, which names no city',
  (timeZone) => {
    expect(refusalOf(timeZone)).toMatchObject({ code: 'UNKNOWN_TIME_ZONE', allowed: [] });
  },
);

it('takes every city it names in a refusal', () => {
  for (const letters of ['EST', 'CST', 'MST', 'AST', 'IST', 'ICT', 'SGT', 'ACST', 'AEST', 'EET', 'CET', 'GMT', 'ART'])
    for (const city of refusalOf(letters)?.allowed ?? []) expect([city, refusalOf(city)]).toEqual([city, null]);
});
