// Publishers, imprints, branches and aggregators as editors record and correct them.
import { CorrectPublisherDocument } from '../../../schema/typed/CorrectPublisher';
import { EditorChoicesDocument, type EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import { EditorPublisherDocument, type EditorPublisherQuery } from '../../../schema/typed/EditorPublisher';
import { EditorPublishersDocument } from '../../../schema/typed/EditorPublishers';
import { RecordPublisherDocument } from '../../../schema/typed/RecordPublisher';
import { Button, Field, Form, Hidden, TextArea } from '../../components/form';
import { Country } from '../../components/names';
import { Answered, Pager, Section } from '../../components/show';
import { Tick } from '../../components/tick';
import { ask, askWhole, page } from '../../page';
import { useWords } from '../../words/words';
import { EditRooms, NameField, NoteField, OneOf, PublisherOf, readName, WhyField } from './room';

const kinds = ['PUBLISHER', 'IMPRINT', 'BRANCH', 'AGGREGATOR', 'PREDECESSOR', 'ACQUIRED', 'AFFILIATE'];

export const editPublishers = page({
  address: '/edit/publishers',
  audience: 'editor',
  title: ({ t }) => t('edit.publishers.title'),
  done: ({ t }) => t('edit.publisher.done'),
  asks: {
    list: ask(EditorPublishersDocument, (fields) => ({
      filter: { text: fields.get('text')?.trim() || null },
      after: fields.get('after') || null,
    })),
    choices: askWhole(EditorChoicesDocument, 'publishers'),
  },
  forms: { record: RecordPublisherDocument },
  before: { record: (fields) => readName(fields, ['name']) },
  content: ({ answers, form, t }) => (
    <>
      <EditRooms />
      <p>
        <a class="button" href="#record">
          {t('edit.publisher.new')}
        </a>
      </p>
      <Section id="list" title={t('edit.publisher.list')}>
        <Form of={{ ...form, sent: undefined }} method="get" label={t('edit.publisher.list')}>
          <Field name="text" label={t('edit.publisher.search')} type="search" maxlength={100} />
          <Button label={t('statements.press')} />
        </Form>
        <Answered of={answers.list} failed="publishers.failed">
          {({ publishers }) =>
            publishers && (
              <>
                {publishers.nodes.length === 0 && <p>{t('edit.list.none')}</p>}
                <ul class="plain">
                  {publishers.nodes.map(({ id, name, kind, parent }) => (
                    <li key={id}>
                      <a href={`/edit/publishers/${encodeURIComponent(id)}`}>{name}</a>,{' '}
                      {parent
                        ? t('publishers.of', { kind: t('publishers.kind', { kind }), parent: parent.name })
                        : t('publishers.kind', { kind })}
                    </li>
                  ))}
                </ul>
                <Pager fields={form.fields} after={publishers.pageInfo} />
              </>
            )
          }
        </Answered>
      </Section>
      <Section id="record" title={t('edit.publisher.new')}>
        <Form of={form} name="record" action="#main">
          <PublisherFields choices={answers.choices.data} />
          <NameField />
          <Button label={t('edit.publisher.press')} />
        </Form>
      </Section>
    </>
  ),
});

export const editPublisher = page({
  address: '/edit/publishers/:id',
  audience: 'editor',
  title: ({ answers, t }) => t('edit.publisher.title', { name: answers.work.data?.publisher?.name ?? '' }),
  done: ({ t }) => t('edit.replace.done'),
  asks: { work: ask(EditorPublisherDocument), choices: askWhole(EditorChoicesDocument, 'publishers') },
  needs: 'work',
  forms: { correct: CorrectPublisherDocument },
  content: ({ answers, form, t }) => {
    const publisher = answers.work.data?.publisher;
    return (
      <>
        <EditRooms />
        <p>
          <a href={`/publishers/${encodeURIComponent(publisher?.id ?? '')}`}>{t('edit.publisher.policies')}</a>
        </p>
        <Form of={form} name="correct" action="#main" guarded>
          <Hidden name="input.id" value={publisher?.id} />
          <PublisherFields of={publisher} choices={answers.choices.data} />
          <WhyField />
          <Button label={t('edit.replace.press')} />
        </Form>
      </>
    );
  },
});

interface PublisherFieldsProps {
  readonly of?: EditorPublisherQuery['publisher'] | undefined;
  readonly choices: EditorChoicesQuery | undefined;
}

function PublisherFields({ of, choices }: PublisherFieldsProps) {
  const { t } = useWords();
  return (
    <>
      <Field name="input.name" label={t('edit.publisher.name')} required maxlength={200} value={of?.name} />
      <OneOf name="input.kind" label={t('edit.publisher.kind')} of={kinds} words="edit.publisher.kind" value={of?.kind} />
      <PublisherOf
        name="input.parentId"
        label={t('edit.publisher.parent')}
        none={t('edit.publisher.parent.none')}
        value={of?.parent?.id}
        choices={choices}
      />
      <Country name="input.country" label={t('edit.publisher.country')} none={t('policies.unknown')} value={of?.country} />
      <TextArea
        name="input.aliases"
        label={t('edit.publisher.aliases')}
        hint={t('edit.lines.hint')}
        rows={3}
        value={of?.aliases.join('\n')}
      />
      <Tick name="input.bigFive" ticked={of?.bigFive}>
        {t('edit.publisher.bigFive')}
      </Tick>
      <NoteField value={of?.note} />
    </>
  );
}
