// Can everybody read a page as it stands in a browser? By axe, by the width of its window and by its name.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

type WithAxe = typeof globalThis & { axe?: typeof import('axe-core') };

/** The page as it is now can be read by everybody, fits its window and is named by its heading. */
export async function readable(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    // What is well is not described, which would take longer than to find it.
    const found = await (globalThis as WithAxe).axe?.run({ resultTypes: ['violations'] });
    return found?.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  expect(violations).toEqual([]);
  const [isTooWide, title, heading] = await Promise.all([
    page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth),
    page.title(),
    page.getByRole('heading', { level: 1 }).innerText(),
  ]);
  expect(isTooWide).toBe(false);
  expect(title).toBe(`${heading} · Shelfbridge`);
}
