// What do searches read of a published listing and its library? Narrow rows of their own, which triggers keep true.
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Listing } from './listing';

/**
 * Values of facets that a listing has, each behind the name of its facet: `countries FI`. Listings that have the same share the group,
 * so that facets count small numbers.
 */
@Entity()
@Unique('facet_group_once', ['members'])
export class FacetGroup {
  @PrimaryColumn('integer', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text', { array: true })
  members!: string[];
}

/** A published listing as searches see it; listings in other states have none. Written by the SQL function `search_listings` alone. */
@Entity('listing_search')
@Index('listing_search_by_day', ['listedOn', 'id'])
@Index('listing_search_by_name', ['sortName', 'id'])
@Index('listing_search_by_words', { synchronize: false })
export class SearchedListing {
  @ForeignKey(() => Listing, { name: 'listing_search_listing', onDelete: 'CASCADE' })
  @PrimaryColumn('text')
  id!: string;

  @Column('date')
  listedOn!: string;

  /** Infinity for a historical listing. */
  @Column('date')
  expiresOn!: string;

  /** Of country, type and commitment. */
  @Column('integer')
  traitGroup!: number;

  @Column('integer')
  languageGroup!: number;

  @Column('integer')
  interestGroup!: number;

  @Column('boolean')
  demo!: boolean;

  @Column('boolean')
  historical!: boolean;

  @Index('listing_search_by_latitude')
  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  @Column('text')
  country!: string;

  @Column('text')
  type!: string;

  @Column('text', { nullable: true })
  commitment!: string | null;

  /** What the languages of the library are found by: pt-BR by pt and by pt-BR (RFC 4647, basic filtering). */
  @Column('text', { array: true })
  languageRanges!: string[];

  @Column('text', { array: true })
  interests!: string[];

  /** The name of the library without case and accents. */
  @Column('text')
  sortName!: string;

  /** Name and city of the library, and what the listing offers and seeks, without case and accents. */
  @Column('text')
  words!: string;
}
