// Terms of ODL licenses and ONIX products become a draft to complete, which says field by field what the document lacks.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftIn, policiesIn } from '#advocacy/importPolicies/document';
import { draftOf } from '#advocacy/importPolicies/draft';
import { runImport } from '#advocacy/importPolicies/main';
import { licensesOfJson, licensesOfXml, offerOfLicense } from '#advocacy/importPolicies/odl';
import { offersOfOnix } from '#advocacy/importPolicies/onix';
import { treeOf } from '#advocacy/importPolicies/xml';
import { demoDatabase } from '../../support/advocacy';
import type { TestDatabase } from '../../support/postgres';
import { finishHere } from '../../support/processes';

const documents = join(__dirname, 'documents');
const document = (name: string) => join(documents, name);
const odl = (value: unknown) => draftOf((licensesOfJson(value) ?? []).map(offerOfLicense), 'ODL');
const license = (metadata: object) => odl({ metadata: { format: 'application/epub+zip', ...metadata } })[0]!;
const termsOf = (terms: object) => license({ created: '2024-02-29T00:00:00Z', terms }).row.terms;
const lackOf = (metadata: object, field: string) => license(metadata).lacks.find((lack) => lack.field === field)?.why;

describe('a license of ODL', () => {
  it.each([
    ['one copy for one user, for good', { concurrency: 1 }, { model: 'PERPETUAL_ONE_USER', expiryRule: 'NONE' }],
    ['no limit at all', {}, { model: 'SIMULTANEOUS_USE', concurrency: null, expiryRule: 'NONE' }],
    ['loans one after another', { checkouts: 26, concurrency: 1 }, { model: 'METERED_BY_CHECKOUTS', checkouts: 26 }],
    ['a bundle of loans', { checkouts: 40, concurrency: 10 }, { model: 'METERED_CONCURRENT_CHECKOUTS', expiryRule: 'CHECKOUTS' }],
    ['a bundle of loans at any time at once', { checkouts: 100 }, { model: 'METERED_CONCURRENT_CHECKOUTS', concurrency: null }],
    [
      'two years',
      { concurrency: 1, expires: '2026-02-28' },
      { model: 'METERED_BY_TIME', durationMonths: 24, expiryRule: 'TIME' },
    ],
    ['two years for anybody', { expires: '2026-02-28' }, { model: 'SIMULTANEOUS_USE', durationMonths: 24, expiryRule: 'TIME' }],
    [
      'two years or 52 loans of three weeks',
      { checkouts: 52, concurrency: 1, expires: '2026-02-28T00:00:00Z', length: 1_814_400 },
      { model: 'METERED_BY_TIME_OR_CHECKOUTS', checkouts: 52, durationMonths: 24, lengthDays: 21, expiryRule: 'EARLIER_OF' },
    ],
  ])('gives %s', (_what, terms, expected) => {
    expect(termsOf(terms)).toMatchObject({ ...expected, lendingDays: null });
  });

  it('tells of each term that ODL does not have, instead of dropping it', () => {
    const { notes, lacks } = license({ terms: { checkouts: 26, concurrency: 1, lending_days: 365, renewals: [1] } });
    expect(notes).toEqual([
      'terms.lending_days is no term of ODL 1.0 and was not read: 365.',
      'terms.renewals is no term of ODL 1.0 and was not read: [1].',
    ]);
    expect(lacks.find(({ field }) => field === 'terms.lendingDays')?.why).toMatch(/Neither ODL nor ONIX/);
  });

  it.each([
    [['application/epub+zip', 'application/pdf'], ['EBOOK']],
    [
      ['audio/mpeg', 'application/epub+zip; profile="x"'],
      ['AUDIOBOOK', 'EBOOK'],
    ],
    [['image/png'], ['?']],
    [[], ['?']],
  ])('in the formats %j is for %j', (format, expected) => {
    expect(license({ format, terms: {} }).row.formats).toEqual(expected);
  });

  it.each([
    ['its terms', { terms: undefined }, 'terms.checkouts', /has no terms/],
    ['terms that are an object', { terms: [{ checkouts: 26 }] }, 'terms.checkouts', /\[\{"checkouts":26\}\], which is no object/],
    [
      'how many loans it allows',
      { status: 'available', checkouts: { left: 18 } },
      'terms.checkouts',
      /18.*not how many it allows/,
    ],
    ['when it was issued', { terms: { expires: '2026-02-28' } }, 'terms.durationMonths', /created.*missing/],
    [
      'whole months',
      { created: '2024-05-01', terms: { expires: '2026-05-01T00:00:00Z', length: 1 } },
      'terms.lengthDays',
      /1 seconds/,
    ],
    ['months', { created: '2024-05-01', terms: { expires: '2026-04-30' } }, 'terms.durationMonths', /729 days, about 24 months/],
    [
      'a day that exists',
      { created: '2024-05-01', terms: { expires: '2026-02-30' } },
      'terms.durationMonths',
      /no day of the calendar/,
    ],
    ['a limit above 0', { terms: { checkouts: 0 } }, 'terms.checkouts', /checkouts is 0/],
    ['a limit that is a number', { terms: { checkouts: '26 loans' } }, 'terms.checkouts', /26 loans/],
    ['a model', { terms: { concurrency: 5 } }, 'terms.model', /5 readers at once without an end/],
    ['a format', { format: 'image/png', terms: {} }, 'formats', /image\/png/],
    ['a currency', { price: { value: '7', currency: 'ZZZ' } }, 'prices', /ZZZ/],
    ['a territory', { terms: {} }, 'territories', /no country/],
  ])('that lacks %s says so', (_what, metadata, field, why) => {
    expect(lackOf(metadata, field)).toMatch(why);
  });

  it('shares a draft with licenses of the same terms, whose prices make a range that keeps every digit', () => {
    const rows = odl(JSON.parse(readFileSync(document('odl-feed.json'), 'utf8')));
    expect(rows.map(({ stands, row }) => [stands, row.formats])).toEqual([
      [2, ['EBOOK']],
      [1, ['AUDIOBOOK']],
    ]);
    expect(rows[0]!.row.prices).toEqual([
      expect.objectContaining({
        kind: 'RANGE',
        min: '29.985',
        max: '41.97',
        currency: 'EUR',
        scope: expect.stringMatching(/^EXAMPLE: 2 titles/),
      }),
    ]);
    expect(rows[1]!.lacks.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['terms.model', 'terms.durationMonths', 'terms.lengthDays']),
    );
  });

  it('is read from an OPDS 1.2 entry too, by either name of its longest loan', () => {
    const [draft] = draftOf(licensesOfXml(treeOf(readFileSync(document('odl-entry.xml'), 'utf8'))).map(offerOfLicense), 'ODL');
    expect(draft!.row).toMatchObject({
      terms: { model: 'METERED_CONCURRENT_CHECKOUTS', checkouts: 40, concurrency: 10, durationMonths: null, lengthDays: 14 },
      prices: [{ kind: 'EXACT', amount: '19.50', currency: 'CAD' }],
    });
  });
});

