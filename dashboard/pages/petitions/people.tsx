// The people of a petition: its news, those who agreed that their name is shown, and the libraries that stand behind it.
import type { PetitionEndorsementsQuery } from '../../../schema/typed/PetitionEndorsements';
import type { PetitionPageQuery } from '../../../schema/typed/PetitionPage';
import type { PetitionSupportersQuery } from '../../../schema/typed/PetitionSupporters';
import { usePlace } from '../../components/place';
import { Day, Lines, Mark, Pager, Section } from '../../components/show';
import { useWords } from '../../words/words';
import { Embedding } from './embedded';

type Petition = NonNullable<PetitionPageQuery['petition']>;

/** What organizers sent to those who asked for it. */
export function News({ news, language }: Pick<Petition, 'news' | 'language'>) {
  const { t } = useWords();
  if (news.length === 0) return null;
  return (
    <Section id="news" title={t('petition.news')}>
      {news.map(({ id, subject, text, sentAt }) => (
        <article key={id}>
          <h3 lang={language}>{subject}</h3>
          <p>
            <Day on={sentAt} />
          </p>
          <p>
            <Lines language={language}>{text}</Lines>
          </p>
        </article>
      ))}
    </Section>
  );
}

type Supported = NonNullable<PetitionSupportersQuery['petition']>;

/** Names of those who consented, the latest first, page by page. */
export function Supporters({ of: { supporters }, fields }: { readonly of: Supported; readonly fields: URLSearchParams }) {
  const { t, country, regionName } = useWords();
  if (supporters.nodes.length === 0) return null;
  const asked = new URLSearchParams([...fields].filter(([name]) => name === 'after'));
  return (
    <Section id="supporters" title={t('petition.supporters')}>
      <p>{t('petition.supporters.some')}</p>
      <ul class="plain columns">
        {supporters.nodes.map(({ name, country: code, region }) => (
          <li>
            {name}, {country(code)}
            {region && ` (${regionName(region)})`}
          </li>
        ))}
      </ul>
      <Pager fields={asked} after={supporters.pageInfo} at="supporters" />
    </Section>
  );
}

type Endorsed = NonNullable<PetitionEndorsementsQuery['petition']>;

/** The libraries that stand behind it, each with its sisters abroad. */
export function Endorsements({ of: endorsed }: { readonly of: Endorsed | null | undefined }) {
  const { t, country, day } = useWords();
  if (!endorsed?.endorsements.totalCount) return null;
  const { nodes, totalCount } = endorsed.endorsements;
  const shown = nodes.filter(({ library }) => library);
  return (
    <Section id="endorsements" title={t('petition.endorsements')}>
      <ul class="plain">
        {shown.map(
          ({ endorsedOn, library }) =>
            library && (
              <li key={library.id}>
                <strong>{library.name}</strong>, {library.city}, {country(library.country)},{' '}
                {t('people.since', { day: day(endorsedOn) })}
                <Mark demo={library.demo} />
                {library.sisters.length > 0 && (
                  <small>
                    {t('people.sisters', { count: library.sisters.length })}{' '}
                    {library.sisters.map(({ name, city, country: code }) => `${name}, ${city}, ${country(code)}`).join('; ')}
                  </small>
                )}
              </li>
            ),
        )}
      </ul>
      {totalCount > nodes.length && <p>{t('people.more', { count: totalCount - nodes.length })}</p>}
    </Section>
  );
}

/** Ways to tell others that work everywhere; with JavaScript also a button that copies the link. */
export function Share({ of: { id, title, ask } }: { readonly of: Petition }) {
  const { t } = useWords();
  const address = `${usePlace().origin}/petitions/${id}`;
  const mail = new URLSearchParams({ subject: title, body: t('share.body', { title, ask, address }) });
  return (
    <Section id="share" title={t('share.title')}>
      <p class="share">
        <code>{address}</code>
        <button type="button" class="light" hidden data-copy={address} data-copied={t('share.copied')}>
          {t('share.copy')}
        </button>
        {/* Mail programs read + as a plus. */}
        <a href={`mailto:?${mail.toString().replaceAll('+', '%20')}`}>{t('share.mail')}</a>
      </p>
      <Embedding of={{ id, title }} />
    </Section>
  );
}
