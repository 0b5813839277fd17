// How are contenders compared so that the noise of the machine hits all of them alike?

/** Figures of each contender, round by round. */
export type Rounds<Name extends string> = Record<Name, number[]>;

/** Runs all contenders in every round, the order reversed in every second one, after a warm-up round that does not count. */
export async function interleave<Name extends string, Figure extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => Promise<Readonly<Record<Figure, number>>>>>,
): Promise<Record<Figure, Rounds<Name>>> {
  const names = Object.keys(contenders) as Name[];
  const taken = {} as Record<Figure, Rounds<Name>>;
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 ? names : names.toReversed()) {
      const figures = await contenders[name]();
      if (round < 0) continue;
      for (const figure of Object.keys(figures) as Figure[]) {
        taken[figure] ??= Object.fromEntries(names.map((each) => [each, [] as number[]])) as Rounds<Name>;
        taken[figure][name].push(figures[figure]);
      }
    }
  }
  return taken;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, min: at(0), max: at(sorted.length - 1) };
}

/** The ratio of two contenders, taken within each round. */
export function ratio<Name extends string>(rates: Rounds<Name>, of: Name, to: Name): Spread {
  return spread(rates[of].map((rate, round) => rate / (rates[to][round] ?? Number.NaN)));
}

export const written = ({ median, min, max }: Spread, digits = 1) =>
  `${median.toFixed(digits)} [${min.toFixed(digits)}..${max.toFixed(digits)}]`;
