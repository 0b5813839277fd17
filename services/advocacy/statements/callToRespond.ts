// Who was asked to speak out, who did, and who is silent?
import { Field, ID, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { DatePrecision } from '#kit/words/facts';
import { Organization } from './organization';
import { Stance, Statement } from './statement';

export const ResponseState = enumOf('ResponseState', 'What is known about the response of an organization that was asked.', {
  ANSWERED: 'Spoke out on or after the day of the call.',
  SPOKE_BEFORE: 'Had spoken out before the call.',
  ANSWERED_UNDATED: 'Spoke out, but the dates do not tell whether before or after the call.',
  SILENT: 'Our sources hold no statement. That does not prove that there is none.',
});
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
