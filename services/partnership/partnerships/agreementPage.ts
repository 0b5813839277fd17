// The page on which people read and print an agreement, at an address that opens for fifteen minutes, with lang=es in Spanish.
import { createHash } from 'node:crypto';
import { type Request } from '#kit/data/request';
import { type Page, type PageAnswer, privately } from '#kit/subgraph/pages';
import { Html, html } from '#kit/words/html';
import { pathIn } from '#languages/languages';
import { type SheetWords, sheetWordsFor } from '#languages/sheets';
import { BadLink, type ContactKeys } from '#partnership/listings/index';
import { Library } from '../libraries/index';
import { type ListingsApp } from '../listings/index';
import { AgreementVersion } from './agreement';
import { type Turn } from './changePartnership';
import { Partnership } from './partnership';
import { Formality } from './partnershipStates';

/** What partnerships need from the running subgraph. */
export interface PartnershipsApp extends ListingsApp {
  /** What other features do when a partnership ends, within its transaction. */
  readonly onPartnershipEnd: readonly ((turn: Turn) => Promise<void>)[];
  /** The address at which people reach the gateway, without a trailing slash. */
  readonly publicUrl: string;
}

export type PartnershipRequest = Request<PartnershipsApp>;

/** What the page shows. */
interface Sheet {
  readonly partnership: Partnership;
  readonly agreement: AgreementVersion;
  /** Both partners. */
  readonly partners: readonly Library[];
  readonly now: Date;
  readonly words: SheetWords;
}

/** The style of the page. The Content-Security-Policy allows only its hash. */
const agreementStyle = `
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #1d2430; --soft: #545d6b; --line: #dcd8cd; --accent: #0b5d63; --warm: #8a4b00; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #14181d; --card: #1c2229; --ink: #e8e6e1; --soft: #a9b0ba; --line: #39424d; --accent: #7fd0cf; --warm: #f0b46a; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 0 1.25rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
header { max-width: 50rem; margin: 0 auto; padding: 1.25rem 0; }
header a { color: var(--ink); font-weight: 700; text-decoration: none; }
main { max-width: 50rem; margin: 0 auto 3rem; padding: 3rem 3.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
h1 { margin: 0; font: 600 2rem/1.2 Georgia, 'Times New Roman', serif; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1.25rem; break-after: avoid; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
.soft, dt, small { color: var(--soft); }
.status { display: inline-block; margin: .8rem 0 0; padding: .2rem .8rem; border: 1px solid var(--accent); border-radius: 1rem; color: var(--accent); }
.draft { border-style: dashed; border-color: var(--warm); color: var(--warm); }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem 2.5rem; }
.signing .two { align-items: end; }
.two > * { min-width: 0; overflow-wrap: anywhere; break-inside: avoid; }
.partner { padding-left: 1rem; border-left: .2rem solid var(--accent); }
.partner strong { display: block; font-size: 1.1rem; line-height: 1.35; }
dl { display: grid; grid-template-columns: 11rem 1fr; gap: .35rem 1rem; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
.words { white-space: pre-wrap; }
.signature > div { margin-top: 2.6rem; padding-top: .25rem; border-top: 1px solid var(--ink); font-size: .9rem; color: var(--soft); }
footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid var(--line); font-size: .85rem; color: var(--soft); overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  main { margin: 0 0 2rem; padding: 1.6rem 1.2rem; }
  .two, dl { grid-template-columns: 1fr; }
  dt { margin-top: .5rem; }
  dl { gap: 0; }
}
@media print {
  @page { size: A4; margin: 16mm 20mm; }
  :root { font-size: 10pt; }
  body { padding: 0; background: none; line-height: 1.4; }
  h2 { margin: 1.5rem 0 .5rem; }
  .signature > div { margin-top: 2.2rem; }
  footer { margin-top: 1.5rem; }
  main { max-width: none; margin: 0; padding: 0; border: 0; }
  .screen { display: none; }
  .signing { break-inside: avoid; }
}
`;

const path = '/agreements/print.html';
/** A browser sends no token when it follows a link, so the link itself grants access, for fifteen minutes. */
const daysOpen = 15 / (24 * 60);

const headers = {
  ...privately,
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(agreementStyle).digest('base64')}'`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
};

/** The address at which anyone who has it can read one version for fifteen minutes. Give it only to accounts that may read the version. */
export function printUrl({ partnershipId, version }: AgreementVersion, { clock, app }: PartnershipRequest): string {
  const key = app.contactKeys.link('agreement', `${partnershipId}:${version}`, clock(), daysOpen);
  return `${app.publicUrl}${path}?key=${key}`;
}

/** `GET /agreements/print.html?key=…` */
export const agreementPage: Page<PartnershipRequest> = {
  path,
  async answer({ query: { key = '', lang }, context }): Promise<PageAnswer> {
    const words = sheetWordsFor(lang);
    const contentType = 'text/html; charset=utf-8';
    const sheet = await readSheet(key, context);
    return sheet === null
      ? { contentType, headers, status: 404, body: writeNoAgreement(words).text }
      : { contentType, headers, body: writeAgreement({ ...sheet, words }).text };
  },
};

