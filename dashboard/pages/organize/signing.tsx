// While a petition is written and signed: its preview, opening, moving and closing it, and who has not confirmed yet.
import type { OrganizerPetitionQuery } from '../../../schema/typed/OrganizerPetition';
import { Button, Choice, Field, Form, Hidden } from '../../components/form';
import { Aimed, Section } from '../../components/show';
import { Tick } from '../../components/tick';
import type { Form as FormState } from '../../page';
import { useWords } from '../../words/words';
import { lastDayOf } from './terms';

export type Work = NonNullable<OrganizerPetitionQuery['petitionWork']>;
export type Petition = Work['petition'];

export interface Part {
  readonly petition: Petition;
  readonly form: FormState;
}

/** How a draft will read. */
export function Preview({ petition: { title, ask, target, language, hashtag, organizers, goal } }: Pick<Part, 'petition'>) {
  const { t } = useWords();
  return (
    <Section id="preview" title={t('organize.preview')}>
      <p>{t('organize.preview.lead')}</p>
      <ul class="cards">
        <li>
          <h3 lang={language}>{title}</h3>
          <p class="lead" lang={language}>
            {ask}
          </p>
          <p>
            <Aimed of={{ target, language }} />
            {hashtag && ` · ${hashtag}`}
          </p>
          <p>{t('organize.by', { names: organizers.join(', ') })}</p>
          {goal ? <p>{t('count.goal', { goal, open: 'yes' })}</p> : null}
        </li>
      </ul>
    </Section>
  );
}

export function Opening({ form }: Part) {
  const { t } = useWords();
  return (
    <Section id="open" title={t('organize.open')}>
      <p>{t('organize.open.lead')}</p>
      <Form of={form} name="open">
        <Button label={t('organize.open')} />
      </Form>
    </Section>
  );
}

export function Moving({ petition: { id, closesAt, timeZone, goal, reminders, confirmation }, form }: Part) {
  const { t, zoneName } = useWords();
  const lastDay = closesAt ? lastDayOf(closesAt, timeZone) : '';
  return (
    <Section id="move" title={t('organize.move')}>
      <Form of={form} name="move" action="#move" guarded>
        <Hidden name="input.id" value={id} />
        <Hidden name="was.input.closesAt" value={lastDay} />
        <Hidden name="was.input.goal" value={goal ?? ''} />
        <Field
          name="input.closesAt"
          label={t('organize.closesAt')}
          hint={t('organize.closesAt.hint', { timeZone: zoneName(timeZone) })}
          type="date"
          value={lastDay}
        />
        <Field
          name="input.goal"
          label={t('organize.goal')}
          hint={t('organize.goal.hint')}
          type="number"
          min={1}
          max={2_000_000_000}
          value={goal}
        />
        {confirmation === 'EMAIL' && (
          <Choice
            name="input.reminders"
            label={t('organize.reminders')}
            options={(['true', 'false'] as const).map((on) => [on, t(`organize.reminders.${on}`)])}
            value={String(reminders)}
          />
        )}
        <Button label={t('organize.move.save')} />
      </Form>
      {closesAt && (
        <Form of={form} name="keep" action="#move">
          <Button label={t('organize.keep')} />
        </Form>
      )}
    </Section>
  );
}

export function Unconfirmed({
  work: { petition, unconfirmedCount: count, remindedCount },
}: {
  readonly work: Pick<Work, 'petition' | 'unconfirmedCount' | 'remindedCount'>;
}) {
  const { t, rich } = useWords();
  const { confirmation, reminders } = petition;
  if (confirmation === 'NONE' && count === 0) return null;
  return (
    <Section id="unconfirmed" title={t('organize.unconfirmed')}>
      {count === 0 ? (
        <p>{t('organize.unconfirmed.none')}</p>
      ) : (
        <p>
          {rich('organize.unconfirmed.count', { count })} {t('organize.unconfirmed.reminded', { count: remindedCount })}
        </p>
      )}
      <p>{t('organize.unconfirmed.reminders', { on: String(reminders) })}</p>
    </Section>
  );
}

export function Closing({ form }: Part) {
  const { t } = useWords();
  return (
    <Section id="close" title={t('organize.close')}>
      <p>{t('organize.close.lead')}</p>
      <Form of={form} name="close">
        <Tick name="sure" required>
          {t('organize.close.sure')}
        </Tick>
        <Button label={t('organize.close')} grave />
      </Form>
    </Section>
  );
}
