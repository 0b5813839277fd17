// An editor ends an embargo and the watch says so, with nothing but a browser; and keeps the rest of the record right.
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { dataOf } from '../support/graphql';
import { readable } from '../support/readable';
import { Federation } from './federation';

const today = new Date().toISOString().slice(0, 10);
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
jest.setTimeout(120_000);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const told = (page: Page) => page.getByRole('status').first().innerText();
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** An editor who has signed in from the front page and opened their room. */
async function editor(options: object): Promise<Page> {
  const context = await browser.newContext({ baseURL: new URL('/', shelfbridge.url).href, ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await press(page, 'Be an editor');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  return page;
}

/** Opens one of the policies that are due, as the links to it say. */
const openDue = (page: Page, publisher: string) =>
  part(page, 'Policies to check')
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: publisher, exact: true }) })
    .getByRole('heading', { level: 3 })
    .first()
    .getByRole('link')
    .click();

const read = `query ($id: ID!) { policyPeriod(id: $id) { version revision correctionReason lastVerifiedOn note grandfathering
  endAnnouncedOn effectiveFrom { date precision } effectiveTo { date precision } sources { title url } } }`;
const record = async (id: string) => dataOf(await shelfbridge.ask(read, { id })).policyPeriod;
const watch = `query ($on: Date!) { embargoWatch(on: $on, territory: "DE") { inForce { period { id } } } }`;
const inForce = async () =>
  (dataOf(await shelfbridge.ask(watch, { on: today })).embargoWatch.inForce as { period: { id: string } }[]).map(
    ({ period }) => period.id,
  );

it('an editor ends an embargo and the watch says so', async () => {
  const id = 'random-house-de-2018';
  expect(await inForce()).toContain(id);
  const page = await editor({ javaScriptEnabled: false });
  const { publisher } = dataOf(
    await shelfbridge.ask(`query ($id: ID!) { policyPeriod(id: $id) { publisher { name } } }`, { id }),
  ).policyPeriod;
  const before = await part(page, 'Policies to check').getByRole('listitem').count();
  expect(await told(page)).toBe(`${before} policies are due, the longest unconfirmed first.`);
  await openDue(page, publisher.name);

  // Without a source nothing is recorded, and what was typed stays.
  const end = part(page, 'It ended');
  await end.getByLabel('The first day on which it no longer held', { exact: true }).fill('2026-10-15');
  await end.getByLabel('How exactly that day is known').selectOption('only its month');
  await press(page, 'Record the end');
  const chosen = end.getByLabel('A source on record');
  expect(await chosen.getAttribute('aria-invalid')).toBe('true');
  expect(await end.getByLabel('The first day on which it no longer held', { exact: true }).inputValue()).toBe('2026-10-15');

  await end.getByLabel('Or a new source: its title').fill('Verlag beendet Sperrfrist für E-Books');
  await end.getByLabel('Its address').fill('https://verlag.example/ende');
  await press(page, 'Record the end');
  expect(await told(page)).toBe('The end is recorded. The watch of embargoes and the policies say so from now on.');
  expect(await part(page, 'It ended').count()).toBe(0);
  expect(await record(id)).toMatchObject({
    version: 2,
    revision: 'END_RECORDED',
    effectiveTo: { date: '2026-10-15', precision: 'MONTH' },
  });
  expect((await record(id)).sources.at(-1)).toEqual({
    title: 'Verlag beendet Sperrfrist für E-Books',
    url: 'https://verlag.example/ende',
  });

  expect(await inForce()).not.toContain(id);
  await page.goto('/embargoes?territory=DE');
  await page.getByText('The numbers as a table').click();
  const row = page.getByRole('row', { name: publisher.name }).filter({ hasText: 'October 2026' });
  expect(await row.count()).toBe(1);
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  expect(await told(page)).toBe(`${before - 1} policies are due, the longest unconfirmed first.`);
});

it('an editor confirms that a policy holds, by a source on record, and it is due no more', async () => {
  const page = await editor({ javaScriptEnabled: false });
  const before = await part(page, 'Policies to check').getByRole('listitem').count();
  await page.locator('#due a[href="/edit/policies/hc-2011-26"]').click();
  const verify = part(page, 'It still holds');
  expect(await verify.getByLabel('The day on which a source says so').inputValue()).toBe(today);
  await verify.getByLabel('A source on record').selectOption({ index: 1 });
  await press(page, 'Confirm that it holds');
  expect(await told(page)).toBe('The policy is confirmed.');
  expect(await record('hc-2011-26')).toMatchObject({ revision: 'VERIFIED', lastVerifiedOn: today });
  await page.getByRole('link', { name: 'Back to what is due' }).click();
  expect(await part(page, 'Policies to check').getByRole('listitem').count()).toBe(before - 1);
});

it('an editor corrects what is wrong, and nothing else changes', async () => {
  const page = await editor({ javaScriptEnabled: false });
  const id = 'mac-2020-restored';
  const was = await record(id);
  await page.locator(`a[href="/edit/policies/${id}"]`).click();
  const correct = part(page, 'Our record is wrong');
  await correct.getByLabel('A source on record').selectOption({ index: 1 });
  await correct.getByLabel('Why the record was wrong').fill('Read again.');
  await press(page, 'Correct the record');
  expect(await correct.innerText()).toContain('Nothing is changed yet.');

  await correct.getByLabel('Note').fill('It was said by letter.');
  await correct.getByLabel('The first day on which it held', { exact: true }).fill('2020-03-17');
  // Meanwhile somebody else confirms it: the correction is looked at again, and takes nothing of that back.
  const token = await shelfbridge.token(['--role', 'editor']);
  const confirm = 'mutation ($input: VerifyPolicyInput!) { verifyPolicy(input: $input) { policy { version } } }';
  const [source] = dataOf(await shelfbridge.ask('query ($id: ID!) { policyPeriod(id: $id) { sources { id } } }', { id }))
    .policyPeriod.sources;
  const input = { id, expectedVersion: was.version, lastVerifiedOn: today, sourceIds: [source.id] };
  dataOf(await shelfbridge.ask(confirm, { input }, token));
  await press(page, 'Correct the record');
  expect(await page.getByRole('alert').count()).toBe(1);
  await press(page, 'Correct the record');
  expect(await told(page)).toBe('The record is corrected.');
  expect(await record(id)).toEqual({
    ...was,
    version: was.version + 2,
    revision: 'CORRECTED',
    correctionReason: 'Read again.',
    lastVerifiedOn: today,
    note: 'It was said by letter.',
    effectiveFrom: { ...was.effectiveFrom, date: '2020-03-17' },
  });
  await correct.getByLabel('Note').fill('');
  await correct.getByLabel('Why the record was wrong').fill('There was no letter.');
  await correct.getByLabel('A source on record').selectOption({ index: 1 });
  await press(page, 'Correct the record');
  expect((await record(id)).note).toBeNull();
});

it.each([
  ['on a desk by day', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
  ['on a phone by night', { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true }],
] as const)('every editor can read the pages of the room %s', async (_where, options) => {
  const page = await editor(options);
  await readable(page);
  for (const id of ['none', 'mac-2020-proposals', 'bastei-luebbe-de-2018', 'apub-2021-option-1']) {
    await page.goto(`/edit/policies/${id}`);
    await readable(page);
  }
});
