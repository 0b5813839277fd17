// People meet what goes wrong: slow lines, many tabs, mistakes in forms and addresses, on the real processes and a real browser.
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { registered } from '#gateway/site/asking';
import { projectFile } from '#kit/words/projectFile';
import { site } from '../../dashboard/index';
import { openBrowser } from '../support/browser';
import { type FormOnPage, formsIn, typedInto } from '../support/forms';
import { dataOf } from '../support/graphql';
import { cookieOf as cookieFor, type Reached, reachedByLinks } from '../support/reached';
import { usableByKeyboard } from '../support/readable';
import { Federation } from './federation';

let shelfbridge: Federation;
let browser: Browser;
let organizer: string;
beforeAll(async () => {
  browser = await openBrowser();
  shelfbridge = await Federation.start({ RATE_LIMIT: '10000/60', COST_LIMIT: '100000000/60' });
  organizer = await shelfbridge.token(['--role', 'organizer']);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await shelfbridge?.stop();
});
jest.setTimeout(120_000);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const at = (path: string) => new URL(path, shelfbridge.url);
const read = async (path: string) => {
  const answer = await fetch(at(path), { headers: { accept: 'text/html' } });
  return { status: answer.status, text: await answer.text() };
};
/** The words of the content. */
const plain = (text: string) => /<main[^>]*>([\s\S]*)<\/main>/.exec(text)?.[1]?.replace(/<[^>]+>/g, ' ') ?? '';
const cookieOf = (role: string | undefined) => cookieFor(shelfbridge.url, role);
const person = async (options = {}) => {
  const context = await browser.newContext({ baseURL: at('/').href, ...options });
  context.setDefaultTimeout(20_000);
  return context;
};

it('a supporter opens a petition in seven tabs, and all of them load', async () => {
  const context = await person();
  for (let tab = 1; tab <= 7; tab++) {
    const page = await context.newPage();
    await page.goto('/petitions/fair-ebook-terms');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Fair ebook terms for every library');
    // A tab behind others is hidden; headless browsers show all of them.
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
  }
});

