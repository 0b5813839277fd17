// Which libraries of the whole list may be one, for the committee: pairs that share a rare word, a city, a place or an ISIL are compared.
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { change } from '#kit/data/change';
import { connectionOf, PageArgs } from '#kit/data/page';
import { readRows } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { enumOf } from '#kit/words/enums';
import { Role } from '#kit/words/identity';
import { CountryCode, SomeLines } from '#kit/words/validation';
import { Library } from './library';
import { type Alike, distanceKm, folded } from './librarySearch';

export const Likeness = enumOf(
  'Likeness',
  'Why two libraries may be one.',
  {
    SAME_ISIL: 'They have the same ISIL, without regard to case.',
    SIMILAR_NAME: 'Their names are alike without case, accents and ways to write ö, and they are in one country.',
    SAME_PLACE: 'They are at most 300 metres apart, or in one city with names that have words in common.',
  },
  { SAME_ISIL: 'same ISIL' },
);
export type Likeness = keyof typeof Likeness;

export const likenessesOf = ({ sameIsil, similarName, samePlace }: Omit<Alike, 'id'>): Likeness[] => [
  ...(sameIsil ? [Likeness.SAME_ISIL] : []),
  ...(similarName ? [Likeness.SIMILAR_NAME] : []),
  ...(samePlace ? [Likeness.SAME_PLACE] : []),
];

@ObjectType({ description: 'Two libraries of the list that may be one.' })
class PossibleDouble {
  readonly id!: string;
  readonly otherId!: string;

  @Field(() => [Likeness], { description: 'Why they may be the same, at least one reason.' })
  reasons!: Likeness[];
}

const PossibleDoubleConnection = connectionOf(
  PossibleDouble,
  'PossibleDouble',
  'pairs of libraries, those of the most reasons first',
);
type PossibleDoubleConnection = InstanceType<typeof PossibleDoubleConnection>;

/** Libraries that share a key are compared with each other. What more of them share, such as "municipal", tells nothing. */
const mostOfAKey = 50;
/** Shorter words are of, the, de, la. */
const shortestWord = 4;

const apart = distanceKm(
  { latitude: 'a.latitude', longitude: 'a.longitude' },
  { latitude: 'b.latitude', longitude: 'b.longitude' },
);

/**
 * All pairs, so that the work grows with the libraries and not with their square. Two places at most 300 metres apart fall together by
 * one of the four ways to round their hundredths of a degree.
 */
const doubles = `(
WITH known AS MATERIALIZED (
  SELECT id, country, upper(isil) AS isil, latitude, longitude, told_apart, ${folded('name')} AS name, ${folded('city')} AS city
  FROM library WHERE merged_into IS NULL AND taken_down_at IS NULL AND ($1::text IS NULL OR country = $1)
), words AS MATERIALIZED (
  SELECT DISTINCT id, country, city, word FROM known, regexp_split_to_table(name, '[^[:alnum:]]+') AS word WHERE length(word) >= ${shortestWord}
), keys AS MATERIALIZED (
  SELECT id, 'isil ' || isil AS key FROM known WHERE isil IS NOT NULL
  UNION ALL SELECT id, country || ' name ' || name FROM known
  UNION ALL SELECT id, country || ' city ' || city || ' ' || word FROM words
  UNION ALL SELECT id, country || ' word ' || word FROM words
  UNION ALL SELECT id, concat_ws(' ', country, 'place', north, floor(latitude * 100 + north), east, floor(longitude * 100 + east))
    FROM known, unnest(ARRAY[0, 0.5]) AS north, unnest(ARRAY[0, 0.5]) AS east WHERE latitude IS NOT NULL
), telling AS (
  SELECT key FROM keys GROUP BY 1 HAVING count(*) BETWEEN 2 AND ${mostOfAKey}
), pairs AS (
  SELECT DISTINCT one.id, other.id AS other_id
  FROM telling JOIN keys AS one USING (key) JOIN keys AS other USING (key) WHERE one.id < other.id
), compared AS (
  SELECT pairs.*, coalesce(a.isil = b.isil, false) AS same_isil,
    CASE WHEN a.country = b.country THEN similarity(a.name, b.name) ELSE 0 END AS alike,
    a.country = b.country AND coalesce(${apart} <= 0.3, false) AS near, a.city = b.city AS in_one_city
  FROM pairs JOIN known AS a ON a.id = pairs.id JOIN known AS b ON b.id = pairs.other_id
  WHERE NOT (b.id = ANY(a.told_apart))
), judged AS (
  SELECT id, other_id, same_isil, alike >= 0.6 AS similar_name, near OR (in_one_city AND alike >= 0.3) AS same_place FROM compared
)
SELECT *, 3 - same_isil::int - similar_name::int - same_place::int AS missing FROM judged WHERE same_isil OR similar_name OR same_place
) AS doubles`;

