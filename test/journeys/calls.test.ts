// Everybody who uses Shelfbridge by calls alone, one after another on one `npm start` in an empty folder: they need no browser and restart nothing.
import { MailFolder } from '../support/mailbox';
import { access, keys } from './access';
import { Federation } from './federation';
import { live, type Observer, openObserver } from './live';
import { operations } from './operations';
import { arrivalMs, paper } from './paper';
import { committeeMail, sisters } from './sisters';

let shelfbridge: Federation;
let mails: MailFolder;
let observer: Observer;
beforeAll(async () => {
  mails = new MailFolder();
  observer = await openObserver();
  shelfbridge = await Federation.startAnew({
    ...{ ...keys, LOG_LEVEL: 'debug', LOG_FORMAT: 'json', ARRIVAL_MS: String(arrivalMs) },
    ...{ MAIL_FOLDER: mails.path, SHOW_MAIL: 'false', COMMITTEE_MAIL: committeeMail },
    ...observer.settings,
  });
}, 120_000);
afterAll(async () => {
  await shelfbridge?.stop();
  observer?.collector.close();
  mails?.close();
});
jest.setTimeout(60_000);

const of = () => shelfbridge;

// The analyst counts what a first start brings, so others come later.
describe('an analyst, a dashboard and a supporter use the operations', () => operations(of));
describe('a dashboard, an operator and a program that is wrong', () => live(of, () => observer));
describe('a committee member, an editor and a stranger try who may do what', () => access(of));
describe('two libraries become sisters', () => sisters(of, () => mails));
describe('an organizer sends in signatures on paper', () => paper(of));
