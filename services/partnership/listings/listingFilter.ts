// Which listings does a search look for, and in which order does it show them?

import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { CountryCode, LanguageTag } from '#kit/words/scalars';
import { LibraryType, longestSearch } from '#partnership/libraries/index';
import { ActivityKind } from '#partnership/programme/index';
import { Commitment } from './listing';

@InputType({ description: 'A circle on the map.' })
export class NearInput {
  @Field(() => Float, { description: 'Degrees north of the equator of its centre, from -90 to 90.' })
  @Min(-90)
  @Max(90)
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of Greenwich of its centre, from -180 to 180.' })
  @Min(-180)
  @Max(180)
  longitude!: number;

  @Field(() => Float, { description: 'Its radius in kilometres, as the crow flies; from 1 to 20040, which is everywhere.' })
  @Min(1)
  @Max(20_040)
  withinKm!: number;
}

@InputType({
  description:
    'Which listings to show. Conditions left out or null do not narrow the list; those given must all hold. A list matches when ' +
    'any of its values does; an empty list finds nothing. Lists hold at most 50 values.',
})
export class ListingFilter {
  @Field(() => [CountryCode], { nullable: true, description: 'Only libraries in these countries.' })
  @IsOptional()
  @ArrayMaxSize(50)
  countries?: string[] | null;

  @Field(() => [LanguageTag], {
    nullable: true,
    description: 'Only libraries that use one of these languages; pt finds pt-BR too, pt-BR does not find pt.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  languages?: string[] | null;

  @Field(() => [LibraryType], { nullable: true, description: 'Only libraries of these types.' })
  @IsOptional()
  @ArrayMaxSize(50)
  types?: LibraryType[] | null;

  @Field(() => [ActivityKind], { nullable: true, description: 'Only libraries interested in one of these activities.' })
  @IsOptional()
  @ArrayMaxSize(50)
  interests?: ActivityKind[] | null;

  @Field(() => Commitment, { nullable: true, description: 'Only listings that state exactly this commitment.' })
  commitment?: Commitment | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Words that the library's name or city or the listing's texts must hold, also as parts of words; case and accents do not " +
      'matter. At most 200 characters.',
  })
  @IsOptional()
  @MaxLength(longestSearch)
  text?: string | null;

  @Field(() => NearInput, { nullable: true, description: 'Only libraries in this circle, of those whose position is known.' })
  near?: NearInput | null;

  @Field(() => Boolean, { nullable: true, description: 'True for demonstration listings only, false to leave them out.' })
  demo?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True for listings of the past only, false to leave them out.' })
  historical?: boolean | null;
}

export const ListingOrder = enumOf('ListingOrder', 'In which order listings are shown.', {
  NEWEST: 'The latest published first; historical ones by their date, the undated last.',
  NAME: 'By the name of the library, accents apart.',
  NEAREST: 'The nearest to the centre of filter.near first, which must be given.',
});
export type ListingOrder = keyof typeof ListingOrder;
