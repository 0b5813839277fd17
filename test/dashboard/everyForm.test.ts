// Promises of every form of every page: what is typed into it stays, and what cannot be used is said at its field, in the words of its label.
import type { Browser, Page as Window } from 'playwright-core';
import { site, writePage } from '#dashboard/index';
import type { Given, Page, Place, Refused } from '#dashboard/page';
import { openBrowser } from '../support/browser';
import { type FormOnPage, formsIn, typedInto } from '../support/forms';
import { inventedAnswer } from '../support/invented';

let browser: Browser;
let reader: Window;
beforeAll(async () => {
  browser = await openBrowser();
  reader = await browser.newPage();
}, 60_000);
afterAll(() => browser?.close());

/** Somebody of everything, the library that is invented for them included. */
const who = {
  account: { name: 'Ana', roles: ['staff', 'committee', 'organizer', 'editor'], libraries: ['x', '‹Library.id›'] },
} as const;
const place = {
  ...{ language: 'en', origin: 'https://library.example', path: '/', everyLanguage: [] },
  ...{ asset: (name: string) => `/assets/${name}`, readAsset: () => '' },
} as const satisfies Place;
/** Of each enum of the schema another value in each: enough for every state and every action. */
const rounds = Array.from({ length: 24 }, (_, round) => round);

/** Before and after all that is invented. */
const nows = [new Date('2026-11-30T12:00:00Z'), new Date('2026-01-30T12:00:00Z')];

const answers = new Map<string, object>();
function answersTo({ address, asks = {} }: Page, round: number): object {
  const key = `${address} ${round}`;
  const given =
    answers.get(key) ?? Object.fromEntries(Object.entries(asks).map(([name, each]) => [name, inventedAnswer(each, round)]));
  answers.set(key, given);
  return given;
}

/** A page as it is opened, or as what was sent comes back. */
function shown(page: Page, round: number, form: Partial<Given['form']> = {}): string {
  const id = page.address.startsWith('/edit/boycotts') ? '‹Boycott.id›' : 'x';
  const path = [...page.address.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, id]);
  const fields = new URLSearchParams([...path, ...(form.fields ?? [['token', 'a.b']]), ['input.partnershipId', 'x']]);
  const given = {
    ...{ answers: answersTo(page, Math.floor(round / 2)), done: undefined, live: undefined, who, now: nows[round % 2] },
    form: { unique: 'u', refused: undefined, ...form, fields },
  };
  return writePage(page, given as unknown as Given, place);
}

const namesOf = ({ sends, forms = {}, rows = {} }: Page) => [...(sends ? [''] : []), ...Object.keys(forms), ...Object.keys(rows)];
const nameOf = ({ hidden }: FormOnPage) => new Map(hidden).get('form') ?? '';
const which = (form: FormOnPage) => [nameOf(form), new Map(form.hidden).get('one')].join();
const ours = ({ method, action }: FormOnPage) => method === 'post' && !action?.startsWith('/');

/** The forms of a page in all its states, each as it was seen with the most fields. */
async function formsOf(page: Page): Promise<Map<string, { readonly round: number; readonly form: FormOnPage }>> {
  const found = new Map<string, { readonly round: number; readonly form: FormOnPage }>();
  const seen = new Set<string>();
  for (const round of rounds) {
    const html = shown(page, round);
    if (seen.has(html)) continue;
    seen.add(html);
    for (const form of (await formsIn(reader, html)).filter(ours)) {
      const known = found.get(nameOf(form));
      if ((known?.form.controls.length ?? -1) < form.controls.length) found.set(nameOf(form), { round, form });
    }
  }
  return found;
}

/**
 * Stand below the answer to another form, or where two things differ that are invented alike. Journeys send them. Of a form of rows the first
 * name is its own; the others are those of its buttons.
 */
const elsewhere = ['merge', 'preview', 'strike', 'endorse', 'unlog', 'agreeToMeet', 'forgetAll', '/committee/libraries/:id undo'];
const isSeen = ({ address, rows = {} }: Page, name: string) =>
  !elsewhere.includes(name) &&
  !elsewhere.includes(`${address} ${name}`) &&
  !(Object.hasOwn(rows, name) && /^(count|faults|\w+-(enter|faults))$/.test(name));

const pages = site.pages.filter((page) => namesOf(page).length > 0).map((page) => [page.address, page] as const);

it.each(pages)(
  'what is typed into any form of %s stays, and what is wrong with it is said at its field',
  async (_address, page) => {
    const forms = await formsOf(page);
    const faults: string[] = namesOf(page).filter((name) => isSeen(page, name) && !forms.has(name));
    for (const [name, { round, form }] of forms) {
      const typed = form.controls.flatMap((control) => {
        const value = typedInto(control);
        return value === undefined ? [] : [[control.name, value] as const];
      });
      const back = async (refused?: Refused) => {
        const fields = new URLSearchParams([...form.hidden, ...typed, ...(refused ? [] : [['again', 'true']])] as [
          string,
          string,
        ][]);
        const all = await formsIn(reader, shown(page, round, { fields, refused, sent: name }));
        return all.find((each) => ours(each) && which(each) === which(form));
      };
      const lostIn = (again: FormOnPage | undefined) => {
        const says = again?.controls.map(({ name: at, says: value }) => `${at}=${value?.replace(/\r?\n/g, '\r\n')}`) ?? [];
        // Rows that were pasted stand where those of a file do.
        const isThere = ([at, value]: readonly [string, string]) =>
          says.includes(`${at}=${value}`) || (at === 'pasted' && says.includes(`csv=${value}`));
        return typed.filter((each) => !isThere(each)).map(([at]) => at);
      };
      faults.push(...lostIn(await back()).map((at) => `${name} loses ${at} when it is shown again`));
      // Rows that were pasted are told of where those of a file are.
      for (const field of new Set(form.controls.map((control) => control.name).filter((each) => each !== 'pasted'))) {
        const message = `${field} is not what it takes.`;
        const again = await back({ code: 'BAD_USER_INPUT', message, status: 400, headers: {}, field });
        faults.push(...lostIn(again).map((at) => `${name} loses ${at} when ${field} is wrong`));
        const controls = again?.controls.filter((control) => control.name === field) ?? [];
        const at = controls.find(({ isWrong }) => isWrong);
        const said = at?.described ?? (controls.length > 1 || controls[0]?.kind === 'checkbox' ? again?.told : '');
        if (!said?.trim()) faults.push(`${name} says nothing at ${field}`);
        else if (/\binput\b|Variable|undefined/.test(said) || (/[.A-Z]/.test(field) && said.includes(field)))
          faults.push(`${name} says at ${field}: ${said}`);
      }
    }
    expect(faults).toEqual([]);
  },
);
