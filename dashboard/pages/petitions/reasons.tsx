// Who asks whom and why, what others said about it, and what became of it.
import type { PetitionPageQuery } from '../../../schema/typed/PetitionPage';
import type { PetitionReasonsQuery } from '../../../schema/typed/PetitionReasons';
import { AsWritten, Away, Day, Section } from '../../components/show';
import type { Children } from '../../markup/jsx-runtime';
import { useWords, type Words } from '../../words/words';

type Petition = NonNullable<PetitionPageQuery['petition']>;
type Reasons = NonNullable<PetitionReasonsQuery['petition']>;
type Policy = Reasons['relatedPolicies'][number];

/** Who asks, whom, since when. What the policies are comes from another question, so it is given. */
export function Why({ of, children }: { readonly of: Petition; readonly children: Children }) {
  const { t, rich, day } = useWords();
  const { organizers, target, language, launchedOn, hashtag, note } = of;
  return (
    <Section id="why" title={t('why.title')}>
      <dl>
        {organizers.length > 0 && (
          <div>
            <dt>{t('why.organizers')}</dt>
            <dd>{organizers.join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>{t('why.target')}</dt>
          <dd lang={language}>{target}</dd>
        </div>
        {launchedOn && (
          <div>
            <dt>{t('why.launched')}</dt>
            <dd>{day(launchedOn.date, launchedOn.precision)}</dd>
          </div>
        )}
        {hashtag && (
          <div>
            <dt>{t('why.hashtag')}</dt>
            <dd>{hashtag}</dd>
          </div>
        )}
      </dl>
      {children}
      {note && <p>{rich('why.note', { text: () => <AsWritten>{note}</AsWritten> })}</p>}
    </Section>
  );
}

/** The publisher and its policies that it is about. */
export function Policies({ of: { targetPublisher, relatedPolicies } }: { readonly of: Reasons }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      {targetPublisher && (
        <p>
          {t('why.publisher')}: <a href={`/publishers/${targetPublisher.id}`}>{targetPublisher.name}</a>
        </p>
      )}
      {relatedPolicies.length > 0 && (
        <>
          <h3>{t('why.policies')}</h3>
          <ul>
            {relatedPolicies.map((policy) => (
              <li key={policy.id}>
                <a href={`/publishers/${policy.publisher.id}`}>
                  {t('why.policy', { publisher: policy.publisher.name, formats: formatsOf(policy, words) })}
                </a>
                , {spanOf(policy, words)}
                {policy.embargo && `: ${embargoOf(policy.embargo, words)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const formatsOf = ({ formats }: Policy, { t }: Words) => formats.map((format) => t(`why.format.${format}`)).join(', ');

function spanOf({ status, effectiveFrom, effectiveTo }: Policy, { t, day }: Words): string {
  if (status === 'PROPOSED_NEVER_IN_FORCE') return t('why.policy.proposed');
  const from = effectiveFrom && day(effectiveFrom.date, effectiveFrom.precision);
  const to = effectiveTo && day(effectiveTo.date, effectiveTo.precision);
  const exactly = { since: effectiveFrom?.precision ?? 'other', until: effectiveTo?.precision ?? 'other' };
  if (from && to) return t('why.policy.span', { from, to, ...exactly });
  return to ? t('why.policy.until', { to, ...exactly }) : t('why.policy.since', { from: from ?? '?', ...exactly });
}

/** How long an embargo lasts and how many copies a library may have meanwhile. */
function embargoOf({ amount, unit, copiesAllowedDuring: copies }: NonNullable<Policy['embargo']>, { t }: Words): string {
  const length = amount === null ? t('why.embargo.unknown') : t('why.embargo', { unit, amount });
  return t('why.embargo.copies', { length, copies });
}

/** What organizations said about the policies that a petition is about, the latest first. */
export function Statements({ of: { relatedPolicies } }: { readonly of: Reasons }) {
  const { t, day } = useWords();
  const known = new Map(relatedPolicies.flatMap(({ statements }) => statements).map((statement) => [statement.id, statement]));
  const latest = [...known.values()]
    .toSorted((one, other) => (other.publishedOn?.date ?? '').localeCompare(one.publishedOn?.date ?? ''))
    .slice(0, 8);
  if (latest.length === 0) return null;
  const all = new URLSearchParams(relatedPolicies.map(({ id }) => ['filter.policyIds', id]));
  return (
    <Section id="statements" title={t('why.statements')}>
      <ul class="plain">
        {latest.map(({ id, title, organizations, publishedOn, sources }) => (
          <li key={id}>
            <strong>{organizations.map(({ name }) => name).join(', ')}</strong>
            {publishedOn && `, ${day(publishedOn.date, publishedOn.precision)}`}: <Away to={sources[0]?.url}>{title}</Away>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/statements?${all}`}>{t('why.statements.all')}</a>
      </p>
    </Section>
  );
}

/** Deliveries and the outcome; what has not happened yet is said as well. */
export function Became({ of }: { readonly of: Petition }) {
  const { t, rich } = useWords();
  const { state, deliveries, outcome, outcomeOn, closedOn } = of;
  return (
    <Section id="outcome" title={t('became.title')}>
      {closedOn && <p>{rich('petition.closedOn', { day: () => <Day on={closedOn} /> })}</p>}
      {deliveries.length === 0 && !outcome && (
        <p>{state === 'DELIVERED' ? t('petition.delivered') : t(state === 'OPEN' ? 'became.open' : 'became.waits')}</p>
      )}
      {deliveries.length > 0 && (
        <ul class="plain">
          {deliveries.map(({ on, to, count, qualifier, sources }) => (
            <li key={`${on} ${to}`}>
              {t('became.delivery', { signed: t('petition.reported', { count, qualifier }), count, to })} <Day on={on} />
              {sources.map(({ title, url }) => (
                <>
                  {' · '}
                  <Away key={title} to={url}>
                    {title}
                  </Away>
                </>
              ))}
            </li>
          ))}
        </ul>
      )}
      {outcome && (
        <p>
          {t('petition.outcome', { outcome })} {outcomeOn && rich('became.outcomeOn', { day: () => <Day on={outcomeOn} /> })}
        </p>
      )}
    </Section>
  );
}
