// Can everybody read and use every page that a visitor and the staff of a library meet, at a desk by day and on a phone by night?
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { pathIn } from '#languages/languages';
import { openBrowser } from '../support/browser';
import { dataOf } from '../support/graphql';
import { fitsEverywhere, readable, readableDayAndNight, speaksSpanish, usableByKeyboard } from '../support/readable';
import { Federation } from './federation';

let shelfbridge: Federation;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  shelfbridge = await Federation.start();
  const organizer = await shelfbridge.token(['--role', 'organizer']);
  const input = {
    id: 'mailed',
    title: 'Ebooks <b>now</b> & "always"',
    ask: 'Sell <i>us</i> ebooks.',
    target: 'Publishers',
    organizers: ['Readers'],
    confirmation: 'EMAIL',
  };
  const draft = 'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }';
  const { id } = dataOf(await shelfbridge.ask(draft, { input }, organizer)).draftPetition;
  dataOf(await shelfbridge.ask('mutation ($id: ID!) { openPetition(id: $id) { id } }', { id }, organizer));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await shelfbridge?.stop();
});

jest.setTimeout(120_000);
const faults: string[] = [];
afterEach(() => expect(faults.splice(0)).toEqual([]));

/** A person with a browser of their own, in which everything that a page complains of fails the test. */
async function person(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ baseURL: new URL('/', shelfbridge.url).href, ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' && !/status of [45]\d\d/.test(line.text())) faults.push(line.text());
  });
  return page;
}

const paths = [
  '/',
  '/petitions',
  '/petitions/mailed',
  '/petitions/ebooksforall',
  '/petitions/fair-ebook-terms',
  '/petitions?filter.text=nothing',
  '/embed/petitions/fair-ebook-terms',
  '/embed/petitions/nothing',
  '/statements',
  '/statements?filter.countries=XX',
  '/listings/confirm#a.b',
  '/signatures/links',
  '/signatures/confirm#a.b',
  '/signatures/erase',
  '/signatures/news#a.b',
  '/policies',
  '/policies?on=2019-11-15&territory=&format=',
  '/policies?on=soon',
  '/compare?on=2019-11-15',
  '/embargoes?on=2019-11-15&format=',
  '/publishers',
  '/publishers/macmillan',
  '/compare?scenario.copies=x&embargo.amount=8&price.harpercollins=z',
  '/compare?scenario.copies=10',
  '/sisters',
  '/stories',
  '/stories/story-opatija-galway',
  '/tips',
  '/libraries/demo-chicago-us',
  '/libraries/lalin-es',
  '/listings',
  '/listings?filter.languages=es&near=41.88,-87.63&within=3000&filter.withoutSister=on',
  '/listings?filter.countries=XX',
  '/listings?filter.text=nowhere',
  '/listings/new',
  '/listings/manage#a.b.c',
  '/partnerships/some-partnership',
  '/partnerships/demo-chicago-helsinki',
  '/help',
  '/privacy',
  '/developers',
  '/accessibility',
  '/nothing/here',
];

describe.each([
  ['at a desk by day', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
  ['on a phone by night', { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true }],
] as const)('can be read and used %s', (_where, options) => {
  const first = options.colorScheme === 'light';
  let page: Page;
  beforeAll(async () => {
    page = await person(options);
  });
  afterAll(() => page?.context().close());

  // Each page is seen in both languages, in one of them by day and in the other by night; what else it can show, by day in Spanish.
  const isPage = (path: string) => !path.includes('?');
  it.each(first ? paths : paths.filter(isPage))('by everybody: %s', async (path) => {
    const inSpanish = isPage(path) ? (paths.indexOf(path) % 2 === 0) === first : true;
    await page.goto(inSpanish ? pathIn('es', path) : path);
    await readable(page, first ? 'all' : 'looks');
    if (first) await fitsEverywhere(page);
    if (inSpanish) await speaksSpanish(page);
  });

  it('from its beginning to its content by one key', async () => {
    await page.goto('/petitions/mailed');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('main');
  });

  it.each(first ? ['/petitions/mailed', '/listings'] : ['/'])('by keyboard alone: %s', async (path) => {
    await page.goto(path);
    await usableByKeyboard(page);
  });
});

/** What every answer says to browsers, by kind. */
const headersOf = {
  page: {
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'/),
  },
  embedded: {
    'cache-control': 'public, max-age=30',
    'referrer-policy': 'same-origin',
    'x-frame-options': undefined,
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors \*/),
  },
  data: {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'cross-origin',
  },
} as const;
const ofData = ['/health', '/ready', '/exports/policies.csv', '/feeds/policies.atom', '/exports/nothing', '/nothing', '/es/'];
const signIn = ['/account', '/account/libraries/demo-helsinki-fi', '/petitions/%00', '/petitions/%'];

