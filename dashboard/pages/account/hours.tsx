// When the staff of a library can meet a partner by video: the hours of a week, by their own clocks.
import type { AccountLibraryQuery, Weekday } from '../../../schema/typed/AccountLibrary';
import { Button, Field, Form } from '../../components/form';
import { TimeZone } from '../../components/names';
import { isShownAgain } from '../../components/refusal';
import { Section } from '../../components/show';
import type { Form as FormState } from '../../page';
import { useWords } from '../../words/words';

type Hours = NonNullable<AccountLibraryQuery['library']>['meetingHours'];

const week: readonly Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** An hour as people write it, such as 9, 9.30 or 17h, as a clock shows it. Anything else stays as it was typed. */
function clockTime(text: string): string {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.h](\d\d)|h)?$/i.exec(text.replace(/\s/g, '')) ?? [];
  return hour === undefined ? text : `${hour.padStart(2, '0')}:${minute}`;
}

/** A day of which no hour stands is not sent; a week without any removes the hours. */
export function typedHours(fields: URLSearchParams): void {
  const rows = [...fields.keys()].filter((name) => /^meetingHours\.hours\.\d+\.day$/.test(name));
  const named = (row: string, part: string) => row.replace(/day$/, part);
  const empty = rows.filter((row) => ['from', 'to'].every((part) => !fields.get(named(row, part))?.trim()));
  for (const [name, text] of [...fields])
    if (/^meetingHours\.hours\.\d+\.(from|to)$/.test(name)) fields.set(name, clockTime(text));
  for (const row of empty) for (const part of ['day', 'from', 'to']) fields.delete(named(row, part));
  if (empty.length < rows.length) return;
  fields.delete('meetingHours.timeZone');
  fields.append('clears', 'meetingHours');
}

/** The form has a row for each day, and more for days with several hours. */
export function MeetingHours({ of, form }: { readonly of: Hours | undefined; readonly form: FormState }) {
  const { t, zoneName } = useWords();
  const rows = week.flatMap((day) => {
    const known = of?.hours.filter((one) => one.day === day) ?? [];
    return known.length > 0 ? known : [{ day, from: '', to: '' }];
  });
  return (
    <Section id="hours" title={t('staff.hours')}>
      <p>{t('staff.hours.lead')}</p>
      {of ? (
        <p class="begins">
          {of.hours.map(({ day, from, to }) => t('library.hours.one', { day: t(`library.day.${day}`), from, to })).join('; ')},{' '}
          {t('library.hours.zone', { zone: zoneName(of.timeZone) })}.
        </p>
      ) : (
        <p>{t('staff.hours.none')}</p>
      )}
      <details open={isShownAgain(form, 'hours')}>
        <summary>{t(of ? 'staff.hours.change' : 'staff.hours.write')}</summary>
        <Form of={form} name="hours" action="#hours" guarded>
          <TimeZone name="meetingHours.timeZone" label={t('together.meetings.zone')} value={of?.timeZone} />
          {rows.map(({ day, from, to }, index) => (
            <fieldset key={index} class="row">
              <legend>{t(`library.day.${day}`)}</legend>
              <input type="hidden" name={`meetingHours.hours.${index}.day`} value={day} />
              <div class="asking small">
                <Field name={`meetingHours.hours.${index}.from`} label={t('staff.hours.from')} value={from} maxlength={5} />
                <Field name={`meetingHours.hours.${index}.to`} label={t('staff.hours.to')} value={to} maxlength={5} />
              </div>
            </fieldset>
          ))}
          <p>
            <small>{t('staff.hours.hint')}</small>
          </p>
          <Button label={t('staff.hours.press')} />
        </Form>
      </details>
    </Section>
  );
}
