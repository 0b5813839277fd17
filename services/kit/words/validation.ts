// Can an argument be used as given? Storable text, the rules of its input classes, and the rules for texts that people write.

import { setImmediate } from 'node:timers/promises';
import {
  getMetadataStorage,
  IsOptional,
  IsUrl,
  isISO6391,
  Matches,
  MaxLength,
  ValidateBy,
  type ValidationError,
  ValidationTypes,
  type ValidatorConstraintInterface,
  validate,
} from 'class-validator';
import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import { GraphQLCountryCode, GraphQLDateTimeISO } from 'graphql-scalars';
import { BadInput, type FieldReason, type RefusalDetails } from './problem';

/** Checking so many objects takes some milliseconds; then others have their turn. */
const objectsATurn = 16;

/**
 * Checks one argument: text that PostgreSQL can store, and the class-validator rules of its input class and of all input classes
 * within it, an object before its parts. Nothing has to be said for parts to be checked. `nameOf` tells that of an argument which is
 * text itself. @throws BadInput for the first fault
 */
export async function validateArgument(value: unknown, nameOf: () => string | undefined = () => undefined): Promise<void> {
  const unstorable = unstorableIn(value);
  if (unstorable !== undefined) {
    const field = unstorable || (nameOf() ?? 'argument');
    throw new BadInput(field, `The text of ${field} holds a character that cannot be stored.`, { reason: 'UNSTORABLE' });
  }
  let checked = 0;
  for (const { part, path } of partsOf(value, '')) {
    if (++checked % objectsATurn === 0) await setImmediate();
    if (part instanceof DayGiven && !takeDays.has(path.split('.').at(-1) ?? '')) {
      const field = path || (nameOf() ?? 'argument');
      throw new BadInput(field, `${field} is a moment. Write it with its time, such as "${part.day}T12:00:00Z".`, {
        reason: 'MOMENT_WITHOUT_TIME',
      });
    }
    if (keepsRules(part)) continue;
    const [fault] = await validate(part, { forbidUnknownValues: false, validationError: { target: false, value: false } });
    if (!fault) continue;
    const field = within(path, fault.property);
    const message = Object.values(fault.constraints ?? {})[0] ?? `${field} cannot be used`;
    throw new BadInput(field, sentence(message), whyOf(part, fault));
  }
}

/** Rules with a limit, and one that has none, by their names in class-validator. */
const reasons: Readonly<Record<string, FieldReason>> = {
  maxLength: 'TEXT_TOO_LONG',
  max: 'NUMBER_TOO_LARGE',
  min: 'NUMBER_TOO_SMALL',
  arrayMaxSize: 'LIST_TOO_LONG',
  arrayMinSize: 'LIST_TOO_SHORT',
  arrayUnique: 'LIST_REPEATS',
  isEmail: 'EMAIL_WRONG',
};

/** Why a rule refuses: the reason that it names by `because`, or that its kind has, and the limit that it holds. */
function whyOf(part: object, { property, constraints = {}, contexts = {} }: ValidationError): RefusalDetails {
  const [rule = ''] = Object.keys(constraints);
  const metadata = getMetadataStorage().getTargetValidationMetadatas(part.constructor, '', false, false);
  const limit: unknown = metadata.find(({ propertyName, name }) => propertyName === property && name === rule)?.constraints?.[0];
  const reason: FieldReason | undefined = contexts[rule]?.reason ?? reasons[rule];
  return { ...(reason && { reason }), ...(typeof limit === 'number' && { limit }) };
}

/** What a rule says to programs in English, and the reason by which pages say it in every language. */
export const because = (reason: FieldReason, message: string) => ({ message, context: { reason } });

/** The same for an argument of a field, beside those that were given with it: one that is text itself has its name from them. */
export function validateGiven(
  value: unknown,
  _type: unknown,
  { args }: { readonly args: Readonly<Record<string, unknown>> },
): Promise<void> {
  return validateArgument(value, () => Object.keys(args).find((name) => args[name] === value));
}

