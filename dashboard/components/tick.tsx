// Boxes to tick, alone and among several of one name: they keep what was ticked, and say in words what is wrong with it.
import { type Children, useContext } from '../markup/jsx-runtime';
import { boxOf } from '../page';
import { useWords } from '../words/words';
import { idOf, isAt, Sent, useTelling, Wrong, wrongText } from './refusal';

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
  readonly children: Children;
}) {
  const { fields, refused, sent, prefix, told, stated } = useContext(Sent);
  const words = useWords();
  const { t } = words;
  const tell = useTelling();
  const label = typeof children === 'string' ? children : name;
  stated?.set(`${name}=${value ?? ''}`, {
    label,
    value: ticked ? 'on' : '',
    inWords: t(ticked ? 'refused.changed.ticked' : 'refused.changed.notTicked'),
  });
  const given = fields.get(name) ?? '';
  // Of several boxes of one name none can say which of them is wrong.
  const wrong = value === undefined && isAt(refused?.field, name) ? refused : undefined;
  if (wrong && told) told.atField = true;
  const id = idOf(name, prefix);
  if (wrong) tell(wrong, id);
  const kept = value === undefined ? boxOf(given) === true : fields.getAll(name).includes(value);
  const isOdd = typeof boxOf(given || 'false') === 'string';
  const isMissed = required && !isOdd && !kept;
  const checked = sent === undefined && !fields.has(name) ? ticked === true : kept;
  return (
    <label class="tick">
      <input
        type="checkbox"
        id={value === undefined ? id : undefined}
        name={name}
        value={value}
        required={required}
        checked={checked}
        aria-describedby={wrong && `${id}-wrong`}
        aria-invalid={wrong ? 'true' : undefined}
        autofocus={wrong !== undefined}
      />{' '}
      <span>{children}</span>
      {wrong && (
        <strong class="wrong" id={`${id}-wrong`}>
          {isOdd ? t('field.wrong.tick') : isMissed ? t('field.missed', { label }) : wrongText(words, wrong, label, 'text', 'on')}
        </strong>
      )}
    </label>
  );
}

/** Boxes of one name, of which any number may be ticked. */
export const Ticks = ({
  name,
  legend,
  options,
  chosen = [],
}: {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  /** Those that are ticked before anything was chosen. */
  readonly chosen?: readonly string[] | undefined;
}) => (
  <fieldset>
    <legend>{legend}</legend>
    <Wrong at={name} />
    <div class="ticks">
      {options.map(([value, label]) => (
        <Tick key={value} name={name} value={value} ticked={chosen.includes(value)}>
          {label}
        </Tick>
      ))}
    </div>
  </fieldset>
);
