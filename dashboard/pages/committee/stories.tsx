// Stories that wait for the committee, those that are published, and the tips.
import { CommitteeStoriesDocument } from '../../../schema/typed/CommitteeStories';
import { CommitteeTipsDocument } from '../../../schema/typed/CommitteeTips';
import { PublishStoryDocument } from '../../../schema/typed/PublishStory';
import { RemoveTipDocument } from '../../../schema/typed/RemoveTip';
import { RetractStoryDocument } from '../../../schema/typed/RetractStory';
import { WriteTipDocument } from '../../../schema/typed/WriteTip';
import { Button, Form, Hidden, TextArea } from '../../components/form';
import { Answered, Card, Cards, Day, Pager, Section } from '../../components/show';
import { ask, page } from '../../page';
import { CommitteeRooms } from './room';

const said = {
  publish: 'committee.stories.published',
  retract: 'committee.stories.retracted',
  tip: 'committee.tips.written',
  removeTip: 'committee.tips.removed',
} as const;

export const committeeStories = page({
  address: '/committee/stories',
  audience: 'committee',
  title: ({ t }) => t('committee.stories.title'),
  done: ({ form, t }) => t(said[form.sent as keyof typeof said]),
  asks: { stories: ask(CommitteeStoriesDocument), others: ask(CommitteeTipsDocument) },
  forms: { publish: PublishStoryDocument, retract: RetractStoryDocument, tip: WriteTipDocument, removeTip: RemoveTipDocument },
  reaches: { publish: ['PUBLISHED'], retract: ['RETRACTED'], removeTip: ['NOT_FOUND'] },
  content: ({ answers, form, t, country }) => (
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
                      <h3>{title}</h3>
                      <p>
                        {partnership?.partners.map(({ name, country: code }) => `${name} (${country(code)})`).join(' · ')}{' '}
                        {state === 'RETRACTED' && t('committee.stories.state.retracted')}
                      </p>
                      {/* The subgraph sanitizes it. */}
                      <div dangerouslySetInnerHTML={{ __html: bodyHtml }} />
                      <Form of={form} name="publish" one={id} action="#main">
                        <Hidden name="storyId" value={id} />
                        <Button label={t('committee.stories.publish')} />
                      </Form>
                    </Card>
                  ))}
                </Cards>
                <Pager fields={form.fields} after={stories.pageInfo} />
              </>
            )
          }
        </Answered>
      </Section>
      <Answered of={answers.others} failed="committee.failed">
        {({ stories, tips }) => (
          <>
            <Section id="published" title={t('committee.stories.public')}>
              {stories?.nodes.length === 0 && <p>{t('committee.stories.none')}</p>}
              <Cards>
                {stories?.nodes.map(({ id, title, publishedOn }) => (
                  <Card key={id}>
                    <h3>{title}</h3>
                    {publishedOn && (
                      <p>
                        <Day on={publishedOn} />
                      </p>
                    )}
                    <details>
                      <summary>{t('committee.stories.retract.what')}</summary>
                      <Form of={form} name="retract" one={id} action="#main">
                        <Hidden name="storyId" value={id} />
                        <Button label={t('committee.stories.retract')} grave />
                      </Form>
                    </details>
                  </Card>
                ))}
              </Cards>
            </Section>
            <Section id="tips" title={t('committee.tips')}>
              <Cards>
                {(tips ?? []).map(({ id, text }, i) => (
                  <Card key={id}>
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
