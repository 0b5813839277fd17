// Promises of: hours that people type by clocks of their own reach the graph as it takes them, and regions are told by name.
import { Settings } from 'luxon';
import { wrongText } from '#dashboard/components/refusal';
import { typedHours } from '#dashboard/pages/account/hours';
import { atChosenClock } from '#dashboard/pages/account/partnership/meetings';
import { readScopes } from '#dashboard/pages/edit/terms';
import { organizeAbuse } from '#dashboard/pages/organize/abuse';
import { draftPetition } from '#dashboard/pages/organize/draft';
import { currencyWritten, regionNamed, regionWritten, zoneNames, zoneWritten } from '#dashboard/words/places';
import { wordsIn } from '#dashboard/words/words';
import { requireTimeZone } from '#kit/words/timeZone';
import { offsetsOf } from '#languages/cities';

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
  [
    'unknown, so that the zone is refused and not the hour',
    'zone=&input.timeZone=Somewhere',
    '2028-03-10T15:00:00.000Z',
    'Somewhere',
  ],
])('a meeting is at an hour of the clocks that were %s', (_which, text, startsAt, timeZone) => {
  const given = text.includes('startsAt') ? text : `${text}&input.startsAt=2028-03-10T15:00`;
  expect(changed(atChosenClock, given)).toMatchObject({ 'input.startsAt': startsAt, 'input.timeZone': timeZone });
});

describe.each(['2027-01-15T12:00:00Z', '2027-07-15T12:00:00Z'])(
  'an hour that clocks show twice, typed at %s, is the first of the two',
  (today) => {
    const { now } = Settings;
    beforeAll(() => {
      Settings.now = () => Date.parse(today);
    });
    afterAll(() => {
      Settings.now = now;
    });

    it.each([
      [
        'of a meeting',
        atChosenClock,
        'zone=America/New_York&input.startsAt=2027-11-07T01:30',
        { 'input.startsAt': '2027-11-07T05:30:00.000Z' },
      ],
      [
        'of signatures to strike out',
        (fields: URLSearchParams) => organizeAbuse.before?.look?.(fields),
        'timeZone=Europe/Berlin&input.from=2027-10-31T02:30&input.to=2027-10-31T03:00',
        { 'input.from': '2027-10-31T00:30:00.000Z', 'input.to': '2027-10-31T02:00:00.000Z' },
      ],
      [
        'at which a day begins',
        (fields: URLSearchParams) => draftPetition.before?.draft?.(fields),
        'input.timeZone=America/Havana&input.opensAt=2027-11-07&input.title=Ours',
        { 'input.opensAt': '2027-11-07T04:00:00.000Z' },
      ],
      [
        'unless it says itself which it is',
        atChosenClock,
        'zone=America/New_York&input.startsAt=2027-11-07T06:30:00.000Z',
        { 'input.startsAt': '2027-11-07T06:30:00.000Z' },
      ],
    ])('%s', (_which, change, typed, moments) => expect(changed(change, typed)).toMatchObject(moments));
  },
);

it.each([
  ['Lisbon', 'Europe/Lisbon'],
  [' lisbon,  portugal ', 'Europe/Lisbon'],
  ['Ciudad de México', 'America/Mexico_City'],
  ['Londres', 'Europe/London'],
  ['londres, reino unido', 'Europe/London'],
  ['London, Reino Unido', 'Europe/London'],
  ['Nueva York', 'America/New_York'],
  ['Pekín', undefined],
  ['Bogota', 'America/Bogota'],
  ['São Tomé', 'Africa/Sao_Tome'],
  ['Madrid, España', 'Europe/Madrid'],
  ['japón', 'Asia/Tokyo'],
  ['Japan', 'Asia/Tokyo'],
  ['new york', 'America/New_York'],
  ['america/new_york', 'America/New_York'],
  ['Kolkata', 'Asia/Kolkata'],
  ['Buenos Aires, Argentina', 'America/Argentina/Buenos_Aires'],
  ['Granada', undefined],
  ['Granada, España', 'Europe/Madrid'],
  ['granada, spain', 'Europe/Madrid'],
  ['Granada, Nicaragua', 'America/Managua'],
  ['Grenada', 'America/Grenada'],
  ['Granada, Granada', 'America/Grenada'],
  ['cordoba', undefined],
  ['Córdoba, Argentina', 'America/Argentina/Cordoba'],
  ['Santiago de Chile', 'America/Santiago'],
  ['Georgia', undefined],
  ['La Rioja', undefined],
  ['La Rioja, España', 'Europe/Madrid'],
  ['norfolk', undefined],
  ['Norfolk, United States', 'America/New_York'],
  ['Santarem, Portugal', 'Europe/Lisbon'],
  ['Santarem, Brazil', 'America/Santarem'],
  ['UTC', 'UTC'],
  ['Spain', undefined],
  ['EST', undefined],
  ['', undefined],
])('the time zone %s is %s', (text, zone) => expect(zoneWritten(text)).toBe(zone));

