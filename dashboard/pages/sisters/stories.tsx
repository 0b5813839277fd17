// All stories of sister libraries, the latest first.
import { StoryListDocument } from '../../../schema/typed/StoryList';
import { Button, Choice, Form, Refusal } from '../../components/form';
import { Card, Cards, Day, HowMany, Mark, Missing, Pager } from '../../components/show';
import { goalName, goals, pairName } from '../../components/sisters';
import { ask, page } from '../../page';

export const stories = page({
  address: '/stories',
  title: ({ t }) => t('stories.title'),
  description: ({ t }) => t('stories.lead'),
  asks: { stories: ask(StoryListDocument) },
  indexed: true,
  content: ({ answers, form, ...words }) => {
    const { t } = words;
    const { data, refused } = answers.stories;
    const found = data?.stories;
    const isAsked = refused?.code === 'BAD_USER_INPUT';
    return (
      <>
        <p class="lead">{t('stories.lead')}</p>
        {isAsked && <Refusal refused={refused} />}
        <Form of={{ ...form, refused: isAsked ? refused : undefined }} method="get" label={t('stories.latest')}>
          <Choice
            name="goal"
            label={t('sisters.pairs.goal')}
            none={t('sisters.pairs.goal.any')}
            options={goals.map((goal) => [goal, goalName(words, goal)] as const)}
          />
          <Button label={t('sisters.pairs.show')} />
        </Form>
        {found && (
          <>
            <HowMany
              fields={form.fields}
              count={found.totalCount}
              some={t('stories.found', { count: found.totalCount })}
              none={t('stories.nothing')}
              yet={t('stories.none')}
            />
            <Cards>
              {found.nodes.map(({ id, title, publishedOn, demo, partnership }) => {
                const pair = partnership && pairName(words, partnership.partners);
                return (
                  <Card key={id}>
                    <h2>
                      <a href={`/stories/${id}`} lang="">
                        {title}
                      </a>
                      <Mark demo={demo} />
                    </h2>
                    {pair && pair !== title && <p>{t('stories.of', { pair })}</p>}
                    <p>{publishedOn ? <Day on={publishedOn} /> : t('stories.undated')}</p>
                  </Card>
                );
              })}
            </Cards>
            <Pager fields={form.fields} after={found.pageInfo} />
          </>
        )}
        {!found && !isAsked && <Missing failed="stories.failed" />}
      </>
    );
  },
});
