// Promises of pages: what they change, for whom, and what they reveal.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { Field, Form, Once, Refusal } from '#dashboard/components/form';
import { NameChoice, NameTicks } from '#dashboard/components/names';
import { Answered } from '#dashboard/components/show';
import { site as ours, writeFile, writePage } from '#dashboard/index';
import { ask, type Given, type Page, type Place, page } from '#dashboard/page';
import { silentLog } from '#kit/words/log';
import { afterwards } from '../../support/afterwards';
import { type Stage, startStage, startWhoami } from '../support/stage';

const documents = {
  Touch: 'mutation Touch($times: Int) { touchTwice(times: $times) touch }',
  Who: 'query Who { whoami }',
  Slow: 'query Slow { slow }',
  Text: 'query Text($length: Int!) { text(length: $length) }',
  Broken: 'query Broken { broken }',
  Partly: 'query Partly { whoami broken }',
  Rest: 'query Rest { broken whoami }',
  Watch: 'subscription Watch { watch { number } }',
};
const typed = <Data, Variables = Record<string, never>>(name: keyof typeof documents) =>
  parse(documents[name]) as TypedDocumentNode<Data, Variables>;
const who = ask(typed<{ whoami: string | null }>('Who'));
const filed = (data: { readonly whoami: string | null } | undefined, { fields }: Given['form'], { origin, readAsset }: Place) =>
  [data?.whoami, fields.get('on'), origin.slice(0, 7), readAsset('style.css')].join();

/** Houses, of which two have one name. */
const houses = (count: number) =>
  Array.from({ length: count }, (_, i) => [String(i), i < 2 ? 'Twin House' : `Édition Ñ ${i}`] as const);

