// What waits for the committee: submissions by age, with the libraries that may be the same.
import { CommitteeQueueDocument } from '../../../schema/typed/CommitteeQueue';
import { CommitteeWaitingDocument } from '../../../schema/typed/CommitteeWaiting';
import { Answered, Card, Cards, Pager, Section } from '../../components/show';
import { ask, page } from '../../page';
import { CommitteeRooms } from './room';

export const committee = page({
  address: '/committee',
  audience: 'committee',
  title: ({ t }) => t('committee.title'),
  asks: { queue: ask(CommitteeQueueDocument), waiting: ask(CommitteeWaitingDocument) },
  content: ({ answers, form, t, country }) => (
    <>
      <CommitteeRooms />
      <Section id="queue" title={t('committee.queue')}>
        <Answered of={answers.queue} failed="committee.failed">
          {({ submissions }) =>
            submissions && (
              <>
                <p role="status">{t('committee.queue.count', { count: submissions.totalCount ?? 0 })}</p>
                <Cards>
                  {submissions.nodes.map(({ id, waitingDays, doubts, newLibrary, library, possibleDuplicates: doubles }) => {
                    const { name, city, country: code } = newLibrary ?? library ?? { name: '', city: '', country: '' };
                    return (
                      <Card key={id}>
                        <h3>
                          <a href={`/committee/submissions/${id}`}>{name || t('committee.unnamed')}</a>
                        </h3>
                        <p>
                          {city}, {country(code)} · {t('committee.waits', { days: waitingDays })}
                        </p>
                        {library && <p>{t('committee.queue.listed')}</p>}
                        {doubles.length > 0 && <p>{t('committee.queue.doubles', { count: doubles.length })}</p>}
                        {doubts.map((doubt) => (
                          <p key={doubt}>{t(`committee.doubt.${doubt}`)}</p>
                        ))}
                      </Card>
                    );
                  })}
                </Cards>
                <Pager fields={form.fields} after={submissions.pageInfo} />
              </>
            )
          }
        </Answered>
      </Section>
      <Section id="else" title={t('committee.else')}>
        <Answered of={answers.waiting} failed="committee.failed">
          {({ unpublishedStories, silentPairs }) => (
            <ul class="plain">
              <li>
                <a href="/committee/stories">{t('committee.else.stories', { count: unpublishedStories?.totalCount ?? 0 })}</a>
              </li>
              <li>
                <a href="/committee/report#silent">{t('committee.else.silent', { count: silentPairs?.totalCount ?? 0 })}</a>
              </li>
            </ul>
          )}
        </Answered>
      </Section>
    </>
  ),
});
