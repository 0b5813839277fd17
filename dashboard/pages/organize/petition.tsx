// One petition for its organizer: opened, moved, closed, delivered; what came of it; news of it.
import { ClosePetitionDocument } from '../../../schema/typed/ClosePetition';
import { CorrectDeliveryDocument } from '../../../schema/typed/CorrectDelivery';
import { DeliverPetitionDocument } from '../../../schema/typed/DeliverPetition';
import { KeepPetitionOpenDocument } from '../../../schema/typed/KeepPetitionOpen';
import { MovePetitionDocument } from '../../../schema/typed/MovePetition';
import { OpenPetitionDocument } from '../../../schema/typed/OpenPetition';
import { OrganizerPetitionDocument } from '../../../schema/typed/OrganizerPetition';
import { RecordOutcomeDocument } from '../../../schema/typed/RecordOutcome';
import { SendPetitionNewsDocument } from '../../../schema/typed/SendPetitionNews';
import { Count, Mark, Missing, Section } from '../../components/show';
import { ask, page } from '../../page';
import { Deliveries, News, Outcome } from './after';
import { Closing, Moving, Opening, Preview, Unconfirmed } from './signing';
import { onlyChanges, waitsFor } from './terms';

export const organizePetition = page({
  address: '/organize/:id',
  audience: 'organizer',
  title: ({ answers }) => answers.work.data?.petitionWork?.petition.title ?? '',
  titleLanguage: () => '',
  asks: { work: ask(OrganizerPetitionDocument) },
  needs: 'work',
  forms: {
    open: OpenPetitionDocument,
    move: MovePetitionDocument,
    keep: KeepPetitionOpenDocument,
    close: ClosePetitionDocument,
    deliver: DeliverPetitionDocument,
    correct: CorrectDeliveryDocument,
    outcome: RecordOutcomeDocument,
    news: SendPetitionNewsDocument,
  },
  before: { move: onlyChanges, correct: onlyChanges },
  reaches: { open: ['OPEN'], close: ['CLOSED', 'DELIVERED'] },
  done: ({ form, done, t }) => {
    const sent = form.sent as keyof typeof doneBy | 'news';
    if (sent !== 'news') return t(doneBy[sent]);
    const { sendPetitionNews: news } = done as unknown as { readonly sendPetitionNews?: { readonly recipients: number } };
    return t('organize.done.news', { count: news?.recipients ?? 0 });
  },
  content: ({ answers, form, ...words }) => {
    const { t } = words;
    const work = answers.work.data?.petitionWork;
    if (!work) return <Missing failed="organize.failed" />;
    const { petition } = work;
    const { id, state, demo } = petition;
    const isDraft = state === 'DRAFT';
    const waits = waitsFor(work, words);
    return (
      <>
        <p>
          {t('organize.state', { state })}
          <Mark demo={demo} />
        </p>
        {!isDraft && <Count of={petition} />}
        <Section id="waits" title={t('organize.waits')}>
          {waits.length === 0 ? <p>{t('organize.waits.nothing')}</p> : waits.map((text) => <p key={text}>{text}</p>)}
        </Section>
        <nav aria-label={t('organize.more')}>
          <ul class="plain">
            {isDraft ? (
              <li>
                <a href={`/organize/${id}/draft`}>{t('organize.rewrite')}</a>
              </li>
            ) : (
              <>
                <li>
                  <a href={`/petitions/${id}`}>{t('organize.public')}</a>
                </li>
                <li>
                  <a href={`/organize/${id}/paper`}>{t('organize.paper')}</a>
                </li>
                <li>
                  <a href={`/organize/${id}/abuse`}>{t('organize.abuse')}</a>
                </li>
                <li>
                  <a href={`/organize/${id}/hand-over`}>{t('organize.handOver')}</a>
                </li>
              </>
            )}
          </ul>
        </nav>
        {isDraft && <Preview petition={petition} />}
        {isDraft && <Opening petition={petition} form={form} />}
        {state === 'OPEN' && <Unconfirmed work={work} />}
        {state === 'OPEN' && <Moving petition={petition} form={form} />}
        {!isDraft && <Deliveries petition={petition} form={form} />}
        {!isDraft && <Outcome petition={petition} form={form} />}
        {!isDraft && <News petition={petition} form={form} />}
        {state === 'OPEN' && <Closing petition={petition} form={form} />}
      </>
    );
  },
});

const doneBy = {
  open: 'organize.done.open',
  move: 'organize.done.move',
  keep: 'organize.done.keep',
  close: 'organize.done.close',
  deliver: 'organize.done.deliver',
  correct: 'organize.done.correct',
  outcome: 'organize.done.outcome',
} as const;
