// One partnership, as far as everybody may see it: who, since when, what for, what came of it. Its staff have a page of their own.
import { PartnershipMeetingsDocument, type PartnershipMeetingsQuery } from '../../schema/typed/PartnershipMeetings';
import { PartnershipPageDocument, type PartnershipPageQuery } from '../../schema/typed/PartnershipPage';
import { PartnershipPetitionsDocument } from '../../schema/typed/PartnershipPetitions';
import { Answered, AsWritten, Day, Mark, Missing, Section, ToPetition } from '../components/show';
import { Facts, goalName, Partners, pairName, Sources, StoryLinks } from '../components/sisters';
import { ask, page } from '../page';
import { useWords } from '../words/words';

type Partnership = NonNullable<PartnershipPageQuery['partnership']>;
type Meeting = NonNullable<NonNullable<PartnershipMeetingsQuery['partnership']>['confidential']>['meetings'][number];

export const partnership = page({
  address: '/partnerships/:id',
  where: { id: /^[a-z0-9-]{1,100}$/i },
  title: ({ answers, ...words }) => {
    const shown = answers.partnership.data?.partnership;
    return shown ? pairName(words, shown.partners) : words.t('partnership.title');
  },
  asks: {
    partnership: ask(PartnershipPageDocument),
    petitions: ask(PartnershipPetitionsDocument),
    // Of no use to anybody but the two libraries, whom it answers, and the committee.
    meetings: ask(PartnershipMeetingsDocument, (fields, { account }) => (account ? { id: fields.get('id') ?? '' } : undefined)),
  },
  // A partnership that became part of another answers as that one.
  stands({ partnership: { data } }) {
    const id = data?.partnership?.id;
    return id && `/partnerships/${encodeURIComponent(id)}`;
  },
  content: ({ answers, form, now, who, t, rich }) => {
    const { data, refused } = answers.partnership;
    const shown = data?.partnership;
    const id = shown?.id ?? form.fields.get('id') ?? '';
    const ahead = answers.meetings.data?.partnership?.confidential?.meetings ?? [];
    return (
      <>
        {shown && (
          <>
            <Standing of={shown} />
            <NextMeetings of={ahead} now={now} />
            <Purpose of={shown} />
            <Together of={shown} />
            <StoryLinks of={shown.stories} title={t('partnership.stories')} />
            <Answered of={answers.petitions} failed="library.petitions.failed">
              {({ partnership: pair }) => pair?.sharedPetitions && <Petitions of={pair.sharedPetitions} />}
            </Answered>
            {shown.sources.length > 0 && (
              <Section id="sources" title={t('story.sources')}>
                <Sources of={shown.sources} />
              </Section>
            )}
          </>
        )}
        {!shown && (refused?.status === 503 ? <Missing failed="partnership.failed" /> : <p>{t('partnership.unseen')}</p>)}
        {shown && who.account?.roles.includes('committee') && (
          <p>
            <a href={`/committee/stories?${new URLSearchParams({ 'input.partnershipId': shown.id })}#write`}>
              {t('committee.stories.of')}
            </a>
          </p>
        )}
        {(!who.account || who.account.roles.includes('staff')) && (
          <p class="source">
            {rich('partnership.account', {
              own: (words) => <a href={`/account/partnerships/${encodeURIComponent(id)}`}>{words}</a>,
            })}
          </p>
        )}
      </>
    );
  },
});

function Standing({ of: { partners, state, startedOn, demo, historical } }: { readonly of: Partnership }) {
  const { t, rich } = useWords();
  return (
    <>
      <Partners of={partners} />
      <p>
        {state === 'ACTIVE' && !startedOn && t('partnership.active')}
        {startedOn &&
          rich(state === 'ENDED' ? 'partnership.began' : 'partnership.since', {
            day: () => <Day on={startedOn.date} precision={startedOn.precision} />,
          })}
        {state === 'PAUSED' && ` ${t('partnership.paused')}`}
        {state === 'ENDED' && ` ${t('partnership.ended')}`}
        <Mark demo={demo} historical={historical} />
      </p>
    </>
  );
}

/** What the two libraries themselves see here: when they meet next. */
function NextMeetings({ of: meetings, now }: { readonly of: readonly Meeting[]; readonly now: Date }) {
  const { t, moment, zoneName } = useWords();
  const ahead = meetings
    .map(({ standsAt, startsAt, ...meeting }) => ({ ...meeting, at: standsAt ?? startsAt }))
    .filter(({ state, at }) => state !== 'CANCELLED' && new Date(at) > now)
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .slice(0, 5);
  if (ahead.length === 0) return null;
  return (
    <Section id="meetings" title={t('partnership.meetings')}>
      <p class="source">{t('partnership.meetings.private')}</p>
      <ul class="plain">
        {ahead.map(({ id, at, timeZone, topic, state }) => (
          <li key={id}>
            <strong>{topic ?? t('together.meetings')}</strong>: {moment(at, timeZone)} ({zoneName(timeZone)})
            {state === 'PROPOSED' && `, ${t('partnership.meetings.proposed')}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Purpose({ of: { goals, activityKinds, meetingRhythm, formality, programme } }: { readonly of: Partnership }) {
  const words = useWords();
  const { t } = words;
  const listed = (names: readonly string[]) =>
    names.length > 0 && (
      <ul class="plain">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    );
  return (
    <Facts
      of={[
        [t('terms.goals'), listed(goals.map((goal) => goalName(words, goal)))],
        [t('terms.kinds'), listed(activityKinds.map((kind) => t(`listing.activity.${kind}`)))],
        [t('terms.rhythm'), meetingRhythm && t(`listing.rhythm.${meetingRhythm}`)],
        [t('terms.formality'), formality === 'FORMAL' && t('terms.formality.FORMAL')],
        [t('library.programme'), programme],
      ]}
    />
  );
}

/** The log of the two, the latest first. */
function Together({ of: { activities } }: { readonly of: Partnership }) {
  const { t } = useWords();
  return (
    <Section id="log" title={t('partnership.log')}>
      {activities.length === 0 && <p>{t('together.log.none')}</p>}
      <ul class="plain">
        {activities.map(({ id, kind, hours, items, summary, on, sources }) => (
          <li key={id}>
            <Day on={on.date} precision={on.precision} />: <strong>{t(`listing.activity.${kind}`)}</strong>
            {hours !== null && `, ${t('together.log.hours', { hours })}`}
            {items !== null && `, ${t('together.log.items', { items })}`}
            <br />
            <AsWritten>{summary}</AsWritten>
            <Sources of={sources} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface Shared {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly demo: boolean;
}

function Petitions({ of: petitions }: { readonly of: readonly Shared[] }) {
  const { t } = useWords();
  if (petitions.length === 0) return null;
  return (
    <Section id="petitions" title={t('partnership.petitions')}>
      <ul class="plain">
        {petitions.map((petition) => (
          <li key={petition.id}>
            <ToPetition of={petition} />
            <Mark demo={petition.demo} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
