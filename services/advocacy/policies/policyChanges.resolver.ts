// The feed of policy changes: page by page, and live.

import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { DataSource } from 'typeorm';
import { type List, pageLimit } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Loaders, Request } from '#kit/data/request';
import { StateFeed } from '#kit/live/feed';
import { Audience, anyone } from '#kit/words/audience';
import { enumOf } from '#kit/words/enums';
import type { Log } from '#kit/words/log';
import { BadInput } from '#kit/words/problem';
import { CountryCode, DateScalar, validateArgument } from '#kit/words/validation';
import { Publisher } from '../publishers/index';
import { type KnowledgeApp, policyVersions } from './inForce';
import { PolicyChange, PolicyChangeConnection, PolicyChangeKind } from './policyChange';
import { MaterialFormat, PolicyPeriod, PolicyReach } from './policyPeriod';
import { ChangeDirection } from './strictness';

/** The newest matching entry of the feed and where it ends; null while there is none. */
interface PolicyNewsState {
  readonly newest: PolicyChange | null;
  readonly cursor: string | null;
}

type PolicyFeed = StateFeed<PolicyChangeFilter | null, PolicyNewsState>;

/** What policies keep for the life of the process. */
export interface PoliciesApp extends KnowledgeApp {
  readonly policyFeed: PolicyFeed;
  /** The address at which people reach the gateway. */
  readonly publicUrl: string;
}

export type PolicyRequest = Request<PoliciesApp>;

/** Live policy changes; the cursor lets a reader that fell behind read on. The database tells of them: see the migration. */
export const openPolicyFeed = (database: DataSource, url: string, log: Log): PolicyFeed =>
  new StateFeed({
    url,
    channel: 'policy_changes',
    log,
    async read(filter) {
      const { nodes, pageInfo } = await readPage(database, { ...changesMatching(filter), descending: true }, { first: 1 });
      return { newest: nodes[0] ?? null, cursor: pageInfo.endCursor };
    },
  });

@InputType({
  description:
    'Which changes to show. A change must meet every condition that is given; a condition that is left out or null does not count. An empty list finds nothing.',
})
export class PolicyChangeFilter {
  @Field(() => [ID], {
    nullable: true,
    description: 'Only changes of these publishers. Name imprints too: each is a publisher of its own.',
  })
  @IsOptional()
  @ArrayMaxSize(pageLimit)
  publisherIds?: string[] | null;

  @Field(() => [ChangeDirection], {
    nullable: true,
    description: 'Only these directions; changes without a direction are left out.',
  })
  @IsOptional()
  @ArrayMaxSize(pageLimit)
  directions?: ChangeDirection[] | null;

  @Field(() => [PolicyChangeKind], { nullable: true, description: 'Only these kinds.' })
  @IsOptional()
  @ArrayMaxSize(pageLimit)
  kinds?: PolicyChangeKind[] | null;

  @Field(() => MaterialFormat, { nullable: true, description: 'Only changes for this format.' })
  format?: MaterialFormat | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only changes that took effect on this day or later; changes without a known day are left out.',
  })
  effectiveFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only changes that took effect before this day.' })
  effectiveBefore?: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Only changes recorded at this moment or later. To follow the feed, use the argument since instead: it skips nothing.',
  })
  recordedSince?: Date | null;

  @Field(() => CountryCode, {
    nullable: true,
    description:
      'Only changes of policies that hold in this country: those documented for it, for the world, or for places that are not known.',
  })
  territory?: string | null;
}

const PolicyChangeOrder = enumOf('PolicyChangeOrder', 'In which order the feed of policy changes is read.', {
  RECORDED: 'As they were recorded, the oldest first: the order to follow the feed in.',
  RECORDED_NEWEST_FIRST: 'As they were recorded, the newest first.',
  EFFECTIVE_NEWEST_FIRST: 'By the day they took effect, the newest first; those without a known day come last.',
});
type PolicyChangeOrder = keyof typeof PolicyChangeOrder;

@ArgsType()
class FeedArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'The endCursor of the last page you read: only what follows it in the same order, as it stands then. Without it, the feed starts at its beginning.',
  })
  @IsOptional()
  @MaxLength(1_000)
  since?: string | null;

  @Field(() => Int, { defaultValue: 20, description: `How many at most, from 1 to ${pageLimit}.` })
  @Min(1, { message: 'first must be at least 1.' })
  @Max(pageLimit, { message: `first must be at most ${pageLimit}. Read the rest by since.` })
  first!: number;

  @Field(() => PolicyChangeOrder, { defaultValue: 'RECORDED', description: 'Which come first.' })
  order!: PolicyChangeOrder;
}

/** The entries that a filter describes, in the order in which they were recorded. */
export function changesMatching(filter: PolicyChangeFilter | null): List<PolicyChange> {
  return {
    entity: PolicyChange,
    where: `($1::text[] IS NULL OR publisher_id = ANY($1)) AND ($2::text[] IS NULL OR direction = ANY($2))
      AND ($3::text[] IS NULL OR kind = ANY($3)) AND ($4::text IS NULL OR $4 = ANY(formats))
      AND ($5::date IS NULL OR effective_day >= $5) AND ($6::date IS NULL OR effective_day < $6)
      AND ($7::timestamptz IS NULL OR recorded_at >= $7)
      AND ($8::text IS NULL OR EXISTS (SELECT FROM policy_period WHERE id = coalesce(to_id, from_id)
        AND version = coalesce(to_version, from_version) AND (reach <> 'COUNTRIES' OR $8 = ANY(territories))))`,
    parameters: [
      filter?.publisherIds ?? null,
      filter?.directions ?? null,
      filter?.kinds ?? null,
      filter?.format ?? null,
      filter?.effectiveFrom ?? null,
      filter?.effectiveBefore ?? null,
      filter?.recordedSince ?? null,
      filter?.territory ?? null,
    ],
    order: ['position'],
  };
}

