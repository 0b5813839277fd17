// Two libraries find each other and agree: from the front page and their mails, in a real browser, without typing an address.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { dataOf } from '../support/graphql';
import { linkIn, type MailFolder } from '../support/mailbox';
import type { Federation } from './federation';

const [evora, accra] = ['evora-pt', 'demo-accra-gh'];
const addresses = { [evora]: 'ines@library.example', [accra]: 'kofi@library.example' };

let shelfbridge: Federation;
let browser: Browser;
let mails: MailFolder;

/** Both are in the list, with contacts whose addresses work. */
async function listed(): Promise<void> {
  const committee = await shelfbridge.token(['--role', 'committee']);
  const about = { commitment: 'FLEXIBLE', activityInterests: ['READING_CLUB'], consent: true, contactName: 'A librarian' };
  const inputs = [
    {
      ...about,
      newLibrary: { name: 'Biblioteca de Évora', type: 'PUBLIC', city: 'Évora', country: 'PT', languages: ['pt', 'en'] },
      offers: 'Cork and manuscripts',
      preferredCountries: ['GH'],
      contactEmail: addresses[evora],
    },
    { ...about, libraryId: accra, preferredCountries: ['PT'], contactEmail: addresses[accra] },
  ];
  for (const input of inputs) {
    await shelfbridge.ask('mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }', { input });
    const token = linkIn(await mails.to(input.contactEmail as string), 'Confirm the listing').split('#')[1];
    const confirm = 'mutation ($token: String!) { confirmListing(token: $token) { id } }';
    const { id: listingId } = dataOf(await shelfbridge.ask(confirm, { token })).confirmListing;
    const review = 'mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { id } }';
    await shelfbridge.ask(review, { input: { listingId, decision: 'APPROVE' } }, committee);
    expect((await mails.to(input.contactEmail as string)).subject).toContain('is now listed');
  }
}

const faults: string[] = [];
async function person(javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ baseURL: new URL('/', shelfbridge.url).href, javaScriptEnabled });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  return page;
}

const mainOf = (page: Page) => page.locator('main').innerText();
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();

/** On the page that lets one in, on one's own computer. */
async function be(page: Page, library: string): Promise<void> {
  await page.getByLabel('The library').selectOption(library);
  await press(page, 'Be staff of this library');
}

/** What a walk finds when it begins, and leaves as it was. */
export interface Place {
  readonly shelfbridge: Federation;
  readonly browser: Browser;
  readonly mails: MailFolder;
}

/** A walk of people without an account. */
export interface Walk {
  person(options?: BrowserContextOptions): Promise<Page>;
  /** Known once everything has started. */
  of(): Place;
}

