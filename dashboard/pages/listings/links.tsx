// What links in mails about a listing open: keep it, take it out, end its reminders, review it.
import { RenewListingDocument } from '../../../schema/typed/RenewListing';
import { StopNoticesDocument } from '../../../schema/typed/StopNotices';
import { WithdrawListingDocument } from '../../../schema/typed/WithdrawListing';
import { Button, Form, Refusal } from '../../components/form';
import { Press, Token } from '../../components/token';
import { page } from '../../page';

/** Opened by the mail of a listing that stands: leads on to renew it or to withdraw it. */
export const manageListing = page({
  address: '/listings/manage',
  title: ({ t }) => t('listing.manage.title'),
  content: ({ form, t }) => (
    <>
      <p>{t('listing.manage.renew')}</p>
      <Form of={form} action="/listings/renew">
        <Token />
        <Button label={t('listing.renew.title')} />
      </Form>
      <p>{t('listing.manage.withdraw')}</p>
      <Form of={form} action="/listings/withdraw">
        <Token />
        <Button label={t('listing.withdraw.title')} grave />
      </Form>
    </>
  ),
});

/** Keeps a listing for another twelve months. */
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

/** Takes a listing out of the list. */
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

/** Opened by the link of a reminder: ends reminders about one listing. */
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

/** Opened by mails to the committee that were sent before it had rooms of its own: leads there. */
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
