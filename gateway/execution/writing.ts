// What is noted while the result is written: how often something was wrong, where, and what has been written already.
import { type ExecutionError, maxErrors, valueError } from './errors';
import type { IntrospectionTexts } from './introspection';
import type { ResponsePath } from './places';

/**
 * One writing of the result. The first is made without paths and only counts what is wrong, which is usually nothing; when something
 * is, a second one is made with paths, for the messages.
 */
export class Writing {
  readonly valueErrors: ExecutionError[] = [];
  violations = 0;
  /** Shared objects are written once by each writer: their texts, or null for those with a violation. */
  readonly written = new Map<Write, Map<object, string | null>>();

  constructor(
    readonly shared: ReadonlySet<object>,
    readonly introspection: IntrospectionTexts,
    readonly path: ResponsePath | null = null,
  ) {}

  /** Notes a value that can not be written, which is null then. */
  wrong(message: string): null {
    this.violations++;
    if (this.path !== null && this.valueErrors.length < maxErrors) this.valueErrors.push(valueError(message, [...this.path]));
    return null;
  }
}

/** JSON text, or null for "null here", also when a null further down made it so. Never called for null or undefined. */
export type Write = (value: unknown, out: Writing) => string | null;
