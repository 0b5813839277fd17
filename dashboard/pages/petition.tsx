// One petition: what it asks and of whom, how many have signed, the form to sign, and who stands behind it.
import { PetitionCountDocument } from '../../schema/typed/PetitionCount';
import { PetitionEndorsementsDocument, type PetitionEndorsementsQuery } from '../../schema/typed/PetitionEndorsements';
import { PetitionPageDocument, type PetitionPageQuery } from '../../schema/typed/PetitionPage';
import { PetitionsDocument } from '../../schema/typed/Petitions';
import { type SigningOutcome, SignPetitionDocument } from '../../schema/typed/SignPetition';
import { Button, Country, Field, Form, Hidden, Once, Refusal, Tick } from '../components/form';
import { Answered, Away, Count, Day, Live, Mark, Missing, Section } from '../components/show';
import type { Form as FormState } from '../page';
import { ask, everywhere, page } from '../page';
import { useWords } from '../words/words';

type Petition = NonNullable<PetitionPageQuery['petition']>;

const outcomes = {
  SIGNED: 'petition.signed',
  ALREADY_SIGNED: 'petition.signedBefore',
  STRUCK_OUT: 'petition.struckOut',
  CONFIRMATION_SENT: 'petition.confirmationSent',
} as const satisfies Record<SigningOutcome, string>;

export const petition = page({
  address: '/petitions/:id',
  title: ({ answers }) => answers.petition.data?.petition?.title ?? '',
  done: ({ t }) => t('petition.thanks'),
  description: ({ answers }) => answers.petition.data?.petition?.ask ?? '',
  asks: { petition: ask(PetitionPageDocument), endorsements: ask(PetitionEndorsementsDocument) },
  needs: 'petition',
  sends: SignPetitionDocument,
  live: PetitionCountDocument,
  indexed: true,
  everywhere: everywhere(
    ask(PetitionsDocument, () => ({ first: 100 })),
    ({ petitions }) => petitions?.nodes.map(({ id }) => `/petitions/${id}`) ?? [],
  ),
  content: ({ answers, done, form, live, t, rich }) => {
    const { petition: shown, currentConsent } = answers.petition.data ?? {};
    const outcome = done?.signPetition?.outcome;
    if (!shown) return <Refusal refused={form.refused} />;
    const isOpen = shown.state === 'OPEN';
    return (
      <>
        {outcome && <p>{rich(outcomes[outcome])}</p>}
        {!(form.shown && isOpen) && <Refusal refused={form.refused} />}
        {(done || form.refused) && <h2>{shown.title}</h2>}
        <p class="lead">{shown.ask}</p>
        <p>
          {t('petition.to', { target: shown.target })}
          {shown.hashtag && ` · ${shown.hashtag}`}
          <Mark demo={shown.demo} />
        </p>
        {shown.historical ? (
          <Reported counts={shown.reportedCounts} />
        ) : (
          <Live feed={shown.closedOn ? undefined : live}>
            <Count of={shown} />
          </Live>
        )}
        {isOpen && form.shown && <SignForm petition={shown} consent={currentConsent ?? null} form={form} />}
        {shown.state === 'DELIVERED' && <p>{t('petition.delivered')}</p>}
        {shown.closedOn && <p>{rich('petition.closedOn', { day: () => <Day on={shown.closedOn ?? ''} /> })}</p>}
        {shown.outcome && <p>{t('petition.outcome', { outcome: shown.outcome })}</p>}
        <News news={shown.news} />
        <Supporters supporters={shown.supporters} />
        <Answered of={answers.endorsements} failed="petition.endorsements.failed">
          {({ petition: endorsed }) => <Endorsements endorsements={endorsed?.endorsements} />}
        </Answered>
        {shown.resources.length > 0 && (
          <Section id="resources" title={t('petition.resources')}>
            <ul>
              {shown.resources.map(({ source }) => (
                <li key={source.title}>
                  <Away to={source.url}>{source.title}</Away>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </>
    );
  },
});

/** What was reported of a petition that was signed elsewhere. */
function Reported({ counts }: { readonly counts: Petition['reportedCounts'] }) {
  const { t } = useWords();
  return (
    <>
      <p>{t('petition.historical')}</p>
      <ul>
        {counts.map(({ on, precision, count, qualifier }) => (
          <li key={on}>
            <Day on={on} precision={precision} />: {t('petition.reported', { qualifier, count })}
          </li>
        ))}
      </ul>
    </>
  );
}

function SignForm({ petition: { id, confirmation }, consent, form }: SignFormProps) {
  const { t } = useWords();
  return (
    <>
      <h2 id="sign">{t('petition.sign')}</h2>
      <Refusal refused={form.refused} />
      {consent ? (
        <Form of={form} action="#sign">
          <Hidden name="input.petitionId" value={id} />
          <Once name="input.clientMutationId" />
          <Hidden name="input.consentVersion" value={consent.version} />
          <Field name="input.name" label={t('petition.name')} required maxlength={200} autocomplete="name" />
          <Field
            name="input.email"
            label={t('petition.email')}
            hint={confirmation === 'EMAIL' && t('petition.email.hint')}
            type="email"
            required
            maxlength={254}
            autocomplete="email"
          />
          <Country name="input.country" label={t('petition.country')} required autocomplete="country" />
          <Tick name="input.consentToShowName">{consent.showName}</Tick>
          <Tick name="input.updatesConsent">{consent.updates}</Tick>
          <p>{consent.signing}</p>
          <Button label={t('petition.sign')} />
        </Form>
      ) : (
        <Missing failed="petition.signing.failed" />
      )}
    </>
  );
}

interface SignFormProps {
  readonly petition: Petition;
  readonly consent: PetitionPageQuery['currentConsent'];
  readonly form: FormState;
}

function News({ news }: { readonly news: Petition['news'] }) {
  const { t } = useWords();
  if (news.length === 0) return null;
  return (
    <Section id="news" title={t('petition.news')}>
      {news.map(({ subject, text, sentAt }) => (
        <article key={sentAt}>
          <h3>{subject}</h3>
          <p>
            <Day on={sentAt} />
          </p>
          <p class="lines">{text}</p>
        </article>
      ))}
    </Section>
  );
}

function Supporters({ supporters }: { readonly supporters: Petition['supporters'] }) {
  const { t, country } = useWords();
  if (!supporters?.totalCount) return null;
  return (
    <Section id="supporters" title={t('petition.supporters')}>
      <p>{t('petition.supporters.some', { count: supporters.totalCount })}</p>
      <ul class="plain">
        {supporters.nodes.map(({ name, country: code }) => (
          <li>
            {name}, {country(code)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Endorsed = NonNullable<PetitionEndorsementsQuery['petition']>;

function Endorsements({ endorsements }: { readonly endorsements: Endorsed['endorsements'] | undefined }) {
  const { t, country } = useWords();
  if (!endorsements?.totalCount) return null;
  return (
    <Section id="endorsements" title={t('petition.endorsements')}>
      <ul class="plain">
        {endorsements.nodes.map(
          ({ library }) =>
            library && (
              <li key={library.id}>
                <strong>{library.name}</strong>, {library.city}, {country(library.country)}
                <Mark demo={library.demo} />
              </li>
            ),
        )}
      </ul>
    </Section>
  );
}