describe('documents as distributors send them', () => {
  const read = (text: string) => draftIn(text)!.rows[0]!;
  const house = (text: string) => read(text).lacks.find(({ field }) => field === 'publisherId')?.why;

  it('are read as the standard prints them, and as a list alone', () => {
    const one = '{ "metadata": { "identifier": "urn:x", "format": "application/epub+zip", "terms": { "checkouts": 30 } } }';
    for (const text of [`"licenses": [ ${one} ]`, `{ "licenses": [ ${one} ] }`, `[ ${one} ]`, one])
      expect([read(text).from, read(text).row.terms]).toEqual(['urn:x', expect.objectContaining({ checkouts: 30 })]);
    expect(draftIn('[{ "publisherId": "macmillan", "terms": {} }]')).toBeNull();
  });

  it('are read with a currency in small letters and with several formats, and tell whose titles they are', () => {
    const info =
      '{ "identifier": "urn:x", "status": "unavailable", "created": "2021-12-21T19:25:00Z", "format": "application/epub+zip", "price": { "value": 45, "currency": "usd" }, "terms": { "expires": "2023-12-21T00:00:00Z", "concurrency": 1, "length": 5097600 }, "checkouts": { "available": 1 } }';
    expect(read(info).row).toMatchObject({
      terms: { model: 'METERED_BY_TIME', durationMonths: 24, lengthDays: 59 },
      prices: [{ amount: '45', currency: 'USD' }],
    });
    const entry = `<feed><entry><dcterms:publisher>Mcd</dcterms:publisher><odl:license><dcterms:format>audio/mpeg</dcterms:format>
      <dcterms:format>text/html</dcterms:format><opds:price currencycode="usd">40.00</opds:price></odl:license></entry></feed>`;
    expect(read(entry).row).toMatchObject({ formats: ['AUDIOBOOK', 'EBOOK'], prices: [{ amount: '40.00', currency: 'USD' }] });
    expect(house(entry)).toBe(
      'The document names the publisher of its titles: Mcd. Write the id that the house has in the record.',
    );
    const feed = (publisher: string) =>
      `{ "publications": [ { "metadata": { "publisher": ${publisher} }, "licenses": [ { "metadata": { "format": "application/pdf", "terms": {} } } ] } ] }`;
    for (const publisher of ['"Tor"', '{ "name": "Tor" }', '[{ "name": "Tor" }, "Other"]'])
      expect(house(feed(publisher))).toContain('titles: Tor.');
    expect(house(feed('7'))).toContain('does not say which publisher');
  });

  it('of ONIX have the currency of their header, their publisher, and a release that knows terms of lending', () => {
    const message = (price: string, more = '') =>
      `<ONIXMessage release="3.0"><Header><DefaultCurrencyCode>GBP</DefaultCurrencyCode></Header><Product><DescriptiveDetail><ProductForm>ED</ProductForm></DescriptiveDetail>${more}
      <ProductSupply><SupplyDetail><Price><PriceQualifier>06</PriceQualifier><PriceAmount>26.00</PriceAmount>${price}</Price></SupplyDetail></ProductSupply></Product></ONIXMessage>`;
    expect(read(message('')).row.prices).toMatchObject([{ amount: '26.00', currency: 'GBP' }]);
    expect(read(message('<CurrencyCode>eur</CurrencyCode>')).row.prices).toMatchObject([{ currency: 'EUR' }]);
    const publisher = '<PublishingDetail><Publisher><PublisherName>Harper</PublisherName></Publisher></PublishingDetail>';
    expect(house(message('', publisher))).toContain('titles: Harper.');
    const old = '<ONIXMessage><Product><RecordReference>9</RecordReference><ProductForm>DG</ProductForm></Product></ONIXMessage>';
    expect(read(old).notes).toContain(
      'The message is of ONIX 2, which has no words for terms of lending. Ask for one of release 3.',
    );
  });
});

