// Promises of: people who may read an agreement open it in a browser for fifteen minutes, and it prints well.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { anonymous } from '#kit/words/identity';
import { openBrowser } from '../../support/browser';
import { committee, staffOf } from '../../support/identities';
import { becomeSisters, openStage, type Stage, seededAt } from '../../support/partnership';

let stage: Stage;
let id: string;
let browser: Browser;
const [nairobi, oslo, tokyo] = [staffOf('demo-nairobi-ke'), staffOf('demo-oslo-no'), staffOf('demo-tokyo-jp')];
const text = 'We meet once a month.\n\n<script>document.title = "taken over"</script><img src=x onerror="alert(1)">';
const terms = {
  formality: 'FORMAL',
  meetingRhythm: 'MONTHLY',
  activityKinds: ['VIRTUAL_CONVERSATION', 'MATERIAL_EXCHANGE'],
  goals: ['CULTURAL_KNOWLEDGE'],
  startsOn: '2026-12-01',
  reviewOn: '2027-12-01',
  text,
};
beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage(), openBrowser()]);
  id = await becomeSisters(stage, 'demo-nairobi-ke', 'demo-oslo-no', terms);
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

const urls = 'query ($id: ID!) { partnership(id: $id) { confidential { agreements { version printUrl } } } }';
async function urlOf(identity: typeof oslo, version = 1): Promise<string> {
  const { partnership } = await stage.as(identity).ask(urls, { id });
  return partnership.confidential.agreements.find((one: { version: number }) => one.version === version).printUrl;
}

async function read(url: string): Promise<Response> {
  const { pathname, search } = new URL(url);
  return fetch(new URL(pathname + search, stage.url), { headers: stage.passportOf(anonymous) });
}

it('an agreement shows both partners, what they agreed on and how, and signature lines when it is formal', async () => {
  const answer = await read(await urlOf(oslo));
  expect(answer.status).toBe(200);
  const page = await answer.text();
  for (const words of [
    'Version 1 · Agreed by both',
    'Talk by video, exchange materials',
    'Know each other’s culture',
    '1 December 2027',
    'Signatures',
    'Kenya',
    'Norway',
  ])
    expect(page).toContain(words);
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toMatch(/<script|<img|@example/);
});

it('an agreement is there in Spanish, with countries, days and names of goals, and so is the word that there is none', async () => {
  const url = await urlOf(oslo);
  const page = await (await read(`${url}&lang=es`)).text();
  for (const words of [
    '<html lang="es">',
    'Acuerdo de bibliotecas hermanas',
    'Versión 1 · Aceptada por ambas',
    'Noruega',
    '1 de diciembre de 2027',
    'Firmas',
  ])
    expect(page).toContain(words);
  expect(page).not.toMatch(/Agreed|Signatures|Goals|UTC UTC/);
  expect(await (await read(`${url}x&lang=es`)).text()).toContain('Esta dirección no es válida');
  expect(await (await read(`${url}&lang=xx`)).text()).toContain('<html lang="en">');
});

it('a version that one partner has not agreed to says that it does not apply yet', async () => {
  await stage
    .as(oslo)
    .ask('mutation ($id: ID!, $terms: AgreementTermsInput!) { proposeTerms(id: $id, after: 1, terms: $terms) { id } }', {
      id,
      terms: { text: 'Twice a month.' },
    });
  const page = await (await read(await urlOf(nairobi, 2))).text();
  expect(page).toContain('Version 2 · Proposed: applies once both have agreed');
  expect(page).not.toContain('Signatures');
});

it('partners and the committee open an agreement for fifteen minutes, and no cache stores it', async () => {
  const url = await urlOf(committee);
  const { partnership } = await stage.as(tokyo).ask(urls, { id });
  expect(partnership.confidential).toBeNull();
  const answer = await read(url);
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  for (const other of [url.slice(0, -1), url.replace(':1.', ':2.'), url.split('?')[0] ?? ''])
    expect((await read(other)).status).toBe(404);
  stage.time.now = new Date(seededAt.getTime() + 16 * 60_000);
  const late = await read(url);
  stage.time.now = seededAt;
  expect([late.status, await late.text()]).toEqual([
    404,
    expect.stringContaining('This address is not valid, or no longer valid'),
  ]);
});

/** The page as a browser gets it, with all its headers: people reach it through the gateway, which passes them on. */
async function served(url: string): Promise<{ server: Server; address: string }> {
  const answer = await read(url);
  const body = await answer.text();
  const server = createServer((_request, response) => response.writeHead(200, Object.fromEntries(answer.headers)).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

it('the page runs no script written into it, keeps its style, fits a phone, and prints on one sheet with its signatures', async () => {
  const { server, address } = await served(await urlOf(oslo));
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(address);
  expect(await page.title()).toMatch(/^Agreement of /);
  expect(complaints).toEqual([]);
  expect(await page.evaluate('getComputedStyle(document.querySelector("dl")).display')).toBe('grid');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g);
  expect(sheets).toHaveLength(1);
  await page.close();
  server.close();
});
