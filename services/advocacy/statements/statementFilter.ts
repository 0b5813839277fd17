// Which statements does somebody want to see?
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { List } from '#kit/data/page';
import { CountryCode } from '#kit/words/scalars';
import { OrganizationKind } from './organization';
import { Stance, Statement } from './statement';

@InputType({
  description:
    'Which statements to show. Conditions that are left out or null do not narrow the list; those given must all hold. An empty list finds nothing.',
})
export class StatementFilter {
  @Field(() => [Stance], { nullable: true, description: 'Only these stances.' })
  @IsOptional()
  @ArrayMaxSize(20)
  stances?: Stance[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only those of these organizations, alone or with others.' })
  @IsOptional()
  @ArrayMaxSize(100)
  organizationIds?: string[] | null;

  @Field(() => [OrganizationKind], { nullable: true, description: 'Only those of such organizations.' })
  @IsOptional()
  @ArrayMaxSize(20)
  organizationKinds?: OrganizationKind[] | null;

  @Field(() => [CountryCode], { nullable: true, description: 'Only those of organizations of these countries.' })
  @IsOptional()
  @ArrayMaxSize(100)
  countries?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only those about these policies.' })
  @IsOptional()
  @ArrayMaxSize(100)
  policyIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only those about policies of these publishers; imprints are publishers of their own.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  publisherIds?: string[] | null;
}

/** The statements that a filter describes, the latest published first and the undated last. */
export function statementsMatching(filter: StatementFilter | null): List<Statement> {
  return {
    entity: Statement,
    where: `($1::text[] IS NULL OR stance = ANY($1))
      AND ($2::text[] IS NULL OR organization_ids && $2)
      AND ($3::text[] IS NULL OR EXISTS (SELECT FROM organization o WHERE o.id = ANY(organization_ids) AND o.kind = ANY($3)))
      AND ($4::text[] IS NULL OR EXISTS (SELECT FROM organization o WHERE o.id = ANY(organization_ids) AND o.country = ANY($4)))
      AND ($5::text[] IS NULL OR policy_ids && $5)
      AND ($6::text[] IS NULL OR policy_ids && ARRAY(SELECT p.id FROM policy_period p WHERE p.publisher_id = ANY($6)))`,
    parameters: [
      filter?.stances ?? null,
      filter?.organizationIds ?? null,
      filter?.organizationKinds ?? null,
      filter?.countries ?? null,
      filter?.policyIds ?? null,
      filter?.publisherIds ?? null,
    ],
    order: ['listed_on', 'id'],
    descending: true,
  };
}
