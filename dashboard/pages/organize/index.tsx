// The petitions of an organizer: how each stands, and what waits.
import { OrganizerWorkDocument } from '../../../schema/typed/OrganizerWork';
import { Answered, Card, Cards, Mark } from '../../components/show';
import { ask, page } from '../../page';
import { waitsFor } from './terms';

export const organize = page({
  address: '/organize',
  audience: 'organizer',
  title: ({ t }) => t('organize.title'),
  asks: { work: ask(OrganizerWorkDocument) },
  content: ({ answers, ...words }) => {
    const { t, rich } = words;
    return (
      <>
        <p class="lead">{t('organize.lead')}</p>
        <p>
          <a class="button" href="/organize/new">
            {t('organize.new')}
          </a>
        </p>
        <Answered of={answers.work} failed="organize.failed">
          {({ myPetitionWork: works }) =>
            works &&
            (works.length === 0 ? (
              <p>{t('organize.none')}</p>
            ) : (
              <Cards>
                {works.map((work) => (
                  <Card key={work.petition.id}>
                    <h2>
                      <a href={`/organize/${work.petition.id}`} lang="">
                        {work.petition.title}
                      </a>
                      <Mark demo={work.petition.demo} />
                    </h2>
                    <p>
                      {t('organize.state', { state: work.petition.state })}
                      {work.petition.state !== 'DRAFT' && (
                        <>
                          {' · '}
                          {rich('organize.counted', { total: work.petition.totalCount ?? 0, paper: work.petition.paperCount })}
                        </>
                      )}
                    </p>
                    {waitsFor(work, words).map((text) => (
                      <p key={text}>{text}</p>
                    ))}
                  </Card>
                ))}
              </Cards>
            ))
          }
        </Answered>
      </>
    );
  },
});
