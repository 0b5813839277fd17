// Can an argument be used as given? Refused in words that name the field, before any resolver sees it.
import { setImmediate } from 'node:timers/promises';
import { validate } from 'class-validator';
import { BadInput } from './problem';
import { keepsRules } from './rules';

/** Checking so many objects takes some milliseconds; then others have their turn. */
const objectsATurn = 16;

/**
 * Checks one argument: text that PostgreSQL can store, and the class-validator rules of its input class and of all input classes
 * within it, an object before its parts. Nothing has to be said for parts to be checked. @throws BadInput for the first fault
 */
export async function validateArgument(value: unknown): Promise<void> {
  refuseUnstorableText(value, 'argument');
  let checked = 0;
  for (const { part, path } of partsOf(value, '')) {
    if (++checked % objectsATurn === 0) await setImmediate();
    if (keepsRules(part)) continue;
    const [fault] = await validate(part, { forbidUnknownValues: false, validationError: { target: false, value: false } });
    if (!fault) continue;
    const field = within(path, fault.property);
    throw new BadInput(field, sentence(Object.values(fault.constraints ?? {})[0] ?? `${field} can not be used`));
  }
}

/** The objects of an argument that have a class, and so may have rules, each with its path. */
function* partsOf(value: unknown, path: string): Iterable<{ part: object; path: string }> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && typeof value.constructor === 'function') yield { part: value, path };
  for (const [name, inner] of Object.entries(value)) if (typeof inner === 'object') yield* partsOf(inner, within(path, name));
}

function within(path: string, name: string): string {
  if (/^\d+$/.test(name)) return `${path}[${name}]`;
  return path ? `${path}.${name}` : name;
}

const sentence = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;

/** NUL and half surrogate pairs can be sent in JSON but not stored as UTF-8 text. */
function refuseUnstorableText(value: unknown, field: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed())
      throw new BadInput(field, `The text of ${field} holds a character that can not be stored.`);
  } else if (Array.isArray(value)) {
    for (const item of value) refuseUnstorableText(item, field);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) refuseUnstorableText(item, name);
  }
}
