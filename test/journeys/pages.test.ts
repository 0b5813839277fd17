// A supporter and a librarian use nothing but a browser and their mails: every page that a link opens, on the real processes.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { signLink } from '#advocacy/petitions/signing/links';
import { ContactKeys } from '#partnership/listings/contactKeys';
import { openBrowser } from '../support/browser';
import { dataOf } from '../support/graphql';
import { linkIn, MailFolder } from '../support/mailbox';
import { People } from '../support/people';
import { readable } from '../support/readable';
import { Federation } from './federation';

const linkKey = Buffer.alloc(32, 7);
const contactKey = Buffer.alloc(32, 8);
const contactKeys = new ContactKeys([contactKey]);
const title = 'Ebooks <b>now</b> & "always"<script>document.title = "broken"</script>';

let shelfbridge: Federation;
let browser: Browser;
let mails: MailFolder;
let committee: string;
let organizer: string;
beforeAll(async () => {
  mails = new MailFolder();
  browser = await openBrowser();
  shelfbridge = await Federation.start({
    MAIL_FOLDER: mails.path,
    LINK_KEY: linkKey.toString('hex'),
    CONTACT_KEY: contactKey.toString('hex'),
  });
  committee = await shelfbridge.token(['--role', 'committee']);
  organizer = await shelfbridge.token(['--role', 'organizer']);
  await openPetition({ id: 'mailed', title, ask: 'Sell <i>us</i> ebooks.', confirmation: 'EMAIL' });
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
afterEach(async () => expect(await people.leave()).toEqual([]));

async function openPetition(about: object): Promise<void> {
  const input = { target: 'Publishers', organizers: ['Readers'], confirmation: 'NONE', ...about };
  const draft = 'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }';
  const { id } = dataOf(await shelfbridge.ask(draft, { input }, organizer)).draftPetition;
  dataOf(await shelfbridge.ask('mutation ($id: ID!) { openPetition(id: $id) { id } }', { id }, organizer));
}

/** A mail's link opens a page of its own: from the same address it would only change what follows the #. */
async function open(page: Page, link: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(link);
}

/** What people do without scripts: the page asks for the whole link, and then to be sent. */
async function paste(page: Page, link: string, button: string, form = 'form'): Promise<void> {
  await open(page, link);
  await page.locator(form).getByLabel('The link from the mail').fill(link);
  await page.locator(form).getByRole('button', { name: button }).click();
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const countOf = async (id: string): Promise<number> =>
  dataOf(await shelfbridge.ask('query ($id: ID!) { petition(id: $id) { signatureCount } }', { id })).petition.signatureCount;

async function sign(page: Page, petitionId: string, email: string, { news = false } = {}) {
  await page.goto(`/petitions/${petitionId}`);
  await page.getByLabel('Your name').fill('Ann Reader');
  await page.getByLabel('Your e-mail address').fill(email);
  await page.getByLabel('Your country').fill('Portugal');
  await page.getByLabel('news of this petition').setChecked(news);
  await press(page, 'Sign');
}

async function confirmed(email: string, wanting = {}): Promise<void> {
  const page = await person();
  await sign(page, 'mailed', email, wanting);
  await page.goto(linkIn(await mails.to(email), 'Confirm my signature'));
  await press(page, 'Confirm my signature');
  expect(await heading(page)).toBe('Your signature counts');
}

const phone = { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true } as const;

describe('a developer', () => {
  it('explores the graph: tabs with variables filled in, a live count, a registered operation with a token; all from us', async () => {
    const page = await person();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL('/', shelfbridge.url).href) && !request.url().startsWith('data:'))
        foreign.push(request.url());
    });
    await page.goto('/developers');
    await page.getByRole('link', { name: 'the explorer' }).click();
    const run = page.getByRole('button', { name: /Execute query/ });
    const result = page.locator('section.result-window');
    const before = await countOf('fair-ebook-terms');
    await page.getByRole('tab', { name: 'LivePetition' }).waitFor();
    await run.click();
    await result.getByText('countedAt').waitFor();
    await sign(await person(), 'fair-ebook-terms', 'explorer@library.example');
    await result.filter({ hasText: new RegExp(`"count": ${before + 1}\\b`) }).waitFor();
    await page.getByRole('button', { name: /Stop query/ }).click();
    await page.getByRole('tab', { name: 'PublisherPolicies' }).click();
    await run.click();
    await result.filter({ hasText: '"publishers"' }).waitFor();
    await page.getByLabel('Token').fill(organizer);
    await page.getByLabel('Registered operation').selectOption('OrganizerWork');
    await page.getByRole('tab', { name: 'OrganizerWork' }).waitFor();
    await run.click();
    await result.filter({ hasText: '"myPetitionWork"' }).filter({ hasNotText: 'errors' }).waitFor();
    expect(foreign).toEqual([]);
  });
});

