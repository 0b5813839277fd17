// What the forms of editors have in common: the way between them, names that are made, and what is chosen everywhere.
import type { EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import { Choice, Field, TextArea } from '../../components/form';
import { NameChoice, NameTicks } from '../../components/names';
import { usePlace } from '../../components/place';
import { Sent } from '../../components/refusal';
import { type Children, useContext } from '../../markup/jsx-runtime';
import type { Form } from '../../page';
import { type MessageId, useWords } from '../../words/words';
import { licenseInShort, titlesInWords } from '../policies/terms';
import { PreciseDay } from './days';

const rooms: readonly (readonly [address: string, name: MessageId])[] = [
  ['/edit', 'edit.room.due'],
  ['/edit/policies/new', 'edit.room.policy'],
  ['/edit/import', 'edit.room.import'],
  ['/edit/publishers', 'edit.room.publishers'],
  ['/edit/statements', 'edit.room.statements'],
  ['/edit/boycotts', 'edit.room.boycotts'],
  ['/edit/laws', 'edit.room.laws'],
  ['/edit/petitions', 'edit.room.petitions'],
];

type Options = readonly (readonly [value: string, label: string])[];

/** Leads to the other pages of editors. */
export function EditRooms() {
  const { t } = useWords();
  const { path } = usePlace();
  const here = (address: string) =>
    address === path ? 'page' : address !== '/edit' && path.startsWith(`${address}/`) ? 'true' : undefined;
  return (
    <nav class="rooms" aria-label={t('edit.rooms')}>
      {rooms.map(([address, name]) => (
        <a key={address} href={address} aria-current={here(address)}>
          {t(name)}
        </a>
      ))}
    </nav>
  );
}

/** The day of a moment (UTC), as days are counted here. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** Small letters, digits and single hyphens. */
export const readable = (text: string, most = 40): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replace(/^-+|-+$/g, '');

/** Makes the readable id of something new from its name, where the editor left it to us. */
export function readName(fields: URLSearchParams, from: readonly string[]): void {
  if (fields.get('input.id')?.trim()) return;
  const parts = from.map((name) => fields.get(`input.${name}`) ?? '').filter((part) => part !== '');
  fields.set('input.id', readable(parts.join('-'), 60));
}

/** The readable id of something new. */
export function NameField() {
  const { t } = useWords();
  return <Field name="input.id" label={t('edit.id')} hint={t('edit.id.hint')} maxlength={80} autocomplete="off" />;
}

/** One of an enumeration, by its words. */
export function OneOf({
  of,
  words,
  ...field
}: Omit<Parameters<typeof Choice>[0], 'options'> & { readonly of: readonly string[]; readonly words: string }) {
  const { t } = useWords();
  const options: Options = of.map((each) => [each, t(`${words}.${each}` as MessageId)]);
  return <Choice {...field} options={options} />;
}

/** How well something is supported. */
export function Sure({
  name,
  label,
  value,
  optional,
}: {
  readonly name: string;
  readonly label?: string;
  readonly value?: string | null | undefined;
  readonly optional?: boolean;
}) {
  const { t } = useWords();
  const options: Options = (['HIGH', 'MEDIUM', 'LOW', 'DEMO'] as const).map((confidence) => [
    confidence,
    t('fact.confidence.words', { confidence }),
  ]);
  const shown = { name, label: label ?? t('edit.confidence'), none: t('edit.choose'), options, value };
  return <Choice {...shown} required={!optional} />;
}

/** A publisher on record. */
export function PublisherOf({
  choices,
  none,
  ...field
}: {
  readonly name: string;
  readonly label: string;
  readonly none?: string;
  readonly required?: boolean;
  readonly value?: string | null | undefined;
  readonly choices: EditorChoicesQuery | undefined;
}) {
  const { t } = useWords();
  const publishers = choices?.publishers?.nodes ?? [];
  if (publishers.length === 0) return <Field {...field} hint={t('edit.publisher.byId')} />;
  const listed = new Map(publishers.map(({ id, name }) => [id, name]));
  // One that the list does not hold stays chosen.
  if (field.value && !listed.has(field.value)) listed.set(field.value, field.value);
  return <NameChoice {...field} none={none ?? t('edit.choose')} options={[...listed]} />;
}

const metrics = ['SIGNATURES', 'SYSTEMS', 'SYSTEMS_WASHINGTON', 'LIBRARIES', 'LOCATIONS', 'STATES', 'POPULATION_SERVED'];
export const qualifiers = ['EXACT', 'ABOUT', 'NEARLY', 'MORE_THAN', 'AT_LEAST', 'DERIVED'];

/** A number that a source reported for a day. */
export function ReportedNumber() {
  const { t } = useWords();
  return (
    <>
      <div class="asking">
        <OneOf name="input.metric" label={t('edit.count.metric')} of={metrics} words="edit.metric" />
        <Field name="input.count" label={t('edit.count.number')} type="number" min={0} required />
        <OneOf name="input.qualifier" label={t('edit.count.qualifier')} of={qualifiers} words="edit.qualifier" />
      </div>
      <PreciseDay name="input.on" label={t('edit.count.on')} required flat />
      <Sure name="input.confidence" />
    </>
  );
}

/** One reported number in words. */
export function useReported() {
  const { t, number, day } = useWords();
  return (of: {
    readonly metric: string;
    readonly qualifier: string;
    readonly count: number;
    readonly on: string;
    readonly precision: 'DAY' | 'MONTH' | 'YEAR' | 'APPROX' | 'AS_OF';
  }) =>
    t('edit.count.words', {
      qualifier: t(`edit.qualifier.${of.qualifier}` as MessageId),
      count: number(of.count),
      metric: t(`edit.metric.${of.metric}` as MessageId),
      day: day(of.on, of.precision),
    });
}

/** Policies on record by their ids, as people tell them apart. */
export function usePolicies(choices: EditorChoicesQuery | undefined): Options {
  const words = useWords();
  const { t, day } = words;
  return (choices?.publishers?.nodes ?? []).flatMap(({ name, policies }) =>
    policies.map(({ id, license, titleScope, effectiveFrom: from }): Options[number] => {
      const since = from && t('edit.since', { precision: from.precision, day: day(from.date, from.precision) });
      return [id, [name, licenseInShort(words, license), titlesInWords(words, titleScope), since].filter(Boolean).join(' · ')];
    }),
  );
}

/** The policies that something is about. */
export function PolicyIds({
  name,
  label,
  choices,
  value = [],
}: {
  readonly name: string;
  readonly label?: string;
  readonly choices: EditorChoicesQuery | undefined;
  readonly value?: readonly { readonly id: string }[] | undefined;
}) {
  const { t } = useWords();
  const { fields } = useContext(Sent);
  const legend = label ?? t('edit.policyIds');
  const listed = new Map([...value.map(({ id }) => [id, id] as const), ...usePolicies(choices)]);
  const chosen = value.map(({ id }) => id);
  return (
    <details open={value.length > 0 || fields.has(name)}>
      <summary>{legend}</summary>
      <NameTicks name={name} legend={legend} options={[...listed]} chosen={chosen} none={t('edit.policyIds.needed')} />
    </details>
  );
}

/** What else is known. */
export function NoteField({ value }: { readonly value?: string | null | undefined }) {
  const { t } = useWords();
  return <TextArea name="input.note" label={t('edit.note')} rows={3} maxlength={2000} value={value} />;
}

/** Why a record is replaced; the audit log keeps it. */
export function WhyField() {
  const { t } = useWords();
  return <Field name="reason" label={t('edit.correct.reason')} hint={t('edit.replace.reason.hint')} required maxlength={2000} />;
}

/**
 * Rows of a list of inputs, `input.steps.0.stage`: those on record, those that were typed, and two more. A row in which nothing stands is
 * not sent.
 */
export function Rows({
  form,
  name,
  legend,
  there = 0,
  children,
}: {
  readonly form: Form;
  readonly name: string;
  readonly legend: string;
  readonly there?: number;
  children(at: string, index: number): Children;
}) {
  const { t } = useWords();
  const typed = [...form.fields.keys()].flatMap((each) =>
    each.startsWith(`${name}.`) ? [Number.parseInt(each.slice(name.length + 1), 10) + 1 || 0] : [],
  );
  const count = Math.min(50, Math.max(there + 2, ...typed));
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <fieldset key={index} class="row">
          <legend>{t('edit.row', { legend, row: index + 1 })}</legend>
          {children(`${name}.${index}`, index)}
        </fieldset>
      ))}
      <p>
        <small>{t('edit.rows.more')}</small>
      </p>
    </>
  );
}
