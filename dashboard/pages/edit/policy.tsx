// One policy for editors: what the record says, that it still holds, that it ended, and what was wrong.
import { CorrectPolicyDocument } from '../../../schema/typed/CorrectPolicy';
import { EditorPolicyDocument } from '../../../schema/typed/EditorPolicy';
import { EndPolicyDocument } from '../../../schema/typed/EndPolicy';
import type { RecordPolicyMutation } from '../../../schema/typed/RecordPolicy';
import { VerifyPolicyDocument } from '../../../schema/typed/VerifyPolicy';
import { Button, Field, Form } from '../../components/form';
import { AsWritten, Missing, Section } from '../../components/show';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';
import { Sources } from '../policies/facts';
import { embargoInWords, licenseInWords, placesInWords, pricesInWords, titlesInWords } from '../policies/terms';
import { CorrectPolicy, readCorrection } from './correct';
import { PreciseDay, readDays } from './days';
import { dayOf, EditRooms } from './room';
import { known, type Part, type Policy, readSource, SourceFields, Which } from './source';

export const editPolicy = page({
  address: '/edit/policies/:id',
  audience: 'editor',
  title: ({ answers, ...words }) => {
    const policy = answers.work.data?.policyPeriod;
    if (!policy) return '';
    return words.t('edit.policy.title', { publisher: policy.publisher.name, terms: licenseInWords(words, policy.license) });
  },
  asks: { work: ask(EditorPolicyDocument) },
  needs: 'work',
  forms: { verify: VerifyPolicyDocument, end: EndPolicyDocument, correct: CorrectPolicyDocument },
  before: {
    verify: readSource,
    end: (fields) => {
      readSource(fields);
      readDays(fields, ['input.effectiveTo']);
    },
    correct: (fields) => {
      readSource(fields);
      readCorrection(fields);
    },
  },
  done: ({ form, t }) => t(doneBy[form.sent as keyof typeof doneBy]),
  content: ({ answers, form, now, t }) => {
    const policy = answers.work.data?.policyPeriod;
    if (!policy) return <Missing failed="edit.failed" />;
    const { effectiveTo, status } = policy;
    const mayEnd = effectiveTo === null && status !== 'PROPOSED_NEVER_IN_FORCE';
    return (
      <>
        <EditRooms />
        {form.fields.has('recorded') && form.sent === undefined && (
          <p class="done" role="status">
            {t('edit.new.recorded')}
          </p>
        )}
        <p>
          <a href="/edit">{t('edit.back')}</a>
          {' · '}
          <a href={`/publishers/${encodeURIComponent(policy.publisher.id)}#${policy.id}`}>{policy.publisher.name}</a>
        </p>
        <Record of={policy} />
        <Verify policy={policy} form={form} today={dayOf(now)} />
        {mayEnd && <End policy={policy} form={form} />}
        <CorrectPolicy policy={policy} form={form} />
      </>
    );
  },
});

const doneBy = { verify: 'edit.verify.done', end: 'edit.end.done', correct: 'edit.correct.done' } as const;

/** A policy as far as its facts go. */
type Facts = Pick<
  NonNullable<RecordPolicyMutation['recordPolicy']>['policy'],
  | 'license'
  | 'titleScope'
  | 'formats'
  | 'reach'
  | 'territories'
  | 'embargo'
  | 'embargoKnown'
  | 'prices'
  | 'announcedOn'
  | 'effectiveFrom'
  | 'effectiveTo'
  | 'confidence'
  | 'grandfathering'
  | 'note'
  | 'knowledge'
>;

/** What the record says of a policy, fact by fact. */
export function PolicyFacts({ of: policy }: { readonly of: Facts }) {
  const words = useWords();
  const { t, day } = words;
  const { announcedOn, grandfathering, note, knowledge, confidence } = policy;
  const unsure = knowledge.marks.some((mark) => mark === 'STALE' || mark === 'NEVER_VERIFIED');
  const facts = [
    [t('policies.terms'), licenseInWords(words, policy.license)],
    [t('policies.titles'), titlesInWords(words, policy.titleScope)],
    [t('policies.format'), policy.formats.map((format) => t(`policies.format.${format}`)).join(', ')],
    [t('policies.where'), placesInWords(words, policy)],
    [t('policies.embargo'), embargoInWords(words, policy)],
    [t('policies.price'), pricesInWords(words, policy.prices).join('; ') || t('policies.none.price')],
    [t('edit.announced'), announcedOn && day(announcedOn.date, announcedOn.precision)],
    [
      t('policies.from'),
      policy.effectiveFrom ? day(policy.effectiveFrom.date, policy.effectiveFrom.precision) : t('policies.beforeRecords'),
    ],
    [
      t('policies.to'),
      policy.effectiveTo
        ? day(policy.effectiveTo.date, policy.effectiveTo.precision)
        : t(unsure ? 'policies.noEnd' : 'policies.stillOn'),
    ],
    [t('policies.checked'), knowledge.lastVerifiedOn ? day(knowledge.lastVerifiedOn) : t('policies.never')],
    [t('edit.confidence'), t('fact.confidence.words', { confidence })],
    [t('edit.grandfathering'), grandfathering && <AsWritten>{grandfathering}</AsWritten>],
    [t('edit.note'), note && <AsWritten>{note}</AsWritten>],
  ].filter(([, value]) => value);
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={String(name)}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the record says now, and how it came to say so. */
function Record({ of: policy }: { readonly of: Policy }) {
  const { t, rich, day } = useWords();
  return (
    <Section id="record" title={t('edit.record')}>
      {policy.status !== 'IN_FORCE_PERIOD' && <p>{t('edit.status', { status: policy.status })}</p>}
      <PolicyFacts of={policy} />
      <h3>{t('edit.sources')}</h3>
      <Sources of={policy.sources} />
      <h3>{t('edit.versions')}</h3>
      <ul class="plain">
        {policy.versions.map(({ version, revision, recordedAt, correctionReason: reason }) => (
          <li key={version}>
            {rich('edit.version', {
              day: day(recordedAt),
              revision,
              reason: reason === null ? 'none' : 'some',
              text: () => <AsWritten>{reason}</AsWritten>,
            })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Verify({ policy, form, today }: Part & { readonly today: string }) {
  const { t } = useWords();
  return (
    <Section id="verify" title={t('edit.verify')}>
      <Form of={form} name="verify" action="#main">
        <Which policy={policy} />
        <Field name="input.lastVerifiedOn" label={t('edit.verify.on')} type="date" value={today} max={today} required />
        <SourceFields known={known(policy)} />
        <Button label={t('edit.verify.press')} />
      </Form>
    </Section>
  );
}

function End({ policy, form }: Part) {
  const { t } = useWords();
  return (
    <Section id="end" title={t('edit.end')}>
      <Form of={form} name="end" action="#main">
        <Which policy={policy} />
        <PreciseDay name="input.effectiveTo" label={t('edit.end.on')} hint={t('edit.end.on.hint')} required />
        <Field name="input.endAnnouncedOn" label={t('edit.end.announced')} hint={t('edit.optional')} type="date" />
        <SourceFields known={known(policy)} />
        <Button label={t('edit.end.press')} />
      </Form>
    </Section>
  );
}
