// How is an agreement read and printed by people, without anybody else reading it?
import { createHash } from 'node:crypto';
import type { Request } from '#kit/data/request';
import { type Page, type PageAnswer, privately } from '#kit/subgraph/pages';
import { BadLink, type ContactKeys } from '#kit/words/contactKeys';
import { Library } from '#partnership/libraries/index';
import type { ListingsApp } from '#partnership/listings/index';
import { AgreementVersion } from './agreement';
import { agreementStyle, writeAgreement, writeNoAgreement } from './agreementSheet';
import type { Turn } from './changePartnership';
import { Partnership } from './partnership';

/** What partnerships keep for the life of the process. */
export interface PartnershipsApp extends ListingsApp {
  /** What other features do when a partnership ends, within its transaction. */
  readonly onPartnershipEnd: readonly ((turn: Turn) => Promise<void>)[];
  /** The address at which people reach the gateway, without a slash at its end. */
  readonly publicUrl: string;
}

export type PartnershipRequest = Request<PartnershipsApp>;

const path = '/agreements/print.html';
/** A browser shows no token with a link, so the link itself is a right, for a quarter of an hour. */
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

/** Where one version can be read for fifteen minutes by whoever has the address. For those alone who may read it by the graph. */
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

/** What a key opens; null for a key that is not one of ours or not any more, of which people are told by a page. */
function followed(key: string, keys: ContactKeys, now: Date): { partnershipId: string; version: number } | null {
  try {
    const [partnershipId = '', version] = keys.follow('agreement', key, now).split(':');
    return { partnershipId, version: Number(version) };
  } catch (refusal) {
    if (refusal instanceof BadLink) return null;
    throw refusal;
  }
}
