// Which libraries and waiting submissions may be the one that a submission is about: by name in any spelling, place or ISIL.
import { Field, ID, ObjectType } from 'type-graphql';
import { type DataSource, In } from 'typeorm';
import { enumOf } from '#kit/words/enums';
import { alikeIn, Library, listedLibraries, type NewLibrary } from '#partnership/libraries/index';
import type { Listing } from './listing';

export const Likeness = enumOf('Likeness', 'Why two libraries may be one.', {
  SAME_ISIL: 'They have the same ISIL, without regard to case.',
  SIMILAR_NAME: 'Their names are alike without case, accents and ways to write ö, and they are in one country.',
  SAME_PLACE: 'They are at most 300 metres apart, or in one city with names that have words in common.',
});
export type Likeness = keyof typeof Likeness;

@ObjectType({ description: 'A library, in the list or in another submission, that may be the one a submission is about.' })
export class PossibleDuplicate {
  @Field(() => Library, { nullable: true, description: 'The library; null when it is in another submission.' })
  library!: Library | null;

  @Field(() => ID, { nullable: true, description: 'The id of the other submission; null when the library is in the list.' })
  submissionId!: string | null;

  @Field(() => [Likeness], { description: 'Why it may be the same.' })
  reasons!: Likeness[];
}

/** The most duplicates that are shown of a submission. */
const most = 10;

/** What may be the library of a submission, that of the most reasons first; empty when the submission names one of the list. */
export async function possibleDuplicates(database: DataSource, { id, newLibrary }: Listing): Promise<PossibleDuplicate[]> {
  if (newLibrary === null) return [];
  const described = descriptionOf(newLibrary);
  const listed = await alikeIn(database, listedLibraries, described, most);
  const waiting = await alikeIn(
    database,
    `(SELECT id, new_library->>'name' AS name, new_library->>'city' AS city, new_library->>'country' AS country, new_library->>'isil' AS isil,
        (new_library->>'latitude')::float8 AS latitude, (new_library->>'longitude')::float8 AS longitude
      FROM listing WHERE state = 'SUBMITTED' AND new_library IS NOT NULL AND id <> $7)`,
    [...described, id],
    most,
  );
  const libraries = await database.getRepository(Library).findBy({ id: In(listed.map((one) => one.id)) });
  const found = [
    ...listed.map((one) => ({ one, library: libraries.find((library) => library.id === one.id) ?? null, submissionId: null })),
    ...waiting.map((one) => ({ one, library: null, submissionId: one.id })),
  ];
  return found
    .map(({ one, library, submissionId }) => ({ library, submissionId, reasons: reasonsOf(one) }))
    .sort((a, b) => b.reasons.length - a.reasons.length)
    .slice(0, most);
}

const descriptionOf = ({ name, city, country, isil, latitude, longitude }: NewLibrary) => [
  name,
  city,
  country,
  isil ?? null,
  latitude ?? null,
  longitude ?? null,
];

const reasonsOf = ({ sameIsil, similarName, samePlace }: { sameIsil: boolean; similarName: boolean; samePlace: boolean }) => [
  ...(sameIsil ? [Likeness.SAME_ISIL] : []),
  ...(similarName ? [Likeness.SIMILAR_NAME] : []),
  ...(samePlace ? [Likeness.SAME_PLACE] : []),
];
