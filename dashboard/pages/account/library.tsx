// The room of one library: its listing, proposals, sisters, suggestions, endorsements and calendar.
import { AccountEndorsementsDocument } from '../../../schema/typed/AccountEndorsements';
import { AccountLibraryDocument, type AccountLibraryQuery } from '../../../schema/typed/AccountLibrary';
import { AccountSuggestionsDocument, type AccountSuggestionsQuery } from '../../../schema/typed/AccountSuggestions';
import { CalendarLinkDocument } from '../../../schema/typed/CalendarLink';
import { EndorsePetitionDocument } from '../../../schema/typed/EndorsePetition';
import { LibraryIdsDocument, type LibraryIdsQuery } from '../../../schema/typed/LibraryIds';
import { RenewOwnListingDocument } from '../../../schema/typed/RenewOwnListing';
import { ReplaceCalendarLinkDocument } from '../../../schema/typed/ReplaceCalendarLink';
import { SetMeetingHoursDocument } from '../../../schema/typed/SetMeetingHours';
import { WithdrawEndorsementDocument } from '../../../schema/typed/WithdrawEndorsement';
import { WithdrawOwnListingDocument } from '../../../schema/typed/WithdrawOwnListing';
import { Button, Choice, Form } from '../../components/form';
import { Answered, Lines, Mark, Section } from '../../components/show';
import { ask, type Form as FormState, page, type Site } from '../../page';
import { inLanguage, type MessageId, useWords } from '../../words/words';
import { MeetingHours, typedHours } from './hours';
import { kindName } from './partnership/terms';

const did: Readonly<Record<string, MessageId>> = {
  renew: 'staff.listing.renewed',
  withdraw: 'staff.listing.withdrawn',
  endorse: 'staff.endorse.done',
  unendorse: 'staff.endorse.backDone',
  calendar: 'staff.calendar.replaced',
  hours: 'staff.hours.done',
};

/** By which ids a library is known, and by which name. */
export const libraryIds: Site['libraryIds'] = {
  asks: ask(LibraryIdsDocument),
  ids: (data) => {
    const { library } = data as LibraryIdsQuery;
    return library ? [library.id, ...library.mergedIds] : [];
  },
  name: (data) => (data as LibraryIdsQuery).library?.name,
};

export const accountLibrary = page({
  address: '/account/libraries/:library',
  where: { library: /^[a-z0-9-]{1,100}$/i },
  audience: 'staff',
  title: ({ answers, t }) => answers.library.data?.library?.name ?? t('staff.title'),
  asks: {
    library: ask(AccountLibraryDocument),
    suggestions: ask(AccountSuggestionsDocument),
    endorsements: ask(AccountEndorsementsDocument),
    calendar: ask(CalendarLinkDocument),
  },
  // Two records that were found to be one have the address of the one that stands.
  stands({ library: { data } }) {
    const id = data?.library?.id;
    return id && `/account/libraries/${encodeURIComponent(id)}`;
  },
  forms: {
    renew: RenewOwnListingDocument,
    withdraw: WithdrawOwnListingDocument,
    endorse: EndorsePetitionDocument,
    unendorse: WithdrawEndorsementDocument,
    calendar: ReplaceCalendarLinkDocument,
    hours: SetMeetingHoursDocument,
  },
  before: { hours: typedHours },
  reaches: { withdraw: ['WITHDRAWN'] },
  done: ({ form, t }) => t(did[form.sent ?? ''] ?? 'staff.title'),
  content: ({ answers, form, t, language }) => {
    const library = form.fields.get('library') ?? '';
    return (
      <>
        <Answered of={answers.library} failed="staff.failed">
          {({ library: own, ownPartnerships, ownListings }) => (
            <>
              {own?.listed && (
                <p>
                  <a href={`/libraries/${own.id}`}>{t('staff.public')}</a>
                </p>
              )}
              <Proposals partnerships={ownPartnerships?.nodes ?? []} library={own?.id ?? library} />
              <Sisters partnerships={ownPartnerships?.nodes ?? []} library={own?.id ?? library} />
              <OwnListing listings={ownListings?.nodes ?? []} library={library} form={form} />
              <MeetingHours of={own?.meetingHours} form={form} />
            </>
          )}
        </Answered>
        <Section id="suggestions" title={t('staff.suggestions')}>
          <Answered of={answers.suggestions} failed="staff.failed">
            {({ suggestSisters }) => <Suggestions suggestions={suggestSisters ?? []} library={library} />}
          </Answered>
          <p>
            <a href="/listings">{t('staff.findMore')}</a>
          </p>
        </Section>
        <Section id="endorsements" title={t('staff.endorse')}>
          <Answered of={answers.endorsements} failed="staff.failed">
            {({ library: own, petitions }) => (
              <Endorsements endorsed={own?.endorsedPetitions ?? []} open={petitions?.nodes ?? []} form={form} />
            )}
          </Answered>
        </Section>
        <Section id="calendar" title={t('staff.calendar')}>
          <Answered of={answers.calendar} failed="staff.failed">
            {({ calendarLink }) =>
              calendarLink && (
                <>
                  <p>{t('staff.calendar.lead')}</p>
                  <p>
                    <code>{inLanguage(calendarLink.url, language)}</code>
                  </p>
                  <Form of={form} name="calendar" action="#calendar">
                    <Button label={t('staff.calendar.replace')} grave />
                  </Form>
                </>
              )
            }
          </Answered>
        </Section>
      </>
    );
  },
});

