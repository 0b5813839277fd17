// What every form that changes a policy holds: which policy in which version, and where it was read, on record or new.
import type { EditorPolicyQuery } from '../../../schema/typed/EditorPolicy';
import { Choice, Field, Hidden, Once } from '../../components/form';
import type { Form as FormState } from '../../page';
import { useWords } from '../../words/words';

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

/** The fields of a source. A page that has them names its forms in `before`, with `readSource`. */
export function SourceFields({ policy }: { readonly policy: Policy }) {
  const { t } = useWords();
  const every = [policy, ...policy.publisher.policies].flatMap(({ sources }) => sources);
  const known = new Map(every.map(({ id, title }) => [id, title]));
  return (
    <fieldset>
      <legend>{t('edit.source')}</legend>
      <Choice
        name="input.sourceIds"
        label={t('edit.source.known')}
        hint={t('edit.source.hint')}
        none={t('edit.source.none')}
        options={[...known]}
      />
      <Field name="input.newSources.title" label={t('edit.source.title')} maxlength={300} />
      <Field name="input.newSources.url" label={t('edit.source.url')} type="url" maxlength={2000} />
      <Once name="attempt" />
    </fieldset>
  );
}

/** Gives a new source its readable id, the same when the form is sent again, and names it among the sources. */
export function readSource(fields: URLSearchParams): void {
  const [title = '', url = ''] = ['title', 'url'].map((name) => fields.get(`input.newSources.${name}`)?.trim());
  if (title === '' && url === '') return;
  const slug = [title, fields.get('attempt')?.slice(-12) ?? ''].map(readable).filter((part) => part !== '');
  const id = slug.join('-');
  fields.set('input.newSources.id', id);
  fields.append('input.sourceIds', id);
}

/** Small letters, digits and single hyphens. */
const readable = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
