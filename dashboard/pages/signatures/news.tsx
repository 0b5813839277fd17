// Opened by the link of a news mail: ends news of one petition.
import { StopPetitionNewsDocument } from '../../../schema/typed/StopPetitionNews';
import { Refusal } from '../../components/form';
import { Press } from '../../components/token';
import { page } from '../../page';

export const stopPetitionNews = page({
  address: '/signatures/news',
  title: ({ t }) => t('news.title'),
  done: ({ t }) => t('news.done'),
  sends: StopPetitionNewsDocument,
  content: ({ done, form, t }) => {
    const ended = done?.stopPetitionNews;
    return (
      <>
        {ended && (
          <>
            <p>{t('news.ended', { title: ended.title })}</p>
            <p>
              <a class="button" href={`/petitions/${ended.id}`}>
                {t('confirm.see')}
              </a>
            </p>
          </>
        )}
        {form.refused?.code === 'LINK_USED' ? (
          <p class="refusal" role="alert">
            {t('news.gone')}
          </p>
        ) : (
          <Refusal refused={form.refused} />
        )}
        {form.shown && !form.refused && <p>{t('news.what')}</p>}
        {form.shown && <Press of={form} label={t('news.press')} />}
      </>
    );
  },
});
