// Who uses pages in a test? People whom no page has met before, who take seats at one browser, since a new window costs half a second.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A window, and how the person there wanted it. */
interface Seat {
  readonly page: Page;
  readonly wanted: string;
}

/** Everybody of one test file. Nobody knows of another: cookies, what was kept and the way back are forgotten between them. */
export class People {
  /** What pages complained of since somebody last looked. */
  readonly faults: string[] = [];
  readonly #taken: Seat[] = [];
  readonly #free: Seat[] = [];

  /** `address` is asked only when somebody comes: the pages may still be starting. */
  constructor(
    private readonly browser: () => Browser,
    private readonly address: () => string,
  ) {}

  /** Somebody new, in whose window everything that a page complains of is kept. */
  async person(options: BrowserContextOptions = {}): Promise<Page> {
    const wanted = JSON.stringify(options);
    const found = this.#free.findIndex((seat) => seat.wanted === wanted);
    const [free] = found < 0 ? [] : this.#free.splice(found, 1);
    const seat = free ?? { page: await this.#open(options), wanted };
    this.#taken.push(seat);
    return seat.page;
  }

  /** All leave, and answers with what pages complained of. For `afterEach`. */
  async leave(): Promise<string[]> {
    const found = this.faults.splice(0);
    await Promise.all(this.#taken.splice(0).map((seat) => this.#forget(seat)));
    // A page that is left may complain of what it was still reading.
    this.faults.length = 0;
    return found;
  }

  async #open(options: BrowserContextOptions): Promise<Page> {
    const context = await this.browser().newContext({ baseURL: new URL('/', this.address()).href, ...options });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error' && !/status of [45]\d\d/.test(line.text())) this.faults.push(line.text());
    });
    return page;
  }

  async #forget(seat: Seat): Promise<void> {
    const { page } = seat;
    const context = page.context();
    // A person who closed the window or opened more of them takes it along.
    if (page.isClosed() || context.pages().length > 1) return context.close();
    page.removeAllListeners('request');
    const { origin } = new URL(this.address());
    await page.goto('about:blank');
    await context.clearCookies();
    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await session.send('Network.clearBrowserCache');
    await session.send('Page.resetNavigationHistory');
    await session.detach();
    this.#free.push(seat);
  }
}
