// A day that may be known only by its month or year: its two fields, and how they become the input of the graph.
import { Choice, Field } from '../../components/form';
import { type Precision, useWords } from '../../words/words';

const precisions = ['DAY', 'MONTH', 'YEAR', 'APPROX', 'AS_OF'] as const satisfies readonly Precision[];

interface DayProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly value?: { readonly date: string; readonly precision: Precision } | null | undefined;
  /** Whether the graph takes the day and its precision side by side, the day by the name alone. */
  readonly flat?: boolean;
  /** The name of the precision where it stands at the side of the day; `precision` beside it when not given. */
  readonly precision?: string;
}

export function PreciseDay({ name, label, hint, required, value, flat, precision }: DayProps) {
  const { t } = useWords();
  // That something was seen to hold on a day says nothing of its end.
  const offered = precisions.filter((each) => each !== 'AS_OF' || !name.endsWith('effectiveTo') || value?.precision === each);
  const beside = precision ?? name.replace(/[^.]+$/, 'precision');
  return (
    <div class="asking pair">
      <Field name={flat ? name : `${name}.date`} label={label} hint={hint} type="date" value={value?.date} required={required} />
      <Choice
        name={flat ? beside : `${name}.precision`}
        label={`${label}: ${t('edit.precision')}`}
        options={offered.map((each) => [each, t(`edit.precision.${each}`)])}
        value={value?.precision}
      />
    </div>
  );
}

/** A precision without a day says nothing, unless the day must be there: then the graph says that it is missing. */
export function readDays(fields: URLSearchParams, names: readonly string[]): void {
  for (const name of names) if (!fields.get(`${name}.date`)?.trim()) fields.delete(`${name}.precision`);
}