it('a supporter who mistypes hears it at the field in the words of its label, and keeps the rest, without JavaScript', async () => {
  const page = await (await person({ javaScriptEnabled: false })).newPage();
  await page.goto('/petitions/fair-ebook-terms');
  const form = new URLSearchParams({
    'input.name': 'Fay',
    'input.email': 'nothing',
    'input.country': 'Suecia',
    'input.updatesConsent': 'on',
  });
  for (const [name, value] of new URLSearchParams(
    [...(await page.content()).matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  ))
    form.set(name, value);
  const answer = await fetch(at('/petitions/fair-ebook-terms'), { method: 'POST', body: form });
  expect(answer.status).toBe(400);
  await page.setContent(await answer.text());
  const email = page.getByLabel('Your e-mail address');
  expect(await email.getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator(`#${(await email.getAttribute('aria-describedby'))?.split(' ').at(-1)}`).innerText()).toMatch(
    /^“Your e-mail address” is not an e-mail address\./,
  );
  expect(await email.inputValue()).toBe('nothing');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Fay');
  expect(await page.getByLabel('Your country').inputValue()).toBe('Sweden');
  expect(await page.getByLabel('news of this petition').isChecked()).toBe(true);
  expect(await page.locator('main').innerText()).not.toMatch(/input\.|Variable|\$/);
});

describe('a reader who chooses something in a search', () => {
  it('sees at once what it finds, stays where they are, and keeps what they typed and opened', async () => {
    const page = await (await person()).newPage();
    await page.goto('/petitions');
    const all = await page.getByRole('status').innerText();
    await page.getByLabel('Words in it').fill('embargo');
    const past = page.getByLabel('From when');
    await past.focus();
    await past.selectOption('true');
    await page.getByRole('status').filter({ hasNotText: all }).waitFor();
    expect(await page.getByLabel('Words in it').inputValue()).toBe('embargo');
    expect(await past.inputValue()).toBe('true');
    expect(await page.locator(':focus').getAttribute('name')).toBe('filter.historical');
    expect(new URL(page.url()).search).toBe('?filter.text=embargo&filter.historical=true');
    const found = await page.locator('main').innerText();
    expect(await page.getByRole('link', { name: 'Español' }).getAttribute('href')).toContain('filter.historical=true');
    await page.reload();
    expect(await page.locator('main').innerText()).toBe(found);

    await page.goto('/listings');
    await page.getByText('More choices: language').click();
    const tick = page.getByRole('checkbox', { name: 'Only libraries without a sister now' });
    await tick.focus();
    await page.keyboard.press('Space');
    await page.waitForURL(/filter\.withoutSister=on/);
    expect([await tick.isChecked(), await page.locator(':focus').getAttribute('name')]).toEqual([true, 'filter.withoutSister']);
  });

  it('loses nothing that they type before it is there', async () => {
    const page = await (await person()).newPage();
    await page.goto('/petitions');
    await page.evaluate(() => {
      const late = { url: location.href, text: async () => '<header></header><main>late</main>' };
      Object.assign(globalThis, {
        fetch: () => new Promise((resolve) => Object.assign(globalThis, { come: () => resolve(late) })),
      });
    });
    await page.getByLabel('From when').selectOption('true');
    await page.getByLabel('Words in it').fill('meanwhile');
    await page.evaluate(async () => {
      (globalThis as unknown as { come(): void }).come();
      // What waits for it has gone on after so many turns.
      for (let turn = 0; turn < 50; turn++) await undefined;
    });
    expect(await page.getByLabel('Words in it').inputValue()).toBe('meanwhile');
    await page.getByLabel('From when').selectOption('');
    await page.evaluate(async () => {
      (globalThis as unknown as { come(): void }).come();
      for (let turn = 0; turn < 50; turn++) await undefined;
    });
    expect(await page.locator('main').innerText()).toBe('late');
  });
});

it.each([
  ['/listings?filter.countries=XX', 400, 'No country has the name “XX”. Begin to type a name, and choose it from the list.'],
  ['/compare?territory=Germny', 400, 'No country has the name “Germny”. Did you mean Germany?'],
  ['/compare?scenario.demandGrowth=500%25', 400, 'Write the growth as a percentage from -90 % to 100 %, such as 5 %.'],
  ['/compare?scenario.demandGrowth=a+lot', 400, 'Write the growth as a percentage'],
  ['/compare?scenario.demandGrowth=5+%25', 200, 'value="5 %"'],
  ['/es/policies?territory=Alemana', 400, 'Ningún país tiene el nombre «Alemana». ¿Quiso decir Alemania?'],
  ['/compare?publisherIds=nobody&publisherIds=macmillan', 400, 'Not on record as a publisher, and left out: nobody.'],
  ['/policies?publisherIds=nobody', 400, 'No publisher on record has the name “nobody” in its address, so nothing is shown.'],
  ['/petitions?filter.state=LOST', 400, '“Which ones” needs one of the choices in its list.'],
  ['/es/listings?filter.text=M%C3%BAnich', 200, 'Con «Alemania» en lugar de sus palabras'],
  ['/policies?on=9999-12-31', 200, '31 December 9999'],
  ['/partnerships/any%20text', 404, 'There is no page at this address.'],
  ['/listings/review/any%20text', 404, 'There is no page at this address.'],
  ['/petitions/nothing', 404, 'There is no page at this address.'],
])('%s is answered with %i and what would work', async (path, status, words) => {
  const answer = await read(path);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(words);
  if (status === 400) expect(answer.text).toContain('<form method="get"');
});

it.each<[path: string, role: string | undefined, form: string]>([
  ['/petitions/nothing', undefined, ''],
  ['/es/petitions/nothing', undefined, ''],
  ['/organize/nothing', 'organizer', 'open'],
  ['/committee/libraries/nothing', 'committee', 'correct'],
  ['/edit/publishers/nothing', 'editor', 'correct'],
])('a form of a page that is not there is answered as that page is: %s', async (path, role, form) => {
  const headers = { accept: 'text/html', cookie: await cookieOf(role) };
  const body = new URLSearchParams({ ...(form && { form }), 'input.name': 'Ann', 'input.email': 'nothing' });
  const answer = await fetch(at(path), { method: 'POST', headers, body });
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringMatching(/There is no page|No hay ninguna página/)]);
});

