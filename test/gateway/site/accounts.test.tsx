// Promises of signing in to the pages: by a real OpenID Connect provider, or by a choice on one's own computer.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { request as rawRequest } from 'undici';
import { Button, Field, Form } from '#dashboard/components/form';
import { writeFile, writePage } from '#dashboard/index';
import { ask, type Page, page } from '#dashboard/page';
import { localPath } from '#gateway/site/accounts';
import { freePort } from '#start/ports';
import { sessionKeys, signedIn } from '../../support/accounts';
import { afterwards } from '../../support/afterwards';
import { Browsing } from '../../support/browsing';
import { type ProviderProcess, startProvider } from '../access/provider';
import { type Stage, startStage, startWhoami } from '../support/stage';

const typed = <Data,>(text: string) => parse(text) as TypedDocumentNode<Data, Record<string, never>>;
const who = ask(typed<{ whoami: string | null }>('query Who { whoami }'));
const touch = typed<{ touch: number }>('mutation Touch { touch }');

const pages: readonly Page[] = [
  page({
    address: '/',
    title: () => 'Front',
    asks: { who },
    content: ({ answers }) => `front for ${answers.who.data?.whoami}`,
  }),
  page({
    address: '/account',
    audience: 'account',
    title: () => 'Account',
    content: ({ who: { account } }) => `hello ${account?.name}`,
  }),
  page({
    address: '/room/:library',
    audience: 'staff',
    title: () => 'Room',
    asks: { who },
    forms: { touch, other: touch },
    done: ({ form }) => `done ${form.sent}`,
    content: ({ answers, form }) => (
      <>
        room of {answers.who.data?.whoami}
        <Form of={form} name="touch">
          <Field name="note" label="Note" value="as it was" />
          <Button label="Touch" />
        </Form>
        <Form of={form} name="other">
          <Field name="note" label="Other note" value="the other" />
        </Form>
      </>
    ),
  }),
  page({
    address: '/lead',
    audience: 'staff',
    title: () => 'Lead',
    sends: touch,
    leads: { sent: ({ touch: n }) => `/account?n=${n}` },
    content: () => null,
  }),
];

let folder: string;
let provider: ProviderProcess;
let whoami: Awaited<ReturnType<typeof startWhoami>>;
let stage: Stage;
const options = () => ({
  site: { pages, write: writePage, writeFile, assetsFolder: folder },
  sessionKeys,
});
const stagedWith = async (more: object) => {
  const made = await startStage({ whoami }, { ...options(), ...more });
  afterwards(() => made[Symbol.asyncDispose]());
  return made;
};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  writeFileSync(join(folder, 'style.css'), '');
  const port = await freePort();
  provider = await startProvider(`http://127.0.0.1:${port}/account/sign-in/back`);
  whoami = await startWhoami();
  const openId = {
    issuer: provider.issuer,
    clientId: 'pages',
    clientSecret: 'secret-of-the-pages-0123456789012345678',
    scope: 'openid profile',
    claims: { roles: 'roles', libraryIds: 'libraryIds' },
    clockToleranceS: 5,
  };
  stage = await startStage({ whoami }, { ...options(), openId, port });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await whoami.stop();
  await provider.stop();
  rmSync(folder, { recursive: true });
});

/** Answers the two questions of the provider: who one is, and whether the pages may know. */
async function signIn(browsing: Browsing, login: string, from = '/account/sign-in/start?to=/room/lalin') {
  let shown = await browsing.open(from);
  for (const prompt of ['login', 'consent'])
    if (shown.url.startsWith(provider.issuer)) shown = await browsing.open(shown.url, { prompt, login, password: 'any' });
  return shown;
}

