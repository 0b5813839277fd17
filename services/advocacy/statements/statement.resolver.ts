// What did organizations say, now and as it is recorded, who was asked to answer, and which boycotts were there?

import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { type DataSource, In } from 'typeorm';
import { ReportedCount } from '#advocacy/petitions/index';
import { FirstArgs, type List, PageArgs } from '#kit/data/page';
import { countAll, readBeginning, readPage } from '#kit/data/readPage';
import { type Request } from '#kit/data/request';
import { StateFeed } from '#kit/live/feed';
import { Audience, anyone } from '#kit/words/audience';
import { enumOf } from '#kit/words/enums';
import { DatePrecision, Source } from '#kit/words/facts';
import { type Log } from '#kit/words/log';
import { NotFound } from '#kit/words/problem';
import { validateArgument } from '#kit/words/validation';
import { Boycott } from './boycott';
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

export const ResponseState = enumOf(
  'ResponseState',
  'What is known about the response of an organization that was asked.',
  {
    ANSWERED: 'Spoke out on or after the day of the call.',
    SPOKE_BEFORE: 'Had spoken out before the call.',
    ANSWERED_UNDATED: 'Spoke out, but the dates do not tell whether before or after the call.',
    SILENT: 'Our sources hold no statement. That does not prove that there is none.',
  },
  { SPOKE_BEFORE: 'spoke before the call', ANSWERED_UNDATED: 'answered on an unknown day' },
);
export type ResponseState = keyof typeof ResponseState;

@ObjectType({ description: 'An organization that was asked, with its answer.' })
export class Response {
  @Field(() => Organization, { description: 'Who was asked.' })
  organization!: Organization;

  @Field(() => ResponseState, { description: 'What is known about its answer.' })
  state!: ResponseState;

  @Field(() => Statement, { nullable: true, description: 'Its first statement about the matter; null while it is silent.' })
  statement!: Statement | null;
}

@ObjectType({ description: 'An appeal to others to speak out, with those who answered and those who are silent.' })
export class CallToRespond {
  @Field(() => ID, { description: 'The id of the statement that made the call.' })
  id!: string;

  @Field(() => Statement, { description: 'The statement that made the call: who asked, and when.' })
  statement!: Statement;
}

const takesStance = new Set<Stance>([Stance.OPPOSES, Stance.CONCERNED, Stance.BOYCOTTS, Stance.SUPPORTS_CAMPAIGN]);

/** How each organization responded to a call. Its earliest dated statement about the same policies counts. */
export function responsesTo(call: Statement, asked: readonly Organization[], statements: readonly Statement[]): Response[] {
  const earliestFirst = statements.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)));
  return asked.map((organization) => {
    const statement =
      earliestFirst.find(({ organizationIds, stance }) => organizationIds.includes(organization.id) && takesStance.has(stance)) ??
      null;
    return Object.assign(new Response(), { organization, statement, state: stateOf(call, statement) });
  });
}

const dayOf = ({ publishedDay }: Statement) => publishedDay ?? '9999-12-31';

function stateOf(call: Statement, answer: Statement | null): ResponseState {
  if (!answer) return ResponseState.SILENT;
  const [called, spoke] = [possibleDays(call), possibleDays(answer)];
  if (called && spoke && spoke.last < called.first) return ResponseState.SPOKE_BEFORE;
  return called && spoke && spoke.first >= called.last ? ResponseState.ANSWERED : ResponseState.ANSWERED_UNDATED;
}

