// Which libraries does a list show?
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import type { List } from '#kit/data/page';
import { CountryCode } from '#kit/words/scalars';
import { Isil } from './isil';
import { Library } from './library';
import { LibraryType } from './libraryTypes';
import { holdsWords, longestSearch, wordsOf } from './words';

@InputType({
  description: 'Which libraries to list. Conditions left out or null do not narrow the list; those given must all hold.',
})
export class LibraryFilter {
  @Field(() => [CountryCode], {
    nullable: true,
    description: 'Only in these countries, at most 50; an empty list finds nothing.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  countries?: string[] | null;

  @Field(() => [LibraryType], { nullable: true, description: 'Only of these types; an empty list finds nothing.' })
  @IsOptional()
  @ArrayMaxSize(50)
  types?: LibraryType[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that name or city must hold, also as parts; case and accents do not matter. At most 200 characters.',
  })
  @IsOptional()
  @MaxLength(longestSearch)
  text?: string | null;

  @Field(() => String, { nullable: true, description: 'Only the library of this ISIL, such as DK-710100; case does not matter.' })
  @IsOptional()
  @Isil()
  isil?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for demonstration libraries only, false to leave them out.' })
  demo?: boolean | null;
}

/** The libraries of a filter, by name. */
export function libraryList({ countries, types, text, isil, demo }: LibraryFilter): List<Library> {
  const words = wordsOf(text);
  return {
    entity: Library,
    where: `($1::text[] IS NULL OR country = ANY($1)) AND ($2::text[] IS NULL OR type = ANY($2))
      AND ${holdsWords('search_text', '$3', words)}
      AND ($4::text IS NULL OR upper(isil) = upper($4)) AND ($5::boolean IS NULL OR demo = $5)`,
    parameters: [countries ?? null, types ?? null, words, isil ?? null, demo ?? null],
    order: ['sort_name', 'id'],
  };
}
