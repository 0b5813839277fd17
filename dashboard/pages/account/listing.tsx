// The listing of one's own library, written anew: filled in with what the present one says.
import { OwnListingDocument } from '../../../schema/typed/OwnListing';
import { SubmitListingDocument } from '../../../schema/typed/SubmitListing';
import { Button, Choice, Field, Form, Hidden, Language, Refusal, TextArea } from '../../components/form';
import { Country } from '../../components/names';
import { Answered } from '../../components/show';
import { Tick, Ticks } from '../../components/tick';
import type { Children } from '../../markup/jsx-runtime';
import { ask, page } from '../../page';
import { commitments } from '../listings/search';
import { kindName, kinds, rhythmChoices } from './partnership/terms';

export const editListing = page({
  address: '/account/libraries/:library/listing',
  where: { library: /^[a-z0-9-]{1,100}$/i },
  audience: 'staff',
  title: ({ t }) => t('staff.edit.title'),
  done: ({ t }) => t('listing.new.done'),
  asks: { own: ask(OwnListingDocument) },
  sends: SubmitListingDocument,
  content: ({ answers, done, form, ...words }) => {
    const { t, rich, language, country, languageName } = words;
    if (done) return <p>{rich('listing.new.sent')}</p>;
    return (
      <Answered of={answers.own} failed="staff.failed">
        {({ library, ownListings }) => {
          const now = ownListings?.nodes[0];
          return (
            <>
              <Refusal refused={form.refused} />
              <p class="lead">{t('staff.edit.lead')}</p>
              <Form of={form} guarded>
                <Hidden name="input.libraryId" value={library?.id} />
                <Hidden name="input.language" value={language} />
                <TextArea name="input.offers" label={t('listing.offers')} maxlength={4000} value={now?.offers} />
                <TextArea name="input.seeks" label={t('listing.seeks')} maxlength={4000} value={now?.seeks} />
                <Several
                  name="input.preferredCountries"
                  legend={t('staff.edit.countries')}
                  chosen={now?.preferredCountries}
                  called={country}
                >
                  <Country
                    name="input.preferredCountries"
                    label={t(now?.preferredCountries.length ? 'staff.edit.country.more' : 'listing.preferred')}
                    hint={t('listing.preferred.hint')}
                  />
                </Several>
                <Several
                  name="input.preferredLanguages"
                  legend={t('staff.edit.languages')}
                  chosen={now?.preferredLanguages}
                  called={languageName}
                >
                  <Language
                    name="input.preferredLanguages"
                    label={t(now?.preferredLanguages.length ? 'staff.edit.language.more' : 'staff.edit.language')}
                  />
                </Several>
                <Ticks
                  name="input.activityInterests"
                  legend={t('listing.activities')}
                  options={kinds.map((kind) => [kind, kindName(words, kind)] as const)}
                  chosen={now?.activityInterests}
                />
                <Choice
                  name="input.commitment"
                  label={t('listing.commitment')}
                  options={commitments.map((each) => [each, t(`listing.commitment.${each}`)])}
                  value={now?.commitment}
                  required
                />
                <Choice
                  name="input.meetingRhythm"
                  label={t('listing.rhythm')}
                  none={t('listing.rhythm.none')}
                  options={rhythmChoices(words)}
                  value={now?.meetingRhythm}
                />
                <Field
                  name="input.capacity"
                  label={t('staff.edit.capacity')}
                  type="number"
                  min={1}
                  max={20}
                  value={now?.capacity ?? 1}
                  required
                />
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
                <Tick name="input.consent" required>
                  {t('listing.consent')}
                </Tick>
                <Button label={t('listing.send')} />
              </Form>
            </>
          );
        }}
      </Answered>
    );
  },
});

/** Those that were chosen stay while they are ticked; another is chosen below them. */
function Several({
  name,
  legend,
  chosen = [],
  called,
  children,
}: {
  readonly name: string;
  readonly legend: string;
  readonly chosen?: readonly string[] | undefined;
  called(value: string): string;
  readonly children: Children;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {chosen.map((value) => (
        <Tick key={value} name={name} value={value} ticked>
          {called(value)}
        </Tick>
      ))}
      {children}
    </fieldset>
  );
}
