// Which names of a document did its client choose? Documents that differ in these alone have one pattern, which is read, validated, planned and compiled once.
import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';

/** What a client called its operation and its fields. */
export interface ChosenNames {
  /** Of the operation, if it has one. */
  readonly operation: string | undefined;
  /** Of fields, by the number of the name that stands for them. */
  readonly fields: readonly string[];
}

/** A document with names of ours in place of those that its client chose, and white space and comments in one spelling. */
interface Pattern {
  readonly text: string;
  readonly names: ChosenNames;
}

/** Stands for the name of the operation. */
export const operationName = '_planOperation_';
const fieldName = (at: number): string => `_plan${at}_`;
const fieldNames = /_plan(\d+)_/g;

/** The number of a name that stands for another, or -1. */
export function numberIn(name: string): number {
  const found = name.startsWith('_plan') ? /^_plan(\d+)_$/.exec(name) : null;
  return found ? Number(found[1]) : -1;
}

/** The text with the names that the client knows. */
export function restored(text: string, { operation = '', fields }: ChosenNames): string {
  if (!text.includes('_plan')) return text;
  return text.replace(fieldNames, (ours, at) => fields[Number(at)] ?? ours).replaceAll(operationName, operation);
}

const fieldsOf = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** A name that a field of the schema could be meant by stays, and so does one like those that planners make: readers have to see where names meet. */
function isFree(name: string, schema: GraphQLSchema): boolean {
  let fields = fieldsOf.get(schema);
  if (!fields) {
    const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
    fields = new Set(types.flatMap((type) => Object.keys(type.getFields())));
    fieldsOf.set(schema, fields);
  }
  return !fields.has(name) && !name.startsWith('_') && !name.includes('__');
}

/** What is taken as it is: texts in blocks, names like ours or letters in digits that may write some, and introspection, which is answered by its names. */
const unusual = /"""|_plan|\\u|__(?:schema|type)\b/;
/** What is ignored between tokens, strings, names, and the marks that say what a name is. All else is numbers, spreads and signs. */
const token = /(?:[\t\n\r ,\ufeff]+|#[^\n\r]*)+|"(?:[^"\\\n\r]|\\.)*"|[A-Za-z_]\w*|[(){}:@"]/g;

/**
 * Undefined for a document that is taken as it is: of several operations, of a feed, with nothing that its client named, unusual, or with too
 * many tokens. One that cannot be parsed may have a pattern, which cannot be parsed either.
 */
export function patternOf(text: string, schema: GraphQLSchema, maxTokens: number): Pattern | undefined {
  if (unusual.test(text)) return undefined;
  const numbers = new Map<string, number>();
  const writing = new Compact();
  let [end, parentheses, braces, operations, tokens] = [0, 0, 0, 0, 0];
  let operation: string | undefined;
  /** A name that is a client's if a colon follows. */
  let held: string | undefined;
  /** What the next names outside of braces are: those of a fragment and its type, or that of the operation. */
  let [ofFragment, isOfOperation, isWithin, isOfDirective] = [0, false, false, false];
  const nameFor = (name: string): string => {
    const known = numbers.get(name);
    if (known !== undefined) return fieldName(known);
    numbers.set(name, numbers.size);
    return fieldName(numbers.size - 1);
  };
  for (const { 0: found, index } of text.matchAll(token)) {
    const between = text.slice(end, index);
    end = index + found.length;
    const first = found.charCodeAt(0);
    const isIgnored = first <= 0x20 || first === 0x2c || first === 0x23 || first === 0xfeff;
    if (held !== undefined && (!isIgnored || between !== '')) {
      writing.fill(found === ':' && between === '' && isFree(held, schema) ? nameFor(held) : held);
      held = undefined;
    }
    if (between !== '') writing.write(between);
    if (isIgnored) {
      writing.gap();
      continue;
    }
    if (++tokens > maxTokens) return undefined;
    const isName = first >= 0x41 && first !== 0x7b && first !== 0x7d;
    if (!isName || parentheses > 0 || isOfDirective) {
      if (found === '"') return undefined;
      isOfDirective = found === '@' && parentheses === 0;
      if (found === '(') parentheses++;
      else if (found === ')') parentheses--;
      else if (found === '{' && parentheses === 0) {
        if (braces === 0 && !isWithin) operations++;
        isWithin = true;
        braces++;
      } else if (found === '}' && parentheses === 0) {
        braces--;
        isWithin = braces > 0;
      }
      if (!isName) isOfOperation = false;
      writing.write(found);
    } else if (braces > 0) {
      held = found;
      writing.part();
    } else if (ofFragment > 0) {
      ofFragment--;
      writing.write(found);
    } else if (isOfOperation) {
      operation = found;
      isOfOperation = false;
      writing.write(operationName);
    } else if (isWithin) return undefined;
    else {
      if (found === 'fragment') ofFragment = 3;
      else if (found === 'query' || found === 'mutation') {
        operations++;
        isOfOperation = true;
      } else return undefined;
      isWithin = true;
      writing.write(found);
    }
  }
  if (held !== undefined || operations !== 1 || parentheses !== 0 || braces !== 0) return undefined;
  if (operation === undefined && numbers.size === 0) return undefined;
  if (end < text.length) writing.write(text.slice(end));
  return { text: writing.text, names: { operation, fields: [...numbers.keys()] } };
}

/** Tokens with what is ignored between them in one spelling: a space, or nothing beside a mark that needs none. */
class Compact {
  text = '';
  #isAfterMark = true;
  #hasGap = false;

  gap(): void {
    this.#hasGap = true;
  }

  /** Writes the space before a name that is written later. */
  part(): void {
    if (this.#hasGap && !this.#isAfterMark) this.text += ' ';
    this.#hasGap = false;
  }

  /** Writes that name, after which there may be a gap by now. */
  fill(name: string): void {
    this.text += name;
    this.#isAfterMark = false;
  }

  write(token: string): void {
    const isMark = marks.includes(token);
    if (!isMark) this.part();
    this.#hasGap = false;
    this.text += token;
    this.#isAfterMark = isMark;
  }
}

const marks = ['{', '}', '(', ')', ':'];
