// A file of policies: tried first, with every fault by its row, then imported. A document of terms becomes drafts that the form completes.
import { ImportPoliciesDocument, type ImportPoliciesMutation } from '../../../schema/typed/ImportPolicies';
import { Button, FileField, Form, Hidden, TextArea } from '../../components/form';
import { wrongText } from '../../components/refusal';
import { longestRows } from '../../components/rows';
import { Card, Cards, Section, Sentence, Table } from '../../components/show';
import { page } from '../../page';
import { useWords, type Words } from '../../words/words';
import { EditRooms } from './room';

type Report = NonNullable<ImportPoliciesMutation['importPolicies']>;
type Draft = NonNullable<Report['draft']>;

export const importPolicies = page({
  address: '/edit/import',
  audience: 'editor',
  title: ({ t }) => t('edit.import.title'),
  done: ({ done, form, t }) => {
    const report = (done as ImportPoliciesMutation | undefined)?.importPolicies;
    if (report?.draft) return t('edit.import.draft.done', { count: report.draft.rows.length, kind: report.draft.kind });
    return t(form.fields.get('preview') === 'true' ? 'edit.import.tried' : 'edit.import.done');
  },
  forms: { file: ImportPoliciesDocument },
  takesFiles: true,
  content: ({ done, form, t }) => {
    const report = (done as ImportPoliciesMutation | undefined)?.importPolicies;
    const isTried = form.fields.get('preview') === 'true';
    const text = form.fields.get('text') ?? '';
    return (
      <>
        <EditRooms />
        <p class="lead">{t('edit.import.lead')}</p>
        {report && !report.draft && <Told of={report} />}
        {report && !report.draft && isTried && report.added > 0 && (
          <Form of={form} name="file" one="apply" action="#main" files>
            <Hidden name="text" value={text} />
            <Hidden name="preview" value="false" />
            <Button label={t('edit.import.apply', { count: report.added })} />
          </Form>
        )}
        {report?.draft && <Drafts of={report.draft} />}
        <Section id="file" title={t(report?.draft ? 'edit.import.complete' : 'edit.import.file')}>
          <Form of={form} name="file" action="#main" files stays={isTried && !report?.draft}>
            <Hidden name="preview" value="true" />
            {!report?.draft && (
              <FileField
                name="text"
                label={t('edit.import.choose')}
                hint={t('edit.import.choose.hint')}
                accept=".json,.xml,.onix,application/json,text/xml"
              />
            )}
            <TextArea
              name="text"
              label={t(report?.draft ? 'edit.import.draft.text' : 'edit.import.text')}
              hint={report?.draft && t('edit.import.draft.hint')}
              rows={12}
              maxlength={longestRows}
              value={report?.draft?.json}
            />
            <Button label={t('edit.import.try')} />
          </Form>
        </Section>
      </>
    );
  },
});

/** Why a row was refused, in the language of the page. Its fields are called as the file calls them. */
function toldOf(words: Words, { field, message, refusal }: Report['rows'][number]): string {
  const said = message?.replace(/^[A-Z_]+: /, '') ?? '';
  if (!refusal || words.language === 'en') return said;
  const { code, ...details } = JSON.parse(refusal) as Readonly<Record<string, unknown>>;
  const refused = { code: String(code), message: said, status: 400, headers: {}, details, ...(field && { field }) };
  return wrongText(words, refused, field ?? '', 'text', said);
}

/** What became of each policy, those at fault first. */
function Told({ of: { added, unchanged, refused, rows } }: { readonly of: Report }) {
  const words = useWords();
  const { t } = words;
  const order = ['REFUSED', 'ADDED', 'UNCHANGED'];
  return (
    <>
      <p>{t('edit.import.report', { added, unchanged, refused })}</p>
      <Table
        caption={t('edit.import.rows')}
        empty={t('edit.import.empty')}
        rows={rows.toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome))}
        columns={[
          { title: t('edit.import.row'), cell: ({ row }) => String(row) },
          { title: t('edit.id'), cell: ({ id }) => id ?? t('policies.unknown') },
          { title: t('edit.import.outcome'), cell: ({ outcome }) => t(`edit.import.outcome.${outcome}`) },
          { title: t('edit.import.field'), cell: ({ field }) => field ?? '' },
          { title: t('edit.import.why'), cell: (row) => toldOf(words, row) },
        ]}
      />
    </>
  );
}

/** What a document of terms leaves open, draft by draft, with the way to the form that holds what was read. */
function Drafts({ of: { kind, rows } }: { readonly of: Draft }) {
  const { t } = useWords();
  return (
    <Section id="drafts" title={t('edit.import.drafts', { kind })}>
      <Cards>
        {rows.map(({ from, stands, json, lacks, notes }) => (
          <Card key={from}>
            <h3>{t('edit.import.draft.of', { from, more: stands - 1 })}</h3>
            <p>
              <a class="button" href={`/edit/policies/new?${formOf(JSON.parse(json))}`}>
                {t('edit.import.draft.open')}
              </a>
            </p>
            <p>{t('edit.import.lacks')}</p>
            <ul>
              {lacks.map(({ field, why }) => (
                <li key={field}>
                  <code>{field}</code>: <Sentence text={why} />
                </li>
              ))}
            </ul>
            {notes.map((note) => (
              <p key={note}>
                <Sentence text={note} />
              </p>
            ))}
          </Card>
        ))}
      </Cards>
    </Section>
  );
}

/** The fields of the form for a new policy, filled in with what a draft knows. What it leaves open stays empty. */
export function formOf(row: Readonly<Record<string, unknown>>): string {
  const fields = new URLSearchParams();
  const fill = (name: string, value: unknown): void => {
    if (value === null || value === undefined || value === '?') return;
    if (Array.isArray(value)) {
      if (value.every((each) => typeof each === 'string')) for (const each of value) fill(name, each);
      else for (const [i, each] of value.entries()) fill(`${name}.${i}`, each);
    } else if (typeof value === 'object') for (const [part, each] of Object.entries(value)) fill(`${name}.${part}`, each);
    else fields.append(name, String(value));
  };
  const { terms, options, prices, territories, sources: _, ...rest } = row;
  for (const [name, value] of Object.entries(rest)) fill(`input.${name}`, value);
  fill('input.license', terms);
  fill('input.options', options);
  const amounts = ((prices ?? []) as Readonly<Record<string, unknown>>[]).map(({ amount, min, max, ...price }) => ({
    ...price,
    amount: { amount },
    min: { amount: min },
    max: { amount: max },
  }));
  fill('input.prices', amounts);
  fill('input.territories', ((territories ?? []) as string[]).filter((place) => place !== '?').join(' ') || undefined);
  return fields.toString();
}
