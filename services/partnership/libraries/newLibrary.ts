// A library that is not in the list yet: how a submission describes it, and how it joins the list.
import { ArrayMaxSize, ArrayMinSize, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { sqlState } from '#kit/process/outage';
import { Confidence } from '#kit/words/facts';
import { longestRegion } from '#kit/words/places';
import { BadInput } from '#kit/words/problem';
import { because, CountryCode, LanguageTag, OneLine, WebAddress } from '#kit/words/validation';
import { regionOfLibrary } from './doubts';
import { CoordinatePrecision, Isil, Library, LibraryType } from './library';
import { checkMeetingHours, MeetingHours } from './meetingHours';

/** Requires what can be the name of a library or city: so many letters, and neither a web nor an e-mail address. */
export const PlaceName =
  (letters = 2): PropertyDecorator =>
  (target, key) => {
    OneLine()(target, key);
    const message = `$property must be a name of at least ${letters} ${letters === 1 ? 'letter' : 'letters'}, and not an address`;
    Matches(
      new RegExp(`^(?!\\s*(\\S+@\\S+|https?://\\S*|www\\.\\S+)\\s*$)(?:.*\\p{L}){${letters}}`, 'iu'),
      because('NOT_A_NAME', message),
    )(target, key);
  };

@ObjectType({
  description:
    'A library as a submission describes it. It joins the list of libraries when the committee approves the submission.',
})
@InputType('NewLibraryInput', { description: 'A library that is not in the list yet. All text is plain text.' })
export class NewLibrary {
  @Field({ description: 'Its name: one line of at most 200 characters with at least two letters; no address.' })
  @PlaceName()
  name!: string;

  @Field(() => LibraryType, { description: 'Whom it is for.' })
  type!: LibraryType;

  @Field({ description: 'Its city or town: one line of at most 200 characters.' })
  @PlaceName(1)
  city!: string;

  @Field(() => CountryCode, { description: 'Its country (ISO 3166-1 alpha-2).' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its region in its country, by its ISO 3166-2 code such as US-IL, or by its name.',
  })
  @IsOptional()
  @MaxLength(longestRegion)
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Its ISIL (ISO 15511), such as DK-710100.' })
  @IsOptional()
  @Isil()
  isil?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address of its website, beginning with https:// or http://; at most 500 characters.',
  })
  @IsOptional()
  @WebAddress(500)
  website?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many people it serves, 0 or more.' })
  @IsOptional()
  @Min(0)
  populationServed?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many items its collection holds, 0 or more.' })
  @IsOptional()
  @Min(0)
  collectionSize?: number | null;

  @Field(() => [LanguageTag], { description: 'Languages used in it, the main one first; 1 to 20.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  languages!: string[];

  @Field(() => Float, {
    nullable: true,
    description: 'Latitude of its city in degrees north, from -90 to 90. Give both latitude and longitude, or neither.',
  })
  @IsOptional()
  @Min(-90)
  @Max(90)
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Longitude of its city in degrees east, from -180 to 180.' })
  @IsOptional()
  @Min(-180)
  @Max(180)
  longitude?: number | null;

  @Field(() => MeetingHours, { nullable: true, description: 'When its staff can meet a partner by video; null when not stated.' })
  meetingHours?: MeetingHours | null;
}

const uniqueViolation = '23505';

/** @throws BadInput for a region of another country, or one of two coordinates; UnknownTimeZone */
export function checkNewLibrary(library: NewLibrary): void {
  library.region = regionOfLibrary(library.country, library.region);
  if (((library.latitude ?? null) === null) !== ((library.longitude ?? null) === null))
    throw new BadInput('latitude', 'Give both latitude and longitude, or neither.', { reason: 'COORDINATES_BOTH' });
  if (library.meetingHours) checkMeetingHours(library.meetingHours);
}

/** Adds a library in the caller's transaction and returns its id. @throws BadInput when another library has its ISIL */
export async function addLibrary(manager: EntityManager, library: NewLibrary): Promise<string> {
  const { latitude = null, longitude = null } = library;
  const placed = latitude !== null && longitude !== null;
  const id = await freeId(manager, library);
  try {
    await manager.insert(Library, {
      ...library,
      id,
      ...(placed
        ? { coordinatePrecision: CoordinatePrecision.CITY, coordinateSource: 'given with the submission' }
        : { latitude: null, longitude: null }),
      demo: false,
      sourceIds: [],
      confidence: Confidence.MEDIUM,
    } as never);
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error;
    throw new BadInput(
      'libraryId',
      `A library with the ISIL ${library.isil} is already in the list. Approve the submission with the id of that library as libraryId.`,
      { reason: 'ISIL_TAKEN' },
    );
  }
  return id;
}

/** City and country, such as `lodz-pl`, with a number if that is taken. The lock keeps two libraries from getting the same id. */
async function freeId(manager: EntityManager, { city, country }: NewLibrary): Promise<string> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('new library id', 0))`);
  const [{ slug }] = await manager.query(`SELECT trim('-' FROM regexp_replace(plain($1), '[^a-z0-9]+', '-', 'g')) AS slug`, [
    city,
  ]);
  const base = `${slug || 'library'}-${country.toLowerCase()}`.slice(0, 80);
  const taken: { id: string }[] = await manager.query('SELECT id FROM library WHERE starts_with(id, $1)', [base]);
  const ids = new Set(taken.map(({ id }) => id));
  if (!ids.has(base)) return base;
  for (let number = 2; ; number++) if (!ids.has(`${base}-${number}`)) return `${base}-${number}`;
}
