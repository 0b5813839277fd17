// Asks the graph in the name of a visitor: variables from fields, a deadline, refusals that a page can show.
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
} from 'graphql';
import { internalError } from '#kit/process/masking';
import type { Identity } from '#kit/words/identity';
import { type Answer, type Ask, flagIn, type Page, type Refused, type SiteFile, type Visitor } from '../../dashboard/page';
import type { Admission, Execute } from '../operation/admission';
import { type Operation, operationOf } from '../operation/document';
import { Refusal } from '../operation/refusals';
import { grouped, joined, type Part, partOf } from './together';
import { rowsOf, variablesOf } from './variables';

/** No page has this address. */
export class NoPage extends Refusal {
  constructor() {
    super(404, 'NOT_FOUND', 'There is no page at this address. Start from the front page.');
  }
}

/** The address of a file says too little to draw or write anything. */
export class NothingAsked extends Refusal {
  constructor(page: string) {
    super(
      400,
      'BAD_USER_INPUT',
      `This address does not say what to show. Choose it at ${page}, and take the address from there.`,
    );
  }
}

/** An address asks for a picture in an unknown way. */
class NoSuchPicture extends Refusal {
  constructor(field: string, given: string) {
    const allowed = ['1', '0'];
    super(400, 'BAD_USER_INPUT', `“${field}” takes 1 or 0, and not “${given.slice(0, 60)}”.`, { field, allowed });
  }
}

/** Why there is no such picture: the address asks for a form of it by something else than 1 or 0. */
export function oddFlag({ flags }: SiteFile, fields: URLSearchParams): Refused | undefined {
  const odd = flags?.find((name) => flagIn(fields, name) === undefined);
  return odd === undefined ? undefined : refusedBy(new NoSuchPicture(odd, fields.get(odd) ?? ''));
}

export interface AskingOptions {
  readonly schema: () => GraphQLSchema;
  readonly admission: Admission;
  readonly execute: Execute;
  /** How long a page waits for what it shows, in milliseconds. What comes later is told as away. */
  readonly sectionMs?: number;
}

/** A person waits no longer for a part of a page. */
export const sectionMs = 2_000;

const operations = new WeakMap<object, Operation>();

/** A registered document as the gateway reads it, once. */
export function registered(document: TypedDocumentNode<unknown, never>): Operation {
  const known = operations.get(document);
  if (known) return known;
  const operation = operationOf(document, { text: print(document) });
  if (!operation) throw new Error('A document of a page must hold one operation.');
  operations.set(document, operation);
  return operation;
}

/** In whose name a page asks, and from which address. */
export interface Asking {
  readonly identity: Identity;
  readonly who: Visitor;
  /** When the page is shown. */
  readonly now: Date;
  readonly address: string | undefined;
}

type Asks = Readonly<Record<string, Ask>>;
type Answers = Readonly<Record<string, Answer<unknown>>>;

export interface Asker {
  /** The answers to several documents of one subgraph, asked as one. Where they are refused as a whole, each is asked alone. */
  showTogether(asks: Asks, fields: URLSearchParams, by: Asking): Promise<Answers>;
  /** The answer to a document that a page shows; an empty one when there is nothing to ask yet. It never takes longer than the deadline. */
  show(ask: Ask, fields: URLSearchParams, by: Asking): Promise<Answer<unknown>>;
  /** Sends the mutation of a form. */
  send(document: Ask['document'], fields: URLSearchParams, by: Asking): Promise<Answer<unknown>>;
}

