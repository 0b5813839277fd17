// All petitions that were ever opened, of the past as well: what they ask, how many signed, what became of them.
import { PetitionListDocument, type PetitionListQuery, type PetitionState } from '../../../schema/typed/PetitionList';
import { TrendingPetitionsDocument } from '../../../schema/typed/TrendingPetitions';
import { Button, Choice, Field, Form, Refusal } from '../../components/form';
import {
  Aimed,
  Card,
  Cards,
  Count,
  Day,
  HowMany,
  isSearch,
  Mark,
  Missing,
  Pager,
  Section,
  ToPetition,
} from '../../components/show';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';

type Petition = NonNullable<PetitionListQuery['petitions']>['nodes'][number];

/** Drafts are not shown to everybody. */
const states = ['OPEN', 'CLOSED', 'DELIVERED'] as const satisfies readonly PetitionState[];

export const petitions = page({
  address: '/petitions',
  title: ({ t }) => t('petitions.title'),
  description: ({ t }) => t('petitions.lead'),
  asks: {
    petitions: ask(PetitionListDocument),
    // Who looks for something has no interest in what others sign.
    trending: ask(TrendingPetitionsDocument, (fields) => (isSearch(fields) ? undefined : { first: 3 })),
  },
  indexed: true,
  content: ({ answers, form, t }) => {
    const { data, refused } = answers.petitions;
    const found = data?.petitions;
    const trending = answers.trending.data?.trendingPetitions;
    const isAsked = refused?.code === 'BAD_USER_INPUT';
    return (
      <>
        <p class="lead">{t('petitions.lead')}</p>
        {isAsked && <Refusal refused={refused} />}
        <Form of={{ ...form, refused: isAsked ? refused : undefined }} method="get" label={t('nav.petitions')}>
          <Field name="filter.text" type="search" maxlength={200} label={t('petitions.text')} hint={t('petitions.text.hint')} />
          <Choice
            name="filter.state"
            label={t('petitions.state')}
            none={t('petitions.state.any')}
            options={states.map((state) => [state, t(`petitions.state.${state}`)] as const)}
          />
          <Choice
            name="filter.historical"
            label={t('petitions.past')}
            none={t('petitions.past.any')}
            options={(['false', 'true'] as const).map((past) => [past, t(`petitions.past.${past}`)] as const)}
          />
          <Button label={t('petitions.show')} />
        </Form>
        {!!trending?.length && (
          <Section id="trending" title={t('petitions.trending')}>
            <ol>
              {trending.map((petition) => (
                <li key={petition.id}>
                  <ToPetition of={petition} />
                  <Mark demo={petition.demo} />: {t('petitions.trending.some', { count: petition.signedLastDay ?? 0 })}
                </li>
              ))}
            </ol>
          </Section>
        )}
        {found && (
          <>
            <HowMany
              fields={form.fields}
              count={found.totalCount}
              some={t('petitions.found', { count: found.totalCount })}
              none={t('petitions.none')}
              yet={t('petitions.yet')}
            />
            <Cards>
              {found.nodes.map((petition) => (
                <Summary key={petition.id} petition={petition} />
              ))}
            </Cards>
            <Pager fields={form.fields} after={found.pageInfo} />
          </>
        )}
        {!found && !isAsked && <Missing failed="front.petitions.failed" />}
      </>
    );
  },
});

function Summary({ petition }: { readonly petition: Petition }) {
  const { t, rich, day } = useWords();
  const { state, historical, demo, closedOn, outcome, launchedOn, signedLastDay } = petition;
  return (
    <Card>
      <h2>
        <ToPetition of={petition} />
        <Mark demo={demo} historical={historical} />
      </h2>
      <p>
        <Aimed of={petition} />
      </p>
      {historical ? <LastReported counts={petition.reportedCounts} /> : <Count of={petition} />}
      <p>
        {launchedOn && `${t('petitions.launched', { day: day(launchedOn.date, launchedOn.precision) })} `}
        {state === 'OPEN' && !!signedLastDay && `${t('petition.lastDay', { count: signedLastDay })} `}
        {state === 'DELIVERED' && `${t('petition.delivered')} `}
        {closedOn && <>{rich('petition.closedOn', { day: () => <Day on={closedOn} /> })} </>}
        {outcome && t('petition.outcome', { outcome })}
      </p>
    </Card>
  );
}

/** The last count that was reported of a petition signed elsewhere; nothing when none was. */
function LastReported({ counts }: { readonly counts: Petition['reportedCounts'] }) {
  const { t, day } = useWords();
  const last = counts
    .filter(({ metric }) => metric === 'SIGNATURES')
    .toSorted((one, other) => one.on.localeCompare(other.on))
    .at(-1);
  if (!last) return null;
  const { on, precision, count, qualifier } = last;
  return (
    <p>{t('petitions.reported', { signed: t('petition.reported', { count, qualifier }), count, day: day(on, precision) })}</p>
  );
}
