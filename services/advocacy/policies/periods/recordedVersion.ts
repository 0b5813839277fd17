// Which version of a record is this, and when was it believed?
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, PrimaryColumn } from 'typeorm';
import { PolicyRevision } from '../terms/policyWords';

/** The recorded time of a version, which is never changed, only superseded. */
@ObjectType({ description: 'One version of a record.' })
export abstract class RecordedVersion {
  @Field(() => Int, {
    description: 'Which version this is, from 1. Mutations ask for it, so that no change of somebody else is overwritten.',
  })
  @PrimaryColumn('integer')
  version!: number;

  @Field(() => PolicyRevision, { description: 'What this version added to the record.' })
  @Column('text')
  revision!: PolicyRevision;

  @Field(() => String, { nullable: true, description: 'Why the version before was wrong; null unless this one is CORRECTED.' })
  @Column('text', { nullable: true })
  correctionReason!: string | null;

  @Field(() => Date, {
    description:
      'Since when this version was believed. For the facts this record began with: when they became public, at midnight UTC of the announcement, else of the first day, else the begin of the record (2011-01-01).',
  })
  @Column({ type: 'timestamptz', precision: 3 })
  recordedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Until when this version was believed; null for the current one.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  supersededAt!: Date | null;
}
