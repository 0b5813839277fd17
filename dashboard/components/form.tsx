// Forms that work without JavaScript: fields that keep what was typed and chosen, and say in words what is wrong with it.
import { type Children, useContext } from '../markup/jsx-runtime';
import type { Form as FormState } from '../page';
import { languageTags } from '../words/places';
import { useWords } from '../words/words';
import { type HintKind, idOf, isAt, isPartOf, Refusal, Sent, type SentForm, Untold, useTelling, wrongText } from './refusal';
import { useStated, Was } from './stated';

export { Refusal, Wrong } from './refusal';

/**
 * A form; `of` is what came with it. What cannot be used is said at its field, or above the form when it is at none. Of several forms of a
 * page each has the `name` of its mutation in `forms`, keeps what is its own, and says itself why it was refused. Forms of one name, such as
 * one for each row of a list, say by `one` which they are.
 */
export function Form({
  of,
  name,
  one,
  method = 'post',
  action,
  label,
  look,
  files,
  stays,
  guarded,
  children,
}: {
  readonly of: FormState;
  readonly name?: string;
  readonly one?: string;
  readonly method?: 'get' | 'post';
  readonly action?: string;
  /** Names a form that searches. */
  readonly label?: string;
  /** With a token in the address it is sent by itself, to show what there is to confirm; that changes nothing. */
  readonly look?: boolean;
  /** Whether it holds a file. */
  readonly files?: boolean;
  /** Whether what was typed stays although it was accepted, because it was only tried. */
  readonly stays?: boolean;
  /** Whether it changes what others may change meanwhile: then nothing is sent before its sender has read what they did. */
  readonly guarded?: boolean;
  readonly children: Children;
}) {
  const stated = useStated(name, one, guarded === true);
  const search = method === 'get' && label ? ({ role: 'search', 'aria-label': label } as const) : {};
  const isOther =
    name !== undefined && of.sent !== undefined && (of.sent !== name || (of.fields.get('one') ?? undefined) !== one);
  // Once it was accepted, nothing of it is to be sent again.
  const isDone = name !== undefined && !of.shown && of.refused === undefined && stays !== true;
  const mine = isOther || isDone ? { ...of, fields: new URLSearchParams(), refused: undefined, sent: undefined } : of;
  // Of the forms without a name only those that are sent to other pages stand side by side.
  const apart = name ?? (action?.startsWith('/') ? action.slice(1).replaceAll('/', '-') : undefined);
  // An id holds no space.
  const prefix = apart && [apart, one?.replaceAll(' ', '-'), ''].filter((each) => each !== undefined).join('-');
  const own: SentForm = { ...mine, prefix, told: { atField: false }, stated };
  // Only who was told of them has seen the changes of others.
  const isUntold = own.fields.has('again') || (own.refused && own.refused.code !== 'VERSION_CONFLICT');
  const wasSent = isUntold ? own.fields.get('was') : null;
  return (
    <Sent.Provider value={own}>
      <form method={method} action={action} data-look={look} enctype={files ? 'multipart/form-data' : undefined} {...search}>
        {name !== undefined && <input type="hidden" name="form" value={name} />}
        {one !== undefined && <input type="hidden" name="one" value={one} />}
        {name !== undefined && own.sent === name && <Refusal refused={own.refused} prefix={own.prefix} />}
        {children}
        {stated && <Written after={() => <Was stated={stated} sent={wasSent} />} />}
        {name !== undefined && own.sent === name && <Untold />}
      </form>
    </Sent.Provider>
  );
}

/** Written after what stands before it. */
const Written = ({ after }: { after(): Children }) => <>{after()}</>;

interface FieldProps {
  /** As the variable that it is sent as, with a dot before each field of an input: `input.email`. */
  readonly name: string;
  readonly label: Children;
  /** What helps to fill it in. */
  readonly hint?: Children;
  readonly required?: boolean;
  readonly autocomplete?: string;
}

