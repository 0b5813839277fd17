// Opened by the link of a mail: takes back one signature.
import { WithdrawSignatureDocument } from '../../../schema/typed/WithdrawSignature';
import { Refusal } from '../../components/form';
import { Press } from '../../components/token';
import { page } from '../../page';

export const withdrawSignature = page({
  address: '/signatures/withdraw',
  title: ({ t }) => t('withdraw.title'),
  done: ({ t }) => t('withdraw.done'),
  sends: WithdrawSignatureDocument,
  content: ({ done, form, t, rich }) => {
    const left = done?.withdrawSignature;
    const code = form.refused?.code;
    return (
      <>
        {left && (
          <p>
            {rich('withdraw.left', {
              title: left.title,
              count: left.signatureCount ?? 0,
              n: (inner) => <strong>{inner}</strong>,
            })}
          </p>
        )}
        {left && !left.closedOn && (
          <p>{rich('withdraw.again', { link: (inner) => <a href={`/petitions/${left.id}`}>{inner}</a> })}</p>
        )}
        <Refusal refused={form.refused} />
        {code === 'LINK_USED' && <p>{t('withdraw.used')}</p>}
        {code === 'LINK_EXPIRED' && (
          <p>{rich('withdraw.expired', { link: (inner) => <a href="/signatures/links">{inner}</a> })}</p>
        )}
        {form.shown && !form.refused && <p>{t('withdraw.what')}</p>}
        {form.shown && <Press of={form} label={t('withdraw.press')} />}
      </>
    );
  },
});
