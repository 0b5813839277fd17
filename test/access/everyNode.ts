// Reads all that a subgraph shows one reader: every query, entity and first event of a subscription, by ids of every kind.
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLUnionType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  subscribe,
} from 'graphql';
import { requests } from '#kit/subgraph/serving';
import type { Identity } from '#kit/words/identity';
import { type Asked, fieldsOf, inputOf } from './everyField';

/** What one reader got at one place, such as `Query.petition fair-ebook-terms`; the code of the refusal otherwise. */
export interface Reading {
  /** `Query.petition`, or the name of the entity. */
  readonly field: string;
  readonly type: unknown;
  readonly value: unknown;
}

/** What a reader got, by place. */
export type Readings = ReadonlyMap<string, Reading>;

/** All readers read at one moment, so that no answer differs by the clock. */
const now = new Date();

/** One document that asks the same with several ids. */
class Question {
  readonly #declared: string[] = [];
  readonly #values: Record<string, unknown> = {};

  constructor(readonly asked: Asked) {}

  /** A field with the arguments that are required or ids, and everything below it. */
  call(field: GraphQLField<unknown, unknown>, id: string, within: readonly unknown[] = []): string {
    const type = getNamedType(field.type);
    const selection = isObjectType(type) ? `{ ${this.selection(type, id, within)} }` : '';
    return `${field.name}${this.#argumentsOf(field, id)} ${selection}`;
  }

  /** Every field of a type and of what lies within it, down to entities: those are read by themselves. */
  selection(type: GraphQLObjectType, id: string, within: readonly unknown[] = []): string {
    if (within.length > 0 && entitiesOf(this.asked).includes(type)) return '__typename id';
    const parts = Object.values(type.getFields()).flatMap((field): string[] => {
      const inner = getNamedType(field.type);
      if (!isLeafType(inner) && (!isObjectType(inner) || within.includes(inner))) return [];
      return [this.call(field, id, [...within, type])];
    });
    return ['__typename', ...parts].join(' ');
  }

