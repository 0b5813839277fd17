// Promises of components and words: fields keep what was given and say what is wrong; numbers, days and places are for people.
import { Choice, Field, Form, Refusal, TextArea } from '#dashboard/components/form';
import { Country } from '#dashboard/components/names';
import { Placed } from '#dashboard/components/place';
import { Faults, faultsToSave, RowsForm } from '#dashboard/components/rows';
import { Away, Chart, Count, Day, Lines, Pager, Table } from '#dashboard/components/show';
import { Partners } from '#dashboard/components/sisters';
import { Tick, Ticks } from '#dashboard/components/tick';
import { writePage } from '#dashboard/index';
import { ask, page, type Refused } from '#dashboard/page';
import { Speaking, wordsIn } from '#dashboard/words/words';
import { type Children, written } from '../../dashboard/markup/jsx-runtime';
import { FrontListingsDocument } from '../../schema/typed/FrontListings';

const words = wordsIn('en');
const refusal = (field: string, message: string): Refused => ({
  code: 'BAD_USER_INPUT',
  message,
  status: 400,
  headers: {},
  field,
});
const formOf = (fields: string, refused?: Refused) => ({
  fields: new URLSearchParams(fields),
  refused,
  shown: true,
  unique: 'u',
});

describe('the words of pages', () => {
  it.each([
    ['a number with its thousands', words.number(1_234_567), '1,234,567'],
    ['nothing where there is no number', words.number(null), ''],
    ['a day', words.day('2019-11-01'), '1 November 2019'],
    ['the day of a moment', words.day('2019-11-01T23:59:00Z'), '1 November 2019'],
    ['a month, when no more is known', words.day('2019-11-01', 'MONTH'), 'November 2019'],
    ['a year, when no more is known', words.day('2019-11-01', 'YEAR'), '2019'],
    ['about when it was', words.day('2019-11-01', 'APPROX'), 'about 1 November 2019'],
    ['that it was seen to hold on a day', words.day('2019-11-01', 'AS_OF'), 'as of 1 November 2019'],
    ['what is no day as it is', words.day('soon & never'), 'soon & never'],
    ['a country by its name', words.country('PT'), 'Portugal'],
    ['what is no country as it is', words.country('<b>'), '<b>'],
    ['one library', words.t('front.sisters.some', { count: 1 }), '1 library looks for a partner abroad:'],
    ['no library', words.t('front.sisters.some', { count: 0 }), 'No library looks for a partner abroad at the moment.'],
  ])('write %s', (_what, text, expected) => {
    expect(text).toBe(expected);
  });
});

it('messages with tags become elements, and values in them stay text', () => {
  const link = (inner: Children) => <a href="/links">{inner}</a>;
  const [bold, linked] = [words.rich('confirm.name', { name: '<i>', shown: 'no' }), words.rich('erase.expired', { link })];
  expect(written(<p>{bold}</p>)).toBe('<p>Name: <strong>&lt;i></strong>, not shown in public</p>');
  expect(written(<p>{linked}</p>)).toBe('<p>Nothing was erased. You can <a href="/links">ask for a new link</a>.</p>');
});

it('a country that does not exist is named where it was typed beside countries that were chosen', () => {
  const wrong = refusal('input.preferredCountries.1', 'Value "Atlantis" is no country.');
  const form = formOf('input.preferredCountries=PL&input.preferredCountries=Atlantis', wrong);
  const text = written(
    <Form of={form}>
      <Tick name="input.preferredCountries" value="PL" ticked>
        Poland
      </Tick>
      <Country name="input.preferredCountries" label="Another country" />
    </Form>,
  );
  expect(text).toContain('No country has the name “Atlantis”.');
});

