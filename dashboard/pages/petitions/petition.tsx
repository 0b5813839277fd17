// One petition: what it asks and of whom, how many have signed, the form to sign, and everything that is known of it.
import { PetitionCountDocument } from '../../../schema/typed/PetitionCount';
import { PetitionEndorsementsDocument } from '../../../schema/typed/PetitionEndorsements';
import { PetitionNumbersDocument } from '../../../schema/typed/PetitionNumbers';
import { PetitionPageDocument, type PetitionPageQuery } from '../../../schema/typed/PetitionPage';
import { PetitionReasonsDocument } from '../../../schema/typed/PetitionReasons';
import { PetitionSupportersDocument } from '../../../schema/typed/PetitionSupporters';
import { PetitionsDocument } from '../../../schema/typed/Petitions';
import { type SigningOutcome, SignPetitionDocument } from '../../../schema/typed/SignPetition';
import { Button, Field, Form, Hidden, Once, Refusal } from '../../components/form';
import { Country } from '../../components/names';
import { Aimed, Answered, Away, Count, Day, Live, Mark, Missing, Section } from '../../components/show';
import { Tick } from '../../components/tick';
import type { Form as FormState } from '../../page';
import { ask, everywhere, page } from '../../page';
import { useWords, type Words } from '../../words/words';
import { csvOf, historySvg, jsonOf, mapSvg } from './files';
import { Areas, daysFrom, Growth, Milestones } from './numbers';
import { Endorsements, News, Share, Supporters } from './people';
import { Became, Policies, Statements, Why } from './reasons';

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
  titleLanguage: ({ answers, done }) => (done ? undefined : answers.petition.data?.petition?.language),
  done: ({ t }) => t('petition.thanks'),
  description: ({ answers }) => answers.petition.data?.petition?.ask ?? '',
  asks: {
    petition: ask(PetitionPageDocument),
    numbers: ask(PetitionNumbersDocument, (fields, _who, now) => ({ id: fields.get('id') ?? '', from: daysFrom(now) })),
    reasons: ask(PetitionReasonsDocument),
    supporters: ask(PetitionSupportersDocument),
    endorsements: ask(PetitionEndorsementsDocument),
  },
  together: [['petition', 'numbers', 'reasons', 'supporters']],
  needs: 'petition',
  sends: SignPetitionDocument,
  live: PetitionCountDocument,
  indexed: true,
  wide: true,
  charts: true,
  files: [
    {
      address: '/petitions/:id.json',
      of: ['numbers'],
      write: ({ answers }, place) => jsonOf(answers.numbers.data!.petition!, place),
    },
    { address: '/petitions/:id.csv', of: ['numbers'], write: ({ answers }) => csvOf(answers.numbers.data!.petition!) },
    {
      address: '/petitions/:id/history.svg',
      of: ['numbers'],
      write: (shown, place) => historySvg(shown.answers.numbers.data!.petition!, shown, place, shown.now),
    },
    {
      address: '/petitions/:id/map.svg',
      of: ['numbers'],
      write: (shown, place) => mapSvg(shown.answers.numbers.data!.petition!, shown, place, shown.now),
    },
  ],
  everywhere: everywhere(
    ask(PetitionsDocument, () => ({ first: 100 })),
    ({ petitions }) => petitions?.nodes.map(({ id }) => `/petitions/${id}`) ?? [],
  ),
  content: ({ answers, done, form, live, now, t, rich }) => {
    const { petition: shown, currentConsent } = answers.petition.data ?? {};
    const outcome = done?.signPetition?.outcome;
    if (!shown) return <Refusal refused={form.refused} />;
    const isOpen = shown.state === 'OPEN';
    return (
      <>
        {outcome && <p>{rich(outcomes[outcome], { links: (inner) => <a href="/signatures/links">{inner}</a> })}</p>}
        {!(form.shown && isOpen) && <Refusal refused={form.refused} />}
        {(done || form.refused) && <h2 lang={shown.language}>{shown.title}</h2>}
        <p class="lead" lang={shown.language}>
          {shown.ask}
        </p>
        <p>
          <Aimed of={shown} />
          {shown.hashtag && ` · ${shown.hashtag}`}
          <Mark demo={shown.demo} historical={shown.historical} />
        </p>
        {shown.historical ? (
          <Reported counts={shown.reportedCounts} />
        ) : (
          <Live feed={shown.closedOn ? undefined : live}>
            <Count of={shown} />
          </Live>
        )}
        {isOpen && !!shown.signedLastDay && <p>{t('petition.lastDay', { count: shown.signedLastDay })}</p>}
        <Milestones of={shown} />
        {isOpen && form.shown && <SignForm petition={shown} consent={currentConsent ?? null} form={form} />}
        {isOpen && <Share of={shown} />}
        <Why of={shown}>
          <Answered of={answers.reasons} failed="why.policies.failed">
            {({ petition: reasons }) => reasons && <Policies of={reasons} />}
          </Answered>
        </Why>
        <Became of={shown} />
        <Answered of={answers.numbers} failed="history.failed">
          {({ petition: numbers }) =>
            numbers && (
              <>
                <Growth of={numbers} now={now} />
                <Areas of={numbers} now={now} />
              </>
            )
          }
        </Answered>
        <News news={shown.news} language={shown.language} />
        {answers.reasons.data?.petition && <Statements of={answers.reasons.data.petition} />}
        <Answered of={answers.endorsements} failed="petition.endorsements.failed">
          {({ petition: endorsed }) => <Endorsements of={endorsed} />}
        </Answered>
        <Answered of={answers.supporters} failed="petition.supporters.failed">
          {({ petition: supported }) => supported && <Supporters of={supported} fields={form.fields} />}
        </Answered>
        {shown.resources.length > 0 && (
          <Section id="resources" title={t('petition.resources')}>
            <ul>
              {shown.resources.map(({ source, publisher }) => (
                <li key={source.title}>
                  <Away to={source.url}>{source.title}</Away> ({publisher})
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Known of={shown} />
      </>
    );
  },
});

/** Where its facts were read, and everything as files. */
function Known({ of: { id, sources } }: { readonly of: Petition }) {
  const { t, rich } = useWords();
  return (
    <Section id="sources" title={t('sources.title')}>
      {sources.length > 0 && (
        <ul>
          {sources.map(({ title, url }) => (
            <li key={title}>
              <Away to={url}>{title}</Away>
            </li>
          ))}
        </ul>
      )}
      <p>
        {rich('sources.files', {
          csv: (inner) => <a href={`/petitions/${id}.csv`}>{inner}</a>,
          json: (inner) => <a href={`/petitions/${id}.json`}>{inner}</a>,
        })}{' '}
        <span>{t('petition.id', { id })}</span>
      </p>
    </Section>
  );
}

/** What was reported of a petition that was signed elsewhere. */
function Reported({ counts }: { readonly counts: Petition['reportedCounts'] }) {
  const { t } = useWords();
  return (
    <>
      <p>{t('petition.historical')}</p>
      <ul>
        {counts.map(({ on, precision, count, qualifier, note }) => (
          <li key={`${on} ${count}`}>
            <Day on={on} precision={precision} />: {t('petition.reported', { qualifier, count })}
            {note && <small lang="">{note}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}

function SignForm({ petition: { id, confirmation }, consent, form }: SignFormProps) {
  const words = useWords();
  const { t, language } = words;
  return (
    <>
      <h2 id="sign">{t('petition.sign')}</h2>
      <Refusal refused={form.refused} />
      {consent ? (
        <Form of={form} action="#sign">
          <Hidden name="input.petitionId" value={id} />
          <Once name="input.clientMutationId" />
          <Hidden name="input.consentVersion" value={consent.version} />
          <Hidden name="input.language" value={language} />
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
          <Country name="input.country" label={t('petition.country')} required autocomplete="country-name" />
          <Tick name="input.consentToShowName">{consented(words, consent, 'showName')}</Tick>
          <Tick name="input.updatesConsent">{consented(words, consent, 'updates')}</Tick>
          <p>{consented(words, consent, 'signing')}</p>
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

/** The words that people agree to, in the language of the page where our catalogue has this version of them. */
function consented(
  { t, has, language }: Words,
  consent: NonNullable<SignFormProps['consent']>,
  part: 'signing' | 'showName' | 'updates',
): string {
  const id = `consent.${consent.version}.${part}`;
  return language !== 'en' && has(id) ? t(id) : consent[part];
}
