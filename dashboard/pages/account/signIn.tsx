// Where people with an account sign in: by a link, since a form may not lead to another site.
import { LibraryChoicesDocument } from '../../../schema/typed/LibraryChoices';
import { Button, Choice, Field, Form, Hidden } from '../../components/form';
import { askWhole, page, type Shown } from '../../page';

const choices = { libraries: askWhole(LibraryChoicesDocument, 'libraries') };

export const signIn = page({
  address: '/account/sign-in',
  title: ({ t }) => t('signIn.title'),
  asks: choices,
  content: (shown) => {
    const { form, who, t, rich } = shown;
    const start = `/account/sign-in/start?${new URLSearchParams({ to: form.fields.get('to') ?? '' })}`;
    const isOut = form.fields.has('out');
    return (
      <>
        {isOut && (
          <p class="done" role="status">
            {t('signIn.out')}
          </p>
        )}
        {isOut && who.signIn?.provider && (
          <p>{rich('signIn.outThere', { there: (words) => <a href="/account/sign-out/provider">{words}</a> })}</p>
        )}
        <p class="lead">{t('signIn.lead')}</p>
        {who.signIn?.provider && (
          <p>
            <a class="button" href={start}>
              {t('signIn.provider')}
            </a>
          </p>
        )}
        {who.signIn?.choice && <AnyBody {...shown} />}
        {!who.signIn?.provider && !who.signIn?.choice && <p class="refusal">{t('signIn.none')}</p>}
      </>
    );
  },
});

/** In development: a button for each role. */
function AnyBody({ form, answers, t, country }: Shown<typeof choices>) {
  const to = form.fields.get('to') ?? undefined;
  const nodes = answers.libraries.data?.libraries?.nodes;
  const open = { ...form, refused: undefined };
  return (
    <>
      <h2>{t('signIn.choice')}</h2>
      <p>{t('signIn.choice.lead')}</p>
      {(['committee', 'organizer', 'editor'] as const).map((role) => (
        <Form of={open} action="/account/sign-in/choice">
          <Hidden name="to" value={to} />
          <input type="hidden" name="role" value={role} />
          <Button label={t(`signIn.choice.${role}`)} />
        </Form>
      ))}
      <Form of={open} action="/account/sign-in/choice">
        <Hidden name="to" value={to} />
        <input type="hidden" name="role" value="staff" />
        {form.fields.get('library') === 'missing' && (
          <p class="refusal" role="alert">
            {t('signIn.choice.missing')}
          </p>
        )}
        {nodes ? (
          <Choice
            name="library"
            label={t('signIn.choice.library')}
            options={nodes.map(({ id, name, country: code }) => [id, `${name} (${country(code)})`])}
            required
          />
        ) : (
          <Field name="library" label={t('signIn.choice.library')} hint={t('signIn.choice.libraries.failed')} required />
        )}
        <Button label={t('signIn.choice.staff')} />
      </Form>
    </>
  );
}