it('what is wrong with many rows of a file is said once, with their lines, and another cause stands beside it', () => {
  const empty = { message: 'country is empty.', reason: 'COUNTRY_EMPTY', values: {} };
  const same = Array.from({ length: 1_000 }, (_, at) => ({ ...empty, row: at + 2, field: null }));
  const text = written(
    <Faults
      title="Faults"
      faults={[...same, { row: 2_000, message: 'name is empty.' }]}
      all={1_500}
      labels={{ country: 'Country', countryOfRows: 'Country of rows' }}
    />,
  );
  expect(text.match(/“Country” is empty/g)).toHaveLength(1);
  expect(text).toContain('2, 3, 4, 5, 6, 7, 8, 9, and further lines');
  expect(text).toMatch(/2000<.*name is empty\./);
  expect(text).toContain('The first 1,001 of 1,500 are shown.');
});

it('what is wrong with rows is said in the language of the page, with what its columns are called there', () => {
  const labels = { signed_on: 'Firmado el', name: 'Nombre completo', populationServed: 'Población' };
  const faults = [
    { row: 2, reason: 'DAY_AHEAD', values: { day: '2026-11-30' } },
    { row: 3, reason: 'LINE_CHANGED', values: { at: 12_000, mark: 'a "b"', columns: 'name, signed_on' } },
    { row: 4, field: 'populationServed', reason: 'BAD_USER_INPUT', values: { limit: 2_147_483_647 } },
    { row: 5, field: 'type', reason: 'BAD_USER_INPUT', values: { allowed: ['PUBLIC', 'SCHOOL'] } },
    { row: 8, field: 'name', reason: 'BAD_USER_INPUT', values: { reason: 'LIBRARY_AMBIGUOUS' } },
    { row: 6, field: null, reason: 'PARTNERS_NOT_ABROAD', values: {} },
    { row: 7, field: null, reason: 'A_REASON_OF_TOMORROW', values: {} },
  ].map((fault) => ({ ...fault, message: `In English, ${fault.row}.` }));
  const text = written(
    <Speaking value={wordsIn('es')}>
      <Faults title="Faltas" faults={faults} labels={labels} />
    </Speaking>,
  );
  expect(text).not.toContain('In English');
  for (const said of [
    '«Firmado el» está en el futuro; hoy es 30 de noviembre de 2026.',
    'La línea 12.000 de la hoja',
    'se distingue en «Nombre completo», «Firmado el».',
    'El límite de «Población» es 2.147.483.647.',
    '«type» admite una de estas opciones: PUBLIC, SCHOOL.',
    'Varias bibliotecas tienen el nombre de «Nombre completo».',
    'Ambas bibliotecas están en el mismo país.',
    'No se ha podido hacer.',
  ])
    expect(text).toContain(said);
  const { write } = faultsToSave('faults.csv', () => labels);
  const [header, first] = write({ faults }, wordsIn('es')).split('\r\n');
  expect(header).toBe('row,field,message');
  expect(first).toBe('2,,«Firmado el» está en el futuro; hoy es 30 de noviembre de 2026.');
});

it('a library that was taken down keeps its name in a pair, and has no link to a page that it lost', () => {
  const pair = [
    { id: 'a', name: 'Amity', city: 'Accra', country: 'GH', listed: true },
    { id: 'b', name: 'Bonn', city: 'Bonn', country: 'DE', listed: false },
  ];
  const text = written(
    <Speaking value={words}>
      <Partners of={pair} />
    </Speaking>,
  );
  expect(text).toContain('<a href="/libraries/a">Amity</a>, Accra');
  expect(text).toContain('<li>Bonn, Bonn, Germany');
});

it('text that people wrote keeps what they emphasised, and no sum becomes emphasis', () => {
  const text = written(<Lines>{'as *formal or informal* as <i>, 2*3*4, * none *'}</Lines>);
  expect(text).toBe('<span class="lines" lang>as <em>formal or informal</em> as &lt;i>, 2*3*4, * none *</span>');
});

it('a file whose first row names no columns is told which it needs, as people write them', () => {
  const columns = ['name', 'sourceUrl'].map((name) => ({ name, label: name }));
  const refused = refusal('csv', 'The header lacks name. It may name these columns: name, sourceUrl.');
  const of = { ...formOf('pasted=Library%0AUtrecht', refused), sent: 'look' };
  const text = written(
    <RowsForm
      of={of}
      look="look"
      take={{ name: 'take', label: 'Take' }}
      save="save"
      report={undefined}
      columns={columns}
      columnsBy="header"
      hint=""
    />,
  );
  expect(text).toContain('The header lacks name. It may name these columns: name, source url.</strong>');
});

