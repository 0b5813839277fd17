// What came with a form, and what is said of a refusal: above the form, at the field that it is about, or where no field shows it.
import { suggestionList } from 'graphql/jsutils/suggestionList';
import { cityOf } from '../../languages/cities';
import { type Children, createContext, useContext } from '../markup/jsx-runtime';
import type { Form as FormState, Refused } from '../page';
import { forPeople, isPlaceInList, refusalText, saidBy } from '../refusals';
import { countriesByOwnName, countryCodes, zoneNames, zonesMeant } from '../words/places';
import { useWords, type Words } from '../words/words';
import { usePlace } from './place';
import { type Changed, Changes, type StatedFields } from './stated';

/** What came with a form, and what sets its elements apart from those of the other forms of its page. */
export interface SentForm extends FormState {
  readonly prefix?: string | undefined;
  /** What its fields say before anything is typed, where somebody else may change that meanwhile. */
  readonly stated?: StatedFields | undefined;
  /** Whether the refusal was told at a field yet. Components are written in the order of the page. */
  readonly told?: { atField: boolean };
}

/** Whether a form is shown as it was sent: it was refused, or its sender asked to see it again after signing in. */
export const isShownAgain = ({ sent, refused, fields }: FormState, name: string, one?: string): boolean =>
  sent === name && (fields.get('one') ?? undefined) === one && (refused !== undefined || fields.has('again'));

export const Sent = createContext<SentForm>({ fields: new URLSearchParams(), shown: true, unique: '' });

/** The ids of the elements that refusals are told at. They stand below what leads to them, so that a page is written again once they are known. */
export interface Places {
  readonly ids: Map<string, string>;
  known: boolean;
  isAsked: boolean;
  /** Whether a refusal was told anywhere. */
  isTold: boolean;
}

export const noPlaces = (): Places => ({ ids: new Map(), known: false, isAsked: false, isTold: false });
export const ToldAt = createContext<Places>(noPlaces());

const keyOf = ({ code, field, message }: Refused) => [code, field, message].join('\n');

/** Notes the first element of the page at which a refusal is told. */
export function useTelling(): (refused: Refused, id: string) => void {
  const { ids, known } = useContext(ToldAt);
  return (refused, id) => {
    if (!known && !ids.has(keyOf(refused))) ids.set(keyOf(refused), id);
  };
}

/** What is wrong with something that no field of the form shows. */
export function Untold() {
  const words = useWords();
  const tell = useTelling();
  const { refused, told, prefix } = useContext(Sent);
  if (!refused?.field || told?.atField) return null;
  const id = idOf(refused.field, prefix);
  tell(refused, id);
  return (
    <strong class="wrong" id={id}>
      {textAtNoField(words, refused)}
    </strong>
  );
}

/** What is said where a refusal is about a part of the form that has no control of its own; the words of the refusal where no others are given. */
export function Wrong({ at, children }: { readonly at: string; readonly children?: Children }) {
  const words = useWords();
  const { refused, told, prefix } = useContext(Sent);
  const isInWords = refused?.details?.inWords === true;
  const tell = useTelling();
  if (refused?.field === undefined || !isOf(refused.field.replace(/\.\d+$/, ''), at)) return null;
  if (told) told.atField = true;
  const id = idOf(refused.field, prefix);
  tell(refused, id);
  return (
    <p class="wrong" id={id} tabindex={-1} autofocus>
      {isInWords ? refused.message : (children ?? textAtNoField(words, refused))}
    </p>
  );
}

/** Why the form or the page was refused, in words. It leads to the field that it is about, where the page has one. */
export function Refusal({ refused, prefix }: { readonly refused: Refused | undefined; readonly prefix?: string | undefined }) {
  const words = useWords();
  const places = useContext(ToldAt);
  const { sent } = useContext(Sent);
  if (!refused) return null;
  places.isTold = true;
  const { field } = refused;
  if (isPlaceInList(field)) return <LostPlace />;
  places.isAsked ||= field !== undefined;
  const at = places.known ? places.ids.get(keyOf(refused)) : field && idOf(field, prefix);
  return (
    // Of several forms the one that was sent may stand below what a window shows.
    <p class="refusal" role="alert" {...(sent !== undefined && !at && { tabindex: -1, autofocus: true })}>
      {field && !at ? textAtNoField(words, refused) : refusalText(words, refused)}
      {at && (
        <>
          {' '}
          <a href={`#${at}`}>{words.t('field.go')}</a>
        </>
      )}
      <Changes of={(refused.details?.changed ?? []) as readonly Changed[]} />
    </p>
  );
}

