// Opened by mails to the committee that were sent before it had rooms of its own: leads there.
import { page } from '../../page';

export const reviewListing = page({
  address: '/listings/review/:id',
  where: { id: /^[a-z0-9-]{1,100}$/i },
  title: ({ t }) => t('listing.review.title'),
  content: ({ form, t }) => (
    <>
      <p>{t('listing.review.who')}</p>
      <p>
        <a class="button" href={`/committee/submissions/${form.fields.get('id')}`}>
          {t('listing.review.press')}
        </a>
      </p>
    </>
  ),
});
