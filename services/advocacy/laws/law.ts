// A law or bill on the terms under which publishers license to libraries: how far it got, and which checks of ours it stands behind.
import { Field, ID, ObjectType } from 'type-graphql';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import type { Loaders } from '#kit/data/request';
import { enumOf } from '#kit/words/enums';
import { Confidence } from '#kit/words/facts';
import { CountryCode } from '#kit/words/validation';
import { LawStep, stepsInWords } from './lawStep';

export const PolicyFlagCode = enumOf(
  'PolicyFlagCode',
  'What a law on reasonable terms bars. The check is mechanical and is not legal advice.',
  {
    LOAN_AND_TIME_LIMIT: 'A license is limited both in loans and in time.',
    COPY_LIMIT_AT_RELEASE: 'The number of copies is limited on the day of release.',
    NO_LASTING_OPTION:
      'Licenses expire by time, and libraries can neither buy the same titles permanently nor pay for them by the loan.',
    NOT_OFFERED: 'Libraries cannot license the titles at all.',
  },
  { LOAN_AND_TIME_LIMIT: 'limited by loans and by time', COPY_LIMIT_AT_RELEASE: 'few copies at release' },
);
export type PolicyFlagCode = keyof typeof PolicyFlagCode;

@ObjectType({ description: 'A law or bill on the terms under which publishers license to libraries.' })
@Entity()
@Check('law_steps', 'jsonb_array_length(steps) > 0')
@Index('law_by_jurisdiction', ['jurisdiction', 'id'])
export class Law {
  @Field(() => ID, { description: 'A short readable name, such as us-ct-sb-1234.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its name.' })
  @Column('text')
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its number, such as SB 1234; null when it has none or it was not found.' })
  @Column('text', { nullable: true })
  number!: string | null;

  @Field({
    description: 'Where it is for: an ISO 3166-2 code such as US-CT, a country such as CA, or EU for the European Union.',
  })
  @Column('text')
  jurisdiction!: string;

  @Field(() => CountryCode, { nullable: true, description: 'The country; null for a union of countries.' })
  @Column('text', { nullable: true })
  country!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The state or province, by its ISO 3166-2 code; null for a whole country or union.',
  })
  @Column('text', { nullable: true })
  region!: string | null;

  @Field(() => [LawStep], { description: 'How far it got, the first step first, as far as our sources say; at least one.' })
  @Column('jsonb')
  steps!: LawStep[];

  @Field(() => String, {
    nullable: true,
    description: 'What must happen before it acts, in words; null when nothing must, as far as is known.',
  })
  @Column('text', { nullable: true })
  triggerClause!: string | null;

  @Field(() => [PolicyFlagCode], {
    description:
      'The checks of policyFlags that this law stands behind, in no particular order; empty for a law that is listed only: nothing is ever flagged by it.',
  })
  @Column('text', { array: true, default: '{}' })
  checks!: PolicyFlagCode[];

  @Field(() => [String], {
    description:
      'What it also bars but the record of policies does not hold, so that it is never flagged; in no particular order.',
  })
  @Column('text', { array: true, default: '{}' })
  notChecked!: string[];

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well it is supported that there is such a law or bill; each step has its own.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known of it; null when nothing is.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => Date, { description: 'When it was recorded here. Corrections do not change this.' })
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  recordedAt!: Date;

  @Field({ description: 'How far it got, with dates, in words; as steps has it.' })
  get status(): string {
    return stepsInWords(this.steps);
  }
}

/** A page of laws by jurisdiction. */
export const LawConnection = connectionOf(Law, 'Law', 'laws and bills by jurisdiction, then by id');

/** The laws that stand behind a check, by its code, the first recorded jurisdiction first; one SQL statement for all. */
export const lawsBehind = (loaders: Loaders) =>
  loaders.children(Law, { parent: 'checks', isList: true, order: 'jurisdiction, id', first: 100 });
