// Two people change one record: what its form said when it was opened, what it says now, and what that does to what was typed.
import { createContext, useContext } from '../markup/jsx-runtime';
import { useWords } from '../words/words';

/** What a field says before anything is typed. */
interface StatedField {
  readonly label: string;
  readonly value: string;
  /** As a person reads it. */
  readonly inWords: string;
}

/** By their names; boxes to tick by `name=`, and of several with one name also by what each stands for: `name=value`. */
export type StatedFields = Map<string, StatedField>;

/** A field that somebody else changed after the form was opened. */
export interface Changed {
  readonly label: string;
  readonly now: string;
  /** Whether its reader wrote something else. */
  readonly isBoth: boolean;
}

/** Which form of a page is read for what it says now, in place of being shown. */
interface Reading {
  readonly name: string | undefined;
  readonly one: string | undefined;
  readonly fields: StatedFields;
}

export const StatedNow = createContext<Reading | undefined>(undefined);

/** Where the fields of a form tell what they say: those that are read, or those of any form that is guarded. */
export function useStated(name: string | undefined, one: string | undefined, isGuarded: boolean): StatedFields | undefined {
  const reading = useContext(StatedNow);
  if (reading?.name === name && reading?.one === one && isGuarded) return reading?.fields ?? new Map();
  return isGuarded ? new Map() : undefined;
}

/** Browsers send every line break of a text as two characters. */
const plain = (text: string) => text.replace(/\r\n/g, '\n').trim();

const tick = (name: string) => /^(.+)=(.*)$/s.exec(name);

/** What was typed or chosen. */
function typedFor(name: string, fields: URLSearchParams): string {
  const [, list, value] = tick(name) ?? [];
  if (list !== undefined && value) return fields.getAll(list).includes(value) ? 'on' : '';
  if (list !== undefined) return (fields.get(list) ?? 'false') === 'false' ? '' : 'on';
  return fields.get(name) ?? '';
}

function typeFor(name: string, text: string, fields: URLSearchParams): void {
  const [, list, value = ''] = tick(name) ?? [];
  if (list === undefined) fields.set(name, text);
  else if (value === '') fields.set(list, text === '' ? 'false' : text);
  else {
    const others = fields.getAll(list).filter((each) => each !== value);
    fields.delete(list);
    for (const each of text === '' ? others : [...others, value]) fields.append(list, each);
  }
}

/** What others changed after a form was opened. What its sender left alone becomes what it is now. */
export function changedMeanwhile(now: StatedFields, fields: URLSearchParams): readonly Changed[] {
  const before = new URLSearchParams(fields.get('was') ?? '');
  return [...now].flatMap(([name, { label, value, inWords }]) => {
    const [was, is, typed] = [before.get(name) ?? '', value, typedFor(name, fields)].map(plain);
    if (was === is) return [];
    const isMine = typed !== was && typed !== is;
    if (typed === was) typeFor(name, value, fields);
    return [{ label, now: inWords, isBoth: isMine }];
  });
}

/** What a form says, sent along with it. */
export const Was = ({ stated, sent }: { readonly stated: StatedFields; readonly sent: string | null }) => (
  <input
    type="hidden"
    name="was"
    value={sent ?? String(new URLSearchParams([...stated].map(([name, { value }]) => [name, value])))}
  />
);

/** What others changed, field by field. */
export function Changes({ of: changed }: { readonly of: readonly Changed[] }) {
  const { t } = useWords();
  return (
    <>
      {changed.map(({ label, now, isBoth }) => (
        <span class="changed" key={label}>
          {t(now === '' ? 'refused.changed.empty' : 'refused.changed', { label, now: now.slice(0, 300) })}{' '}
          {isBoth && t('refused.changed.both')}
        </span>
      ))}
    </>
  );
}