type Own = NonNullable<AccountLibraryQuery['ownPartnerships']>['nodes'][number];

interface PartnershipsProps {
  readonly partnerships: readonly Own[];
  readonly library: string;
}

/** A link to a partnership by the name of the other library. */
function Pair({ of: { id, partners, demo }, library }: { readonly of: Own; readonly library: string }) {
  const { country } = useWords();
  const other = partners.find((partner) => partner.id !== library) ?? partners[0];
  return (
    <>
      <a href={`/account/partnerships/${id}`}>
        <strong>{other?.name ?? id}</strong>
      </a>
      {other && `, ${other.city}, ${country(other.country)}`}
      <Mark demo={demo} />
    </>
  );
}

function Proposals({ partnerships, library }: PartnershipsProps) {
  const { t } = useWords();
  const proposed = partnerships.filter(({ state }) => state === 'PROPOSED');
  return (
    <Section id="proposals" title={t('staff.proposals')}>
      {proposed.length === 0 && <p>{t('staff.proposals.none')}</p>}
      <ul class="plain">
        {proposed.map((each) => (
          <li key={each.id}>
            <Pair of={each} library={library} />:{' '}
            {t(each.confidential?.proposedBy?.id === library ? 'staff.proposals.sent' : 'staff.proposals.received')}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Sisters({ partnerships, library }: PartnershipsProps) {
  const { t } = useWords();
  const living = partnerships.filter(({ state }) => state === 'ACTIVE' || state === 'PAUSED');
  const past = partnerships.filter(({ state }) => !['ACTIVE', 'PAUSED', 'PROPOSED'].includes(state));
  return (
    <Section id="sisters" title={t('staff.sisters')}>
      {living.length === 0 && <p>{t('staff.sisters.none')}</p>}
      <ul class="plain">
        {living.map((each) => (
          <li key={each.id}>
            <Pair of={each} library={library} />
            <Standing of={each} library={library} />
          </li>
        ))}
      </ul>
      {past.length > 0 && (
        <details>
          <summary>{t('staff.past')}</summary>
          <ul class="plain">
            {past.map((each) => (
              <li key={each.id}>
                <Pair of={each} library={library} /> ({t('staff.state', { state: each.state })})
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

/** What is to be known of a living partnership at a glance. */
function Standing({
  of: { state, lastContactOn, documented, confidential },
  library,
}: {
  readonly of: Own;
  readonly library: string;
}) {
  const { t, day } = useWords();
  const pending = confidential?.pendingAgreement;
  const facts = [
    state === 'PAUSED' && t('staff.state', { state }),
    documented && t('staff.sisters.documented'),
    lastContactOn && t('staff.sisters.lastContact', { day: day(lastContactOn.date, lastContactOn.precision) }),
    pending && t('staff.sisters.terms', { whom: pending.proposedBy.id === library ? 'them' : 'us' }),
    confidential?.silentSince && t('staff.sisters.silent'),
  ].filter(Boolean);
  return facts.length > 0 ? <div class="begins">{facts.join('; ')}</div> : null;
}

type Listing = NonNullable<AccountLibraryQuery['ownListings']>['nodes'][number];

function OwnListing({
  listings,
  library,
  form,
}: {
  readonly listings: readonly Listing[];
  readonly library: string;
  readonly form: FormState;
}) {
  const { t, day } = useWords();
  const shown = listings.find(({ state }) => state === 'PUBLISHED') ?? listings[0];
  const waiting = listings.find((listing) => listing.state === 'SUBMITTED' && listing !== shown);
  const write = `/account/libraries/${library}/listing`;
  const mayRenew = shown && ['PUBLISHED', 'EXPIRED'].includes(shown.state);
  const mayWithdraw = shown && ['PUBLISHED', 'SUBMITTED'].includes(shown.state);
  return (
    <Section id="listing" title={t('staff.listing')}>
      {!shown && <p>{t('staff.listing.none')}</p>}
      {shown && (
        <>
          <p>
            {t('staff.listing.state', { state: shown.state })}{' '}
            {shown.state === 'PUBLISHED' && shown.expiresOn && t('staff.listing.until', { day: day(shown.expiresOn) })}
          </p>
          {shown.offers && (
            <p>
              <strong>{t('listings.offers')}</strong> <Lines>{shown.offers}</Lines>
            </p>
          )}
          {shown.seeks && (
            <p>
              <strong>{t('listings.seeks')}</strong> <Lines>{shown.seeks}</Lines>
            </p>
          )}
        </>
      )}
      {waiting && <p>{t('staff.listing.waiting', { day: day(waiting.submittedOn ?? '') })}</p>}
      <p>
        <a class="button" href={write}>
          {t(shown ? 'staff.listing.edit' : 'staff.listing.write')}
        </a>
      </p>
      {shown && mayRenew && (
        <Form of={form} name="renew" action="#listing">
          <input type="hidden" name="id" value={shown.id} />
          <Button label={t('staff.listing.renew')} />
        </Form>
      )}
      {shown && mayWithdraw && (
        <Form of={form} name="withdraw" action="#listing">
          <input type="hidden" name="id" value={shown.id} />
          <Button label={t('staff.listing.withdraw')} grave />
        </Form>
      )}
    </Section>
  );
}

type Suggested = NonNullable<AccountSuggestionsQuery['suggestSisters']>[number];

function Suggestions({ suggestions, library }: { readonly suggestions: readonly Suggested[]; readonly library: string }) {
  const words = useWords();
  const { t, country, languageName } = words;
  const inWords = (reason: string, values: readonly string[]) =>
    values.map((value) => (reason === 'SHARED_LANGUAGES' ? languageName(value) : kindName(words, value))).join(', ');
  if (suggestions.length === 0) return <p>{t('staff.suggestions.none')}</p>;
  return (
    <ul class="cards">
      {suggestions.map(({ library: other, reasons }) => (
        <li key={other.id}>
          <h3>
            <a href={`/libraries/${other.id}`}>{other.name}</a>
          </h3>
          <p>
            {other.city}, {country(other.country)}
          </p>
          <p class="begins">
            {reasons.map(({ reason, values }) => t(`staff.fit.${reason}`, { values: inWords(reason, values) })).join('; ')}
          </p>
          <p>
            <a class="button" href={`/account/libraries/${library}/propose/${other.id}`}>
              {t('staff.suggestions.propose', { name: other.name })}
            </a>
          </p>
        </li>
      ))}
    </ul>
  );
}

interface Endorsable {
  readonly id: string;
  readonly title: string;
}

function Endorsements({
  endorsed,
  open,
  form,
}: {
  readonly endorsed: readonly (Endorsable | null)[];
  readonly open: readonly Endorsable[];
  readonly form: FormState;
}) {
  const { t } = useWords();
  const own = endorsed.filter((each) => each !== null);
  const others = open.filter(({ id }) => !own.some((each) => each.id === id));
  return (
    <>
      {own.length === 0 && <p>{t('staff.endorse.none')}</p>}
      <ul class="plain">
        {own.map(({ id, title }) => (
          <li key={id}>
            <a href={`/petitions/${id}`} lang="">
              {title}
            </a>
            <Form of={form} name="unendorse" one={id} action="#endorsements">
              <input type="hidden" name="petitionId" value={id} />
              <Button label={t('staff.endorse.back')} grave />
            </Form>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Form of={form} name="endorse" action="#endorsements">
          <Choice
            name="petitionId"
            label={t('staff.endorse.choose')}
            options={others.map(({ id, title }) => [id, title])}
            required
          />
          <Button label={t('staff.endorse.press')} />
        </Form>
      )}
    </>
  );
}