/** A product with usage constraints, each as "type status quantity/unit ...". */
const product = (...constraints: string[]) =>
  draftOf(
    offersOfOnix(
      treeOf(
        `<ONIXmessage><product><a001>r1</a001><descriptivedetail><b012>ED</b012>${constraints
          .map((text) => {
            const [type, status, ...limits] = text.split(' ');
            const each = limits
              .map((limit) => limit.split('/'))
              .map(([q, u]) => `<epubusagelimit><x320>${q}</x320><x321>${u}</x321></epubusagelimit>`);
            return `<epubusageconstraint><x318>${type}</x318><x319>${status}</x319>${each.join('')}</epubusageconstraint>`;
          })
          .join('')}</descriptivedetail></product></ONIXmessage>`,
      ),
    ),
    'ONIX 3',
  )[0]!;

describe('a product of ONIX', () => {
  it.each([
    ['lending with nothing else said', ['06 01'], { model: 'PERPETUAL_ONE_USER' }],
    ['26 loans', ['06 02 26/10'], { model: 'METERED_BY_CHECKOUTS', checkouts: 26, concurrency: 1 }],
    ['lending that is forbidden', ['16 03'], { model: 'NOT_OFFERED' }],
    ['two years', ['16 01', '07 02 24/14'], { model: 'METERED_BY_TIME', durationMonths: 24 }],
    ['0 days, which ONIX writes for perpetual', ['16 01', '07 02 0/09'], { model: 'PERPETUAL_ONE_USER', durationMonths: null }],
    ['0 users, which ONIX writes for any number', ['16 01', '09 02 0/07'], { model: 'SIMULTANEOUS_USE', concurrency: null }],
    ['five users of a bundle', ['16 02 40/10 5/07'], { model: 'METERED_CONCURRENT_CHECKOUTS', checkouts: 40, concurrency: 5 }],
    ['no constraints', ['00 01'], { model: 'SIMULTANEOUS_USE', checkouts: null }],
    ['loans of three weeks', ['16 02 3/13'], { lengthDays: 21, checkouts: null }],
  ])('gives %s', (_what, constraints, expected) => {
    expect(product(...constraints).row.terms).toMatchObject(expected);
  });

  it.each([
    ['whether it may be lent', ['02 03'], 'terms.checkouts', /06 or 16/],
    ['how many readers it has at once', ['02 03'], 'terms.concurrency', /how many can read it at once/],
    ['the limit that its status announces', ['16 02'], 'terms.checkouts', /the limit of loans is missing/],
    ['one number', ['06 02 26/10', '16 02 52/10'], 'terms.checkouts', /26 and 52/],
    ['how long it lasts from its purchase', ['16 01', '07 02 20271231/99'], 'terms.durationMonths', /fixed day/],
    ['months', ['16 01', '07 02 730/09'], 'terms.durationMonths', /730 days, about 24 months/],
    ['a status', ['16 07'], 'terms.checkouts', /List 146/],
    ['readers at once where users are counted', ['16 01', '09 02 5/15'], 'terms.concurrency', /5 in unit 15/],
    ['loans in all where those of a year are counted', ['16 02 4/24'], 'terms.checkouts', /4 in unit 24/],
    ['a time that List 147 has for it', ['16 01', '07 02 2/30'], 'terms.durationMonths', /2 in unit 30/],
    ['an end where only a beginning is stated', ['16 01', '07 02 20250101/98'], 'terms.durationMonths', /unit 98/],
    ['the days of lending in all, for which there is no code', ['16 01'], 'terms.lendingDays', /Neither ODL nor ONIX/],
  ])('that lacks %s says so', (_what, constraints, field, why) => {
    expect(product(...constraints).lacks.find((lack) => lack.field === field)?.why).toMatch(why);
  });

  /** A price of 50 USD with what says where and when it holds. */
  const priced = (more: string, market = '') =>
    draftOf(
      offersOfOnix(
        treeOf(`<Product><DescriptiveDetail><ProductForm>ED</ProductForm></DescriptiveDetail><ProductSupply>${market}<SupplyDetail><Price>
          <PriceQualifier>06</PriceQualifier><PriceAmount>50</PriceAmount><CurrencyCode>USD</CurrencyCode>${more}</Price></SupplyDetail></ProductSupply></Product>`),
      ),
      'ONIX 3',
    )[0]!;
  const where = (inside: string) => `<Territory>${inside}</Territory>`;

  it.each([
    [
      'the world without some countries',
      where('<RegionsIncluded>WORLD</RegionsIncluded><CountriesExcluded>US CA</CountriesExcluded>'),
      /world without US, CA/,
    ],
    [
      'the same by short tags',
      where('<x450>WORLD</x450><x452>CA-QC</x452>').replace('Territory', 'territory').replace('/Territory', '/territory'),
      /world without CA-QC/,
    ],
    ['regions', where('<RegionsIncluded>ECZ US-NE</RegionsIncluded>'), /ECZ, US-NE are no whole countries/],
    ['codes of no country', where('<CountriesIncluded>XX</CountriesIncluded>'), /XX are no whole countries/],
    ['nothing', '', /names no country/],
  ])('whose price is for %s asks for its countries', (_what, territory, why) => {
    const { row, lacks } = priced(territory);
    expect([row.territories, row.reach]).toEqual([['?'], undefined]);
    expect(lacks.find(({ field }) => field === 'territories')?.why).toMatch(why);
  });

  it('whose price names no country is for those of its market, and tells since when it holds', () => {
    const dates = '<PriceDate><PriceDateRole>14</PriceDateRole><Date dateformat="00">20250301</Date></PriceDate>';
    const { row, notes } = priced(dates, `<Market>${where('<CountriesIncluded>GB IE</CountriesIncluded>')}</Market>`);
    expect([row.territories, notes]).toEqual([['GB', 'IE'], ['The price holds from 2025-03-01.']]);
    const own = priced(
      where('<CountriesIncluded>IE FR</CountriesIncluded><RegionsIncluded>GB-NIR</RegionsIncluded>'),
      `<Market>${where('<CountriesIncluded>US</CountriesIncluded>')}</Market>`,
    );
    expect([own.row.territories, own.notes]).toEqual([['IE', 'FR'], [expect.stringContaining('GB-NIR')]]);
  });

  const rights = (type: string, inside: string, more = '') =>
    `<SalesRights><SalesRightsType>${type}</SalesRightsType>${where(inside)}${more}</SalesRights>`;
  const titled = (publishing: string, supply = '') =>
    draftOf(
      offersOfOnix(
        treeOf(`<Product><DescriptiveDetail><ProductForm>ED</ProductForm><EpubUsageConstraint><EpubUsageType>16</EpubUsageType>
          <EpubUsageStatus>01</EpubUsageStatus></EpubUsageConstraint></DescriptiveDetail><PublishingDetail>${publishing}</PublishingDetail>${supply}</Product>`),
      ),
      'ONIX 3',
    )[0]!;
  const library =
    '<ProductSupply><SupplyDetail><Price><PriceQualifier>06</PriceQualifier><PriceAmount>50</PriceAmount><CurrencyCode>USD</CurrencyCode></Price></SupplyDetail></ProductSupply>';
  const some = '<CountriesIncluded>US CA</CountriesIncluded>';
  const world = '<RegionsIncluded>WORLD</RegionsIncluded>';

  it.each([
    ['in some countries', rights('01', some), ['US', 'CA'], undefined],
    [
      'in some and not in one of them',
      rights('02', some) + rights('03', '<CountriesIncluded>CA</CountriesIncluded>'),
      ['US'],
      undefined,
    ],
    ['in some, with restrictions', rights('07', some), ['US', 'CA'], undefined],
    ['in the world', rights('01', world), [], 'WORLD'],
    ['in the rest of the world as well', `${rights('01', some)}<ROWSalesRightsType>02</ROWSalesRightsType>`, [], 'WORLD'],
    [
      'by short tags',
      rights('01', some)
        .replace(/SalesRightsType/g, 'b089')
        .replace(/SalesRights/g, 'salesrights')
        .replace(/CountriesIncluded/g, 'x449')
        .replace(/Territory/g, 'territory'),
      ['US', 'CA'],
      undefined,
    ],
  ])('without a country of its price is for where the title is sold: %s', (_what, publishing, territories, reach) => {
    for (const supply of ['', library]) {
      const { row, lacks, notes } = titled(publishing, supply);
      expect([row.territories, row.reach]).toEqual([territories, reach]);
      expect(lacks.map(({ field }) => field)).not.toContain('territories');
      expect(notes).toContainEqual(expect.stringMatching(/SalesRights/));
    }
  });
  it.each([
    ['in the world without a country', rights('01', world) + rights('03', some), /sold in the world without US, CA/],
    ['nowhere that is said', rights('03', some), /not sold in US, CA/],
    ['by a type of rights that says nothing', rights('00', some), /names no country/],
  ])('asks where its terms hold where the title is sold %s', (_what, publishing, why) => {
    expect(titled(publishing).lacks.find(({ field }) => field === 'territories')?.why).toMatch(why);
  });

  const restriction = (type: string, dates = '') =>
    rights('01', some, `<SalesRestriction><SalesRestrictionType>${type}</SalesRestrictionType>${dates}</SalesRestriction>`);
  it('is not offered where it is not sold to libraries, and held back where that ends on a day', () => {
    expect(titled(restriction('09')).row.terms).toMatchObject({ model: 'NOT_OFFERED' });
    const later = titled(restriction('09', '<EndDate>20270131</EndDate>'), library);
    expect(later.row.terms).toMatchObject({ model: 'PERPETUAL_ONE_USER' });
    expect(later.row.embargo).toBe('?');
    expect(later.lacks.find(({ field }) => field === 'embargo')?.why).toMatch(/not sold to libraries until 2027-01-31/);
    expect(titled(restriction('09'), library).notes).toContainEqual(expect.stringMatching(/one of the two is wrong/));
  });
  it('tells of everything else that is stated, and keeps none of it without a word', () => {
    expect(titled(restriction('12')).notes).toContainEqual(expect.stringMatching(/^Sales restriction 12/));
    expect(product('16 01', '02 03', '05 02 10/06', '11 03').notes).toEqual([
      expect.stringMatching(/type 02 \(print\)/),
      expect.stringMatching(/type 05 \(text to speech\)/),
      expect.stringMatching(/type 11 \(text and data mining\)/),
    ]);
  });

  it('gives a draft for each price for libraries, with its own constraints, country and license', () => {
    const rows = draftOf(offersOfOnix(treeOf(readFileSync(document('onix.xml'), 'utf8'))), 'ONIX 3');
    expect(rows.map(({ row }) => row)).toMatchObject([
      {
        territories: ['DE', 'AT', 'CH'],
        terms: { model: 'METERED_BY_TIME_OR_CHECKOUTS', checkouts: 52, durationMonths: 48, lengthDays: 21, concurrency: 1 },
      },
      {
        reach: 'WORLD',
        territories: [],
        terms: { model: 'METERED_CONCURRENT_CHECKOUTS', concurrency: null },
        prices: [{ amount: '90.00' }],
      },
    ]);
    expect(rows[0]!.notes).toEqual([
      'License: Library licence of the house, https://example.org/terms, https://example.org/terms-for-lawyers',
      'A constraint of type 02 (print) is stated; policies have no field for it.',
    ]);
  });
});

