// Sister libraries: where they are, who is whose, and what to read before looking for one.
import { type PartnershipState, SisterPairsDocument, type SisterPairsQuery } from '../../../schema/typed/SisterPairs';
import { SisterReadingDocument, type SisterReadingQuery } from '../../../schema/typed/SisterReading';
import { SistersOnMapDocument, type SistersOnMapQuery } from '../../../schema/typed/SistersOnMap';
import { Button, Choice, Form, Refusal } from '../../components/form';
import { Answered, Away, Card, Cards, Day, HowMany, Lines, Mark, Missing, Pager, Section } from '../../components/show';
import { goalName, goals, LibraryName, Since, Written } from '../../components/sisters';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';
import { type Pairs, SisterMap, sisterMapCsv, sisterMapJson, sisterMapSvg } from './map';

/** Others are not shown to everybody. */
const states = ['ACTIVE', 'PAUSED', 'ENDED'] as const satisfies readonly PartnershipState[];

const told = (data: SistersOnMapQuery | undefined): Pairs => data?.sisterMap ?? { pairs: [], totalCount: 0, unplaced: 0 };

export const sisters = page({
  address: '/sisters',
  title: ({ t }) => t('sisters.title'),
  description: ({ t }) => t('sisters.lead'),
  asks: { map: ask(SistersOnMapDocument, () => ({})), pairs: ask(SisterPairsDocument), reading: ask(SisterReadingDocument) },
  indexed: true,
  wide: true,
  charts: true,
  files: [
    {
      address: '/sisters/map.svg',
      of: ['map'],
      write: (shown, place) => sisterMapSvg(shown, told(shown.answers.map.data), place),
    },
    { address: '/sisters/map.csv', of: ['map'], write: ({ answers }) => sisterMapCsv(told(answers.map.data)) },
    { address: '/sisters/map.json', of: ['map'], write: ({ answers }) => sisterMapJson(told(answers.map.data)) },
  ],
  content: ({ answers, form, now, ...words }) => {
    const { t } = words;
    const { data, refused } = answers.pairs;
    const found = data?.partnerships;
    const isAsked = refused?.code === 'BAD_USER_INPUT';
    return (
      <>
        <p class="lead">{t('sisters.lead')}</p>
        <p>
          <a class="button" href="/listings">
            {t('sisters.find')}
          </a>{' '}
          <a class="beside" href="/listings/new">
            {t('listings.add')}
          </a>
        </p>
        <Section id="map" title={t('sisters.map')}>
          <Answered of={answers.map} failed="sisters.map.failed">
            {({ sisterMap }) => sisterMap && <SisterMap of={sisterMap} now={now} />}
          </Answered>
        </Section>
        <Section id="pairs" title={t('sisters.pairs')}>
          {isAsked && <Refusal refused={refused} />}
          <Form
            of={{ ...form, refused: isAsked ? refused : undefined }}
            method="get"
            action="#pairs"
            label={t('sisters.pairs.search')}
          >
            <Choice
              name="goal"
              label={t('sisters.pairs.goal')}
              none={t('sisters.pairs.goal.any')}
              options={goals.map((goal) => [goal, goalName(words, goal)] as const)}
            />
            <Choice
              name="state"
              label={t('sisters.pairs.state')}
              none={t('sisters.pairs.state.any')}
              options={states.map((state) => [state, t(`sisters.state.${state}`)] as const)}
            />
            <Button label={t('sisters.pairs.show')} />
          </Form>
          {found && (
            <>
              <HowMany
                fields={form.fields}
                count={found.totalCount}
                some={t('sisters.pairs.found', { count: found.totalCount })}
                none={t('sisters.pairs.none')}
                yet={t('sisters.pairs.yet')}
              />
              <Cards wide>
                {found.nodes.map((pair) => (
                  <Pair key={pair.id} of={pair} />
                ))}
              </Cards>
              <Pager fields={form.fields} after={found.pageInfo} />
            </>
          )}
          {!found && !isAsked && <Missing failed="sisters.pairs.failed" />}
        </Section>
        <Answered of={answers.reading} failed="sisters.read.failed">
          {(reading) => <Reading of={reading} />}
        </Answered>
      </>
    );
  },
});