describe('somebody who signs in by the provider', () => {
  it('comes to the page that asked for it, with the roles and libraries that the provider names', async () => {
    const browsing = new Browsing(stage.url);
    const shown = await signIn(browsing, 'ann:staff:lalin');
    expect([shown.status, new URL(shown.url).pathname]).toEqual([200, '/room/lalin']);
    expect(shown.text).toContain(`room of ${provider.issuer}#ann:staff:lalin staff`);
    expect((await browsing.open('/account')).text).toContain('hello The person ann');
  });

  it('sends the provider a challenge, a state and a nonce, and brings no token to the browser', async () => {
    const browsing = new Browsing(stage.url);
    await signIn(browsing, 'ben:staff:lalin');
    const asked = new URL(browsing.visited.find((url) => url.includes('/auth?')) ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length).toBeGreaterThan(20);
    const ours = browsing.set.filter((value) => value.startsWith('shelfbridge'));
    expect(ours.join('\n')).not.toMatch(/eyJhbGciOiJ[RE]S/);
    const [session = ''] = ours.filter((value) => /^shelfbridge=1/.test(value));
    expect(session).toMatch(/; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('may do so in two tabs at once', async () => {
    const browsing = new Browsing(stage.url);
    const one = await browsing.open('/account/sign-in/start?to=/room/lalin');
    const other = await signIn(browsing, 'cat:staff:lalin', '/account/sign-in/start?to=/account');
    expect(other.text).toContain('hello The person cat');
    expect((await browsing.open(one.url, { prompt: 'login', login: 'cat:staff:lalin', password: 'any' })).url).toContain(
      '/interaction/',
    );
  });

  it('is told so when the provider has another answer, comes back twice, or never left from this browser', async () => {
    const browsing = new Browsing(stage.url);
    const begun = await browsing.open('/account/sign-in/start');
    const cancelled = await browsing.open(`${begun.url}/abort`);
    expect([cancelled.status, cancelled.text]).toEqual([400, expect.stringContaining('it was cancelled')]);
    expect(cancelled.text).toContain('href="/account/sign-in"');

    const other = new Browsing(stage.url);
    await signIn(other, 'dan:staff:lalin');
    const back = other.visited.find((url) => url.includes('/sign-in/back?')) ?? '';
    for (const browser of [other, new Browsing(stage.url)]) {
      const again = await browser.open(back);
      expect([again.status, again.text]).toEqual([400, expect.stringContaining('You are not signed in')]);
      expect(browser.set.filter((value) => /^shelfbridge=1/.test(value)).length).toBe(browser === other ? 1 : 0);
    }
  });

  it('is refused when the state on the way back is another', async () => {
    const browsing = new Browsing(stage.url);
    await browsing.open('/account/sign-in/start');
    const state = new URL(browsing.visited.find((url) => url.includes('/auth?')) ?? '').searchParams.get('state') ?? '';
    const shown = await browsing.open(
      `/account/sign-in/back?${new URLSearchParams({ code: 'x', state: `${state.slice(0, 12)}other` })}`,
    );
    expect([shown.status, browsing.set.some((value) => /^shelfbridge=1/.test(value))]).toEqual([400, false]);
  });

  it('signs out by a form of ours alone, and then every room is closed', async () => {
    const browsing = new Browsing(stage.url);
    await signIn(browsing, 'eve:staff:lalin');
    expect((await browsing.open('/account/sign-out', {}, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await browsing.open('/room/lalin')).status).toBe(200);
    const [other, copy] = [new Browsing(stage.url), { cookie: browsing.cookie }];
    await signIn(other, 'eve:staff:lalin');
    await browsing.open('/account/sign-out', {});
    expect((await browsing.open('/room/lalin')).status).toBe(401);
    // Whoever copied the cookie before is out as well; another session of the same account goes on.
    const copied = await new Browsing(stage.url).open('/room/lalin', undefined, copy);
    expect([copied.status, copied.text]).toEqual([401, expect.stringContaining('Your session has ended')]);
    expect((await other.open('/room/lalin')).status).toBe(200);
    expect((await browsing.open('/account/sign-out/provider')).url.startsWith(provider.issuer)).toBe(true);
  });
});

it('a session is believed by pages only, never by /graphql', async () => {
  const cookie = await signedIn(['staff'], ['lalin']);
  expect(await (await stage.ask('{ whoami }', { headers: { cookie } })).json()).toEqual({ data: { whoami: 'nobody' } });
  const page = await fetch(new URL('/', stage.url), { headers: { cookie, accept: 'text/html' } });
  expect(await page.text()).toContain('front for urn:test#staff staff');
});

it('over https the cookie has a name that no other host can set', async () => {
  const safe = await stagedWith({ publicUrl: 'https://library.example', choice: true });
  const browsing = new Browsing(safe.url);
  await browsing.open('/account/sign-out', {});
  expect(browsing.set).toEqual(['__Host-shelfbridge=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax']);
});

describe('a form of a room', () => {
  const send = (
    fields: Record<string, string>,
    cookie: string,
    more: Record<string, string> = {},
    redirect: RequestRedirect = 'follow',
  ) =>
    fetch(new URL('/room/lalin', stage.url), {
      method: 'POST',
      redirect,
      body: new URLSearchParams(fields),
      headers: { accept: 'text/html', cookie, origin: new URL(stage.url).origin, ...more },
    });

  it('that is sent after the session has ended changes nothing, and comes back filled in once its sender has signed in again', async () => {
    const before = whoami.calls.touch;
    const late = await send({ form: 'touch', note: 'long "words" <b>' }, await signedIn(['staff'], ['lalin'], -1));
    expect(late.status).toBe(401);
    const text = await late.text();
    expect(text).toContain('<input type="hidden" name="note" value="long &quot;words&quot; &lt;b>"/>');
    expect(text).toContain('<input type="hidden" name="again" value="true"/>');
    const again = await send({ form: 'touch', note: 'long "words" <b>', again: 'true' }, await signedIn(['staff'], ['lalin']));
    expect(again.status).toBe(200);
    const shown = await again.text();
    expect(shown).toContain('value="long &quot;words&quot; &lt;b>"');
    expect(shown).toContain('value="the other"');
    expect(whoami.calls.touch).toBe(before);
  });

  it('is sent in the name of its account, says which one it was, and leaves the others as they were', async () => {
    const browsing = new Browsing(stage.url);
    await signIn(browsing, 'gil:staff:lalin');
    const { text } = await browsing.open('/room/lalin', { form: 'touch', note: 'x' });
    expect(text).toContain('done touch');
    expect(text).toContain('value="the other"');
  });

  it('leads to its page, which tells its sender once what became of it, so that nothing is sent again by going back', async () => {
    const [browsing, other] = [new Browsing(stage.url), new Browsing(stage.url)];
    await signIn(browsing, 'hal:staff:lalin');
    await signIn(other, 'ida:staff:lalin');
    const before = whoami.calls.touch;
    const sent = await send({ form: 'touch', note: 'x' }, browsing.cookie);
    expect([sent.redirected, sent.url]).toEqual([true, `${new URL(stage.url).origin}/room/lalin`]);
    const told = await send({ form: 'touch', note: 'x' }, browsing.cookie, {}, 'manual');
    const [cookie = ''] = told.headers.getSetCookie();
    expect([told.status, told.headers.get('location'), cookie]).toEqual([
      303,
      '/room/lalin',
      expect.stringMatching(/^shelfbridge-told=1\.[\w.-]+; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const led = { cookie: `${browsing.cookie}; ${cookie.split(';')[0]}` };
    const shown = await browsing.open('/room/lalin', undefined, led);
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining('done touch')]);
    expect(browsing.set.at(-1)).toMatch(/^shelfbridge-told=; Max-Age=0/);
    expect((await browsing.open('/room/lalin')).text).not.toContain('done touch');
    const stolen = { cookie: `${other.cookie}; ${cookie.split(';')[0]}` };
    expect((await other.open('/room/lalin', undefined, stolen)).text).not.toContain('done touch');
    expect(whoami.calls.touch).toBe((before ?? 0) + 2);
  });

  it('that the page does not have is refused', async () => {
    for (const form of ['none', '', 'constructor'])
      expect((await send({ form }, await signedIn(['staff'], ['lalin']))).status).toBe(400);
  });

  it('is refused from another site, whatever cookie comes with it', async () => {
    const cookie = await signedIn(['staff'], ['lalin']);
    const elsewhere: Record<string, string>[] = [
      { origin: 'http://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const more of elsewhere) expect((await send({ form: 'touch' }, cookie, more)).status).toBe(403);
  });

  it('may lead to another page', async () => {
    const browsing = new Browsing(stage.url);
    await signIn(browsing, 'fay:staff:lalin', '/account/sign-in/start?to=/account');
    expect((await browsing.open('/lead', {})).url).toMatch(/\/account\?n=\d+$/);
  });
});

describe('on a developer’s own computer', () => {
  const be = async (at: Stage, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const browsing = new Browsing(at.url);
    return [browsing, await browsing.open('/account/sign-in/choice', fields, headers)] as const;
  };

  it('one may be anybody', async () => {
    const own = await stagedWith({ choice: true });
    const [, staff] = await be(own, { role: 'staff', library: 'lalin', to: '/room/lalin' });
    expect([staff.status, staff.text]).toEqual([
      200,
      expect.stringContaining('room of urn:shelfbridge:local#staff of lalin staff'),
    ]);
    const named = { asks: who, ids: () => [], name: () => 'Biblioteca de Lalín' };
    const called = await stagedWith({ choice: true, site: { ...options().site, libraryIds: named } });
    const [, account] = await be(called, { role: 'staff', library: 'lalin', to: '/account' });
    expect(account.text).toContain('hello Biblioteca de Lalín');
    const [, committee] = await be(own, { role: 'committee', to: '/' });
    expect(committee.text).toContain('front for urn:shelfbridge:local#committee committee');
  });

  it.each([
    ['the settings do not allow it', { choice: false }, {}],
    ['there is a proxy', { choice: true, trustedProxies: 1 }, {}],
    ['a proxy tells of itself', { choice: true }, { 'x-forwarded-for': '203.0.113.9' }],
  ])('nobody may when %s, and who was believed before is not', async (_why, more, headers) => {
    const other = await stagedWith(more);
    const [browsing, shown] = await be(other, { role: 'committee', to: '/' }, headers);
    expect([shown.status, browsing.set]).toEqual([404, []]);
    const [chosen] = await be(await stagedWith({ choice: true }), { role: 'committee', to: '/' });
    const page = await new Browsing(other.url).open('/', undefined, { ...headers, cookie: chosen.cookie });
    expect(page.text).toContain('front for nobody');
  });

  it('nobody may through a proxy on the same computer, whichever header tells of it, or none but the address in their browser', async () => {
    const own = await stagedWith({ choice: true });
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip']) {
      const [browsing, shown] = await be(own, { role: 'committee', to: '/' }, { [name]: 'for=203.0.113.9' });
      expect([name, shown.status, browsing.set]).toEqual([name, 404, []]);
    }
    // A proxy that says nothing passes on where the form of its reader came from.
    const [browsing, shown] = await be(own, { role: 'committee', to: '/' }, { origin: 'https://library.example' });
    expect([shown.status, browsing.set]).toEqual([403, []]);
  });

  it('nobody may by another name of ours, which a foreign site may have made up', async () => {
    const own = await stagedWith({ choice: true });
    const { port } = new URL(own.url);
    const { statusCode, headers, body } = await rawRequest(`http://127.0.0.1:${port}/account/sign-in/choice`, {
      method: 'POST',
      headers: {
        host: `evil.example:${port}`,
        origin: `http://evil.example:${port}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'role=committee',
    });
    await body.dump();
    expect([statusCode, headers['set-cookie']]).toEqual([404, undefined]);
  });
});

it.each([
  ['/petitions?state=OPEN#list', '/petitions?state=OPEN#list'],
  ['//evil.example', '/account'],
  ['/\\evil.example', '/account'],
  ['/\t/evil.example', '/account'],
  ['/./\\evil.example', '/account'],
  ['/.//evil.example', '/account'],
  ['https://evil.example', '/account'],
  ['javascript:alert(1)', '/account'],
  ['', '/account'],
  [undefined, '/account'],
])('after signing in the way leads to a page of ours: %s', (to, path) => expect(localPath(to)).toBe(path));
