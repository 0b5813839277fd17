// Lists of libraries and of pairs come in as files: tried first, with every fault by its row, then entered, and undone; one pair by hand.
import { CommitteeImportsDocument, type CommitteeImportsQuery } from '../../../schema/typed/CommitteeImports';
import { CommitteeLibrariesDocument, type CommitteeLibrariesQuery } from '../../../schema/typed/CommitteeLibraries';
import { EnterPairDocument } from '../../../schema/typed/EnterPair';
import { UndoImportDocument } from '../../../schema/typed/UndoImport';
import { Button, Choice, Field, Form, Hidden } from '../../components/form';
import { Country } from '../../components/names';
import { isShownAgain } from '../../components/refusal';
import { Faults, faultsToSave, type Labels, RowsForm, type RowsReport, wishesFrom } from '../../components/rows';
import { Answered, Day, Section } from '../../components/show';
import { type Answer, ask, type Form as FormState, page, type RowsForm as RowsFormOf } from '../../page';
import { useWords, type Words } from '../../words/words';
import { Reason } from './correct';
import { CommitteeRooms } from './room';

const kinds = ['libraries', 'pairs'] as const;
type Kind = (typeof kinds)[number];
type Import = NonNullable<CommitteeImportsQuery['committeeImports']>[number];

/** The columns of each kind of list. */
const columnsOf = {
  libraries: [
    'name',
    'city',
    'country',
    'languages',
    'source',
    'type',
    'region',
    'isil',
    'website',
    'populationServed',
    'sourceUrl',
  ],
  pairs: ['library', 'sister', 'source', 'since', 'sourceUrl'],
} as const;

/** What can be said once for all rows of a list that leave it empty. */
const sharedIn = {
  libraries: ['source', 'sourceUrl', 'country', 'languages'],
  pairs: ['source', 'sourceUrl'],
} as const satisfies Record<Kind, readonly string[]>;

/** What people call its columns. */
const labelsIn =
  (kind: Kind) =>
  ({ t }: Words): Labels =>
    Object.fromEntries(columnsOf[kind].map((name) => [name, t(`committee.files.named.${name}`)]));

/** The forms of a kind of list: look at it, enter it, save its faults. */
const formsOf = (kind: Kind) => ({ look: kind, take: `${kind}-enter`, save: `${kind}-faults` });

function rowsOf(kind: Kind): readonly (readonly [string, RowsFormOf])[] {
  const names = [...sharedIn[kind], ...columnsOf[kind].map((name) => `column.${name}`)];
  const { look, take, save } = formsOf(kind);
  const saved = faultsToSave(`faults-of-${kind}.csv`, labelsIn(kind));
  return [
    [look, { door: kind, wishes: (fields) => wishesFrom(fields, names, { preview: '1' }) }],
    [take, { door: kind, wishes: (fields) => wishesFrom(fields, names, {}) }],
    [save, { door: kind, wishes: (fields) => wishesFrom(fields, names, { preview: '1', faults: 'all' }), saved }],
  ];
}

/** Both libraries of a pair are looked for by what is typed of their names. */
const found = (field: 'library' | 'sister') =>
  ask(CommitteeLibrariesDocument, (fields) => {
    const text = fields.get(field)?.trim();
    return text ? { filter: { text } } : undefined;
  });

