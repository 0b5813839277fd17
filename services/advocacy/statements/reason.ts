// Does an editor say in words why a record was wrong?
import { BadInput } from '#kit/problem';

const longest = 2_000;

/** @throws BadInput when it says nothing, or more than 2,000 characters */
export function refuseBadReason(reason: string): void {
  if (!/\S/.test(reason)) throw new BadInput('reason', 'Say in words why the record was wrong.');
  if (reason.length > longest) throw new BadInput('reason', 'reason can have 2,000 characters at most.');
}
