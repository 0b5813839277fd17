// Asks for a mail with the links that withdraw a signature or erase everything.
import { PetitionChoicesDocument } from '../../../schema/typed/PetitionChoices';
import { RequestSignatureLinksDocument } from '../../../schema/typed/RequestSignatureLinks';
import { Button, Choice, Field, Form, Refusal } from '../../components/form';
import { Answered } from '../../components/show';
import { ask, page } from '../../page';

export const signatureLinks = page({
  address: '/signatures/links',
  title: ({ t }) => t('links.title'),
  done: ({ t }) => t('links.done'),
  description: ({ t }) => t('links.what'),
  asks: { choices: ask(PetitionChoicesDocument) },
  sends: RequestSignatureLinksDocument,
  indexed: true,
  content: ({ answers, done, form, t }) => (
    <>
      {done && (
        <>
          <p>{t('links.sent')}</p>
          <p>{t('links.none')}</p>
        </>
      )}
      <Refusal refused={form.refused} />
      {form.shown && (
        <>
          <p>{t('links.what')}</p>
          <Answered of={answers.choices} failed="links.failed">
            {({ petitions }) =>
              petitions &&
              (petitions.nodes.length === 0 ? (
                <p>{t('links.empty')}</p>
              ) : (
                <Form of={form}>
                  <Choice
                    name="input.petitionId"
                    label={t('links.petition')}
                    none={t('links.choose')}
                    options={petitions.nodes.map(({ id, title }) => [id, title] as const)}
                    required
                  />
                  <Field name="input.email" label={t('links.email')} type="email" required maxlength={254} autocomplete="email" />
                  <Button label={t('links.press')} />
                </Form>
              ))
            }
          </Answered>
        </>
      )}
    </>
  ),
});
