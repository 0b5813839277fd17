// Signatures on paper by file: looked at first, then counted; what came so far, and taking back a sheet of it.
import { ForgetPaperLayoutsDocument } from '../../../schema/typed/ForgetPaperLayouts';
import { PaperLayoutsDocument, type PaperLayoutsQuery } from '../../../schema/typed/PaperLayouts';
import { PaperOfPetitionDocument, type PaperOfPetitionQuery } from '../../../schema/typed/PaperOfPetition';
import { UndoPaperDocument, type UndoPaperMutation } from '../../../schema/typed/UndoPaper';
import { Button, Choice, Field, Form, Hidden } from '../../components/form';
import { Country } from '../../components/names';
import { isShownAgain } from '../../components/refusal';
import {
  Faults,
  faultsToSave,
  headerOf,
  type Labels,
  type RowFault,
  RowsForm,
  type RowsReport,
  wishesFrom,
} from '../../components/rows';
import { Answered, Count, Day, Missing, Section } from '../../components/show';
import { ask, type Form as FormState, page } from '../../page';
import { useWords, type Words } from '../../words/words';

/** What is said of the rows of a file of signatures. */
interface Report extends RowsReport {
  readonly changed: number;
  readonly changes: readonly RowFault[];
  readonly columns: readonly { readonly name: string; readonly number: number }[];
  /** Columns that nothing was read from. */
  readonly unread: readonly number[];
  /** Whether they were read as an earlier file was. */
  readonly remembered: boolean;
}

/** What a column can hold. */
const columnNames = [
  'name',
  'first_name',
  'middle_name',
  'last_name',
  'name_suffix',
  'email',
  'country',
  'region',
  'signed_on',
  'sheet',
  'line',
  'count',
] as const;
const wishes = ['dates', 'country', 'sheet', 'header', ...columnNames.map((name) => `column.${name}`)];
type Import = NonNullable<PaperOfPetitionQuery['petitionWork']>['imports'][number];

export const organizePaper = page({
  address: '/organize/:id/paper',
  audience: 'organizer',
  title: ({ t }) => t('paper.title'),
  asks: { paper: ask(PaperOfPetitionDocument), layouts: ask(PaperLayoutsDocument) },
  needs: 'paper',
  takesFiles: true,
  rows: {
    look: { door: 'paperSignatures', wishes: (fields) => wishesFrom(fields, wishes, { preview: '1' }) },
    count: { door: 'paperSignatures', wishes: (fields) => wishesFrom(fields, wishes, {}) },
    faults: {
      door: 'paperSignatures',
      wishes: (fields) => wishesFrom(fields, wishes, { preview: '1', faults: 'all' }),
      saved: faultsToSave('faults-of-signatures.csv', (words) => labelsIn(words)),
    },
  },
  forms: { undo: UndoPaperDocument, forget: ForgetPaperLayoutsDocument, forgetAll: ForgetPaperLayoutsDocument },
  reaches: { forget: ['NOT_FOUND'] },
  done: ({ form, done, t }) => {
    if (form.sent === 'forget' || form.sent === 'forgetAll') return t('paper.layouts.done');
    if (form.sent === 'undo') {
      const { removed = 0, restored = 0 } = (done as unknown as UndoPaperMutation).undoPaperImport ?? {};
      return t('paper.undone', { removed, restored });
    }
    const report = done as unknown as Report;
    return t(report.preview ? 'paper.found' : 'paper.done', counts(report));
  },
  content: ({ answers, done, form, t, rich }) => {
    const work = answers.paper.data?.petitionWork;
    if (!work) return <Missing failed="organize.failed" />;
    const { petition, imports } = work;
    const wasFile = form.sent === 'look' || form.sent === 'count';
    const report = wasFile ? (done as unknown as Report | undefined) : undefined;
    const mayCount = petition.state !== 'DRAFT';
    return (
      <>
        <p>
          {rich('paper.of', {
            petition: () => (
              <a href={`/organize/${petition.id}`} lang="">
                {petition.title}
              </a>
            ),
          })}
        </p>
        <Count of={petition} />
        {report && <Told report={report} header={headerOf(form.fields)} />}
        {mayCount ? <Sending form={form} report={report} /> : <p>{t('paper.closed')}</p>}
        <Section id="imports" title={t('paper.imports')}>
          {imports.length === 0 && <p>{t('paper.imports.none')}</p>}
          <ul class="cards">
            {imports.map((each) => (
              <Sent key={each.id} sent={each} form={form} />
            ))}
          </ul>
        </Section>
        <Answered of={answers.layouts} failed="paper.layouts.failed">
          {({ paperLayouts }) => <Remembered layouts={paperLayouts ?? []} form={form} />}
        </Answered>
      </>
    );
  },
});

type Layout = NonNullable<PaperLayoutsQuery['paperLayouts']>[number];

