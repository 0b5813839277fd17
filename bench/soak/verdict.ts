// What became of an endurance run: its last line, and whether everything in it is right.

export interface Outcome {
  /** How often something was killed or stopped, by its name. */
  readonly falls: ReadonlyMap<string, number>;
  /** What did not come back, in words. */
  readonly lost: readonly string[];
  /** After how many seconds, at most, everything answered again and people signed. */
  readonly longestS: number;
  /** People who were told that they signed. */
  readonly acknowledged: number;
  /** Signatures in the table. */
  readonly rows: number;
  /** The counts that each gateway tells, and those that each reader was shown last; undefined where there was none. */
  readonly gatewayCounts: readonly (number | undefined)[];
  readonly readerCounts: readonly (number | undefined)[];
  /** Whether the command verify-counts found no difference. */
  readonly verified: boolean;
  readonly dead: readonly string[];
  readonly wentBack: number;
  /** Megabytes by which each process grew since it was a minute old; those that never got that old are left out. */
  readonly growth: ReadonlyMap<string, number>;
  readonly connections: number;
}

/** More than a process may keep beyond its first minute, in megabytes. */
const mostGrowth = 150;
/** What two of each subgraph and three gateways may have open, with the three that ask how it is: docs/operating.md. */
const mostConnections = 101;

export function verdict(outcome: Outcome): { readonly line: string; readonly right: boolean } {
  const { acknowledged, rows, gatewayCounts, readerCounts, verified, dead, wentBack, growth, connections, lost } = outcome;
  const counts = [...new Set([...gatewayCounts, ...readerCounts])];
  const grown = [...growth].filter(([, megabytes]) => megabytes > mostGrowth);
  const wrong = [
    ...lost,
    ...(acknowledged === 0 ? ['nobody signed'] : []),
    ...(rows === acknowledged ? [] : [`${acknowledged} acknowledged but ${rows} rows`]),
    ...(counts.length === 1 && counts[0] === rows
      ? []
      : [`counts of ${counts.map((count) => count ?? 'nobody knows').join(' and ')}`]),
    ...(verified ? [] : ['verify-counts finds differences']),
    ...(dead.length === 0 ? [] : [`${dead.length} readers dead (${dead[0]})`]),
    ...(wentBack === 0 ? [] : [`counts went back ${wentBack} times`]),
    ...grown.map(([name, megabytes]) => `${name} grew by ${megabytes.toFixed(0)} MB`),
    ...(connections <= mostConnections ? [] : [`${connections} connections of the database`]),
  ];
  const most = Math.max(0, ...growth.values());
  const falls = [...outcome.falls.values()].reduce((sum, each) => sum + each, 0);
  const line =
    `${falls} falls of ${outcome.falls.size} parts, whole again after ${outcome.longestS.toFixed(1)} s at most: ${acknowledged} acknowledged, ${rows} rows, counts ${counts.map((count) => count ?? '?').join('/')} at ` +
    `${gatewayCounts.length} gateways and ${readerCounts.length} readers, ${dead.length} readers dead, ${wentBack} counts went back, ` +
    `growth at most ${most.toFixed(0)} MB, ${connections} connections: ${wrong.length === 0 ? 'right' : `WRONG: ${wrong.join('; ')}`}`;
  return { line, right: wrong.length === 0 };
}
