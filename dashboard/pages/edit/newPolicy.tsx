// A policy that is not on record yet: its whole form, what recording it would change, and then the record.
import { EditorChoicesDocument, type EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import { RecordPolicyDocument, type RecordPolicyMutation } from '../../../schema/typed/RecordPolicy';
import { Button, Choice, Field, Form, TextArea, Tick } from '../../components/form';
import { Section } from '../../components/show';
import { ask, type Form as FormState, page } from '../../page';
import { useWords } from '../../words/words';
import { PreciseDay, readDays } from './days';
import { PolicyFacts } from './policy';
import { EditRooms, NameField, NoteField, OneOf, PublisherOf, Rows, readName, Sure, usePolicies } from './room';
import { readSource, SourceFields, sourcesOf } from './source';

type Tried = NonNullable<RecordPolicyMutation['recordPolicy']>;

export const newPolicy = page({
  address: '/edit/policies/new',
  audience: 'editor',
  title: ({ t }) => t('edit.new.title'),
  done: ({ form, t }) => t(form.fields.get('preview') === 'true' ? 'edit.new.tried' : 'edit.new.done'),
  asks: { choices: ask(EditorChoicesDocument) },
  forms: { record: RecordPolicyDocument },
  before: {
    record: (fields) => {
      readName(fields, ['publisherId', 'titleScope', 'effectiveFrom.date']);
      readSource(fields);
      readDays(fields, ['input.announcedOn', 'input.effectiveFrom', 'input.effectiveTo']);
      readPolicy(fields);
    },
  },
  leads: {
    record: ({ recordPolicy }, fields) =>
      fields.get('preview') === 'true' || !recordPolicy
        ? undefined
        : `/edit/policies/${encodeURIComponent(recordPolicy.policy.id)}?recorded=yes`,
  },
  content: ({ answers, done, form, t }) => {
    const tried = (done as RecordPolicyMutation | undefined)?.recordPolicy;
    return (
      <>
        <EditRooms />
        <p class="lead">{t('edit.new.lead')}</p>
        {tried && <WouldBe of={tried} />}
        <Policy form={form} choices={answers.choices.data} />
      </>
    );
  },
});

/** What would be recorded, and what readers of changes would be told. */
function WouldBe({ of: { policy, change } }: { readonly of: Tried }) {
  const words = useWords();
  const { t, day } = words;
  const when = change?.effectiveOn ? day(change.effectiveOn.date, change.effectiveOn.precision) : t('policies.unknown');
  const reasons = (change?.reasons ?? []).map(({ code, before, after }) => {
    const reason = t('policies.change.reason', { code });
    const none = t('policies.noEmbargo');
    return before || after ? t('policies.change.step', { reason, before: before ?? none, after: after ?? none }) : reason;
  });
  return (
    <Section id="preview" title={t('edit.new.preview')}>
      <p>
        {change
          ? t('edit.new.change', {
              day: when,
              what: reasons.join('; ') || t('policies.change.kind', { kind: change.kind }),
              direction: t('policies.change.direction', { direction: change.direction ?? '' }),
            })
          : t('edit.new.noChange')}
      </p>
      <PolicyFacts of={policy} />
    </Section>
  );
}

const statuses = ['IN_FORCE_PERIOD', 'TEMPORARY_OPTION', 'PROPOSED_NEVER_IN_FORCE'];
const models = [
  'PERPETUAL_ONE_USER',
  'METERED_BY_TIME',
  'METERED_BY_CHECKOUTS',
  'METERED_BY_TIME_OR_CHECKOUTS',
  'METERED_BY_LENDING_DAYS',
  'METERED_CONCURRENT_CHECKOUTS',
  'SIMULTANEOUS_USE',
  'COST_PER_CIRC',
  'NOT_OFFERED',
  'UNKNOWN',
];
const units = ['DAY', 'WEEK', 'MONTH', 'YEAR'];
const priceKinds = ['EXACT', 'RANGE', 'CAP', 'TYPICAL_CAP', 'RULE'];

function Policy({ form, choices }: { readonly form: FormState; readonly choices: EditorChoicesQuery | undefined }) {
  const { t } = useWords();
  const policies = usePolicies(choices);
  return (
    <Form of={form} name="record" action="#main" stays={form.fields.get('preview') === 'true'}>
      <fieldset>
        <legend>{t('edit.new.what')}</legend>
        <PublisherOf name="input.publisherId" label={t('policies.publisher')} choices={choices} required />
        {(['EBOOK', 'AUDIOBOOK'] as const).map((format) => (
          <Tick key={format} name="input.formats" value={format} ticked={format === 'EBOOK'}>
            {t(`policies.format.${format}`)}
          </Tick>
        ))}
        <Field
          name="input.titleScope"
          label={t('edit.correct.scope')}
          hint={t('edit.correct.scope.hint', { scopes: 'ALL, ALL_NEW_LICENSES, NEW_RELEASES, BACKLIST, SELECTED' })}
          value="ALL"
          required
          maxlength={80}
        />
        <OneOf name="input.status" label={t('edit.new.status')} of={statuses} words="edit.new.status" />
        <Field name="input.optionKey" label={t('edit.new.optionKey')} hint={t('edit.new.optionKey.hint')} maxlength={80} />
        <NameField />
      </fieldset>
      <fieldset>
        <legend>{t('policies.where')}</legend>
        <OneOf name="input.reach" label={t('edit.new.reach')} of={['COUNTRIES', 'WORLD', 'UNKNOWN']} words="edit.new.reach" />
        <Field name="input.territories" label={t('edit.new.territories')} hint={t('edit.new.territories.hint')} />
      </fieldset>
      <fieldset>
        <legend>{t('edit.new.when')}</legend>
        <PreciseDay name="input.announcedOn" label={t('edit.correct.announced')} />
        <PreciseDay name="input.effectiveFrom" label={t('edit.correct.from')} hint={t('edit.new.from.hint')} />
        <PreciseDay name="input.effectiveTo" label={t('edit.correct.to')} hint={t('edit.optional')} />
        <Field name="input.endAnnouncedOn" label={t('edit.end.announced')} type="date" />
      </fieldset>
      <fieldset>
        <legend>{t('edit.new.license')}</legend>
        <License name="input.license" required />
      </fieldset>
      <details open={isTyped(form, 'input.options')}>
        <summary>{t('edit.new.options')}</summary>
        <Rows form={form} name="input.options" legend={t('edit.new.option')}>
          {(at) => <License name={at} />}
        </Rows>
      </details>
      <fieldset>
        <legend>{t('policies.embargo')}</legend>
        <OneOf
          name="input.embargo.unit"
          label={t('edit.new.embargo.unit')}
          hint={t('edit.new.embargo.hint')}
          none={t('policies.noEmbargo')}
          of={units}
          words="edit.unit"
        />
        <div class="asking">
          <Field name="input.embargo.amount" label={t('edit.new.embargo.amount')} type="number" min={0} />
          <Field name="input.embargo.atLeast" label={t('edit.new.embargo.atLeast')} type="number" min={0} />
          <Field name="input.embargo.copiesAllowedDuring" label={t('edit.new.embargo.copies')} type="number" min={0} />
        </div>
        <Field name="input.embargo.appliesTo" label={t('edit.new.embargo.appliesTo')} maxlength={200} />
        <details open={isTyped(form, 'input.embargo.firstCopyTerms') || isTyped(form, 'input.embargo.firstCopyPrice')}>
          <summary>{t('edit.new.embargo.first')}</summary>
          <License name="input.embargo.firstCopyTerms" />
          <Price name="input.embargo.firstCopyPrice" />
        </details>
      </fieldset>
      <fieldset>
        <legend>{t('policies.price')}</legend>
        <p>{t('edit.new.prices.lead')}</p>
        <Rows form={form} name="input.prices" legend={t('policies.price')}>
          {(at) => <Price name={at} />}
        </Rows>
      </fieldset>
      <fieldset>
        <legend>{t('edit.new.more')}</legend>
        <Choice
          name="input.supersedes"
          label={t('edit.new.supersedes')}
          none={t('edit.new.supersedes.none')}
          options={policies}
        />
        <TextArea name="input.grandfathering" label={t('edit.grandfathering')} rows={2} maxlength={1000} />
        <Field name="input.lastVerifiedOn" label={t('edit.verify.on')} hint={t('edit.optional')} type="date" />
        <Sure name="input.confidence" />
        <NoteField />
      </fieldset>
      <SourceFields known={sourcesOf(choices)} />
      <p class="presses">
        <Button label={t('edit.new.try')} name="preview" value="true" />
        <Button label={t('edit.new.press')} name="preview" value="false" />
      </p>
    </Form>
  );
}

const isTyped = ({ fields }: FormState, name: string) =>
  [...fields].some(([each, text]) => each.startsWith(`${name}.`) && text !== '');

/** What a license allows; what ends it follows from its model. */
function License({ name, required }: { readonly name: string; readonly required?: boolean }) {
  const { t } = useWords();
  return (
    <>
      <OneOf
        name={`${name}.model`}
        label={t('edit.license.model')}
        none={t(required ? 'edit.choose' : 'edit.license.none')}
        required={required === true}
        of={models}
        words="edit.model"
      />
      <div class="asking">
        <Field name={`${name}.checkouts`} label={t('edit.license.checkouts')} type="number" min={1} />
        <Field name={`${name}.durationMonths`} label={t('edit.license.months')} type="number" min={1} />
        <Field name={`${name}.concurrency`} label={t('edit.license.readers')} type="number" min={1} />
        <Field name={`${name}.lendingDays`} label={t('edit.license.lendingDays')} type="number" min={1} />
        <Field name={`${name}.lengthDays`} label={t('edit.license.days')} type="number" min={1} />
      </div>
    </>
  );
}

/** A price as a source states it: one amount, two ends, or a rule in words. */
function Price({ name }: { readonly name: string }) {
  const { t } = useWords();
  return (
    <>
      <OneOf
        name={`${name}.kind`}
        label={t('edit.price.kind')}
        none={t('policies.none.price')}
        of={priceKinds}
        words="edit.price.kind"
      />
      <div class="asking">
        <Field name={`${name}.amount.amount`} label={t('edit.price.amount')} />
        <Field name={`${name}.min.amount`} label={t('edit.price.min')} />
        <Field name={`${name}.max.amount`} label={t('edit.price.max')} />
        <Field name={`${name}.currency`} label={t('edit.price.currency')} maxlength={3} />
      </div>
      <Field name={`${name}.scope`} label={t('edit.price.scope')} hint={t('edit.price.scope.hint')} maxlength={200} />
      <Field name={`${name}.rule`} label={t('edit.price.rule')} maxlength={500} />
    </>
  );
}

/** What ends a license, as its model and its limits say it. */
const endings: Readonly<Record<string, (isTimed: boolean, isCounted: boolean) => string>> = {
  METERED_BY_LENDING_DAYS: (isTimed, isCounted) => (isTimed || isCounted ? 'EARLIER_OF' : 'LENDING_DAYS'),
  METERED_BY_TIME: () => 'TIME',
  METERED_BY_CHECKOUTS: () => 'CHECKOUTS',
  METERED_BY_TIME_OR_CHECKOUTS: () => 'EARLIER_OF',
  METERED_CONCURRENT_CHECKOUTS: (isTimed) => (isTimed ? 'EARLIER_OF' : 'CHECKOUTS'),
  SIMULTANEOUS_USE: (isTimed) => (isTimed ? 'TIME' : 'NONE'),
  UNKNOWN: () => 'UNKNOWN',
};

/** What people write once or leave to us: the end of each license, the currency of each amount, countries in one line. */
export function readPolicy(fields: URLSearchParams): void {
  for (const [name, text] of [...fields]) {
    const at = name.slice(0, name.lastIndexOf('.'));
    const has = (limit: string) => (fields.get(`${at}.${limit}`) ?? '').trim() !== '';
    if (name.endsWith('.model') && text !== '')
      fields.set(`${at}.expiryRule`, endings[text]?.(has('durationMonths'), has('checkouts')) ?? 'NONE');
    if (name.endsWith('.currency') && text.trim() !== '') {
      for (const part of ['amount', 'min', 'max'])
        if (fields.get(`${at}.${part}.amount`)?.trim()) fields.set(`${at}.${part}.currency`, text.trim().toUpperCase());
      fields.delete(name);
    }
  }
  const places = (fields.get('input.territories') ?? '').toUpperCase().split(/[\s,;]+/);
  fields.set('input.territories', places.filter((place) => place !== '').join('\n'));
}
