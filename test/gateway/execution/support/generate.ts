// What may a client ask of a schema? Random valid operations, with everything the language allows in odd places.
import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import { type Chance, pick } from './random';

export interface Generated {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An enum value, which is written without quotes. */
class Name {
  constructor(readonly name: string) {}
}

/** Response names that every object inherits. */
const inherited = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];

const maxFields = 40;

/** An operation that is nearly always valid; whether it is must be checked. */
export const generate = (
  schema: GraphQLSchema,
  chance: Chance,
  words: readonly string[],
  { colliding = 0, feeds = false }: { readonly colliding?: number; readonly feeds?: boolean } = {},
): Generated => new Generator(schema, chance, words, colliding, feeds).operation();

class Generator {
  readonly #variables: string[] = [];
  readonly #values: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  readonly #booleans: string[] = [];
  readonly #composites: readonly GraphQLCompositeType[];
  #fieldsLeft = maxFields;
  #aliases = 0;

  constructor(
    readonly schema: GraphQLSchema,
    readonly chance: Chance,
    readonly words: readonly string[],
    /** How often an alias is the name of another field. */
    readonly colliding: number,
    /** Whether subscriptions are generated too. */
    readonly feeds: boolean,
  ) {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    this.#composites = Object.values(schema.getTypeMap()).filter(
      (type): type is GraphQLCompositeType =>
        isCompositeType(type) && !type.name.startsWith('__') && !roots.includes(type as never),
    );
  }

  operation(): Generated {
    const feed = this.feeds && this.#is(0.2) ? this.schema.getSubscriptionType() : undefined;
    if (feed) return this.#subscription(pick(Object.values(feed.getFields()), this.chance));
    const mutation = this.#is(0.25) ? this.schema.getMutationType() : undefined;
    const body = this.#selections(mutation ?? this.schema.getQueryType()!, 0, true);
    let meta = '';
    if (!mutation && this.#is(0.03)) meta += ' __schema { queryType { name } }';
    if (!mutation && this.#is(0.02)) meta += ` ty: __type(name: "${pick(this.#composites, this.chance)}") { name kind }`;
    const variables = this.#variableText();
    const query = `${mutation ? 'mutation' : 'query'} Q${variables}${body.slice(0, -1)}${meta}} ${this.#fragments.join(' ')}`;
    return { query, variables: this.#values };
  }

  /** It has one root field, without a condition. */
  #subscription(field: GraphQLField<unknown, unknown>): Generated {
    const given = this.#arguments(field.args);
    const type = getNamedType(field.type);
    const below = isLeafType(type) ? '' : ` ${this.#selections(type as GraphQLCompositeType, 1)}`;
    const alias = this.#is(0.3) ? `${this.#fieldName()}: ` : '';
    const query = `subscription Q${this.#variableText()} { ${alias}${field.name}${given}${below} } ${this.#fragments.join(' ')}`;
    return { query, variables: this.#values };
  }

  #variableText = () => (this.#variables.length > 0 ? `(${this.#variables.join(', ')})` : '');

  #is = (probability: number) => this.chance() < probability;
  #upTo = (count: number) => Math.floor(this.chance() * count);

  #selections(type: GraphQLCompositeType, depth: number, root = false): string {
    const out: string[] = [];
    const all = isUnionType(type) ? [] : Object.values(type.getFields());
    const leaves = all.filter((field) => isLeafType(getNamedType(field.type)));
    for (let i = this.#upTo(root ? 3 : 4); i >= 0 && this.#fieldsLeft-- > 0; i--) {
      const choice = depth >= 6 || this.#fieldsLeft < 4 ? leaves : all;
      if (choice.length > 0 && this.#is(0.9)) out.push(this.#field(pick(choice, this.chance), depth));
    }
    if (this.#is(root ? 0.08 : 0.2))
      out.push(`${this.#is(0.3) ? `t${this.#aliases++}: ` : ''}__typename${this.#directives(0.1)}`);
    if (!root || this.#is(0.2))
      for (let i = this.#fragmentCount(type, depth); i > 0; i--) out.push(this.#fragment(type, depth, root));
    return `{ ${out.length > 0 ? out.join(' ') : '__typename'} }`;
  }

  #fragmentCount(type: GraphQLCompositeType, depth: number): number {
    if (depth >= 7 || this.#fieldsLeft <= 0) return 0;
    if (isUnionType(type)) return 2;
    return isInterfaceType(type) ? 1 + this.#upTo(2) : this.#is(0.18) ? 1 : 0;
  }

  #fragment(type: GraphQLCompositeType, depth: number, root: boolean): string {
    const overlapping = root ? [] : this.#overlapping(type);
    const condition = overlapping.length > 0 ? pick(overlapping, this.chance) : type;
    const form = this.chance();
    if (form < 0.7) return `... on ${condition}${this.#directives()} ${this.#selections(condition, depth + 1)}`;
    if (form < 0.8) return `...${this.#directives(0.5)} ${this.#selections(type, depth + 1)}`;
    const name = `F${this.#fragments.push('') - 1}`;
    this.#fragments[Number(name.slice(1))] = `fragment ${name} on ${condition} ${this.#selections(condition, depth + 1)}`;
    return `...${name}${this.#directives()}${this.#is(0.3) ? ` ...${name}` : ''}`;
  }

  #overlapping(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    const possible = (each: GraphQLCompositeType) => (isAbstractType(each) ? this.schema.getPossibleTypes(each) : [each]);
    const wanted = new Set(possible(type));
    return this.#composites.filter((each) => possible(each).some((one) => wanted.has(one)));
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const given = this.#arguments(field.args);
    let alias = '';
    if (given !== '' || this.#is(0.12))
      alias = this.#is(0.02) ? `${pick(inherited, this.chance)}: ` : `x${this.#is(0.85) ? this.#aliases++ : '0'}: `;
    const below = isLeafType(type) ? '' : ` ${this.#selections(type as GraphQLCompositeType, depth + 1)}`;
    if (this.colliding > 0 && this.#is(this.colliding)) alias = `${this.#fieldName()}: `;
    return `${alias}${field.name}${given}${this.#directives()}${below}`;
  }

  #fieldName(): string {
    const type = pick(this.#composites, this.chance);
    return isUnionType(type) ? '__typename' : pick(Object.keys(type.getFields()), this.chance);
  }

  #directives(probability = 0.14): string {
    const include = this.#is(probability) ? ` @include(if: ${this.#boolean()})` : '';
    return include + (this.#is(probability * 0.6) ? ` @skip(if: ${this.#boolean()})` : '');
  }

  #boolean(): string {
    if (this.#is(0.45)) return String(this.#is(0.7));
    if (this.#booleans.length > 0 && this.#is(0.6)) return pick(this.#booleans, this.chance);
    const form = this.chance();
    const [given, byDefault] = [form < 0.7 || form >= 0.85 ? this.#is(0.6) : undefined, form >= 0.7 ? this.#is(0.6) : undefined];
    const name = this.#variable('Boolean!', given, byDefault);
    this.#booleans.push(name);
    return name;
  }

  #variable(type: string, value: unknown, byDefault?: unknown): string {
    const name = `v${this.#variables.length}`;
    this.#variables.push(`$${name}: ${type}${byDefault === undefined ? '' : ` = ${literal(byDefault)}`}`);
    if (value !== undefined) this.#values[name] = plain(value);
    return `$${name}`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.flatMap((argument) => {
      const required = isNonNullType(argument.type) && argument.defaultValue === undefined;
      if (!required && this.#is(0.45)) return [];
      const value = !isNonNullType(argument.type) && this.#is(0.06) ? null : this.#value(argument.type, 0);
      return `${argument.name}: ${this.#is(0.35) ? this.#asVariable(argument, value) : literal(value)}`;
    });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  #asVariable({ type }: GraphQLArgument, value: unknown): string {
    const form = this.chance();
    if (form < 0.6 || value === null) return this.#variable(`${type}`, value);
    return this.#variable(`${type}`, form < 0.85 ? undefined : value, value);
  }

  #value(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (isListType(type)) return Array.from({ length: this.#upTo(4) }, () => this.#value(type.ofType, depth));
    if (isEnumType(type)) return new Name(pick(type.getValues(), this.chance).name);
    if (isInputObjectType(type)) {
      const wanted = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || (depth < 2 && this.#is(0.6)));
      const chosen = type.isOneOf ? [pick(Object.values(type.getFields()), this.chance)] : wanted;
      return Object.fromEntries(chosen.map((field) => [field.name, this.#value(field.type, depth + 1)]));
    }
    switch (type.name) {
      case 'Int':
        return this.#upTo(4);
      case 'Float':
        return this.#upTo(50) / 10;
      case 'Boolean':
        return this.#is(0.5);
      default:
        return pick(this.words, this.chance);
    }
  }
}

function literal(value: unknown): string {
  if (value instanceof Name) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, each]) => `${key}: ${literal(each)}`)}}`;
}

function plain(value: unknown): unknown {
  if (value instanceof Name) return value.name;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