describe('an address that asks what cannot be answered', () => {
  const bad = ['XX', '2019-13-45', '-1', '<b>"'];
  /** What only programs understand. */
  const technical = /\$\w+"|Variable|Expected|GraphQL|\binput\.|undefined|Invalid|\[object/;

  it.each<[path: string, role: string | undefined]>([
    ['/petitions', undefined],
    ['/statements', undefined],
    ['/policies', undefined],
    ['/compare', undefined],
    ['/embargoes', undefined],
    ['/publishers', undefined],
    ['/listings', undefined],
    ['/sisters', undefined],
    ['/committee/libraries', 'committee'],
    ['/committee/report', 'committee'],
    ['/committee/files', 'committee'],
    ['/edit/publishers', 'editor'],
  ])('is a page that helps in words, whatever it says in whichever field: %s', async (path, role) => {
    const cookie = await cookieOf(role);
    const open = async (fields: Record<string, string>) => {
      const answer = await fetch(at(`${path}?${new URLSearchParams(fields)}`), { headers: { accept: 'text/html', cookie } });
      return { status: answer.status, text: await answer.text() };
    };
    const { text: first } = await open({});
    const forms = [...first.matchAll(/<form method="get"[\s\S]*?<\/form>/g)].join('');
    const names = [...new Set(['after', ...[...forms.matchAll(/ name="([^"]+)"/g)].map(([, name = '']) => name)])];
    const chosen = new Set([...forms.matchAll(/<(?:select|input type="checkbox")[^>]* name="([^"]+)"/g)].map(([, name]) => name));
    const faults: string[] = [];
    for (const name of names)
      for (const value of bad) {
        const { status, text } = await open({ [name]: value });
        const words = plain(text).replaceAll(/&lt;b>|&quot;|&lt;b&gt;/g, '');
        // What depends on another field, which is empty, asks nothing.
        const isTold = /class="(wrong|refusal)|role="alert"/.test(text) || !chosen.has(name) || /^embargo\./.test(name);
        if (status >= 500 || status === 429 || technical.test(words) || !isTold)
          faults.push(`${name}=${value}: ${status} ${technical.exec(words)}`);
      }
    const { text } = await open({ nowhere: 'XX' });
    if (forms !== '' && !text.includes('“nowhere”')) faults.push('a name that no form has');
    expect(faults).toEqual([]);
  });

  it.each([
    ['/exports/policies.csv?format=XX', 400, 'Its address takes'],
    ['/exports/policies.csv?publisher=nobody', 404, 'There is no page at this address'],
    ['/policies/timeline.csv?format=XX', 400, '“Kind of title” needs one of the choices in its list.'],
    ['/policies/timeline.svg?on=2019-13-45', 400, '“On this day” needs a day, such as '],
    ['/policies/timeline.svg?narrow=XX', 400, '“narrow” takes 1 or 0, and not “XX”.'],
    ['/compare/cost.svg?publisherIds=macmillan&narrow=2', 400, '“narrow” takes 1 or 0, and not “2”.'],
    ['/petitions/nothing.csv', 404, 'There is no page'],
  ])('of a file is answered by a page to a person: %s', async (path, status, words) => {
    const answer = await read(path);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
    expect(plain(answer.text)).not.toMatch(technical);
  });
});

it.each([
  ['/embargoes?on=tomorrow', '“On this day” needs a day, such as '],
  ['/embargoes?territory=Atlantis', 'No country has the name “Atlantis”.'],
  ['/statements?filter.countries=Atlantis', 'No country has the name “Atlantis”.'],
  ['/compare?publisherIds=macmillan&scenario.copies=1&embargo.amount=99999', '“Length” must not be greater than 3650.'],
  ['/compare?publisherIds=macmillan&scenario.copies=1&embargo.amount=1&embargo.unit=CENTURY', '“Unit” needs one of the choices'],
  [
    '/compare?publisherIds=macmillan&scenario.copies=1&price.macmillan=abc',
    '“Your price for Macmillan Publishers” needs a number',
  ],
  ['/listings?filter.types=CLUB', '“Kind of library” needs one of the choices'],
  ['/listings?filter.commitment=FOREVER', '“How firm it should be” needs one of the choices'],
  ['/listings?near=500,500', '“Near” needs one of the choices'],
  ['/listings?near=41.88,-87.63&within=99999', '“How far around it” needs one of the choices'],
])('a person who follows a damaged address reads at its field what would work: %s', async (path, words) => {
  const { status, text } = await read(path);
  expect([status, plain(text)]).toEqual([400, expect.stringContaining(words)]);
  expect(text).toContain('aria-invalid="true"');
});

it.each(['2019-10-09', '2019-11-15'])('the README shows what /policies/timeline.svg draws of %s', async (day) => {
  const drawn = await (await fetch(at(`/policies/timeline.svg?on=${day}`))).text();
  const shown = readFileSync(projectFile('docs', `policies-${day}.svg`), 'utf8');
  expect(drawn.replaceAll(at('/').origin, 'http://localhost:4000').split('><')).toEqual(shown.split('><'));
});

it.each([
  ['/policies?on=2012-05-05&territory=DE', 1],
  ['/es/policies?on=1999-01-01', 1],
  ['/publishers/macmillan', 1],
  ['/es/embargoes', 1],
  ['/compare?publisherIds=macmillan', 2],
  ['/es/compare?publisherIds=macmillan&publisherIds=hachette&on=2012-05-05', 2],
  ['/sisters', 1],
  ['/petitions/fair-ebook-terms', 2],
  ['/es/petitions/ebooksforall', 1],
])('each chart of %s has its caption, numbers, source and age, and files that answer its question', async (path, charts) => {
  const { text } = await read(path);
  const figures = text.match(/<figure class="chart">.*?<\/figure>/gs) ?? [];
  expect(figures).toHaveLength(charts);
  for (const figure of figures) {
    // A narrow window sees a drawing of its own, or a picture at an address of its own, and no squeezed one.
    expect([figure.match(/<svg [^>]*class="[^"]*wide-drawing/g)?.length, /narrow-drawing/.test(figure)]).toEqual([1, true]);
    expect(figure).toMatch(/<figcaption>[^<]{20,}<\/figcaption>.*<details><summary>.*<table>.*<p class="source">[^<]{5,}/s);
    const files = [...figure.matchAll(/<a href="([^"]+)">(SVG|CSV|JSON)<\/a>/g)];
    expect(files.map(([, , kind]) => kind)).toEqual(['SVG', 'CSV', 'JSON']);
    for (const [, address = '', kind = ''] of files) {
      const asked = new URL(path, 'http://x').searchParams;
      const answer = await fetch(at(address.replaceAll('&amp;', '&')));
      const said = decodeURIComponent(address);
      expect([...asked.values()].filter((value) => !said.includes(value))).toEqual([]);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(kind.toLowerCase())]);
      const text = await answer.text();
      expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
      // A table without rows names its columns.
      expect(text.length).toBeGreaterThan(40);
    }
  }
});

it.each([
  ['PUT', '/petitions/fair-ebook-terms.json', 'GET, HEAD'],
  ['DELETE', '/es/petitions', 'GET, HEAD'],
  ['POST', '/sisters?lang=es', 'GET, HEAD'],
  ['PUT', '/account/sign-out', 'POST'],
  ['POST', '/exports/policies.csv', 'GET, HEAD'],
  ['PATCH', '/graphql', 'GET, POST'],
])('a program that sends a %s to %s hears what would work', async (method, path, allowed) => {
  const answer = await fetch(at(path), { method });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] });
});

