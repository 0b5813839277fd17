// Which of many rows belong to which key?

/** The rows of each key, in the order of the keys and, within one, of the rows. */
export function groupBy<K, R, V>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K, make: (rows: R[]) => V): V[] {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return keys.map((key) => make(groups.get(key) ?? []));
}