/** Asks by the same admission and executor as every client. */
export function askingFor({ schema, admission, execute, sectionMs: patience = sectionMs }: AskingOptions): Asker {
  const put = async (
    sent: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
    mayChange: boolean,
    { identity, address }: Asking,
  ) => {
    const caller = { transport: 'http', simple: false, safeMethod: !mayChange, identity, address } as const;
    return execute((await admission.admit(sent, caller)) ?? sent, identity);
  };
  const ask = async (
    query: string,
    variables: Readonly<Record<string, unknown>>,
    mayChange: boolean,
    by: Asking,
  ): Promise<Answer<unknown>> => {
    try {
      return answerOf(await put({ query, variables }, mayChange, by));
    } catch (error) {
      if (error instanceof GraphQLError) return { refused: refusedBy(error) };
      throw error;
    }
  };
  /** Undefined when there is nothing to ask yet. */
  const given = ({ document, variables }: Ask, fields: URLSearchParams, by: Asking) => {
    const { definition } = registered(document);
    if (variables) return variables(fields, by.who, by.now);
    return canAsk(definition, fields) ? variablesOf(definition, schema(), fields) : undefined;
  };
  // A gateway that answers registered documents alone refuses what joins them.
  let mayJoin = true;
  return {
    async show(asked, fields, by) {
      const { document, whole } = asked;
      const { text } = registered(document);
      const values = given(asked, fields, by);
      if (!values) return {};
      const from = (after?: string) => ask(text, { ...values, ...(after && { after }) }, false, by);
      const begun: { pages?: Answer<unknown> } = {};
      return within(patience, whole ? allPages(whole, from, begun) : from(), () => ({ ...begun.pages, refused: tooLate }));
    },
    async showTogether(asks, fields, by) {
      const parts = Object.entries(asks).flatMap(([name, each]): Part[] => {
        const variables = each.whole === undefined && given(each, fields, by);
        return variables ? [{ name, definition: registered(each.document).definition, variables }] : [];
      });
      const answers = (of: (part: string) => Answer<unknown>) => Object.fromEntries(parts.map(({ name }) => [name, of(name)]));
      const all = async (): Promise<Answers | undefined> => {
        try {
          const result = await put(joined(parts), false, by);
          // What is said of no field, such as of a variable that a subgraph refuses, is about one of them: asked alone, each hears it.
          const isOfNone = result.errors?.some(({ path }) => path === undefined);
          return result.data && !isOfNone ? answers((part) => answerOf(partOf(result, part))) : undefined;
        } catch (error) {
          if (!(error instanceof GraphQLError)) throw error;
          if (error.extensions.code === 'OPERATION_NOT_REGISTERED') mayJoin = false;
          return undefined;
        }
      };
      const isWhole = mayJoin && parts.length === Object.keys(asks).length;
      const together = isWhole ? await within(patience, all(), () => answers(() => ({ refused: tooLate }))) : undefined;
      return together ?? each(asks, (one) => this.show(one, fields, by));
    },
    async send(document, fields, by) {
      const { text, definition } = registered(document);
      const answer = await ask(text, variablesOf(definition, schema(), fields), true, by);
      const { refused } = answer;
      return refused?.field ? { ...answer, refused: { ...refused, field: placeInForm(refused.field, fields) } } : answer;
    },
  };
}

/** A list to choose from has at most so many pages of a hundred: nobody finds one of more. */
const mostPages = 20;

