// Keeps a listing for another twelve months.
import { RenewListingDocument } from '../../../schema/typed/RenewListing';
import { Press, Refusal } from '../../components/form';
import { page } from '../../page';

export const renewListing = page({
  address: '/listings/renew',
  title: ({ t }) => t('listing.renew.title'),
  done: ({ t }) => t('listing.renew.done'),
  sends: RenewListingDocument,
  content: ({ done, form, t, rich, day }) => (
    <>
      {done?.renewListing?.expiresOn && <p>{t('listing.renew.until', { day: day(done.renewListing.expiresOn) })}</p>}
      <Refusal refused={form.refused} />
      {form.refused?.code === 'LISTING_STATE' && (
        <p>{rich('listing.renew.state', { link: (inner) => <a href="/listings/new">{inner}</a> })}</p>
      )}
      {form.shown && !form.refused && <p>{t('listing.renew.what')}</p>}
      {form.shown && <Press of={form} label={t('listing.renew.title')} />}
    </>
  ),
});