interface Control {
  readonly id: string;
  readonly name: string;
  readonly required: boolean | undefined;
  readonly autocomplete: string | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
  /** Who sent a form that cannot be used is led to the field. */
  readonly autofocus: boolean;
}

/** The label, the control and what is said about it. */
function Labelled({
  name,
  label,
  hint,
  required,
  autocomplete,
  kind,
  apart = '',
  says,
  inWords,
  control,
}: FieldProps & {
  readonly kind: HintKind;
  /** What it says before anything is typed. */
  readonly says?: Initial;
  readonly inWords?: string | undefined;
  /** Sets it apart from another control of the same name. */
  readonly apart?: string;
  control(common: Control, form: FormState): Children;
}) {
  const form = useContext(Sent);
  const words = useWords();
  const tell = useTelling();
  const id = `${idOf(name, form.prefix)}${apart}`;
  const { refused } = form;
  if (apart === '') {
    const value = String(says ?? '');
    form.stated?.set(name, { label: typeof label === 'string' ? label : name, value, inWords: inWords ?? value });
  }
  const field = refused?.field ?? '';
  const isFirstPart = field !== '' && isPartOf(name, field) && form.told?.atField === false;
  const wrong = isAt(refused?.field, name) || isFirstPart ? refused : undefined;
  if (wrong && form.told) form.told.atField = true;
  if (wrong) tell(wrong, id);
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  const common: Control = {
    id,
    name,
    required,
    autocomplete,
    'aria-describedby': described || undefined,
    'aria-invalid': wrong ? 'true' : undefined,
    autofocus: wrong !== undefined,
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {control(common, form)}
      {wrong && (
        <strong class="wrong" id={`${id}-wrong`}>
          {wrongText(words, wrong, typeof label === 'string' ? label : name, kind, form.fields.getAll(name).at(-1) ?? '')}
        </strong>
      )}
    </div>
  );
}

type Initial = string | number | null | undefined;

/** What was typed or chosen, also when that is nothing; else what the page has for it. */
const typed = ({ fields, sent }: FormState, name: string, value: Initial): string =>
  fields.getAll(name).at(-1) ?? (sent === undefined ? String(value ?? '') : '');

type InputType = 'text' | 'email' | 'url' | 'number' | 'search' | 'date' | 'datetime-local';

/** A line to type. */
export function Field({
  type = 'text',
  value,
  maxlength = longestLine,
  min,
  max,
  step,
  list,
  called = (text) => text,
  kind: of,
  placeholder,
  ...field
}: FieldProps & {
  readonly type?: InputType;
  /** Which numbers may be typed; whole ones without it. */
  readonly step?: 'any';
  /** What stands there before anything was typed. */
  readonly value?: Initial;
  readonly maxlength?: number;
  readonly min?: number | string;
  readonly max?: number | string;
  /** The id of a list of what may be typed. */
  readonly list?: string;
  /** What a value is called that is not shown as it is sent. */
  called?(text: string): string;
  /** What it is about, where its type does not say so. */
  readonly kind?: HintKind;
  /** What it means to leave it empty. */
  readonly placeholder?: string;
}) {
  const kind = type === 'search' ? 'text' : type === 'datetime-local' ? 'date' : type;
  const isWritten = kind === 'text' || kind === 'email' || kind === 'url';
  return (
    <Labelled
      {...field}
      kind={of ?? kind}
      says={value}
      inWords={called(String(value ?? ''))}
      control={(common, form) => (
        <input
          {...common}
          // Browsers refuse an address without its beginning, which the gateway adds.
          type={type === 'url' ? 'text' : type}
          inputmode={type === 'url' ? 'url' : undefined}
          value={called(typed(form, field.name, value))}
          list={list}
          placeholder={placeholder}
          maxlength={isWritten ? maxlength : undefined}
          min={min}
          max={max}
          step={step}
        />
      )}
    />
  );
}