it.each([
  ['POST', '/sisters', 'GET, HEAD', 'href="/sisters">Open this address'],
  ['POST', '/es/tips', 'GET, HEAD', 'href="/es/tips">Abrir esta dirección'],
  ['DELETE', '/organize', 'GET, HEAD', 'href="/organize">Open this address'],
  ['PUT', '/petitions/fair-ebook-terms', 'GET, HEAD, POST', 'href="/petitions/fair-ebook-terms">Open this address'],
  ['PUT', '/account/sign-out', 'POST', 'href="/">Go to the front page'],
  ['PATCH', '/exports/policies.csv', 'GET, HEAD', 'href="/exports/policies.csv">Open this address'],
])('a person whose %s at %s is not taken reads so on a page, and goes on from there', async (method, path, allowed, link) => {
  const answer = await fetch(at(path), { method, headers: { accept: 'text/html' } });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
  const text = await answer.text();
  expect(text).toMatch(/<h1>(This cannot be sent here|Esto no se puede enviar aquí)<\/h1>/);
  expect(text).toContain(link);
});

it.each([
  ['/account/sign-out', '/account'],
  ['/es/account/sign-in/choice', '/es/account/sign-in'],
  ['/petitions/fair-ebook-terms/paper-signatures', '/organize/fair-ebook-terms/paper'],
  ['/imports/libraries', '/committee/files'],
  ['/imports/pairs', '/committee/files'],
])('who opens the address that a form is sent to is led to the form: %s', async (path, form) => {
  const answer = await fetch(at(path), { headers: { accept: 'text/html' }, redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, form]);
  expect((await fetch(at(path))).status).toBe(405);
});

