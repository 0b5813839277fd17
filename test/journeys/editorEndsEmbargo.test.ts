// An editor ends an embargo and the watch says so, with nothing but a browser; and keeps the rest of the record right.
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { dataOf } from '../support/graphql';
import { People } from '../support/people';
import { readableDayAndNight } from '../support/readable';
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
const people = new People(
  () => browser,
  () => shelfbridge.url,
);
afterEach(async () => expect(await people.leave()).toEqual([]));

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const told = (page: Page) => page.getByRole('status').first().innerText();
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** An editor who has signed in from the front page and opened their room. */
async function editor(options: object): Promise<Page> {
  const page = await people.person(options);
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

/** Fills in fields by what they are sent as, in the whole page or a part of it. */
const typed = async (page: Pick<Page, 'locator'>, fields: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(fields)) {
    const control = page.locator(`form [name="${name}"]`).first();
    if ((await control.evaluate((each) => each.tagName)) === 'SELECT') await control.selectOption(value);
    else await control.fill(value);
  }
};
const room = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Pages of editors' }).getByRole('link', { name }).click();
const aSource = { 'input.newSources.title': 'A letter to libraries', 'input.newSources.url': 'https://letter.example/1' };

it('an editor tries a whole policy, mends what is refused at its field, and records it', async () => {
  const page = await editor({ javaScriptEnabled: false });
  await room(page, 'Record a policy');
  await typed(page, {
    'input.publisherId': 'minotaur',
    'input.titleScope': 'NEW_RELEASES',
    'input.prices.0.scope': 'PER_CHECKOUT',
    'input.territories': 'us, ca',
    'input.effectiveFrom.date': '2026-10-01',
    'input.license.model': 'METERED_BY_TIME_OR_CHECKOUTS',
    'input.license.durationMonths': '24',
    'input.embargo.unit': 'WEEK',
    'input.embargo.amount': '8',
    'input.embargo.copiesAllowedDuring': '1',
    'input.prices.0.kind': 'RANGE',
    'input.prices.0.min.amount': '27.99',
    'input.prices.0.max.amount': '60',
    'input.prices.0.currency': 'us dollar',
    'input.confidence': 'HIGH',
    ...aSource,
  });
  await press(page, 'Try it');
  // The model says that loans end it too, and nobody said how many.
  expect(await page.getByRole('alert').count()).toBe(1);
  expect(await page.locator('.wrong').count()).toBe(1);
  expect(await page.locator('[aria-invalid="true"]').getAttribute('name')).toBe('input.license.checkouts');
  expect(await page.locator('[name="input.prices.0.max.amount"]').inputValue()).toBe('60');
  await typed(page, { 'input.license.checkouts': '26' });
  await press(page, 'Try it');
  expect(await told(page)).toBe('It can be recorded. Nothing was written yet.');
  expect(await part(page, 'What would be recorded').innerText()).toContain('8 weeks');
  expect((await shelfbridge.ask(read, { id: 'minotaur-new-releases-2026-10-01' })).errors).toHaveLength(1);

  await press(page, 'Record it');
  expect(await told(page)).toBe('The policy is recorded.');
  expect(await record('minotaur-new-releases-2026-10-01')).toMatchObject({
    version: 1,
    effectiveFrom: { date: '2026-10-01', precision: 'DAY' },
    sources: [{ title: 'A letter to libraries' }],
  });
  const terms = `query ($id: ID!) { policyPeriod(id: $id) { territories license { checkouts durationMonths expiryRule }
    embargo { amount unit copiesAllowedDuring } prices { kind scope min { amount currency } max { amount currency } } } }`;
  expect(dataOf(await shelfbridge.ask(terms, { id: 'minotaur-new-releases-2026-10-01' })).policyPeriod).toEqual({
    territories: ['US', 'CA'],
    license: { checkouts: 26, durationMonths: 24, expiryRule: 'EARLIER_OF' },
    embargo: { amount: 8, unit: 'WEEK', copiesAllowedDuring: 1 },
    prices: [
      { kind: 'RANGE', scope: 'PER_CHECKOUT', min: { amount: '27.99', currency: 'USD' }, max: { amount: '60', currency: 'USD' } },
    ],
  });

  // Its terms are corrected by the same fields: what is left alone stays, what is emptied goes.
  const correct = part(page, 'Our record is wrong');
  for (const summary of await correct.locator('summary').all()) if (await summary.isVisible()) await summary.click();
  const within = (field: string) => correct.locator(`[name="input.correction.${field}"]`);
  expect(await within('license.durationMonths').inputValue()).toBe('24');
  await within('prices.0.max.amount').fill('65.50');
  await within('embargo.unit').selectOption('');
  for (const field of ['embargo.amount', 'embargo.copiesAllowedDuring']) await within(field).fill('');
  await correct.getByLabel('A source on record').selectOption({ index: 1 });
  await correct.getByLabel('Why the record was wrong').fill('The letter says so.');
  await press(page, 'Correct the record');
  expect(await told(page)).toBe('The record is corrected.');
  expect(dataOf(await shelfbridge.ask(terms, { id: 'minotaur-new-releases-2026-10-01' })).policyPeriod).toEqual({
    territories: ['US', 'CA'],
    license: { checkouts: 26, durationMonths: 24, expiryRule: 'EARLIER_OF' },
    embargo: null,
    prices: [
      {
        kind: 'RANGE',
        scope: 'PER_CHECKOUT',
        min: { amount: '27.99', currency: 'USD' },
        max: { amount: '65.50', currency: 'USD' },
      },
    ],
  });
});