async function readSheet(key: string, { loaders, clock, database, app }: PartnershipRequest) {
  const named = followed(key, app.contactKeys, clock());
  if (!named) return null;
  const [partnership, agreement] = await Promise.all([
    loaders.one(Partnership).load(named.partnershipId),
    database.getRepository(AgreementVersion).findOneBy(named),
  ]);
  if (!partnership || !agreement) return null;
  return { partnership, agreement, partners: await loaders.all(Library, partnership.partnerIds), now: clock() };
}

/** What a key opens; null for a key that is invalid or has expired. */
function followed(key: string, keys: ContactKeys, now: Date): { partnershipId: string; version: number } | null {
  try {
    const [partnershipId = '', version] = keys.follow('agreement', key, now).split(':');
    return { partnershipId, version: Number(version) };
  } catch (refusal) {
    if (refusal instanceof BadLink) return null;
    throw refusal;
  }
}

/** One version of an agreement, with lines for signatures when it is formal. */
function writeAgreement({ partnership, agreement, partners, now, words }: Sheet): Html {
  const { version, formality, meetingRhythm, activityKinds, goals, startsOn, endsOn, reviewOn, text, heldSince } = agreement;
  const { t, day } = words;
  const moment = (date: Date) => words.moment(date.toISOString(), 'UTC');
  const nameOf = (id: string | undefined) => partners.find((library) => library.id === id)?.name ?? '';
  const [first, second] = agreement.agreedBy;
  const standing = !heldSince ? 'PROPOSED' : partnership.agreementInForce === version ? 'HELD' : 'REPLACED';
  const isFormal = formality === Formality.FORMAL;
  const rows: readonly (readonly [string, string | null])[] = [
    [t('sheet.form'), t(isFormal ? 'sheet.form.FORMAL' : 'sheet.form.INFORMAL')],
    [t('terms.rhythm'), meetingRhythm && t(`listing.rhythm.${meetingRhythm}`)],
    [t('sheet.activities'), listed(activityKinds.map((kind) => t(`listing.activity.${kind}`)))],
    [t('terms.goals'), listed(goals.map((goal) => t(`goal.${goal}`)))],
    [t('sheet.begins'), startsOn ? day(startsOn) : t('sheet.begins.open')],
    [t('sheet.ends'), endsOn && day(endsOn)],
    [t('sheet.review'), reviewOn && day(reviewOn)],
  ];
  return page(
    words,
    t('sheet.title', { one: partners[0]?.name ?? '', other: partners[1]?.name ?? '' }),
    html`<h1>${t('sheet.heading')}</h1>
<p class="status${!heldSince && ' draft'}">${t('sheet.standing', { version, standing })}</p>
${partnership.demo && html`<p class="soft">${t('sheet.demo')}</p>`}
<h2>${t('sheet.partners')}</h2>
<div class="two">${partners.map((each) => partner(words, each))}</div>
<h2>${t('sheet.terms')}</h2>
<dl>${rows.map(([name, value]) => value && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${text && html`<h2>${t('sheet.words')}</h2><p class="words">${text}</p>`}
<h2>${t('sheet.how')}</h2>
<p>${t('sheet.proposed', { name: nameOf(first), moment: moment(agreement.proposedAt) })}</p>
${heldSince && html`<p>${t('sheet.held', { name: nameOf(second), moment: moment(heldSince) })}</p>`}
${isFormal && html`<section class="signing"><h2>${t('sheet.signatures')}</h2><div class="two">${partners.map((each) => signature(words, each))}</div></section>`}
<footer>${t('sheet.foot', { id: partnership.id, version, moment: moment(now) })} <span class="screen">${t('sheet.print')}</span></footer>`,
  );
}

/** The page for an address that is invalid or has expired. */
const writeNoAgreement = (words: SheetWords): Html =>
  page(words, words.t('sheet.none.title'), html`<h1>${words.t('sheet.none')}</h1><p>${words.t('sheet.none.text')}</p>`);

/** Whoever follows the link home does not tell from which address. */
const page = ({ language, t }: SheetWords, title: string, content: Html): Html => html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>${title}</title><style>${new Html(agreementStyle)}</style></head>
<body><header class="screen"><a href="${pathIn(language, '/')}">${t('site.name')}</a></header>
<main>
${content}
</main></body>
</html>
`;

const partner = ({ country }: SheetWords, { name, city, country: code, isil }: Library): Html =>
  html`<div class="partner"><strong>${name}</strong>${city}, ${country(code)}${isil && html`<br><small>ISIL ${isil}</small>`}</div>`;

const signature = ({ t }: SheetWords, { name }: Library): Html =>
  html`<div class="signature">${t('sheet.for', { name })}<div>${t('sheet.place')}</div><div>${t('sheet.position')}</div><div>${t('sheet.signature')}</div></div>`;

/** Names as one phrase; empty when there are none. */
const listed = (names: readonly string[]) =>
  names.map((name, i) => (i === 0 ? name.charAt(0).toUpperCase() : name.charAt(0).toLowerCase()) + name.slice(1)).join(', ');