it.each(['', '/draft', '/paper', '/abuse', '/hand-over'])(
  'an organizer reads at the petition of another that it is another’s: /organize/...%s',
  async (part) => {
    const headers = { accept: 'text/html', cookie: await cookieOf('organizer') };
    const answer = await fetch(at(`/organize/fair-ebook-terms${part}`), { headers });
    const text = await answer.text();
    expect([answer.status, text]).toEqual([403, expect.stringContaining('What stands here belongs to another account.')]);
    expect(text.match(/<form/g)).toHaveLength(1);
  },
);

/** Whether the address of a page names a place in a list. */
const namesPlace = ({ asks = {} }: (typeof site.pages)[number]) =>
  Object.values(asks).some(({ document, whole, variables }) =>
    variables
      ? JSON.stringify(variables(new URLSearchParams({ after: 'bad' }), {}, new Date()))?.includes('"bad"')
      : whole === undefined &&
        registered(document).definition.variableDefinitions?.some(({ variable }) => variable.name.value === 'after'),
  );

it('an old link into a list costs the list alone, on every page that has one, and leads to its beginning', async () => {
  const pages = (await foundByLinks()).filter(({ page }) => namesPlace(page));
  expect(pages.length).toBeGreaterThan(15);
  const heading = (text: string) => /<h1[\s\S]*?<\/h1>/.exec(text)?.[0];
  const faults: unknown[] = [];
  for (const { path, role, text: whole } of pages) {
    const answer = await fetch(at(`${path}?after=bad`), { headers: { accept: 'text/html', cookie: await cookieOf(role) } });
    const text = await answer.text();
    const told = text.split('This link leads to a place that the list no longer has. <a href="?">Begin with its first page</a>');
    if (answer.status !== 400 || told.length !== 2 || heading(text) !== heading(whole)) faults.push([path, role, answer.status]);
  }
  expect(faults).toEqual([]);
  const { text } = await read('/es/petitions/fair-ebook-terms?after=bad');
  expect(text).toContain('Empezar por la primera página');
  expect(text).toContain('id="input-email"');
});

