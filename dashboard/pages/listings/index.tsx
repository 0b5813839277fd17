// Libraries that seek a sister: what was searched for, who was found, and what to try when nobody was.
import { ListingSearchDocument, type ListingSearchQuery } from '../../../schema/typed/ListingSearch';
import { Refusal } from '../../components/form';
import { Away, Card, Cards, HowMany, Lines, Mark, Missing, Pager } from '../../components/show';
import { ask, page } from '../../page';
import { cannotUse } from '../../refusals';
import { countryWritten } from '../../words/places';
import { useWords } from '../../words/words';
import { narrowed, searchOf, unreadable } from './search';
import { places, SearchForm } from './searchForm';

type Found = NonNullable<ListingSearchQuery['listings']>;

export const listings = page({
  address: '/listings',
  title: ({ t }) => t('listings.title'),
  description: ({ t }) => t('listings.description'),
  asks: { listings: ask(ListingSearchDocument, searchOf), places },
  indexed: true,
  asksWrongly: (_answers, fields) => unreadable(fields) !== undefined,
  content: ({ answers, form, ...words }) => {
    const { t } = words;
    const { data } = answers.listings;
    const wrong = unreadable(form.fields);
    const refused = wrong ? cannotUse(words, wrong, t(`listings.${wrong}`), 'choice') : answers.listings.refused;
    const found = data?.listings;
    const isAsked = refused?.code === 'BAD_USER_INPUT';
    return (
      <>
        {isAsked && <Refusal refused={refused} />}
        <SearchForm form={form} refused={isAsked ? refused : undefined} facets={found?.facets} places={answers.places.data} />
        {found && (
          <>
            <HowMany
              fields={form.fields}
              count={found.totalCount ?? 0}
              some={t('listings.found', { count: found.totalCount ?? 0 })}
              none={t('listings.none')}
              yet={t('listings.yet')}
            />
            {found.hints.length > 0 && <Nothing hints={found.hints} fields={form.fields} />}
            <Cards>
              {found.nodes.map((listing) => (
                <Seeking key={listing.id} of={listing} />
              ))}
            </Cards>
            <Pager fields={form.fields} after={found.pageInfo} />
          </>
        )}
        {!found && !isAsked && <Missing failed="listings.failed" />}
        {isAsked && (
          <p>
            <a href="/listings">{t('listings.again')}</a>
          </p>
        )}
        <p>
          <a class="button" href="/listings/new">
            {t('listings.add')}
          </a>
        </p>
      </>
    );
  },
});

/** What would find somebody, each as a link. */
function Nothing({ hints, fields }: { readonly hints: Found['hints']; readonly fields: URLSearchParams }) {
  const { t, country } = useWords();
  // The graph names countries in English.
  const named = (place: string) => {
    const code = countryWritten(place);
    return code ? country(code) : place;
  };
  return (
    <>
      <p>{t('listings.hints')}</p>
      <ul>
        {hints.map(({ field, suggestion, count }) => (
          <li key={`${field} ${suggestion}`}>
            <a href={`/listings?${narrowed(fields, field, suggestion && named(suggestion))}`}>
              {suggestion ? t('listings.hint.text', { suggestion: named(suggestion) }) : t('listings.hint.without', { field })}
            </a>{' '}
            {t('listings.hint.finds', { count })}
          </li>
        ))}
      </ul>
    </>
  );
}

function Seeking({ of: listing }: { readonly of: Found['nodes'][number] }) {
  const { t, country, languageName } = useWords();
  const { library, offers, seeks, activityInterests, commitment, historical, demo } = listing;
  if (!library) return null;
  const { id, name, city, website, languages } = library;
  return (
    <Card>
      <h2>
        <a href={`/libraries/${id}`}>{name}</a>
      </h2>
      <p>
        {city}, {country(library.country)}
        {website && (
          <>
            {' · '}
            <Away to={website}>{t('listings.website')}</Away>
          </>
        )}
        <Mark historical={historical} demo={demo} />
      </p>
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
      {activityInterests.length > 0 && (
        <p>
          <strong>{t('listings.likes')}</strong> {activityInterests.map((kind) => t(`listing.activity.${kind}`)).join(', ')}
        </p>
      )}
      <p class="source">
        {[languages.map(languageName).join(', '), commitment && t(`listing.commitment.${commitment}`)]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </Card>
  );
}
