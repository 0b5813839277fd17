// Forms that work without JavaScript: fields that keep what was typed and chosen, and say in words what is wrong with it.
import type { ComponentChild, ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Form as FormState, Refused } from '../page';
import { refusalText, saidBy } from '../refusals';
import { countryCodes, languageTags } from '../words/places';
import { useWords, type Words } from '../words/words';

/** What came with a form, and what sets its elements apart from those of the other forms of its page. */
interface SentForm extends FormState {
  readonly prefix?: string | undefined;
}

const Sent = createContext<SentForm>({ fields: new URLSearchParams(), shown: true, unique: '' });

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
  readonly children: ComponentChildren;
}) {
  const search = method === 'get' && label ? ({ role: 'search', 'aria-label': label } as const) : {};
  const isOther =
    name !== undefined && of.sent !== undefined && (of.sent !== name || (of.fields.get('one') ?? undefined) !== one);
  // Once it was accepted, nothing of it is to be sent again.
  const isDone = name !== undefined && !of.shown && of.refused === undefined;
  const mine = isOther || isDone ? { ...of, fields: new URLSearchParams(), refused: undefined, sent: undefined } : of;
  // Of the forms without a name only those that are sent to other pages stand side by side.
  const apart = name ?? (action?.startsWith('/') ? action.slice(1).replaceAll('/', '-') : undefined);
  const own: SentForm = { ...mine, prefix: apart && [apart, one, ''].filter((each) => each !== undefined).join('-') };
  return (
    <Sent.Provider value={own}>
      <form method={method} action={action} data-look={look} enctype={files ? 'multipart/form-data' : undefined} {...search}>
        {name !== undefined && <input type="hidden" name="form" value={name} />}
        {one !== undefined && <input type="hidden" name="one" value={one} />}
        {name !== undefined && own.sent === name && <Refusal refused={own.refused} prefix={own.prefix} />}
        {children}
      </form>
    </Sent.Provider>
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

/** `input.email` names the element `input-email`; in the form `accept` it is `accept-input-email`. */
const idOf = (name: string, prefix = '') => `${prefix}${name.replaceAll('.', '-')}`;

/** Whether a refusal is about a field: by its full name, or by its last part where the refusal says no more. */
const isAt = (field: string | undefined, name: string) =>
  field !== undefined && (field === name || field.startsWith(`${name}.`) || (!field.includes('.') && name.endsWith(`.${field}`)));

/** The label, the control and what is said about it. */
function Labelled({
  name,
  label,
  hint,
  required,
  autocomplete,
  kind,
  control,
}: FieldProps & { readonly kind: HintKind; control(common: Control, form: FormState): ComponentChild }) {
  const form = useContext(Sent);
  const words = useWords();
  const id = idOf(name, form.prefix);
  const wrong = isAt(form.refused?.field, name) ? form.refused : undefined;
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

type HintKind = 'text' | 'email' | 'url' | 'number' | 'date' | 'choice';

/** The words of the refusal when they name nothing that only programs know; else what such a field takes. */
function wrongText(words: Words, refused: Refused, label: string, kind: HintKind, given: string): string {
  const { t, language, number } = words;
  const { message, field = '', details } = refused;
  if (given.trim() === '') return t('field.empty', { label });
  if (language !== 'en') {
    const { limit, allowed } = details ?? {};
    if (refused.code !== 'BAD_USER_INPUT') return saidBy(words, refused);
    if (limit != null) return t('field.limit', { label, limit: typeof limit === 'number' ? number(limit) : String(limit) });
    if (kind === 'text' && Array.isArray(allowed)) return t('field.allowed', { label, allowed: allowed.join(', ') });
    return t(`field.wrong.${kind}`, { label });
  }
  const named = message.replaceAll(field, `“${label}”`).replaceAll(`"${field}"`, `“${label}”`);
  const isPlain = !/\binput\b|\$\w|\b[a-z]+[A-Z]\w*|Variable|Expected|GraphQL|must be an? \w+ (address|string)/.test(named);
  return isPlain ? named : t(`field.wrong.${kind}`, { label });
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
  <Labelled {...field} kind="text" control={(common) => <input {...common} type="file" accept={accept} />} />
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
  const { fields, refused, sent, prefix } = useContext(Sent);
  const wrong = required && isAt(refused?.field, name);
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
  return <input type="hidden" name={name} value={(refused && fields.get(name)) || unique} />;
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

/** Sends the form. `grave` is for what cannot be undone or leaves a count. */
export const Button = ({ label, grave }: { readonly label: string; readonly grave?: boolean | undefined }) => (
  <button type="submit" class={grave ? 'grave' : undefined}>
    {label}
  </button>
);