const pages: readonly Page[] = [
  page({
    address: '/',
    title: () => 'Front',
    asks: { who },
    live: typed('Watch'),
    indexed: true,
    content: ({ answers, live }) => (
      <>
        {answers.who.data?.whoami} <i data-live={live} />
      </>
    ),
  }),
  page({
    address: '/touch',
    title: () => 'Touch',
    done: () => 'Touched',
    sends: typed<{ touch: number }>('Touch'),
    content: ({ done, form }) => (
      <>
        {done && `now ${done.touch}`}
        <Refusal refused={form.refused} />
        {form.shown && (
          <form>
            {form.fields.get('token')} {form.fields.get('name')}
          </form>
        )}
      </>
    ),
  }),
  page({
    address: '/wanted',
    title: () => 'Wanted',
    asks: { who },
    needs: 'who',
    sends: typed<{ touch: number }>('Touch'),
    content: ({ form }) => (
      <Form of={form}>
        <Field name="name" label="Name" />
        <Once name="attempt" />
      </Form>
    ),
  }),
  page({
    address: '/texts/:length',
    title: ({ answers }) => `Text ${answers.text.data?.text}`,
    asks: { text: ask(typed<{ text: string | null }, { length: number }>('Text')) },
    needs: 'text',
    content: () => null,
  }),
  page({
    address: '/lengths',
    title: () => 'Lengths',
    asks: {
      text: ask(typed<{ text: string | null }, { length: number }>('Text'), (fields) =>
        fields.has('length') ? { length: fields.get('length') as unknown as number } : undefined,
      ),
    },
    files: [{ address: '/lengths.csv', of: ['text'], write: () => 'long enough' }],
    content: () => null,
  }),
  page({
    address: '/partly',
    title: () => 'Partly',
    asks: { both: ask(typed<{ whoami: string | null; broken: string | null }>('Partly')) },
    content: ({ answers: { both } }) => `${both.data?.whoami}${both.data?.broken === null ? ', and not the rest' : ''}`,
  }),
  page({
    address: '/broken',
    title: () => 'Broken',
    asks: { broken: ask(typed<{ broken: string | null }>('Broken')) },
    needs: 'broken',
    files: [{ address: '/broken.csv', of: ['broken'], write: () => 'never sent' }],
    content: () => 'never shown',
  }),
  page({
    address: '/rest',
    title: () => 'The rest',
    asks: { both: ask(typed<{ broken: string | null; whoami: string | null }>('Rest')) },
    needs: 'both',
    content: ({ answers: { both } }) => both.data?.broken,
  }),
  page({
    address: '/sections',
    title: () => 'Sections',
    asks: { who, slow: ask(typed<{ slow: string | null }>('Slow')) },
    files: [
      { address: '/sections/who.svg', of: ['who'], write: ({ answers, form }, place) => filed(answers.who.data, form, place) },
      { address: '/sections/who.csv', of: ['who'], write: ({ answers, form }, place) => filed(answers.who.data, form, place) },
      { address: '/sections/who.json', of: ['who'], write: ({ answers, form }, place) => filed(answers.who.data, form, place) },
    ],
    content: ({ answers }) => (
      <>
        <Answered of={answers.who} failed="front.petitions.failed">
          {({ whoami }) => whoami}
        </Answered>
        <Answered of={answers.slow} failed="front.sisters.failed">
          {({ slow }) => slow}
        </Answered>
      </>
    ),
  }),
  page({
    address: '/moved/:name',
    title: () => 'Where it stands',
    asks: { who },
    stands: () => '/moved/here',
    content: () => 'found',
  }),
  page({
    address: '/within',
    title: () => 'Within',
    embedded: true,
    live: typed('Watch'),
    openFeed: '/within/live',
    content: () => 'seen',
  }),
  page({
    address: '/named',
    title: () => 'Named',
    sends: typed<{ touchTwice: number }>('Touch'),
    done: ({ done }) => `Sent ${done?.touchTwice}`,
    content: ({ form }) => (
      <Form of={form}>
        <NameChoice name="times" label="House" options={houses(150)} value="7" required />
      </Form>
    ),
  }),
  page({
    address: '/asked',
    title: () => 'Asked',
    content: ({ form }) => (
      <Form of={form} method="get">
        <NameTicks name="ids" legend="Houses" options={houses(150)} chosen={['1']} />
      </Form>
    ),
  }),
  page({ address: '/kinds/:kind', where: { kind: /^[a-z]+$/ }, title: () => 'A kind', content: () => null }),
];

let folder: string;
let whoami: Awaited<ReturnType<typeof startWhoami>>;
let stage: Stage;
const lines: unknown[] = [];
const style = 'p{color: black;}';
const options = () => ({
  site: { pages, write: writePage, writeFile, readsNames: ours.readsNames, assetsFolder: join(folder, 'assets') },
  operations: { folder: join(folder, 'operations'), registeredOnly: true },
  production: true,
});
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-'));
  for (const each of ['operations', 'assets']) mkdirSync(join(folder, each));
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, 'operations', `${name}.graphql`), text);
  writeFileSync(join(folder, 'assets', 'style.css'), '/* How all\n looks. */\np {\n  color: black;\n}\n');
  whoami = await startWhoami();
  const log = { ...silentLog, info: (...line: unknown[]) => void lines.push(line) };
  stage = await startStage({ whoami }, { ...options(), log });
});
afterAll(async () => {
  whoami.finish();
  await stage[Symbol.asyncDispose]();
  await whoami.stop();
  rmSync(folder, { recursive: true });
});

/** What stands in a page below its heading, and its title. */
const titleOf = (text: string) => /<title>(.*?) · Shelfbridge<\/title>/.exec(text)?.[1];
const mainOf = (text: string) => /<h1>.*?<\/h1>(.*)<\/main>/s.exec(text)?.[1];

