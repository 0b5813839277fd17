// One partnership or proposal for the staff of its libraries: everything they decide and plan together. Mails about it lead here.
import { AcceptPartnershipDocument } from '../../../../schema/typed/AcceptPartnership';
import { AccountPartnershipDocument, type AccountPartnershipQuery } from '../../../../schema/typed/AccountPartnership';
import { AgreeToMeetingsDocument } from '../../../../schema/typed/AgreeToMeetings';
import { AgreeToTermsDocument } from '../../../../schema/typed/AgreeToTerms';
import { CancelMeetingsDocument } from '../../../../schema/typed/CancelMeetings';
import { ConsentToStoriesDocument } from '../../../../schema/typed/ConsentToStories';
import { DeclinePartnershipDocument } from '../../../../schema/typed/DeclinePartnership';
import { EndPartnershipDocument } from '../../../../schema/typed/EndPartnership';
import { LogActivityDocument } from '../../../../schema/typed/LogActivity';
import { MoveMeetingDocument, type MoveMeetingMutation } from '../../../../schema/typed/MoveMeeting';
import { PausePartnershipDocument } from '../../../../schema/typed/PausePartnership';
import { ProposeMeetingsDocument } from '../../../../schema/typed/ProposeMeetings';
import { ProposeTermsDocument } from '../../../../schema/typed/ProposeTerms';
import { RemoveActivityDocument } from '../../../../schema/typed/RemoveActivity';
import { ResumePartnershipDocument } from '../../../../schema/typed/ResumePartnership';
import { TakeOverPartnershipDocument } from '../../../../schema/typed/TakeOverPartnership';
import { WithdrawProposalDocument } from '../../../../schema/typed/WithdrawProposal';
import { Button, Form, Hidden, TextArea } from '../../../components/form';
import { isShownAgain } from '../../../components/refusal';
import { Lines, Mark, Section } from '../../../components/show';
import { Partners, Since } from '../../../components/sisters';
import { ask, type Form as FormState, page } from '../../../page';
import { type MessageId, useWords } from '../../../words/words';
import { Log } from './log';
import { atChosenClock, atInstant, Meetings } from './meetings';
import { TermsFields, Version } from './terms';

