// Which values beyond GraphQL's own does the schema speak of: days, moments, countries, languages and exact decimals?

import { isISO6391 } from 'class-validator';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLCountryCode, GraphQLDateTimeISO } from 'graphql-scalars';

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
  const parse = (value: unknown, nodes?: ValueNode): string => {
    const text = typeof value === 'string' ? normalized(value) : null;
    if (text !== null) return text;
    const message = `${name} expects ${expected}, not ${JSON.stringify(value)?.slice(0, 80)}.`;
    throw new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT' } });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => parse(value),
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null, node),
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
