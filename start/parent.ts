// Is the process that started us still there? Its death sends us nothing, unless a terminal dies with it: we only get another parent.

/** Our parent when this file was loaded; main.ts loads it first, for while we load a parent may end as well. */
const parent = process.ppid;

/** Calls back once when the process that started this one has ended. Looks four times a second and keeps nothing alive. */
export function whenParentEnds(callback: () => void): void {
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    callback();
  }, 250);
  look.unref();
}
