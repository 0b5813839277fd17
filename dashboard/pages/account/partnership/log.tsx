// What two partners did together, and the form that adds to it.
import type { AccountPartnershipQuery } from '../../../../schema/typed/AccountPartnership';
import { Button, Choice, Field, Form, Hidden, TextArea } from '../../../components/form';
import { isShownAgain } from '../../../components/refusal';
import { Day, Section } from '../../../components/show';
import type { Form as FormState } from '../../../page';
import { useWords } from '../../../words/words';
import { kindName, kinds } from './terms';

type Activity = NonNullable<AccountPartnershipQuery['partnership']>['activities'][number];

interface LogProps {
  readonly partnershipId: string;
  readonly activities: readonly Activity[];
  readonly mayLog: boolean;
  readonly form: FormState;
}

export function Log({ partnershipId, activities, mayLog, form }: LogProps) {
  const words = useWords();
  const { t } = words;
  if (!mayLog && activities.length === 0) return null;
  return (
    <Section id="log" title={t('together.log')}>
      {activities.length === 0 && <p>{t('together.log.none')}</p>}
      <ul class="plain">
        {activities.map(({ id, kind, hours, items, summary, on, sources }) => (
          <li key={id}>
            <p class="begins">
              <Day on={on.date} precision={on.precision} />: <strong>{kindName(words, kind)}</strong>
              {hours !== null && `, ${t('together.log.hours', { hours })}`}
              {items !== null && `, ${t('together.log.items', { items })}`}
            </p>
            <p lang="">{summary}</p>
            {mayLog && sources.length === 0 && (
              <Form of={form} name="unlog" one={id} action="#log">
                <input type="hidden" name="activityId" value={id} />
                <Button label={t('together.log.remove')} grave />
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayLog && (
        <details open={isShownAgain(form, 'log')}>
          <summary>{t('together.log.add')}</summary>
          <Form of={form} name="log" action="#log">
            <Hidden name="input.partnershipId" value={partnershipId} />
            <Choice
              name="input.kind"
              label={t('together.log.kind')}
              options={kinds.map((kind) => [kind, kindName(words, kind)])}
              required
            />
            <Field name="input.on" label={t('together.log.on')} type="date" required />
            <Field name="input.hours" label={t('together.log.hours.label')} type="number" min={0} max={10_000} step="any" />
            <Field name="input.items" label={t('together.log.items.label')} type="number" min={0} max={1_000_000} />
            <TextArea
              name="input.summary"
              label={t('together.log.summary')}
              hint={t('together.log.summary.hint')}
              rows={2}
              required
              maxlength={1000}
            />
            <Button label={t('together.log.press')} />
          </Form>
        </details>
      )}
    </Section>
  );
}
