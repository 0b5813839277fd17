// What a petition leads to: its deliveries and their corrections, its outcome, and the news that is sent of it.
import type { PetitionOutcome } from '../../../schema/typed/RecordOutcome';
import { Button, Choice, Field, Form, Hidden, TextArea } from '../../components/form';
import { isShownAgain } from '../../components/refusal';
import { AsWritten, Day, Section } from '../../components/show';
import { useWords } from '../../words/words';
import type { Part } from './signing';

const outcomes = ['POLICY_WITHDRAWN', 'POLICY_CHANGED', 'POLICY_KEPT', 'UNKNOWN'] as const satisfies readonly PetitionOutcome[];

export function Deliveries({ petition, form }: Part) {
  const { t, rich } = useWords();
  const { id, deliveries, state } = petition;
  const mayBeDelivered = state === 'CLOSED' || state === 'DELIVERED';
  return (
    <Section id="deliveries" title={t('organize.deliveries')}>
      {deliveries.length === 0 && <p>{t(mayBeDelivered ? 'organize.deliveries.none' : 'organize.deliveries.later')}</p>}
      <ul class="plain">
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            {rich('organize.delivery', { count: delivery.count, to: delivery.to, day: () => <Day on={delivery.on} /> })}
            <details open={isShownAgain(form, 'correct', delivery.id)}>
              <summary>{t('organize.correct')}</summary>
              <Form of={form} name="correct" one={delivery.id} action="#deliveries" guarded>
                <Hidden name="input.petitionId" value={id} />
                <Hidden name="input.deliveryId" value={delivery.id} />
                <Hidden name="was.input.to" value={delivery.to} />
                <Hidden name="was.input.on" value={delivery.on} />
                <Field name="input.to" label={t('organize.deliver.to')} value={delivery.to} maxlength={500} />
                <Field name="input.on" label={t('organize.deliver.on')} type="date" value={delivery.on} />
                <Field
                  name="input.count"
                  label={t('organize.deliver.count')}
                  hint={t('organize.deliver.count.hint')}
                  type="number"
                  min={0}
                />
                <Field
                  name="input.reason"
                  label={t('organize.reason')}
                  hint={t('organize.reason.hint')}
                  required
                  maxlength={2000}
                />
                <Button label={t('organize.correct.save')} />
              </Form>
            </details>
          </li>
        ))}
      </ul>
      {mayBeDelivered && (
        <>
          <h3>{t('organize.deliver')}</h3>
          <Form of={form} name="deliver" action="#deliveries">
            <Hidden name="input.id" value={id} />
            <Field
              name="input.to"
              label={t('organize.deliver.to')}
              hint={t('organize.deliver.to.hint')}
              required
              maxlength={500}
            />
            <Field name="input.on" label={t('organize.deliver.on')} hint={t('organize.deliver.on.hint')} type="date" required />
            <Button label={t('organize.deliver')} />
          </Form>
        </>
      )}
    </Section>
  );
}

export function Outcome({ petition: { id, outcome, outcomeOn }, form }: Part) {
  const { t, day } = useWords();
  return (
    <Section id="outcome" title={t('organize.outcome')}>
      <p>
        {outcome
          ? t('organize.outcome.was', { what: t(`organize.outcome.${outcome}`), day: outcomeOn ? day(outcomeOn) : 'none' })
          : t('organize.outcome.none')}
      </p>
      <Form of={form} name="outcome" action="#outcome" guarded>
        <Hidden name="input.id" value={id} />
        <Choice
          name="input.outcome"
          label={t('organize.outcome.what')}
          none={t('organize.outcome.choose')}
          options={outcomes.map((each) => [each, t(`organize.outcome.${each}`)])}
          value={outcome}
          required
        />
        <Field
          name="input.on"
          label={t('organize.outcome.on')}
          hint={t('organize.outcome.on.hint')}
          type="date"
          value={outcomeOn}
        />
        <Button label={t('organize.outcome.save')} />
      </Form>
    </Section>
  );
}

export function News({ petition: { id, news }, form }: Part) {
  const { t } = useWords();
  return (
    <Section id="news" title={t('organize.news')}>
      <p>{t('organize.news.lead')}</p>
      <Form of={form} name="news" action="#news">
        <Hidden name="input.petitionId" value={id} />
        <Field name="input.subject" label={t('organize.news.subject')} required maxlength={200} />
        <TextArea
          name="input.text"
          label={t('organize.news.text')}
          hint={t('organize.news.text.hint')}
          rows={8}
          required
          maxlength={10_000}
        />
        <Button label={t('organize.news.send')} />
      </Form>
      {news.length > 0 && (
        <>
          <h3>{t('organize.news.sent')}</h3>
          <ul class="plain">
            {news.map(({ id: one, subject, sentAt }) => (
              <li key={one}>
                <AsWritten>{subject}</AsWritten>, <Day on={sentAt} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
