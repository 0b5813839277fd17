// A petition that is written, or rewritten while it is a draft.
import { DraftPetitionDocument } from '../../../schema/typed/DraftPetition';
import { EditorChoicesDocument, type EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import { OrganizerPetitionDocument } from '../../../schema/typed/OrganizerPetition';
import { Button, Choice, Field, Form, Hidden, Language, Once, TextArea } from '../../components/form';
import { TimeZone } from '../../components/names';
import type { Form as FormState } from '../../page';
import { ask, askWhole, page } from '../../page';
import { useWords } from '../../words/words';
import { PolicyIds, readable } from '../edit/room';
import type { Petition } from './signing';
import { atStartOfDay, dayOf, lastDayOf } from './terms';

const draftForm = {
  audience: 'organizer',
  forms: { draft: DraftPetitionDocument },
  before: {
    draft: (fields: URLSearchParams) => {
      makeName(fields);
      atStartOfDay(fields);
    },
  },
  leads: {
    draft: ({ draftPetition }: { readonly draftPetition?: { readonly id: string } | null }) => `/organize/${draftPetition?.id}`,
  },
} as const;

const policies = askWhole(EditorChoicesDocument, 'publishers');

export const draftPetition = page({
  ...draftForm,
  address: '/organize/new',
  title: ({ t }) => t('organize.draft.new'),
  asks: { policies },
  content: ({ answers, form }) => <Draft form={form} choices={answers.policies.data} />,
});

export const rewritePetition = page({
  ...draftForm,
  address: '/organize/:id/draft',
  title: ({ t }) => t('organize.draft.rewrite'),
  asks: { work: ask(OrganizerPetitionDocument), policies },
  needs: 'work',
  content: ({ answers, form }) => (
    <Draft form={form} petition={answers.work.data?.petitionWork?.petition} choices={answers.policies.data} />
  ),
});

interface DraftProps {
  readonly form: FormState;
  readonly petition?: Petition | undefined;
  readonly choices: EditorChoicesQuery | undefined;
}

/** Makes the part of the address from the title, and from what tells this form from another of the same title, which is another petition. */
function makeName(fields: URLSearchParams): void {
  if (fields.get('input.id')?.trim()) return;
  const apart = fields
    .get('attempt')
    ?.replace(/[^a-z0-9]/g, '')
    .slice(-4);
  fields.set('input.id', [readable(fields.get('input.title') ?? '', 60), apart].filter(Boolean).join('-'));
}

function Draft({ form, petition, choices }: DraftProps) {
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
          <PolicyIds
            name="input.relatedPolicyIds"
            label={t('organize.draft.policies')}
            choices={choices}
            value={petition?.relatedPolicies}
          />
          {petition ? (
            <Hidden name="input.id" value={petition.id} />
          ) : (
            <>
              <Once name="attempt" />
              <Field
                name="input.id"
                label={t('organize.draft.id')}
                hint={t('organize.draft.id.hint')}
                maxlength={100}
                autocomplete="off"
              />
            </>
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
          <TimeZone
            name="input.timeZone"
            label={t('organize.draft.timeZone')}
            hint={t('organize.draft.timeZone.hint')}
            required
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
