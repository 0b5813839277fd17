// Who was asked to speak out, who did, and who is silent?
import { Field, ID, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { DatePrecision } from '#kit/words/facts';
import { Organization } from './organization';
import { Stance, Statement } from './statement';

export const ResponseState = enumOf('ResponseState', 'What one of those who were asked is known to have done.', {
  ANSWERED: 'Spoke out on or after the day of the call.',
  SPOKE_BEFORE: 'Had spoken out before the call.',
  ANSWERED_UNDATED:
    'Spoke out; whether before or after the call can not be told, as a date was not found or is not exact enough.',
  SILENT: 'No statement was found in our sources. That is not proof that there is none.',
});
export type ResponseState = keyof typeof ResponseState;

@ObjectType({ description: 'One of those who were asked, with its answer.' })
export class Response {
  @Field(() => Organization, { description: 'Who was asked.' })
  organization!: Organization;

  @Field(() => ResponseState, { description: 'What is known of its answer.' })
  state!: ResponseState;

  @Field(() => Statement, { nullable: true, description: 'Its first statement on the matter; null while it is silent.' })
  statement!: Statement | null;
}

@ObjectType({ description: 'An appeal to others to speak out, with who answered and who is silent.' })
export class CallToRespond {
  @Field(() => ID, { description: 'The id of the statement that made the call.' })
  id!: string;

  @Field(() => Statement, { description: 'The statement that made the call: who asked, and when.' })
  statement!: Statement;
}

const takesStance = new Set<Stance>([Stance.OPPOSES, Stance.CONCERNED, Stance.BOYCOTTS, Stance.SUPPORTS_CAMPAIGN]);

/** What each organization is known to have done about the policies of a call: its earliest dated statement counts. */
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

/** The first and the last day on which it may have been published; undefined when nobody can tell. */
function possibleDays({ publishedDay: day, publishedPrecision }: Statement): { first: string; last: string } | undefined {
  const precision = publishedPrecision ?? DatePrecision.DAY;
  if (!day) return undefined;
  if (precision === DatePrecision.DAY) return { first: day, last: day };
  // Compared as text: a month without a 31st day has none that lies behind.
  if (precision === DatePrecision.MONTH) return { first: `${day.slice(0, 7)}-01`, last: `${day.slice(0, 7)}-31` };
  return precision === DatePrecision.YEAR ? { first: `${day.slice(0, 4)}-01-01`, last: `${day.slice(0, 4)}-12-31` } : undefined;
}
