// What belongs to a policy: its publisher, its sources, what it replaced and how its record came about?
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Publisher } from '#advocacy/publishers/index';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { policyVersions } from './policies.loader';
import { PolicyPeriod } from './policyPeriod';
import { believedAt } from './recordedTime';

@Resolver(() => PolicyPeriod)
export class PolicyPeriodResolver {
  @Audience(anyone)
  @Query(() => PolicyPeriod, {
    nullable: true,
    description:
      'One policy. An id that is unknown, or that was not recorded yet at asKnownOn, is refused with the code NOT_FOUND and leaves null.',
  })
  async policyPeriod(
    @Arg('id', () => ID, { description: 'Its id, such as mac-2019-embargo.' }) id: string,
    @Arg('asKnownOn', () => Date, {
      nullable: true,
      description: 'As it was believed at this moment; as it is known now without it.',
    })
    asKnownOn: Date | null,
    @Ctx() { loaders }: Request,
  ): Promise<PolicyPeriod> {
    const version = (await policyVersions(loaders).load(id)).find(believedAt(asKnownOn ?? null));
    if (!version) throw new NotFound('policy', id);
    return version;
  }

  @FieldResolver(() => Publisher, { description: 'The publisher or imprint whose policy it is.' })
  publisher(@Root() { publisherId }: PolicyPeriod, @Ctx() { loaders }: Request): Promise<Publisher | null> {
    return loaders.one(Publisher).load(publisherId);
  }

  @FieldResolver(() => [Source], { description: 'Where it was read, the most important source first.' })
  async sources(@Root() { sourceIds }: PolicyPeriod, @Ctx() { loaders }: Request): Promise<Source[]> {
    const found = await Promise.all(sourceIds.map((id) => loaders.one(Source).load(id)));
    return found.filter((source) => source !== null);
  }

  @FieldResolver(() => PolicyPeriod, {
    nullable: true,
    description: 'The policy it replaced, as known now; null when it replaced none that is recorded.',
  })
  async supersedes(@Root() { supersedesId }: PolicyPeriod, @Ctx() { loaders }: Request): Promise<PolicyPeriod | null> {
    if (supersedesId === null) return null;
    return (await policyVersions(loaders).load(supersedesId)).find(believedAt(null)) ?? null;
  }

  @FieldResolver(() => [PolicyPeriod], { description: 'All versions of its record, the first one first.' })
  async versions(@Root() { id }: PolicyPeriod, @Ctx() { loaders }: Request): Promise<readonly PolicyPeriod[]> {
    return policyVersions(loaders).load(id);
  }
}
