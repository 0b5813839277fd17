// How are several figures of several servers taken, so that the noise of the machine hits all servers alike?
import { interleave, type Rounds } from '../measure';
import type { Started } from './contender';

/** Measures all servers in every round, the order reversed in every second one, after a round that does not count. */
export const sideBySide = <Figure extends string>(
  rounds: number,
  started: readonly Started[],
  measure: (server: Started) => Promise<Record<Figure, number>>,
): Promise<Record<Figure, Rounds<string>>> =>
  interleave(rounds, Object.fromEntries(started.map((server) => [server.contender.name, () => measure(server)])));
