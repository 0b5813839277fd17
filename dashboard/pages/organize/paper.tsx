// Signatures on paper by file: looked at first, then counted; what came so far, and taking back a sheet of it.
import { CountPaperDocument, type CountPaperMutation } from '../../../schema/typed/CountPaper';
import { PaperOfPetitionDocument, type PaperOfPetitionQuery } from '../../../schema/typed/PaperOfPetition';
import { UndoPaperDocument, type UndoPaperMutation } from '../../../schema/typed/UndoPaper';
import { Button, Choice, Country, Field, FileField, Form, Hidden, TextArea } from '../../components/form';
import { Count, Day, Missing, Section, Table } from '../../components/show';
import { ask, type Form as FormState, page } from '../../page';
import { useWords, type Words } from '../../words/words';

type Report = NonNullable<CountPaperMutation['importPaperSignatures']>;
type Import = NonNullable<PaperOfPetitionQuery['petitionWork']>['imports'][number];

export const organizePaper = page({
  address: '/organize/:id/paper',
  audience: 'organizer',
  title: ({ t }) => t('paper.title'),
  asks: { paper: ask(PaperOfPetitionDocument) },
  needs: 'paper',
  takesFiles: true,
  forms: { look: CountPaperDocument, count: CountPaperDocument, undo: UndoPaperDocument },
  before: {
    look: (fields) => fields.set('input.preview', 'true'),
    count: (fields) => fields.set('input.preview', 'false'),
  },
  done: ({ form, done, t }) => {
    const { removed = 0, restored = 0 } = (done as unknown as UndoPaperMutation).undoPaperImport ?? {};
    if (form.sent === 'undo') return t('paper.undone', { removed, restored });
    const report = (done as unknown as CountPaperMutation).importPaperSignatures;
    return report ? t(report.preview ? 'paper.found' : 'paper.done', counts(report)) : '';
  },
  content: ({ answers, done, form, t, rich }) => {
    const work = answers.paper.data?.petitionWork;
    if (!work) return <Missing failed="organize.failed" />;
    const { petition, imports } = work;
    const report = (done as unknown as CountPaperMutation | undefined)?.importPaperSignatures;
    const mayCount = petition.state === 'OPEN' || petition.state === 'CLOSED';
    return (
      <>
        <p>{rich('paper.of', { petition: () => <a href={`/organize/${petition.id}`}>{petition.title}</a> })}</p>
        <Count of={petition} />
        {report && <Told report={report} />}
        {mayCount ? <Sending id={petition.id} form={form} looked={report?.preview === true} /> : <p>{t('paper.closed')}</p>}
        <Section id="imports" title={t('paper.imports')}>
          {imports.length === 0 && <p>{t('paper.imports.none')}</p>}
          <ul class="cards">
            {imports.map((each) => (
              <Sent key={each.id} sent={each} form={form} />
            ))}
          </ul>
        </Section>
      </>
    );
  },
});

const counts = ({ rows, added, changed, unchanged, refused }: Report) => ({ rows, added, changed, unchanged, refused });

/** Names of columns that only programs write, as people call them. */
const readably = (text: string, { t, has }: Words): string =>
  text.replace(/\b[a-z]+_[a-z]+\b/g, (name) => {
    const id = `paper.name.${name}`;
    return has(id) ? `“${t(id)}”` : name;
  });

function Told({ report: { columns, faults, changes } }: { readonly report: Report }) {
  const words = useWords();
  const { t } = words;
  const parts = [
    ['paper.faults', faults],
    ['paper.changes', changes],
  ] as const;
  return (
    <>
      <p>
        {t('paper.columns', {
          columns: columns.map((column) => t('paper.column', { ...column, name: readably(column.name, words) })).join(', '),
        })}
      </p>
      {parts.map(
        ([title, rows]) =>
          rows.length > 0 && (
            <Table
              key={title}
              caption={t(title)}
              columns={[
                { title: t('paper.row'), cell: ({ row }) => row },
                { title: t('paper.why'), cell: ({ message }) => readably(message, words) },
              ]}
              rows={rows}
              empty=""
            />
          ),
      )}
    </>
  );
}

/** The form that looks; once it has looked, the same rows stand in a second one that counts them. */
function Sending({ id, form, looked }: { readonly id: string; readonly form: FormState; readonly looked: boolean }) {
  const { t } = useWords();
  const name = looked || (form.sent === 'count' && form.refused) ? 'count' : 'look';
  const kept = looked ? form.fields : new URLSearchParams();
  return (
    <Form of={form} name={name} files>
      <p class="lead">{t('paper.lead')}</p>
      <Hidden name="input.petitionId" value={id} />
      {name === 'look' && (
        <FileField name="input.csv" label={t('paper.file')} hint={t('paper.file.hint')} accept=".csv,.tsv,.txt,text/csv" />
      )}
      {name === 'count' && (
        <TextArea
          name="input.csv"
          label={t('paper.rows')}
          hint={t('paper.rows.hint')}
          rows={6}
          value={kept.get('input.csv')}
          required
        />
      )}
      <Choice
        name="input.dates"
        label={t('paper.dates')}
        none={t('paper.dates.none')}
        options={(['DMY', 'MDY'] as const).map((each) => [each, t(`paper.dates.${each}`)])}
        value={kept.get('input.dates')}
      />
      <Country name="input.country" label={t('paper.country')} value={kept.get('input.country')} />
      <Button label={t(name === 'look' ? 'paper.look' : 'paper.count')} />
    </Form>
  );
}

function Sent({
  sent: { id, startedAt, finishedAt, undoneAt, added, sheets },
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
      {undoneAt && <p>{rich('paper.import.undone', day(undoneAt))}</p>}
      {!finishedAt && !undoneAt && <p>{t('paper.import.running')}</p>}
      {!undoneAt && (
        <details open={form.refused !== undefined && form.fields.get('one') === id}>
          <summary>{t('paper.undo.lead')}</summary>
          <Form of={form} name="undo" one={id}>
            <Hidden name="input.id" value={id} />
            <Choice
              name="input.sheet"
              label={t('paper.sheet')}
              none={t('paper.sheet.all')}
              options={sheets.map(({ sheet, people }) => [sheet, t('paper.sheet.one', { sheet, people })])}
            />
            <Field name="input.reason" label={t('organize.reason')} hint={t('organize.reason.hint')} required maxlength={2000} />
            <Button label={t('paper.undo')} grave />
          </Form>
        </details>
      )}
    </li>
  );
}
