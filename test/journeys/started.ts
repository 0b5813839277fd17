// One Shelfbridge, one browser and one folder of mails for all journeys of a test file that need no other settings.
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { MailFolder } from '../support/mailbox';
import { People } from '../support/people';
import { Federation } from './federation';

/** What the links in mails are signed with, so that a test can make one of its own. */
export const linkKey = Buffer.alloc(32, 7);
export const contactKey = Buffer.alloc(32, 8);
/** Who is told of what waits to be reviewed. */
export const committeeMail = 'committee@library.example';

export let shelfbridge: Federation;
export let browser: Browser;
export let mails: MailFolder;
beforeAll(async () => {
  mails = new MailFolder();
  browser = await openBrowser();
  shelfbridge = await Federation.start({
    MAIL_FOLDER: mails.path,
    LINK_KEY: linkKey.toString('hex'),
    CONTACT_KEY: contactKey.toString('hex'),
    COMMITTEE_MAIL: committeeMail,
    // Everybody of a test comes from one address, and does in a minute what takes people an hour.
    RATE_LIMIT: '10000/60',
    COST_LIMIT: '100000000/60',
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await shelfbridge?.stop();
  mails?.close();
});
jest.setTimeout(120_000);

export const people = new People(
  () => browser,
  () => shelfbridge.url,
);
afterEach(async () => expect(await people.leave()).toEqual([]));
