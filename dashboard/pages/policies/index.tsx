// What publishers let libraries lend: all policies since 2011 as a picture, the terms of a day, what changed, and what laws would bar.
import { PolicyChangesDocument, type PolicyChangesQuery } from '../../../schema/typed/PolicyChanges';
import { PolicyFlagsDocument, type PolicyFlagsQuery } from '../../../schema/typed/PolicyFlags';
import { PolicyTimelineDocument } from '../../../schema/typed/PolicyTimeline';
import { Refusal } from '../../components/form';
import { Answered, Day, Missing, Pager, Section, Table } from '../../components/show';
import { ask, page, type Refused } from '../../page';
import { useWords } from '../../words/words';
import { Fact, Sources, Ways } from './facts';
import { AskForm, aboutQuestion, dayAfter, publishersOf, questionOf } from './question';
import { embargoInWords, jurisdictionInWords, placesInWords, pricesInWords, titlesInWords, valueInWords } from './terms';
import {
  inFamilies,
  type PolicyTimeline,
  PolicyTimelineChart,
  timelineCsv,
  timelineFlags,
  timelineJson,
  timelineSvg,
} from './timeline';

export const policies = page({
  address: '/policies',
  title: ({ t }) => t('policies.title'),
  description: ({ t }) => t('policies.lead'),
  indexed: true,
  wide: true,
  charts: true,
  asks: {
    timeline: ask(PolicyTimelineDocument, (fields, _who, now) => ({
      ...questionOf(fields, now),
      publisherIds: publishersOf(fields),
    })),
    flags: ask(PolicyFlagsDocument, (fields, _who, now) => ({ ...questionOf(fields, now) })),
    changes: ask(PolicyChangesDocument, (fields, _who, now) => {
      const { on, format, territory } = questionOf(fields, now);
      const kinds = ['STARTED', 'REPLACED', 'ENDED'] as const;
      const filter = { format, territory, publisherIds: publishersOf(fields), effectiveBefore: dayAfter(on), kinds: [...kinds] };
      return { filter, since: fields.get('after') || null };
    }),
  },
  asksWrongly: ({ timeline }) => nobody(timeline.refused) !== undefined,
  files: [
    {
      address: '/policies/timeline.svg',
      of: ['timeline'],
      flags: timelineFlags,
      write: (shown, place) => timelineSvg(shown, told(shown.answers.timeline.data), place),
    },
    {
      address: '/policies/timeline.csv',
      of: ['timeline'],
      write: (shown) => timelineCsv(shown, told(shown.answers.timeline.data)),
    },
    {
      address: '/policies/timeline.json',
      of: ['timeline'],
      write: (shown, place) => timelineJson(shown, told(shown.answers.timeline.data), place),
    },
  ],
  content: ({ answers, form, now, t, day }) => {
    const { data, refused } = answers.timeline;
    const timeline = data?.policyTimeline;
    const unknown = nobody(refused);
    const isAsked = aboutQuestion(refused?.code) || unknown !== undefined;
    const { on } = questionOf(form.fields, now);
    return (
      <>
        <p class="lead">{t('policies.lead')}</p>
        <Ways here="/policies" fields={form.fields} />
        {unknown === undefined ? (
          isAsked && <Refusal refused={refused} />
        ) : (
          <p class="refusal" role="alert">
            {t('policies.unknownPublisher', { name: unknown })} <a href="/publishers">{t('policies.unknownPublisher.all')}</a>
          </p>
        )}
        <AskForm form={form} now={now} refused={isAsked ? refused : undefined} />
        {timeline && timeline.lanes.length === 0 && <p role="status">{t('policies.none')}</p>}
        {timeline && timeline.lanes.length > 0 && (
          <>
            <PolicyTimelineChart of={timeline} fields={form.fields} now={now} />
            {timeline.hasMore && <p>{t('policies.more')}</p>}
            <Section id="day" title={t('policies.day', { day: day(on) })}>
              <p>{t('policies.day.lead')}</p>
              <TermsOfDay of={timeline} />
            </Section>
          </>
        )}
        {!timeline && !isAsked && <Missing failed="policies.failed" />}
        {!isAsked && (
          <>
            <Section id="changes" title={t('policies.changes')}>
              <p>{t('policies.changes.lead', { day: day(on) })}</p>
              <Answered of={answers.changes} failed="policies.changes.failed">
                {({ policyChanges }) =>
                  policyChanges && (
                    <>
                      <Changes of={policyChanges.nodes} />
                      <Pager fields={form.fields} after={policyChanges.pageInfo} at="changes" />
                    </>
                  )
                }
              </Answered>
              <p>
                <a href="/feeds/policies.atom">{t('policies.changes.feed')}</a>
                {' · '}
                <a href="/exports/policies.csv">{t('policies.everything')}</a>
              </p>
            </Section>
            <Section id="laws" title={t('policies.flags')}>
              <p>{t('policies.flags.lead')}</p>
              <Answered of={answers.flags} failed="policies.flags.failed">
                {({ policyFlags }) => policyFlags && <Flags of={policyFlags} />}
              </Answered>
            </Section>
          </>
        )}
      </>
    );
  },
});

