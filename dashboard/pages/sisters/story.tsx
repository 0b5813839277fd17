// One story, of whom it is, and where it was read.
import { StoriesDocument } from '../../../schema/typed/Stories';
import { StoryPageDocument } from '../../../schema/typed/StoryPage';
import { Refusal } from '../../components/form';
import { Day, Mark, Section } from '../../components/show';
import { Partners, pairName, Since, Sources, Written } from '../../components/sisters';
import { ask, everywhere, page } from '../../page';

export const story = page({
  address: '/stories/:id',
  title: ({ answers }) => answers.story.data?.story?.title ?? '',
  titleLanguage: () => '',
  description: ({ answers, ...words }) => {
    const partners = answers.story.data?.story?.partnership?.partners;
    return partners ? words.t('stories.of', { pair: pairName(words, partners) }) : words.t('stories.lead');
  },
  asks: { story: ask(StoryPageDocument) },
  needs: 'story',
  indexed: true,
  everywhere: everywhere(
    ask(StoriesDocument, () => ({ first: 100 })),
    ({ stories }) => stories?.nodes.map(({ id }) => `/stories/${id}`) ?? [],
  ),
  content: ({ answers, form, who, t }) => {
    const shown = answers.story.data?.story;
    if (!shown) return <Refusal refused={form.refused} />;
    const { id, bodyHtml, publishedOn, demo, goals, partnership, sources } = shown;
    return (
      <>
        <p>
          {publishedOn ? <Day on={publishedOn} /> : t('stories.undated')}
          <Mark demo={demo} />
        </p>
        <Written html={bodyHtml} />
        {goals.length > 0 && <p>{t('story.goals', { goals: goals.map((goal) => t(`goal.${goal}`)).join(', ') })}</p>}
        {partnership && (
          <Section id="who" title={t('story.who')}>
            <Partners of={partnership.partners} />
            <p>
              <a href={`/partnerships/${partnership.id}`}>{t('partnership.title')}</a>. <Since on={partnership.startedOn} />
            </p>
          </Section>
        )}
        {sources.length > 0 && (
          <Section id="sources" title={t('story.sources')}>
            <Sources of={sources} />
          </Section>
        )}
        <p>
          {who.account?.roles.includes('committee') && (
            <>
              <a href={`/committee/stories/${id}`}>{t('story.rewrite')}</a> ·{' '}
            </>
          )}
          <a href="/stories">{t('story.more')}</a>
        </p>
      </>
    );
  },
});