/** Says that a link leads to a place that its list no longer has, and leads to the beginning of the list. */
export function LostPlace() {
  const { t, language } = useWords();
  const { everyLanguage } = usePlace();
  const [, asked] = everyLanguage.find((each) => each.language === language)?.path.split('?') ?? [];
  const rest = [...new URLSearchParams(asked)].filter(([name]) => !isPlaceInList(name));
  return (
    <p class="refusal" role="alert">
      {t('refused.cursor')} <a href={`?${new URLSearchParams(rest)}`}>{t('refused.cursor.first')}</a>
    </p>
  );
}

/** Why a form was refused that the page has no more: something changed after it was opened, and the page shows what is. */
export function Moved({ refused }: { readonly refused: Refused | undefined }) {
  const words = useWords();
  if (!refused) return null;
  const { code, details, status } = refused;
  const isState = details?.state !== undefined || code === 'NOT_FOUND';
  return (
    <p class="refusal" role="alert">
      {status < 429 && words.t('refused.moved')} {!isState && textAtNoField(words, refused)}
    </p>
  );
}

/** What is wrong with something that no field of the page shows. */
function textAtNoField(words: Words, refused: Refused): string {
  const { code, message, field = '' } = refused;
  if (code !== 'BAD_USER_INPUT') return (words.language === 'en' ? undefined : whyText(words, refused)) ?? saidBy(words, refused);
  if (refused.details?.inWords === true) return message;
  if (words.language === 'en' && isPlain(message) && !(field.includes('.') && message.includes(field)))
    return forPeople(words, message);
  return whyText(words, refused) ?? words.t('said.BAD_USER_INPUT');
}

/** `input.email` names the element `input-email`; in the form `accept` it is `accept-input-email`. */
export const idOf = (name: string, prefix = '') => `${prefix}${name.replaceAll('.', '-')}`;

/** Whether a refusal is about a field: by its full name, by the end of it where the refusal says no more, or because it is a part of what is refused. */
export const isAt = (field: string | undefined, name: string) =>
  field !== undefined && (isOf(field, name) || isOf(field.replace(/\.\d+$/, ''), name) || field.startsWith(`${name}.`));
const isOf = (field: string, name: string) => field === name || name.endsWith(`.${field}`);
export const isPartOf = (name: string, field: string) => `.${name}`.includes(`.${field}.`);

export type HintKind = 'text' | 'email' | 'url' | 'number' | 'date' | 'choice' | 'country' | 'zone';

/** The words of the refusal when they name nothing that only programs know; else what such a field takes. */
export function wrongText(words: Words, refused: Refused, label: string, of: HintKind, given: string): string {
  const { t, has, language, number } = words;
  const { code, message, field = '', details } = refused;
  if (code === 'BODY_TOO_LARGE') return t('field.tooLong', { label, limit: Number(details?.limit) / 1_000 });
  const kind = `file.kind.${details?.kind}`;
  if (has(kind))
    return [t(kind), details?.kind !== 'EMPTY' && t(field === 'csv' ? 'file.csv' : 'file.other')].filter(Boolean).join(' ');
  const why = whyText(words, refused);
  // What is said without a label is about more than this field.
  if (given.trim() === '') return why ?? t('field.empty', { label });
  if (details?.inWords === true) return message;
  if (of === 'country' && !countryCodes.includes(given)) return noCountry(words, given);
  // Its message asks for a code, and people write names.
  if (why === undefined && details?.reason === 'CURRENCY_UNKNOWN') return whyText(words, refused, label) ?? message;
  if (of === 'zone' && !zoneNames(words.language).has(given)) return noZone(words, refused, given);
  const takes = / Int cannot represent /.test(message)
    ? 'number'
    : / Float cannot represent | Decimal expects /.test(message)
      ? 'decimal'
      : of;
  const told = `refused.${code}.text`;
  if (has(told)) return t(told);
  if (language !== 'en') {
    const { limit, allowed } = details ?? {};
    const about = whyText(words, refused, label);
    if (about !== undefined) return about;
    if (code !== 'BAD_USER_INPUT') return saidBy(words, refused);
    if (limit != null) return t('field.limit', { label, limit: typeof limit === 'number' ? number(limit) : String(limit) });
    if (of === 'text' && Array.isArray(allowed)) return t('field.allowed', { label, allowed: allowed.join(', ') });
    return t(`field.wrong.${field === 'csv' ? 'table' : takes}`, { label, name: given });
  }
  const named = forPeople(words, labelled(message, field, label));
  const reason = whyText(words, refused, label);
  // A message that calls the field otherwise than its label does may be about another one.
  if (isPlain(named) && (reason === undefined || named.includes(label))) return named;
  return reason ?? t(`field.wrong.${field === 'csv' ? 'table' : takes}`, { label, name: given });
}

