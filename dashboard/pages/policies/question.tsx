// What a page of policies is asked: a day, as it was known when, where, and for which kind of title. The address holds it all.
import { Button, Choice, Field, Form } from '../../components/form';
import { Country } from '../../components/names';
import type { Form as FormState, Refused } from '../../page';
import { useWords, type Words } from '../../words/words';

const formats = ['EBOOK', 'AUDIOBOOK'] as const;
type Format = (typeof formats)[number];

export interface Question {
  readonly on: string;
  readonly asKnownOn: string | null;
  /** Null for all countries. */
  readonly territory: string | null;
  /** Null for all. */
  readonly format: Format | null;
}

/** The day of a moment (UTC), as days are counted here. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** The day after, so that changes of the day itself are among those before it. Text that is no day stays as it is. */
export function dayAfter(on: string): string {
  const day = new Date(`${on}T00:00:00Z`);
  // The graph knows no day after the last one of year 9999.
  return Number.isNaN(day.getTime()) || on >= '9999-12-31' ? on : dayOf(new Date(day.getTime() + 86_400_000));
}

/** The question of an address; where it says nothing, ebooks in the United States today, as known now. An empty field asks for all. */
export function questionOf(fields: URLSearchParams, now: Date): Question {
  const known = fields.get('asKnownOn')?.trim() ?? '';
  return {
    on: fields.get('on')?.trim() || dayOf(now),
    // A day means its end: what was known on it.
    asKnownOn: /^\d{4}-\d\d-\d\d$/.test(known) ? `${known}T23:59:59Z` : known || null,
    territory: fields.has('territory') ? fields.get('territory')?.trim() || null : 'US',
    // What is no format is refused by name.
    format: fields.has('format') ? (fields.get('format')?.trim() as Format) || null : 'EBOOK',
  };
}

/** Only these publishers; null for all. */
export function publishersOf(fields: URLSearchParams): string[] | null {
  const ids = fields.getAll('publisherIds').filter((id) => id !== '');
  return ids.length > 0 ? ids : null;
}

/** The fields of an address that asks the same again, also on another day. */
export function addressOf(fields: URLSearchParams, now: Date, more: Readonly<Record<string, string>> = {}): string {
  const { on, territory, format } = questionOf(fields, now);
  const asked = new URLSearchParams({ on, territory: territory ?? '', format: format ?? '', ...more });
  const known = fields.get('asKnownOn')?.trim();
  if (known) asked.set('asKnownOn', known);
  for (const id of publishersOf(fields) ?? []) asked.append('publisherIds', id);
  return asked.toString();
}

/** The same in words, as a caption ends. */
export function questionInWords({ t, day, country }: Words, fields: URLSearchParams, now: Date): string {
  const { on, asKnownOn, territory, format } = questionOf(fields, now);
  return t('policies.question', {
    format: t(format && formats.includes(format) ? `policies.format.${format}` : 'policies.format.both'),
    place: territory ? country(territory) : t('policies.inAll'),
    day: day(on),
    known: asKnownOn ? day(asKnownOn) : 'none',
  });
}

/** The form that asks; it holds what was asked. */
export function AskForm({
  form,
  now,
  refused,
  without = [],
}: {
  readonly form: FormState;
  readonly now: Date;
  readonly refused?: Refused | undefined;
  readonly without?: readonly string[];
}) {
  const { t } = useWords();
  const { on, territory, format } = questionOf(form.fields, now);
  const fields = new URLSearchParams({ on, territory: territory ?? '', format: format ?? '' });
  fields.set('asKnownOn', form.fields.get('asKnownOn') ?? '');
  return (
    <Form of={{ ...form, fields, refused }} method="get" label={t('policies.ask')}>
      <div class="asking">
        <Field name="on" label={t('policies.on')} type="date" required min="1900-01-01" max="2999-12-31" />
        <Country name="territory" label={t('policies.territory')} none={t('policies.everywhere')} />
        {!without.includes('format') && (
          <Choice
            name="format"
            label={t('policies.format')}
            none={t('policies.format.both')}
            options={formats.map((each) => [each, t(`policies.format.${each}`)] as const)}
          />
        )}
        <Field
          name="asKnownOn"
          label={t('policies.asKnownOn')}
          hint={t('policies.asKnownOn.hint')}
          type="date"
          min="2011-01-01"
        />
      </div>
      <Button label={t('policies.show')} />
    </Form>
  );
}

/** Whether a refusal is about the question, so that it is told at its field. */
export const aboutQuestion = (code: string | undefined) => code === 'BAD_USER_INPUT' || code === 'BEFORE_RECORDS';