let found: Promise<Reached[]> | undefined;
const foundByLinks = () => {
  found ??= reachedByLinks(shelfbridge.url);
  return found;
};

it('everybody comes to every page of theirs by links from the front page, but for those that a mail opens or that wait for something', async () => {
  const reached = new Set((await foundByLinks()).map(({ page }) => page.address));
  expect(site.pages.map(({ address }) => address).filter((address) => !reached.has(address))).toEqual([
    '/embed/petitions/:id',
    '/listings/confirm',
    '/listings/manage',
    '/listings/renew',
    '/listings/withdraw',
    '/listings/stop',
    '/listings/review/:id',
    '/signatures/confirm',
    '/signatures/withdraw',
    '/signatures/erase',
    '/signatures/news',
    '/signatures/stop',
    '/committee/submissions/:id',
    '/organize/:id/draft',
  ]);
});

it.each<[role: string | undefined, path: string, typed: Readonly<Record<string, string>>, wrong: string]>([
  [
    'organizer',
    '/organize/new',
    {
      ...{ 'input.title': 'Lend', 'input.ask': 'Lend.', 'input.target': 'Houses' },
      ...{ 'input.organizers': 'Readers', 'input.id': 'by-keys', 'input.timeZone': 'Mars' },
    },
    'input.timeZone',
  ],
  [
    undefined,
    '/listings/new',
    {
      ...{ 'input.newLibrary.name': 'Nova', 'input.newLibrary.type': '↓', 'input.newLibrary.city': 'Faro' },
      ...{ 'input.newLibrary.country': 'Atlantis', 'input.newLibrary.languages': '↓', 'input.commitment': '↓' },
      ...{ 'input.contactName': 'Gil', 'input.contactEmail': 'gil@library.example', 'input.consent': ' ' },
    },
    'input.newLibrary.country',
  ],
  ['editor', '/edit/policies/new', { 'input.publisherId': '↓', 'input.license.model': '↓', 'input.confidence': '↓' }, ''],
])('a person (%s) with a keyboard alone fills in %s, and is led to what cannot be used', async (role, path, typed, wrong) => {
  const page = await (await person()).newPage();
  const [name = '', value = ''] = (await cookieOf(role)).split(/=(.*)/s);
  if (role) await page.context().addCookies([{ name, value, url: at('/').href }]);
  await page.goto(at(path).href);
  await usableByKeyboard(page);
  await page.goto(at(path).href);
  const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? '');
  for (const [field, keys] of Object.entries(typed)) {
    for (let presses = 0; presses < 100 && (await focused()) !== field; presses++) await page.keyboard.press('Tab');
    expect(await focused()).toBe(field);
    await (keys === '↓' ? page.keyboard.press('ArrowDown') : page.keyboard.type(keys));
  }
  const isButton = () => page.evaluate(() => document.activeElement?.matches('main form button[type=submit]') === true);
  for (let presses = 0; presses < 200 && !(await isButton()); presses++) await page.keyboard.press('Tab');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await page.locator(':is([aria-invalid=true], .wrong, .refusal):focus').waitFor();
  if (wrong) expect(await focused()).toBe(wrong);
});