type Partnership = NonNullable<SisterPairsQuery['partnerships']>['nodes'][number];

function Pair({
  of: { id, state, demo, historical, startedOn, goals: wanted, activityKinds, partners },
}: {
  readonly of: Partnership;
}) {
  const { t, rich, country } = useWords();
  const [one, other] = partners;
  const link = (library: typeof one) => () => library && <LibraryName of={library} />;
  const place = (library: typeof one) =>
    t('sisters.place', { city: library?.city ?? '', country: library ? country(library.country) : '' });
  return (
    <Card>
      <h3>
        {rich('sisters.pair.links', { one: link(one), other: link(other) })}
        <Mark demo={demo} historical={historical} />
      </h3>
      <p>{t('sisters.pair.places', { one: place(one), other: place(other) })}</p>
      <p>
        <Since on={startedOn} />
        {state === 'PAUSED' && ` ${t('partnership.paused')}`}
        {state === 'ENDED' && ` ${t('partnership.ended')}`} <a href={`/partnerships/${id}`}>{t('sisters.pair.more')}</a>
      </p>
      {activityKinds.length > 0 && (
        <p>{t('sisters.pairs.do', { what: activityKinds.map((kind) => t(`listing.activity.${kind}`)).join(', ') })}</p>
      )}
      {wanted.length > 0 && <p>{t('sisters.pairs.want', { what: wanted.map((goal) => t(`goal.${goal}`)).join(', ') })}</p>}
    </Card>
  );
}

/** The first of what there is to read, and where the rest is. */
function Reading({ of: { stories, tips, programmeCalls } }: { readonly of: SisterReadingQuery }) {
  const { t, rich } = useWords();
  return (
    <>
      {stories && stories.totalCount > 0 && (
        <Section id="stories" title={t('stories.latest')}>
          <ul class="plain">
            {stories.nodes.map(({ id, title, publishedOn, demo }) => (
              <li key={id}>
                <a href={`/stories/${id}`} lang="">
                  {title}
                </a>
                {publishedOn && (
                  <>
                    , <Day on={publishedOn} />
                  </>
                )}
                <Mark demo={demo} />
              </li>
            ))}
          </ul>
          <p>
            <a href="/stories">{t('stories.all', { count: stories.totalCount })}</a>
          </p>
        </Section>
      )}
      {tips && tips.length > 0 && (
        <Section id="tips" title={t('tips.latest')}>
          <ol>
            {tips.slice(0, 3).map(({ id, textHtml }) => (
              <li key={id}>
                <Written html={textHtml} />
              </li>
            ))}
          </ol>
          <p>
            <a href="/tips">{t('tips.all', { count: tips.length })}</a>
          </p>
        </Section>
      )}
      {programmeCalls && programmeCalls.nodes.length > 0 && (
        <Section id="calls" title={t('sisters.calls')}>
          {programmeCalls.nodes.map(({ id, title, by, committee, on, body, reasons, links, sources }) => (
            <article key={id} id={id}>
              <h3 lang="">{title}</h3>
              <p>{rich('sisters.calls.by', { by: committee ?? by, day: () => <Day on={on} /> })}</p>
              <p>
                <Lines>{body}</Lines>
              </p>
              <h4>{t('sisters.calls.reasons')}</h4>
              <ol>
                {reasons.map(({ goal, text }) => (
                  <li key={goal} lang="">
                    {text}
                  </li>
                ))}
              </ol>
              <ul class="plain source">
                {[...links, ...sources].map(({ title: name, url }) => (
                  <li key={`${name} ${url}`}>
                    <Away to={url}>{name}</Away>
                  </li>
                ))}
              </ul>
            </article>
          ))}
        </Section>
      )}
    </>
  );
}