interface Row {
  readonly id: string;
  readonly other_id: string;
  readonly same_isil: boolean;
  readonly similar_name: boolean;
  readonly same_place: boolean;
}

@ArgsType()
class TwoLibraries {
  @Field(() => [ID], { description: 'The ids of the two libraries.' })
  @ArrayMinSize(2, { message: 'libraryIds must name two libraries' })
  @ArrayMaxSize(2, { message: 'libraryIds must name two libraries' })
  @ArrayUnique({ message: 'libraryIds must name two different libraries' })
  @MaxLength(100, { each: true })
  libraryIds!: string[];

  @Field({ description: 'Why, for the audit log: plain text of at most 4000 characters, without names of people.' })
  @SomeLines()
  reason!: string;
}

@Resolver(() => PossibleDouble)
export class PossibleDoublesResolver {
  @Audience(Role.COMMITTEE)
  @Query(() => PossibleDoubleConnection, {
    nullable: true,
    description:
      'Pairs of libraries of the whole list that may be one, each pair once; mergeLibraries makes two one, tellLibrariesApart says that they are two and is not asked again. Names that more than ' +
      `${mostOfAKey} libraries of a country have, such as "Municipal Library", count only with the city. For the committee. ` +
      'Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT.',
  })
  async possibleDoubles(
    @Arg('country', () => CountryCode, { nullable: true, description: 'Only within this country; without it, everywhere.' })
    country: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database }: Request,
  ): Promise<PossibleDoubleConnection> {
    const list = { from: doubles, parameters: [country], order: ['missing', 'id', 'other_id'] };
    const found = await readRows<Row>(database, list, page);
    const pairs = found.nodes.map(({ id, other_id: otherId, ...why }) => {
      const reasons = likenessesOf({ sameIsil: why.same_isil, similarName: why.similar_name, samePlace: why.same_place });
      return Object.assign(new PossibleDouble(), { id, otherId, reasons });
    });
    return PossibleDoubleConnection.of({ ...found, nodes: pairs }, async () => {
      const [{ total }] = await database.query(`SELECT count(*)::int AS total FROM ${doubles}`, [country]);
      return total;
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => [Library], {
    description:
      'Says that two libraries which look alike are two: possibleDoubles never lists them again. Saying it twice changes nothing. For the ' +
      'committee; in the audit log with its reason. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, BAD_USER_INPUT.',
  })
  tellLibrariesApart(
    @Args(() => TwoLibraries) { libraryIds, reason }: TwoLibraries,
    @Ctx() request: Request,
  ): Promise<Library[]> {
    return change(request, 'tellLibrariesApart', async (writing) => {
      const two: Library[] = [];
      // In one order, so that two members of the committee never wait for each other.
      for (const id of libraryIds.toSorted()) two.push(await writing.lock(Library, 'library', id));
      const [one, other] = two as [Library, Library];
      if (!one.toldApart.includes(other.id)) {
        const before = { toldApart: one.toldApart };
        one.toldApart = [...one.toldApart, other.id];
        other.toldApart = [...other.toldApart, one.id];
        await writing.record(one.id, before, { toldApart: one.toldApart, reason });
        await writing.manager.save([one, other]);
      }
      return libraryIds.flatMap((each) => two.filter(({ id }) => id === each));
    });
  }

  @FieldResolver(() => Library, { nullable: true, description: 'One of them; null when it was merged meanwhile.' })
  library(@Root() { id }: PossibleDouble, @Ctx() { loaders }: Request): Promise<Library | null> {
    return loaders.one(Library).load(id);
  }

  @FieldResolver(() => Library, { nullable: true, description: 'The other; null when it was merged meanwhile.' })
  other(@Root() { otherId }: PossibleDouble, @Ctx() { loaders }: Request): Promise<Library | null> {
    return loaders.one(Library).load(otherId);
  }
}
