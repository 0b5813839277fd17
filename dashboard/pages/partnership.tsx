// One partnership, as far as everybody may see it; its staff have a page of their own.
import { PartnershipPageDocument } from '../../schema/typed/PartnershipPage';
import { Day, Mark, Missing } from '../components/show';
import { ask, page } from '../page';

export const partnership = page({
  address: '/partnerships/:id',
  where: { id: /^[a-z0-9-]{1,100}$/i },
  title: ({ t }) => t('partnership.title'),
  asks: { partnership: ask(PartnershipPageDocument) },
  content: ({ answers, form, t, rich, country }) => {
    const { data, refused } = answers.partnership;
    const shown = data?.partnership;
    const since = shown?.startedOn;
    return (
      <>
        {shown && (
          <>
            <ul class="plain">
              {shown.partners.map(({ id, name, city, country: code }) => (
                <li key={id}>
                  <strong>{name}</strong>, {city}, {country(code)}
                </li>
              ))}
            </ul>
            <p>
              {shown.state === 'ACTIVE' &&
                (since
                  ? rich('partnership.since', { day: () => <Day on={since.date} precision={since.precision} /> })
                  : t('partnership.active'))}
              {shown.state === 'PAUSED' && t('partnership.paused')}
              {shown.state === 'ENDED' && t('partnership.ended')}
              <Mark demo={shown.demo} />
            </p>
          </>
        )}
        {!shown && (refused?.status === 503 ? <Missing failed="partnership.failed" /> : <p>{t('partnership.unseen')}</p>)}
        <p>
          {rich('partnership.account', {
            own: (words) => <a href={`/account/partnerships/${encodeURIComponent(form.fields.get('id') ?? '')}`}>{words}</a>,
          })}
        </p>
      </>
    );
  },
});
