// The form of a search for a sister. Each choice says how many listings it would find.
import { ListingPlacesDocument, type ListingPlacesQuery } from '../../../schema/typed/ListingPlaces';
import type { ListingSearchQuery } from '../../../schema/typed/ListingSearch';
import { Button, Choice, Field, Form, Language } from '../../components/form';
import { Country } from '../../components/names';
import { Tick, Ticks } from '../../components/tick';
import type { Form as FormState, Refused } from '../../page';
import { ask } from '../../page';
import { type MessageId, useWords } from '../../words/words';
import { commitments, isNarrowed, libraryTypes, placeOf, radii } from './search';

/** What the form asks besides the search itself. */
export const places = ask(ListingPlacesDocument);

type Facets = NonNullable<ListingSearchQuery['listings']>['facets'];

interface SearchFormProps {
  readonly form: FormState;
  /** Undefined when the search was refused; then everything there is can be chosen. */
  readonly facets: Facets | undefined;
  readonly places: ListingPlacesQuery | undefined;
  readonly refused: Refused | undefined;
}

export function SearchForm({ form, facets, places: known, refused }: SearchFormProps) {
  const { t, country, languageName } = useWords();
  const counted = useCounted(form.fields);
  return (
    <Form of={{ ...form, refused }} method="get" label={t('listings.search')}>
      <Field name="filter.text" label={t('listings.text')} type="search" maxlength={200} />
      {facets ? (
        <Choice
          name="filter.countries"
          label={t('listings.country')}
          none={t('listings.anywhere')}
          options={counted('filter.countries', facets.countries, country)}
        />
      ) : (
        <Country name="filter.countries" label={t('listings.country')} none={t('listings.anywhere')} />
      )}
      <details class="more" open={isNarrowed(form.fields)}>
        <summary>{t('listings.more')}</summary>
        {facets ? (
          <Narrowing facets={facets} counted={counted} languageName={languageName} />
        ) : (
          <>
            <Language name="filter.languages" label={t('listings.language')} />
            <Choice
              name="filter.types"
              label={t('listings.type')}
              none={t('listings.any')}
              options={libraryTypes.map((type) => [type, t(`library.kind.${type}`)] as const)}
            />
            <Choice
              name="filter.commitment"
              label={t('listing.commitment')}
              none={t('listings.any')}
              options={commitments.map((each) => [each, t(`listing.commitment.${each}`)] as const)}
            />
          </>
        )}
        <Near fields={form.fields} places={known} />
        <Tick name="filter.withoutSister">{t('listings.without')}</Tick>
        <Order fields={form.fields} />
      </details>
      <Button label={t('listings.press')} />
    </Form>
  );
}

type Counted = ReturnType<typeof useCounted>;

function Narrowing({ facets, counted, languageName }: NarrowingProps) {
  const { t } = useWords();
  const worded = (prefix: string) => (value: string) => t(`${prefix}.${value}` as MessageId);
  const interests = counted('filter.interests', facets.interests, worded('listing.activity'));
  return (
    <>
      <Choice
        name="filter.languages"
        label={t('listings.language')}
        none={t('listings.any')}
        options={counted('filter.languages', facets.languages, languageName)}
      />
      <Choice
        name="filter.types"
        label={t('listings.type')}
        none={t('listings.any')}
        options={counted('filter.types', facets.types, worded('library.kind'))}
      />
      <Choice
        name="filter.commitment"
        label={t('listing.commitment')}
        none={t('listings.any')}
        options={counted('filter.commitment', facets.commitments, worded('listing.commitment'))}
      />
      {interests.length > 0 && <Ticks name="filter.interests" legend={t('listings.interests')} options={interests} />}
    </>
  );
}

interface NarrowingProps {
  readonly facets: Facets;
  readonly counted: Counted;
  readonly languageName: (tag: string) => string;
}

/** The values of a facet with their counts, by name. What is chosen and finds nothing is there too, so that it can be seen and changed. */
function useCounted(fields: URLSearchParams) {
  const { t, sorted } = useWords();
  return (
    name: string,
    counts: readonly { readonly value: string; readonly count: number }[],
    label: (value: string) => string,
  ): (readonly [value: string, label: string])[] => {
    const lost = fields.getAll(name).filter((value) => value !== '' && !counts.some((each) => each.value === value));
    const all = [...counts, ...lost.map((value) => ({ value, count: 0 }))];
    return sorted(
      all.map(({ value, count }) => [value, t('listings.choice', { name: label(value), count })] as const),
      ([, text]) => text,
    );
  };
}

/** A place and how far around it; places of libraries that we know, and the one that a link brought. */
function Near({ fields, places: known }: { readonly fields: URLSearchParams; readonly places: ListingPlacesQuery | undefined }) {
  const { t, country, sorted } = useWords();
  const cities = new Map<string, string>(
    (known?.libraries?.nodes ?? []).flatMap(({ city, country: code, coordinates }) =>
      coordinates
        ? [[`${coordinates.latitude},${coordinates.longitude}`, t('listings.place', { city, country: country(code) })] as const]
        : [],
    ),
  );
  const chosen = fields.get('near');
  if (chosen && placeOf(fields) && !cities.has(chosen)) cities.set(chosen, t('listings.place.chosen', { at: chosen }));
  return (
    <>
      <Choice
        name="near"
        label={t('listings.near')}
        none={t('listings.anywhere')}
        options={sorted([...cities], ([, name]) => name)}
      />
      <Choice
        name="within"
        label={t('listings.within')}
        none={t('listings.within.usual')}
        options={radii.map((km) => [String(km), t('listings.within.km', { km })] as const)}
      />
    </>
  );
}

/** The usual order stands first, which is the one that is chosen when none is. */
function Order({ fields }: { readonly fields: URLSearchParams }) {
  const { t } = useWords();
  const orders = placeOf(fields) ? (['NEAREST', 'NEWEST', 'NAME'] as const) : (['NEWEST', 'NAME'] as const);
  return (
    <Choice
      name="orderBy"
      label={t('listings.order')}
      options={orders.map((order) => [order, t(`listings.order.${order}`)] as const)}
    />
  );
}