export const accountPartnership = page({
  address: '/account/partnerships/:id',
  where: { id: /^[a-z0-9-]{1,100}$/i },
  audience: 'staff',
  title: ({ answers, t }) => {
    const [one, other] = answers.partnership.data?.partnership?.partners ?? [];
    return one && other ? t('together.titled', { one: one.name, other: other.name }) : t('together.title');
  },
  asks: { partnership: ask(AccountPartnershipDocument) },
  needs: 'partnership',
  forms: {
    accept: AcceptPartnershipDocument,
    amend: AcceptPartnershipDocument,
    decline: DeclinePartnershipDocument,
    withdraw: WithdrawProposalDocument,
    terms: ProposeTermsDocument,
    agree: AgreeToTermsDocument,
    log: LogActivityDocument,
    unlog: RemoveActivityDocument,
    meet: ProposeMeetingsDocument,
    agreeToMeet: AgreeToMeetingsDocument,
    cancelMeeting: CancelMeetingsDocument,
    move: MoveMeetingDocument,
    stories: ConsentToStoriesDocument,
    pause: PausePartnershipDocument,
    resume: ResumePartnershipDocument,
    end: EndPartnershipDocument,
    takeOver: TakeOverPartnershipDocument,
  },
  before: {
    meet: atChosenClock,
    move: (fields) => atInstant(fields, fields.get('zone') ?? ''),
  },
  reaches: {
    accept: ['ACTIVE'],
    decline: ['DECLINED'],
    withdraw: ['WITHDRAWN'],
    agreeToMeet: ['AGREED'],
    cancelMeeting: ['CANCELLED'],
    unlog: ['NOT_FOUND'],
    pause: ['PAUSED'],
    resume: ['ACTIVE'],
    end: ['ENDED'],
    takeOver: ['NOT_DOCUMENTED'],
  },
  done: ({ done, form, t, has }) => {
    if (form.sent === 'move') return t('together.done.move', { state: movedTo(done as MoveMeetingMutation | undefined, form) });
    const id = `together.done.${form.sent}`;
    return has(id) ? t(id) : '';
  },
  content: ({ answers, form, who, now, t }) => {
    const shown = answers.partnership.data?.partnership;
    if (!shown) return null;
    const { id, confidential, allowedActions: may } = shown;
    const ours = spokenFor(shown.partners, who.account?.libraries ?? []);
    return (
      <>
        <p class="lead">
          {t(`together.state.${shown.state}`, { name: confidential?.proposedBy?.name ?? '' })}{' '}
          {shown.startedOn && <Since on={shown.startedOn} />} <Mark demo={shown.demo} />
        </p>
        <Partners of={shown.partners} />
        {['ACTIVE', 'PAUSED', 'ENDED'].includes(shown.state) && (
          <p>
            <a href={`/partnerships/${id}`}>{t('together.public')}</a>
          </p>
        )}
        {shown.partners
          .filter((partner) => ours.includes(partner.id))
          .map((own) => (
            <p key={own.id}>
              <a href={`/account/libraries/${own.id}`}>{t('together.back', { name: own.name })}</a>
            </p>
          ))}
        {confidential && <Said confidential={confidential} ours={ours} />}
        {may.includes('ACCEPT') && confidential && <Answering id={id} confidential={confidential} form={form} />}
        {may.includes('WITHDRAW') && (
          <>
            {confidential?.pendingAgreement && (
              <Section id="terms" title={t('propose.terms')}>
                <Version of={confidential.pendingAgreement} />
              </Section>
            )}
            <p>{t('together.sent')}</p>
            <One form={form} name="withdraw" label="together.withdraw" grave />
          </>
        )}
        {shown.documented && (
          <>
            <p>{t('together.takeOver.lead')}</p>
            <One form={form} name="takeOver" label="together.takeOver" />
          </>
        )}
        {confidential && confidential.contacts.length > 0 && (
          <Section id="contacts" title={t('together.contacts')}>
            <ul class="plain">
              {confidential.contacts.map(({ library, person }) => (
                <li key={library.id}>
                  {person.name}, {library.name}: <a href={`mailto:${person.email}`}>{person.email}</a>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {confidential && shown.state !== 'PROPOSED' && <Agreement confidential={confidential} may={may} form={form} />}
        {confidential && (
          <Meetings
            now={now}
            partnershipId={id}
            meetings={confidential.meetings}
            partners={shown.partners}
            ours={ours}
            mayPlan={may.includes('PLAN_MEETINGS')}
            form={form}
          />
        )}
        <Log partnershipId={id} activities={shown.activities} mayLog={may.includes('LOG_ACTIVITY')} form={form} />
        {may.includes('CONSENT_TO_STORIES') && confidential && (
          <Stories allowed={confidential.storyConsents.some((library) => ours.includes(library.id))} form={form} />
        )}
        {(may.includes('PAUSE') || may.includes('RESUME') || may.includes('END')) && (
          <Section id="end" title={t('together.more')}>
            {may.includes('PAUSE') && <One form={form} name="pause" label="together.pause" />}
            {may.includes('RESUME') && <One form={form} name="resume" label="together.resume" />}
            {may.includes('END') && (
              <Form of={form} name="end" action="#end">
                <TextArea name="reason" label={t('together.end.reason')} maxlength={4000} />
                <Button label={t('together.end')} grave />
              </Form>
            )}
          </Section>
        )}
      </>
    );
  },
});

/** How a meeting stands after it was moved; one that calendars keep at another time meanwhile was agreed to before. */
function movedTo(done: MoveMeetingMutation | undefined, { fields }: FormState): string {
  const meeting = done?.moveMeeting?.confidential?.meetings.find(({ id }) => id === fields.get('one'));
  return meeting?.state === 'PROPOSED' && meeting.standsAt ? 'AGREED_BEFORE' : (meeting?.state ?? 'PROPOSED');
}

/** Which of two partners an account speaks for, also by the id of a record that became part of one. */
const spokenFor = (
  partners: readonly { readonly id: string; readonly mergedIds: readonly string[] }[],
  libraries: readonly string[],
) => partners.filter(({ id, mergedIds }) => [id, ...mergedIds].some((each) => libraries.includes(each))).map(({ id }) => id);

type Confidential = NonNullable<NonNullable<AccountPartnershipQuery['partnership']>['confidential']>;

/** A form that is one button. */
function One({
  form,
  name,
  label,
  grave,
}: {
  readonly form: FormState;
  readonly name: string;
  readonly label: MessageId;
  readonly grave?: boolean;
}) {
  const { t } = useWords();
  return (
    <Form of={form} name={name}>
      <Button label={t(label)} grave={grave} />
    </Form>
  );
}

/** What both wrote to each other. */
function Said({
  confidential: { message, reply, proposedBy },
  ours,
}: {
  readonly confidential: Confidential;
  readonly ours: readonly string[];
}) {
  const { t } = useWords();
  const isOurs = proposedBy !== null && ours.includes(proposedBy.id);
  return (
    <>
      {message && (
        <>
          <h2>{t(isOurs ? 'together.message.own' : 'together.message')}</h2>
          <p>
            <Lines>{message}</Lines>
          </p>
        </>
      )}
      {reply && (
        <>
          <h2>{t('together.reply')}</h2>
          <p>
            <Lines>{reply}</Lines>
          </p>
        </>
      )}
    </>
  );
}

/** A proposal received: the terms, and the three answers to it. */
function Answering({
  id,
  confidential,
  form,
}: {
  readonly id: string;
  readonly confidential: Confidential;
  readonly form: FormState;
}) {
  const { t } = useWords();
  const terms = confidential.pendingAgreement;
  return (
    <Section id="answer" title={t('together.answer.terms')}>
      {terms && <Version of={terms} />}
      <Form of={form} name="accept" action="#answer">
        <Hidden name="input.partnershipId" value={id} />
        <Hidden name="input.version" value={terms?.version ?? 0} />
        <TextArea name="input.reply" label={t('together.accept.reply')} maxlength={4000} />
        <Button label={t('together.accept')} />
      </Form>
      <details open={isShownAgain(form, 'amend')}>
        <summary>{t('together.amend')}</summary>
        <p>{t('together.amend.lead')}</p>
        <Form of={form} name="amend" action="#answer">
          <Hidden name="input.partnershipId" value={id} />
          <Hidden name="input.version" value={terms?.version ?? 0} />
          <TextArea name="input.reply" label={t('together.accept.reply')} maxlength={4000} />
          <TermsFields name="input.amendedTerms" from={terms} />
          <Button label={t('together.amend')} />
        </Form>
      </details>
      <details open={isShownAgain(form, 'decline')}>
        <summary>{t('together.decline')}</summary>
        <Form of={form} name="decline" action="#answer">
          <TextArea name="reason" label={t('together.decline.reason')} required maxlength={4000} />
          <Button label={t('together.decline')} grave />
        </Form>
      </details>
    </Section>
  );
}

/** The terms that apply, those that wait for one of the two, and the form for others. */
function Agreement({
  confidential: { agreement, pendingAgreement: pending },
  may,
  form,
}: {
  readonly confidential: Confidential;
  readonly may: readonly string[];
  readonly form: FormState;
}) {
  const { t } = useWords();
  return (
    <Section id="agreement" title={t('together.agreement')}>
      {agreement ? <Version of={agreement} /> : <p>{t('together.agreement.none')}</p>}
      {pending && (
        <>
          <h3>{t('together.agreement.pending')}</h3>
          <Version of={pending} />
          {may.includes('AGREE') ? (
            <Form of={form} name="agree" action="#agreement">
              <Hidden name="version" value={pending.version} />
              <Button label={t('together.agree', { version: pending.version })} />
            </Form>
          ) : (
            may.includes('END') && <p>{t('together.agreement.waits')}</p>
          )}
        </>
      )}
      {may.includes('PROPOSE_TERMS') && (
        <details open={isShownAgain(form, 'terms')}>
          <summary>{t('together.terms')}</summary>
          <Form of={form} name="terms" action="#agreement">
            <Hidden name="after" value={Math.max(agreement?.version ?? 0, pending?.version ?? 0)} />
            <TermsFields name="terms" from={pending ?? agreement} />
            <Button label={t('together.terms.press')} />
          </Form>
        </details>
      )}
    </Section>
  );
}

function Stories({ allowed, form }: { readonly allowed: boolean; readonly form: FormState }) {
  const { t } = useWords();
  return (
    <Section id="stories" title={t('together.stories')}>
      <p>{t(allowed ? 'together.stories.yes' : 'together.stories.no')}</p>
      <Form of={form} name="stories" action="#stories">
        <input type="hidden" name="consent" value={String(!allowed)} />
        <Button label={t(allowed ? 'together.stories.forbid' : 'together.stories.allow')} />
      </Form>
    </Section>
  );
}
