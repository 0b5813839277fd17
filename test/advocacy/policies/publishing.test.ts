// Policies for people without GraphQL, and live news of their changes.
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { xml2js } from 'xml-js';
import { openPolicyFeed, PolicyPeriod } from '#advocacy/policies/index';
import type { Advocacy } from '#advocacy/subgraph';
import { csvAnswer } from '#kit/subgraph/csvAnswer';
import { silentLog } from '#kit/words/log';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { type Answer, dataOf, operation, post } from '../../support/graphql';
import type { TestDatabase } from '../../support/postgres';

let database: TestDatabase;
let advocacy: Advocacy;
beforeAll(async () => {
  database = await demoDatabase();
  advocacy = await startAdvocacyAt(database.url);
});
afterAll(async () => {
  await advocacy.stop();
  await database.drop();
});

const get = (path: string) => fetch(new URL(path, advocacy.url));
const rowsOf = (text: string) => parse(text, { columns: true, bom: true }) as Record<string, string>[];

describe('the record of policies as a table', () => {
  it('holds every version once, and distinguishes unknown, none and unlimited', async () => {
    const response = await get('/exports/policies.csv');
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="policies.csv"');
    const text = await response.text();
    expect(text.split('\r\n')[0]).toMatch(/^policy,version,publisher,status,/);
    const rows = rowsOf(text);
    expect(rows.length).toBe(await advocacy.database.getRepository(PolicyPeriod).count());
    const embargo = rows.filter(({ policy }) => policy === 'mac-2019-embargo').at(-1);
    expect(embargo).toMatchObject({
      publisher: 'macmillan',
      'license.checkouts': '52',
      'license.durationMonths': '24',
      effectiveFrom: '2019-11-01',
    });
    expect(embargo).toMatchObject({ ageDays: '', marks: 'NEVER_VERIFIED', territories: 'US' });
    expect(rows.find(({ policy }) => policy === 'hc-2011-26')).toMatchObject({
      'license.checkouts': '26',
      'license.durationMonths': 'unlimited',
    });
    expect(rows.find(({ policy }) => policy === 'audible-2023-palace')).toMatchObject({ 'license.checkouts': 'unknown' });
  });

  it('gives the numbers of an embargo and the price of a new title in columns of their own', async () => {
    const rows = rowsOf(await (await get('/exports/policies.csv?publisher=macmillan')).text());
    expect(rows.findLast(({ policy }) => policy === 'mac-2019-embargo')).toMatchObject({
      'embargo.amount': '8',
      'embargo.unit': 'WEEK',
      'embargo.copiesAllowedDuring': '1',
      newTitlePriceUSD: '60',
      newTitlePriceIs: 'exact price, stated for PUBLISHED_UNDER_12_MONTHS',
    });
    expect(rows.findLast(({ policy }) => policy === 'mac-none')).toMatchObject({ 'embargo.amount': '', newTitlePriceUSD: '' });
  });

  it('refuses a publisher that is not there rather than being empty', async () => {
    const response = await get('/exports/policies.csv?publisher=Macmillan');
    expect([response.status, ((await response.json()) as Answer).errors?.[0]?.extensions.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('can be narrowed to a publisher and marked for spreadsheets', async () => {
    const bytes = Buffer.from(await (await get('/exports/policies.csv?publisher=tor&bom=1')).arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(new Set(rowsOf(bytes.toString()).map(({ publisher }) => publisher))).toEqual(new Set(['tor']));
  });

  it('writes no cell that a spreadsheet would take for a formula', async () => {
    const cells = ['=1+1', '+1', '-1', '@cmd', '\tx', 'plain', 'a "quoted", one'];
    const { body } = csvAnswer('x.csv', [{ title: 'cell', value: (cell: string) => cell }], cells, false);
    let text = '';
    for await (const part of body as AsyncIterable<string>) text += part;
    const written = rowsOf(text).map(({ cell }) => cell);
    expect(written).toEqual(["'=1+1", "'+1", "'-1", "'@cmd", "'\tx", 'plain', 'a "quoted", one']);
  });
});

/** The records of a table by the grammar of RFC 4180 and nothing else: whoever wrote it has no say. @throws where it does not fit */
function strictly(text: string): string[][] {
  const record = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const records: string[][] = [[]];
  while (record.lastIndex < text.length) {
    const at = record.lastIndex;
    const found = record.exec(text);
    if (!found) throw new Error(`not RFC 4180 at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    records.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] !== ',' && record.lastIndex < text.length) records.push([]);
  }
  return records;
}

it.each(['two\nlines', 'two\rlines', 'two\r\nlines', '\n', '\r', 'a,b', '"', 'x\n=1+1'])(
  'a strict reader reads %j as one cell',
  async (cell) => {
    const { body } = csvAnswer(
      'x.csv',
      [
        { title: 'a', value: () => cell },
        { title: 'b', value: () => 'z' },
      ],
      [0],
      false,
    );
    let text = '';
    for await (const part of body as AsyncIterable<string>) text += part;
    const [, [first, second] = []] = strictly(text);
    expect([first?.replace(/^'/, ''), second]).toEqual([cell, 'z']);
  },
);

describe('a comparison as a table', () => {
  const input = {
    publisherIds: ['macmillan', 'harpercollins', 'nobody'],
    on: '2019-11-15',
    format: 'EBOOK',
    scenario: { copies: 10, holds: 100, checkoutsPerYear: 12, years: 6, loanDays: 14, reader: 100, consumerPrice: '12' },
  };

  it('says what the graph says, with a reason for every empty cell', async () => {
    const { compareLending } = dataOf(await post(advocacy.url, operation('CompareLending'), { input }));
    const rows = rowsOf(await (await get(`/exports/comparison.csv?input=${encodeURIComponent(JSON.stringify(input))}`)).text());
    expect(rows.map(({ label, totalCost }) => [label, totalCost])).toEqual(
      compareLending.rows.map(({ label, totalCost }: { label: string; totalCost: { amount: string } | null }) => [
        label,
        totalCost?.amount ?? '',
      ]),
    );
    for (const row of rows) if (row.totalCost === '') expect(row.unavailable).toContain('totalCost: ');
    expect(rows[0]).toMatchObject({
      policy: 'mac-2019-embargo',
      hypothetical: 'no',
      loansPerLicense: '52',
      leastCostPerCirculation: '1.1538',
      meanWaitDays: '112.56',
      readerDaysLost: '4956',
      expiredUnusedShare: '0.5385',
      expiredUnusedValue: '872.31',
      asOption: 'no',
      breakEvenLoans: '',
      markup: '5',
      on: '2019-11-15',
      territoryAsked: 'US',
      territories: 'US',
      scenario: 'copies 10; holds 100; checkoutsPerYear 12; years 6; loanDays 14; reader 100; consumerPrice 12',
      price: '60.00',
      priceCurrency: 'USD',
      priceBasis: 'EXACT',
      ageDays: '',
      marks: 'NEVER_VERIFIED',
      sources: expect.stringContaining('https://'),
      format: 'EBOOK',
      asKnownOn: 'now',
      knownBy: '',
    });
  });

  it('names the format, and the moment whose knowledge it shows', async () => {
    const asked = { ...input, asKnownOn: '2019-12-01T00:00:00Z', format: 'AUDIOBOOK' };
    const rows = rowsOf(await (await get(`/exports/comparison.csv?input=${encodeURIComponent(JSON.stringify(asked))}`)).text());
    expect(rows[0]).toMatchObject({ format: 'AUDIOBOOK', asKnownOn: '2019-12-01T00:00:00Z', knownBy: 'RECORD' });
  });

  it('has columns for the title in print, and says in words which prices were given', async () => {
    const ofTable = async (more: object) => {
      const given = encodeURIComponent(JSON.stringify({ ...input, scenario: { ...input.scenario, ...more } }));
      return rowsOf(await (await get(`/exports/comparison.csv?input=${given}`)).text());
    };
    const priceOverrides = [{ id: 'mac-2019-embargo', amount: '45.00' }];
    const rows = await ofTable({ print: { price: '20.00', loansPerCopy: 40 }, priceOverrides });
    for (const row of rows) expect(row).toMatchObject({ printPrice: '20.00', printLoansPerCopy: '40', printLoanDays: '' });
    expect(rows.find(({ print }) => print === 'yes')).toMatchObject({ label: 'Print', price: '20.00' });
    expect(rows[0]?.scenario).toMatch(/consumerPrice 12; price of mac-2019-embargo 45.00$/);
    expect((await ofTable({ print: null }))[0]).toMatchObject({
      printPrice: '',
      print: 'no',
      scenario: expect.not.stringContaining('print'),
    });
  });

  it('keeps a label of two lines in one cell, so that none begins a row', async () => {
    const hypothetical = [{ label: 'a\n=1+1', license: { model: 'PERPETUAL_ONE_USER', concurrency: 1, expiryRule: 'NONE' } }];
    const given = encodeURIComponent(JSON.stringify({ ...input, hypothetical }));
    const rows = strictly(await (await get(`/exports/comparison.csv?input=${given}`)).text());
    expect(rows.map(([label]) => label)).toContain('a\n=1+1');
    expect(rows.every((row) => row.length === rows[0]?.length && !row[0]?.startsWith('='))).toBe(true);
  });

  it.each([
    ['no input', ''],
    ['an input that is no JSON', '?input=%7B'],
    ['an input that is a list', '?input=%5B%5D'],
    ['an input that is nothing', '?input=null'],
    ['an input that the graph refuses', `?input=${encodeURIComponent(JSON.stringify({ ...input, on: 'yesterday' }))}`, 'on'],
  ])('refuses %s by a code, and names the field', async (_what, query, field = 'input') => {
    const response = await get(`/exports/comparison.csv${query}`);
    expect(response.status).toBe(400);
    const [error] = ((await response.json()) as Answer).errors ?? [];
    expect(error).toMatchObject({ message: expect.any(String), extensions: { code: 'BAD_USER_INPUT', field } });
  });
});

describe('the news feed of policies', () => {
  interface Entry {
    readonly name: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly elements?: readonly Entry[];
    readonly text?: string;
    readonly cdata?: string;
  }
  const read = async () => {
    const response = await get('/feeds/policies.atom');
    expect(response.headers.get('content-type')).toMatch(/^application\/atom\+xml/);
    const [feed] = (xml2js(await response.text()) as Entry).elements ?? [];
    return feed as Entry;
  };
  const all = (entry: Entry, name: string) => (entry.elements ?? []).filter((element) => element.name === name);
  const textOf = (entry: Entry, name: string) => {
    const [text] = all(entry, name)[0]?.elements ?? [];
    return text?.text ?? text?.cdata ?? '';
  };
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

  it('tells the newest changes, the newest first', async () => {
    const updated = all(await read(), 'entry').map((entry) => textOf(entry, 'updated'));
    expect(updated.length).toBeGreaterThan(40);
    expect(updated).toEqual(updated.toSorted().toReversed());
  });

  it('holds what RFC 4287 asks of a feed and each entry, exactly once', async () => {
    const feed = await read();
    expect([feed.name, feed.attributes?.xmlns]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
    expect(all(feed, 'author')).toHaveLength(1);
    expect(all(feed, 'link')).toContainEqual(
      expect.objectContaining({ attributes: { rel: 'self', href: 'https://shelfbridge.example/feeds/policies.atom' } }),
    );
    const entries = all(feed, 'entry');
    for (const part of [feed, ...entries]) {
      for (const name of ['id', 'title', 'updated']) expect(all(part, name)).toHaveLength(1);
      expect(textOf(part, 'id')).toMatch(/^urn:[a-z0-9-]+:\S+$/);
      expect(textOf(part, 'updated')).toMatch(moment);
      expect(textOf(part, 'title')).not.toBe('');
    }
    const places = entries.flatMap((entry) => all(entry, 'category').map(({ attributes }) => attributes?.label));
    expect(places).toHaveLength(entries.length);
    expect(new Set(places)).toEqual(new Set(['US', 'US, CA', 'DE', 'NL', 'SE']));
    for (const entry of entries) expect([all(entry, 'content').length, all(entry, 'link').length]).toEqual([1, 1]);
    expect(new Set(entries.map((entry) => textOf(entry, 'id'))).size).toBe(entries.length);
  });

  it('stays whole while a stored source has an address that cannot be read', async () => {
    const before = all(await read(), 'entry').length;
    const stored = await advocacy.database.query('SELECT id, url FROM source WHERE url IS NOT NULL');
    await advocacy.database.query("UPDATE source SET url = 'https://xn--a.org/page'");
    expect(all(await read(), 'entry')).toHaveLength(before);
    for (const { id, url } of stored) await advocacy.database.query('UPDATE source SET url = $2 WHERE id = $1', [id, url]);
  });

  it('writes names as text, also those with an ampersand, and says when something ended', async () => {
    const entries = all(await read(), 'entry');
    const titles = entries.map((entry) => textOf(entry, 'title'));
    expect(titles).toContain('Simon &amp; Schuster: policy replaced, less restrictive');
    const contents = entries.map((entry) => textOf(entry, 'content'));
    expect(contents).toContainEqual(
      expect.stringMatching(
        /^Ebooks and audiobooks\. Ended on 1 January 2022\. Option ended: cost per circ\. Read in: .+, https:/,
      ),
    );
    expect(
      contents.filter((text) => /\d{4}-\d\d-\d\d(?!\)|[^ ]*\/)|[A-Z]+_[A-Z]+|prh-2020/.test(text.split('Read in')[0] ?? '')),
    ).toEqual([]);
    for (const entry of entries)
      expect(all(entry, 'link')[0]?.attributes?.href).toMatch(/^https:\/\/shelfbridge\.example\/publishers\/[a-z-]+#[a-z0-9-]+$/);
  });
});

describe('live news of policies', () => {
  const insert = (publisher: string) =>
    advocacy.database.query(
      `INSERT INTO policy_change SELECT (jsonb_populate_record(null::policy_change, to_jsonb(old) - 'position' || jsonb_build_object('publisher_id', $1::text))).*
       FROM policy_change AS old ORDER BY position LIMIT 1`,
      [publisher],
    );

  it('begins with the newest change that fits and tells each new one, with a cursor to read on from', async () => {
    const feed = openPolicyFeed(advocacy.database, database.url, silentLog);
    const [all, tor] = [await feed.watch(null), await feed.watch({ publisherIds: ['tor'] })];
    const [first, ofTor] = [(await all.next()).value, (await tor.next()).value];
    expect(first?.newest).toBeTruthy();
    expect(ofTor?.newest?.publisherId).toBe('tor');
    await insert('hachette');
    expect((await all.next()).value?.newest?.publisherId).toBe('hachette');
    await insert('tor');
    const next = (await tor.next()).value;
    expect(next?.newest?.publisherId).toBe('tor');
    const query = 'query ($since: String) { policyChanges(since: $since, first: 10) { nodes { publisher { id } } } }';
    const { policyChanges } = dataOf(await post(advocacy.url, query, { since: first?.cursor }));
    expect(policyChanges.nodes.map(({ publisher }: { publisher: { id: string } }) => publisher.id)).toEqual(['hachette', 'tor']);
    expect((await all.next()).value?.newest?.publisherId).toBe('tor');
    await feed.stop();
    expect((await all.next()).done).toBe(true);
  });

  it('tells no older change after a newer one, however long a reading takes, and reads once for many notices', async () => {
    const held: (() => void)[] = [];
    let [asked, hold] = [() => {}, true];
    const slow = new Proxy(advocacy.database, {
      get: (real, name) =>
        name !== 'query'
          ? Reflect.get(real, name)
          : async (...statement: [string, unknown[]]) => {
              const rows = await real.query(...statement);
              if (hold)
                await new Promise<void>((resolve) => {
                  held.push(resolve);
                  asked();
                });
              return rows;
            },
    });
    const nextReading = () =>
      new Promise<void>((resolve) => {
        asked = resolve;
      });
    const begun = nextReading();
    const feed = openPolicyFeed(slow, database.url, silentLog);
    const watching = feed.watch(null);
    await begun;
    // The first reading is done but not told yet, while three changes and their notices come.
    const heard = new Client({ connectionString: database.url });
    await heard.connect();
    await heard.query('LISTEN policy_changes');
    const noticed = new Promise((resolve) => heard.once('notification', resolve));
    for (const publisher of ['tor', 'hachette', 'macmillan']) await insert(publisher);
    await noticed;
    const second = nextReading();
    held[0]?.();
    await second;
    expect(held).toHaveLength(2);
    hold = false;
    held[1]?.();
    const reader = await watching;
    for (let told: unknown; told !== 'macmillan'; ) told = (await reader.next()).value?.newest?.publisherId;
    await heard.end();
    await feed.stop();
    expect((await reader.next()).done).toBe(true);
  });
});
