// How are several figures of several servers taken, so that the noise of the machine hits all servers alike?
import type { Rounds } from '../measure';
import type { Started } from './contender';

/** Measures all servers in every round, the order reversed in every second one, after a round that does not count. */
export async function sideBySide<Figure extends string>(
  rounds: number,
  started: readonly Started[],
  measure: (server: Started) => Promise<Record<Figure, number>>,
): Promise<Record<Figure, Rounds<string>>> {
  const taken: { readonly name: string; readonly figures: Record<Figure, number> }[] = [];
  for (let round = -1; round < rounds; round++) {
    for (const server of round % 2 ? started : started.toReversed()) {
      const figures = await measure(server);
      if (round >= 0) taken.push({ name: server.contender.name, figures });
    }
  }
  const names = started.map(({ contender }) => contender.name);
  const valuesOf = (figure: Figure, name: string) =>
    taken.filter((each) => each.name === name).map(({ figures }) => figures[figure]);
  const figures = Object.keys(taken[0]?.figures ?? {}) as Figure[];
  return Object.fromEntries(
    figures.map((figure) => [figure, Object.fromEntries(names.map((name) => [name, valuesOf(figure, name)]))]),
  ) as Record<Figure, Rounds<string>>;
}