/** The first and the last day on which it may have been published; undefined when that is unknown. */
function possibleDays({ publishedDay: day, publishedPrecision }: Statement): { first: string; last: string } | undefined {
  const precision = publishedPrecision ?? DatePrecision.DAY;
  if (!day) return undefined;
  if (precision === DatePrecision.DAY) return { first: day, last: day };
  // Days are compared as text, so the 31st works as the last day of every month.
  if (precision === DatePrecision.MONTH) return { first: `${day.slice(0, 7)}-01`, last: `${day.slice(0, 7)}-31` };
  return precision === DatePrecision.YEAR ? { first: `${day.slice(0, 4)}-01-01`, last: `${day.slice(0, 4)}-12-31` } : undefined;
}

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
      description: 'Only statements with this stance. Replaces filter.stances.',
      deprecationReason: 'Use filter.stances.',
    })
    stance: Stance | null,
    @Arg('policyId', () => ID, {
      nullable: true,
      description: 'Only statements about this policy. Replaces filter.policyIds.',
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
  @Query(() => Statement, { nullable: true, description: 'One statement. Error NOT_FOUND when no statement has this id.' })
  async statement(@Arg('id', () => ID, { description: 'The id of the statement.' }) id: string, @Ctx() { loaders }: Request) {
    const statement = await loaders.one(Statement).load(id);
    if (!statement) throw new NotFound('statement', id);
    return statement;
  }

  @FieldResolver(() => [Organization], { description: 'Who made it; several if they spoke together.' })
  organizations(@Root() { organizationIds }: Statement, @Ctx() { loaders }: Request) {
    return loaders.all(Organization, organizationIds);
  }

  @FieldResolver(() => [Organization], {
    description:
      'Whom a call asks by name, at most 500, in the order of the record; empty for a call to every state chapter, and for what is no call.',
  })
  asked(@Root() { askedIds }: Statement, @Ctx() { loaders }: Request) {
    return loaders.all(Organization, askedIds);
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
    @Arg('kind', () => OrganizationKind, { nullable: true, description: 'Only organizations of this kind.' })
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
    description: 'Everyone who was asked, with their answer, by name. Every state chapter if the call names nobody.',
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

/** How many statements one event shows. */
const mostLatest = 10;

/** What statements keep for the life of the process. */
export interface StatementsApp {
  readonly statementFeed: StateFeed<StatementFilter | null, StatementNews>;
}

export type StatementRequest = Request<StatementsApp>;

/** Live statements. Triggers in the database announce new statements, corrections, and corrected organizations: see the migrations. */
export const openStatementFeed = (database: DataSource, url: string, log: Log): StatementsApp['statementFeed'] =>
  new StateFeed({
    url,
    channel: 'statement_changes',
    log,
    async read(filter) {
      const list = await statementsMatching(database, filter);
      const order = ['recorded_at', 'listed_on', 'id'];
      const { nodes: latest, totalCount } = await readBeginning(database, { ...list, order }, mostLatest);
      return { latest, totalCount };
    },
  });

@ObjectType({ description: 'The statements that were recorded last, and how many there are.' })
class StatementNews {
  @Field(() => [Statement], { description: `The statements recorded last, the latest first; at most ${mostLatest}.` })
  latest!: readonly Statement[];

  @Field(() => Int, { description: 'How many statements match the filter now.' })
  totalCount!: number;
}

@Resolver()
export class LiveStatementsResolver {
  @Audience(anyone)
  @Subscription(() => StatementNews, {
    description:
      'The statements recorded last, at once and then whenever one is recorded or corrected. A reader that falls behind gets the newest ' +
      'state, never a backlog. After a reconnect the first message is the current state. Error BAD_USER_INPUT.',
    subscribe: async ({ args, context }: { args: { filter?: StatementFilter | null }; context: StatementRequest }) => {
      // The arguments of a subscription arrive as plain objects, without their class.
      const filter = args.filter ? Object.assign(new StatementFilter(), args.filter) : null;
      await validateArgument(filter);
      return context.app.statementFeed.watch(filter);
    },
  })
  statementPublished(
    @Root() news: StatementNews,
    @Arg('filter', () => StatementFilter, { nullable: true, description: 'Which statements to follow; all without it.' })
    _filter: StatementFilter | null,
  ): StatementNews {
    return news;
  }
}
