// Which texts may people write, and how long may they be?
import { IsOptional, Matches, MaxLength } from 'class-validator';

/** Text on one line: some visible character, no control characters. */
const oneLine = /^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
/** Text of several lines: some visible character, no control characters but tabs and line ends. */
const someLines = /^(?=[\s\S]*\S)(?:[^\p{Cc}]|[\t\n\r])*$/u;

/** The longest text that explains something: a message, a reason, an offer. */
export const longestText = 4_000;
/** The longest name or title. */
export const longestLine = 200;

/** Requires one line of at most `longest` characters. Text is plain: nothing in it is read as HTML. */
export function OneLine(longest = longestLine): PropertyDecorator {
  return all(MaxLength(longest), Matches(oneLine, { message: '$property must be one line that is not empty' }));
}

/** Requires text that is not blank, of at most `longest` characters, without control characters other than line ends and tabs. */
export function SomeLines(longest = longestText): PropertyDecorator {
  const message = '$property must hold some text, and no control characters';
  return all(MaxLength(longest), Matches(someLines, { message }));
}

/** As `SomeLines`, unless the field is left out or null. */
export const OptionalLines = (longest = longestText): PropertyDecorator => all(IsOptional(), SomeLines(longest));

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
