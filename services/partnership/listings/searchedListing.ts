// What do searches read of a published listing and its library? Narrow rows of their own, which triggers keep true.
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Listing } from './listing';

/**
 * Values of facets that a listing has, each behind the name of its facet: `countries FI`. Listings that have the same share the group,
 * so that conditions ask groups, and facets count small numbers.
 */
@Entity()
@Unique('facet_group_once', ['members'])
export class FacetGroup {
  @PrimaryColumn('integer', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text', { array: true })
  members!: string[];

  /** What the members are found by, so written too: `languages pt-BR` by `languages pt` and by itself (RFC 4647, basic filtering). */
  @Column('text', { array: true })
  foundBy!: string[];
}

/** A published listing as searches see it; listings in other states have none. Written by the SQL function `search_listings` alone. */
@Entity('listing_search')
@Index('listing_search_by_time', ['listedAt', 'id'])
@Index('listing_search_by_name', ['sortName', 'id'])
@Index('listing_search_by_words', { synchronize: false })
@Index('listing_search_by_end', { synchronize: false })
export class SearchedListing {
  @ForeignKey(() => Listing, { name: 'listing_search_listing', onDelete: 'CASCADE' })
  @PrimaryColumn('text')
  id!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  listedAt!: Date;

  /** Infinity for a historical listing. */
  @Column('date')
  expiresOn!: string;

  /** Of country, type and commitment. */
  @Column('integer')
  traitGroup!: number;

  @Column('integer')
  languageGroup!: number;

  /** Of the interests of a third of all kinds, like the next two: all kinds together would have thousands of groups. */
  @Column('integer')
  interestGroupA!: number;

  @Column('integer')
  interestGroupB!: number;

  @Column('integer')
  interestGroupC!: number;

  @Column('boolean')
  demo!: boolean;

  @Column('boolean')
  historical!: boolean;

  @Index('listing_search_by_latitude')
  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  /** The name of the library without case and accents. */
  @Column('text')
  sortName!: string;

  /** Name and city of the library, and what the listing offers and seeks, without case and accents. */
  @Column('text')
  words!: string;
}