/** A file of text; the page must say `takesFiles`, and the form `files`. Browsers never fill it in again. */
export const FileField = ({ accept, ...field }: FieldProps & { readonly accept: string }) => (
  <Labelled {...field} kind="text" apart="-file" control={(common) => <input {...common} type="file" accept={accept} />} />
);

/** The longest text that any field takes, in characters, unless it says another length. */
const longestText = 20_000;
const longestLine = 2_000;
/** From here on a field says how long it may be: who writes less never meets the end. */
const longText = 500;

/** Several lines to type. */
export function TextArea({
  rows = 4,
  value,
  maxlength = longestText,
  ...field
}: FieldProps & { readonly rows?: number; readonly value?: Initial; readonly maxlength?: number }) {
  const { t } = useWords();
  const most = maxlength >= longText && maxlength < longestText && t('field.most', { limit: maxlength });
  const hint = [field.hint, most].filter(Boolean).map((each, i) => (i === 0 ? each : <> {each}</>));
  return (
    <Labelled
      {...field}
      hint={hint.length > 0 ? hint : undefined}
      kind="text"
      says={value}
      control={(common, form) => (
        <textarea {...common} rows={rows} maxlength={maxlength}>
          {/* Browsers leave out a line break that begins a text: the one that was typed comes after it. */}
          {typed(form, field.name, value).replace(/^(?=\r?\n)/, '\n')}
        </textarea>
      )}
    />
  );
}

/** One of a few. `none` is what stands there when nothing is chosen; without it the first one is chosen. */
export function Choice({
  options,
  none,
  value: initial,
  ...field
}: FieldProps & {
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly none?: string;
  readonly value?: Initial;
}) {
  return (
    <Labelled
      {...field}
      kind="choice"
      says={initial ?? (none === undefined ? options[0]?.[0] : undefined)}
      inWords={options.find(([each]) => each === String(initial ?? ''))?.[1]}
      control={(common, form) => {
        const chosen = typed(form, field.name, initial);
        return (
          <select {...common}>
            {none !== undefined && <option value="">{none}</option>}
            {options.map(([value, label]) => (
              <option key={value} value={value} selected={value === chosen}>
                {label}
              </option>
            ))}
          </select>
        );
      }}
    />
  );
}

/** A language, by its name. */
export function Language(field: FieldProps & { readonly value?: Initial }) {
  const { t, languageName, sorted } = useWords();
  const options = sorted(
    languageTags.map((tag) => [tag, languageName(tag)] as const),
    ([, name]) => name,
  );
  return <Choice {...field} options={options} none={t('choose.language')} />;
}

/** What is sent with the form and not shown; as it came when no value is given. */
export function Hidden({ name, value }: { readonly name: string; readonly value?: string | number | undefined }) {
  const { fields } = useContext(Sent);
  const kept = value ?? fields.get(name);
  return kept == null ? null : <input type="hidden" name={name} value={kept} />;
}

/** Lets the graph see that a form which is sent twice is one attempt. It stays the same when the form is sent again after a refusal. */
export function Once({ name }: { readonly name: string }) {
  const { fields, refused, unique } = useContext(Sent);
  return <input type="hidden" name={name} value={((refused || fields.has('again')) && fields.get(name)) || unique} />;
}

/**
 * Sends the form. `grave` is for what cannot be undone or leaves a count; of several each says by a `name` and `value` which it is. `press`
 * names the form of rows that a button sends, where several stand below one file; what `saves` is answered by a file, and leaves the page.
 */
export const Button = ({
  label,
  grave,
  name,
  value,
  press,
  saves,
}: {
  readonly label: string;
  readonly grave?: boolean | undefined;
  readonly name?: string;
  readonly value?: string;
  readonly press?: string;
  readonly saves?: boolean;
}) => (
  <button
    type="submit"
    class={grave ? 'grave' : undefined}
    name={name}
    value={value}
    formaction={press && `?${new URLSearchParams({ press })}#main`}
    data-saves={saves}
  >
    {label}
  </button>
);
