// The front page: petitions that move, what publishers changed, sisters on a map, libraries to meet, data to take away.
import { FrontListingsDocument } from '../../schema/typed/FrontListings';
import { FrontPetitionsDocument, type FrontPetitionsQuery } from '../../schema/typed/FrontPetitions';
import { FrontPoliciesDocument, type FrontPoliciesQuery } from '../../schema/typed/FrontPolicies';
import { FrontSistersDocument, type FrontSistersQuery } from '../../schema/typed/FrontSisters';
import { OpenPetitionCountsDocument } from '../../schema/typed/OpenPetitionCounts';
import { WorldMap } from '../charts/map';
import { daily, Spark, sparkFrom } from '../charts/spark';
import { usePlace } from '../components/place';
import { Aimed, Answered, Card, Cards, Count, Live, Mark, Section, ToPetition } from '../components/show';
import { ask, page } from '../page';
import { useWords } from '../words/words';
import { dayAfter, dayOf } from './policies/question';

type Petition = NonNullable<FrontPetitionsQuery['petitions']>['nodes'][number];

export const front = page({
  address: '/',
  title: ({ t }) => t('front.title'),
  description: ({ t }) => t('front.lead'),
  asks: {
    petitions: ask(FrontPetitionsDocument, (_fields, _who, now) => ({ from: sparkFrom(now.getTime()) })),
    policies: ask(FrontPoliciesDocument, (_fields, _who, now) => ({ on: dayOf(now), tomorrow: dayAfter(dayOf(now)) })),
    sisters: ask(FrontSistersDocument),
    listings: ask(FrontListingsDocument),
  },
  together: [
    ['petitions', 'policies'],
    ['sisters', 'listings'],
  ],
  live: OpenPetitionCountsDocument,
  indexed: true,
  charts: true,
  content: ({ now, answers, live, t, rich, country }) => (
    <>
      <p class="lead">{t('front.lead')}</p>
      <Section id="petitions" title={t('front.petitions')}>
        <Answered of={answers.petitions} failed="front.petitions.failed">
          {({ petitions, trendingPetitions }) =>
            petitions && (
              <Live feed={live}>
                <Cards>
                  {movingFirst(trendingPetitions ?? [], petitions.nodes).map((petition) => (
                    <Moving key={petition.id} petition={petition} now={now} />
                  ))}
                </Cards>
                {petitions.nodes.length === 0 && <p>{t('front.petitions.none')}</p>}
              </Live>
            )
          }
        </Answered>
        <p>
          <a href="/petitions">{t('front.petitions.all')}</a>
          {' · '}
          <a href="/statements">{t('front.said')}</a>
        </p>
      </Section>
      <Section id="policies" title={t('front.watch')}>
        <Answered of={answers.policies} failed="front.watch.failed">
          {(told) => (
            <>
              <Watch of={told.embargoWatch} anything={told.policyChanges?.nodes.length !== 0} />
              <Changes of={told.policyChanges?.nodes ?? []} />
            </>
          )}
        </Answered>
        <p>
          <a href="/policies">{t('front.changes.all')}</a>
        </p>
      </Section>
      <Section id="sisters" title={t('front.sisters')}>
        <Answered of={answers.listings} failed="front.sisters.failed">
          {({ listings }) =>
            listings && (
              <>
                <p>{t('front.sisters.some', { count: listings.totalCount ?? 0 })}</p>
                <ul class="plain">
                  {listings.nodes.map(
                    ({ id, library }) =>
                      library && (
                        <li key={id}>
                          <a href={`/libraries/${encodeURIComponent(library.id)}`}>{library.name}</a>, {library.city},{' '}
                          {country(library.country)}
                          <Mark demo={library.demo} />
                        </li>
                      ),
                  )}
                </ul>
              </>
            )
          }
        </Answered>
        <p>
          <a class="button" href="/listings/new">
            {t('front.sisters.add')}
          </a>{' '}
          <a class="beside" href="/listings">
            {t('front.sisters.all')}
          </a>
        </p>
      </Section>
      <Section id="pairs" title={t('front.pairs')}>
        <Answered of={answers.sisters} failed="front.sisters.failed">
          {(told) => <Pairs of={told} />}
        </Answered>
      </Section>
      <Section id="data" title={t('front.data')}>
        <ul class="plain">
          <li>{rich('front.data.policies', { link: (inner) => <a href="/exports/policies.csv">{inner}</a> })}</li>
          <li>{rich('front.data.feed', { link: (inner) => <a href="/feeds/policies.atom">{inner}</a> })}</li>
          <li>{rich('front.data.graph', { code: (inner) => <code>{inner}</code> })}</li>
        </ul>
      </Section>
    </>
  ),
});

/** Those that people sign now, then the others; each once. */
const movingFirst = (moving: readonly Petition[], all: readonly Petition[]): readonly Petition[] => {
  const known = new Set(moving.map(({ id }) => id));
  return [...moving, ...all.filter(({ id }) => !known.has(id))];
};

