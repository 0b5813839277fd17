// How long does a listing stand unless it is renewed?

/** The day, twelve months after it was published, on which a listing leaves the list; 29 February becomes 28 February. */
export function expiryOf(publishedOn: string): string {
  const [year, month, day] = publishedOn.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year + 1, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + 1, month - 1, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}
