// Who speaks: associations, state chapters, consortia, library systems and boards.

import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import { enumOf } from '#kit/words/enums';
import { CountryCode } from '#kit/words/validation';

export const OrganizationKind = enumOf('OrganizationKind', 'What kind of organization it is.', {
  ASSOCIATION: 'An association of libraries or of people who work in them.',
  STATE_CHAPTER: 'The chapter of a national association in one state.',
  CONSORTIUM: 'Libraries that buy or lend together.',
  COALITION: 'Organizations that campaign together.',
  LIBRARY: 'A library or library system.',
  LIBRARY_BOARD: 'The board of a library.',
  LOCAL_GOVERNMENT: 'A city, county or other local government.',
});
export type OrganizationKind = keyof typeof OrganizationKind;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'An organization that takes a public stance.' })
@Entity()
export class Organization {
  @Field(() => ID, { description: 'A readable id made from its name, such as nebraska-library-association.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its name.' })
  @Column('text')
  name!: string;

  @Field(() => OrganizationKind, { description: 'What kind of organization it is.' })
  @Column('text')
  kind!: OrganizationKind;

  @Field(() => CountryCode, { description: 'Its country.' })
  @Column('text')
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its ISO 3166-2 subdivision, such as US-NE; null for a national organization.',
  })
  @Column('text', { nullable: true })
  region!: string | null;

  @Field({ description: 'True for a state chapter of the American Library Association.' })
  @Column('boolean')
  isAlaChapter!: boolean;
}

/** A page of organizations by name. */
export const OrganizationConnection = connectionOf(Organization, 'Organization', 'organizations by name');

/** The readable id of a name: "Nebraska Library Association" is nebraska-library-association. */
export function organizationId(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
