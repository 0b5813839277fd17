// Publishers: who they are, whose policies apply to them, and how editors record and correct them, country branches and aggregators.
import { ArrayMaxSize, ArrayUnique, IsOptional, Matches, MaxLength } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Column, Entity, type EntityManager, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { change } from '#kit/data/change';
import { connectionOf, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Audience, anyone } from '#kit/words/audience';
import { enumOf } from '#kit/words/enums';
import { addMissing, readFacts } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { because, CountryCode, OneLine, SomeLines } from '#kit/words/validation';

export const PublisherKind = enumOf('PublisherKind', 'The relation of a publisher to its parent.', {
  PUBLISHER: 'A publishing house in its own right.',
  IMPRINT: 'A name under which its parent publishes. The only kind that inherits the policies of its parent.',
  PREDECESSOR: 'A house that was merged into its parent; its policies are history of its own.',
  ACQUIRED: 'A house bought by its parent; its policies stay its own.',
  AFFILIATE: 'A company of the same group; its policies are its own.',
  BRANCH: 'The house in another country; its policies are its own.',
  AGGREGATOR: 'Not a publisher: it offers the titles of several houses under terms of its own. Nobody inherits them.',
});
export type PublisherKind = keyof typeof PublisherKind;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A publishing house, imprint or predecessor that sets terms for libraries.' })
@Entity()
@Index('publisher_by_name', ['name', 'id'])
export class Publisher {
  @Field(() => ID, { description: 'A readable name such as macmillan.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'The name as the house writes it.' })
  @Column('text')
  name!: string;

  @Field(() => PublisherKind, { description: 'Its relation to its parent.' })
  @Column('text')
  kind!: PublisherKind;

  @Index('publisher_by_parent')
  @ForeignKey(() => Publisher, { name: 'publisher_parent' })
  @Column('text', { nullable: true })
  parentId!: string | null;

  @Field({ description: 'True for the five houses called the Big Five since 2013; false for their imprints and predecessors.' })
  @Column('boolean')
  bigFive!: boolean;

  @Field(() => CountryCode, { nullable: true, description: 'Where it is seated; null when not known.' })
  @Column('text', { nullable: true })
  country!: string | null;

  @Field(() => [String], { description: 'Other names and abbreviations, in no particular order; empty when none are known.' })
  @Column('text', { array: true, default: '{}' })
  aliases!: string[];

  @Field(() => String, { nullable: true, description: 'What else is known about it; null when nothing is.' })
  @Column('text', { nullable: true })
  note!: string | null;
}

/**
 * SQL that begins a statement about the houses whose policies apply to publishers: the table `line` has, for each id of `$1`, the publisher
 * itself at depth 0 and, above an imprint, its parent at depth 1 and so on. Only imprints inherit.
 */
export const followedHouses = `WITH RECURSIVE line AS (
  SELECT id AS asked_id, 0 AS depth, id, kind, parent_id FROM publisher WHERE id = ANY($1)
  UNION ALL
  SELECT line.asked_id, line.depth + 1, parent.id, parent.kind, parent.parent_id
  FROM line JOIN publisher AS parent ON parent.id = line.parent_id
  WHERE line.kind = 'IMPRINT' AND line.depth < 8
)`;

/** A page of publishers by name. */
export const PublisherConnection = connectionOf(Publisher, 'Publisher', 'publishers by name, then by id');

/** Adds the publishers of the facts that are not there yet, parents before their children. */
export async function seedPublishers(manager: EntityManager): Promise<void> {
  const { publishers } = readFacts<{ publishers: (Publisher & { imprints: unknown })[] }>('publishers.json');
  const rows = publishers.map(({ imprints: _, ...row }) => row);
  for (const level of [rows.filter((row) => row.parentId === null), rows.filter((row) => row.parentId !== null)]) {
    await addMissing(manager, Publisher, level);
  }
}

const errors = 'For editors. Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT (with the field)';

/** The id is taken. */
class PublisherExists extends Problem {
  constructor(id: string) {
    super(
      'PUBLISHER_EXISTS',
      `A publisher ${id} is on record already. Use correctPublisher to change it, or choose another id.`,
      {
        id,
        field: 'id',
      },
    );
  }
}

@InputType({ description: 'A publisher, country branch or aggregator.' })
class PublisherInput {
  @Field(() => ID, { description: 'A readable name for it, such as macmillan; at most 80 characters.' })
  @Matches(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    because('ID_WRONG', 'id must be lower-case letters and digits, with single hyphens between'),
  )
  @MaxLength(80)
  id!: string;

  @Field({ description: 'The name as the house writes it.' })
  @OneLine(200)
  name!: string;

  @Field(() => PublisherKind, { description: 'What it is, and its relation to its parent.' })
  kind!: PublisherKind;

  @Field(() => ID, {
    nullable: true,
    description: 'The house it belongs to; needed by every kind except PUBLISHER and AGGREGATOR, which have none.',
  })
  parentId?: string | null;

  @Field({ defaultValue: false, description: 'True for one of the five largest houses; only a PUBLISHER can be.' })
  bigFive!: boolean;

  @Field(() => CountryCode, { nullable: true, description: 'Where it is seated; null when not known. A BRANCH needs it.' })
  country?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'Other names and abbreviations; at most 20, 200 characters each.' })
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^(?=.*[\p{L}\p{N}])[^\p{Cc}\p{Zl}\p{Zp}]+$/u, {
    each: true,
    ...because('NOT_ONE_LINE', 'aliases must be names on one line'),
  })
  @MaxLength(200, { each: true })
  aliases!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'What else is known about it, such as where it was read; at most 2,000 characters.',
  })
  @IsOptional()
  @SomeLines(2_000)
  note?: string | null;
}