/** Of a Shelfbridge that sends mails into this folder. */
export function agreeing(of: () => Place): void {
  beforeAll(async () => {
    ({ shelfbridge, browser, mails } = of());
    await listed();
  });
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  it('one is found among the suggestions, proposed to, and its answer read; they agree, meet and tell of it', async () => {
    const kofi = await person();
    await kofi.goto('/');
    await follow(kofi, 'Sign in');
    await be(kofi, accra);
    await follow(kofi, /Accra/);
    await kofi.getByText('State your hours').click();
    const hours = kofi.locator('#hours form');
    await hours.getByLabel('Time zone').fill('WAT');
    await hours.getByRole('group', { name: 'Monday' }).getByLabel('From').fill('09:00');
    await hours.getByRole('group', { name: 'Monday' }).getByLabel('To').fill('17:30');
    await press(kofi, 'Keep these hours');
    expect(await hours.innerText()).toContain('Did you mean Lagos, Nigeria?');
    await hours.getByLabel('Time zone').fill('lagos');
    await press(kofi, 'Keep these hours');
    await kofi.getByText('Your hours are kept.').waitFor();
    expect(await mainOf(kofi)).toContain('Monday, 09:00 to 17:30, in the time of Lagos, Nigeria.');
    await follow(kofi, 'Propose to Biblioteca de Évora');
    expect(await mainOf(kofi)).toContain('Cork and manuscripts');
    await kofi.getByLabel('Your message').fill('Olá! <b>We</b> read "aloud".');
    await kofi.getByLabel('Know each other’s culture').check();
    await kofi.getByLabel('In touch').selectOption('MONTHLY');
    // What cannot be used is said at its field, and nothing that was written is lost.
    await kofi.getByLabel('From', { exact: true }).fill('2031-01-01');
    await kofi.getByLabel('Until', { exact: true }).fill('2030-01-01');
    await press(kofi, 'Send the proposal');
    await kofi.getByRole('alert').waitFor();
    expect(await kofi.getByLabel('Your message').inputValue()).toBe('Olá! <b>We</b> read "aloud".');
    expect(await kofi.getByLabel('Know each other’s culture').isChecked()).toBe(true);
    await kofi.getByLabel('Until', { exact: true }).fill('');
    await kofi.getByLabel('From', { exact: true }).fill('');
    await press(kofi, 'Send the proposal');
    await kofi.getByRole('button', { name: 'Withdraw your proposal' }).waitFor();
    expect(await mainOf(kofi)).toMatch(/The terms you propose[\s\S]*Monthly/);
    // The form is behind him, refused once and sent; going back there does not send it again.
    await kofi.goBack();
    expect(await mainOf(kofi)).toContain('You proposed to Biblioteca de Évora already.');
    await follow(kofi, 'Open the page of this pair');
    await kofi.getByRole('button', { name: 'Withdraw your proposal' }).waitFor();

    // The mail leads to the page, and the page to the way in and back again.
    const mail = await mails.to(addresses[evora] as string);
    const ines = await person(false);
    await ines.goto(linkIn(mail, 'Open the partnership'));
    expect(await mainOf(ines)).toContain('This page is for people with an account.');
    await ines.locator('main').getByRole('link', { name: 'Sign in' }).click();
    await be(ines, evora);
    const proposal = await mainOf(ines);
    for (const part of ['The terms they propose', '<b>We</b> read "aloud".', 'Know each other’s culture', 'Monthly'])
      expect(proposal).toContain(part);
    const amend = ines.locator('form', { has: ines.locator('input[value="amend"]') });
    await ines.getByText('Accept with other terms').first().click();
    await amend.getByLabel('Your answer').fill('Com muito gosto.');
    await amend.getByLabel('In your own words').fill('We talk and visit.');
    await amend.getByRole('button').click();
    expect(await ines.getByRole('status').innerText()).toContain('You are sisters now.');
    expect(await mainOf(ines)).toContain('They wait for the other library.');

    await kofi.goto(linkIn(await mails.to(addresses[accra] as string), 'Open the partnership'));
    expect(await mainOf(kofi)).toContain('Com muito gosto.');
    await press(kofi, 'Agree to version 2');
    await kofi.getByText('Both have agreed: these terms apply.').waitFor();
    expect(await mainOf(kofi)).toContain(addresses[evora]);

    await kofi.getByText('Propose a meeting').first().click();
    const meet = kofi.locator('form', { has: kofi.locator('input[value="meet"]') });
    await meet.getByLabel('Day and time').fill('2028-03-10T15:00');
    await meet.getByLabel('Time zone').fill('Somewhere/Else');
    await meet.getByRole('button').click();
    await kofi.getByRole('alert').waitFor();
    expect(await meet.getByLabel('Day and time').inputValue()).toBe('2028-03-10T15:00');
    await meet.getByLabel('Time zone').fill('Lisbon, Portugal');
    await meet.getByRole('button').click();
    await kofi.getByText('The meeting is proposed.').waitFor();
    await ines.goto(ines.url().replace(/#.*/, ''));
    expect(await mainOf(ines)).toContain('Friday, 10 March 2028 at 15:00 (Lisbon, Portugal)');
    expect(await mainOf(ines)).toContain('Friday, 10 March 2028 at 16:00 (Lagos, Nigeria)');
    await press(ines, 'Agree');
    expect(await ines.getByRole('status').innerText()).toContain('both calendars');
    await ines.getByText('Add something you did').click();
    const log = ines.locator('form', { has: ines.locator('input[value="log"]') });
    await log.getByLabel('The day').fill('2026-11-02');
    await log.getByLabel('In a sentence').fill('We met & talked.');
    await log.getByRole('button').click();
    expect(await mainOf(ines)).toContain('We met & talked.');

    // What everybody may see of it, and what the two alone see there.
    const path = `/partnerships/${ines.url().replace(/.*\/|[?#].*/g, '')}`;
    await ines.goto(path);
    for (const part of ['We met & talked.', 'Know each other’s culture', 'Monthly', '10 March 2028'])
      expect(await mainOf(ines)).toContain(part);
    const anybody = await person(false);
    await anybody.goto(path);
    expect(await mainOf(anybody)).toContain('We met & talked.');
    expect(await mainOf(anybody)).not.toContain('2028');
  });

  it('the staff of a library write its listing anew, endorse a petition, take over a pair, pause, go on and end, without scripts', async () => {
    const seattle = 'demo-seattle-us';
    const committee = await shelfbridge.token(['--role', 'committee']);
    const pair = { libraryId: seattle, otherLibraryId: 'demo-aarhus-dk', source: 'The list of 2019' };
    const enter = 'mutation ($input: EnterPairInput!) { enterPair(input: $input) { id } }';
    dataOf(await shelfbridge.ask(enter, { input: pair }, committee));
    const page = await person(false);
    const told = () => page.getByRole('status').first().innerText();
    await page.goto('/');
    await follow(page, 'Sign in');
    await be(page, seattle);
    await follow(page, 'Your account');
    await follow(page, 'Seattle Demonstration Library');

    await follow(page, /^Write (a new version|your listing)$/);
    await page.getByLabel('What you can offer').fill('Boats & maps');
    await page.getByLabel('Your name').fill('Sam');
    await page.getByLabel('Your e-mail address').fill('sam@library.example');
    await page.getByLabel(/The listing may be published/).check();
    await press(page, 'Send the listing');
    expect(await mainOf(page)).toContain('One step is left.');
    linkIn(await mails.to('sam@library.example'), 'Confirm the listing');
    await follow(page, 'Your account');
    await follow(page, 'Seattle Demonstration Library');

    await page.getByLabel('Another open petition').selectOption({ index: 0 });
    await press(page, 'Endorse it');
    expect(await told()).toBe('Your library endorses the petition.');
    await press(page, 'Take the endorsement back');
    expect(await told()).toBe('Your library no longer endorses the petition.');

    await follow(page, 'Aarhus Demonstration Library');
    for (const [button, words] of [
      ['Take it over', 'The partnership is yours. You can propose terms now.'],
      ['Pause', 'The partnership is paused.'],
      ['Resume', 'The partnership goes on.'],
    ] as const) {
      await press(page, button);
      expect(await told()).toBe(words);
    }
    // The session ends while terms are written.
    await page.getByText('Propose other terms').click();
    await page.getByLabel('In your own words').fill('Boats <each> way');
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await press(page, 'Propose these terms');
    expect(await mainOf(page)).toContain('Nothing you wrote is lost.');
    await page.context().addCookies(cookies);
    await press(page, 'Show my form again');
    expect(await page.getByLabel('In your own words').inputValue()).toBe('Boats <each> way');
    await press(page, 'Propose these terms');
    expect(await told()).toBe('Your terms are proposed. The other library gets a mail.');

    await page.getByLabel('Why, if you want to say').fill('We are closing.');
    await press(page, 'End the partnership');
    expect(await told()).toBe('The partnership has ended, and the other library is told.');
    await follow(page, 'Back to Seattle Demonstration Library');
    await page.goBack();
    expect(await mainOf(page)).toContain('It has ended.');
  });

  it('the staff of a library read what both agreed on, print it for signatures, and see the new terms of the other', async () => {
    const page = await person(false);
    await page.goto('/account/sign-in');
    await be(page, 'demo-edinburgh-gb');
    await follow(page, 'Edinburgh Demonstration Library');
    await follow(page, 'Accra Demonstration Library');
    expect(await mainOf(page)).toContain('They wait for the other library.');
    await follow(page, /Open it for printing/);
    for (const part of ['Agreed by both', 'Each library sends the other one box of children’s books', 'Place and date'])
      expect((await mainOf(page)).replaceAll("'", '’')).toContain(part);
    const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(sheet.match(/\/Type ?\/Page\b/g)).toHaveLength(1);
  });

  it('somebody of another library, and somebody who has signed out, do not see what is theirs', async () => {
    const page = await person();
    await page.goto('/account/sign-in');
    await be(page, 'demo-tokyo-jp');
    await page.goto(`/account/libraries/${accra}`);
    expect(await mainOf(page)).toContain('This page is for the staff of another library.');
    await page.goto('/account');
    await press(page, 'Sign out');
    await page.getByText('You are signed out here.').waitFor();
    await page.goto(`/account/libraries/${accra}`);
    expect(await mainOf(page)).toContain('This page is for people with an account.');
  });
}
