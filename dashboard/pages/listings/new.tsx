// The form by which a library asks to be listed among those that seek a sister.
import { SubmitListingDocument } from '../../../schema/typed/SubmitListing';
import { Button, Choice, Field, Form, Hidden, Language, Refusal, TextArea } from '../../components/form';
import { Country } from '../../components/names';
import { Tick, Ticks } from '../../components/tick';
import { page } from '../../page';
import type { MessageId, Words } from '../../words/words';
import { commitments, libraryTypes } from './search';

const rhythms = ['WEEKLY', 'FORTNIGHTLY', 'MONTHLY', 'QUARTERLY', 'YEARLY'] as const;
const activities = [
  'VIRTUAL_CONVERSATION',
  'MATERIAL_EXCHANGE',
  'STAFF_EXCHANGE',
  'TRAINING',
  'READING_CLUB',
  'CHILDREN_PROGRAMME',
  'DISPLAY_EXCHANGE',
  'PEN_PALS',
  'TECHNOLOGY_SHARING',
  'LOCAL_HISTORY',
  'COMMUNITY_PROGRAMME',
  'STUDY_VISIT',
] as const;

/** The values of an enum with their words. */
const worded = <Value extends string>({ t }: Words, values: readonly Value[], id: (value: Value) => MessageId) =>
  values.map((value) => [value, t(id(value))] as const);

export const newListing = page({
  address: '/listings/new',
  title: ({ t }) => t('listing.new.title'),
  done: ({ t }) => t('listing.new.done'),
  description: ({ t }) => t('listing.new.lead'),
  sends: SubmitListingDocument,
  indexed: true,
  content: ({ done, form, ...words }) => {
    const { t, rich, language } = words;
    return (
      <>
        {done && <p>{rich('listing.new.sent')}</p>}
        <Refusal refused={form.refused} />
        {form.shown && (
          <>
            <p class="lead">{t('listing.new.lead')}</p>
            <Form of={form}>
              <Hidden name="input.language" value={language} />
              <fieldset>
                <legend>{t('listing.library')}</legend>
                <Field
                  name="input.newLibrary.name"
                  label={t('listing.name')}
                  required
                  maxlength={200}
                  autocomplete="organization"
                />
                <Choice
                  name="input.newLibrary.type"
                  label={t('listing.type')}
                  options={worded(words, libraryTypes, (value) => `listing.type.${value}`)}
                  required
                />
                <Field name="input.newLibrary.city" label={t('listing.city')} required maxlength={200} />
                <Country name="input.newLibrary.country" label={t('listing.country')} required autocomplete="country-name" />
                <Language name="input.newLibrary.languages" label={t('listing.language')} required />
                <Field
                  name="input.newLibrary.website"
                  label={t('listing.website')}
                  hint={t('listing.website.hint')}
                  type="url"
                  maxlength={500}
                />
                <Field
                  name="input.newLibrary.populationServed"
                  label={t('listing.population')}
                  hint={t('listing.population.hint')}
                  type="number"
                  min={0}
                  max={2_000_000_000}
                />
              </fieldset>
              <fieldset>
                <legend>{t('listing.sister')}</legend>
                <TextArea name="input.offers" label={t('listing.offers')} maxlength={4000} />
                <TextArea name="input.seeks" label={t('listing.seeks')} maxlength={4000} />
                <Country name="input.preferredCountries" label={t('listing.preferred')} hint={t('listing.preferred.hint')} />
                <Ticks
                  name="input.activityInterests"
                  legend={t('listing.activities')}
                  options={activities.map((activity) => [activity, t(`listing.activity.${activity}`)] as const)}
                />
                <Choice
                  name="input.commitment"
                  label={t('listing.commitment')}
                  options={worded(words, commitments, (value) => `listing.commitment.${value}`)}
                  required
                />
                <Choice
                  name="input.meetingRhythm"
                  label={t('listing.rhythm')}
                  none={t('listing.rhythm.none')}
                  options={worded(words, rhythms, (value) => `listing.rhythm.${value}`)}
                />
              </fieldset>
              <fieldset>
                <legend>{t('listing.contact')}</legend>
                <Field name="input.contactName" label={t('listing.contact.name')} required maxlength={200} autocomplete="name" />
                <Field
                  name="input.contactEmail"
                  label={t('listing.contact.email')}
                  hint={t('listing.contact.email.hint')}
                  type="email"
                  required
                  maxlength={254}
                  autocomplete="email"
                />
                <p class="unseen" aria-hidden="true">
                  <label>
                    {t('listing.fax')} <input name="input.fax" tabindex={-1} autocomplete="off" />
                  </label>
                </p>
                <Tick name="input.consent" required>
                  {t('listing.consent')}
                </Tick>
              </fieldset>
              <Button label={t('listing.send')} />
            </Form>
          </>
        )}
      </>
    );
  },
});
