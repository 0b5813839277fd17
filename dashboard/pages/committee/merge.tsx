// Two records of one library become one, after a look at what would move; and two again.
import type { CommitteeLibrariesQuery } from '../../../schema/typed/CommitteeLibraries';
import type { CommitteeLibraryQuery } from '../../../schema/typed/CommitteeLibrary';
import type { MergeLibrariesMutation } from '../../../schema/typed/MergeLibraries';
import { Button, Choice, Field, Form, Hidden } from '../../components/form';
import { Section, Sentence, Table } from '../../components/show';
import type { Answer, Form as FormState } from '../../page';
import { type MessageId, useWords, type Words } from '../../words/words';
import { Reason } from './correct';

type Library = NonNullable<CommitteeLibraryQuery['library']>;
type Merge = NonNullable<CommitteeLibraryQuery['libraryMerges']>['nodes'][number];
/** What a merge would do. */
export type Previewed = MergeLibrariesMutation;

export function MergeLibraries({
  library,
  others,
  form,
  previewed,
}: {
  readonly library: Library;
  readonly others: Answer<CommitteeLibrariesQuery>;
  readonly form: FormState;
  readonly previewed: Previewed | undefined;
}) {
  const { t } = useWords();
  const found = others.data?.libraries?.nodes ?? [];
  const same = library.possibleDuplicates.flatMap((double) => (double.library ? [double.library] : []));
  const options = new Map(
    [...same, ...found].filter(({ id }) => id !== library.id).map(({ id, name, city }) => [id, `${name}, ${city}`]),
  );
  return (
    <Section id="merge" title={t('committee.merge')}>
      <p>{t('committee.merge.what')}</p>
      {previewed?.mergeLibraries && <Preview report={previewed.mergeLibraries} form={form} />}
      <Form of={form} method="get" action="#merge" label={t('committee.merge.search')}>
        <Field name="other" label={t('committee.libraries.text')} type="search" maxlength={200} />
        <Button label={t('committee.merge.search')} />
      </Form>
      {options.size > 0 ? (
        <Form of={form} name="preview" action="#main">
          <Hidden name="into" value={library.id} />
          <Hidden name="preview" value="true" />
          <Choice name="from" label={t('committee.merge.from')} options={[...options]} required />
          <Reason name="reason" />
          <Button label={t('committee.merge.preview')} />
        </Form>
      ) : (
        <p>{t('committee.merge.none')}</p>
      )}
    </Section>
  );
}

function Preview({
  report: { from, into, moved, consequences },
  form,
}: {
  readonly report: NonNullable<Previewed['mergeLibraries']>;
  readonly form: FormState;
}) {
  const { t, has, number } = useWords();
  const named = ({ name, city }: { readonly name: string; readonly city: string }) => `${name}, ${city}`;
  return (
    <div class="done">
      <p>{t('committee.merge.previewed.what', { from: named(from), into: named(into) })}</p>
      <Table
        caption={t('committee.merge.moves')}
        empty={t('committee.merge.nothing')}
        rows={moved}
        columns={[
          {
            title: t('committee.merge.moves'),
            cell: ({ what }) => {
              const id = `committee.moved.${what}`;
              return has(id) ? t(id) : what;
            },
          },
          { title: t('committee.merge.count'), numeric: true, cell: ({ count }) => number(count) },
        ]}
      />
      <ul>
        {consequences.map((words) => (
          <li key={words}>{inPlainWords(words, t) ?? <Sentence text={words} />}</li>
        ))}
      </ul>
      <Form of={form} name="merge" action="#main">
        <Hidden name="from" value={from.id} />
        <Hidden name="into" value={into.id} />
        <Hidden name="reason" value={form.fields.get('reason') ?? ''} />
        <Button label={t('committee.merge.press')} />
      </Form>
    </div>
  );
}

const consequences: readonly (readonly [begins: RegExp, said: MessageId])[] = [
  [/^The listing \S+ leaves the list/, 'committee.merge.then.listing'],
  [/^The listing \S+ is in the list again/, 'committee.merge.then.back'],
  [/^The partnership \S+ becomes part/, 'committee.merge.then.partnership'],
  [/^The partnership \S+ stands for itself/, 'committee.merge.then.apart'],
  [/^Accounts that speak for \S+ speak for it alone/, 'committee.merge.then.alone'],
  [/^Accounts that speak for/, 'committee.merge.then.accounts'],
];

/** What follows from a merge, without the ids by which programs tell records apart; undefined for a sentence of a later release. */
export function inPlainWords(sentence: string, t: Words['t']): string | undefined {
  const [, said] = consequences.find(([begins]) => begins.test(sentence)) ?? [];
  return said && t(said);
}

/** Merges into this record, each of which can be undone for a while. */
export function Merges({
  merges,
  into,
  form,
}: {
  readonly merges: readonly Merge[];
  readonly into: readonly string[];
  readonly form: FormState;
}) {
  const { t, day, country } = useWords();
  const own = merges.filter(({ intoId }) => into.includes(intoId));
  if (own.length === 0) return null;
  return (
    <Section id="merges" title={t('committee.merges')}>
      <ul class="cards">
        {own.map(({ id, from: { name, city, country: code }, mergedAt, reason, undoneAt, undoableUntil }) => (
          <li key={id}>
            <p>{t('committee.merges.one', { name, city, country: country(code), day: day(mergedAt), reason })}</p>
            {undoneAt ? (
              <p>{t('committee.merges.undone', { day: day(undoneAt) })}</p>
            ) : (
              <>
                <p>{t('committee.merges.until', { day: day(undoableUntil) })}</p>
                <Form of={form} name="undo" one={id} action="#main">
                  <Hidden name="mergeId" value={id} />
                  <Reason name="reason" />
                  <Button label={t('committee.merges.undo')} grave />
                </Form>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
