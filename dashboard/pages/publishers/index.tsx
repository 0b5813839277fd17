// Publishers whose terms are on record, and one of them with its whole history.
import { PublisherNamesDocument } from '../../../schema/typed/PublisherNames';
import { PublisherPageDocument, type PublisherPageQuery } from '../../../schema/typed/PublisherPage';
import { Timeline } from '../../charts/timeline';
import { Answered, AsWritten, Chart, checkedInWords, Lines, Section, Table, ToPetition } from '../../components/show';
import { ask, askWhole, everywhere, page } from '../../page';
import { useWords } from '../../words/words';
import { Sources, Ways } from '../policies/facts';
import { dayOf } from '../policies/question';
import {
  beginInWords,
  embargoInWords,
  endInWords,
  licenseInWords,
  type PolicyBar,
  placesInWords,
  pricesInWords,
  titlesInWords,
} from '../policies/terms';
import { barOf } from '../policies/timeline';

export const publishers = page({
  address: '/publishers',
  title: ({ t }) => t('publishers.title'),
  description: ({ t }) => t('publishers.lead'),
  indexed: true,
  asks: { publishers: askWhole(PublisherNamesDocument, 'publishers') },
  content: ({ answers, t }) => (
    <>
      <p class="lead">{t('publishers.lead')}</p>
      <Ways here="/publishers" />
      <Answered of={answers.publishers} failed="publishers.failed">
        {({ publishers: found }) =>
          found?.nodes.length === 0 ? (
            <p>{t('publishers.list.none')}</p>
          ) : (
            <ul class="plain">
              {found?.nodes.map(({ id, name, kind, parent }) => (
                <li key={id}>
                  <a href={`/publishers/${encodeURIComponent(id)}`}>{name}</a>
                  {parent && ` (${t('publishers.of', { kind: t('publishers.kind', { kind }), parent: parent.name })})`}
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  ),
});

type Publisher = NonNullable<PublisherPageQuery['publisher']>;
type Policy = Publisher['policies'][number];

export const publisher = page({
  address: '/publishers/:id',
  title: ({ answers, t }) => answers.publisher.data?.publisher?.name ?? t('publishers.title'),
  description: ({ answers, t }) => t('publishers.description', { name: answers.publisher.data?.publisher?.name ?? '' }),
  indexed: true,
  wide: true,
  charts: true,
  asks: { publisher: ask(PublisherPageDocument) },
  needs: 'publisher',
  everywhere: everywhere(askWhole(PublisherNamesDocument, 'publishers'), ({ publishers: found }) =>
    (found?.nodes ?? []).map(({ id }) => `/publishers/${encodeURIComponent(id)}`),
  ),
  content: ({ answers, now, t, country }) => {
    const of = answers.publisher.data?.publisher;
    if (!of) return null;
    const { id, kind, parent, aliases, note, policies } = of;
    const family = [of.imprints, of.predecessors, of.acquired, of.affiliates, of.branches].flat();
    return (
      <>
        <p class="lead">
          {parent ? (
            <>
              {t('publishers.of', { kind: t('publishers.kind', { kind }), parent: '' })}
              <a href={`/publishers/${encodeURIComponent(parent.id)}`}>{parent.name}</a>
            </>
          ) : (
            t('publishers.kind', { kind })
          )}
          {of.country && `, ${country(of.country)}`}
        </p>
        <Ways here="/publishers/" />
        {aliases.length > 0 && <p>{t('publishers.alias', { names: aliases.join(', ') })}</p>}
        {note && (
          <p>
            <Lines>{note}</Lines>
          </p>
        )}
        {policies.length === 0 && <p>{t('publishers.none')}</p>}
        {policies.length > 0 && <History of={of} now={now} />}
        {policies.length > 0 && (
          <Section id="policies" title={t('publishers.policies')}>
            {policies.map((policy) => (
              <OnePolicy key={policy.id} of={policy} now={now} />
            ))}
          </Section>
        )}
        {family.length > 0 && (
          <Section id="family" title={t('publishers.family')}>
            <ul class="plain">
              {family.map((each) => (
                <li key={each.id}>
                  <a href={`/publishers/${encodeURIComponent(each.id)}`}>{each.name}</a>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <p>
          <a href={`/compare?${new URLSearchParams({ publisherIds: id })}`}>{t('publishers.compare')}</a>
          {' · '}
          <a href={`/exports/policies.csv?${new URLSearchParams({ publisher: id })}`}>{t('publishers.csv')}</a>
        </p>
      </>
    );
  },
});

/** A policy on the axis of time up to today; undefined for one that was only proposed, or has not begun. */
function asBar(policy: Policy, now: Date): PolicyBar | undefined {
  const { effectiveFrom: from, effectiveTo: to, knowledge } = policy;
  const last = dayOf(now);
  if (policy.status === 'PROPOSED_NEVER_IN_FORCE' || (from && from.date > last)) return undefined;
  const ended = to !== null && to.date <= last;
  const unsure = to === null && knowledge.marks.some((mark) => mark === 'STALE' || mark === 'NEVER_VERIFIED');
  return {
    period: policy,
    knowledge,
    inForce: !ended,
    asOption: policy.optionKey !== null || policy.status === 'TEMPORARY_OPTION',
    drawnFrom: from?.date ?? '2011-01-01',
    drawnTo: ended ? to.date : last,
    end: ended ? 'ENDED' : unsure ? 'NO_END_FOUND' : 'CONFIRMED',
  };
}

/** The own policies on one axis of time. */
function History({ of: { id, name, policies }, now }: { readonly of: Publisher; readonly now: Date }) {
  const words = useWords();
  const { t } = words;
  const bars = policies.flatMap((policy) => asBar(policy, now) ?? []);
  if (bars.length === 0) return null;
  const from = ['2011-01-01', ...bars.map(({ drawnFrom }) => drawnFrom)].sort()[0] ?? '2011-01-01';
  const sources = new Set(policies.flatMap((policy) => policy.sources.map((source) => source.id)));
  const checked = bars.filter(({ inForce }) => inForce).map(({ knowledge }) => knowledge.lastVerifiedOn);
  const address = new URLSearchParams({ on: dayOf(now), territory: '', format: '', publisherIds: id });
  return (
    <Chart
      caption={t('publishers.history')}
      source={t('policies.source', { count: sources.size })}
      age={checkedInWords(words, checked)}
      downloads={Object.fromEntries(
        ['SVG', 'CSV', 'JSON'].map((kind) => [kind, `/policies/timeline.${kind.toLowerCase()}?${address}`]),
      )}
      table={
        <Table
          caption={t('publishers.history')}
          empty={t('publishers.none')}
          rows={bars}
          columns={[
            {
              title: t('policies.terms'),
              cell: ({ period }) => <a href={`#${period.id}`}>{licenseInWords(words, period.license)}</a>,
            },
            { title: t('policies.titles'), cell: ({ period }) => titlesInWords(words, period.titleScope) },
            { title: t('policies.from'), cell: ({ period }) => beginInWords(words, period) },
            { title: t('policies.to'), cell: (bar) => endInWords(words, bar) },
          ]}
        />
      }
    >
      <Timeline
        id="history"
        title={t('publishers.history')}
        from={from}
        to={dayOf(now)}
        lanes={[{ name, bars: bars.map((bar) => barOf(words, name, `/publishers/${encodeURIComponent(id)}`, bar)) }]}
      />
    </Chart>
  );
}

/** One policy, all that is known of it, and where that was read. */
function OnePolicy({ of: policy, now }: { readonly of: Policy; readonly now: Date }) {
  const words = useWords();
  const { t, rich, day } = words;
  const bar = asBar(policy, now);
  const lines = [
    policy.status === 'PROPOSED_NEVER_IN_FORCE' && t('publishers.proposed'),
    bar && t('fact.period', { from: beginInWords(words, policy), to: endInWords(words, bar) }),
    policy.announcedOn && t('publishers.announced', { day: day(policy.announcedOn.date, policy.announcedOn.precision) }),
    ...policy.options.map((terms) => t('publishers.options', { terms: licenseInWords(words, terms) })),
  ].filter((line): line is string => typeof line === 'string');
  const facts = [
    [t('policies.titles'), titlesInWords(words, policy.titleScope)],
    [t('policies.format'), policy.formats.map((format) => t(`policies.format.${format}`)).join(', ')],
    [t('policies.embargo'), embargoInWords(words, policy)],
    [t('policies.price'), pricesInWords(words, policy.prices).join('; ') || t('policies.none.price')],
    [t('policies.where'), placesInWords(words, policy)],
  ];
  return (
    <article id={policy.id}>
      <h3>{licenseInWords(words, policy.license)}</h3>
      <p>{lines.join(' ')}</p>
      <p>{facts.map(([name, value]) => `${name}: ${value}.`).join(' ')}</p>
      <p>
        {t('fact.confidence', { words: t('fact.confidence.words', { confidence: policy.confidence }) })}{' '}
        {policy.lastVerifiedOn ? t('fact.checked', { day: day(policy.lastVerifiedOn) }) : t('fact.unchecked')}
      </p>
      {policy.grandfathering && (
        <p>{rich('publishers.grandfathering', { text: () => <AsWritten>{policy.grandfathering}</AsWritten> })}</p>
      )}
      {policy.note && <p>{rich('publishers.note', { text: () => <AsWritten>{policy.note}</AsWritten> })}</p>}
      {policy.versions
        .filter(({ correctionReason }) => correctionReason !== null)
        .map(({ version, recordedAt, correctionReason }) => (
          <p key={version}>
            {rich('publishers.corrected', { day: day(recordedAt), text: () => <AsWritten>{correctionReason}</AsWritten> })}
          </p>
        ))}
      <Sources of={policy.sources} />
      {policy.petitions.length > 0 && (
        <p>
          {t('publishers.petitions')}{' '}
          {policy.petitions.map((petition, i) => (
            <>
              {i > 0 && ', '}
              <ToPetition of={petition} />
            </>
          ))}
        </p>
      )}
    </article>
  );
}