async function open(path: string, init: RequestInit = {}, at = stage) {
  const response = await fetch(new URL(path, at.url), { ...init, headers: { accept: 'text/html', ...init.headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (path: string, body = '', headers: Record<string, string> = {}, at = stage) =>
  open(path, { method: 'POST', body, headers: { ...form, ...headers } }, at);

describe('a choice among more than people look through', () => {
  const send = (times: string) => post('/named', String(new URLSearchParams({ named: 'times', times })));

  it('is typed, with names to complete it, and begins with the name of what is chosen', async () => {
    const { text } = await open('/named');
    expect(text).toMatch(/<input (?=[^>]*name="times")(?=[^>]*list="times-names")(?=[^>]*value="Édition Ñ 7")/);
    expect(text.match(/<option value="Édition Ñ/g)).toHaveLength(148);
    expect(text).toContain('<option value="Twin House (0)"');
  });

  it.each([
    ['as it stands in the list', 'Édition Ñ 9', 9],
    ['without accents, in small letters', ' edition  n 149 ', 149],
    ['by its id', '12', 12],
    ['among two of one name', 'twin house (1)', 1],
  ])('is read back: %s', async (_how, typed, id) => {
    expect(titleOf((await send(typed)).text)).toBe(`Sent ${id}`);
  });

  it.each([
    ['of nobody', 'Nowhere & Sons', 'Nothing here has the name “Nowhere &amp; Sons”.'],
    ['of two', 'Twin House', 'No single one has the name “Twin House”. Names like it: Twin House (0); Twin House (1).'],
    ['of many', 'Ñ 14', 'Names like it: Édition Ñ 14; Édition Ñ 140; Édition Ñ 141; Édition Ñ 142; Édition Ñ 143.'],
  ])('is refused at its field, and keeps what was typed, where the name is that %s', async (_what, typed, words) => {
    const before = whoami.calls.touch;
    const { status, text } = await send(typed);
    expect([status, whoami.calls.touch]).toEqual([400, before]);
    expect(text).toMatch(new RegExp(`<strong class="wrong" id="times-wrong">[^<]*${words.replace(/[().]/g, '\\$&')}`));
    expect(text).toContain(`value="${typed.replace('&', '&amp;')}"`);
  });

  it('in an address becomes the ids, each once, so that it can be kept', async () => {
    const query = new URLSearchParams([
      ...['1', 'édition ñ 5', 'EDITION N 5', '1', '', ''].map((id) => ['ids', id]),
      ['named', 'ids'],
      ['x', 'y'],
    ]);
    const led = await fetch(new URL(`/asked?${query}`, stage.url), { redirect: 'manual' });
    expect([led.status, led.headers.get('location')]).toEqual([303, '/asked?x=y&ids=1&ids=5']);
    const { text } = await open('/asked?ids=1&ids=5&ids=nobody');
    expect([...text.matchAll(/value="(\d+)" checked/g)].map(([, id]) => id)).toEqual(['1', '5']);
    expect(text).toContain('value="nobody"');
  });
});

describe('a page', () => {
  it('leads to where a page stands, and shows it there', async () => {
    const led = await fetch(new URL('/moved/there?and=more', stage.url), { redirect: 'manual' });
    expect([led.status, led.headers.get('location')]).toEqual([302, '/moved/here']);
    await led.text();
    const there = await fetch(new URL('/moved/here', stage.url), { redirect: 'manual' });
    expect(there.status).toBe(200);
    expect(await there.text()).toContain('found');
  });

  it('shows what its registered query answers to a visitor without an account', async () => {
    const { status, text } = await open('/');
    expect([status, titleOf(text), mainOf(text)]).toEqual([200, 'Front', expect.stringMatching(/^nobody /)]);
  });

  it('takes parts of its query from its path, into its title as well', async () => {
    expect(titleOf((await open('/texts/3')).text)).toBe('Text xxx');
  });

  it('runs no script but its own, is kept nowhere, and is listed only where it says so', async () => {
    const { headers } = await open('/touch?token=a.b');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect((await open('/')).headers.get('x-robots-tag')).toBeNull();
  });

  it.each([
    ...[
      '/',
      '/es/',
      '/touch',
      '/texts/3',
      '/asked?ids=Nobody',
      '/moved/there',
      '/broken',
      '/broken.csv',
      '/lengths.csv',
      '/nothing',
      '/within',
    ],
    ...[
      '/sections/who.svg',
      '/assets/style.css',
      '/assets/nothing.css',
      '/graphql',
      '/health',
      '/ready',
      '/exports/nothing',
      '/robots.txt',
      '/%',
    ],
    ...['POST /touch', 'POST /nothing', 'POST /graphql', 'DELETE /touch', 'OPTIONS /graphql', 'HEAD /', 'POST /embed/nothing'],
  ])('is, as every answer of a site with TLS, kept to TLS and to its own content: %s', async (asked) => {
    const [path = '', method = 'GET'] = asked.split(' ').reverse();
    const { headers, body } = await fetch(new URL(path, stage.url), { method, redirect: 'manual' });
    await body?.cancel();
    expect(Object.fromEntries(headers)).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors ('none'|\*)/),
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it('names a live feed that an EventSource can read', async () => {
    const [, url = ''] = /data-live="([^"]+)"/.exec((await open('/')).text) ?? [];
    const leave = new AbortController();
    afterwards(() => leave.abort());
    const address = new URL(url.replaceAll('&amp;', '&'), stage.url);
    const feed = await fetch(address, { headers: { accept: 'text/event-stream' }, signal: leave.signal });
    let text = '';
    for await (const chunk of feed.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      if (text.includes('"number"')) break;
    }
    expect(text).toContain('"number":0');
  });

  it('within pages of other sites is let into their frames, and its feed is read by them without an account', async () => {
    const { headers, text } = await open('/within');
    expect(headers.get('content-security-policy')).toMatch(/form-action 'none'; frame-ancestors \*/);
    expect([headers.get('x-frame-options'), headers.get('cross-origin-resource-policy')]).toEqual([null, 'cross-origin']);
    expect(text).not.toMatch(/<nav|<form|<footer/);
    const leave = new AbortController();
    afterwards(() => leave.abort());
    const foreign = { accept: 'text/event-stream', origin: 'https://elsewhere.example', cookie: 'anything=1' };
    const feed = await fetch(new URL('/within/live', stage.url), { headers: foreign, signal: leave.signal });
    expect([feed.headers.get('access-control-allow-origin'), feed.headers.get('access-control-allow-credentials')]).toEqual([
      '*',
      null,
    ]);
    let read = '';
    for await (const chunk of feed.body as unknown as AsyncIterable<Uint8Array>) {
      read += Buffer.from(chunk).toString();
      if (read.includes('"number"')) break;
    }
    expect(read).toContain('"number":');
    // Everything else stays closed to them.
    expect(
      (await open('/graphql', { headers: { origin: 'https://elsewhere.example' } })).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  it('shows what there is when a part of its answer is missing', async () => {
    const { status, text } = await open('/partly');
    expect([status, mainOf(text)]).toEqual([200, 'nobody, and not the rest']);
  });

  it('says what is missing, by a status and in words, without the cause', async () => {
    const answer = await open('/broken');
    expect(answer).toMatchObject({ status: 500, text: expect.stringContaining('Something went wrong on our side') });
    expect(answer.text).not.toMatch(/never shown|SECRET/);
  });

  it('is never empty: what it is about can be missing while the rest of that answer is there', async () => {
    expect(await open('/rest')).toMatchObject({ status: 500, text: expect.stringContaining('Something went wrong on our side') });
  });
});

describe('an address without a page', () => {
  it('is answered with a page to people, and with JSON to programs', async () => {
    expect(await open('/nothing')).toMatchObject({ status: 404, text: expect.stringContaining('role="alert"') });
    const program = await open('/nothing', { headers: { accept: 'application/json' } });
    expect(JSON.parse(program.text)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('a form', () => {
  it('changes nothing when its page is opened, however often and with whatever token', async () => {
    const before = whoami.calls.touch;
    for (const method of ['GET', 'HEAD']) await open('/touch?token=a.b&times=2', { method });
    expect(whoami.calls.touch).toBe(before);
  });

  it('sends its registered mutation once, and says what became of it', async () => {
    const before = whoami.calls.touch as number;
    const { text } = await post('/touch', 'times=2');
    expect([titleOf(text), mainOf(text)]).toEqual(['Touched', `now ${before + 1}`]);
    expect(whoami.calls.touch).toBe(before + 1);
  });

  it('takes the one-click POST of mail programs in both of its formats, from the address alone', async () => {
    const before = whoami.calls.touch as number;
    expect((await post('/touch?token=a.b', 'List-Unsubscribe=One-Click')).status).toBe(200);
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    expect((await open('/touch?token=a.b', { method: 'POST', body })).status).toBe(200);
    expect(whoami.calls.touch).toBe(before + 2);
  });

  it.each([
    ['another site, as browsers say on secure connections', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['another site, as browsers say on others', { origin: 'http://evil.example' }],
    ['a page that hides where it is', { origin: 'null' }],
  ])('is refused from %s', async (_where, headers) => {
    const before = whoami.calls.touch;
    expect(await post('/touch', 'times=2', headers)).toMatchObject({
      status: 403,
      text: expect.stringContaining('another site'),
    });
    expect(whoami.calls.touch).toBe(before);
  });

  it('is taken from its own page, as browsers say on either kind of connection', async () => {
    const { origin } = new URL(stage.url);
    expect((await post('/touch', '', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await post('/touch', '', { origin })).status).toBe(200);
  });

  it('reads in words what cannot be used', async () => {
    expect(await post('/touch', 'times=many')).toMatchObject({ status: 400, text: expect.stringContaining('role="alert"') });
  });

  it('shows what was written as text, never as code', async () => {
    const name = '<script>alert(1)</script>"\'{{refused}}';
    const { text } = await open(`/touch?${new URLSearchParams({ name })}`);
    expect(text).toContain("&lt;script>alert(1)&lt;/script>&quot;'{{refused}}");
  });

  it('takes the token from behind the # of a whole pasted link', async () => {
    const { text } = await open(`/touch?${new URLSearchParams({ token: ' https://library.example/touch#a.b ' })}`);
    expect(text).toContain('<form>a.b ');
  });

  it('refuses bodies that are not a form, or too large, in words for a person', async () => {
    expect((await post('/touch', 'x'.repeat(2_100_000))).status).toBe(413);
    const foreign = await open('/touch', { method: 'POST', body: '<x/>', headers: { 'content-type': 'application/xml' } });
    expect([foreign.status, foreign.text]).toEqual([415, expect.stringContaining('This page has no such form.')]);
  });

  it('leaves no token in the log', async () => {
    await post('/touch?token=SECRET.one', 'token=SECRET.two');
    await open('/touch?token=SECRET.three');
    expect(JSON.stringify(lines)).toContain('"path":"/touch"');
    expect(JSON.stringify(lines)).not.toContain('SECRET');
  });
});

it('counts forms like other mutations, and says when to try again', async () => {
  const rates = { operations: { points: 100, seconds: 60 }, mutations: new Map([['touch', { points: 1, seconds: 60 }]]) };
  const limited = await startStage({ whoami }, { ...options(), rates, trustedProxies: 1 });
  afterwards(() => limited[Symbol.asyncDispose]());
  const from = { 'x-forwarded-for': '203.0.113.9' };
  expect((await post('/touch', '', from, limited)).status).toBe(200);
  const refused = await post('/touch', 'token=a.b', from, limited);
  expect(refused).toMatchObject({ status: 429, text: expect.stringMatching(/<title>Too much at once · .*<form>a\.b /s) });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('asks to try again, with the form filled in, while the subgraph is down', async () => {
  const gone = await startWhoami();
  const alone = await startStage({ whoami: gone }, options());
  afterwards(() => alone[Symbol.asyncDispose]());
  await gone.stop();
  const refused = await post('/touch', 'token=a.b', {}, alone);
  expect(refused).toMatchObject({
    status: 503,
    text: expect.stringMatching(/<title>Please try again in a minute · .*<form>a\.b /s),
  });
  expect(refused.text).not.toMatch(/127\.0\.0\.1|ECONN/);
  // A page that needs the subgraph itself cannot be shown; it keeps what was typed until it can.
  const kept = await post('/wanted', 'name=Ann%20%26%20Bo&attempt=one', {}, alone);
  const hidden = [...kept.text.matchAll(/<input type="hidden" name="(\w+)" value="(.*?)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect([kept.status, hidden]).toEqual([
    503,
    [
      ['name', 'Ann &amp; Bo'],
      ['attempt', 'one'],
      ['again', 'true'],
    ],
  ]);
  const calls = whoami.calls.touch;
  const shown = await post('/wanted', 'name=Ann%20%26%20Bo&attempt=one&again=true');
  expect(shown).toMatchObject({ status: 200, text: expect.stringMatching(/value="Ann &amp; Bo".*name="attempt" value="one"/s) });
  expect(whoami.calls.touch).toBe(calls);
});

describe('the language of a page', () => {
  /** Where an address leads, by which language, and what is remembered. */
  const asked = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => {
    const given = { accept: 'text/html', ...headers };
    const response = await fetch(new URL(path, stage.url), { redirect: 'manual', ...init, headers: given });
    const text = await response.text();
    const [, language] = /<html lang="(\w+)"/.exec(text) ?? [];
    const { status, headers: answered } = response;
    const remembered = answered.get('set-cookie')?.split(';')[0] ?? null;
    return { status, language, to: answered.get('location'), remembered, headers: answered, text };
  };
  const spanish = { 'accept-language': 'es-MX,es;q=0.9,en;q=0.8' };

  it.each([
    ['English without a wish', '/', {}, 'en'],
    ['Spanish by its address, whatever the browser asks for', '/es', { 'accept-language': 'en' }, 'es'],
    ['Spanish by its address, whatever was chosen before', '/es/touch?name=a', { cookie: 'shelfbridge-language=1.en' }, 'es'],
    [
      'English that was chosen, in a browser that asks for Spanish',
      '/',
      { ...spanish, cookie: 'shelfbridge-language=1.en' },
      'en',
    ],
    ['English for a choice that we do not speak', '/', { cookie: 'shelfbridge-language=1.xx' }, 'en'],
    ['English for a language that we do not speak in an address', '/?lang=xx', {}, 'en'],
    ['English for a program', '/', { ...spanish, accept: '*/*' }, 'en'],
  ])('is %s', async (_what, path, headers, language) => {
    const answer = await asked(path, headers as Record<string, string>);
    expect(answer).toMatchObject({ status: 200, language, remembered: null });
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.headers.get('vary')).toContain('accept-language, cookie');
  });

  it.each([
    ['to the language that a browser asks for at the first visit', '/touch?name=a%20b', spanish, '/es/touch?name=a+b', null],
    ['to the language that was chosen', '/', { cookie: 'shelfbridge-language=1.es' }, '/es', null],
    [
      'to the one in a shared link, which is remembered',
      '/touch?lang=es&name=a',
      {},
      '/es/touch?name=a',
      'shelfbridge-language=1.es',
    ],
    ['back by the switch', '/es/touch?lang=en', spanish, '/touch', 'shelfbridge-language=1.en'],
    ['to the front page by the switch', '/?lang=es', {}, '/es', 'shelfbridge-language=1.es'],
  ])('leads %s', async (_what, path, headers, to, remembered) => {
    const answer = await asked(path, headers as Record<string, string>);
    expect(answer).toMatchObject({ status: 302, to, remembered });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('vary')).toBe('accept-language, cookie');
  });

  it('stays that of its address when a form is sent, also in what it leads to', async () => {
    const sent = { method: 'POST', body: 'token=a.b' };
    const as = { ...form, ...spanish };
    expect(await asked('/touch', as, sent)).toMatchObject({ status: 200, language: 'en' });
    expect(await asked('/es/touch', { ...as, 'accept-language': 'en' }, sent)).toMatchObject({ status: 200, language: 'es' });
    expect((await asked('/es/moved/there')).to).toBe('/es/moved/here');
  });

  it('is that of the reader where there is no page', async () => {
    const { status, text, headers } = await asked('/nowhere', spanish);
    expect([status, headers.get('content-language')]).toEqual([404, 'es']);
    expect(text).toMatch(/<h1>Aquí no hay nada<\/h1>/);
    expect(text).toContain('href="/es/petitions"');
    expect((await asked('/es/nowhere')).text).toContain('Aquí no hay nada');
  });

  it('is offered on every page by a plain link to the same page, and named to search engines', async () => {
    const { text } = await asked('/');
    expect(text).toContain('<a href="/es?lang=es" lang="es" hreflang="es" data-language="true">Español</a>');
    expect(text).toContain(`<link rel="alternate" hreflang="es" href="${new URL(stage.url).origin}/es"/>`);
    const other = (await asked('/es/kinds/some?of=b')).text;
    expect(other).toContain('<a href="/es/kinds/some?of=b&amp;lang=en" lang="en" hreflang="en" data-language="true">English</a>');
    const front = (await asked('/es')).text;
    expect(front).toContain(`<link rel="canonical" href="${new URL(stage.url).origin}/es"/>`);
    expect(front).toContain(`<link rel="alternate" hreflang="x-default" href="${new URL(stage.url).origin}/"/>`);
  });

  it('of a picture is that of its address alone, which caches keep', async () => {
    const answers = await Promise.all(
      ['/sections/who.svg', '/es/sections/who.svg', '/sections/who.svg?lang=es'].map((path) => asked(path, spanish)),
    );
    expect(answers.map(({ status, headers }) => [status, headers.get('content-language')])).toEqual([
      [200, 'en'],
      [200, 'es'],
      [200, 'es'],
    ]);
  });
});

describe('an asset', () => {
  it('is sent again only when it changed, styles without what only people read in them', async () => {
    const first = await open('/assets/style.css');
    expect(first).toMatchObject({ status: 200, text: style });
    const etag = first.headers.get('etag') as string;
    expect((await open('/assets/style.css', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('a part of a page', () => {
  it('that does not answer within two seconds is told as away, and the others stand', async () => {
    const begun = performance.now();
    const { status, text } = await open('/sections');
    expect([status, mainOf(text)]).toEqual([
      200,
      'nobody<p class="refusal">The list cannot be shown at the moment. Please come back in a minute.</p>',
    ]);
    // A subgraph may take ten seconds.
    expect(performance.now() - begun).toBeLessThan(9_000);
  });
});

describe('what a page is made of', () => {
  it('may be kept by browsers for a year under an address that names its content', async () => {
    const [, address = ''] = /href="(\/assets\/style\.css[^"]*)"/.exec((await open('/')).text) ?? [];
    expect((await open(address)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await open('/assets/style.css?v=old')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['*', 'gzip'],
    ['identity', null],
    ['', null],
  ])('is compressed for browsers that take %p by %p', async (accepted, encoding) => {
    const { headers, text } = await open('/texts/2000', { headers: { 'accept-encoding': accepted } });
    expect(headers.get('content-encoding')).toBe(encoding);
    if (encoding) expect(headers.get('vary')).toContain('accept-encoding');
    expect(titleOf(text)).toHaveLength(2_005);
  });

  it('is listed for search engines, page by page', async () => {
    const { origin } = new URL(stage.url);
    expect((await open('/robots.txt')).text).toContain(`Sitemap: ${origin}/sitemap.xml`);
    const { headers, text } = await open('/sitemap.xml');
    expect(headers.get('content-type')).toContain('application/xml');
    expect([...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, place]) => place)).toEqual([`${origin}/`, `${origin}/es`]);
  });
});

describe('an address that no page can have', () => {
  it.each([
    ['/touch/', '/touch'],
    ['/es/touch/?name=a&on=b', '/es/touch?name=a&on=b'],
    ['/nothing/', '/nothing'],
  ])('with a slash at its end %s leads to the one without', async (asked, to) => {
    const answer = await fetch(`${new URL(stage.url).origin}${asked}`, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, to]);
  });

  it.each(['//elsewhere.example/', '/%5Celsewhere.example//', '/\\\\elsewhere.example/'])(
    'leads nowhere else from %s',
    async (asked) => {
      const answer = await fetch(`${new URL(stage.url).origin}${asked}`, {
        headers: { accept: 'text/html' },
        redirect: 'manual',
      });
      expect([answer.status, answer.headers.get('location')]).toEqual([404, null]);
    },
  );

  it.each(['/texts/%00', '/texts/a%00b', '/texts/%0a', '/texts/%', '/texts/%ff', '/nothing', '/kinds/any%20text', '/kinds/UP'])(
    'is answered by our own page with 404: %s',
    async (path) => {
      const { status, headers, text } = await open(path);
      expect([status, headers.get('content-type'), headers.get('x-robots-tag')]).toEqual([
        path === '/texts/%' || path === '/texts/%ff' ? 400 : 404,
        'text/html; charset=utf-8',
        'noindex',
      ]);
      expect(text).toContain('role="alert"');
    },
  );
});

it('no page may be framed, and every header says so; no refusal is kept or indexed', async () => {
  for (const path of ['/', '/touch', '/broken', '/texts/x', '/nothing', '/assets/style.css', '/assets/none']) {
    const { status, headers } = await open(path);
    expect([path, headers.get('x-frame-options')]).toEqual([path, 'DENY']);
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
    if (status < 400) continue;
    expect([path, headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual([path, 'no-store', 'noindex']);
  }
});

describe('a file of a page', () => {
  it.each([
    ['svg', 'image/svg+xml; charset=utf-8', null],
    ['csv', 'text/csv; charset=utf-8', 'attachment; filename="who.csv"'],
    ['json', 'application/json; charset=utf-8', null],
  ])('as .%s carries its question, asks what it shows alone, and may stand on other sites', async (kind, type, saved) => {
    const { status, text, headers } = await open(`/sections/who.${kind}?on=2019-11-15`, { headers: { accept: '*/*' } });
    expect([status, text]).toEqual([200, `nobody,2019-11-15,http://,${style}`]);
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([type, saved]);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('that cannot be had is a page for a person and JSON for a program, under the same status', async () => {
    const [page, data] = await Promise.all([open('/broken.csv'), open('/broken.csv', { headers: { accept: 'text/csv' } })]);
    expect([page.status, titleOf(page.text)]).toEqual([500, 'Something went wrong on our side']);
    expect([data.status, JSON.parse(data.text).errors[0].extensions.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(page.headers.get('content-disposition')).toBeNull();
  });

  it('whose address asks what cannot be answered leads a person to the form that says so, and tells a program why', async () => {
    const wrong = '/lengths.csv?length=long';
    const [person, program] = await Promise.all([
      open(wrong, { redirect: 'manual' }),
      open(wrong, { headers: { accept: '*/*' } }),
    ]);
    expect([person.status, person.headers.get('location')]).toEqual([302, '/lengths?length=long']);
    expect([program.status, JSON.parse(program.text).errors[0].extensions]).toEqual([
      400,
      { code: 'BAD_USER_INPUT', field: 'length' },
    ]);
    const nothing = await open('/lengths.csv', { headers: { accept: '*/*' } });
    expect([nothing.status, JSON.parse(nothing.text).errors[0].message]).toEqual([
      400,
      expect.stringMatching(/does not say what to show. Choose it at http.*\/lengths,/),
    ]);
  });
});
