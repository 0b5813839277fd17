// Library profiles.
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Library } from './library';
import { LibraryResolver } from './library.resolver';

export { Library, LibraryType } from './library';
export {
  distanceKm,
  holdsWords,
  kmPerDegree,
  librariesByName,
  libraryProfiles,
  longestSearch,
  searchWordsOf,
} from './librarySearch';
export { checkMeetingHours, MeetingHours, sharedHours, Weekday } from './meetingHours';
export { addLibrary, NewLibrary } from './newLibrary';

export const libraryEntities = [Library];

export const librariesFeature: Feature<Request> = {
  resolvers: [LibraryResolver],
  references: { Library: ({ id }: { id: string }, { loaders }: Request) => loaders.one(Library).load(id) },
};
