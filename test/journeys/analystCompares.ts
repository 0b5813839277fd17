// An analyst compares five publishers and cites the table; finds the same numbers in the files; and reads what changed and who spoke.
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import type { Walk } from './librariesAgree';

const main = (page: Page) => page.locator('main').innerText();

export function analyst({ person, of }: Walk): void {
  const at = (path: string) => fetch(new URL(path, of().shelfbridge.url), { headers: { accept: 'text/html' } });

  it.each([true, false])(
    'an analyst compares five publishers and cites the table (with JavaScript: %s)',
    async (javaScriptEnabled) => {
      const page = await person({ javaScriptEnabled });
      await page.goto('/');
      await page.getByRole('link', { name: 'Policies', exact: true }).click();
      await page.getByLabel('On this day').fill('2019-11-15');
      await page.getByRole('button', { name: 'Show' }).click();
      // A fact opens its sources.
      const embargo = page.locator('#day').getByRole('row', { name: '8 weeks, 1 copy meanwhile' });
      await embargo.locator('summary').click();
      await embargo.getByRole('link', { name: /^Publishers Weekly/ }).waitFor();

      await page.getByRole('link', { name: 'Compare cost and waits' }).click();
      await page.getByLabel('On this day').fill('2019-11-15');
      await page.getByText('What if they had an embargo?').click();
      await page.getByLabel('Length').fill('8');
      await page.getByRole('button', { name: 'Compare' }).click();
      expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(5);
      const table = page.locator('#table');
      expect(await table.getByRole('row', { name: /^Macmillan Publishers \(new titles\)/ }).innerText()).toMatch(
        /28\t1,650\.00 USD.*\t182\t/,
      );
      expect(
        await table
          .getByRole('row', { name: /^HarperCollins Publishers / })
          .first()
          .innerText(),
      ).toContain('no price stated');
      expect(await table.getByRole('row', { name: 'embargo of 8 weeks: Hachette' }).innerText()).toContain('182');

      // What is cited shows the same numbers again, and the table is a file that names its question in each row.
      const cited = await page.locator('#cite blockquote a').innerText();
      expect(cited).toContain('asKnownOn=');
      const numbers = await table.locator('tbody').innerText();
      await page.goto(cited);
      expect(await page.locator('#table tbody').innerText()).toBe(numbers);
      const csv = await page.request.get((await page.getByRole('link', { name: 'CSV' }).first().getAttribute('href')) ?? '');
      expect(await csv.text()).toMatch(/2019-11-15.*Macmillan|Macmillan.*2019-11-15/);
      const svg = await page.request.get((await page.getByRole('link', { name: 'SVG' }).first().getAttribute('href')) ?? '');
      expect(await svg.text()).toContain('177.3 to 182 days');
    },
  );

  /** Cells of the table below the first chart of a page, and the addresses of the chart's files. */
  async function chartOf(path: string) {
    const text = await (await at(path)).text();
    const figure = /<figure class="chart">.*?<\/figure>/s.exec(text)?.[0] ?? '';
    const plain = (html = '') =>
      html
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&amp;', '&')
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"')
        .trim();
    const rows = [...(/<tbody>.*<\/tbody>/s.exec(figure)?.[0] ?? '').matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) =>
      [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell]) => plain(cell)),
    );
    const file = (kind: string) => plain(new RegExp(`<a href="([^"]+)">${kind}</a>`).exec(figure)?.[1]);
    return { rows, file, source: plain(/<p class="source">.*/s.exec(figure)?.[0]) };
  }

  it.each([
    ['/policies?on=2019-11-15&asKnownOn=2019-10-01', 'publisher', 0],
    ['/policies?on=2015-06-01&territory=&format=&publisherIds=macmillan&publisherIds=hachette', 'publisher', 0],
    ['/policies?territory=CA&format=', 'publisher', 0],
    ['/embargoes?on=2019-11-15', 'publisher', 0],
    ['/embargoes?on=2020-01-31&territory=&format=', 'publisher', 0],
    ['/compare?on=2019-11-15&publisherIds=macmillan&publisherIds=tor&scenario.copies=3&embargo.amount=8', 'label', 0],
  ] as const)('an analyst finds in the files of %s the numbers of its table', async (path, column, cell) => {
    const { rows, file, source } = await chartOf(path);
    expect(rows.length).toBeGreaterThan(0);
    expect(source).toMatch(/Last checked on|oldest confirmation|never confirmed|ever confirmed|None of it was checked/);
    const csv = await (await fetch(new URL(file('CSV'), of().shelfbridge.url))).text();
    const written: Record<string, string>[] = parse(csv, { columns: true, bom: true });
    const same = (name: string) => name.replace(/ \(.*\)$/, '');
    expect(written.map((row) => same(row[column] ?? '')).toSorted()).toEqual(rows.map((row) => same(row[cell] ?? '')).toSorted());
    const { question } = await (await fetch(new URL(file('JSON'), of().shelfbridge.url))).json();
    const asked = new URL(path, of().shelfbridge.url).searchParams;
    for (const name of ['on', 'territory', 'format']) if (asked.get(name)) expect(question[name]).toBe(asked.get(name));
    if (asked.has('asKnownOn')) expect(question.asKnownOn).toContain(asked.get('asKnownOn'));
    if (asked.has('publisherIds')) expect(question.publisherIds).toEqual(asked.getAll('publisherIds'));
    const svg = await fetch(new URL(file('SVG'), of().shelfbridge.url));
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, expect.stringContaining('svg')]);
  });

  it.each([
    ['/embargoes?territory=PT&on=2019-11-15', 'Portugal: no embargo on new ebooks is known up to 15 November 2019.', 'Macmillan'],
    ['/embargoes?territory=FR&format=AUDIOBOOK', 'France: no embargo on new audiobooks is known up to', 'Blackstone'],
    ['/es/embargoes?territory=PT&format=', 'Portugal: no consta ningún embargo sobre títulos nuevos', 'Macmillan'],
  ])('an analyst who asks at %s where none is known reads so, and where one is', async (path, said, publisher) => {
    const text = await (await at(path)).text();
    expect(text).toContain(said);
    expect(text).not.toContain('<figure');
    const [, address = '', named = ''] = /<li><a href="([^"]+)">[^<]+<\/a>: ([^<]+)</.exec(text) ?? [];
    expect(named).toContain(publisher);
    expect(await (await at(address.replaceAll('&amp;', '&'))).text()).toContain('<figure');
  });

  it('an analyst abroad compares in the currency of the country, with decimals as they are written there', async () => {
    const page = await person({ javaScriptEnabled: false, locale: 'es-ES' });
    await page.goto('/');
    await page.getByRole('link', { name: 'Condiciones', exact: true }).click();
    await page.getByRole('link', { name: 'Comparar costes y esperas' }).click();
    const ticked = page.getByRole('checkbox', { checked: true });
    for (let left = await ticked.count(); left > 0; left--) await ticked.first().uncheck();
    await page.getByText('Otras editoriales y sellos').click();
    await page.getByLabel('Holtzbrinck Buchverlage').check();
    await page.getByText('Más sobre su biblioteca').click();
    await page.getByLabel('Precio en la tienda').fill('12,50');
    await page.getByLabel('En este país').fill('Alemania');
    await page.getByLabel('Moneda').fill('euro');
    await page.getByRole('button', { name: 'Comparar' }).click();
    expect(await page.locator('#table tbody').innerText()).toContain('31,25 EUR');
    expect(await page.getByLabel('Moneda').inputValue()).toBe('euro');
    await page.getByLabel('Moneda').fill('doblones');
    await page.getByRole('button', { name: 'Comparar' }).click();
    expect(await main(page)).toContain('«Moneda» no es una moneda. Empiece a escribir su nombre, como euro');
    expect(await page.getByLabel('Precio en la tienda').inputValue()).toBe('12,50');
  });

  it('an analyst keeps the day and the country on the way from one page of policies to the next', async () => {
    for (const path of ['/policies', '/embargoes', '/compare']) {
      const text = await (await at(`${path}?on=2019-11-15&territory=CA&format=AUDIOBOOK`)).text();
      const [, nav = ''] = /<nav class="ways"[^>]*>(.*?)<\/nav>/s.exec(text) ?? [];
      const ways = [...nav.matchAll(/href="([^"]+)"/g)].map(([, way]) => (way ?? '').replaceAll('&amp;', '&'));
      const question = '?on=2019-11-15&territory=CA&format=AUDIOBOOK';
      expect(ways).toEqual([`/policies${question}`, `/compare${question}`, `/embargoes${question}`, '/publishers']);
    }
    expect(await (await at('/policies')).text()).toContain('href="/compare"');
  });

  it('an analyst who asks about days before any embargo reads that none is known, and of no other country', async () => {
    const text = await (await at('/embargoes?on=2012-01-01&territory=')).text();
    expect(text).toContain('No embargo on new ebooks is known up to 1 January 2012.');
    expect(text).not.toContain('Known in other countries');
  });

  it('an analyst reads all changes back from the newest, by links', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/policies?territory=&format=';
    for (let pages = 0; path && pages < 40; pages++) {
      const text: string = await (await at(path)).text();
      const section = /<section[^>]*id="changes".*?<section[^>]*id="laws"/s.exec(text)?.[0] ?? '';
      seen.push(...[...section.matchAll(/<tr>.*?<\/tr>/gs)].slice(1).map(([row]) => row));
      const next: string | undefined = /rel="next" href="([^"]+)"/.exec(section)?.[1]?.replaceAll('&amp;', '&');
      path = next && `/policies${next}`;
    }
    expect(seen.length).toBeGreaterThan(20);
    expect(seen[0]).not.toBe(seen.at(-1));
    expect(seen.at(-1)).toMatch(/201[0-3]|not known/);
  });

  it('a reader finds who spoke, who was asked and is silent, and what a search for nothing would need', async () => {
    const page = await person({ javaScriptEnabled: false });
    await page.goto('/');
    expect(await main(page)).toContain('In the United States no publisher keeps libraries waiting for new ebooks today');
    // That of Blackstone was on audiobooks, and ended later.
    expect(await main(page)).toContain('The last such embargo, of Macmillan Publishers, ended on 20 March 2020.');
    await page.getByRole('link', { name: 'Who spoke, and who is silent' }).click();
    const shown = await main(page);
    expect(shown).toMatch(/\d+ are silent/);
    expect(shown).toContain('Library boycott of Macmillan eBooks');
    await page.getByLabel('What it says').selectOption('WELCOMES');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(await page.getByRole('status').innerText()).toBe('1 statement.');
    await page.goto('/petitions?filter.text=nothing+like+this');
    expect(await main(page)).toContain('No petition was found. Search with fewer words');
    await page.getByLabel('Words in it').fill('REVERSE embargo');
    await page.getByLabel('From when').selectOption('true');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(await page.locator('.cards > li h2').allInnerTexts()).toEqual([expect.stringContaining('#eBooksForAll')]);
  });
}
