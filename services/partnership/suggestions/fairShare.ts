// Who is suggested to whom, so that a few popular libraries are not worn out? Pure.

/** How many suggestions a library is given at most. */
export const suggestionsEach = 10;
/** To how many libraries one is suggested at a time: twice what it would be if all were shared out evenly. */
export const fairShare = 2 * suggestionsEach;

/** A library that could be suggested. */
export interface Candidate {
  readonly libraryId: string;
  readonly score: number;
  /** To how many others it is suggested already. */
  readonly open: number;
}

/** The best of those that have not had their share, best first; of equals the one suggested less often, then by id. */
export function choose<C extends Candidate>(candidates: readonly C[], count: number): C[] {
  const order = (a: C, b: C) => b.score - a.score || a.open - b.open || (a.libraryId < b.libraryId ? -1 : 1);
  return candidates
    .filter(({ open }) => open < fairShare)
    .sort(order)
    .slice(0, Math.max(0, count));
}
