// What every form that changes the record holds: which record, and where it was read, on record or new.
import type { EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import type { EditorPolicyQuery } from '../../../schema/typed/EditorPolicy';
import { Field, Hidden, Once } from '../../components/form';
import { NameChoice } from '../../components/names';
import { Tick } from '../../components/tick';
import type { Form as FormState } from '../../page';
import { useWords } from '../../words/words';
import { readable } from './room';

export type Policy = NonNullable<EditorPolicyQuery['policyPeriod']>;
export interface Part {
  readonly policy: Policy;
  readonly form: FormState;
}

/** Which policy, in the version that the editor has before them. */
export const Which = ({ policy: { id, version } }: Pick<Part, 'policy'>) => (
  <>
    <Hidden name="input.id" value={id} />
    <Hidden name="input.expectedVersion" value={version} />
  </>
);

/** A source as forms name it. */
interface Known {
  readonly id: string;
  readonly title: string;
}

/** Every source of a policy and of its publisher's others. */
export const known = (policy: Policy): readonly Known[] =>
  [policy, ...policy.publisher.policies].flatMap(({ sources }) => sources);

/** Every source that a policy of these publishers names, by title. */
export const sourcesOf = (choices: EditorChoicesQuery | undefined): readonly Known[] =>
  (choices?.publishers?.nodes ?? [])
    .flatMap(({ policies }) => policies.flatMap(({ sources }) => sources))
    .sort((one, other) => one.title.localeCompare(other.title));

/**
 * The fields of a source. `known` may be chosen; `kept` are those of a record that is replaced as a whole, and stay while they are ticked.
 * A page that has them names its forms in `before`, with `readSource`.
 */
export function SourceFields({ known, kept = [] }: { readonly known: readonly Known[]; readonly kept?: readonly Known[] }) {
  const { t } = useWords();
  const keptIds = new Set(kept.map(({ id }) => id));
  const others = new Map(known.filter(({ id }) => !keptIds.has(id)).map(({ id, title }) => [id, title]));
  return (
    <fieldset>
      <legend>{t('edit.source')}</legend>
      {kept.map(({ id, title }) => (
        <Tick key={id} name="input.sourceIds" value={id} ticked>
          {title}
        </Tick>
      ))}
      {others.size > 0 && (
        <NameChoice
          name="input.sourceIds"
          label={t('edit.source.known')}
          hint={t('edit.source.hint')}
          none={t('edit.source.none')}
          options={[...others]}
          also={kept.map(({ id, title }) => [id, title])}
        />
      )}
      <Field name="input.newSources.title" label={t(others.size > 0 ? 'edit.source.title' : 'edit.source.new')} maxlength={300} />
      <Field name="input.newSources.url" label={t('edit.source.url')} type="url" maxlength={2000} />
      <Once name="attempt" />
    </fieldset>
  );
}

/** Gives a new source its readable id, the same when the form is sent again, and names it among the sources. */
export function readSource(fields: URLSearchParams): void {
  const [title = '', url = ''] = ['title', 'url'].map((name) => fields.get(`input.newSources.${name}`)?.trim());
  if (title === '' && url === '') return;
  const slug = [title, fields.get('attempt')?.slice(-12) ?? ''].map((part) => readable(part)).filter((part) => part !== '');
  const id = slug.join('-');
  fields.set('input.newSources.id', id);
  fields.append('input.sourceIds', id);
}
