// A petition that is written, or rewritten while it is a draft.
import { DraftPetitionDocument } from '../../../schema/typed/DraftPetition';
import { OrganizerPetitionDocument } from '../../../schema/typed/OrganizerPetition';
import { Button, Choice, Field, Form, Hidden, Language, TextArea } from '../../components/form';
import type { Form as FormState } from '../../page';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';
import type { Petition } from './signing';
import { atStartOfDay, dayOf, lastDayOf } from './terms';

const draftForm = {
  audience: 'organizer',
  forms: { draft: DraftPetitionDocument },
  before: { draft: atStartOfDay },
  leads: {
    draft: ({ draftPetition }: { readonly draftPetition?: { readonly id: string } | null }) => `/organize/${draftPetition?.id}`,
  },
} as const;

export const draftPetition = page({
  ...draftForm,
  address: '/organize/new',
  title: ({ t }) => t('organize.draft.new'),
  content: ({ form }) => <Draft form={form} />,
});

export const rewritePetition = page({
  ...draftForm,
  address: '/organize/:id/draft',
  title: ({ t }) => t('organize.draft.rewrite'),
  asks: { work: ask(OrganizerPetitionDocument) },
  needs: 'work',
  content: ({ answers, form }) => <Draft form={form} petition={answers.work.data?.petitionWork?.petition} />,
});

function Draft({ form, petition }: { readonly form: FormState; readonly petition?: Petition | undefined }) {
  const { t, language } = useWords();
  return (
    <>
      <p class="lead">{t('organize.draft.lead')}</p>
      <Form of={form} name="draft" guarded>
        <fieldset>
          <legend>{t('organize.draft.petition')}</legend>
          <Field name="input.title" label={t('organize.draft.title')} required maxlength={200} value={petition?.title} />
          <TextArea
            name="input.ask"
            label={t('organize.draft.ask')}
            hint={t('organize.draft.ask.hint')}
            rows={3}
            required
            maxlength={2000}
            value={petition?.ask}
          />
          <Field name="input.target" label={t('organize.draft.target')} required maxlength={500} value={petition?.target} />
          <Language
            name="input.language"
            label={t('organize.draft.language')}
            hint={t('organize.draft.language.hint')}
            required
            value={petition?.language ?? language}
          />
          <TextArea
            name="input.organizers"
            label={t('organize.draft.organizers')}
            hint={t('organize.draft.organizers.hint')}
            rows={3}
            required
            value={petition?.organizers.join('\n')}
          />
          <Field
            name="input.hashtag"
            label={t('organize.draft.hashtag')}
            hint={t('organize.draft.hashtag.hint')}
            maxlength={100}
            value={petition?.hashtag}
          />
          <TextArea
            name="input.relatedPolicyIds"
            label={t('organize.draft.policies')}
            hint={t('organize.draft.policies.hint')}
            rows={2}
            value={petition?.relatedPolicies.map(({ id }) => id).join('\n')}
          />
          {petition ? (
            <Hidden name="input.id" value={petition.id} />
          ) : (
            <Field
              name="input.id"
              label={t('organize.draft.id')}
              hint={t('organize.draft.id.hint')}
              required
              maxlength={100}
              autocomplete="off"
            />
          )}
        </fieldset>
        <fieldset>
          <legend>{t('organize.draft.counts')}</legend>
          <Choice
            name="input.confirmation"
            label={t('organize.draft.confirmation')}
            hint={t('organize.draft.confirmation.hint')}
            options={(['EMAIL', 'NONE'] as const).map((each) => [each, t(`organize.draft.confirmation.${each}`)])}
            value={petition?.confirmation}
          />
          <Choice
            name="input.reminders"
            label={t('organize.reminders')}
            options={(['true', 'false'] as const).map((on) => [on, t(`organize.reminders.${on}`)])}
            value={petition && String(petition.reminders)}
          />
          <Field
            name="input.goal"
            label={t('organize.goal')}
            hint={t('organize.draft.goal.hint')}
            type="number"
            min={1}
            value={petition?.goal}
          />
          <TextArea
            name="input.milestones"
            label={t('organize.draft.milestones')}
            hint={t('organize.draft.milestones.hint')}
            rows={3}
            value={petition?.milestones
              .map(({ target }) => target)
              .filter((target) => target !== petition.goal)
              .join('\n')}
          />
        </fieldset>
        <fieldset>
          <legend>{t('organize.draft.when')}</legend>
          <Field
            name="input.timeZone"
            label={t('organize.draft.timeZone')}
            hint={t('organize.draft.timeZone.hint')}
            required
            maxlength={60}
            value={petition?.timeZone ?? 'UTC'}
          />
          <Field
            name="input.opensAt"
            label={t('organize.draft.opensAt')}
            hint={t('organize.draft.opensAt.hint')}
            type="date"
            value={petition?.opensAt && dayOf(petition.opensAt, petition.timeZone)}
          />
          <Field
            name="input.closesAt"
            label={t('organize.closesAt')}
            hint={t('organize.draft.closesAt.hint')}
            type="date"
            value={petition?.closesAt && lastDayOf(petition.closesAt, petition.timeZone)}
          />
        </fieldset>
        <Button label={t('organize.draft.save')} />
      </Form>
    </>
  );
}