/** Moments that can be given as a day. Their descriptions say which moment of it is meant. */
const takeDays: ReadonlySet<string> = new Set(['closesAt']);

interface Part {
  readonly part: object;
  readonly path: string;
}

/** The objects of an argument that have a class, and so may have rules, each with its path, an object before its parts. */
function partsOf(value: unknown, path: string, parts: Part[] = []): readonly Part[] {
  if (typeof value !== 'object' || value === null) return parts;
  if (!Array.isArray(value) && typeof value.constructor === 'function') parts.push({ part: value, path });
  for (const name of Object.keys(value)) {
    const inner = (value as Readonly<Record<string, unknown>>)[name];
    if (typeof inner === 'object' && inner !== null) partsOf(inner, within(path, name), parts);
  }
  return parts;
}

function within(path: string, name: string): string {
  if (/^\d+$/.test(name)) return `${path}[${name}]`;
  return path ? `${path}.${name}` : name;
}

/** A path within what another path leads to. */
const joined = (outer: string, inner: string) =>
  inner === '' || inner.startsWith('[') ? `${outer}${inner}` : `${outer}.${inner}`;

const sentence = (words: string) => {
  const text = plainer.reduce((said, [pattern, plain]) => said.replace(pattern, plain), words);
  return `${text[0]?.toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
};

/** What the library for rules says of lists and lengths, in plain words. */
const plainer: readonly (readonly [RegExp, string])[] = [
  [/^All (\S+)'s elements must be unique$/, '$1 must name each value once'],
  [/must contain at least 1 elements$/, 'must hold at least one value'],
  [/must contain at least (\d+) elements$/, 'must hold at least $1 values'],
  [/must contain no more than (\d+) elements$/, 'must hold at most $1 values'],
  [/must be shorter than or equal to (\d+) characters$/, 'must have at most $1 characters'],
];

/**
 * NUL and half surrogate pairs can be sent in JSON but not stored as UTF-8 text. The path of the first text that holds one, empty for
 * the value itself; undefined where all can be stored. Paths are put together only then: this runs for every text that is sent.
 */
function unstorableIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? '' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name of Object.keys(value)) {
    const inside = unstorableIn((value as Readonly<Record<string, unknown>>)[name]);
    if (inside !== undefined) return joined(within('', name), inside);
  }
  return undefined;
}

/** The rules of class-validator's decorators on one property. */
interface Property {
  readonly name: string;
  /** When one of these does not hold, the property is free. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly checks: readonly ((object: object, value: unknown) => boolean)[];
}

const known = new WeakMap<Function, readonly Property[]>();

/**
 * True only where class-validator's `validate`, which gathers the rules anew for each object, finds no fault either; false also for
 * rules that take more than a look at the value: nested, of groups, with a promise. Whoever reads false asks `validate`, which words it.
 */
export function keepsRules(object: object): boolean {
  let properties = known.get(object.constructor);
  if (!properties) {
    properties = propertiesOf(object.constructor);
    known.set(object.constructor, properties);
  }
  for (const { name, conditions, checks } of properties) {
    const value = (object as Readonly<Record<string, unknown>>)[name];
    const isFree = conditions.some((holds) => !holds(object, value));
    if (!isFree && !checks.every((check) => check(object, value))) return false;
  }
  return true;
}

function propertiesOf(target: Function): Property[] {
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(target, '', false, false);
  return Object.entries(storage.groupByPropertyName(rules)).map(([name, ofProperty]) => ({
    name,
    conditions: ofProperty
      .filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION)
      .map(({ constraints }) => constraints[0]),
    checks: ofProperty
      .filter(({ type }) => type !== ValidationTypes.CONDITIONAL_VALIDATION)
      .map(({ type, each, constraintCls, constraints, validateIf, groups }) => {
        const validators = storage.getTargetValidatorConstraints(constraintCls).map(({ instance }) => instance);
        if (type !== ValidationTypes.CUSTOM_VALIDATION || validators.length === 0 || validateIf || groups?.length)
          return () => false;
        const passes = (object: object, value: unknown) =>
          validators.every(
            (validator: ValidatorConstraintInterface) =>
              // A promise is not true.
              validator.validate(value, { value, constraints, targetName: target.name, object, property: name }) === true,
          );
        return each ? (object, value) => Array.isArray(value) && value.every((item) => passes(object, item)) : passes;
      }),
  }));
}

/** Marks that turn the direction of what follows, by which a text can look like another one. */
const turning = '\\u202A-\\u202E\\u2066-\\u2069';
const visible = '\\p{L}\\p{N}\\p{P}\\p{S}';
/** Text on one line: some visible character, no control characters. */
const oneLine = new RegExp(`^(?=.*[${visible}])[^\\p{Cc}\\p{Zl}\\p{Zp}${turning}]*$`, 'u');
/** Text of several lines: some visible character, no control characters but tabs and line ends. */
const someLines = new RegExp(`^(?=[^]*[${visible}])(?:[^\\p{Cc}${turning}]|[\\t\\n\\r])*$`, 'u');

const without = 'without control characters and marks that turn its direction';

/** The longest text that explains something: a message, a reason, an offer. */
export const longestText = 4_000;
/** The longest name or title. */
export const longestLine = 200;

/** Requires one line of at most `longest` characters. Text is plain: nothing in it is read as HTML. */
export function OneLine(longest = longestLine): PropertyDecorator {
  return all(
    MaxLength(longest),
    Matches(oneLine, because('NOT_ONE_LINE', `$property must be one line of visible text, ${without}`)),
  );
}

/** What can be the name of a person: some letter, and no address of mail or of a page, which would be shown where the name is. */
const personName = /^(?!.*(?:\S[@\uff20\ufe6b]\S|:\/\/|\bwww\.)).*\p{L}/iu;

/** Requires one line that can be the name of a person. */
export function PersonName(): PropertyDecorator {
  const message =
    '$property must be the name of a person: with at least one letter, and without an address of mail or of a web page';
  return all(OneLine(), Matches(personName, because('NOT_A_PERSON', message)));
}

/** Requires text that is not blank, of at most `longest` characters, without control characters other than line ends and tabs, and without marks that turn its direction. */
export function SomeLines(longest = longestText): PropertyDecorator {
  const message = `$property must hold visible text, ${without}`;
  return all(MaxLength(longest), Matches(someLines, because('NOT_VISIBLE', message)));
}

/** As `SomeLines`, unless the field is left out or null. */
export const OptionalLines = (longest = longestText): PropertyDecorator => all(IsOptional(), SomeLines(longest));

/** Requires the address of a page, http or https, that every program can read and that tells no password: IsUrl alone lets hosts through that are none, such as xn--a.org. */
export function WebAddress(longest = 2_000): PropertyDecorator {
  const message = '$property must be an http or https address that can be opened, such as https://example.org/page.';
  const readable = ValidateBy(
    { name: 'webAddress', validator: { validate: (value: unknown) => typeof value === 'string' && URL.canParse(value) } },
    because('ADDRESS_WRONG', message),
  );
  return all(
    MaxLength(longest),
    readable,
    IsUrl({ protocols: ['http', 'https'], require_protocol: true, disallow_auth: true }, because('ADDRESS_WRONG', message)),
  );
}

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

const calendarDay = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that the calendar has, written YYYY-MM-DD. The year 0000 is none: neither our calendar nor PostgreSQL has it. */
export function isDay(text: string): boolean {
  if (!calendarDay.test(text) || text.startsWith('0000')) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** A scalar whose values are strings, the same in variables, literals and answers. `normalize` is null, or throws, for what is none. */
function textScalar(name: string, description: string, expected: string, normalize: (text: string) => string | null) {
  const normalized = (text: string) => {
    try {
      return normalize(text);
    } catch {
      return null;
    }
  };
  const refused = (what: string | undefined, nodes?: ValueNode) =>
    new GraphQLError(`${name} expects ${expected}, not ${what?.slice(0, 80)}.`, {
      nodes,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  const parse = (value: unknown, nodes?: ValueNode): string => {
    const text = typeof value === 'string' ? normalized(value) : null;
    if (text === null) throw refused(JSON.stringify(value), nodes);
    return text;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => parse(value),
    parseValue: (value) => parse(value),
    parseLiteral(node) {
      if (node.kind !== Kind.STRING) throw refused(print(node), node);
      return parse(node.value, node);
    },
  });
}

/** A calendar day; strings in code too, since a day has no time zone. */
export const DateScalar = textScalar(
  'Date',
  'A calendar day without a time zone, written YYYY-MM-DD (ISO 8601), for example 2019-11-01; from 0001-01-01 to 9999-12-31.',
  'a day of the calendar from 0001-01-01 to 9999-12-31, written YYYY-MM-DD',
  (text) => (isDay(text) ? text : null),
);

/**
 * A language by its tag; answers in the canonical spelling. Two letters must be a code of ISO 639-1. Any three letters are taken, since
 * Node has no list of those thousands; longer codes are allowed by the syntax, but none was ever registered.
 */
export const LanguageTag = textScalar(
  'LanguageTag',
  'A language by its BCP 47 tag, for example en, es or pt-BR; the name of a language is none.',
  'a BCP 47 language tag such as "en" or "pt-BR"',
  (text) => {
    const [tag = ''] = Intl.getCanonicalLocales(text);
    const [language = ''] = tag.split('-');
    return language.length === 3 || isISO6391(language) ? tag : null;
  },
);

/** A country by its code; answers in capitals. */
export const CountryCode = textScalar(
  'CountryCode',
  'A country by its ISO 3166-1 alpha-2 code, for example US.',
  'an ISO 3166-1 alpha-2 country code such as "US"',
  (text) => GraphQLCountryCode.parseValue(text).toUpperCase(),
);

const decimal = /^-?\d{1,18}(\.\d{1,18})?$/;

/** An exact decimal number; a string in JSON, because a binary float would round it. */
export const DecimalScalar = textScalar(
  'Decimal',
  'An exact decimal number, written as a string so that no digit is lost, for example "59.99".',
  'a decimal number written as a string such as "59.99"',
  (text) => (decimal.test(text) ? text : null),
);

/** A day given where a moment is wanted. Only arguments that say what it means there take it; `validateArgument` refuses it elsewhere. */
export class DayGiven extends Date {
  constructor(readonly day: string) {
    super(`${day}T00:00:00Z`);
  }
}

/** A moment whose day in UTC can be written as a Date. */
function momentOf(read: () => Date, nodes?: ValueNode): Date {
  try {
    const moment = read();
    if (isDay(moment.toISOString().slice(0, 10))) return moment;
  } catch {
    // said below, with the code of every other fault of an argument
  }
  const message = 'DateTime expects a moment of the years 0001 to 9999 (UTC), written as "2019-11-01T12:00:00Z".';
  throw new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT' } });
}

const dayGiven = (value: unknown): DayGiven | null => (typeof value === 'string' && isDay(value) ? new DayGiven(value) : null);

/** A moment in time, a Date in code. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  parseValue: (value) => dayGiven(value) ?? momentOf(() => GraphQLDateTimeISO.parseValue(value)),
  parseLiteral: (node, variables) =>
    dayGiven(node.kind === Kind.STRING ? node.value : null) ??
    momentOf(() => GraphQLDateTimeISO.parseLiteral(node, variables), node),
});
