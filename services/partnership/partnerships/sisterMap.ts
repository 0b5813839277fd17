// Which pairs of sisters can be drawn on a map, and how many cannot.
import { Max, Min } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { In } from 'typeorm';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Library } from '#partnership/libraries/index';
import { Partnership } from './partnership';
import { sisterStates } from './partnershipStates';

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
