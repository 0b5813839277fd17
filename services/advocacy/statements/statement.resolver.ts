// What did organizations say, who was asked to answer, and which boycotts were there?
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { In } from 'typeorm';
import { ReportedCount } from '#advocacy/petitions/index';
import { FirstArgs, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { Boycott } from './boycott';
import { CallToRespond, Response, responsesTo } from './callToRespond';
import { Organization, OrganizationConnection, OrganizationKind } from './organization';
import {
  Stance,
  Statement,
  StatementConnection,
  StatementFilter,
  statementsAbout,
  statementsBy,
  statementsMatching,
} from './statement';

/** The most organizations, answers or boycotts in one list. */
const most = 500;

@Resolver(() => Statement)
export class StatementResolver {
  @Audience(anyone)
  @Query(() => StatementConnection, { description: 'Statements, the latest first and the undated last.' })
  async statements(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('stance', () => Stance, {
      nullable: true,
      description: 'Only those of this stance; takes the place of filter.stances.',
      deprecationReason: 'Use filter.stances.',
    })
    stance: Stance | null,
    @Arg('policyId', () => ID, {
      nullable: true,
      description: 'Only those about this policy; takes the place of filter.policyIds.',
      deprecationReason: 'Use filter.policyIds.',
    })
    policyId: string | null,
    @Arg('filter', () => StatementFilter, { nullable: true, description: 'Which statements to show; all without it.' })
    filter: StatementFilter | null,
    @Ctx() { database }: Request,
  ) {
    const list = await statementsMatching(database, {
      ...filter,
      ...(stance && { stances: [stance] }),
      ...(policyId && { policyIds: [policyId] }),
    });
    return StatementConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(anyone)
  @Query(() => Statement, { nullable: true, description: 'One statement. Error NOT_FOUND when there is none of that id.' })
  async statement(@Arg('id', () => ID, { description: 'The id of the statement.' }) id: string, @Ctx() { loaders }: Request) {
    const statement = await loaders.one(Statement).load(id);
    if (!statement) throw new NotFound('statement', id);
    return statement;
  }

  @FieldResolver(() => [Organization], { description: 'Who made it; several when they spoke together.' })
  organizations(@Root() { organizationIds }: Statement, @Ctx() { loaders }: Request) {
    return loaders.all(Organization, organizationIds);
  }

  @FieldResolver(() => [Source], { description: 'Where it was read.' })
  sources(@Root() { sourceIds }: Statement, @Ctx() { loaders }: Request) {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => Organization)
export class OrganizationResolver {
  @Audience(anyone)
  @Query(() => OrganizationConnection, { description: 'Organizations by name.' })
  async organizations(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('kind', () => OrganizationKind, { nullable: true, description: 'Only those of this kind.' })
    kind: OrganizationKind | null,
    @Ctx() { database }: Request,
  ) {
    const list: List<Organization> = {
      entity: Organization,
      where: '($1::text IS NULL OR kind = $1)',
      parameters: [kind ?? null],
      order: ['name', 'id'],
    };
    return OrganizationConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @FieldResolver(() => [Statement], { description: 'Its statements, the latest first and the undated last.' })
  statements(@Root() { id }: Organization, @Ctx() { loaders }: Request) {
    return statementsBy(loaders, most).load(id);
  }
}

@Resolver(() => CallToRespond)
export class CallToRespondResolver {
  @Audience(anyone)
  @Query(() => [CallToRespond], { description: 'Appeals to speak out, the latest first.' })
  async callsToRespond(@Ctx() { database }: Request): Promise<CallToRespond[]> {
    const calls = await database
      .getRepository(Statement)
      .find({ where: { stance: Stance.CALL_TO_RESPOND }, order: { listedOn: 'DESC' }, take: most });
    return calls.map((statement) => ({ id: statement.id, statement }));
  }

  @FieldResolver(() => [Response], {
    description: 'Everyone who was asked, with its answer, by name; every state chapter where the call names nobody.',
  })
  async responses(@Root() { statement }: CallToRespond, @Ctx() { database, loaders }: Request): Promise<Response[]> {
    const where = statement.askedIds.length > 0 ? { id: In(statement.askedIds) } : { isAlaChapter: true };
    const asked = await database.getRepository(Organization).find({ where, order: { name: 'ASC' }, take: most });
    const answers = await statementsAbout(loaders, most).loadMany(statement.policyIds);
    return responsesTo(
      statement,
      asked,
      answers.flatMap((found) => (found instanceof Error ? [] : found)),
    );
  }
}

@Resolver(() => Boycott)
export class BoycottResolver {
  @Audience(anyone)
  @Query(() => [Boycott], { description: 'Boycotts, the latest first.' })
  boycotts(@Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { database }: Request) {
    return database.getRepository(Boycott).find({ order: { startedOn: 'DESC', id: 'ASC' }, take: first });
  }

  @FieldResolver(() => [ReportedCount], { description: 'Its dated numbers, in the order of their days.' })
  reportedCounts(@Root() { id }: Boycott, @Ctx() { loaders }: Request) {
    return loaders.children(ReportedCount, { parent: 'subject_id', order: 'reported_on, metric', first: most }).load(id);
  }

  @FieldResolver(() => [Source], { description: 'Where its facts were read.' })
  sources(@Root() { sourceIds }: Boycott, @Ctx() { loaders }: Request) {
    return loaders.all(Source, sourceIds);
  }
}
