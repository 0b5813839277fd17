// One library: who it is, its sister libraries, what it looks for, what it stands behind; and how to propose to it.
import { LibrariesDocument } from '../../../schema/typed/Libraries';
import { LibraryPetitionsDocument } from '../../../schema/typed/LibraryPetitions';
import { LibraryProfileDocument, type LibraryProfileQuery } from '../../../schema/typed/LibraryProfile';
import { Refusal } from '../../components/form';
import { Answered, Away, Count, Lines, Mark, Section, ToPetition } from '../../components/show';
import { Facts, LibraryName, Since, Sources, StoryLinks } from '../../components/sisters';
import { ask, everywhere, page, type Visitor } from '../../page';
import { useWords } from '../../words/words';

type Library = NonNullable<LibraryProfileQuery['library']>;

export const library = page({
  address: '/libraries/:id',
  title: ({ answers }) => answers.library.data?.library?.name ?? '',
  description: ({ answers, t, country }) => {
    const shown = answers.library.data?.library;
    return shown ? t('library.description', { name: shown.name, city: shown.city, country: country(shown.country) }) : '';
  },
  asks: { library: ask(LibraryProfileDocument), petitions: ask(LibraryPetitionsDocument) },
  needs: 'library',
  // An id that was merged answers as the library it went into, whose page has an address of its own.
  stands({ library: { data } }) {
    const id = data?.library?.id;
    return id && `/libraries/${encodeURIComponent(id)}`;
  },
  indexed: true,
  everywhere: everywhere(
    ask(LibrariesDocument, () => ({ first: 100 })),
    ({ libraries }) => libraries?.nodes.map(({ id }) => `/libraries/${id}`) ?? [],
  ),
  content: ({ answers, form, who, t, country, regionName }) => {
    const shown = answers.library.data?.library;
    if (!shown) return <Refusal refused={form.refused} />;
    const kind = t(`library.kind.${shown.type}`);
    const city = shown.region ? `${shown.city} (${regionName(shown.region)})` : shown.city;
    return (
      <>
        <p class="lead">{t('library.where', { kind, city, country: country(shown.country) })}</p>
        {shown.demo && (
          <p>
            <Mark demo /> {t('library.demo')}
          </p>
        )}
        <Seeking of={shown} who={who} />
        <Sisters of={shown} />
        <StoryLinks of={shown.partnerships.flatMap(({ stories }) => stories)} title={t('library.stories')} />
        <Answered of={answers.petitions} failed="library.petitions.failed">
          {({ library: standing }) => standing?.endorsedPetitions && <Petitions of={standing.endorsedPetitions} />}
        </Answered>
        <About of={shown} />
      </>
    );
  },
});

/** What it hopes for, and the way to propose to it. */
function Seeking({ of: { id, mergedIds, listing }, who }: { readonly of: Library; readonly who: Visitor }) {
  const { t, day, when } = useWords();
  const title = t(!listing ? 'library.seeksNone' : listing.historical ? 'library.sought' : 'library.seeks');
  const asOf = listing?.asOf;
  return (
    <Section id="seeks" title={title}>
      {!listing && <p>{t('library.notSeeking')}</p>}
      {listing && (
        <>
          {listing.historical && (
            <p>{asOf ? t('library.sought.asOf', { when: when(asOf.date, asOf.precision) }) : t('library.sought.unknown')}</p>
          )}
          <Hopes of={listing} />
          {listing.expiresOn && <p>{t('library.until', { day: day(listing.expiresOn) })}</p>}
        </>
      )}
      {listing?.isOpen && <Propose to={id} merged={mergedIds} who={who} />}
    </Section>
  );
}

/** One proposes for a library of one's own; who has not signed in does that first, and comes back here. */
function Propose({
  to,
  merged,
  who: { account, signIn },
}: {
  readonly to: string;
  /** Other ids of the same library. */
  readonly merged: readonly string[];
  readonly who: Visitor;
}) {
  const { t, rich } = useWords();
  const own = account?.libraries.filter((id) => id !== to && !merged.includes(id)) ?? [];
  const room = (id: string) => `/account/libraries/${encodeURIComponent(id)}/propose/${encodeURIComponent(to)}`;
  const back = `/account/sign-in?${new URLSearchParams({ to: `/libraries/${to}` })}`;
  const ways = account ? own.map((id) => [id, room(id)] as const) : signIn ? [['', back] as const] : [];
  return (
    <>
      {ways.map(([id, address]) => (
        <p key={id}>
          <a class="button" href={address}>
            {ways.length > 1 ? t('library.propose.as', { id }) : t('library.propose')}
          </a>
        </p>
      ))}
      {!account && <p class="source">{rich('library.propose.how', { add: (inner) => <a href="/listings/new">{inner}</a> })}</p>}
    </>
  );
}