describe('a field', () => {
  const fields = (fields: string, refused?: Refused) =>
    written(
      <Form of={formOf(fields, refused)}>
        <Field name="input.email" label="Your e-mail address" hint="You get a mail." type="email" required />
        <Choice
          name="input.country"
          label="Country"
          options={[
            ['PT', 'Portugal'],
            ['SE', 'Sweden'],
          ]}
          none="Choose"
        />
        <Tick name="input.kinds" value="A">
          A
        </Tick>
        <Tick name="input.kinds" value="B">
          B
        </Tick>
        <Tick name="input.shown">Show</Tick>
      </Form>,
    );

  it('keeps what was typed, chosen and ticked, as text and never as code', () => {
    const text = fields('input.email=%22%3Cb%3E&input.country=SE&input.kinds=B&input.shown=on');
    expect(text).toContain('value="&quot;&lt;b>"');
    expect(text).toContain('<option value="SE" selected>Sweden</option>');
    expect(text).toMatch(/value="B" checked/);
    expect(text).not.toMatch(/value="A" checked/);
    expect(text).toMatch(/name="input.shown" checked/);
  });

  it.each([
    [
      'names only what programs know',
      'nothing',
      'Variable "$input" got invalid value "nothing" at "input.email"; Value is not a valid email address: nothing',
      '“Your e-mail address” needs an e-mail address, such as ann@library.example.',
    ],
    [
      'is plain',
      'ann@localhost',
      'input.email lies at a host that takes no mail. Use another.',
      '“Your e-mail address” lies at a host that takes no mail. Use another.',
    ],
    [
      'is about what is no number',
      '41,88',
      'Variable "$input" got invalid value "41,88" at "input.email"; Float cannot represent non numeric value: "41,88"',
      '“Your e-mail address” needs a number, such as 12 or 41.88, with no mark between thousands.',
    ],
    [
      'is about what is no amount',
      '1,650',
      'Variable "$input" got invalid value "1,650" at "input.email"; Decimal expects a decimal number written as a string such as "59.99", not "1,650".',
      '“Your e-mail address” needs a number, such as 12 or 41.88, with no mark between thousands.',
    ],
    [
      'is about what is no whole number',
      '1,000',
      'Variable "$input" got invalid value "1,000" at "input.email"; Int cannot represent non-integer value: "1,000"',
      '“Your e-mail address” needs a number, written in digits alone.',
    ],
    ['is about nothing given', ' ', 'input.email must not be empty', 'Please fill in “Your e-mail address”.'],
  ])('says what is wrong in the words of its label, where the refusal %s', (_what, given, message, said) => {
    const text = fields(`input.email=${encodeURIComponent(given)}`, refusal('input.email', message));
    expect(text).toMatch(
      /<input id="input-email"[^>]* aria-describedby="input-email-hint input-email-wrong"[^>]* aria-invalid="true"/,
    );
    expect(text).toContain(`<strong class="wrong" id="input-email-wrong">${said}</strong>`);
    expect(text.match(/aria-invalid/g)).toHaveLength(1);
  });

  it.each([
    ['Germny', 'No country has the name “Germny”. Did you mean Germany?'],
    ['unitd states', 'No country has the name “unitd states”. Did you mean United States?'],
    ['Deutchland', 'No country has the name “Deutchland”. Did you mean Germany?'],
    ['Espanha', 'No country has the name “Espanha”. Did you mean Spain?'],
    ['Atlantis & Sons', 'No country has the name “Atlantis &amp; Sons”. Begin to type a name, and choose it from the list.'],
    ['', 'Please fill in “Where”.'],
  ])('for a country says which names are like %j', (given, said) => {
    const refused = refusal('input.where', 'Variable "$input" got invalid value "x" at "input.where"; Expected CountryCode.');
    const html = written(
      <Form of={formOf(String(new URLSearchParams({ 'input.where': given })), refused)}>
        <Country name="input.where" label="Where" />
      </Form>,
    );
    expect(html).toContain(`<strong class="wrong" id="input-where-wrong">${said}`);
  });

  it.each(['\n\nname,country', '\r\nname', 'name\n'])('keeps the line breaks that it begins with: %j', (given) => {
    const html = written(
      <Form of={formOf(String(new URLSearchParams({ text: given })))}>
        <TextArea name="text" label="Text" />
      </Form>,
    );
    // A line break that follows the tag does not belong to the text, as HTML has it.
    expect(/<textarea[^>]*>\n?([^<]*)/.exec(html)?.[1]).toBe(given);
  });

  it.each([
    ['', 'Please tick “I agree”.'],
    ['input.consent=maybe', 'This is a box: it is ticked or not, and can say nothing else.'],
    ['input.consent=on', '“I agree” was given for an older text.'],
  ])('that is a box says beside it what is wrong: %j', (given, said) => {
    const html = written(
      <Form of={formOf(given, refusal('input.consent', 'input.consent was given for an older text.'))}>
        <Tick name="input.consent" required>
          I agree
        </Tick>
      </Form>,
    );
    expect(html).toMatch(
      /<input type="checkbox" id="input-consent"[^>]* aria-describedby="input-consent-wrong" aria-invalid="true"/,
    );
    expect(html).toContain(`<strong class="wrong" id="input-consent-wrong">${said}</strong>`);
  });

  it('that is several boxes says what is wrong above them, and an element of a form for a row has an id without spaces', () => {
    const html = written(
      <Form of={{ ...formOf('one=a%20b', refusal('goals', 'Choose one at least.')), sent: 'set' }} name="set" one="a b">
        <Ticks name="input.goals" legend="Goals" options={[['A', 'Ah']]} />
      </Form>,
    );
    expect(html).toMatch(/<legend>Goals<\/legend><p class="wrong" id="set-a-b-goals"[^>]*>Choose one at least\.<\/p>/);
  });

  it('is found by the last part of its name where the refusal says no more', () => {
    expect(fields('input.country=XX', refusal('country', 'No.'))).toContain('id="input-country-wrong"');
  });

  it('keeps its name as a word of the message', () => {
    const said = (message: string) => fields('input.email=x', refusal('email', message));
    expect(said('email must be an email with a name, not any email.')).toContain(
      '“Your e-mail address” must be an email with a name, not any email.',
    );
    expect(said('The text of email holds a character that cannot be stored.')).toContain(
      'The text of “Your e-mail address” holds a character',
    );
  });
});