it('a policy of ours is no document of terms, and a byte order mark before a file says nothing', () => {
  const row = { id: 'one', publisherId: 'hachette', terms: { checkouts: 26 } };
  expect(draftIn(JSON.stringify(row))).toBeNull();
  expect(draftIn(`\ufeff${JSON.stringify({ policies: [row] })}`)).toBeNull();
  expect(policiesIn(`\ufeff${JSON.stringify({ policies: [row] })}`)).toEqual({ policies: [row] });
  expect(draftIn(`\ufeff${JSON.stringify({ terms: { checkouts: 26 } })}`)?.kind).toBe('ODL');
});

it.each([
  ['an element without its end', '<ONIXMessage><Product></ONIXMessage>', /line 1: .*unexpected/i],
  ['levels without end', `${'<a>'.repeat(65)}`, /more than 64 levels deep/],
  ['two elements at the top', '<a/><b/>', /line 1/],
])('refuses XML with %s and names the line', (_what, text, said) => {
  expect(() => treeOf(text)).toThrow(said);
});

describe('npm run import-policies', () => {
  let folder: string;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'terms-'));
    database = await demoDatabase();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });
  const run = (...words: string[]) => finishHere(runImport, { DATABASE_URL: database.url }, words);

  it('writes a draft that is refused field by field until it is complete, and then imported', async () => {
    const draft = join(folder, 'draft.json');
    const { code, output } = await run(document('onix.xml'), '--draft', draft);
    expect(code).toBe(0);
    expect(output).toMatch(/^draft 1, from org\.example\.001:/);
    expect(output).toMatch(/ {2}lacks publisherId\t/);
    expect(output).toMatch(/ONIX 3: 2 read, 2 drafts\. Nothing was written to the record\./);
    const { policies } = JSON.parse(readFileSync(draft, 'utf8'));
    const given: Record<string, unknown> = {
      id: 'dumont-onix-2025',
      publisherId: 'dumont',
      titleScope: 'ALL',
      effectiveFrom: '2025-03-01',
      embargo: null,
      sources: ['onleihe-hessen'],
      confidence: 'MEDIUM',
    };
    const [row] = policies;
    // One row for each step of completing it, under an id of its own as soon as it has one.
    const steps = Object.entries(given).map(([field, value], at) => {
      const step = { ...row, ...(at > 0 && { id: `step-${at}` }) };
      row[field] = value;
      return step;
    });
    writeFileSync(draft, JSON.stringify({ policies: steps }));
    const refused = await run(draft);
    expect(refused.code).toBe(1);
    const told = refused.output.split('\n').filter((line) => line.startsWith('row '));
    expect(told).toEqual(steps.map((_step, at) => expect.stringMatching(new RegExp(`^row ${at + 1}\\t.*\\tREFUSED\\t`))));
    writeFileSync(draft, JSON.stringify({ policies: [row] }));
    expect(await run(draft, '--apply')).toEqual({
      code: 0,
      output: expect.stringMatching(/^row 1\tdumont-onix-2025\tADDED\n1 added/),
    });
  });

  it.each([
    ['writes no terms as they are', [document('onix.xml'), '--apply'], /are a draft/],
    ['keeps a draft that is there', [document('onix.xml'), '--draft', document('onix.xml')], /cannot be written: EEXIST/],
  ])('%s', async (_what, words, said) => {
    expect(await run(...words)).toMatchObject({ code: 1, output: expect.stringMatching(said) });
  });

  it('reads XML in the encoding that it declares', async () => {
    const path = join(folder, 'latin.xml');
    const text =
      '<?xml version="1.0" encoding="ISO-8859-1"?><ONIXMessage><Product><RecordReference>M\u00fcnster</RecordReference></Product></ONIXMessage>';
    writeFileSync(path, Buffer.from(text, 'latin1'));
    expect(await run(path)).toMatchObject({ code: 0, output: expect.stringMatching(/^draft 1, from M\u00fcnster:/) });
    writeFileSync(path, text.replace('ISO-8859-1', 'KLINGON'));
    expect(await run(path)).toMatchObject({ code: 1, output: expect.stringMatching(/names the encoding KLINGON/) });
  });

  it('says so of XML without terms', async () => {
    const path = join(folder, 'page.xml');
    writeFileSync(path, '<html><body>No terms here</body></html>');
    expect(await run(path)).toEqual({ code: 1, output: 'The file holds no license or product of ODL with terms.\n' });
  });
});
