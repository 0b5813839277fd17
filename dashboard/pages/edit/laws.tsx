// Laws and bills as editors record and correct them, step by step.
import { CorrectLawDocument } from '../../../schema/typed/CorrectLaw';
import { EditorChoicesDocument } from '../../../schema/typed/EditorChoices';
import { EditorLawDocument, type EditorLawQuery } from '../../../schema/typed/EditorLaw';
import { EditorLawsDocument } from '../../../schema/typed/EditorLaws';
import { RecordLawDocument } from '../../../schema/typed/RecordLaw';
import { Button, Field, Form, Hidden, TextArea, Wrong } from '../../components/form';
import { Country, Region } from '../../components/names';
import { Answered, Pager, Section } from '../../components/show';
import { Tick } from '../../components/tick';
import { ask, askWhole, type Form as FormState, page } from '../../page';
import { useWords } from '../../words/words';
import { jurisdictionInWords } from '../policies/terms';
import { PreciseDay } from './days';
import { EditRooms, NameField, NoteField, OneOf, Rows, readName, Sure, WhyField } from './room';
import { readSource, SourceFields, sourcesOf } from './source';

const stages = [
  'PROPOSED',
  'INTRODUCED',
  'PENDING',
  'ADVANCED',
  'PASSED_ONE_HOUSE',
  'PASSED',
  'SIGNED',
  'VETOED',
  'IN_FORCE',
  'ENJOINED',
  'STRUCK_DOWN',
  'STUDY',
  'FAILED',
  'DECIDED',
];
const flags = ['LOAN_AND_TIME_LIMIT', 'COPY_LIMIT_AT_RELEASE', 'NO_LASTING_OPTION', 'NOT_OFFERED'] as const;

/** A precision without a day says nothing; a row that holds only a precision is left out. */
export function readSteps(fields: URLSearchParams): void {
  readSource(fields);
  for (const name of [...fields.keys()])
    if (/^input\.steps\.\d+\.precision$/.test(name) && !fields.get(name.replace(/precision$/, 'on'))?.trim()) fields.delete(name);
}

export const editLaws = page({
  address: '/edit/laws',
  audience: 'editor',
  title: ({ t }) => t('edit.laws.title'),
  done: ({ t }) => t('edit.law.done'),
  asks: {
    choices: askWhole(EditorChoicesDocument, 'publishers'),
    list: ask(EditorLawsDocument, (fields) => ({ after: fields.get('after') || null })),
  },
  forms: { record: RecordLawDocument },
  before: {
    record: (fields) => {
      readSteps(fields);
      readName(fields, ['country', 'region', 'number', 'name']);
    },
  },
  content: ({ answers, form, t, ...words }) => (
    <>
      <EditRooms />
      <p>
        <a class="button" href="#record">
          {t('edit.law.new')}
        </a>
      </p>
      <Section id="list" title={t('edit.law.list')}>
        <Answered of={answers.list} failed="edit.failed">
          {({ laws }) =>
            laws && (
              <>
                {laws.nodes.length === 0 && <p>{t('edit.list.empty')}</p>}
                <ul class="plain">
                  {laws.nodes.map(({ id, name, number, jurisdiction, stage }) => (
                    <li key={id}>
                      <a href={`/edit/laws/${encodeURIComponent(id)}`}>{name}</a>
                      {number && `, ${number}`} ({jurisdictionInWords({ t, ...words }, jurisdiction)})
                      {stage && `, ${t(`edit.stage.${stage}`)}`}
                    </li>
                  ))}
                </ul>
                <Pager fields={form.fields} after={laws.pageInfo} />
              </>
            )
          }
        </Answered>
      </Section>
      <Section id="record" title={t('edit.law.new')}>
        <Form of={form} name="record" action="#main">
          <LawFields form={form} />
          <NameField />
          <SourceFields known={sourcesOf(answers.choices.data)} />
          <Button label={t('edit.law.press')} />
        </Form>
      </Section>
    </>
  ),
});

export const editLaw = page({
  address: '/edit/laws/:id',
  audience: 'editor',
  title: ({ answers, t }) => t('edit.one.title', { title: answers.work.data?.law?.name ?? '' }),
  done: ({ t }) => t('edit.replace.done'),
  asks: { choices: askWhole(EditorChoicesDocument, 'publishers'), work: ask(EditorLawDocument) },
  needs: 'work',
  forms: { correct: CorrectLawDocument },
  before: { correct: readSteps },
  content: ({ answers, form, t }) => {
    const law = answers.work.data?.law;
    return (
      <>
        <EditRooms />
        <p class="lead">{t('edit.law.lead')}</p>
        <Section id="correct" title={t('edit.record')}>
          <Form of={form} name="correct" action="#main" guarded>
            <Hidden name="input.id" value={law?.id} />
            <LawFields of={law} form={form} />
            <SourceFields known={sourcesOf(answers.choices.data)} kept={law?.sources} />
            <WhyField />
            <Button label={t('edit.replace.press')} />
          </Form>
        </Section>
      </>
    );
  },
});

function LawFields({ of, form }: { readonly of?: EditorLawQuery['law'] | undefined; readonly form: FormState }) {
  const { t } = useWords();
  return (
    <>
      <Field name="input.name" label={t('edit.law.name')} required maxlength={300} value={of?.name} />
      <div class="asking">
        <Field name="input.number" label={t('edit.law.number')} maxlength={100} value={of?.number} />
        <Country name="input.country" label={t('statements.country')} none={t('edit.law.union')} value={of?.country} />
        <Region name="input.region" label={t('edit.region')} hint={t('edit.region.hint')} value={of?.region} />
      </div>
      <h3>{t('edit.law.steps')}</h3>
      <Rows form={form} name="input.steps" legend={t('edit.law.step')} there={of?.steps.length}>
        {(at, index) => {
          const step = of?.steps[index];
          return (
            <>
              <OneOf
                name={`${at}.stage`}
                label={t('edit.law.stage')}
                none={t('edit.law.stage.none')}
                of={stages}
                words="edit.stage"
                value={step?.stage}
              />
              <PreciseDay
                name={`${at}.on`}
                label={t('edit.law.on')}
                value={step && { date: step.on ?? '', precision: step.precision }}
                flat
              />
              <Sure name={`${at}.confidence`} value={step?.confidence} optional />
              <Field name={`${at}.note`} label={t('edit.note')} maxlength={500} value={step?.note} />
            </>
          );
        }}
      </Rows>
      <TextArea name="input.triggerClause" label={t('edit.law.trigger')} rows={2} maxlength={1000} value={of?.triggerClause} />
      <fieldset>
        <legend>{t('edit.law.checks')}</legend>
        <p>{t('edit.law.checks.lead')}</p>
        <Wrong at="input.checks" />
        {flags.map((flag) => (
          <Tick key={flag} name="input.checks" value={flag} ticked={of?.checks.includes(flag)}>
            {t(`policies.flag.${flag}`)}
          </Tick>
        ))}
      </fieldset>
      <TextArea
        name="input.notChecked"
        label={t('edit.law.notChecked')}
        hint={t('edit.lines.hint')}
        rows={3}
        value={of?.notChecked.join('\n')}
      />
      <Sure name="input.confidence" value={of?.confidence} />
      <NoteField value={of?.note} />
    </>
  );
}