function Hopes({ of: listing }: { readonly of: NonNullable<Library['listing']> }) {
  const { t, rich, country, languageName } = useWords();
  const { offers, seeks, preferredCountries, preferredLanguages, activityInterests, commitment, meetingRhythm } = listing;
  const call = listing.answersCall;
  return (
    <>
      <Facts
        of={[
          [t('library.offers'), offers && <Lines>{offers}</Lines>],
          [t('library.hopes'), seeks && <Lines>{seeks}</Lines>],
          [t('library.interests'), activityInterests.map((kind) => t(`listing.activity.${kind}`)).join(', ')],
          [t('library.countries'), preferredCountries.map(country).join(', ')],
          [t('library.speaks'), preferredLanguages.map(languageName).join(', ')],
          [t('library.commitment'), commitment && t(`listing.commitment.${commitment}`)],
          [t('library.rhythm'), meetingRhythm && t(`listing.rhythm.${meetingRhythm}`)],
        ]}
      />
      {listing.capacity && <p>{t('library.capacity', { count: listing.capacity })}</p>}
      {call && <p>{rich('library.call', { title: call.title, link: (inner) => <a href={`/sisters#${call.id}`}>{inner}</a> })}</p>}
    </>
  );
}

function Sisters({ of: { id, partnerships } }: { readonly of: Library }) {
  const { t, country } = useWords();
  return (
    <Section id="sisters" title={t('library.sisters')}>
      {partnerships.length === 0 && <p>{t('library.sisters.none')}</p>}
      <ul class="plain">
        {partnerships.map((partnership) => {
          const other = partnership.partners.find((partner) => partner.id !== id);
          return (
            other && (
              <li key={partnership.id}>
                <LibraryName of={other} />, {other.city}, {country(other.country)}
                <Mark demo={partnership.demo} historical={partnership.historical} />
                <br />
                <a href={`/partnerships/${partnership.id}`}>{t('library.partnership')}</a>: <Since on={partnership.startedOn} />
                {partnership.state === 'PAUSED' && ` ${t('partnership.paused')}`}
                {partnership.state === 'ENDED' && ` ${t('library.ended')}`}
              </li>
            )
          );
        })}
      </ul>
    </Section>
  );
}

interface Endorsed {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly target: string;
  readonly demo: boolean;
  readonly state: string;
  readonly goal: number | null;
  readonly signatureCount: number | null;
  readonly paperCount: number | null;
  readonly totalCount: number | null;
}

function Petitions({ of: petitions }: { readonly of: readonly Endorsed[] }) {
  const { t } = useWords();
  if (petitions.length === 0) return null;
  return (
    <Section id="petitions" title={t('library.petitions')}>
      <ul class="cards">
        {petitions.map((petition) => (
          <li key={petition.id}>
            <h3>
              <ToPetition of={petition} />
              <Mark demo={petition.demo} />
            </h3>
            <Count of={petition} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function About({ of: shown }: { readonly of: Library }) {
  const { t, number, languageName, zoneName } = useWords();
  const named = (tags: readonly string[] | null) => tags?.map(languageName).join(', ');
  const { website, meetingHours } = shown;
  return (
    <Section id="about" title={t('library.facts')}>
      <Facts
        of={[
          [t('library.website'), website && <Away to={website}>{website.replace(/^https?:\/\/|\/$/g, '')}</Away>],
          [t('library.languages'), named(shown.languages)],
          [t('library.staffLanguages'), named(shown.staffLanguages)],
          [t('library.userLanguages'), named(shown.userLanguages)],
          [t('library.population'), number(shown.populationServed)],
          [t('library.collection'), number(shown.collectionSize)],
          [t('library.programme'), shown.programme],
          [t('library.isil'), shown.isil],
          [
            t('library.hours'),
            meetingHours &&
              `${meetingHours.hours
                .map(({ day, from, to }) => t('library.hours.one', { day: t(`library.day.${day}`), from, to }))
                .join('; ')}, ${t('library.hours.zone', { zone: zoneName(meetingHours.timeZone) })}`,
          ],
          [t('library.note'), !shown.demo && shown.note && <Lines>{shown.note}</Lines>],
        ]}
      />
      {shown.sources.length > 0 && <h3>{t('library.sources')}</h3>}
      <Sources of={shown.sources} />
    </Section>
  );
}