it('an editor tries a file of policies, sees each fault at its row, and imports the others', async () => {
  const page = await editor({ javaScriptEnabled: false });
  await room(page, 'Import a file');
  const policy = {
    publisherId: 'minotaur',
    formats: ['AUDIOBOOK'],
    territories: ['NZ'],
    status: 'IN_FORCE_PERIOD',
    effectiveFrom: '2026-09-01',
    terms: { model: 'METERED_BY_TIME', durationMonths: 12, expiryRule: 'TIME' },
    sources: ['letter-file'],
    confidence: 'MEDIUM',
  };
  const file = {
    policies: [
      { ...policy, id: 'from-file' },
      { ...policy, id: 'at-fault', terms: { ...policy.terms, durationMonths: 0 } },
    ],
    sources: [{ id: 'letter-file', title: 'A letter in a file', url: null }],
  };
  const chosen = { name: 'policies.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) };
  await page.getByLabel('Choose a file').setInputFiles({ ...chosen, buffer: Buffer.alloc(700_000, ' ') });
  await press(page, 'Try the file');
  const wrong = page.getByRole('strong').filter({ hasText: '“Choose a file” takes at most 600 kB.' });
  expect(await wrong.count()).toBe(1);
  await page.getByLabel('Choose a file').setInputFiles(chosen);
  await press(page, 'Try the file');
  expect(await told(page)).toBe('The file was tried. Nothing was written yet.');
  const rows = page.getByRole('table').getByRole('row');
  expect(await rows.nth(1).innerText()).toMatch(/^2\s+at-fault\s+At fault\s+license\.durationMonths/);
  expect(await rows.nth(2).innerText()).toMatch(/^1\s+from-file\s+New/);
  expect(await page.locator('textarea[name="text"]').inputValue()).toBe(JSON.stringify(file));
  await press(page, 'Record 1 policy');
  expect(await told(page)).toBe('The file is imported.');
  expect(await record('from-file')).toMatchObject({ version: 1 });
});

it('an editor completes the draft of a document of terms in the form', async () => {
  const page = await editor({ javaScriptEnabled: false });
  await room(page, 'Import a file');
  const license = {
    metadata: { identifier: 'urn:odl:1', format: 'application/epub+zip', terms: { checkouts: 26, concurrency: 1 } },
  };
  await page.getByLabel('Or paste its text').fill(JSON.stringify({ licenses: [license] }));
  await press(page, 'Try the file');
  expect(await told(page)).toMatch(/^1 draft was read from ODL/);
  expect(await part(page, 'Drafts from ODL').innerText()).toContain('publisherId');
  await page.getByRole('link', { name: 'Complete it in the form' }).click();
  expect(await page.locator('[name="input.license.checkouts"]').inputValue()).toBe('26');
  expect(await page.locator('[name="input.publisherId"]').inputValue()).toBe('');
});

it('an editor records a publisher, a bill with its steps, and corrects both', async () => {
  const page = await editor({ javaScriptEnabled: false });
  await room(page, 'Publishers');
  await typed(page, { 'input.name': 'Verso Books', 'input.kind': 'BRANCH' });
  await press(page, 'Record the publisher');
  expect(await page.locator('[aria-invalid="true"]').getAttribute('name')).toBe('input.parentId');
  await typed(page, { 'input.kind': 'PUBLISHER', 'input.aliases': 'Verso\nNew Left Books' });
  await press(page, 'Record the publisher');
  expect(await told(page)).toBe('The publisher is recorded.');
  await page.goto('/edit/publishers?text=verso');
  await page.getByRole('link', { name: 'Verso Books' }).click();
  await typed(page, { 'input.country': 'GB', reason: 'It is seated in London.' });
  await press(page, 'Replace the record');
  const { publisher } = dataOf(await shelfbridge.ask('{ publisher(id: "verso-books") { country aliases } }'));
  expect(publisher).toEqual({ country: 'GB', aliases: ['Verso', 'New Left Books'] });

  await room(page, 'Laws');
  await typed(page, {
    'input.name': 'An act about ebooks',
    'input.number': 'SB 77',
    'input.country': 'US',
    'input.region': 'US-OR',
    'input.confidence': 'MEDIUM',
    'input.steps.0.stage': 'INTRODUCED',
    'input.steps.0.on': '2026-02-03',
    'input.steps.0.confidence': 'HIGH',
    'input.steps.1.stage': 'PASSED_ONE_HOUSE',
    'input.steps.1.on': '2026-01-20',
    'input.steps.1.confidence': 'HIGH',
    ...aSource,
  });
  await press(page, 'Record the law or bill');
  expect(await page.locator('[aria-invalid="true"]').getAttribute('name')).toBe('input.steps.1.on');
  await typed(page, { 'input.steps.1.on': '2026-04-20' });
  await press(page, 'Record the law or bill');
  expect(await told(page)).toBe('The law or bill is recorded.');
  await page.getByRole('link', { name: 'An act about ebooks' }).click();
  await typed(page, {
    'input.steps.2.stage': 'SIGNED',
    'input.steps.2.confidence': 'HIGH',
    reason: 'The governor signed it.',
  });
  await press(page, 'Replace the record');
  expect(await told(page)).toMatch(/^The record is replaced/);
  const steps = '{ law(id: "us-us-or-sb-77-an-act-about-ebooks") { jurisdiction steps { stage on } sources { title } } }';
  expect(dataOf(await shelfbridge.ask(steps)).law).toEqual({
    jurisdiction: 'US-OR',
    steps: [
      { stage: 'INTRODUCED', on: '2026-02-03' },
      { stage: 'PASSED_ONE_HOUSE', on: '2026-04-20' },
      { stage: 'SIGNED', on: null },
    ],
    sources: [{ title: 'A letter to libraries' }],
  });
});

it('two editors who correct one publisher hear of each other, and what neither touched stays', async () => {
  const one = await editor({ javaScriptEnabled: false });
  const two = await one.context().newPage();
  for (const each of [one, two]) await each.goto('/edit/publishers/hachette');
  const five = (page: Page) => page.getByLabel('It is one of the five largest houses.');
  await one.getByLabel('Note').fill('As one sees it.');
  await five(one).uncheck();
  for (const each of [one, two]) await each.getByLabel('Why the record was wrong').fill('To see.');
  await press(one, 'Replace the record');
  await two.getByLabel('Note').fill('As two sees it.');
  await press(two, 'Replace the record');
  expect(await two.getByRole('alert').innerText()).toMatch(
    /houses\.” is now: “not ticked”\.[\s\S]*“Note” is now: “As one sees it\.”\. You wrote/,
  );
  expect([await five(two).isChecked(), await two.getByLabel('Note').inputValue()]).toEqual([false, 'As two sees it.']);
  await five(two).check();
  await press(two, 'Replace the record');
  const read = '{ publisher(id: "hachette") { bigFive note } }';
  expect(dataOf(await shelfbridge.ask(read)).publisher).toEqual({ bigFive: true, note: 'As two sees it.' });
});

it('an editor records who spoke, a boycott with its numbers and its end, and a petition of the past', async () => {
  const page = await editor({ javaScriptEnabled: false });
  await room(page, 'Statements');
  await typed(part(page, 'Record an organization'), {
    'input.name': 'Readers of Oregon',
    'input.kind': 'COALITION',
    'input.country': 'US',
  });
  await press(page, 'Record the organization');
  const record = part(page, 'Record a statement');
  await record.getByLabel('Title', { exact: true }).fill('We cannot wait eight weeks');
  await typed(record, { 'input.confidence': 'HIGH', ...aSource });
  await press(page, 'Record the statement');
  expect(await record.locator('.wrong').innerText()).toBe(
    'Tick who made it. An organization that is not in the list is recorded below first.',
  );
  await record.locator('[name="input.organizationIds"][value="readers-of-oregon"]').check();
  await typed(record, { 'input.stance': 'OPPOSES', 'input.publishedOn': '2026-10-02' });
  await press(page, 'Record the statement');
  expect(await told(page)).toBe('The statement is recorded.');
  await page.goto('/statements');
  expect(await page.getByText('We cannot wait eight weeks').count()).toBe(1);

  await page.goto('/edit/boycotts');
  await typed(page, {
    'input.title': 'No ebooks in October',
    'input.targetPublisherId': 'minotaur',
    'input.coordinator': 'Readers of Oregon',
    'input.startedOn': '2026-10-05',
    ...aSource,
  });
  await press(page, 'Record the boycott');
  await page.getByRole('link', { name: 'No ebooks in October' }).click();
  const count = part(page, 'Numbers that sources reported');
  await typed(count, {
    'input.metric': 'SYSTEMS',
    'input.count': '12',
    'input.qualifier': 'ABOUT',
    'input.on': '2026-10-20',
    'input.confidence': 'MEDIUM',
  });
  await count.getByLabel('A source on record').selectOption({ index: 1 });
  await press(page, 'Record the number');
  expect(await count.innerText()).toContain('about 12 library systems, 20 October 2026');
  const end = part(page, 'It ended');
  await end.getByLabel('The day on which it ended').fill('2026-11-01');
  await end.getByLabel('A source on record').selectOption({ index: 1 });
  await press(page, 'Record the end');
  expect(await end.innerText()).toContain('The record says that it ended on 1 November 2026.');

  await room(page, 'Past petitions');
  await typed(page, {
    'input.title': 'Ebooks for Oregon',
    'input.ask': 'End the wait.',
    'input.target': 'The publisher',
    'input.organizers': 'Readers of Oregon',
    'input.launchedOn': '2025-03-01',
    'input.deliveries.0.to': 'The publisher',
    'input.deliveries.0.on': '2025-06-01',
    'input.deliveries.0.count': '900',
    'input.deliveries.0.qualifier': 'ABOUT',
    ...aSource,
  });
  await press(page, 'Record the petition');
  await page.getByRole('link', { name: 'Ebooks for Oregon' }).click();
  await typed(count, {
    'input.metric': 'SIGNATURES',
    'input.count': '850',
    'input.qualifier': 'MORE_THAN',
    'input.on': '2025-05-01',
    'input.confidence': 'MEDIUM',
  });
  await count.getByLabel('A source on record').selectOption({ index: 1 });
  await press(page, 'Record the number');
  expect(await told(page)).toBe('The number is recorded.');
  await page.getByRole('link', { name: 'Its page for everybody' }).click();
  expect(await page.locator('main').innerText()).toContain('900');
});

const pages = [
  ...['none', 'mac-2020-proposals', 'bastei-luebbe-de-2018', 'apub-2021-option-1', 'new'].map((id) => `policies/${id}`),
  ...['import', 'publishers', 'publishers/macmillan', 'statements', 'statements/ala-2019-06-17', 'boycotts'],
  ...['boycotts/boycott-macmillan-2019', 'boycotts/none', 'laws', 'laws/us-ct-sb-1234', 'petitions', 'petitions/ebooksforall'],
];

it('every editor can read the pages of the room on a desk by day and on a phone by night', async () => {
  const page = await editor({ viewport: { width: 1280, height: 900 } });
  await readableDayAndNight(page);
  for (const path of pages) {
    await page.goto(`/edit/${path}`);
    await page.locator('details').evaluateAll((all) => {
      for (const each of all) (each as unknown as { open: boolean }).open = true;
    });
    await readableDayAndNight(page);
  }
});
