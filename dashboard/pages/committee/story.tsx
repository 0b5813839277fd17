// One story for the committee, whatever its state: read, rewritten, published and taken back.
import { CommitteeStoryDocument, type CommitteeStoryQuery } from '../../../schema/typed/CommitteeStory';
import { PublishStoryDocument } from '../../../schema/typed/PublishStory';
import { RetractStoryDocument } from '../../../schema/typed/RetractStory';
import { WriteStoryDocument } from '../../../schema/typed/WriteStory';
import { Button, Field, Form, Hidden, Refusal, TextArea } from '../../components/form';
import { Day, Mark, Section } from '../../components/show';
import { goalName, goals, pairName, Sources, Written } from '../../components/sisters';
import { Ticks } from '../../components/tick';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';
import { CommitteeRooms } from './room';

type Story = NonNullable<CommitteeStoryQuery['story']>;

export const committeeStory = page({
  address: '/committee/stories/:id',
  where: { id: /^[a-z0-9-]{1,100}$/i },
  audience: 'committee',
  title: ({ answers }) => answers.story.data?.story?.title ?? '',
  titleLanguage: () => '',
  done: ({ answers, form, t }) => {
    const state = answers.story.data?.story?.state ?? 'DRAFT';
    if (form.sent === 'publish') return t('committee.stories.published');
    return form.sent === 'retract' ? t('committee.stories.retracted') : t('committee.story.rewritten', { state });
  },
  asks: { story: ask(CommitteeStoryDocument) },
  needs: 'story',
  forms: { write: WriteStoryDocument, publish: PublishStoryDocument, retract: RetractStoryDocument },
  reaches: { publish: ['PUBLISHED'], retract: ['RETRACTED'] },
  content: ({ answers, form, ...words }) => {
    const { t } = words;
    const shown = answers.story.data?.story;
    if (!shown) return <Refusal refused={form.refused} />;
    const { id, state, bodyHtml, publishedOn, demo, partnership, sources } = shown;
    const isPublic = state === 'PUBLISHED';
    return (
      <>
        <CommitteeRooms />
        <p>
          {partnership && pairName(words, partnership.partners)} <Mark demo={demo} />
        </p>
        <p>
          {t('committee.story.state', { state })} {isPublic && publishedOn && <Day on={publishedOn} />}{' '}
          {isPublic && <a href={`/stories/${id}`}>{t('committee.story.public')}</a>}
        </p>
        <Written html={bodyHtml} />
        {sources.length > 0 && (
          <Section id="sources" title={t('story.sources')}>
            <Sources of={sources} />
          </Section>
        )}
        <Section id="rewrite" title={t('committee.story.rewrite')}>
          {isPublic && <p>{t('committee.story.rewrite.public')}</p>}
          {partnership ? (
            <Form of={form} name="write" action="#main" guarded>
              <Hidden name="input.id" value={id} />
              <StoryFields pair={partnership.id} of={shown} />
            </Form>
          ) : (
            <p>{t('committee.stories.noPair')}</p>
          )}
        </Section>
        <Section id="state" title={t(isPublic ? 'committee.stories.retract.what' : 'committee.stories.publish')}>
          <p>{t(isPublic ? 'committee.story.retract.lead' : 'committee.story.publish.lead')}</p>
          <Form of={form} name={isPublic ? 'retract' : 'publish'} action="#main">
            <Hidden name="storyId" value={id} />
            <Button label={t(isPublic ? 'committee.stories.retract' : 'committee.stories.publish')} grave={isPublic} />
          </Form>
        </Section>
      </>
    );
  },
});

/** A story, in the words of the committee. */
export function StoryFields({
  pair,
  of,
}: {
  readonly pair: string;
  readonly of?: Pick<Story, 'title' | 'state' | 'body' | 'goals'>;
}) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <Hidden name="input.partnershipId" value={pair} />
      <Field name="input.title" label={t('committee.stories.heading')} value={of?.title} required maxlength={200} />
      <TextArea
        name="input.body"
        label={t('committee.stories.body')}
        hint={t('committee.stories.body.hint')}
        value={of?.body}
        rows={12}
        required
        maxlength={50_000}
      />
      <Ticks
        name="input.goals"
        legend={t('committee.stories.goals')}
        options={goals.map((goal) => [goal, goalName(words, goal)] as const)}
        chosen={of?.goals}
      />
      <Button label={t(of?.state === 'PUBLISHED' ? 'committee.story.keepPublic' : 'committee.stories.keep')} />
    </>
  );
}
