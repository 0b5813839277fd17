// Signing moves the number in a second browser through a restart; and the journeys of other files that begin on the same Shelfbridge.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { dataOf } from '../support/graphql';
import { MailFolder } from '../support/mailbox';
import { People } from '../support/people';
import { analyst } from './analystCompares';
import { Federation } from './federation';
import { agreeing } from './librariesAgree';
import { supporter } from './supporterSigns';

let shelfbridge: Federation;
let browser: Browser;
let mails: MailFolder;
beforeAll(async () => {
  mails = new MailFolder();
  browser = await openBrowser();
  shelfbridge = await Federation.start({ MAIL_FOLDER: mails.path, SHOW_MAIL: 'false' });
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
const of = () => ({ shelfbridge, browser, mails });

describe('a supporter', () => supporter({ person, of }));

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

describe('an analyst', () => analyst({ person, of }));

describe('two libraries find each other and agree', () => agreeing(of));

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
    await page.getByLabel('Your country').fill('Sweden');
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
