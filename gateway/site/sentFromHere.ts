// Was a form sent from one of our own pages, or by a page of somebody else?
import type { IncomingHttpHeaders } from 'node:http';

/**
 * True for our own pages, and for programs: what is no browser carries nobody's rights that it could abuse. Browsers say where a form
 * stood by Sec-Fetch-Site on secure connections, and by Origin on all.
 */
export function sentFromHere({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