  variable(type: string, value: unknown): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: ${type}`);
    this.#values[name] = value;
    return `$${name}`;
  }

  /** The operation of a kind with these fields at its root. */
  written(kind: string, ...calls: readonly string[]) {
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    return { document: parse(`${kind} ${declared} { ${calls.join('\n')} }`), variableValues: this.#values };
  }

  #argumentsOf({ args }: GraphQLField<unknown, unknown>, id: string): string {
    const wanted = args.filter((arg) => isRequiredArgument(arg) || getNamedType(arg.type).name === 'ID');
    const given = wanted.map(
      (arg) =>
        `${arg.name}: ${this.variable(
          `${arg.type}`,
          inputOf(arg.type, arg.name, () => id),
        )}`,
    );
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }
}

const entitiesOf = ({ schema }: Asked) => (schema.getType('_Entity') as GraphQLUnionType).getTypes();
const takesId = ({ args }: GraphQLField<unknown, unknown>) => args.some(({ type }) => getNamedType(type).name === 'ID');

/** One field, asked once for each id. */
interface Prepared {
  readonly field: string;
  readonly type: unknown;
  readonly ids: readonly string[];
  readonly isFeed: boolean;
  readonly document: DocumentNode;
  readonly variableValues: Record<string, unknown>;
}

/** Every query and entity by every id, and the beginning of every subscription. Written once, for all readers. */
export function questionsFor(asked: Asked, ids: readonly string[]): Prepared[] {
  const prepare = (field: string, type: unknown, by: readonly string[], call: (question: Question, id: string) => string) => {
    const kind = field.startsWith('Subscription.') ? 'subscription' : 'query';
    const question = new Question(asked);
    const calls = by.map((id, at) => `at${at}: ${call(question, id)}`);
    return { field, type, ids: by, isFeed: kind === 'subscription', ...question.written(kind, ...calls) };
  };
  const ofRoot = (root: GraphQLObjectType, name: string): Prepared[] => {
    const field = root.getFields()[name] as GraphQLField<unknown, unknown>;
    const by = takesId(field) ? ids : [''];
    // A subscription has one field at its root.
    const parts = root.name === 'Subscription' ? by.map((id) => [id]) : [by];
    return parts.map((part) =>
      prepare(`${root.name}.${name}`, getNamedType(field.type), part, (question, id) => question.call(field, id)),
    );
  };
  const { schema } = asked;
  return [
    ...fieldsOf(schema, 'query').flatMap((name) => ofRoot(schema.getQueryType() as GraphQLObjectType, name)),
    ...fieldsOf(schema, 'subscription').flatMap((name) => ofRoot(schema.getSubscriptionType() as GraphQLObjectType, name)),
    ...entitiesOf(asked).map((type) =>
      prepare(type.name, type, ids, (question, id) => {
        const of = question.variable('[_Any!]!', [{ __typename: type.name, id }]);
        return `_entities(representations: ${of}) { ... on ${type.name} { ${question.selection(type, id)} } }`;
      }),
    ),
  ];
}

/** What a reader gets to all questions, one after the other. */
export async function readEverything(
  { schema, database, app }: Asked,
  identity: Identity,
  questions: readonly Prepared[],
): Promise<Readings> {
  const found = new Map<string, Reading>();
  for (const { field, type, ids, isFeed, document, variableValues } of questions) {
    const contextValue = requests(database, () => now, app)(identity);
    const asking = { schema, document, variableValues, contextValue };
    const answer = isFeed ? await firstOf(await subscribe(asking)) : await execute(asking);
    ids.forEach((id, at) => {
      const value = valueAt(answer, `at${at}`);
      found.set(`${field} ${id}`, { field, type, value: field.includes('.') || !Array.isArray(value) ? value : value[0] });
    });
  }
  return found;
}

/** Live feeds send the current state at once. Some refuse only when they are first pulled. */
async function firstOf(stream: ExecutionResult | AsyncGenerator<ExecutionResult, void>): Promise<ExecutionResult> {
  if (!(Symbol.asyncIterator in stream)) return stream;
  try {
    return (await stream.next()).value ?? {};
  } catch (error) {
    return { errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))] };
  } finally {
    void stream.return();
  }
}

/** The data under a name, or the code of what refused it. */
function valueAt({ data, errors = [] }: ExecutionResult, name: string): unknown {
  const value = data?.[name] ?? null;
  if (value !== null) return value;
  const refusal = errors.find(({ path }) => path === undefined || path[0] === name);
  return refusal ? { refused: refusal.extensions.code ?? refusal.message } : null;
}

/**
 * Compares what readers got, field by field. `read` holds every field that somebody reached, as `Type.field`; `different` those in
 * which some readers got something else than others. What lies in a field that is not open is compared as a whole.
 */
export function compare(all: readonly Readings[], isOpen: (place: string) => boolean) {
  const read = new Set<string>();
  const different = new Set<string>();

  const compareFields = (type: GraphQLObjectType, rows: readonly Row[]): void => {
    for (const [name, field] of Object.entries(type.getFields())) {
      const values = rows.flatMap((row) => (name in row ? [row[name]] : []));
      if (values.length > 0) compareField(`${type.name}.${name}`, getNamedType(field.type), values);
    }
  };
  const compareField = (place: string, type: unknown, values: readonly unknown[]): void => {
    read.add(place);
    const whole = !isObjectType(type) || !isOpen(place);
    if (new Set(values.map((value) => (whole ? JSON.stringify(value) : shapeOf(value)))).size > 1) different.add(place);
    else if (!whole) {
      const lists = values.map((value) => (Array.isArray(value) ? value.flat() : [value]).filter(isRow));
      lists[0]?.forEach((_row, at) => {
        compareFields(
          type,
          lists.map((list) => list[at] as Row),
        );
      });
    }
  };

  for (const [place, { field, type }] of all[0] ?? []) {
    const values = all.map((readings) => readings.get(place)?.value);
    if (field.includes('.')) compareField(field, type, values);
    else {
      // Of an entity that some readers do not see, the others see the same.
      const rows = values.filter(isRow);
      if (rows.length > 0 && rows.length < values.length) different.add(field);
      compareFields(type as GraphQLObjectType, rows);
    }
  }
  return { read, different };
}

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && '__typename' in value;

/** What is there, and how many, without what it says. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf)}]`;
  return isRow(value) ? 'row' : JSON.stringify(value);
}
