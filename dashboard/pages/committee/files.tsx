// Lists of libraries and of pairs come in as CSV: tried first, with every fault by its row, then entered, and undone.
import { CommitteeImportLibrariesDocument } from '../../../schema/typed/CommitteeImportLibraries';
import { CommitteeImportPairsDocument } from '../../../schema/typed/CommitteeImportPairs';
import { EnterPairDocument } from '../../../schema/typed/EnterPair';
import { UndoImportDocument } from '../../../schema/typed/UndoImport';
import { Button, Field, Form, Hidden, TextArea } from '../../components/form';
import { Section, Table } from '../../components/show';
import { page } from '../../page';
import { useWords } from '../../words/words';
import { Reason } from './correct';
import { CommitteeRooms } from './room';

interface Report {
  readonly importId: string | null;
  readonly rows: number;
  readonly added: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly faults: readonly { readonly row: number; readonly field: string | null; readonly message: string }[];
}

const kinds = ['libraries', 'pairs'] as const;

export const committeeFiles = page({
  address: '/committee/files',
  audience: 'committee',
  title: ({ t }) => t('committee.files.title'),
  done: ({ form, t }) =>
    form.sent === 'undo'
      ? t('committee.files.undone')
      : form.sent === 'pair'
        ? t('committee.files.pair.done')
        : t(form.fields.get('preview') === 'true' ? 'committee.files.tried' : 'committee.files.entered'),
  forms: {
    libraries: CommitteeImportLibrariesDocument,
    pairs: CommitteeImportPairsDocument,
    undo: UndoImportDocument,
    pair: EnterPairDocument,
  },
  content: ({ done, form, t }) => {
    const sent = done as { readonly importLibraries?: Report | null; readonly importPairs?: Report | null } | undefined;
    const report = sent?.importLibraries ?? sent?.importPairs;
    const isTried = report && form.fields.get('preview') === 'true';
    return (
      <>
        <CommitteeRooms />
        {report && <Told report={report} />}
        {report?.importId && (
          <Form of={form} name="undo" action="#main">
            <Hidden name="importId" value={report.importId} />
            <Reason name="reason" />
            <Button label={t('committee.files.undo')} grave />
          </Form>
        )}
        {kinds.map((kind) => (
          <Section key={kind} id={kind} title={t(`committee.files.${kind}`)}>
            {isTried && form.sent === kind && report.added > 0 && (
              <Form of={form} name={kind} one="enter" action="#main">
                <Hidden name="csv" value={form.fields.get('csv') ?? ''} />
                <Button label={t('committee.files.enter', { count: report.added })} />
              </Form>
            )}
            <Form of={form} name={kind} action="#main">
              <Hidden name="preview" value="true" />
              <TextArea name="csv" label={t('committee.files.csv')} hint={t(`committee.files.${kind}.hint`)} rows={6} required />
              <Button label={t('committee.files.try')} />
            </Form>
          </Section>
        ))}
        <Section id="pair" title={t('committee.files.pair')}>
          <Form of={form} name="pair" action="#main">
            <Field name="input.libraryId" label={t('committee.files.pair.one')} hint={t('committee.files.pair.hint')} required />
            <Field name="input.otherLibraryId" label={t('committee.files.pair.other')} required />
            <Field name="input.since" label={t('committee.files.pair.since')} hint={t('committee.files.pair.since.hint')} />
            <Field name="input.source" label={t('committee.files.pair.source')} required maxlength={500} />
            <Field name="input.sourceUrl" type="url" label={t('committee.files.pair.url')} />
            <Button label={t('committee.files.pair.press')} />
          </Form>
        </Section>
      </>
    );
  },
});

/** What became of the rows, and what is wrong with those that were not taken. */
function Told({ report: { rows, added, unchanged, refused, faults } }: { readonly report: Report }) {
  const { t } = useWords();
  return (
    <>
      <p>{t('committee.files.report', { rows, added, unchanged, refused })}</p>
      {faults.length > 0 && (
        <Table
          caption={t('committee.files.faults')}
          empty=""
          rows={faults}
          columns={[
            { title: t('committee.files.row'), cell: ({ row }) => String(row) },
            { title: t('committee.files.column'), cell: ({ field }) => field ?? '' },
            { title: t('committee.files.fault'), cell: ({ message }) => message },
          ]}
        />
      )}
    </>
  );
}
