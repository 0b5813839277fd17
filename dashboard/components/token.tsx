// What a link in a mail opens: its token, and the one button of a form that has nothing to fill in.
import { useContext } from '../markup/jsx-runtime';
import type { Form as FormState } from '../page';
import { useWords } from '../words/words';
import { Button, Form } from './form';
import { idOf, Sent } from './refusal';

/** The token of a link. A script takes it from behind the # of the address; without scripts people paste the link. */
export function Token() {
  const { fields, prefix } = useContext(Sent);
  const { t } = useWords();
  const id = idOf('token', prefix);
  if (fields.has('token')) return <input type="hidden" name="token" value={fields.get('token') ?? ''} />;
  return (
    <p data-paste>
      <label for={id}>{t('token.label')}</label>
      <input id={id} name="token" required maxlength={4000} autocomplete="off" autocapitalize="off" spellcheck={false} />
      <small>{t('token.hint')}</small>
    </p>
  );
}

/** The one button of a form that opens from a mail: what it does, and nothing to fill in. */
export function Press({ of, label, grave }: { readonly of: FormState; readonly label: string; readonly grave?: boolean }) {
  return (
    <Form of={of}>
      <Token />
      <Button label={label} grave={grave} />
    </Form>
  );
}
