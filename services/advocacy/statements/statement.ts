// Who said what about which policy, and when?

import { ArrayMaxSize, IsOptional } from 'class-validator';
import type DataLoader from 'dataloader';
import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Column, type DataSource, Entity, Index, PrimaryColumn } from 'typeorm';
import { policyIdsOf } from '#advocacy/policies/index';
import { connectionOf, type List } from '#kit/data/page';
import type { Loaders } from '#kit/data/request';
import { enumOf } from '#kit/words/enums';
import { Confidence, type DatePrecision, PreciseDate } from '#kit/words/facts';
import { CountryCode } from '#kit/words/validation';
import { OrganizationKind } from './organization';

export const Stance = enumOf(
  'Stance',
  'The stance of a statement towards what it is about.',
  {
    OPPOSES: 'Against it.',
    CONCERNED: 'Worried, without rejecting it.',
    BOYCOTTS: 'Against it, and stops buying while it applies.',
    CALL_TO_RESPOND: 'Asks others to speak out.',
    SUPPORTS_CAMPAIGN: 'Supports the campaign of others.',
    SUPPORTS_MODEL: 'Supports a lending model.',
    WELCOMES: 'In favor of it.',
  },
  {
    BOYCOTTS: 'boycotts',
    CALL_TO_RESPOND: 'calls for an answer',
    SUPPORTS_CAMPAIGN: 'supports the campaign',
    SUPPORTS_MODEL: 'supports the model',
  },
);
export type Stance = keyof typeof Stance;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A public statement.' })
@Entity()
@Index('statement_by_recording', ['recordedAt', 'id'])
export class Statement {
  @Field(() => ID, { description: 'A readable id such as nla-2019-10-09.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its title, or a description where it has none.' })
  @Column('text')
  title!: string;

  @Field(() => Stance, { description: 'The stance it takes.' })
  @Column('text')
  stance!: Stance;

  @Column('text', { array: true })
  organizationIds!: string[];

  @Column('date', { nullable: true })
  publishedDay!: string | null;

  @Column('text', { nullable: true })
  publishedPrecision!: DatePrecision | null;

  /** The day under which lists sort it; undated statements come last. */
  @Column('date')
  listedOn!: string;

  /** Who a call asks; empty means every state chapter. */
  @Column('text', { array: true, default: '{}' })
  askedIds!: string[];

  @Column('text', { array: true })
  policyIds!: string[];

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well the record is supported.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known about it.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => Date, { description: 'When it was recorded here. Corrections do not change this.' })
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  recordedAt!: Date;

  @Field(() => PreciseDate, { nullable: true, description: 'When it was published; null when no date was found.' })
  get publishedOn(): PreciseDate | null {
    return PreciseDate.of(this.publishedDay, this.publishedPrecision);
  }
}

/** A page of statements, the latest first. */
export const StatementConnection = connectionOf(Statement, 'Statement', 'statements, the latest first and the undated last');

@InputType({
  description:
    'Which statements to show. A statement must meet all conditions that are given; null is the same as leaving one out. An empty list finds nothing.',
})
export class StatementFilter {
  @Field(() => [Stance], { nullable: true, description: 'Only statements with these stances.' })
  @IsOptional()
  @ArrayMaxSize(20)
  stances?: Stance[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only statements by these organizations, alone or with others.' })
  @IsOptional()
  @ArrayMaxSize(100)
  organizationIds?: string[] | null;

  @Field(() => [OrganizationKind], { nullable: true, description: 'Only statements by organizations of these kinds.' })
  @IsOptional()
  @ArrayMaxSize(20)
  organizationKinds?: OrganizationKind[] | null;

  @Field(() => [CountryCode], { nullable: true, description: 'Only statements by organizations in these countries.' })
  @IsOptional()
  @ArrayMaxSize(100)
  countries?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only statements about these policies.' })
  @IsOptional()
  @ArrayMaxSize(100)
  policyIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only statements about policies of these publishers. Imprints count as publishers of their own.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  publisherIds?: string[] | null;
}

/** The statements that a filter describes, the latest published first and the undated last. */
export async function statementsMatching(database: DataSource, filter: StatementFilter | null): Promise<List<Statement>> {
  const { publisherIds } = filter ?? {};
  return {
    entity: Statement,
    where: `($1::text[] IS NULL OR stance = ANY($1))
      AND ($2::text[] IS NULL OR organization_ids && $2)
      AND ($3::text[] IS NULL OR EXISTS (SELECT FROM organization o WHERE o.id = ANY(organization_ids) AND o.kind = ANY($3)))
      AND ($4::text[] IS NULL OR EXISTS (SELECT FROM organization o WHERE o.id = ANY(organization_ids) AND o.country = ANY($4)))
      AND ($5::text[] IS NULL OR policy_ids && $5)
      AND ($6::text[] IS NULL OR policy_ids && $6)`,
    parameters: [
      filter?.stances ?? null,
      filter?.organizationIds ?? null,
      filter?.organizationKinds ?? null,
      filter?.countries ?? null,
      filter?.policyIds ?? null,
      publisherIds ? await policyIdsOf(database.manager, publisherIds) : null,
    ],
    order: ['listed_on', 'id'],
    descending: true,
  };
}

const listedBy = (loaders: Loaders, column: 'organization_ids' | 'policy_ids', first: number) =>
  loaders.children(Statement, { parent: column, order: 'listed_on DESC, id', first, isList: true });

/** The first statements of organizations, by organization id, the latest first and the undated last; one SQL statement for all. */
export const statementsBy = (loaders: Loaders, first: number): DataLoader<string, Statement[]> =>
  listedBy(loaders, 'organization_ids', first);

/** The first statements about policies, by policy id, in the same order. */
export const statementsAbout = (loaders: Loaders, first: number): DataLoader<string, Statement[]> =>
  listedBy(loaders, 'policy_ids', first);
