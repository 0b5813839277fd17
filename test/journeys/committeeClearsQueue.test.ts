// The committee clears its queue and mends a double, with nothing but a browser and its mails; and by calls and files at the gateway.
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { codeOf, dataOf } from '../support/graphql';
import { linkIn, MailFolder } from '../support/mailbox';
import { People } from '../support/people';
import { readableDayAndNight } from '../support/readable';
import { Federation } from './federation';

const committeeMail = 'committee@library.example';
let shelfbridge: Federation;
let browser: Browser;
let mails: MailFolder;
beforeAll(async () => {
  mails = new MailFolder();
  browser = await openBrowser();
  shelfbridge = await Federation.start({ MAIL_FOLDER: mails.path, COMMITTEE_MAIL: committeeMail });
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
const person = (javaScriptEnabled: boolean) => people.person({ javaScriptEnabled });
afterEach(async () => expect(await people.leave()).toEqual([]));

/** Submits a library and confirms it, as its contact does. */
async function submitted(name: string, email: string): Promise<void> {
  const input = {
    newLibrary: { name, type: 'PUBLIC', city: 'Kumasi', country: 'GH', languages: ['en'] },
    ...{ offers: 'Drums', seeks: 'Snow', activityInterests: ['PEN_PALS'], commitment: 'FLEXIBLE' },
    ...{ contactName: 'Ama Reader', contactEmail: email, consent: true },
  };
  dataOf(await shelfbridge.ask('mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }', { input }));
  const token = new URL(linkIn(await mails.to(email), 'Confirm the listing')).hash.slice(1);
  dataOf(await shelfbridge.ask('mutation ($token: String!) { confirmListing(token: $token) { id } }', { token }));
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const press = (page: Page | Locator, name: string) => page.getByRole('button', { name }).click();
const main = (page: Page) => page.locator('main').innerText();

it('the committee opens its mail, signs in, and publishes, asks back and declines', async () => {
  await submitted('Ashanti Library', 'ama@library.example');
  const page = await person(false);
  await page.goto(linkIn(await mails.to(committeeMail), 'Review the listing'));
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await press(page, 'Be the committee');
  expect(await heading(page)).toBe('Review: Ashanti Library');
  expect(await page.getByRole('link', { name: 'ama@library.example' }).getAttribute('href')).toBe(
    'mailto:ama@library.example?subject=Your%20listing%20on%20Shelfbridge%3A%20Ashanti%20Library',
  );
  await press(page, 'Publish the listing');
  expect(await page.getByRole('status').innerText()).toBe('The listing is published. Its contact gets a mail.');
  expect(await heading(page)).toBe('Review: Ashanti Library');
  expect(await page.getByRole('link', { name: 'see and correct the library' }).getAttribute('href')).toMatch(
    '/committee/libraries/',
  );
  linkIn(await mails.to('ama@library.example'), 'Renew or withdraw the listing');

  await submitted('Ashanti Libary', 'kofi@library.example');
  await page.getByRole('link', { name: 'Back to what waits' }).click();
  expect(await main(page)).toContain('1 submission waits.');
  expect(await main(page)).toContain('One other library may be the same.');
  await page.getByRole('link', { name: 'Ashanti Libary' }).click();
  const table = page.getByRole('table', { name: 'The library' });
  expect(await table.getByRole('row', { name: /^Name/ }).innerText()).toBe('Name\tAshanti Libary\tAshanti Library');
  await page.getByRole('textbox', { name: 'Why it is declined' }).evaluate((field) => field.removeAttribute('required'));
  await press(page, 'Decline the listing');
  const field = page.getByRole('textbox', { name: 'Why it is declined' });
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await field.fill('Your library is listed already.');
  await press(page, 'Decline the listing');
  expect(await page.getByRole('status').innerText()).toBe('The listing is declined. Its contact gets a mail with your reason.');
  expect((await mails.to('kofi@library.example')).text).toContain('Your library is listed already.');
  await page.goto('/committee');
  expect(await main(page)).toContain('No submission waits.');
});

it('the committee mends a double: it looks at what would move, makes two records one, and two again', async () => {
  const [one, two] = ['Volta Library', 'Volta Libary'];
  const enter = `mutation ($library: NewLibraryInput!) { enterLibrary(input: { library: $library, source: "List" }) { id } }`;
  const token = await shelfbridge.token(['--role', 'committee']);
  const ids: string[] = [];
  for (const name of [one, two]) {
    const library = { name, type: 'PUBLIC', city: 'Ho', country: 'GH', languages: ['en'], website: 'https://volta.example' };
    ids.push(dataOf(await shelfbridge.ask(enter, { library }, token)).enterLibrary.id);
  }
  const page = await person(false);
  await page.goto('/account/sign-in?to=/committee');
  await press(page, 'Be the committee');
  await page.getByRole('link', { name: 'Libraries', exact: true }).click();
  await page.getByLabel('Words in its name').fill('volta');
  await press(page, 'Search');
  expect(await page.getByRole('status').innerText()).toBe('2 libraries found.');
  await page.getByRole('link', { name: one }).click();

  const correct = page.locator('#correct');
  await correct.getByLabel('Website').fill('');
  await correct.getByLabel('City or town').fill('Ho West');
  await correct.getByLabel('Why').fill('Its site is gone.');
  await press(page, 'Correct the record');
  expect(await page.getByRole('status').innerText()).toBe('The record is corrected.');
  const read = 'query ($id: ID!) { library(id: $id) { id name city website languages } }';
  const corrected = { id: ids[0], name: one, city: 'Ho West', website: null, languages: ['en'] };
  expect(dataOf(await shelfbridge.ask(read, { id: ids[0] })).library).toEqual(corrected);

  await page.getByLabel('The record that is given up').selectOption({ label: `${two}, Ho` });
  await page.locator('#merge').getByLabel('Why').fill('Entered twice.');
  await press(page, 'Show what would move');
  expect(await page.getByRole('status').innerText()).toBe('Nothing has changed yet. This is what would move.');
  expect(await main(page)).toContain(`${two}, Ho would become one with ${one}, Ho West.`);
  expect(dataOf(await shelfbridge.ask(read, { id: ids[1] })).library.name).toBe(two);
  await press(page, 'Make them one');
  expect(await page.getByRole('status').innerText()).toBe('The two records are one now. You can undo it below.');
  expect(dataOf(await shelfbridge.ask(read, { id: ids[1] })).library).toEqual(corrected);

  // Who signed in for the record that was given up goes on for the library that stands; others do not.
  for (const [library, told] of [
    [ids[1], one],
    ['demo-tokyo-jp', 'This page is for the staff of another library.'],
  ] as const) {
    const staff = await person(false);
    await staff.request.post('/account/sign-in/choice', { form: { role: 'staff', library: String(library), to: '/account' } });
    for (const id of ids) {
      await staff.goto(`/account/libraries/${id}`);
      expect(await main(staff)).toContain(told);
      if (told === one) expect(new URL(staff.url()).pathname).toBe(`/account/libraries/${ids[0]}`);
    }
    await staff.context().close();
  }
  expect(await page.locator('#merges').innerText()).toContain(`${two}, Ho, Ghana; on `);
  await page.locator('#merges').getByLabel('Why').fill('Two after all.');
  await press(page, 'Make them two again');
  expect(await page.getByRole('status').innerText()).toBe('They are two records again.');
  expect(dataOf(await shelfbridge.ask(read, { id: ids[1] })).library.name).toBe(two);

  // That they look alike is told until somebody says that they are two.
  await page.getByRole('link', { name: 'Possible doubles' }).click();
  const pair = page.locator('main li').filter({ hasText: two });
  expect(await pair.innerText()).toContain('a similar name in the same country');
  await pair.getByLabel('Why').fill('One lends, one trains.');
  await pair.getByRole('button', { name: 'These are two libraries' }).click();
  expect(await page.getByRole('status').first().innerText()).toBe('They are kept as two, and you are not asked again.');
  expect(await main(page)).not.toContain(two);
  await page.goto(`/committee/libraries/${ids[0]}`);

  await page.locator('#take-down').getByLabel('Why').fill('Closed.');
  await press(page, 'Take the library down');
  expect(await page.getByRole('status').first().innerText()).toBe('The library is taken down.');
  await page.locator('#taken-down').getByLabel('Why').fill('It opened again.');
  await press(page, 'Put the library back');
  expect(await page.getByRole('status').first().innerText()).toBe('The library is in the list again.');
  expect(await page.locator('#taken-down').innerText()).toContain('No library was taken down.');
});

it('the committee reads its year and the silent pairs, takes them as a file, and keeps a tip', async () => {
  const page = await person(false);
  await page.goto('/account/sign-in?to=/committee');
  await press(page, 'Be the committee');
  await page.getByRole('link', { name: 'Year and silent pairs' }).click();
  await page.getByRole('spinbutton', { name: 'Year' }).fill('2019');
  await press(page, 'Show the year');
  expect(await heading(page)).toBe('The year 2019');
  expect(await page.locator('#silent').innerText()).toContain('Last contact');
  const csv = await page.request.get('/committee/report.csv?year=2019');
  expect((await csv.text()).split('\r\n').slice(0, 2)).toEqual([
    'year,what,of,count,hours,items',
    expect.stringMatching(/^2019,pairs,,\d+,,$/),
  ]);

  await page.getByRole('link', { name: 'Stories and tips' }).click();
  await page.getByLabel('A new tip').fill('Write often.');
  await press(page, 'Add the tip');
  expect(await page.getByRole('status').innerText()).toBe('The tip is saved.');
  expect(dataOf(await shelfbridge.ask('{ tips { text } }')).tips).toContainEqual({ text: 'Write often.' });
});

it('the committee writes a story of two sisters, rewrites it, and hears who must allow it before it is public', async () => {
  const page = await person(false);
  await page.goto('/account/sign-in?to=/committee/stories');
  await press(page, 'Be the committee');
  await page.locator('#write').getByRole('link', { name: 'the sisters' }).click();
  await page.locator('a[href="/partnerships/demo-auckland-seoul"]').first().click();
  await page.getByRole('link', { name: 'Write a story of these two' }).click();
  const form = page.locator('#write form');
  expect(await form.innerText()).toContain('Auckland Demonstration Library (New Zealand)');
  await form.getByLabel('Its title').fill(' ');
  await form.getByLabel('The story').fill('Boxes of *books*.');
  await form.getByLabel('Know each other’s culture').check();
  await press(form, 'Keep the story to review it');
  expect(await form.getByLabel('The story').inputValue()).toBe('Boxes of *books*.');
  await form.getByLabel('Its title').fill('Boxes');
  await press(form, 'Keep the story to review it');
  expect(await page.getByRole('status').innerText()).toBe('The story is kept. It is public once it is published.');
  const card = page.locator('#waiting .cards > li', { hasText: 'Boxes' });
  await card.getByRole('link', { name: 'Rewrite it' }).click();
  expect(await page.getByLabel('Know each other’s culture').isChecked()).toBe(true);
  await page.getByLabel('Its title').fill('Boxes of books');
  await press(page, 'Keep the story to review it');
  expect(await heading(page)).toBe('Boxes of books');
  await press(page, 'Publish the story');
  expect(await page.locator('#state').innerText()).toMatch(/allow/);

  // One that is public already is mended from the page that everybody reads.
  await page.goto('/stories');
  await page.locator('a[href="/stories/story-opatija-galway"]').click();
  await page.getByRole('link', { name: 'Rewrite this story' }).click();
  await page.getByLabel('The story', { exact: true }).fill('They write *each other*.');
  await press(page, 'Change the published story');
  expect(await page.getByRole('status').innerText()).toBe('The story is rewritten. Everybody reads the new words now.');
  await page.getByRole('link', { name: 'The page that everybody reads' }).click();
  expect(await main(page)).toContain('They write each other.');
  await page.getByRole('link', { name: 'Rewrite this story' }).click();
  await press(page, 'Take the story back');
  expect(await page.getByRole('status').innerText()).toBe('The story is taken back. Only the committee reads it now.');
});

it('the committee tries a list, sees the fault by its line, enters the rest and undoes it', async () => {
  const page = await person(false);
  await page.goto('/account/sign-in?to=/committee');
  await press(page, 'Be the committee');
  await page.getByRole('link', { name: 'Lists and pairs' }).click();
  const rows = 'name,city,country,languages,source\nKeta Library,Keta,GH,en,List\n"Nobody, Library",Keta,Atlantis,en,List\n';
  const known = async () =>
    dataOf(await shelfbridge.ask('{ libraries(filter: { text: "Keta" }) { totalCount } }')).libraries.totalCount;
  const csv = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
  await page.locator('#libraries').getByLabel('The file').setInputFiles(csv);
  await page.locator('#libraries').getByRole('button', { name: 'Look at it first' }).click();
  expect(await main(page)).toContain('Rows: 2. New: 1. Known already: 0. Not taken: 1.');
  expect(await page.getByRole('table', { name: 'What is wrong' }).getByRole('row').nth(1).innerText()).toMatch(/^3\tCountry\t/);
  expect(await known()).toBe(0);
  await press(page, 'Enter the one new row');
  expect(await page.getByRole('status').innerText()).toBe('The rows are entered.');
  expect(await known()).toBe(1);
  const imports = page.locator('#imports');
  expect(await imports.innerText()).toContain('One library, on');
  await imports.getByText('Undo this list').click();
  await imports.getByLabel('Why', { exact: true }).fill('The wrong list.');
  await press(page, 'Undo this import');
  expect(await page.getByRole('status').innerText()).toBe('The import is undone.');
  expect(await imports.innerText()).toContain('Undone on');
  expect(await known()).toBe(0);
});

it('the committee says which column is which, saves the faults, and enters a pair that it looks for by name', async () => {
  const page = await person(false);
  await page.goto('/account/sign-in?to=/committee/files');
  await press(page, 'Be the committee');
  const libraries = page.locator('#libraries');
  await libraries.getByText('Or its rows, pasted').click();
  await libraries.getByLabel('Its rows').fill('Bibliothèque;Ville;Pays;Parlers\nBibliothèque de Ségou;Ségou;ML;fr\nX;;ML;fr\n');
  // All rows are from one source, and the list has no column for it.
  await libraries.getByLabel('Source of rows that name none').fill('Liste');
  await press(libraries, 'Look at it first');
  expect(await libraries.innerText()).toContain('The names of the columns were not recognised.');
  expect(await libraries.innerText()).toContain('Not every column that is needed is known by its name in this file.');
  expect(await libraries.getByRole('table', { name: 'How the file begins' }).innerText()).toContain('Ségou');
  for (const [name, header] of Object.entries({ Name: 'Bibliothèque', City: 'Ville', Languages: 'Parlers' }))
    await libraries.getByLabel(name, { exact: true }).selectOption(header);
  await libraries.getByLabel('Country', { exact: true }).selectOption('Pays');
  await press(libraries, 'Look at it again');
  expect(await main(page)).toContain('Rows: 2. New: 1. Known already: 0. Not taken: 1.');
  const [saved] = await Promise.all([page.waitForEvent('download'), press(libraries, 'Save all faults')]);
  expect(saved.suggestedFilename()).toBe('faults-of-libraries.csv');
  await press(libraries, 'Enter the one new row');
  expect(await page.getByRole('status').innerText()).toBe('The rows are entered.');

  const pair = page.locator('#pair');
  await pair.getByLabel('One library, by its name or city').fill('Segou');
  await pair.getByLabel('Its sister, by its name or city').fill('Nowhere at all');
  await press(pair, 'Find both libraries');
  expect(await pair.innerText()).toContain('Nothing is found for “Nowhere at all”');
  await pair.getByLabel('Its sister, by its name or city').fill('Accra');
  await press(pair, 'Find both libraries');
  await pair.getByLabel('One library', { exact: true }).selectOption({ label: 'Bibliothèque de Ségou (Ségou, Mali)' });
  await pair.getByLabel('Where it is documented').fill('Minutes');
  await press(pair, 'Enter the pair');
  expect(await page.getByRole('status').innerText()).toBe('The pair is entered.');
});

it('the committee enters a library by hand that it looked for in vain, and is led to its record when it is there already', async () => {
  const page = await person(false);
  await page.goto('/account/sign-in?to=/committee/files');
  await press(page, 'Be the committee');
  const pair = page.locator('#pair');
  await pair.getByLabel('One library, by its name or city').fill('Kairouan');
  await pair.getByLabel('Its sister, by its name or city').fill('Accra');
  await press(pair, 'Find both libraries');
  await pair.getByRole('link', { name: 'Enter one library by hand' }).click();
  const enter = page.locator('#enter');
  for (const city of ['Kairouan', 'KAIROUAN']) {
    await enter.getByLabel('Name', { exact: true }).fill('Bibliothèque de Kairouan');
    await enter.getByLabel('City or town').fill(city);
    await enter.getByLabel('Country', { exact: true }).fill('Tunisia');
    await enter.getByLabel('Main language in the library').selectOption('French');
    await enter.getByLabel('Where it is documented').fill('Minutes');
    await press(enter, 'Enter the library');
    if (city === 'KAIROUAN') break;
    expect(await page.getByRole('status').first().innerText()).toBe('The library is entered.');
    const alike = page.getByRole('link', { name: 'See whether it looks like another library of its country' });
    expect(await alike.getAttribute('href')).toBe('/committee/doubles?country=TN');
  }
  expect(await main(page)).toContain('The library is in the list already. Correct that one.');
  // What was typed stays, and the record is a link away.
  expect(await enter.getByLabel('City or town').inputValue()).toBe('KAIROUAN');
  await enter.getByRole('link', { name: 'Open its record' }).click();
  expect(await main(page)).toContain('Bibliothèque de Kairouan');
  expect(await main(page)).toContain('Minutes');
});

it('the committee hears what a file is that is no table, before anything is said of columns', async () => {
  const page = await person(false);
  await page.goto('/account/sign-in?to=/committee/files');
  await press(page, 'Be the committee');
  const send = async (name: string, buffer: Buffer) => {
    const file = { name, mimeType: 'text/csv', buffer };
    return (await page.request.post('/committee/files', { multipart: { form: 'libraries', csv: file } })).text();
  };
  const zipped = (...names: string[]) =>
    Buffer.concat(
      names.flatMap((name) => [Buffer.from('PK\u0003\u0004'), Buffer.alloc(26), Buffer.from(name), Buffer.alloc(99)]),
    );
  const long = Array.from({ length: 9_000 }, (_, i) => `xl/${i}`);
  const csv = 'Save the table as CSV';
  for (const [name, buffer, ...words] of [
    ['list.csv', zipped('[Content_Types].xml', 'xl/workbook.xml'), 'This is an Excel workbook.', csv],
    ['long.csv', zipped('[Content_Types].xml', ...long), 'This is an Excel workbook.', csv],
    ['list.ods', zipped('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'This is an OpenDocument file.', csv],
    ['list.pdf', Buffer.from('%PDF-1.7\n'), 'This is a PDF.', csv],
    ['list.png', Buffer.from([0x89, ...Buffer.from('PNG\r\n'), 0, 1]), 'This is a picture.', csv],
    ['list.html', Buffer.from('<!DOCTYPE html><table>'), 'This is a web page', csv],
    ['list.csv', Buffer.alloc(0), 'This file is empty'],
  ] as const) {
    const text = await send(name, buffer);
    for (const each of words) expect(text).toContain(each);
    expect(text).not.toContain('Which column is which');
  }
  for (const rows of [2, 200_000]) {
    const text = await send('wrong.csv', Buffer.from(`Aa,Bb\n${'1,2\n'.repeat(rows)}`));
    expect(text).toContain('<details open><summary>Which column is which');
  }
});

it('the committee signs in again in the middle of a form, and nothing of it is lost', async () => {
  const page = await person(true);
  await page.goto('/account/sign-in?to=/committee/stories');
  await press(page, 'Be the committee');
  await page.getByLabel('A new tip').fill('Write in both languages.\n“Always” <b>.');
  await page.context().clearCookies();
  await press(page, 'Add the tip');
  expect(await page.getByRole('alert').innerText()).toContain('Your session has ended');
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Sign in in a new tab' }).click(),
  ]);
  await press(tab, 'Be the committee');
  await tab.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
  await press(page, 'Show my form again');
  expect(await page.getByLabel('A new tip').inputValue()).toBe('Write in both languages.\n“Always” <b>.');
  await press(page, 'Add the tip');
  expect(await page.getByRole('status').innerText()).toBe('The tip is saved.');
});

it('everybody of the committee can read its pages on a desk by day and on a phone by night', async () => {
  const page = await people.person({ viewport: { width: 1280, height: 900 } });
  await page.goto('/account/sign-in?to=/committee');
  await press(page, 'Be the committee');
  const rooms = [
    '',
    '/submissions/none',
    '/libraries',
    '/libraries/demo-accra-gh',
    '/stories',
    '/stories?input.partnershipId=demo-accra-edinburgh',
    '/stories/story-opatija-galway',
    '/report',
    '/files',
  ];
  for (const room of rooms) {
    await page.goto(`/committee${room}`);
    await readableDayAndNight(page);
  }
});

describe('the committee at the gateway', () => {
  const petitionId = 'fair-ebook-terms';
  const [from, into, abroad] = ['demo-accra-gh', 'sunyani-gh', 'demo-tokyo-jp'];

  let committee: string;
  const staff: Record<string, string> = {};
  beforeAll(async () => {
    committee = await shelfbridge.token(['--role', 'committee']);
  });

  const ask = async (query: string, variables: object, token?: string) =>
    dataOf(await shelfbridge.ask(query, { ...variables }, token));
  /** Asks until it is so; the other subgraph learns of a merge within seconds. */
  async function until<Read>(read: () => Promise<Read>, isSo: (answer: Read) => boolean): Promise<Read> {
    for (const deadline = performance.now() + 20_000; ; ) {
      const answer = await read();
      if (isSo(answer)) return answer;
      if (performance.now() > deadline) throw new Error(`never came: ${JSON.stringify(answer)}`);
    }
  }

  const enter = `mutation ($library: NewLibraryInput!) { enterLibrary(input: { library: $library, source: "List" }) { id } }`;
  const endorse = `mutation ($libraryId: ID!) { endorsePetition(libraryId: $libraryId, petitionId: "${petitionId}") { id } }`;
  const merge = `mutation ($from: ID!, $into: ID!, $preview: Boolean) { mergeLibraries(from: $from, into: $into, reason: "Entered twice.", preview: $preview) {
  merge { id } from { endorsedPetitions { id } } moved { what count } } }`;
  const undo = `mutation ($id: ID!) { undoMerge(id: $id, reason: "Two after all.") { merge { undoneAt } } }`;
  const petition = `{ petition(id: "${petitionId}") { endorsements(first: 100) { totalCount nodes { library { id name } } } } }`;
  const library = `query ($id: ID!) { library(id: $id) { id name endorsedPetitions { id } partnerships { id partners { id } sharedPetitions { id } } } }`;
  const pair = `mutation ($input: EnterPairInput!) { enterPair(input: $input) { id } }`;
  const endorsers = async () =>
    (await ask(petition, {})).petition.endorsements as { totalCount: number; nodes: { library: { id: string } }[] };
  const names = ({ nodes }: Awaited<ReturnType<typeof endorsers>>) => nodes.map((node) => node.library.id);

  it('one library answers under both ids in both subgraphs, counts once, and two come back', async () => {
    // Both are marked as invented, as the first is.
    await ask(
      enter,
      { library: { name: 'Sunyani Library', type: 'PUBLIC', city: 'Sunyani', country: 'GH', languages: ['en'] } },
      committee,
    );
    const real = await ask(
      enter,
      { library: { name: 'Sunyani Central Library', type: 'PUBLIC', city: 'Sunyani', country: 'GH', languages: ['en'] } },
      committee,
    );
    const twice = [real.enterLibrary.id, into] as const;
    for (const id of twice)
      staff[id] = await shelfbridge.token(['--role', 'staff', '--library', id, '--subject', `staff of ${id}`]);
    staff[abroad] = await shelfbridge.token(['--role', 'staff', '--library', abroad, '--subject', `staff of ${abroad}`]);
    for (const id of [...twice, abroad]) await ask(endorse, { libraryId: id }, staff[id]);
    const sisters = (await ask(pair, { input: { libraryId: twice[0], otherLibraryId: abroad, source: 'List' } }, committee))
      .enterPair.id;
    const before = await endorsers();

    expect(codeOf(await shelfbridge.ask(merge, { from: twice[0], into: from }, committee))).toBe('BAD_USER_INPUT');
    const looked = await ask(merge, { from: twice[0], into: twice[1], preview: true }, committee);
    expect(looked.mergeLibraries).toEqual({
      merge: null,
      from: { endorsedPetitions: [{ id: petitionId }] },
      moved: [{ what: 'partnerships', count: 1 }],
    });
    const { mergeLibraries } = await ask(merge, { from: twice[0], into: twice[1] }, committee);
    const once = await until(
      endorsers,
      (now) => now.totalCount === before.totalCount - 1 && names(now).length === now.totalCount,
    );
    expect(names(once).filter((id) => (twice as readonly string[]).includes(id))).toEqual([into]);
    const read = { id: into, name: 'Sunyani Library', endorsedPetitions: [{ id: petitionId }] };
    const shared = { id: sisters, partners: [{ id: abroad }, { id: into }], sharedPetitions: [{ id: petitionId }] };
    for (const id of twice) expect((await ask(library, { id })).library).toEqual({ ...read, partnerships: [shared] });

    // By the token of the merged id, in both subgraphs.
    const old = staff[twice[0]];
    await ask('mutation ($id: ID!) { takeOverPartnership(id: $id) { id } }', { id: sisters }, old);
    const withdraw = `mutation ($libraryId: ID!) { withdrawEndorsement(libraryId: $libraryId, petitionId: "${petitionId}") { id } }`;
    await ask(withdraw, { libraryId: abroad }, staff[abroad]);
    await ask(endorse, { libraryId: into }, old);
    expect((await endorsers()).totalCount).toBe(before.totalCount - 2);

    await ask(undo, { id: mergeLibraries.merge.id }, committee);
    await until(endorsers, ({ totalCount }) => totalCount === before.totalCount - 1);
    expect((await ask(library, { id: twice[0] })).library).toMatchObject({ id: twice[0], partnerships: [{ id: sisters }] });
    expect((await ask(library, { id: into })).library.partnerships).toEqual([]);
  });

  it('a merge that happens while the other subgraph is away is known there once it is back', async () => {
    const entered = async (name: string) =>
      (await ask(enter, { library: { name, type: 'PUBLIC', city: 'Tamale', country: 'GH', languages: ['en'] } }, committee))
        .enterLibrary.id as string;
    const twice = [await entered('Tamale Library'), await entered('Tamale Central')] as const;
    for (const id of twice) {
      staff[id] = await shelfbridge.token(['--role', 'staff', '--library', id, '--subject', `staff of ${id}`]);
      await ask(endorse, { libraryId: id }, staff[id]);
    }
    const before = await endorsers();
    process.kill(await shelfbridge.pidOn('ADVOCACY_PORT'), 'SIGKILL');
    await ask(merge.replace('from { endorsedPetitions { id } }', ''), { from: twice[0], into: twice[1] }, committee);
    await shelfbridge.whole();
    const once = await until(
      endorsers,
      (now) => now.totalCount === before.totalCount - 1 && names(now).length === now.totalCount,
    );
    expect(names(once)).not.toContain(twice[0]);
  });

  it('lists of libraries and pairs come in by file, tried first; refusals are HTTP statuses', async () => {
    const send = async (path: string, body: string | Buffer, token?: string, type = 'text/csv') => {
      const headers = { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) };
      const answer = await fetch(new URL(path, shelfbridge.url), {
        method: 'POST',
        headers,
        body: new Uint8Array(Buffer.from(body)),
      });
      const lines = (await answer.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      return [answer.status, lines.at(-1)];
    };
    const libraries = Buffer.from(
      '\ufeffNombre;Ciudad;País;Idiomas;Fuente\r\nBiblioteca del Puerto;Iquique;Perú;es;Lista\n',
      'utf16le',
    );
    expect(await send('/imports/libraries?preview=1', libraries, committee)).toMatchObject([
      200,
      { added: 1, refused: 0, preview: true, importId: null },
    ]);
    const [, { importId }] = await send('/imports/libraries', libraries, committee, 'application/vnd.ms-excel');
    expect(importId).toEqual(expect.any(String));
    expect(await send('/imports/pairs', `library,sister,source\niquique-pe,${abroad},Lista\n`, committee)).toMatchObject([
      200,
      { added: 1, done: true },
    ]);
    expect((await ask('{ library(id: "iquique-pe") { sisters { id } } }', {})).library.sisters).toEqual([{ id: abroad }]);
    expect((await send('/imports/pairs', 'library,sister,source\n'))[0]).toBe(401);
    expect((await send('/imports/pairs', 'library,sister,source\n', staff[abroad]))[0]).toBe(403);
    expect(await send('/imports/pairs', '<table>', committee)).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'csv' } }] },
    ]);
  });
});
