// Which keys of an object does nobody read who checks it? A validator of known keys reads each of them, so the others are unknown.

/** What a validator says of an object, and the paths of keys that it never looked at. */
export function checkedStrictly(object: object, check: (watched: object) => void): string[] {
  const read = new Set<string>();
  const watch = <T extends object>(target: T, path: string): T =>
    new Proxy(target, {
      get(from, key) {
        const value = Reflect.get(from, key);
        if (typeof key === 'symbol') return value;
        read.add(`${path}/${key}`);
        return typeof value === 'object' && value !== null ? watch(value, `${path}/${key}`) : value;
      },
    });
  const said: string[] = [];
  try {
    check(watch(object, ''));
  } catch (fault) {
    said.push((fault as Error).message);
  }
  const unread = (target: object, path: string): string[] =>
    Object.entries(target).flatMap(([key, value]) => {
      const here = `${path}/${key}`;
      if (!read.has(here)) return [`${here} is unknown`];
      return typeof value === 'object' && value !== null ? unread(value, here) : [];
    });
  return [...said, ...unread(object, '')];
}
