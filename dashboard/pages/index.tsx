// The front page: petitions to sign, libraries to meet, data to take away.
import { FrontListingsDocument } from '../../schema/typed/FrontListings';
import { FrontPetitionsDocument } from '../../schema/typed/FrontPetitions';
import { OpenPetitionCountsDocument } from '../../schema/typed/OpenPetitionCounts';
import { Answered, Card, Cards, Count, Live, Mark, Section } from '../components/show';
import { ask, page } from '../page';

export const front = page({
  address: '/',
  title: ({ t }) => t('front.title'),
  description: ({ t }) => t('front.lead'),
  asks: { petitions: ask(FrontPetitionsDocument), listings: ask(FrontListingsDocument) },
  live: OpenPetitionCountsDocument,
  indexed: true,
  content: ({ answers, live, t, rich, country }) => (
    <>
      <p class="lead">{t('front.lead')}</p>
      <Section id="petitions" title={t('front.petitions')}>
        <Answered of={answers.petitions} failed="front.petitions.failed">
          {({ petitions }) =>
            petitions && (
              <Live feed={live}>
                <Cards>
                  {petitions.nodes.map((petition) => (
                    <Card key={petition.id}>
                      <h3>
                        <a href={`/petitions/${petition.id}`}>{petition.title}</a>
                        <Mark demo={petition.demo} />
                      </h3>
                      <Count of={petition} />
                      <p>{t('petition.to', { target: petition.target })}</p>
                    </Card>
                  ))}
                </Cards>
                {petitions.nodes.length === 0 && <p>{t('front.petitions.none')}</p>}
              </Live>
            )
          }
        </Answered>
        <p>
          <a href="/petitions">{t('front.petitions.all')}</a>
        </p>
      </Section>
      <Section id="sisters" title={t('front.sisters')}>
        <Answered of={answers.listings} failed="front.sisters.failed">
          {({ listings }) =>
            listings && (
              <>
                <p>{t('front.sisters.some', { count: listings.totalCount ?? 0 })}</p>
                <ul class="plain">
                  {listings.nodes.map(
                    ({ id, library }) =>
                      library && (
                        <li key={id}>
                          <strong>{library.name}</strong>, {library.city}, {country(library.country)}
                          <Mark demo={library.demo} />
                        </li>
                      ),
                  )}
                </ul>
              </>
            )
          }
        </Answered>
        <p>
          <a class="button" href="/listings/new">
            {t('front.sisters.add')}
          </a>{' '}
          <a class="beside" href="/listings">
            {t('front.sisters.all')}
          </a>
        </p>
      </Section>
      <Section id="data" title={t('front.data')}>
        <ul class="plain">
          <li>{rich('front.data.policies', { link: (inner) => <a href="/exports/policies.csv">{inner}</a> })}</li>
          <li>{rich('front.data.feed', { link: (inner) => <a href="/feeds/policies.atom">{inner}</a> })}</li>
          <li>{rich('front.data.graph', { code: (inner) => <code>{inner}</code> })}</li>
        </ul>
      </Section>
    </>
  ),
});