it('says the same to browsers as every other answer of its kind', async () => {
  const asked: [string, keyof typeof headersOf][] = [
    ...[...paths.filter((path) => !path.includes('?')), ...signIn, ...paths.slice(0, 3).map((path) => pathIn('es', path))].map(
      (path): [string, 'page' | 'embedded'] => [path, path.includes('/embed/') ? 'embedded' : 'page'],
    ),
    ...ofData.map((path): [string, 'data'] => [path, 'data']),
  ];
  const wrong = await Promise.all(
    asked.map(async ([path, kind]) => {
      const headers = { accept: kind === 'data' ? 'application/json' : 'text/html' };
      const answer = await fetch(new URL(path, shelfbridge.url), { headers, redirect: 'manual' });
      await answer.body?.cancel();
      const wanted = { ...headersOf[kind], 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin' };
      const said = Object.fromEntries(Object.keys(wanted).map((name) => [name, answer.headers.get(name) ?? undefined]));
      const isRight = Object.entries(wanted).every(([name, value]) =>
        typeof value === 'object' ? value.asymmetricMatch(said[name]) : value === said[name],
      );
      return isRight ? [] : { path, status: answer.status, ...said };
    }),
  );
  expect(wrong.flat()).toEqual([]);
});

it('can be read by the staff of a library, from the way in to everything they do', async () => {
  const page = await person({ viewport: { width: 1280, height: 900 } });
  const library = '/account/libraries/demo-helsinki-fi';
  await page.goto(library);
  await readableDayAndNight(page);
  await page.locator('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('The library').waitFor();
  await readableDayAndNight(page);
  await page.getByLabel('The library').selectOption('demo-helsinki-fi');
  await page.getByRole('button', { name: 'Be staff of this library' }).click();
  const own = [library, '/account', `${library}/listing`, `${library}/propose/demo-accra-gh`, '/account/partnerships/none'];
  for (const path of [...own, '/account/libraries/opatija-hr', '/account/partnerships/demo-chicago-helsinki']) {
    await page.goto(path);
    await page.locator('details').evaluateAll((all) => {
      for (const each of all) (each as unknown as { open: boolean }).open = true;
    });
    await readableDayAndNight(page);
  }
  await page.context().close();
});

it.each([
  [
    'committee',
    [
      '',
      '/doubles',
      '/libraries',
      '/libraries/demo-helsinki-fi',
      '/report',
      '/stories',
      '/stories/story-opatija-galway',
      '/files',
      '/submissions/none',
    ],
  ],
  ['organize', ['', '/new', '/mailed', '/mailed/draft', '/mailed/paper', '/mailed/abuse', '/mailed/hand-over']],
  [
    'edit',
    [
      ...['', '/policies/new', '/policies/mac-2019-embargo', '/publishers', '/publishers/macmillan', '/statements', '/boycotts'],
      ...['/laws', '/petitions', '/petitions/ebooksforall', '/import'],
    ],
  ],
  ['account', ['/libraries/demo-helsinki-fi', '', '/libraries/demo-helsinki-fi/listing', '/partnerships/demo-chicago-helsinki']],
] as const)('speaks nothing but Spanish in the rooms of /es/%s', async (room, pages) => {
  const page = await person({});
  await page.goto(`/es/account/sign-in?to=/es/${room}`);
  await speaksSpanish(page);
  const role = { committee: 'committee', organize: 'organizer', edit: 'editor', account: 'staff' }[room];
  if (role === 'staff') await page.locator('select[name=library]').selectOption('demo-helsinki-fi');
  await page.locator(`form:has(input[value=${role}]) button`).click();
  await page.waitForURL((url) => !url.pathname.endsWith('sign-in'));
  for (const path of pages) {
    await page.goto(`/es/${room}${path}`);
    await speaksSpanish(page);
  }
  await page.context().close();
});

it('shows its buttons, bars and marks in forced colours, and nothing but the content on paper, no heading without it', async () => {
  const page = await person({ viewport: { width: 1280, height: 900 }, forcedColors: 'active' });
  await page.goto('/petitions/fair-ebook-terms');
  const edges = await page
    .locator('main button, main progress, main .mark')
    .evaluateAll((all) => all.map((one) => `${one.tagName} ${getComputedStyle(one).borderTopStyle}`));
  expect([...new Set(edges)].toSorted()).toEqual(['BUTTON solid', 'PROGRESS solid', 'SPAN solid']);
  // What is not reached yet looks like the page, not like what is.
  const track = await page
    .locator('main progress')
    .first()
    .evaluate((bar) =>
      [getComputedStyle(bar), getComputedStyle(document.documentElement)].map(({ backgroundColor }) => backgroundColor),
    );
  expect(new Set([...track, 'rgb(255, 255, 255)']).size).toBe(1);
  await page.emulateMedia({ media: 'print', forcedColors: 'none' });
  const headings = page.locator('main h2, main caption');
  expect(new Set(await headings.evaluateAll((all) => all.map((one) => getComputedStyle(one).breakAfter)))).toEqual(
    new Set(['avoid']),
  );
  for (const hidden of ['header nav', 'footer', 'form', '.skip'])
    expect(await page.locator(hidden).filter({ visible: true }).count()).toBe(0);
  expect(await page.locator('main h1, main figure.chart svg').filter({ visible: true }).count()).toBeGreaterThan(2);
  await page.context().close();
});
