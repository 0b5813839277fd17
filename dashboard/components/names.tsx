// Choosing by name among more than people look through: a name is typed, with help where it can be given, and the server reads it back.
import { createContext, useContext } from '../markup/jsx-runtime';
import type { Refused } from '../page';
import { countryCodes, currencyNames, regionWritten, zoneNames } from '../words/places';
import { useWords, type Words } from '../words/words';
import { Choice, Field } from './form';
import { idOf, Sent, Wrong } from './refusal';
import { Tick } from './tick';

/** What there is to choose from: ids, and what people call them. */
export type Named = readonly (readonly [id: string, name: string])[];

/** So many are shown to choose from; of more a name is typed. */
export const mostShown = 100;
/** So many names come along with a page, so that browsers complete them. All others are read back as well. */
const mostCompleted = 500;

/** Where the fields of a page tell whom their names stand for, while a form is read. */
export const NamesNow = createContext<Map<string, Named> | undefined>(undefined);

/** Each with a name of its own. */
function apart(options: Named): Named {
  const times = new Map<string, number>();
  for (const [, name] of options) times.set(plain(name), (times.get(plain(name)) ?? 0) + 1);
  return options.map(([id, name]) => [id, (times.get(plain(name)) ?? 0) > 1 ? `${name} (${id})` : name]);
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

function useNames(field: string, options: Named, also: Named = []): Named {
  const named = apart(options);
  const now = useContext(NamesNow);
  now?.set(field, [...(now.get(field) ?? []), ...named, ...also]);
  return named;
}

const Names = ({ id, of }: { readonly id: string; readonly of: Named }) => (
  <datalist id={id}>
    {of.slice(0, mostCompleted).map(([each, name]) => (
      <option key={each} value={name} />
    ))}
  </datalist>
);

/** One of many. */
export function NameChoice({
  options,
  also,
  none,
  value,
  ...field
}: Omit<Parameters<typeof Choice>[0], 'options'> & {
  readonly options: Named;
  /** What boxes of the same name stand for. */
  readonly also?: Named;
}) {
  const { t } = useWords();
  const { prefix } = useContext(Sent);
  const named = useNames(field.name, options, also);
  if (options.length <= mostShown) return <Choice {...field} none={none} value={value} options={options} />;
  const list = `${idOf(field.name, prefix)}-names`;
  const called = (text: string) => named.find(([id]) => id === text)?.[1] ?? text;
  const shown = { ...field, list, called, value: called(String(value ?? '')), autocomplete: 'off' };
  return (
    <>
      <input type="hidden" name="named" value={field.name} />
      <Field {...shown} hint={field.hint ?? t('names.hint', { count: options.length })} />
      <Names id={list} of={named} />
    </>
  );
}

/** Several of many. */
export function NameTicks({
  name,
  legend,
  options,
  chosen = [],
  none,
}: {
  readonly name: string;
  readonly legend: string;
  readonly options: Named;
  /** Their ids. */
  readonly chosen?: readonly string[];
  /** What is said where one is needed and none is chosen. */
  readonly none?: string;
}) {
  const { t } = useWords();
  const { fields, prefix, sent } = useContext(Sent);
  const named = useNames(name, options);
  const known = new Map(named);
  const isShort = options.length <= mostShown;
  const typed = fields.getAll(name).filter((text) => text.trim() !== '');
  const first = sent === undefined && typed.length === 0 ? chosen : typed;
  const ticks = isShort ? named : named.filter(([id]) => first.includes(id) || chosen.includes(id));
  const others = typed.filter((text) => !known.has(text));
  const list = `${idOf(name, prefix)}-names`;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {none && <Wrong at={name}>{none}</Wrong>}
      <div class="ticks">
        {ticks.map(([id, called]) => (
          <Tick key={id} name={name} value={id} ticked={chosen.includes(id)}>
            {called}
          </Tick>
        ))}
      </div>
      {!isShort && (
        <>
          <input type="hidden" name="named" value={name} />
          <small id={`${list}-hint`}>{t('names.hint', { count: options.length })}</small>
          {Array.from({ length: Math.max(3, others.length + 1) }, (_, i) => (
            <input
              key={i}
              name={name}
              list={list}
              value={others[i]}
              aria-label={t('names.one', { legend, place: i + 1 })}
              aria-describedby={`${list}-hint`}
              maxlength={2000}
              autocomplete="off"
            />
          ))}
          <Names id={list} of={named} />
        </>
      )}
    </fieldset>
  );
}

