// Corrections of a library and of its listing, filled in with what they say now.
import type { CommitteeLibraryQuery } from '../../../schema/typed/CommitteeLibrary';
import { Button, Choice, Field, Form, Hidden, Language, TextArea } from '../../components/form';
import { Country, Region } from '../../components/names';
import { Section } from '../../components/show';
import { Tick, Ticks } from '../../components/tick';
import type { Form as FormState } from '../../page';
import { useWords } from '../../words/words';
import { kindName, kinds, rhythmChoices } from '../account/partnership/terms';
import { commitments, libraryTypes } from '../listings/search';

type Library = NonNullable<CommitteeLibraryQuery['library']>;
type Listing = NonNullable<CommitteeLibraryQuery['ownListings']>['nodes'][number];

/** Why the committee changes something; kept with the change. */
export function Reason({ name }: { readonly name: string }) {
  const { t } = useWords();
  return (
    <TextArea name={name} label={t('committee.reason')} hint={t('committee.reason.hint')} rows={2} required maxlength={4000} />
  );
}

/** What stands empty in the form is removed from the record. */
const Clears = ({ names }: { readonly names: readonly string[] }) => (
  <>
    {names.map((name) => (
      <input key={name} type="hidden" name="clears" value={`input.${name}`} />
    ))}
  </>
);

/** What is kept of a library, of one that is there or of a new one, in the fields of an input. */
export function LibraryFields({ of: library, at }: { readonly of?: Library; readonly at: string }) {
  const { t, languageName } = useWords();
  const known = library?.languages ?? [];
  return (
    <>
      <Field name={`${at}.name`} label={t('listing.name')} value={library?.name} required maxlength={200} />
      <Choice
        name={`${at}.type`}
        label={t('listing.type')}
        options={libraryTypes.map((type) => [type, t(`listing.type.${type}`)])}
        value={library?.type}
      />
      <Field name={`${at}.city`} label={t('listing.city')} value={library?.city} required maxlength={200} />
      <Region name={`${at}.region`} label={t('committee.correct.region')} value={library?.region} />
      <Country name={`${at}.country`} label={t('listing.country')} value={library?.country} required />
      {library ? (
        <fieldset>
          <legend>{t('committee.languages')}</legend>
          {known.map((tag) => (
            <Tick key={tag} name={`${at}.languages`} value={tag} ticked>
              {languageName(tag)}
            </Tick>
          ))}
          <Language name={`${at}.languages`} label={t('committee.correct.otherLanguage')} />
        </fieldset>
      ) : (
        <Language name={`${at}.languages`} label={t('listing.language')} required />
      )}
      <Field name={`${at}.isil`} label={t('committee.isil')} value={library?.isil} maxlength={16} />
      <Field name={`${at}.website`} label={t('listing.website')} type="url" value={library?.website} maxlength={500} />
      <Field
        name={`${at}.populationServed`}
        label={t('listing.population')}
        type="number"
        min={0}
        value={library?.populationServed}
      />
      <Field
        name={`${at}.collectionSize`}
        label={t('committee.collection')}
        type="number"
        min={0}
        value={library?.collectionSize}
      />
      <Field
        name={`${at}.latitude`}
        label={t('committee.correct.latitude')}
        hint={t(library ? 'committee.correct.position' : 'committee.enter.position')}
      />
      <Field name={`${at}.longitude`} label={t('committee.correct.longitude')} />
    </>
  );
}

export function CorrectLibrary({ library, form }: { readonly library: Library; readonly form: FormState }) {
  const { t } = useWords();
  return (
    <Section id="correct" title={t('committee.correct')}>
      <Form of={form} name="correct" action="#main" guarded>
        <Hidden name="input.libraryId" value={library.id} />
        <Clears names={['region', 'isil', 'website', 'populationServed', 'collectionSize']} />
        <LibraryFields of={library} at="input" />
        <Reason name="input.reason" />
        <Button label={t('committee.correct.press')} />
      </Form>
    </Section>
  );
}

export function CorrectListing({ listing, form }: { readonly listing: Listing; readonly form: FormState }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <Form of={form} name="correctListing" action="#main" guarded>
        <Hidden name="input.listingId" value={listing.id} />
        <Clears names={['offers', 'seeks', 'activityInterests', 'meetingRhythm']} />
        <TextArea name="input.offers" label={t('committee.wishes.offers')} value={listing.offers} maxlength={4000} />
        <TextArea name="input.seeks" label={t('committee.wishes.seeks')} value={listing.seeks} maxlength={4000} />
        <Ticks
          name="input.activityInterests"
          legend={t('committee.wishes.activities')}
          options={kinds.map((kind) => [kind, kindName(words, kind)] as const)}
          chosen={listing.activityInterests}
        />
        <Choice
          name="input.commitment"
          label={t('listing.commitment')}
          options={commitments.map((each) => [each, t(`listing.commitment.${each}`)])}
          value={listing.commitment}
        />
        <Choice
          name="input.meetingRhythm"
          label={t('committee.wishes.rhythm')}
          none={t('listing.rhythm.none')}
          options={rhythmChoices(words)}
          value={listing.meetingRhythm}
        />
        <Field
          name="input.capacity"
          label={t('committee.listing.capacity')}
          type="number"
          min={1}
          max={20}
          value={listing.capacity}
        />
        <Reason name="input.reason" />
        <Button label={t('committee.listing.correct')} />
      </Form>
      {listing.state === 'PUBLISHED' && (
        <Form of={form} name="takeDownListing" action="#main">
          <Hidden name="input.listingId" value={listing.id} />
          <TextArea
            name="input.reason"
            label={t('committee.reason')}
            hint={t('committee.listing.takeDown.hint')}
            rows={2}
            required
            maxlength={4000}
          />
          <Button label={t('committee.listing.takeDown')} grave />
        </Form>
      )}
    </>
  );
}