describe('a site elsewhere', () => {
  it('shows the live count by the lines that the petition page offers, under a strict policy of its own; else the link', async () => {
    const reader = await person();
    await reader.goto('/petitions/fair-ebook-terms');
    await reader.getByText('Show the count on your own site').click();
    const [element, frame] = await reader.locator('pre').allInnerTexts();
    const { origin } = new URL(shelfbridge.url);
    const strict = {
      'content-security-policy': `default-src 'none'; script-src ${origin}; connect-src ${origin}; frame-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'`,
      'cross-origin-embedder-policy': 'require-corp',
    };
    const site = createServer(({ url }, response) => {
      const closed = url === '/closed' && { 'content-security-policy': "default-src 'none'" };
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...strict, ...closed });
      response.end(
        `<!doctype html><html lang="en"><title>Elsewhere</title>${url === '/closed' ? element : `${element}${frame}`}`,
      );
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const elsewhere = `http://localhost:${(site.address() as AddressInfo).port}`;
    try {
      const page = await person({ colorScheme: 'dark' });
      await page.goto(elsewhere);
      const shown = (count: number) => count.toLocaleString('en');
      const said = page.locator('petition-count p');
      const framed = page.frameLocator('iframe').locator('.count strong');
      const before = await countOf('fair-ebook-terms');
      await Promise.all([
        said.filter({ hasText: `${shown(before)} ` }).waitFor(),
        framed.filter({ hasText: shown(before) }).waitFor(),
      ]);
      await sign(await person(), 'fair-ebook-terms', 'elsewhere@library.example');
      await said.filter({ hasText: new RegExp(`^${shown(before + 1)} (person has|people have) signed$`) }).waitFor();
      await framed.filter({ hasText: shown(before + 1) }).waitFor();
      await page.frameLocator('iframe').getByRole('link', { name: 'Sign' }).waitFor();
      expect(people.faults).toEqual([]);
      await page.goto(`${elsewhere}/closed`);
      await page.getByRole('link', { name: 'Fair ebook terms for every library' }).waitFor();
      expect(await said.count()).toBe(0);
      expect(people.faults.splice(0)).toEqual([expect.stringContaining('Content Security Policy')]);
    } finally {
      site.closeAllConnections();
      site.close();
    }
  });
});

