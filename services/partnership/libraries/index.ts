// Library profiles.
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Library } from './library';
import { LibraryHintsResolver, LibraryResolver } from './library.resolver';

export { Library, LibraryType } from './library';
export {
  distanceKm,
  holdsWords,
  kmPerDegree,
  librariesByName,
  libraryProfiles,
  wordsIn,
} from './librarySearch';
export { checkMeetingHours, MeetingHours, sharedHours, Weekday } from './meetingHours';
export { addLibrary, NewLibrary } from './newLibrary';
export { SearchHint, searchHints } from './searchHints';
export { longestSearch, searchWordsOf } from './searchWords';

export const libraryEntities = [Library];

export const librariesFeature: Feature<Request> = {
  resolvers: [LibraryResolver, LibraryHintsResolver],
  references: { Library: ({ id }: { id: string }, { loaders }: Request) => loaders.one(Library).load(id) },
};