/** Which publisher of the address is not on record. */
const nobody = (refused: Refused | undefined): string | undefined =>
  refused?.code === 'NOT_FOUND' ? String(refused.details?.id ?? '').slice(0, 60) : undefined;

/** A file is written only when what it is of was answered. */
const told = (data: { readonly policyTimeline: PolicyTimeline | null } | undefined): PolicyTimeline =>
  data?.policyTimeline as PolicyTimeline;

/** Who offers what on the day: each fact opens its sources. */
function TermsOfDay({ of: timeline }: { readonly of: PolicyTimeline }) {
  const words = useWords();
  const { t, day } = words;
  const rows = inFamilies(timeline.lanes).flatMap(({ publisher, bars }) =>
    bars.filter(({ inForce }) => inForce).map((bar) => ({ publisher, bar })),
  );
  return (
    <Table
      caption={t('policies.day.table', { day: day(timeline.on) })}
      empty={t('policies.none')}
      rows={rows}
      columns={[
        {
          title: t('policies.publisher'),
          cell: ({ publisher: { id, name } }) => <a href={`/publishers/${encodeURIComponent(id)}`}>{name}</a>,
        },
        {
          title: t('policies.titles'),
          cell: ({ bar: { period, asOption } }) =>
            `${titlesInWords(words, period.titleScope)}${asOption ? `, ${t('policies.option')}` : ''}`,
        },
        { title: t('policies.terms'), cell: ({ bar }) => <Fact of={bar} /> },
        { title: t('policies.embargo'), cell: ({ bar }) => embargoInWords(words, bar.period) },
        {
          title: t('policies.price'),
          cell: ({ bar }) => pricesInWords(words, bar.period.prices).join('; ') || t('policies.none.price'),
        },
        { title: t('policies.where'), cell: ({ bar }) => placesInWords(words, bar.period) },
        { title: t('policies.sure'), cell: ({ bar }) => t('fact.confidence.short', { confidence: bar.period.confidence }) },
        {
          title: t('policies.checked'),
          cell: ({ bar: { knowledge } }) =>
            knowledge.lastVerifiedOn ? <Day on={knowledge.lastVerifiedOn} /> : t('policies.never'),
        },
      ]}
    />
  );
}

type Change = NonNullable<PolicyChangesQuery['policyChanges']>['nodes'][number];

/** What changed, the newest first. */
function Changes({ of }: { readonly of: readonly Change[] }) {
  const words = useWords();
  const { t, day } = words;
  const inWords = ({ code, before, after }: Change['reasons'][number], { from, to }: Change) => {
    const reason = t('policies.change.reason', { code });
    const said = (value: string | null, { embargo = null }: NonNullable<Change['from']> | { embargo?: null }) =>
      value && embargo && code.includes('EMBARGO')
        ? embargoInWords(words, { embargo, embargoKnown: true })
        : valueInWords(words, value);
    return before || after
      ? t('policies.change.step', { reason, before: said(before, from ?? {}), after: said(after, to ?? {}) })
      : reason;
  };
  return (
    <Table
      caption={t('policies.changes.table')}
      empty={t('policies.changes.none')}
      rows={of}
      columns={[
        {
          title: t('policies.publisher'),
          cell: ({ publisher: { id, name }, to, from }) => (
            <a href={`/publishers/${encodeURIComponent(id)}#${(to ?? from)?.id ?? ''}`}>{name}</a>
          ),
        },
        {
          title: t('policies.change.when'),
          cell: ({ effectiveOn }) => (effectiveOn ? day(effectiveOn.date, effectiveOn.precision) : t('policies.unknown')),
        },
        {
          title: t('policies.change.what'),
          cell: (each) =>
            each.reasons.map((reason) => inWords(reason, each)).join('; ') || t('policies.change.kind', { kind: each.kind }),
        },
        {
          title: t('policies.change.for'),
          cell: ({ direction }) => t('policies.change.direction', { direction: direction ?? '' }),
        },
      ]}
    />
  );
}

type Flagged = NonNullable<PolicyFlagsQuery['policyFlags']>[number];

/** What is barred, by which law, and whose terms it is about. */
function Flags({ of }: { readonly of: readonly Flagged[] }) {
  const words = useWords();
  const { t, sorted } = words;
  const all = of.flatMap(({ publisher, policies }) =>
    policies.flatMap(({ flags }) => (flags ?? []).map((flag) => ({ publisher, flag }))),
  );
  const codes = [...new Set(all.map(({ flag }) => flag.code))];
  if (codes.length === 0) return <p>{t('policies.flags.none')}</p>;
  return (
    <ul class="plain">
      {codes.map((code) => {
        const those = all.filter(({ flag }) => flag.code === code);
        const publishers = new Map(those.map(({ publisher }) => [publisher.id, publisher.name]));
        const laws = new Map(those.map(({ flag }) => [flag.law.id, flag.law]));
        return (
          <li key={code}>
            <h3>{t(`policies.flag.${code}`)}</h3>
            <p>{sorted([...publishers.values()], (name) => name).join(', ')}</p>
            {[...laws.values()].map(({ id, name, jurisdiction, sources }) => (
              <details key={id} class="fact">
                <summary>
                  {name} ({jurisdictionInWords(words, jurisdiction)})
                </summary>
                <Sources of={sources} />
              </details>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
