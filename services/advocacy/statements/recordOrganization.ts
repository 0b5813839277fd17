// How does an editor record who speaks?
import { IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { BadInput } from '#kit/words/problem';
import { CountryCode } from '#kit/words/scalars';
import { Organization, OrganizationKind, organizationId } from './organization';

@InputType({ description: 'A body that takes a public stance. Its id is made of its name.' })
export class OrganizationInput {
  @Field({ description: 'Its name.' })
  @Matches(/[\p{L}\p{N}]/u, { message: 'name must not be empty' })
  @MaxLength(200)
  name!: string;

  @Field(() => OrganizationKind, { description: 'What sort of body it is.' })
  kind!: OrganizationKind;

  @Field(() => CountryCode, { description: 'Its country.' })
  country!: string;

  @Field(() => String, { nullable: true, description: 'Its ISO 3166-2 subdivision; null for a national body.' })
  @IsOptional()
  @Matches(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, { message: 'region must be an ISO 3166-2 code such as US-NE' })
  region?: string | null;

  @Field({ defaultValue: false, description: 'True for a state chapter of the American Library Association.' })
  isAlaChapter!: boolean;
}

/** Records it, or corrects what was recorded under the same name. @throws BadInput */
export async function recordOrganization(input: OrganizationInput, request: Request): Promise<Organization> {
  const { database, identity, clock } = request;
  const { region = null } = input;
  if (region && !region.startsWith(`${input.country}-`))
    throw new BadInput('region', `region ${region} does not lie in the country ${input.country}.`);
  const row = { ...input, region, id: organizationId(input.name) };
  return database.transaction(async (manager) => {
    const before = await manager.findOneBy(Organization, { id: row.id });
    const saved = await manager.save(Organization, row);
    await audit(manager, {
      at: clock(),
      subject: identity.subject,
      action: 'recordOrganization',
      recordId: row.id,
      before,
      after: row,
    });
    return saved;
  });
}
