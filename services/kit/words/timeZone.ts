// Which time zone is meant: an area and a city, whose clocks are known on every day, or UTC.
import { DateTime } from 'luxon';
import { plainName } from './countryNames';
import { Problem } from './problem';

const areas = 'Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific';
const areaAndCity = new RegExp(`^(${areas})/[A-Za-z_+-]+(/[A-Za-z_+-]+)?$`, 'i');
/** Areas of the IANA list that hold names of states where cities stand. */
const states = /^Australia\/(ACT|LHI|NSW|North|Queensland|South|Tasmania|Victoria|West)$/i;

/**
 * Cities that people mean by an abbreviation, the most likely first. The IANA list knows some of these letters, but for another place or
 * without summer time: BST is Dhaka there, EST Panama, ECT Paris, AST Anchorage.
 */
const meant: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  `UTC: Z ZULU UCT UNIVERSAL GREENWICH GMT0 GMT-0 GMT+0 UTC0 WZ
  Europe/London UTC: GMT
  Europe/London: BST GB GB-EIRE UK
  Europe/Dublin: EIRE
  Europe/Lisbon: WET WEST
  Europe/Paris Europe/Berlin Europe/Madrid: CET CEST MET MEST MEZ MESZ
  Europe/Helsinki Europe/Athens Europe/Kyiv: EET EEST OEZ OESZ
  Europe/Istanbul: TRT
  Europe/Moscow: MSK MSD W-SU
  America/New_York: EST EDT ET EST5EDT
  America/Chicago Asia/Shanghai America/Havana: CST
  America/Chicago: CDT CT CST6CDT
  America/Denver America/Phoenix: MST
  America/Denver: MDT MT MST7MDT
  America/Los_Angeles: PST PDT PT PST8PDT PNT
  America/Anchorage: AKST AKDT
  Pacific/Honolulu: HST
  America/Halifax Asia/Riyadh: AST
  America/Halifax: ADT PRT
  America/St_Johns: NST NDT CNT
  America/Indiana/Indianapolis: IET
  America/Guayaquil: ECT
  America/Bogota: COT
  America/Lima: PET
  America/Caracas: VET
  America/La_Paz: BOT
  America/Santiago: CLT CLST
  America/Argentina/Buenos_Aires: ART AGT
  America/Sao_Paulo: BRT BRST BET
  America/Montevideo: UYT
  America/Asuncion: PYT
  Africa/Lagos: WAT
  Africa/Maputo: CAT
  Africa/Johannesburg: SAST
  Africa/Nairobi: EAT
  Africa/Cairo: ART
  Asia/Jerusalem: IDT
  Asia/Kolkata Europe/Dublin Asia/Jerusalem: IST
  Asia/Dubai: GST
  Asia/Tehran: IRST
  Asia/Karachi: PKT PLT
  Asia/Dhaka: BDT
  Asia/Kathmandu: NPT
  Asia/Yangon: MMT
  Asia/Bangkok Asia/Ho_Chi_Minh: ICT VST
  Asia/Jakarta: WIB
  Asia/Makassar: WITA
  Asia/Jayapura: WIT
  Asia/Singapore Asia/Kuala_Lumpur: SGT SST MYT
  Asia/Hong_Kong: HKT
  Asia/Shanghai: PRC CTT
  Asia/Taipei: ROC
  Asia/Manila: PHT
  Asia/Tokyo: JST
  Asia/Seoul: KST ROK
  Australia/Perth: AWST
  Australia/Darwin Australia/Adelaide: ACST ACT
  Australia/Adelaide: ACDT
  Australia/Sydney Australia/Brisbane: AEST AET
  Australia/Sydney: AEDT
  Pacific/Auckland: NZST NZDT NZ`
    .split('\n')
    .flatMap((line) => {
      const [cities = '', letters = ''] = line.trim().split(': ');
      return letters.split(' ').map((one) => [one, cities.split(' ')]);
    }),
);

/** It names no time zone, one by letters that mean several, or a city alone. */
class UnknownTimeZone extends Problem {
  constructor(timeZone: string, meant: readonly string[], cities: readonly string[] = []) {
    const asked = JSON.stringify(timeZone);
    super(
      'UNKNOWN_TIME_ZONE',
      meant.length > 0
        ? `${asked} can mean clocks of several places, so it is not taken as a time zone. Name the city that is meant: ${meant.join(' or ')}.`
        : cities.length > 0
          ? `${asked} is a time zone with its area before it: ${cities.join(' or ')}.`
          : `${asked} is not a time zone. Name an area and a city, such as Europe/Helsinki, or UTC.`,
      { field: 'timeZone', timeZone, allowed: meant.length > 0 ? meant : cities },
    );
  }
}

/** The name by which the IANA list knows a zone today; null when it knows none. */
function listed(timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const isCity = (name: string) => areaAndCity.test(name) && !states.test(name);

/**
 * Takes an area and a city, or UTC: not abbreviations such as EST, offsets such as +01:00, or old names of countries and states. Asks
 * the engine for each name, since its list of zones lacks Europe/Kyiv and UTC on Node 20. The answer has the capitals of the list, which
 * calendars compare: America/New_York for `america/new york`. @throws UnknownTimeZone
 */
export function requireTimeZone(timeZone: string): string {
  const given = timeZone.trim().replace(/\s+/g, '_');
  if (/^(Etc\/)?UTC$/i.test(given)) return given.length > 3 ? 'Etc/UTC' : 'UTC';
  const name = /^[A-Za-z]/.test(given) ? listed(given) : null;
  if (name !== null && isCity(given)) return inCapitals(given, name);
  const known = meant[given.toUpperCase()];
  const suggested = known ?? (name !== null && isCity(name) ? [name] : name === 'UTC' ? ['UTC'] : []);
  throw new UnknownTimeZone(timeZone, suggested, suggested.length > 0 ? [] : zonesOf(plainName(given)));
}

/** A name without capitals, or with no others, in those of the list. The engine may know it by another name, as Europe/Kyiv. */
function inCapitals(given: string, name: string): string {
  if (given.toLowerCase() === name.toLowerCase()) return name;
  if (given !== given.toLowerCase() && given !== given.toUpperCase()) return given;
  return given.toLowerCase().replace(/(?<=^|[/_-])(?!(?:of|es|au)[_-])[a-z]/g, (first) => first.toUpperCase());
}

/** The zones whose city has that name. */
const zonesOf = (city: string): string[] =>
  city === ''
    ? []
    : Intl.supportedValuesOf('timeZone').filter((zone) => isCity(zone) && plainName(zone.split('/').at(-1) ?? '') === city);

/** The calendar day of a moment where the clocks of a zone hang. */
export const dayIn = (moment: Date, timeZone: string): string =>
  DateTime.fromJSDate(moment, { zone: timeZone }).toISODate() as string;

/** When a day is over where the clocks of a zone hang: the first moment of the next one. */
export const endOfDay = (day: string, timeZone: string): Date =>
  DateTime.fromISO(day, { zone: timeZone }).plus({ days: 1 }).startOf('day').toJSDate();
