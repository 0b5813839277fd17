// Which listings a search looks for, and in which order.
import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { CountryCode, LanguageTag } from '#kit/words/validation';
import { LibraryType, longestSearch } from '#partnership/libraries/index';
import { ActivityKind } from '#partnership/programme/index';
import { Commitment } from './listing';

@InputType({ description: 'A circle on the map.' })
export class NearInput {
  @Field(() => Float, { description: 'Latitude of the centre in degrees north, from -90 to 90.' })
  @Min(-90)
  @Max(90)
  latitude!: number;

  @Field(() => Float, { description: 'Longitude of the centre in degrees east, from -180 to 180.' })
  @Min(-180)
  @Max(180)
  longitude!: number;

  @Field(() => Float, {
    description: 'Radius in kilometres, in a straight line over the earth: from 1 to 20040, which covers everything.',
  })
  @Min(1)
  @Max(20_040)
  withinKm!: number;
}

@InputType({
  description:
    'Which listings to show. All conditions given must hold; conditions that are null or left out do not count. A list holds when ' +
    'any of its values does, and an empty list finds nothing. Lists have at most 50 values.',
})
export class ListingFilter {
  @Field(() => [CountryCode], { nullable: true, description: 'Only libraries in these countries.' })
  @IsOptional()
  @ArrayMaxSize(50)
  countries?: string[] | null;

  @Field(() => [LanguageTag], {
    nullable: true,
    description:
      'Only libraries that use one of these languages. pt also finds pt-BR; pt-BR does not find pt. A macrolanguage and its members ' +
      'find each other: no finds nb and nn.',
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
      "Words that the library's name or city or the listing's texts must contain, also as parts of words, ignoring case and accents; oe is ö. " +
      'Or a country, a region or a big city by its name in English, Spanish or its own language. At most 200 characters.',
  })
  @IsOptional()
  @MaxLength(longestSearch)
  text?: string | null;

  @Field(() => NearInput, {
    nullable: true,
    description: 'Only libraries inside this circle. Libraries without a known position are left out.',
  })
  near?: NearInput | null;

  @Field(() => Boolean, { nullable: true, description: 'True for demonstration listings only, false to leave them out.' })
  demo?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True for historical listings only, false to leave them out.' })
  historical?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for libraries without a sister now, neither active nor paused; false for those that have one.',
  })
  withoutSister?: boolean | null;
}

export const ListingOrder = enumOf('ListingOrder', 'The order of a list of listings.', {
  NEWEST: 'The latest published first. Historical ones stand by their date, undated ones last.',
  NAME: 'By the name of the library, ignoring accents.',
  NEAREST: 'The nearest to the centre of filter.near first. Needs filter.near.',
});
export type ListingOrder = keyof typeof ListingOrder;