@ArgsType()
class PublisherCorrectionArgs {
  @Field({ description: 'Why the record was wrong; plain text of at most 2,000 characters.' })
  @SomeLines(2_000)
  reason!: string;
}

/** The kinds of houses that belong to nobody. */
const free: readonly PublisherKind[] = [PublisherKind.PUBLISHER, PublisherKind.AGGREGATOR];

@Resolver()
export class PublisherEditingResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => Publisher, {
    description: `Records a publisher, a branch of one in another country, or an aggregator. ${errors}, PUBLISHER_EXISTS.`,
  })
  recordPublisher(
    @Arg('input', () => PublisherInput, { description: 'The publisher.' }) input: PublisherInput,
    @Ctx() request: Request,
  ): Promise<Publisher> {
    return change(request, 'recordPublisher', async (writing) => {
      const { manager } = writing;
      const row = await checked(input, manager);
      const insert = manager.createQueryBuilder().insert().into(Publisher);
      const { raw } = await insert.values(row).orIgnore().returning('id').execute();
      if (raw.length === 0) throw new PublisherExists(input.id);
      await refuseNamesake(input, manager);
      await writing.record(input.id, null, row);
      return manager.findOneByOrFail(Publisher, { id: input.id });
    });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Publisher, {
    description: `Replaces the record of a publisher; its policies stay. The audit log keeps the old one. ${errors}, NOT_FOUND.`,
  })
  correctPublisher(
    @Arg('input', () => PublisherInput, { description: 'The publisher as it should have been recorded.' }) input: PublisherInput,
    @Args(() => PublisherCorrectionArgs) { reason }: PublisherCorrectionArgs,
    @Ctx() request: Request,
  ): Promise<Publisher> {
    return change(request, 'correctPublisher', async (writing) => {
      const { manager } = writing;
      const before = await writing.lock(Publisher, 'publisher', input.id);
      const row = await checked(input, manager);
      await refuseNamesake(input, manager);
      await manager.update(Publisher, { id: input.id }, row);
      await writing.record(input.id, before, { ...row, reason });
      return manager.findOneByOrFail(Publisher, { id: input.id });
    });
  }
}

const article = (kind: string) => (/^[AI]/.test(kind) ? 'An' : 'A');

/** The columns of a publisher as an editor describes it. @throws BadInput */
async function checked(input: PublisherInput, manager: EntityManager) {
  const { id, kind, parentId = null, country = null, note = null, bigFive } = input;
  const isFree = free.includes(kind);
  if (isFree && parentId !== null)
    throw new BadInput(
      'parentId',
      `${article(kind)} ${kind} belongs to nobody. Leave parentId out, or choose another kind, such as AFFILIATE.`,
      { reason: 'PARENT_UNWANTED' },
    );
  if (!isFree && parentId === null)
    throw new BadInput('parentId', `${article(kind)} ${kind} belongs to a house. Name it in parentId.`, {
      reason: 'PARENT_MISSING',
    });
  if (kind === PublisherKind.BRANCH && country === null)
    throw new BadInput('country', 'A BRANCH is the house in one country. Give its country.', {
      reason: 'BRANCH_WITHOUT_COUNTRY',
    });
  if (bigFive && kind !== PublisherKind.PUBLISHER)
    throw new BadInput('bigFive', `Only a PUBLISHER can be one of the five largest houses, not ${kind}. Leave bigFive out.`, {
      reason: 'NOT_AMONG_FIVE',
    });
  if (parentId !== null) await refuseStrayParent(id, parentId, manager);
  return { id, name: input.name, kind, parentId, bigFive, country, aliases: input.aliases, note };
}

/** Two rows of one name and country could not be told apart in comparisons. @throws BadInput */
async function refuseNamesake({ id, name, country = null }: PublisherInput, manager: EntityManager): Promise<void> {
  const [namesake]: { id: string }[] = await manager.query(
    'SELECT id FROM publisher WHERE id <> $1 AND lower(name) = lower($2) AND coalesce(country, $3::text) IS NOT DISTINCT FROM coalesce($3::text, country) ORDER BY id LIMIT 1',
    [id, name, country],
  );
  if (namesake)
    throw new BadInput(
      'name',
      `${name} is on record already, as ${namesake.id}. Correct that one, or tell this one apart by its name or country.`,
      { reason: 'NAME_TAKEN' },
    );
}

