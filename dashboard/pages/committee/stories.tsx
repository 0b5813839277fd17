// Stories that wait for the committee, those that are published, and the tips.
import { CommitteeStoriesDocument } from '../../../schema/typed/CommitteeStories';
import { CommitteeTipsDocument } from '../../../schema/typed/CommitteeTips';
import { PublishStoryDocument } from '../../../schema/typed/PublishStory';
import { RemoveTipDocument } from '../../../schema/typed/RemoveTip';
import { StoryPairDocument } from '../../../schema/typed/StoryPair';
import { WriteStoryDocument } from '../../../schema/typed/WriteStory';
import { WriteTipDocument } from '../../../schema/typed/WriteTip';
import { Button, Form, Hidden, TextArea } from '../../components/form';
import { isShownAgain } from '../../components/refusal';
import { Answered, AsWritten, Card, Cards, Day, Pager, Section } from '../../components/show';
import { Written } from '../../components/sisters';
import { ask, page } from '../../page';
import { CommitteeRooms } from './room';
import { StoryFields } from './story';

const said = {
  write: 'committee.stories.written',
  publish: 'committee.stories.published',
  tip: 'committee.tips.written',
  removeTip: 'committee.tips.removed',
} as const;

/** Which pair a new story is of; the page of a pair names it in the address. */
const pairField = 'input.partnershipId';

export const committeeStories = page({
  address: '/committee/stories',
  audience: 'committee',
  title: ({ t }) => t('committee.stories.title'),
  done: ({ form, t }) => t(said[form.sent as keyof typeof said]),
  asks: {
    stories: ask(CommitteeStoriesDocument),
    others: ask(CommitteeTipsDocument),
    pair: ask(StoryPairDocument, (fields) => (fields.get(pairField) ? { id: fields.get(pairField) ?? '' } : undefined)),
  },
  forms: {
    write: WriteStoryDocument,
    publish: PublishStoryDocument,
    tip: WriteTipDocument,
    removeTip: RemoveTipDocument,
  },
  reaches: { publish: ['PUBLISHED'], removeTip: ['NOT_FOUND'] },
  content: ({ answers, form, t, rich, country }) => (
    <>
      <CommitteeRooms />
      <Section id="waiting" title={t('committee.stories.waiting')}>
        <Answered of={answers.stories} failed="committee.failed">
          {({ unpublishedStories: stories }) =>
            stories && (
              <>
                <p>{t('committee.else.stories', { count: stories.totalCount ?? 0 })}.</p>
                <Cards>
                  {stories.nodes.map(({ id, title, state, bodyHtml, partnership }) => (
                    <Card key={id}>
                      <h3 lang="">{title}</h3>
                      <p>
                        {partnership?.partners.map(({ name, country: code }) => `${name} (${country(code)})`).join(' · ')}{' '}
                        {state === 'RETRACTED' && t('committee.stories.state.retracted')}
                      </p>
                      <Written html={bodyHtml} />
                      <Form of={form} name="publish" one={id} action="#main">
                        <Hidden name="storyId" value={id} />
                        <Button label={t('committee.stories.publish')} />
                      </Form>
                      <p>
                        <a href={`/committee/stories/${id}#rewrite`}>{t('committee.stories.rewrite')}</a>
                      </p>
                    </Card>
                  ))}
                </Cards>
                <Pager fields={form.fields} after={stories.pageInfo} />
              </>
            )
          }
        </Answered>
      </Section>
      <Section id="write" title={t('committee.stories.write')}>
        {form.fields.get(pairField) && (
          <Answered of={answers.pair} failed="committee.stories.noPair">
            {({ partnership }) =>
              partnership && (
                <Form of={form} name="write" one="new" action="#main">
                  <p>{partnership.partners.map(({ name, country: code }) => `${name} (${country(code)})`).join(' · ')}</p>
                  <StoryFields pair={partnership.id} />
                </Form>
              )
            }
          </Answered>
        )}
        {!(form.fields.get(pairField) && answers.pair.data?.partnership) && (
          <p>{rich('committee.stories.which', { sisters: (words) => <a href="/sisters#partnerships">{words}</a> })}</p>
        )}
      </Section>
      <Answered of={answers.others} failed="committee.failed">
        {({ stories, tips }) => (
          <>
            <Section id="published" title={t('committee.stories.public')}>
              {stories?.nodes.length === 0 && <p>{t('committee.stories.none')}</p>}
              <Cards>
                {stories?.nodes.map(({ id, title, publishedOn }) => (
                  <Card key={id}>
                    <h3>
                      <a href={`/committee/stories/${id}`} lang="">
                        {title}
                      </a>
                    </h3>
                    {publishedOn && (
                      <p>
                        <Day on={publishedOn} />
                      </p>
                    )}
                  </Card>
                ))}
              </Cards>
              {stories?.pageInfo.hasNextPage && (
                <p>
                  <a href="/stories">{t('committee.stories.all')}</a>
                </p>
              )}
            </Section>
            <Section id="tips" title={t('committee.tips')}>
              {tips?.length === 0 && <p>{t('tips.none')}</p>}
              <Cards>
                {(tips ?? []).map(({ id, text }, i) => (
                  <Card key={id}>
                    {/* One is opened to be written anew. */}
                    <details open={isShownAgain(form, 'tip', id)}>
                      <summary>
                        {rich('committee.tips.listed', { place: i + 1, text: () => <AsWritten>{text}</AsWritten> })}
                      </summary>
                      <Form of={form} name="tip" one={id} action="#main" guarded>
                        <Hidden name="input.id" value={id} />
                        <Hidden name="input.place" value={i + 1} />
                        <TextArea name="input.text" label={t('committee.tips.one', { place: i + 1 })} value={text} required />
                        <Button label={t('committee.tips.rewrite')} />
                      </Form>
                      <Form of={form} name="removeTip" one={id} action="#main">
                        <Hidden name="tipId" value={id} />
                        <Button label={t('committee.tips.remove')} grave />
                      </Form>
                    </details>
                  </Card>
                ))}
              </Cards>
              <Form of={form} name="tip" one="new" action="#main">
                <Hidden name="input.place" value={(tips?.length ?? 0) + 1} />
                <TextArea name="input.text" label={t('committee.tips.new')} required />
                <Button label={t('committee.tips.add')} />
              </Form>
            </Section>
          </>
        )}
      </Answered>
    </>
  ),
});
