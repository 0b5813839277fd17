// Which texts may people write, and how long may they be?
import { IsOptional, Matches, MaxLength } from 'class-validator';

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
  return all(MaxLength(longest), Matches(oneLine, { message: `$property must be one line of visible text, ${without}` }));
}

/** Requires text that is not blank, of at most `longest` characters, without control characters other than line ends and tabs, and without marks that turn its direction. */
export function SomeLines(longest = longestText): PropertyDecorator {
  const message = `$property must hold visible text, ${without}`;
  return all(MaxLength(longest), Matches(someLines, { message }));
}

/** As `SomeLines`, unless the field is left out or null. */
export const OptionalLines = (longest = longestText): PropertyDecorator => all(IsOptional(), SomeLines(longest));

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