describe('a refusal above a form', () => {
  it.each([
    [
      'PARTNERSHIP_EXISTS',
      'PROPOSED',
      'These two already have a partnership, which is PROPOSED.',
      'The two libraries have a partnership or a proposal already. Use that one.',
    ],
    [
      'MEETING_STATE',
      'CANCELLED',
      'The meeting "x" is CANCELLED.',
      'This cannot be done with the meeting as it is now. Open the page again to see what became of it.',
    ],
    ['WRONG_STATE', 'DRAFT', 'It is DRAFT, and must be OPEN.', 'The petition is still a draft, so this cannot be done.'],
    ['NOT_SEEKING', undefined, 'This library seeks nobody.', 'This library seeks nobody.'],
    [
      'NEWS_TOO_SOON',
      undefined,
      'You can send the next from 2026-12-01T22:13:15.279Z.',
      'You can send the next from Tuesday, 1 December 2026 at 22:13 UTC.',
    ],
    [
      'REGION',
      undefined,
      'The region Bavaria is not in the country PT. Leave it out.',
      'The region Bavaria is not in Portugal. Leave it out.',
    ],
    ['NO_DAY', undefined, '2026-13-45 and 2026-11-31T25:00:00Z are no days.', '2026-13-45 and 2026-11-31T25:00:00Z are no days.'],
    [
      'TOO_EARLY',
      undefined,
      '2026-12-24 has not come yet in Europe/Helsinki, where it is 2026-12-01. Give a day such as 2026-11-30, in a zone such as Europe/Lisbon.',
      '24 December 2026 has not come yet in Helsinki, Finland, where it is 1 December 2026. Give a day such as 2026-11-30, in a zone such as Europe/Lisbon.',
    ],
    [
      'TOO_EARLY_THERE',
      undefined,
      '2026-12-24 has not come yet in America/Port-au-Prince.',
      '24 December 2026 has not come yet in Port-au-Prince, Haiti.',
    ],
  ])('tells of %s in words, not by names, moments and days as programs write them', (code, state, message, said) => {
    const refused = { code, message, status: 409, headers: {}, ...(state && { details: { state } }) };
    expect(written(<Refusal refused={refused} />)).toContain(`>${said}</p>`);
  });

  const shown = (name: string | undefined, refused: Refused) =>
    writePage(
      page({
        address: '/form',
        title: () => 'Form',
        content: ({ form }) => (
          <>
            <Refusal refused={form.refused} />
            <Form of={form} {...(name && { name })}>
              <Field name="input.email" label="Mail" />
              <Tick name="input.consent" required>
                Yes
              </Tick>
              <Tick name="input.kinds" value="A">
                A
              </Tick>
            </Form>
          </>
        ),
      }),
      { answers: {}, done: undefined, live: undefined, now: new Date(0), form: { ...formOf('', refused), sent: name ?? '' } },
      { language: 'en', origin: 'https://here.example', path: '/form', everyLanguage: [], asset: String, readAsset: String },
    );
  const goals = (html: string) => [...html.matchAll(/<a href="#([^"]+)">Go/g)].map(([, id]) => id);

  it.each([
    ['by its whole name', undefined, 'input.email', 'input-email'],
    ['by the end of its name', undefined, 'email', 'input-email'],
    ['by a part of it', undefined, 'input.email.host', 'input-email'],
    ['that is a box', undefined, 'consent', 'input-consent'],
    ['of one form among several', 'send', 'email', 'sendinput-email'],
    ['that only stands at the end of the form', 'send', 'kinds', 'sendkinds'],
  ])('leads to its field, told %s', (_what, name, field, id) => {
    const html = shown(name, refusal(field, `${field} is wrong.`));
    expect(new Set(goals(html).map((each) => each?.replaceAll('send-', 'send')))).toEqual(new Set([id]));
    for (const goal of goals(html)) expect(html).toContain(` id="${goal}"`);
  });

  it.each([
    [
      'after',
      'after is not a cursor of this list; give the endCursor.',
      'This link leads to a place that the list no longer has.',
    ],
    ['kinds', 'Choose one kind at least.', 'Choose one kind at least.'],
    ['argument', 'Variable "$input" got invalid value "x".', 'Something in it cannot be used.'],
  ])('says itself what is wrong with %s, that no field shows', (field, message, said) => {
    const html = shown(undefined, refusal(field, message));
    expect(goals(html)).toEqual([]);
    expect(html).toContain(said);
    expect(html).not.toContain('$input');
  });
});

