// What is known of a library, and the types of library, position and ISIL.
import { Matches } from 'class-validator';
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import { enumOf } from '#kit/words/enums';
import { Confidence } from '#kit/words/facts';
import { because, CountryCode, LanguageTag } from '#kit/words/validation';
import { doubtsAbout, LibraryDoubt } from './doubts';
import { MeetingHours } from './meetingHours';

export const LibraryType = enumOf(
  'LibraryType',
  'Whom a library is for.',
  {
    PUBLIC: 'For everyone in a city, town or region.',
    SCHOOL: 'For the pupils of a school.',
    ACADEMIC: 'For a university or college.',
    SPECIAL: 'For one subject or institution.',
    NATIONAL: 'For a whole country.',
  },
  {
    PUBLIC: 'public library',
    SCHOOL: 'school library',
    ACADEMIC: 'academic library',
    SPECIAL: 'special library',
    NATIONAL: 'national library',
  },
);
export type LibraryType = keyof typeof LibraryType;

export const CoordinatePrecision = enumOf('CoordinatePrecision', 'What a position stands for.', {
  BUILDING: 'The building itself.',
  CITY: 'The centre of its city, so it may be several kilometres off.',
});
export type CoordinatePrecision = keyof typeof CoordinatePrecision;

const IsilConfidence = enumOf(
  'IsilConfidence',
  'How well an ISIL is known.',
  {
    VERIFIED: 'Found in a published record.',
    MEMORY: 'Not checked against a record.',
  },
  { MEMORY: 'from memory' },
);
type IsilConfidence = keyof typeof IsilConfidence;

@ObjectType({ description: 'A position on the earth (WGS 84).' })
class Coordinates {
  @Field(() => Float, { description: 'Latitude in degrees north, from -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Longitude in degrees east, from -180 to 180.' })
  longitude!: number;

  @Field(() => CoordinatePrecision, { description: 'Whether the position is that of the building or of its city.' })
  precision!: CoordinatePrecision;

  @Field(() => String, { nullable: true, description: 'How the position was found, in words; null when not recorded.' })
  source!: string | null;
}

/** Requires an ISIL (ISO 15511) in upper or lower case: the code of a country or agency, a hyphen, and the id of the library there. */
export const Isil = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9]{1,4}-[A-Za-z0-9:/-]{1,11}$/, because('ISIL_WRONG', '$property must be an ISIL such as DK-710100'));

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A library that has, had or is looking for sister libraries in other countries.' })
@Entity()
@Unique('library_id_and_country', ['id', 'country'])
@Index('library_by_name', ['sortName', 'id'])
@Index('library_by_isil', { synchronize: false })
@Index('library_by_any_isil', { synchronize: false })
@Check('library_type', `type IN ('PUBLIC', 'SCHOOL', 'ACADEMIC', 'SPECIAL', 'NATIONAL')`)
@Check('library_country', `country ~ '^[A-Z]{2}$'`)
@Check(
  'library_position',
  'latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND num_nulls(latitude, longitude) <> 1',
)
@Check('library_not_into_itself', 'merged_into <> id')
@Check('library_demo', `demo = (confidence = 'DEMO')`)
export class Library {
  @Field(() => ID, { description: 'A readable id such as opatija-hr.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'The name it is known by.' })
  @Column('text')
  name!: string;

  /** The name without case and accents, to sort by; a trigger writes it. */
  @Column('text', { default: '' })
  sortName!: string;

  /** Name and city without case and accents, to search in; a trigger writes it. */
  @Column('text', { default: '' })
  searchText!: string;

  @Field(() => LibraryType, { description: 'Whom it is for.' })
  @Column('text')
  type!: LibraryType;

  @Field({ description: 'The city or town it is in.' })
  @Column('text')
  city!: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-2 code of its region, such as US-IL; null when not recorded.' })
  @Column('text', { nullable: true })
  region!: string | null;

  @Field(() => CountryCode, { description: 'The country it is in (ISO 3166-1 alpha-2).' })
  @Column('text')
  country!: string;

  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  @Column('text', { nullable: true })
  coordinatePrecision!: CoordinatePrecision | null;

  @Column('text', { nullable: true })
  coordinateSource!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its ISIL (ISO 15511), unique without regard to case unless doubts holds ISIL_OF_ANOTHER_COUNTRY; null when not known.',
  })
  @Column('text', { nullable: true })
  isil!: string | null;

