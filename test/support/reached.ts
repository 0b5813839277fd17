// Which pages does somebody of each role come to by links from the front page, and what do they read there?
import { site } from '../../dashboard/index';

/** The header `cookie` of somebody who has signed in with a role, on the computer of a developer. Staff speak for `library`. */
export async function cookieOf(start: string, role: string | undefined, library = 'demo-accra-gh'): Promise<string> {
  const form = new URLSearchParams({ role: role ?? '', ...(role === 'staff' && { library }) });
  const address = new URL('/account/sign-in/choice', start);
  const signed = role && (await fetch(address, { method: 'POST', body: form, redirect: 'manual' }));
  return signed ? (signed.headers.get('set-cookie')?.split(';')[0] ?? '') : '';
}

/** A page as somebody of a role read it, who came there by links from the front page. */
export interface Reached {
  readonly page: (typeof site.pages)[number];
  readonly path: string;
  readonly role: string | undefined;
  readonly text: string;
  readonly headers: Headers;
}

/** Every page that has links to it, at most two of each address and role. */
export async function reachedByLinks(start: string): Promise<Reached[]> {
  const reached: Reached[] = [];
  for (const role of [undefined, 'staff', 'committee', 'organizer', 'editor'] as const) {
    const cookie = await cookieOf(start, role);
    const paths = ['/'];
    const opened = new Map<string, number>();
    for (const path of paths) {
      const page = pageAt(path);
      const often = page && opened.get(page.address);
      const isKnown = page && role && !page.audience && page.address !== '/' && reached.some((each) => each.page === page);
      if (!page || isKnown || often === 2) continue;
      opened.set(page.address, (often ?? 0) + 1);
      const answer = await fetch(new URL(path, start), { headers: { accept: 'text/html', cookie } });
      const text = await answer.text();
      if (!answer.ok) continue;
      reached.push({ page, path, role, text, headers: answer.headers });
      const links = [...text.matchAll(/<a [^>]*href="(\/[^"?#]*)/g)].map(([, link = '']) => link);
      paths.push(...links.filter((link) => !paths.includes(link)));
    }
  }
  return reached;
}

const patterns = site.pages.map((page) => ({ page, path: new RegExp(`^${page.address.replace(/:\w+/g, '[^/]+')}$`) }));

/** The page that answers at a path. */
function pageAt(path: string) {
  const fitting = patterns.filter(({ path: pattern }) => pattern.test(path)).map(({ page }) => page);
  return fitting.find(({ address }) => !address.includes(':')) ?? fitting[0];
}