describe('a supporter', () => {
  it('signs, and is thanked with a count that others see at once', async () => {
    const onlooker = await person();
    await onlooker.goto('/');
    const count = onlooker.locator('strong[data-count="fair-ebook-terms"]');
    const before = Number((await count.innerText()).replaceAll(',', ''));
    const page = await person();
    await sign(page, 'fair-ebook-terms', 'ann@library.example');
    expect(await heading(page)).toBe('Thank you');
    expect(await page.locator('main').innerText()).toContain('Your signature counts.');
    await onlooker.locator(`strong[data-count="fair-ebook-terms"]:text-is("${(before + 1).toLocaleString('en')}")`).waitFor();
    await sign(page, 'fair-ebook-terms', 'Ann@library.example');
    expect(await page.locator('main').innerText()).toContain('This address has signed before, and counts once');
    expect(await page.getByRole('link', { name: 'take the signature back' }).getAttribute('href')).toBe('/signatures/links');
    expect(await countOf('fair-ebook-terms')).toBe(before + 1);
  });

  it('sees how far the goal is with what was signed on paper, on the page itself and the front page, as it arrives', async () => {
    await openPetition({ id: 'both-ways', title: 'Both ways', ask: 'Lend.', goal: 10 });
    const onlookers = await Promise.all([person(), person()]);
    const shows = (words: string, total: number) =>
      Promise.all(
        onlookers.map(async (page) => {
          await page.locator('.count', { hasText: words }).waitFor();
          expect(
            await page.locator('progress[data-count="both-ways"]').evaluate((bar) => (bar as unknown as { value: number }).value),
          ).toBe(total);
        }),
      );
    const open = () => Promise.all(['/petitions/both-ways', '/'].map((path, i) => onlookers[i]?.goto(path)));
    const onPaper = async (lines: readonly number[]) => {
      const input = {
        petitionId: 'both-ways',
        csv: `sheet,line,name,country\n${lines.map((line) => `A,${line},Ann,US\n`).join('')}`,
      };
      const send = 'mutation ($input: ImportPaperSignaturesInput!) { importPaperSignatures(input: $input) { added } }';
      expect(dataOf(await shelfbridge.ask(send, { input }, organizer)).importPaperSignatures.added).toBe(lines.length);
    };
    await onPaper([1, 2, 3]);
    const still = await person({ javaScriptEnabled: false });
    for (const path of ['/petitions/both-ways', '/']) {
      await still.goto(path);
      expect(await still.locator('progress[data-count="both-ways"]').getAttribute('value')).toBe('3');
    }
    await open();
    await shows('0 signed so far. Another 3 signed on paper. The goal is 10.', 3);
    await sign(await person(), 'both-ways', 'ida@library.example');
    await shows('1 signed so far. Another 3 signed on paper. The goal is 10.', 4);
    await onPaper([4, 5]);
    await shows('1 signed so far. Another 5 signed on paper. The goal is 10.', 6);
  });

  it('confirms by the link of the mail: opening it changes nothing, one click does, and a second time it is already done', async () => {
    const email = 'bea@library.example';
    const before = await countOf('mailed');
    const page = await person();
    await sign(page, 'mailed', email);
    expect(await page.locator('main').innerText()).toContain('One step is left.');
    const link = linkIn(await mails.to(email), 'Confirm my signature');
    // Whoever tries it has no mailbox: what is written as a file is told in the terminal as well.
    expect(await shelfbridge.lines.until((line) => line.includes(link))).toBe(`[advocacy] MAIL  Confirm my signature: ${link}`);
    expect(link.startsWith(new URL('/signatures/confirm#', shelfbridge.url).href)).toBe(true);
    await open(page, link);
    expect(await heading(page)).toBe('Confirm your signature');
    await page.getByRole('button', { name: 'Confirm my signature' }).waitFor();
    const shown = await page.locator('main').innerText();
    for (const part of ['Ann Reader, not shown in public', 'Country: Portugal', 'No news by mail']) expect(shown).toContain(part);
    expect(await countOf('mailed')).toBe(before);
    await press(page, 'Confirm my signature');
    expect(await heading(page)).toBe('Your signature counts');
    expect(await page.locator('main').innerText()).toContain(title);
    expect(await countOf('mailed')).toBe(before + 1);
    expect(page.url()).not.toContain('#');
    await open(page, link);
    await page.getByRole('alert').waitFor();
    expect(await heading(page)).toBe('This link was used before');
    expect(await page.locator('main').innerText()).toContain('this is already done');
    expect(await countOf('mailed')).toBe(before + 1);
  });

  it('asks for links, withdraws by one of them, and is told when that was done before', async () => {
    const email = 'cat@library.example';
    await confirmed(email);
    const before = await countOf('mailed');
    const page = await person();
    await page.goto('/signatures/links');
    await page.getByLabel('The petition').selectOption('mailed');
    await page.getByLabel('The e-mail address').fill(email);
    await press(page, 'Send me the links');
    expect(await heading(page)).toBe('Look into your mailbox');
    const link = linkIn(await mails.to(email), 'Withdraw my signature');
    await open(page, link);
    await press(page, 'Withdraw my signature');
    expect(await heading(page)).toBe('Your signature is withdrawn');
    expect(await countOf('mailed')).toBe(before - 1);
    await open(page, link);
    await press(page, 'Withdraw my signature');
    expect(await page.locator('main').innerText()).toContain('this is already done');
  });

  it('has everything erased by the other link', async () => {
    const email = 'dan@library.example';
    await confirmed(email);
    const before = await countOf('mailed');
    const page = await person();
    await sign(page, 'mailed', email);
    await page.goto(linkIn(await mails.to(email), 'Erase everything'));
    expect(await page.locator('main').innerText()).toContain('This cannot be undone.');
    expect(await countOf('mailed')).toBe(before);
    await press(page, 'Erase everything');
    expect(await heading(page)).toBe('Everything about you is erased');
    expect(await countOf('mailed')).toBe(before - 1);
  });

  it('ends news by the link of their mail, on a phone, as often as it is pressed; the signature stays until it is erased', async () => {
    const email = 'hal@library.example';
    await confirmed(email, { news: true });
    const before = await countOf('mailed');
    const tell = 'mutation ($input: SendNewsInput!) { sendPetitionNews(input: $input) { recipients } }';
    const input = { petitionId: 'mailed', subject: 'They wrote back', text: 'And we answered.' };
    expect(dataOf(await shelfbridge.ask(tell, { input }, organizer))).toEqual({ sendPetitionNews: { recipients: 1 } });
    const link = linkIn(await mails.to(email), 'Stop news about this petition');
    const page = await person(phone);
    for (let time = 0; time < 2; time++) {
      await open(page, link);
      expect(await heading(page)).toBe('No more news');
      await readable(page);
      await press(page, 'Send no more news');
      expect(await heading(page)).toBe('You get no more news');
      expect(await page.locator('main').innerText()).toContain(`no more news of “${title}”, and your address is deleted.`);
      await readable(page);
    }
    expect(await countOf('mailed')).toBe(before);

    await sign(page, 'mailed', email);
    await page.goto(linkIn(await mails.to(email), 'Erase everything'));
    await press(page, 'Erase everything');
    await open(page, link);
    await press(page, 'Send no more news');
    expect(await heading(page)).toBe('This link was used before');
    const gone = 'Your signature is gone, and your address with it: you get no more news.';
    expect(await page.getByRole('alert').innerText()).toBe(gone);
    await readable(page);
    await open(page, link.slice(0, -1));
    await press(page, 'Send no more news');
    expect(await heading(page)).toBe('This link does not work');
    await readable(page);
  });

  it('does all of that without JavaScript, by pasting the link', async () => {
    const email = 'eve@library.example';
    const page = await person({ javaScriptEnabled: false });
    await sign(page, 'mailed', email);
    await paste(page, linkIn(await mails.to(email), 'Confirm my signature'), 'Show what I confirm');
    await press(page, 'Confirm my signature');
    expect(await heading(page)).toBe('Your signature counts');
    await page.getByRole('link', { name: 'Withdraw or erase my signature' }).click();
    await page.getByLabel('The petition').selectOption('mailed');
    await page.getByLabel('The e-mail address').fill(email);
    await press(page, 'Send me the links');
    const links = await mails.to(email);
    await paste(page, linkIn(links, 'Erase everything'), 'Erase everything');
    expect(await heading(page)).toBe('Everything about you is erased');
    await paste(page, linkIn(links, 'Withdraw my signature'), 'Withdraw my signature');
    expect(await page.locator('main').innerText()).toContain('this is already done');
  });

  it('hears of a link that is too old, or forged, and what to do next', async () => {
    const page = await person();
    const subject = { petitionId: 'mailed', id: crypto.randomUUID(), hash: Buffer.alloc(32).toString('base64url') };
    const old = signLink(linkKey, 'confirm', subject, new Date(Date.now() - 1_000));
    await page.goto(`/signatures/confirm#${old}`);
    await page.getByRole('alert').waitFor();
    expect(await heading(page)).toBe('This link is too old');
    await page.getByRole('link', { name: 'sign again' }).click();
    expect(await heading(page)).toBe('Libraries, together');
    const forged = signLink(Buffer.alloc(32, 1), 'erase', subject, new Date(Date.now() + 60_000));
    await page.goto(`/signatures/erase#${forged}`);
    await press(page, 'Erase everything');
    expect(await heading(page)).toBe('This link does not work');
    expect(await page.getByRole('alert').innerText()).toContain('Copy the whole link from the mail.');
  });

  it('finds the form as it was after a mistake', async () => {
    const page = await person();
    await page.goto('/petitions/fair-ebook-terms');
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''));
    await page.getByLabel('Your name').fill('Fay <b>Reader</b>');
    await page.getByLabel('Your e-mail address').fill('nothing');
    await page.getByLabel('Your country').fill('sverige');
    await page.getByLabel('My name may be shown').check();
    await press(page, 'Sign');
    expect(await heading(page)).toBe('Something in the form cannot be used');
    expect(await page.getByLabel('Your name').inputValue()).toBe('Fay <b>Reader</b>');
    expect(await page.getByLabel('Your country').inputValue()).toBe('Sweden');
    expect(await page.getByLabel('My name may be shown').isChecked()).toBe(true);
    await page.getByLabel('Your e-mail address').fill('fay@library.example');
    await press(page, 'Sign');
    expect(await heading(page)).toBe('Thank you');
  });
});

