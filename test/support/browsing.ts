// How does a test go from page to page as a browser without scripts does: cookies kept by host, redirects followed one by one?

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Keeps cookies by host, and follows redirects. */
export class Browsing {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** What each `set-cookie` said, in order. */
  readonly set: string[] = [];
  /** Every address that was asked for, in order. */
  readonly visited: string[] = [];

  constructor(private readonly base: string) {}

  /** The header `cookie` for our own pages. */
  get cookie(): string {
    return this.#cookieFor(this.base);
  }

  /** Opens an address; `form` is sent by POST, as from a page of the same host. */
  async open(
    address: string,
    form?: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    let url = new URL(address, this.base).href;
    let init: RequestInit = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    for (let steps = 0; steps < 12; steps++) {
      this.visited.push(url);
      const { origin } = new URL(url);
      const headers = { accept: 'text/html', cookie: this.#cookieFor(url), ...(init.method && { origin }), ...more };
      const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
      this.#keep(url, answer.headers.getSetCookie());
      const to = answer.headers.get('location');
      if (to === null) return { url, status: answer.status, headers: answer.headers, text: await answer.text() };
      await answer.arrayBuffer();
      url = new URL(to, url).href;
      init = {};
    }
    throw new Error(`too many redirects:\n${this.visited.join('\n')}`);
  }

  #cookieFor(url: string): string {
    return [...(this.#cookies.get(new URL(url).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(url: string, values: readonly string[]): void {
    const { host } = new URL(url);
    const kept = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, kept);
    for (const value of values) {
      this.set.push(value);
      const [, name = '', text = ''] = /^([^=]+)=([^;]*)/.exec(value) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(value)) kept.delete(name);
      else kept.set(name, text);
    }
  }
}