/** Writes ids in place of the names that were typed. Answers why that cannot be done, in the words of the reader. */
export function readNames({ t }: Words, names: ReadonlyMap<string, Named>, fields: URLSearchParams): Refused | undefined {
  for (const field of new Set(fields.getAll('named'))) {
    const options = new Map(names.get(field));
    if (options.size === 0) continue;
    const texts = fields.getAll(field).filter((text) => text.trim() !== '');
    const called = new Map<string, string[]>();
    for (const [id, name] of options) called.set(plain(name), [...(called.get(plain(name)) ?? []), id]);
    const found = texts.map((text) => (options.has(text) ? [text] : (called.get(plain(text)) ?? [])));
    const wrong = found.findIndex(({ length }) => length !== 1);
    if (wrong >= 0) {
      const name = (texts[wrong] ?? '').slice(0, 100);
      const allowed = [...options.values()].filter((each) => plain(each).includes(plain(name))).slice(0, 5);
      const message = t(allowed.length > 0 ? 'names.like' : 'names.unknown', { name, names: allowed.join('; ') });
      return { code: 'BAD_USER_INPUT', message, status: 400, headers: {}, field, details: { allowed, inWords: true } };
    }
    fields.delete(field);
    for (const id of new Set(found.flat())) fields.append(field, id);
  }
  fields.delete('named');
  return undefined;
}

/** Why the names that an address holds cannot be read back, where they were typed. */
export function misread(words: Words, field: string, options: Named, fields: URLSearchParams): string | undefined {
  return readNames(words, new Map([[field, apart(options)]]), new URLSearchParams(fields))?.message;
}

const lists = ['countries', 'zones', 'currencies'] as const;
const [countryList, zoneList, currencyList] = lists;

/**
 * A country, whose name is typed and completed from the list at the end of the page. `none` is what it means to leave it empty. Its name
 * must be one that `holdsCountry` knows: the gateway reads it back from there.
 */
export function Country({ none, ...field }: Omit<Parameters<typeof Field>[0], 'type' | 'list'> & { readonly none?: string }) {
  const { t, country } = useWords();
  const called = (text: string) => (countryCodes.includes(text) ? country(text) : text);
  return (
    <Field
      {...field}
      kind="country"
      list={countryList}
      called={called}
      maxlength={100}
      placeholder={none ?? t('choose.country')}
    />
  );
}

/** A time zone, named by a city and its country; the gateway reads it back. Its name must be one that `holdsZone` knows. */
export function TimeZone(field: Omit<Parameters<typeof Field>[0], 'type' | 'list'>) {
  const { t, zoneName } = useWords();
  const shown = { hint: t('choose.zone.hint'), ...field, list: zoneList, called: zoneName, maxlength: 100, autocomplete: 'off' };
  return <Field {...shown} kind="zone" placeholder={t('choose.zone')} />;
}

/** A region by its name, beside the country of the same input; the gateway reads it back. Of two with one name the code tells them apart. */
export function Region(field: Omit<Parameters<typeof Field>[0], 'type'>) {
  const { regionName } = useWords();
  const called = (text: string) => (regionWritten(text.slice(0, 2), regionName(text)) === text ? regionName(text) : text);
  return <Field {...field} called={called} maxlength={100} />;
}

/** A currency, by its name or code; the gateway reads it back. Its name must be one that `holdsCurrency` knows. */
export function Currency(field: Omit<Parameters<typeof Field>[0], 'type' | 'list'>) {
  const { t, language } = useWords();
  const called = (text: string) => currencyNames(language).get(text) ?? text;
  return <Field {...field} list={currencyList} called={called} maxlength={100} placeholder={t('choose.country')} />;
}

/** The lists that the fields of a page complete names from, as its text shows. They stand at its end, once for all fields. */
export const listsIn = (html: string) => lists.filter((list) => html.includes(` list="${list}"`));

/** One of these lists. */
export function NamesOf({ list }: { readonly list: (typeof lists)[number] }) {
  const { country, sorted, language } = useWords();
  const named = list === zoneList ? zoneNames(language) : currencyNames(language);
  const names = list === countryList ? sorted(countryCodes.map(country), (name) => name) : [...new Set(named.values())];
  return (
    <datalist id={list}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
