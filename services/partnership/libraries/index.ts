// Library profiles.
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { LibraryCareMutations, LibraryHintsResolver, LibraryResolver } from './careForLibraries';
import { CommitteeImport } from './committeeImport';
import { EnterLibraryMutations } from './enterLibraries';
import { Library } from './library';

export { CommitteeImport, ImportReport, importRows, longestFile, sourceOf } from './committeeImport';
export { doubtsAbout, LibraryDoubt } from './doubts';
export { removeEntered } from './enterLibraries';
export { Library, LibraryType } from './library';
export {
  alikeIn,
  distanceKm,
  holdsWords,
  kmPerDegree,
  librariesByName,
  libraryProfiles,
  listedLibraries,
  wordsIn,
} from './librarySearch';
export { MeetingHours, sharedHours, Weekday } from './meetingHours';
export { addLibrary, checkNewLibrary, NewLibrary } from './newLibrary';
export { SearchHint, searchHints } from './searchHints';
export { longestSearch, searchWordsOf } from './searchWords';

export const libraryEntities = [Library, CommitteeImport];

export const librariesFeature: Feature<Request> = {
  resolvers: [LibraryResolver, LibraryHintsResolver, LibraryCareMutations, EnterLibraryMutations],
  references: { Library: ({ id }: { id: string }, { loaders }: Request) => loaders.one(Library).load(id) },
};
