// The terms of an agreement: to read, and to write.
import type { ActivityKind, MeetingRhythm, VersionFragment } from '../../../../schema/typed/AccountPartnership';
import { Choice, Field, TextArea } from '../../../components/form';
import { Day, Lines } from '../../../components/show';
import { goalName, goals } from '../../../components/sisters';
import { Ticks } from '../../../components/tick';
import { inLanguage, type MessageId, useWords, type Words } from '../../../words/words';

const formalities = ['INFORMAL', 'FORMAL'] as const;
const rhythms: readonly MeetingRhythm[] = ['WEEKLY', 'FORTNIGHTLY', 'MONTHLY', 'QUARTERLY', 'YEARLY'];
export const kinds: readonly ActivityKind[] = [
  'VIRTUAL_CONVERSATION',
  'MATERIAL_EXCHANGE',
  'STAFF_EXCHANGE',
  'TRAINING',
  'READING_CLUB',
  'CHILDREN_PROGRAMME',
  'DISPLAY_EXCHANGE',
  'PEN_PALS',
  'INTERLIBRARY_LOAN',
  'PURCHASE_ASSISTANCE',
  'TECHNOLOGY_SHARING',
  'DIGITIZATION',
  'LOCAL_HISTORY',
  'NEWCOMER_SERVICES',
  'COMMUNITY_PROGRAMME',
  'LIBRARY_DEVELOPMENT',
  'PUBLICITY',
  'EVALUATION',
  'STUDY_VISIT',
];

/** The words for what libraries do together. */
export function kindName({ t, has }: Words, kind: string): string {
  const name = `listing.activity.${kind}`;
  return has(name) ? t(name) : kind;
}

/** Weekly, monthly and so on, to choose from. */
export const rhythmChoices = ({ t }: Words) => rhythms.map((each) => [each, t(`listing.rhythm.${each}` as MessageId)] as const);

/** The fields of an AgreementTermsInput that is sent as `name`. */
export function TermsFields({ name, from }: { readonly name: string; readonly from?: VersionFragment | null | undefined }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <Ticks
        name={`${name}.goals`}
        legend={t('terms.goals')}
        options={goals.map((goal) => [goal, goalName(words, goal)] as const)}
        chosen={from?.goals}
      />
      <Ticks
        name={`${name}.activityKinds`}
        legend={t('terms.kinds')}
        options={kinds.map((kind) => [kind, kindName(words, kind)] as const)}
        chosen={from?.activityKinds}
      />
      <Choice
        name={`${name}.meetingRhythm`}
        label={t('terms.rhythm')}
        none={t('terms.rhythm.none')}
        options={rhythmChoices(words)}
        value={from?.meetingRhythm}
      />
      <Choice
        name={`${name}.formality`}
        label={t('terms.formality')}
        options={formalities.map((each) => [each, t(`terms.formality.${each}`)])}
        value={from?.formality}
      />
      <Field
        name={`${name}.startsOn`}
        label={t('terms.startsOn')}
        hint={t('terms.startsOn.hint')}
        type="date"
        value={from?.startsOn}
      />
      <Field name={`${name}.endsOn`} label={t('terms.endsOn')} hint={t('terms.endsOn.hint')} type="date" value={from?.endsOn} />
      <Field name={`${name}.reviewOn`} label={t('terms.reviewOn')} type="date" value={from?.reviewOn} />
      <TextArea name={`${name}.text`} label={t('terms.text')} rows={8} maxlength={20_000} value={from?.text} />
    </>
  );
}

/** One version, to read. */
export function Version({ of }: { readonly of: VersionFragment }) {
  const words = useWords();
  const { t } = words;
  const rows: readonly (readonly [MessageId, string | null | undefined])[] = [
    ['terms.goals', of.goals.map((goal, i) => (i === 0 ? goalName(words, goal) : t(`goal.${goal}`))).join(', ')],
    ['terms.kinds', of.activityKinds.map((kind) => kindName(words, kind)).join(', ')],
    ['terms.rhythm', of.meetingRhythm ? t(`listing.rhythm.${of.meetingRhythm}` as MessageId) : t('terms.rhythm.none')],
    ['terms.formality', of.formality === 'FORMAL' ? t('terms.formality.FORMAL') : t('terms.formality.INFORMAL')],
  ];
  const days: readonly (readonly [MessageId, string | null])[] = [
    ['terms.startsOn', of.startsOn],
    ['terms.endsOn', of.endsOn],
    ['terms.reviewOn', of.reviewOn],
  ];
  return (
    <>
      <h3>{t('terms.version', { version: of.version, name: of.proposedBy.name })}</h3>
      <dl>
        {rows.map(
          ([id, value]) =>
            value && (
              <>
                <dt>{t(id)}</dt>
                <dd>{value}</dd>
              </>
            ),
        )}
        {days.map(
          ([id, on]) =>
            on && (
              <>
                <dt>{t(id)}</dt>
                <dd>
                  <Day on={on} />
                </dd>
              </>
            ),
        )}
      </dl>
      {of.text && (
        <p>
          <Lines>{of.text}</Lines>
        </p>
      )}
      <p>
        {t('terms.agreedBy', { names: of.agreedBy.map(({ name }) => name).join(', ') })}{' '}
        <a href={inLanguage(of.printUrl, words.language)}>{t('terms.print')}</a>
      </p>
    </>
  );
}
