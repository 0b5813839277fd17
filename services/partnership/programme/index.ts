// The sister library programme itself: its calls, and the goals, activities and rhythms of which everything else speaks.
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { ProgrammeCall, ProgrammeCallResolver } from './programmeCall';

export { ProgrammeCall } from './programmeCall';
export { ActivityKind, MeetingRhythm, PartnershipGoal } from './programmeTerms';

export const programmeEntities = [ProgrammeCall];

export const programmeFeature: Feature<Request> = {
  resolvers: [ProgrammeCallResolver],
  references: { ProgrammeCall: ({ id }: { id: string }, { loaders }: Request) => loaders.one(ProgrammeCall).load(id) },
};
