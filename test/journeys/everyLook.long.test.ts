// Can everybody read and use every page and every room, whatever their window, the size of their text, their colours and their hands?
import type { Browser, Page } from 'playwright-core';
import { pathIn } from '#languages/languages';
import { site } from '../../dashboard/index';
import { openBrowser } from '../support/browser';
import { dataOf } from '../support/graphql';
import { linkIn, MailFolder } from '../support/mailbox';
import { cookieOf, reachedByLinks } from '../support/reached';
import { fitsEverywhere, readable, usableByKeyboard } from '../support/readable';
import { Federation } from './federation';

let shelfbridge: Federation;
let browser: Browser;
let mails: MailFolder;
const committeeMail = 'committee@library.example';
const ask = async (document: string, variables: object, token?: string) =>
  dataOf(await shelfbridge.ask(document, { ...variables }, token));
/** Pages to open, by role: each address that a page can have, from the table of pages. */
const looks: { readonly path: string; readonly role: string | undefined }[] = [];

beforeAll(async () => {
  mails = new MailFolder();
  browser = await openBrowser();
  shelfbridge = await Federation.start({
    MAIL_FOLDER: mails.path,
    COMMITTEE_MAIL: committeeMail,
    RATE_LIMIT: '10000/60',
    COST_LIMIT: '100000000/60',
  });
  const draft = { title: 'A draft', ask: 'Lend.', target: 'Publishers', organizers: ['Readers'], confirmation: 'EMAIL' };
  const organizer = await shelfbridge.token(['--role', 'organizer', '--subject', 'organizer']);
  const wait = 'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }';
  for (const id of ['drafted', 'mailed']) await ask(wait, { input: { ...draft, id } }, organizer);
  await ask('mutation { openPetition(id: "mailed") { id } }', {}, organizer);
  const input = {
    newLibrary: { name: 'Ashanti Library', type: 'PUBLIC', city: 'Kumasi', country: 'GH', languages: ['en'] },
    ...{ offers: 'Drums', seeks: 'Snow', activityInterests: ['PEN_PALS'], commitment: 'FLEXIBLE' },
    ...{ contactName: 'Ama Reader', contactEmail: 'ama@library.example', consent: true },
  };
  await ask('mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }', { input });
  const [, listing] = linkIn(await mails.to(input.contactEmail), 'Confirm the listing').split('#');
  const signer = { petitionId: 'mailed', name: 'Ann', email: 'ann@reader.example', country: 'PT' };
  await ask('mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }', { input: signer });
  const [, signature] = linkIn(await mails.to(signer.email), 'Confirm my signature').split('#');
  const opened = [`/listings/confirm?token=${listing}`, `/signatures/confirm?token=${signature}`];
  for (const path of opened) looks.push({ path, role: undefined });
  const confirm = 'mutation ($token: String!) { confirmListing(token: $token) { id } }';
  const { id } = (await ask(confirm, { token: listing })).confirmListing;
  /** What a mail opens, or waits for something. */
  const unlinked: Readonly<Record<string, { readonly path?: string; readonly role?: string }>> = {
    '/embed/petitions/:id': { path: '/embed/petitions/fair-ebook-terms' },
    '/listings/manage': { path: '/listings/manage#a.b.c' },
    '/listings/confirm': {},
    '/listings/renew': {},
    '/listings/withdraw': {},
    '/listings/stop': {},
    '/listings/review/:id': { path: `/listings/review/${id}` },
    '/signatures/confirm': {},
    '/signatures/withdraw': {},
    '/signatures/erase': {},
    '/signatures/news': {},
    '/signatures/stop': {},
    '/committee/submissions/:id': { path: `/committee/submissions/${id}`, role: 'committee' },
    '/organize/:id/draft': { path: '/organize/drafted/draft', role: 'organizer' },
  };
  const reached = await reachedByLinks(shelfbridge.url);
  looks.push(...reached);
  for (const { address } of site.pages)
    if (!reached.some(({ page }) => page.address === address)) {
      const { path = `${address}#a.b`, role } = unlinked[address] ?? {};
      looks.push({ path, role });
    }
  for (const path of ['/nothing/here', '/compare?scenario.copies=x', '/policies?on=soon', '/embed/petitions/nothing'])
    looks.push({ path, role: undefined });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await shelfbridge?.stop();
  mails?.close();
});

/** Every page by somebody of its role, in both languages in turn. What one page is guilty of hides no other. */
async function onEveryPage(look: (page: Page, path: string) => Promise<unknown>): Promise<void> {
  const faults: string[] = [];
  const pages = new Map<string | undefined, Page>();
  for (const [at, { path, role }] of looks.entries()) {
    const page = pages.get(role) ?? (await windowOf(role));
    pages.set(role, page);
    await page.goto(at % 2 ? pathIn('es', path) : path);
    await page.locator('details').evaluateAll((all) => {
      for (const each of all) (each as unknown as { open: boolean }).open = true;
    });
    await look(page, path).catch((fault) => faults.push(`${path} (${role}): ${fault.message}`));
  }
  for (const page of pages.values()) await page.context().close();
  expect(faults).toEqual([]);
}

async function windowOf(role: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL: new URL('/', shelfbridge.url).href, reducedMotion: 'reduce' });
  const [name = '', value = ''] = (await cookieOf(shelfbridge.url, role, 'demo-helsinki-fi')).split(/=(.*)/s);
  if (role) await context.addCookies([{ name, value, url: new URL('/', shelfbridge.url).href }]);
  return context.newPage();
}

/** The longer part takes 100 seconds on two free cores, and 280 where twenty processes wait for them; both must fit into half an hour. */
const patienceMs = 900_000;

it('there is a page to open for every address of the table', () => {
  expect(looks.length).toBeGreaterThan(site.pages.length);
});

/** By which colours a page is seen, and how wide; what hangs on the width alone is tried by night. */
const seen = [
  [{ colorScheme: 'dark', forcedColors: 'none' }, [320, 768, 1440]],
  [{ colorScheme: 'light', forcedColors: 'active' }, [320, 1440]],
  [{ colorScheme: 'dark', forcedColors: 'active' }, [320, 1440]],
] as const;

it(
  'every page is read by axe: by day, by night, in forced colours, from 320 to 1440 px, and fits its window at 200 % text',
  () =>
    onEveryPage(async (page) => {
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
      await page.setViewportSize({ width: 1440, height: 900 });
      await readable(page);
      await fitsEverywhere(page);
      for (const [colours, widths] of seen) {
        await page.emulateMedia(colours);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await readable(page, 'looks');
        }
      }
    }),
  patienceMs,
);

it(
  'every page and form is used by keyboard alone: in its order, seen where one is, and left again',
  () => onEveryPage(usableByKeyboard),
  patienceMs,
);

it(
  'every page shows nothing but its content on paper, within the width of a sheet',
  () =>
    onEveryPage(async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'light', forcedColors: 'none' });
      // A sheet of A4 between its edges, in pixels of CSS.
      await page.setViewportSize({ width: 718, height: 1000 });
      const seen = page.locator(':is(nav, footer, form, button, .button, .skip)').filter({ visible: true });
      expect(await seen.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML.slice(0, 80)))).toEqual([]);
      expect(await page.locator('h1').isVisible()).toBe(true);
      expect(await page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)).toBe(false);
    }),
  patienceMs,
);
