// What do all sides of a signing benchmark agree on?

/** The one petition that everybody signs. */
export const petitionId = 'hot';

/** One in fifty signs again. */
export const usualDuplicates = 0.02;

/** What a client is told to do; see `httpLoad.ts`. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The share of addresses that were used before. */
  readonly duplicates: number;
  /** Clients of the same run use the same addresses. */
  readonly run: string;
  /** Whether each request has a document of its own, so that none is remembered. */
  readonly newDocuments: boolean;
}

/** What a client saw. */
export interface Heard {
  /** Answers within the time. */
  readonly done: number;
  /** All answers that were "signed", also those of the last moment. */
  readonly accepted: number;
  /** Milliseconds from a request to its answer. */
  readonly p50: number;
  readonly p99: number;
}

/** The middle and the 99th percentile of waits. */
export function percentiles(waits: number[]): { readonly p50: number; readonly p99: number } {
  const sorted = waits.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** The reader behind the n-th request: a new one, or somebody from before. */
export function readerOf(n: number, duplicates: number): number {
  const isAgain = Math.floor(n * duplicates) > Math.floor((n - 1) * duplicates);
  return isAgain && n > 100 ? n - 1 - (n % 100) : n;
}
