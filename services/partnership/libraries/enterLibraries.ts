// How the committee enters libraries that have not asked to be listed: by hand, and by a file that can be undone.
import { createHash } from 'node:crypto';
import { IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, InputType, Mutation, Query, Resolver } from 'type-graphql';
import type { EntityManager, EntityTarget } from 'typeorm';
import { type Change, change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { sqlState } from '#kit/process/outage';
import { Audience } from '#kit/words/audience';
import { plainName } from '#kit/words/countryNames';
import { addMissing, Source } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { uploadDoors } from '#kit/words/uploadDoors';
import { CountryCode, LanguageTag, OneLine, validateArgument, WebAddress } from '#kit/words/validation';
import { otherNamesOfCity } from './cityNames';
import {
  type CommitteeFile,
  CommitteeImport,
  committeeUpload,
  ImportReport,
  importText,
  longestFile,
  mostRows,
} from './committeeImport';
import { Library } from './library';
import { libraryOf } from './libraryRow';
import { addLibrary, checkNewLibrary, NewLibrary } from './newLibrary';
import { spellingsOfName } from './searchWords';

@InputType({ description: 'A library that the committee knows from a source.' })
class EnterLibraryInput {
  @Field(() => NewLibrary, { description: 'The library.' })
  library!: NewLibrary;

  @Field({ description: 'Where it is documented: the title of a page or document, one line of at most 200 characters.' })
  @OneLine()
  source!: string;

  @Field(() => String, { nullable: true, description: 'The address of the source; null when it has none.' })
  @IsOptional()
  @WebAddress()
  sourceUrl?: string | null;
}

const columns = {
  needed: ['name', 'city', 'country', 'languages', 'source'],
  known: {
    name: [
      'library',
      'libraryname',
      'institution',
      'nombre',
      'biblioteca',
      'institucion',
      'bibliothek',
      'bibliotheque',
      'nom',
      'nome',
      'bibliotheek',
    ],
    type: ['librarytype', 'tipo', 'tipodebiblioteca', 'typ', 'art'],
    city: ['town', 'place', 'ciudad', 'localidad', 'municipio', 'ort', 'stadt', 'ville', 'commune', 'citta', 'cidade', 'plaats'],
    country: ['countrycode', 'pais', 'land', 'pays', 'paese'],
    region: ['state', 'province', 'regioncode', 'provincia', 'estado', 'bundesland', 'kanton', 'departement', 'regione'],
    isil: ['isilcode', 'codigoisil'],
    website: ['url', 'web', 'homepage', 'sitioweb', 'paginaweb'],
    languages: [
      'language',
      'idiomas',
      'idioma',
      'lenguas',
      'sprachen',
      'sprache',
      'langues',
      'langue',
      'lingue',
      'lingua',
      'talen',
    ],
    populationServed: ['population', 'inhabitants', 'peopleserved', 'poblacion', 'poblacionatendida', 'habitantes'],
    collectionSize: ['collection', 'items', 'coleccion', 'fondo', 'ejemplares'],
    latitude: ['lat', 'latitud'],
    longitude: ['lon', 'lng', 'longitud'],
    source: ['fuente', 'quelle', 'fonte', 'bron'],
    sourceUrl: ['sourceaddress', 'addressofthesource', 'direcciondelafuente'],
  },
  shared: ['source', 'sourceUrl', 'country', 'languages'],
} as const;

@ArgsType()
export class ImportArgs {
  @Field({
    description: `The text of the file: at most ${longestFile} characters and ${mostRows.sent} rows. The POST of its kind, to /imports/libraries or /imports/pairs, takes more.`,
  })
  csv!: string;

  @Field({ defaultValue: false, description: 'True to read and try all rows, and write nothing.' })
  preview!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The source of all rows that name none; the file needs no such column then. Null when each row names its own.',
  })
  source?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address of that source, or of all sources of the rows; null for none.',
  })
  sourceUrl?: string | null;
}

@ArgsType()
class ImportLibrariesArgs extends ImportArgs {
  @Field(() => CountryCode, {
    nullable: true,
    description: 'The country of all rows that name none; null when each row names its own.',
  })
  country?: string | null;

  @Field(() => [LanguageTag], {
    nullable: true,
    description: 'The languages of all rows that name none; null when each row names its own.',
  })
  languages?: string[] | null;
}