it.each([
  [
    'es',
    'Granada',
    '«Granada» es el nombre de varios lugares. ¿De cuál son las horas? Escriba uno de estos: Madrid, España; Managua, Nicaragua; Granada, Granada.',
  ],
  [
    'en',
    'cordoba',
    '“cordoba” is the name of several places. Whose clocks do you mean? Write one of: Madrid, Spain; Cordoba, Argentina; Mexico City, Mexico.',
  ],
] as const)('who writes the name of several places is asked which: in %s, %s', (language, text, told) => {
  const refused = { code: 'UNKNOWN_TIME_ZONE', message: 'Not a zone.', status: 400, headers: {}, details: {} };
  expect(wrongText(wordsIn(language), refused, 'Time zone', 'zone', text)).toBe(told);
});

it.each([
  ['Africa/Accra', '2027-03-10', '2027-07-10', ['UTC+0']],
  ['Europe/Lisbon', '2027-03-10', '2027-07-10', ['UTC+0', 'UTC+1']],
  ['Asia/Kolkata', '2027-03-10', '2027-03-11', ['UTC+5:30']],
  ['America/Sao_Paulo', '2027-03-10', '2027-03-10', ['UTC-3']],
])('clocks of %s on %s and %s are told by how far they are from UTC', (zone, one, other, offsets) =>
  expect(offsetsOf(zone, [new Date(one), new Date(other)])).toEqual(offsets),
);

it('every time zone that is offered has a name of its own, and the graph takes it', () => {
  const names = zoneNames('es');
  expect(names.size).toBeGreaterThan(400);
  expect([...names].filter(([zone, name]) => zoneWritten(name) !== zone)).toEqual([]);
  for (const zone of names.keys()) expect(() => requireTimeZone(zone)).not.toThrow();
  expect(['Europe/London', 'Asia/Kolkata', 'Europe/Madrid'].map((zone) => names.get(zone))).toEqual([
    'Londres, Reino Unido',
    'Calcuta, India',
    'Madrid, España',
  ]);
});

it.each([
  ['usd', 'USD'],
  ['US Dollar', 'USD'],
  ['dólar estadounidense', 'USD'],
  ['Euro', 'EUR'],
  ['libra esterlina', 'GBP'],
  ['shells', undefined],
  ['US dollars', 'USD'],
  ['euros', 'EUR'],
  [' € ', 'EUR'],
  ['Swiss francs', 'CHF'],
  ['dólares estadounidenses', 'USD'],
  ['reales brasileños', 'BRL'],
  ['dollars', undefined],
  ['$', undefined],
])('the currency %s is %s', (text, code) => expect(currencyWritten(text)).toBe(code));

it.each([
  ['input.title=F%C3%A1ciles+de+leer&input.id=&attempt=0198-ab12-cd34', 'faciles-de-leer-cd34'],
  ['input.title=%E5%9B%B3%E6%9B%B8%E9%A4%A8&input.id=+&attempt=0198-ab12-cd34', 'cd34'],
  ['input.title=Ours&input.id=ours&attempt=0198-ab12-cd34', 'ours'],
])('a petition without a part of the address gets one of its own from its title: %s', (text, id) => {
  expect(changed((fields) => draftPetition.before?.draft?.(fields), text)).toMatchObject({ 'input.id': id });
});

it.each([
  ['US', 'Massachusetts', 'US-MA'],
  ['AR', ' Buenos Aires', 'AR-B'],
  ['CA', 'Massachusetts', undefined],
  // A division and a district.
  ['BD', 'Dhaka', undefined],
  ['', 'Massachusetts', undefined],
])('a region of %s is read by the name that a form shows: %s', (country, name, code) =>
  expect(regionWritten(country, name)).toBe(code),
);

it('titles in words of a source become a word of the record, and take the place of what was chosen', () => {
  expect(changed(readScopes, 'input.titleScope=ALL&input.titleScopeInWords=Comics+%26+manga')).toEqual({
    'input.titleScope': 'COMICS_MANGA',
  });
  expect(changed(readScopes, 'input.titleScope=BACKLIST&input.titleScopeInWords=')).toEqual({ 'input.titleScope': 'BACKLIST' });
  expect(changed(readScopes, 'input.prices.0.scope=&input.prices.0.scopeInWords=first+500+loans')).toEqual({
    'input.prices.0.scope': 'first 500 loans',
  });
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

it.each([
  ['9', '09:00'],
  ['9.30', '09:30'],
  ['17h', '17:00'],
  ['9h15', '09:15'],
  ['24:00', '24:00'],
  ['noon', 'noon'],
])('staff who type %s as an hour mean %s', (typed, meant) => {
  const said = changed(typedHours, `meetingHours.timeZone=UTC${day(0, 'MONDAY', typed, typed)}`);
  expect(said).toMatchObject({ 'meetingHours.hours.0.from': meant, 'meetingHours.hours.0.to': meant });
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

it.each([
  ['ES-MD', 'Comunidad de Madrid'],
  ['ES-VC', 'Comunidad Valenciana'],
  ['ES-NC', 'Comunidad Foral de Navarra'],
  ['GB-BST', 'City of Bristol'],
  ['GB-VGL', 'The Vale of Glamorgan'],
  ['GB-NMD', 'Newry, Mourne and Down'],
  ['CO-SAP', 'San Andrés, Providencia y Santa Catalina'],
  ['US-NE', 'Nebraska'],
])('a person reads the name of %s as people say it, %s, and can write it so', (code, name) => {
  expect(regionNamed(code)).toBe(name);
  expect(regionWritten(code.slice(0, 2), name)).toBe(code);
});