/** What a reason says with the values that came with it; undefined for a reason without words, or one whose words need more, such as a label. */
function whyText({ t, has, message, day }: Words, { details }: Refused, label?: string): string | undefined {
  const { reason, limit, allowed, values } = details ?? {};
  const id = `field.why.${reason}`;
  if (!has(id)) return undefined;
  const said: Record<string, string | number> = { ...(values as Record<string, string | number>) };
  if (typeof limit === 'number') said.limit = limit;
  if (Array.isArray(allowed)) said.allowed = allowed.join(', ');
  if (typeof said.day === 'string') said.day = day(said.day);
  if (label !== undefined) said.label = label;
  const needed = message(id)
    .getAst()
    // As the parser numbers its kinds, 0 is text between values.
    .flatMap((part) => ('value' in part && part.type !== 0 ? [part.value] : []));
  return needed.every((name) => name in said) ? t(id, said) : undefined;
}

/** What is said of a name that no country has, with those that are nearly it. */
function noCountry({ t, country }: Words, given: string): string {
  const name = given.trim().slice(0, 100);
  const codes = new Map([...countriesByOwnName(), ...countryCodes.map((code) => [country(code), code] as const)]);
  const alike = suggestionList(name, [...codes.keys()]).map((each) => country(codes.get(each) as string));
  const [one, ...others] = new Set(alike);
  const two = others.find((each) => each.slice(0, 3) === one?.slice(0, 3));
  return one === undefined
    ? t('field.wrong.country', { name })
    : t('field.wrong.country.like', { name, one, two: two ?? 'none' });
}

/** What is said of a name that no time zone has, or several. */
function noZone({ t, language }: Words, { details }: Refused, given: string): string {
  const name = given.trim().slice(0, 100);
  const names = zoneNames(language);
  const several = zonesMeant(name).map((zone) => names.get(zone) ?? zone);
  if (several.length > 0) return t('field.wrong.zone.several', { name, names: several.join('; ') });
  const allowed = Array.isArray(details?.allowed) ? details.allowed.map((zone) => names.get(zone) ?? cityOf(zone, language)) : [];
  const alike = [...names.values()].filter((each) => each.toLowerCase().includes(name.toLowerCase()));
  const meant = (allowed.length > 0 ? allowed : alike).slice(0, 5);
  return meant.length > 0 ? t('field.wrong.zone.like', { name, names: meant.join('; ') }) : t('field.wrong.zone', { name });
}

/** A message that calls its field by its label. A name of one part that can be a word of the message as well only begins it. */
function labelled(message: string, field: string, label: string): string {
  const name = `“${label}”`;
  const quoted = message.replaceAll(`"${field}"`, name);
  const named = /[.A-Z]/.test(field) ? quoted.replaceAll(field, name) : quoted;
  const own = /\w+$/.exec(field)?.[0];
  if (named !== message || own === undefined) return named;
  return named.replace(new RegExp(`^(The text of )?${own}\\b`, 'i'), (_, before = '') => `${before}${name}`);
}

/** Whether a message names nothing that only programs know. */
const isPlain = (message: string) =>
  !/\binput\b|\w=\w|\$\w|\b[a-z]+[A-Z]\w*|Variable|Expected|GraphQL|must be an? \w+ (address|string)/.test(message);