/** How earlier files were read, so that files like them are read without a word; each can be forgotten. */
function Remembered({ layouts, form }: { readonly layouts: readonly Layout[]; readonly form: FormState }) {
  const words = useWords();
  const { t, rich, country } = words;
  if (layouts.length === 0) return null;
  return (
    <Section id="layouts" title={t('paper.layouts')}>
      <p>{t('paper.layouts.lead')}</p>
      <ul class="cards">
        {layouts.map(({ id, program, hasHeader, dates, country: code, rememberedAt, columns }) => (
          <li key={id}>
            <h3>{program ?? t(hasHeader ? 'paper.layouts.header' : 'paper.layouts.noHeader')}</h3>
            <p>{columnsInWords(words, columns)}</p>
            {dates && dates !== 'YMD' && (
              <p>
                {t('paper.dates')}: {t(`paper.dates.${dates as 'DMY' | 'MDY'}`)}
              </p>
            )}
            {code && (
              <p>
                {t('paper.country')}: {country(code)}
              </p>
            )}
            <p>{rich('paper.layouts.on', { day: () => <Day on={rememberedAt} /> })}</p>
            <Form of={form} name="forget" one={id} action="#main">
              <Hidden name="layout" value={id} />
              <Button label={t('paper.layouts.forget')} grave />
            </Form>
          </li>
        ))}
      </ul>
      {layouts.length > 1 && (
        <Form of={form} name="forgetAll" action="#main">
          <Button label={t('paper.layouts.forgetAll')} grave />
        </Form>
      )}
    </Section>
  );
}

const counts = ({ rows, added, changed, unchanged, refused }: Report) => ({ rows, added, changed, unchanged, refused });

/** What people call the columns, and the choices above the file that words of a row name. */
const labelsIn = ({ t }: Words): Labels => ({
  ...Object.fromEntries(columnNames.map((name) => [name, t(`paper.name.${name}`)])),
  countryOfRows: t('paper.country'),
  dates: t('paper.dates'),
});

const columnsInWords = (words: Words, columns: Report['columns']) =>
  words.t('paper.columns', {
    columns: columns.map(({ name, number }) => words.t('paper.column', { number, name: columnName(words, name) })).join(', '),
  });

/** What a column holds, as people call it. */
const columnName = ({ t, has }: Words, name: string): string => {
  const id = `paper.name.${name}`;
  return has(id) ? t('row.quoted', { label: t(id) }) : name;
};

/** The numbers of columns, with what stands above them. */
const unreadInWords = ({ t }: Words, unread: readonly number[], header: readonly string[]) =>
  unread
    .map((number) => ({ number, name: header[number - 1]?.trim().slice(0, 60) }))
    .map(({ number, name }) => (name ? `${number} (${t('row.quoted', { label: name })})` : number))
    .join(', ');

function Told({
  report: { columns, unread, remembered, faults, refused, changes, changed },
  header,
}: {
  readonly report: Report;
  readonly header: readonly string[];
}) {
  const words = useWords();
  const { t } = words;
  const labels = labelsIn(words);
  return (
    <>
      <p>{columnsInWords(words, columns)}</p>
      {unread.length > 0 && <p>{t('paper.unread', { columns: unreadInWords(words, unread, header), count: unread.length })}</p>}
      {remembered && <p>{t('paper.remembered')}</p>}
      <Faults title={t('paper.faults')} faults={faults} all={refused} labels={labels} />
      <Faults title={t('paper.changes')} faults={changes} all={changed} labels={labels} />
    </>
  );
}

function Sending({ form, report }: { readonly form: FormState; readonly report: Report | undefined }) {
  const { t } = useWords();
  return (
    <>
      <p class="lead">{t('paper.lead')}</p>
      <RowsForm
        of={form}
        look="look"
        take={{ name: 'count', label: t('paper.count') }}
        save="faults"
        report={report}
        columns={columnNames.map((name) => ({ name, label: t(`paper.name.${name}`) }))}
        columnsBy="number"
        hint={t('paper.file.hint')}
      >
        <Choice
          name="dates"
          label={t('paper.dates')}
          none={t('paper.dates.none')}
          options={(['DMY', 'MDY'] as const).map((each) => [each, t(`paper.dates.${each}`)])}
        />
        <Country name="country" label={t('paper.country')} />
        <Field name="sheet" label={t('paper.mark')} maxlength={100} />
        <Choice
          name="header"
          label={t('paper.header')}
          options={(['yes', 'none'] as const).map((each) => [each, t(`paper.header.${each}`)])}
        />
      </RowsForm>
    </>
  );
}

/** So many sheets are chosen from; one of more is typed. */
const mostSheets = 100;

function Sent({
  sent: { id, startedAt, finishedAt, undoneAt, rows, added, changed, standing, sheets },
  form,
}: {
  readonly sent: Import;
  readonly form: FormState;
}) {
  const { t, rich } = useWords();
  const day = (on: string) => ({ day: () => <Day on={on} /> });
  return (
    <li>
      <p>{rich('paper.import', { people: added, ...day(startedAt) })}</p>
      {finishedAt && !undoneAt && standing < added + changed && <p>{t('paper.import.standing', { rows: standing })}</p>}
      {undoneAt && <p>{rich('paper.import.undone', day(undoneAt))}</p>}
      {!finishedAt && !undoneAt && <p>{t('paper.import.running', { rows })}</p>}
      {!undoneAt && (
        <details open={isShownAgain(form, 'undo', id)}>
          <summary>{t('paper.undo.lead')}</summary>
          <Form of={form} name="undo" one={id} action="#main">
            <Hidden name="input.id" value={id} />
            {sheets.length < mostSheets ? (
              <Choice
                name="input.sheet"
                label={t('paper.sheet')}
                none={t('paper.sheet.all')}
                options={sheets.map(({ sheet, people }) => [sheet, t('paper.sheet.one', { sheet, people })])}
              />
            ) : (
              <Field name="input.sheet" label={t('paper.sheet')} hint={t('paper.sheet.hint')} maxlength={200} />
            )}
            <Field name="input.reason" label={t('organize.reason')} hint={t('organize.reason.hint')} required maxlength={2000} />
            <Button label={t('paper.undo')} grave />
          </Form>
        </details>
      )}
    </li>
  );
}
