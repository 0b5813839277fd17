// The sister library programme itself: its calls, and the goals, activities and rhythms of which everything else speaks.

import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { ProgrammeCall } from './programmeCall';
import { ProgrammeCallResolver } from './programmeCall.resolver';

export { ProgrammeCall } from './programmeCall';
export { ActivityKind, MeetingRhythm, PartnershipGoal } from './programmeTerms';
export { seedProgramme } from './seed';

export const programmeEntities = [ProgrammeCall];

export const programmeFeature: Feature<Request> = {
  resolvers: [ProgrammeCallResolver],
  references: { ProgrammeCall: ({ id }: { id: string }, { loaders }: Request) => loaders.one(ProgrammeCall).load(id) },
};
