// Promises of: do tests of pages run in a real browser, and in nothing else?
import { openBrowser } from './support/browser';

it('opens pages in a real browser, which reaches no other machine', async () => {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.setContent('<script>document.title = navigator.userAgent</script>');
  expect(await page.title()).toMatch(/Chrome/);
  await expect(page.goto('http://example.org/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  await browser.close();
});
