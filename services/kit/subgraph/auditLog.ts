// The query by which the committee reads the audit log of a subgraph.
import { IsOptional, MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { AuditEntry } from '../data/audit';
import { connectionOf, type List, PageArgs } from '../data/page';
import { countAll, readPage } from '../data/readPage';
import type { Request } from '../data/request';
import { Audience } from '../words/audience';
import { Role } from '../words/identity';
import type { Feature } from './federate';

const AuditEntryConnection = connectionOf(AuditEntry, 'AuditEntry', 'audit entries', { shareable: true });

@ArgsType()
class AuditArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only writes to the record with this id; all writes without it.' })
  @IsOptional()
  @MaxLength(200)
  recordId?: string | null;
}

/** The root field by which the committee reads what was written in one subgraph, under a name that no other subgraph has. */
export function auditLog<Context extends Request>(subgraph: string): Feature<Context> {
  @Resolver()
  class AuditLogResolver {
    @Audience(Role.COMMITTEE)
    @Query(() => AuditEntryConnection, {
      name: `${subgraph}Audit`,
      description: `Every write to the ${subgraph} record, the latest first, for the committee. Errors: UNAUTHENTICATED, FORBIDDEN.`,
    })
    async entries(@Args(() => AuditArgs) { recordId, ...page }: AuditArgs, @Ctx() { database }: Request) {
      const list: List<AuditEntry> = {
        entity: AuditEntry,
        where: '($1::text IS NULL OR record_id = $1)',
        parameters: [recordId ?? null],
        order: ['at', 'id'],
        descending: true,
      };
      return AuditEntryConnection.of(await readPage(database, list, page), () => countAll(database, list));
    }
  }
  return { resolvers: [AuditLogResolver] };
}
