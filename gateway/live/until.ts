// How is something done at a moment that may be months away, and undone when it no longer matters?

const longestTimer = 2 ** 31 - 1;

/** Calls `act` when the moment comes (milliseconds since 1970), soon if it has passed; never for null. Returns what calls it off. */
export function at(moment: number | null, act: () => void): () => void {
  if (moment === null) return () => {};
  let timer: NodeJS.Timeout;
  const arm = () => {
    const wait = Math.max(0, moment - Date.now());
    // A longer wait than Node's timers can hold would fire at once.
    timer = wait > longestTimer ? setTimeout(arm, longestTimer) : setTimeout(act, wait);
    timer.unref();
  };
  arm();
  return () => clearTimeout(timer);
}

/** The moment at which what begins now and lasts so long ends, up to a tenth earlier so that not everything ends together; null for never. */
export const jittered = (lastsMs: number | null): number | null =>
  lastsMs === null ? null : Date.now() + lastsMs * (0.9 + Math.random() / 10);
