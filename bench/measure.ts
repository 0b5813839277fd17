// How are contenders compared so that the noise of the machine hits all of them alike?

/** One contender's result in one round: how much it did in how long. */
export interface Measured {
  readonly done: number;
  readonly seconds: number;
}

/** Rates of each contender, round by round. */
export type Rounds<Name extends string> = Record<Name, number[]>;

/** Runs all contenders in every round, the order reversed in every second one, after a warm-up round that does not count. */
export async function interleave<Name extends string>(
  contenders: Readonly<Record<Name, () => Promise<Measured>>>,
  rounds: number,
): Promise<Rounds<Name>> {
  const names = Object.keys(contenders) as Name[];
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Rounds<Name>;
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 ? names : names.toReversed()) {
      const { done, seconds } = await contenders[name]();
      if (round >= 0) rates[name].push(done / seconds);
    }
  }
  return rates;
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
