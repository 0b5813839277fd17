// What came with a form, and what is said of a refusal: above the form, at the field that it is about, or where no field shows it.
import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Form as FormState, Refused } from '../page';
import { refusalText, saidBy } from '../refusals';
import { useWords, type Words } from '../words/words';

/** What came with a form, and what sets its elements apart from those of the other forms of its page. */
export interface SentForm extends FormState {
  readonly prefix?: string | undefined;
  /** Whether the refusal was told at a field yet. Components are written in the order of the page. */
  readonly told?: { atField: boolean };
}

export const Sent = createContext<SentForm>({ fields: new URLSearchParams(), shown: true, unique: '' });

/** What is wrong with something that no field of the form shows. */
export function Untold() {
  const words = useWords();
  const { refused, told } = useContext(Sent);
  return refused?.field && !told?.atField ? <strong class="wrong">{saidBy(words, refused)}</strong> : null;
}

/** What is said where a refusal is about a part of the form that has no control of its own. */
export function Wrong({ at, children }: { readonly at: string; readonly children: ComponentChildren }) {
  const { refused, told, prefix } = useContext(Sent);
  if (refused?.field === undefined || !isOf(refused.field, at)) return null;
  if (told) told.atField = true;
  return (
    <p class="wrong" id={idOf(refused.field, prefix)}>
      {children}
    </p>
  );
}

/** Why the form or the page was refused, in words. */
export function Refusal({ refused, prefix }: { readonly refused: Refused | undefined; readonly prefix?: string | undefined }) {
  const words = useWords();
  if (!refused) return null;
  const { field } = refused;
  return (
    <p class="refusal" role="alert">
      {refusalText(words, refused)}
      {field && (
        <>
          {' '}
          <a href={`#${idOf(field, prefix)}`}>{words.t('field.go')}</a>
        </>
      )}
    </p>
  );
}

/** `input.email` names the element `input-email`; in the form `accept` it is `accept-input-email`. */
export const idOf = (name: string, prefix = '') => `${prefix}${name.replaceAll('.', '-')}`;

/** Whether a refusal is about a field: by its full name, by the end of it where the refusal says no more, or because it is a part of what is refused. */
export const isAt = (field: string | undefined, name: string) =>
  field !== undefined && (isOf(field, name) || field.startsWith(`${name}.`));
const isOf = (field: string, name: string) => field === name || name.endsWith(`.${field}`);
export const isPartOf = (name: string, field: string) => `.${name}`.includes(`.${field}.`);

export type HintKind = 'text' | 'email' | 'url' | 'number' | 'date' | 'choice';

/** The words of the refusal when they name nothing that only programs know; else what such a field takes. */
export function wrongText(words: Words, refused: Refused, label: string, kind: HintKind, given: string): string {
  const { t, has, language, number } = words;
  const { code, message, field = '', details } = refused;
  if (given.trim() === '') return t('field.empty', { label });
  const told = `refused.${code}.text`;
  if (has(told)) return t(told);
  if (language !== 'en') {
    const { limit, allowed } = details ?? {};
    if (code !== 'BAD_USER_INPUT') return saidBy(words, refused);
    if (limit != null) return t('field.limit', { label, limit: typeof limit === 'number' ? number(limit) : String(limit) });
    if (kind === 'text' && Array.isArray(allowed)) return t('field.allowed', { label, allowed: allowed.join(', ') });
    return t(`field.wrong.${kind}`, { label });
  }
  const named = message.replaceAll(field, `“${label}”`).replaceAll(`"${field}"`, `“${label}”`);
  const isPlain = !/\binput\b|\$\w|\b[a-z]+[A-Z]\w*|Variable|Expected|GraphQL|must be an? \w+ (address|string)/.test(named);
  return isPlain ? named : t(`field.wrong.${kind}`, { label });
}
