// An analyst, a dashboard and a supporter use Shelfbridge: the operations that must work word for word, on the brief's own facts.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readFacts } from '#kit/words/facts';
import { codeOf, dataOf, operation } from '../support/graphql';
import type { Federation } from './federation';

let shelfbridge: Federation;

interface InForce {
  readonly inheritedFrom: { id: string } | null;
  readonly period: {
    id: string;
    license: {
      model: string;
      checkouts: number | null;
      durationMonths: number | null;
      concurrency: number | null;
      expiryRule: string;
    };
    embargo: { amount: number; unit: string; copiesAllowedDuring: number } | null;
    sources: { id: string; title: string; url: string | null }[];
  };
}

/** What each publisher let libraries license on a day, for new releases: "24 months", "26 loans", with an embargo where there is one. */
async function pictureOf(on: string): Promise<Record<string, string[]>> {
  const { publishers } = dataOf(await shelfbridge.ask(operation('PublisherPolicies'), { on }));
  return Object.fromEntries(
    publishers.nodes.map(({ id, policiesInForce }: { id: string; policiesInForce: InForce[] }) => [
      id,
      policiesInForce.map(inWords).sort(),
    ]),
  );
}

function inWords({ inheritedFrom, period: { license, embargo } }: InForce): string {
  const limits = [
    license.durationMonths && `${license.durationMonths} months`,
    license.checkouts && `${license.checkouts} loans`,
  ].filter(Boolean);
  const held = embargo ? `, ${embargo.amount} ${embargo.unit} embargo with ${embargo.copiesAllowedDuring} copies` : '';
  return `${limits.join(' or ') || license.model}${held}${inheritedFrom ? ` (from ${inheritedFrom.id})` : ''}`;
}

