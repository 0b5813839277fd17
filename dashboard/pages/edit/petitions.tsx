// Petitions that were signed elsewhere in the past, as editors record and correct them, with the numbers that sources reported.
import { CorrectPetitionDocument } from '../../../schema/typed/CorrectPetition';
import { EditorChoicesDocument, type EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import { EditorPetitionDocument, type EditorPetitionQuery } from '../../../schema/typed/EditorPetition';
import { EditorPetitionsDocument } from '../../../schema/typed/EditorPetitions';
import { RecordPetitionDocument } from '../../../schema/typed/RecordPetition';
import { RecordPetitionCountDocument } from '../../../schema/typed/RecordPetitionCount';
import { RemovePetitionCountDocument } from '../../../schema/typed/RemovePetitionCount';
import { Button, Field, Form, Hidden, TextArea } from '../../components/form';
import { isShownAgain } from '../../components/refusal';
import { Answered, Pager, Section } from '../../components/show';
import { ask, askWhole, type Form as FormState, page } from '../../page';
import { useWords } from '../../words/words';
import { PreciseDay } from './days';
import {
  EditRooms,
  NameField,
  NoteField,
  OneOf,
  PolicyIds,
  PublisherOf,
  qualifiers,
  ReportedNumber,
  Rows,
  readName,
  Sure,
  useReported,
  WhyField,
} from './room';
import { readSource, SourceFields, sourcesOf } from './source';

type Petition = NonNullable<EditorPetitionQuery['petition']>;

const outcomes = ['POLICY_WITHDRAWN', 'POLICY_CHANGED', 'POLICY_KEPT', 'UNKNOWN'];

export const editPetitions = page({
  address: '/edit/petitions',
  audience: 'editor',
  title: ({ t }) => t('edit.petitions.title'),
  done: ({ t }) => t('edit.petition.done'),
  asks: {
    choices: askWhole(EditorChoicesDocument, 'publishers'),
    list: ask(EditorPetitionsDocument, (fields) => ({ filter: { historical: true }, after: fields.get('after') || null })),
  },
  forms: { record: RecordPetitionDocument },
  before: {
    record: (fields) => {
      readSource(fields);
      readName(fields, ['title']);
    },
  },
  content: ({ answers, form, t, day }) => (
    <>
      <EditRooms />
      <p class="lead">{t('edit.petitions.lead')}</p>
      <p>
        <a class="button" href="#record">
          {t('edit.petition.new')}
        </a>
      </p>
      <Section id="list" title={t('edit.petition.list')}>
        <Answered of={answers.list} failed="edit.failed">
          {({ petitions }) =>
            petitions && (
              <>
                {petitions.nodes.length === 0 && <p>{t('edit.list.empty')}</p>}
                <ul class="plain">
                  {petitions.nodes.map(({ id, title, launchedOn }) => (
                    <li key={id}>
                      <a href={`/edit/petitions/${encodeURIComponent(id)}`} lang="">
                        {title}
                      </a>
                      {launchedOn && `, ${day(launchedOn.date, launchedOn.precision)}`}
                    </li>
                  ))}
                </ul>
                <Pager fields={form.fields} after={petitions.pageInfo} />
              </>
            )
          }
        </Answered>
      </Section>
      <Section id="record" title={t('edit.petition.new')}>
        <Form of={form} name="record" action="#main">
          <PetitionFields form={form} choices={answers.choices.data} />
          <NameField />
          <SourceFields known={sourcesOf(answers.choices.data)} />
          <Button label={t('edit.petition.press')} />
        </Form>
      </Section>
    </>
  ),
});

export const editPetition = page({
  address: '/edit/petitions/:id',
  audience: 'editor',
  title: ({ answers, t }) => t('edit.one.title', { title: answers.work.data?.petition?.title ?? '' }),
  done: ({ form, t }) =>
    t(form.sent === 'count' ? 'edit.count.done' : form.sent === 'remove' ? 'edit.count.removed' : 'edit.replace.done'),
  asks: { choices: askWhole(EditorChoicesDocument, 'publishers'), work: ask(EditorPetitionDocument) },
  needs: 'work',
  forms: { count: RecordPetitionCountDocument, remove: RemovePetitionCountDocument, correct: CorrectPetitionDocument },
  before: { count: readSource, correct: readSource },
  content: ({ answers, form, t }) => {
    const petition = answers.work.data?.petition;
    if (!petition) return null;
    const known = [...petition.sources, ...sourcesOf(answers.choices.data)];
    return (
      <>
        <EditRooms />
        <p>
          <a href={`/petitions/${encodeURIComponent(petition.id)}`}>{t('edit.petition.page')}</a>
        </p>
        <Section id="count" title={t('edit.count')}>
          <Reported of={petition} form={form} />
          <Form of={form} name="count" action="#main">
            <Hidden name="input.petitionId" value={petition.id} />
            <ReportedNumber />
            <NoteField />
            <Field name="input.reason" label={t('edit.count.reason')} hint={t('edit.count.reason.hint')} maxlength={2000} />
            <SourceFields known={known} />
            <Button label={t('edit.count.press')} />
          </Form>
        </Section>
        {petition.historical ? (
          <Section id="correct" title={t('edit.correct')}>
            <Form of={form} name="correct" action="#main" guarded>
              <Hidden name="input.id" value={petition.id} />
              <PetitionFields of={petition} form={form} choices={answers.choices.data} />
              <SourceFields known={known} kept={petition.sources} />
              <WhyField />
              <Button label={t('edit.replace.press')} />
            </Form>
          </Section>
        ) : (
          <p>{t('edit.petition.own')}</p>
        )}
      </>
    );
  },
});

/** The numbers on record, each with the way to remove it. */
function Reported({ of: { id, reportedCounts }, form }: { readonly of: Petition; readonly form: FormState }) {
  const { t } = useWords();
  const inWords = useReported();
  if (reportedCounts.length === 0) return <p>{t('edit.count.none')}</p>;
  return (
    <ul class="plain">
      {reportedCounts.map((count) => (
        <li key={`${count.metric} ${count.on}`}>
          {inWords(count)}
          <details open={isShownAgain(form, 'remove', `${count.metric}-${count.on}`)}>
            <summary>{t('edit.count.remove')}</summary>
            <Form of={form} name="remove" one={`${count.metric}-${count.on}`} action="#main">
              <Hidden name="input.petitionId" value={id} />
              <Hidden name="input.metric" value={count.metric} />
              <Hidden name="input.on" value={count.on} />
              <Field name="input.reason" label={t('edit.count.remove.why')} required maxlength={2000} />
              <Button label={t('edit.count.remove')} grave />
            </Form>
          </details>
        </li>
      ))}
    </ul>
  );
}

function PetitionFields({
  of,
  form,
  choices,
}: {
  readonly of?: Petition;
  readonly form: FormState;
  readonly choices: EditorChoicesQuery | undefined;
}) {
  const { t } = useWords();
  return (
    <>
      <Field name="input.title" label={t('organize.draft.title')} required maxlength={300} value={of?.title} />
      <TextArea name="input.ask" label={t('edit.petition.ask')} rows={3} required maxlength={2000} value={of?.ask} />
      <Field name="input.target" label={t('why.target')} required maxlength={300} value={of?.target} />
      <PublisherOf
        name="input.targetPublisherId"
        label={t('why.publisher')}
        none={t('edit.petition.noPublisher')}
        choices={choices}
        value={of?.targetPublisher?.id}
      />
      <TextArea
        name="input.organizers"
        label={t('edit.petition.organizers')}
        hint={t('edit.lines.hint')}
        rows={2}
        required
        value={of?.organizers.join('\n')}
      />
      <Field name="input.hashtag" label={t('why.hashtag')} maxlength={100} value={of?.hashtag} />
      <PreciseDay
        name="input.launchedOn"
        precision="input.launchedPrecision"
        label={t('why.launched')}
        hint={t('edit.optional')}
        value={of?.launchedOn}
        flat
      />
      <Sure name="input.launchConfidence" label={t('edit.petition.launchSure')} value={of?.launchConfidence} optional />
      <div class="asking">
        <Field name="input.closedOn" label={t('edit.petition.closedOn')} type="date" value={of?.closedOn} />
        <Field name="input.goal" label={t('organize.goal')} type="number" min={1} value={of?.goal} />
      </div>
      <div class="asking">
        <OneOf
          name="input.outcome"
          label={t('organize.outcome')}
          none={t('organize.outcome.none')}
          of={outcomes}
          words="organize.outcome"
          value={of?.outcome}
        />
        <Field name="input.outcomeOn" label={t('organize.outcome.on')} type="date" value={of?.outcomeOn} />
      </div>
      <h3>{t('history.deliveries')}</h3>
      <Rows form={form} name="input.deliveries" legend={t('edit.petition.delivery')} there={of?.deliveries.length}>
        {(at, index) => {
          const delivery = of?.deliveries[index];
          return (
            <>
              <Field name={`${at}.to`} label={t('edit.petition.to')} maxlength={300} value={delivery?.to} />
              <div class="asking">
                <Field name={`${at}.on`} label={t('history.on')} type="date" value={delivery?.on} />
                <Field name={`${at}.count`} label={t('history.number')} type="number" min={0} value={delivery?.count} />
                <OneOf
                  name={`${at}.qualifier`}
                  label={t('edit.count.qualifier')}
                  none={t('edit.choose')}
                  of={qualifiers}
                  words="edit.qualifier"
                  value={delivery?.qualifier}
                />
              </div>
            </>
          );
        }}
      </Rows>
      <PolicyIds name="input.relatedPolicyIds" choices={choices} value={of?.relatedPolicies} />
      <NoteField value={of?.note} />
    </>
  );
}
