// Opened by the mail after a submission: shows what is confirmed, and confirms it by one button, so that the committee reads it.
import { ConfirmListingDocument } from '../../../schema/typed/ConfirmListing';
import { ListingToConfirmDocument, type ListingToConfirmQuery } from '../../../schema/typed/ListingToConfirm';
import { Button, Form, Hidden, Refusal } from '../../components/form';
import { Lines } from '../../components/show';
import { Token } from '../../components/token';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';
import { kindName } from '../account/partnership/terms';

export const confirmListing = page({
  address: '/listings/confirm',
  title: ({ t }) => t('listing.confirm.title'),
  done: ({ t }) => t('listing.confirm.done'),
  asks: { listing: ask(ListingToConfirmDocument) },
  needs: 'listing',
  sends: ConfirmListingDocument,
  sendsWith: 'seen',
  content: ({ answers, done, form, t, rich, day }) => {
    const publishedOn = done?.confirmListing?.publishedOn;
    const waiting = answers.listing.data?.listingToConfirm;
    return (
      <>
        {done && <p>{publishedOn ? t('listing.confirm.published', { day: day(publishedOn) }) : t('listing.confirm.waits')}</p>}
        <Refusal refused={form.refused} />
        {form.refused?.code === 'BAD_LINK' && (
          <p>{rich('listing.confirm.gone', { link: (inner) => <a href="/listings/new">{inner}</a> })}</p>
        )}
        {form.shown && waiting && (
          <>
            <p>{t(waiting.confirmed ? 'listing.confirm.already' : 'listing.confirm.what')}</p>
            <What of={waiting} />
            {!waiting.confirmed && (
              <>
                <p>{rich('listing.confirm.else', { link: (inner) => <a href="/listings/new">{inner}</a> })}</p>
                <Form of={form}>
                  <Token />
                  <Hidden name="seen" value="yes" />
                  <Button label={t('listing.confirm.press')} />
                </Form>
              </>
            )}
          </>
        )}
        {form.shown && !waiting && (
          <>
            {!form.refused && <p>{t('listing.confirm.look')}</p>}
            <Form of={form} look>
              <Token />
              <Button label={t('listing.confirm.show')} />
            </Form>
          </>
        )}
      </>
    );
  },
});

/** What the person confirms, in the words of the form it was sent by. */
function What({ of }: { readonly of: NonNullable<ListingToConfirmQuery['listingToConfirm']> }) {
  const words = useWords();
  const { t, country, languageName, number } = words;
  const { contactName, listing, newLibrary, library } = of;
  const shown = newLibrary ?? library;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [t('listing.library'), shown && `${shown.name}, ${shown.city}, ${country(shown.country)}`],
    [t('listing.type'), newLibrary && t(`listing.type.${newLibrary.type}`)],
    [t('listing.language'), newLibrary?.languages.map(languageName).join(', ')],
    [t('listing.website'), newLibrary?.website],
    [t('listing.population'), newLibrary?.populationServed == null ? null : number(newLibrary.populationServed)],
    [t('listing.offers'), listing.offers],
    [t('listing.seeks'), listing.seeks],
    [t('listing.preferred'), listing.preferredCountries.map(country).join(', ')],
    [t('listing.activities'), listing.activityInterests.map((kind) => kindName(words, kind)).join(', ')],
    [t('listing.commitment'), listing.commitment && t(`listing.commitment.${listing.commitment}`)],
    [t('listing.rhythm'), listing.meetingRhythm && t(`listing.rhythm.${listing.meetingRhythm}`)],
    [t('listing.contact'), contactName],
  ];
  return (
    <dl>
      {facts.map(
        ([name, text]) =>
          text && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Lines language={text === listing.offers || text === listing.seeks ? '' : words.language}>{text}</Lines>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