/** Two editors who write at the same moment could close a circle together, so one waits for the other. @throws BadInput */
async function refuseStrayParent(id: string, parentId: string, manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('publisher_parent', 0))");
  let above: string | null = parentId;
  const seen = new Set([id]);
  while (above !== null) {
    if (seen.has(above))
      throw new BadInput('parentId', `${parentId} belongs to ${id} itself, so it cannot be its parent. Choose another house.`, {
        reason: 'PARENT_IN_CIRCLE',
      });
    seen.add(above);
    const house: Publisher | null = await manager.findOneBy(Publisher, { id: above });
    if (!house)
      throw new BadInput(
        'parentId',
        `No publisher has the id ${JSON.stringify(above)}. The query publishers lists those on record.`,
        { reason: 'PUBLISHER_UNKNOWN' },
      );
    above = house.parentId;
  }
}

@InputType({
  description:
    'Which publishers to list. A publisher must meet every condition that is given; a condition that is left out or null does not count.',
})
class PublisherFilter {
  @Field(() => Boolean, { nullable: true, description: 'True for the Big Five only, false for all others.' })
  bigFive?: boolean | null;

  @Field(() => [PublisherKind], { nullable: true, description: 'Only these kinds; an empty list finds nothing.' })
  kinds?: PublisherKind[] | null;

  @Field(() => String, { nullable: true, description: 'Part of a name, alias or id, in any case; at most 100 characters.' })
  @IsOptional()
  @MaxLength(100)
  text?: string | null;
}

/** The list that a filter describes, by name and then by id. */
function publishersMatching(filter: PublisherFilter | null) {
  return {
    entity: Publisher,
    where: `($1::boolean IS NULL OR big_five = $1) AND ($2::text[] IS NULL OR kind = ANY($2))
      AND ($3::text IS NULL OR strpos(lower(concat_ws(chr(10), id, name, array_to_string(aliases, chr(10)))), lower($3)) > 0)`,
    parameters: [filter?.bigFive ?? null, filter?.kinds ?? null, filter?.text ?? null],
    order: ['name', 'id'],
  };
}

/** A house shows at most so many children of a kind; the largest has a few hundred imprints. */
const childLimit = 500;

@Resolver(() => Publisher)
export class PublishersResolver {
  @Audience(anyone)
  @Query(() => PublisherConnection, { description: 'Publishers, imprints and predecessors, by name and then by id.' })
  async publishers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => PublisherFilter, { nullable: true, description: 'Which to list; without it, all.' })
    filter: PublisherFilter | null,
    @Ctx() { database }: Request,
  ) {
    const list = publishersMatching(filter);
    return PublisherConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(anyone)
  @Query(() => Publisher, {
    nullable: true,
    description: 'One publisher. Errors: NOT_FOUND.',
  })
  async publisher(
    @Arg('id', () => ID, { description: 'Its id, such as macmillan.' }) id: string,
    @Ctx() { loaders }: Request,
  ): Promise<Publisher> {
    const found = await loaders.one(Publisher).load(id);
    if (!found) throw new NotFound('publisher', id);
    return found;
  }

  @FieldResolver(() => Publisher, {
    nullable: true,
    description: 'The house it belongs or belonged to; null for a house of its own.',
  })
  parent(@Root() { parentId }: Publisher, @Ctx() { loaders }: Request): Promise<Publisher | null> | null {
    return parentId === null ? null : loaders.one(Publisher).load(parentId);
  }

  @FieldResolver(() => [Publisher], {
    description: 'Its imprints, by name, at most 500. Each inherits its policies unless it has its own.',
  })
  imprints(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.IMPRINT, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Houses that were merged into it, by name, at most 500.' })
  predecessors(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.PREDECESSOR, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Houses it bought that keep policies of their own, by name, at most 500.' })
  acquired(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.ACQUIRED, request);
  }

  @FieldResolver(() => [Publisher], { description: 'Companies of its group with policies of their own, by name, at most 500.' })
  affiliates(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.AFFILIATE, request);
  }

  @FieldResolver(() => [Publisher], {
    description: 'The house in other countries, with policies of their own, by name, at most 500.',
  })
  branches(@Root() { id }: Publisher, @Ctx() request: Request): Promise<Publisher[]> {
    return children(id, PublisherKind.BRANCH, request);
  }
}

function children(id: string, kind: PublisherKind, { loaders }: Request): Promise<Publisher[]> {
  return loaders
    .children(Publisher, { parent: 'parent_id', where: `kind = '${kind}'`, order: 'name, id', first: childLimit })
    .load(id);
}

export const publisherEntities = [Publisher];

export const publishersFeature: Feature<Request> = {
  resolvers: [PublishersResolver, PublisherEditingResolver],
  references: { Publisher: ({ id }: { id: string }, { loaders }: Request) => loaders.one(Publisher).load(id) },
};
