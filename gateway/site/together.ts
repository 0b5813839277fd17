// Documents of a page that one subgraph answers, asked as one: one way there and back, and each keeps an answer and a failure of its own.
import {
  type FieldNode,
  type FormattedExecutionResult,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  visit,
} from 'graphql';

/** One of several documents, by its name on the page. */
export interface Part {
  readonly name: string;
  readonly definition: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Result = Pick<FormattedExecutionResult, 'data' | 'errors'>;

/** Which of a page's documents are asked together, and which alone. */
export function grouped<Asked>(asks: Readonly<Record<string, Asked>>, together: readonly (readonly string[])[]) {
  const groups = together.map((names) => Object.fromEntries(Object.entries(asks).filter(([name]) => names.includes(name))));
  const alone = Object.fromEntries(Object.entries(asks).filter(([name]) => !together.some((names) => names.includes(name))));
  return { alone, groups };
}

/** What a part asks for and is given is named after it, so that two may ask for the same. */
const inPart = (part: string, name: string) => `${part}__${name}`;

const texts = new Map<string, string>();

/** One query that asks all of them. Pages are few, so the text of each is kept. */
export function joined(parts: readonly Part[]): { readonly query: string; readonly variables: Part['variables'] } {
  const key = parts.map(({ name, definition }) => `${name} ${definition.name?.value}`).join();
  const query = texts.get(key) ?? textOf(parts);
  texts.set(key, query);
  const variables = parts.flatMap(({ name, variables: own }) =>
    Object.entries(own).map(([each, value]) => [inPart(name, each), value] as const),
  );
  return { query, variables: Object.fromEntries(variables) };
}

function textOf(parts: readonly Part[]): string {
  const renamed = parts.map(({ name, definition }) =>
    visit(definition, {
      Variable: (variable) => ({ ...variable, name: { ...variable.name, value: inPart(name, variable.name.value) } }),
    }),
  );
  const selections = renamed.flatMap(({ selectionSet }, i) =>
    selectionSet.selections.map((field): FieldNode => {
      const part = parts[i];
      if (field.kind !== Kind.FIELD || !part) throw new Error('A document of a page that is asked together asks for fields.');
      const { value } = field.alias ?? field.name;
      return { ...field, alias: { kind: Kind.NAME, value: inPart(part.name, value) } };
    }),
  );
  return print({
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    name: { kind: Kind.NAME, value: parts.map(({ definition }) => definition.name?.value).join('_') },
    variableDefinitions: renamed.flatMap(({ variableDefinitions = [] }) => variableDefinitions),
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  });
}

/** What one of them was answered, as if it had been asked alone. */
export function partOf({ data, errors = [] }: Result, part: string): Result {
  const start = inPart(part, '');
  const own = Object.entries(data ?? {}).flatMap(([name, value]) =>
    name.startsWith(start) ? [[name.slice(start.length), value] as const] : [],
  );
  return { data: Object.fromEntries(own), errors: errors.filter(({ path = [] }) => String(path[0]).startsWith(start)) };
}
