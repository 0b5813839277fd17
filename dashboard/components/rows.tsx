// Files of rows: chosen or pasted, looked at first, with their columns said by hand where their names are not known, and their faults to save.
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Children } from '../markup/jsx-runtime';
import { type Form as FormState, pastedField, rowsField } from '../page';
import { useWords, type Words } from '../words/words';
import { Button, Choice, FileField, Form, TextArea } from './form';
import { wrongText } from './refusal';
import { Table } from './show';

export interface RowFault {
  readonly row: number;
  readonly field?: string | null;
  /** In English. */
  readonly message: string;
  /** Why, by a name that the catalogue knows, or the code by which a form would be refused; and what its words name. */
  readonly reason?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What people call the columns of a file, and the choices of its form that words name. */
export type Labels = Readonly<Record<string, string>>;

/** What is said of a row, in the language of its reader. */
function toldOf(words: Words, { reason = '', values = {}, field, message }: RowFault, labels: Labels): string {
  const { t, has, language, day } = words;
  const id = `row.${reason}`;
  const quoted = (text: string) => t('row.quoted', { label: labels[text] ?? text });
  if (has(id)) {
    const named = Object.fromEntries(Object.keys(labels).map((name) => [name, quoted(name)]));
    const said: Record<string, string | number> = { ...named, ...(values as Record<string, string | number>) };
    if (typeof values.columns === 'string') said.columns = values.columns.split(', ').map(quoted).join(', ');
    if (typeof values.day === 'string') said.day = day(values.day);
    return t(id, said);
  }
  if (language === 'en' || reason === '') return message;
  const refused = { code: reason, message, status: 400, headers: {}, details: values, ...(field ? { field } : {}) };
  return wrongText(words, refused, labels[field ?? ''] ?? field ?? '', 'text', message);
}

/** What a subgraph says of the rows of a file. */
export interface RowsReport {
  readonly importId: string | null;
  readonly preview: boolean;
  readonly rows: number;
  readonly added: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly faults: readonly RowFault[];
}

/** What `column.NAME` is when the file has no such column. */
const noColumn = 'none';

/** The choices of a form of rows as the place that reads them takes them; `names` are those that it knows. */
export function wishesFrom(fields: URLSearchParams, names: readonly string[], more: Readonly<Record<string, string>>) {
  const said = names.flatMap((name) => {
    const text = fields.get(name) ?? '';
    return text === '' ? [] : [[name, text === noColumn && name.startsWith('column.') ? '' : text] as const];
  });
  return { ...Object.fromEntries(said), ...more };
}

/** All faults as a table to work through beside the file. */
export const faultsToSave = (name: string, labelsIn: (words: Words) => Labels) => ({
  name,
  write(report: unknown, words: Words) {
    const labels = labelsIn(words);
    const faults = (report as RowsReport).faults.map((fault) => ({ ...fault, message: toldOf(words, fault, labels) }));
    return stringify(faults, {
      header: true,
      columns: ['row', 'field', 'message'],
      record_delimiter: '\r\n',
      escape_formulas: true,
    });
  },
});

/** A longer file is not shown again as text. */
export const longestRows = 600_000;

/** More faults, and more lines of one fault, than anybody reads on a page. */
const mostShown = 100;
const mostLines = 8;

interface SharedFault extends RowFault {
  /** All rows of which the same is said. */
  readonly rows: readonly number[];
}

/** What is said of many rows is said once. */
function sharedFaults(faults: readonly RowFault[]): readonly SharedFault[] {
  const shared = new Map<string, SharedFault & { readonly rows: number[] }>();
  for (const fault of faults) {
    const key = `${fault.field ?? ''}\n${fault.message}`;
    const known = shared.get(key);
    if (known) known.rows.push(fault.row);
    else shared.set(key, { ...fault, rows: [fault.row] });
  }
  return [...shared.values()];
}

/** Rows that were not taken, or that changed others, and why. */
export function Faults({
  title,
  faults,
  all = faults.length,
  labels = {},
}: {
  readonly title: string;
  readonly faults: readonly RowFault[];
  /** How many there are, where not all were told. */
  readonly all?: number;
  readonly labels?: Labels;
}) {
  const words = useWords();
  const { t } = words;
  if (faults.length === 0) return null;
  const causes = sharedFaults(faults).slice(0, mostShown);
  const shown = causes.flatMap(({ rows }) => rows);
  const lines = (rows: readonly number[]) => {
    const text = rows.slice(0, mostLines).join(', ');
    if (rows.length <= mostLines) return text;
    return t('rows.lines', { lines: text, more: all > faults.length ? 0 : rows.length - mostLines });
  };
  const columns = [
    { title: t('rows.row'), cell: ({ rows }: SharedFault) => lines(rows) },
    ...(causes.some(({ field }) => field)
      ? [{ title: t('rows.column'), cell: ({ field }: SharedFault) => labels[field ?? ''] ?? field ?? '' }]
      : []),
    { title: t('rows.why'), cell: (fault: SharedFault) => toldOf(words, fault, labels) },
  ];
  return (
    <>
      <Table caption={title} columns={columns} rows={causes} empty="" />
      {all > shown.length && <p>{t('rows.more', { shown: shown.length, all })}</p>}
    </>
  );
}

/** A column that the place which reads the rows knows. */
export interface KnownColumn {
  readonly name: string;
  readonly label: string;
}

/**
 * The form of a file: `look` reads it and changes nothing, `take` does what it is for, `save` answers with all faults. Once it was looked at,
 * or refused, everything stays as it was said; a file too long for a page is chosen again.
 */
export function RowsForm({
  of,
  look,
  take,
  save,
  report,
  columns,
  columnsBy,
  hint,
  children,
}: {
  readonly of: FormState;
  readonly look: string;
  readonly take: { readonly name: string; readonly label: string };
  readonly save: string;
  readonly report: RowsReport | undefined;
  readonly columns: readonly KnownColumn[];
  /** Whether a column is named by its number, from 1, or by what stands above it. */
  readonly columnsBy: 'number' | 'header';
  readonly hint: string;
  /** What else can be said of the rows. */
  readonly children?: Children;
}) {
  const { t } = useWords();
  const isMine = [look, take.name, save].includes(of.sent ?? '');
  const refused = isMine && of.refused ? { ...of.refused, message: spelt(of.refused.message, columns) } : undefined;
  const isNoTable = refused?.details?.kind !== undefined;
  const isKept =
    (refused !== undefined && (!isNoTable || Boolean(of.fields.get(pastedField)))) ||
    (report !== undefined && (report.preview || report.refused > 0)) ||
    // What was sent after the session had ended is shown again before anything is read of it.
    (isMine && of.fields.has('again'));
  const text = isKept ? of.fields.get(rowsField) || of.fields.get(pastedField) : null;
  const isLong = isKept && !text && of.fields.has('begins');
  const fields = new URLSearchParams(of.fields);
  if (text || isLong) fields.set(rowsField, text || (fields.get('begins') ?? ''));
  const form = isMine ? { ...of, refused, fields, sent: isKept || isNoTable ? look : of.sent, shown: isKept || isNoTable } : of;
  const file = firstRows(text || (of.fields.get('begins') ?? ''));
  const isUnknown = refused !== undefined && /^(csv|header|column\..+)$/.test(refused.field ?? '') && file.length > 0;
  return (
    <Form of={form} name={look} files action="#main">
      {children}
      {isKept && !isNoTable && file.length > 0 && (
        <ColumnChoices file={file} columns={columns} by={columnsBy} isUnknown={isUnknown} />
      )}
      {text ? (
        <TextArea name={rowsField} label={t('rows.text')} hint={t('rows.text.hint')} rows={6} required maxlength={longestRows} />
      ) : (
        <>
          <FileField
            name={rowsField}
            label={t('rows.file')}
            hint={isLong ? t('rows.file.again') : hint}
            accept=".csv,.tsv,.txt,text/csv"
          />
          {!isLong && (
            <details>
              <summary>{t('rows.paste')}</summary>
              <TextArea name={pastedField} label={t('rows.text')} rows={6} maxlength={longestRows} />
            </details>
          )}
        </>
      )}
      <p data-sending hidden>
        <progress max={1} aria-label={t('rows.sent')} /> {t('rows.sending')}
      </p>
      <div class="presses">
        <Button label={t(isKept ? 'rows.again' : 'rows.look')} press={look} />
        {isKept && !refused && report && report.added > 0 && report.preview && <Button label={take.label} press={take.name} />}
        {isKept && report && report.refused > 0 && <Button label={t('rows.save')} press={save} saves />}
        {isKept && <a href="?">{t('rows.other')}</a>}
      </div>
    </Form>
  );
}

/** What stands above the columns of a file that was sent; nothing where its first row is one of the others. */
export const headerOf = (fields: URLSearchParams): readonly string[] =>
  fields.get('header') === 'none'
    ? []
    : (firstRows(fields.get(rowsField) || fields.get(pastedField) || (fields.get('begins') ?? ''))[0] ?? []);

/** Names of columns as people write them above a column, where they are read as well: `sourceUrl` is `source url`. */
const spelt = (message: string, columns: readonly KnownColumn[]) =>
  columns.reduce(
    (text, { name }) =>
      text.replaceAll(
        name,
        name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      ),
    message,
  );

/** The columns of the file with what stands in them first, and what each is to be read as. */
function ColumnChoices({
  file,
  columns,
  by,
  isUnknown,
}: {
  readonly file: readonly (readonly string[])[];
  readonly columns: readonly KnownColumn[];
  readonly by: 'number' | 'header';
  readonly isUnknown: boolean;
}) {
  const { t, number } = useWords();
  const [header = [], ...below] = file;
  const width = Math.min(mostColumns, Math.max(...file.map((row) => row.length)));
  const numbers = Array.from({ length: width }, (_, at) => at);
  const options = numbers
    .filter((at) => by === 'number' || header[at])
    .map((at): readonly [string, string] => {
      const values = [header[at], below[0]?.[at]].filter(Boolean).join(', ');
      return [by === 'number' ? String(at + 1) : (header[at] ?? ''), t('rows.columns.one', { number: at + 1, values })];
    });
  return (
    <details open={isUnknown}>
      <summary>{t(isUnknown ? 'rows.columns' : 'rows.columns.mend')}</summary>
      {isUnknown && <p>{t('rows.columns.lead')}</p>}
      <Table
        caption={t('rows.begins')}
        empty=""
        rows={file.map((cells, at) => ({ cells, line: at + 1 }))}
        columns={[
          { title: t('rows.row'), cell: ({ line }: Begun) => number(line) },
          ...numbers.map((at) => ({
            title: t('rows.column.number', { number: at + 1 }),
            cell: ({ cells }: Begun) => cells[at] ?? '',
          })),
        ]}
      />
      {columns.map(({ name, label }) => (
        <Choice
          key={name}
          name={`column.${name}`}
          label={label}
          none={t('rows.columns.auto')}
          options={[[noColumn, t('rows.columns.none')], ...options]}
        />
      ))}
    </details>
  );
}

/** A row of a file, and which it is. */
interface Begun {
  readonly cells: readonly string[];
  readonly line: number;
}

const mostColumns = 30;
const separators = [',', ';', '\t', '|'];

/** The first rows of a file, as far as it is CSV, each cell cut to what a page can show. */
export function firstRows(text: string, most = 4): string[][] {
  const begins = text.slice(0, 8_000).replace(/^\uFEFF/, '');
  const [first = ''] = begins.split(/\r?\n/, 1);
  const counts = separators.map((each) => first.split(each).length);
  const delimiter = separators[counts.indexOf(Math.max(...counts))] ?? ',';
  const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, to: most, trim: true };
  try {
    return (parse(begins, options) as string[][]).map((row) => row.map((cell) => cell.slice(0, 60)));
  } catch {
    return [];
  }
}