/** The same entries in another order; a day that is not known sorts before all days. */
function inOrder(list: List<PolicyChange>, order: PolicyChangeOrder): List<PolicyChange> {
  if (order === 'RECORDED') return list;
  if (order === 'RECORDED_NEWEST_FIRST') return { ...list, descending: true };
  const from = `(SELECT *, coalesce(effective_day::text, '') COLLATE "C" AS effective_order FROM policy_change) AS policy_change`;
  return { ...list, from, order: ['effective_order', 'position'], descending: true };
}

/** Names the cursor as this feed does. */
function asSince(error: unknown): never {
  if (!(error instanceof BadInput) || error.extensions.field !== 'after') throw error;
  throw new BadInput('since', 'since is not a cursor of this feed. Give the endCursor of the last page you read, unchanged.');
}

@Resolver(() => PolicyChange)
export class PolicyChangesResolver {
  @Audience(anyone)
  @Query(() => PolicyChangeConnection, {
    description:
      'The feed of policy changes, by default in the order in which they were recorded. To follow it, keep the endCursor of the last page that was not empty and ask for what came since: no entry is skipped or repeated, also while others write. Another order is for reading back, page by page.',
  })
  async policyChanges(
    @Args(() => FeedArgs) { since, first, order }: FeedArgs,
    @Arg('filter', () => PolicyChangeFilter, { nullable: true, description: 'Which changes to show; without it, all.' })
    filter: PolicyChangeFilter | null,
    @Ctx() { database }: Request,
  ) {
    const list = changesMatching(filter);
    const page = await readPage(database, inOrder(list, order), { first, after: since ?? null }).catch(asSince);
    return PolicyChangeConnection.of(page, () => countAll(database, list));
  }

  @FieldResolver(() => Publisher, { description: 'The publisher or imprint whose terms changed.' })
  publisher(@Root() { publisherId }: PolicyChange, @Ctx() { loaders }: Request): Promise<Publisher | null> {
    return loaders.one(Publisher).load(publisherId);
  }

  @FieldResolver(() => PolicyReach, {
    nullable: true,
    description:
      'Whether the policy holds in some countries, in the world, or nobody knows where; of to, else of from. Null when both are gone.',
  })
  async reach(@Root() change: PolicyChange, @Ctx() { loaders }: Request): Promise<PolicyReach | null> {
    return (await policyChangedBy(change, loaders))?.reach ?? null;
  }

  @FieldResolver(() => [CountryCode], {
    description: 'The countries that the policy is documented for, of to, else of from; empty unless reach is COUNTRIES.',
  })
  async territories(@Root() change: PolicyChange, @Ctx() { loaders }: Request): Promise<readonly string[]> {
    return (await policyChangedBy(change, loaders))?.territories ?? [];
  }

  @FieldResolver(() => PolicyPeriod, {
    nullable: true,
    description: 'The policy before, in the version then known; null when there was none.',
  })
  from(@Root() { fromId, fromVersion }: PolicyChange, @Ctx() request: Request): Promise<PolicyPeriod | null> {
    return versionOf(fromId, fromVersion, request.loaders);
  }

  @FieldResolver(() => PolicyPeriod, {
    nullable: true,
    description: 'The policy after, in the version then known; null when none followed.',
  })
  to(@Root() { toId, toVersion }: PolicyChange, @Ctx() request: Request): Promise<PolicyPeriod | null> {
    return versionOf(toId, toVersion, request.loaders);
  }
}

/** The policy that an entry is about: the one after, else the one before, in the version then known. */
export async function policyChangedBy({ fromId, fromVersion, toId, toVersion }: PolicyChange, loaders: Loaders) {
  return (await versionOf(toId, toVersion, loaders)) ?? versionOf(fromId, fromVersion, loaders);
}

async function versionOf(id: string | null, version: number | null, loaders: Loaders): Promise<PolicyPeriod | null> {
  if (id === null) return null;
  return (await policyVersions(loaders).load(id)).find((period) => period.version === version) ?? null;
}

@ObjectType({ description: 'The newest policy change for a reader.' })
class PolicyNews {
  @Field(() => PolicyChange, {
    nullable: true,
    description: 'The newest change that the filter lets through; null while there is none.',
  })
  newest!: PolicyChange | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the newest change; null while there is none. To read what came between, give the cursor you had before to policyChanges(since:).',
  })
  cursor!: string | null;
}

@Resolver()
export class PolicyChangedResolver {
  @Audience(anyone)
  @Subscription(() => PolicyNews, {
    description:
      'The newest change at once, then each time another is recorded. A client that falls behind gets the newest change only, and reads ' +
      'what came between by the cursor. After each reconnect the first message is the current state. Errors: BAD_USER_INPUT.',
    subscribe: async ({ args, context }: { args: { filter?: PolicyChangeFilter | null }; context: PolicyRequest }) => {
      await validateArgument(args.filter);
      return context.app.policyFeed.watch(args.filter ?? null);
    },
  })
  policyChanged(
    @Root() news: PolicyNewsState,
    @Arg('filter', () => PolicyChangeFilter, { nullable: true, description: 'Which changes to send; without it, all.' })
    _filter: PolicyChangeFilter | null,
  ): PolicyNews {
    return news;
  }
}