export const committeeFiles = page({
  address: '/committee/files',
  audience: 'committee',
  title: ({ t }) => t('committee.files.title'),
  asks: { imports: ask(CommitteeImportsDocument), library: found('library'), sister: found('sister') },
  takesFiles: true,
  rows: Object.fromEntries(kinds.flatMap(rowsOf)),
  forms: { undo: UndoImportDocument, pair: EnterPairDocument },
  done: ({ done, form, t }) => {
    if (form.sent === 'undo') return t('committee.files.undone');
    if (form.sent === 'pair') return t('committee.files.pair.done');
    return t((done as unknown as RowsReport).preview ? 'committee.files.tried' : 'committee.files.entered');
  },
  content: ({ answers, done, form, ...words }) => {
    const { t } = words;
    const sent = kinds.find((kind) => Object.values(formsOf(kind)).includes(form.sent ?? ''));
    const report = sent && (done as unknown as RowsReport | undefined);
    return (
      <>
        <CommitteeRooms />
        {report && (
          <>
            <p>{t('committee.files.report', { ...counts(report) })}</p>
            <Faults
              title={t('committee.files.faults')}
              faults={report.faults}
              all={report.refused}
              labels={labelsIn(sent)(words)}
            />
          </>
        )}
        {kinds.map((kind) => (
          <Section key={kind} id={kind} title={t(`committee.files.${kind}`)}>
            <RowsForm
              of={form}
              look={formsOf(kind).look}
              take={{ name: formsOf(kind).take, label: t('committee.files.enter', { count: report?.added ?? 0 }) }}
              save={formsOf(kind).save}
              report={sent === kind ? report : undefined}
              columns={columnsOf[kind].map((name) => ({ name, label: t(`committee.files.named.${name}`) }))}
              columnsBy="header"
              hint={t(`committee.files.${kind}.hint`)}
            >
              <Field
                name="source"
                label={t('committee.files.shared.source')}
                hint={t('committee.files.shared.hint')}
                maxlength={200}
              />
              <Field name="sourceUrl" type="url" label={t('committee.files.shared.url')} />
              {kind === 'libraries' && (
                <>
                  <Country name="country" label={t('committee.files.shared.country')} />
                  <Field name="languages" label={t('committee.files.shared.languages')} maxlength={200} />
                </>
              )}
            </RowsForm>
          </Section>
        ))}
        <Section id="imports" title={t('committee.files.imports')}>
          <Answered of={answers.imports} failed="committee.failed">
            {({ committeeImports: imports }) => (
              <>
                {imports?.length === 0 && <p>{t('committee.files.imports.none')}</p>}
                <ul class="cards">
                  {imports?.map((each) => (
                    <Entered key={each.id} entered={each} form={form} />
                  ))}
                </ul>
              </>
            )}
          </Answered>
        </Section>
        <Section id="pair" title={t('committee.files.pair')}>
          <Form of={form} method="get" action="#pair" label={t('committee.files.pair')}>
            <Field name="library" label={t('committee.files.pair.find.one')} maxlength={200} required />
            <Field name="sister" label={t('committee.files.pair.find.other')} maxlength={200} required />
            <Button label={t('committee.files.pair.find')} />
          </Form>
          <Pair form={form} library={answers.library} sister={answers.sister} />
        </Section>
      </>
    );
  },
});

const counts = ({ rows, added, unchanged, refused }: RowsReport) => ({ rows, added, unchanged, refused });

/** A list that was entered, and its undoing. */
function Entered({
  entered: { id, kind, importedAt, added, undoneAt },
  form,
}: {
  readonly entered: Import;
  readonly form: FormState;
}) {
  const { t, rich } = useWords();
  return (
    <li>
      <p>{rich('committee.files.import', { kind, added, day: () => <Day on={importedAt} /> })}</p>
      {undoneAt ? (
        <p>{rich('committee.files.import.undone', { day: () => <Day on={undoneAt} /> })}</p>
      ) : (
        <details open={isShownAgain(form, 'undo', id)}>
          <summary>{t('committee.files.undo.lead')}</summary>
          <p>{t('committee.files.undo.hint')}</p>
          <Form of={form} name="undo" one={id} action="#main">
            <Hidden name="importId" value={id} />
            <Reason name="reason" />
            <Button label={t('committee.files.undo')} grave />
          </Form>
        </details>
      )}
    </li>
  );
}

type Found = Answer<CommitteeLibrariesQuery>;

/** The form of one pair, once both libraries were looked for. */
function Pair({ form, library, sister }: { readonly form: FormState; readonly library: Found; readonly sister: Found }) {
  const { t, country } = useWords();
  const parts = [
    {
      name: 'input.libraryId',
      label: t('committee.files.pair.one'),
      text: form.fields.get('library') ?? '',
      libraries: library.data?.libraries,
    },
    {
      name: 'input.otherLibraryId',
      label: t('committee.files.pair.other'),
      text: form.fields.get('sister') ?? '',
      libraries: sister.data?.libraries,
    },
  ];
  const asked = parts.filter(({ libraries }) => libraries);
  return (
    <>
      {asked.map(({ name, text, libraries }) => {
        const count = libraries?.totalCount ?? 0;
        if (count === 0)
          return (
            <p key={name} role="status">
              {t('committee.files.pair.none', { text })} <a href="/committee/libraries#enter">{t('committee.enter')}</a>
            </p>
          );
        return count > 20 ? <p key={name}>{t('committee.files.pair.many', { text, count })}</p> : null;
      })}
      {parts.every(({ libraries }) => libraries && libraries.nodes.length > 0) && (
        <Form of={form} name="pair" action="#main">
          <Hidden name="library" value={form.fields.get('library') ?? ''} />
          <Hidden name="sister" value={form.fields.get('sister') ?? ''} />
          {parts.map(({ name, label, libraries }) => (
            <Choice
              key={name}
              name={name}
              label={label}
              options={(libraries?.nodes ?? []).map(({ id, name: called, city, country: code }) => [
                id,
                t('committee.files.pair.library', { name: called, city, country: country(code) }),
              ])}
            />
          ))}
          <Field name="input.since" label={t('committee.files.pair.since')} hint={t('committee.files.pair.since.hint')} />
          <Field name="input.source" label={t('committee.files.pair.source')} required maxlength={500} />
          <Field name="input.sourceUrl" type="url" label={t('committee.files.pair.url')} />
          <Button label={t('committee.files.pair.press')} />
        </Form>
      )}
    </>
  );
}
