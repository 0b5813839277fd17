// Opened by the mail to the committee about a submission.
import { page } from '../../page';

export const reviewListing = page({
  address: '/listings/review/:id',
  where: { id: /^[a-z0-9-]{1,100}$/i },
  title: ({ t }) => t('listing.review.title'),
  content: ({ form, t }) => (
    <>
      <p>{t('listing.review.who')}</p>
      <p>{t('listing.review.number')}</p>
      <p>
        <code>{form.fields.get('id')}</code>
      </p>
    </>
  ),
});
