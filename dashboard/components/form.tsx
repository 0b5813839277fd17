// Forms that work without JavaScript: fields that keep what was typed and chosen, and say in words what is wrong with it.
import type { ComponentChild, ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { Form as FormState } from '../page';
import { countryCodes, languageTags } from '../words/places';
import { useWords } from '../words/words';
import { type HintKind, idOf, isAt, isPartOf, Refusal, Sent, type SentForm, Untold, useTelling, wrongText } from './refusal';

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
  readonly children: ComponentChildren;
}) {
  const search = method === 'get' && label ? ({ role: 'search', 'aria-label': label } as const) : {};
  const isOther =
    name !== undefined && of.sent !== undefined && (of.sent !== name || (of.fields.get('one') ?? undefined) !== one);
  // Once it was accepted, nothing of it is to be sent again.
  const isDone = name !== undefined && !of.shown && of.refused === undefined && stays !== true;
  const mine = isOther || isDone ? { ...of, fields: new URLSearchParams(), refused: undefined, sent: undefined } : of;
  // Of the forms without a name only those that are sent to other pages stand side by side.
  const apart = name ?? (action?.startsWith('/') ? action.slice(1).replaceAll('/', '-') : undefined);
  const prefix = apart && [apart, one, ''].filter((each) => each !== undefined).join('-');
  const own: SentForm = { ...mine, prefix, told: { atField: false } };
  return (
    <Sent.Provider value={own}>
      <form method={method} action={action} data-look={look} enctype={files ? 'multipart/form-data' : undefined} {...search}>
        {name !== undefined && <input type="hidden" name="form" value={name} />}
        {one !== undefined && <input type="hidden" name="one" value={one} />}
        {name !== undefined && own.sent === name && <Refusal refused={own.refused} prefix={own.prefix} />}
        {children}
        {name !== undefined && own.sent === name && <Untold />}
      </form>
    </Sent.Provider>
  );
}

interface FieldProps {
  /** As the variable that it is sent as, with a dot before each field of an input: `input.email`. */
  readonly name: string;
  readonly label: ComponentChild;
  /** What helps to fill it in. */
  readonly hint?: ComponentChild;
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
  control,
}: FieldProps & {
  readonly kind: HintKind;
  /** Sets it apart from another control of the same name. */
  readonly apart?: string;
  control(common: Control, form: FormState): ComponentChild;
}) {
  const form = useContext(Sent);
  const words = useWords();
  const tell = useTelling();
  const id = `${idOf(name, form.prefix)}${apart}`;
  const { refused } = form;
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
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {control(common, form)}
      {wrong && (
        <strong class="wrong" id={`${id}-wrong`}>
          {wrongText(words, wrong, typeof label === 'string' ? label : name, kind, form.fields.get(name) ?? '')}
        </strong>
      )}
    </div>
  );
}

type Initial = string | number | null | undefined;

/** What was typed or chosen, also when that is nothing; else what the page has for it. */
const typed = ({ fields, sent }: FormState, name: string, value: Initial): string =>
  fields.get(name) ?? (sent === undefined ? String(value ?? '') : '');

type InputType = 'text' | 'email' | 'url' | 'number' | 'search' | 'date' | 'datetime-local';

/** A line to type. */
export function Field({
  type = 'text',
  value,
  maxlength,
  min,
  max,
  step,
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
}) {
  const kind = type === 'search' ? 'text' : type === 'datetime-local' ? 'date' : type;
  return (
    <Labelled
      {...field}
      kind={kind}
      control={(common, form) => (
        <input
          {...common}
          type={type}
          value={typed(form, field.name, value)}
          maxlength={maxlength}
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

/** Several lines to type. */
export function TextArea({
  rows = 4,
  value,
  maxlength,
  ...field
}: FieldProps & { readonly rows?: number; readonly value?: Initial; readonly maxlength?: number }) {
  return (
    <Labelled
      {...field}
      kind="text"
      control={(common, form) => (
        <textarea {...common} rows={rows} maxlength={maxlength}>
          {typed(form, field.name, value)}
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

/** A country, by its name. */
export function Country({ none, ...field }: FieldProps & { readonly none?: string; readonly value?: Initial }) {
  const { t, country, sorted } = useWords();
  const options = sorted(
    countryCodes.map((code) => [code, country(code)] as const),
    ([, name]) => name,
  );
  return <Choice {...field} options={options} none={none ?? t('choose.country')} />;
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

/** A box to tick; of several with one name each has a `value`. */
export function Tick({
  name,
  value,
  ticked = false,
  required,
  children,
}: {
  readonly name: string;
  readonly value?: string;
  /** Whether it is ticked before anything was chosen. */
  readonly ticked?: boolean | null | undefined;
  readonly required?: boolean;
  readonly children: ComponentChildren;
}) {
  const { fields, refused, sent, prefix, told } = useContext(Sent);
  const tell = useTelling();
  const wrong = required && isAt(refused?.field, name);
  if (wrong && told) told.atField = true;
  if (wrong && refused) tell(refused, idOf(name, prefix));
  const kept = value === undefined ? (fields.get(name) ?? 'false') !== 'false' : fields.getAll(name).includes(value);
  const checked = sent === undefined && !fields.has(name) ? ticked === true : kept;
  return (
    <label class="tick">
      <input
        type="checkbox"
        id={value === undefined ? idOf(name, prefix) : undefined}
        name={name}
        value={value}
        required={required}
        checked={checked}
        aria-invalid={wrong ? 'true' : undefined}
      />{' '}
      <span>{children}</span>
    </label>
  );
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

/** The token of a link. A script takes it from behind the # of the address; without scripts people paste the link. */
export function Token() {
  const { fields, prefix } = useContext(Sent);
  const { t } = useWords();
  const id = idOf('token', prefix);
  if (fields.has('token')) return <input type="hidden" name="token" value={fields.get('token') ?? ''} />;
  return (
    <p data-paste>
      <label for={id}>{t('token.label')}</label>
      <input id={id} name="token" required maxlength={4000} autocomplete="off" autocapitalize="off" spellcheck={false} />
      <small>{t('token.hint')}</small>
    </p>
  );
}

/** The one button of a form that opens from a mail: what it does, and nothing to fill in. */
export function Press({ of, label, grave }: { readonly of: FormState; readonly label: string; readonly grave?: boolean }) {
  return (
    <Form of={of}>
      <Token />
      <Button label={label} grave={grave} />
    </Form>
  );
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
