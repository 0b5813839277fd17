// Who holds new titles back from libraries on a day?
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Publisher } from '#advocacy/publishers/index';
import { hydrate } from '#kit/data/database';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { InForceArgs, questionOf } from '../inForce/policyArgs';
import { PolicyPeriod } from '../periods/policyPeriod';
import { believedAt } from '../periods/recordedTime';
import { EmbargoRun, EmbargoWatch, watchEmbargoes } from './embargoWatch';

@Resolver(() => EmbargoRun)
export class EmbargoWatchResolver {
  @Audience(anyone)
  @Query(() => EmbargoWatch, {
    description: 'Which embargoes were in force on a day, the dated list so far, and how long each lasted.',
  })
  async embargoWatch(@Args(() => InForceArgs) args: InForceArgs, @Ctx() { database }: Request): Promise<EmbargoWatch> {
    const { on, asKnownOn, format, territory } = questionOf(args, args.on);
    const believed = believedAt(asKnownOn);
    const rows = await database.query(
      `SELECT * FROM policy_period WHERE embargo IS NOT NULL
        AND ($1::text IS NULL OR $1 = ANY(formats)) AND ($2::text IS NULL OR $2 = ANY(territories))`,
      [format, territory],
    );
    return watchEmbargoes(hydrate(database, PolicyPeriod, rows).filter(believed), on);
  }

  @FieldResolver(() => Publisher)
  publisher(@Root() { period }: EmbargoRun, @Ctx() { loaders }: Request): Promise<Publisher | null> {
    return loaders.one(Publisher).load(period.publisherId);
  }
}
