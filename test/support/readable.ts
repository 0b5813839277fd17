// Can everybody read and use a page as it stands in a browser? By axe, by width, weight and name, by keyboard, and in one language.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { isEnglish } from './phrases';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

type WithAxe = typeof globalThis & { axe?: typeof import('axe-core') };

/** What may differ between two windows that show the same page; all else is the same in both. */
const ofLooks = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'svg-img-alt', 'aria-hidden-focus'];

/** The most bytes, compressed, that a page may bring. */
const budgets = { html: 15_000, css: 6_000, js: 8_000 };

/**
 * The page as it is now can be read by everybody, fits its window, is named by its heading and is light. `looks` leaves out what was
 * read of the same page in another window.
 */
export async function readable(page: Page, what: 'all' | 'looks' = 'all'): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate(
    async (rules) => {
      // What is well is not described, which would take longer than to find it.
      const found = await (globalThis as WithAxe).axe?.run({
        resultTypes: ['violations'],
        ...(rules && { runOnly: [...rules] }),
      });
      return found?.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    },
    what === 'looks' ? ofLooks : undefined,
  );
  expect(violations).toEqual([]);
  const [isTooWide, title, heading, weight] = await Promise.all([
    page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth),
    page.title(),
    page.getByRole('heading', { level: 1 }).innerText(),
    page.evaluate(weigh),
  ]);
  expect(isTooWide).toBe(false);
  expect(title).toBe(`${heading} · Shelfbridge`);
  const kinds = Object.keys(budgets) as (keyof typeof budgets)[];
  expect(kinds.filter((kind) => weight[kind] > budgets[kind]).map((kind) => `${kind}: ${weight[kind]} bytes`)).toEqual([]);
}

/** The page can be read by everybody at the desk where it is seen by day, and on a phone by night. Leaves the window as it was. */
export async function readableDayAndNight(page: Page): Promise<void> {
  await readable(page);
  const desk = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await readable(page, 'looks');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desk);
}

/** In the browser: the bytes of the page, as they came through the wire. */
function weigh() {
  const sum = (entries: readonly PerformanceEntry[], ending: string) =>
    (entries as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith(ending))
      .reduce((all, { encodedBodySize }) => all + encodedBodySize, 0);
  const brought = performance.getEntriesByType('resource');
  return { html: sum(performance.getEntriesByType('navigation'), ''), css: sum(brought, '.css'), js: sum(brought, '.js') };
}

/** In the browser: words of buttons and of names of groups that are broken in the middle. */
function brokenWords(): string[] {
  const nodes = [...document.querySelectorAll(':is(button, .button, legend):not([hidden])')].flatMap((one) => [
    ...one.childNodes,
  ]);
  return nodes.flatMap((node) =>
    [...(node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').matchAll(/[\p{L}]+/gu) : [])]
      .filter(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const tops = [...range.getClientRects()].map(({ top }) => top);
        return Math.max(...tops) - Math.min(...tops) > 8;
      })
      .map(({ 0: word }) => word),
  );
}

/** The page fits narrow windows, and windows in which text has twice its size; no word to press is broken. Leaves the window as it was. */
export async function fitsEverywhere(page: Page): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  const tooWide: string[] = [];
  for (const [width, size] of [
    [320, '100%'],
    [390, '200%'],
  ] as const) {
    await page.setViewportSize({ width, height: before.height });
    const wide = await page.locator('html').evaluate((root, fontSize) => {
      (root as HTMLElement).style.fontSize = fontSize;
      return root.scrollWidth > root.clientWidth;
    }, size);
    if (wide) tooWide.push(`${width} px, text ${size}`);
    for (const word of await page.evaluate(brokenWords)) tooWide.push(`“${word}” at ${width} px, text ${size}`);
  }
  await page.locator('html').evaluate((root) => {
    (root as HTMLElement).style.fontSize = '';
  });
  await page.setViewportSize(before);
  expect(tooWide).toEqual([]);
}

/** Tab goes through everything that can be used, in the order in which it stands, shows where it is, and gets out again. */
export async function usableByKeyboard(page: Page): Promise<void> {
  // What moves slowly into the window would be looked for before it is there.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // A page that was refused begins at the field which is wrong.
  const begins = await page.evaluate(() => {
    const at = document.activeElement;
    return at === document.body ? -1 : [...document.querySelectorAll('*')].indexOf(at as Element);
  });
  const stops: string[] = [];
  const faults: string[] = [];
  for (let last = -1, presses = 0; presses < 600; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      if (!at || at === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const { top, bottom, left, right } = at.getBoundingClientRect();
      return {
        place: [...document.querySelectorAll('*')].indexOf(at),
        html: at.outerHTML.slice(0, 80),
        isMarked: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
        isSeen: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
      };
    });
    if (!stop || (stop.place < last && stop.html === stops[0])) break;
    // A day has parts of its own.
    if (stop.place === last) continue;
    if (stop.place < last) faults.push(`out of order: ${stop.html}`);
    if (!stop.isMarked || !stop.isSeen) faults.push(`not seen: ${stop.html}`);
    stops.push(stop.html);
    last = stop.place;
  }
  expect(faults).toEqual([]);
  const all = await page
    .locator(':is(a[href], button, input:not([type=hidden]), select, textarea, summary):not([tabindex="-1"])')
    .evaluateAll((found, from) => {
      const order = [...document.querySelectorAll('*')];
      return found.filter((one) => order.indexOf(one as Element) > from && (one as HTMLElement).checkVisibility()).length;
    }, begins);
  expect(stops.length).toBeGreaterThanOrEqual(all);
}

/**
 * A page in Spanish shows nothing of the English catalogue, in no text and no label that screen readers tell: no text is one of its phrases,
 * and none holds one of three words or more. What people wrote in another language is marked as such, and may say anything.
 */
export async function speaksSpanish(page: Page): Promise<void> {
  const texts = await page.evaluate(() => {
    const said: string[] = [];
    for (const one of document.querySelectorAll('*')) {
      if (one.closest('script, style, code, [lang]')?.getAttribute('lang') !== 'es') continue;
      for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'label']) said.push(one.getAttribute(name) ?? '');
      for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) said.push(node.textContent ?? '');
    }
    return said.map((text) => text.replace(/\s+/g, ' ').trim());
  });
  expect(texts.filter(isEnglish)).toEqual([]);
}