@Resolver()
export class EnterLibraryMutations {
  @Audience(Role.COMMITTEE)
  @Mutation(() => Library, {
    description:
      'Enters a library from a source. It has no contact and no listing until somebody of the library consents: submitListing with its id. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, UNKNOWN_TIME_ZONE.',
  })
  enterLibrary(
    @Arg('input', () => EnterLibraryInput, { description: 'The library and its source.' }) input: EnterLibraryInput,
    @Ctx() request: Request,
  ): Promise<Library> {
    checkNewLibrary(input.library);
    return change(request, 'enterLibrary', async (writing) => {
      const known = await knownAs(writing, input.library);
      if (known)
        throw new BadInput('library', `The library is in the list already, as ${known}. Correct that one by correctLibrary.`, {
          reason: 'LIBRARY_KNOWN',
          values: { library: known },
        });
      return enter(writing, input, null);
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => ImportReport, {
    description:
      'Enters libraries from a CSV file with commas, semicolons or tabs and a header: name, city, country, languages and source, of which the last ' +
      'three can be said once for all rows, and optionally ' +
      'type, region, isil, website, populationServed, collectionSize, latitude, longitude, sourceUrl. Rows at fault are reported, the others ' +
      'added; rows that are in the list already change nothing. No mail is sent. Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT.',
  })
  importLibraries(@Args(() => ImportLibrariesArgs) args: ImportLibrariesArgs, @Ctx() request: Request): Promise<ImportReport> {
    return importText(request, libraryFile, args);
  }
}

const mostImports = 200;

@Resolver(() => CommitteeImport)
export class CommitteeImportsResolver {
  @Audience(Role.COMMITTEE)
  @Query(() => [CommitteeImport], {
    nullable: true,
    description:
      `The files of libraries and pairs that the committee imported, the latest first; at most ${mostImports}. ` +
      'Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  committeeImports(@Ctx() { database }: Request): Promise<CommitteeImport[]> {
    return database.getRepository(CommitteeImport).find({ order: { importedAt: 'DESC', id: 'DESC' }, take: mostImports });
  }
}

/** Libraries, one a row. */
const libraryFile: CommitteeFile = {
  action: 'importLibraries',
  kind: 'LIBRARIES',
  columns,
  async enter(writing, row, importId) {
    const library = libraryOf(row);
    await validateArgument(library);
    checkNewLibrary(library);
    if (!row.source)
      throw new BadInput(
        'source',
        'Each library needs a source: the title of a page or document, in its row or said once for all rows.',
        { reason: 'SOURCE_MISSING' },
      );
    const given = Object.assign(new EnterLibraryInput(), { library, source: row.source, sourceUrl: row.sourceUrl || null });
    await validateArgument(given);
    if (await knownAs(writing, library)) return false;
    await enter(writing, given, importId);
    return true;
  },
};

/** The same for files of any kind of text. */
export const librariesUpload = committeeUpload(uploadDoors.libraries, libraryFile);

async function enter(
  writing: Change,
  { library, source, sourceUrl }: EnterLibraryInput,
  importId: string | null,
): Promise<Library> {
  const { manager } = writing;
  const id = await addLibrary(manager, library);
  const sourceId = await sourceOf(manager, source, sourceUrl ?? null);
  await manager.update(
    Library,
    { id },
    { sourceIds: [sourceId], importId, ...(library.latitude != null && { coordinateSource: source }) },
  );
  if (importId === null) await writing.record(id, null, { name: library.name, city: library.city, sourceId });
  return manager.findOneByOrFail(Library, { id });
}

/** The id of a library of the list with the same ISIL, or of the same name in the same city, in either way of writing ö and in any language of the city. */
async function knownAs({ manager }: Change, { name, city, country, isil }: NewLibrary): Promise<string | null> {
  const cities = spellingsOfName(city);
  const [known]: { id: string }[] = await manager.query(
    `SELECT coalesce(merged_into, id) AS id FROM library WHERE (upper(isil) = upper($4) AND country = $3) OR (sort_name IN (SELECT plain(unnest($1::text[])))
       AND plain(city) IN (SELECT plain(unnest($2::text[]))) AND country = $3) ORDER BY merged_into IS NOT NULL, id LIMIT 1`,
    [spellingsOfName(name), [...cities, ...cities.map(plainName).flatMap(otherNamesOfCity)], country, isil ?? null],
  );
  return known?.id ?? null;
}

const foreignKeyViolation = '23503';

/** Removes rows of an import that nothing names since; answers with the ids of the others. */
export async function removeUnnamed<Row extends { readonly id: string; readonly importId: string | null }>(
  writing: Change,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<string[]> {
  const kept: string[] = [];
  for (const { id } of rows) {
    try {
      await writing.manager.transaction((manager) => manager.delete(entity, { id } as never));
    } catch (error) {
      if (sqlState(error) !== foreignKeyViolation) throw error;
      kept.push(id);
    }
  }
  return kept;
}

/** The id of a source by its title and address, which is added if it is new. */
export async function sourceOf(manager: EntityManager, title: string, url: string | null): Promise<string> {
  const id = `committee-${createHash('sha256')
    .update(`${title}\n${url ?? ''}`)
    .digest('hex')
    .slice(0, 16)}`;
  await addMissing(manager, Source, [{ id, title, url }]);
  return id;
}
