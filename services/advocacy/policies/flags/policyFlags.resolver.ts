// Whose terms would a law on reasonable terms bar on a day?
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Publisher } from '#advocacy/publishers/index';
import { pageLimit } from '#kit/data/page';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { InForceArgs, questionOf } from '../inForce/policyArgs';
import { PolicyInForce, shown } from '../inForce/policyInForce';
import { policyLines } from '../periods/policies.loader';
import { Law } from './laws';

@ObjectType({ description: 'The policies of a publisher that would be barred by a law on reasonable terms.' })
export class FlaggedPublisher {
  @Field(() => Publisher, { description: 'The publisher or imprint.' })
  publisher!: Publisher;

  @Field(() => [PolicyInForce], {
    description: 'Those of its policies on the day that have flags, in the order of policiesInForce; never empty.',
  })
  policies!: PolicyInForce[];
}

@ArgsType()
export class FlagArgs extends InForceArgs {
  @Field(() => [ID], {
    nullable: true,
    description: `Only these publishers, at most ${pageLimit}; all without it. An unknown one is refused with the code NOT_FOUND.`,
  })
  @IsOptional()
  @ArrayMaxSize(pageLimit)
  publisherIds?: string[] | null;
}

@Resolver(() => Law)
export class PolicyFlagsResolver {
  @Audience(anyone)
  @Query(() => [FlaggedPublisher], {
    description:
      'Policies in force on a day that a law on reasonable terms would bar, each flag with its law and sources, by the name of the publisher. Mechanical checks of recorded terms, no legal advice.',
  })
  async policyFlags(@Args(() => FlagArgs) args: FlagArgs, @Ctx() { database, loaders }: Request): Promise<FlaggedPublisher[]> {
    const query = database
      .getRepository(Publisher)
      .createQueryBuilder('publisher')
      .orderBy('publisher.name')
      .addOrderBy('publisher.id');
    if (args.publisherIds) query.where('publisher.id = ANY(:ids)', { ids: args.publisherIds });
    const publishers = await query.getMany();
    // Left out, it would look like a publisher whose terms no law would bar.
    const unknown = args.publisherIds?.find((id) => publishers.every((publisher) => publisher.id !== id));
    if (unknown !== undefined) throw new NotFound('publisher', unknown);
    const flagged = await Promise.all(
      publishers.map(async (publisher) => {
        const { line } = await policyLines(loaders).load(publisher.id);
        const policies = shown(line, questionOf(args, args.on)).filter(({ flags }) => flags !== null && flags.length > 0);
        return { publisher, policies };
      }),
    );
    return flagged.filter(({ policies }) => policies.length > 0);
  }

  @FieldResolver(() => [Source])
  async sources(@Root() { sourceIds }: Law, @Ctx() { loaders }: Request): Promise<Source[]> {
    const found = await Promise.all(sourceIds.map((id) => loaders.one(Source).load(id)));
    return found.filter((source) => source !== null);
  }
}
