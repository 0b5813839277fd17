// Libraries that seek a sister: search by words and country.
import { ListingSearchDocument } from '../../../schema/typed/ListingSearch';
import { Button, Country, Field, Form, Refusal } from '../../components/form';
import { Away, Card, Cards, Lines, Mark, Missing, Pager } from '../../components/show';
import { ask, page } from '../../page';

export const listings = page({
  address: '/listings',
  title: ({ t }) => t('listings.title'),
  description: ({ t }) => t('listing.new.lead'),
  asks: { listings: ask(ListingSearchDocument) },
  indexed: true,
  content: ({ answers, form, t, country }) => {
    const { data, refused } = answers.listings;
    const found = data?.listings;
    const isAsked = refused?.code === 'BAD_USER_INPUT';
    return (
      <>
        {isAsked && <Refusal refused={refused} />}
        <Form of={{ ...form, refused: isAsked ? refused : undefined }} method="get" label={t('listings.search')}>
          <Field name="filter.text" label={t('listings.text')} type="search" maxlength={200} />
          <Country name="filter.countries" label={t('listings.country')} none={t('listings.anywhere')} />
          <Button label={t('listings.press')} />
        </Form>
        {found && (
          <>
            <p role="status">{t('listings.found', { count: found.totalCount ?? 0 })}</p>
            {found.nodes.length === 0 && <p>{t('listings.none')}</p>}
            <Cards>
              {found.nodes.map(({ id, library, offers, seeks, historical, demo }) => (
                <Card key={id}>
                  {library && (
                    <>
                      <h2>{library.name}</h2>
                      <p>
                        {library.city}, {country(library.country)}
                        {library.website && (
                          <>
                            {' · '}
                            <Away to={library.website}>{t('listings.website')}</Away>
                          </>
                        )}
                        <Mark historical={historical} demo={demo} />
                      </p>
                    </>
                  )}
                  {offers && (
                    <p>
                      <strong>{t('listings.offers')}</strong> <Lines>{offers}</Lines>
                    </p>
                  )}
                  {seeks && (
                    <p>
                      <strong>{t('listings.seeks')}</strong> <Lines>{seeks}</Lines>
                    </p>
                  )}
                </Card>
              ))}
            </Cards>
            <Pager fields={form.fields} after={found.pageInfo} />
          </>
        )}
        {!found && !isAsked && <Missing failed="listings.failed" />}
        <p>
          <a class="button" href="/listings/new">
            {t('listings.add')}
          </a>
        </p>
      </>
    );
  },
});
