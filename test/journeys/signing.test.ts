// A supporter signs on a phone without JavaScript; and a signature moves the number in a second browser, through a restart.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { dataOf } from '../support/graphql';
import { linkIn, MailFolder } from '../support/mailbox';
import { People } from '../support/people';
import { Federation } from './federation';

let shelfbridge: Federation;
let browser: Browser;
let mails: MailFolder;
beforeAll(async () => {
  mails = new MailFolder();
  browser = await openBrowser();
  shelfbridge = await Federation.start({ MAIL_FOLDER: mails.path });
  const organizer = await shelfbridge.token(['--role', 'organizer']);
  const input = {
    ...{ id: 'mailed', title: 'Ebooks for the islands', ask: 'Sell ebooks to libraries on islands.', target: 'Publishers' },
    ...{ organizers: ['Readers'], goal: 100, confirmation: 'EMAIL' },
  };
  const draft = 'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }';
  dataOf(await shelfbridge.ask(draft, { input }, organizer));
  dataOf(await shelfbridge.ask('mutation { openPetition(id: "mailed") { id } }', {}, organizer));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await shelfbridge?.stop();
  mails?.close();
});
jest.setTimeout(120_000);
const people = new People(
  () => browser,
  () => shelfbridge.url,
);
const person = (options?: BrowserContextOptions) => people.person(options);
// Pages rightly complain of a gateway that is being started again.
afterEach(() => people.leave());

const main = (page: Page) => page.locator('main').innerText();
const fits = (page: Page) => page.locator('html').evaluate((root) => root.scrollWidth <= root.clientWidth);

it('a supporter signs on a phone without JavaScript, from the front page to their name beside the petition', async () => {
  const page = await person({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, hasTouch: true });
  await page.goto('/');
  await page.getByRole('link', { name: 'Ebooks for the islands' }).click();
  expect(await main(page)).toContain('100 more signatures to 100, here and on paper.');
  await page.getByLabel('Your name').fill('Ann Reader');
  await page.getByLabel('Your e-mail address').fill('ann@library.example');
  await page.getByLabel('Your country').selectOption('PT');
  await page.getByLabel('My name may be shown').check();
  await page.getByRole('button', { name: 'Sign' }).click();
  expect(await main(page)).toContain('One step is left.');
  const link = linkIn(await mails.to('ann@library.example'), 'Confirm my signature');
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

it('the numbers of a petition are taken away as files, and its pictures stand on other sites', async () => {
  const at = (path: string) => fetch(new URL(path, shelfbridge.url));
  const json = await at('/petitions/ebooksforall.json');
  expect(json.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await json.json()).toMatchObject({ id: 'ebooksforall', outcome: 'POLICY_WITHDRAWN', signatureCount: null });
  const csv = await at('/petitions/ebooksforall.csv');
  expect(csv.headers.get('content-disposition')).toContain('.csv');
  expect(await csv.text()).toContain('ebooksforall,reported_signatures,2019-10-30,DAY,,,160000,NEARLY');
  for (const name of ['history', 'map']) {
    const picture = await at(`/petitions/fair-ebook-terms/${name}.svg`);
    expect(picture.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(picture.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(await picture.text()).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
  }
  for (const path of ['/petitions/nothing.json', '/petitions/nothing.csv', '/petitions/nothing/map.svg'])
    expect((await at(path)).status).toBe(404);
});

it('a reader finds who spoke, who was asked and is silent, and what a search for nothing would need', async () => {
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/');
  expect(await main(page)).toContain('In the United States no publisher keeps libraries waiting for new ebooks today');
  await page.getByRole('link', { name: 'Who spoke, and who is silent' }).click();
  const shown = await main(page);
  expect(shown).toMatch(/\d+ are silent/);
  expect(shown).toContain('Library boycott of Macmillan eBooks');
  await page.getByLabel('What it says').selectOption('WELCOMES');
  await page.getByRole('button', { name: 'Search' }).click();
  expect(await page.getByRole('status').innerText()).toBe('1 statement.');
  await page.goto('/petitions?filter.text=nothing+like+this');
  expect(await main(page)).toContain('No petition was found. Search with fewer words');
  await page.getByLabel('Words in it').fill('REVERSE embargo');
  await page.getByLabel('From when').selectOption('true');
  await page.getByRole('button', { name: 'Search' }).click();
  expect(await page.locator('.cards > li h2').allInnerTexts()).toEqual([expect.stringContaining('#eBooksForAll')]);
});

it('signing moves the number in a second browser through a restart', async () => {
  const onlooker = await person();
  await onlooker.goto('/petitions/fair-ebook-terms');
  const count = onlooker.locator('strong[data-count="fair-ebook-terms"][data-of="signatureCount"]');
  const before = Number((await count.innerText()).replaceAll(',', ''));
  const sign = async (email: string) => {
    const page = await person();
    await page.goto('/petitions/fair-ebook-terms');
    await page.getByLabel('Your name').fill('Bo Reader');
    await page.getByLabel('Your e-mail address').fill(email);
    await page.getByLabel('Your country').selectOption('SE');
    await page.getByRole('button', { name: 'Sign' }).click();
    expect(await main(page)).toContain('Your signature counts.');
    await page.close();
  };
  const shows = (number: number) => count.and(onlooker.locator(`:text-is("${number.toLocaleString('en')}")`)).waitFor();
  await sign('bo@library.example');
  await shows(before + 1);
  await shelfbridge.end('SIGTERM');
  await shelfbridge.begin();
  await sign('cy@library.example');
  await shows(before + 2);
});
