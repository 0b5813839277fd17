// Opened by the link of a reminder: ends reminders about one listing.
import { StopNoticesDocument } from '../../../schema/typed/StopNotices';
import { Press, Refusal } from '../../components/form';
import { page } from '../../page';

export const stopListingMails = page({
  address: '/listings/stop',
  title: ({ t }) => t('listing.stop.title'),
  done: ({ t }) => t('listing.stop.done'),
  sends: StopNoticesDocument,
  content: ({ done, form, t }) => (
    <>
      {done && <p>{t('listing.stop.ended')}</p>}
      <Refusal refused={form.refused} />
      {form.shown && !form.refused && <p>{t('listing.stop.what')}</p>}
      {form.shown && <Press of={form} label={t('listing.stop.press')} />}
    </>
  ),
});
