// Campaigns: how petitions, statements, boycotts, publishers and policies belong together, and what to read about them.

import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Petition, petitionsAbout } from '#advocacy/petitions/index';
import { PolicyPeriod, policyVersions } from '#advocacy/policies/index';
import { Publisher } from '#advocacy/publishers/index';
import { Boycott, Statement, statementsAbout } from '#advocacy/statements/index';
import { type Loaders, type Request } from '#kit/data/request';
import { type Feature } from '#kit/subgraph/federate';
import { Source } from '#kit/words/facts';
import { Resource } from './resource';

export { seedResources } from './resource';

export const campaignEntities = [Resource];

/** The most entries of one list. */
const most = 200;

const readingList = (loaders: Loaders, id: string) =>
  loaders.children(Resource, { parent: 'subject_id', order: 'published_day NULLS LAST, source_id', first: most }).load(id);

/** The policies with these ids, as they are recorded now, in the order of the ids. Unknown ids are left out. */
async function policiesOf(loaders: Loaders, ids: readonly string[]): Promise<PolicyPeriod[]> {
  const found = await policyVersions(loaders).loadMany(ids);
  return found.flatMap((versions) => (versions instanceof Error ? [] : versions.slice(-1)));
}

const publisherOf = (loaders: Loaders, id: string | null) => (id === null ? null : loaders.one(Publisher).load(id));

@Resolver(() => Petition)
export class PetitionSubjectResolver {
  @FieldResolver(() => Publisher, {
    nullable: true,
    description: 'The publisher it addresses; null when it addresses someone else.',
  })
  targetPublisher(@Root() { targetPublisherId }: Petition, @Ctx() { loaders }: Request) {
    return publisherOf(loaders, targetPublisherId);
  }

  @FieldResolver(() => [PolicyPeriod], { description: 'The policies it is about, as they are recorded now.' })
  relatedPolicies(@Root() { relatedPolicyIds }: Petition, @Ctx() { loaders }: Request) {
    return policiesOf(loaders, relatedPolicyIds);
  }

  @FieldResolver(() => [Resource], { description: 'What to read about it, the oldest first and the undated last.' })
  resources(@Root() { id }: Petition, @Ctx() { loaders }: Request) {
    return readingList(loaders, id);
  }
}

@Resolver(() => Statement)
export class StatementSubjectResolver {
  @FieldResolver(() => [PolicyPeriod], { description: 'The policies it is about, as they are recorded now.' })
  policies(@Root() { policyIds }: Statement, @Ctx() { loaders }: Request) {
    return policiesOf(loaders, policyIds);
  }

  @FieldResolver(() => [Resource], { description: 'What to read about it, the oldest first and the undated last.' })
  resources(@Root() { id }: Statement, @Ctx() { loaders }: Request) {
    return readingList(loaders, id);
  }
}

@Resolver(() => Boycott)
export class BoycottSubjectResolver {
  @FieldResolver(() => Publisher, { nullable: true, description: 'The publisher whose ebooks or audiobooks are not bought.' })
  targetPublisher(@Root() { targetPublisherId }: Boycott, @Ctx() { loaders }: Request) {
    return publisherOf(loaders, targetPublisherId);
  }

  @FieldResolver(() => [PolicyPeriod], { description: 'The policies it responds to, as they are recorded now.' })
  policies(@Root() { policyIds }: Boycott, @Ctx() { loaders }: Request) {
    return policiesOf(loaders, policyIds);
  }
}

@Resolver(() => PolicyPeriod)
export class PolicyCampaignsResolver {
  @FieldResolver(() => [Petition], { description: 'Petitions about it, the latest launched first; drafts are not shown.' })
  petitions(@Root() { id }: PolicyPeriod, @Ctx() { loaders }: Request) {
    return petitionsAbout(loaders, most).load(id);
  }

  @FieldResolver(() => [Statement], { description: 'Statements about it, the latest first and the undated last.' })
  statements(@Root() { id }: PolicyPeriod, @Ctx() { loaders }: Request) {
    return statementsAbout(loaders, most).load(id);
  }

  @FieldResolver(() => [Resource], { description: 'What to read about it, the oldest first and the undated last.' })
  resources(@Root() { id }: PolicyPeriod, @Ctx() { loaders }: Request) {
    return readingList(loaders, id);
  }
}

@Resolver(() => Resource)
export class ResourceResolver {
  @FieldResolver(() => Source, { description: 'Its title and web address.' })
  source(@Root() { sourceId }: Resource, @Ctx() { loaders }: Request) {
    return loaders.one(Source).load(sourceId);
  }
}

export const campaignsFeature: Feature<Request> = {
  resolvers: [
    PetitionSubjectResolver,
    StatementSubjectResolver,
    BoycottSubjectResolver,
    PolicyCampaignsResolver,
    ResourceResolver,
  ],
};
