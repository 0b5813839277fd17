// Can everybody read a page as it stands in a browser? By axe, by the width of its window and by its name.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The page as it is now can be read by everybody, fits its window and is named by its heading. */
export async function readable(page: Page): Promise<void> {
  await page.evaluate(axe);
  const violations = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof import('axe-core') }).axe
      .run()
      .then((result) => result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)),
  );
  expect(violations).toEqual([]);
  expect(await page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)).toBe(false);
  expect(await page.title()).toBe(`${await page.getByRole('heading', { level: 1 }).innerText()} · Shelfbridge`);
}