/** What they ask of a Shelfbridge to which nobody has added anything yet. */
export function operations(of: () => Federation): void {
  beforeAll(() => {
    shelfbridge = of();
  });

  describe('an analyst reads the announcements of 2019 in the graph', () => {
    it('sees on 2019-10-09 what the statement against the embargo described', async () => {
      const picture = await pictureOf('2019-10-09');
      expect(picture).toMatchObject({
        harpercollins: ['26 loans'],
        'penguin-random-house': ['24 months'],
        hachette: ['24 months'],
        macmillan: ['24 months or 52 loans'],
      });
      expect(picture['simon-schuster']).toContain('24 months');
      expect(picture.tor).toEqual(['24 months or 52 loans, 4 MONTH embargo with 0 copies']);
    });

    it('sees on 2019-11-15 all of Macmillan under the eight-week embargo with one copy', async () => {
      const picture = await pictureOf('2019-11-15');
      expect(picture.macmillan).toContain('24 months or 52 loans, 8 WEEK embargo with 1 copies');
      expect(picture.tor).toContain('24 months or 52 loans, 8 WEEK embargo with 1 copies (from macmillan)');
      expect(picture.minotaur).toContain('24 months or 52 loans, 8 WEEK embargo with 1 copies (from macmillan)');
      const embargoed = Object.entries(picture).filter(([, policies]) => policies.some((policy) => policy.includes('embargo')));
      expect(embargoed.map(([id]) => id).sort()).toEqual(['macmillan', 'minotaur', 'tor']);
    });

    it('can follow every policy to a source with a title', async () => {
      const { publishers } = dataOf(await shelfbridge.ask(operation('PublisherPolicies'), { on: '2019-11-15' }));
      const periods = publishers.nodes.flatMap(({ policiesInForce }: { policiesInForce: InForce[] }) =>
        policiesInForce.map(({ period }) => period),
      );
      expect(periods.length).toBeGreaterThan(10);
      for (const { sources } of periods) expect(sources[0]?.title).toBeTruthy();
    });
  });

  describe('a newcomer with five minutes', () => {
    const readme = readFileSync(resolve(__dirname, '..', '..', 'README.md'), 'utf8');
    const examples = [...readme.matchAll(/```sh\n(curl -s[\s\S]*?)```/g)].map(([, text = '']) => text);

    it('gets an answer without errors to every example of the README', async () => {
      expect(examples.length).toBe(3);
      for (const example of examples) {
        const command = example.replaceAll('localhost:4000', new URL(shelfbridge.url).host);
        const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: resolve(__dirname, '..', '..') });
        expect(JSON.parse(stdout)).toEqual({ data: expect.anything() });
      }
    });
  });

  describe('a reader without GraphQL', () => {
    const get = (path: string) => fetch(new URL(path, shelfbridge.url));

    it('downloads the record of policies as a table', async () => {
      const response = await get('/exports/policies.csv?publisher=macmillan');
      expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
      expect(response.headers.get('content-disposition')).toContain('policies.csv');
      expect(await response.text()).toContain('mac-2019-embargo,1,macmillan,IN_FORCE_PERIOD');
    });

    it('follows policy changes in a news feed', async () => {
      const response = await get('/feeds/policies.atom');
      expect(response.headers.get('content-type')).toMatch(/^application\/atom\+xml/);
      expect(await response.text()).toMatch(/Macmillan Publishers( \(US\))?: policy replaced/);
    });

    it('hears by a code what cannot be compared', async () => {
      const response = await get('/exports/comparison.csv');
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'input' } }] });
    });

    it('finds nothing where nothing is', async () => {
      expect((await get('/exports/nothing.csv')).status).toBe(404);
    });
  });

  describe('a dashboard shows petitions and the libraries behind them', () => {
    it('reads reported counts of the past and live counts of the present, each where it belongs', async () => {
      const { petitions } = dataOf(await shelfbridge.ask(operation('Petitions'), { first: 10 }));
      expect(petitions).toMatchObject({ totalCount: 10, pageInfo: { hasNextPage: false } });
      const byId = Object.fromEntries(petitions.nodes.map((node: { id: string }) => [node.id, node]));
      expect(byId.ebooksforall).toMatchObject({ state: 'DELIVERED', demo: false, signatureCount: null });
      expect(byId.ebooksforall.reportedCounts).toContainEqual({ on: '2019-10-30', count: 160_000, qualifier: 'NEARLY' });
      expect(byId['fair-ebook-terms']).toMatchObject({ state: 'OPEN', demo: true, reportedCounts: [] });
      const endorsers = byId['fair-ebook-terms'].endorsements.nodes.map(({ library }: { library: { id: string } }) => library);
      expect(endorsers).toContainEqual({
        id: 'demo-helsinki-fi',
        name: 'Helsinki Demonstration Library',
        country: 'FI',
        sisters: [{ id: 'demo-chicago-us', name: 'Chicago Demonstration Library', country: 'US' }],
      });
    });

    it('pages without repeating or leaving out a petition', async () => {
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const query =
          'query ($after: String) { petitions(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
        const { petitions } = dataOf(await shelfbridge.ask(query, { after }));
        seen.push(...petitions.nodes.map(({ id }: { id: string }) => id));
        ({ endCursor: after, hasNextPage: more } = petitions.pageInfo);
      }
      expect(seen.length).toBe(10);
      expect(new Set(seen).size).toBe(10);
    });

    it('finds a library that seeks a sister, with or without its accent', async () => {
      for (const text of ['Lalin', 'Lalín', 'LALÍN']) {
        const { listings } = dataOf(await shelfbridge.ask(operation('SeekingSisters'), { filter: { text }, first: 5 }));
        expect(listings).toMatchObject({
          totalCount: 1,
          nodes: [{ library: { id: 'lalin-es', city: 'Lalín', country: 'ES', demo: false } }],
        });
      }
    });

    it('shows on the page of a library its sisters, and what it raises together with each', async () => {
      const { library } = dataOf(await shelfbridge.ask(operation('LibraryPage'), { id: 'demo-chicago-us' }));
      expect(library.endorsedPetitions).toContainEqual(expect.objectContaining({ id: 'fair-ebook-terms' }));
      const shared = Object.fromEntries(
        library.partnerships.map(({ id, sharedPetitions }: { id: string; sharedPetitions: object[] }) => [id, sharedPetitions]),
      );
      expect(shared['demo-chicago-helsinki']).toEqual([{ id: 'fair-ebook-terms', title: 'Fair ebook terms for every library' }]);
      expect(shared['demo-chicago-ciudad-de-mexico']).toEqual([]);
    });
  });

  describe('a supporter signs', () => {
    const input = {
      petitionId: 'fair-ebook-terms',
      name: 'Ann Reader',
      email: 'ann@library.example',
      country: 'US',
      region: 'US-NE',
    };
    const sign = (more: object = {}) => shelfbridge.ask(operation('SignPetition'), { input: { ...input, ...more } });

    it('is counted once, however often', async () => {
      const first = dataOf(await sign()).signPetition;
      const second = dataOf(await sign({ email: 'ANN@library.example' })).signPetition;
      expect([first.outcome, second.outcome]).toEqual(['SIGNED', 'ALREADY_SIGNED']);
      expect(second.petition.signatureCount).toBe(first.petition.signatureCount);
    });

    it.each([
      ['an e-mail address that is none', { email: 'ann' }, 'BAD_USER_INPUT'],
      ['an over-long name', { name: 'x'.repeat(201) }, 'BAD_USER_INPUT'],
      ['a NUL byte', { name: 'Ann\0' }, 'BAD_USER_INPUT'],
      ['a petition of the past', { petitionId: 'ebooksforall' }, 'PETITION_NOT_OPEN'],
      ['an unknown petition', { petitionId: 'nope' }, 'NOT_FOUND'],
    ])('hears in words and by a code why %s cannot be used', async (_what, fault, code) => {
      const answer = await sign(fault);
      expect(codeOf(answer)).toBe(code);
      expect(answer.errors?.[0]?.message).not.toMatch(/127\.0\.0\.1|localhost|http:|:\d{4,5}\b/);
    });
  });

  describe('an operator', () => {
    it('imports a file of policies into what npm start runs, without being told where, and clients read them', async () => {
      const file = join(shelfbridge.folder, 'more.json');
      const { policies } = readFacts<{ policies: { id: string }[] }>('policies.json');
      const known = policies.find(({ id }) => id === 'blackstone-2019-embargo');
      const since = { effectiveFrom: '2026-01-01', effectiveTo: null, effectiveToPrecision: null, endAnnouncedOn: null };
      const added = { ...known, ...since, id: 'one-more', titleScope: 'SELECTED', lastVerifiedOn: null };
      writeFileSync(file, JSON.stringify({ policies: [known, added] }));
      expect(await shelfbridge.importPolicies(file)).toMatch(/Dry run, nothing was written: 1 added, 1 unchanged, 0 refused\.$/);
      const query = '{ policyPeriod(id: "one-more") { version } }';
      expect((await shelfbridge.ask(query)).data?.policyPeriod ?? null).toBeNull();
      expect(await shelfbridge.importPolicies(file, '--apply')).toMatch(/\n1 added, 1 unchanged, 0 refused\.$/);
      expect(dataOf(await shelfbridge.ask(query)).policyPeriod).toEqual({ version: 1 });
    });
  });

  describe('a developer makes mistakes', () => {
    it.each([
      ['an unknown library', 'query { library(id: "nope") { id } }', {}, 'NOT_FOUND'],
      ['an unknown petition', 'query { petition(id: "nope") { id } }', {}, 'NOT_FOUND'],
      ['a day that the calendar does not have', operation('PublisherPolicies'), { on: '2019-02-30' }, 'BAD_USER_INPUT'],
      ['a language by its name', operation('SeekingSisters'), { first: 5, filter: { languages: ['english'] } }, 'BAD_USER_INPUT'],
      ['a malformed day', operation('PublisherPolicies'), { on: 'yesterday' }, 'BAD_USER_INPUT'],
      ['more than a hundred at once', operation('Petitions'), { first: 101 }, 'BAD_USER_INPUT'],
      ['less than one', operation('Petitions'), { first: 0 }, 'BAD_USER_INPUT'],
      ['a cursor of another list', 'query { petitions(first: 2, after: "bm9wZQ") { totalCount } }', {}, 'BAD_USER_INPUT'],
      ['a field that does not exist', 'query { petitions(first: 2) { nope } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
      ['a document that is none', 'query {', {}, 'GRAPHQL_PARSE_FAILED'],
      ['a NUL byte in an id', 'query ($id: ID!) { library(id: $id) { id } }', { id: 'a\0b' }, 'BAD_USER_INPUT'],
    ])('and hears of %s by a code', async (_what, query, variables, code) => {
      const answer = await shelfbridge.ask(query, variables);
      expect(codeOf(answer)).toBe(code);
      expect(JSON.stringify(answer)).not.toMatch(/stacktrace|127\.0\.0\.1|node_modules/);
    });
  });
}
