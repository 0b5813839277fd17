// Library profiles.

import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Library } from './library';
import { LibraryResolver } from './library.resolver';

export { distanceKm, kmPerDegree } from './coordinates';
export { Isil } from './isil';
export { Library } from './library';
export { CoordinatePrecision, LibraryType } from './libraryTypes';
export { checkMeetingHours, MeetingHours, requireTimeZone, sharedHours, Weekday } from './meetingHours';
export { seedLibraries } from './seed';
export { holdsWords, longestSearch, wordsOf } from './words';

export const libraryEntities = [Library];

export const librariesFeature: Feature<Request> = {
  resolvers: [LibraryResolver],
  references: { Library: ({ id }: { id: string }, { loaders }: Request) => loaders.one(Library).load(id) },
};
