// Opened by the mail that asks to confirm a signature: shows what would count, and confirms it by one button.
import { ConfirmSignatureDocument } from '../../../schema/typed/ConfirmSignature';
import { SignatureToConfirmDocument } from '../../../schema/typed/SignatureToConfirm';
import { Button, Form, Hidden, Refusal } from '../../components/form';
import { Token } from '../../components/token';
import { ask, page } from '../../page';

export const confirmSignature = page({
  address: '/signatures/confirm',
  title: ({ t }) => t('confirm.title'),
  done: ({ t }) => t('confirm.done'),
  asks: { signature: ask(SignatureToConfirmDocument) },
  needs: 'signature',
  sends: ConfirmSignatureDocument,
  sendsWith: 'attempt',
  content: ({ answers, done, form, t, rich, country, regionName }) => {
    const counted = done?.confirmSignature?.petition;
    const waiting = answers.signature.data?.signatureToConfirm;
    const code = form.refused?.code;
    return (
      <>
        {counted && (
          <>
            <p>
              {rich('confirm.thanks', {
                count: counted.signatureCount ?? 1,
                title: counted.title,
                n: (inner) => <strong>{inner}</strong>,
              })}
            </p>
            <p>
              <a class="button" href={`/petitions/${counted.id}`}>
                {t('confirm.see')}
              </a>
            </p>
          </>
        )}
        <Refusal refused={form.refused} />
        {code === 'LINK_USED' && <p>{t('confirm.used')}</p>}
        {code === 'LINK_EXPIRED' && <p>{rich('confirm.expired', { link: (inner) => <a href="/#petitions">{inner}</a> })}</p>}
        {form.shown && waiting && (
          <>
            <p>{rich('confirm.what', { title: () => <span lang={waiting.petition.language}>{waiting.petition.title}</span> })}</p>
            <ul>
              <li>{rich('confirm.name', { name: waiting.name, shown: waiting.consentToShowName ? 'yes' : 'no' })}</li>
              <li>
                {t('confirm.country', { country: country(waiting.country) })}
                {waiting.region && ` (${regionName(waiting.region)})`}
              </li>
              <li>{t('confirm.updates', { wanted: waiting.updatesConsent ? 'yes' : 'no' })}</li>
            </ul>
            <p>{rich('confirm.wrong', { link: (inner) => <a href={`/petitions/${waiting.petition.id}`}>{inner}</a> })}</p>
            <Form of={form}>
              <Token />
              <Hidden name="attempt" value={waiting.attempt} />
              <Button label={t('confirm.press')} />
            </Form>
          </>
        )}
        {form.shown && !waiting && (
          <>
            <p>{t('confirm.look')}</p>
            <Form of={form} look>
              <Token />
              <Button label={t('confirm.show')} />
            </Form>
          </>
        )}
      </>
    );
  },
});
