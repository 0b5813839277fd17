// Takes a listing out of the list.
import { WithdrawListingDocument } from '../../../schema/typed/WithdrawListing';
import { Press, Refusal } from '../../components/form';
import { page } from '../../page';

export const withdrawListing = page({
  address: '/listings/withdraw',
  title: ({ t }) => t('listing.withdraw.title'),
  done: ({ t }) => t('listing.withdraw.done'),
  sends: WithdrawListingDocument,
  content: ({ done, form, t, rich }) => (
    <>
      {done && <p>{rich('listing.withdraw.left', { link: (inner) => <a href="/listings/new">{inner}</a> })}</p>}
      <Refusal refused={form.refused} />
      {form.refused?.code === 'LISTING_STATE' && <p>{t('listing.withdraw.used')}</p>}
      {form.shown && !form.refused && <p>{t('listing.withdraw.what')}</p>}
      {form.shown && <Press of={form} label={t('listing.withdraw.title')} grave />}
    </>
  ),
});
