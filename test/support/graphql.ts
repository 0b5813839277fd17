// How a test asks a GraphQL server over HTTP, with documents of its own or those that dashboards send.
import { readFileSync } from 'node:fs';
import { projectFile } from '#kit/words/projectFile';

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape its own document asks for
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

/** Sends one operation and returns its answer, whatever it is. */
export async function post(url: string, query: string, variables?: object, headers: object = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** The data of an answer without errors. @throws the first error otherwise */
export function dataOf({ data, errors }: Answer) {
  if (errors?.[0]) throw new Error(`${errors[0].extensions.code}: ${errors[0].message}`);
  return data;
}

/** The code of the first error. */
export const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

/** A named document that dashboards send, as it is committed. */
export const operation = (name: string): string => readFileSync(projectFile('schema', 'operations', `${name}.graphql`), 'utf8');

/** Answers in the order of what is asked. Only as many ask at once as there are connections to a database, so that none waits for one. */
export async function severalAtOnce<T, R>(all: Iterable<T>, ask: (one: T) => Promise<R>, atOnce = 8): Promise<R[]> {
  const answers: R[] = [];
  const left = [...all].entries();
  const inTurn = async () => {
    for (const [at, one] of left) answers[at] = await ask(one);
  };
  await Promise.all(Array.from({ length: atOnce }, inTurn));
  return answers;
}
