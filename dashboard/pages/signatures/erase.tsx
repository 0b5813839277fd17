// Opened by the link of a mail: erases everything that is kept of an address.
import { EraseMySignatureDocument } from '../../../schema/typed/EraseMySignature';
import { Refusal } from '../../components/form';
import { Press } from '../../components/token';
import { page } from '../../page';

export const eraseSignature = page({
  address: '/signatures/erase',
  title: ({ t }) => t('erase.title'),
  done: ({ t }) => t('erase.done'),
  sends: EraseMySignatureDocument,
  content: ({ done, form, t, rich }) => {
    const left = done?.eraseMySignature?.petitions ?? [];
    const code = form.refused?.code;
    return (
      <>
        {done && (
          <>
            <p>
              {t('erase.nothing')} {left.length > 0 && t('erase.left', { count: left.length })}
            </p>
            <ul>
              {left.map(({ id, title }) => (
                <li key={id}>{title}</li>
              ))}
            </ul>
          </>
        )}
        <Refusal refused={form.refused} />
        {code === 'LINK_USED' && <p>{t('erase.used')}</p>}
        {code === 'LINK_EXPIRED' && <p>{rich('erase.expired', { link: (inner) => <a href="/signatures/links">{inner}</a> })}</p>}
        {form.shown && !form.refused && (
          <>
            <p>{t('erase.what')}</p>
            <p>{t('erase.final')}</p>
          </>
        )}
        {form.shown && <Press of={form} label={t('erase.press')} grave />}
      </>
    );
  },
});
