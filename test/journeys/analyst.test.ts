// An analyst compares five publishers and cites the table: from the front page, with links and a form, on the real processes.
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { Federation } from './federation';

let shelfbridge: Federation;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  shelfbridge = await Federation.start();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await shelfbridge?.stop();
});

it.each([true, false])(
  'an analyst compares five publishers and cites the table (with JavaScript: %s)',
  async (javaScriptEnabled) => {
    const context = await browser.newContext({ baseURL: new URL('/', shelfbridge.url).href, javaScriptEnabled });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('link', { name: 'Policies', exact: true }).click();
    await page.getByLabel('On this day').fill('2019-11-15');
    await page.getByRole('button', { name: 'Show' }).click();
    // A fact opens its sources.
    const embargo = page.locator('#day').getByRole('row', { name: '8 weeks, 1 copy meanwhile' });
    await embargo.locator('summary').click();
    await embargo.getByRole('link', { name: /^Publishers Weekly/ }).waitFor();

    await page.getByRole('link', { name: 'Compare cost and waits' }).click();
    await page.getByLabel('On this day').fill('2019-11-15');
    await page.getByText('What if they had an embargo?').click();
    await page.getByLabel('Length').fill('8');
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(5);
    const table = page.locator('#table');
    expect(await table.getByRole('row', { name: /^Macmillan Publishers \(new titles\)/ }).innerText()).toMatch(
      /28\t1,650\.00 USD.*\t182\t/,
    );
    expect(
      await table
        .getByRole('row', { name: /^HarperCollins Publishers / })
        .first()
        .innerText(),
    ).toContain('no price stated');
    expect(await table.getByRole('row', { name: 'embargo of 8 weeks: Hachette' }).innerText()).toContain('182');

    // What is cited shows the same numbers again, and the table is a file that names its question in each row.
    const cited = await page.locator('#cite blockquote a').innerText();
    expect(cited).toContain('asKnownOn=');
    const numbers = await table.locator('tbody').innerText();
    await page.goto(cited);
    expect(await page.locator('#table tbody').innerText()).toBe(numbers);
    const csv = await page.request.get((await page.getByRole('link', { name: 'CSV' }).first().getAttribute('href')) ?? '');
    expect(await csv.text()).toMatch(/2019-11-15.*Macmillan|Macmillan.*2019-11-15/);
    const svg = await page.request.get((await page.getByRole('link', { name: 'SVG' }).first().getAttribute('href')) ?? '');
    expect(await svg.text()).toContain('177.3 to 182 days');
    await context.close();
  },
  60_000,
);
