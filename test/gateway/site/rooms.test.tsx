// Promises of rooms: every page of a room, every form on it and every file of it is refused to everybody else, before anything is asked.
import { site } from '#dashboard/index';
import type { AccountRole, Page } from '#dashboard/page';
import { registered } from '#gateway/site/asking';
import { projectFile } from '#kit/words/projectFile';
import { audienceOf, rolesIn } from '../../access/audiences';
import { sessionKeys, signedIn } from '../../support/accounts';
import { gatewayKey, type Stage, startStage, startWhoami } from '../support/stage';

const roles: readonly AccountRole[] = ['staff', 'committee', 'organizer', 'editor'];
let stage: Stage;
let stops: readonly (() => unknown)[];
beforeAll(async () => {
  // The graph of this gateway knows none of the documents of the pages: whatever got as far as asking would not be refused as somebody else.
  const whoami = await startWhoami();
  const served = { ...site, assetsFolder: projectFile('dashboard', 'assets') };
  stage = await startStage({ whoami }, { site: served, sessionKeys, subgraphKeys: new Map([['whoami', [gatewayKey]]]) });
  stops = [() => stage[Symbol.asyncDispose](), () => whoami.stop()];
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

const rooms = site.pages.filter(({ audience }) => audience !== undefined);
const pathOf = (address: string) => address.replace(/:\w+/g, 'any');
const letIn = ({ audience }: Page): readonly AccountRole[] =>
  audience === 'account' ? roles : ([audience].flat() as AccountRole[]);

/** Everything that people open or send at a page: itself, each of its forms, and its files. */
function doorsOf({
  address,
  sends,
  forms = {},
  rows = {},
  files = [],
  exports = [],
}: Page): readonly (readonly [method: string, path: string, body?: string])[] {
  const path = pathOf(address);
  return [
    ['GET', path],
    ...(sends ? ([['POST', path, '']] as const) : []),
    ...[...Object.keys(forms), ...Object.keys(rows)].flatMap((form) =>
      ['', '&again=true'].map((more) => ['POST', path, `form=${form}${more}`] as const),
    ),
    ...[...files, ...exports].map((file) => ['GET', pathOf(file.address)] as const),
  ];
}

async function knock([method, path, body]: ReturnType<typeof doorsOf>[number], cookie: string | undefined) {
  const headers = {
    accept: 'text/html',
    // A thousand pages say no: pressing them together would cost more than all else.
    'accept-encoding': 'identity',
    ...(cookie && { cookie }),
    ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(stage.url).origin }),
  };
  const answer = await fetch(new URL(path, stage.url), {
    method,
    headers,
    ...(method === 'POST' && { body }),
    redirect: 'manual',
  });
  return [method, path, body, answer.status];
}

it('there are rooms', () => expect(rooms.length).toBeGreaterThan(0));

it.each(rooms.map((page) => [page.address, page] as const))('%s is for its own people', async (_address, page) => {
  const allowed = letIn(page);
  const [late, first] = [await signedIn(allowed, ['any'], -1), await signedIn(allowed.slice(0, 1), ['any'])];
  const others = await Promise.all(roles.filter((each) => !allowed.includes(each)).map((role) => signedIn([role], ['any'])));
  const [elsewhere, nobody] = [await signedIn(['staff'], ['another']), await signedIn([])];
  for (const door of doorsOf(page)) {
    const [method, path, body] = door;
    expect(await knock(door, undefined)).toEqual([method, path, body, 401]);
    expect(await knock(door, 'shelfbridge=1.nonsense')).toEqual([method, path, body, 401]);
    expect(await knock(door, late)).toEqual([method, path, body, 401]);
    expect((await knock(door, first)).at(-1)).not.toBe(401);
    for (const other of others) expect(await knock(door, other)).toEqual([method, path, body, 403]);
    if (allowed.length === 1 && allowed[0] === 'staff' && page.address.includes('/:library'))
      expect(await knock(door, elsewhere)).toEqual([method, path, body, 403]);
    if (page.audience !== 'account') expect(await knock(door, nobody)).toEqual([method, path, body, 403]);
  }
});

it.each(
  rooms.flatMap((page) => doorsOf(page).flatMap((door) => (door[0] === 'POST' ? [[page.address, door[2], door] as const] : []))),
)('%s keeps what is sent to it after the session has ended: %s', async (_address, _form, [method, path, form]) => {
  const typed = { title: 'Two “lines”,\r\nand <b>', ticked: 'on' };
  const headers = {
    ...{ accept: 'text/html', 'accept-encoding': 'identity', 'content-type': 'application/x-www-form-urlencoded' },
    ...{ origin: new URL(stage.url).origin, cookie: await signedIn(roles, ['any'], -1) },
  };
  const body = `${form}&${new URLSearchParams(typed)}`;
  const answer = await fetch(new URL(path, stage.url), { method, headers, body });
  const text = await answer.text();
  const kept = [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const named = [...new URLSearchParams(form)].filter(([name]) => name !== 'again');
  expect([answer.status, text.includes('session has ended')]).toEqual([401, true]);
  expect(kept).toEqual(
    expect.arrayContaining([...named, ['title', 'Two “lines”,\r\nand &lt;b>'], ['ticked', 'on'], ['again', 'true']]),
  );
});

it.each(site.pages.map((page) => [page.address, page] as const))(
  '%s asks and sends nothing that its people may not',
  (_address, page) => {
    const allowed = page.audience === undefined ? [] : letIn(page);
    const documents = [
      ...Object.values(page.asks ?? {}).map(({ document }) => document),
      page.sends,
      page.live,
      ...Object.values(page.forms ?? {}),
    ];
    const wrong = documents.flatMap((document) => {
      if (!document) return [];
      const { kind, definition } = registered(document as never);
      const type = kind[0]?.toUpperCase() + kind.slice(1);
      return definition.selectionSet.selections.flatMap((field) => {
        if (field.kind !== 'Field') return [];
        const audience = audienceOf(type, field.name.value);
        const needed = rolesIn(audience);
        const isOpen = needed.length === 0;
        return isOpen || (allowed.length > 0 && allowed.every((role) => (needed as string[]).includes(role)))
          ? []
          : [`${field.name.value}: ${audience}`];
      });
    });
    expect(wrong).toEqual([]);
  },
);