it('whoever types into a form of a room while the session ends gets all of it back after signing in again', async () => {
  const reader = await (await person()).newPage();
  const rooms = (await foundByLinks()).filter(({ page, role }) => page.audience && role);
  const cookies = new Map(await Promise.all(rooms.map(async ({ role }) => [role, await cookieOf(role)] as const)));
  const tried = new Map<string, { readonly path: string; readonly role: string | undefined; readonly form: FormOnPage }>();
  for (const { page, path, role, text } of rooms)
    for (const form of await formsIn(reader, text))
      if (form.method === 'post' && !form.action?.startsWith('/'))
        tried.set(`${page.address} ${new Map(form.hidden).get('form') ?? ''}`, { path, role, form });
  const send = async (path: string, body: readonly (readonly [string, string])[], cookie = '') => {
    const init = { method: 'POST', body: new URLSearchParams(body.map(([name, value]) => [name, value])) };
    const answer = await fetch(at(path), { ...init, headers: { accept: 'text/html', cookie } });
    return { status: answer.status, forms: await formsIn(reader, await answer.text()) };
  };
  const which = ({ hidden, action }: FormOnPage) => [action, new Map(hidden).get('form'), new Map(hidden).get('one')].join();
  const lost: string[] = [];
  for (const [key, { path, role, form }] of tried) {
    const typed = form.controls.flatMap((control) => {
      const value = typedInto(control);
      return value === undefined ? [] : [[control.name, value] as const];
    });
    const late = await send(path, [...form.hidden, ...typed]);
    const kept = late.forms.find(({ hidden }) => hidden.some(([name]) => name === 'again'));
    const again = await send(path, kept?.hidden ?? [], cookies.get(role));
    const back = again.forms.find((each) => which(each) === which(form))?.controls ?? [];
    const says = back.map(({ name, says: value }) => `${name}=${value?.replace(/\r?\n/g, '\r\n')}`);
    // Rows that were pasted stand where those of a file do.
    const isThere = ([name, value]: readonly [string, string]) =>
      says.includes(`${name}=${value}`) || (name === 'pasted' && says.includes(`csv=${value}`));
    const missing = typed.filter((each) => !isThere(each)).map(([name]) => name);
    if (late.status !== 401 || again.status !== 200 || missing.length > 0)
      lost.push(`${key}: ${late.status}, ${again.status}, without ${missing}`);
  }
  expect([lost, tried.size > 50]).toEqual([[], true]);
});

it('a reader finds every one of 23 open petitions, closed ones, and those of the past with what became of them', async () => {
  const draft = 'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }';
  const open = 'mutation ($id: ID!) { openPetition(id: $id) { id } }';
  const ids = Array.from({ length: 23 }, (_, i) => `many-${i}`);
  for (const id of ids) {
    const input = {
      id,
      title: `Petition ${id}`,
      ask: 'Lend.',
      target: 'Publishers',
      organizers: ['Readers'],
      confirmation: 'NONE',
    };
    dataOf(await shelfbridge.ask(draft, { input }, organizer));
    dataOf(await shelfbridge.ask(open, { id }, organizer));
  }
  dataOf(await shelfbridge.ask('mutation { closePetition(id: "many-0") { id } }', {}, organizer));
  const page = await (await person({ javaScriptEnabled: false })).newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'See all petitions' }).click();
  const found = new Map<string, string>();
  for (let pages = 0; pages < 100; pages++) {
    for (const card of await page.locator('.cards > li').all())
      found.set((await card.getByRole('link').first().getAttribute('href')) ?? '', await card.innerText());
    const more = page.getByRole('link', { name: 'Show more' });
    if ((await more.count()) === 0) break;
    await more.click();
  }
  expect(ids.filter((id) => !found.has(`/petitions/${id}`))).toEqual([]);
  expect(found.get('/petitions/many-0')).toMatch(/It was closed on \d+ \w+ \d{4}\./);
  expect(found.get('/petitions/ebooksforall')).toMatch(/Of the past[\s\S]*Reported: nearly 250,000 signatures, /);
});

describe('a download', () => {
  it.each([
    ['/exports/comparison.csv?input=none', 400],
    ['/calendars/nobody.ics?key=a.b', 404],
    ['/exports/nothing.csv', 404],
  ])('that cannot be had is a page for people and JSON for programs: %s', async (path, status) => {
    const { status: told, text } = await read(path);
    expect([told, /<main id="main"[^>]*><h1>.+<\/h1><p class="refusal" role="alert">/.test(text)]).toEqual([status, true]);
    const program = await fetch(at(path), { headers: { accept: '*/*' } });
    expect([program.status, await program.json()]).toEqual([
      status,
      { errors: [expect.objectContaining({ message: expect.any(String) })] },
    ]);
  });
});
