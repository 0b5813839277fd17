// What everyone reads of partnerships: the list, the map, the partners, and what they did together.

import { Max, Min } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { In } from 'typeorm';
import { columnsOf, groupBy, hydrate, readPrepared } from '#kit/data/database';
import { FirstFiftyArgs, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Loaders, Request } from '#kit/data/request';
import { Audience, anyone, dependsOnReader } from '#kit/words/audience';
import { PreciseDate, Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { Library, librariesByName } from '../libraries/index';
import { PartnershipGoal } from '../programme/index';
import { Activity, ActivityTotal, lastContactOf, programmeTotals, totalsOf } from './activity';
import { Partnership, PartnershipConnection } from './partnership';
import { inSql, PartnershipState, publicStates, sisterStates } from './partnershipStates';

@Resolver(() => Partnership)
export class PartnershipResolver {
  @Audience(anyone)
  @Query(() => PartnershipConnection, {
    description: 'Active, paused and ended partnerships, the latest begun first. Those with an unknown start come last.',
  })
  async partnerships(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('state', () => PartnershipState, {
      nullable: true,
      description: 'Only partnerships in this state. States that are not public find nothing.',
    })
    state: PartnershipState | null,
    @Arg('goal', () => PartnershipGoal, { nullable: true, description: 'Only partnerships with this goal.' })
    goal: PartnershipGoal | null,
    @Arg('demo', () => Boolean, {
      nullable: true,
      description: 'True for demonstration partnerships only, false to leave them out.',
    })
    demo: boolean | null,
    @Ctx() { database }: Request,
  ) {
    const list: List<Partnership> = {
      entity: Partnership,
      where: `state IN (${inSql(publicStates)}) AND ($1::text IS NULL OR state = $1)
        AND ($2::text IS NULL OR $2 = ANY(goals)) AND ($3::boolean IS NULL OR demo = $3)`,
      parameters: [state ?? null, goal ?? null, demo ?? null],
      order: ['listed_on', 'id'],
      descending: true,
    };
    return PartnershipConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(dependsOnReader)
  @Query(() => Partnership, {
    nullable: true,
    description:
      'One partnership. Error NOT_FOUND when no partnership has the id, or when it is not public and your account may not see it.',
  })
  async partnership(
    @Arg('id', () => ID, { description: 'The id of the partnership.' }) id: string,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    const partnership = await findPartnership(id, request);
    if (!partnership) throw new NotFound('partnership', id);
    return partnership;
  }

  @FieldResolver(() => [Library], { description: 'The two partners, in the order of their ids.' })
  partners(@Root() { partnerIds }: Partnership, @Ctx() { loaders }: Request): Promise<Library[]> {
    return loaders.all(Library, partnerIds);
  }

  @FieldResolver(() => [Activity], { description: 'The log: what they did together, the latest first.' })
  activities(
    @Root() { id }: Partnership,
    @Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs,
    @Ctx() { loaders }: Request,
  ): Promise<Activity[]> {
    return loaders.children(Activity, { parent: 'partnership_id', order: 'day DESC, id', first }).load(id);
  }

  @FieldResolver(() => [ActivityTotal], {
    description: 'What the partners did together, by year and kind: the latest year first, then by kind.',
  })
  activityTotals(@Root() { id }: Partnership, @Ctx() { loaders }: Request): Promise<ActivityTotal[]> {
    return totalsOf(loaders).load(id);
  }

  @FieldResolver(() => PreciseDate, {
    nullable: true,
    description: 'When they last did something together; null when nothing is recorded.',
  })
  lastContactOn(@Root() { id }: Partnership, @Ctx() { loaders }: Request): Promise<PreciseDate | null> {
    return lastContactOf(loaders).load(id);
  }

  @FieldResolver(() => [Source], {
    description: 'The sources of what is recorded about it; empty for a partnership that began here.',
  })
  sources(@Root() { sourceIds }: Partnership, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => Activity)
export class ActivityResolver {
  @FieldResolver(() => [Source], { description: 'The sources of the entry; empty for one recorded here.' })
  sources(@Root() { sourceIds }: Activity, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}

/** A partnership that the asking account may see, or null; that which answers for one that became part of it. */
export async function findPartnership(id: string, { loaders, identity }: Request): Promise<Partnership | null> {
  let partnership = await loaders.one(Partnership).load(id);
  while (partnership && partnership.mergedInto !== null)
    partnership = await loaders.one(Partnership).load(partnership.mergedInto);
  return partnership?.isVisibleTo(identity) ? partnership : null;
}

@Resolver()
export class ProgrammeTotalsResolver {
  @Audience(anyone)
  @Query(() => [ActivityTotal], {
    description: 'What all sister libraries did together, by year and kind: the latest year first, then by kind.',
  })
  activityTotals(
    @Arg('goal', () => PartnershipGoal, { nullable: true, description: 'Only of partnerships with this goal.' })
    goal: PartnershipGoal | null,
    @Ctx() { database }: Request,
  ): Promise<ActivityTotal[]> {
    return programmeTotals(database, goal ?? null);
  }
}

const sisterIds = `SELECT CASE library_a WHEN asked.id THEN library_b ELSE library_a END FROM partnership
  WHERE asked.id IN (library_a, library_b) AND state IN (${inSql(sisterStates)})`;

/** The sisters of each library, by name, accents apart. */
function sistersOf(loaders: Loaders, first: number) {
  return loaders.edge(`Library.sisters ${first}`, async (ids: readonly string[]) => {
    const rows = await readPrepared(
      loaders.database,
      `SELECT asked.id AS parent_key, ${columnsOf(loaders.database, Library, 'sister')} FROM unnest($1::text[]) AS asked(id) CROSS JOIN LATERAL (
         ${librariesByName(sisterIds, '$2')}) AS sister`,
      [ids, first],
    );
    const make = (group: Record<string, unknown>[]) => hydrate(loaders.database, Library, group);
    return groupBy(ids, rows, (row) => String(row.parent_key), make);
  });
}

/** The public partnerships of each library, the latest begun first. */
function partnershipsOf(loaders: Loaders, first: number) {
  return loaders.edge(`Library.partnerships ${first}`, async (ids: readonly string[]) => {
    const rows = await readPrepared(
      loaders.database,
      `SELECT asked.id AS parent_key, ${columnsOf(loaders.database, Partnership, 'found')} FROM unnest($1::text[]) AS asked(id) CROSS JOIN LATERAL (
         SELECT * FROM partnership WHERE asked.id IN (library_a, library_b) AND state IN (${inSql(publicStates)})
         ORDER BY listed_on DESC, id LIMIT $2) AS found`,
      [ids, first],
    );
    const make = (group: Record<string, unknown>[]) => hydrate(loaders.database, Partnership, group);
    return groupBy(ids, rows, (row) => String(row.parent_key), make);
  });
}

@Resolver(() => Library)
export class SistersResolver {
  @FieldResolver(() => [Library], {
    description: 'Its partners in active and paused partnerships, by name, ignoring accents.',
  })
  sisters(
    @Root() { id }: Library,
    @Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs,
    @Ctx() { loaders }: Request,
  ): Promise<Library[]> {
    return sistersOf(loaders, first).load(id);
  }

  @FieldResolver(() => [Partnership], {
    description: 'Its active, paused and ended partnerships, the latest begun first. Those with an unknown start come last.',
  })
  partnerships(
    @Root() { id }: Library,
    @Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs,
    @Ctx() { loaders }: Request,
  ): Promise<Partnership[]> {
    return partnershipsOf(loaders, first).load(id);
  }
}

@ArgsType()
class SisterMapArgs {
  @Field(() => Int, { defaultValue: 500, description: 'How many pairs at most, from 1 to 1000.' })
  @Min(1)
  @Max(1_000)
  first!: number;
}

@ObjectType({ description: 'Pairs of sisters as a map shows them.' })
class SisterMap {
  @Field(() => [Partnership], {
    description: 'Active and paused partnerships of which the positions of both partners are known, the latest begun first.',
  })
  pairs!: Partnership[];

  @Field(() => Int, { description: 'How many further pairs are not on the map, because the position of a partner is not known.' })
  unplaced!: number;

  @Field(() => Int, {
    description: 'How many active and paused partnerships there are in all; more than the map has room for are left out.',
  })
  totalCount!: number;
}

@Resolver()
export class SisterMapResolver {
  @Audience(anyone)
  @Query(() => SisterMap, {
    description:
      'All pairs of sisters that are active or paused, for a map: ask for partners { name coordinates { latitude longitude } }.',
  })
  async sisterMap(
    @Args(() => SisterMapArgs) { first }: SisterMapArgs,
    @Arg('demo', () => Boolean, { nullable: true, description: 'True for invented pairs only, false to leave them out.' })
    demo: boolean | null,
    @Ctx() { database, loaders }: Request,
  ): Promise<SisterMap> {
    const where = { state: In([...sisterStates]), ...(typeof demo === 'boolean' && { demo }) };
    const [found, totalCount] = await database
      .getRepository(Partnership)
      .findAndCount({ where, order: { listedOn: 'DESC', id: 'ASC' }, take: first });
    const libraries = await loaders.all(Library, [...new Set(found.flatMap(({ partnerIds }) => partnerIds))]);
    const placed = new Set(libraries.filter(({ coordinates }) => coordinates !== null).map(({ id }) => id));
    const pairs = found.filter(({ partnerIds }) => partnerIds.every((id) => placed.has(id)));
    return { pairs, unplaced: found.length - pairs.length, totalCount };
  }
}