describe('what pages show', () => {
  it('counts that move carry the petition and what they count, and a goal has its bar', () => {
    const text = written(
      <Count of={{ id: 'p', state: 'OPEN', goal: 10, signatureCount: 1234, paperCount: 3, totalCount: 1237 }} />,
    );
    expect(text).toContain('<strong data-count="p" data-of="signatureCount">1,234</strong> signed so far.');
    expect(text).toContain('Another <span data-count="p" data-of="paperCount">3</span> signed on paper. The goal is 10.');
    expect(text).toContain('<progress max="10" value="1237"');
    const none = { id: 'p', state: 'OPEN', signatureCount: 0, paperCount: 0, totalCount: 0 };
    expect(written(<Count of={none} />)).not.toMatch(/progress|paper/);
  });

  it.each(['CLOSED', 'DELIVERED'])('tells of a petition that is %s what was, in both languages', (state) => {
    const of = { id: 'p', state, goal: 10, signatureCount: 8, paperCount: 3, totalCount: 11 };
    const text = (html: string) => html.replace(/<[^>]+>/g, '');
    expect(text(written(<Count of={of} />))).toBe('8 signed. Another 3 signed on paper. The goal was 10.');
    const es = written(
      <Speaking value={wordsIn('es')}>
        <Count of={of} />
      </Speaking>,
    );
    expect(text(es)).toBe('Firmas: 8. Además, en papel: 3. El objetivo era 10.');
  });

  it('links to other sites only where a browser may go', () => {
    expect(written(<Away to="https://a.example">A</Away>)).toBe('<a href="https://a.example" rel="noreferrer nofollow">A</a>');
    expect(written(<Away to="javascript:alert(1)">A</Away>)).toBe('A');
    expect(written(<Away to={null}>A</Away>)).toBe('A');
  });

  it('days are read by programs as well', () => {
    expect(written(<Day on="2019-11-01" precision="MONTH" />)).toBe('<time datetime="2019-11-01">November 2019</time>');
  });

  it('tables name their rows and columns, and say when there are none', () => {
    const columns = [
      { title: 'Name', cell: ({ name }: { name: string; count: number }) => name },
      { title: 'Count', numeric: true, cell: ({ count }: { name: string; count: number }) => count },
    ];
    const text = written(<Table caption="Rows" columns={columns} rows={[{ name: 'A', count: 0 }]} empty="None." />);
    expect(text).toContain('<caption>Rows</caption>');
    expect(text).toContain('<th scope="row">A</th><td class="number">0</td>');
    expect(written(<Table caption="Rows" columns={columns} rows={[]} empty="None." />)).toBe('<p>None.</p>');
  });

  it('charts say their caption, numbers, source and age, and where they are to be had', () => {
    const text = written(
      <Chart
        caption="Waits"
        table="the numbers"
        source="Us."
        age="Last checked on 1 November 2026."
        downloads={{ CSV: '/waits.csv?a=1' }}
      >
        the picture
      </Chart>,
    );
    for (const part of [
      '<figcaption>Waits</figcaption>',
      'the picture',
      'the numbers',
      'Source: Us. Last checked on 1 November 2026.',
      '<a href="/waits.csv?a=1">CSV</a>',
    ])
      expect(text).toContain(part);
  });

  it('further rows keep what was asked', () => {
    const pager = (fields: string, hasNextPage: boolean) =>
      written(<Pager fields={new URLSearchParams(fields)} after={{ hasNextPage, endCursor: 'c&2' }} />);
    expect(pager('a=1&a=2&empty=&after=c1', true)).toContain('href="?a=1&amp;a=2&amp;empty=&amp;after=c%262"');
    expect(pager('a=1&after=c1', false)).toContain('<a href="?a=1">Back to the first</a>');
    expect(pager('a=1', false)).toBe('');
  });

  it('further rows keep nothing that a form has sent, as it would stand in an address', () => {
    const here = { language: 'en', address: 'https://here.example/rows', path: '/rows' } as const;
    const place = { language: 'en', origin: '', path: '/rows', everyLanguage: [here], asset: String, readAsset: String } as const;
    const pager = (asked: string) =>
      written(
        <Placed.Provider value={{ ...place, everyLanguage: [{ ...here, path: `/rows${asked}` }] }}>
          <Pager
            fields={new URLSearchParams('id=x&a=1&input.email=ann@library.example&reason=Why')}
            after={{ hasNextPage: true, endCursor: 'c2' }}
          />
        </Placed.Provider>,
      );
    expect(pager('?a=1')).toContain('href="?a=1&amp;after=c2"');
    expect(pager('')).toContain('href="?after=c2"');
  });
});

it('a misspelt field of an answer fails the build', () => {
  const listings = ask(FrontListingsDocument);
  const about = { address: '/', title: () => '', asks: { listings } };
  // @ts-expect-error: the document asks for `totalCount`
  page({ ...about, content: ({ answers }) => answers.listings.data?.listings?.totalCuont });
  // @ts-expect-error: no document answers to that name
  page({ ...about, content: ({ answers }) => answers.listing });
  // @ts-expect-error: the document takes no such variable
  ask(FrontListingsDocument, () => ({ first: 3 }));
  // @ts-expect-error: the catalogue has no such message
  expect(() => words.t('front.titel')).toThrow();
});