interface Listed {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** All pages of a list as one. Where a later one is refused, or late, there is what came before, and why. */
async function allPages(
  name: string,
  from: (after?: string) => Promise<Answer<unknown>>,
  begun: { pages?: Answer<unknown> },
): Promise<Answer<unknown>> {
  const listIn = ({ data }: Answer<unknown>) => (data as Readonly<Record<string, Listed | null>> | undefined)?.[name];
  let answer = await from();
  for (let page = 1; page < mostPages; page++) {
    begun.pages = answer;
    const list = listIn(answer);
    if (!list?.pageInfo.hasNextPage || !list.pageInfo.endCursor) break;
    const next = await from(list.pageInfo.endCursor);
    const rest = listIn(next);
    if (!rest) return { ...answer, ...next, data: answer.data };
    const joined = { ...rest, nodes: [...list.nodes, ...rest.nodes] };
    answer = { ...answer, ...next, data: { ...(answer.data as object), [name]: joined } };
  }
  return answer;
}

/** The answer, or that its part is away when it takes too long. The question itself ends by the deadline of its subgraph. */
async function within<Told>(ms: number, answer: Promise<Told>, lateAnswer: () => Told): Promise<Told> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Told>((resolve) => {
    timer = setTimeout(() => resolve(lateAnswer()), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const each = async (asks: Asks, show: (ask: Ask) => Promise<Answer<unknown>>): Promise<Answers> =>
  Object.fromEntries(await Promise.all(Object.entries(asks).map(async ([name, ask]) => [name, await show(ask)] as const)));

/** What each document of a page was answered; all are asked at the same time. */
export async function answersTo(
  { asks = {}, together = [] }: Pick<Page, 'asks' | 'together'>,
  fields: URLSearchParams,
  by: Asking,
  asker: Asker,
): Promise<Answers> {
  const { alone, groups } = grouped(asks, together);
  // What asks for most begins first.
  const answers = [
    ...groups.map((group) => asker.showTogether(group, fields, by)),
    each(alone, (ask) => asker.show(ask, fields, by)),
  ];
  return Object.assign({}, ...(await Promise.all(answers)));
}

/** What a document was answered, for a page. */
function answerOf({ data, errors = [] }: Pick<FormattedExecutionResult, 'data' | 'errors'>): Answer<unknown> {
  const there = data && Object.values(data).some((part) => part !== null);
  return { ...(there && { data }), ...(errors[0] && { refused: refusedBy(errors[0]) }) };
}

/** Why there is no page at all: what it needs was refused, or there is no such thing. */
export function missingFrom({ needs, sendsWith }: Page, answers: Readonly<Record<string, Answer<unknown>>>): Refused | undefined {
  if (needs === undefined) return undefined;
  const { data, refused } = answers[needs] ?? {};
  const isRefused = ['NOT_FOUND', 'BAD_USER_INPUT'].includes(refused?.code ?? '') || (refused && failedFirst(data, refused));
  if (data !== undefined && !isRefused) return undefined;
  // A page that shows what a token opens stands before there is a token.
  return refused ?? (sendsWith ? undefined : refusedBy(new NoPage()));
}

/** Whether an address asks for what cannot be answered: the page says at which field. Programs and caches read it from the status. */
export const asksWrongly = (page: Page, answers: Readonly<Record<string, Answer<unknown>>>, fields: URLSearchParams): boolean =>
  Object.values(answers).some(({ refused }) => refused?.code === 'BAD_USER_INPUT' || refused?.code === 'BEFORE_RECORDS') ||
  page.asksWrongly?.(answers, fields) === true;

/** Whether a fault of ours left out what a document asks for first, which is what its page is about. */
const failedFirst = (data: unknown, { status }: Refused): boolean => status >= 500 && Object.values(data ?? {})[0] === null;

/** A part of the graph that is away. */
export const tooLate: Refused = {
  code: 'SUBGRAPH_UNAVAILABLE',
  message: 'A part of Shelfbridge does not answer at the moment. Please try again in a minute.',
  status: 503,
  headers: {},
};

/** A page that a link in a mail opens has nothing to ask about until its reader sends the token. */
const canAsk = ({ variableDefinitions = [] }: OperationDefinitionNode, fields: URLSearchParams): boolean =>
  variableDefinitions.every(
    ({ variable, type }) => type.kind !== Kind.NON_NULL_TYPE || variable.name.value !== 'token' || fields.has('token'),
  );

type Told =
  | Pick<GraphQLError, 'message' | 'extensions'>
  | { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> };

/** A refusal as a page shows it. */
export function refusedBy(error: Told): Refused {
  const { code = 'INTERNAL_SERVER_ERROR', retryable, ...details } = error.extensions ?? {};
  const words = { code: String(code), message: error.message, field: fieldIn(error), details };
  if (error instanceof Refusal) return { ...words, status: error.status, headers: error.headers };
  const again = retryable === true || code === 'SUBGRAPH_UNAVAILABLE' || code === 'SERVICE_UNAVAILABLE';
  return { ...words, status: again ? 503 : (statuses[words.code] ?? 400), headers: {} };
}

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INTERNAL_SERVER_ERROR: 500,
};

/** The field that a refusal names. What the executor says of a variable names it within its words: `at "input.email"`. */
function fieldIn({ message, extensions }: Told): string | undefined {
  const said = extensions?.field;
  if (
    typeof said === 'string' &&
    /^(BAD_USER_INPUT|BODY_TOO_LARGE|CONTRADICTORY_TERMS|UNKNOWN_TIME_ZONE|\w+_EXISTS)$/.test(String(extensions?.code))
  )
    return said.replace(/\[(\d+)\]/g, '.$1');
  const [, variable, path] = /^Variable "\$(\w+)" got invalid value .*?(?: at "([\w.[\]]+)")?; /s.exec(message) ?? [];
  const [, missing] = /Field "(\w+)" of required type/.exec(message) ?? [];
  if (variable === undefined) return undefined;
  const place = (path ?? variable).replace(/\[(\d+)\]/g, '.$1');
  return missing ? `${place}.${missing}` : place;
}

/**
 * Where the form has the field that a refusal names: the second input of a list stands in the second of its rows that are not empty, and
 * `input.newSources.0.title` is `input.newSources.title` where the form has one row without a number.
 */
function placeInForm(field: string, fields: URLSearchParams): string {
  const [before, position, after = ''] = field.split(/\.(\d+)(?=\.|$)/);
  if (before === undefined || position === undefined) return field;
  // A subgraph names a field within its input, and not the variable that holds it.
  const rows = [before, `input.${before}`].map((name) => rowsOf(name, fields)).find(({ length }) => length > 0);
  const row = rows?.[Number(position)];
  return row === undefined ? `${before}${after}` : `${before}.${row}${after}`;
}

/** A fault of ours, of which nothing more is told. */
export const fault = (): Refused => refusedBy({ message: internalError });

/** The address of a live feed that a registered document asks for. */
export const liveUrl = ({ hash }: { readonly hash: string }, variables: object) =>
  `/graphql?${new URLSearchParams({
    variables: JSON.stringify(variables),
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }),
  })}`;
