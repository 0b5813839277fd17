// An organizer uses nothing but a browser: writes a petition, opens it, moves it, brings signatures on paper, closes and delivers it.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { dataOf } from '../support/graphql';
import { People } from '../support/people';
import { readable } from '../support/readable';
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
jest.setTimeout(120_000);

const people = new People(
  () => browser,
  () => shelfbridge.url,
);
afterEach(async () => expect(await people.leave()).toEqual([]));

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const told = (page: Page) => page.getByRole('status').first().innerText();

/** Somebody, without JavaScript unless it is said, who signs in from the front page in a role. */
async function signedIn(button: string, room: string, javaScriptEnabled = false): Promise<Page> {
  const page = await people.person({ javaScriptEnabled });
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await press(page, button);
  await page.getByRole('link', { name: room }).click();
  return page;
}

/** Axe needs scripts: opens the pages of somebody once more, in a browser that runs them, on a telephone at night. */
async function readableInBrowser(page: Page, paths: readonly string[]): Promise<void> {
  const { cookies } = await page.context().storageState();
  const reading = await people.person({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  await reading.context().addCookies(cookies);
  for (const path of paths) {
    await reading.goto(path);
    await readable(reading);
  }
}

it('an organizer writes a petition, looks at it, opens, moves, closes and delivers it', async () => {
  const page = await signedIn('Be an organizer', 'Organize');
  await page.getByRole('link', { name: 'Write a new petition' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Fair ebooks');
  await page.getByLabel('What it asks for').fill('Sell us ebooks that we may keep.');
  await page.getByLabel('Whom it is addressed to').fill('All publishers');
  await page.getByLabel('Who organizes it').fill('Readers of Kiel\nFriends of the library');
  await page.getByLabel('Its part of the address').fill('Not an id');
  await page.getByLabel('Goal').fill('100');
  await page.getByLabel('Milestones').fill('10, 50');
  await page.getByLabel('Time zone').fill('Berlin');
  await page.getByText('Policies it is about').first().click();
  await page.getByLabel('Macmillan Publishers · 24 months or 52 loans · new titles · from 1 November 2019').check();
  await page.getByLabel('Opens by itself on').fill('2099-02-01');
  await press(page, 'Save the draft and look at it');
  expect(await page.getByLabel('Its part of the address').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Who organizes it').inputValue()).toContain('Friends of the library');
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Berlin, Germany');
  await page.getByLabel('Its part of the address').fill('fair-ebooks-kiel');
  await press(page, 'Save the draft and look at it');
  expect(await heading(page)).toBe('Fair ebooks');
  expect(await part(page, 'Preview').innerText()).toContain('Readers of Kiel, Friends of the library');
  expect(await part(page, 'What waits').innerText()).toContain('It opens by itself on 1 February 2099.');

  await page.getByRole('link', { name: 'Rewrite the draft' }).click();
  expect(await page.getByLabel('Opens by itself on').inputValue()).toBe('2099-02-01');
  expect(await page.locator('[name="input.relatedPolicyIds"]:checked').count()).toBe(1);
  expect(await page.getByLabel('Milestones').inputValue()).toBe('10\n50');
  await page.getByLabel('Opens by itself on').fill('');
  await press(page, 'Save the draft and look at it');
  await press(page, 'Open it now');
  expect(await told(page)).toBe('The petition is open.');

  await page.getByLabel('Last day to sign').fill('2099-03-31');
  await page.getByLabel('Reminders').selectOption('Remind nobody');
  await press(page, 'Save');
  expect(await part(page, 'What waits').innerText()).toContain('until the end of 31 March 2099.');
  expect(await part(page, 'Not confirmed yet').innerText()).toContain('Nobody is reminded');
  await page.getByLabel('Last day to sign').fill('2001-03-31');
  await press(page, 'Save');
  expect(await page.getByLabel('Last day to sign').getAttribute('aria-invalid')).toBe('true');
  await press(page, 'Have no closing day');
  expect(await part(page, 'What waits').innerText()).toContain('It has no closing day');

  await readableInBrowser(page, ['/organize', '/organize/new', '/organize/fair-ebooks-kiel']);

  await page.getByLabel('Subject').fill('We begin');
  await page.getByLabel('Text').fill('Tell others.');
  await press(page, 'Send it');
  expect(await told(page)).toContain('Nobody has asked for it by mail yet');
  expect(await page.getByLabel('Subject').inputValue()).toBe('');
  await page.getByLabel('Subject').fill('Again');
  await page.getByLabel('Text').fill('Too soon.');
  await press(page, 'Send it');
  expect(await page.getByRole('alert').innerText()).toContain('day');
  expect(await page.getByLabel('Text').inputValue()).toBe('Too soon.');

  await page.getByLabel('I know that it cannot open again').check();
  await press(page, 'Close it now');
  expect(await part(page, 'What waits').innerText()).toContain('It waits to be delivered.');
  await page.getByLabel('Who received it').fill('The minister');
  // In Kiel, where the petition began, it may be the next day already.
  await page
    .getByLabel('On which day')
    .first()
    .fill(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format());
  await press(page, 'Record a delivery');
  expect(await told(page)).toBe('The delivery is recorded.');
  await page.getByText('Correct this delivery').click();
  const correcting = part(page, 'Deliveries').locator('details');
  await correcting.getByLabel('How many signatures').fill('3');
  await correcting.getByLabel('Why').fill('Three came by post.');
  await correcting.getByRole('button').click();
  expect(await part(page, 'Deliveries').innerText()).toContain('3 signatures to The minister');
  await page.getByLabel('What happened').selectOption('The policy was changed');
  await press(page, 'Record it');
  expect(await part(page, 'What waits').innerText()).toBe('What waits\n\nNothing waits for you.');
  await page.getByRole('link', { name: 'Organize', exact: true }).click();
  expect(await page.getByRole('listitem').filter({ hasText: 'Fair ebooks' }).first().innerText()).toContain('Delivered');
});

it('an organizer brings 2,000 paper signatures, undoes one sheet, delivers, and counts what comes afterwards', async () => {
  const page = await signedIn('Be an organizer', 'Organize');
  await page.goto('/organize/new');
  await page.getByLabel('Title', { exact: true }).fill('On paper');
  await page.getByLabel('What it asks for').fill('Lend.');
  await page.getByLabel('Whom it is addressed to').fill('All');
  await page.getByLabel('Who organizes it').fill('Readers');
  await page.getByLabel('Its part of the address').fill('on-paper');
  await press(page, 'Save the draft and look at it');
  await press(page, 'Open it now');
  await page.getByRole('link', { name: 'Signatures on paper' }).click();
  const today = new Date().toISOString().slice(0, 10).split('-').reverse().join('/');
  const rows = Array.from({ length: 2_000 }, (_, i) => `S${Math.floor(i / 20) + 1},${(i % 20) + 1},Zoë Reader ${i},${today}`);
  // As an older spreadsheet saves it, with days in an order of their own and two rows that cannot be counted.
  const csv = Buffer.from(
    `Sheet;Line;Name;Signed on\n${rows.join('\n').replaceAll(',', ';')}\nS900;1;;${today}\nS900;2;Ann;31/12/2099\n`,
    'latin1',
  );
  const endless = await page.request.post('/organize/on-paper/paper', {
    headers: { accept: 'text/html' },
    multipart: { form: 'look', sheet: 'w'.repeat(20_000), pasted: 'Name\nAnn' },
  });
  expect([endless.status(), await endless.text()]).toEqual([
    400,
    expect.stringContaining('“Mark of the sheet, for rows that name none” takes at most 500 characters.'),
  ]);
  await page.getByLabel('The file').setInputFiles({ name: 'sheets.csv', mimeType: 'text/csv', buffer: csv });
  await page.getByLabel('How days are written in it').selectOption('Day, month, year: 30/11/2026');
  await press(page, 'Look at it first');
  expect(await page.getByRole('table', { name: 'Rows that cannot be counted' }).innerText()).toContain(
    'country of all such rows under “Country of rows that name none”.',
  );
  await page.getByLabel('Country of rows that name none').fill('Alemania');
  await press(page, 'Look at it again');
  expect(await told(page)).toContain('2,000 would be new');
  expect(await told(page)).toContain('2 cannot be counted.');
  expect(await page.locator('main').innerText()).toContain('column 4 as “Signed on”');
  expect(await page.getByRole('table').innerText()).toContain('“Signed on” lies in the future');
  expect(await page.getByRole('table').innerText()).toContain('2002');
  expect(await page.getByLabel('Its rows').inputValue()).toContain('Zoë Reader 7;');
  await press(page, 'Count them');
  expect(await told(page)).toContain('2,000 are new');
  expect(await page.locator('.count').innerText()).toContain('Another 2,000 signed on paper.');
  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, 'Save all faults as a table (CSV)')]);
  expect(
    readFileSync(await saved.path(), 'utf8')
      .split('\r\n')
      .slice(0, 2),
  ).toEqual(['row,field,message', expect.stringMatching(/^2002,,.*name/)]);
  await readableInBrowser(page, ['/organize/on-paper/paper']);

  await page.getByText('Take back a sheet, or the whole file').click();
  await page.getByLabel('Which sheet').fill('S1');
  await page.getByLabel('Why').fill('Its lines were copied.');
  await press(page, 'Take back');
  expect(await told(page)).toContain('20 rows count no more');
  expect(await page.locator('.count').innerText()).toContain('Another 1,980 signed on paper.');
  expect(await page.locator('#imports').innerText()).toContain('1,980 of its rows still stand');

  await page.getByRole('link', { name: 'On paper', exact: true }).click();
  await page.getByLabel('I know that it cannot open again').check();
  await press(page, 'Close it now');
  await page.getByLabel('Who received it').fill('The minister');
  await page.getByLabel('On which day').first().fill(new Date().toISOString().slice(0, 10));
  await press(page, 'Record a delivery');
  expect(await part(page, 'Deliveries').innerText()).toContain('1,980 signatures to The minister');

  await page.getByRole('link', { name: 'Signatures on paper' }).click();
  await page.getByText('Or its rows, pasted').click();
  await page.getByLabel('Its rows').fill('Sheet,Line,Name,Country\nLate,1,Ann,Germany');
  await press(page, 'Look at it first');
  await press(page, 'Count them');
  expect(await told(page)).toContain('1 is new');
  expect(await page.locator('.count').innerText()).toContain('Another 1,981 signed on paper.');
});

it.each([
  ['with scripts', true],
  ['without scripts', false],
])('an organizer says which column is which, and sends a file of any length, %s', async (what, javaScriptEnabled) => {
  const page = await signedIn('Be an organizer', 'Organize', javaScriptEnabled);
  const id = what.replace(' ', '-');
  const mine = await shelfbridge.token(['--role', 'organizer', '--subject', 'organizer']);
  const input = { id, title: id, ask: 'Lend', target: 'All', organizers: ['Readers'] };
  dataOf(
    await shelfbridge.ask('mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }', { input }, mine),
  );
  dataOf(await shelfbridge.ask('mutation ($id: ID!) { openPetition(id: $id) { id } }', { id }, mine));
  await page.goto(`/organize/${id}/paper`);
  const rows = Array.from({ length: 20_000 }, (_, i) => `F${i % 500};Zoë Reader ${i};Straße von Nummer ${i};DE`).join('\n');
  const sheets = (text: string) => ({ name: 'sheets.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const file = sheets(`Hoj;Kdo;Kde;Země\n${rows}\nF1;;Nowhere;DE\n`);
  expect(file.buffer.length).toBeGreaterThan(800_000);
  await page.getByLabel('The file', { exact: true }).setInputFiles(file);
  await press(page, 'Look at it first');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('table', { name: 'How the file begins' }).innerText()).toContain('Zoë Reader 0');
  // The panel of columns is open, with the refusal at its file.
  if (javaScriptEnabled) await readable(page);
  expect(await page.getByLabel('The file', { exact: true }).getAttribute('aria-describedby')).toContain('hint');
  await page.getByLabel('Name', { exact: true }).selectOption('Column 2: Kdo, Zoë Reader 0');
  await page.getByLabel('Country', { exact: true }).selectOption('4');
  await page.getByLabel('The file', { exact: true }).setInputFiles(file);
  await press(page, 'Look at it again');
  await page.getByText('20,000 would be new').waitFor();
  await page.getByLabel('The file', { exact: true }).setInputFiles(file);
  await press(page, 'Count them');
  await page.getByText('20,000 are new').waitFor();
  expect(await page.locator('.count').innerText()).toContain('Another 20,000 signed on paper.');
  await page.getByRole('link', { name: 'Start with another file' }).click();
  await page.getByText('Or its rows, pasted').click();
  await page.getByLabel('Its rows').fill('Hoj;Kdo;Kde;Země\nG1;Yo;Nowhere;FR');
  await press(page, 'Look at it first');
  expect(await told(page)).toContain('One row: 1 would be new');
  expect(await page.locator('main').innerText()).toContain('You explained these columns in an earlier file');

  await page.goto(`/organize/${id}/paper`);
  const remembered = part(page, 'Columns you explained');
  expect(await remembered.innerText()).toContain('column 2 as “Name”');
  await press(page, 'Forget these columns');
  expect(await told(page)).toBe('The columns are forgotten. What was counted stays.');
  expect(await remembered.count()).toBe(0);
});

it('an organizer strikes out abuse, puts it back, and saves what can be handed over', async () => {
  const page = await signedIn('Be an organizer', 'Organize');
  await page.goto('/organize/new');
  await page.getByLabel('Title', { exact: true }).fill('Of people');
  await page.getByLabel('What it asks for').fill('Lend.');
  await page.getByLabel('Whom it is addressed to').fill('All');
  await page.getByLabel('Who organizes it').fill('Readers');
  await page.getByLabel('Its part of the address').fill('of-people');
  await page.getByLabel('A signature counts').selectOption('NONE');
  await page.getByLabel('Time zone').fill('Asia/Tokyo');
  await press(page, 'Save the draft and look at it');
  await press(page, 'Open it now');
  const sign = async (name: string, email: string, consentToShowName: boolean) => {
    const input = { petitionId: 'of-people', name, email, country: 'DE', consentToShowName };
    dataOf(await shelfbridge.ask('mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }', { input }));
  };
  await sign('Ada', 'ada@spam.example', true);
  await sign('Bob', 'bob@spam.example', true);
  await sign('=Zoë, "reader"', 'zoe@library.example', true);

  await page.getByRole('link', { name: 'Strike out abuse' }).click();
  await page.getByLabel('Why they are abuse').fill('A script signed.');
  await press(page, 'Count them first');
  expect(await page.getByRole('alert').innerText()).toContain('say at least when');
  await page.getByLabel('Region').fill('DE-BE');
  await press(page, 'Count them first');
  expect(await page.getByLabel('Country').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Region').fill('');
  expect(await page.getByLabel('Why they are abuse').inputValue()).toBe('A script signed.');
  // Clocks in Tokyo are nine hours ahead: an hour ago there.
  await page.getByLabel('Signed before').fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16));
  await press(page, 'Count them first');
  expect(await told(page)).toBe('No signature that counts meets all of this.');
  await page.getByLabel('Signed before').fill('');
  expect(await page.getByLabel('Domains with many signatures').innerText()).toMatch(/2 signatures, on \d+ \w+ \d{4}/);
  await page.getByLabel('Domains with many signatures').selectOption({ index: 1 });
  await press(page, 'Count them first');
  expect(await told(page)).toBe('2 signatures meet all of this. They still count.');
  await page.getByLabel('Domains with many signatures').selectOption('Any');
  await page.getByLabel('Or a domain by its name').fill('spam.example');
  await press(page, 'Count them first');
  expect(await part(page, 'Struck out so far').innerText()).toContain('Nothing was struck out.');
  await sign('Cy', 'cy@spam.example', false);
  await press(page, 'Strike out these 2 signatures');
  expect(await page.getByRole('alert').innerText()).toContain('Another number of signatures');
  await press(page, 'Count them first');
  await press(page, 'Strike out these 3 signatures');
  expect(await told(page)).toContain('3 signatures do not count any more.');
  expect(await part(page, 'Struck out so far').innerText()).toContain('A script signed.');
  await readableInBrowser(page, ['/organize/of-people/abuse']);
  await page.getByText('Put them back', { exact: true }).click();
  await part(page, 'Struck out so far').getByLabel('Why').fill('They were people.');
  await press(page, 'Put back');
  expect(await told(page)).toBe('3 signatures count again.');

  await page.getByRole('link', { name: 'Of people', exact: true }).click();
  const paper = 'mutation ($input: ImportPaperSignaturesInput!) { importPaperSignatures(input: $input) { added } }';
  const csv = 'place,count,country\nFair,7,KE\nParty,2,\n';
  const mine = await shelfbridge.token(['--role', 'organizer', '--subject', 'organizer']);
  const posted = await shelfbridge.ask(paper, { input: { petitionId: 'of-people', csv } }, mine);
  expect(dataOf(posted)).toEqual({ importPaperSignatures: { added: 2 } });
  await page.getByRole('link', { name: 'What can be handed over' }).click();
  expect(await part(page, 'Areas').innerText()).toContain('Germany');
  const onPaper = page.getByRole('table', { name: 'Signatures on paper by area' });
  expect(await onPaper.getByRole('row').allInnerTexts()).toEqual([
    'Country\tRegion\tSignatures',
    'Kenya\tnot said\t7',
    'not said\tnot said\t2',
  ]);
  expect(await part(page, 'Names').innerText()).toContain('3 people have agreed');
  const address = await page.getByRole('link', { name: 'Save as a table (CSV)' }).getAttribute('href');
  const file = await page.request.get(address ?? '');
  expect(file.headers()['cache-control']).toBe('no-store');
  const table = await file.text();
  expect(table).toContain('signatures,,,,4,\r\n');
  expect(table).toContain('name,Bob,DE,,,');
  expect(table).toContain(`"'=Zoë, ""reader""",DE`);
  expect(table).not.toContain('Cy');
  await readableInBrowser(page, ['/organize/of-people/hand-over']);
});

it('an organizer who presses twice, or after a change, hears how it stands; two who rewrite one draft lose nothing', async () => {
  const page = await signedIn('Be an organizer', 'Organize');
  const form = {
    form: 'draft',
    'input.id': 'twice',
    'input.ask': 'Lend.',
    'input.target': 'Publishers',
    'input.organizers': 'R',
  };
  const more = { 'input.timeZone': 'UTC', 'input.confirmation': 'NONE', 'input.language': 'en', 'input.reminders': 'true' };
  await page.request.post('/organize/new', { form: { ...form, ...more, 'input.title': 'Twice' } });

  const other = await page.context().newPage();
  for (const each of [page, other]) await each.goto('/organize/twice/draft');
  await page.getByLabel('Title', { exact: true }).fill('Once');
  await page.getByLabel('Hashtag').fill('#lend');
  await press(page, 'Save the draft and look at it');
  await other.getByLabel('Title', { exact: true }).fill('Two times');
  await other.getByLabel('What it asks for').fill('Lend more.');
  await press(other, 'Save the draft and look at it');
  const alert = await other.getByRole('alert').innerText();
  for (const words of ['nothing is saved yet', '“Title” is now: “Once”. You wrote something else.', '“Hashtag” is now: “#lend”.'])
    expect(alert).toContain(words);
  expect(alert).not.toContain('“What it asks for”');
  await press(other, 'Save the draft and look at it');
  expect(await part(other, 'Preview').innerText()).toMatch(/Two times[\s\S]*Lend more\.[\s\S]*#lend/);

  // Both have the page of the draft before them.
  await page.goto('/organize/twice');
  for (const each of [page, other]) await press(each, 'Open it now');
  expect(await told(page)).toBe('The petition is open.');
  expect(await told(other)).toBe('The petition is open. It was done before, and pressing again changed nothing.');
  await other.goBack();
  for (const each of [page, other]) {
    await each.goto('/organize/twice');
    await each.getByLabel('I know that it cannot open again').check();
  }
  for (const each of [page, other]) await press(each, 'Close it now');
  expect(await told(other)).toBe('The petition is closed. It was done before, and pressing again changed nothing.');
  const late = await page.request.post('/organize/twice', { form: { form: 'open' } });
  expect([late.status(), await late.text()]).toEqual([400, expect.stringContaining('This is how it stands now.')]);
  await page.context().close();
});

it('what another organizer wrote is not theirs to open', async () => {
  const olga = await shelfbridge.token(['--role', 'organizer', '--subject', 'olga']);
  const input = { id: 'of-olga', title: 'Of Olga', ask: 'Lend', target: 'All', organizers: ['Olga'] };
  dataOf(
    await shelfbridge.ask('mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }', { input }, olga),
  );
  const page = await signedIn('Be an organizer', 'Organize');
  expect(await page.getByText('Of Olga').count()).toBe(0);
  expect((await page.goto('/organize/of-olga'))?.status()).toBe(403);
});
