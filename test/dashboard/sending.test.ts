// Promises of the script of pages while a long file is sent: how far it is, when the rest is read, what comes in its place, and a way without it.
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { projectFile } from '#kit/words/projectFile';

const script = readFileSync(projectFile('dashboard', 'assets', 'pages.js'), 'utf8');

/** A form with a file of so many bytes, in a page that has run the script; `press` sends it, as a button that may save a file. */
function page(size: number) {
  const listeners = new Map<string, (event: object) => void>();
  const bar: { value?: number | undefined; removeAttribute(): void } = {
    removeAttribute() {
      bar.value = undefined;
    },
  };
  const sending = { hidden: true, querySelector: () => bar };
  const buttons = [{ disabled: false }, { disabled: false }];
  const form = {
    querySelector: (what: string) => (what === '[data-sending]' ? sending : { files: [{ size }] }),
    querySelectorAll: () => buttons,
    submit: jest.fn(),
  };
  const main = { dataset: {}, replaceWith: jest.fn() };
  const document = { title: 'Before', querySelector: () => main, querySelectorAll: () => [] };
  class Sent {
    static last: Sent | undefined;
    readonly upload: { onprogress?: (event: object) => void; onload?: () => void } = {};
    readonly open = jest.fn();
    readonly send = jest.fn();
    response: unknown;
    onload = () => {};
    onerror = () => {};
    constructor() {
      Sent.last = this;
    }
  }
  const globals = {
    ...{ document, location: { hash: '', href: '/paper' }, navigator: {}, scrollTo: jest.fn(), XMLHttpRequest: Sent },
    FormData: class {},
    addEventListener: (name: string, listen: (event: object) => void) => listeners.set(name, listen),
  };
  runInContext(script, createContext(globals));
  const preventDefault = jest.fn();
  const press = (dataset = {}) => {
    listeners.get('submit')?.({ target: form, submitter: { formAction: '/paper?press=look', dataset }, preventDefault });
    return Sent.last as Sent;
  };
  const state = () => ({ shown: !sending.hidden, value: bar.value, pressable: !buttons.some(({ disabled }) => disabled) });
  return { press, state, document, main, form, preventDefault };
}

it('a short file, and one whose answer is saved, are left to the browser', () => {
  for (const [size, dataset] of [
    [499_999, {}],
    [900_000, { saves: '' }],
  ] as const) {
    const { press, state, preventDefault } = page(size);
    expect(press(dataset)).toBeUndefined();
    expect([preventDefault.mock.calls.length, state().shown]).toEqual([0, false]);
  }
});

it('a long one shows how far it is, and once all is sent that it is being read; nothing is pressed twice meanwhile', () => {
  const { press, state, preventDefault } = page(900_000);
  const sent = press();
  expect([preventDefault.mock.calls.length, sent.open.mock.calls, sent.send.mock.calls.length]).toEqual([
    1,
    [['POST', '/paper?press=look']],
    1,
  ]);
  expect(state()).toEqual({ shown: true, value: undefined, pressable: false });
  sent.upload.onprogress?.({ loaded: 225_000, total: 900_000 });
  expect(state()).toEqual({ shown: true, value: 0.25, pressable: false });
  sent.upload.onload?.();
  expect(state()).toEqual({ shown: true, value: undefined, pressable: false });
});

it('its answer takes the place of the page, at what it says first, with the focus on what cannot be used', () => {
  const { press, document, main } = page(900_000);
  const sent = press();
  const told = { scrollIntoView: jest.fn(), focus: jest.fn() };
  const answered = { querySelector: () => told };
  sent.response = { title: 'After', querySelector: () => answered };
  sent.onload();
  expect([document.title, main.replaceWith.mock.calls, told.scrollIntoView.mock.calls.length]).toEqual([
    'After',
    [[answered]],
    1,
  ]);
  expect(told.focus).toHaveBeenCalledTimes(1);
});

it('an answer that is no page lets its sender press again, and a line that breaks sends the form as without scripts', () => {
  const { press, state, form } = page(900_000);
  const sent = press();
  sent.response = null;
  sent.onload();
  expect([state(), form.submit.mock.calls.length]).toEqual([{ shown: false, value: undefined, pressable: true }, 0]);
  press().onerror();
  expect([state().pressable, form.submit.mock.calls.length]).toEqual([true, 1]);
});
