// The page on which people read and print an agreement, at an address that opens for fifteen minutes.
import { createHash } from 'node:crypto';
import { type Request } from '#kit/data/request';
import { type Page, type PageAnswer, privately } from '#kit/subgraph/pages';
import { writtenDay } from '#kit/words/clock';
import { Html, html } from '#kit/words/html';
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
}

/** The style of the page. The Content-Security-Policy allows only its hash. */
const agreementStyle = `
:root { color-scheme: light; --ink: #1c2430; --soft: #556070; --line: #c3cad4; --accent: #1f5673; }
* { box-sizing: border-box; }
body { margin: 0; background: #eceff2; color: var(--ink); font: 1rem/1.55 Charter, 'Bitstream Charter', Georgia, 'Liberation Serif', serif; }
main { max-width: 50rem; margin: 2rem auto; padding: 3.5rem 4rem; background: #fff; border-top: .3rem solid var(--accent); box-shadow: 0 1px 4px rgb(0 0 0 / .15); }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1.15rem; color: var(--accent); break-after: avoid; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
.soft, dt, small { color: var(--soft); }
.status { display: inline-block; margin: .8rem 0 0; padding: .2rem .8rem; border: 1px solid var(--accent); border-radius: 1rem; color: var(--accent); }
.draft { border-style: dashed; border-color: #8a4b00; color: #8a4b00; }
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
  main { margin: 0; padding: 1.6rem 1.2rem; box-shadow: none; }
  .two, dl { grid-template-columns: 1fr; }
  dt { margin-top: .5rem; }
  dl { gap: 0; }
}
@media print {
  @page { size: A4; margin: 16mm 20mm; }
  :root { font-size: 10pt; }
  body { background: none; line-height: 1.4; }
  h2 { margin: 1.5rem 0 .5rem; }
  .signature > div { margin-top: 2.2rem; }
  footer { margin-top: 1.5rem; }
  main { max-width: none; margin: 0; padding: 0; border: 0; box-shadow: none; }
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
  async answer({ query: { key = '' }, context }): Promise<PageAnswer> {
    const contentType = 'text/html; charset=utf-8';
    const sheet = await readSheet(key, context);
    return sheet === null
      ? { contentType, headers, status: 404, body: writeNoAgreement().text }
      : { contentType, headers, body: writeAgreement(sheet).text };
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
function writeAgreement({ partnership, agreement, partners, now }: Sheet): Html {
  const { version, formality, meetingRhythm, activityKinds, goals, startsOn, endsOn, reviewOn, text, heldSince } = agreement;
  const nameOf = (id: string | undefined) => partners.find((library) => library.id === id)?.name ?? '';
  const [first, second] = agreement.agreedBy;
  const isInForce = partnership.agreementInForce === version;
  const standing = !heldSince
    ? 'Proposed: applies once both have agreed'
    : isInForce
      ? 'Agreed by both'
      : 'Agreed by both, and since replaced';
  const rows: readonly (readonly [string, string | null])[] = [
    ['Form', formality === Formality.FORMAL ? 'Formal, signed by both' : 'Informal'],
    ['In touch', meetingRhythm && plainly(meetingRhythm)],
    ['Activities', listed(activityKinds)],
    ['Goals', listed(goals)],
    ['Begins', startsOn ? writtenDay(startsOn) : 'Once both have agreed'],
    ['Ends', endsOn && writtenDay(endsOn)],
    ['Review', reviewOn && writtenDay(reviewOn)],
  ];
  return page(
    `Agreement of ${partners.map(({ name }) => name).join(' and ')}`,
    html`<h1>Sister library agreement</h1>
<p class="status${!heldSince && ' draft'}">Version ${version} · ${standing}</p>
${partnership.demo && html`<p class="soft">Demonstration: one or both of these libraries are invented.</p>`}
<h2>The partners</h2>
<div class="two">${partners.map(partner)}</div>
<h2>What they agree on</h2>
<dl>${rows.map(([name, value]) => value && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${text && html`<h2>In their words</h2><p class="words">${text}</p>`}
<h2>How it was agreed</h2>
<p>${nameOf(first)} proposed this version and agreed to it on ${moment(agreement.proposedAt)}.</p>
${heldSince && html`<p>${nameOf(second)} agreed to it on ${moment(heldSince)}.</p>`}
${formality === Formality.FORMAL && html`<section class="signing"><h2>Signatures</h2><div class="two">${partners.map(signature)}</div></section>`}
<footer>Partnership ${partnership.id}, version ${version}, as of ${moment(now)}. <span class="screen">To print this agreement, use the print function of your browser.</span></footer>`,
  );
}

/** The page for an address that is invalid or has expired. */
const writeNoAgreement = (): Html =>
  page(
    'Agreement not found',
    html`<h1>This address is not valid, or no longer valid</h1>
<p>The address of an agreement works for fifteen minutes. Go back to your partnership and open the agreement from there again.</p>`,
  );

const page = (title: string, content: Html): Html => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${new Html(agreementStyle)}</style></head>
<body><main>
${content}
</main></body>
</html>
`;

const countries = new Intl.DisplayNames('en', { type: 'region' });

const partner = ({ name, city, country, isil }: Library): Html =>
  html`<div class="partner"><strong>${name}</strong>${city}, ${countries.of(country)}${isil && html`<br><small>ISIL ${isil}</small>`}</div>`;

const signature = ({ name }: Library): Html =>
  html`<div class="signature">For ${name}<div>Place and date</div><div>Name and position</div><div>Signature</div></div>`;

/** Values as one phrase; empty when there are none. */
const listed = (values: readonly string[]) =>
  values.map((value, i) => (i === 0 ? plainly(value) : plainly(value).toLowerCase())).join(', ');

/** `MATERIAL_EXCHANGE` as `Material exchange`. */
const plainly = (value: string) => `${value[0]}${value.slice(1).toLowerCase().replaceAll('_', ' ')}`;

const momentFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const moment = (date: Date) => `${momentFormat.format(date)} UTC`;
