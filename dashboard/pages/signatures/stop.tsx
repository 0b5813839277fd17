// Opened by the link of a mail that asked for a confirmation: ends such mails and forgets what was entered.
import { StopConfirmationMailsDocument } from '../../../schema/typed/StopConfirmationMails';
import { Refusal } from '../../components/form';
import { Press } from '../../components/token';
import { page } from '../../page';

export const stopSignatureMails = page({
  address: '/signatures/stop',
  title: ({ t }) => t('stop.title'),
  done: ({ t }) => t('stop.done'),
  sends: StopConfirmationMailsDocument,
  content: ({ done, form, t }) => {
    const forgotten = done?.stopConfirmationMails;
    return (
      <>
        {forgotten && (
          <>
            <p>{t('stop.forgotten', { title: forgotten.title })}</p>
            <p>
              <a class="button" href={`/petitions/${forgotten.id}`}>
                {t('confirm.see')}
              </a>
            </p>
          </>
        )}
        <Refusal refused={form.refused} />
        {form.shown && (
          <>
            <p>{t('stop.what')}</p>
            <Press of={form} label={t('stop.press')} />
          </>
        )}
      </>
    );
  },
});
