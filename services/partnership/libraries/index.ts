// Library profiles.
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import type { Upload } from '#kit/subgraph/uploads';
import { LibraryCareMutations, LibraryHintsResolver, LibraryResolver } from './careForLibraries';
import { CommitteeImport } from './committeeImport';
import { CommitteeImportsResolver, EnterLibraryMutations, librariesUpload } from './enterLibraries';
import { Library } from './library';
import { type LibrariesRequest, LibraryMerge } from './libraryMerge';
import { MergeLibrariesResolver } from './mergeLibraries';
import { PossibleDoublesResolver } from './possibleDoubles';

export {
  type CommitteeFile,
  CommitteeImport,
  committeeUpload,
  ImportReport,
  importText,
} from './committeeImport';
export { doubtsAbout, LibraryDoubt } from './doubts';
export { ImportArgs, removeUnnamed, sourceOf } from './enterLibraries';
export { Library, LibraryType } from './library';
export { type LibrariesApp, LibraryMerge, type MergePart, type Moved, openMerged, readMerged } from './libraryMerge';
export {
  alikeIn,
  distanceKm,
  type HasSister,
  holdsWords,
  kmPerDegree,
  librariesByName,
  librariesInRegions,
  libraryProfiles,
  listedLibraries,
  sisterless,
  wantedWords,
} from './librarySearch';
export { MeetingHours, sharedHours, Weekday } from './meetingHours';
export { addLibrary, checkNewLibrary, NewLibrary } from './newLibrary';
export { Likeness, likenessesOf } from './possibleDoubles';
export { SearchHint, searchHints } from './searchHints';
export { longestSearch, searchWordsOf, spellingsOfName } from './searchWords';

export const libraryEntities = [Library, LibraryMerge, CommitteeImport];

export const librariesFeature: Feature<LibrariesRequest> = {
  resolvers: [
    LibraryResolver,
    LibraryHintsResolver,
    LibraryCareMutations,
    EnterLibraryMutations,
    CommitteeImportsResolver,
    MergeLibrariesResolver,
    PossibleDoublesResolver,
  ],
  uploads: [librariesUpload as Upload<LibrariesRequest>],
  references: {
    Library: ({ id }: { id: string }, { loaders, merged }: Request) => loaders.one(Library).load(merged.standing(id)),
  },
};
