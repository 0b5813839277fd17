// Library profiles.
import type { Feature } from '#kit/subgraph/federate';
import type { PartnershipRequest } from '../context';
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

export const librariesFeature: Feature<PartnershipRequest> = {
  resolvers: [LibraryResolver],
  references: { Library: ({ id }: { id: string }, { loaders }: PartnershipRequest) => loaders.one(Library).load(id) },
};
