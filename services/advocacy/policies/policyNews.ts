// The newest policy changes as an Atom feed.
import { Feed } from 'feed';
import type { Loaders } from '#kit/data/loaders';
import { readPage } from '#kit/data/readPage';
import type { Page } from '#kit/subgraph/pages';
import { Source } from '#kit/words/facts';
import { html } from '#kit/words/html';
import { Publisher } from '../publishers/index';
import { policyVersions } from './inForce';
import { type PolicyChange, PolicyChangeKind } from './policyChange';
import { changesMatching, type PolicyRequest } from './policyChanges.resolver';

const entries = 50;
const home = 'urn:shelfbridge:policies';
const path = '/feeds/policies.atom';

const happened: Record<PolicyChangeKind, string> = {
  [PolicyChangeKind.FIRST_SEEN]: 'policy first recorded',
  [PolicyChangeKind.STARTED]: 'new policy',
  [PolicyChangeKind.REPLACED]: 'policy replaced',
  [PolicyChangeKind.ENDED]: 'policy ended',
  [PolicyChangeKind.PROPOSED]: 'policy proposed',
  [PolicyChangeKind.CORRECTED]: 'record corrected',
};

/** `GET /feeds/policies.atom` (RFC 4287): the fifty newest entries of policyChanges, the newest first. */
export const policyNewsPage: Page<PolicyRequest> = {
  path,
  async answer({ context: { database, loaders, clock, app } }) {
    const newest = await readPage(database, { ...changesMatching(null), descending: true }, { first: entries });
    const names = await loaders.all(Publisher, [...new Set(newest.nodes.map(({ publisherId }) => publisherId))]);
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    const feed = new Feed({
      id: home,
      title: 'Shelfbridge: what publishers let libraries license',
      description: 'Every recorded change of lending policies, with its direction.',
      updated: newest.nodes[0]?.recordedAt ?? clock(),
      author: { name: 'Shelfbridge' },
      copyright: 'Facts with their sources; see the graph.',
      generator: 'Shelfbridge',
      feedLinks: { atom: new URL(path, app.publicUrl).href },
    });
    const links = await Promise.all(newest.nodes.map((change) => linkOf(change, loaders)));
    for (const [i, change] of newest.nodes.entries()) {
      const how = change.direction ? `, ${spaced(change.direction)}` : '';
      const title = html`${nameOf.get(change.publisherId) ?? change.publisherId}: ${happened[change.kind]}${how}`.text;
      const id = `${home}:${change.position}`;
      const content = html`${inWords(change)}`.text;
      feed.addItem({ id, guid: id, link: links[i] ?? id, title, date: change.recordedAt, content });
    }
    return { contentType: 'application/atom+xml; charset=utf-8', body: feed.atom1() };
  },
};

/** The first source of the policy it is about; null when it names none that has an address. */
async function linkOf({ fromId, toId }: PolicyChange, loaders: Loaders): Promise<string | null> {
  const id = toId ?? fromId;
  const policy = id === null ? undefined : (await policyVersions(loaders).load(id)).at(-1);
  return (await loaders.all(Source, policy?.sourceIds ?? [])).find(({ url }) => url !== null)?.url ?? null;
}

function inWords({ kind, fromId, toId, announcedOn, effectiveOn, reasons, formats }: PolicyChange): string {
  const change = [fromId && `from ${fromId}`, toId && `to ${toId}`].filter(Boolean).join(' ');
  const effect = kind === PolicyChangeKind.ENDED ? 'ended on' : 'in force from';
  const when = [announcedOn && `announced ${announcedOn.date}`, effectiveOn && `${effect} ${effectiveOn.date}`]
    .filter(Boolean)
    .join(', ');
  const why = reasons.map(({ code, before, after }) => {
    const values = before && after ? ` (${before} to ${after})` : (before ?? after) ? ` (${before ?? after})` : '';
    return `${spaced(code)}${values}`;
  });
  return [change, formats.join(' and ').toLowerCase(), when, why.join(', ')].filter(Boolean).join('; ');
}

const spaced = (word: string) => word.toLowerCase().replaceAll('_', ' ');