  @Field(() => IsilConfidence, { nullable: true, description: 'How well the ISIL is known; null when none is recorded.' })
  @Column('text', { nullable: true })
  isilConfidence!: IsilConfidence | null;

  @Field(() => String, { nullable: true, description: 'The address of its website; null when not recorded.' })
  @Column('text', { nullable: true })
  website!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many people it serves; null when not known.' })
  @Column('integer', { nullable: true })
  populationServed!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many items its collection holds; null when not known.' })
  @Column('integer', { nullable: true })
  collectionSize!: number | null;

  @Field(() => [LanguageTag], { description: 'Languages used in it, the main one first; empty when not known.' })
  @Column('text', { array: true })
  languages!: string[];

  @Field(() => [LanguageTag], {
    nullable: true,
    description: 'Languages that its staff speak; null when not recorded separately.',
  })
  @Column('text', { array: true, nullable: true })
  staffLanguages!: string[] | null;

  @Field(() => [LanguageTag], {
    nullable: true,
    description: 'Languages that its users speak; null when not recorded separately.',
  })
  @Column('text', { array: true, nullable: true })
  userLanguages!: string[] | null;

  @Field(() => String, { nullable: true, description: 'The programme it belongs or belonged to, such as NAPLE; null for none.' })
  @Column('text', { nullable: true })
  programme!: string | null;

  @Field({ description: 'True for an invented library in a real city. Label it as a demonstration wherever you show it.' })
  @Column('boolean')
  demo!: boolean;

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well its sources support what is recorded about it.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => String, {
    nullable: true,
    description: 'What else is known, such as what was inferred; null when there is nothing to add.',
  })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => MeetingHours, { nullable: true, description: 'When its staff can meet a partner by video; null when not stated.' })
  @Column('jsonb', { nullable: true })
  meetingHours!: MeetingHours | null;

  /** The file of the committee that it was entered with; null for any other. */
  @Index('library_by_import')
  @Column('text', { nullable: true })
  importId!: string | null;

  /** When the committee took it out of the list; null while it is in it. */
  @Column('timestamptz', { nullable: true })
  takenDownAt!: Date | null;

  @Field({
    description:
      'False for one that the committee took out of the list: its partnerships still name it, and `library` does not find it, so show it without a link.',
  })
  get listed(): boolean {
    return this.takenDownAt === null;
  }

  /** Libraries that look like it, of which the committee said that they are others. */
  @Column('text', { array: true, default: [] })
  toldApart!: string[];

  /** The library that it was merged into; null for one that answers itself. */
  @Index('library_by_merged_into')
  @ForeignKey(() => Library, { name: 'library_merged_into' })
  @Column('text', { nullable: true })
  mergedInto!: string | null;

  @Field(() => [LibraryDoubt], { description: 'What is probably wrong about it; empty when nothing is.' })
  get doubts(): LibraryDoubt[] {
    return doubtsAbout(this);
  }

  @Field(() => Coordinates, { nullable: true, description: 'Where it is; null when not known.' })
  get coordinates(): Coordinates | null {
    const { latitude, longitude } = this;
    if (latitude === null || longitude === null) return null;
    const precision = this.coordinatePrecision ?? CoordinatePrecision.CITY;
    return { latitude, longitude, precision, source: this.coordinateSource };
  }
}

/** A page of libraries by name. */
export const LibraryConnection = connectionOf(Library, 'Library', 'libraries by name, accents apart');
