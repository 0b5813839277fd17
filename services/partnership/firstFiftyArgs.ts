// How many rows does an edge list answer with that is not paged?
import { Max, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import { pageLimit } from '../kit/data/page';

@ArgsType()
export class FirstFiftyArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many at most, from 1 to ${pageLimit}.` })
  @Min(1, { message: 'first must be at least 1.' })
  @Max(pageLimit, { message: `first must be at most ${pageLimit}.` })
  first!: number;
}