function Moving({ petition, now }: { readonly petition: Petition; readonly now: Date }) {
  const { t } = useWords();
  const { demo, signedLastDay, signatureHistory } = petition;
  return (
    <Card>
      <h3>
        <ToPetition of={petition} />
        <Mark demo={demo} />
      </h3>
      <Count of={petition} />
      {!!signedLastDay && <p>{t('petition.lastDay', { count: signedLastDay })}</p>}
      <Spark of={daily(signatureHistory, now.getTime())} title={t('front.spark')} />
      <p>
        <Aimed of={petition} />
      </p>
    </Card>
  );
}

/** The embargo watch in one sentence. */
function Watch({ of, anything }: { readonly of: FrontPoliciesQuery['embargoWatch']; readonly anything: boolean }) {
  const { t, when } = useWords();
  if (!of) return null;
  if (!anything && of.history.length === 0) return <p>{t('front.watch.empty')}</p>;
  const names = of.inForce.map(({ publisher: { name }, daysSoFar, approximate }) =>
    daysSoFar === null ? name : t('front.watch.since', { name, days: daysSoFar, about: approximate ? 'yes' : 'no' }),
  );
  const ended = of.history
    .flatMap(({ publisher, period: { effectiveTo }, inForce }) => (effectiveTo && !inForce ? [{ publisher, effectiveTo }] : []))
    .toSorted((one, other) => other.effectiveTo.date.localeCompare(one.effectiveTo.date))[0];
  return (
    <p>
      {names.length > 0 ? t('front.watch.some', { count: names.length, names: names.join(', ') }) : t('front.watch.none')}{' '}
      {names.length === 0 &&
        ended &&
        t('front.watch.last', {
          name: ended.publisher.name,
          when: when(ended.effectiveTo.date, ended.effectiveTo.precision),
        })}{' '}
      <a href="/embargoes">{t('front.watch.all')}</a>
    </p>
  );
}

/** So many changes are told here. */
const mostChanges = 4;

/** The changes that took effect last; those that read alike, such as of two kinds of terms that ended on a day, once. */
function Changes({ of: latest }: { readonly of: NonNullable<FrontPoliciesQuery['policyChanges']>['nodes'] }) {
  const { t, day } = useWords();
  const told = new Map<string, (typeof latest)[number] & { readonly on: string; readonly what: string }>();
  for (const change of latest) {
    const { kind, publisher, effectiveOn, reasons, direction } = change;
    const on = effectiveOn ? `${day(effectiveOn.date, effectiveOn.precision)}:` : '';
    const codes = [...new Set(reasons.map(({ code }) => code))];
    const why = codes.map((code) => t('policies.change.reason', { code })).join('; ') || t('policies.change.kind', { kind });
    const what = direction ? `${why} (${t('policies.change.direction', { direction })})` : why;
    const key = [on, publisher.id, what].join('\n');
    if (!told.has(key)) told.set(key, { ...change, on, what });
  }
  if (told.size === 0) return null;
  return (
    <>
      <h3>{t('front.changes')}</h3>
      <ul class="plain">
        {[...told.values()].slice(0, mostChanges).map(({ id, publisher, on, what }) => (
          <li key={id}>
            {on} <a href={`/publishers/${encodeURIComponent(publisher.id)}`}>{publisher.name}</a>, {what}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Sister libraries on a small map, and the newest story. */
function Pairs({ of: { partnerships, stories } }: { readonly of: FrontSistersQuery }) {
  const { t, country } = useWords();
  const { asset } = usePlace();
  const pairs = (partnerships?.nodes ?? []).flatMap(({ demo, partners: [one, other] }) =>
    one?.coordinates && other?.coordinates ? [{ demo, one, other, from: one.coordinates, to: other.coordinates }] : [],
  );
  const at = ({ longitude, latitude }: (typeof pairs)[number]['from']) => [longitude, latitude] as const;
  const story = stories?.nodes[0];
  return (
    <>
      {partnerships && <p>{t('front.pairs.count', { count: partnerships.totalCount ?? 0 })}</p>}
      {pairs.length > 0 && (
        <WorldMap
          title={t('front.pairs.map')}
          outline={asset('world.svg')}
          lines={pairs.map(({ one, other, from, to, demo }) => ({
            from: at(from),
            to: at(to),
            dashed: demo,
            title: t('front.pairs.pair', { one: one.name, other: other.name }),
          }))}
          places={pairs.flatMap(({ one, other, from, to, demo }) => [
            { at: at(from), title: `${one.name}, ${one.city}`, hollow: demo },
            { at: at(to), title: `${other.name}, ${other.city}`, hollow: demo },
          ])}
        />
      )}
      <p>
        <a href="/sisters">{t('front.pairs.all')}</a>
      </p>
      {story && (
        <>
          <h3>{t('front.story')}</h3>
          <p>
            <a href={`/sisters#${story.id}`} lang="">
              {story.title}
            </a>
            <Mark demo={story.demo} />
            {story.partnership && (
              <small>{story.partnership.partners.map(({ name, country: code }) => `${name}, ${country(code)}`).join('; ')}</small>
            )}
          </p>
        </>
      )}
    </>
  );
}
