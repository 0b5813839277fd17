// Promises of pages: what they change, for whom, and what they reveal.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSite } from '#gateway/site/pageFiles';
import { silentLog } from '#kit/words/log';
import { afterwards } from '../../support/afterwards';
import { type Stage, startStage, startWhoami } from '../support/stage';

const files: Record<string, string> = {
  'operations/Touch.graphql': 'mutation Touch($times: Int) { touchTwice(times: $times) touch }',
  'operations/Who.graphql': 'query Who { whoami }',
  'operations/Text.graphql': 'query Text($length: Int!) { text(length: $length) }',
  'operations/Broken.graphql': 'query Broken { broken }',
  'operations/Partly.graphql': 'query Partly { whoami broken }',
  'operations/Watch.graphql': 'subscription Watch { watch { number } }',
  'site/layout.mustache': '<title>{{{title}}}</title>{{{content}}}',
  'site/partials/refusal.mustache': '<p role="alert">{{text}}</p>',
  'site/refusals.json':
    '{"SUBGRAPH_UNAVAILABLE":{"heading":"Later","again":true},"RATE_LIMITED":{"heading":"Slower","again":true}}',
  'site/assets/style.css': 'p { color: black }',
  'site/pages/index.mustache':
    '<!--\ntitle: Front\nasks: Who\nlive: Watch\nindexed: yes\n-->\n{{asked.whoami}} <i data-live="{{live}}">',
  'site/pages/touch.mustache':
    '<!--\ntitle: Touch\ndone: Touched\nsends: Touch\n-->\n{{#done}}now {{touch}}{{/done}}{{#refused}}{{> refusal}}{{/refused}}{{#form}}<form>{{fields.token}} {{fields.name}}</form>{{/form}}',
  'site/pages/texts/[length].mustache': '<!--\ntitle: Text {{asked.text}}\nasks: Text\n-->\n',
  'site/pages/partly.mustache':
    '<!--\ntitle: Partly\nasks: Partly\n-->\n{{asked.whoami}}{{^asked.broken}}, and not the rest{{/asked.broken}}',
  'site/pages/broken.mustache': '<!--\ntitle: Broken\nasks: Broken\n-->\nnever shown',
};

let folder: string;
let whoami: Awaited<ReturnType<typeof startWhoami>>;
let stage: Stage;
const lines: unknown[] = [];
const options = () => ({
  pagesFolder: join(folder, 'site'),
  operations: { folder: join(folder, 'operations'), registeredOnly: true },
  production: true,
});
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  whoami = await startWhoami();
  const log = { ...silentLog, info: (...line: unknown[]) => void lines.push(line) };
  stage = await startStage({ whoami }, { ...options(), log });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await whoami.stop();
  rmSync(folder, { recursive: true });
});

async function open(path: string, init: RequestInit = {}, at = stage) {
  const response = await fetch(new URL(path, at.url), { ...init, headers: { accept: 'text/html', ...init.headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (path: string, body = '', headers: Record<string, string> = {}, at = stage) =>
  open(path, { method: 'POST', body, headers: { ...form, ...headers } }, at);

describe('a page', () => {
  it('shows what its registered query answers to a visitor without an account', async () => {
    expect(await open('/')).toMatchObject({ status: 200, text: expect.stringMatching(/^<title>Front<\/title>nobody /) });
  });

  it('takes parts of its query from its path, into its title as well', async () => {
    expect((await open('/texts/3')).text).toBe('<title>Text xxx</title>');
  });

  it('runs no script but its own, is kept nowhere, and is listed only where it says so', async () => {
    const { headers } = await open('/touch?token=a.b');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect((await open('/')).headers.get('x-robots-tag')).toBeNull();
  });

  it('names a live feed that an EventSource can read', async () => {
    const [, url = ''] = /data-live="([^"]+)"/.exec((await open('/')).text) ?? [];
    const leave = new AbortController();
    afterwards(() => leave.abort());
    const address = new URL(url.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=').replaceAll('&#x2F;', '/'), stage.url);
    const feed = await fetch(address, { headers: { accept: 'text/event-stream' }, signal: leave.signal });
    let text = '';
    for await (const chunk of feed.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      if (text.includes('"number"')) break;
    }
    expect(text).toContain('"number":0');
  });

  it('shows what there is when a part of its answer is missing', async () => {
    expect(await open('/partly')).toMatchObject({ status: 200, text: '<title>Partly</title>nobody, and not the rest' });
  });

  it('says what is missing, by a status and in words, without the cause', async () => {
    const answer = await open('/broken');
    expect(answer).toMatchObject({ status: 500, text: expect.stringContaining('Something went wrong on our side') });
    expect(answer.text).not.toMatch(/never shown|SECRET/);
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
    expect((await post('/touch', 'times=2')).text).toBe(`<title>Touched</title>now ${before + 1}`);
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
    expect(text).toContain('&lt;script&gt;alert(1)&lt;&#x2F;script&gt;&quot;&#39;{{refused}}');
  });

  it('takes the token from behind the # of a whole pasted link', async () => {
    const { text } = await open(`/touch?${new URLSearchParams({ token: ' https://library.example/touch#a.b ' })}`);
    expect(text).toContain('<form>a.b ');
  });

  it('refuses bodies that are not a form, or too large', async () => {
    expect((await post('/touch', 'x'.repeat(200_000))).status).toBe(413);
    expect((await open('/touch', { method: 'POST', body: '<x/>', headers: { 'content-type': 'application/xml' } })).status).toBe(
      415,
    );
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
  expect(refused).toMatchObject({ status: 429, text: expect.stringMatching(/<title>Slower<\/title>.*<form>a\.b /) });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('asks to try again, with the form filled in, while the subgraph is down', async () => {
  const gone = await startWhoami();
  const alone = await startStage({ whoami: gone }, options());
  afterwards(() => alone[Symbol.asyncDispose]());
  await gone.stop();
  const refused = await post('/touch', 'token=a.b', {}, alone);
  expect(refused).toMatchObject({ status: 503, text: expect.stringMatching(/<title>Later<\/title>.*<form>a\.b /) });
  expect(refused.text).not.toMatch(/127\.0\.0\.1|ECONN/);
});

describe('an asset', () => {
  it('is sent again only when it changed', async () => {
    const first = await open('/assets/style.css');
    expect(first).toMatchObject({ status: 200, text: files['site/assets/style.css'] });
    const etag = first.headers.get('etag') as string;
    expect((await open('/assets/style.css', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('the folder of pages', () => {
  const read = (page: string) => {
    writeFileSync(join(folder, 'site', 'pages', 'wrong.mustache'), page);
    try {
      return readSite(join(folder, 'site'), join(folder, 'operations'));
    } finally {
      rmSync(join(folder, 'site', 'pages', 'wrong.mustache'));
    }
  };

  it.each([
    ['without a title', '<!--\nasks: Who\n-->\n', 'The page wrong.mustache states no title'],
    ['without an opening comment', '<p>', 'The page wrong.mustache does not open with a comment'],
    ['with an unknown line', '<!--\ntitle: x\nsend: Touch\n-->\n', 'an unknown line: send: Touch'],
    ['with a document that is not registered', '<!--\ntitle: x\nsends: Nothing\n-->\n', 'Nothing.graphql'],
  ])('is refused by name with a page %s', (_what, page, message) => {
    expect(() => read(page)).toThrow(message);
  });
});

describe('an address that no page can have', () => {
  it.each(['/texts/%00', '/texts/a%00b', '/texts/%0a', '/texts/%', '/texts/%ff', '/nothing'])(
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