describe('a librarian', () => {
  it('adds a library, confirms it, is published, renews and withdraws, all by mails and buttons', async () => {
    const email = 'gil@library.example';
    const page = await person();
    await page.goto('/listings/new');
    await page.getByLabel('Name', { exact: true }).fill('Biblioteca <i>Nova</i>');
    await page.getByLabel('City or town').fill('Faro');
    await page.getByRole('combobox', { name: 'Country', exact: true }).fill('Portugal');
    await page.getByLabel('Main language').selectOption('pt');
    await page.getByLabel('What you can offer').fill('Sea & sun');
    await page.getByLabel('Pen pals').check();
    await page.getByLabel('A reading club').check();
    await page.getByLabel('Your name').fill('Gil');
    await page.getByLabel('Your e-mail address').fill(email);
    await page.getByLabel('The listing may be published').check();
    await press(page, 'Send the listing');
    expect(await heading(page)).toBe('Look into your mailbox');

    const link = linkIn(await mails.to(email), 'Confirm the listing');
    const queue = '{ submissions(first: 10) { nodes { id newLibrary { name } listing { activityInterests } } } }';
    await open(page, link);
    await page.getByRole('button', { name: 'Confirm the listing' }).waitFor();
    expect(await page.locator('main').innerText()).toMatch(/Biblioteka|Biblioteca <i>Nova<\/i>/);
    expect(await page.locator('main').innerText()).toContain('Gil');
    expect(dataOf(await shelfbridge.ask(queue, {}, committee)).submissions.nodes).toEqual([]);
    await press(page, 'Confirm the listing');
    expect(await heading(page)).toBe('The listing is confirmed');
    const [submission] = dataOf(await shelfbridge.ask(queue, {}, committee)).submissions.nodes;
    expect(submission).toMatchObject({
      newLibrary: { name: 'Biblioteca <i>Nova</i>' },
      listing: { activityInterests: expect.arrayContaining(['PEN_PALS', 'READING_CLUB']) },
    });
    await open(page, link);
    await page.getByText('This is confirmed already').waitFor();
    expect(await page.getByRole('button', { name: 'Confirm the listing' }).count()).toBe(0);
    await page.goto(`/listings/review/${submission.id}`);
    expect(await page.getByRole('link', { name: 'Review the listing' }).getAttribute('href')).toBe(
      `/committee/submissions/${submission.id}`,
    );

    const approve = 'mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { expiresOn } }';
    dataOf(await shelfbridge.ask(approve, { input: { listingId: submission.id, decision: 'APPROVE' } }, committee));
    const manage = linkIn(await mails.to(email), 'Renew or withdraw the listing');
    await page.goto('/listings');
    await page.getByLabel('Words in its name').fill('nova');
    await page.getByRole('combobox', { name: 'Country' }).selectOption('PT');
    await press(page, 'Search');
    expect(await page.getByRole('status').innerText()).toBe('1 found.');
    expect(await page.locator('.cards').innerText()).toMatch(
      /^Biblioteca <i>Nova<\/i>\s+Faro, Portugal\s+Offers: Sea & sun\s+Would like: .*A reading club/,
    );
    expect(await page.getByRole('combobox', { name: 'Country' }).inputValue()).toBe('PT');
    await page.goto(manage);
    await press(page, 'Renew the listing');
    expect(await heading(page)).toBe('The listing is renewed');
    expect(await page.locator('main').innerText()).toMatch(/It stands until \d+ \w+ \d{4}\./);
    await page.goto(manage);
    await press(page, 'Withdraw the listing');
    expect(await heading(page)).toBe('The listing is withdrawn');
    await page.goto(manage);
    await press(page, 'Withdraw the listing');
    expect(await heading(page)).toBe('The listing is in another state');
    expect(await page.locator('main').innerText()).toContain('this is already done');

    const token = contactKeys.link('notices', submission.id, new Date(), 1);
    await page.goto(`/listings/stop#${token}`);
    await press(page, 'Send no more reminders');
    expect(await heading(page)).toBe('You get no more reminders');
    await page.goto(`/listings/stop?token=${token}`);
    await press(page, 'Send no more reminders');
    expect(await heading(page)).toBe('You get no more reminders');
    const oneClick = await fetch(new URL(`/listings/stop?token=${token}`, shelfbridge.url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(oneClick.status).toBe(200);
  });

  it('confirms, renews and withdraws a listing without JavaScript, by pasting the links', async () => {
    const email = 'nil@library.example';
    const page = await person({ javaScriptEnabled: false });
    const input = {
      newLibrary: { name: 'Biblioteca Nil', type: 'PUBLIC', city: 'Faro', country: 'PT', languages: ['pt'] },
      ...{ offers: 'Sea', seeks: 'Snow', activityInterests: ['PEN_PALS'], commitment: 'FLEXIBLE' },
      ...{ contactName: 'Nil', contactEmail: email, consent: true },
    };
    const submit = 'mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }';
    dataOf(await shelfbridge.ask(submit, { input }));
    await paste(page, linkIn(await mails.to(email), 'Confirm the listing'), 'Show what I confirm');
    expect(await page.locator('main').innerText()).toContain('Biblioteca Nil');
    await press(page, 'Confirm the listing');
    expect(await heading(page)).toBe('The listing is confirmed');
    const queue = '{ submissions(first: 10) { nodes { id newLibrary { name } } } }';
    const { nodes } = dataOf(await shelfbridge.ask(queue, {}, committee)).submissions;
    const { id: listingId } = nodes.find((each: { newLibrary: { name: string } }) => each.newLibrary.name === 'Biblioteca Nil');
    const approve = 'mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { expiresOn } }';
    dataOf(await shelfbridge.ask(approve, { input: { listingId, decision: 'APPROVE' } }, committee));
    const manage = linkIn(await mails.to(email), 'Renew or withdraw the listing');
    for (const [part, button, done] of [
      ['renew', 'Renew the listing', 'The listing is renewed'],
      ['withdraw', 'Withdraw the listing', 'The listing is withdrawn'],
    ] as const) {
      await paste(page, manage, button, `form[action$="/${part}"]`);
      expect(await heading(page)).toBe(done);
    }
  });

  it.each([
    ['too old', () => contactKeys.link('confirm', crypto.randomUUID(), new Date(Date.now() - 10 * 86_400_000), 7)],
    ['forged', () => new ContactKeys([Buffer.alloc(32, 1)]).link('confirm', crypto.randomUUID(), new Date(), 7)],
    ['made for something else', () => contactKeys.link('notices', crypto.randomUUID(), new Date(), 7)],
  ])('hears that a link does not work which is %s', async (_what, token) => {
    const page = await person();
    await page.goto(`/listings/confirm#${token()}`);
    await page.getByRole('heading', { level: 1, name: 'This link does not work' }).waitFor();
  });
});
