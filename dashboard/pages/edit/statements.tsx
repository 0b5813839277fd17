// Statements and calls as editors record and correct them, and the organizations that make them.
import { CorrectStatementDocument } from '../../../schema/typed/CorrectStatement';
import { EditorChoicesDocument, type EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import { EditorStatementDocument, type EditorStatementQuery } from '../../../schema/typed/EditorStatement';
import { EditorStatementsDocument } from '../../../schema/typed/EditorStatements';
import { OrganizationChoicesDocument, type OrganizationChoicesQuery } from '../../../schema/typed/OrganizationChoices';
import { RecordOrganizationDocument } from '../../../schema/typed/RecordOrganization';
import { RecordStatementDocument } from '../../../schema/typed/RecordStatement';
import { Button, Field, Form, Hidden } from '../../components/form';
import { Country, NameTicks, Region } from '../../components/names';
import { Answered, Pager, Section } from '../../components/show';
import { Tick } from '../../components/tick';
import { ask, askWhole, page } from '../../page';
import { useWords } from '../../words/words';
import { PreciseDay } from './days';
import { EditRooms, NameField, NoteField, OneOf, PolicyIds, readName, Sure, WhyField } from './room';
import { readSource, SourceFields, sourcesOf } from './source';

const stances = ['OPPOSES', 'CONCERNED', 'BOYCOTTS', 'CALL_TO_RESPOND', 'SUPPORTS_CAMPAIGN', 'SUPPORTS_MODEL', 'WELCOMES'];
const organizationKinds = [
  'ASSOCIATION',
  'STATE_CHAPTER',
  'CONSORTIUM',
  'COALITION',
  'LIBRARY',
  'LIBRARY_BOARD',
  'LOCAL_GOVERNMENT',
];
const choices = {
  choices: askWhole(EditorChoicesDocument, 'publishers'),
  organizations: askWhole(OrganizationChoicesDocument, 'organizations'),
};

export const editStatements = page({
  address: '/edit/statements',
  audience: 'editor',
  title: ({ t }) => t('edit.statements.title'),
  done: ({ form, t }) => t(form.sent === 'organization' ? 'edit.organization.done' : 'edit.statement.done'),
  asks: { ...choices, list: ask(EditorStatementsDocument, (fields) => ({ after: fields.get('after') || null })) },
  forms: { record: RecordStatementDocument, organization: RecordOrganizationDocument },
  before: {
    record: (fields) => {
      readSource(fields);
      readName(fields, ['title']);
    },
  },
  content: ({ answers, form, t, day }) => (
    <>
      <EditRooms />
      <p>
        <a class="button" href="#record">
          {t('edit.statement.new')}
        </a>
      </p>
      <Section id="list" title={t('edit.statement.list')}>
        <Answered of={answers.list} failed="statements.failed">
          {({ statements }) =>
            statements && (
              <>
                {statements.nodes.length === 0 && <p>{t('edit.list.empty')}</p>}
                <ul class="plain">
                  {statements.nodes.map(({ id, title, publishedOn, organizations }) => (
                    <li key={id}>
                      <a href={`/edit/statements/${encodeURIComponent(id)}`}>{title}</a>,{' '}
                      {organizations.map(({ name }) => name).join(', ')},{' '}
                      {publishedOn ? day(publishedOn.date, publishedOn.precision) : t('statements.undated')}
                    </li>
                  ))}
                </ul>
                <Pager fields={form.fields} after={statements.pageInfo} />
              </>
            )
          }
        </Answered>
      </Section>
      <Section id="record" title={t('edit.statement.new')}>
        <Form of={form} name="record" action="#main">
          <StatementFields organizations={answers.organizations.data} choices={answers.choices.data} />
          <NameField />
          <SourceFields known={sourcesOf(answers.choices.data)} />
          <Button label={t('edit.statement.press')} />
        </Form>
      </Section>
      <Section id="organization" title={t('edit.organization.new')}>
        <p>{t('edit.organization.lead')}</p>
        <Form of={form} name="organization" action="#main">
          <Field name="input.name" label={t('edit.organization.name')} required maxlength={200} />
          <OneOf name="input.kind" label={t('edit.organization.kind')} of={organizationKinds} words="statements.kind" />
          <Country name="input.country" label={t('statements.country')} />
          <Region name="input.region" label={t('edit.region')} hint={t('edit.region.hint')} />
          <Tick name="input.isAlaChapter">{t('edit.organization.chapter')}</Tick>
          <Button label={t('edit.organization.press')} />
        </Form>
      </Section>
    </>
  ),
});

export const editStatement = page({
  address: '/edit/statements/:id',
  audience: 'editor',
  title: ({ answers, t }) => t('edit.one.title', { title: answers.work.data?.statement?.title ?? '' }),
  done: ({ t }) => t('edit.replace.done'),
  asks: { ...choices, work: ask(EditorStatementDocument) },
  needs: 'work',
  forms: { correct: CorrectStatementDocument },
  before: { correct: readSource },
  content: ({ answers, form, t }) => {
    const statement = answers.work.data?.statement;
    return (
      <>
        <EditRooms />
        <Form of={form} name="correct" action="#main" guarded>
          <Hidden name="input.id" value={statement?.id} />
          <StatementFields of={statement} organizations={answers.organizations.data} choices={answers.choices.data} />
          <SourceFields known={sourcesOf(answers.choices.data)} kept={statement?.sources} />
          <WhyField />
          <Button label={t('edit.replace.press')} />
        </Form>
      </>
    );
  },
});

type Organization = Pick<NonNullable<OrganizationChoicesQuery['organizations']>['nodes'][number], 'id' | 'name'>;

function StatementFields({
  of,
  organizations,
  choices: known,
}: {
  readonly of?: EditorStatementQuery['statement'] | undefined;
  readonly organizations: OrganizationChoicesQuery | undefined;
  readonly choices: EditorChoicesQuery | undefined;
}) {
  const { t } = useWords();
  const all = organizations?.organizations?.nodes ?? [];
  return (
    <>
      <Field name="input.title" label={t('edit.statement.title')} required maxlength={300} value={of?.title} />
      <OneOf name="input.stance" label={t('statements.stance')} of={stances} words="statements.stance" value={of?.stance} />
      <PreciseDay
        name="input.publishedOn"
        label={t('edit.statement.on')}
        hint={t('edit.optional')}
        value={of?.publishedOn}
        flat
      />
      <Organizations name="input.organizationIds" legend={t('edit.statement.by')} all={all} chosen={of?.organizations ?? []} />
      <details open={(of?.asked.length ?? 0) > 0}>
        <summary>{t('edit.statement.asked')}</summary>
        <Organizations name="input.askedIds" legend={t('edit.statement.asked.legend')} all={all} chosen={of?.asked ?? []} />
      </details>
      <PolicyIds name="input.policyIds" choices={known} value={of?.policies} />
      <Sure name="input.confidence" value={of?.confidence} />
      <NoteField value={of?.note} />
    </>
  );
}

/** Organizations to tick. */
function Organizations({
  name,
  legend,
  all,
  chosen,
}: {
  readonly name: string;
  readonly legend: string;
  readonly all: readonly Organization[];
  readonly chosen: readonly Organization[];
}) {
  const { t, sorted } = useWords();
  const listed = new Map([...chosen, ...all].map(({ id, name: called }) => [id, called]));
  const options = sorted([...listed], ([, called]) => called);
  const ids = chosen.map(({ id }) => id);
  return <NameTicks name={name} legend={legend} options={options} chosen={ids} none={t('edit.statement.by.none')} />;
}
