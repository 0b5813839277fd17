// A supporter signs on a phone without JavaScript: from the front page and a mail to their name beside the petition.
import type { Page } from 'playwright-core';
import { linkIn } from '../support/mailbox';
import type { Walk } from './librariesAgree';

const main = (page: Page) => page.locator('main').innerText();
const fits = (page: Page) => page.locator('html').evaluate((root) => root.scrollWidth <= root.clientWidth);

/** Where the petition "mailed" is open, and asks for a confirmation by mail. */
export function supporter({ person, of }: Walk): void {
  it('a supporter signs on a phone without JavaScript, from the front page to their name beside the petition', async () => {
    const page = await person({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, hasTouch: true });
    await page.goto('/');
    await page.getByRole('link', { name: 'Ebooks for the islands' }).click();
    expect(await main(page)).toContain('100 more signatures to 100, here and on paper.');
    await page.getByLabel('Your name').fill('Ann Reader');
    await page.getByLabel('Your e-mail address').fill('ann@library.example');
    await page.getByLabel('Your country').fill('Portugal');
    await page.getByLabel('My name may be shown').check();
    await page.getByRole('button', { name: 'Sign' }).click();
    expect(await main(page)).toContain('One step is left.');
    const link = linkIn(await of().mails.to('ann@library.example'), 'Confirm my signature');
    await page.goto(link);
    await page.getByLabel('The link from the mail').fill(link);
    await page.getByRole('button', { name: 'Show what I confirm' }).click();
    expect(await main(page)).toContain('Ann Reader');
    await page.getByRole('button', { name: 'Confirm my signature' }).click();
    await page.getByRole('link', { name: 'See the petition' }).click();
    const shown = await main(page);
    expect(shown).toContain('1 signed so far. The goal is 100.');
    expect(shown).toContain('One person signed in the last 24 hours.');
    expect(shown).toContain('Ann Reader, Portugal');
    expect(await page.locator('#areas summary').innerText()).toBe('The numbers as a table');
    await page.locator('#areas summary').click();
    expect(await page.locator('#areas table').innerText()).toMatch(/Portugal\s+1/);
    expect(await page.locator('#areas svg.narrow-drawing').isVisible()).toBe(true);
    expect(await page.locator('#areas svg.wide-drawing').isVisible()).toBe(false);
    expect(await fits(page)).toBe(true);
  });
}
