// Can an argument be used as given? Refused in words that name the field, before any resolver sees it.
import { type ValidationError, validate } from 'class-validator';
import { BadInput } from './problem';

/** Checks one argument: text that PostgreSQL can store, and the class-validator rules of its input class. @throws BadInput */
export async function validateArgument(value: unknown): Promise<void> {
  refuseUnstorableText(value, 'argument');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const faults = await validate(value, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  if (faults[0]) throw refusal(faults[0], '');
}

function refusal(fault: ValidationError, parent: string): BadInput {
  const name = /^\d+$/.test(fault.property) ? `[${fault.property}]` : `.${fault.property}`;
  const field = parent ? `${parent}${name}` : fault.property;
  const nested = fault.children?.[0];
  if (nested) return refusal(nested, field);
  return new BadInput(field, `${sentence(Object.values(fault.constraints ?? {})[0] ?? `${field} can not be used`)}`);
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
