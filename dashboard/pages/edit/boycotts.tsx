// Boycotts as editors record and correct them, with their end and the numbers that sources reported.
import { CorrectBoycottDocument } from '../../../schema/typed/CorrectBoycott';
import { EditorBoycottsDocument, type EditorBoycottsQuery } from '../../../schema/typed/EditorBoycotts';
import { EditorChoicesDocument, type EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import { EndBoycottDocument } from '../../../schema/typed/EndBoycott';
import { RecordBoycottDocument } from '../../../schema/typed/RecordBoycott';
import { RecordBoycottCountDocument } from '../../../schema/typed/RecordBoycottCount';
import { Button, Field, Form, Hidden } from '../../components/form';
import { Answered, Missing, Section } from '../../components/show';
import { ask, askWhole, page } from '../../page';
import { useWords } from '../../words/words';
import { EditRooms, NameField, PolicyIds, PublisherOf, ReportedNumber, readName, useReported, WhyField } from './room';
import { readSource, SourceFields, sourcesOf } from './source';

type Boycott = NonNullable<EditorBoycottsQuery['boycotts']>[number];

const asks = { choices: askWhole(EditorChoicesDocument, 'publishers'), list: ask(EditorBoycottsDocument) };

export const editBoycotts = page({
  address: '/edit/boycotts',
  audience: 'editor',
  title: ({ t }) => t('edit.boycotts.title'),
  done: ({ t }) => t('edit.boycott.done'),
  asks,
  forms: { record: RecordBoycottDocument },
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
          {t('edit.boycott.new')}
        </a>
      </p>
      <Section id="list" title={t('edit.boycott.list')}>
        <Answered of={answers.list} failed="edit.failed">
          {({ boycotts }) =>
            boycotts && (
              <>
                {boycotts.length === 0 && <p>{t('edit.list.empty')}</p>}
                <ul class="plain">
                  {boycotts.map(({ id, title, startedOn }) => (
                    <li key={id}>
                      <a href={`/edit/boycotts/${encodeURIComponent(id)}`}>{title}</a>,{' '}
                      {t('edit.since', { precision: 'DAY', day: day(startedOn) })}
                    </li>
                  ))}
                </ul>
              </>
            )
          }
        </Answered>
      </Section>
      <Section id="record" title={t('edit.boycott.new')}>
        <Form of={form} name="record" action="#main">
          <BoycottFields choices={answers.choices.data} />
          <NameField />
          <SourceFields known={sourcesOf(answers.choices.data)} />
          <Button label={t('edit.boycott.press')} />
        </Form>
      </Section>
    </>
  ),
});

export const editBoycott = page({
  address: '/edit/boycotts/:id',
  audience: 'editor',
  title: ({ answers, form, t }) => t('edit.one.title', { title: boycottOf(answers.list.data, form.fields)?.title ?? '' }),
  done: ({ form, t }) => t(form.sent === 'count' ? 'edit.count.done' : 'edit.replace.done'),
  asks,
  needs: 'list',
  forms: { end: EndBoycottDocument, count: RecordBoycottCountDocument, correct: CorrectBoycottDocument },
  before: { end: readSource, count: readSource, correct: readSource },
  content: ({ answers, form, t, day }) => {
    const boycott = boycottOf(answers.list.data, form.fields);
    if (!boycott) return <Missing failed="edit.one.none" />;
    const known = [...boycott.sources, ...sourcesOf(answers.choices.data)];
    return (
      <>
        <EditRooms />
        <Section id="end" title={t('edit.boycott.end')}>
          <p>{boycott.endedOn ? t('edit.boycott.ended', { day: day(boycott.endedOn) }) : t('edit.boycott.going')}</p>
          <Form of={form} name="end" action="#main">
            <Hidden name="input.id" value={boycott.id} />
            <Field name="input.on" label={t('edit.boycott.endedOn')} type="date" required value={boycott.endedOn} />
            <SourceFields known={known} />
            <Button label={t('edit.end.press')} />
          </Form>
        </Section>
        <Section id="count" title={t('edit.count')}>
          <Reported of={boycott} />
          <Form of={form} name="count" action="#main">
            <Hidden name="input.boycottId" value={boycott.id} />
            <ReportedNumber />
            <SourceFields known={known} />
            <Button label={t('edit.count.press')} />
          </Form>
        </Section>
        <Section id="correct" title={t('edit.correct')}>
          <Form of={form} name="correct" action="#main" guarded>
            <Hidden name="input.id" value={boycott.id} />
            <BoycottFields of={boycott} choices={answers.choices.data} />
            <SourceFields known={known} kept={boycott.sources} />
            <WhyField />
            <Button label={t('edit.replace.press')} />
          </Form>
        </Section>
      </>
    );
  },
});

const boycottOf = (list: EditorBoycottsQuery | undefined, fields: URLSearchParams): Boycott | undefined =>
  list?.boycotts?.find(({ id }) => id === fields.get('id'));

function Reported({ of: { reportedCounts } }: { readonly of: Boycott }) {
  const { t } = useWords();
  const inWords = useReported();
  if (reportedCounts.length === 0) return <p>{t('edit.count.none')}</p>;
  return (
    <ul class="plain">
      {reportedCounts.map((count) => (
        <li key={`${count.metric} ${count.on}`}>{inWords(count)}</li>
      ))}
    </ul>
  );
}

function BoycottFields({ of, choices }: { readonly of?: Boycott; readonly choices: EditorChoicesQuery | undefined }) {
  const { t } = useWords();
  return (
    <>
      <Field name="input.title" label={t('edit.boycott.title')} required maxlength={300} value={of?.title} />
      <PublisherOf
        name="input.targetPublisherId"
        label={t('edit.boycott.target')}
        choices={choices}
        value={of?.targetPublisher?.id}
        required
      />
      <Field name="input.coordinator" label={t('edit.boycott.by')} required maxlength={300} value={of?.coordinator} />
      <div class="asking">
        <Field name="input.startedOn" label={t('edit.boycott.startedOn')} type="date" required value={of?.startedOn} />
        {of && <Field name="input.endedOn" label={t('edit.boycott.endedOn')} type="date" value={of.endedOn} />}
      </div>
      <PolicyIds name="input.policyIds" choices={choices} value={of?.policies} />
    </>
  );
}
