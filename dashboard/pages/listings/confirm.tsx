// Opened by the mail after a submission: confirms the listing, so that the committee reads it.
import { ConfirmListingDocument } from '../../../schema/typed/ConfirmListing';
import { Press, Refusal } from '../../components/form';
import { page } from '../../page';

export const confirmListing = page({
  address: '/listings/confirm',
  title: ({ t }) => t('listing.confirm.title'),
  done: ({ t }) => t('listing.confirm.done'),
  sends: ConfirmListingDocument,
  content: ({ done, form, t, rich, day }) => {
    const publishedOn = done?.confirmListing?.publishedOn;
    return (
      <>
        {done && <p>{publishedOn ? t('listing.confirm.published', { day: day(publishedOn) }) : t('listing.confirm.waits')}</p>}
        <Refusal refused={form.refused} />
        {form.refused?.code === 'BAD_LINK' && (
          <p>{rich('listing.confirm.gone', { link: (inner) => <a href="/listings/new">{inner}</a> })}</p>
        )}
        {form.shown && !form.refused && (
          <>
            <p>{t('listing.confirm.what')}</p>
            <p>{t('listing.confirm.else')}</p>
          </>
        )}
        {form.shown && <Press of={form} label={t('listing.confirm.press')} />}
      </>
    );
  },
});
