// What forms does a page hold, and what would each send? Read by a browser, as people's browsers read them.
import type { Page } from 'playwright-core';

/** A field that a person fills in. */
interface Control {
  readonly name: string;
  /** `select`, `textarea`, or the type of an input. */
  readonly kind: string;
  /** What it would send; nothing while it is a box that is not ticked. */
  readonly says: string | undefined;
  /** What can be chosen, or what a box stands for. */
  readonly values: readonly string[];
  readonly label: string;
  /** Whether it is told as what cannot be used. */
  readonly isWrong: boolean;
  /** What describes it: its hint, and what is wrong with it. */
  readonly described: string;
}

export interface FormOnPage {
  readonly method: string;
  readonly action: string | null;
  /** What is sent along unseen. */
  readonly hidden: readonly (readonly [name: string, value: string])[];
  readonly controls: readonly Control[];
  /** What it says besides of something that cannot be used. */
  readonly told: string;
}

/** All forms of a page, by its text. `reader` is any window. */
export const formsIn = (reader: Page, html: string): Promise<FormOnPage[]> =>
  reader.evaluate((text) => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    return [...page.forms].map((form) => {
      const fields = [...form.elements].filter(
        (each): each is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
          !['BUTTON', 'FIELDSET'].includes(each.tagName) &&
          (each as HTMLInputElement).name !== '' &&
          // What no person sees, and programs fill in.
          (each as HTMLInputElement).tabIndex >= 0,
      );
      return {
        method: form.method,
        action: form.getAttribute('action'),
        hidden: fields.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value] as const),
        controls: fields
          .filter(({ type }) => type !== 'hidden')
          .map((field) => ({
            name: field.name,
            kind: field.tagName === 'INPUT' ? field.type : field.tagName.toLowerCase(),
            says: 'checked' in field && field.type === 'checkbox' && !field.checked ? undefined : field.value,
            values: 'options' in field ? [...field.options].map(({ value }) => value) : [field.value],
            label: [...(field.labels ?? [])].map(({ textContent }) => textContent).join(' '),
            isWrong: field.getAttribute('aria-invalid') === 'true',
            described: (field.getAttribute('aria-describedby')?.split(' ') ?? [])
              .map((id) => page.getElementById(id)?.textContent)
              .join(' '),
          })),
        told: [...form.querySelectorAll('.wrong, [role=alert]')].map(({ textContent }) => textContent).join(' '),
      };
    });
  }, html);

/** What a person may type into a field or choose there, other than what it says. Nothing that is a file. */
export function typedInto({ kind, values, says }: Control): string | undefined {
  if (kind === 'file') return undefined;
  if (kind === 'checkbox') return says === undefined ? values[0] : undefined;
  if (kind === 'select') return values.findLast((value) => value !== says) ?? says;
  const typed: Readonly<Record<string, string>> = { number: '7', date: '2026-12-24', 'datetime-local': '2026-12-24T10:30' };
  return typed[kind] ?? (kind === 'textarea' ? 'Two “lines”,\r\nand <b>.' : 'A "word" & <b>');
}
