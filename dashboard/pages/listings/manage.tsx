// Opened by the mail of a listing that stands: leads on to renew it or to withdraw it.
import { Button, Form, Token } from '../../components/form';
import { page } from '../../page';

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
