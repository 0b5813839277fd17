// Which libraries endorse a petition, and since when?

import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import { DateScalar } from '#kit/words/scalars';
import { Petition } from './petition';

/** A library, described by the partnership subgraph; this one adds the petitions that it endorses. */
@Directive('@key(fields: "id")')
@ObjectType()
export class Library {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'The public support of a library for a petition.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
@Index(['libraryId'])
export class Endorsement {
  @PrimaryColumn('text')
  petitionId!: string;

  @PrimaryColumn('text')
  libraryId!: string;

  @Field(() => DateScalar, { description: 'The day since when the library endorses it.' })
  @Column('date')
  endorsedOn!: string;

  @Field({ description: 'True for an endorsement invented for demonstration.' })
  @Column('boolean')
  demo!: boolean;

  @Field(() => Library, {
    nullable: true,
    description: 'The library; null while the partnership subgraph is unavailable, or when the library no longer exists.',
  })
  get library(): Library {
    return { id: this.libraryId };
  }
}

/** A page of endorsements, the first of them first. */
export const EndorsementConnection = connectionOf(Endorsement, 'Endorsement', 'endorsements, the oldest first');
