// How does a library ask for suggestions?
import { Max, MaxLength, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { Library } from '#partnership/libraries/index';
import { suggestionsEach } from './fairShare';
import { Suggestion } from './suggestion';
import { suggestSisters } from './suggestSisters';

@ArgsType()
class SuggestSistersArgs {
  @Field(() => ID, { description: 'The library; the account must speak for it or be of the committee.' })
  @MaxLength(100)
  libraryId!: string;

  @Field(() => Int, { defaultValue: 5, description: `How many at most, from 1 to ${suggestionsEach}.` })
  @Min(1)
  @Max(suggestionsEach)
  first!: number;
}

@Resolver(() => Suggestion)
export class SuggestionResolver {
  @Audience(Role.STAFF, Role.COMMITTEE)
  @Query(() => [Suggestion], {
    description:
      'Listed libraries abroad that would fit as sisters, the best first, each with its reasons. What is shown stays so for 30 ' +
      'days, and no library is shown to more than 20 others at a time. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  suggestSisters(
    @Args(() => SuggestSistersArgs) { libraryId, first }: SuggestSistersArgs,
    @Ctx() request: Request,
  ): Promise<Suggestion[]> {
    return suggestSisters(request, libraryId, first);
  }

  @FieldResolver(() => Library, { description: 'The library; its listing says what it offers and seeks.' })
  library(@Root() { suggestedId }: Suggestion, @Ctx() { loaders }: Request): Promise<Library | null> {
    return loaders.one(Library).load(suggestedId);
  }
}
