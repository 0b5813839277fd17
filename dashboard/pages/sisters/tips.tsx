// Advice on finding and keeping a sister library.
import { TipsDocument } from '../../../schema/typed/Tips';
import { Answered, Away } from '../../components/show';
import { Written } from '../../components/sisters';
import { ask, page } from '../../page';

export const tips = page({
  address: '/tips',
  title: ({ t }) => t('tips.title'),
  description: ({ t }) => t('tips.lead'),
  asks: { tips: ask(TipsDocument) },
  indexed: true,
  content: ({ answers, t, rich }) => (
    <>
      <p class="lead">{t('tips.lead')}</p>
      <Answered of={answers.tips} failed="tips.failed">
        {({ tips: told }) =>
          told &&
          (told.length === 0 ? (
            <p>{t('tips.none')}</p>
          ) : (
            <ol class="steps">
              {told.map(({ id, textHtml, sources }) => (
                <li key={id} id={id}>
                  <Written html={textHtml} />
                  {sources.length > 0 && (
                    <p class="source">
                      {t('tips.from')}{' '}
                      {sources.map(({ title, url }, i) => (
                        <>
                          {i > 0 && ', '}
                          <Away to={url}>{title}</Away>
                        </>
                      ))}
                    </p>
                  )}
                </li>
              ))}
            </ol>
          ))
        }
      </Answered>
      <p>
        {rich('tips.next', {
          find: (inner) => <a href="/listings">{inner}</a>,
          add: (inner) => <a href="/listings/new">{inner}</a>,
        })}
      </p>
    </>
  ),
});
